"""What the readers of both shapes of tables share: figures with where they stand, what a value and a unit may be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from knowledge.place import Place
from knowledge.sources.problems import FieldError, Problem
from knowledge.sources.statistics_cells import NO_FIGURE, first_of, last_of, number
from knowledge.sources.statistics_headers import Headers
from knowledge.sources.statistics_places import Places, When
from knowledge.statistic import Metric, Qualifier, Statistic

SHARES = frozenset(("percent", "rank", "points", "places_up", "days"))
"""Units that are not counted: they cannot be added up, and need not be whole numbers."""


class Located(NamedTuple):
    """A figure and where its file has it."""

    figure: Statistic
    where: str
    """«dòng 12», «trang «Tháng 9», dòng 12»"""
    column: str


@dataclass(slots=True)
class Found:
    """What has been read of one file so far."""

    file: str
    figures: list[Located] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add(self, figure: Statistic, where: str, column: str) -> None:
        """Keep a figure."""
        self.figures.append(Located(figure, where, column))

    def wrong(self, where: str, error: FieldError, column: str = "") -> None:
        """Remember why a row or a cell was left out."""
        self.problems.append(Problem(self.file, where, column or error.field, error.problem, error.cure))

    def doubt(self, where: str, column: str, problem: str, cure: str) -> None:
        """Remember what should be looked at in a row that is kept."""
        self.problems.append(Problem(self.file, where, column, problem, cure, left_out=False))


class Directory:
    """The places and metrics that figures may be of."""

    def __init__(self, places: Iterable[Place] = (), metrics: Iterable[Metric] = ()) -> None:
        self.headers = Headers(metrics)
        self.places = Places(places, self.headers)


def located(sheet: str, row: int) -> str:
    """How a row is named to the reader of problems."""
    return f"trang «{sheet}», dòng {row}" if sheet else f"dòng {row}"


def days_of(heading: Statistic) -> When:
    """The days that a figure speaks of, as far as its source says."""
    day = heading.as_of or heading.publication.date
    return When(first_of(heading.period_from or heading.period_to or day), last_of(heading.period_to or day))


def check_times(unit: Place, heading: Statistic) -> tuple[str, str] | None:
    """What is odd about a figure of a unit in its period: (problem, cure), or None.

    Raises:
        FieldError: the unit had ended before the period began: the district tier on 30/6/2025.
    """
    when = When(first_of(heading.period_from or heading.period_to), last_of(heading.period_to))
    if not when.since:
        when = When(first_of(heading.as_of), last_of(heading.as_of))
    if not when.since:
        return None
    if unit.valid_to and when.since > unit.valid_to:
        raise FieldError(
            "place",
            f"{unit.name} đã kết thúc hoạt động từ {_day(unit.valid_to)}, trước kỳ này",
            "Ghi số liệu theo đơn vị của kỳ đó; nếu kỳ ghi sai thì sửa kỳ.",
        )
    if unit.valid_to and when.until > unit.valid_to:
        return (
            f"{unit.name} kết thúc hoạt động từ {_day(unit.valid_to)}, giữa kỳ này",
            "Kiểm tra lại kỳ; số liệu vẫn được giữ.",
        )
    if unit.valid_from and when.since < unit.valid_from:
        return (
            f"{unit.name} có từ {_day(unit.valid_from)}, sau khi kỳ này bắt đầu",
            "Kiểm tra lại kỳ, hoặc ghi đơn vị cũ; số liệu vẫn được giữ.",
        )
    return None


def _day(date: str) -> str:
    return "/".join(str(int(part)) for part in reversed(date.split("-")))


def value_of(text: str, heading: Statistic, headers: Headers, times: float = 1) -> tuple[float | None, Qualifier]:
    """The value of a cell, None where it has none, and how exact it is.

    Raises:
        FieldError: no number, or one that the metric cannot have.
    """
    if text.strip().lower() in NO_FIGURE:
        return None, heading.qualifier
    qualifier = heading.qualifier
    try:
        value = number(text, heading.unit)
    except FieldError:
        found = headers.qualified(text)
        if found is None:
            raise
        qualifier, bare = found
        value = number(bare, heading.unit)
    value = round(value * times, 6)
    if heading.unit == "percent" and not 0 <= value <= 100:
        raise FieldError("value", f"tỷ lệ phải từ 0 đến 100, nhưng ghi {text}", "Kiểm tra lại số hoặc đơn vị tính.")
    if value < 0 and heading.unit != "places_up":
        raise FieldError("value", f"số âm: {text}", "Kiểm tra lại số.")
    if value != int(value) and heading.unit not in SHARES and not heading.metric.endswith("_avg"):
        raise FieldError(
            "value", f"số đếm mà có phần lẻ: {text}", "Ghi số nguyên; nếu là tỷ lệ thì chọn chỉ số tỷ lệ tương ứng."
        )
    return value, qualifier
