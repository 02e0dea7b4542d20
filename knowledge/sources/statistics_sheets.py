"""Rows of text out of a CSV or an Excel workbook; what Excel knows of a cell (date, percentage) is kept in its text."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell

from knowledge.sources.problems import Problem

Row = tuple[int, list[str]]
"""number in the file, cells"""

_SAMPLE = 60
"""lines that tell how a CSV is separated"""
_UNCALCULATED = re.compile(rb"</f>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
_THREE_DECIMALS = re.compile(r"-?\d{1,3}\.\d{3}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of text. ``name`` is empty for a CSV; a row that cannot be read is a problem in its place."""

    name: str
    rows: Iterator[Row | Problem]


def csv_sheet(text: str, file: str) -> Sheet:
    """The table of a CSV; commas, semicolons or tabs are told from how its lines fall apart."""
    return Sheet("", _csv_rows(text, file))


def _csv_rows(text: str, file: str) -> Iterator[Row | Problem]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text), strict=True)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Problem(
                file,
                f"dòng {reader.line_num}",
                "",
                f"dòng CSV hỏng ({error})",
                "Đặt ô có dấu phẩy hay xuống dòng trong ngoặc kép, ngoặc kép đóng đủ.",
            )
            continue
        yield reader.line_num, cells


def delimiter(text: str) -> str:
    """The mark that splits the lines of a CSV most evenly into most cells."""
    sample = "\n".join(text[:100_000].split("\n")[:_SAMPLE])

    def fit(mark: str) -> int:
        widths = [len(cells) for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=mark) if len(cells) > 1]
        return max(((width - 1) * widths.count(width) for width in set(widths)), default=0)

    return max((",", ";", "\t"), key=fit)


def workbook_sheets(data: bytes, file: str) -> list[Sheet | Problem]:
    """The visible sheets of an Excel workbook (.xlsx), their rows read one by one.

    Merged cells hold their text in the first of them; formulas hold the value that Excel saved.
    """
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except Exception as error:  # openpyxl lets through whatever its XML and zip readers raise
        return [
            Problem(
                file,
                "",
                "",
                f"không đọc được tệp Excel ({type(error).__name__})",
                "Mở tệp bằng Excel, Lưu thành (Save as) dạng .xlsx, không đặt mật khẩu, rồi nạp lại.",
            )
        ]
    found: list[Sheet | Problem] = list(_uncalculated(data, file))
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            sheet.reset_dimensions()  # some exporters write them wrong
            found.append(Sheet(sheet.title, _sheet_rows(sheet.iter_rows())))
    return found


def _uncalculated(data: bytes, file: str) -> Iterator[Problem]:
    """Formulas that no program has worked out yet read as empty cells."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and (count := len(_UNCALCULATED.findall(archive.read(name)))):
                yield Problem(
                    file,
                    name.rsplit("/", 1)[-1].removesuffix(".xml"),
                    "",
                    f"{count} ô công thức chưa được tính, đọc ra là ô trống",
                    "Mở tệp bằng Excel hoặc LibreOffice, lưu lại, rồi nạp.",
                )


def _sheet_rows(rows: Iterable[Sequence[Any]]) -> Iterator[Row]:
    for number, cells in enumerate(rows, start=1):
        yield number, [_text(cell) for cell in cells]


def _text(cell: Cell | ReadOnlyCell | EmptyCell) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, int | float):
        return f"{_plain(value * 100)} %" if "%" in str(cell.number_format) else _plain(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _plain(value: float) -> str:
    """A number with a point before its decimals; one with three gets a fourth, for no one to take it for thousands."""
    text = f"{value:.10f}".rstrip("0").rstrip(".")
    return text + "0" if _THREE_DECIMALS.fullmatch(text) else text
