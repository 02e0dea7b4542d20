"""Words that carry no matter."""

from __future__ import annotations

import pytest

from intents.fillers import content_places
from knowledge.text import fold


def _content(text: str, pairs: frozenset[tuple[str, str]] = frozenset()) -> str:
    marked = text.lower().split()
    words = [fold(word) for word in marked]
    has_marks = not text.isascii()
    places = content_places(words, marked, lambda a, b: (a, b) in pairs, has_marks=has_marks)
    return " ".join(marked[place] for place in places)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("cho tôi hỏi nuôi ong với ạ", "nuôi ong"),
        ("dạ em muốn nuôi ong", "nuôi ong"),
        ("nhận con nuôi", "nhận con nuôi"),
        ("ạ", ""),
        ("", ""),
    ],
)
def test_what_carries_matter_stays(text: str, content: str) -> None:
    """Politeness goes; a filler inside a name stays."""
    assert _content(text) == content


def test_without_marks_a_filler_stays_beside_its_pair() -> None:
    """«can» may be «cần» or «căn»: the names decide."""
    assert _content("can lam giay", frozenset()) == "giay"
    assert _content("doi can cuoc", frozenset({("can", "cuoc")})) == "doi can cuoc"
