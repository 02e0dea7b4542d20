"""Tables of figures as files: a workbook (XLSX) and comma-separated values, each with period, definition and source.

Numbers are numbers. Names are text and never read as formulas, whatever they begin with.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterator

from bot import chart_wording as wording
from bot.chart_layout import threshold_words
from bot.numbers import day
from bot.reply import Attachment
from bot.spans import capitalised
from bot.statistics_table import Row, Table
from knowledge.text import fold

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
HEADER_ROW = 4
"""Above it: title, period, an empty row."""
NARROWEST, WIDEST = 10, 60
"""Characters of a column."""
LONGEST_NAME = 60
WHOLE, DECIMAL = "#,##0", "#,##0.00"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet may take a cell of a CSV for a formula by (OWASP, CSV injection)."""
_STARTS_WITH_NUMBER = re.compile(r"[-−]?\d")
_UNSENDABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


def workbook_of(table: Table) -> Attachment:
    """A table as an Excel workbook: title, period, frozen heading, numbers, then notes, definition, source and date.

    Args:
        table: Figures side by side.

    Returns:
        The file, named after the title.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - a quarter of a second that only who wants a file waits for
    from openpyxl.cell import Cell  # noqa: PLC0415
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new workbook has one
    sheet.title = wording.SHEET

    def put(row: int, column: int, value: float | str | None) -> Cell:
        cell = sheet.cell(row, column)
        assert isinstance(cell, Cell)  # noqa: S101 - none is merged
        if isinstance(value, str):
            cell.value = _UNSENDABLE.sub(" ", value)
            cell.data_type = "s"
            cell.quotePrefix = value.startswith(FORMULA_STARTS)
        else:
            cell.value = value
        return cell

    heading, rows = _grid(table)
    put(1, 1, capitalised(table.title)).font = Font(bold=True, size=14)
    put(2, 1, capitalised(table.period))
    for column, words in enumerate(heading, start=1):
        cell = put(HEADER_ROW, column, words)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", start_color="D9E6F2")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    for column in range(len(heading)):
        values = [row[column] for row in rows]
        decimal = any(isinstance(value, float) and not value.is_integer() for value in values)
        for number, value in enumerate(values, start=HEADER_ROW + 1):
            cell = put(number, column + 1, value)
            if isinstance(value, str):
                cell.alignment = Alignment(wrap_text=True, vertical="top")
            else:
                cell.number_format = DECIMAL if decimal else WHOLE
        longest = max(len(_shown(value)) for value in (heading[column], *values))
        sheet.column_dimensions[get_column_letter(column + 1)].width = min(max(longest + 3, NARROWEST), WIDEST)
    last = HEADER_ROW + len(rows)
    sheet.freeze_panes = f"A{HEADER_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{get_column_letter(len(heading))}{last}"
    for number, (name, words) in enumerate(_about(table), start=last + 2):
        put(number, 1, f"{name}: {words}")
    output = io.BytesIO()
    book.save(output)
    return Attachment(f"{_name(table)}.xlsx", XLSX, output.getvalue())


def csv_of(table: Table) -> Attachment:
    """A table as CSV that Vietnamese Excel opens: UTF-8 with a mark, semicolons, decimal commas; then what it is.

    Args:
        table: Figures side by side.

    Returns:
        The file, named after the title.
    """
    heading, rows = _grid(table)
    output = io.StringIO()
    writer = csv.writer(output, delimiter=";")
    writer.writerow(map(_cell, heading))
    writer.writerows(map(_cell, row) for row in rows)
    writer.writerow(())
    title = [(wording.FILE_TITLE, capitalised(table.title))]
    period = [(wording.FILE_PERIOD, table.period)] if table.period else []
    for name, words in (*title, *period, *_about(table)):
        writer.writerow((_cell(name), _cell(words)))
    return Attachment(f"{_name(table)}.csv", CSV, output.getvalue().encode("utf-8-sig"))


def _grid(table: Table) -> tuple[list[str], list[list[float | str | None]]]:
    """Heading and rows; where a source says more than a number («trên 99 %»), its words in a column of their own."""
    worded = any(row.value is not None and _says_more(row) for row in table.rows)
    columns = max(len(table.columns), *(len(row.values) + 1 for row in table.rows), 1)
    heading = [*table.columns, *[""] * (columns - len(table.columns)), *([wording.AS_STATED] if worded else [])]
    rows: list[list[float | str | None]] = []
    for row in table.rows:
        values = [_finite(value) for value in row.values]
        values += [None] * (columns - 1 - len(values))
        if values and values[0] is None:
            values[0] = row.words or wording.UNSTATED
        rows.append([row.label, *values, *([row.words] if worded else [])])
    return heading, rows


def _says_more(row: Row) -> bool:
    """Whether a row's words hold a qualifier."""
    return bool(row.words) and _STARTS_WITH_NUMBER.match(row.words) is None


def _finite(value: float | str | None) -> float | str | None:
    """A number that a spreadsheet can hold, words, or nothing."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _about(table: Table) -> Iterator[tuple[str, str]]:
    """What stands under the rows: (name, words)."""
    if threshold_words(table):
        yield wording.FILE_THRESHOLD, threshold_words(table)
    for note in table.notes:
        yield wording.FILE_NOTE, note
    if table.definition:
        yield wording.FILE_DEFINITION, table.definition
    for source in filter(None, map(str.strip, table.source.splitlines())):
        yield wording.FILE_SOURCE, source
    if table.made:
        yield wording.FILE_MADE, day(table.made)


def _cell(value: float | str | None) -> str:
    """A cell of a CSV: a number with a decimal comma, words that are no formula."""
    if isinstance(value, str):
        words = _UNSENDABLE.sub(" ", value)
        return f"'{words}" if value.startswith(FORMULA_STARTS) else words
    return _shown(value)


def _shown(value: float | str | None) -> str:
    """A value as it is typed."""
    if value is None or isinstance(value, str):
        return value or ""
    return f"{value:.10f}".rstrip("0").rstrip(".").replace(".", ",")


def _name(table: Table) -> str:
    """A file name of small letters, digits and hyphens."""
    words = _NOT_IN_NAMES.sub("-", fold(f"{table.title} {table.period}")).strip("-")
    return words[:LONGEST_NAME].strip("-") or wording.FILE_NAME
