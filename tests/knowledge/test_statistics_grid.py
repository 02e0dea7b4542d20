"""Tables as one-stop systems export them: one row a unit, one column a metric, the period above."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from knowledge.place import PlaceKind
from knowledge.sources.importing import read_source
from knowledge.sources.reading import Reading
from knowledge.sources.shipped import surroundings
from knowledge.sources.statistics_headers import Headers
from knowledge.sources.statistics_periods import as_of_in, made_on_in, periods_in
from knowledge.sources.statistics_row import Directory
from knowledge.statistic import Qualifier

HEADING = """UBND TỈNH HƯNG YÊN
BÁO CÁO TÌNH HÌNH TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ
Từ ngày 01/09/2026 đến ngày 30/09/2026
(Ngày xuất báo cáo: 05/10/2026)"""
HEADER = """STT;Tên đơn vị;Tiếp nhận;;;Đã giải quyết;;;;Tỷ lệ đúng hạn (%)
;;Tổng số;Trực tuyến;Trực tiếp, BCCI;Tổng số;Trước hạn;Đúng hạn;Quá hạn;
(1);(2);(3)=(4)+(5);(4);(5);(6);(7);(8);(9);(10)"""
ROWS = """I;Sở, ban, ngành;;;;;;;;
1;Sở Tư pháp;1.200;1.000;200;1.100;900;190;10;99,09
II;UBND cấp xã;;;;;;;;
2;UBND xã Đông Hưng;363.424;7.568;355.856;363.424;300.000;61.869;1.555;99,57
3;P. Trà Lý;10;-;10;8;5;3;0;
Tổng cộng;;364.634;8.568;356.066;364.532;300.905;62.062;1.565;99,57
Người lập biểu;;;;;;;;Thủ trưởng;"""


@cache
def _around() -> tuple[object, ...]:
    around = surroundings()
    return around.places, around.metrics


def _directory() -> Directory:
    places, metrics = _around()
    return Directory(places, metrics)  # type: ignore[arg-type]


def _reading(tmp_path: Path, *parts: str, name: str = "a.csv") -> Reading:
    file = tmp_path / name
    file.write_text("\n".join(parts) + "\n", encoding="utf-8-sig")
    return read_source(file, directory=_directory())


def _values(reading: Reading, place: str) -> dict[str, float | None]:
    return {figure.metric: figure.value for figure in reading.statistics if figure.place == place}


def test_a_whole_table(tmp_path: Path) -> None:
    """Units, departments, the province's total, two header rows, numbering, marks, blanks, signatures."""
    reading = _reading(tmp_path, HEADING, HEADER, ROWS)

    assert [(found.record, found.problem) for found in reading.problems] == []
    assert _values(reading, "commune-12688") == {
        "dossiers_received": 363424, "dossiers_online": 7568, "dossiers_in_person_or_post": 355856,
        "dossiers_solved": 363424, "dossiers_early": 300000, "dossiers_just_on_time": 61869, "dossiers_overdue": 1555,
        "dossiers_on_time_rate": 99.57, "dossiers_on_time": 361869,
    }  # fmt: skip
    assert "dossiers_online" not in {figure.metric for figure in reading.statistics if figure.value is None}
    assert _values(reading, "province-33")["dossiers_solved"] == 364532
    assert _values(reading, "department-33-so-tu-phap")["dossiers_overdue"] == 10
    assert [(unit.kind, unit.name, unit.parent) for unit in reading.places] == [
        (PlaceKind.DEPARTMENT, "Sở Tư pháp", "province-33")
    ]
    figure = reading.statistics[0]
    assert (figure.period_from, figure.period_to, figure.as_of) == ("2026-09-01", "2026-09-30", "2026-09-30")
    assert figure.publication.title == "BÁO CÁO TÌNH HÌNH TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ"
    assert (figure.publication.publisher, figure.publication.date) == ("UBND TỈNH HƯNG YÊN", "2026-10-05")
    assert not figure.internal


def test_a_dash_is_no_figure(tmp_path: Path) -> None:
    """Nor is a blank cell; neither is a zero."""
    values = _values(_reading(tmp_path, HEADING, HEADER, ROWS), "commune-12817")

    assert values["dossiers_overdue"] == 0
    assert not {"dossiers_online", "dossiers_on_time_rate"} & values.keys()


def test_on_time_is_the_sum_of_early_and_just_on_time(tmp_path: Path) -> None:
    """A derived figure names its formula and its inputs."""
    figures = {figure.id: figure for figure in _reading(tmp_path, HEADING, HEADER, ROWS).statistics}
    (made,) = (each for each in figures.values() if each.metric == "dossiers_on_time" and each.place == "commune-12688")

    assert made.formula == "300000 + 61869"
    assert [figures[id].metric for id in made.inputs] == ["dossiers_early", "dossiers_just_on_time"]


def test_the_same_from_a_workbook(tmp_path: Path) -> None:
    """Merged headings, numbers as numbers, percentages as Excel keeps them, several sheets of several months."""
    book = openpyxl.Workbook()
    for month, last in ((8, 31), (9, 30)):
        sheet = book.create_sheet(f"Tháng {month}")
        sheet.append(["UBND TỈNH HƯNG YÊN"])
        sheet.append([f"BÁO CÁO Từ ngày 01/0{month}/2026 đến ngày {last}/0{month}/2026"])
        sheet.merge_cells("A2:F2")
        sheet.append(["STT", "Đơn vị", "Đã giải quyết", None, None, "Tỷ lệ đúng hạn"])
        sheet.append([None, None, "Tổng số", "Trước và đúng hạn", "Quá hạn", None])
        for cells in ("A3:A4", "B3:B4", "C3:E3", "F3:F4"):
            sheet.merge_cells(cells)
        sheet.append([1, "Xã Đông Hưng", 1000 * month, 999 * month, month, 0.999])
        sheet["F5"].number_format = "0.00%"
        sheet.append(["Tổng cộng", None, 1000 * month, 999 * month, month, 0.999])
        sheet["F6"].number_format = "0.00%"
        sheet.merge_cells("A6:B6")
    del book["Sheet"]
    book.save(tmp_path / "a.xlsx")

    reading = read_source(tmp_path / "a.xlsx", directory=_directory())

    assert reading.problems == ()
    september = {
        figure.metric: figure.value
        for figure in reading.statistics
        if (figure.place, figure.period_to) == ("commune-12688", "2026-09-30")
    }
    assert september == {
        "dossiers_solved": 9000, "dossiers_on_time": 8991, "dossiers_overdue": 9, "dossiers_on_time_rate": 99.9
    }  # fmt: skip
    assert {figure.scope for figure in reading.statistics if figure.place == "province-33"} == {"cấp xã"}


@pytest.mark.parametrize(
    ("heading", "name", "period"),
    [
        ("Quý III năm 2026", "a.csv", ("2026-07-01", "2026-09-30")),
        ("9 THÁNG ĐẦU NĂM 2026", "a.csv", ("2026-01-01", "2026-09-30")),
        ("", "bao-cao thang 9-2026.csv", ("2026-09-01", "2026-09-30")),
    ],
)
def test_where_the_period_stands(tmp_path: Path, heading: str, name: str, period: tuple[str, str]) -> None:
    """Above the table, else in the file's name."""
    reading = _reading(
        tmp_path, "UBND tỉnh Hưng Yên", heading, "STT;Đơn vị;Đã giải quyết;Quá hạn", "1;Xã Đông Hưng;9;1", name=name
    )

    assert {(figure.period_from, figure.period_to) for figure in reading.statistics} == {period}


@pytest.mark.parametrize("heading", ["", "Tháng 9 và 9 tháng đầu năm 2026"])
def test_no_period_or_two(tmp_path: Path, heading: str) -> None:
    """Nothing is read, and the cure says how a period is written."""
    reading = _reading(tmp_path, "UBND tỉnh Hưng Yên", heading, "STT;Đơn vị;Đã giải quyết", "1;Xã Đông Hưng;9")

    assert reading.statistics == ()
    assert "kỳ" in reading.problems[0].problem
    assert "Tháng 9/2026" in reading.problems[0].cure


def test_columns_of_two_periods(tmp_path: Path) -> None:
    """A group header may name the period."""
    reading = _reading(
        tmp_path, "UBND tỉnh Hưng Yên", "Báo cáo năm 2026", "STT;Đơn vị;Tháng 8/2026;;Tháng 9/2026;",
        ";;Đã giải quyết;Quá hạn;Đã giải quyết;Quá hạn", "1;Xã Đông Hưng;90;1;80;2",
    )  # fmt: skip

    assert [(figure.metric, figure.period_to, figure.value) for figure in reading.statistics] == [
        ("dossiers_solved", "2026-08-31", 90), ("dossiers_overdue", "2026-08-31", 1),
        ("dossiers_solved", "2026-09-30", 80), ("dossiers_overdue", "2026-09-30", 2),
    ]  # fmt: skip


def test_what_is_not_understood_is_reported_and_not_guessed(tmp_path: Path) -> None:
    """A column, a unit, a cell, a district after its end; each with row, column and cure."""
    reading = _reading(
        tmp_path, HEADING, "STT;Đơn vị;Kỳ trước;;Quá hạn;Đã giải quyết", ";;Đã giải quyết;Màu;;",
        "1;Xã Đông Hưng;1;2;3;abc", "2;Xã Không Đâu;1;2;3;4", "3;Huyện Đông Hưng;1;2;3;4", "4;;1;2;3;4",
    )  # fmt: skip

    assert [(figure.metric, figure.value) for figure in reading.statistics] == [("dossiers_overdue", 3)]
    assert [(found.record, found.field) for found in reading.problems] == [
        ("dòng 6", "Kỳ trước > Đã giải quyết (cột C)"), ("dòng 6", "Kỳ trước > Màu (cột D)"),
        ("dòng 7", "Đã giải quyết (cột F)"), ("dòng 8", "Đơn vị"), ("dòng 9", "Đơn vị"), ("dòng 10", "Đơn vị"),
    ]  # fmt: skip
    assert all(found.left_out and found.cure for found in reading.problems)


def test_a_total_that_is_not_the_sum_is_remarked(tmp_path: Path) -> None:
    """It is kept as the table has it."""
    reading = _reading(
        tmp_path, HEADING, "STT;Đơn vị;Đã giải quyết", "1;Xã Đông Hưng;9", "2;Phường Trà Lý;8", ";Tổng cộng;18"
    )

    assert _values(reading, "province-33") == {"dossiers_solved": 18}
    assert [(found.record, found.left_out) for found in reading.problems] == [("dòng 8", False)]
    assert "18, các dòng cộng lại được 17" in reading.problems[0].problem


def test_a_total_without_a_province_is_reported(tmp_path: Path) -> None:
    """Whose it is cannot be told."""
    reading = _reading(tmp_path, "Tháng 9/2026", "STT;Đơn vị;Đã giải quyết", "1;Phường Trà Lý;8", ";Tổng cộng;8")

    assert [figure.place for figure in reading.statistics] == ["commune-12817"]
    assert ["tỉnh nào" in found.problem for found in reading.problems] == [True]


def test_blocks_with_figures(tmp_path: Path) -> None:
    """«Sở, ban, ngành» with figures is the province's, of that scope."""
    reading = _reading(tmp_path, HEADING, "STT;Đơn vị;Đã giải quyết", "I;Sở, ban, ngành;9", "1;Sở Tư pháp;9")

    assert [(figure.place, figure.scope, figure.value) for figure in reading.statistics] == [
        ("department-33-so-tu-phap", "", 9), ("province-33", "cấp tỉnh", 9)
    ]  # fmt: skip


def test_two_tables_in_a_sheet(tmp_path: Path) -> None:
    """Each has a header of its own; the second may name another period."""
    table = "STT;Đơn vị;Đã giải quyết", "1;Phường Trà Lý;8"
    reading = _reading(tmp_path, HEADING, *table, "", "Tháng 8/2026", *table)

    assert [(figure.place, figure.period_to) for figure in reading.statistics] == [
        ("commune-12817", "2026-09-30"), ("commune-12817", "2026-08-31")
    ]  # fmt: skip


def test_figures_for_staff_only(tmp_path: Path) -> None:
    """A heading can say so of the whole table."""
    reading = _reading(tmp_path, HEADING, "(Lưu hành nội bộ)", "STT;Đơn vị;Quá hạn", "1;Phường Trà Lý;trên 8")

    assert [(figure.internal, figure.qualifier) for figure in reading.statistics] == [(True, Qualifier.OVER)]


def test_contradictions(tmp_path: Path) -> None:
    """Sums and rates of one row; kept, and reported with the row and the columns."""
    header = "STT;Đơn vị;Tiếp nhận;Trực tuyến;Trực tiếp, BCCI;Đã giải quyết;Đúng hạn;Quá hạn;Tỷ lệ đúng hạn"
    reading = _reading(tmp_path, HEADING, header, "1;Phường Trà Lý;100;50;40;80;70;5;99,9")

    assert len(reading.statistics) == 7
    assert [(found.record, found.left_out) for found in reading.problems] == [("dòng 6", False)] * 3
    assert sorted(found.problem.partition(",")[0] for found in reading.problems) == [
        "50 («Trực tuyến (cột D)») + 40 («Trực tiếp", "70 («Đúng hạn (cột G)») + 5 («Quá hạn (cột H)») = 75",
        "tỷ lệ ghi 99",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "words"),
    [("1;Phường Trà Lý;80;79;0,9875", "có vẻ là phân số"), ("1;Phường Trà Lý;0;0;100", "mẫu số bằng 0")],
)
def test_rates_that_cannot_be(tmp_path: Path, row: str, words: str) -> None:
    """A fraction for a percentage, a rate of nothing: left out, the counts stay."""
    reading = _reading(tmp_path, HEADING, "STT;Đơn vị;Đã giải quyết;Đúng hạn;Tỷ lệ đúng hạn", row)

    assert [figure.metric for figure in reading.statistics] == ["dossiers_solved", "dossiers_on_time"]
    assert [(words in found.problem, found.left_out) for found in reading.problems] == [(True, True)]


def test_a_column_of_fractions(tmp_path: Path) -> None:
    """Three rates up to 1 of what is good when high are fractions; a small overdue rate is none."""
    rows: Sequence[str] = [
        f"{n};{name};0,9{n};0,{n}" for n, name in enumerate(("Phường Trà Lý", "Xã Đông Hưng", "Xã Tiên Hưng"))
    ]
    reading = _reading(tmp_path, HEADING, "STT;Đơn vị;Tỷ lệ đúng hạn;Tỷ lệ quá hạn", *rows)

    assert {figure.metric for figure in reading.statistics} == {"dossiers_overdue_rate"}
    assert [found.record for found in reading.problems] == ["dòng 6", "dòng 7", "dòng 8"]


@pytest.mark.parametrize(
    ("path", "beside", "metric"),
    [
        (["Đã giải quyết", "Quá hạn"], "", "dossiers_overdue"),
        (["Đang giải quyết", "Quá hạn"], "", "dossiers_pending_overdue"),
        (["Số lượng hồ sơ tiếp nhận", "Trong kỳ", "Trực tuyến"], "", "dossiers_online"),
        (["Số lượng hồ sơ tiếp nhận", "Tổng số"], "", "dossiers_received"),
        (["Số lượng hồ sơ tiếp nhận", "Tổng số"], "dossiers_carried_over", "dossiers_to_handle"),
        (["ĐÚNG HẠN"], "", "dossiers_on_time"),
        (["Đúng hạn"], "dossiers_early", "dossiers_just_on_time"),
        (["Đúng hạn (%)"], "", "dossiers_on_time_rate"),
        (["Đã giải quyết", "Trong đó", "Quá hạn", "Tỷ lệ"], "", "dossiers_overdue_rate"),
        (["Tỉ lệ số hoá hồ sơ"], "", "digitised_rate"),
        (["Kỳ trước", "Quá hạn"], "", ""),
        (["Đã giải quyết", "Tỷ lệ"], "", ""),
    ],
)
def test_headers(path: list[str], beside: str, metric: str) -> None:
    """Spellings, groups, what stands beside; a group that is not understood is not left out."""
    headers = Headers(_around()[1])  # type: ignore[arg-type]

    assert headers.column_metric(path, frozenset([beside])) == metric


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("(Từ 01/9 đến hết ngày 30/9/2026)", [("2026-09-01", "2026-09-30")]),
        ("từ ngày 01 tháng 9 năm 2026 đến ngày 30 tháng 9 năm 2026", [("2026-09-01", "2026-09-30")]),
        ("QUÝ III/2026 (15/6/2026 - 14/9/2026)", [("2026-06-15", "2026-09-14")]),
        ("6 tháng cuối năm 2026", [("2026-07-01", "2026-12-31")]),
        ("Tháng 02 năm 2028", [("2028-02-01", "2028-02-29")]),
        ("Giai đoạn 2018-2021", [("2018-01-01", "2021-12-31")]),
        ("Năm 2026", [("2026-01-01", "2026-12-31")]),
        ("Hưng Yên, ngày 05 tháng 10 năm 2026", []),
        ("Số liệu tính đến ngày 30/9/2026", []),
        ("Tháng 9", []),
        ("Quý I và quý II năm 2026", [("2026-01-01", "2026-03-31"), ("2026-04-01", "2026-06-30")]),
    ],
)
def test_periods(text: str, periods: list[tuple[str, str]]) -> None:
    """As headings write them; a day is no period."""
    assert list(periods_in(text)) == periods


def test_days_in_headings() -> None:
    """Counted up to a day, made on a day."""
    assert as_of_in("(số liệu tính đến hết ngày 30/9/2026)") == "2026-09-30"
    assert made_on_in("Hưng Yên, ngày 05 tháng 10 năm 2026") == "2026-10-05"
    assert made_on_in("Từ ngày 01/09/2026") == ""
