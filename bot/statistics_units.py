"""The units that figures are compared within: blocks of one kind, and which former units a place was made from."""

from __future__ import annotations

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


def belongs(place: Place, block: Block) -> bool:
    """Whether a place is of a block."""
    own = block_of(place)
    return block in (Block.ANY, own) or (block is Block.COMMUNES and own in (Block.XA, Block.PHUONG))


def units_of(knowledge: Knowledge, block: Block, within: str, period: tuple[str, str]) -> Sequence[Place]:
    """The units of a block that existed in a period, in the order of the release.

    Args:
        knowledge: The release.
        block: Which units.
        within: The unit that they lie in; empty: the whole country.
        period: (from, to), ISO dates; empty: today's units.
    """
    start, end = period[0] or period[1] or "9999", period[1] or "9999"

    def found() -> tuple[Place, ...]:
        candidates = _by_parent(knowledge).get(within, ()) if within else knowledge.places()
        return tuple(
            place
            for place in candidates
            if belongs(place, block) and place.valid_from <= end and (not place.valid_to or place.valid_to >= start)
        )

    return knowledge.memo(f"bot.units {block} {within} {start} {end}", found)


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


def units_words(block: Block, places: Sequence[Place]) -> str:
    """What the units are called: «xã, đặc khu», «phường»; of a mixed lot by what is in it."""
    return wording.BLOCKS[block] if block is not Block.ANY else wording.BLOCKS[block_of(places[0])] if places else ""


def _by_parent(knowledge: Knowledge) -> Mapping[str, list[Place]]:
    def found() -> Mapping[str, list[Place]]:
        children: dict[str, list[Place]] = defaultdict(list)
        for place in knowledge.places():
            children[place.parent].append(place)
        return children

    return knowledge.memo("bot.units_by_parent", found)
