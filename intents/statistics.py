"""Whether a question is about how a locality does, or about what became of a place; ordinary questions are neither.

A figure is asked when a metric is named together with a place, with «my commune» or «which commune», or in words that
only statistics have («tỷ lệ hồ sơ đúng hạn»). A person's own dossier and the words of a procedure («cần giấy tờ gì»)
speak against it. How figures are asked for (``Asking``) is told by how many places are named, by units («xã nào»),
orders, thresholds and periods. A short question after a figure keeps what it does not name. All phrases are data
(``data/metrics.toml``, ``data/asking.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from intents.asking import Listing
from intents.cues import data
from intents.intent import Period, PlaceAsked, StatisticsAsked, Topic
from intents.metrics import PAYMENT
from intents.places import PlaceMention, Purpose, find_places
from intents.referring import referred
from intents.statistics_asked import asked_of
from intents.statistics_follow_up import context_of, follow_up, question_before
from intents.statistics_reading import PLACE_WORD, Reading, repaired
from intents.words import MarkedPhrases
from knowledge.place import PlaceKind
from knowledge.statistic import Statistic
from knowledge.store import Knowledge
from knowledge.text import fold

MOST_OTHER_WORDS = 1
MOST_WORDS_WITH_THINGS = 8
MOST_WORDS_OF_REMAINS = 5
MOST_WORDS_OF_CLEAR = 6
MOST_WORDS_OF_ALL = 3
MOST_WORDS_OF_HISTORY = 12
MOST_OTHER_WORDS_BESIDE = {(True, True): 99, (True, False): 6, (False, True): 10, (False, False): 3}
"""How many words may say nothing of figures in a question that names a place, by whether its metric is clear and
whether it is measured: the less sure the metric, the fewer."""
_REMAINS = re.compile(rf"\bcon (?:huyen |xa |tinh )?{PLACE_WORD}(?: \w+){{0,2}} (?:khong|ko|k|hong|chu)\b")
_RANK_WORDS = {"xep", "cach", "index", "par"}
_STANDS = {"dung", "dan", "xep"}
_ENDS = {"dau", "cuoi", "bet", "chot", "nhat", "thu", "hang"}


def statistics_intent(
    masked_utterance: str, knowledge: Knowledge, topic: Topic | None = None
) -> StatisticsAsked | PlaceAsked | None:
    """Whether statistics or a place is asked, and of what.

    Args:
        masked_utterance: The question as typed, with marks and capitals, personal data masked.
        knowledge: The open release.
        topic: What the chat is about now: a short question after a figure keeps what it does not name.

    Returns:
        The intent; None: another kind of question.
    """
    before = question_before(topic, knowledge) if topic is not None else None
    text = repaired(masked_utterance)
    reading = Reading(text, knowledge, context_of(before))
    history = _history(reading, text, knowledge, before)
    if history is not None:
        return history
    if before is None:
        return _alone(reading, knowledge, None)
    named = reading.places or reading.unknown
    ways = (_alone, follow_up) if named else (follow_up, _alone)
    return next((asked for asked in (way(reading, knowledge, before) for way in ways) if asked is not None), None)


@cache
def _questions() -> frozenset[str]:
    """Folded words that only ask."""
    return frozenset(fold(word) for words in data("metrics")["asked"].values() for word in words)


# ------------------------------------------------------------------------------------------------- what became of it


def _history(reading: Reading, text: str, knowledge: Knowledge, before: StatisticsAsked | None) -> PlaceAsked | None:
    cues = reading.cues
    asks = "history.asks" in cues
    remains = "history.remains" in cues or _REMAINS.search(" ".join(word.folded for word in reading.words)) is not None
    if not (asks or remains) or not reading.question:
        return None
    if "other.own_dossier" in cues or reading.metrics.measured or reading.metrics.clear:
        return None
    if cues & {"other.procedure", "other.money", "other.time"} and _of_procedure().find_any(reading.words):
        return None
    others = sum(word.folded not in _questions() for word in reading.words)
    where = reading.where
    if "other.things" in cues and not (asks and where and others <= MOST_WORDS_WITH_THINGS):
        return None
    if "other.things" in cues and not any(m.typed or _is_large(m, knowledge) for m in reading.mentions):
        return None
    if before is not None and not reading.mentions and asks and referred(reading.words, before.places, knowledge):
        return PlaceAsked(referred(reading.words, before.places, knowledge))
    if reading.mentions and others <= (MOST_WORDS_OF_HISTORY if asks else MOST_WORDS_OF_REMAINS):
        places = _told_apart(find_places(text, knowledge, Purpose.HISTORY))
        return PlaceAsked(places) if places or where else None
    return PlaceAsked(()) if asks and where and reading.unknown else None


def _told_apart(mentions: Sequence[PlaceMention]) -> tuple[str, ...]:
    """Every unit named; of a name said twice those that both can be («Hội An … thành phố Hội An»)."""
    groups = [set(mention.places) for mention in mentions if mention.places]
    kept = [group for group in groups if not any(other < group for other in groups)]
    ids = dict.fromkeys(place for mention in mentions for place in mention.places)
    return tuple(place for place in ids if any(place in group for group in kept))


def _is_large(mention: PlaceMention, knowledge: Knowledge) -> bool:
    """Whether a unit above the commune is named."""
    places = map(knowledge.place, mention.places)
    return any(place is not None and place.kind is not PlaceKind.COMMUNE for place in places)


@cache
def _of_procedure() -> MarkedPhrases[str]:
    """Words of a procedure, less «ở đâu», which is asked of a place as well («giờ ở đâu»)."""
    book = data("metrics")["other"]
    phrases = (*book["procedure"], *book["money"], *book["time"])
    return MarkedPhrases((phrase, phrase) for phrase in phrases if phrase != "ở đâu")


# --------------------------------------------------------------------------------------- a question that stands alone


def _alone(reading: Reading, knowledge: Knowledge, before: StatisticsAsked | None) -> StatisticsAsked | None:
    """The intent of a question that needs no other before it."""
    if reading.cues & {"other.own_dossier", "other.what_if"} or _spoken_against(reading):
        return None
    if not reading.metrics.concepts and not reading.metrics.measures and not reading.mentions:
        return None  # nothing that only figures have
    valued = _valued(reading, knowledge)
    if valued:
        metrics: tuple[str, ...] | None = tuple(dict.fromkeys(figure.metric for figure in valued))
    elif reading.places or reading.unknown:
        metrics = _of_place(reading)
    else:
        metrics = reading.metrics.metrics if _of_no_place(reading, before) else None
    if metrics is None:
        return None
    asked = asked_of(reading, metrics, knowledge, before)
    if valued and asked.period is None and valued[0].period_from:
        return replace(asked, period=Period(valued[0].period_from, valued[0].period_to))
    return asked


def _spoken_against(reading: Reading) -> bool:
    """Whether the words are those of a procedure, or of what a general answer tells."""
    metrics, cues = reading.metrics, reading.cues
    if "definition" in metrics.measures and not reading.places and not _defined(reading):
        return True
    if "other.things" in cues and not (metrics.clear and (metrics.measured or _handled(reading))):
        return True
    if "other.fine" in cues:
        return True
    if metrics.clear and metrics.measured:
        return False
    if "other.procedure" in cues and not ("source" in reading.asking.cues and metrics.metrics):
        return not metrics.ids & PAYMENT
    if "other.doubt" in cues and not (reading.places and metrics.measured):
        return True
    if "other.money" in cues:
        return not metrics.ids & PAYMENT
    return "other.time" in cues and "average_time" not in metrics.ids


def _defined(reading: Reading) -> bool:
    """Whether it is asked how a metric is defined that no general answer tells of."""
    metrics = reading.metrics
    told = any(concept.explained for concept in metrics.concepts)
    return bool(metrics.concepts) and not told and (metrics.clear or metrics.measured)


def _handled(reading: Reading) -> bool:
    """Whether how dossiers are handled is spoken of."""
    return reading.about_dossiers and bool(reading.metrics.ids & {"on_time", "overdue", "digitised"})


def _valued(reading: Reading, knowledge: Knowledge) -> list[Statistic]:
    """The public figures that are named by their value and whose time is asked («điểm 69,45 … là năm nào»)."""
    said = reading.metrics
    amounts = reading.asking.amounts
    if "when" not in said.measures or not amounts or reading.others > MOST_OTHER_WORDS:
        return []
    figures = (figure for place in reading.places for figure in knowledge.statistics(place))
    named = (figure for figure in figures if figure.value in amounts)
    return [figure for figure in named if not said.metrics or figure.metric in said.metrics]


def _of_place(reading: Reading) -> tuple[str, ...] | None:
    """The metrics asked of a named place, () for all there is, None when no figure is asked."""
    metrics, asking = reading.metrics, reading.asking
    if metrics.implied and reading.others > MOST_OTHER_WORDS and not reading.about_dossiers:
        return None  # «chỉ tiêu kiểm nghiệm»
    if reading.others > MOST_OTHER_WORDS_BESIDE[metrics.clear, metrics.measured]:
        return None
    if metrics.metrics:
        asked_for = _of_index(reading) and metrics.measures & {"amount", "when", "everything"}
        if reading.only_rank and reading.others and not asked_for:
            return None  # «làm việc thứ mấy», «cua hang may tinh», «xếp hạng resort»
        asked = bool(metrics.measures & {"amount", "when", "money"})
        ways = asking.cues & {"gap", "change", "rank", "source", "last_year"} or reading.ordered or reading.lists
        if metrics.measured or asked or (metrics.clear and (reading.question or ways)):
            return metrics.metrics if metrics.clear or metrics.measured or asked else None
        if "definition" in metrics.measures or "source" in asking.cues or reading.sides:
            return metrics.metrics
        others = reading.others
        if "noun" in metrics.measures and not others:
            return metrics.metrics  # «tthc một cửa ngành dọc Hoằng Hóa»
        short = len(reading.words) <= MOST_WORDS_OF_CLEAR
        if metrics.clear and (others <= MOST_OTHER_WORDS or short or "everything" in metrics.measures):
            return metrics.metrics  # «Hoằng Hóa đúng hạn», «xếp hạng cải cách hành chính Thanh Miện»
        if reading.times.compared and metrics.clear:
            return metrics.metrics
    if "everything" in metrics.measures and reading.places and reading.others <= MOST_WORDS_OF_ALL:
        return metrics.metrics
    if "overview" in metrics.measures and not reading.others:
        return metrics.metrics  # «tình hình xã Đông Hưng thế nào»
    if len(reading.places) > 1 and "compare" in asking.cues and reading.others <= MOST_OTHER_WORDS:
        return ()
    return None


def _of_no_place(reading: Reading, before: StatisticsAsked | None) -> bool:
    """Whether a question that names no place is about statistics all the same."""
    metrics, cues = reading.metrics, reading.cues
    if not metrics.metrics:
        return reading.asking.threshold is not None and reading.lists and "rate" in metrics.measures and before is None
    if "definition" in metrics.measures:
        return _defined(reading)
    if reading.only_rank and not (_of_index(reading) and reading.asking.listing is not Listing.SOME):
        return False
    if "locality.own" in cues:
        if metrics.clear and (metrics.measured or metrics.measures & {"amount"}):
            return True
        return metrics.measured and reading.about_dossiers
    if reading.lists and (reading.ordered or reading.weighed or reading.times.compared or "locality.most" in cues):
        return metrics.clear or metrics.measured or reading.about_dossiers or reading.times.compared
    if not reading.about_dossiers or not metrics.measured:
        return False
    counted = metrics.ids & {"on_time", "overdue", "digitised"}
    return bool(counted) or ("rate" in metrics.measures and metrics.clear)


def _of_index(reading: Reading) -> bool:
    """Whether the words of a rank can only be of an index («xếp hạng», «đứng đầu»; «hang» may be «hàng»)."""
    ends = bool(_STANDS & reading.said and _ENDS & reading.said)
    return ends or bool(_RANK_WORDS & reading.said) or any(w.folded == "hang" and w.marks for w in reading.words)
