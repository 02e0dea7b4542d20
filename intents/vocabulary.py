"""How people talk, as far as our own data says it: words with their marks, and which stand side by side.

A release's index knows the words of official names; «thì», «bao nhiêu tiền», «ở đâu vậy» stand in the cues, fillers
and examples of ``intents/data``. Both together tell a typing error from a word that is merely rare.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain, pairwise
from types import MappingProxyType
from typing import Any, NamedTuple

from intents.cues import data
from knowledge.text import fold, normalise_tone_marks

FILES = ("facets", "fillers", "follow_up", "smalltalk", "scope", "frames", "lexicon", "spelling", "personal")
_WORD = re.compile(r"[^\W\d_]+")
_KEYS = frozenset({"id", "field", "about", "word", "beside", "never"})
"""Entries that are not what people say."""


class Vocabulary(NamedTuple):
    """Words and pairs, folded. ``spellings``: a folded word's spellings with marks."""

    words: Mapping[str, int]
    pairs: Mapping[tuple[str, str], int]
    spellings: Mapping[str, frozenset[str]]


def _phrases(value: Any) -> Iterator[str]:  # noqa: ANN401 (what TOML gives)
    match value:
        case str():
            yield value
        case dict():
            yield from chain.from_iterable(_phrases(entry) for key, entry in value.items() if key not in _KEYS)
        case list():
            yield from chain.from_iterable(map(_phrases, value))
        case _:
            return


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of the shipped data."""
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    spellings: dict[str, set[str]] = defaultdict(set)
    for phrase in chain.from_iterable(_phrases(data(name)) for name in FILES):
        marked = _WORD.findall(normalise_tone_marks(phrase.lower()))
        folded = [fold(word) for word in marked]
        words.update(folded)
        pairs.update(pairwise(folded))
        for word, plain in zip(marked, folded, strict=True):
            spellings[plain].add(word)
    return Vocabulary(
        MappingProxyType(dict(words)),
        MappingProxyType(dict(pairs)),
        MappingProxyType({word: frozenset(found) for word, found in spellings.items()}),
    )
