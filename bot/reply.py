"""A reply as a value that no channel owns."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from intents.intent import Facet, Outcome


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
    """A figure that the reply shows, as programs read it. ``value``: percent 0-100, money in đồng."""

    locality: str
    metric: str
    value: float
    unit: str
    period_from: str
    period_to: str
    as_of: str
    source: str


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
    parts: tuple[Reply, ...] = ()
