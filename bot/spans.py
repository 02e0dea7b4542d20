"""Building lines of a reply from words."""

from __future__ import annotations

from bot.reply import Line, Span, Style


def plain(text: str) -> Span:
    """Words as they are."""
    return Span(text)


def bold(text: str) -> Span:
    """Words that stand out."""
    return Span(text, Style.BOLD)


def italic(text: str) -> Span:
    """Words set apart."""
    return Span(text, Style.ITALIC)


def linked(text: str, link: str) -> Span:
    """Words that lead somewhere."""
    return Span(text, link=link)


def line(*parts: Span | str) -> Line:
    """A line of spans and plain words; empty words are left out."""
    return tuple(part if isinstance(part, Span) else Span(part) for part in parts if part not in ("", Span("")))


def prose(text: str) -> tuple[Line, ...]:
    """A text of several lines as lines, without its empty ones."""
    return tuple(line(row) for row in map(str.strip, text.splitlines()) if row)


def width(text: Line) -> int:
    """How many characters a line shows."""
    return sum(len(span.text) for span in text)


def capitalised(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def shortened(text: str, limit: int) -> str:
    """The text cut after a whole word to at most ``limit`` characters, with «…» where something is left out."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    at_word = cut.rpartition(" ")[0]
    return (at_word if len(at_word) > limit // 2 else cut).rstrip(" ,;:.-–") + "…"
