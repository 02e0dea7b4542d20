"""The data that the project ships: records and figures, and what every release holds besides."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from knowledge.general import GeneralAnswer
from knowledge.place import Place
from knowledge.sources import everyday, general, places, statistics
from knowledge.sources.fields import Fields
from knowledge.sources.files import Content, contents, decoded
from knowledge.sources.importing import Tick, read_source, toml_tables
from knowledge.sources.problems import FieldError, Problem
from knowledge.sources.reading import Reading, as_shipped, together
from knowledge.sources.statistics_row import Directory
from knowledge.statistic import Metric
from knowledge.store import Ambiguity, EverydayName, KnownProcedure

SHIPPED = "shipped"
"""The name by which our own data is named as a source."""

DATA = Path(__file__).resolve().parent.parent / "data"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every release holds besides procedures and figures."""

    everyday_names: tuple[EverydayName, ...] = ()
    ambiguities: tuple[Ambiguity, ...] = ()
    known_procedures: tuple[KnownProcedure, ...] = ()
    places: tuple[Place, ...] = ()
    metrics: tuple[Metric, ...] = ()
    general_answers: tuple[GeneralAnswer, ...] = ()
    problems: tuple[Problem, ...] = ()


def shipped(data: Path = DATA, tick: Tick = lambda _: None, directory: Directory | None = None) -> Reading:
    """Our own procedures and figures.

    Args:
        data: The folder that they lie in.
        tick: Told of what is being read.
        directory: The places and metrics that figures may be of; those of ``data`` when it is not given.
    """
    found = [read_source(data / "procedures", tick)]
    tables = sorted((data / "statistics").glob("*.csv"))
    if tables and directory is None:
        around = surroundings(data)
        directory = Directory(around.places, around.metrics)
    found += [read_source(path, tick, directory) for path in tables]
    return as_shipped(together(found))


def surroundings(data: Path = DATA) -> Surroundings:
    """Our everyday names, places, metrics and general answers."""
    problems: list[Problem] = []
    names = [
        name
        for found in _tables(data / "everyday", "everyday", lambda row: tuple(everyday.names(row)), problems)
        for name in found
    ]
    ambiguities = list(_tables(data / "everyday", "ambiguous", everyday.ambiguity, problems))
    known = list(_tables(data / "listed", "listed", everyday.known_procedure, problems))
    units = _places(data / "places", problems)
    metrics = list(_tables(data / "statistics", "metric", statistics.metric, problems))
    answers = list(_tables(data / "general", "answer", general.answer, problems))
    problems += places.unresolved(units, {})
    return Surroundings(
        tuple(dict.fromkeys(names)),
        tuple(ambiguities),
        tuple({procedure.id: procedure for procedure in known}.values()),
        places.linked(units.values()),
        tuple({metric.id: metric for metric in metrics}.values()),
        tuple({answer.id: answer for answer in answers}.values()),
        tuple(problems),
    )


def fingerprint(data: Path = DATA) -> str:
    """A hash over all shipped files: it changes when anything in them does."""
    digest = hashlib.sha256()
    for path in sorted(path for path in data.rglob("*") if path.suffix in (".toml", ".csv") and path.is_file()):
        digest.update(f"{path.relative_to(data).as_posix()}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _places(folder: Path, problems: list[Problem]) -> dict[str, Place]:
    """The units of the table, with what TOML files add to it, by id."""
    units: dict[str, Place] = {}
    if (folder / places.TABLE).is_file():
        for found in contents(folder / places.TABLE):
            text = found if isinstance(found, Problem) else decoded(found)
            if isinstance(text, Problem):
                problems.append(text)
                continue
            units, wrong = places.read_table(text, str(folder / places.TABLE))
            problems += wrong
    written = _tables(folder, "place", lambda row: places.place(row, units), problems)
    return units | {unit.id: unit for unit in written}


def _tables(folder: Path, key: str, make: Callable[[Fields], T], problems: list[Problem]) -> Iterator[T]:
    """The tables of one key in a folder's TOML files."""
    if not any(folder.rglob("*.toml")):
        return
    for found in contents(folder):
        if isinstance(found, Problem):
            problems.append(found)
            continue
        if found.file.endswith(".toml"):
            yield from _tables_of(found, key, make, problems)


def _tables_of(content: Content, key: str, make: Callable[[Fields], T], problems: list[Problem]) -> Iterator[T]:
    text = decoded(content)
    tables = text if isinstance(text, Problem) else toml_tables(text, content.file)
    if isinstance(tables, Problem):
        if tables not in problems:
            problems.append(tables)
        return
    for position, row in enumerate(tables.get(key, ()), start=1):
        try:
            yield make(Fields(row))
        except FieldError as error:
            code = row.get("id") or row.get("code") if isinstance(row, dict) else None
            problems.append(error.at(content.file, code if isinstance(code, str) else f"[[{key}]] thứ {position}"))
