"""What is asked of figures, put together: the places meant, the way of asking, and what that way needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from intents.asking import Listing
from intents.intent import Asking, Block, Order, Period, StatisticsAsked
from intents.place_names import Unit, names_of
from intents.statistics_reading import Reading
from knowledge.place import PlaceKind
from knowledge.store import Knowledge

_REFORM = ("par_index_rank", "par_index_score")
"""What «cải cách hành chính» is, where it is asked how it changed."""


def asked_of(
    reading: Reading, metrics: tuple[str, ...], knowledge: Knowledge, before: StatisticsAsked | None
) -> StatisticsAsked:
    """The intent, with everything that the question says of how figures are wanted."""
    places, ambiguous, beside = settled(reading, knowledge, before)
    asking = way_of(reading, len(places) if not ambiguous else 1 + len(beside))
    if asking is Asking.CHANGE and not metrics and {"cai", "cach"} <= reading.said:
        metrics = _REFORM
    asked = StatisticsAsked(
        places,
        metrics,
        period_of(reading),
        scope=reading.scope,
        asks_when="when" in reading.metrics.measures,
        said_place=reading.unknown,
        asking=asking,
        ambiguous=ambiguous,
        beside=beside,
    )
    return filled(asked, reading, knowledge)


def period_of(reading: Reading) -> Period | None:
    """The period asked; the newest, whatever its length, is what is answered where none is said."""
    period = reading.times.period
    return None if period is not None and period.newest == 1 and not period.grain else period


def way_of(reading: Reading, places: int) -> Asking:
    """What is asked of figures."""
    asking, times = reading.asking, reading.times
    if "source" in asking.cues:
        return Asking.SOURCE
    if "definition" in reading.metrics.measures:
        return Asking.DEFINITION
    if places > 1 or reading.sides:
        return Asking.COMPARE
    changes = times.compared or "change" in asking.cues
    if reading.lists:
        if asking.threshold is not None or (reading.weighed and not reading.ordered):
            return Asking.OVER_UNDER
        if asking.listing is Listing.WHICH and not reading.ordered and reading.metrics.ids & {"overdue"}:
            return Asking.OVER_UNDER  # «xã nào trễ hạn»: has such dossiers at all
        return Asking.CHANGE if changes else Asking.RANK
    if reading.metrics.ranks:
        return Asking.RANK
    names = "when" in reading.metrics.measures and asking.over is None  # «98,8 % là của năm nào» names the figure
    if (asking.threshold is not None and not names) or "gap" in asking.cues:
        return Asking.GAP
    moves = times.compared or "rank_change" not in reading.metrics.ids  # «tăng mấy bậc» is a figure of its own
    return Asking.CHANGE if changes and moves else Asking.VALUE


def filled(asked: StatisticsAsked, reading: Reading, knowledge: Knowledge) -> StatisticsAsked:
    """``asked`` with units, order, threshold and what a change is counted from, as its way of asking needs them."""
    asking, times = reading.asking, reading.times
    worse = lower_is_better(asked.metrics, knowledge)
    order = Order.MOST if asking.leads and worse else asking.order
    match asked.asking:
        case Asking.RANK:
            if reading.lists:
                first = Order.BEST if order is Order.ALL and (asking.nth or asking.top) else order
                metrics = asked.metrics
                if first in (Order.BEST, Order.WORST) and "count" not in reading.metrics.measures:
                    metrics = _size_last(metrics, knowledge)
                return replace(
                    asked, metrics=metrics, scope="", block=asking.block, order=first, nth=asking.nth, top=asking.top
                )
            return replace(asked, scope="", block=own_block(asked.places, knowledge))
        case Asking.OVER_UNDER:
            threshold, over = _sides(reading, worse)
            return replace(asked, scope="", block=asking.block, threshold=threshold, over=over)
        case Asking.GAP:
            return replace(asked, threshold=asking.threshold)
        case Asking.CHANGE:
            block = asking.block if reading.lists else Block.ANY
            order = order if reading.lists else Order.ALL
            if order is Order.MOST and "falls" in asking.cues:
                order = Order.LEAST  # «giảm nhiều nhất»
            top = asking.top if reading.lists else 0
            return replace(asked, block=block, order=order, top=top, since=times.since, baseline=times.baseline)
        case Asking.COMPARE:
            return replace(asked, order=order)
        case _:
            return asked


def _sides(reading: Reading, worse: bool) -> tuple[float | None, bool | None]:
    """The threshold and the side of it; «chưa đạt» of what should be low is over it."""
    asking = reading.asking
    if asking.threshold is not None:
        return asking.threshold, asking.over
    if asking.cues & {"under", "over"}:
        return None, ("under" not in asking.cues) is not worse
    return (0.0 if worse else 1.0), "none" not in asking.cues


def _size_last(metrics: Sequence[str], knowledge: Knowledge) -> tuple[str, ...]:
    """The metrics with those last that only tell how much there is: «thanh toán tốt nhất» is no sum of money."""
    sizes = {
        metric.id
        for metric in knowledge.metrics()
        if metric.unit in ("dossiers", "transactions", "VND") and metric.higher_is_better is not False
    }
    return tuple(sorted(metrics, key=lambda metric: metric in sizes))


def lower_is_better(metrics: Sequence[str], knowledge: Knowledge) -> bool:
    """Whether the first metric is the better the lower it is; a rank is not meant."""
    known = next((metric for metric in knowledge.metrics() if metric.id in metrics[:1]), None)
    return known is not None and known.higher_is_better is False and known.unit != "rank"


def own_block(places: Sequence[str], knowledge: Knowledge) -> Block:
    """The units among which a place has its rank."""
    if not places:
        return Block.ANY
    unit = names_of(knowledge).unit(places[0])
    match unit.kind:
        case PlaceKind.PROVINCE:
            return Block.PROVINCES
        case PlaceKind.DISTRICT:
            return Block.DISTRICTS
        case PlaceKind.DEPARTMENT:
            return Block.DEPARTMENTS
        case PlaceKind.COMMUNE:
            return Block.PHUONG if unit.type == "phuong" else Block.XA


class Settled(NamedTuple):
    """The places meant, or the readings of one name, to be asked about, with those beside it."""

    places: tuple[str, ...]
    ambiguous: bool = False
    beside: tuple[tuple[str, ...], ...] = ()


def settled(reading: Reading, knowledge: Knowledge, before: StatisticsAsked | None) -> Settled:
    """The places meant.

    A unit that another one lies in only says where, unless the two are compared; of several units of one name those
    are meant that lie where the others named lie, or those spoken of before.
    """
    if reading.department:
        return Settled(())
    unit_of = names_of(knowledge).unit
    groups = [tuple(map(unit_of, mention.places)) for mention in reading.mentions if mention.places]
    if len(groups) > 1 and "compare" not in reading.asking.cues:
        groups = [group for group in groups if not any(_contains(group, other) for other in groups)] or groups
    near = {place for group in groups if len(group) == 1 for place in (group[0].id, *group[0].above)}
    for place in before.places if before is not None and not before.ambiguous else ():
        near |= {place, *unit_of(place).above}
    return one_by_one([tuple(unit.id for unit in _nearest(group, near)) for group in groups])


def one_by_one(groups: Sequence[tuple[str, ...]]) -> Settled:
    """The places of names that fit one unit each; else the first name that fits several, which is asked about."""
    unclear = next((group for group in groups if len(group) > 1), None)
    if unclear is None:
        return Settled(tuple(dict.fromkeys(place for group in groups for place in group)))
    return Settled(unclear, True, tuple(dict.fromkeys(group for group in groups if group is not unclear)))


def chosen(asked: StatisticsAsked, places: tuple[str, ...]) -> StatisticsAsked:
    """``asked``, now that of the units of one name these are meant."""
    places, ambiguous, beside = one_by_one((places, *asked.beside))
    return replace(asked, places=places, ambiguous=ambiguous, beside=beside)


def _contains(larger: Sequence[Unit], smaller: Sequence[Unit]) -> bool:
    return larger is not smaller and len(larger) == 1 and all(larger[0].id in unit.above for unit in smaller)


def _nearest(group: tuple[Unit, ...], near: set[str]) -> tuple[Unit, ...]:
    """Those of a name's units that lie in one of the places near; all when none does."""
    if len(group) < 2:
        return group
    return tuple(unit for unit in group if unit.above & near) or group
