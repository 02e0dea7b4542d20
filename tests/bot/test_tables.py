"""Tables as files, read back by the programs that people open them with."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from bot.reply import Attachment
from bot.statistics_table import Row, Table
from bot.tables import csv_of, workbook_of
from tests.bot.chart_tables import ALL, LONG_NAMES, QUARTERS, THRESHOLD, places, row

FORMULAS = ("=1+1", "+84", "-2", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1", "\r=1")
WIDE = Table(
    "hồ sơ của các xã",
    "tháng 9/2026",
    ("Đơn vị", "Quá hạn (hồ sơ)", "Tỷ lệ (%)", "Ghi chú"),
    (
        Row("xã Gió", (1_234, 99.5, "số tạm"), "1.234 hồ sơ"),
        Row("xã Bão", (7, None, None), "7 hồ sơ"),
        Row("xã Mây", (None, 98.0, None), "không nêu"),
    ),
    None,
    THRESHOLD.kind,
    "dossiers",
    "Báo cáo A, 05/10/2026\nBáo cáo B, 06/10/2026",
    notes=("Hai số khác nhau về cách tính.",),
    definition="số hồ sơ quá hạn",
    made="2026-11-23",
)


def sheet_of(file: Attachment) -> Worksheet:
    """The sheet of a workbook."""
    sheet = openpyxl.load_workbook(io.BytesIO(file.data)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def rows_of(file: Attachment) -> list[list[str]]:
    """The rows of a CSV."""
    return list(csv.reader(io.StringIO(file.data.decode("utf-8-sig")), delimiter=";"))


def test_a_workbook_holds_numbers_as_numbers_and_says_where_they_are_from() -> None:
    """Title, period, heading, rows; then note, definition, every source and the day it was made."""
    sheet = sheet_of(workbook_of(WIDE))
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(max_col=4)]

    assert rows[0][0] == "Hồ sơ của các xã"
    assert rows[1][0] == "Tháng 9/2026"
    assert rows[3] == ["Đơn vị", "Quá hạn (hồ sơ)", "Tỷ lệ (%)", "Ghi chú"]
    assert rows[4:7] == [["xã Gió", 1234, 99.5, "số tạm"], ["xã Bão", 7, None, None], ["xã Mây", "không nêu", 98, None]]
    assert [row[0] for row in rows[8:]] == [
        "Lưu ý: Hai số khác nhau về cách tính.",
        "Cách hiểu: số hồ sơ quá hạn",
        "Nguồn: Báo cáo A, 05/10/2026",
        "Nguồn: Báo cáo B, 06/10/2026",
        "Ngày lập bảng: 23/11/2026",
    ]


def test_a_workbook_is_laid_out_to_be_read() -> None:
    """The heading stays in sight, numbers have their form, columns are as wide as their words."""
    sheet = sheet_of(workbook_of(WIDE))

    assert sheet.freeze_panes == "A5"
    assert sheet.auto_filter.ref == "A4:D7"
    assert (sheet["B5"].number_format, sheet["C5"].number_format) == ("#,##0", "#,##0.00")
    assert sheet.column_dimensions["B"].width >= len("Quá hạn (hồ sơ)")
    assert sheet_of(workbook_of(LONG_NAMES)).column_dimensions["A"].width == 60


@pytest.mark.parametrize("name", FORMULAS)
def test_a_name_is_never_a_formula(name: str) -> None:
    """Whatever a name, heading, title or source begins with, a spreadsheet shows it as text."""
    table = replace(places(row(name, 1), row("xã Gió", 2)), title=name, period=name, columns=(name, name), source=name)
    sheet = sheet_of(workbook_of(table))
    cells = [sheet["A1"], sheet["A2"], sheet["A4"], sheet["B4"], sheet["A5"]]

    assert [cell.data_type for cell in cells] == ["s"] * 5
    assert all(cell.quotePrefix for cell in cells)
    for line in rows_of(csv_of(table)):
        assert not [cell for cell in line if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_csv_opens_in_vietnamese_excel() -> None:
    """A byte order mark, semicolons and decimal commas; under the rows what they are."""
    file = csv_of(WIDE)
    rows = rows_of(file)

    assert file.data.startswith(b"\xef\xbb\xbf")
    assert rows[:4] == [
        ["Đơn vị", "Quá hạn (hồ sơ)", "Tỷ lệ (%)", "Ghi chú"],
        ["xã Gió", "1234", "99,5", "số tạm"],
        ["xã Bão", "7", "", ""],
        ["xã Mây", "không nêu", "98", ""],
    ]
    assert ["Bảng", "Hồ sơ của các xã"] in rows
    assert ["Thời gian", "tháng 9/2026"] in rows
    assert ["Nguồn", "Báo cáo B, 06/10/2026"] in rows
    assert rows[-1] == ["Ngày lập bảng", "23/11/2026"]


def test_a_fall_stays_a_number() -> None:
    """A negative number is no formula, in either file."""
    table = places(row("xã Gió", -48.5, "giảm 48,5"), row("xã Bão", 120, "tăng 120"))

    assert rows_of(csv_of(table))[1][1] == "-48,5"
    assert sheet_of(workbook_of(table))["B5"].value == -48.5


def test_the_sources_own_words_stand_beside_a_qualified_number() -> None:
    """«trên 70 tỷ đồng» does not become 70 tỷ; without such words there is no such column."""
    rows = rows_of(csv_of(QUARTERS))

    assert rows[0][-1] == "Nguồn ghi"
    assert rows[2] == ["quý II/2025", "70000000000", "trên 70 tỷ đồng"]
    assert rows[3][:2] == ["quý III/2025", "không nêu"]
    assert "Nguồn ghi" not in rows_of(csv_of(THRESHOLD))[0]


def test_the_threshold_is_named() -> None:
    """What the chart marks, the files say."""
    assert ["Mốc so sánh", "đủ điểm theo QĐ 766 từ 80 %"] in rows_of(csv_of(THRESHOLD))


@pytest.mark.parametrize("name", ALL)
def test_files_are_named_after_what_they_hold(name: str) -> None:
    """Plain small letters, whatever the title; the media type fits."""
    book, text = workbook_of(ALL[name]), csv_of(ALL[name])

    assert book.name.removesuffix(".xlsx").replace("-", "").isalnum()
    assert book.name.isascii() and len(book.name) <= 65
    assert book.data.startswith(b"PK")
    assert (text.name[-4:], text.media_type) == (".csv", "text/csv; charset=utf-8")


def test_control_characters_do_not_break_a_file() -> None:
    """A title with control characters is written without them."""
    table = replace(THRESHOLD, title="số\x00 liệu\x07 \ufffe", period="")

    assert sheet_of(workbook_of(table))["A1"].value == "Số  liệu   "
    assert csv_of(replace(table, title="…")).name == "so-lieu.csv"


def test_every_row_is_there_however_many() -> None:
    """What the picture leaves out, the file holds."""
    table = places(*(row(f"xã Gió {number}", number) for number in range(3_321)))

    assert sheet_of(workbook_of(table)).max_row >= 4 + 3_321
    assert rows_of(csv_of(table))[3_321][0] == "xã Gió 3320"
