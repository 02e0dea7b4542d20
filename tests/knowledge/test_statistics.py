"""Figures, one row each: the template's shape and our own CSV with English headers."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from knowledge.place import Place, PlaceKind
from knowledge.sources.importing import read_source
from knowledge.sources.problems import FieldError
from knowledge.sources.reading import Reading
from knowledge.sources.statistics import merged, resolved
from knowledge.sources.statistics_cells import date, first_of, last_of, number
from knowledge.sources.statistics_headers import Headers
from knowledge.sources.statistics_list import FIELDS
from knowledge.sources.statistics_row import Directory
from knowledge.statistic import Metric, Publication, Qualifier, Statistic

_HEADER = (
    "id,place,metric,value,unit,scope,qualifier,words,period_from,period_to,as_of,definition,denominator,formula,inputs,"
    "source_title,source_publisher,source_date,source_link,source_note,note,internal"
)
_ROW = (
    'a1,district-1,rate,98.5,percent,"cấp xã, cấp huyện",over,,2022-01-01,2022-12,2023,định nghĩa,,,,Báo cáo,UBND,'
    "2023-01-05,https://x.vn,,ghi chú,"
)
_SINCE = "2025-07-01"
_UNTIL = "2025-06-30"

PLACES = (
    Place("province-33", PlaceKind.PROVINCE, "33", "tỉnh Hưng Yên", valid_from=_SINCE),
    Place("province-91", PlaceKind.PROVINCE, "91", "tỉnh An Giang", valid_from=_SINCE),
    Place("province-34-old", PlaceKind.PROVINCE, "34", "tỉnh Thái Bình", valid_to=_UNTIL),
    Place("district-1", PlaceKind.DISTRICT, "001", "huyện Đông Hưng", "province-34-old", valid_to=_UNTIL),
    Place("commune-12688", PlaceKind.COMMUNE, "12688", "xã Đông Hưng", "province-33", valid_from=_SINCE),
    Place("commune-31012", PlaceKind.COMMUNE, "31012", "xã Đông Hưng", "province-91", valid_from=_SINCE),
    Place("commune-00070", PlaceKind.COMMUNE, "00070", "phường Trà Lý", "province-33", valid_from=_SINCE),
    Place("commune-29986", PlaceKind.COMMUNE, "29986", "xã Tân Thành", "province-33", valid_from=_SINCE),
    Place("commune-29987", PlaceKind.COMMUNE, "29987", "xã Tân Thạnh", "province-33", valid_from=_SINCE),
)
METRICS = (
    Metric("rate", "Tỷ lệ đúng hẹn", "percent"),
    Metric("dossiers_solved", "Số hồ sơ đã giải quyết", "dossiers"),
    Metric("online_payment_amount", "Số tiền thanh toán trực tuyến", "VND"),
    Metric("par_index_score", "Điểm chỉ số cải cách hành chính", "points"),
)


def _reading(tmp_path: Path, *rows: str, header: str = _HEADER) -> Reading:
    file = tmp_path / "figures.csv"
    file.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8-sig")
    return read_source(file, directory=Directory(PLACES, METRICS))


def _read(tmp_path: Path, *rows: str, header: str = _HEADER) -> tuple[list[Statistic], list[tuple[str, str]]]:
    reading = _reading(tmp_path, *rows, header=header)
    return list(reading.statistics), [(found.record, found.field) for found in reading.problems]


def test_a_whole_row(tmp_path: Path) -> None:
    """Every column lands in its place; a month that ends a period stands for its last day."""
    figures, problems = _read(tmp_path, _ROW)

    assert problems == []
    assert figures == [
        Statistic(
            "a1", "district-1", "rate", 98.5, "percent", "cấp xã, cấp huyện", Qualifier.OVER, "",
            "2022-01-01", "2022-12-31", "2023",
            "định nghĩa", publication=Publication("Báo cáo", "UBND", "2023-01-05", "https://x.vn"), note="ghi chú",
        )
    ]  # fmt: skip


def test_words_without_a_figure(tmp_path: Path) -> None:
    """A matter of which the source gives no figure is kept with its words."""
    figures, _ = _read(tmp_path, _ROW.replace("98.5", "").replace(",over,,", ",exact,còn nhiều,"))

    assert (figures[0].value, figures[0].words) == (None, "còn nhiều")


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_each_separator_is_told_from_the_lines(tmp_path: Path, mark: str) -> None:
    """A decimal comma or a note with semicolons does not mislead."""
    header = mark.join(["Mã đơn vị", "Chỉ số", "Giá trị", "Nguồn", "Ghi chú"])
    rows = [
        mark.join(["12688", "rate", '"98,5"', "Báo cáo", '"một; hai; ba"']),
        mark.join(["00070", "rate", "97", "B", ""]),
    ]

    figures, problems = _read(tmp_path, *rows, header=header)

    assert problems == []
    assert [(figure.place, figure.value, figure.note) for figure in figures] == [
        ("commune-12688", 98.5, "một; hai; ba"), ("commune-00070", 97.0, "")
    ]  # fmt: skip


def test_vietnamese_headers_and_names(tmp_path: Path) -> None:
    """The template's headers, a unit and a metric by their names, dates and numbers as people write them."""
    header = "Đơn vị;Tỉnh, thành phố;Chỉ số;Giá trị;Đơn vị tính;Kỳ từ;Kỳ đến;Tính đến ngày;Nguồn;Ngày nguồn;Nội bộ"
    row = "UBND xã Đông Hưng;Hưng Yên;số hồ sơ đã giải quyết;363.424;hồ sơ;01/09/2026;30/9/2026;2026-09-30;Báo cáo;"
    row += "5/10/2026;có"

    figures, problems = _read(tmp_path, row, header=header)

    assert problems == []
    assert figures == [
        Statistic(
            "commune-12688/dossiers_solved/2026-09-01..2026-09-30/internal", "commune-12688", "dossiers_solved",
            363424.0, "dossiers", period_from="2026-09-01", period_to="2026-09-30", as_of="2026-09-30",
            publication=Publication("Báo cáo", date="2026-10-05"), internal=True,
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("Phường Trà Lý;;rate;98;;", "commune-00070"),
        ("P. Trà Lý;;rate;98;;", "commune-00070"),
        ("phuong tra ly;;rate;98;;", "commune-00070"),
        ("70;;rate;98;;", "commune-00070"),
        ("commune-00070;;rate;98;;", "commune-00070"),
        ("xã Đông Hưng (tỉnh An Giang);;rate;98;;", "commune-31012"),
        ("xã Đông Hưng, Hưng Yên;;rate;98;;", "commune-12688"),
        ("Đông Hưng;Thái Bình;rate;98;Năm 2024;", "district-1"),
        ("xã Tân Thạnh;Hưng Yên;rate;98;;", "commune-29987"),
        ("Sở Tư pháp;Hưng Yên;rate;98;;", "department-33-so-tu-phap"),
        ("SỞ TƯ PHÁP TỈNH HƯNG YÊN;tỉnh Hưng Yên;rate;98;;", "department-33-so-tu-phap"),
        ("Sở NN&MT;tỉnh Hưng Yên;rate;98;;", "department-33-so-nong-nghiep-va-moi-truong"),
        ("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG;Hưng Yên;rate;98;;", "department-33-so-nong-nghiep-va-moi-truong"),
    ],
)
def test_which_unit_is_meant(tmp_path: Path, cells: str, expected: str) -> None:
    """By name however it is written, by code, by id; narrowed by province and period; departments of a province."""
    figures, problems = _read(tmp_path, cells + "B", header="Đơn vị;Tỉnh;Chỉ số;Giá trị;Kỳ;Nguồn")

    assert problems == []
    assert [figure.place for figure in figures] == [expected]


def test_a_department_becomes_a_place(tmp_path: Path) -> None:
    """With a stable id, its name and its province, once."""
    header = "Đơn vị;Tỉnh;Chỉ số;Giá trị;Nguồn"
    reading = _reading(
        tmp_path, "Sở Tư pháp;Hưng Yên;rate;98;B", "SỞ TƯ PHÁP;Hưng Yên;dossiers_solved;9;B", header=header
    )

    assert reading.places == (
        Place("department-33-so-tu-phap", PlaceKind.DEPARTMENT, "so-tu-phap", "Sở Tư pháp", "province-33"),
    )


@pytest.mark.parametrize(
    ("cells", "field", "words"),
    [
        ("xã Đông Hưng;;rate;98;;", "Đơn vị", "xã Đông Hưng, tỉnh An Giang (commune-31012)"),
        ("xã Đông Hưn;Hưng Yên;rate;98;;", "Đơn vị", "không có đơn vị nào"),
        ("xã Tân Thánh;;rate;98;;", "Đơn vị", "không có đơn vị nào"),
        ("Sở Tư pháp;;rate;98;;", "Đơn vị", "của tỉnh, thành phố nào"),
        ("phường Trà Lý;Hà Lan;rate;98;;", "Tỉnh", "không có tỉnh"),
        ("huyện Đông Hưng;;rate;98;Tháng 7/2025;", "Đơn vị", "kết thúc hoạt động từ 30/6/2025"),
        ("phường Trà Lý;;rata;98;;", "Chỉ số", "chỉ số lạ"),
        ("phường Trà Lý;;rate;98;kỳ này;", "Kỳ", "không rõ kỳ nào"),
        ("phường Trà Lý;;rate;#DIV/0!;;", "Giá trị", "lỗi của Excel"),
        ("phường Trà Lý;;dossiers_solved;12,5;;", "Giá trị", "có phần lẻ"),
        ("phường Trà Lý;;dossiers_solved;98 %;;", "Giá trị", "không tính bằng %"),
        ("phường Trà Lý;;rate;-1;;", "Giá trị", "từ 0 đến 100"),
        ("phường Trà Lý;;rate;101;;", "Giá trị", "từ 0 đến 100"),
        ("phường Trà Lý;;dossiers_solved;-1;;", "Giá trị", "số âm"),
        ("phường Trà Lý;;par_index_score;69.450;;", "Giá trị", "đọc được nhiều cách"),
    ],
)
def test_what_cannot_be_true_is_left_out(tmp_path: Path, cells: str, field: str, words: str) -> None:
    """Row, column, what is wrong and a cure; nothing of the row comes in."""
    reading = _reading(tmp_path, cells + "B", header="Đơn vị;Tỉnh;Chỉ số;Giá trị;Kỳ;Nguồn")

    (problem,) = reading.problems
    assert reading.statistics == ()
    assert (problem.record, problem.field, problem.left_out) == ("dòng 2", field, True)
    assert words in problem.problem
    assert problem.cure


def test_the_nearest_place_and_metric_are_suggested(tmp_path: Path) -> None:
    """A slip is mended by copying what the cure names."""
    header = "Đơn vị;Tỉnh;Chỉ số;Giá trị;Nguồn"
    reading = _reading(tmp_path, "xã Đông Hưn;Hưng Yên;rate;98;B", "phường Trà Lý;;Tỉ lệ đúng hẹnn;98;B", header=header)

    assert [found.cure.partition("Gần nhất: ")[2] for found in reading.problems] == [
        "xã Đông Hưng, tỉnh Hưng Yên (commune-12688).", "«Tỷ lệ đúng hẹn» (rate)."
    ]  # fmt: skip


def test_a_unit_that_began_inside_the_period_is_remarked(tmp_path: Path) -> None:
    """A commune of today in a year that began before it: kept, reported once."""
    header = "Mã đơn vị;Chỉ số;Giá trị;Kỳ;Nguồn"
    reading = _reading(tmp_path, "12688;rate;98;Năm 2025;B", "12688;dossiers_solved;9;Năm 2025;B", header=header)

    assert len(reading.statistics) == 2
    assert [(found.left_out, found.record) for found in reading.problems] == [(False, "dòng 2")]
    assert "có từ 1/7/2025" in reading.problems[0].problem


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("363.424", "dossiers", 363424), ("363,424", "dossiers", 363424), ("363 424", "dossiers", 363424),
        ("1.234.567", "VND", 1234567), ("1.234,5", "points", 1234.5), ("1,234.5", "points", 1234.5),
        ("99,57 %", "percent", 99.57), ("99.570", "percent", 99.57), ("0,4", "percent", 0.4), ("-2", "places_up", -2),
        ("69.45", "points", 69.45), ("7545.1", "dossiers", 7545.1),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(text: str, unit: str, value: float) -> None:
    """Vietnamese and English marks."""
    assert number(text, unit) == value


@pytest.mark.parametrize("text", ["1.23.456", "12,34,5", "1.234,5,6", "nan", "12a", "1e5", "12.", ""])
def test_no_number(text: str) -> None:
    """What is not one number is refused."""
    with pytest.raises(FieldError):
        number(text, "dossiers")


def test_dates_as_people_write_them() -> None:
    """Day before month; the precision given stays, until a period needs days."""
    assert [date(text, "x") for text in ("30/09/2026", "2026-9-3", "9/2026", "2026", "", "Ngày 5/10/2026")] == [
        "2026-09-30", "2026-09-03", "2026-09", "2026", "", "2026-10-05"
    ]  # fmt: skip
    assert (first_of("2024-02"), last_of("2024-02"), last_of("2026")) == ("2024-02-01", "2024-02-29", "2026-12-31")
    for text in ("12/31/2026", "2026-02-30", "hôm qua", "45930"):
        with pytest.raises(FieldError):
            date(text, "x")


@pytest.mark.parametrize(
    ("cell", "value", "qualifier"),
    [("trên 90", 90, "over"), (">90 %", 90, "over"), ("98 trở lên", 98, "at_least"), ("gần 96", 96, "nearly")],
)
def test_words_beside_a_number(tmp_path: Path, cell: str, value: float, qualifier: str) -> None:
    """How exact a figure is stays with it."""
    figures, _ = _read(tmp_path, f"70;rate;{cell};B", header="Mã đơn vị;Chỉ số;Giá trị;Nguồn")

    assert [(figure.value, figure.qualifier.value) for figure in figures] == [(value, qualifier)]


def test_money_in_larger_units(tmp_path: Path) -> None:
    """«96,4 tỷ đồng» is đồng."""
    figures, _ = _read(
        tmp_path, "70;online_payment_amount;96,4;tỷ đồng;B", header="Mã đơn vị;Chỉ số;Giá trị;Đơn vị tính;Nguồn"
    )

    assert [(figure.value, figure.unit) for figure in figures] == [(96_400_000_000, "VND")]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (_ROW.replace("98.5", "98,5"), ("dòng 2", "")),
        (_ROW.replace("98.5", "nan"), ("dòng 2 (a1)", "value")),
        (_ROW.replace("98.5", "985"), ("dòng 2 (a1)", "value")),
        (_ROW.replace("98.5", ""), ("dòng 2 (a1)", "value")),
        (_ROW.replace("over", "more"), ("dòng 2 (a1)", "qualifier")),
        (_ROW.replace("2022-12,", "31/12,"), ("dòng 2 (a1)", "period_to")),
        (_ROW.replace("2022-01-01", "2023-01-01"), ("dòng 2 (a1)", "period_from")),
        (_ROW.replace("Báo cáo", ""), ("dòng 2 (a1)", "source_title")),
        (_ROW.replace("percent", "rank"), ("dòng 2 (a1)", "unit")),
        (_ROW + ",thừa", ("dòng 2", "")),
        ('a1,"district', ("dòng 2", "")),
    ],
)
def test_a_broken_row_is_named(tmp_path: Path, row: str, problem: tuple[str, str]) -> None:
    """Row, id, column, and nothing of the row comes in."""
    figures, problems = _read(tmp_path, row)

    assert figures == []
    assert [(record.removesuffix(" (a1)") if not problem[1] else record, field) for record, field in problems] == [
        problem
    ]


def test_the_same_figure_twice(tmp_path: Path) -> None:
    """With the same value once; with two values neither, by id and by what it says alike."""
    same, remarked = _read(tmp_path, _ROW, _ROW)
    by_id, wrong = _read(tmp_path, _ROW, _ROW.replace("98.5", "97"))
    by_matter, also_wrong = _read(tmp_path, _ROW, _ROW.replace("98.5", "97").replace("a1", "a2"))

    assert (len(same), remarked) == (1, [("dòng 3 (a1)", "value")])
    assert (by_id, wrong) == ([], [("dòng 3 (a1)", "value")])
    assert (by_matter, also_wrong) == ([], [("dòng 3 (a2)", "value")])


def test_missing_columns(tmp_path: Path) -> None:
    """A table without a needed column is named with it."""
    figures, problems = _read(tmp_path, "a1,b,c,1", header="id,place,metric,value")

    assert figures == []
    assert problems == [("dòng 1", "source_title")]


def test_an_unknown_column_is_remarked(tmp_path: Path) -> None:
    """It is not read, and not passed over in silence."""
    figures, problems = _read(tmp_path, "70,rate,9,B,?", header="place,metric,value,source_title,màu")

    assert len(figures) == 1
    assert problems == [("dòng 1", "màu")]


def test_a_workbook(tmp_path: Path) -> None:
    """Excel's dates, percentages and numbers are taken as what they are; the row's sheet is named."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Tháng 9"
    sheet.append(["Mã đơn vị", "Chỉ số", "Giá trị", "Kỳ từ", "Kỳ đến", "Nguồn"])
    days = [date_of("2026-09-01"), date_of("2026-09-30")]
    sheet.append([12688, "rate", 0.9957, *days, "B"])
    sheet["C2"].number_format = "0.00%"
    sheet.append(["00070", "par_index_score", 69.455, *days, "B"])
    sheet.append(["00070", "dossiers_solved", "nhiều", *days, "B"])
    data = io.BytesIO()
    book.save(data)
    (tmp_path / "a.xlsx").write_bytes(data.getvalue())

    reading = read_source(tmp_path / "a.xlsx", directory=Directory(PLACES, METRICS))

    assert [(figure.place, figure.value, figure.period_to) for figure in reading.statistics] == [
        ("commune-12688", 99.57, "2026-09-30"), ("commune-00070", 69.455, "2026-09-30")
    ]  # fmt: skip
    assert [(found.record, found.field) for found in reading.problems] == [("trang «Tháng 9», dòng 4", "Giá trị")]


def test_a_formula_that_was_never_worked_out(tmp_path: Path) -> None:
    """It reads as empty: that is said, with the cure."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Mã đơn vị", "Chỉ số", "Giá trị", "Nguồn"])
    sheet.append(["00070", "rate", "=1+1", "B"])
    book.save(tmp_path / "a.xlsx")

    problems = read_source(tmp_path / "a.xlsx", directory=Directory(PLACES, METRICS)).problems

    assert problems[0].problem == "1 ô công thức chưa được tính, đọc ra là ô trống"


@pytest.mark.parametrize(("data", "words"), [(b"PK\x03\x04 broken", "zip hỏng"), (b"\xd0\xcf\x11\xe0 old", ".xls")])
def test_what_is_no_workbook(tmp_path: Path, data: bytes, words: str) -> None:
    """A broken or an old file ends with a sentence."""
    (tmp_path / "a.xlsx").write_bytes(data)

    (problem,) = read_source(tmp_path / "a.xlsx").problems

    assert words in problem.problem


def test_every_field_has_a_header() -> None:
    """The template's fields can be written in Vietnamese."""
    headers = Headers()

    assert {headers.field(field) for field in FIELDS} >= set(FIELDS) - {"place_code"}
    assert headers.field("Mã đơn vị") == "place_code"


def date_of(text: str) -> object:
    """A day as Excel holds it."""
    return dt.datetime.fromisoformat(text)


def _figure(id: str, **changes: object) -> Statistic:
    return replace(Statistic(id, "p", "m", 1.0, "percent"), **changes)  # type: ignore[arg-type]


def test_figures_must_resolve() -> None:
    """An unknown place, metric, unit or input leaves the figure out, and what was worked out from it too."""
    figures = [
        _figure("good"),
        _figure("place", place="nowhere"),
        _figure("metric", metric="x"),
        _figure("unit", unit="rank"),
        _figure("derived", inputs=("good", "place")),
        _figure("twice", inputs=("derived",)),
        _figure("fine", inputs=("good",)),
    ]

    kept, problems = resolved(figures, {"p"}, {"m": Metric("m", "M", "percent")}, {})

    assert [figure.id for figure in kept] == ["good", "fine"]
    assert [(found.record, found.field) for found in problems] == [
        ("place", "place"), ("metric", "metric"), ("unit", "unit"), ("derived", "inputs"), ("twice", "inputs"),
    ]  # fmt: skip


def test_two_publications_that_differ_are_remarked() -> None:
    """Both are kept, each with its source."""
    figures = [_figure("a"), _figure("b", value=2.0, publication=Publication("khác"))]

    kept, problems = resolved(figures, {"p"}, {"m": Metric("m", "M", "percent")}, {"b": "b.csv"})

    assert kept == figures
    assert [(found.file, found.record, found.left_out) for found in problems] == [("b.csv", "b", False)]


def test_the_later_source_wins() -> None:
    """Of the same figure, the one named later is taken."""
    assert merged([[_figure("a", value=1.0)], [_figure("a", value=2.0), _figure("b")]]) == [
        _figure("a", value=2.0),
        _figure("b"),
    ]
