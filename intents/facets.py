"""Facets: which part of a procedure is asked, by cues (``data/facets.toml``)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from intents.cues import PhraseBook, agree, data
from intents.intent import Facet

BESIDE = 4
"""How many words on either side of «hay» name the alternatives."""


class FacetCues(NamedTuple):
    """The facets that were asked, in the order of their first cue, and the places of the cues' words."""

    facets: tuple[Facet, ...]
    places: frozenset[int]


@cache
def _book() -> PhraseBook[tuple[tuple[Facet, ...], str]]:
    phrases: list[tuple[str, tuple[tuple[Facet, ...], str]]] = []
    for name, entry in data("facets").items():
        for strength in ("take", "weak", "leave"):
            phrases += [(phrase, ((Facet(name),), strength)) for phrase in entry.get(strength, ())]
        phrases += [(phrase, ((Facet.PLACE, Facet.WHO), "take")) for phrase in entry.get("whom", ())]
    return PhraseBook(phrases)


@cache
def _either() -> dict[Facet, PhraseBook[bool]]:
    """Words that, standing on both sides of «hay», ask for a facet."""
    return {
        Facet(name): PhraseBook((word, True) for word in entry["either"])
        for name, entry in data("facets").items()
        if "either" in entry
    }


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
        asked, strength = found.value
        if found.end - found.start == 1 and marked[found.start].isascii():
            word = words[found.start]
            left = words[found.start - 1] if found.start else ""
            if word != "online" and left and is_pair(left, word):
                continue
        if strength != "leave":
            (proper if strength == "take" else weak).update(dict.fromkeys(asked))
            places.update(range(found.start, found.end))
        else:
            hints.setdefault(asked[0], []).extend(range(found.start, found.end))
    if not proper:
        proper.update(dict.fromkeys(_alternatives(words, marked)))
    if not proper and words and words[-1] in _HOW and agree(marked[-1], _HOW[words[-1]]):
        proper[Facet.STEPS] = None
    facets = list(proper) or list(weak)
    if not facets:
        facets = [facet for facet in hints if facet in (Facet.ONLINE, Facet.FEE)]
        places.update(place for facet in facets for place in hints[facet])
    return FacetCues(tuple(facets), frozenset(places))


def _alternatives(words: Sequence[str], marked: Sequence[str]) -> list[Facet]:
    """What a choice between two offices, or two persons, asks for: «ở trường hay ở sở», «công ty nộp hay mình nộp»."""
    found = []
    for place in (place for place, word in enumerate(words) if word == "hay" and agree(marked[place], "hay")):
        before, after = slice(max(0, place - BESIDE), place), slice(place + 1, place + 1 + BESIDE)
        found += [
            facet
            for facet, book in _either().items()
            if any(book.find(words[before], marked[before])) and any(book.find(words[after], marked[after]))
        ]
    return found[:1]
