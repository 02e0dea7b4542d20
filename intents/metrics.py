"""What is measured, as people say it («đúng hạn», «trễ hẹn», «nộp online»), to metrics (``data/metrics.toml``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from intents.cues import data
from intents.words import MarkedPhrases, Word, words_of

_DOSSIERS = frozenset({"on_time", "overdue", "online", "in_person", "digitised", "satisfaction"})
_LEVELS = frozenset({"level_3", "level_4", "levels_3_4", "full_online"})
_PAYMENT = frozenset({"online_payment", "transactions", "payment_amount", "payment_average", "integrated"})
_HIDES = {
    "total": _DOSSIERS | _LEVELS | {"online_payment", "transactions", "e_result"},
    "online": _LEVELS | _PAYMENT | {"e_certification", "satisfaction"},
    "online_payment": _PAYMENT - {"online_payment"},
    "transactions": frozenset({"payment_amount", "payment_average"}),
    "payment_amount": frozenset({"payment_average"}),
    "with_fees": frozenset({"integrated"}),
    "published": frozenset({"decisions"}),
    "one_stop": _DOSSIERS | {"total"},
    "level_3": frozenset({"levels_3_4"}),
    "level_4": frozenset({"levels_3_4"}),
    "reform_index": frozenset({"rank", "rank_change", "score", "ranked_units", "par_index"}),
    "par_index": frozenset({"rank", "rank_change", "score", "ranked_units"}),
    "rank": frozenset({"rank_change", "ranked_units"}),
    "in_person": frozenset({"satisfaction"}),
    "on_time": frozenset({"petitions"}),
}
"""A concept, and those whose presence makes its words part of theirs."""
_RANKS = frozenset({"rank", "reform_index", "par_index", "score"})


@dataclass(frozen=True, slots=True)
class Concept:
    """Something that is measured: the metrics it can mean, by the measure asked."""

    id: str
    rate: tuple[str, ...]
    count: tuple[str, ...]
    bare: tuple[str, ...]
    target: tuple[str, ...] = ()
    yearly: tuple[str, ...] = ()
    monthly: tuple[str, ...] = ()
    beside: str = ""
    all: bool = False
    """every metric that a place has is meant, not the first"""
    clear: bool = False
    """the words are about how a place does, whatever stands beside them"""

    @property
    def metrics(self) -> tuple[str, ...]:
        """Every metric it can mean."""
        together = (*self.bare, *self.rate, *self.count, *self.target, *self.yearly, *self.monthly)
        return tuple(dict.fromkeys(together))


@dataclass(frozen=True, slots=True)
class MetricsSaid:
    """What a question says of metrics: concepts in order, the measures asked («rate», «count» …), the metrics meant."""

    concepts: tuple[Concept, ...]
    measures: frozenset[str]
    metrics: tuple[str, ...]

    @property
    def measured(self) -> bool:
        """Whether a rate or a count is asked in so many words."""
        return bool(self.measures & {"rate", "count", "target", "yearly", "monthly"})


@cache
def concepts() -> dict[str, Concept]:
    """Every concept by its id."""
    found = {}
    for entry in data("metrics")["concept"]:
        lists = {name: tuple(entry.get(name, ())) for name in ("rate", "count", "bare", "target", "yearly", "monthly")}
        found[entry["id"]] = Concept(
            entry["id"],
            **lists,
            beside=entry.get("beside", ""),
            all=entry.get("all", False),
            clear=entry.get("clear", False),
        )
    return found


@cache
def concept_of(metric: str) -> Concept | None:
    """The concept whose metrics are alternatives of ``metric``."""
    for concept in concepts().values():
        if metric in concept.bare[:1]:
            return concept
    return next((concept for concept in concepts().values() if metric in concept.metrics), None)


@cache
def _names() -> MarkedPhrases[str]:
    return MarkedPhrases((phrase, entry["id"]) for entry in data("metrics")["concept"] for phrase in entry["says"])


@cache
def _measures() -> MarkedPhrases[str]:
    return MarkedPhrases(
        (phrase, measure) for measure, phrases in data("metrics")["measure"].items() for phrase in phrases
    )


@cache
def _targets() -> MarkedPhrases[str]:
    """Words for a target that need no other word: only targets of what is on time are known."""
    return MarkedPhrases((phrase, phrase) for phrase in data("metrics")["measure"]["target"] if "chỉ tiêu" in phrase)


def spoken(words: Sequence[Word]) -> list[Word]:
    """The words with the short forms of the field written out («hs», «tthc», «%»)."""
    book = data("metrics")["spelling"]
    out: list[Word] = []
    for word in words:
        long = "phần trăm" if word.folded == "%" else book.get(word.folded, "") if not word.marks else ""
        if long:
            out += [part._replace(start=word.start, end=word.end) for part in words_of(long)]
        else:
            out.append(word)
    return out


def find_metrics(words: Sequence[Word]) -> MetricsSaid:
    """What ``words`` (see ``spoken``) say of metrics.

    The metrics of one concept are alternatives, the likeliest first.
    """
    measures = frozenset(found.value for found in _measures().find_all(words))
    ids = list(dict.fromkeys(found.value for found in _names().find(words)))
    ids = [name for name in ids if not (concepts()[name].beside and concepts()[name].beside not in ids)]
    narrower = {concepts()[name].beside for name in ids if concepts()[name].beside}
    if {"level_3", "level_4"} <= set(ids):
        ids.insert(min(ids.index("level_3"), ids.index("level_4")), "levels_3_4")
    present = set(ids)
    par_said = "par_index" in present
    if not present and _targets().find_any(words):
        ids = ["on_time"]
    if not present & _RANKS and "ranked_units" in present:
        ids.remove("ranked_units")
    kept = [name for name in ids if name not in narrower and not _HIDES.get(name, frozenset()) & present]
    said = {word.folded for word in words}
    metrics: list[str] = []
    for name in kept:
        chosen = _meant(concepts()[name], measures, said)
        metrics += [metric for metric in chosen if not (par_said and metric == "par_rank_national")]
    return MetricsSaid(tuple(concepts()[name] for name in kept), measures, tuple(dict.fromkeys(metrics)))


def _meant(concept: Concept, measures: frozenset[str], said: set[str]) -> tuple[str, ...]:
    if concept.target and "target" in measures:
        compared = {"so", "voi"} <= said or ("dat" in said and "chua" in said)
        return (*concept.rate, *concept.target) if compared else concept.target
    if concept.yearly and "yearly" in measures:
        return concept.yearly
    if concept.monthly and "monthly" in measures:
        return concept.monthly
    if concept.id.startswith("level") and {"ho", "so"} <= said and not {"thu", "tuc"} <= said and "dich" not in said:
        return concept.rate
    if "rate" in measures:
        return concept.rate
    if "count" in measures:
        return concept.count
    return concept.bare
