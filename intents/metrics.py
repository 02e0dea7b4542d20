"""What is measured, as people say it («đúng hạn», «trễ hẹn», «nộp online»), to metrics (``data/metrics.toml``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from intents.cues import Found, data
from intents.words import MarkedPhrases, Word, words_of

_DOSSIERS = frozenset(
    {
        "on_time",
        "overdue",
        "early",
        "just_on_time",
        "online",
        "in_person",
        "at_desk",
        "by_post",
        "digitised",
        "satisfaction",
    }
)
_LEVELS = frozenset({"level_3", "level_4", "levels_3_4", "full_online"})
PAYMENT = frozenset(
    {
        "online_payment",
        "transactions",
        "payment_amount",
        "payment_average",
        "integrated",
        "obliged_integrated",
        "dossiers_paid_online",
        "payment_used",
    }
)
"""Concepts of what is paid online: «bao nhiêu tiền» is asked of them as well as of a procedure."""
_PUBLISHED = frozenset({"published_on_time", "updated_on_time", "content_complete"})
_PENDING = frozenset({"pending", "pending_in_time", "pending_overdue"})
_WORKED = frozenset({"received", "solved", "to_handle", "carried_over", "returned"}) | _PENDING
_OF_DOSSIERS = _DOSSIERS | _LEVELS | _PUBLISHED | {"online_payment", "dossiers_paid_online", "e_result", "online_used"}
_HIDES = {
    "total": _OF_DOSSIERS
    | _WORKED
    | {"transactions", "synced", "population_data", "average_time", "petitions", "reuse", "shared"},
    "received": _OF_DOSSIERS | _PENDING | {"average_time", "returned"},
    "solved": _OF_DOSSIERS | _PENDING | {"to_handle", "average_time", "petitions", "speed"},
    "pending": frozenset({"carried_over"}),
    "speed": frozenset({"average_time"}),
    "online": _LEVELS | PAYMENT | {"e_certification", "satisfaction", "provided_online", "online_used"},
    "provided_online": _LEVELS | {"online_used", "payment_used"},
    "online_payment": PAYMENT - {"online_payment"},
    "dossiers_paid_online": frozenset({"payment_amount", "payment_average", "integrated", "obliged_integrated"}),
    "transactions": frozenset({"payment_amount", "payment_average", "payment_used"}),
    "payment_amount": frozenset({"payment_average"}),
    "integrated": frozenset({"obliged_integrated"}),
    "with_fees": frozenset({"integrated"}),
    "digitised": frozenset({"reuse", "shared"}),
    "published": frozenset({"decisions"}) | _PUBLISHED,
    "disclosed": _PUBLISHED,
    "population_data": frozenset({"population_data_procedures"}),
    "one_stop": _DOSSIERS | _WORKED | {"total"},
    "level_3": frozenset({"levels_3_4"}),
    "level_4": frozenset({"levels_3_4"}),
    "early": frozenset({"on_time"}),
    "at_desk": frozenset({"in_person", "satisfaction"}),
    "by_post": frozenset({"in_person", "satisfaction"}),
    "to_handle": frozenset({"carried_over"}),
    "reform_index": frozenset({"rank", "rank_change", "score", "ranked_units", "par_index"}),
    "par_index": frozenset({"rank", "rank_change", "score", "ranked_units"}),
    "rank": frozenset({"rank_of_reform", "rank_change", "ranked_units"}),
    "rank_of_reform": frozenset({"rank_change", "ranked_units", "reform_index", "par_index", "score"}),
    "satisfaction_feedback": frozenset({"petitions_satisfaction"}),
    "in_person": frozenset({"satisfaction"}),
    "on_time": frozenset({"petitions"}) | _PUBLISHED,
    "overdue": frozenset({"petitions"}) | _PUBLISHED,
}
"""A concept, and those whose presence makes its words part of theirs."""
_RANKS = frozenset({"rank", "reform", "rank_of_reform", "reform_index", "par_index", "score"})
_INDEX = _RANKS | {"rank_change", "ranked_units"}
"""Concepts of the index that ranks are of, when nothing else that is measured is named."""
_STROKE = frozenset({"đ"})
_ASKING = frozenset({"may", "nhieu", "nao", "dau"})
_WHETHER = {"chua", "khong"}
_WEIGHED = {"hon", "sanh", "chenh", "khac"}
_MEASURES = ("rate", "count", "bare", "target", "yearly", "monthly", "money", "procedures")


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
    money: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    beside: str = ""
    joins: tuple[str, ...] = ()
    all: bool = False
    """every metric that a place has is meant, not the first"""
    clear: bool = False
    """the words are about how a place does, whatever stands beside them"""
    explained: bool = False
    """a general answer tells what it is"""

    @property
    def metrics(self) -> tuple[str, ...]:
        """Every metric it can mean."""
        together = (
            *self.bare,
            *self.rate,
            *self.count,
            *self.target,
            *self.yearly,
            *self.monthly,
            *self.money,
            *self.procedures,
        )
        return tuple(dict.fromkeys(together))


@dataclass(frozen=True, slots=True)
class MetricsSaid:
    """What a question says of metrics: concepts in order, the measures asked («rate», «count» …), the metrics meant."""

    concepts: tuple[Concept, ...]
    measures: frozenset[str]
    metrics: tuple[str, ...]
    ranks: bool = False
    """a rank is asked of what else is measured («đứng thứ mấy về đúng hạn»), not of the index"""
    covered: frozenset[int] = frozenset()
    """positions of the words that said any of it"""
    implied: bool = False
    """no more than «chỉ tiêu» was said"""

    @property
    def clear(self) -> bool:
        """Whether the words can only be about how a place does."""
        return any(concept.clear for concept in self.concepts)

    @property
    def ids(self) -> frozenset[str]:
        """The concepts' ids."""
        return frozenset(concept.id for concept in self.concepts)

    @property
    def measured(self) -> bool:
        """Whether a rate or a count is asked in so many words."""
        return bool(self.measures & {"rate", "count", "target", "yearly", "monthly"})


@cache
def concepts() -> dict[str, Concept]:
    """Every concept by its id."""
    found = {}
    for entry in data("metrics")["concept"]:
        lists = {name: tuple(entry.get(name, ())) for name in _MEASURES}
        found[entry["id"]] = Concept(
            entry["id"],
            **lists,
            beside=entry.get("beside", ""),
            joins=tuple(entry.get("joins", ())),
            all=entry.get("all", False),
            clear=entry.get("clear", False),
            explained=entry.get("explained", False),
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
    """The words with the short forms of the field written out («hs», «tthc», «%»).

    «Mấy chục nghìn hồ sơ» is «mấy hồ sơ»: nobody asks for the order of magnitude; «điểm phần trăm» is «phần trăm».
    """
    book = data("metrics")["spelling"]
    magnitudes = data("metrics")["magnitudes"]["words"]
    out: list[Word] = []
    for word in words:
        long = "phần trăm" if word.folded == "%" else book.get(word.folded, "") if word.marks <= _STROKE else ""
        if long:
            out += [part._replace(start=word.start, end=word.end) for part in words_of(long)]
        elif word.folded not in magnitudes or not (out and out[-1].folded in ("may", "nhieu")):
            out.append(word)
    return [word for place, word in enumerate(out) if not _of_percent(out, place)]


def _of_percent(words: Sequence[Word], place: int) -> bool:
    """Whether a word is the «điểm» of «điểm phần trăm», which is a percentage and no score."""
    after = [word.folded for word in words[place + 1 : place + 3]]
    return words[place].folded == "diem" and after == ["phan", "tram"]


def find_metrics(words: Sequence[Word], context: frozenset[str] = frozenset()) -> MetricsSaid:
    """What ``words`` (see ``spoken``) say of metrics.

    Args:
        words: The question's words.
        context: Ids of concepts spoken of before, which need not be named again.

    Returns:
        The metrics of one concept are alternatives, the likeliest first.
    """
    measured = list(_measures().find_all(words))
    named = _outermost(_names().find_all(_counted(words)))
    covered = frozenset(place for found in (*measured, *named) for place in range(found.start, found.end))
    measures = frozenset(found.value for found in measured)
    if "no_target" in measures:
        measures -= {"target"}
    said = {word.folded for word in words}
    ids = list(dict.fromkeys(found.value for found in named))
    present = {*ids, *context}
    ids = [name for name in ids if not (concepts()[name].beside and concepts()[name].beside not in present)]
    narrower = {concepts()[name].beside for name in ids if concepts()[name].beside}
    ids = _joined(ids, weighed=bool(_WEIGHED & said))
    present = set(ids)
    par_said = "par_index" in present
    implied = not present and not context and _targets().find_any(words)
    if implied:
        ids = ["on_time"]
    if not present & _RANKS and "ranked_units" in present:
        ids.remove("ranked_units")
    if _asks_rank(words, named) and "rank_change" in ids:
        ids.remove("rank_change")  # «trước khi lên hạng 6 thì đứng thứ mấy»
        present.remove("rank_change")
    kept = [name for name in ids if name not in narrower and not _HIDES.get(name, frozenset()) & present]
    kept = [name for name in kept if concepts()[name].metrics]
    ranks = bool({"rank", "rank_change"} & set(kept)) and bool(set(kept) - _INDEX)
    if ranks:
        kept = [name for name in kept if name not in _INDEX]
    meant = tuple(concepts()[name] for name in kept)
    measures -= {name for name in ("yearly", "monthly") if not any(getattr(concept, name) for concept in meant)}
    metrics: list[str] = []
    for concept in meant:
        chosen = _meant(concept, measures, said)
        metrics += [metric for metric in chosen if not (par_said and metric == "par_rank_national")]
    return MetricsSaid(meant, measures, tuple(dict.fromkeys(metrics)), ranks, covered, implied)


def _joined(ids: list[str], *, weighed: bool) -> list[str]:
    """Two concepts that together are a third as that one («mức 3 và mức 4»); apart where they are weighed."""
    for concept in concepts().values():
        if weighed and concept.joins and concept.id in ids:
            ids = [*(name for name in ids if name != concept.id), *(name for name in concept.joins if name not in ids)]
        elif not weighed and concept.joins and set(concept.joins) <= set(ids):
            ids = [concept.id if name == concept.joins[0] else name for name in ids if name != concept.joins[1]]
    return ids


def measured_anew(metric: str, said: MetricsSaid) -> tuple[str, ...]:
    """The metrics of the concept of ``metric`` by another measure («vậy là bao nhiêu phần trăm»); () for none."""
    concept = concept_of(metric)
    return _meant(concept, said.measures, set()) if concept is not None and said.measured else ()


def _outermost(found: Iterable[Found[str]]) -> list[Found[str]]:
    """Without phrases that lie inside a longer one («trực tuyến» in «thanh toán trực tuyến»)."""
    kept: list[Found[str]] = []
    for phrase in found:  # from left to right, the longest first
        if not any(
            other.start <= phrase.start and phrase.end <= other.end for other in kept if other[:2] != phrase[:2]
        ):
            kept.append(phrase)
    return kept


def _counted(words: Sequence[Word]) -> Sequence[Word]:
    """The words with a number before «hồ sơ», «thủ tục» read as «số»: «67.906 hồ sơ» names their number."""
    counted = [
        word._replace(folded="so", marks=frozenset())
        if word.folded.isdecimal() and after.folded in ("ho", "thu")
        else word
        for word, after in pairwise(words)
    ]
    return [*counted, *words[-1:]]


def _asks_rank(words: Sequence[Word], named: Sequence[Found[str]]) -> bool:
    """Whether the rank itself is asked for, and not how far it moved."""
    asked = {found.value for found in named if any(word.folded in _ASKING for word in words[found.start : found.end])}
    return "rank" in asked and "rank_change" not in asked


def _meant(concept: Concept, measures: frozenset[str], said: set[str]) -> tuple[str, ...]:
    if concept.target and "target" in measures:
        compared = {"so", "voi"} <= said or ("dat" in said and bool(_WHETHER & said))
        return (*concept.rate, *concept.target) if compared else concept.target
    if concept.procedures and "procedures" in measures:
        return concept.procedures
    if concept.money and "money" in measures:
        return concept.money
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
