"""Places named in a question: the longest names first, however they are written.

Matched on folded words, then checked against the marks that were typed: «Hoằng Hoá», «hoang hoa», «H. Hoằng Hóa» are
the same unit, «giá lại» is not Gia Lai. Which of several units of one name is meant depends on what is asked
(``Purpose``), on the type word («huyện», «xã») and on the larger units named beside it («Đông Hưng, Thái Bình»); where
that leaves several, the mention holds them all and whoever asked for it asks back. Only where no name fits at all is a
slip of one letter or one mark looked past («huyện Thạnh Miện»).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from typing import NamedTuple

from intents.cues import data
from intents.place_names import Marks, Named, PlaceNames, Unit, bare_name, letters, names_of
from intents.syllables import is_syllable
from intents.words import MarkedPhrases, Word, marks, words_of
from knowledge.place import PlaceKind
from knowledge.store import Knowledge
from knowledge.text import fold

__all__ = ["PlaceMention", "Purpose", "bare_name", "find_places"]

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
_ORDER = {PlaceKind.PROVINCE: 0, PlaceKind.DISTRICT: 1, PlaceKind.DEPARTMENT: 1, PlaceKind.COMMUNE: 2}
_NONE: frozenset[str] = frozenset()
_MOST_LEVELS = 4
"""Units written one inside the other: a commune, a district, a province, and what one of them became."""
_SHORTEST_ALONE = 4
"""Letters of a name of one syllable that counts before the unit it lies in («avuong, da nang»)."""
_IN_NAME = re.compile(r"[\s\-–_'’ʼ`&]*")
_BEFORE_NAME = re.compile(r"[\s.]*")
_NUMBERED = re.compile(r"(quan|phuong|[qpf])([0-9]{1,2})")
_STOP = re.compile(r"[?;.!\n]\s")


class Purpose(StrEnum):
    """What the place is wanted for: it decides between units of one name."""

    FILING = "filing"
    """where to hand in: the units of today, communes before the former district of their name"""
    STATISTICS = "statistics"
    """figures: units with figures before those without, the former district before the commune of its name"""
    HISTORY = "history"
    """what became of it: the former units; today's where the question is what it was made of"""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in a question: ``text[start:end]``.

    ``places`` are ids of the units it can be, several when the name fits several; empty: a unit was named by type and
    name, but the release has none such («huyện Bút Sơn»). ``typed``: a type word stands before the name.
    """

    start: int
    end: int
    text: str
    places: tuple[str, ...]
    typed: bool

    @property
    def ambiguous(self) -> bool:
        """Whether the name fits several units: ask which one is meant."""
        return len(self.places) > 1


class _Candidate(NamedTuple):
    """A unit named by ``words[first:last]``."""

    first: int
    last: int
    units: tuple[Unit, ...]
    typed: str


class _Asked:
    """A question while it is read for places."""

    def __init__(self, text: str, knowledge: Knowledge, purpose: Purpose) -> None:
        self.text = text
        self.knowledge = knowledge
        self.purpose = purpose
        self.words = words_of(text)
        self.names: PlaceNames = names_of(knowledge)
        self.keys = [letters(word.folded) for word in self.words]
        self.options: dict[tuple[int, int, str], list[_Candidate]] = {}

    @cached_property
    def marked(self) -> bool:
        """Whether the person writes tone marks."""
        return any(word.marks for word in self.words)

    @cached_property
    def capitals(self) -> bool:
        """Whether everything is written in capitals, so that they tell nothing."""
        return all(word.capital or not word.folded.isalpha() for word in self.words)

    @cached_property
    def cue(self) -> bool:
        """Whether the words are those of figures or of what became of a place."""
        return bool(self.cues)

    @cached_property
    def cues(self) -> list[tuple[int, int, bool]]:
        """Where those words stand: from, to, whether they ask what became of a place."""
        return [(found.start, found.end, found.value) for found in _cues().find_all(self.words)]

    @cached_property
    def origin(self) -> frozenset[str]:
        """«made»: the question is what a unit was made of; «lay»: where it lay."""
        return frozenset(found.value for found in _origin().find_all(self.words))

    @cached_property
    def figures(self) -> frozenset[str]:
        """Ids of the places that have figures."""
        return self.knowledge.memo("intents.places.figures", lambda: frozenset(self.knowledge.statistics_places()))

    def begins(self, place: int) -> bool:
        """Whether a type word or a name begins with this word."""
        folded = self.words[place].folded
        return folded in _type_heads() or self.names.longest(self.keys[place]) > 0 or folded[0] in "qpf"

    def joined(self, first: int, last: int, pattern: re.Pattern[str] = _IN_NAME) -> bool:
        """Whether nothing but what ``pattern`` allows stands between the words."""
        return all(
            pattern.fullmatch(self.text, self.words[place].end, self.words[place + 1].start) is not None
            for place in range(first, last - 1)
        )


def find_places(utterance: str, knowledge: Knowledge, purpose: Purpose = Purpose.FILING) -> list[PlaceMention]:
    """The places that ``utterance`` names, from left to right.

    Args:
        utterance: The question with its marks and capitals, personal data masked.
        knowledge: The open release.
        purpose: What the places are wanted for.

    Returns:
        One mention each, with every unit that it can be; a larger unit that only says where a smaller one lies («…,
        tỉnh Đồng Tháp») has none.
    """
    asked = _Asked(utterance, knowledge, purpose)
    candidates = list(_candidates(asked))
    mentions: list[PlaceMention] = []
    place = 0
    while place < len(candidates):
        group = [candidates[place]]
        while place + 1 < len(candidates) and _side_by_side(asked, group[-1], candidates[place + 1]):
            place += 1
            group.append(candidates[place])
        place += 1
        mentions += _resolve(asked, group)
    return mentions


# --------------------------------------------------------------------------------------------------------- the data


@cache
def _types() -> dict[tuple[str, ...], tuple[str, Marks]]:
    """Type words by their folded syllables: the type, and the marks that they have."""
    return {
        tuple(fold(said).split()): (type_word, tuple(marks(part) for part in said.split()))
        for said, type_word in data("places")["types"].items()
    }


@cache
def _type_heads() -> frozenset[str]:
    return frozenset(said[0] for said in _types())


@cache
def _ordinary() -> tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, ...]]]:
    """Folded names that are ordinary words: always, and when typed without marks."""
    book = data("places")["ordinary"]
    always = frozenset(tuple(fold(name).split()) for name in book["names"])
    return always, always | frozenset(tuple(fold(name).split()) for name in book["unmarked"])


@cache
def _single_words(table: str, key: str) -> frozenset[str]:
    return frozenset(word for phrase in data("places")[table][key] for word in fold(phrase).split())


@cache
def _cues() -> MarkedPhrases[bool]:
    book = data("places")["cues"]
    return MarkedPhrases((phrase, kind == "history") for kind in ("words", "history") for phrase in book[kind])


@cache
def _origin() -> MarkedPhrases[str]:
    return MarkedPhrases((phrase, kind) for kind, phrases in data("places")["origin"].items() for phrase in phrases)


@cache
def _no_types() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(fold(phrase).split()) for phrase in data("places")["not_after"]["not_types"])


@cache
def _not_after(kind: str) -> dict[str, frozenset[str]]:
    """Words before a name that make it something else, with their marks; of several words the last one."""
    last = [phrase.split()[-1] for phrase in data("places")["not_after"][kind]]
    return {fold(word): marks(word) for word in last}


def _follows(asked: _Asked, place: int, kind: str) -> tuple[bool, bool]:
    """Whether one of those words stands before ``place``, or may: (as it is written, at least unmarked)."""
    word = asked.words[place - 1] if place else None
    wanted = _not_after(kind).get(word.folded) if word is not None else None
    if word is None or wanted is None:
        return False, False
    return word.marks == wanted, word.marks in (wanted, _NONE)


# --------------------------------------------------------------------------------------- where a name may be written


def _candidates(asked: _Asked) -> Iterator[_Candidate]:
    place = 0
    before: _Candidate | None = None
    while place < len(asked.words):
        candidate = _candidate(asked, place, before)
        if candidate is None:
            place += 1
            continue
        yield candidate
        before, place = candidate, candidate.last


def _candidate(asked: _Asked, place: int, before: _Candidate | None) -> _Candidate | None:
    """A unit whose type word or name starts at ``place``.

    Of several lengths the longest, unless only a shorter one is followed by a unit that it lies in («xã An Phú Tân
    Châu»).
    """
    options = _options(asked, place, before)
    if len(options) > 1:
        if before is not None and not asked.words[before.last : place]:
            for option in options:
                if _inside(before.units, (option,)):
                    return option
        for option in options:
            following = _options(asked, option.last, option)[:1]
            if following and following[0].last > options[0].last and _inside(option.units, following):
                return option
    return options[0] if options else None


def _options(asked: _Asked, place: int, before: _Candidate | None) -> list[_Candidate]:
    """The units that may be named at ``place``, the longest name first.

    With a slip, and one that is not there, only if no other is.
    """
    if place >= len(asked.words) or not asked.begins(place):
        return []
    key = (place, before.first, before.typed) if before is not None else (place, -1, "")
    if key not in asked.options:
        asked.options[key] = []  # asked for again while it is being found
        typed = list(_typed(asked, place, before))
        found = [each for each in typed if each.units] + list(_untyped(asked, place, before))
        asked.options[key] = found or list(_slips(asked, place)) or typed
    return asked.options[key]


def _ahead(asked: _Asked, candidate: _Candidate) -> bool:
    """Whether the unit named right behind one is a larger one that it lies in."""
    return bool(_inside(candidate.units, _options(asked, candidate.last, candidate)[:1]))


def _type_at(asked: _Asked, place: int) -> tuple[int, str] | None:
    """How many words a type word at ``place`` has, and the type."""
    for size in (2, 1):
        said = asked.words[place : place + size]
        found = _types().get(tuple(word.folded for word in said)) if len(said) == size else None
        if found is not None and all(word.marks in (part, _NONE) for word, part in zip(said, found[1], strict=True)):
            return size, found[0]
    return None


def _typed(asked: _Asked, place: int, before: _Candidate | None) -> Iterator[_Candidate]:
    """Units named with their type word, which starts at ``place``: the longest name first."""
    if (before is None or before.last != place) and _follows(asked, place, "tier")[1]:
        return
    numbered = _NUMBERED.fullmatch(asked.words[place].folded)
    if numbered is not None:
        type_word = _types()[(numbered[1],)][0]
        units = _of_type(_units(asked, asked.names.named([letters(numbered[2])])), type_word)
        if units:
            yield _Candidate(place, place + 1, units, type_word)
        return
    found = _type_at(asked, place)
    if found is None:
        return
    size, type_word = found
    start = place + size
    pair = asked.words[place : place + 2]
    ordinary = (
        tuple(word.folded for word in pair) in _no_types()
        and not (pair[-1].capital and not asked.capitals)
        and not any(history for _, _, history in asked.cues)
    )
    if start >= len(asked.words) or not asked.joined(start - 1, start + 1, _BEFORE_NAME):
        return
    other = None
    some = False
    for last, names, _ in _names_at(asked, start):
        said = asked.words[start:last]
        candidate = _Candidate(place, last, _of_type(_units(asked, names), type_word), type_word)
        if said[0].folded.isdigit() and any(unit.type != type_word for unit in candidate.units):
            continue
        if (ordinary and not _ahead(asked, candidate)) or (
            len(said) == 1 and not _stands_alone(asked, candidate, before)
        ):
            continue
        if any(inner.last > last and _has_province(inner) for inner in _typed(asked, start, None)):
            continue  # «thi tran tinh hai duong» is no Tĩnh Hải
        if candidate.units:
            some = True
            yield candidate
        elif other is None and all(word.capital for word in said) and not asked.capitals:
            other = _Candidate(place, last, (), type_word)
    if not some and other is not None:
        yield other


def _has_province(candidate: _Candidate) -> bool:
    return any(unit.kind is PlaceKind.PROVINCE for unit in candidate.units)


def _stands_alone(asked: _Asked, candidate: _Candidate, before: _Candidate | None) -> bool:
    """Whether a name of one syllable behind a type word is one: «phường 5», «xã Đông», not «xã đông dân»."""
    place = candidate.last - 1
    word = asked.words[place]
    if word.folded.isdigit() or (word.capital and not asked.capitals) or candidate.last == len(asked.words):
        return True
    if _has_province(candidate):
        return True
    if before is not None and before.last == candidate.first and _inside(before.units, (candidate,)):
        return True
    if not asked.joined(place, place + 2) or asked.words[candidate.last].capital:
        return True
    return _ahead(asked, candidate)


def _untyped(asked: _Asked, place: int, before: _Candidate | None) -> Iterator[_Candidate]:
    """Units named without type word, where the name is likelier a place than ordinary words."""
    other, maybe_other = _follows(asked, place, "words")  # «đường Ngô Quyền»
    if asked.words[place].folded.isdigit():
        return
    written = list(_names_at(asked, place, whole=True))
    for last, names, exact in written or _names_at(asked, place):
        units = _units(asked, names)
        if not written:  # «hoăng hóa»: of a commune, «của đông» would be one
            units = tuple(unit for unit in units if _is_large(asked, unit))
        if not units:
            continue
        candidate = _Candidate(place, last, units, "")
        behind = before is not None and before.last == place and bool(_inside(before.units, (candidate,)))
        kinds = {unit.kind for unit in units}
        if not behind and (
            (other and PlaceKind.PROVINCE not in kinds) or (maybe_other and kinds == {PlaceKind.COMMUNE})
        ):
            continue
        holds = _holds_type(asked, place, last)
        long = last - place > 1 or len(asked.keys[place]) >= _SHORTEST_ALONE
        lies = long and _ahead(asked, candidate) and not (holds and _small_word(asked, place, "first"))
        if behind or lies or (not holds and _is_meant(asked, candidate, exact)):
            yield candidate


def _is_large(asked: _Asked, unit: Unit) -> bool:
    """Whether a unit is a province, or a district or department that there are figures of."""
    return unit.kind is PlaceKind.PROVINCE or (unit.kind is not PlaceKind.COMMUNE and unit.id in asked.figures)


def _holds_type(asked: _Asked, first: int, last: int) -> bool:
    """Whether a type word inside a name begins another one: «so lieu xa dong ha» is not Liêu Xá."""
    for place in range(first + 1, last):
        if asked.marked and asked.words[place].folded in ("xa", "quan", "phuong") and not asked.words[place].marks:
            continue  # «Sập Xa»
        if any(each.units for each in _typed(asked, place, None)):
            return True
    return False


def _names_at(asked: _Asked, start: int, *, whole: bool = False) -> Iterator[tuple[int, list[Named], bool]]:
    """Where names that start at a word end, the names that nothing typed contradicts, whether they are exact.

    ``whole``: each syllable has all its marks or none («của» is not «Cửa»).
    """
    if start >= len(asked.words):
        return
    longest = min(asked.names.longest(asked.keys[start]), len(asked.words) - start)
    for last in range(start + longest, start, -1):
        names = asked.names.named(asked.keys[start:last])
        if not names or not asked.joined(start, last):
            continue
        said = asked.words[start:last]
        written = [name for name in names if _fits(said, name, whole=whole)]
        exact = [
            name for name in written if all(word.marks == part for word, part in zip(said, name.marks, strict=True))
        ]
        if exact and (asked.marked or len(exact) == len(written)):
            yield last, exact, True
        elif written:
            yield last, written, False


def _fits(said: Sequence[Word], name: Named, *, whole: bool) -> bool:
    """Whether nothing typed contradicts the name: each syllable has its marks, or some of them, or none."""
    return all(
        word.marks == part or not word.marks or (not whole and word.marks < part)
        for word, part in zip(said, name.marks, strict=True)
    )


def _units(asked: _Asked, names: Sequence[Named]) -> tuple[Unit, ...]:
    return tuple(
        asked.names.unit(place_id) for place_id in dict.fromkeys(each for name in names for each in name.units)
    )


def _of_type(units: tuple[Unit, ...], type_word: str) -> tuple[Unit, ...]:
    """Those of a type; if there are none, those of its tier: a phường is called xã by its older people."""
    exact = tuple(unit for unit in units if unit.type == type_word)
    return exact or tuple(unit for unit in units if _TIERS.get(type_word) is unit.kind)


def _slips(asked: _Asked, place: int) -> Iterator[_Candidate]:
    """Units whose name differs by one mark or one letter from what stands behind a type word at ``place``."""
    found = _type_at(asked, place)
    if found is None or len(asked.words[place + found[0] - 1].folded) < 2 or _follows(asked, place, "tier")[1]:
        return
    start, type_word = place + found[0], found[1]
    if start >= len(asked.words) or not asked.joined(start - 1, start + 1, _BEFORE_NAME):
        return
    if asked.words[start].folded in _not_after("slip") or _small_word(asked, start, "first"):
        return
    for last in range(min(start + 4, len(asked.words)), start + 1, -1):
        said = asked.words[start:last]
        capitals = all(word.capital for word in said) and not asked.capitals
        likely = capitals or (asked.cue and _TIERS.get(type_word) is not PlaceKind.COMMUNE)
        if not likely or not asked.joined(start, last) or _small_word(asked, last - 1, "last"):
            continue
        names = [name for name in asked.names.named(asked.keys[start:last]) if _wrong_marks(said, name) == 1]
        if not names:
            keys = asked.keys[start:last]
            for near in asked.names.near(keys):
                same = [one == two for one, two in zip(keys, near, strict=True)]
                names += [name for name in asked.names.named(near) if not _wrong_marks(said, name, same)]
        units = _of_type(_units(asked, names), type_word)
        if units:
            yield _Candidate(place, last, units, type_word)
            return


def _wrong_marks(said: Sequence[Word], name: Named, counted: Sequence[bool] | None = None) -> int:
    """How many syllables (of those counted) have marks that the name does not have."""
    wrong = [not word.marks <= part for word, part in zip(said, name.marks, strict=True)]
    return sum(each and (counted is None or counted[place]) for place, each in enumerate(wrong))


def _small_word(asked: _Asked, place: int, edge: str) -> bool:
    """Whether a word typed without marks or capital is likelier a small word of the question than part of a name."""
    word = asked.words[place]
    if word.capital and not asked.capitals:
        return False
    if edge == "last" and word.folded == "nam" and place + 1 < len(asked.words):
        return asked.words[place + 1].folded.isdigit() or asked.words[place + 1].folded in ("nay", "ngoai", "truoc")
    return not asked.marked and word.folded in _single_words("edges", edge)


def _is_meant(asked: _Asked, candidate: _Candidate, exact: bool) -> bool:
    """Whether a name without type word is likelier to be a place than ordinary words.

    Streets, firms, people and everyday words have the names of communes and districts: in small letters such a name
    counts where the words around it speak of figures or of what became of a place, where it has figures itself, or
    where hardly anything else is said.
    """
    said = asked.words[candidate.first : candidate.last]
    kinds = {unit.kind for unit in candidate.units}
    filing = asked.purpose is Purpose.FILING
    if len(said) == 1 and not (exact and PlaceKind.PROVINCE in kinds):
        return False
    small = _small_word(asked, candidate.first, "first") or _small_word(asked, candidate.last - 1, "last")
    if small and PlaceKind.PROVINCE not in kinds:
        return False
    if all(word.capital or word.folded.isdigit() for word in said) and not asked.capitals:
        return not filing or kinds != {PlaceKind.COMMUNE}
    always, when_unmarked = _ordinary()
    key = tuple(word.folded for word in said)
    if filing:
        if PlaceKind.PROVINCE not in kinds or key in (always if any(word.marks for word in said) else when_unmarked):
            return False
        return exact or (len(key) > 1 and not asked.marked)
    if PlaceKind.PROVINCE in kinds and (len(said) > 1 or said[0].marks or _abbreviates(said[0])):
        return True
    if any(unit.kind is not PlaceKind.COMMUNE and unit.id in asked.figures for unit in candidate.units):
        return True
    if key in (always if any(word.marks for word in said) else when_unmarked):
        return False
    cues = [history for first, last, history in asked.cues if last <= candidate.first or first >= candidate.last]
    if cues:
        return (
            any(cues) or any(word.marks for word in said) or any(unit.id in asked.figures for unit in candidate.units)
        )
    others = asked.words[: candidate.first] + asked.words[candidate.last :]
    return all(word.folded in _single_words("follow", "words") for word in others)


def _abbreviates(word: Word) -> bool:
    """Whether a word can only be a short name: «tphcm», «brvt»; of two letters it may be anything («hn»)."""
    return len(word.folded) > 2 and not is_syllable(word.folded)


# ------------------------------------------------------------------------------------ which unit a written name means


def _side_by_side(asked: _Asked, smaller: _Candidate, larger: _Candidate) -> bool:
    """Whether the second unit is written so that it can say where the first one lies."""
    between = asked.words[smaller.last : larger.first]
    if len(between) > 3 or any(word.folded not in _single_words("links", "words") for word in between):
        return False
    return not _STOP.search(asked.text[asked.words[smaller.last - 1].end : asked.words[larger.first].start])


def _resolve(asked: _Asked, group: list[_Candidate]) -> list[PlaceMention]:
    """One mention for a unit with the larger units that say where it lies, or one each where they do not."""
    first, *rest = group
    if not rest:
        return [_mention(asked, first, first, first.units)]
    for size in range(min(len(group), _MOST_LEVELS), 1, -1):
        kept = _inside(first.units, group[1:size])
        if kept:
            later = _resolve(asked, group[size:]) if group[size:] else []
            return [_mention(asked, first, group[size - 1], kept), *later]
    turned = _inside(group[-1].units, group[:-1]) if len(group) <= _MOST_LEVELS else ()
    if turned and not _lists(asked, group):
        return [_mention(asked, first, group[-1], turned, bool(group[-1].typed))]  # the larger one stands first
    if not _lists(asked, group) and all(_tier(first) > _tier(other) for other in rest if other.units):
        return [_mention(asked, first, group[-1], ())]  # no such unit in the larger one
    return [_mention(asked, first, first, first.units), *_resolve(asked, rest)]


def _lists(asked: _Asked, group: list[_Candidate]) -> bool:
    """Whether the units stand side by side to be compared, rather than one inside the other."""
    return len(group) > 3 or bool(_COMPARES & {word.folded for word in asked.words})


def _tier(candidate: _Candidate) -> int:
    """0 province, 1 district, 2 commune: the smallest it can be; a unit named by its type only: that type's."""
    kinds = [unit.kind for unit in candidate.units] or [_TIERS.get(candidate.typed, PlaceKind.DISTRICT)]
    return max(_ORDER[kind] for kind in kinds)


def _inside(units: tuple[Unit, ...], larger: Sequence[_Candidate]) -> tuple[Unit, ...]:
    """Those of ``units`` that lie in every larger unit named; one that the release does not know says nothing."""
    known = [{unit.id for unit in candidate.units} for candidate in larger if candidate.units]
    return tuple(unit for unit in units if all(unit.above & ids for ids in known)) if known else ()


def _mention(
    asked: _Asked, first: _Candidate, last: _Candidate, units: tuple[Unit, ...], typed: bool | None = None
) -> PlaceMention:
    typed = bool(first.typed) if typed is None else typed
    start, end = asked.words[first.first].start, asked.words[last.last - 1].end
    return PlaceMention(start, end, asked.text[start:end], _choose(units, typed, asked), typed)


def _choose(units: tuple[Unit, ...], typed: bool, asked: _Asked) -> tuple[str, ...]:
    """Those of several units that the purpose asks for.

    A province goes before all others of its bare name. Of a unit and one that it became, or that lies in it, the
    purpose takes one; other units of the name stay, to be asked about.
    """
    if not typed:
        units = _only(units, PlaceKind.PROVINCE) or units
    if asked.purpose is Purpose.FILING:
        units = tuple(unit for unit in units if not unit.ended) or units
        units = units if typed else _only(units, PlaceKind.COMMUNE) or units
    elif asked.purpose is Purpose.STATISTICS:
        units = tuple(unit for unit in units if unit.id in asked.figures) or units
    elif "made" in asked.origin:
        units = tuple(unit for unit in units if not unit.ended) or units
    former = asked.purpose is Purpose.HISTORY and not asked.origin
    ids = {unit.id: unit for unit in units}
    dropped = set()
    for unit in units:
        for other in (ids[place_id] for place_id in unit.above & ids.keys()):
            if other.kind is not unit.kind:
                dropped.add(unit.id)  # lies in the larger one of its name
            else:
                dropped.add(other.id if former and not other.ended else unit.id)  # one is what the other became
    return tuple(place_id for place_id in ids if place_id not in dropped)


def _only(units: tuple[Unit, ...], kind: PlaceKind) -> tuple[Unit, ...]:
    return tuple(unit for unit in units if unit.kind is kind)
