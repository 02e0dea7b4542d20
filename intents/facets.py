"""Facets: which part of a procedure is asked, by cues (``data/facets.toml``)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from intents.cues import PhraseBook, data
from intents.intent import Facet


class FacetCues(NamedTuple):
    """The facets that were asked, in the order of their first cue, and the places of the cues' words."""

    facets: tuple[Facet, ...]
    places: frozenset[int]


@cache
def _book() -> PhraseBook[tuple[Facet, bool]]:
    phrases: list[tuple[str, tuple[Facet, bool]]] = []
    for name, entry in data("facets").items():
        phrases += [(phrase, (Facet(name), True)) for phrase in entry["take"]]
        phrases += [(phrase, (Facet(name), False)) for phrase in entry["leave"]]
    return PhraseBook(phrases)


_HOW = {"sao": "sao", "rang": "răng"}
"""«… đổi sao», «… sửa răng»: at the end of a question they ask how."""


def agree_how(typed: str) -> bool:
    """Whether a last word as typed asks how."""
    return typed.isascii() or typed in _HOW.values()


def find_facets(words: Sequence[str], marked: Sequence[str], is_pair: Callable[[str, str], int]) -> FacetCues:
    """The facets that folded ``words`` ask for.

    A cue that is also part of names («giấy tờ») gives its facet only when no cue proper was found. A cue of one word
    typed without marks is none where it forms a known pair with its neighbour («lan dau»).
    """
    proper: dict[Facet, None] = {}
    hints: dict[Facet, None] = {}
    places: set[int] = set()
    for found in _book().find(words, marked):
        facet, take = found.value
        if found.end - found.start == 1 and marked[found.start].isascii():
            word = words[found.start]
            left = words[found.start - 1] if found.start else ""
            if word != "online" and left and is_pair(left, word):
                continue
        if take:
            proper[facet] = None
            places.update(range(found.start, found.end))
        else:
            hints[facet] = None
    if not proper and words and words[-1] in _HOW and agree_how(marked[-1]):
        proper[Facet.STEPS] = None
    facets = list(proper) or [facet for facet in hints if facet == Facet.ONLINE]
    return FacetCues(tuple(facets), frozenset(places))
