"""A reply as a value that no channel owns."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from bot.statistics_table import Table
from intents.intent import Facet, Outcome
from knowledge.statistic import Qualifier


class Style(StrEnum):
    """How a span is set."""

    PLAIN = "plain"
    BOLD = "bold"
    ITALIC = "italic"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text; with ``link`` it leads there."""

    text: str
    style: Style = Style.PLAIN
    link: str = ""


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a reply that a channel can show by itself. ``name`` is a Facet's value, or answer, notice, source."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Button:
    """A button: what the person reads and what comes back (at most 64 bytes of UTF-8)."""

    label: str
    data: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that the reply shows, as programs read it. ``value``: percent 0-100, money in đồng.

    ``scope``: the part of the unit; ``formula``: of a derived figure, with its inputs («361.869 / 363.424»).
    """

    locality: str
    metric: str
    value: float
    unit: str
    period_from: str
    period_to: str
    as_of: str
    source: str
    scope: str = ""
    qualifier: Qualifier = Qualifier.EXACT
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a reply. ``name`` with its extension; ``media_type`` as in HTTP."""

    name: str
    media_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reply:
    """What we say. ``codes``: the procedures claimed or offered, best first; ``parts``: for several questions."""

    outcome: Outcome
    sections: tuple[Section, ...]
    buttons: tuple[Button, ...] = ()
    links: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    codes: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    facets: tuple[Facet, ...] = ()
    release: str = ""
    picture: bytes | None = field(default=None, repr=False)
    """a PNG; where there is a ``table``, the channel that shows pictures draws it"""
    picture_text: str = ""
    """what the picture shows, in words, for those who cannot see it; of a ``table`` whoever draws it tells it"""
    attachment: Attachment | None = None
    table: Table | None = None
    """the figures shown, where two or more of them stand side by side"""
    parts: tuple[Reply, ...] = ()
