"""One record of one procedure from several sources. The rule is written out in ``docs/data-format.md``.

Fields that belong together are taken together: per group, the record with the later ``as_of`` wins, at a tie the
source named later; what the winner leaves empty is filled from the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from knowledge.procedure import Method, Procedure, State
from knowledge.sources.catalog import KIND as LISTED
from knowledge.sources.reading import Record
from knowledge.text import fold
from knowledge.validity import later

_SINGLE = (
    "field",
    "summary",
    "page_id",
    "as_of",
    "levels",
    "province",
    "internal",
    "subjects",
    "agency",
    "where",
    "promulgator",
    "cases",
    "steps",
    "results",
    "conditions",
    "legal_bases",
    "decision",
    "online_level",
    "life_events",
    "effective_from",
)
"""Fields that stand for themselves: the winner's, or the other's where the winner's is empty."""


def merged(sources: Iterable[Sequence[Record]]) -> dict[str, Record]:
    """The records of all sources by code, in code order; the sources are in the order in which they were named."""
    held: dict[str, Record] = {}
    for records in sources:
        for record in records:
            code = record.procedure.code
            held[code] = merge(held[code], record) if code in held else record
    return dict(sorted(held.items()))


def merge(earlier: Record, later_named: Record) -> Record:
    """Two records of the same code, the second from the source named later."""
    one, two = earlier.procedure, later_named.procedure
    if one.has_details != two.has_details:
        procedure = _listed(one, two) if one.has_details else _listed(two, one)
    else:
        winner, other = (one, two) if later(one.as_of, two.as_of) > 0 else (two, one)
        procedure = _merged(winner, other)
    if not (one.has_details or two.has_details):
        listed = next((each for each in (one, two) if each.source.kind == LISTED), procedure)
        procedure = replace(procedure, name=listed.name, source=listed.source)
    others = {fold(name): name for name in (*later_named.alt_names, two.name, *earlier.alt_names, one.name)}
    others.pop(fold(procedure.name), None)
    return Record(procedure, tuple(others.values()), earlier.shipped or later_named.shipped)


def _listed(record: Procedure, item: Procedure) -> Procedure:
    """A record and its item of the portal's list, which only fills what the record lacks."""
    return replace(record, page_id=record.page_id or item.page_id, field=record.field or item.field)


def _merged(winner: Procedure, other: Procedure) -> Procedure:
    taken: dict[str, Any] = {name: getattr(winner, name) or getattr(other, name) for name in _SINGLE}
    if winner.state == State.IN_FORCE and other.state != State.IN_FORCE and later(winner.as_of, other.as_of) == 0:
        taken |= {"state": other.state, "replaced_by": winner.replaced_by or other.replaced_by}
    methods, complete = _methods(winner, other)
    return replace(winner, methods=methods, fees_complete=complete, **taken)


def _methods(winner: Procedure, other: Procedure) -> tuple[tuple[Method, ...], bool]:
    """Methods with their times and fees, from one record as a whole but for a gap that the other fills."""
    if not winner.methods:
        return other.methods, other.fees_complete
    if not other.methods:
        return winner.methods, winner.fees_complete
    methods, source = winner.methods, winner
    fees_known = _has_fees(winner)
    better_list = other.fees_complete and not winner.fees_complete and later(winner.as_of, other.as_of) == 0
    if _has_fees(other) and (not fees_known or better_list):
        methods, source = _with_fees(methods, other.methods), other
    if not any(method.time.known for method in methods):
        times = {method.channel: method.time for method in reversed(other.methods) if method.time.known}
        methods = tuple(replace(method, time=times.get(method.channel, method.time)) for method in methods)
    return methods, source.fees_complete


def _has_fees(procedure: Procedure) -> bool:
    return any(method.fees for method in procedure.methods)


def _with_fees(methods: tuple[Method, ...], charged: tuple[Method, ...]) -> tuple[Method, ...]:
    """The methods with the fees of another record's methods of the same channel.

    Where the two do not list the same channels the other's methods are taken whole: a fee must not be lost.
    """
    if [method.channel for method in methods] != [method.channel for method in charged]:
        by_channel = {method.channel: method for method in charged}
        if len(by_channel) < len(charged) or len({method.channel for method in methods}) < len(methods):
            return charged
        if not {method.channel for method in charged} <= {method.channel for method in methods}:
            return charged
        return tuple(
            replace(method, fees=by_channel[method.channel].fees) if method.channel in by_channel else method
            for method in methods
        )
    return tuple(replace(method, fees=other.fees) for method, other in zip(methods, charged, strict=True))
