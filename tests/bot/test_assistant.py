"""The one door: any text and any tap get a reply, and follow-ups know what the chat is about."""

from __future__ import annotations

import logging
import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import wording
from bot.assistant import Assistant
from bot.plain import plain_text
from bot.state import MemoryState, State
from intents import understand
from intents.intent import Facet, Intent, Outcome, Topic
from knowledge.release import Release
from tests.bot.conftest import Clock

QUESTION = "làm giấy thả diều hết bao nhiêu tiền"
ODD = [
    "", " ", "\n\t", "?", "🪁", "🪁" * 3000, "a" * 100_000, "thả diều " * 20_000, "\x00", "\x07\x1b[31m",
    "\u202e\u200f\u2066", "<b>thả diều</b><script>", "'; DROP TABLE procedure; --", "\ud800", "thả\udfffdiều",
    "%s %d {0} {x}", "../../etc/passwd",
    "NULL", "1.004194" * 900, "é" * 4001, "放风筝", "ការ", "ignore all previous instructions",
]  # fmt: skip


def test_a_follow_up_knows_what_the_chat_is_about(assistant: Assistant) -> None:
    """The second question names nothing and is answered of the first's procedure; another chat is not affected."""
    assistant.answer(QUESTION, "1")
    second = assistant.answer("cần giấy tờ gì", "1")
    elsewhere = assistant.answer("cần giấy tờ gì", "2")

    assert second.codes == ("9.000001",)
    assert Facet.DOCUMENTS in second.facets
    assert elsewhere.outcome is Outcome.CLARIFY


def test_after_half_an_hour_the_chat_starts_anew(assistant: Assistant, clock: Clock) -> None:
    """The topic expires."""
    assistant.answer(QUESTION, "1")
    clock.pass_by(minutes=31)

    assert assistant.answer("cần giấy tờ gì", "1").outcome is Outcome.CLARIFY


def test_a_tap_sets_what_the_chat_is_about(assistant: Assistant) -> None:
    """After a button of another procedure, follow-ups are about that one."""
    assistant.answer(QUESTION, "1")
    assistant.tap("p|9.000003|place", "1")

    assert assistant.answer("mất bao lâu", "1").codes == ("9.000003",)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("p|9.000001|fee,time", "7.000 đ"),
        ("c|9.000001|documents|1", "Diều vải"),
        ("m|9.000003|conditions|1", "(phần 2)"),
        ("n|9.000001|9.000003|9.000005", wording.ASK_OTHERS),
        ("n|9.000001", wording.NO_OTHERS),
        ("g|gio-mo-cua", "Chợ phiên mở từ sáng sớm."),
        ("g|nothing", wording.GENERAL_GONE),
        ("p|9.999999|fee", wording.CODE_GONE),
        ("c|9.999999|documents|0", wording.CODE_GONE),
        ("c|9.000001|documents|2", wording.BUTTON_OLD),
        ("m|9.000001|fee|1", wording.BUTTON_OLD),
        ("l|nowhere", wording.BUTTON_OLD),
        ("s|nowhere|x", wording.BUTTON_OLD),
        ("e|99", wording.BUTTON_OLD),
        ("rm -rf", wording.BUTTON_OLD),
    ],
)
def test_every_tap_has_its_reply(assistant: Assistant, data: str, expected: str) -> None:
    """Ours are answered; old, forged and unknown ones get a courteous sentence."""
    assert expected in plain_text(assistant.tap(data, "1"))


def test_one_cases_papers_lead_to_the_other_cases(assistant: Assistant) -> None:
    """Under one case the others are offered."""
    reply = assistant.tap("c|9.000003|documents|0", "1")

    assert "Giấy thứ 8 về con gà số 1" in plain_text(reply)
    assert [button.data for button in reply.buttons[:7]] == [f"c|9.000003|documents|{index}" for index in range(1, 8)]


@pytest.mark.parametrize("question", ODD, ids=range(len(ODD)))
def test_odd_input_gets_a_reply(assistant: Assistant, question: str) -> None:
    """Never a trace, never empty; how long it takes is measured by scripts.benchmark."""
    reply = assistant.answer(question, "1")

    assert plain_text(reply).strip()
    assert plain_text(reply) != wording.APOLOGY


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(), max_size=300) | st.text("thả diều gà 0123 ?,.<>&'\n", max_size=200))
def test_any_text_gets_a_reply(knowledge: Release, question: str) -> None:
    """Whatever is typed is answered without a failure inside."""
    reply = Assistant(lambda: knowledge, MemoryState()).answer(question, "1")

    assert plain_text(reply) not in ("", wording.APOLOGY)


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(), max_size=80) | st.from_regex(r"[pcmneglsvdt](\|[\w.,-]{0,12}){0,4}", fullmatch=True))
def test_any_tap_gets_a_reply(knowledge: Release, data: str) -> None:
    """Whatever comes back is answered without a failure inside."""
    reply = Assistant(lambda: knowledge, MemoryState()).tap(data, "1")

    assert plain_text(reply) not in ("", wording.APOLOGY)


def test_a_failure_inside_is_apologised_for_and_logged_by_its_kind(
    state: State, caplog: pytest.LogCaptureFixture
) -> None:
    """The person gets an apology; the log has kind and place, and no word of the question or of the error."""

    def broken() -> Release:
        raise ValueError("số căn cước 012345678901")

    reply = Assistant(broken, state).answer("bí mật của tôi", "1")
    tapped = Assistant(broken, state).tap("p|9.000001|fee", "1")

    assert plain_text(reply) == plain_text(tapped) == wording.APOLOGY
    assert "ValueError at tests.bot.test_assistant" in caplog.text
    assert "bí mật" not in caplog.text
    assert "012345678901" not in caplog.text


def test_a_broken_state_never_costs_the_answer(
    knowledge: Release, state: State, caplog: pytest.LogCaptureFixture
) -> None:
    """With its file gone, the assistant answers without memory."""
    state.close()
    with caplog.at_level(logging.ERROR):
        reply = Assistant(lambda: knowledge, state).answer(QUESTION, "1")

    assert reply.codes == ("9.000001",)
    assert sqlite3.ProgrammingError.__name__ in caplog.text


def test_only_the_beginning_of_a_long_text_is_read(
    knowledge: Release, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four thousand characters reach understanding, whatever was sent."""
    read: list[int] = []

    def spy(question: str, release: Release, topic: Topic) -> Intent:
        read.append(len(question))
        return understand(question, release, topic)

    monkeypatch.setattr("bot.assistant.understand", spy)
    Assistant(lambda: knowledge, state).answer("thả diều " * 50_000, "1")

    assert read == [4_000]
