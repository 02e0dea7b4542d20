"""What an administrative procedure is: the values that every answer is made from.

Time and fee belong to the submission method, documents belong to the case (``docs/data-format.md``).
All values are frozen; an importer builds them once and everything behind it trusts them.
Texts are NFC, without private-use bullets or zero-width characters.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Channel(StrEnum):
    """How a dossier is handed in (the portal's ``submissionMethod``)."""

    DIRECT = "direct"
    ONLINE = "online"
    POSTAL = "postal"


class FeeState(StrEnum):
    """What a fee line really says. A bare zero is not «free» (portal-data.md, traps 1 and 17)."""

    AMOUNT = "amount"
    """A positive amount, or amounts stated in the note."""
    FREE_STATED = "free_stated"
    """The record's own note grants the exemption in words."""
    COUNCIL = "council"
    """Set by the People's Council of the province."""
    ZERO = "zero"
    """A 0 with no explanation."""
    AMOUNT_IN_NOTE = "amount_in_note"
    """A 0 whose note holds amounts: the note decides."""
    TEXT = "text"
    """No number, only words."""
    UNKNOWN = "unknown"
    """Nothing is stated."""


class FeeKind(StrEnum):
    """Phí, lệ phí or giá."""

    CHARGE = "phí"
    FEE = "lệ phí"
    PRICE = "giá"
    UNSTATED = ""


class State(StrEnum):
    """Whether a procedure can be used."""

    NOT_YET_IN_FORCE = "not_yet_in_force"
    IN_FORCE = "in_force"
    REPLACED = "replaced"
    ABOLISHED = "abolished"


class Level(StrEnum):
    """The level of government that handles the procedure (cấp thực hiện)."""

    COMMUNE = "commune"
    PROVINCE = "province"
    MINISTRY = "ministry"
    OTHER = "other"


class OnlineLevel(StrEnum):
    """The online level in the words of its time (domain.md, part 3)."""

    FULL = "toàn trình"
    PARTIAL = "một phần"
    LEVEL_3 = "mức độ 3"
    LEVEL_4 = "mức độ 4"
    UNKNOWN = ""


class TimeUnit(StrEnum):
    """Unit of a processing time. OTHER: the number alone says nothing, read the text."""

    HOUR = "hour"
    DAY = "day"
    WORKING_DAY = "working_day"
    MONTH = "month"
    YEAR = "year"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Duration:
    """A processing time: a number with its unit, or words, or both; neither: unknown."""

    amount: float | None = None
    unit: TimeUnit = TimeUnit.OTHER
    text: str = ""

    @property
    def known(self) -> bool:
        """Whether anything can be said."""
        return bool(self.text) or (self.amount is not None and self.amount > 0 and self.unit != TimeUnit.OTHER)


@dataclass(frozen=True, slots=True)
class Fee:
    """One fee line of one submission method. ``amount`` is in ``currency`` (VND: đồng), ``note`` the record's own."""

    state: FeeState
    amount: float | None = None
    currency: str = "VND"
    kind: FeeKind = FeeKind.UNSTATED
    note: str = ""


@dataclass(frozen=True, slots=True)
class Method:
    """One way to hand in the dossier, with its own time and fees."""

    channel: Channel
    time: Duration = Duration()
    fees: tuple[Fee, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A paper of the dossier. ``originals`` and ``copies`` both 0: to show or a remark, not a paper to hand in."""

    name: str
    originals: int = 0
    copies: int = 0
    form: str = ""

    @property
    def handed_in(self) -> bool:
        """Whether the paper is to be handed in."""
        return self.originals + self.copies > 0


@dataclass(frozen=True, slots=True)
class Case:
    """«Which case are you?»: the papers of one case. An empty name: the only case."""

    name: str
    documents: tuple[Document, ...] = ()
    notes: tuple[str, ...] = ()
    """Remarks and examples that the source lists among the papers."""
    time: Duration = Duration()
    """Processing time where the record gives it per case."""


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A legal text: its number («53/2025/TT-BCA») and, where known, its title."""

    number: str
    title: str = ""


class Source(NamedTuple):
    """Where a record came from: the file and what kind of file it was."""

    file: str
    kind: str


NO_SOURCE = Source("", "")


@dataclass(frozen=True, slots=True)
class Procedure:
    """An administrative procedure as one record states it.

    ``code`` is text (``1.004270`` is not a number). ``as_of`` and ``effective_from`` are ISO dates, possibly
    only ``YYYY-MM`` or ``YYYY``; empty: unknown. ``province`` is empty for a STANDARD procedure, else the province
    (or ministry) whose own procedure it is. ``page_id`` is the UUID of the portal's page where known, never built.
    ``has_details`` is False for a procedure known from the catalogue only. ``fees_complete`` is False where the source
    is known to show fewer fees than there are: then fees are lower bounds.
    """

    code: str
    name: str
    field: str = ""
    summary: str = ""
    levels: tuple[Level, ...] = ()
    province: str = ""
    internal: bool = False
    subjects: tuple[str, ...] = ()
    agency: str = ""
    where: str = ""
    promulgator: str = ""
    methods: tuple[Method, ...] = ()
    cases: tuple[Case, ...] = ()
    steps: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    conditions: str = ""
    legal_bases: tuple[LegalBasis, ...] = ()
    decision: str = ""
    online_level: OnlineLevel = OnlineLevel.UNKNOWN
    page_id: str = ""
    as_of: str = ""
    effective_from: str = ""
    state: State = State.IN_FORCE
    replaced_by: tuple[str, ...] = ()
    life_events: tuple[str, ...] = ()
    has_details: bool = True
    fees_complete: bool = True
    source: Source = NO_SOURCE
