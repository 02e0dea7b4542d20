"""Building lines of a reply from words."""

from __future__ import annotations

import re

from bot.reply import Line, Span, Style

INLINE_BULLET = re.compile(r"(?<=[.;:])\s+(?=(?:[-+*•–]\)?|[a-zđ]\))\s*[^\W\d_])")
"""Before a list item that official texts put in the middle of a line: «điều kiện sau: - Có …; - Hơn …»."""
DOUBLE_MARK = re.compile(r"^[-+*•–]\s+(?=[-+*•–]\s)")
SENTENCE_END = re.compile(r"(?<=[^\W\d_][.;])\s+|(?<=[)»”][.;])\s+")
MARK = re.compile(r"^(?:[-+*•–]\)?\s*)+(?=[^\s\d])|^[-+*•–]\)?\s+")


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
    """A text of several lines as lines, without its empty ones; a list inside a line gets a line per item."""
    return tuple(line(row) for row in rows(text))


def rows(text: str) -> list[str]:
    """A text's lines, with a line for each item of a list that stands inside a line."""
    split = map(str.strip, INLINE_BULLET.sub("\n", text).splitlines())
    return [DOUBLE_MARK.sub("", row) for row in split if row.strip(" -+*•–.;:,")]


def unmarked(row: str) -> str:
    """A line without the bullets that it begins with."""
    return MARK.sub("", row).strip()


def sentences(text: str) -> list[str]:
    """A line's sentences; a full stop inside a number or before a small letter ends none."""
    found: list[str] = []
    for piece in SENTENCE_END.split(text):
        if found and not piece[:1].isupper():
            found[-1] += f" {piece}"
        else:
            found.append(piece)
    return found


def first_sentence(text: str, limit: int) -> str:
    """The first sentence where it is at most ``limit`` characters long; empty otherwise."""
    own = rows(text)
    sentence = sentences(unmarked(own[0]))[0] if own else ""
    return sentence if len(sentence) <= limit else ""


def width(text: Line) -> int:
    """How many characters a line shows."""
    return sum(len(span.text) for span in text)


def capitalised(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def uncapitalised(text: str) -> str:
    """The text with its first letter small, unless its first word is an acronym or a name in mixed letters."""
    first = text.split(maxsplit=1)[0] if text.split() else ""
    return text if first[1:] != first[1:].lower() else text[:1].lower() + text[1:]


def shortened(text: str, limit: int) -> str:
    """The text cut after a whole word to at most ``limit`` characters, with «…» where something is left out."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    at_word = cut.rpartition(" ")[0]
    return (at_word if len(at_word) > limit // 2 else cut).rstrip(" ,;:.-–") + "…"
