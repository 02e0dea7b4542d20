"""What each part of understanding brings: the ranking trained and measured with the part taken out.

    python -m scripts.ablate [--knowledge FOLDER] [--names 300]

Prints a Markdown table: hit@1 and hit@5 by five-fold cross-validation on the judged questions (our tuning half and
``../shared/eval/dev.jsonl`` when it is there), and on our held-out half with weights trained on all the others. Kind
``everyday`` apart from the rest. The table stands in ``docs/understanding.md``.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from bot.settings import knowledge_folder
from intents.index import NAME, SITUATION, index_of
from intents.ranking import FEATURES, Scorer
from knowledge.release import CurrentRelease, ReleaseError
from knowledge.store import Knowledge
from scripts.train_ranker import (
    DEV,
    OWN,
    TUNING,
    Example,
    first_right,
    fit_ranker,
    judged_examples,
    name_examples,
    read_questions,
)

FOLDS = 5
COLUMNS: dict[str, tuple[str, ...]] = {
    "acts": ("act_", "specific_"),
    "circumstances": ("circumstance_", "strong_", "foreign_", "army_", "organisation_unasked"),
    "word list (lexicon)": ("expanded",),
    "words of the record": ("body",),
    "tone marks": ("marks_disagree",),
    "pairs of words": ("union_pairs",),
    "how many phrases speak for it": ("support",),
    "coverage by all names together": ("union_",),
    "levels, kinds, who asks": ("commune", "ministry_only", "own_of", "internal", "citizen", "organisation_only"),
    "how much is said of a target": ("phrases",),
    "what was said before": ("same_field", "topic"),
}
"""Part → beginnings of the names of its features."""
PHRASES = {"situations": (SITUATION,), "everyday names and situations": (NAME, SITUATION)}


def without(examples: Sequence[Example], beginnings: Sequence[str]) -> list[Example]:
    """The examples with some features nought."""
    keep = np.array([not name.startswith(tuple(beginnings)) for name in FEATURES]) if beginnings else True
    return [replace(example, matrix=example.matrix * keep) for example in examples]


def measure(judged: Sequence[Example], own: Sequence[Example], held: Sequence[Example]) -> list[str]:
    """The cells of one row: (cross-validated, held out) × (rest, everyday) × (hit@1, hit@5)."""
    places: list[tuple[Example, int]] = []
    for fold in range(FOLDS):
        weight = fit_ranker([example for place, example in enumerate(judged) if place % FOLDS != fold] + list(own))
        places += [(example, first_right(example, weight)) for example in judged[fold::FOLDS]]
    weight = fit_ranker([*judged, *own])
    unseen = [(example, first_right(example, weight)) for example in held]
    cells = []
    for found in (places, unseen):
        for everyday in (False, True):
            hits = np.array([
                place
                for example, place in found
                if example.outcome == "answer" and (example.kind == "everyday") == everyday
            ])  # fmt: skip
            cells += [f"{np.mean(hits < 1):.3f}", f"{np.mean(hits < 5):.3f}"] if len(hits) else ["–", "–"]
    return cells


def table(knowledge: Knowledge, names: int) -> None:
    """Prints the table, a row as soon as it is measured."""
    scorer = Scorer(index_of(knowledge))
    rows = read_questions([*TUNING, *([DEV] if DEV.exists() else [])])
    unseen = read_questions(sorted(OWN.glob("held*.jsonl")))
    judged = judged_examples(rows, scorer, knowledge)
    random.Random(1).shuffle(judged)  # noqa: S311 (reproducible folds)
    own = name_examples(knowledge, scorer, names)
    held = judged_examples(unseen, scorer, knowledge)
    print("| part taken out | CV @1 | CV @5 | CV everyday @1 | @5 | held @1 | held @5 | held everyday @1 | @5 |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    print("| nothing |", " | ".join(measure(judged, own, held)), "|", flush=True)
    for part, beginnings in COLUMNS.items():
        cells = measure(without(judged, beginnings), without(own, beginnings), without(held, beginnings))
        print(f"| {part} |", " | ".join(cells), "|", flush=True)
    print("| our own phrases as training |", " | ".join(measure(judged, [], held)), "|", flush=True)
    for part, kinds in PHRASES.items():
        skip = np.flatnonzero(np.isin(scorer.index.phrase_kind, kinds)).tolist()
        fewer = judged_examples(rows, scorer, knowledge, skip)
        random.Random(1).shuffle(fewer)  # noqa: S311 (the same folds)
        cells = measure(fewer, [], judged_examples(unseen, scorer, knowledge, skip))
        print(f"| {part} |", " | ".join(cells), "|", flush=True)


def main(argv: Sequence[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.ablate", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--knowledge", type=Path, metavar="FOLDER", help="folder of releases (default: KNOWLEDGE_FOLDER)"
    )
    parser.add_argument("--names", type=int, default=300, help="how many of our own phrases train")
    options = parser.parse_args(argv)
    try:
        knowledge = CurrentRelease(options.knowledge or knowledge_folder()).get()
    except ReleaseError as error:
        print(error, file=sys.stderr)
        return 1
    if not DEV.exists():
        print(f"{DEV} is absent: measuring on our own questions only", file=sys.stderr)
    table(knowledge, options.names)
    return 0


if __name__ == "__main__":
    sys.exit(main())
