"""From named sources to a published release: read, merge, resolve, compare, build."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path

from knowledge.building import ArtifactMaker, Contents, build_release
from knowledge.merging import merged
from knowledge.place import PlaceKind
from knowledge.procedure import Procedure
from knowledge.release import Release, ReleaseError, open_release
from knowledge.sources import statistics
from knowledge.sources.importing import Tick, read_source
from knowledge.sources.problems import Problem
from knowledge.sources.reading import Reading, Record
from knowledge.sources.shipped import SHIPPED, fingerprint, shipped, surroundings
from knowledge.sources.statistics_row import Directory
from knowledge.statistic import Statistic

IN_USE = "(bản đang dùng)"
"""How a release names the one that it was added to among its sources."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a new release has that the one before had not, and the other way round, by code or figure id."""

    new: tuple[str, ...] = ()
    changed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """code or id → names of the fields that differ"""
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CameIn:
    """What one source gave."""

    source: str
    procedures: int
    listed: int
    statistics: int


@dataclass(frozen=True, slots=True)
class Reload:
    """How a reload went."""

    published: bool
    release: str
    procedures: int
    listed: int
    statistics: int
    left_out: int
    problems: tuple[Problem, ...]
    changes: Changes
    came_in: tuple[CameIn, ...]
    failure: str = ""
    """why nothing was published, when that was meant to be"""


def reload(
    sources: Sequence[str],
    folder: Path,
    artifacts: Mapping[str, ArtifactMaker],
    *,
    add: bool = False,
    dry_run: bool = False,
    tick: Tick = lambda _: None,
    clock: Callable[[], dt.datetime] | None = None,
) -> Reload:
    """Make a release of exactly the named sources, or, with ``add``, of the current release and them."""
    before, unreadable = _current(folder)
    base = before.release if before and add else ""
    held = _held(before) if before else Reading()
    around = surroundings()
    places = {unit.id: unit for unit in (*(held.places if add else ()), *around.places)}
    directory = Directory(places.values(), around.metrics)
    readings = [_read(source, tick, directory) for source in sources or (SHIPPED,)]
    tick("đối chiếu với bản đang dùng")
    places |= {unit.id: unit for reading in readings for unit in reading.places}
    layers = [held, *readings] if add else readings
    records = merged(layer.records for layer in layers)
    file_of = {
        figure.id: source
        for source, reading in zip(sources or (SHIPPED,), readings, strict=True)
        for figure in reading.statistics
    }
    figures, unresolved = statistics.resolved(
        statistics.merged(layer.statistics for layer in layers),
        places,
        {metric.id: metric for metric in around.metrics},
        file_of,
    )
    problems = (*(found for reading in readings for found in reading.problems), *unresolved, *around.problems)
    changes = _changes(held, records, figures)
    came_in = tuple(_came_in(source, reading) for source, reading in zip(sources or (SHIPPED,), readings, strict=True))
    failure = unreadable if add else ""
    if not failure and not records and not figures:
        failure = "Không còn thủ tục và số liệu nào để phát hành."
    release = ""
    if not failure and not dry_run:
        contents = Contents(
            records,
            figures,
            around.everyday_names,
            around.ambiguities,
            around.known_procedures,
            tuple(places.values()),
            around.metrics,
            around.general_answers,
            (*((IN_USE,) if base else ()), *(sources or (SHIPPED,))),
            fingerprint(),
        )
        try:
            release = build_release(
                folder, contents, artifacts, now=clock() if clock else None, based_on=base or None, tick=tick
            )
        except ReleaseError as error:
            failure = str(error)
    detailed = sum(record.procedure.has_details for record in records.values())
    left_out = len({(found.file, found.record) for found in problems if found.left_out})
    return Reload(
        bool(release),
        release,
        len(records),
        len(records) - detailed,
        len(figures),
        left_out,
        problems,
        changes,
        came_in,
        failure,
    )


def _read(source: str, tick: Tick, directory: Directory) -> Reading:
    if source == SHIPPED:
        return shipped(tick=tick, directory=directory)
    return read_source(Path(source), tick, directory)


def _current(folder: Path) -> tuple[Release | None, str]:
    """The folder's current release, or why it cannot be read."""
    if not (folder / "current").exists():
        return None, ""
    try:
        return open_release(folder), ""
    except ReleaseError as error:
        return None, str(error)


def _held(release: Release) -> Reading:
    """The procedures and figures of a release, as a source, with the departments that earlier sources brought."""
    records = tuple(
        Record(procedure, title.alt_names, title.shipped)
        for title in release.titles()
        if (procedure := release.procedure(title.code)) is not None
    )
    departments = tuple(unit for unit in release.places() if unit.kind is PlaceKind.DEPARTMENT)
    return Reading(records, tuple(release.statistics(internal=True)), places=departments)


def _came_in(source: str, reading: Reading) -> CameIn:
    detailed = sum(record.procedure.has_details for record in reading.records)
    return CameIn(source, len(reading.records), len(reading.records) - detailed, len(reading.statistics))


_COMPARED = tuple(each.name for each in fields(Procedure) if each.name != "source")
_COMPARED_FIGURE = tuple(each.name for each in fields(Statistic))


def _changes(held: Reading, records: Mapping[str, Record], figures: Sequence[Statistic]) -> Changes:
    """Compare with what the release in use holds; a record that only comes from another file is the same."""
    old = {record.procedure.code: record for record in held.records}
    old_figures = {figure.id: figure for figure in held.statistics}
    new_figures = {figure.id: figure for figure in figures}
    changed = {
        code: names for code, record in records.items() if code in old and (names := _differing(old[code], record))
    } | {
        id: names
        for id, figure in new_figures.items()
        if figure != old_figures.get(id, figure)
        and (
            names := tuple(name for name in _COMPARED_FIGURE if getattr(figure, name) != getattr(old_figures[id], name))
        )
    }
    return Changes(
        (*(code for code in records if code not in old), *(id for id in new_figures if id not in old_figures)),
        changed,
        (*(code for code in old if code not in records), *(id for id in old_figures if id not in new_figures)),
    )


def _differing(one: Record, other: Record) -> tuple[str, ...]:
    names = [name for name in _COMPARED if getattr(one.procedure, name) != getattr(other.procedure, name)]
    if set(one.alt_names) != set(other.alt_names):
        names.append("alt_names")
    if one.shipped != other.shipped:
        names.append("shipped")
    return tuple(names)
