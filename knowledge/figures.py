"""The figures of a release: SQLite tables, written by the builder and read by index.

What the figures of one column of a published table share (metric, period, definition, publication …) is a row of
``heading``; a figure is a place, a value and its heading, so that half a million of them stay small. Headings are
numbered newest period first, which is the order that figures are answered in.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from knowledge.coding import from_json, to_json
from knowledge.statistic import Statistic

Fetch = Callable[[str, Sequence[object]], list[tuple[Any, ...]]]
"""Runs a query and gives its rows."""

_TABLES = (
    """CREATE TABLE heading (
        number INTEGER PRIMARY KEY, metric TEXT NOT NULL, period_from TEXT NOT NULL, period_to TEXT NOT NULL,
        internal INTEGER NOT NULL, data TEXT NOT NULL
    )""",
    """CREATE TABLE statistic (
        position INTEGER PRIMARY KEY, id TEXT, place TEXT NOT NULL, parent TEXT NOT NULL, heading INTEGER NOT NULL,
        value REAL
    )""",
)
_AFTERWARDS = (  # indexes, and which places have figures of which metric
    "CREATE INDEX heading_by_metric ON heading (metric, period_to, period_from)",
    "CREATE INDEX statistic_by_place ON statistic (place, heading)",
    "CREATE INDEX statistic_by_parent ON statistic (parent, heading)",
    "CREATE INDEX statistic_by_heading ON statistic (heading, place)",
    """CREATE TABLE measured AS
        SELECT metric, place, min(internal) AS internal FROM heading JOIN statistic ON heading = number
        GROUP BY metric, place ORDER BY metric, place""",
    "CREATE INDEX measured_by_metric ON measured (metric, place, internal)",
)


def write(connection: sqlite3.Connection, figures: Iterable[Statistic], parent_of: Mapping[str, str]) -> None:
    """Create the tables and fill them.

    Args:
        connection: To the release that is being built.
        figures: All of them.
        parent_of: Place id → the id of the unit it lies in.
    """
    grouped: dict[Statistic, list[Statistic]] = {}
    for figure in figures:
        grouped.setdefault(figure.of("", "", None), []).append(figure)
    for statement in _TABLES:
        connection.execute(statement)
    rows: list[tuple[object, ...]] = []
    for number, (heading, group) in enumerate(sorted(grouped.items(), key=_newest, reverse=True)):
        period = (heading.period_from, heading.period_to)
        connection.execute(
            "INSERT INTO heading VALUES (?, ?, ?, ?, ?, ?)",
            (number, heading.metric, *period, heading.internal, to_json(heading)),
        )
        for figure in group:
            own = None if figure.id == heading.id_at(figure.place) else figure.id
            rows.append((own, figure.place, parent_of.get(figure.place, ""), number, figure.value))
    connection.executemany("INSERT INTO statistic (id, place, parent, heading, value) VALUES (?, ?, ?, ?, ?)", rows)
    for statement in _AFTERWARDS:
        connection.execute(statement)


def _newest(entry: tuple[Statistic, list[Statistic]]) -> tuple[str, str]:
    """The order of headings; of one period the order of the sources stays."""
    heading = entry[0]
    return (heading.period_to or heading.as_of or heading.publication.date, heading.period_from)


def read(
    fetch: Fetch,
    place: str = "",
    metric: str = "",
    *,
    within: str = "",
    period: tuple[str, str] | None = None,
    internal: bool = False,
) -> tuple[Statistic, ...]:
    """Figures as ``Knowledge.statistics`` gives them, newest period first."""
    condition, values = _condition(place, metric, within, internal=internal)
    if period is not None:
        condition += " AND period_from = ? AND period_to = ?"
        values += period
    # the narrower table first: SQLite never turns a CROSS JOIN round
    tables = "statistic CROSS JOIN heading" if place or not metric else "heading CROSS JOIN statistic"
    rows = fetch(
        f"SELECT id, place, value, number FROM {tables} ON heading = number "  # noqa: S608 (ours)
        f"WHERE {condition} ORDER BY number, position",
        values,
    )
    headings: dict[int, tuple[Statistic, str]] = {}
    figures = []
    for own, unit, value, number in rows:
        held = headings.get(number)
        if held is None:
            ((data,),) = fetch("SELECT data FROM heading WHERE number = ?", (number,))
            heading = from_json(Statistic, data)
            held = headings[number] = (heading, heading.id_at(""))
        heading, id_ending = held
        figures.append(heading.of(own or unit + id_ending, unit, value))
    return tuple(figures)


def periods(
    fetch: Fetch, metric: str, *, place: str = "", within: str = "", internal: bool = False
) -> tuple[tuple[str, str], ...]:
    """The periods that a metric has figures of, newest first."""
    condition, values = _condition("", metric, "", internal=internal)
    for column, id in (("place", place), ("parent", within)):
        if id:
            condition += f" AND EXISTS (SELECT 1 FROM statistic WHERE heading = number AND {column} = ?)"  # noqa: S608
            values.append(id)
    rows = fetch(
        f"SELECT DISTINCT period_from, period_to FROM heading WHERE {condition} "  # noqa: S608
        "ORDER BY period_to DESC, period_from DESC",
        values,
    )
    return tuple((since, until) for since, until in rows)


def places(fetch: Fetch, metric: str = "", *, internal: bool = False) -> tuple[str, ...]:
    """The ids of the places that have a figure."""
    condition, values = _condition("", metric, "", internal=internal)
    rows = fetch(
        f"SELECT DISTINCT place FROM heading JOIN statistic ON heading = number WHERE {condition} ORDER BY place",  # noqa: S608
        values,
    )
    return tuple(place for (place,) in rows)


def _condition(place: str, metric: str, within: str, *, internal: bool) -> tuple[str, list[object]]:
    conditions = ["TRUE" if internal else "NOT internal"]
    values: list[object] = []
    for column, wanted in (("metric", metric), ("place", place), ("parent", within)):
        if wanted:
            conditions.append(f"{column} = ?")
            values.append(wanted)
    return " AND ".join(conditions), values
