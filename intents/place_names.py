"""The names of every unit, by their letters: made when a release is built, small and quick to open.

A line holds one way of writing a name in plain letters, with every unit so called and the marks that its name has;
units are read only when they are met. Other spellings, names without apostrophes («KBang») and the first part of a
double name («Lâm Viên - Đà Lạt») stand beside the name itself.
"""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from intents.words import words_of
from knowledge.place import Place, PlaceKind
from knowledge.store import Knowledge
from knowledge.text import fold

TYPES = (
    "thành phố", "thị trấn", "thị xã", "đặc khu", "phường", "huyện", "quận", "tỉnh", "xã",
)  # fmt: skip
"""The type words that names of units begin with."""
_HEAD = "places 1"
_FINAL_Y = re.compile(r"[hklmstv]y|quy")
_FINAL_C = frozenset(["dac", "lac", "pac"])
_APOSTROPHE = re.compile("['’ʼ`]")

log = logging.getLogger(__name__)

Marks = tuple[frozenset[str], ...]


class Unit(NamedTuple):
    """What telling units apart needs of one.

    ``above``: the units that it lies or lay in, and of a former commune or province what it became; never of its own
    kind unless it became that.
    """

    id: str
    kind: PlaceKind
    type: str
    ended: bool
    above: frozenset[str]


class Named(NamedTuple):
    """A way of writing a name: the marks of each syllable, and the ids of the units so called."""

    marks: Marks
    units: tuple[str, ...]


class PlaceNames:
    """Every name of a release.

    Args:
        text: What ``build`` made.

    Raises:
        ValueError: Another version made it.
    """

    def __init__(self, text: str) -> None:
        head, _, body = text.partition("\n")
        if head != _HEAD:
            raise ValueError(f"place names of another version: {head[:40]!r}")
        names, _, units = body.partition("\n\n")
        self._names = dict(_pairs(names))
        self._units = dict(_pairs(units))
        self._read: dict[str, Unit] = {}
        self._near: tuple[dict[str, list[str]], dict[str, list[str]]] | None = None
        self._longest: dict[str, int] = {}
        for key in self._names:
            first, length = key.partition(" ")[0], key.count(" ") + 1
            if length > self._longest.get(first, 0):
                self._longest[first] = length

    def __iter__(self) -> Iterator[str]:
        """The ids of every unit."""
        return iter(self._units)

    def longest(self, syllable: str) -> int:
        """How many syllables the longest name has that begins with this one; 0: none does."""
        return self._longest.get(syllable, 0)

    def named(self, syllables: Sequence[str]) -> list[Named]:
        """The names with these letters."""
        found = self._names.get(" ".join(syllables))
        return [_named(part) for part in found.split("\t")] if found else []

    def unit(self, place_id: str) -> Unit:
        """One unit."""
        unit = self._read.get(place_id)
        if unit is None:
            kind, type_word, ended, above = self._units[place_id].split("\t")
            unit = Unit(place_id, PlaceKind(kind), type_word, ended == "1", frozenset(above.split()))
            self._read[place_id] = unit
        return unit

    def near(self, syllables: Sequence[str]) -> list[tuple[str, ...]]:
        """The names of as many syllables, two at least, one of which differs by one letter."""
        if len(syllables) < 2:
            return []
        if self._near is None:
            first: dict[str, list[str]] = defaultdict(list)
            last: dict[str, list[str]] = defaultdict(list)
            for key in self._names:
                parts = key.split(" ")
                if len(parts) > 1:
                    first[parts[0]].append(key)
                    last[parts[-1]].append(key)
            self._near = dict(first), dict(last)
        close = dict.fromkeys((*self._near[0].get(syllables[0], ()), *self._near[1].get(syllables[-1], ())))
        return [tuple(key.split(" ")) for key in close if _one_letter_off(syllables, key.split(" "))]


def _pairs(lines: str) -> Iterator[tuple[str, str]]:
    for line in lines.split("\n"):
        key, found, rest = line.partition("\t")
        if found:
            yield key, rest


@lru_cache(maxsize=4096)
def _named(part: str) -> Named:
    name, _, ids = part.partition("=")
    return Named(tuple(word.marks for word in words_of(name)), tuple(ids.split(",")))


def _one_letter_off(said: Sequence[str], name: Sequence[str]) -> bool:
    """Whether exactly one syllable differs, by one letter, and is still more than a letter long."""
    if len(said) != len(name):
        return False
    other = [(one, two) for one, two in zip(said, name, strict=True) if one != two]
    return (
        len(other) == 1
        and min(map(len, other[0])) > 1
        and not any(part.isdigit() for part in other[0])
        and DamerauLevenshtein.distance(*other[0], score_cutoff=1) == 1
    )


def letters(folded: str) -> str:
    """A folded syllable as names are looked up by: «Mỹ» and «Mĩ», «Đắk» and «Đắc», «01» and «1» are one."""
    if folded.isdigit():
        return folded.lstrip("0") or "0"
    if folded.endswith("y") and _FINAL_Y.fullmatch(folded):
        return folded[:-1] + "i"
    return folded[:-1] + "k" if folded in _FINAL_C else folded


def type_said(name: str) -> str:
    """The type word that a unit's name begins with: «thị trấn»; empty: none."""
    return next((word for word in TYPES if name.startswith(f"{word} ")), "")


def bare_name(place: Place) -> str:
    """The name without its type word: «huyện Hoằng Hóa» → «Hoằng Hóa»."""
    return place.name[len(type_said(place.name)) :].strip()


def names_of(knowledge: Knowledge) -> PlaceNames:
    """The names of an open release; made in memory when the release has none or those of another version."""

    def make() -> PlaceNames:
        blob = knowledge.artifact("places")
        if blob is not None:
            try:
                return PlaceNames(blob.decode())
            except ValueError:
                log.warning("the release's place names were made by another version: made anew; reload the knowledge")
        return PlaceNames(build(knowledge).decode())

    return knowledge.memo("intents.place_names", make)


def build(knowledge: Knowledge) -> bytes:
    """The names of a release's units, to be stored beside its facts."""
    places = {place.id: place for place in knowledge.places()}
    names: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for place in places.values():
        for said in _ways(place):
            words = words_of(said)
            if words:
                found = names[" ".join(letters(word.folded) for word in words)][said.lower()]
                if place.id not in found:
                    found.append(place.id)
    lines = [_HEAD]
    for key, ways in sorted(names.items()):
        lines.append("\t".join((key, *(f"{said}={','.join(ids)}" for said, ids in ways.items()))))
    lines.append("")
    lines += [
        "\t".join((place.id, place.kind, fold(type_said(place.name)), str(int(bool(place.valid_to))), " ".join(above)))
        for place in places.values()
        for above in [sorted(_above(place, places))]
    ]
    return "\n".join(lines).encode()


def _ways(place: Place) -> Iterator[str]:
    """Every way of writing a unit's name that is no matter of marks, capitals or type words."""
    name = bare_name(place)
    yield name
    yield from place.spellings
    if _APOSTROPHE.search(name):
        yield _APOSTROPHE.sub("", name)
    first, double, _ = name.partition(" - ")
    if double and " " in first and place.kind is PlaceKind.COMMUNE:
        yield first


def _above(place: Place, places: dict[str, Place]) -> set[str]:
    """Where a unit lies and lay; of a former commune or province also what became of it."""
    found: set[str] = set()
    waiting = list(_next_above(place, places))
    while waiting:
        unit = places.get(waiting.pop())
        if unit is not None and unit.id not in found:
            found.add(unit.id)
            waiting += _up(unit, places)
    return found - {place.id}


def _next_above(place: Place, places: dict[str, Place]) -> Iterator[str]:
    yield from _up(place, places)
    if place.kind is not PlaceKind.COMMUNE:
        return
    if place.district:
        yield place.district
    for part in place.formed_from:  # where the land of it lay before
        before = places[part.place]
        if before.kind is PlaceKind.DISTRICT:
            yield before.id
        yield from (each for each in (before.parent, before.district) if each)
        yield from (places[old.place].parent for old in before.formed_from)


def _up(unit: Place, places: dict[str, Place]) -> Iterable[str]:
    """The parent, what it was called before and what it became."""
    if unit.parent:
        yield unit.parent
    if unit.kind is not PlaceKind.DISTRICT:
        yield from (part.place for part in unit.became)
    parent = places.get(unit.parent)
    if parent is not None and len(parent.formed_from) == 1:
        yield parent.formed_from[0].place
