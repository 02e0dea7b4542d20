"""Trains the weights and thresholds of understanding and writes them to ``intents/data/weights.toml``.

    python -m scripts.train_ranker [--knowledge FOLDER] [--questions FILE …] [--folds 5] [--dry-run]

Trained on judged questions (``tests/questions/*.jsonl`` that are not held out, and ``../shared/eval/dev.jsonl`` when
it is there) and on our own everyday names: each is asked as a question while it is left out of the index. The same
names, asked while the whole procedure is taken out, teach what a question without an answer looks like. The release
must hold the records that the questions are judged against. What is written is a readable file of a few dozen numbers.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from intents.cues import FOLDER
from intents.decision import CONFIDENCE, confidence_features, shares_of
from intents.index import FLAGS, NAME, SITUATION, gathered_phrases, index_of
from intents.intent import Topic
from intents.masking import mask
from intents.ranking import FEATURES, Query, Ranked, Ranking, Scorer
from intents.understand import in_context, next_topic, query_of, understand
from knowledge.store import Knowledge
from knowledge.text import fold

ROOT = Path(__file__).resolve().parents[1]
DEV = ROOT.parent / "shared" / "eval" / "dev.jsonl"
OWN = ROOT / "tests" / "questions"
TUNING = sorted(OWN.glob("tune*.jsonl"))
"""Our own judged questions that train; the others are held out."""
Array = npt.NDArray[np.float64]

SOURCE_WEIGHT = {"judged": 2.0, "situation": 0.7, "name": 0.35}
"""How much one example of each source counts: people's questions most, our own names least."""
FOR_CONFIDENCE = 2500
"""How many of our own phrases, unseen by the ranker, teach confidence what a question without an answer looks like."""
IN_CONFIDENCE = 0.3
"""What our own phrases count in confidence, of what they count in the ranking: people's questions are easier."""
SWITCHED = 0.25
"""What a question asked after another one counts beside one that was judged as it was asked."""
SELDOM = 0.25
"""How much a name of a procedure that is not among the most asked counts beside one that is: names are written for both
alike, but people ask for the second."""
FIXED_WEIGHTS = {"has_names": 1.5, "is_known": 0.0}
"""Weights that are not trained: our own names only ever ask for procedures that have names; and what is known by name
only is never the right answer of a judged question."""
RIDGE = 4.0
STEPS = 300
COSTS = {
    "wrong": 1.35,
    "missed": 1.0,
    "asked": 0.32,
    "asked_in_vain": 0.65,
    "asked_unanswerable": 0.33,
    "asked_out_of_scope": 0.8,
    "not_asked": 0.35,
}
"""What an outcome costs, in wrong answers; right answers and right refusals cost nothing."""


@dataclass(frozen=True)
class Example:
    """One question with its features. ``right``: which of the shortlist are acceptable; all False: none is."""

    source: str
    query: Query
    matrix: npt.NDArray[np.float32]
    targets: npt.NDArray[np.int32]
    right: npt.NDArray[np.bool_]
    outcome: str
    kind: str = ""
    importance: float = 1.0
    marks: str = "as typed"


def question_query(text: str, scorer: Scorer) -> Query:
    """What is searched for a question without a topic."""
    return query_of(mask(text).text, scorer)


def judged_examples(
    rows: Sequence[dict[str, Any]], scorer: Scorer, knowledge: Knowledge, skip: Sequence[int] = ()
) -> list[Example]:
    """Examples of judged questions, phrases in ``skip`` left out of the index; follow-ups with their topic."""
    ambiguous = [[code for code, _ in ambiguity.choices] for ambiguity in knowledge.ambiguities()]
    out = []
    for row in rows:
        query = question_query(row["question"], scorer)
        if not query.words:
            continue
        topic = Topic()
        for turn in row.get("previous") or ():
            topic = next_topic(topic, understand(turn, knowledge, topic), turn)
        if topic.code or topic.choices or topic.situation:
            query = in_context(query, scorer, knowledge, topic)
        targets, matrix = scorer.features(query, skip)
        good = {scorer.index.target_of[code] for code in row["acceptable"] if code in scorer.index.target_of}
        if row["outcome"] == "clarify":
            good |= {
                target
                for target in targets.tolist()
                if scorer.index.targets[target].kind == "ambiguous"
                and len(set(row["acceptable"]) & set(ambiguous[int(scorer.index.targets[target].codes[0])])) > 1
            }
        right = np.array([int(target) in good for target in targets])
        out.append(Example("judged", query, matrix, targets, right, row["outcome"], row.get("kind", "")))
    return out


def with_stripped(rows: Sequence[dict[str, Any]], scorer: Scorer, knowledge: Knowledge) -> list[list[Example]]:
    """Each judged question as typed, again without marks, and after another: cross-validation must never part them."""
    alone = [row["question"] for row in rows if not row.get("previous")]
    chance = random.Random(len(rows))  # noqa: S311 (reproducible choice, no secret)
    groups = []
    for row in rows:
        group = judged_examples([row], scorer, knowledge)
        plain = fold(row["question"])
        if plain != row["question"]:
            stripped = judged_examples([{**row, "question": plain}], scorer, knowledge)
            group += [replace(example, marks="stripped") for example in stripped]
        if not row.get("previous"):
            after = judged_examples([{**row, "previous": [chance.choice(alone)]}], scorer, knowledge)
            group += [replace(example, marks="after another", importance=SWITCHED) for example in after]
        groups.append(group)
    return [group for group in groups if group]


def name_examples(knowledge: Knowledge, scorer: Scorer, most: int, seed: int = 0) -> list[Example]:
    """Our own phrases asked as questions, each left out of the index; every fifth with its whole target taken out."""
    phrases = [
        (place, target, "situation" if kind == SITUATION else "name", text)
        for place, (target, kind, text) in enumerate(gathered_phrases(knowledge))
        if kind in (NAME, SITUATION)
    ]
    random.Random(seed).shuffle(phrases)  # noqa: S311 (reproducible choice, no secret)
    out = []
    for number, (place, target, source, text) in enumerate(phrases[:most]):
        query = question_query(fold(text) if number % 3 == 1 else text, scorer)
        if not query.words:
            continue
        targets, matrix = scorer.features(query, skip=(place,))
        right = targets == target
        kind = scorer.index.targets[target].kind
        importance = 1.0 if kind != "procedure" or scorer.index.flags[target, FLAGS.index("shipped")] else SELDOM
        if number % 5 == 0 and kind == "procedure":
            keep = ~right
            out.append(
                Example(
                    source,
                    query,
                    matrix[keep],
                    targets[keep],
                    np.zeros(int(keep.sum()), bool),
                    "not_in_kb",
                    kind,
                    importance,
                )
            )
        else:
            out.append(Example(source, query, matrix, targets, right, "answer", kind, importance))
    return out


def fit_ranker(examples: Sequence[Example]) -> Array:
    """Weights of ``FEATURES`` that make acceptable targets likeliest (softmax over the shortlist, ridge penalty)."""
    usable = [example for example in examples if example.right.any() and example.outcome == "answer"]
    width = len(FEATURES)
    size = max(len(example.targets) for example in usable)
    values = np.zeros((len(usable), size, width), np.float32)
    right = np.zeros((len(usable), size), bool)
    real = np.zeros((len(usable), size), bool)
    for row, example in enumerate(usable):
        count = len(example.targets)
        values[row, :count], right[row, :count], real[row, :count] = example.matrix, example.right, True
    importance = np.array([SOURCE_WEIGHT[example.source] * example.importance for example in usable])
    scale = values.reshape(-1, width).std(axis=0) + 1e-3
    values /= scale
    rows = values.reshape(-1, width)
    weight, first, second = np.zeros(width), np.zeros(width), np.zeros(width)
    held = {FEATURES.index(name): value * scale[FEATURES.index(name)] for name, value in FIXED_WEIGHTS.items()}
    for step in range(1, STEPS + 1):
        scores = np.where(real, values @ weight.astype(np.float32), -1e9)
        scores -= scores.max(axis=1, keepdims=True)
        shares = np.exp(scores)
        shares /= shares.sum(axis=1, keepdims=True)
        wanted = shares * right
        wanted /= wanted.sum(axis=1, keepdims=True) + 1e-12
        missed = (importance[:, None] * (wanted - shares)).astype(np.float32)
        slope = (RIDGE * weight - missed.reshape(-1) @ rows) / importance.sum()
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope * slope
        rate = 0.3 if step < 0.7 * STEPS else 0.05
        weight -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        for place, value in held.items():
            weight[place] = value
    return np.asarray(weight / scale, np.float64)


def ranking_of(example: Example, weight: Array) -> Ranking:
    """The ranking of an example under ``weight``."""
    scores = example.matrix @ weight
    order = np.argsort(-scores, kind="stable")
    return Ranking(
        tuple(Ranked(int(example.targets[place]), float(scores[place])) for place in order), example.matrix[order]
    )


def first_right(example: Example, weight: Array) -> int:
    """Place of the first acceptable target, 99 when none is on the shortlist."""
    order = np.argsort(-(example.matrix @ weight), kind="stable")
    places = np.flatnonzero(example.right[order])
    return int(places[0]) if len(places) else 99


def confidence_row(
    example: Example, weight: Array, scorer: Scorer
) -> tuple[tuple[float, ...], bool, bool, list[float]]:
    """(features of confidence, whether the first target is the one meant, whether one of five is, shares)."""
    ranking = ranking_of(example, weight)
    shares = shares_of(ranking)
    place = first_right(example, weight)
    right = example.outcome == "answer" and place == 0
    return confidence_features(scorer, example.query, ranking, shares), right, place < 5, shares


def fit_confidence(rows: Sequence[tuple[tuple[float, ...], bool, float]]) -> Array:
    """Logistic regression: weights of ``CONFIDENCE``. Rows: (features, right, importance)."""
    values = np.array([row[0] for row in rows])
    right = np.array([row[1] for row in rows], float)
    importance = np.array([row[2] for row in rows])
    weight = np.zeros(values.shape[1])
    for _ in range(60):
        chance = 1 / (1 + np.exp(-values @ weight))
        slope = values.T @ (importance * (chance - right)) + 0.5 * weight
        curve = (values * (importance * chance * (1 - chance))[:, None]).T @ values + 0.5 * np.eye(len(weight))
        weight -= np.linalg.solve(curve, slope)
    return weight


def write(trained: Trained, path: Path) -> None:
    """Writes the weights as TOML."""
    lines = ["# Written by scripts.train_ranker; see docs/understanding.md. Do not edit by hand."]
    for name, table in trained.table().items():
        digits = 3 if name == "decision" else 4
        lines += ["", f"[{name}]", *(f"{key} = {value:.{digits}f}" for key, value in table.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


FIXED = {
    "over_scope": 0.9,
    "scope": 0.4,
    "general": 0.4,
    "known": 0.4,
    "ambiguous": 0.35,
    "choice": 0.06,
    "listed": 0.6,
    "single": 0.4,
}
"""Thresholds that are set by hand: they concern few examples."""


SMOOTHED = 8
"""How many steps of a threshold, of 0.02 each, its cost is averaged over on either side."""
SURE = 0.8
"""From which confidence on an answer offers no «không phải thủ tục này», unless it takes more to answer at all."""
Tried = tuple[Example, Array, float, float, list[float]]
"""(example, the ranker's weights, confidence, answerable, shares)"""


def cost_of(examples: Sequence[Tried], answer: float, ask: float) -> float:
    """Mean cost of deciding with two thresholds."""
    total = 0.0
    for example, weight, sure, answerable, shares in examples:
        order = np.argsort(-(example.matrix @ weight), kind="stable")
        offered = example.right[order][:5] & (np.array(shares[:5]) >= FIXED["choice"] * shares[0])
        if sure >= answer:
            if example.outcome == "answer" and not example.right[order[0]]:
                total += COSTS["wrong"]
            elif example.outcome == "clarify":
                total += COSTS["not_asked"] if example.right[order[0]] else COSTS["wrong"]
            elif example.outcome not in ("answer", "clarify"):
                total += COSTS["wrong"]
        elif answerable >= ask:
            if example.outcome == "answer":
                total += COSTS["asked"] if offered.any() else COSTS["asked_in_vain"]
            elif example.outcome == "clarify":
                total += 0.0 if offered.any() else COSTS["asked_in_vain"]
            else:
                total += COSTS["asked_unanswerable" if example.outcome == "not_in_kb" else "asked_out_of_scope"]
        elif example.outcome in ("answer", "clarify"):
            total += COSTS["missed"]
    return total / len(examples)


def thresholds_of(tried: Sequence[Tried]) -> tuple[float, float, float]:
    """(mean cost, answer, ask): the cheapest thresholds, each cost averaged with its neighbours', as it is ragged."""
    answers, asks = np.arange(0.3, 0.9, 0.02), np.arange(0.1, 0.9, 0.02)
    costs = np.array([[cost_of(tried, answer, ask) for ask in asks] for answer in answers])
    padded: Array = np.pad(costs, SMOOTHED, mode="edge")
    near = range(2 * SMOOTHED + 1)
    rows, columns = costs.shape
    mean = np.mean([padded[i : i + rows, j : j + columns] for i in near for j in near], axis=0)
    row, column = np.unravel_index(int(np.argmin(mean)), mean.shape)
    return float(costs[row, column]), float(answers[row]), float(asks[column])


def report(title: str, pairs: Sequence[tuple[str, int]]) -> None:
    """Prints hit@k by group."""
    groups: dict[str, list[int]] = {}
    for group, place in pairs:
        groups.setdefault(group, []).append(place)
    for group, places in sorted(groups.items()):
        found = np.array(places)
        hits = "  ".join(f"@{k} {np.mean(found < k):.3f}" for k in (1, 3, 5, 10))
        print(f"{title} {group:18s} n={len(found):5d}  {hits}  shortlist {np.mean(found < 99):.3f}")


@dataclass(frozen=True)
class Trained:
    """What training gives: weights of ``FEATURES`` and twice of ``CONFIDENCE``, and the thresholds."""

    ranker: Array
    confidence: Array
    answerable: Array
    decision: dict[str, float]

    def table(self) -> dict[str, dict[str, float]]:
        """The weights as ``data/weights.toml`` holds them."""
        return {
            "ranker": dict(zip(FEATURES, self.ranker.tolist(), strict=True)),
            "confidence": dict(zip(CONFIDENCE, self.confidence.tolist(), strict=True)),
            "answerable": dict(zip(CONFIDENCE, self.answerable.tolist(), strict=True)),
            "decision": self.decision,
        }


def train(
    groups_of: Sequence[Sequence[Example]],
    own: Sequence[Example],
    unseen: Sequence[Example],
    scorer: Scorer,
    folds: int,
    *,
    quiet: bool = False,
) -> Trained:
    """Trains everything; prints cross-validated figures.

    Args:
        groups_of: Judged examples; those of one group are never parted by cross-validation.
        own: Our own phrases that train the ranker.
        unseen: Our own phrases that train confidence, which the ranker has not seen.
        scorer: Scores against the release that the examples were made with.
        folds: How many parts the judged examples are cut into, so that confidence learns from unseen ones.
        quiet: Print nothing.
    """
    judged = [example for group in groups_of for example in group]
    held: list[tuple[Example, Array]] = []
    for part in range(folds):
        others = [example for place, group in enumerate(groups_of) if place % folds != part for example in group]
        weight = fit_ranker([*others, *own])
        held += [(example, weight) for group in groups_of[part::folds] for example in group]
    rows_of = [(example, ranker, SOURCE_WEIGHT["judged"] * example.importance) for example, ranker in held]
    weight = fit_ranker([*judged, *own])
    rows_of += [
        (example, weight, IN_CONFIDENCE * SOURCE_WEIGHT[example.source] * example.importance) for example in unseen
    ]
    confident = [(confidence_row(example, ranker, scorer), importance) for example, ranker, importance in rows_of]
    confidence = fit_confidence([(features, right, importance) for (features, right, _, _), importance in confident])
    answerable = fit_confidence([(features, near, importance) for (features, _, near, _), importance in confident])
    tried: list[Tried] = []
    for (example, ranker), ((features, _, _, shares), _) in zip(held, confident, strict=False):
        chances = [float(1 / (1 + np.exp(-np.dot(model, features)))) for model in (confidence, answerable)]
        tried.append((example, ranker, chances[0], chances[1], shares))
    cost, answer, ask = thresholds_of(tried)
    if not quiet:
        groups = [
            (f"{'everyday' if example.kind == 'everyday' else 'rest'} {example.marks}", first_right(example, ranker))
            for example, ranker in held
            if example.outcome == "answer"
        ]
        report(f"{folds}-fold", groups)
        print(f"thresholds: answer {answer:.2f}, ask {ask:.2f}, cost {cost:.4f}")
        report(
            "trained",
            [
                ("everyday" if e.kind == "everyday" else e.source, first_right(e, weight))
                for e in [*judged, *own]
                if e.outcome == "answer"
            ],
        )
    return Trained(
        weight,
        confidence,
        answerable,
        {"answer": float(answer), "ask": float(ask), "sure": float(max(SURE, answer)), **FIXED},
    )


def read_questions(paths: Sequence[Path]) -> list[dict[str, Any]]:
    """Judged questions of JSON Lines files in the form of ``dev.jsonl``."""
    return [
        json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
    ]


def main(argv: Sequence[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--knowledge", type=Path, help="folder of releases (default: the settings')")
    parser.add_argument(
        "--questions", type=Path, nargs="*", help="judged questions (default: our own and ../shared/eval/dev.jsonl)"
    )
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--names", type=int, default=300, help="how many everyday names to ask at most")
    parser.add_argument("--dry-run", action="store_true", help="print the figures, write nothing")
    options = parser.parse_args(argv)
    from bot.settings import knowledge_folder  # noqa: PLC0415 (only the default needs it)
    from knowledge.release import CurrentRelease  # noqa: PLC0415

    paths = options.questions
    if paths is None:
        paths = [*TUNING, *([DEV] if DEV.exists() else [])]
        if not DEV.exists():
            print(f"{DEV} is absent: training without it", file=sys.stderr)
    knowledge = CurrentRelease(options.knowledge or knowledge_folder()).get()
    scorer = Scorer(index_of(knowledge))
    groups_of = with_stripped(read_questions(paths), scorer, knowledge)
    random.Random(1).shuffle(groups_of)  # noqa: S311 (reproducible folds)
    phrases = name_examples(knowledge, scorer, options.names + FOR_CONFIDENCE)
    trained = train(groups_of, phrases[: options.names], phrases[options.names :], scorer, options.folds)
    if not options.dry_run:
        write(trained, FOLDER / "weights.toml")
    return 0


if __name__ == "__main__":
    sys.exit(main())
