"""The units that figures are compared within: blocks of one kind, and which former units a place was made from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence

from bot import statistics_wording as wording
from intents.intent import Block
from knowledge.place import Place, PlaceKind
from knowledge.store import Knowledge

_KINDS = {
    PlaceKind.PROVINCE: Block.PROVINCES,
    PlaceKind.DISTRICT: Block.DISTRICTS,
    PlaceKind.DEPARTMENT: Block.DEPARTMENTS,
}


def block_of(place: Place) -> Block:
    """The block that a place is ranked in."""
    if place.kind is PlaceKind.COMMUNE:
        return Block.PHUONG if place.name.startswith("phường ") else Block.XA
    return _KINDS[place.kind]


def blocks_within(block: Block) -> frozenset[Block]:
    """The blocks of places that one holds: communes are xã and phường."""
    if block is Block.ANY:
        return frozenset((*_KINDS.values(), Block.XA, Block.PHUONG))
    return frozenset((Block.XA, Block.PHUONG)) if block is Block.COMMUNES else frozenset((block,))


def in_blocks(knowledge: Knowledge, block: Block) -> Mapping[str, Place]:
    """The places of a block, by id, in the order of the release."""

    def found() -> Mapping[str, Place]:
        wanted = blocks_within(block)
        return {place.id: place for place in knowledge.places() if block_of(place) in wanted}

    return knowledge.memo(f"bot.places_in {block}", found)


def units_of(knowledge: Knowledge, block: Block, within: str, period: tuple[str, str]) -> Sequence[Place]:
    """The units of a block that existed in a period, in the order of the release.

    Args:
        knowledge: The release.
        block: Which units.
        within: The unit that they lie in; empty: the whole country.
        period: (from, to), ISO dates; empty: today's units.
    """

    def found() -> tuple[Place, ...]:
        places = in_blocks(knowledge, block)
        if not within:
            return tuple(place for place in places.values() if existed(place, period))
        inside = _by_parent(knowledge).get(within, ())
        return tuple(place for place in inside if place.id in places and existed(place, period))

    start, end = _days(period)
    began, ended = _days_of_change(knowledge)
    epoch = f"{bisect_right(began, end)} {bisect_left(ended, start)}"
    return knowledge.memo(f"bot.units {block} {within} {epoch}", found)


def existed(place: Place, period: tuple[str, str]) -> bool:
    """Whether a unit existed on any day of a period (ISO dates; empty: today)."""
    start, end = _days(period)
    return place.valid_from <= end and (not place.valid_to or place.valid_to >= start)


def _days(period: tuple[str, str]) -> tuple[str, str]:
    return period[0] or period[1] or "9999", period[1] or "9999"


def _days_of_change(knowledge: Knowledge) -> tuple[Sequence[str], Sequence[str]]:
    """The days on which units began and ended: between them every period has the same units."""

    def found() -> tuple[list[str], list[str]]:
        places = knowledge.places()
        return sorted({place.valid_from for place in places}), sorted({p.valid_to for p in places if p.valid_to})

    return knowledge.memo("bot.days_of_change", found)


def former_of(knowledge: Knowledge, place: str) -> Sequence[Place]:
    """The former units that a place took over, all or part of."""

    def found() -> Mapping[str, list[Place]]:
        made_from: dict[str, list[Place]] = defaultdict(list)
        for former in knowledge.places():
            for unit in former.became:
                made_from[unit.place].append(former)
        return made_from

    return knowledge.memo("bot.former_units", found).get(place, ())


def successors(knowledge: Knowledge, place: Place) -> list[Place]:
    """The units that took over all or part of a former one."""
    return [unit for unit in (knowledge.place(part.place) for part in place.became) if unit is not None]


def units_words(block: Block, example: Place | None) -> str:
    """What the units are called: «xã, đặc khu», «phường»; of no block by one of them."""
    return wording.BLOCKS[block] if block is not Block.ANY else wording.BLOCKS[block_of(example)] if example else ""


def _by_parent(knowledge: Knowledge) -> Mapping[str, list[Place]]:
    def found() -> Mapping[str, list[Place]]:
        children: dict[str, list[Place]] = defaultdict(list)
        for place in knowledge.places():
            children[place.parent].append(place)
        return children

    return knowledge.memo("bot.units_by_parent", found)
