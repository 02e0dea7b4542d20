"""What a person wants: a closed union of frozen values.

``understand`` returns exactly one of them; ``match`` over ``Intent`` is checked for completeness by mypy.
``candidates`` is the whole ranking, best first, at most ten codes, whatever was decided.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Facet(StrEnum):
    """Which part of a procedure is asked."""

    OVERVIEW = "overview"
    DOCUMENTS = "documents"
    FEE = "fee"
    TIME = "time"
    PLACE = "place"
    ONLINE = "online"
    STEPS = "steps"
    CONDITIONS = "conditions"
    LEGAL = "legal"
    RESULT = "result"
    FORM = "form"
    WHO = "who"


class Outcome(StrEnum):
    """The name of what was decided, as programs read it."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    NO_MATCH = "no_match"
    OUT_OF_SCOPE = "out_of_scope"
    SMALLTALK = "smalltalk"
    STATISTICS = "statistics"
    PLACE = "place"
    GENERAL = "general"


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a question back. ``say`` tells it apart in a citizen's words; empty: the procedure's name does."""

    code: str
    say: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One procedure is meant. ``twins`` are the same procedure at another level or of another province."""

    code: str
    facets: tuple[Facet, ...] = (Facet.OVERVIEW,)
    twins: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    sure: bool = True
    """False: right enough to answer, but the reply offers «không phải thủ tục này»."""
    outcome: Outcome = Outcome.ANSWER


@dataclass(frozen=True, slots=True)
class Clarify:
    """Two or more procedures fit: ask back. No choices: the question names nothing («nộp hồ sơ ở đâu»)."""

    choices: tuple[Choice, ...] = ()
    ask: str = ""
    facets: tuple[Facet, ...] = (Facet.OVERVIEW,)
    candidates: tuple[str, ...] = ()
    outcome: Outcome = Outcome.CLARIFY


@dataclass(frozen=True, slots=True)
class NoMatch:
    """About a procedure, but no record answers it.

    ``listed``: one known without details, when that is what is meant.
    """

    listed: str = ""
    facets: tuple[Facet, ...] = (Facet.OVERVIEW,)
    candidates: tuple[str, ...] = ()
    language: str = "vi"
    """ISO 639-1 of the language to refuse in: vi or en."""
    known: str = ""
    """the id of a KnownProcedure, when one is meant that the release knows by name only"""
    outcome: Outcome = Outcome.NO_MATCH


@dataclass(frozen=True, slots=True)
class OutOfScope:
    """Not about procedures, or not for such an assistant. ``subject`` names the kind («weather», «own_dossier» …)."""

    subject: str = ""
    candidates: tuple[str, ...] = ()
    language: str = "vi"
    outcome: Outcome = Outcome.OUT_OF_SCOPE


@dataclass(frozen=True, slots=True)
class Smalltalk:
    """Greeting, thanks, goodbye, who are you, praise, abuse: ``kind`` says which."""

    kind: str
    outcome: Outcome = Outcome.SMALLTALK


@dataclass(frozen=True, slots=True)
class General:
    """A general answer, a danger number or the way to a person: ``answer`` is the id of a GeneralAnswer."""

    answer: str
    candidates: tuple[str, ...] = ()
    outcome: Outcome = Outcome.GENERAL


@dataclass(frozen=True, slots=True)
class PlaceAsked:
    """What became of a place. ``places`` are ids of Place; several: the name fits several units."""

    places: tuple[str, ...]
    outcome: Outcome = Outcome.PLACE


class Grain(StrEnum):
    """How long the periods are that are counted from the newest one («quý gần nhất»)."""

    ANY = ""
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Period:
    """A period of time that a person named. ISO dates, both ends included; empty: open.

    ``words`` is what the person said. Both ends empty and ``words`` not: it counts from today («năm ngoái»), which only
    who knows today can tell (``intents.periods.find_period``), or from the newest figures (``newest``).
    """

    start: str
    end: str
    words: str = ""
    newest: int = 0
    """counted back from the newest period that there are figures of: 1 that one («kỳ này», «gần nhất»), 2 the one
    before it («kỳ trước»); 0: not counted so"""
    grain: Grain = Grain.ANY
    """with ``newest``: only periods of this length count"""


class Asking(StrEnum):
    """What is asked of figures."""

    VALUE = "value"
    COMPARE = "compare"
    """two or more places side by side"""
    RANK = "rank"
    """which places are best, worst, the n-th; or the whole order within a block"""
    CHANGE = "change"
    """against the period before, or the same period of the year before"""
    GAP = "gap"
    """how far from a threshold or target"""
    OVER_UNDER = "over_under"
    """which places are over or under a threshold"""
    DEFINITION = "definition"
    """how the metric is defined; places may be empty"""
    SOURCE = "source"
    """where a figure is from"""


class Block(StrEnum):
    """The units that a ranking is made within; they are never mixed (domain.md, part 3, PAR INDEX)."""

    ANY = ""
    COMMUNES = "communes"
    """xã, phường and đặc khu together"""
    XA = "xa"
    """xã and đặc khu"""
    PHUONG = "phuong"
    DEPARTMENTS = "departments"
    DISTRICTS = "districts"
    PROVINCES = "provinces"


class Order(StrEnum):
    """Which end of a ranking is asked."""

    ALL = "all"
    BEST = "best"
    WORST = "worst"
    MOST = "most"
    """the largest value, whatever is good («nhiều hồ sơ nhất»)"""
    LEAST = "least"


@dataclass(frozen=True, slots=True)
class StatisticsAsked:
    """Locality statistics. ``places`` are ids (empty: none recognised), ``metrics`` ids (empty: all there is).

    Metrics of one concept are alternatives, the likeliest first (``intents.metrics.concept_of``).
    """

    places: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    period: Period | None = None
    outcome: Outcome = Outcome.STATISTICS
    scope: str = ""
    """part of the unit that was named: «cấp xã», «cấp huyện», «cơ quan ngành dọc»"""
    asks_when: bool = False
    """asked is which period the figure is of («điểm đó của năm nào»)"""
    said_place: str = ""
    """a place that was named but that the release does not know, or the question's words for «my commune»"""
    asking: Asking = Asking.VALUE
    block: Block = Block.ANY
    """units ranked or listed; they lie within ``places[0]`` if one is named"""
    order: Order = Order.ALL
    nth: int = 0
    """the n-th of the order («xã đứng thứ ba»); 0: not asked"""
    top: int = 0
    """how many of the order («5 xã tốt nhất»); 0: not said"""
    baseline: str = ""
    """CHANGE: «previous», «last_year», or «» when the question does not say"""
    since: Period | None = None
    """CHANGE: the period compared with, when it was named («so với năm 2021»)"""
    threshold: float | None = None
    """GAP, OVER_UNDER: in the metric's unit; None: the metric's own threshold or target"""
    over: bool | None = None
    """OVER_UNDER: True over (đạt), False under (chưa đạt), None both"""
    ambiguous: bool = False
    """``places`` are several units of one name: ask which is meant"""
    beside: tuple[tuple[str, ...], ...] = ()
    """with ``ambiguous``: what else was named, to stand beside the unit that is meant; of each name every unit"""


@dataclass(frozen=True, slots=True)
class Several:
    """Several questions in one message, each with its own text's intent."""

    parts: tuple[tuple[str, SingleIntent], ...]
    """(heading: the part of the question, masked; its intent)"""

    @property
    def outcome(self) -> Outcome:
        """The first part's."""
        return self.parts[0][1].outcome


SingleIntent = Answer | Clarify | NoMatch | OutOfScope | Smalltalk | General | PlaceAsked | StatisticsAsked
Intent = SingleIntent | Several


@dataclass(frozen=True, slots=True)
class Topic:
    """What the chat is about now. All empty: nothing yet."""

    code: str = ""
    """the procedure under discussion"""
    choices: tuple[Choice, ...] = ()
    """what was last asked back"""
    facets: tuple[Facet, ...] = ()
    """what was last asked, kept while a choice is open"""
    places: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    statistics: StatisticsAsked | None = None
    """the last question about figures, for short questions after it («thế tháng trước»)"""
    general: str = ""
    situation: str = ""
    """the normalised, masked words of the last question when it was left open; never stored on disk"""
