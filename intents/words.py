"""Words as they were typed, each with its letters and its marks apart, so that phrases match however they are written.

A word that is written without marks, or with some of them, fits a phrase; a word with other marks does not:
«hàng» is not «hạng», «hoá» and «hóa» are one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from intents.cues import Found, PhraseBook
from knowledge.text import fold

T = TypeVar("T")
MOST_WORDS = 200
_WORD = re.compile(r"[^\W_]+|%")


class Word(NamedTuple):
    """A word: ``text[start:end]``, its folded letters, its marks, whether it starts with a capital."""

    start: int
    end: int
    folded: str
    marks: frozenset[str]
    capital: bool


def words_of(text: str) -> list[Word]:
    """The first words of ``text``, at most ``MOST_WORDS``; «%» counts as a word."""
    found = []
    for match in _WORD.finditer(text):
        word = match.group(0)
        found.append(Word(match.start(), match.end(), fold(word), marks(word), word[0].isupper()))
        if len(found) >= MOST_WORDS:
            break
    return found


def marks(word: str) -> frozenset[str]:
    """The marks of a syllable wherever they stand: «hoá» and «hóa» have the same."""
    if word.isascii():
        return frozenset()
    lowered = word.lower()
    found = {part for part in unicodedata.normalize("NFD", lowered) if unicodedata.combining(part)}
    if "đ" in lowered:
        found.add("đ")
    return frozenset(found)


class WordSet:
    """Single words, known however they are typed."""

    def __init__(self, words: Iterable[str]) -> None:
        self._marks: dict[str, list[frozenset[str]]] = {}
        for word in words:
            self._marks.setdefault(fold(word), []).append(marks(word))

    def __contains__(self, word: object) -> bool:
        return isinstance(word, Word) and any(word.marks <= own for own in self._marks.get(word.folded, ()))


class MarkedPhrases(Generic[T]):
    """Phrases with a value each, found in words whose marks do not contradict them."""

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        by_letters: dict[str, list[tuple[tuple[frozenset[str], ...], T]]] = {}
        for phrase, value in phrases:
            parts = words_of(phrase)
            by_letters.setdefault(" ".join(part.folded for part in parts), []).append(
                (tuple(part.marks for part in parts), value)
            )
        self._book = PhraseBook(by_letters.items())

    def find(self, words: Sequence[Word]) -> Iterator[Found[T]]:
        """Phrases from left to right, the longest at each place, not overlapping."""
        taken = 0
        for found in self.find_all(words):
            if found.start >= taken:
                taken = found.end
                yield found

    def find_any(self, words: Sequence[Word]) -> bool:
        """Whether any phrase stands in ``words``."""
        return next(self.find_all(words), None) is not None

    def find_all(self, words: Sequence[Word]) -> Iterator[Found[T]]:
        """Every phrase, overlapping ones too; the longest first at each place."""
        for found in self._book.find_all([word.folded for word in words]):
            said = words[found.start : found.end]
            for wanted, value in found.value:
                if all(word.marks <= part for word, part in zip(said, wanted, strict=True)):
                    yield Found(found.start, found.end, value)
