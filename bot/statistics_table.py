"""A table of figures that stand side by side: what a chart draws and what a spreadsheet holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from knowledge.statistic import Qualifier


class TableKind(StrEnum):
    """What the rows are."""

    PLACES = "places"
    """places, or parts of one, side by side: bars"""
    TIME = "time"
    """periods of one place in order, oldest first: a line"""
    LIST = "list"
    """figures of different metrics and units, which no chart can draw: for the file only"""


@dataclass(frozen=True, slots=True)
class Row:
    """One place, or one period.

    ``values``: a number or words for each column after the first, None where no source states it; of those, the first
    is the number that a chart draws. ``words`` is that number as the reply says it, with unit and qualifier
    («trên 99 %», «363.424 hồ sơ»); of a row without a figure it says so («không nêu»).
    """

    label: str
    values: tuple[float | str | None, ...]
    words: str = ""
    asked: bool = False
    """a place (or period) that the question named: the chart sets it off"""
    qualifier: Qualifier = Qualifier.EXACT
    """how exact the number is in the source: «trên 92,5 %» may reach 98 %"""

    @property
    def value(self) -> float | None:
        """The number that a chart draws, or None."""
        first = self.values[0] if self.values else None
        return None if isinstance(first, str) else first


@dataclass(frozen=True, slots=True)
class Table:
    """Two or more figures side by side, rows in the order of the reply (a ranking: the best, or what was asked, first).

    ``columns``: the heading of each column; the first heads the labels, the second the charted number, a further
    number's heading names its unit. ``unit`` is the charted number's, as in ``Statistic``. ``period`` is in words and
    empty where the rows are of several periods. ``threshold`` is in ``unit``, ``threshold_words`` names it («đủ điểm
    theo QĐ 766 từ 80 %»). ``source``: titles, publishers and dates, one a line.
    """

    title: str
    period: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    threshold: float | None
    kind: TableKind
    unit: str
    source: str
    threshold_words: str = ""
    notes: tuple[str, ...] = ()
    """what must be read with the numbers: why they cannot be compared, places without a figure"""
    definition: str = ""
    """what the charted number means and is counted over; for the spreadsheet"""
    made: str = ""
    """the day of asking (ISO date), written into the files made of the table (``bot.tables``)"""
