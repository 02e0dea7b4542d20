"""Everyday words and the official terms that they stand for (``data/lexicon.toml``)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from intents.cues import PhraseBook, data
from knowledge.text import fold


@cache
def _book() -> PhraseBook[tuple[tuple[str, ...], ...]]:
    """Everyday word → its official terms, each as folded words."""
    return PhraseBook(
        (word, tuple(tuple(fold(term).split()) for term in entry["terms"]))
        for entry in data("lexicon")["word"]
        for word in entry["say"]
    )


def expand(words: Sequence[str], marked: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The official terms of the everyday words in an utterance."""
    return tuple(dict.fromkeys(term for found in _book().find(words, marked) for term in found.value))
