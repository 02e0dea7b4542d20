"""Made-up monthly figures of every commune of today, and a benchmark of loading and asking them.

    python -m scripts.synthetic_statistics write --out FILE.csv [--months 12] [--seed 0]
    python -m scripts.synthetic_statistics write --exports FOLDER [--months 12] [--seed 0]
    python -m scripts.synthetic_statistics benchmark [--months 12] [--seed 0] [--questions 200]

``--out``: the template's shape, one row a figure; ``--exports``: a table a province and month, as one-stop systems
export them. 3,321 communes × 12 metrics × 12 months are 478,224 figures. The benchmark loads them with the shipped
data into a temporary folder and prints how long that took, how long answers take, and memory; compare on an idle
machine.
"""

from __future__ import annotations

import argparse
import calendar
import csv
import datetime as dt
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bot.assistant import Assistant
from bot.state import MemoryState
from knowledge.place import Place, PlaceKind
from knowledge.release import CurrentRelease
from knowledge.sources.shipped import SHIPPED, surroundings
from scripts import reload_knowledge

LAST_MONTH = (2026, 9)
COUNTS = (
    "dossiers_received",
    "dossiers_online",
    "dossiers_in_person_or_post",
    "dossiers_solved",
    "dossiers_on_time",
    "dossiers_overdue",
    "dossiers_pending",
)
RATES = (
    "dossiers_on_time_rate",
    "dossiers_online_rate",
    "digitised_rate",
    "dossiers_online_payment_rate",
    "satisfaction_overall",
)
EXPORT_HEADERS = (
    ("Tiếp nhận", "", "", "Đã giải quyết", "", "", "Đang giải quyết", "Tỷ lệ đúng hạn (%)", "Tỷ lệ trực tuyến (%)",
     "Tỷ lệ số hóa (%)", "Tỷ lệ thanh toán trực tuyến (%)", "Mức độ hài lòng (%)"),
    ("Tổng số", "Trực tuyến", "Trực tiếp, BCCI", "Tổng số", "Trước và đúng hạn", "Quá hạn", "", "", "", "", "", ""),
)  # fmt: skip
"""Two header rows, in the order of ``COUNTS`` and ``RATES``."""


def months(count: int) -> list[tuple[str, str]]:
    """The last ``count`` months up to ``LAST_MONTH``, oldest first, as (first day, last day)."""
    year, month = LAST_MONTH
    found = []
    for back in reversed(range(count)):
        serial = year * 12 + month - 1 - back
        held_year, held_month = serial // 12, serial % 12 + 1
        last = calendar.monthrange(held_year, held_month)[1]
        found.append((f"{held_year}-{held_month:02d}-01", f"{held_year}-{held_month:02d}-{last}"))
    return found


def communes(places: Sequence[Place], day: str) -> list[Place]:
    """The communes that there are on a day."""
    return [
        unit
        for unit in places
        if unit.kind is PlaceKind.COMMUNE and unit.valid_from <= day and (not unit.valid_to or unit.valid_to >= day)
    ]


def figures(choose: random.Random) -> dict[str, float]:
    """A month of one commune: metric → value; what must add up does."""
    received = choose.randint(80, 2500)
    online = round(received * choose.uniform(0.3, 0.98))
    solved = round(received * choose.uniform(0.8, 1))
    overdue = round(solved * max(0.0, choose.gauss(0.01, 0.02)))
    counts = (received, online, received - online, solved, solved - overdue, overdue, received - solved)
    rates = (
        100 * (solved - overdue) / solved,
        100 * online / received,
        choose.uniform(50, 100),
        choose.uniform(30, 100),
        choose.uniform(80, 100),
    )
    return dict(zip(COUNTS, map(float, counts), strict=True)) | {
        metric: round(rate, 2) for metric, rate in zip(RATES, rates, strict=True)
    }


def rows(places: Sequence[Place], count: int, seed: int) -> Iterator[tuple[Place, str, str, Mapping[str, float]]]:
    """(commune, first day, last day, metric → value) of every commune and month."""
    choose = random.Random(seed)  # noqa: S311 (reproducible, no secret)
    for since, until in months(count):
        for unit in communes(places, until):
            yield unit, since, until, figures(choose)


def write_list(path: Path, places: Sequence[Place], count: int, seed: int) -> int:
    """Write the template's shape; returns how many figures."""
    units = {unit.id: unit for unit in places}
    written = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(
            ["Mã đơn vị", "Đơn vị", "Tỉnh, thành phố", "Chỉ số", "Giá trị", "Kỳ từ", "Kỳ đến", "Tính đến ngày", "Nguồn",
             "Nơi công bố", "Ngày nguồn", "Nội bộ"]
        )  # fmt: skip
        for unit, since, until, held in rows(places, count, seed):
            province = units[unit.parent].name
            published = (dt.date.fromisoformat(until) + dt.timedelta(days=5)).isoformat()
            title = f"Số liệu giả để đo, {province}, tháng {since[5:7]}/{since[:4]}"
            for metric, value in held.items():
                said = f"{value:.0f}" if metric in COUNTS else f"{value:.2f}".replace(".", ",")
                writer.writerow(
                    [unit.id, unit.name, province, metric, said, since, until, until, title, province, published, ""]
                )
                written += 1
    return written


def write_exports(folder: Path, places: Sequence[Place], count: int, seed: int) -> int:
    """Write a table a province and month as one-stop systems export them; returns how many figures."""
    units = {unit.id: unit for unit in places}
    folder.mkdir(parents=True, exist_ok=True)
    tables: dict[tuple[str, str, str], list[list[str]]] = {}
    for unit, since, until, held in rows(places, count, seed):
        said = [f"{held[metric]:,.0f}".replace(",", ".") for metric in COUNTS]
        said += [f"{held[metric]:.2f}".replace(".", ",") for metric in RATES]
        table = tables.setdefault((unit.parent, since, until), [])
        table.append([str(len(table) + 1), unit.name, *said])
    for (parent, since, until), table in tables.items():
        first, last = ("/".join(reversed(day.split("-"))) for day in (since, until))
        with (folder / f"{parent}-{since[:7]}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow([f"UBND {units[parent].name}".upper()])
            writer.writerow(["BÁO CÁO TÌNH HÌNH GIẢI QUYẾT HỒ SƠ (SỐ LIỆU GIẢ ĐỂ ĐO)"])
            writer.writerow([f"Từ ngày {first} đến ngày {last}"])
            writer.writerow(["STT", "Tên đơn vị", *EXPORT_HEADERS[0]])
            writer.writerow(["", "", *EXPORT_HEADERS[1]])
            writer.writerows(table)
    return sum(map(len, tables.values())) * (len(COUNTS) + len(RATES))


def questions(places: Sequence[Place], count: int, seed: int) -> dict[str, list[str]]:
    """Kind of question → ``count`` questions of it, about communes and provinces of today."""
    choose = random.Random(seed)  # noqa: S311
    units = {unit.id: unit for unit in places}
    held = [(unit.name, units[unit.parent].name) for unit in communes(places, "2026-11-01")]
    asked: dict[str, list[str]] = {}
    for kind, words in {
        "value": "{commune}, {province} tháng 9/2026 giải quyết bao nhiêu hồ sơ",
        "all about a place": "số liệu giải quyết hồ sơ của {commune}, {province}",
        "ranking in a province": "xã nào ở {province} có tỷ lệ đúng hạn cao nhất tháng 9/2026",
        "ranking nationwide": "xã nào trễ hạn nhiều nhất cả nước tháng {month}/2026",
        "over/under": "những xã nào ở {province} có tỷ lệ đúng hạn dưới 98% trong tháng 9/2026",
    }.items():
        asked[kind] = []
        for _ in range(count):
            commune, province = choose.choice(held)
            asked[kind].append(words.format(commune=commune, province=province, month=choose.randint(1, 9)))
    return asked


def benchmark(count: int, seed: int, asked: int) -> int:
    """Load the figures into a temporary release, ask, and print how long it took."""
    places = surroundings().places
    with tempfile.TemporaryDirectory() as temporary:
        file, folder = Path(temporary) / "figures.csv", Path(temporary) / "knowledge"
        written = write_list(file, places, count, seed)
        units = len(communes(places, months(1)[0][1]))
        print(f"{written} figures of {units} communes, {file.stat().st_size / 1e6:.0f} MB")
        started = time.perf_counter()
        code = reload_knowledge.main([SHIPPED, str(file), "--into", str(folder)])
        print(f"loaded and published in           {time.perf_counter() - started:8.1f} s (exit {code})")
        started = time.perf_counter()
        current = CurrentRelease(folder)
        assistant = Assistant(current.get, MemoryState())
        assistant.warm_up()
        print(f"release opened and warmed up in   {time.perf_counter() - started:8.2f} s")
        print(f"release file                      {current.get().path.stat().st_size / 1e6:8.0f} MB")
        for kind, texts in questions(places, asked, seed).items():
            _ask(assistant, kind, texts)
    print(f"memory of this process, peak      {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")
    return code


def _ask(assistant: Assistant, kind: str, texts: Sequence[str]) -> None:
    times, outcomes = [], Counter[str]()
    for text in texts:
        started = time.perf_counter()
        reply = assistant.answer(text, "benchmark")
        times.append((time.perf_counter() - started) * 1000)
        outcomes[str(reply.outcome)] += 1
        assistant.state.forget("benchmark")
    times.sort()
    middle, late = times[len(times) // 2], times[min(len(times) - 1, int(len(times) * 0.99))]
    print(f"{kind:32s}  p50 {middle:7.2f} ms   p99 {late:7.2f} ms   max {times[-1]:7.2f} ms   {dict(outcomes)}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.synthetic_statistics",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--months", type=int, default=12)
    common.add_argument("--seed", type=int, default=0)
    commands = parser.add_subparsers(dest="command", required=True)
    write = commands.add_parser("write", parents=[common])
    target = write.add_mutually_exclusive_group(required=True)
    target.add_argument("--out", type=Path, metavar="FILE")
    target.add_argument("--exports", type=Path, metavar="FOLDER")
    measure = commands.add_parser("benchmark", parents=[common])
    measure.add_argument("--questions", type=int, default=200, metavar="N", help="of each kind")
    options = parser.parse_args(arguments)
    if options.command == "benchmark":
        return benchmark(options.months, options.seed, options.questions)
    places = surroundings().places
    if options.out:
        written = write_list(options.out, places, options.months, options.seed)
    else:
        written = write_exports(options.exports, places, options.months, options.seed)
    print(f"{written} figures")
    return 0


if __name__ == "__main__":
    sys.exit(main())
