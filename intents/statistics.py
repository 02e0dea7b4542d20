"""Whether a question is about how a locality does, or about what became of a place; ordinary questions are neither.

A figure is asked when a metric is named together with a place, with «my commune» or «which commune», or in words that
only statistics have («tỷ lệ hồ sơ đúng hạn»). A person's own dossier and the words of a procedure («cần giấy tờ gì»)
speak against it. All phrases are data (``data/metrics.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from intents.cues import data
from intents.intent import Period, PlaceAsked, StatisticsAsked, Topic
from intents.metrics import MetricsSaid, find_metrics, spoken
from intents.periods import find_period
from intents.places import PlaceMention, Purpose, find_places
from intents.words import MarkedPhrases, Word, words_of
from knowledge.place import PlaceKind
from knowledge.store import Knowledge
from knowledge.text import fold

MOST_FOLLOW_UP_WORDS = 10
MOST_WORDS_WITH_THINGS = 8
MOST_WORDS_OF_REMAINS = 5
_PLACE_WORD = "ⵥ"
"""Stands for a place in the words that are read on: a letter, so that it is a word, and none that anyone types."""
_LOCALITY_WORDS = {"xa", "phuong", "huyen", "tinh", "quan", "que", "cho", "noi", "vi", "pho", "tran"}
_FOLLOW = {"con", "the", "vay", "thi", "sao", "nua", "a", "nhi", "nam", "o", "voi", "so"}
_REMAINS = re.compile(rf"\bcon (?:huyen |xa |tinh )?{_PLACE_WORD}(?: \w+){{0,2}} (?:khong|ko|k|hong|chu)\b")
_SINCE = re.compile(
    r"\b(?:so với|so voi)\s+(?:cùng kỳ\s+|cung ky\s+)?(?:năm|nam|tháng|thang|quý|quy)\s+\S+", re.IGNORECASE
)
"""What a change is counted from is not the period of the figure: «tăng mấy bậc so với năm 2021»."""
_RANK_WORDS = {"xep", "hang", "cach", "index", "par"}


@dataclass(frozen=True, slots=True)
class _Reading:
    """A question as read for statistics: its words without the places, and what phrases they hold."""

    text: str
    words: list[Word]
    said: frozenset[str]
    mentions: list[PlaceMention]
    metrics: MetricsSaid
    cues: frozenset[str]
    scope: str
    period: Period | None
    unknown: str

    @property
    def places(self) -> tuple[str, ...]:
        """Ids of every place named."""
        return tuple(dict.fromkeys(place for mention in self.mentions for place in mention.places))

    @property
    def question(self) -> bool:
        """Whether something is asked."""
        return bool(self.cues & {"asked.where", "asked.whether"}) or "?" in self.text

    @property
    def where(self) -> bool:
        """Whether «which», «what» or «where» is asked."""
        return "asked.where" in self.cues


def statistics_intent(
    masked_utterance: str, knowledge: Knowledge, topic: Topic | None = None
) -> StatisticsAsked | PlaceAsked | None:
    """Whether statistics or a place is asked, and of what.

    Args:
        masked_utterance: The question as typed, with marks and capitals, personal data masked.
        knowledge: The open release.
        topic: What the chat is about now: a short question after a figure keeps its place or its metric.

    Returns:
        The intent; None: another kind of question.
    """
    topic = topic or Topic()
    reading = _read(masked_utterance, knowledge)
    return _history(reading, masked_utterance, knowledge) or _statistics(reading, topic)


@cache
def _cues() -> MarkedPhrases[str]:
    book = data("metrics")
    named = {
        **{f"other.{kind}": phrases for kind, phrases in book["other"].items()},
        **{f"locality.{kind}": phrases for kind, phrases in book["locality"].items() if kind != "types"},
        **{f"scope.{kind}": phrases for kind, phrases in book["scope"].items()},
        **{f"history.{kind}": phrases for kind, phrases in book["history"].items()},
        **{f"asked.{kind}": phrases for kind, phrases in book["asked"].items()},
    }
    return MarkedPhrases((phrase, name) for name, phrases in named.items() for phrase in phrases)


@cache
def _questions() -> frozenset[str]:
    """Folded words that only ask."""
    return frozenset(fold(word) for words in data("metrics")["asked"].values() for word in words)


@cache
def _types() -> MarkedPhrases[str]:
    return MarkedPhrases((phrase, phrase) for phrase in data("metrics")["locality"]["types"])


def _read(text: str, knowledge: Knowledge) -> _Reading:
    mentions = find_places(text, knowledge, Purpose.STATISTICS)
    without = text
    for mention in reversed(mentions):
        without = f"{without[: mention.start]} {_PLACE_WORD} {without[mention.end :]}"
    words = spoken(words_of(without))
    found = [(cue.start, cue.value) for cue in _cues().find_all(words)]
    own = {place for place, name in found if name == "other.own_dossier" and not _of_locality(words, place)}
    cues = frozenset(name for place, name in found if name != "other.own_dossier" or place in own)
    scopes = [name.removeprefix("scope.") for _, name in found if name.startswith("scope.")]
    return _Reading(
        text=without,
        words=words,
        said=frozenset(word.folded for word in words),
        mentions=mentions,
        metrics=find_metrics(words),
        cues=cues,
        scope=scopes[0] if len(set(scopes)) == 1 else "",
        period=find_period(_SINCE.sub(" ", without), None),
        unknown="" if mentions else _unknown(without, words),
    )


def _of_locality(words: Sequence[Word], place: int) -> bool:
    """Whether «mình», «tôi» there belong to «xã mình», «tỉnh tôi»."""
    return place > 0 and words[place - 1].folded in _LOCALITY_WORDS


def _unknown(text: str, words: Sequence[Word]) -> str:
    """A unit named by a type word and a name that no release knows («xã Bà Điểm»): as it was written."""
    for found in _types().find_all(words):
        if found.end < len(words) and words[found.end].capital and _touch(text, words[found.end - 1], words[found.end]):
            last = found.end
            while last + 1 < len(words) and words[last + 1].capital and _touch(text, words[last], words[last + 1]):
                last += 1
            return text[words[found.start].start : words[last].end]
    return ""


def _touch(text: str, left: Word, right: Word) -> bool:
    """Whether nothing but a space, or the dot of an abbreviation, stands between two words."""
    return text[left.end : right.start].strip(" ") in ("", ".")


# ------------------------------------------------------------------------------------------------- what became of it


def _history(reading: _Reading, text: str, knowledge: Knowledge) -> PlaceAsked | None:
    cues = reading.cues
    asks = "history.asks" in cues
    remains = "history.remains" in cues or _REMAINS.search(" ".join(word.folded for word in reading.words)) is not None
    if not (asks or remains) or not reading.question:
        return None
    if "other.own_dossier" in cues or reading.metrics.measured or any(c.clear for c in reading.metrics.concepts):
        return None
    if "other.procedure" in cues and _of_procedure().find_any(reading.words):
        return None
    others = sum(word.folded not in _questions() for word in reading.words)
    where = reading.where
    if "other.things" in cues and not (asks and where and others <= MOST_WORDS_WITH_THINGS):
        return None
    if "other.things" in cues and not any(m.typed or _is_large(m, knowledge) for m in reading.mentions):
        return None
    if reading.mentions and (asks or others <= MOST_WORDS_OF_REMAINS):
        mentions = find_places(text, knowledge, Purpose.HISTORY)
        places = tuple(dict.fromkeys(place for mention in mentions for place in mention.places))
        return PlaceAsked(places) if places or where else None
    return PlaceAsked(()) if asks and where and reading.unknown else None


def _is_large(mention: PlaceMention, knowledge: Knowledge) -> bool:
    """Whether a unit above the commune is named."""
    places = map(knowledge.place, mention.places)
    return any(place is not None and place.kind is not PlaceKind.COMMUNE for place in places)


@cache
def _of_procedure() -> MarkedPhrases[str]:
    """Words of a procedure, less «ở đâu», which is asked of a place as well («giờ ở đâu»)."""
    return MarkedPhrases((phrase, phrase) for phrase in data("metrics")["other"]["procedure"] if phrase != "ở đâu")


# ------------------------------------------------------------------------------------------------------- statistics


def _statistics(reading: _Reading, topic: Topic) -> StatisticsAsked | None:
    metrics, cues = reading.metrics, reading.cues
    if "other.own_dossier" in cues:
        return None
    places, said = reading.places, reading.unknown or next((m.text for m in reading.mentions if not m.places), "")
    asked = StatisticsAsked(
        places,
        metrics.metrics,
        reading.period,
        scope=reading.scope,
        asks_when="when" in metrics.measures,
        said_place="" if places else said,
    )
    if _spoken_against(reading):
        return None
    if places or said:
        named = _of_place(reading, topic)
        if named is not None:
            return replace(asked, metrics=named)
        return None
    if metrics.metrics and topic.places and not topic.code and len(reading.words) <= MOST_FOLLOW_UP_WORDS:
        return replace(asked, places=topic.places)
    if not metrics.metrics and reading.period and topic.places and topic.metrics and not topic.code:
        return replace(asked, places=topic.places, metrics=topic.metrics) if reading.said - _FOLLOW else None
    return asked if _of_no_place(reading) else None


def _spoken_against(reading: _Reading) -> bool:
    """Whether the words are those of a procedure, or of a definition."""
    metrics, cues = reading.metrics, reading.cues
    clear = any(concept.clear for concept in metrics.concepts)
    paying = any(concept.id.startswith("payment") for concept in metrics.concepts)
    if "definition" in metrics.measures and not reading.places:
        return True
    if "other.things" in cues and not (clear and (metrics.measured or _about_dossiers(reading))):
        return True
    return "other.procedure" in cues and not paying and not (clear and metrics.measured)


def _about_dossiers(reading: _Reading) -> bool:
    """Whether how dossiers are handled is spoken of."""
    said = {concept.id for concept in reading.metrics.concepts}
    return {"ho", "so"} <= reading.said and bool(said & {"on_time", "overdue", "digitised"})


def _of_place(reading: _Reading, topic: Topic) -> tuple[str, ...] | None:
    """The metrics asked of a named place, () for all there is, None when no figure is asked."""
    metrics = reading.metrics
    if metrics.metrics:
        measured = metrics.measured or bool(metrics.measures & {"amount", "when"}) or reading.question
        clear = any(concept.clear for concept in metrics.concepts)
        ranked = any(concept.id == "rank" for concept in metrics.concepts)
        if ranked and not (reading.said & _RANK_WORDS or "dung" in reading.said) and "thu" in reading.said:
            return None  # «làm việc thứ mấy»
        if metrics.measured or (clear and measured) or (measured and metrics.measures & {"amount", "when"}):
            return metrics.metrics
        if clear and len(reading.words) <= 6:
            return metrics.metrics  # «Hoằng Hóa đúng hạn»
    if "everything" in metrics.measures and reading.places:
        return ()
    if topic.metrics and not topic.code and not reading.said - _FOLLOW - {_PLACE_WORD}:
        return topic.metrics  # «còn Đông Hưng?»
    return None


def _of_no_place(reading: _Reading) -> bool:
    """Whether a question that names no place is about statistics all the same."""
    metrics, cues = reading.metrics, reading.cues
    if not metrics.metrics:
        return False
    clear = any(concept.clear for concept in metrics.concepts)
    ranked = all(concept.id == "rank" for concept in metrics.concepts)
    if ranked and not reading.said & _RANK_WORDS and not {"dung", "dau"} <= reading.said:
        return False
    dossiers = {"ho", "so"} <= reading.said
    if "locality.own" in cues:
        if clear and (metrics.measured or metrics.measures & {"amount"}):
            return True
        return metrics.measured and dossiers
    if "locality.which" in cues:
        return (clear or metrics.measured) and "locality.most" in cues
    if not dossiers or not metrics.measured:
        return False
    counted = {concept.id for concept in metrics.concepts} & {"on_time", "overdue", "digitised"}
    return bool(counted) or ("rate" in metrics.measures and clear)
