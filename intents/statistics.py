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
from functools import cache, cached_property, lru_cache

from intents.asking import AskingSaid, Listing, find_asking
from intents.changes import Times, find_times
from intents.cues import data
from intents.intent import Asking, Block, Order, Period, PlaceAsked, StatisticsAsked, Topic
from intents.metrics import PAYMENT, concept_of, find_metrics, measured_anew, spoken
from intents.place_names import Unit, names_of
from intents.places import PlaceMention, Purpose, find_places
from intents.referring import referred
from intents.syllables import is_syllable
from intents.telex import decode
from intents.words import MarkedPhrases, Word, WordSet, words_of
from knowledge.place import PlaceKind
from knowledge.store import Knowledge
from knowledge.text import fold

MOST_FOLLOW_UP_WORDS = 12
MOST_OTHER_WORDS = 1
"""How many words a short question after a figure may have that say nothing of figures."""
MOST_WORDS_WITH_THINGS = 8
MOST_WORDS_OF_REMAINS = 5
MOST_WORDS_OF_CLEAR = 6
MOST_WORDS_OF_ALL = 3
MOST_WORDS_OF_HISTORY = 12
MOST_OTHER_WORDS_BESIDE = {(True, True): 99, (True, False): 6, (False, True): 8, (False, False): 3}
"""How many words may say nothing of figures in a question that names a place, by whether its metric is clear and
whether it is measured: the less sure the metric, the fewer."""
_PLACE_WORD = "ⵥ"
"""Stands for a place in the words that are read on: a letter, so that it is a word, and none that anyone types."""
_LOCALITY_WORDS = {"xa", "phuong", "huyen", "tinh", "quan", "que", "cho", "noi", "vi", "pho", "tran"}
_REMAINS = re.compile(rf"\bcon (?:huyen |xa |tinh )?{_PLACE_WORD}(?: \w+){{0,2}} (?:khong|ko|k|hong|chu)\b")
_WORD = re.compile(r"[^\W\d_]{3,10}")
_NUMBER = re.compile(r"[tq]?\d+|i{1,3}|iv")
_RANK_WORDS = {"xep", "cach", "index", "par"}
_STANDS = {"dung", "dan", "xep"}
_ENDS = {"dau", "cuoi", "bet", "chot", "nhat", "thu", "hang"}
_ASKS_ALONE = frozenset({"source", "gap", "change", "last_year", "own_rank", "rank", "other_place"})
"""Ways of asking that need no other word after a figure."""
_MOVES = frozenset({Asking.DEFINITION, Asking.SOURCE})
"""Asked once: a short question after it asks for the figure again."""
_DEPTH = {PlaceKind.PROVINCE: 0, PlaceKind.DISTRICT: 1, PlaceKind.DEPARTMENT: 1, PlaceKind.COMMUNE: 2}
_DEPTH_OF = {Block.PROVINCES: 0, Block.DISTRICTS: 1, Block.DEPARTMENTS: 1}
"""Of the other blocks 2: communes."""


class _Reading:
    """A question as read for statistics: its words without the places, and what phrases they hold."""

    def __init__(self, text: str, knowledge: Knowledge, context: frozenset[str]) -> None:
        self.mentions: list[PlaceMention] = find_places(text, knowledge, Purpose.STATISTICS)
        without = text
        for mention in reversed(self.mentions):
            without = f"{without[: mention.start]} {_PLACE_WORD} {without[mention.end :]}"
        self.text = without
        self.words = spoken(words_of(without))
        self.said = frozenset(word.folded for word in self.words)
        self.metrics = find_metrics(self.words, context)
        found = [(cue.start, cue.end, cue.value) for cue in _cues().find_all(self.words)]
        self.of_scope = {p for start, end, name in found if name.startswith("scope.") for p in range(start, end)}
        self.cues = frozenset(name for start, end, name in found if self._counts(name, start, end))
        self.scopes = {name.removeprefix("scope.") for _, _, name in found if name.startswith("scope.")}
        self.scope = next(iter(self.scopes)) if len(self.scopes) == 1 else ""
        self.department = next((self._typed(start, end) for start, end, name in found if name == "department.name"), "")

    def _counts(self, name: str, start: int, end: int) -> bool:
        """Whether a phrase means what its list says: «xã mình» is nobody's dossier, «bản sao» may be of a metric."""
        if name == "other.own_dossier":
            return not _of_locality(self.words, start)
        return name != "other.things" or not self.metrics.covered.issuperset(range(start, end))

    def _typed(self, start: int, end: int) -> str:
        """The words as they were typed."""
        return self.text[self.words[start].start : self.words[end - 1].end]

    @cached_property
    def asking(self) -> AskingSaid:
        """How figures are asked of."""
        return find_asking(self.text, self.words)

    @cached_property
    def times(self) -> Times:
        """The periods."""
        return find_times(self.text, compares=len(self.mentions) < 2)

    @cached_property
    def unknown(self) -> str:
        """A place that was named and that the release does not know, as it was written."""
        if self.department:
            return self.department
        named = next((mention.text for mention in self.mentions if not mention.places), "")
        return named or ("" if self.mentions else _unknown(self.text, self.words))

    @property
    def places(self) -> tuple[str, ...]:
        """Ids of every place named; a department that the release does not know is not its province."""
        if self.department:
            return ()
        return tuple(dict.fromkeys(place for mention in self.mentions for place in mention.places))

    @property
    def question(self) -> bool:
        """Whether something is asked."""
        return bool(self.cues & {"asked.where", "asked.whether"}) or "?" in self.text

    @property
    def where(self) -> bool:
        """Whether «which», «what» or «where» is asked."""
        return "asked.where" in self.cues

    @property
    def about_dossiers(self) -> bool:
        """Whether dossiers are named."""
        return {"ho", "so"} <= self.said

    @property
    def ordered(self) -> bool:
        """Whether an order of places is asked."""
        asking = self.asking
        said = asking.order is not Order.ALL or bool(asking.nth or asking.top)
        return said or self.metrics.ranks or "rank" in asking.cues

    @property
    def weighed(self) -> bool:
        """Whether a threshold is named."""
        return self.asking.threshold is not None or bool(self.asking.cues & {"over", "under", "some", "none"})

    @property
    def sides(self) -> bool:
        """Whether two metrics or two parts of one place are weighed against each other."""
        asking = self.asking
        weighs = asking.compares or ("compare" in asking.cues and not self.times.compared)
        return weighs and asking.block is Block.ANY and (len(self.metrics.concepts) > 1 or len(self.scopes) > 1)

    @property
    def lists(self) -> bool:
        """Whether units are ranked or listed; «các xã của Hoằng Hóa» may as well be a part of one."""
        listing = self.asking.listing
        if "ranked_units" in self.metrics.ids or self.sides:
            return False
        if listing is Listing.SOME:
            return self.ordered or self.weighed or "compare" in self.asking.cues
        return listing is not Listing.NONE


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
    before = _before(topic) if topic is not None else None
    text = _repaired(masked_utterance)
    reading = _Reading(text, knowledge, _context(before))
    history = _history(reading, text, knowledge, before)
    if history is not None:
        return history
    if before is None:
        return _alone(reading, knowledge, None)
    named = reading.places or reading.unknown
    ways = (_alone, _after) if named else (_after, _alone)
    return next((asked for asked in (way(reading, knowledge, before) for way in ways) if asked is not None), None)


def _repaired(text: str) -> str:
    """The text with what a keyboard left of Telex turned into letters («mieenj»)."""
    return _WORD.sub(lambda found: _decoded(found.group(0)), text)


@lru_cache(maxsize=4096)
def _decoded(word: str) -> str:
    lowered = word.lower()
    if is_syllable(lowered):
        return word
    decoded = decode(lowered)
    if decoded == lowered or not is_syllable(decoded):
        return word
    return decoded.capitalize() if word[0].isupper() else decoded


def _context(before: StatisticsAsked | None) -> frozenset[str]:
    """The concepts spoken of, which need not be named again («về kết quả thì sao», after «hài lòng»)."""
    found = (concept_of(metric) for metric in before.metrics) if before is not None else ()
    names = {name for concept in found if concept is not None for name in (concept.id, concept.beside)}
    return frozenset(names - {""})


def _before(topic: Topic) -> StatisticsAsked | None:
    """The question about figures that a short one can go on from."""
    if topic.code or topic.choices or topic.general:
        return None
    if topic.statistics is not None:
        return topic.statistics
    return StatisticsAsked(topic.places, topic.metrics) if topic.places or topic.metrics else None


@cache
def _cues() -> MarkedPhrases[str]:
    book = data("metrics")
    named = {
        **{f"other.{kind}": phrases for kind, phrases in book["other"].items()},
        **{f"locality.{kind}": phrases for kind, phrases in book["locality"].items() if kind != "types"},
        **{f"scope.{kind}": phrases for kind, phrases in book["scope"].items()},
        **{f"history.{kind}": phrases for kind, phrases in book["history"].items()},
        **{f"asked.{kind}": phrases for kind, phrases in book["asked"].items()},
        "department.name": book["departments"]["names"],
    }
    return MarkedPhrases((phrase, name) for name, phrases in named.items() for phrase in phrases)


@cache
def _questions() -> frozenset[str]:
    """Folded words that only ask."""
    return frozenset(fold(word) for words in data("metrics")["asked"].values() for word in words)


@cache
def _types() -> MarkedPhrases[str]:
    return MarkedPhrases((phrase, phrase) for phrase in data("metrics")["locality"]["types"])


@cache
def _follow() -> WordSet:
    """Words that a short question after a figure may have beside what it changes."""
    return WordSet((*data("asking")["follow"]["words"], _PLACE_WORD))


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


def _history(reading: _Reading, text: str, knowledge: Knowledge, before: StatisticsAsked | None) -> PlaceAsked | None:
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
    enough = where or others <= MOST_WORDS_OF_HISTORY
    if reading.mentions and ((asks and enough) or others <= MOST_WORDS_OF_REMAINS):
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
    book = data("metrics")["other"]
    phrases = (*book["procedure"], *book["money"], *book["time"])
    return MarkedPhrases((phrase, phrase) for phrase in phrases if phrase != "ở đâu")


# --------------------------------------------------------------------------------------- a question that stands alone


def _alone(reading: _Reading, knowledge: Knowledge, before: StatisticsAsked | None) -> StatisticsAsked | None:
    """The intent of a question that needs no other before it."""
    if reading.cues & {"other.own_dossier", "other.what_if"} or _spoken_against(reading):
        return None
    if not reading.metrics.concepts and not reading.metrics.measures and not reading.mentions:
        return None  # nothing that only figures have
    if reading.places or reading.unknown:
        metrics = _of_place(reading)
    else:
        metrics = reading.metrics.metrics if _of_no_place(reading, before) else None
    return None if metrics is None else _asked(reading, metrics, knowledge, before)


def _spoken_against(reading: _Reading) -> bool:
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


def _defined(reading: _Reading) -> bool:
    """Whether it is asked how a metric is defined that no general answer tells of."""
    metrics = reading.metrics
    told = any(concept.explained for concept in metrics.concepts)
    return bool(metrics.concepts) and not told and (metrics.clear or metrics.measured)


def _handled(reading: _Reading) -> bool:
    """Whether how dossiers are handled is spoken of."""
    return reading.about_dossiers and bool(reading.metrics.ids & {"on_time", "overdue", "digitised"})


def _of_place(reading: _Reading) -> tuple[str, ...] | None:
    """The metrics asked of a named place, () for all there is, None when no figure is asked."""
    metrics, asking = reading.metrics, reading.asking
    if metrics.implied and _rest(reading) > MOST_WORDS_OF_ALL and not reading.about_dossiers:
        return None  # «chỉ tiêu kiểm nghiệm»
    if _rest(reading) > MOST_OTHER_WORDS_BESIDE[metrics.clear, metrics.measured]:
        return None
    if metrics.metrics:
        if _only_rank(reading) and not _of_index(reading) and _rest(reading):
            return None  # «làm việc thứ mấy», «cua hang may tinh»
        asked = bool(metrics.measures & {"amount", "when", "money"})
        ways = asking.cues & {"gap", "change", "rank", "source", "last_year"} or reading.ordered or reading.lists
        if metrics.measured or asked or (metrics.clear and (reading.question or ways)):
            return metrics.metrics if metrics.clear or metrics.measured or asked else None
        if "definition" in metrics.measures or "source" in asking.cues or reading.sides:
            return metrics.metrics
        others = _rest(reading)
        if "noun" in metrics.measures and not others:
            return metrics.metrics  # «tthc một cửa ngành dọc Hoằng Hóa»
        short = len(reading.words) <= MOST_WORDS_OF_CLEAR
        if metrics.clear and (others <= MOST_OTHER_WORDS or short or "everything" in metrics.measures):
            return metrics.metrics  # «Hoằng Hóa đúng hạn», «xếp hạng cải cách hành chính Thanh Miện»
        if reading.times.compared and metrics.clear:
            return metrics.metrics
    if "everything" in metrics.measures and reading.places and _rest(reading) <= MOST_WORDS_OF_ALL:
        return metrics.metrics
    if len(reading.places) > 1 and "compare" in asking.cues and _rest(reading) <= MOST_OTHER_WORDS:
        return ()
    return None


def _of_no_place(reading: _Reading, before: StatisticsAsked | None) -> bool:
    """Whether a question that names no place is about statistics all the same."""
    metrics, cues = reading.metrics, reading.cues
    if not metrics.metrics:
        return reading.asking.threshold is not None and reading.lists and "rate" in metrics.measures and before is None
    if "definition" in metrics.measures:
        return _defined(reading)
    if _only_rank(reading) and not (_of_index(reading) and reading.asking.listing is not Listing.SOME):
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


def _only_rank(reading: _Reading) -> bool:
    """Whether a rank is asked without a word of what is ranked."""
    return bool(reading.metrics.ids) and reading.metrics.ids <= {"rank"}


def _of_index(reading: _Reading) -> bool:
    """Whether the words of a rank can only be of an index («xếp hạng», «đứng đầu»; «hang» may be «hàng»)."""
    ends = bool(_STANDS & reading.said and _ENDS & reading.said)
    return ends or bool(_RANK_WORDS & reading.said) or any(w.folded == "hang" and w.marks for w in reading.words)


# -------------------------------------------------------------------------------------------- what is asked of figures


def _asked(
    reading: _Reading, metrics: tuple[str, ...], knowledge: Knowledge, before: StatisticsAsked | None
) -> StatisticsAsked:
    """The intent, with everything that the question says of how figures are wanted."""
    places, ambiguous = _settled(reading, knowledge, before)
    asking = _way(reading, len(places) if not ambiguous else 1)
    asked = StatisticsAsked(
        places,
        metrics,
        _period_of(reading),
        scope=reading.scope,
        asks_when="when" in reading.metrics.measures,
        said_place=reading.unknown,
        asking=asking,
        ambiguous=ambiguous,
    )
    return _filled(asked, reading, knowledge)


def _period_of(reading: _Reading) -> Period | None:
    """The period asked; the newest, whatever its length, is what is answered where none is said."""
    period = reading.times.period
    return None if period is not None and period.newest == 1 and not period.grain else period


def _way(reading: _Reading, places: int) -> Asking:
    """What is asked of figures."""
    asking, times = reading.asking, reading.times
    if "source" in asking.cues:
        return Asking.SOURCE
    if "definition" in reading.metrics.measures:
        return Asking.DEFINITION
    if places > 1 or reading.sides:
        return Asking.COMPARE
    changes = times.compared or "change" in asking.cues
    if reading.lists:
        if asking.threshold is not None or (reading.weighed and not reading.ordered):
            return Asking.OVER_UNDER
        if asking.listing is Listing.WHICH and not reading.ordered and reading.metrics.ids & {"overdue"}:
            return Asking.OVER_UNDER  # «xã nào trễ hạn»: has such dossiers at all
        return Asking.CHANGE if changes else Asking.RANK
    if reading.metrics.ranks:
        return Asking.RANK
    if asking.threshold is not None or "gap" in asking.cues:
        return Asking.GAP
    moves = times.compared or "rank_change" not in reading.metrics.ids  # «tăng mấy bậc» is a figure of its own
    return Asking.CHANGE if changes and moves else Asking.VALUE


def _filled(asked: StatisticsAsked, reading: _Reading, knowledge: Knowledge) -> StatisticsAsked:
    """``asked`` with units, order, threshold and what a change is counted from, as its way of asking needs them."""
    asking, times = reading.asking, reading.times
    worse = _lower_is_better(asked.metrics, knowledge)
    order = Order.MOST if asking.leads and worse else asking.order
    match asked.asking:
        case Asking.RANK:
            if reading.lists:
                first = Order.BEST if order is Order.ALL and (asking.nth or asking.top) else order
                return replace(asked, scope="", block=asking.block, order=first, nth=asking.nth, top=asking.top)
            return replace(asked, scope="", block=_own_block(asked.places, knowledge))
        case Asking.OVER_UNDER:
            threshold, over = _sides(reading, worse)
            return replace(asked, scope="", block=asking.block, threshold=threshold, over=over)
        case Asking.GAP:
            return replace(asked, threshold=asking.threshold)
        case Asking.CHANGE:
            block = asking.block if reading.lists else Block.ANY
            order = order if reading.lists else Order.ALL
            return replace(asked, block=block, order=order, since=times.since, baseline=times.baseline)
        case Asking.COMPARE:
            return replace(asked, order=order)
        case _:
            return asked


def _sides(reading: _Reading, worse: bool) -> tuple[float | None, bool | None]:
    """The threshold and the side of it; «chưa đạt» of what should be low is over it."""
    asking = reading.asking
    if asking.threshold is not None:
        return asking.threshold, asking.over
    if asking.cues & {"under", "over"}:
        return None, ("under" not in asking.cues) is not worse
    return (0.0 if worse else 1.0), "none" not in asking.cues


def _lower_is_better(metrics: Sequence[str], knowledge: Knowledge) -> bool:
    """Whether the first metric is the better the lower it is; a rank is not meant."""
    known = next((metric for metric in knowledge.metrics() if metric.id in metrics[:1]), None)
    return known is not None and known.higher_is_better is False and known.unit != "rank"


def _own_block(places: Sequence[str], knowledge: Knowledge) -> Block:
    """The units among which a place has its rank."""
    if not places:
        return Block.ANY
    unit = names_of(knowledge).unit(places[0])
    match unit.kind:
        case PlaceKind.PROVINCE:
            return Block.PROVINCES
        case PlaceKind.DISTRICT:
            return Block.DISTRICTS
        case PlaceKind.DEPARTMENT:
            return Block.DEPARTMENTS
        case PlaceKind.COMMUNE:
            return Block.PHUONG if unit.type == "phuong" else Block.XA


def _settled(reading: _Reading, knowledge: Knowledge, before: StatisticsAsked | None) -> tuple[tuple[str, ...], bool]:
    """The places meant, and whether they are the readings of one name, to be asked about.

    A unit that another one lies in only says where, unless the two are compared; of several units of one name those
    are meant that lie where the others named lie, or those spoken of before.
    """
    if reading.department:
        return (), False
    unit_of = names_of(knowledge).unit
    groups = [tuple(map(unit_of, mention.places)) for mention in reading.mentions if mention.places]
    if len(groups) > 1 and "compare" not in reading.asking.cues:
        groups = [group for group in groups if not any(_contains(group, other) for other in groups)] or groups
    near = {place for group in groups if len(group) == 1 for place in (group[0].id, *group[0].above)}
    for place in before.places if before is not None and not before.ambiguous else ():
        near |= {place, *unit_of(place).above}
    places: dict[str, None] = {}
    for group in groups:
        kept = _nearest(group, near)
        if len(kept) > 1:
            return tuple(unit.id for unit in kept), True
        places[kept[0].id] = None
    return tuple(places), False


def _contains(larger: Sequence[Unit], smaller: Sequence[Unit]) -> bool:
    return larger is not smaller and len(larger) == 1 and all(larger[0].id in unit.above for unit in smaller)


def _nearest(group: tuple[Unit, ...], near: set[str]) -> tuple[Unit, ...]:
    """Those of a name's units that lie in one of the places near; all when none does."""
    if len(group) < 2:
        return group
    return tuple(unit for unit in group if unit.above & near) or group


# ------------------------------------------------------------------------------------- a short question after a figure


def _after(reading: _Reading, knowledge: Knowledge, before: StatisticsAsked) -> StatisticsAsked | None:
    """The intent of a short question that goes on from ``before``; None: it is about something else."""
    if "other.own_dossier" in reading.cues or "other.things" in reading.cues or reading.unknown:
        return None
    if len(reading.words) > MOST_FOLLOW_UP_WORDS or _rest(reading) > MOST_OTHER_WORDS:
        return None
    if "definition" in reading.metrics.measures and any(concept.explained for concept in reading.metrics.concepts):
        return None
    if before.ambiguous:
        chosen = _chosen(reading, knowledge, before)
        if chosen:
            return replace(before, places=chosen, ambiguous=len(chosen) > 1)
    asking, times = reading.asking, reading.times
    ways = reading.lists or reading.ordered or reading.weighed or "definition" in reading.metrics.measures
    ways = ways or bool(asking.cues & _ASKS_ALONE) or times.compared
    places, ambiguous = _settled(reading, knowledge, before)
    if not places:
        places = referred(reading.words, before.places, knowledge)
        ambiguous = len(places) > 1
    metrics = _metrics_after(reading, before)
    other = _other_block(reading, before)
    if not (places or metrics or times.period or ways or other or reading.scope):
        return None
    if "other.procedure" in reading.cues and not ("source" in asking.cues or reading.metrics.clear or ways):
        return None
    if not (metrics or before.metrics) and not before.places:
        return None
    beside = bool(reading.mentions and before.places and not before.ambiguous) and (
        asking.compares or bool(asking.cues & {"compare", "adds"})
    )
    together = tuple(dict.fromkeys((*before.places, *places)))
    asked = StatisticsAsked(
        together if beside else places or _places_kept(reading, knowledge, before),
        metrics or before.metrics,
        _period_of(reading) or before.period,
        scope=reading.scope or before.scope,
        asks_when="when" in reading.metrics.measures,
        ambiguous=ambiguous or (before.ambiguous and not places),
    )
    if beside:
        return _filled(replace(asked, asking=Asking.COMPARE), reading, knowledge)
    way = _way(reading, 1)
    if _only_rank(reading) and not reading.lists:
        if metrics:
            return asked  # a rank of the index is a figure of its own
        way = Asking.RANK
    if reading.weighed and before.block and not places:
        way = Asking.OVER_UNDER
    if way is Asking.RANK and before.asking is Asking.COMPARE and asking.block is Block.ANY and not reading.mentions:
        way = Asking.VALUE  # «bên nào cao hơn», of those side by side
    if way is Asking.VALUE and reading.ordered:
        return _reordered(asked, before, reading, knowledge)
    if way is Asking.VALUE:
        return _kept(asked, before, reading, knowledge)
    asked = _filled(replace(asked, asking=way), reading, knowledge)
    if way in (Asking.RANK, Asking.OVER_UNDER) and not reading.lists and before.block and not places:
        asked = replace(asked, block=before.block)
    return asked


def _metrics_after(reading: _Reading, before: StatisticsAsked) -> tuple[str, ...]:
    """The metrics that a short question names, or what was spoken of by another measure; () none."""
    said = reading.metrics
    if _only_rank(reading) and before.metrics:
        of_index = any(metric.startswith("par_") for metric in before.metrics)
        return said.metrics if of_index and not reading.lists else ()
    if said.metrics or not before.metrics:
        return said.metrics
    return measured_anew(before.metrics[0], said)


def _places_kept(reading: _Reading, knowledge: Knowledge, before: StatisticsAsked) -> tuple[str, ...]:
    """The places spoken of, where they can hold the units that are listed now."""
    if "other_place" in reading.asking.cues and len(before.places) < 2:
        return ()
    if not reading.lists:
        return before.places
    unit_of = names_of(knowledge).unit
    depth = _DEPTH_OF.get(reading.asking.block, 2)
    return tuple(place for place in before.places if _DEPTH[unit_of(place).kind] < depth)


def _kept(asked: StatisticsAsked, before: StatisticsAsked, reading: _Reading, knowledge: Knowledge) -> StatisticsAsked:
    """``asked`` in the way that was asked before, where the new places allow it."""
    way = Asking.VALUE if before.asking in _MOVES else before.asking
    block = before.block
    if reading.mentions and way is Asking.COMPARE:
        way = Asking.VALUE
    if reading.mentions and block:
        depth = min(_DEPTH[names_of(knowledge).unit(place).kind] for place in asked.places)
        way = way if depth < _DEPTH_OF.get(block, 2) else Asking.VALUE
    other = _other_block(reading, before)
    return replace(
        before,
        places=asked.places,
        metrics=asked.metrics,
        period=asked.period,
        scope=asked.scope,
        asks_when=asked.asks_when,
        said_place="",
        asking=way,
        block=(other or block) if way is not Asking.VALUE else Block.ANY,
        ambiguous=asked.ambiguous,
    )


def _other_block(reading: _Reading, before: StatisticsAsked) -> Block:
    """Other units to list, after a list («còn phường thì sao»)."""
    return reading.asking.block if before.block and not reading.mentions else Block.ANY


def _reordered(
    asked: StatisticsAsked, before: StatisticsAsked, reading: _Reading, knowledge: Knowledge
) -> StatisticsAsked:
    """After a ranking, another end of it («thế thấp nhất»); after places side by side, which of them."""
    asking = reading.asking
    order = Order.MOST if asking.leads and _lower_is_better(asked.metrics, knowledge) else asking.order
    if before.asking is Asking.COMPARE and not reading.mentions:
        return replace(before, metrics=asked.metrics, period=asked.period, order=order)
    return replace(
        asked,
        asking=Asking.RANK,
        block=_other_block(reading, before) or before.block,
        order=order,
        nth=asking.nth,
        top=asking.top,
        scope="",
    )


def _chosen(reading: _Reading, knowledge: Knowledge, before: StatisticsAsked) -> tuple[str, ...]:
    """Of several units of one name those that the answer to «which one?» fits: by place or by kind."""
    named = set(reading.places)
    units = [names_of(knowledge).unit(place) for place in before.places]
    if named:
        return tuple(unit.id for unit in units if unit.id in named or unit.above & named)
    block = reading.asking.block
    return tuple(unit.id for unit in units if block and _own_block((unit.id,), knowledge) is block)


def _rest(reading: _Reading) -> int:
    """How many words say nothing of figures, places or periods."""
    covered = reading.asking.covered | reading.metrics.covered | reading.of_scope
    return sum(
        place not in covered and word not in _follow() and not _NUMBER.fullmatch(word.folded)
        for place, word in enumerate(reading.words)
    )
