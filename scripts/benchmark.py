"""Compares, in one run, our whole answer with plain search engines over the same names and questions.

    python -m scripts.benchmark [--knowledge FOLDER] [--questions FILE]
    python -m scripts.benchmark --charts

Our whole answer: from the question's text to the finished reply, one process, one core. Plain FTS5: SQLite's bm25 over
the folded names, the question's words joined by OR. rapidfuzz: a ``token_set_ratio`` scan over the folded names.
Odd inputs (empty, very long, markup, marks piled up …) have a row of their own: the slowest of them.
Without ``--questions``: ``../shared/eval/dev.jsonl`` when it is there, else the project's own. Figures are best of
three rounds; compare ratios, and absolute limits only on an idle machine.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from rapidfuzz import fuzz, process

from bot.assistant import Assistant
from bot.charts import chart_of
from bot.settings import SettingsError, load_settings
from bot.state import MemoryState
from bot.statistics_table import Row, Table, TableKind
from bot.tables import csv_of, workbook_of
from intents import index
from intents.understand import scorer_of
from knowledge.release import CurrentRelease, ReleaseError
from knowledge.store import Knowledge
from knowledge.text import fold
from scripts import reload_knowledge
from scripts.synthetic import SyntheticKnowledge

ROOT = Path(__file__).resolve().parents[1]
DEV = ROOT.parent / "shared" / "eval" / "dev.jsonl"
OWN = ROOT / "tests" / "questions"
ROUNDS = 3
ODD = (
    "",
    "🪁" * 3000,
    "a" * 100_000,
    "á" * 100_000,
    "khai sinh " * 10_000,
    "khai sinh? " * 900,
    "và làm căn cước " * 300,
    "dangkykhaisinhchocon" * 200,
    "0123456789 " * 3000,
    "A1" * 2000,
    "a\u0301\u0302" * 3000,
    "huyện xã phường " * 300,
    "<b>khai sinh</b> " * 250,
    "'; DROP TABLE procedures; --",
    "\u202ekhai sinh\u2069\x00\x07\ud800",
    "how do I register the birth of my child " * 100,
    "放风筝" * 1000,
)
"""What people hardly ever send: the slowest of these is one row."""
COLD_START = (
    "import sys, time; start = time.perf_counter()\n"
    "from pathlib import Path\n"
    "from bot.assistant import Assistant\n"
    "from bot.state import MemoryState\n"
    "from knowledge.release import CurrentRelease\n"
    "assistant = Assistant(CurrentRelease(Path(sys.argv[1])).get, MemoryState())\n"
    "assistant.answer('làm giấy khai sinh cần giấy tờ gì', 'cold')\n"
    "took = time.perf_counter() - start\n"
    "import resource\n"
    "print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)\n"
)


def timed(ask: Callable[[str], object], questions: Sequence[str]) -> list[float]:
    """Milliseconds of each question, the best of three rounds each."""
    best = [float("inf")] * len(questions)
    for _ in range(ROUNDS):
        for place, question in enumerate(questions):
            started = time.perf_counter()
            ask(question)
            best[place] = min(best[place], (time.perf_counter() - started) * 1000)
    return sorted(best)


def line(name: str, times: Sequence[float], base: float) -> str:
    """One row of the table: p50, p99, per second, and the ratio of p50 to ours."""
    middle, late = times[len(times) // 2], times[min(len(times) - 1, int(len(times) * 0.99))]
    rate = 1000 * len(times) / sum(times)
    return f"{name:34s} p50 {middle:8.2f} ms   p99 {late:8.2f} ms   {rate:8.0f} a second   {middle / base:6.2f} × ours"


def fts5(names: Sequence[str]) -> Callable[[str], object]:
    """A plain FTS5 search over folded names."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE names USING fts5(name)")
    database.executemany("INSERT INTO names VALUES (?)", ((fold(name),) for name in names))

    def ask(question: str) -> object:
        words = [word for word in fold(question).split() if word.isalnum()]
        match = " OR ".join(f'"{word}"' for word in words) or '""'
        sql = "SELECT rowid FROM names WHERE names MATCH ? ORDER BY bm25(names) LIMIT 10"
        return database.execute(sql, (match,)).fetchall()

    return ask


def scan(names: Sequence[str]) -> Callable[[str], object]:
    """A rapidfuzz scan over folded names."""
    folded = [fold(name) for name in names]
    return lambda question: process.extract(fold(question), folded, scorer=fuzz.token_set_ratio, limit=10)


def main(argv: Sequence[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.benchmark", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--knowledge", type=Path, metavar="FOLDER", help="folder of releases (default: KNOWLEDGE_FOLDER)"
    )
    parser.add_argument("--questions", type=Path, metavar="FILE", help="JSON Lines with a key «question»")
    parser.add_argument("--charts", action="store_true", help="measure the drawing of charts and tables instead")
    parser.add_argument("--synthetic", type=int, metavar="N", help="measure on N made-up names instead")
    options = parser.parse_args(argv)
    if options.charts:
        return _charts()
    try:
        folder = options.knowledge or load_settings().knowledge_folder
        current = CurrentRelease(folder)
        knowledge = current.get()
    except (ReleaseError, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    files = [options.questions] if options.questions else ([DEV] if DEV.exists() else sorted(OWN.glob("*.jsonl")))
    rows = [
        json.loads(text) for file in files for text in file.read_text(encoding="utf-8").splitlines() if text.strip()
    ]
    questions = [row["question"] for row in rows]
    if options.synthetic:
        return _synthetic(folder, knowledge, questions, options.synthetic)
    names = [title.name for title in knowledge.titles()]
    print(f"{len(questions)} questions, {len(names)} names, release {knowledge.release}")
    assistant = Assistant(current.get, MemoryState())
    state = assistant.state

    def whole(question: str) -> object:
        reply = assistant.answer(question, "benchmark")
        state.forget("benchmark")
        return reply

    assistant.warm_up()
    ours = timed(whole, questions)
    base = ours[len(ours) // 2]
    print(line("our whole answer", ours, base))
    print(f"slowest of {len(ODD)} odd inputs         {timed(whole, ODD)[-1]:8.2f} ms")
    print(line("plain FTS5, retrieval only", timed(fts5(names), questions), base))
    print(line("rapidfuzz scan, retrieval only", timed(scan(names), questions), base))
    print(f"memory of this process, peak      {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")
    starts = []
    for _ in range(ROUNDS):
        done = subprocess.run(  # noqa: S603 (our own interpreter and code)
            [sys.executable, "-c", COLD_START, str(folder)], capture_output=True, text=True, check=True, cwd=ROOT
        )
        took, memory = map(float, done.stdout.split())
        starts.append((took, memory))
    print(f"cold start to the first reply     {min(starts)[0]:8.2f} s, then {min(starts)[1]:.0f} MB")
    started = time.perf_counter()
    size = len(index.build(knowledge))
    print(f"search index built in             {time.perf_counter() - started:8.2f} s, {size / 1e6:.1f} MB")
    sources = json.loads(knowledge.meta.get("sources", "[]"))
    if sources and all(source == "shipped" or Path(source).exists() for source in sources):
        with tempfile.TemporaryDirectory() as other:
            started = time.perf_counter()
            with contextlib.redirect_stdout(io.StringIO()):
                reload_knowledge.main([*sources, "--into", other])
            print(f"release built and published in    {time.perf_counter() - started:8.2f} s")
    return 0


def _charts() -> int:
    """Milliseconds of a chart and of the files of its table, the first one in this process too."""
    places = tuple(
        Row(f"xã Nguyễn Lương Bằng {place}", (99.0 - place / 40,), asked=place == 9) for place in range(3321)
    )
    months = tuple(Row(f"tháng {month}/2026", (40.0 + 3 * month,), asked=month == 9) for month in range(1, 13))
    columns = ("Đơn vị", "Tỷ lệ (%)")
    for name, rows, kind in (
        ("2 places", places[:2], TableKind.PLACES),
        ("15 places", places[:15], TableKind.PLACES),
        ("3.321 places", places, TableKind.PLACES),
        ("12 months", months, TableKind.TIME),
    ):
        table = Table("tỷ lệ số hóa hồ sơ của các xã", "năm 2026", columns, rows, 80.0, kind, "percent", "Nguồn giả")
        for what, make in (("chart", chart_of), ("workbook", workbook_of), ("CSV", csv_of)):
            times = []
            for _ in range(ROUNDS):
                started = time.perf_counter()
                make(table)
                times.append((time.perf_counter() - started) * 1000)
            print(f"{what:9s} of {name:13s} first {times[0]:8.2f} ms   best {min(times):8.2f} ms")
    return 0


def _synthetic_index(folder: Path, size: int) -> bytes:
    """The search index of a made-up release; run in a process of its own."""
    return index.build(SyntheticKnowledge(CurrentRelease(folder).get(), size))


def _synthetic(folder: Path, model: Knowledge, questions: Sequence[str], size: int) -> int:
    """Our whole answer on a made-up release of ``size`` names."""
    knowledge = SyntheticKnowledge(model, size)
    started = time.perf_counter()
    with ProcessPoolExecutor(1) as elsewhere:  # so that this process's memory is that of answering
        knowledge.index = elsewhere.submit(_synthetic_index, folder, size).result()
    print(f"{size} made-up names: index built in {time.perf_counter() - started:.1f} s")
    scorer_of(knowledge)
    assistant = Assistant(lambda: knowledge, MemoryState())

    def whole(question: str) -> object:
        reply = assistant.answer(question, "benchmark")
        assistant.state.forget("benchmark")
        return reply

    whole(questions[0])
    times = timed(whole, questions)
    print(line("our whole answer", times, times[len(times) // 2]))
    print(f"memory of this process, peak      {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
