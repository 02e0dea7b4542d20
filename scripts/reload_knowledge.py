"""Build a knowledge release from sources and put it into use.

    python -m scripts.reload_knowledge SOURCE… [--into FOLDER] [--add] [--dry-run] [--json]

A SOURCE is a file, a folder or a zip of: our own records (TOML), the portal's raw detail answers (JSON), normalised
records (JSON Lines, plain or gzip), the portal's list, figures (CSV, Excel); or the word «shipped» for the data that
the project ships, which is also what no SOURCE means. Exit 0: published, or with --dry-run would be; 1: nothing
published; 2: wrong usage.
"""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

from bot.settings import knowledge_folder
from intents.index import ARTIFACTS
from knowledge.reloading import Reload, reload
from knowledge.sources.problems import Problem
from knowledge.sources.shipped import SHIPPED

_CODES_SHOWN = 60
_PROBLEMS_SHOWN = 40
"""of one file and with one cure"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    options = _options(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    missing = [source for source in options.source if source != SHIPPED and not Path(source).exists()]
    if missing:
        print(f"Không tìm thấy nguồn: {', '.join(missing)}. Kiểm tra lại đường dẫn; chưa nạp gì.", file=sys.stderr)
        return 2
    folder = Path(options.into) if options.into else knowledge_folder()
    if folder.exists() and not folder.is_dir():
        print(f"{folder} không phải là thư mục. Chọn một thư mục bằng --into.", file=sys.stderr)
        return 2
    progress = Progress(sys.stderr)
    outcome = reload(options.source, folder, ARTIFACTS, add=options.add, dry_run=options.dry_run, tick=progress.tick)
    progress.done()
    print(
        json.dumps(as_json(outcome), ensure_ascii=False) if options.json else report(outcome, dry_run=options.dry_run)
    )
    if outcome.failure:
        print(outcome.failure, file=sys.stderr)
        return 1
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.reload_knowledge",
        description="Nạp dữ liệu, kiểm tra và đưa bản phát hành mới vào sử dụng.",
    )
    parser.add_argument("source", nargs="*", metavar="SOURCE",
                        help=f"tệp, thư mục, zip hoặc gzip; «{SHIPPED}»: dữ liệu đi kèm (mặc định)")  # fmt: skip
    parser.add_argument("--into", metavar="FOLDER", help="thư mục chứa các bản phát hành (mặc định: KNOWLEDGE_FOLDER)")
    parser.add_argument("--add", action="store_true", help="thêm vào bản đang dùng, thay vì thay hẳn")
    parser.add_argument("--dry-run", action="store_true", help="chỉ kiểm tra, không phát hành")
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    return parser.parse_args(arguments)


class Progress:
    """Shows what is being read: on a terminal at once, elsewhere a line every few seconds."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._terminal = stream.isatty()
        self._every = 0.2 if self._terminal else 5.0
        self._next = time.monotonic() + self._every
        self._count = 0
        self._shown = False

    def tick(self, what: str) -> None:
        """One more record or file."""
        self._count += 1
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + self._every
        self._shown = True
        line = f"Đang nạp… {self._count} mục, {what}"[:100]
        print(
            f"\r{line:<100}" if self._terminal else line,
            end="" if self._terminal else "\n",
            file=self._stream,
            flush=True,
        )

    def done(self) -> None:
        """Leave the terminal's line clean."""
        if self._shown and self._terminal:
            print(f"\r{'':<100}\r", end="", file=self._stream, flush=True)


def as_json(outcome: Reload) -> dict[str, object]:
    """The object that ``--json`` prints."""
    return {
        "published": outcome.published,
        "release": outcome.release,
        "procedures": outcome.procedures,
        "listed": outcome.listed,
        "statistics": outcome.statistics,
        "left_out": outcome.left_out,
        "problems": [
            {"file": each.file, "record": each.record, "field": each.field, "problem": each.problem, "cure": each.cure}
            for each in outcome.problems
        ],
        "changes": {
            "new": list(outcome.changes.new),
            "changed": {code: list(names) for code, names in outcome.changes.changed.items()},
            "gone": list(outcome.changes.gone),
        },
    }


def report(outcome: Reload, *, dry_run: bool) -> str:
    """What the administrator reads."""
    lines = ["Đã đọc:"]
    lines += [f"  {each.source}: {_amounts(each.procedures, each.listed, each.statistics)}" for each in outcome.came_in]
    changes = outcome.changes
    lines += ["Thay đổi so với bản đang dùng:"]
    lines += _codes("mới", changes.new)
    lines += _codes("đổi", [f"{code} ({', '.join(names)})" for code, names in changes.changed.items()])
    lines += _codes("không còn", changes.gone)
    if not (changes.new or changes.changed or changes.gone):
        lines.append("  không có")
    lines += problem_lines(outcome.problems)
    total = _amounts(outcome.procedures, outcome.listed, outcome.statistics)
    if outcome.published:
        lines.append(f"Đã phát hành {outcome.release}: {total}.")
    elif not outcome.failure and dry_run:
        lines.append(f"Chạy thử, chưa phát hành: {total}.")
    else:
        lines.append("Chưa phát hành gì; bản đang dùng (nếu có) vẫn nguyên.")
    return "\n".join(lines)


def _amounts(procedures: int, listed: int, statistics: int) -> str:
    known = f" (trong đó {listed} chỉ biết tên)" if listed else ""
    return f"{procedures} thủ tục{known}, {statistics} số liệu"


def _codes(heading: str, codes: Sequence[str]) -> list[str]:
    if not codes:
        return []
    more = f" … và {len(codes) - _CODES_SHOWN} mục nữa (--json liệt kê hết)" if len(codes) > _CODES_SHOWN else ""
    listed = ", ".join(codes[:_CODES_SHOWN]) + more
    return textwrap.wrap(f"{heading} {len(codes)}: {listed}", 118, initial_indent="  ", subsequent_indent="      ",
                         break_on_hyphens=False)  # fmt: skip


def problem_lines(problems: Sequence[Problem]) -> list[str]:
    """What was left out, then what was kept and should be looked at."""
    return [
        *_problems("Bản ghi bị bỏ ra", [each for each in problems if each.left_out]),
        *_problems("Cần xem lại (vẫn giữ)", [each for each in problems if not each.left_out]),
    ]


def _problems(heading: str, problems: Iterable[Problem]) -> list[str]:
    """Problems by file and cure: a cure that many share is said once."""
    grouped: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for each in problems:
        grouped[each.file, each.cure].append(each)
    if not grouped:
        return []
    lines = [f"{heading}: {sum(map(len, grouped.values()))}"]
    for (file, cure), found in grouped.items():
        lines.append(f"  {file}")
        lines += [
            f"    - {' · '.join(part for part in (each.record, each.field) if part) or 'cả tệp'}: {each.problem}"
            for each in found[:_PROBLEMS_SHOWN]
        ]
        if len(found) > _PROBLEMS_SHOWN:
            lines.append(f"    … và {len(found) - _PROBLEMS_SHOWN} chỗ nữa như vậy (--json liệt kê hết)")
        lines.append(f"      → {cure}")
    return lines


if __name__ == "__main__":
    raise SystemExit(main())
