"""Measures the assistant on judged questions.

    python -m scripts.evaluate [FILE …] [--knowledge FOLDER] [--show wrong|asked|missed|refused] [--strip-marks]
    [--typo SEED] [--after SEED]

FILE: JSON Lines of the form of ``dev.jsonl`` (id, question, previous, outcome, acceptable, best, facets); without one,
the project's own under ``tests/questions`` and ``../shared/eval/dev.jsonl`` when it is there. The measures are those
of ``../shared/eval/score.py``; a question whose acceptable codes the release does not hold is left out and counted.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.assistant import Assistant
from bot.settings import SettingsError, load_settings
from bot.state import MemoryState
from knowledge.release import CurrentRelease, ReleaseError
from knowledge.text import fold
from scripts.ask import as_object
from scripts.typing_errors import with_typing_error

ROOT = Path(__file__).resolve().parents[1]
DEV = ROOT.parent / "shared" / "eval" / "dev.jsonl"
OWN = ROOT / "tests" / "questions"
REFUSALS = frozenset({"no_match", "out_of_scope", "smalltalk", "general", "place"})
Row = dict[str, Any]


def measure(judged: Sequence[Row], answers: Sequence[Row]) -> tuple[dict[str, float], list[tuple[str, Row, Row]]]:
    """(measures between 0 and 1, (verdict, question, answer) of each question). Rows run in step."""
    count: Counter[str] = Counter()
    verdicts: list[tuple[str, Row, Row]] = []
    for question, answer in zip(judged, answers, strict=True):
        good = set(question["acceptable"])
        outcome, codes = answer["outcome"], answer["procedures"]
        ranking = answer["candidates"] or codes
        answered = outcome == "answer" and bool(codes)
        first_right = answered and codes[0] in good
        asked_right = outcome == "clarify" and bool(good & set(codes[:5]))
        count["questions"] += 1
        verdict = "right"
        if answered and not first_right and question["outcome"] != "statistics":
            count["wrong"] += 1
            verdict = "wrong"
        match question["outcome"]:
            case "answer":
                count["answerable"] += 1
                for k in (1, 3, 5):
                    count[f"hit@{k}"] += bool(good & set(ranking[:k]))
                count["right"] += first_right
                count["helped"] += first_right or asked_right
                if asked_right:
                    verdict = "asked"
                    count["needless"] += bool(ranking) and ranking[0] in good
                elif not answered:
                    verdict = "missed"
                specific = set(question["facets"]) - {"overview"}
                if first_right and specific:
                    count["with facets"] += 1
                    given = set(answer["facets"]) - {"overview"}
                    count["facet"] += bool(specific & given) and len(given - specific) <= 1
            case "clarify" if good:
                count["unclear"] += 1
                count["asked"] += asked_right or first_right
                count["asked_back"] += asked_right
                verdict = verdict if asked_right or first_right or verdict == "wrong" else "missed"
            case "not_in_kb" | "out_of_scope" | "smalltalk":
                count[f"{question['outcome']} n"] += 1
                count[question["outcome"]] += outcome in REFUSALS
                count["not_in_kb_safe"] += question["outcome"] == "not_in_kb" and (
                    outcome in REFUSALS or outcome == "clarify"
                )
                if verdict != "wrong" and outcome not in REFUSALS:
                    verdict = "refused"
            case _:
                pass
        verdicts.append((verdict, question, answer))
    return _shares(count), verdicts


def _shares(count: Counter[str]) -> dict[str, float]:
    """Counts as shares of what they are counted over."""
    over = {
        **dict.fromkeys(("hit@1", "hit@3", "hit@5", "right", "helped", "needless"), "answerable"),
        "wrong": "questions",
        "asked": "unclear",
        "asked_back": "unclear",
        "facet": "with facets",
        "out_of_scope": "out_of_scope n",
        "not_in_kb": "not_in_kb n",
        "not_in_kb_safe": "not_in_kb n",
        "smalltalk": "smalltalk n",
    }
    shares = {name: round(count[name] / count[whole], 4) for name, whole in over.items() if count[whole]}
    return {"questions": count["questions"], "answerable": count["answerable"], **shares}


def ask_all(rows: Sequence[Row], assistant: Assistant) -> list[Row]:
    """The answers to judged questions, each in a chat of its own."""
    answers = []
    for number, row in enumerate(rows):
        chat = f"question {number}"
        for turn in row.get("previous") or []:
            assistant.answer(turn, chat)
        answers.append(as_object(assistant.answer(row["question"], chat)))
        assistant.state.forget(chat)
    return answers


def main(argv: Sequence[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.evaluate", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", type=Path, nargs="*", metavar="FILE")
    parser.add_argument(
        "--knowledge", type=Path, metavar="FOLDER", help="folder of releases (default: KNOWLEDGE_FOLDER)"
    )
    parser.add_argument("--show", choices=["wrong", "asked", "missed", "refused"])
    parser.add_argument("--strip-marks", action="store_true", help="ask without tone marks")
    parser.add_argument("--typo", type=int, metavar="SEED", help="ask with one typing error a question")
    parser.add_argument("--after", type=int, metavar="SEED", help="ask what stands alone after another question")
    options = parser.parse_args(argv)
    files = options.files or [*sorted(OWN.glob("*.jsonl")), *([DEV] if DEV.exists() else [])]
    if not options.files and not DEV.exists():
        print(f"{DEV} is absent: measuring on our own questions only", file=sys.stderr)
    try:
        settings = load_settings()
        current = CurrentRelease(options.knowledge or settings.knowledge_folder)
        held = {title.code for title in current.get().titles()}
    except (ReleaseError, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    assistant = Assistant(current.get, MemoryState(), settings.stale_days)
    for file in files:
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        usable = [row for row in rows if not row["acceptable"] or held & set(row["acceptable"])]
        asked = [changed(row, options.strip_marks, options.typo) for row in usable]
        if options.after is not None:
            asked = _after_another(asked, options.after)
        groups = {"": asked}
        if any(row.get("kind") == "everyday" for row in asked):
            groups = {
                " (everyday)": [row for row in asked if row.get("kind") == "everyday"],
                " (rest)": [row for row in asked if row.get("kind") != "everyday"],
            }
        for name, group in groups.items():
            shares, verdicts = measure(group, ask_all(group, assistant))
            print(f"{file.name}{name}: " + "  ".join(f"{key} {value}" for key, value in shares.items()))
            for verdict, question, answer in verdicts:
                if verdict == options.show:
                    judged = f"judged {question['outcome']} {question.get('best') or ''}"
                    given = f"{answer['outcome']} {answer['procedures'][:3]}"
                    print(f"  {question['id']} {question['question']!r} → {given}, {judged}")
        if len(usable) < len(rows):
            print(f"  {len(rows) - len(usable)} left out: the release holds none of their procedures")
    return 0


def _after_another(rows: Sequence[Row], seed: int) -> list[Row]:
    """The questions that stand alone, each after another of them in the same chat."""
    alone = [row for row in rows if not row.get("previous")]
    chance = random.Random(seed)  # noqa: S311 (reproducible choice, no secret)
    return [{**row, "previous": [chance.choice(alone)["question"]]} for row in alone]


def changed(row: Row, strip_marks: bool, seed: int | None) -> Row:
    """The question without marks, or with a typing error."""
    question = row["question"]
    if strip_marks:
        question = fold(question)
    if seed is not None:
        question = with_typing_error(question, f"{seed} {row['id']}")
    return {**row, "question": question}


if __name__ == "__main__":
    sys.exit(main())
