"""Tables as provincial one-stop systems export them: the period in the heading, one row a unit, one column a metric."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from knowledge.place import Place, PlaceKind
from knowledge.sources.problems import FieldError
from knowledge.sources.statistics_cells import NO_FIGURE
from knowledge.sources.statistics_headers import Headers
from knowledge.sources.statistics_periods import Period, as_of_in, made_on_in, periods_in
from knowledge.sources.statistics_places import When
from knowledge.sources.statistics_row import (
    SHARES,
    Directory,
    Found,
    check_times,
    days_of,
    located,
    value_of,
)
from knowledge.sources.statistics_sheets import Row
from knowledge.statistic import Publication, Statistic
from knowledge.text import clean_line

_LABELS = frozenset(("place", "place_code", "province", "ordinal", "note"))
_NUMBERING = re.compile(r"\(?(?:\d{1,2}|[A-Za-z])\)?(?:\s*=.*)?")
"""a cell of the row that numbers the columns: «(1)», «A», «(5) = (6) + (7)»"""
_FIGURE = re.compile(r"\D{0,12}\d[\d., ]*\s*%?\D{0,12}")
_LATE_HEADERS = 3
"""header rows below the first at most"""


@dataclass(frozen=True, slots=True)
class Above:
    """What stands above a table, and what is taken from it."""

    sheet: str
    period: Period | None
    period_problem: str
    as_of: str
    publication: Publication
    province: Place | None
    internal: bool

    def renewed(self, rows: Iterable[Row]) -> Above:
        """What stands above the next table of the sheet, which may be of another period."""
        named = [period for _, cells in rows for period in periods_in(" ".join(cells))]
        return replace(self, period=named[-1], as_of=named[-1][1]) if named else self


def read_above(sheet: str, rows: Iterable[Row], file: str, directory: Directory) -> Above:
    """Take the period, the province, the title … from the rows above a table, its sheet's name and its file's."""
    headers = directory.headers
    lines = tuple(text for _, cells in rows if (text := clean_line(" ".join(cell for cell in cells if cell.strip()))))
    name = file.replace("\\", "/").rsplit("/", 1)[-1]
    stem = re.sub(r"(?<=\d)[_](?=\d)|[_]", " ", name.rsplit(".", 1)[0])
    period, problem = None, "đầu bảng không ghi kỳ báo cáo"
    for text in (" ; ".join(lines), sheet, stem):
        named = periods_in(text)
        if len(named) > 1:
            problem = f"đầu bảng có {len(named)} kỳ khác nhau"
            break
        if named:
            period = named[0]
            break
    whole = " ; ".join(lines)
    when = When(*period) if period else When()
    title = next((line for line in lines if headers.is_title(line)), "")
    publisher = next((line for line in lines if headers.is_publisher(line) and line != title), "")
    province = next(
        (unit for line in (*lines, sheet, stem) if (unit := directory.places.province(line, when)) is not None), None
    )
    return Above(
        sheet,
        period,
        problem,
        as_of_in(whole) or (period[1] if period else ""),
        Publication(title or (lines[0] if lines else name), publisher, made_on_in(whole)),
        province,
        any(headers.says_internal(text) for text in (*lines, sheet, stem)),
    )


@dataclass(frozen=True, slots=True)
class _Column:
    place: int
    name: str
    heading: Statistic


@dataclass(slots=True)
class _Units:
    """What the rows of units have said, for the row that sums them up."""

    kinds: set[PlaceKind] = field(default_factory=set)
    sums: dict[str, float] = field(default_factory=dict)
    broken: bool = False
    """a row could not be read: the sum says nothing"""


def is_header(cells: Sequence[str], headers: Headers) -> bool:
    """Whether a row heads the column of units."""
    fields = [headers.field(cell) for cell in cells if cell.strip()]
    return len(fields) > 1 and ("place" in fields or "place_code" in fields)


def header_rows(rows: Sequence[Row], start: int, headers: Headers) -> tuple[int, int]:
    """The first row of a header and the first below it.

    Args:
        rows: The rows of a sheet, at least a few beyond ``start``.
        start: The row that heads the column of units.
        headers: The words of tables.
    """
    cells = rows[start][1]
    label = next(place for place, cell in enumerate(cells) if headers.field(cell) in ("place", "place_code"))
    first = start
    if start:
        above = rows[start - 1][1]
        filled = [place for place, cell in enumerate(above) if cell.strip()]
        if len(filled) > 1 and filled[0] > label:
            first = start - 1
    end = start + 1
    while end < min(len(rows), start + 1 + _LATE_HEADERS):
        below = rows[end][1]
        filled = [place for place, cell in enumerate(below) if cell.strip()]
        if not filled or filled[0] <= label or any(_FIGURE.fullmatch(below[place]) for place in filled):
            break
        end += 1
    return first, end


def has_metric(rows: Sequence[Row], headers: Headers) -> bool:
    """Whether one of the columns under these header rows is a metric."""
    return any(headers.column_metric(_undated(path)) for path in _paths([cells for _, cells in rows]))


def _paths(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The headers of each column from the outermost inwards; a merged group header goes on to its last column."""
    width = max(len(cells) for cells in rows)
    filled = [[clean_line(cell) for cell in cells] + [""] * (width - len(cells)) for cells in rows]
    for level, cells in enumerate(filled[:-1]):
        for place in range(1, width):
            below = any(lower[place] for lower in filled[level + 1 :])
            same_group = level == 0 or filled[level - 1][place] == filled[level - 1][place - 1]
            if not cells[place] and below and same_group:
                cells[place] = cells[place - 1]
    return [[cells[place] for cells in filled if cells[place]] for place in range(width)]


class GridReader:
    """Reads the rows under one header."""

    def __init__(self, above: Above, header: Sequence[Row], found: Found, directory: Directory) -> None:
        self._above = above
        self._found = found
        self._directory = directory
        self._headers = directory.headers
        self._labels: dict[str, int] = {}
        self._columns: list[_Column] = []
        self._units = _Units()
        self._totals: list[tuple[str, str, list[str]]] = []
        self._where = located(above.sheet, header[-1][0])
        self._set_columns(_paths([cells for _, cells in header]))

    def _set_columns(self, paths: Sequence[Sequence[str]]) -> None:
        figures: dict[int, Sequence[str]] = {}
        for place, path in enumerate(paths):
            label = self._headers.field(path[-1]) or self._headers.field(path[0]) if path else ""
            if label in _LABELS:
                self._labels.setdefault(label, place)
            elif path:
                figures[place] = path
        beside: frozenset[str] = frozenset()
        for _ in range(2):  # a column may mean another metric beside certain others
            meant = {place: self._headers.column_metric(_undated(path), beside) for place, path in figures.items()}
            beside = frozenset(meant.values())
        taken: dict[Statistic, str] = {}
        for place, path in figures.items():
            name = f"{' > '.join(path)} (cột {_letter(place)})"
            heading = self._heading(meant[place], path, name)
            if heading is None:
                continue
            if heading in taken:
                self._wrong_column(name, f"trùng chỉ số với cột {taken[heading]}", "Đổi tên một trong hai cột.")
                continue
            taken[heading] = name
            self._columns.append(_Column(place, name, heading))

    def _heading(self, metric: str, path: Sequence[str], name: str) -> Statistic | None:
        if not metric:
            near = self._headers.nearest_metric(path[-1])
            self._wrong_column(
                name, "không rõ cột này là chỉ số nào",
                "Đổi tên cột, hoặc thêm tên này vào knowledge/data/statistics/headers.toml." + near,
            )  # fmt: skip
            return None
        named = {period for part in path for period in periods_in(part)}
        period = named.pop() if len(named) == 1 else self._above.period
        if period is None:
            self._wrong_column(
                name, self._above.period_problem,
                "Ghi một kỳ ở đầu bảng, như «Tháng 9/2026» hoặc «Từ ngày 01/09/2026 đến ngày 30/09/2026».",
            )  # fmt: skip
            return None
        as_of = self._above.as_of if period == self._above.period else period[1]
        if period[0] > period[1]:
            self._wrong_column(name, "kỳ kết thúc trước khi bắt đầu", "Sửa ngày đầu và ngày cuối của kỳ ở đầu bảng.")
            return None
        known = self._headers.metrics.get(metric)
        return Statistic(
            "",
            "",
            metric,
            None,
            known.unit if known else "",
            period_from=period[0],
            period_to=period[1],
            as_of=as_of,
            publication=self._above.publication,
            internal=self._above.internal,
        )

    def _wrong_column(self, name: str, problem: str, cure: str) -> None:
        self._found.wrong(self._where, FieldError(name, problem, cure))

    def read(self, row: Row) -> None:
        """One row: the figures of a unit, a sum, or words that are passed over."""
        number, cells = row
        filled = [cell for cell in cells if cell.strip()]
        name = self._label(cells)
        if not filled or (name and all(_NUMBERING.fullmatch(clean_line(cell)) for cell in filled)):
            return
        where = located(self._above.sheet, number)
        has_figures = any(
            column.place < len(cells) and _FIGURE.fullmatch(cells[column.place].strip()) for column in self._columns
        )
        if has_figures and (self._headers.is_total(name) or self._headers.block(name)):
            self._totals.append((where, name, list(cells)))
            return
        if not has_figures and not any(
            column.place < len(cells) and cells[column.place].strip().lower() not in NO_FIGURE
            for column in self._columns
        ):
            return
        try:
            unit, note = self._unit(cells, name, where)
        except FieldError as error:
            if has_figures:  # else a note, a signature
                self._units.broken = True
                self._found.wrong(where, error, "Đơn vị")
            return
        self._units.kinds.add(unit.kind)
        for metric, value in self._figures(cells, unit.id, where, note=note).items():
            self._units.sums[metric] = self._units.sums.get(metric, 0) + value

    def _label(self, cells: Sequence[str]) -> str:
        """What the row is called; of a merged «Tổng cộng» the text stands in an earlier cell."""
        last = self._labels.get("place", self._labels.get("place_code", 0))
        name = self._cell(cells, "place")
        if name:
            return name
        words = [clean_line(cell) for cell in cells[: last + 1] if cell.strip()]
        return next((word for word in words if not word.isdigit()), "")

    def _cell(self, cells: Sequence[str], label: str) -> str:
        place = self._labels.get(label, -1)
        return clean_line(cells[place]) if 0 <= place < len(cells) else ""

    def _unit(self, cells: Sequence[str], name: str, where: str) -> tuple[Place, str]:
        if not self._columns:
            raise FieldError("", "bảng không có cột nào đọc được", "Sửa tiêu đề các cột đã nêu.")
        said = self._cell(cells, "province")
        heading = self._columns[0].heading
        when = days_of(heading)
        province = self._directory.places.province(said, when) if said else self._above.province
        code = self._cell(cells, "place_code")
        unit = self._directory.places.place(name if name != code else "", code, province, when)
        if odd := check_times(unit, heading):
            self._found.doubt(where, "Đơn vị", *odd)
        return unit, self._cell(cells, "note")

    def _figures(
        self, cells: Sequence[str], place: str, where: str, scope: str = "", note: str = ""
    ) -> dict[str, float]:
        """Take the figures of a row; returns those that are counted, by metric."""
        taken: dict[str, Statistic] = {}
        for column in self._columns:
            text = clean_line(cells[column.place]) if column.place < len(cells) else ""
            heading = column.heading
            try:
                value, qualifier = value_of(text, heading, self._headers)
            except FieldError as error:
                self._units.broken = True
                self._found.wrong(where, error, column.name)
                continue
            if value is None:
                continue
            if (qualifier, scope, note) != (heading.qualifier, "", ""):
                heading = replace(heading, qualifier=qualifier, scope=scope, note=note)
            made = heading.of(heading.id_at(place), place, value)
            self._found.add(made, where, column.name)
            taken[made.metric] = made
        self._add_on_time(taken, where)
        return {
            metric: made.value for metric, made in taken.items() if made.value is not None and made.unit not in SHARES
        }

    def _add_on_time(self, taken: dict[str, Statistic], where: str) -> None:
        """A table with a column for early and one for just on time: together they are what others call on time."""
        early, just = taken.get("dossiers_early"), taken.get("dossiers_just_on_time")
        if early is None or just is None or "dossiers_on_time" in taken:
            return
        if early.value is None or just.value is None:
            return
        heading = replace(
            early,
            metric="dossiers_on_time",
            formula=f"{early.value:.0f} + {just.value:.0f}",
            inputs=(early.id, just.id),
        )
        made = heading.of(heading.id_at(early.place), early.place, early.value + just.value)
        self._found.add(made, where, "Trước hạn + Đúng hạn")
        taken["dossiers_on_time"] = made

    def finish(self) -> None:
        """Take the rows that sum up, now that it is known what they sum up; hold them against the rows of units."""
        for where, name, cells in self._totals:
            scope = self._headers.block(name)
            if self._above.province is None or PlaceKind.PROVINCE in self._units.kinds:
                self._found.wrong(
                    where,
                    FieldError(
                        "Đơn vị",
                        f"không rõ {name!r} là của tỉnh nào",
                        "Ghi tên tỉnh ở đầu bảng nếu dòng này là số của tỉnh; số của cả nước thì bỏ dòng này.",
                    ),
                )
                continue
            if not scope and len(self._units.kinds) == 1:
                scope = {
                    PlaceKind.COMMUNE: "cấp xã",
                    PlaceKind.DEPARTMENT: "cấp tỉnh",
                    PlaceKind.DISTRICT: "cấp huyện",
                }[next(iter(self._units.kinds))]
            sums = dict(self._units.sums)
            broken = self._units.broken
            total = self._figures(cells, self._above.province.id, where, scope)
            if not self._headers.block(name) and sums and not broken:
                self._compare(total, sums, where)

    def _compare(self, total: dict[str, float], sums: dict[str, float], where: str) -> None:
        names = {column.heading.metric: column.name for column in self._columns}
        for metric, value in total.items():
            if metric in names and metric in sums and sums[metric] != value:
                self._found.doubt(
                    where,
                    names[metric],
                    f"tổng cộng ghi {value:.0f}, các dòng cộng lại được {sums[metric]:.0f}",
                    "Kiểm tra dòng thiếu hoặc số sai; các số vẫn được giữ như bảng ghi.",
                )


def _undated(path: Sequence[str]) -> list[str]:
    """The headers of a column that do not name its period."""
    return [part for part in path if not periods_in(part)]


def _letter(place: int) -> str:
    """A column as spreadsheets name it."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name
