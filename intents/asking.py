"""How figures are asked of: which units, in what order, against what threshold (``data/asking.toml``).

Only words are read here; whether the question is about figures at all, ``intents.statistics`` decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from intents.cues import data
from intents.intent import Block, Order
from intents.words import MarkedPhrases, Word, WordSet, marks
from knowledge.text import fold

MOST_WORDS_BETWEEN = 5
"""How far before «nhất» or «hơn» its adjective may stand («nhiều hồ sơ quá hạn nhất»)."""
LEAST_BARE, MOST_BARE = 20, 100
"""A number without «%» after «đạt», «dưới» is taken for a percentage between these."""
_THOUSAND = 3
_PERCENT = "phan tram"
_BLOCKS = {**{block.value: block for block in Block if block.value}, "any": Block.ANY}


class Listing(StrEnum):
    """How units are spoken of."""

    NONE = ""
    WHICH = "which"
    """«xã nào»"""
    EACH = "each"
    """«từng xã», «5 xã»"""
    SOME = "some"
    """«các xã», «bao nhiêu xã»: may as well be the tier of a unit that is named («các xã của Hoằng Hóa»)"""


@dataclass(frozen=True, slots=True)
class AskingSaid:
    """What a question says of how figures are wanted.

    ``cues`` are sections of ``[asks]`` that were found; ``covered`` positions of the words that said any of it.
    """

    listing: Listing
    block: Block
    """also of a unit that is neither ranked nor listed (``Listing.NONE``)"""
    order: Order
    leads: bool
    """the order was «đứng đầu», which is the largest value of what is bad"""
    compares: bool
    """«… hơn»: two are weighed against each other"""
    nth: int
    top: int
    threshold: float | None
    over: bool | None
    cues: frozenset[str]
    covered: frozenset[int]
    amounts: frozenset[float] = frozenset()
    """every number with a unit, or without where it can be a percentage or a score"""


class _Said(NamedTuple):
    """Words with what was found in them so far."""

    text: str
    words: Sequence[Word]
    covered: set[int]

    def cover(self, start: int, end: int) -> None:
        self.covered.update(range(start, end))


def find_asking(text: str, words: Sequence[Word]) -> AskingSaid:
    """What ``words`` of ``text`` (see ``intents.metrics.spoken``) say of how figures are wanted."""
    said = _Said(text, words, set())
    cues = set()
    for found in _cues().find_all(words):
        cues.add(found.value)
        said.cover(found.start, found.end)
    threshold, over = _threshold(said)
    before = set(said.covered)
    nth = _numbered(said, "words")
    order, leads, compares = _order(said)
    if "second_last" in {found.value for found in _orders().find_all(words)}:
        nth = 2
    ordered = min(said.covered - before, default=0)
    top = _numbered(said, "top")
    listing, block, listed_top = _block(said, ordered)
    return AskingSaid(
        listing, block, order, leads, compares, nth, top or listed_top, threshold, over, frozenset(cues),
        frozenset(said.covered), frozenset(amount.value for amount in _amounts(said)),
    )  # fmt: skip


@cache
def _cues() -> MarkedPhrases[str]:
    return MarkedPhrases((phrase, name) for name, phrases in data("asking")["asks"].items() for phrase in phrases)


@cache
def _blocks() -> MarkedPhrases[Block]:
    book = data("asking")["block"]
    return MarkedPhrases((phrase, _BLOCKS[name]) for name, phrases in book.items() for phrase in phrases)


@cache
def _orders() -> MarkedPhrases[str]:
    return MarkedPhrases((phrase, name) for name, phrases in data("asking")["order"].items() for phrase in phrases)


@cache
def _words(section: str, name: str) -> WordSet:
    return WordSet(data("asking")[section][name])


@cache
def _adjectives() -> dict[Order, WordSet]:
    return {order: _words("adjectives", order.value) for order in Order if order is not Order.ALL}


@cache
def _numbers() -> tuple[tuple[str, frozenset[str], int], ...]:
    return tuple((fold(word), marks(word), number) for word, number in data("asking")["numbers"].items())


def _number(word: Word) -> int:
    """A small number in digits or in words; 0: none."""
    if word.folded.isdecimal():
        return int(word.folded) if len(word.folded) <= 2 else 0
    return next((n for name, own, n in _numbers() if name == word.folded and word.marks <= own), 0)


# ---------------------------------------------------------------------------------------------------------- units


def _block(said: _Said, ordered: int) -> tuple[Listing, Block, int]:
    """The units that are ranked or listed, and how many of them («5 xã»).

    ``ordered``: where the order is said; a unit before it needs no other word («xã đứng thứ ba»).
    """
    words = said.words
    bare: tuple[Listing, Block, int] = Listing.NONE, Block.ANY, 0
    for found in _blocks().find(words):
        before = words[found.start - 1] if found.start else None
        after = words[found.end] if found.end < len(words) else None
        if before is not None and before in _words("listing", "not_after"):
            continue
        if after is not None and after in _words("listing", "not_before"):
            continue
        top = _count_before(words, found.start, found.value)
        if after is not None and after in _words("listing", "after"):
            said.cover(found.start, found.end + 1)
            return Listing.WHICH, found.value, top
        if top > 1:
            said.cover(found.start - 1, found.end)
            return Listing.EACH, found.value, top
        for listing in (Listing.EACH, Listing.SOME):
            if before is not None and before in _words("listing", listing.value):
                said.cover(found.start - 1, found.end)
                return listing, found.value, 0
        inside = before is not None and before in _words("listing", "whole")
        if found.start < ordered and not inside and found.value is not Block.ANY:
            bare = Listing.EACH, found.value, 0
        elif bare[1] is Block.ANY:
            bare = Listing.NONE, found.value, 0
    return bare


def _count_before(words: Sequence[Word], start: int, block: Block) -> int:
    """The number that a unit at ``start`` is counted by; 0: none.

    «Mức 3 cấp xã» are not three, «năm bên Hoằng Hóa» not five, «tháng 10 xã nào» not ten.
    """
    before = words[start - 1] if start else None
    if before is None or words[start].folded == "cap":
        return 0
    if (before in _words("listing", "unclear") and not before.marks) or (
        start > 1 and words[start - 2] in _words("listing", "dated")
    ):
        return 0
    return _number(before) if block is not Block.ANY or before.folded.isdecimal() else 0


def _numbered(said: _Said, name: str) -> int:
    """The number after a word of ``[ordinal]``: «đứng thứ ba» → 3, «top 5» → 5; 0: none."""
    units = {found.start for found in _blocks().find(said.words)} if name == "words" else set()
    for place, word in enumerate(said.words[:-1]):
        number = _number(said.words[place + 1]) if word in _words("ordinal", name) else 0
        if number and place + 2 not in units:  # «xếp hạng 10 phường» counts them
            said.cover(place, place + 2)
            return number
    return 0


# ---------------------------------------------------------------------------------------------------------- order


def _order(said: _Said) -> tuple[Order, bool, bool]:
    """(the end of the order, whether it was said as «đứng đầu», whether two are weighed: «hơn»)."""
    leads = False
    for found in _orders().find_all(said.words):
        said.cover(found.start, found.end)
        if found.value != "first":
            return Order.WORST if found.value == "second_last" else Order(found.value), False, False
        leads = True
    if leads:
        return Order.BEST, True, False
    for name in ("superlative", "comparative"):
        for place, word in enumerate(said.words):
            if word not in _words("adjectives", name):
                continue
            before = said.words[place - 1] if place else None
            if name == "superlative" and before is not None and before in _words("adjectives", "not_superlative"):
                continue
            if name == "comparative" and before is None:
                continue
            order, first = _adjective(said, place)
            if order is Order.ALL and name == "comparative":
                continue
            said.cover(first, place + 1)
            return order if order is not Order.ALL else Order.BEST, order is Order.ALL, name == "comparative"
    return Order.ALL, False, False


def _adjective(said: _Said, place: int) -> tuple[Order, int]:
    """What «nhất» or «hơn» at ``place`` is said of: a quantity goes before a quality («ít trễ hạn nhất»)."""
    near = range(place - 1, max(-1, place - 1 - MOST_WORDS_BETWEEN), -1)
    for orders in ((Order.MOST, Order.LEAST), (Order.BEST, Order.WORST)):
        for at in near:
            for order in orders:
                if said.words[at] in _adjectives()[order]:
                    return order, at
    return Order.ALL, place


# ------------------------------------------------------------------------------------------------------ threshold


class _Amount(NamedTuple):
    start: int
    end: int
    value: float
    unit: str


def _threshold(said: _Said) -> tuple[float | None, bool | None]:
    """The number that figures are held against, and whether those over or under it are wanted."""
    for amount in _amounts(said):
        over = _side(said, amount)
        if over is None and amount.unit != _PERCENT:
            continue
        said.cover(amount.start, amount.end)
        return amount.value, over
    return None, None


def _amounts(said: _Said) -> Iterator[_Amount]:
    """Numbers with a unit, or without where they can be a percentage."""
    place = 0
    while place < len(said.words):
        start, digits = place, said.words[place].folded
        place += 1
        if not digits.isdecimal():
            continue
        groups = [digits]
        while place < len(said.words) and said.words[place].folded.isdecimal() and _point(said, place):
            groups.append(said.words[place].folded)
            place += 1
        unit = next((found for found in _units().find(said.words[place : place + 2]) if not found.start), None)
        if unit is None and (len(groups) > 2 or not LEAST_BARE <= int(groups[0]) <= MOST_BARE):
            continue
        name = unit.value if unit is not None else ""
        grouped = name != _PERCENT and all(len(group) == _THOUSAND for group in groups[1:])
        number = "".join(groups) if grouped else ".".join(groups[:2])
        if len(number) <= 15:
            yield _Amount(start, place + (unit.end if unit is not None else 0), float(number), name)


@cache
def _units() -> MarkedPhrases[str]:
    return MarkedPhrases((unit, fold(unit)) for unit in data("asking")["threshold"]["units"])


def _point(said: _Said, place: int) -> bool:
    """Whether a point or comma joins the digits at ``place`` to those before."""
    return said.text[said.words[place - 1].end : said.words[place].start] in (".", ",")


@cache
def _sides() -> MarkedPhrases[bool]:
    book = data("asking")["threshold"]
    return MarkedPhrases((phrase, name == "over") for name in ("over", "under") for phrase in book[name])


@cache
def _sides_after() -> MarkedPhrases[bool]:
    book = data("asking")["threshold"]
    return MarkedPhrases(
        (phrase, name == "after_over") for name in ("after_over", "after_under") for phrase in book[name]
    )


def _side(said: _Said, amount: _Amount) -> bool | None:
    """Over (True) or under (False), by the words right before the number or after it."""
    first = max(0, amount.start - 4)
    found = None
    for candidate in _sides().find(said.words[first : amount.start]):
        found = candidate if candidate.end == amount.start - first else None
    after = next((c for c in _sides_after().find(said.words[amount.end : amount.end + 2]) if not c.start), None)
    if after is not None:
        said.cover(amount.end, amount.end + after.end)
        return after.value
    if found is None:
        return None
    said.cover(first + found.start, amount.start)
    return found.value
