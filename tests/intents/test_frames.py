"""Acts and circumstances of titles and questions."""

from __future__ import annotations

import pytest

from intents.frames import Frame, frame_of, frame_of_title, names_of
from knowledge.text import fold


def _asked(text: str) -> Frame:
    marked = text.split()
    return frame_of([fold(word) for word in marked], marked, "question")


@pytest.mark.parametrize(
    ("title", "question", "act"),
    [
        ("Cấp lại thẻ nuôi ong", "bị mất thẻ nuôi ong", "reissue"),
        ("Gia hạn giấy phép trồng nấm", "giấy phép trồng nấm sắp hết hạn", "extend"),
        ("Tạm ngừng trồng nấm", "tạm nghỉ trồng nấm", "suspend"),
        ("Chấm dứt nuôi ong", "dẹp không nuôi ong", "end"),
    ],
)
def test_a_title_and_a_question_share_an_act(title: str, question: str, act: str) -> None:
    """Though they say it in other words."""
    assert act in names_of("act", frame_of_title(title).acts)
    assert act in names_of("act", _asked(question).acts)


def test_a_circumstance_is_known() -> None:
    """«yếu tố nước ngoài» in a title, «người nước ngoài» in a question."""
    assert "foreign" in names_of("circumstance", frame_of_title("Nuôi ong có yếu tố nước ngoài").circumstances)
    assert "foreign" in names_of("circumstance", _asked("chồng là người nước ngoài").circumstances)


def test_nothing_said_is_an_empty_frame() -> None:
    """No act, no circumstance."""
    assert frame_of_title("") == Frame(0, 0)
    assert names_of("act", 0) == []
