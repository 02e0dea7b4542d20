"""Places named in a question: the longest names first, however they are written.

Matched on folded words, then checked against the marks that were typed: «Hoằng Hoá», «hoang hoa», «H. Hoằng Hóa» are
the same unit, «giá lại» is not Gia Lai. Which of several units of one name is meant depends on what is asked
(``Purpose``), on the type word («huyện», «xã») and on a larger unit named beside it («Đông Hưng, Thái Bình»).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from intents.cues import data
from intents.words import Word, words_of
from knowledge.place import Place, PlaceKind
from knowledge.store import Knowledge
from knowledge.text import fold

_TIERS = {
    "tinh": PlaceKind.PROVINCE,
    "huyen": PlaceKind.DISTRICT,
    "quan": PlaceKind.DISTRICT,
    "thi xa": PlaceKind.DISTRICT,
    "xa": PlaceKind.COMMUNE,
    "phuong": PlaceKind.COMMUNE,
    "thi tran": PlaceKind.COMMUNE,
    "dac khu": PlaceKind.COMMUNE,
}
"""The tier a type word names; «thành phố» names two and stands for the exact type only."""
_COMPARES = {"sanh", "voi", "va", "hay", "hoac"}
_LARGER_FIRST = {PlaceKind.DISTRICT: 0, PlaceKind.PROVINCE: 1, PlaceKind.COMMUNE: 2}


class Purpose(StrEnum):
    """What the place is wanted for: it decides between units of one name."""

    FILING = "filing"
    """where to hand in: the units of today, communes before the former district of their name"""
    STATISTICS = "statistics"
    """figures: the former district before the commune of its name, units with figures before those without"""
    HISTORY = "history"
    """what became of it: the former units"""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in a question: ``text[start:end]``.

    ``places`` are ids of the units it can be, several when the name fits several; empty: a unit was named by type and
    name, but the release has none such («thành phố Hải Dương»). ``typed``: a type word stands before the name.
    """

    start: int
    end: int
    text: str
    places: tuple[str, ...]
    typed: bool


class _Name(NamedTuple):
    place: str
    kind: PlaceKind
    type: str
    marks: tuple[frozenset[str], ...]


class _Index(NamedTuple):
    names: dict[tuple[str, ...], tuple[_Name, ...]]
    longest: dict[str, int]


class _Asked(NamedTuple):
    text: str
    words: list[Word]
    knowledge: Knowledge
    purpose: Purpose


class _Candidate(NamedTuple):
    first: int
    last: int
    names: tuple[_Name, ...]
    typed: str


def find_places(utterance: str, knowledge: Knowledge, purpose: Purpose = Purpose.FILING) -> list[PlaceMention]:
    """The places that ``utterance`` names, from left to right.

    Args:
        utterance: The question with its marks and capitals, personal data masked.
        knowledge: The open release.
        purpose: What the places are wanted for.

    Returns:
        One mention each; a larger unit that only says where a smaller one lies («…, tỉnh Đồng Tháp») has none.
    """
    asked = _Asked(utterance, words_of(utterance), knowledge, purpose)
    candidates = _candidates(asked, knowledge.memo("intents.places", lambda: _index(knowledge)))
    mentions: list[PlaceMention] = []
    place = 0
    while place < len(candidates):
        group = [candidates[place]]
        while place + 1 < len(candidates) and _lies_in(asked, group[-1], candidates[place + 1]):
            place += 1
            group.append(candidates[place])
        place += 1
        mentions += _resolve(asked, group)
    return mentions


def ancestors(place: Place, knowledge: Knowledge) -> set[str]:
    """Ids of every unit above ``place``, with what became of those that ended."""
    above: set[str] = set()
    waiting = [place.parent] if place.parent else []
    waiting += [part.place for part in place.became if place.kind is not PlaceKind.PROVINCE]
    while waiting:
        unit = knowledge.place(waiting.pop())
        if unit is None or unit.id in above:
            continue
        above.add(unit.id)
        waiting += [part.place for part in unit.became]
        if unit.parent:
            waiting.append(unit.parent)
    return above


def bare_name(place: Place) -> str:
    """The name without its type word: «huyện Hoằng Hóa» → «Hoằng Hóa»."""
    return place.name[len(_type_said(place.name)) :].strip()


def _type_said(name: str) -> str:
    words = name.split()
    for size in (2, 1):
        if fold(" ".join(words[:size])) in {*_TIERS, "thanh pho"}:
            return " ".join(words[:size])
    return ""


@cache
def _types() -> dict[tuple[str, ...], str]:
    return {tuple(fold(said).split()): type_word for said, type_word in data("places")["types"].items()}


@cache
def _ordinary() -> tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, ...]]]:
    """Folded names that are ordinary words: always, and when typed without marks."""
    book = data("places")["ordinary"]
    always = frozenset(tuple(fold(name).split()) for name in book["names"])
    return always, always | frozenset(tuple(fold(name).split()) for name in book["unmarked"])


@cache
def _links() -> frozenset[str]:
    return frozenset(word for phrase in data("places")["links"]["words"] for word in fold(phrase).split())


@cache
def _not_after(kind: str) -> frozenset[str]:
    """Words before a name that make it something else; of several words the last one."""
    return frozenset(fold(phrase).split()[-1] for phrase in data("places")["not_after"][kind])


def _index(knowledge: Knowledge) -> _Index:
    names: dict[tuple[str, ...], list[_Name]] = {}
    longest: dict[str, int] = {}
    for place in knowledge.places():
        type_word = fold(_type_said(place.name))
        for said in (bare_name(place), *place.spellings):
            words = words_of(said)
            key = tuple(word.folded for word in words)
            if not key:
                continue
            name = _Name(place.id, place.kind, type_word, tuple(word.marks for word in words))
            names.setdefault(key, []).append(name)
            longest[key[0]] = max(longest.get(key[0], 0), len(key))
    return _Index({key: tuple(found) for key, found in names.items()}, longest)


def _candidates(asked: _Asked, index: _Index) -> list[_Candidate]:
    found: list[_Candidate] = []
    place = 0
    while place < len(asked.words):
        candidate = _candidate(asked, place, index)
        if candidate is None:
            place += 1
        else:
            found.append(candidate)
            place = candidate.last
    return found


def _candidate(asked: _Asked, place: int, index: _Index) -> _Candidate | None:
    """A unit whose type word or name starts at ``place``."""
    before = asked.words[place - 1] if place else None
    for size in () if before is not None and before.folded in _not_after("tier") else (2, 1):
        key = tuple(word.folded for word in asked.words[place : place + size])
        type_word = _types().get(key) if len(key) == size else None
        if type_word is not None:
            named = _named(asked, place + size, index, type_word)
            if named is not None:
                return named._replace(first=place)
    return _named(asked, place, index, "")


def _named(asked: _Asked, place: int, index: _Index, type_word: str) -> _Candidate | None:
    """A unit whose name, without type word, starts at ``place``."""
    words = asked.words
    if place >= len(words):
        return None
    for length in range(min(index.longest.get(words[place].folded, 0), len(words) - place), 0, -1):
        said = words[place : place + length]
        key = tuple(word.folded for word in said)
        names = tuple(name for name in index.names.get(key, ()) if _written(said, name))
        if not names:
            continue
        exact = tuple(
            name for name in names if all(word.marks == marks for word, marks in zip(said, name.marks, strict=True))
        )
        if type_word:
            return _Candidate(place, place + length, _of_type(exact or names, type_word), type_word)
        if place and words[place - 1].folded in _not_after("words") and all(n.kind is PlaceKind.COMMUNE for n in names):
            continue
        if _is_meant(asked, said, exact or names, bool(exact)):
            return _Candidate(place, place + length, exact or names, "")
    return None


def _written(said: list[Word], name: _Name) -> bool:
    """Whether nothing typed contradicts the name: each syllable has its marks, or some of them, or none."""
    return all(word.marks <= marks for word, marks in zip(said, name.marks, strict=True))


def _of_type(names: tuple[_Name, ...], type_word: str) -> tuple[_Name, ...]:
    exact = tuple(name for name in names if name.type == type_word)
    return exact or tuple(name for name in names if _TIERS.get(type_word) is name.kind)


def _is_meant(asked: _Asked, said: list[Word], names: tuple[_Name, ...], exact: bool) -> bool:
    """Whether a name without type word is likelier to be a place than ordinary words."""
    capitals = all(word.capital for word in said) and not all(word.capital for word in asked.words)
    if capitals or asked.purpose is not Purpose.FILING:
        known = asked.purpose is not Purpose.FILING or any(name.kind is not PlaceKind.COMMUNE for name in names)
        return known and (capitals or exact or len(said) > 1)
    if all(name.kind is PlaceKind.COMMUNE for name in names):
        return False  # a commune by its bare name: streets, firms and people have such names
    always, when_unmarked = _ordinary()
    key = tuple(word.folded for word in said)
    if key in (always if any(word.marks for word in said) else when_unmarked):
        return False
    return exact or (len(key) > 1 and not any(word.marks for word in asked.words))


def _lies_in(asked: _Asked, smaller: _Candidate, larger: _Candidate) -> bool:
    """Whether the second unit is written so that it can say where the first one lies."""
    between = asked.words[smaller.last : larger.first]
    if any(word.folded not in _links() for word in between) or len(between) > 3:
        return False
    return not re.search(r"[?;.!\n]\s", asked.text[asked.words[smaller.last - 1].end : asked.words[larger.first].start])


def _resolve(asked: _Asked, group: list[_Candidate]) -> list[PlaceMention]:
    """One mention for a unit with the larger units that say where it lies, or one each where they do not."""
    first, *rest = group
    if not rest:
        return [_mention(asked, first, first, first.names)]
    kept = _inside(first.names, rest, asked.knowledge)
    if kept:
        return [_mention(asked, first, group[-1], kept)]
    if not _lists(asked, group) and all(_tier(first) > _tier(other) for other in rest if other.names):
        return [_mention(asked, first, group[-1], ())]  # no such unit in the larger one
    return [_mention(asked, first, first, first.names), *_resolve(asked, rest)]


def _lists(asked: _Asked, group: list[_Candidate]) -> bool:
    """Whether the units stand side by side to be compared, rather than one inside the other."""
    return len(group) > 2 or bool(_COMPARES & {word.folded for word in asked.words})


def _tier(candidate: _Candidate) -> int:
    """0 province, 1 district, 2 commune: the smallest it can be; a unit named by its type only: that type's."""
    order = (PlaceKind.PROVINCE, PlaceKind.DISTRICT, PlaceKind.COMMUNE)
    kinds = [name.kind for name in candidate.names] or [_TIERS.get(candidate.typed, PlaceKind.DISTRICT)]
    return max(order.index(kind) for kind in kinds)


def _inside(names: tuple[_Name, ...], larger: list[_Candidate], knowledge: Knowledge) -> tuple[_Name, ...]:
    """Those of ``names`` that lie in every larger unit named; one that the release does not know says nothing."""
    kept = []
    for name in names:
        place = knowledge.place(name.place)
        above = ancestors(place, knowledge) if place is not None else set()
        if all(any(other.place in above for other in candidate.names) for candidate in larger if candidate.names):
            kept.append(name)
    return tuple(kept) if any(candidate.names for candidate in larger) else ()


def _mention(asked: _Asked, first: _Candidate, last: _Candidate, names: tuple[_Name, ...]) -> PlaceMention:
    start, end = asked.words[first.first].start, asked.words[last.last - 1].end
    ids = tuple(dict.fromkeys(name.place for name in names))
    chosen = _choose(ids, bool(first.typed), asked)
    return PlaceMention(start, end, asked.text[start:end], chosen, bool(first.typed))


def _choose(ids: tuple[str, ...], typed: bool, asked: _Asked) -> tuple[str, ...]:
    """Those of several units that the purpose asks for."""
    knowledge = asked.knowledge
    places = [place for place in map(knowledge.place, ids) if place is not None]
    if len(places) < 2:
        return tuple(place.id for place in places)
    if asked.purpose is Purpose.FILING:
        places = [place for place in places if not place.valid_to] or places
        if not typed:
            communes = [place for place in places if place.kind is PlaceKind.COMMUNE]
            provinces = [place for place in places if place.kind is PlaceKind.PROVINCE]
            places = provinces or communes or places
    else:
        if not typed:
            best = min(_LARGER_FIRST[place.kind] for place in places)
            places = [place for place in places if _LARGER_FIRST[place.kind] == best]
        if asked.purpose is Purpose.STATISTICS:
            places = [place for place in places if knowledge.statistics(place.id)] or places
            places = [place for place in places if not place.valid_to] or places
        else:
            places = [place for place in places if place.valid_to] or places
    return tuple(place.id for place in _latest_of_a_line(places, knowledge))


def _latest_of_a_line(places: list[Place], knowledge: Knowledge) -> list[Place]:
    """Without units of which another one of ``places`` is what became."""
    ids = {place.id for place in places}
    kept = []
    for place in places:
        later: set[str] = set()
        waiting = [part.place for part in place.became]
        while waiting:
            unit = knowledge.place(waiting.pop())
            if unit is not None and unit.id not in later:
                later.add(unit.id)
                waiting += [part.place for part in unit.became]
        if not later & (ids - {place.id}):
            kept.append(place)
    return kept or places
