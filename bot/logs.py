"""Logs that hold no token, no question and no trace with a person's words in it."""

from __future__ import annotations

import logging
import re
import sys
from typing import TextIO

log = logging.getLogger(__name__)

TOKEN = re.compile(r"\d{3,20}:[A-Za-z0-9_-]{20,}")
IN_PATH = re.compile(r"(/bot)\d{3,20}:[A-Za-z0-9_-]+")
MASK = "[token]"
QUIET = ("httpx", "httpcore", "telegram", "telegram.ext", "tornado", "apscheduler", "asyncio")


class PrivateFilter(logging.Filter):
    """Rewrites each record: tokens masked, an update named by its number only, an exception by its kind and place."""

    def __init__(self, token: str = "") -> None:
        super().__init__()
        self._token = token

    def filter(self, record: logging.LogRecord) -> bool:
        """Make the record safe to write; it is always kept."""
        if isinstance(record.args, tuple):
            record.args = tuple(map(_named, record.args))
        try:
            message = record.getMessage()
        except (TypeError, ValueError):
            message = str(record.msg)
        if record.exc_info and record.exc_info[0]:
            kind, _, trace = record.exc_info
            place = ""
            while trace is not None:
                place = f" at {trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
                trace = trace.tb_next
            message = f"{message} ({kind.__name__}{place})"
        record.msg, record.args = self.masked(message), ()
        record.exc_info = record.exc_text = record.stack_info = None
        return True

    def masked(self, text: str) -> str:
        """The text without tokens."""
        if self._token:
            text = text.replace(self._token, MASK)
        return TOKEN.sub(MASK, IN_PATH.sub(rf"\1{MASK}", text))


def _named(argument: object) -> object:
    """An update by its number, an exception by its kind; numbers and words as they are."""
    number = getattr(argument, "update_id", None)
    if number is not None:
        return f"update {number}"
    return type(argument).__name__ if isinstance(argument, BaseException) else argument


def set_up_logs(token: str = "", stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """Send every log record through the filter, to one stream.

    Args:
        token: The bot token, masked wherever it appears.
        stream: Where to write; by default the standard error.
        level: The least level that is written; libraries speak from WARNING on.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.addFilter(PrivateFilter(token))
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def log_failure(what: str, error: BaseException) -> None:
    """Log that something failed: its kind and place in the code, never a word of what was asked."""
    place = ""
    trace = error.__traceback__
    while trace is not None:
        place = f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
        trace = trace.tb_next
    log.error("failed: %s, %s at %s", what, type(error).__name__, place)
