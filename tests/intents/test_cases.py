"""Questions and what they must mean, over the shipped data: cases are data, one test each."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from intents import understand
from intents.intent import Answer, Clarify, Facet, Intent, Several
from knowledge.release import Release

CASES = tomllib.loads((Path(__file__).parent.parent / "questions" / "cases.toml").read_text(encoding="utf-8"))["case"]


def _outcome(intent: Intent) -> str:
    return "several" if isinstance(intent, Several) else intent.outcome.value


def _codes(intent: Intent) -> tuple[str, ...]:
    match intent:
        case Answer(code=code):
            return (code,)
        case Clarify(choices=choices):
            return tuple(choice.code for choice in choices)
        case _:
            return ()


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case, id=case["question"], marks=[pytest.mark.xfail(reason=case["fails"])] if "fails" in case else []
        )
        for case in CASES
    ],
)
def test_a_question_means_what_it_must(shipped: Release, case: dict[str, Any]) -> None:
    """The outcome, the procedure and the part of it that is asked."""
    intent = understand(case["question"], shipped)

    expected = {"answer", "clarify"} if case["outcome"] == "found" else {case["outcome"]}
    assert _outcome(intent) in expected, intent
    if "code" in case:
        assert case["code"] in _codes(intent), intent
    if "facet" in case:
        assert isinstance(intent, Answer | Clarify)
        assert Facet(case["facet"]) in intent.facets


def test_the_cases_are_different_questions() -> None:
    """More than a hundred, each once, and each with a code where one is needed."""
    questions = [case["question"] for case in CASES]

    assert len(set(questions)) == len(questions) > 100
    assert all("code" in case for case in CASES if case["outcome"] in ("answer", "found"))


def test_the_cases_name_shipped_procedures(shipped: Release) -> None:
    """A code that the shipped data do not hold would make its case mean nothing."""
    assert [case["code"] for case in CASES if "code" in case and shipped.procedure(case["code"]) is None] == []
