"""Phrases found in words."""

from __future__ import annotations

from intents.cues import Found, PhraseBook, agree
from knowledge.text import fold

BOOK = PhraseBook([("nuôi ong", 1), ("nuôi", 2), ("ong mật", 3), ("đầu", 4), ("đâu", 5), ("hóa", 6), ("", 7)])


def _find(text: str) -> list[Found[int]]:
    marked = text.split()
    return list(BOOK.find([fold(word) for word in marked], marked))


def test_the_longest_phrase_counts_and_none_overlap() -> None:
    """«nuôi ong» takes its words; «ong mật» has none left."""
    assert _find("tôi nuôi ong mật và nuôi nấm") == [Found(1, 3, 1), Found(5, 6, 2)]


def test_every_phrase_is_found_when_asked_for() -> None:
    """Overlapping ones too, the longest first at each place."""
    words = ["nuoi", "ong", "mat"]

    assert [found.value for found in BOOK.find_all(words)] == [1, 2, 3]


def test_marks_must_agree_where_they_were_typed() -> None:
    """«đầu» is not «đâu»; without marks it may be either, and one spelling of the tone is as good as another."""
    assert [found.value for found in _find("đầu")] == [4]
    assert [found.value for found in _find("đâu")] == [5]
    assert [found.value for found in BOOK.find_all(["dau"], ["dau"])] == [4, 5]
    assert _find("đấu") == []
    assert [found.value for found in _find("hóa")] == [6]
    assert agree("dau", "đâu")
    assert not agree("đầu", "đâu")


def test_a_whole_phrase() -> None:
    """Only when nothing else was said."""
    assert BOOK.whole(["nuoi", "ong"], ["nuôi", "ong"]) == 1
    assert BOOK.whole(["nuoi", "ong", "mat"]) is None
    assert BOOK.whole([]) is None


def test_an_empty_phrase_is_none() -> None:
    """It would be found everywhere."""
    assert len(BOOK) == 5
    assert list(BOOK.find([])) == []
