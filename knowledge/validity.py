"""Whether a procedure can be used on a given day, and the comparing of dates that are only partly known."""

from __future__ import annotations

import datetime as dt

from knowledge.procedure import Procedure, State


def state_on(procedure: Procedure, day: dt.date) -> State:
    """The procedure's state on a day: its ``effective_from`` decides over «in force» and «not yet in force»."""
    if procedure.state not in (State.IN_FORCE, State.NOT_YET_IN_FORCE):
        return procedure.state
    start = first_day(procedure.effective_from)
    if start is None:
        return procedure.state
    return State.NOT_YET_IN_FORCE if start > day else State.IN_FORCE


def first_day(date: str) -> dt.date | None:
    """The first day that a date «YYYY», «YYYY-MM» or «YYYY-MM-DD» covers; None when it is empty or no date."""
    try:
        return dt.date.fromisoformat(date + "-01-01"[3 * max(0, date.count("-")) :] if date else "")
    except ValueError:
        return None


def later(one: str, other: str) -> int:
    """Compare two dates as far as both are known: 1 when ``one`` is later, -1 when earlier, 0 when that is open.

    «2026-07» and «2026-07-08» are equally late; an unknown date is earlier than any other.
    """
    if not one or not other:
        return bool(one) - bool(other)
    known = min(len(one), len(other))
    return (one[:known] > other[:known]) - (one[:known] < other[:known])
