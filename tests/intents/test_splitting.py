"""Several questions in one message."""

from __future__ import annotations

import pytest

from intents import understand
from intents.intent import Answer, Clarify, Facet, Several
from knowledge.release import Release


def _codes(question: str, release: Release) -> list[str]:
    intent = understand(question, release)
    assert isinstance(intent, Several), intent
    return [part.code if isinstance(part, Answer) else "" for _, part in intent.parts]


@pytest.mark.parametrize(
    ("question", "codes"),
    [
        ("làm giấy khai sinh và đăng ký kết hôn", ["1.001193", "1.000894"]),
        ("đăng ký tạm trú, rồi làm hộ chiếu nữa", ["1.004194", "1.001456"]),
    ],
)
def test_two_procedures_are_two_parts(shipped: Release, question: str, codes: list[str]) -> None:
    """In the order they were asked."""
    assert _codes(question, shipped) == codes


def test_both_parts_are_asked_what_one_names(shipped: Release) -> None:
    """«khai sinh và kết hôn cần giấy gì» asks for papers twice."""
    intent = understand("làm giấy khai sinh và đăng ký kết hôn cần giấy tờ gì", shipped)

    assert isinstance(intent, Several)
    assert all(isinstance(part, Answer | Clarify) and Facet.DOCUMENTS in part.facets for _, part in intent.parts)


@pytest.mark.parametrize(
    "question",
    [
        "đăng ký nhận cha, mẹ, con",
        "đăng ký kết hôn cần giấy tờ gì và lệ phí bao nhiêu",
        "làm giấy khai sinh ở đâu, mất bao lâu",
        "tạm trú",
        "",
    ],
)
def test_one_procedure_is_one_question(shipped: Release, question: str) -> None:
    """However many facets are asked, and although «và» or a comma stands in it."""
    assert not isinstance(understand(question, shipped), Several)
