"""Reading a source whatever its kind: the kind is told by what a file holds, not by its name."""

from __future__ import annotations

import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from knowledge.fees import disagrees
from knowledge.procedure import Procedure
from knowledge.sources import catalog, interchange, portal, records, statistics
from knowledge.sources.fields import Fields
from knowledge.sources.files import Content, contents, decoded, is_workbook
from knowledge.sources.problems import FieldError, Problem
from knowledge.sources.reading import Reading, Record, together
from knowledge.sources.statistics_row import Directory
from knowledge.text import clean_line, fold

Tick = Callable[[str], None]
"""Told of the file or record that is being read, for whoever shows progress."""

_TOML_KINDS = {
    "everyday": "tên gọi thường ngày",
    "ambiguous": "tên gọi thường ngày",
    "answer": "câu trả lời chung",
    "place": "địa phương",
    "metric": "chỉ số",
}
_TOML_TABLE = re.compile(r"^\s*\[\[(procedure|" + "|".join(_TOML_KINDS) + r")\]\]", re.MULTILINE)
_KNOWN_KINDS = (
    "bản ghi TOML của ta, câu trả lời chi tiết của Cổng (JSON), JSON Lines, danh mục của Cổng, hoặc bảng số liệu "
    "(CSV, Excel)"
)


def read_source(path: Path, tick: Tick = lambda _: None, directory: Directory | None = None) -> Reading:
    """Everything that a path holds. Never raises for what is in the files: each thing that is wrong is a problem.

    Args:
        path: A file, a folder or an archive.
        tick: Told of what is being read.
        directory: The places and metrics that figures may be of.
    """
    readings = []
    for found in contents(path):
        tick(found.file)
        readings.append(
            Reading(problems=(found,)) if isinstance(found, Problem) else _read_content(found, tick, directory)
        )
    return emptied_clones(together(readings))


def _read_content(content: Content, tick: Tick, directory: Directory | None) -> Reading:
    if is_workbook(content.data):
        return statistics.read_workbook(content.data, content.file, directory, tick)
    text = decoded(content)
    if isinstance(text, Problem):
        return Reading(problems=(text,))
    file = content.file
    start = text[:4000].lstrip()
    if not start:
        return _nothing(file, "tệp trống", "Xuất lại tệp từ nguồn rồi nạp lại.")
    if start.startswith("<"):
        if "request rejected" in text[:4000].lower():
            return _nothing(
                file,
                "Cổng từ chối yêu cầu (trang «Request Rejected»), tệp không có bản ghi",
                "Chờ một lúc rồi tải lại thủ tục này từ Cổng.",
            )
        return _nothing(
            file, "tệp là trang web (HTML), không phải dữ liệu", "Tải câu trả lời JSON của Cổng, không phải trang web."
        )
    if start[0] == "{" or (start[0] == "[" and not start.startswith("[[") and not file.endswith(".toml")):
        return _from_values(_json_values(text, file), file, tick)
    if statistics.looks_like(start):
        return statistics.read_text(text, file, directory, tick)
    if file.endswith(".toml") or _TOML_TABLE.search(text):
        return _read_toml(text, file, tick)
    if file.endswith((".jsonl", ".json", ".jsonl.gz", ".json.gz")):
        return _from_values(_json_values(text, file), file, tick)
    if file.endswith((".csv", ".csv.gz")):
        return statistics.read_text(text, file, directory, tick)
    return _nothing(file, "không nhận ra loại tệp", f"Nạp một trong các loại: {_KNOWN_KINDS}.")


def _nothing(file: str, problem: str, cure: str) -> Reading:
    return Reading(problems=(Problem(file, "", "", problem, cure),))


Value = tuple[str, object]
"""where in the file («dòng 3»), the decoded value"""


def _json_values(text: str, file: str) -> Iterator[Value | Problem]:
    """The records of a JSON or JSON Lines file."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        lines = text.split("\n")
        if isinstance(error, json.JSONDecodeError) and (len(lines) > 1 and _is_lines(lines, file)):
            yield from _json_lines(lines, file)
        else:
            yield _broken_json(file, error)
        return
    yield from _records_in(whole, "")


def _is_lines(lines: list[str], file: str) -> bool:
    if file.endswith((".jsonl", ".jsonl.gz", ".ndjson")):
        return True
    filled = [line.strip() for line in lines[:50] if line.strip()]
    return len(filled) > 1 and all(line.startswith("{") and len(line) > 1 for line in filled)


def _json_lines(lines: Iterable[str], file: str) -> Iterator[Value | Problem]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield replace(_broken_json(file, error), record=f"dòng {number}")
            continue
        yield from _records_in(value, f"dòng {number}")


def _broken_json(file: str, error: Exception) -> Problem:
    if isinstance(error, json.JSONDecodeError):
        return Problem(
            file,
            f"dòng {error.lineno}",
            "",
            f"JSON hỏng ở dòng {error.lineno}, cột {error.colno}",
            "Tệp có thể bị cắt ngang: xuất hoặc tải lại.",
        )
    return Problem(file, "", "", "JSON không đọc được (lồng quá sâu hoặc số quá dài)", "Xuất lại tệp từ nguồn.")


def _records_in(value: object, where: str) -> Iterator[Value]:
    """The records of one JSON value: itself, the items of a list, or those of the portal's list answer."""
    if isinstance(value, dict) and isinstance(value.get("data"), dict) and isinstance(value["data"].get("items"), list):
        value = value["data"]["items"]
    if isinstance(value, dict) and isinstance(value.get("data"), list):
        value = value["data"]
    if isinstance(value, list) and value:
        for position, item in enumerate(value, start=1):
            yield f"{where or 'tệp'}, bản ghi {position}", item
    else:
        yield where, value


def _from_values(values: Iterable[Value | Problem], file: str, tick: Tick) -> Reading:
    gathered = _Gathered(file)
    for value in values:
        if isinstance(value, Problem):
            gathered.problems.append(value)
            continue
        where, table = value
        label = _label(table) or where
        tick(f"{file} {label}")
        try:
            kind, record = _record(table, file)
        except FieldError as error:
            gathered.problems.append(error.at(file, label))
            continue
        gathered.take(record, kind, where or label)
    return gathered.reading()


def _record(table: object, file: str) -> tuple[str, Record]:
    for source in (portal, catalog, interchange):
        if source.looks_like(table):
            return source.KIND, source.record(Fields(table), file)
    if table == []:
        raise FieldError("", "danh sách trống, không có bản ghi nào", "Xuất hoặc tải lại tệp từ nguồn rồi nạp lại.")
    raise FieldError("", "không phải bản ghi thủ tục", f"Nạp một trong các loại: {_KNOWN_KINDS}.")


def _label(table: object) -> str:
    """The code that a record claims, whatever it is worth."""
    if not isinstance(table, Mapping):
        return ""
    inner = table.get("data")
    code = inner.get("code") if isinstance(inner, Mapping) else table.get("code")
    return clean_line(code)[:40] if isinstance(code, str) else str(code)[:40] if isinstance(code, int | float) else ""


class _Gathered:
    """The records of one file as they come in, each code once, and what was wrong with the others."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._found: dict[tuple[str, str], Record] = {}

    def take(self, record: Record, kind: str, where: str) -> None:
        """Keep a record unless the file had its code before."""
        code = record.procedure.code
        if (kind, code) in self._found:
            problem = f"mã {code} đã có trước đó trong tệp; bản ghi sau bị bỏ"
            cure = "Xóa bản ghi lặp, hoặc sửa mã nếu là thủ tục khác."
            self.problems.append(Problem(self.file, where, "code", problem, cure))
            return
        self._found[kind, code] = record
        self.problems.extend(_fee_doubts(record.procedure, self.file))

    def reading(self) -> Reading:
        """Everything that came in."""
        return Reading(tuple(self._found.values()), problems=tuple(self.problems))


def _fee_doubts(procedure: Procedure, file: str) -> Iterator[Problem]:
    """Fee lines whose number is not among the amounts that their own note names. They are kept."""
    doubts = {
        (fee.amount, fee.note) for method in procedure.methods for fee in method.fees if disagrees(fee.amount, fee.note)
    }
    for amount, note in sorted(doubts, key=str):
        yield Problem(
            file,
            procedure.code,
            "fees",
            f"số tiền {_grouped(amount)} không có trong ghi chú của nó: «{' '.join(note.split())[:120]}»",
            "Đối chiếu với quyết định công bố; bản ghi vẫn được giữ và câu trả lời nêu cả hai.",
            left_out=False,
        )


def _grouped(amount: float | None) -> str:
    return f"{amount or 0:,.0f}".replace(",", ".")


def _read_toml(text: str, file: str, tick: Tick) -> Reading:
    tables = toml_tables(text, file)
    if isinstance(tables, Problem):
        return Reading(problems=(tables,))
    gathered = _Gathered(file)
    problems = gathered.problems
    for key, rows in tables.items():
        if key in _TOML_KINDS:
            problems.append(
                Problem(
                    file,
                    "",
                    key,
                    f"{_TOML_KINDS[key]} không nạp được bằng lệnh này",
                    "Đặt tệp vào knowledge/data: phần này luôn lấy từ đó.",
                    left_out=False,
                )
            )
            continue
        if key != "procedure":
            problems.append(Problem(file, "", key, "bảng lạ trong tệp TOML", "Mỗi thủ tục là một bảng [[procedure]]."))
            continue
        for position, row in enumerate(rows, start=1):
            label = _label(row) or f"bản ghi {position}"
            tick(f"{file} {label}")
            try:
                record = records.record(Fields(row), file)
            except FieldError as error:
                problems.append(error.at(file, label))
                continue
            gathered.take(record, records.KIND, f"bản ghi {position}")
    if not tables:
        problems.append(Problem(file, "", "", "tệp TOML không có bảng nào", "Mỗi thủ tục là một bảng [[procedure]]."))
    return gathered.reading()


def toml_tables(text: str, file: str) -> dict[str, list[object]] | Problem:
    """The arrays of tables of a TOML file."""
    try:
        tables = tomllib.loads(text.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        line = re.search(r"line (\d+)", str(error))
        return Problem(
            file,
            f"dòng {line[1]}" if line else "",
            "",
            f"TOML hỏng ({error})",
            "Sửa dòng đó: chữ nằm trong ngoặc kép, danh sách trong [ ], mỗi trường một dòng.",
        )
    return {key: rows if isinstance(rows, list) else [rows] for key, rows in tables.items()}


_LIST_TITLE = re.compile(r"(?:quyet dinh )?(?:ve viec )?cong bo (?:danh muc|chuan hoa|quy trinh)")
_CLONES = 3


def emptied_clones(reading: Reading) -> Reading:
    """Keep records that are one broken record under many codes as known without details, and report them.

    Some records hold, in place of their own facts, the title of the decision that published a list of procedures,
    all with the same papers. They would answer for procedures that they know nothing of (portal-data.md, trap 18).
    """
    alike: dict[tuple[str, str, frozenset[str]], list[Record]] = defaultdict(list)
    for record in reading.records:
        procedure = record.procedure
        if procedure.has_details and _LIST_TITLE.match(fold(procedure.name)):
            papers = frozenset(fold(document.name) for case in procedure.cases for document in case.documents)
            alike[fold(procedure.field), fold(procedure.name), papers].append(record)
    clones = {id(record): found for found in alike.values() if len(found) >= _CLONES for record in found}
    if not clones:
        return reading
    problems = tuple(
        Problem(
            record.procedure.source.file,
            record.procedure.code,
            "name",
            f"{len(clones[id(record)])} bản ghi cùng tên «Công bố danh mục…» và cùng giấy tờ: không phải của mã này; "
            "chỉ giữ mã và tên, không dùng để trả lời",
            "Tải lại bản ghi của mã này từ Cổng, hoặc nạp thêm danh mục của Cổng để có tên thật.",
            left_out=False,
        )
        for record in reading.records
        if id(record) in clones
    )
    kept = tuple(_without_details(record) if id(record) in clones else record for record in reading.records)
    return replace(reading, records=kept, problems=(*reading.problems, *problems))


def _without_details(record: Record) -> Record:
    """What can be trusted of a broken record: which procedure it was meant for."""
    held = record.procedure
    emptied = Procedure(
        held.code,
        held.name,
        held.field,
        levels=held.levels,
        province=held.province,
        internal=held.internal,
        promulgator=held.promulgator,
        page_id=held.page_id,
        state=held.state,
        has_details=False,
        source=held.source,
    )
    return Record(emptied)
