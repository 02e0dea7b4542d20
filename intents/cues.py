"""The data that understanding matches on (``intents/data``), and how phrases are found in words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from knowledge.text import fold, normalise_tone_marks

FOLDER = Path(__file__).parent / "data"
LEAST_TOLD, MARKED = 3, 0.6
"""From how many words on it is told whether marks are typed, and which share of them must have some."""
T = TypeVar("T")


@cache
def data(name: str) -> dict[str, Any]:
    """The TOML file ``name`` of ``intents/data``."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


class Found(NamedTuple, Generic[T]):
    """A phrase found in words: ``words[start:end]``, with its value."""

    start: int
    end: int
    value: T


class PhraseBook(Generic[T]):
    """Phrases with a value each, found in a sequence of words, the longest first.

    Words are compared folded; where the person typed tone marks, the marks must agree too («đầu» is not «đâu», «dau»
    may be either). Among words with their marks a single one without is meant so: «con nuôi» holds no «còn».
    """

    def __init__(self, phrases: Iterable[tuple[str, T]] = ()) -> None:
        self._values: dict[tuple[str, ...], list[tuple[tuple[str, ...], T]]] = {}
        self._longest: dict[str, int] = {}
        for phrase, value in phrases:
            marked = tuple(normalise_tone_marks(phrase.lower()).split())
            words = tuple(fold(word) for word in marked)
            if words:
                self._values.setdefault(words, []).append((marked, value))
                self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))

    def __len__(self) -> int:
        return len(self._values)

    def find(self, words: Sequence[str], marked: Sequence[str] = ()) -> Iterator[Found[T]]:
        """Phrases in folded ``words`` (``marked``.

        As typed) from left to right, the longest at each place, not overlapping.
        """
        place = 0
        marked, literal = marked or words, written_with_marks(marked)
        while place < len(words):
            found = next(self._at(words, marked, place, literal), None)
            if found is None:
                place += 1
            else:
                yield found
                place = found.end

    def find_all(self, words: Sequence[str], marked: Sequence[str] = ()) -> Iterator[Found[T]]:
        """Every phrase in ``words``, overlapping ones too."""
        marked, literal = marked or words, written_with_marks(marked)
        for place in range(len(words)):
            yield from self._at(words, marked, place, literal)

    def whole(self, words: Sequence[str], marked: Sequence[str] = ()) -> T | None:
        """The value of the phrase that ``words`` are as a whole, or None."""
        for found in self._at(words, marked or words, 0, written_with_marks(marked)) if words else ():
            if found.end == len(words):
                return found.value
        return None

    def _at(self, words: Sequence[str], marked: Sequence[str], place: int, literal: bool) -> Iterator[Found[T]]:
        for length in range(min(self._longest.get(words[place], 0), len(words) - place), 0, -1):
            end = place + length
            for own, value in self._values.get(tuple(words[place:end]), ()):
                other = [typed for typed, word in zip(marked[place:end], own, strict=True) if typed != word]
                if not (literal and len(other) == 1) and all(typed.isascii() for typed in other):
                    yield Found(place, end, value)


def written_with_marks(marked: Sequence[str]) -> bool:
    """Whether whoever typed these words writes tone marks: more than ``MARKED`` of three words or more have them.

    Of Vietnamese syllables some three in four have marks or đ, so a word without them among such is meant without.
    """
    return len(marked) >= LEAST_TOLD and sum(not word.isascii() for word in marked) > MARKED * len(marked)


def agree(typed: str, word: str) -> bool:
    """Whether a word as typed can be ``word``: the same, or typed without marks. Both fold alike."""
    return typed == word or typed.isascii()
