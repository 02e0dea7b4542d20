"""What reading a source gives: records that can be trusted, and problems for those that cannot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from knowledge.place import Place
from knowledge.procedure import Procedure
from knowledge.sources.problems import Problem
from knowledge.statistic import Statistic


@dataclass(frozen=True, slots=True)
class Record:
    """A procedure as one source gives it, with the other names that the source knows for it."""

    procedure: Procedure
    alt_names: tuple[str, ...] = ()
    shipped: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that came in from one or more files."""

    records: tuple[Record, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    problems: tuple[Problem, ...] = ()
    places: tuple[Place, ...] = ()
    """departments that figures are of"""

    @property
    def left_out(self) -> int:
        """How many records were left out."""
        return len({(found.file, found.record) for found in self.problems if found.left_out})


def together(readings: Iterable[Reading]) -> Reading:
    """One reading of several."""
    parts = tuple(readings)
    return Reading(
        tuple(record for part in parts for record in part.records),
        tuple(figure for part in parts for figure in part.statistics),
        tuple(found for part in parts for found in part.problems),
        tuple(place for part in parts for place in part.places),
    )


def as_shipped(reading: Reading) -> Reading:
    """The same reading, marked as our own records."""
    return replace(reading, records=tuple(replace(record, shipped=True) for record in reading.records))
