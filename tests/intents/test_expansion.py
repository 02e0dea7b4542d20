"""Everyday words and the official terms that they stand for."""

from __future__ import annotations

from intents.cues import data
from intents.expansion import expand
from knowledge.text import fold


def _expanded(text: str) -> set[str]:
    marked = text.split()
    return {" ".join(term) for term in expand([fold(word) for word in marked], marked)}


def test_an_everyday_word_brings_its_terms() -> None:
    """Every entry of the lexicon by its own words, so that none is written in vain."""
    lost = [
        (say, entry["terms"])
        for entry in data("lexicon")["word"]
        for say in entry["say"]
        if not {fold(term) for term in entry["terms"]} & _expanded(say.lower())
    ]

    assert lost == []


def test_other_words_bring_nothing() -> None:
    """And no term comes twice."""
    assert expand(["xyz"], ["xyz"]) == ()
    terms = expand(["giay", "chung", "sinh"] * 2, ["giấy", "chứng", "sinh"] * 2)
    assert len(terms) == len(set(terms)) > 0
