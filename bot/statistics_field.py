"""The places that are compared in one metric and one period: a field is what a ranking or a list is made of."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from bot import statistics_wording as wording
from bot.figures import between_words, value_words
from bot.numbers import day
from bot.spans import capitalised
from bot.statistics_answer import Answer, cut, sources_of
from bot.statistics_fairness import Pair
from bot.statistics_ledger import Ledger
from bot.statistics_period import covers, length, most_of, nth_newest
from bot.statistics_rows import heading
from bot.statistics_table import Row, Table, TableKind
from bot.statistics_units import block_of, in_blocks, successors, units_of, units_words
from intents.intent import Block, Period
from knowledge.place import Place, PlaceKind
from knowledge.statistic import Qualifier, Statistic

MOST_PERIODS = 12
"""How many periods are tried, the newest first, for one in which two places or more can be compared."""
MOST_KEPT = 12
"""Fields of a release that are kept."""
MANY = 1000
"""Figures from which on a kept field would make garbage collection felt."""
MOST_WORDED = 40
"""Rows of a table whose value is put into words; a chart draws no more."""


@dataclass(frozen=True, slots=True)
class Field:
    """``pairs``: figures of one metric, period and block; ``units``: every unit of the block at that time."""

    metric: str
    period: tuple[str, str]
    block: Block
    within: Place | None
    pairs: tuple[Pair, ...]
    units: tuple[Place, ...]
    missing: tuple[Place, ...]
    """units that have no figure"""
    other_blocks: tuple[str, ...] = ()
    """what else has figures, where the question named no block"""

    @property
    def units_words(self) -> str:
        """«xã, đặc khu»."""
        return units_words(self.block, self.pairs[0][1] if self.pairs else next(iter(self.units), None))

    @property
    def where(self) -> str:
        """« của tỉnh Lai Châu», or « cả nước»."""
        return wording.IN_PLACE.format(place=self.within.name) if self.within else wording.IN_COUNTRY

    def name(self, place: Place, answer: Answer) -> str:
        """A place's name, with the unit above it where the field is the whole country."""
        return place.name if self.within else answer.ledger.where(place)


def container(places: Sequence[Place]) -> Place | None:
    """The unit within which others are compared: the first province or district that was named."""
    return next((place for place in places if place.kind in (PlaceKind.PROVINCE, PlaceKind.DISTRICT)), None)


def find_field(answer: Answer, metrics: Sequence[str], within: Place | None, block: Block) -> Field | None:
    """The first metric and newest period in which two places or more can be compared, else the one with most.

    Args:
        answer: Knows the figures and the period asked.
        metrics: Alternatives, the likeliest first.
        within: The unit that the places lie in; None: the whole country.
        block: Which places; ANY: of those that have figures the most numerous kind.

    Returns:
        The field; None where no place has a figure.
    """
    best: Field | None = None
    for metric in metrics:
        for parent, only in _parents(answer, within):
            for period in _periods(answer, metric, parent):
                field = _field(answer, metric, period, within, parent, only, block)
                if len(field.pairs) > 1:
                    return field
                if field.pairs and best is None:
                    best = field
    return best


def _parents(answer: Answer, within: Place | None) -> Iterator[tuple[str, frozenset[str]]]:
    """Where to read: (the unit above, the only places to keep; none: all)."""
    if within is None:
        yield "", frozenset()
        return
    yield within.id, frozenset()
    units = successors(answer.ledger.knowledge, within)
    if within.kind is PlaceKind.DISTRICT and units:
        yield units[0].parent, frozenset(unit.id for unit in units)


def _periods(answer: Answer, metric: str, parent: str) -> list[tuple[str, str]]:
    """The periods to try: the one asked, else the newest; within a longer one that was asked the longest first."""
    found = [period for period in answer.ledger.periods(metric, parent) if any(period)]
    asked = answer.period
    if asked is not None and asked.newest:
        chosen = nth_newest(found, asked)
        found = [chosen] if chosen else []
    elif asked is not None:
        exact = (asked.start, asked.end)
        inside = [period for period in found if _within(asked, period)]
        inside.sort(key=lambda period: (length(period), period[1]), reverse=True)
        whole = [period for period in inside if most_of(asked, period)]
        added = answer.ledger.tiled(metric, exact, parent) if not whole and all(exact) else None
        found = [exact] if exact in found else [added] if added else whole
    return found[:MOST_PERIODS]


def _within(asked: Period, period: tuple[str, str]) -> bool:
    return covers(asked, Statistic("", "", "", None, "", period_from=period[0], period_to=period[1]))


def _field(
    answer: Answer,
    metric: str,
    period: tuple[str, str],
    within: Place | None,
    parent: str,
    only: frozenset[str],
    block: Block,
) -> Field:
    """The field, of which the last few of a release are kept: a whole country's takes a while to read."""
    ledger = answer.ledger
    own = Ledger(ledger.knowledge, staff=ledger.staff)  # what is kept holds on to no answer
    read = ledger.knowledge.memo(f"bot.fields {own.staff}", lambda: lru_cache(MOST_KEPT)(partial(_read_field, own)))
    held = read.cache_info().misses
    field = read(metric, period, within, parent, only, block)
    if read.cache_info().misses > held and len(field.pairs) > MANY:
        gc.collect(1)
        gc.freeze()  # what is kept is no garbage: looking through it would halt later answers
    return field


def _read_field(
    ledger: Ledger,
    metric: str,
    period: tuple[str, str],
    within: Place | None,
    parent: str,
    only: frozenset[str],
    block: Block,
) -> Field:
    knowledge = ledger.knowledge
    places = in_blocks(knowledge, block)
    pairs: list[Pair] = [
        (figure, place)
        for figure in ledger.across(metric, period, parent)
        if (not only or figure.place in only) and (place := places.get(figure.place)) is not None
    ]
    others: tuple[str, ...] = ()
    if block is Block.ANY and pairs:
        kinds: dict[Block, list[Pair]] = {}
        for pair in pairs:
            kinds.setdefault(block_of(pair[1]), []).append(pair)
        block, pairs = max(kinds.items(), key=lambda entry: len(entry[1]))
        others = tuple(wording.BLOCKS[kind] for kind in kinds if kind is not block)
    units = tuple(unit for unit in units_of(knowledge, block, parent, period) if not only or unit.id in only)
    have = {place.id for _, place in pairs}
    missing = tuple(unit for unit in units if unit.id not in have)
    return Field(metric, period, block, within, tuple(pairs), units, missing, others)


def at_period(answer: Answer, field: Field, period: tuple[str, str]) -> Field:
    """The field's metric and places in another period, by themselves or added up from shorter ones."""
    found = [
        _field(answer, field.metric, period, field.within, parent, only, field.block)
        for parent, only in _parents(answer, field.within)
    ]
    return max(found, key=lambda each: len(each.pairs))


def put_changes(
    answer: Answer, field: Field, base: str, changes: Sequence[tuple[Place, float, str, Statistic, Statistic]]
) -> None:
    """The table of how far places moved.

    Args:
        answer: Takes the table.
        field: The places and the later period.
        base: The earlier period in words.
        changes: (place, by how much, that in words, the later figure, the earlier one), in order.
    """
    first = changes[0][3]
    name = answer.ledger.known(field.metric).name
    unit = wording.CHANGE_UNITS.get(first.unit, first.unit)
    answer.put(
        Table(
            title=wording.CHANGE_TITLE.format(metric=name, units=field.units_words, place=field.where),
            period=wording.CHANGE_PERIODS.format(period=period_of(field), base=base),
            columns=(
                wording.COLUMN_PLACE,
                wording.COLUMN_CHANGE.format(unit=wording.UNIT_NAMES.get(unit, "")),
                capitalised(period_of(field)),
                capitalised(base),
            ),
            rows=tuple(
                Row(field.name(place, answer), (by, figure.value, before.value), words)
                for place, by, words, figure, before in changes
            ),
            threshold=None,
            kind=TableKind.PLACES,
            unit=unit,
            source=sources_of(figure for *_, figure, before in changes[:MOST_WORDED] for figure in (figure, before)),
            definition=first.definition,
        )
    )


def periods_of_field(answer: Answer, metrics: Sequence[str], within: Place | None) -> list[str]:
    """The periods, in words, that there are figures of at all."""
    found: dict[str, None] = {}
    for metric in metrics:
        for parent, _ in _parents(answer, within):
            for period in answer.ledger.periods(metric, parent):
                if any(period):
                    found[_period_words(period)] = None
    return list(found)


def say_coverage(answer: Answer, field: Field) -> None:
    """How many of the units have a figure, and which have none."""
    total, missing = len(field.units), field.missing
    if not missing:
        answer.say(wording.ALL_HAVE.format(total=total, units=field.units_words, place=field.where))
        return
    named = cut([field.name(place, answer) for place in missing])
    answer.say(
        wording.SOME_HAVE.format(
            count=len(field.pairs), total=total, units=field.units_words, place=field.where, missing=named
        )
    )


def put_field(
    answer: Answer, field: Field, pairs: Sequence[Pair], *, threshold: float | None = None, threshold_words: str = "",
    asked: Sequence[Place] = (),
) -> None:  # fmt: skip
    """The table of a field, all of it, in the order of ``pairs``; places without a figure come last."""
    first = pairs[0][0]
    known = answer.ledger.known(field.metric)
    named = {place.id for place in asked}
    rows = [
        Row(
            field.name(place, answer),
            (figure.value,),
            value_words(figure) if position < MOST_WORDED or place.id in named or _qualified(figure) else "",
            place.id in named,
            figure.qualifier,
        )
        for position, (figure, place) in enumerate(pairs)
    ]
    rows += [Row(field.name(place, answer), (None,), wording.NOT_STATED) for place in field.missing]
    answer.put(
        Table(
            title=wording.FIELD_TITLE.format(metric=known.name, units=field.units_words, place=field.where),
            period=period_of(field),
            columns=(wording.COLUMN_PLACE, heading(answer, first)),
            rows=tuple(rows),
            threshold=threshold,
            kind=TableKind.PLACES,
            unit=first.unit,
            source=sources_of(figure for figure, _ in pairs[:MOST_WORDED]),
            threshold_words=threshold_words,
            definition=first.definition or known.definition,
        )
    )


def _qualified(figure: Statistic) -> bool:
    """Whether the source says more than the number («trên», «gần»), which files keep as well."""
    return figure.qualifier is not Qualifier.EXACT


def period_of(field: Field) -> str:
    """The field's period in words."""
    return _period_words(field.period)


def _period_words(period: tuple[str, str]) -> str:
    start, end = period
    return between_words(start, end) if start else wording.UNTIL.format(end=day(end))
