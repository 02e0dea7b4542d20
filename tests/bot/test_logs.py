"""Logs hold no token, no question and no trace."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from bot.logs import MASK, PrivateFilter, set_up_logs

TOKEN = "123456789:AAsecret-token_0123456789"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What is written after the logs were set up; the test run's own handlers are put back."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    root.handlers = []
    set_up_logs(TOKEN, stream)
    yield stream
    root.handlers, root.level = handlers, level


def test_tokens_are_masked(log: io.StringIO) -> None:
    """Ours and any that looks like one, in a message, an argument or an address."""
    logging.getLogger("x").warning(
        "at %s and %s", f"https://api/bot{TOKEN}/getMe", "987654321:BBanother-token_0123456789"
    )
    logging.getLogger("x").warning("at http://127.0.0.1/bot12345:short/getMe")

    assert "secret" not in log.getvalue()
    assert "another" not in log.getvalue()
    assert "short" not in log.getvalue()
    assert log.getvalue().count(MASK) == 3


def test_an_exception_is_told_by_kind_and_place(log: io.StringIO) -> None:
    """Neither its words nor its trace are written."""
    try:
        raise ValueError(f"câu hỏi của người dân {TOKEN}")
    except ValueError as error:
        logging.getLogger("x").exception("failed: %s", error)

    assert "(ValueError at tests.bot.test_logs:" in log.getvalue()
    assert "failed: ValueError" in log.getvalue()
    assert "người dân" not in log.getvalue()
    assert "Traceback" not in log.getvalue()


def test_an_update_is_told_by_its_number(log: io.StringIO) -> None:
    """The library names updates in its errors; only the number is written."""

    class Update:
        update_id = 77

        def __str__(self) -> str:
            return "Update(text='bí mật')"

    logging.getLogger("telegram.ext").critical("Error for update %s", Update())

    assert "Error for update update 77" in log.getvalue()
    assert "bí mật" not in log.getvalue()


def test_libraries_speak_from_warnings_on(log: io.StringIO) -> None:
    """The library httpx writes each address at INFO: it is silent."""
    logging.getLogger("httpx").info("HTTP Request: POST https://api/bot…")
    logging.getLogger("bot.assistant").info("ours")

    assert "HTTP Request" not in log.getvalue()
    assert "ours" in log.getvalue()


def test_a_message_that_does_not_fit_its_arguments_is_still_written() -> None:
    """A broken log call never breaks the bot."""
    record = logging.LogRecord("x", logging.INFO, "f", 1, "%d", ("no number",), None)

    assert PrivateFilter().filter(record)
    assert record.getMessage() == "%d"
