"""Dates that are partly known, and states on a day."""

from __future__ import annotations

import datetime as dt

import pytest

from knowledge.procedure import Procedure, State
from knowledge.validity import first_day, later, state_on

_DAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("state", "effective_from", "expected"),
    [
        (State.IN_FORCE, "", State.IN_FORCE),
        (State.IN_FORCE, "2027-03-01", State.NOT_YET_IN_FORCE),
        (State.IN_FORCE, "2026-11-23", State.IN_FORCE),
        (State.NOT_YET_IN_FORCE, "2026", State.IN_FORCE),
        (State.NOT_YET_IN_FORCE, "", State.NOT_YET_IN_FORCE),
        (State.ABOLISHED, "2027", State.ABOLISHED),
        (State.REPLACED, "2020", State.REPLACED),
    ],
)
def test_state_on(state: State, effective_from: str, expected: State) -> None:
    """A future start makes a procedure not yet usable; a past one makes it usable."""
    assert state_on(Procedure("1.900010", "x", state=state, effective_from=effective_from), _DAY) == expected


def test_first_day() -> None:
    """A year or month begins on its first day; what is no date has none."""
    assert [first_day(date) for date in ("2027", "2027-03", "2027-03-05", "", "2027-13", "soon")] == [
        dt.date(2027, 1, 1), dt.date(2027, 3, 1), dt.date(2027, 3, 5), None, None, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "order"),
    [
        ("2026-07", "2025", 1),
        ("2026-07", "2026-07-08", 0),
        ("", "2025", -1),
        ("", "", 0),
        ("2026-06", "2026-07-01", -1),
    ],
)
def test_later(one: str, other: str, order: int) -> None:
    """Dates are compared as far as both are known."""
    assert later(one, other) == order
    assert later(other, one) == -order
