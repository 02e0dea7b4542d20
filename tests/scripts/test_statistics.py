"""The template, checking a table, and the whole way from a filled template to an answer."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from bot.assistant import Assistant
from bot.reply import Reply
from bot.state import MemoryState
from intents.intent import Outcome
from knowledge.release import CurrentRelease
from knowledge.sources.shipped import SHIPPED, surroundings
from knowledge.sources.statistics_headers import Headers
from scripts import reload_knowledge, synthetic_statistics
from scripts.statistics import COLUMNS, DATA_SHEET, METRIC_SHEET, PLACE_SHEET, main

FILLED = {
    "Đơn vị": "xã Hoằng Hóa",
    "Tỉnh, thành phố": "tỉnh Thanh Hóa",
    "Chỉ số": "Số hồ sơ đã giải quyết",
    "Giá trị": "1.234",
    "Kỳ từ": "01/09/2026",
    "Kỳ đến": "30/09/2026",
    "Nguồn": "Báo cáo tháng 9",
    "Nơi công bố": "UBND xã Hoằng Hóa",
    "Ngày nguồn": "05/10/2026",
}


def _fill_workbook(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book[DATA_SHEET].append([FILLED.get(header, "") for header, _, _ in COLUMNS])
    book.save(path)


def _fill_csv(path: Path) -> None:
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerow([FILLED.get(header, "") for header, _, _ in COLUMNS])


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_from_the_template_to_an_answer(tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Written, filled, checked, loaded, asked: the figure is answered with its source; the example never comes in."""
    file, folder = tmp_path / f"mau.{kind}", tmp_path / "kb"
    assert main(["template", "--out", str(file), *(["--csv"] if kind == "csv" else [])]) == 0
    (_fill_csv if kind == "csv" else _fill_workbook)(file)
    assert main(["check", str(file)]) == 0
    assert "Đọc được 1 số liệu; chưa nạp gì." in capsys.readouterr().out
    assert reload_knowledge.main([SHIPPED, str(file), "--into", str(folder)]) == 0

    assistant = Assistant(CurrentRelease(folder).get, MemoryState())
    reply = assistant.answer("xã Hoằng Hóa, tỉnh Thanh Hóa tháng 9/2026 đã giải quyết bao nhiêu hồ sơ", "chat")

    assert reply.outcome is Outcome.STATISTICS
    assert [figure.value for figure in reply.figures] == [1234]
    assert "Báo cáo tháng 9" in _words(reply)


def _words(reply: Reply) -> str:
    return " ".join(span.text for section in reply.sections for line in section.lines for span in line)


def test_the_template_lists_metrics_and_places(tmp_path: Path) -> None:
    """All of them, by id and name; choices for the metric; an example that is no figure."""
    main(["template", "--out", str(tmp_path / "mau.xlsx")])
    book = openpyxl.load_workbook(tmp_path / "mau.xlsx")
    around = surroundings()

    assert {row[0] for row in book[METRIC_SHEET].iter_rows(min_row=2, values_only=True)} == {
        metric.id for metric in around.metrics
    }
    places = {row[0]: row[1:3] for row in book[PLACE_SHEET].iter_rows(min_row=2, values_only=True)}
    assert places.keys() == {unit.id for unit in around.places}
    assert places["commune-15865"] == ("xã Hoằng Hóa", "tỉnh Thanh Hóa")
    assert len(book[DATA_SHEET].data_validations.dataValidation) == 3
    assert str(book[DATA_SHEET]["A2"].value).startswith("#")


def test_every_header_of_the_template_is_known() -> None:
    """The reader knows what each column of the template is."""
    headers = Headers()

    assert [header for header, _, _ in COLUMNS if not headers.field(header)] == []


def test_checking_says_what_is_wrong_and_loads_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 1, each problem with row, column and cure."""
    file = tmp_path / "a.csv"
    file.write_text("Mã đơn vị,Chỉ số,Giá trị,Kỳ,Nguồn\n15865,dossiers_solved,abc,Tháng 9/2026,B\n")

    assert main(["check", str(file), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)

    assert (said["statistics"], said["left_out"]) == (0, 1)
    assert [(each["record"], each["field"], each["left_out"]) for each in said["problems"]] == [
        ("dòng 2", "Giá trị", True)
    ]
    assert said["problems"][0]["cure"]


def test_a_contradiction_is_said_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A part above its whole, though it stands in several sums: both metrics, both rows, the rule; all is kept."""
    file = tmp_path / "a.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, delimiter=";")
        writer.writerow([header for header, _, _ in COLUMNS])
        for metric, value in (("Số hồ sơ tiếp nhận", "1.200"), ("Số hồ sơ nộp trực tuyến", "1.300")):
            filled = {**FILLED, "Chỉ số": metric, "Giá trị": value}
            writer.writerow([filled.get(header, "") for header, _, _ in COLUMNS])

    assert main(["check", str(file), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)

    assert said["statistics"] == 2
    assert [(each["record"], each["left_out"]) for each in said["problems"]] == [("dòng 2, dòng 3", False)]
    assert said["problems"][0]["problem"] == "«Số hồ sơ nộp trực tuyến»: 1.300, lớn hơn «Số hồ sơ tiếp nhận»: 1.200"
    assert "«Số hồ sơ nộp trực tuyến» là một phần của «Số hồ sơ tiếp nhận»" in said["problems"][0]["cure"]


def test_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is not there, and one that cannot be written, end with a sentence."""
    assert main(["check", str(tmp_path / "nowhere.csv")]) == 2
    assert main(["template", "--out", str(tmp_path / "no" / "folder.xlsx")]) == 2
    assert "Không tìm thấy tệp" in (said := capsys.readouterr().err)
    assert "Không ghi được" in said


def test_made_up_figures_load_from_both_shapes(tmp_path: Path) -> None:
    """The same figures, whether one a row or as one-stop systems export them; nothing is left out."""
    places = [unit for unit in surroundings().places if unit.id == "province-33" or unit.parent == "province-33"]
    written = synthetic_statistics.write_list(tmp_path / "list.csv", places, 1, seed=1)
    assert synthetic_statistics.write_exports(tmp_path / "exports", places, 1, seed=1) == written

    assert main(["check", str(tmp_path / "list.csv")]) == 0
    assert main(["check", str(tmp_path / "exports")]) == 0
    assert written == 104 * 12
