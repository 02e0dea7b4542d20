"""The template for figures of localities, and checking a table before it is loaded.

    python -m scripts.statistics template --out mau.xlsx
    python -m scripts.statistics template --csv --out mau.csv
    python -m scripts.statistics check FILE… [--json]

``check`` reads as ``scripts.reload_knowledge`` does and publishes nothing. Exit 0: nothing was left out; 1: something
was, or nothing was found; 2: wrong usage.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from knowledge.place import Place, PlaceKind
from knowledge.sources.importing import read_source
from knowledge.sources.reading import together
from knowledge.sources.shipped import Surroundings, surroundings
from knowledge.sources.statistics_row import Directory
from knowledge.statistic import Metric
from scripts.reload_knowledge import Progress, problem_lines

DATA_SHEET, GUIDE_SHEET, METRIC_SHEET, PLACE_SHEET = "Số liệu", "Hướng dẫn", "Chỉ số", "Địa phương"
COLUMNS = (
    ("STT", "Không bắt buộc. Dòng có ô này bắt đầu bằng # không được nạp.", "# ví dụ"),
    ("Mã đơn vị", "Mã ở trang «Địa phương»; bỏ trống được nếu tên là duy nhất.", "commune-15865"),
    ("Đơn vị", "Tên có «xã», «phường», «tỉnh»…; sở, ban của tỉnh ghi tên sở, ban.", "xã Hoằng Hóa"),
    ("Tỉnh, thành phố", "Để phân biệt đơn vị trùng tên; bắt buộc với sở, ban.", "tỉnh Thanh Hóa"),
    ("Chỉ số", "Bắt buộc. Tên hoặc mã ở trang «Chỉ số».", "Số hồ sơ đã giải quyết"),
    ("Giá trị", "Bắt buộc. Ví dụ 363424, 363.424, 99,57. Không có số thì để trống và ghi Lời của nguồn.", "1200"),
    ("Đơn vị tính", "Bỏ trống được: lấy theo chỉ số. Với tiền: đồng, triệu đồng, tỷ đồng.", "hồ sơ"),
    ("Kỳ từ", "Ngày đầu của kỳ: 01/09/2026.", "01/09/2026"),
    ("Kỳ đến", "Ngày cuối của kỳ: 30/09/2026.", "30/09/2026"),
    ("Tính đến ngày", "Ngày chốt số liệu.", "30/09/2026"),
    ("Phạm vi", "Phần của đơn vị mà số này tính: «cấp xã», «cấp huyện»…; tất cả thì để trống.", ""),
    ("Mức độ chính xác", "chính xác (hoặc trống), trên, gần, ít nhất, khoảng: theo lời của nguồn.", "chính xác"),
    ("Lời của nguồn", "Nguyên văn, khi nguồn nói mà không nêu số, hoặc nói kèm số.", ""),
    ("Định nghĩa", "Chỉ số được tính thế nào, nếu khác định nghĩa ở trang «Chỉ số».", ""),
    ("Mẫu số", "Tỷ lệ tính trên gì: «12 huyện, thị xã, thành phố».", ""),
    ("Nguồn", "Bắt buộc. Tên báo cáo, bài viết.", "Báo cáo tháng 9/2026 (ví dụ, không có thật)"),
    ("Nơi công bố", "Cơ quan, báo, trang đã công bố.", "UBND xã Hoằng Hóa"),
    ("Ngày nguồn", "Ngày công bố.", "05/10/2026"),
    ("Đường dẫn", "Địa chỉ trang, nếu có.", ""),
    ("Nội bộ", "có: chỉ cán bộ được xem; không hoặc trống: công khai.", "không"),
    ("Ghi chú", "Điều người đọc số này cần biết.", ""),
    ("Công thức", "Của số tính ra: «1188 / 1200».", ""),
    ("Tính từ", "Mã các số liệu mà số này được tính từ đó, cách nhau bằng dấu cách.", ""),
    ("Mã số liệu", "Bỏ trống được. Cùng mã ở lần nạp sau thì thay số cũ.", ""),
)
"""(header, what to write, example); every header stands in knowledge/data/statistics/headers.toml"""

_QUALIFIERS = "chính xác,trên,gần,ít nhất,khoảng"
_ROWS = 10_000
"""rows of the template that the choices reach"""
_UNIT_NAMES = {
    "percent": "%", "VND": "đồng", "rank": "hạng", "points": "điểm", "places_up": "bậc", "days": "ngày",
    "dossiers": "hồ sơ", "procedures": "thủ tục", "decisions": "quyết định", "transactions": "giao dịch",
    "units": "đơn vị",
}  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.statistics", description="Tệp mẫu cho số liệu, và kiểm tra tệp trước khi nạp."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    template = commands.add_parser("template", help="ghi tệp mẫu Excel (hoặc CSV)")
    template.add_argument("--out", type=Path, required=True, metavar="FILE", help="tệp sẽ ghi")
    template.add_argument("--csv", action="store_true", help="ghi CSV thay vì Excel")
    check = commands.add_parser("check", help="đọc thử, nêu chỗ sai và cách sửa, không nạp gì")
    check.add_argument("file", nargs="+", type=Path, metavar="FILE")
    check.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    options = parser.parse_args(arguments)
    if options.command == "check":
        return _check(options.file, as_json=options.json)
    try:
        (write_csv if options.csv else write_workbook)(options.out)
    except OSError as error:
        print(f"Không ghi được {options.out}: {error.strerror}. Chọn tệp khác bằng --out.", file=sys.stderr)
        return 2
    print(f"Đã ghi {options.out}.")
    return 0


def write_csv(path: Path) -> None:
    """The template as CSV, with a byte order mark so that Excel reads it as UTF-8."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow([header for header, _, _ in COLUMNS])
        writer.writerow([example for _, _, example in COLUMNS])


def write_workbook(path: Path) -> None:
    """The template as an Excel workbook: the table, how to fill it, the metrics and the places."""
    around = surroundings()
    book = Workbook()
    data = book.active
    assert isinstance(data, Worksheet)  # noqa: S101 (of a new workbook it is one)
    data.title = DATA_SHEET
    _fill(data, [[header for header, _, _ in COLUMNS], [example for _, _, example in COLUMNS]])
    for cell in data[2]:
        cell.font = Font(italic=True, color="808080")
    _fill(
        book.create_sheet(GUIDE_SHEET),
        [
            ["Cột", "Ghi gì", "Ví dụ"],
            *([header, what, example] for header, what, example in COLUMNS),
            ["Kiểm tra tệp trước khi nạp:", "python -m scripts.statistics check TỆP"],
            ["Nạp thêm vào dữ liệu đang dùng:", "python -m scripts.reload_knowledge --add TỆP"],
        ],
    )
    _fill(
        book.create_sheet(METRIC_SHEET),
        [["Mã chỉ số", "Tên chỉ số", "Đơn vị tính", "Định nghĩa"], *_metrics(around.metrics)],
    )
    _fill(book.create_sheet(PLACE_SHEET), [["Mã", "Tên", "Tỉnh, thành phố", "Từ ngày", "Đến ngày"], *_places(around)])
    _add_choices(data, len(around.metrics))
    book.save(path)


def _metrics(metrics: Iterable[Metric]) -> Iterable[list[str]]:
    return ([each.id, each.name, _UNIT_NAMES.get(each.unit, each.unit), each.definition] for each in metrics)


def _places(around: Surroundings) -> Iterable[list[str]]:
    """Units of today first, each province before what lies in it."""
    units = {unit.id: unit for unit in around.places}

    def province(unit: Place) -> Place:
        while unit.kind is not PlaceKind.PROVINCE and unit.parent in units:
            unit = units[unit.parent]
        return unit

    ordered = sorted(
        units.values(), key=lambda unit: (bool(unit.valid_to), province(unit).id, unit.kind is not PlaceKind.PROVINCE)
    )
    return ([unit.id, unit.name, province(unit).name, unit.valid_from, unit.valid_to] for unit in ordered)


def _fill(sheet: Worksheet, rows: Iterable[Sequence[str]]) -> None:
    for row in rows:
        sheet.append(list(row))
    for number, cell in enumerate(sheet[1], start=1):
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDEBF7")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        width = max(len(str(sheet.cell(row, number).value or "")) for row in range(1, min(sheet.max_row, 60) + 1))
        sheet.column_dimensions[get_column_letter(number)].width = min(max(width + 2, 10), 60)
    sheet.freeze_panes = "A2"


def _add_choices(sheet: Worksheet, metrics: int) -> None:
    """Lists to choose from, where there are few choices; elsewhere the reader checks."""
    choices = {
        "Chỉ số": f"'{METRIC_SHEET}'!$B$2:$B${metrics + 1}",
        "Mức độ chính xác": f'"{_QUALIFIERS}"',
        "Nội bộ": '"có,không"',
    }
    headers = [header for header, _, _ in COLUMNS]
    for header, formula in choices.items():
        letter = get_column_letter(headers.index(header) + 1)
        choice = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=header != "Chỉ số")
        choice.error = "Chọn trong danh sách."
        sheet.add_data_validation(choice)
        choice.add(f"{letter}2:{letter}{_ROWS}")


def _check(files: Sequence[Path], *, as_json: bool) -> int:
    missing = [str(file) for file in files if not file.exists()]
    if missing:
        print(f"Không tìm thấy tệp: {', '.join(missing)}. Kiểm tra lại đường dẫn.", file=sys.stderr)
        return 2
    around = surroundings()
    directory = Directory(around.places, around.metrics)
    progress = Progress(sys.stderr)
    reading = together([read_source(file, progress.tick, directory) for file in files])
    progress.done()
    if as_json:
        print(
            json.dumps(
                {
                    "statistics": len(reading.statistics),
                    "left_out": reading.left_out,
                    "problems": [
                        {"file": each.file, "record": each.record, "field": each.field, "problem": each.problem,
                         "cure": each.cure, "left_out": each.left_out}
                        for each in reading.problems
                    ],
                },
                ensure_ascii=False,
            )
        )  # fmt: skip
    else:
        print(
            "\n".join([*problem_lines(reading.problems), f"Đọc được {len(reading.statistics)} số liệu; chưa nạp gì."])
        )
    return 1 if reading.left_out or not reading.statistics else 0


if __name__ == "__main__":
    raise SystemExit(main())
