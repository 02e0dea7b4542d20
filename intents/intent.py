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


@dataclass(frozen=True, slots=True)
class Period:
    """A period of time that a person named. ISO dates, both ends included; empty: open.

    ``words`` is what the person said. Both ends empty and ``words`` not: it counts from today («năm ngoái»), which only
    who knows today can tell (``intents.periods.find_period``).
    """

    start: str
    end: str
    words: str = ""


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
    general: str = ""
    situation: str = ""
    """the normalised, masked words of the last question when it was left open; never stored on disk"""
