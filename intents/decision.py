"""From a ranking to a decision: answer, ask back, or cannot tell.

Two small models, trained by ``scripts.train_ranker`` and kept in ``data/weights.toml``: how likely the first target is
the one meant (``confidence``) and how likely one of the first five is (``answerable``), and the thresholds of the
three bands, chosen by cost: a wrong answer costs most, a refusal of an answerable question and a needless question
back cost less.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np

from intents.cues import data
from intents.index import Index
from intents.ranking import FEATURES, Query, Ranking, Scorer

CONFIDENCE = (
    "bias",
    "share",
    "lead",
    "score",
    "union_covers",
    "best_both",
    "best_cosine",
    "exact",
    "body_covers",
    "unknown",
    "heaviest_missed",
    "words",
    "few_words",
    "act_clash",
    "own_of_province",
    "name_explained",
    "situation_explained",
    "support",
    "union_pairs",
    "specific_missed",
    "strong_unasked",
    "is_general",
    "is_ambiguous",
    "is_scope",
    "is_known",
    "follows",
    "topic",
    "same_field",
)
_COLUMN = {name: place for place, name in enumerate(FEATURES)}


@dataclass(frozen=True, slots=True)
class Judged:
    """A ranking with probabilities.

    ``shares``: softmax over the shortlist; ``confidence``: that the first target is meant.
    """

    ranking: Ranking
    shares: tuple[float, ...]
    confidence: float
    answerable: float
    """that one of the first five targets is meant"""
    features: tuple[float, ...]

    @property
    def named(self) -> float:
        """How nearly the question is a name of the first target: 1 when it is one, word for word."""
        return float(self.ranking.matrix[0][_COLUMN["best_both"]])


def shares_of(ranking: Ranking) -> list[float]:
    """The softmax of a ranking's scores."""
    scores = np.array([ranked.score for ranked in ranking.ranked], np.float64)
    powers = np.exp(scores - scores.max())
    shares: list[float] = (powers / powers.sum()).tolist()
    return shares


def judge(scorer: Scorer, query: Query, ranking: Ranking) -> Judged:
    """How sure the ranking is of its first target."""
    shares = shares_of(ranking)
    features = confidence_features(scorer, query, ranking, shares)
    return Judged(ranking, tuple(shares), _chance("confidence", features), _chance("answerable", features), features)


def _chance(model: str, features: tuple[float, ...]) -> float:
    """The probability that a logistic model gives."""
    table = data("weights")[model]
    total = sum(table.get(name, 0.0) * value for name, value in zip(CONFIDENCE, features, strict=True))
    return 1.0 / (1.0 + math.exp(-max(min(total, 30.0), -30.0)))


def confidence_features(scorer: Scorer, query: Query, ranking: Ranking, shares: list[float]) -> tuple[float, ...]:
    """The numbers that ``confidence`` weighs, in the order of ``CONFIDENCE``."""
    first = ranking.matrix[0]
    masses = [(word, scorer.idf(word)) for word in dict.fromkeys(query.words)]
    total = sum(mass for _, mass in masses) or 1.0
    target = ranking.ranked[0].target
    unknown = sum(mass for word, mass in masses if word not in scorer.index.terms)
    values = {name: float(first[_COLUMN[name]]) for name in CONFIDENCE if name in _COLUMN}
    values |= {
        "bias": 1.0,
        "share": shares[0],
        "lead": min(ranking.ranked[0].score - ranking.ranked[1].score, 6.0) / 6.0 if len(shares) > 1 else 1.0,
        "score": max(min(ranking.ranked[0].score, 50.0), -20.0) / 10.0,
        "unknown": unknown / total,
        "heaviest_missed": max((mass for word, mass in masses if not scorer.holds(target, word)), default=0.0) / total,
        "words": min(len(masses), 12) / 12,
        "few_words": float(len(masses) <= 1),
        "follows": float(bool(query.carried or query.topics)),
    }
    return tuple(values[name] for name in CONFIDENCE)


@cache
def thresholds() -> dict[str, float]:
    """The ``[decision]`` of the weights; ``docs/understanding.md`` says what each decides."""
    return dict(data("weights")["decision"])


def choices(index: Index, judged: Judged, most: int = 5) -> list[int]:
    """The targets worth offering, best first: procedures whose share is not negligible beside the first one's."""
    least = thresholds()["choice"] * judged.shares[0]
    found = []
    for ranked, share in zip(judged.ranking.ranked, judged.shares, strict=True):
        if index.targets[ranked.target].kind == "procedure" and share >= least:
            found.append(ranked.target)
        if len(found) == most:
            break
    return found
