"""Words that carry no matter: politeness, address, particles (``data/fillers.toml``)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from intents.cues import PhraseBook, data
from knowledge.text import fold, normalise_tone_marks


class _Fillers(NamedTuple):
    marked: frozenset[str]
    folded: frozenset[str]
    always: frozenset[str]
    """folded words that are fillers even where they form a known pair with a neighbour"""
    phrases: PhraseBook[bool]


@cache
def _fillers() -> _Fillers:
    book = data("fillers")
    phrases = [(phrase, True) for phrase in book["keep"]]
    phrases += [(phrase, False) for phrase in book["phrases"]]
    words = frozenset(normalise_tone_marks(word) for word in (*book["words"], *book["always"]))
    return _Fillers(
        words,
        frozenset(fold(word) for word in words),
        frozenset(fold(word) for word in book["always"]),
        PhraseBook(phrases),
    )


@cache
def words_of_all() -> frozenset[str]:
    """Folded words that every procedure's talk holds: a question of these alone names none («nộp hồ sơ online»)."""
    return frozenset(fold(word) for word in data("fillers")["of_all"])


def content_places(
    words: Sequence[str], marked: Sequence[str], is_pair: Callable[[str, str], bool], *, has_marks: bool = True
) -> list[int]:
    """Places of the words that carry matter; empty when none does.

    A word typed with marks is compared with its marks. One typed without («dang», «can») may be a filler or part of a
    name («đăng ký», «căn cước»): it stays when it forms a known pair with a neighbour (``is_pair``).
    """
    fillers = _fillers()
    kept: dict[int, bool] = {}
    for found in fillers.phrases.find(words, marked):
        for place in range(found.start, found.end):
            kept[place] = found.value
    places = []
    for place, word in enumerate(words):
        typed = marked[place]
        keep = kept.get(place)
        if keep is None:
            if word not in fillers.folded:
                keep = True
            elif has_marks or not typed.isascii():
                keep = typed not in fillers.marked
            elif word in fillers.always:
                keep = False
            else:
                left = words[place - 1] if place else ""
                right = words[place + 1] if place + 1 < len(words) else ""
                keep = bool(
                    (left and left not in fillers.always and is_pair(left, word))
                    or (right and right not in fillers.always and is_pair(word, right))
                )
        if keep:
            places.append(place)
    return places
