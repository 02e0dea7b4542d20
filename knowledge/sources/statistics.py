"""Figures of localities as CSV, and the metrics that they speak of."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from knowledge.sources.fields import Fields
from knowledge.sources.problems import FieldError, Problem
from knowledge.statistic import Metric, Publication, Qualifier, Statistic

KIND = "statistics"

COLUMNS = (
    "id",
    "place",
    "metric",
    "value",
    "unit",
    "scope",
    "qualifier",
    "words",
    "period_from",
    "period_to",
    "as_of",
    "definition",
    "denominator",
    "formula",
    "inputs",
    "source_title",
    "source_publisher",
    "source_date",
    "source_link",
    "source_note",
    "note",
    "internal",
)
REQUIRED = ("id", "place", "metric", "value", "unit", "source_title")

_QUALIFIERS = {qualifier.value: qualifier for qualifier in Qualifier}
_YES = {"": False, "false": False, "0": False, "không": False, "true": True, "1": True, "có": True}
_VALUE = re.compile(r"-?\d+(?:\.\d+)?")
_THOUSANDS = re.compile(r"-?\d{1,3}\.\d{3}")
_FRACTIONAL = frozenset(("percent", "points"))
_METRIC_KEYS = frozenset(["id", "name", "unit", "definition", "higher_is_better"])


def looks_like(first_line: str) -> bool:
    """Whether the first line of a text is the header of such a table."""
    columns = set(_columns(first_line))
    return {"place", "metric", "value"} <= columns


def _columns(line: str) -> list[str]:
    return [column.strip().strip('"').lower() for column in re.split(r"[,;\t]", line)]


def read(text: str, file: str) -> tuple[list[Statistic], list[Problem]]:
    """Figures of one file; a row that cannot be trusted becomes a problem."""
    header = text.split("\n", 1)[0]
    delimiter = next((mark for mark in (",", ";", "\t") if mark in header), ",")
    missing = [column for column in REQUIRED if column not in _columns(header)]
    if missing:
        return [], [
            Problem(
                file,
                "dòng 1",
                ", ".join(missing),
                "bảng thiếu cột bắt buộc",
                "Dòng đầu phải có các cột: " + ",".join(COLUMNS) + ".",
            )
        ]
    figures: dict[str, Statistic] = {}
    problems: list[Problem] = []
    for number, row in _rows(text, delimiter, file, problems):
        label = str(row.get("id") or "").strip() or f"dòng {number}"
        try:
            figure = _figure(row)
        except FieldError as error:
            problems.append(error.at(file, label))
            continue
        if figure.id in figures:
            problems.append(
                Problem(
                    file,
                    f"dòng {number}",
                    "id",
                    f"số liệu {figure.id!r} đã có ở dòng trước",
                    "Đặt cho mỗi số liệu một id riêng, hoặc xóa dòng lặp.",
                )
            )
            continue
        figures[figure.id] = figure
    return list(figures.values()), problems


def _rows(text: str, delimiter: str, file: str, problems: list[Problem]) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    names: list[str] = []
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problems.append(
                Problem(
                    file,
                    f"dòng {reader.line_num}",
                    "",
                    f"dòng CSV hỏng ({error})",
                    "Đặt ô có dấu phẩy hay xuống dòng trong ngoặc kép, ngoặc kép đóng đủ.",
                )
            )
            continue
        if not names:
            names = [cell.strip().lower() for cell in cells]
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(names):
            problems.append(
                Problem(
                    file,
                    f"dòng {reader.line_num}",
                    "",
                    f"có {len(cells)} ô, cần {len(names)}",
                    "Thêm ô trống cho đủ cột, hoặc đặt ô có dấu phẩy trong ngoặc kép.",
                )
            )
            continue
        yield reader.line_num, dict(zip(names, cells, strict=True))


def _figure(row: Mapping[str, str]) -> Statistic:
    fields = Fields(row)
    unit = fields.required("unit")
    value = _value(fields, unit)
    words = fields.line("words")
    if value is None and not words:
        raise fields.error(
            "value", "không có số mà cũng không có lời (words)", "Điền value, hoặc ghi lời của nguồn vào cột words."
        )
    return Statistic(
        id=fields.required("id"),
        place=fields.required("place"),
        metric=fields.required("metric"),
        value=value,
        unit=unit,
        scope=fields.line("scope"),
        qualifier=_QUALIFIERS[fields.word("qualifier", _QUALIFIERS, Qualifier.EXACT.value)],
        words=words,
        period_from=fields.date("period_from"),
        period_to=fields.date("period_to"),
        as_of=fields.date("as_of"),
        definition=fields.line("definition"),
        denominator=fields.line("denominator"),
        formula=fields.line("formula"),
        inputs=tuple(fields.line("inputs").replace(";", " ").split()),
        publication=Publication(
            fields.required("source_title"),
            fields.line("source_publisher"),
            fields.date("source_date"),
            fields.line("source_link"),
            fields.line("source_note"),
        ),
        note=fields.line("note"),
        internal=_YES[fields.word("internal", _YES, "")],
    )


def _value(fields: Fields, unit: str) -> float | None:
    text = fields.line("value")
    if not text:
        return None
    if not _VALUE.fullmatch(text):
        raise fields.error(
            "value",
            f"không phải là số: {text[:40]!r}",
            "Ghi số không có dấu ngăn nghìn, phần lẻ sau dấu chấm: 363424 hoặc 98.5.",
        )
    value = float(text)
    if unit not in _FRACTIONAL and _THOUSANDS.fullmatch(text):
        raise fields.error(
            "value",
            f"số {text!r} có dấu chấm ngăn nghìn, không rõ là bao nhiêu",
            f"Ghi {text.replace('.', '')}, hoặc bỏ số 0 cuối nếu là phần lẻ.",
        )
    if unit == "percent" and not 0 <= value <= 100:
        raise fields.error("value", f"tỷ lệ phải từ 0 đến 100, nhưng ghi {text}", "Kiểm tra lại số hoặc đơn vị.")
    if value < 0 and unit != "places_up":
        raise fields.error("value", f"số âm: {text}", "Kiểm tra lại số.")
    return value


def metric(fields: Fields) -> Metric:
    """One ``[[metric]]`` table."""
    fields.only(_METRIC_KEYS)
    better = fields.flag("higher_is_better") if fields.has("higher_is_better") else None
    return Metric(
        fields.required("id"), fields.required("name"), fields.required("unit"), fields.line("definition"), better
    )


def resolved(
    figures: Sequence[Statistic], places: Collection[str], metrics: Mapping[str, Metric], file_of: Mapping[str, str]
) -> tuple[list[Statistic], list[Problem]]:
    """Keep the figures whose place, metric and inputs are known."""
    problems = []
    kept: dict[str, Statistic] = {}
    for figure in figures:
        found = _unresolved(figure, places, metrics)
        if found is None:
            kept[figure.id] = figure
        else:
            problems.append(found.at(file_of.get(figure.id, ""), figure.id))
    while lost := [figure for figure in kept.values() if any(source not in kept for source in figure.inputs)]:
        for figure in lost:
            del kept[figure.id]
            missing = [source for source in figure.inputs if source not in kept]
            problems.append(
                Problem(
                    file_of.get(figure.id, ""),
                    figure.id,
                    "inputs",
                    f"tính từ số liệu không có: {', '.join(missing) or 'chính nó'}",
                    "Nạp cả những số liệu mà nó được tính từ đó.",
                )
            )
    return list(kept.values()), problems


def _unresolved(figure: Statistic, places: Collection[str], metrics: Mapping[str, Metric]) -> FieldError | None:
    if figure.place not in places:
        return FieldError(
            "place",
            f"địa phương lạ: {figure.place!r}",
            "Dùng id trong knowledge/data/places, hoặc thêm địa phương vào đó.",
        )
    known = metrics.get(figure.metric)
    if known is None:
        return FieldError(
            "metric",
            f"chỉ số lạ: {figure.metric!r}",
            "Dùng id trong knowledge/data/statistics/metrics.toml, hoặc thêm chỉ số vào đó.",
        )
    if known.unit != figure.unit:
        return FieldError(
            "unit",
            f"đơn vị {figure.unit!r} không phải đơn vị của chỉ số ({known.unit!r})",
            f"Đổi số liệu sang đơn vị {known.unit!r}, hoặc chọn chỉ số khác.",
        )
    if figure.period_from and figure.period_to and figure.period_from > figure.period_to:
        return FieldError("period_from", "kỳ kết thúc trước khi bắt đầu", "Đổi lại period_from và period_to.")
    return None


def merged(readings: Iterable[Sequence[Statistic]]) -> list[Statistic]:
    """Figures of several sources: of the same id, the source named later wins."""
    return list({figure.id: figure for figures in readings for figure in figures}.values())
