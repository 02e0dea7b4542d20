"""Facets: which part of a procedure is asked, by cues (``data/facets.toml``)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from intents.cues import PhraseBook, agree, data
from intents.intent import Facet


class FacetCues(NamedTuple):
    """The facets that were asked, in the order of their first cue, and the places of the cues' words."""

    facets: tuple[Facet, ...]
    places: frozenset[int]


@cache
def _book() -> PhraseBook[tuple[Facet, str]]:
    phrases: list[tuple[str, tuple[Facet, str]]] = []
    for name, entry in data("facets").items():
        for strength in ("take", "weak", "leave"):
            phrases += [(phrase, (Facet(name), strength)) for phrase in entry.get(strength, ())]
    return PhraseBook(phrases)


_HOW = {"sao": "sao", "rang": "răng"}
"""«… đổi sao», «… sửa răng»: at the end of a question they ask how."""


def find_facets(words: Sequence[str], marked: Sequence[str], is_pair: Callable[[str, str], int]) -> FacetCues:
    """The facets that folded ``words`` ask for.

    A weak cue («được không») gives its facet only where no telling one was found; a word that is also part of names
    gives none but «online» and «phí». A cue of one word typed without marks is none where it forms a known pair with
    the word before it («lan dau»).
    """
    proper: dict[Facet, None] = {}
    weak: dict[Facet, None] = {}
    hints: dict[Facet, list[int]] = {}
    places: set[int] = set()
    for found in _book().find(words, marked):
        facet, strength = found.value
        if found.end - found.start == 1 and marked[found.start].isascii():
            word = words[found.start]
            left = words[found.start - 1] if found.start else ""
            if word != "online" and left and is_pair(left, word):
                continue
        if strength != "leave":
            (proper if strength == "take" else weak)[facet] = None
            places.update(range(found.start, found.end))
        else:
            hints.setdefault(facet, []).extend(range(found.start, found.end))
    if not proper and words and words[-1] in _HOW and agree(marked[-1], _HOW[words[-1]]):
        proper[Facet.STEPS] = None
    facets = list(proper) or list(weak)
    if not facets:
        facets = [facet for facet in hints if facet in (Facet.ONLINE, Facet.FEE)]
        places.update(place for facet in facets for place in hints[facet])
    return FacetCues(tuple(facets), frozenset(places))
