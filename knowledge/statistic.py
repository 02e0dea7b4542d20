"""A locality's figure, with everything that makes it citable."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Qualifier(StrEnum):
    """How exact the source's own words are; it must survive into the answer (domain.md, part 1)."""

    EXACT = "exact"
    OVER = "over"
    NEARLY = "nearly"
    AT_LEAST = "at_least"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Publication:
    """Where a figure was published."""

    title: str
    publisher: str = ""
    date: str = ""
    link: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Statistic:
    """One figure of one locality in one period.

    ``place`` is the id of a ``Place``. ``unit``: percent (0-100), VND (đồng), rank, points, places_up, days, or what is
    counted: dossiers, procedures, decisions, transactions, units, count (anything else).
    ``period_from``/``period_to``/``as_of`` are ISO dates, empty where the source does not say.
    ``formula`` and ``inputs`` (ids of other figures) are filled for a derived figure only.
    ``value`` is None where the source speaks of the matter without a figure; ``words`` then holds what it says.
    """

    id: str
    place: str
    metric: str
    value: float | None
    unit: str
    scope: str = ""
    qualifier: Qualifier = Qualifier.EXACT
    words: str = ""
    period_from: str = ""
    period_to: str = ""
    as_of: str = ""
    definition: str = ""
    denominator: str = ""
    formula: str = ""
    inputs: tuple[str, ...] = ()
    publication: Publication = Publication("")
    note: str = ""
    internal: bool = False


@dataclass(frozen=True, slots=True)
class Metric:
    """What is measured: its id, Vietnamese name, unit and what it means."""

    id: str
    name: str
    unit: str
    definition: str = ""
    higher_is_better: bool | None = None
