"""One open release, read-only: what the rooms above may ask of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from knowledge.general import GeneralAnswer
from knowledge.place import Place
from knowledge.procedure import Level, Procedure, State
from knowledge.statistic import Metric, Statistic

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Title:
    """What retrieval needs of a procedure, without its details."""

    code: str
    name: str
    field: str
    levels: tuple[Level, ...]
    province: str
    internal: bool
    state: State
    has_details: bool
    shipped: bool
    """one of our own records: among the most-asked procedures"""
    subjects: tuple[str, ...] = ()
    alt_names: tuple[str, ...] = ()
    """names that other crawls or the catalogue give the same code"""


@dataclass(frozen=True, slots=True)
class EverydayName:
    """A way people speak of a procedure. ``kind``: name or situation."""

    code: str
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """Words that fit several procedures: (code, say) choices, to be asked back."""

    names: tuple[str, ...]
    ask: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class KnownProcedure:
    """A procedure that people ask for and that the release knows by name only: said to be unknown, never guessed at.

    ``id`` is its national code, or its folded name where we know no code.
    """

    id: str
    name: str
    field: str
    code: str = ""
    names: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()


class Knowledge(Protocol):
    """A release as intents and bot see it."""

    @property
    def release(self) -> str:
        """The release's name."""

    def titles(self) -> Sequence[Title]:
        """Every procedure, listed-only ones too, in code order."""

    def procedure(self, code: str) -> Procedure | None:
        """The whole record, or None."""

    def everyday_names(self) -> Sequence[EverydayName]:
        """Every everyday name of a procedure that the release holds, twins' inheritance not applied."""

    def ambiguities(self) -> Sequence[Ambiguity]:
        """Names declared ambiguous; choices limited to procedures that the release holds."""

    def known_procedures(self) -> Sequence[KnownProcedure]:
        """Procedures known by name that the release holds no record of."""

    def places(self) -> Sequence[Place]:
        """Every place."""

    def place(self, place_id: str) -> Place | None:
        """One place, or None."""

    def metrics(self) -> Sequence[Metric]:
        """Every metric that the release can speak of."""

    def statistics(
        self,
        place_id: str = "",
        metric: str = "",
        *,
        within: str = "",
        period: tuple[str, str] | None = None,
        internal: bool = False,
    ) -> Sequence[Statistic]:
        """Figures, newest period first.

        Args:
            place_id: Of this place only.
            metric: Of this metric only.
            within: Of the places whose ``parent`` is this one only (a province's communes, districts, departments).
            period: (from, to), ISO dates: figures of exactly this period.
            internal: Also those that only staff may see. Rights are checked here, where data is read.
        """

    def statistics_periods(
        self, metric: str, *, place_id: str = "", within: str = "", internal: bool = False
    ) -> Sequence[tuple[str, str]]:
        """The periods (from, to) that a metric has figures of, newest first."""

    def statistics_places(self, metric: str = "", *, internal: bool = False) -> Sequence[str]:
        """The ids of the places that have any figure (of the metric, if one is given); cheap after the first time."""

    def general_answers(self) -> Sequence[GeneralAnswer]:
        """Every general answer."""

    def artifact(self, name: str) -> bytes | None:
        """Bytes that the builder stored beside the facts (the search index), or None."""

    def memo(self, name: str, make: Callable[[], T]) -> T:
        """A value derived from this release, made once and kept as long as it is open."""
