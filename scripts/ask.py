"""Asks the assistant from a program or a terminal.

    python -m scripts.ask [--knowledge FOLDER] "làm giấy khai sinh cần giấy tờ gì"
    python -m scripts.ask --json [--knowledge FOLDER] < questions.jsonl > answers.jsonl
    python -m scripts.ask --why "mất cccd làm lại"

With ``--json``, each line read is ``{"id", "question", "previous": [earlier turns]}``; each line written has the keys
that ``docs/data-format.md`` lists. Exit codes: 0 all asked, 1 there is no release, 2 wrong usage or a line that is no
question.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TextIO

from bot.assistant import Assistant
from bot.plain import plain_text
from bot.reply import Figure, Reply
from bot.settings import SettingsError, load_settings
from bot.state import MemoryState
from intents.frames import names_of
from intents.ranking import FEATURES, weights
from intents.understand import Reading, explain, scorer_of
from knowledge.release import CurrentRelease, ReleaseError
from knowledge.store import Knowledge

Object = dict[str, Any]


def main(argv: Sequence[str] | None = None, stdin: TextIO = sys.stdin, stdout: TextIO = sys.stdout) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.ask", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "question", nargs="?", help="one question; without it and without --json, lines of standard input"
    )
    parser.add_argument("--json", action="store_true", help="read and write JSON Lines")
    parser.add_argument("--why", action="store_true", help="show what was understood and how the ranking came about")
    parser.add_argument(
        "--knowledge", type=Path, metavar="FOLDER", help="folder of releases (default: KNOWLEDGE_FOLDER)"
    )
    options = parser.parse_args(argv)
    if isinstance(stdin, TextIOWrapper):
        stdin.reconfigure(encoding="utf-8-sig", errors="replace")
    if isinstance(stdout, TextIOWrapper):  # a lone surrogate becomes the escape that JSON has for it
        stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        settings = load_settings()
        current = CurrentRelease(options.knowledge or settings.knowledge_folder)
        current.get()
    except (ReleaseError, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1 if isinstance(error, ReleaseError) else 2
    assistant = Assistant(current.get, MemoryState(), settings.stale_days)
    try:
        if options.json:
            return _ask_lines(assistant, stdin, stdout)
        questions = [options.question] if options.question is not None else (line.rstrip("\n") for line in stdin)
        for question in questions:
            if options.why:
                stdout.write(why(question, current.get()) + "\n\n")
            stdout.write(plain_text(assistant.answer(question, "terminal")) + "\n")
    except BrokenPipeError:  # whoever reads has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


@dataclass(frozen=True, slots=True)
class _Asked:
    """One line as it was read: what it asks, and what is wrong with it."""

    id: object = None
    question: str = ""
    previous: tuple[str, ...] = ()
    problem: str = ""


def _ask_lines(assistant: Assistant, stdin: TextIO, stdout: TextIO) -> int:
    """Answers JSON Lines in order, one object for each; a bad line is answered like an empty question and reported."""
    assistant.warm_up()
    bad = 0
    for number, line in enumerate(stdin, 1):
        if not line.strip():
            continue
        asked = _asked(line)
        if asked.problem:
            bad += 1
            print(
                f'line {number}: {asked.problem}; write {{"id": …, "question": "…", "previous": ["…"]}}',
                file=sys.stderr,
            )
        chat = f"line {number}"
        for turn in asked.previous:
            assistant.answer(turn, chat)
        started = time.perf_counter()
        reply = assistant.answer(asked.question, chat)
        took = round((time.perf_counter() - started) * 1000, 3)
        assistant.state.forget(chat)
        answer = {"id": asked.id, **as_object(reply), "milliseconds": took}
        for part in answer.get("parts", ()):
            part.update(id=asked.id, milliseconds=took)
        if asked.problem:
            answer["problem"] = asked.problem
        stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        stdout.flush()
    return 2 if bad else 0


def _asked(line: str) -> _Asked:
    """What a line asks; whatever it is, something can be answered."""
    try:
        found = json.loads(line, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        return _Asked(problem="not JSON")
    if not isinstance(found, dict):
        return _Asked(problem="not an object")
    question, previous = found.get("question"), found.get("previous") or []
    turns = [previous] if isinstance(previous, str) else previous if isinstance(previous, list) else [None]
    problem = ""
    if not isinstance(question, str):
        problem = "«question» is not text"
    elif not all(isinstance(turn, str) for turn in turns):
        problem = "«previous» is not a list of texts"
    return _Asked(
        found.get("id"),
        question if isinstance(question, str) else "",
        tuple(turn for turn in turns if isinstance(turn, str)),
        problem,
    )


def as_object(reply: Reply) -> Object:
    """A reply as programs read it (all keys but ``id``, ``milliseconds`` and ``problem``)."""
    parts = [as_object(part) for part in reply.parts]
    found: Object = {
        "outcome": reply.outcome.value,
        "procedures": list(reply.codes),
        "candidates": list(reply.candidates)[:10],
        "facets": [facet.value for facet in reply.facets],
        "reply": plain_text(reply),
        "buttons": [button.label for button in reply.buttons],
        "links": list(reply.links),
        "figures": [_figure(figure) for figure in reply.figures],
        "release": reply.release,
    }
    if parts:
        found["outcome"] = parts[0]["outcome"]
        for key in ("procedures", "candidates", "facets", "links"):
            found[key] = list(dict.fromkeys(value for part in parts for value in part[key]))
        found["candidates"] = _in_turn([part["candidates"] for part in parts])
        found["figures"] = [figure for part in parts for figure in part["figures"]]
        found["parts"] = parts
    return found


def _in_turn(rankings: Sequence[Sequence[str]]) -> list[str]:
    """The first of each ranking, then the second of each, and so on; at most ten."""
    longest = max((len(ranking) for ranking in rankings), default=0)
    order = (ranking[place] for place in range(longest) for ranking in rankings if place < len(ranking))
    return list(dict.fromkeys(order))[:10]


def _figure(figure: Figure) -> Object:
    return {
        "locality": figure.locality,
        "metric": figure.metric,
        "value": figure.value,
        "unit": figure.unit,
        "period_from": figure.period_from,
        "period_to": figure.period_to,
        "as_of": figure.as_of,
        "source": figure.source,
        "scope": figure.scope,
        "qualifier": figure.qualifier.value,
        "formula": figure.formula,
    }


def why(question: str, knowledge: Knowledge) -> str:
    """What was understood, the ten best with the features that weigh most, and what was decided."""
    return "\n".join(_why(explain(question, knowledge), knowledge))


def _why(reading: Reading, knowledge: Knowledge) -> Iterator[str]:
    query = reading.query
    yield f"words       {' '.join(reading.utterance.marked)}"
    yield f"facets      {', '.join(facet.value for facet in reading.cues.facets) or '-'}"
    yield f"searched    {' '.join(query.words) or '-'}"
    yield f"acts        {', '.join(names_of('act', query.frame.acts)) or '-'}"
    yield f"circumst.   {', '.join(names_of('circumstance', query.frame.circumstances)) or '-'}"
    yield f"expansions  {'; '.join(' '.join(term) for term in query.expansions) or '-'}"
    if reading.judged is not None:
        index = scorer_of(knowledge).index
        judged = reading.judged
        yield f"confidence  {judged.confidence:.2f}"
        for place, (ranked, share) in enumerate(zip(judged.ranking.ranked[:10], judged.shares, strict=False)):
            target = index.targets[ranked.target]
            record = knowledge.procedure(target.codes[0]) if target.kind == "procedure" else None
            name = record.name[:70] if record else target.kind
            yield f"{place + 1:3d} {share:5.1%} {ranked.score:7.2f}  {target.codes[0]}  {name}"
            row = judged.ranking.matrix[place] * weights()
            strongest = sorted(zip(FEATURES, row, strict=True), key=lambda pair: -abs(pair[1]))[:6]
            yield "               " + "  ".join(
                f"{feature} {value:+.2f}" for feature, value in strongest if abs(value) > 0.005
            )
    yield f"decided     {reading.intent.outcome.value}"


if __name__ == "__main__":
    sys.exit(main())
