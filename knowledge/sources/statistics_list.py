"""Tables with one row a figure: the template, and our own CSV with English headers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from knowledge.sources.problems import FieldError
from knowledge.sources.statistics_cells import date, first_of, last_of
from knowledge.sources.statistics_headers import Headers
from knowledge.sources.statistics_periods import periods_in
from knowledge.sources.statistics_row import (
    Directory,
    Found,
    check_times,
    days_of,
    located,
    value_of,
)
from knowledge.sources.statistics_sheets import Row
from knowledge.statistic import Publication, Qualifier, Statistic
from knowledge.text import clean_line

FIELDS = (
    "id", "place", "place_code", "province", "metric", "value", "unit", "scope", "qualifier", "words", "period",
    "period_from", "period_to", "as_of", "definition", "denominator", "formula", "inputs", "source_title",
    "source_publisher", "source_date", "source_link", "source_note", "note", "internal",
)  # fmt: skip
REQUIRED = ("metric", "value", "source_title")
"""besides ``place`` or ``place_code``"""

_OWN = frozenset(("id", "place", "place_code", "province", "value"))
"""What a row has of its own; the rest is a heading that many rows share."""
_IGNORED = frozenset(("", "ordinal"))
REMARK = "#"
"""A row whose first cell begins so is none: the template's example."""


def columns_of(cells: list[str], headers: Headers) -> dict[str, int] | None:
    """Field → column, when a row is the header of such a table; else None."""
    columns: dict[str, int] = {}
    for place, cell in enumerate(cells):
        field = headers.field(cell)
        if field not in _IGNORED:
            columns.setdefault(field, place)
    named = "place" in columns or "place_code" in columns
    return columns if named and {"metric", "value"} <= columns.keys() else None


@dataclass(frozen=True, slots=True)
class _Heading:
    """What the rows with the same cells share."""

    figure: Statistic
    times: float


class ListReader:
    """Reads the rows under one header."""

    def __init__(self, sheet: str, number: int, cells: list[str], found: Found, directory: Directory) -> None:
        self._sheet = sheet
        self._found = found
        self._directory = directory
        self._headers = directory.headers
        self._width = len(cells)
        self._columns = columns_of(cells, self._headers) or {}
        self._names = {field: clean_line(cells[place]) for field, place in self._columns.items()}
        self._names.setdefault("place", self._names.get("place_code", ""))
        self._shared = [place for field, place in self._columns.items() if field not in _OWN]
        self._unit_columns = [self._columns.get(field, -1) for field in ("place", "place_code", "province")]
        self._headings: dict[tuple[str, ...], _Heading | FieldError] = {}
        self._places: dict[tuple[str, ...], str | FieldError] = {}
        where = located(sheet, number)
        if missing := [field for field in REQUIRED if field not in self._columns]:
            found.wrong(
                where,
                FieldError(
                    ", ".join(missing),
                    "bảng thiếu cột bắt buộc",
                    "Thêm cột đó; mẫu đầy đủ: python -m scripts.statistics template --out mau.xlsx.",
                ),
            )
            self._columns = {}
        for cell in cells:
            if cell.strip() and not self._headers.field(cell):
                found.doubt(
                    where, clean_line(cell), "không rõ cột này là gì, không đọc", "Đổi tên cột theo tệp mẫu, hoặc xóa."
                )

    def read(self, row: Row) -> None:
        """One row: a figure, or a problem."""
        number, cells = row
        if not self._columns or not any(cell.strip() for cell in cells) or cells[0].lstrip().startswith(REMARK):
            return
        where = located(self._sheet, number)
        id = self._cell(cells, "id")
        if id:
            where = f"{where} ({id})"
        try:
            cells = self._fitted(cells)
            heading = self._heading(cells)
            place = self._place(cells, heading.figure, where)
            value, qualifier = value_of(self._cell(cells, "value"), heading.figure, self._headers, heading.times)
            if value is None and not heading.figure.words:
                raise FieldError(
                    "value", "không có số mà cũng không có lời của nguồn",
                    "Điền giá trị, hoặc ghi lời của nguồn vào cột Lời của nguồn.",
                )  # fmt: skip
        except FieldError as error:
            self._found.wrong(where, error, self._names.get(error.field, ""))
            return
        made = heading.figure if qualifier is heading.figure.qualifier else replace(heading.figure, qualifier=qualifier)
        self._found.add(made.of(id or made.id_at(place), place, value), where, self._names["value"])

    def _cell(self, cells: list[str], field: str) -> str:
        place = self._columns.get(field, -1)
        return clean_line(cells[place]) if 0 <= place < len(cells) else ""

    def _fitted(self, cells: list[str]) -> list[str]:
        """As many cells as the header has."""
        more = cells[self._width :]
        if any(cell.strip() for cell in more) or (not self._sheet and len(cells) != self._width):
            raise FieldError(
                "",
                f"có {len(cells)} ô, cần {self._width}",
                "Thêm ô trống cho đủ cột, hoặc đặt ô có dấu ngăn cột trong ngoặc kép.",
            )
        return cells + [""] * (self._width - len(cells))

    def _place(self, cells: list[str], heading: Statistic, where: str) -> str:
        key = (
            *[cells[place] if place >= 0 else "" for place in self._unit_columns],
            heading.period_from,
            heading.period_to,
            heading.as_of,
            heading.publication.date,
        )
        held = self._places.get(key)
        if held is None:
            try:
                name, code, province = (clean_line(cell) for cell in key[:3])
                held = self._looked_up(name, code, province, heading, where)
            except FieldError as error:
                held = error
            self._places[key] = held
        if isinstance(held, FieldError):
            raise held
        return held

    def _looked_up(self, name: str, code: str, province: str, heading: Statistic, where: str) -> str:
        places = self._directory.places
        when = days_of(heading)
        inside = places.province(province, when) if province else None
        if province and inside is None:
            raise FieldError("province", f"không có tỉnh, thành phố nào: {province[:40]!r}", "Ghi đúng tên tỉnh.")
        unit = places.place(name, code, inside, when)
        if odd := check_times(unit, heading):
            self._found.doubt(where, self._names["place"], *odd)
        return unit.id

    def _heading(self, cells: list[str]) -> _Heading:
        key = tuple([cells[place] for place in self._shared])
        held = self._headings.get(key)
        if held is None:
            try:
                held = self._made({field: self._cell(cells, field) for field in self._columns})
            except FieldError as error:
                held = error
            self._headings[key] = held
        if isinstance(held, FieldError):
            raise held
        return held

    def _made(self, cells: Mapping[str, str]) -> _Heading:
        headers = self._headers
        metric = headers.metric(_required(cells, "metric"))
        known = headers.metrics.get(metric)
        said_unit = cells.get("unit", "")
        unit, times = headers.unit(said_unit) if said_unit else (known.unit if known else "", 1.0)
        if known and unit != known.unit:
            raise FieldError(
                "unit",
                f"đơn vị tính {said_unit!r} không phải của chỉ số này ({known.unit})",
                "Để trống đơn vị tính, hoặc chọn chỉ số khác.",
            )
        since, until = _period(cells)
        made = Statistic(
            id="",
            place="",
            metric=metric,
            value=None,
            unit=unit,
            scope=cells.get("scope", ""),
            qualifier=headers.qualifier(cells["qualifier"]) if cells.get("qualifier") else Qualifier.EXACT,
            words=cells.get("words", ""),
            period_from=since,
            period_to=until,
            as_of=date(cells.get("as_of", ""), "as_of"),
            definition=cells.get("definition", ""),
            denominator=cells.get("denominator", ""),
            formula=cells.get("formula", ""),
            inputs=tuple(cells.get("inputs", "").replace(";", " ").split()),
            publication=Publication(
                _required(cells, "source_title"),
                cells.get("source_publisher", ""),
                date(cells.get("source_date", ""), "source_date"),
                cells.get("source_link", ""),
                cells.get("source_note", ""),
            ),
            note=cells.get("note", ""),
            internal=headers.flag(cells.get("internal", ""), "internal"),
        )
        return _Heading(made, times)


def _required(cells: Mapping[str, str], field: str) -> str:
    if not cells.get(field):
        raise FieldError(field, "thiếu hoặc để trống", "Điền ô này; số liệu không dùng được nếu thiếu nó.")
    return cells[field]


def _period(cells: Mapping[str, str]) -> tuple[str, str]:
    since = first_of(date(cells.get("period_from", ""), "period_from"))
    until = last_of(date(cells.get("period_to", ""), "period_to"))
    if said := cells.get("period", ""):
        named = periods_in(said)
        if len(named) != 1:
            raise FieldError(
                "period",
                f"không rõ kỳ nào: {said[:40]!r}",
                "Ghi như «Tháng 9/2026», «Quý III/2026», hoặc từ ngày, đến ngày.",
            )
        if (since or until) and (since, until) != named[0]:
            raise FieldError("period", f"kỳ {said[:40]!r} khác với từ ngày, đến ngày", "Để lại một trong hai.")
        since, until = named[0]
    if since and until and since > until:
        raise FieldError("period_from", "kỳ kết thúc trước khi bắt đầu", "Đổi lại ngày đầu và ngày cuối của kỳ.")
    return since, until
