"""The whole of understanding measured on questions that its weights have not seen, by cross-validation.

    python -m scripts.cross_validate [--knowledge FOLDER] [--folds 5] [--names 1000] [--show wrong]

The questions of ``../shared/eval/dev.jsonl`` are cut into parts; each part is asked with weights and thresholds that
were trained on the other parts, on our tuning questions and on our own phrases. The measures are those of
``scripts.evaluate``.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.assistant import Assistant
from bot.settings import knowledge_folder
from bot.state import MemoryState
from intents.cues import data
from intents.decision import thresholds
from intents.index import index_of
from intents.ranking import Scorer, weights
from knowledge.release import CurrentRelease
from scripts.evaluate import Row, ask_all, changed, measure
from scripts.train_ranker import (
    DEV,
    FOR_CONFIDENCE,
    TUNING,
    Trained,
    name_examples,
    read_questions,
    train,
    with_stripped,
)


def use(trained: Trained) -> None:
    """Understand with these weights from now on."""
    data("weights").clear()
    data("weights").update(trained.table())
    weights.cache_clear()
    thresholds.cache_clear()


def main(argv: Sequence[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.cross_validate",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--knowledge", type=Path, metavar="FOLDER", help="folder of releases (default: the settings')")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--names", type=int, default=300, help="how many everyday names train the ranker")
    parser.add_argument("--with-tuning", action="store_true", help="cut up our tuning questions as well")
    parser.add_argument("--show", choices=["wrong", "asked", "missed", "refused"])
    options = parser.parse_args(argv)
    if not DEV.exists():
        print(f"{DEV} is absent: there is nothing to cross-validate on", file=sys.stderr)
        return 1
    current = CurrentRelease(options.knowledge or knowledge_folder())
    knowledge = current.get()
    scorer = Scorer(index_of(knowledge))
    dev, tuning = read_questions([DEV]), read_questions(TUNING)
    if options.with_tuning:
        dev, tuning = dev + tuning, []
    random.Random(2).shuffle(dev)  # noqa: S311 (reproducible folds)
    phrases = name_examples(knowledge, scorer, options.names + FOR_CONFIDENCE)
    own, unseen = phrases[: options.names], phrases[options.names :]
    asked: dict[str, list[tuple[Row, Row]]] = {"typed": [], "stripped": []}
    for part in range(options.folds):
        rest = [row for place, row in enumerate(dev) if place % options.folds != part]
        groups = with_stripped([*rest, *tuning], scorer, knowledge)
        random.Random(1).shuffle(groups)  # noqa: S311 (reproducible folds)
        use(train(groups, own, unseen, scorer, options.folds, quiet=True))
        assistant = Assistant(current.get, MemoryState())
        for name, pairs in asked.items():
            rows = [changed(row, name == "stripped", None) for row in dev[part :: options.folds]]
            pairs.extend(zip(rows, ask_all(rows, assistant), strict=True))
    for name, pairs in asked.items():
        for kind in ("rest", "everyday"):
            group = [pair for pair in pairs if (pair[0].get("kind") == "everyday") == (kind == "everyday")]
            shares, verdicts = measure([row for row, _ in group], [answer for _, answer in group])
            print(f"{name} {kind}: " + "  ".join(f"{key} {value}" for key, value in shares.items()))
            for verdict, question, answer in verdicts if name == "typed" else ():
                if verdict == options.show:
                    print(
                        f"  {question['id']} {question['question']!r} → {answer['outcome']} {answer['procedures'][:3]},"
                    )
                    print(f"    judged {question['outcome']} {question.get('best') or ''}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
