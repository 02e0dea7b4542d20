"""A reply as texts that Telegram accepts: escaped HTML, cut at sections, then lines, then words; and its keyboard."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence

from bot.reply import Button, Line, Reply, Section, Span, Style

MOST_UNITS = 4_096
"""UTF-16 units of one message. The markup is counted too, so that it holds whichever way it is counted."""
LONGEST_LINK = 1_000
LONGEST_LINK_TEXT = 500
MOST_ROWS = 8
ROW_WIDTHS = ((3, 6), (16, 3), (24, 2))
"""Labels up to so many characters: so many in a row. Longer ones stand alone."""
TIGHT_ROW_WIDTHS = ((3, 8), (16, 4), (64, 2))
UNSENDABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
TAGS = {Style.PLAIN: ("", ""), Style.BOLD: ("<b>", "</b>"), Style.ITALIC: ("<i>", "</i>")}


def units(text: str) -> int:
    """How many UTF-16 units a text has, as Telegram counts."""
    return len(text.encode("utf-16-le", errors="replace")) // 2


def texts(reply: Reply) -> list[str]:
    """The reply's messages.

    Args:
        reply: Any reply.

    Returns:
        HTML texts of at most 4,096 units, each with its tags closed; none is empty.
    """
    return cut(reply.sections)


def cut(sections: Iterable[Section], limit: int = MOST_UNITS) -> list[str]:
    """Sections as messages: as many sections in one as fit; a longer one goes by lines, a longer line by words.

    Args:
        sections: What to say.
        limit: The most units of a message.

    Returns:
        The messages in order.
    """
    messages: list[str] = []
    current = ""
    for section in sections:
        lines = [line for line in map(_tidy, section.lines) if line]
        if not lines:
            continue
        whole = "\n".join(map(html_line, lines))
        pieces = [whole] if units(whole) <= limit else list(_pieces(lines, limit))
        for number, piece in enumerate(pieces):
            separator = "\n" if number else "\n\n"
            if current and units(current) + units(separator) + units(piece) <= limit:
                current += separator + piece
            else:
                if current:
                    messages.append(current)
                current = piece
    if current:
        messages.append(current)
    return messages


def html_line(line: Line) -> str:
    """One line with its markup."""
    return "".join(map(html_span, line))


def html_span(span: Span) -> str:
    """One span, escaped, within its tags."""
    start, end = TAGS[span.style]
    text = start + html.escape(span.text, quote=False) + end
    return f'<a href="{html.escape(span.link)}">{text}</a>' if span.link else text


def keyboard(buttons: Sequence[Button]) -> list[list[Button]]:
    """The buttons in rows: short labels side by side, at most eight rows; sixteen labels of 64 characters fit."""
    rows = _rows(buttons, ROW_WIDTHS, mixed=False)
    if len(rows) > MOST_ROWS:
        rows = _rows(buttons, TIGHT_ROW_WIDTHS, mixed=True)
    return rows[:MOST_ROWS]


def _rows(buttons: Sequence[Button], widths: Sequence[tuple[int, int]], *, mixed: bool) -> list[list[Button]]:
    """Rows of buttons in order; of the same width, or mixed: then the widest says how many stand in a row."""
    rows: list[list[Button]] = []
    most = 0
    for button in buttons:
        in_row = next((count for longest, count in widths if len(button.label) <= longest), 1)
        if rows and len(rows[-1]) < min(most, in_row) and (mixed or in_row == most):
            rows[-1].append(button)
            most = min(most, in_row)
        else:
            rows.append([button])
            most = in_row
    return rows


def _tidy(line: Line) -> Line:
    """A line without what Telegram refuses; a line of nothing is empty."""
    spans = []
    for span in line:
        text = UNSENDABLE.sub("", span.text)
        link = span.link if span.link.startswith(("https://", "http://")) and len(span.link) <= LONGEST_LINK else ""
        if link and len(text) > LONGEST_LINK_TEXT:
            text = text[: LONGEST_LINK_TEXT - 1] + "…"
        if text:
            spans.append(Span(text, span.style, link))
    return tuple(spans) if any(span.text.strip() for span in spans) else ()


def _pieces(lines: Iterable[Line], limit: int) -> Iterator[str]:
    """Lines one by one; a line that is too long, in pieces of whole words."""
    for line in lines:
        whole = html_line(line)
        if units(whole) <= limit:
            yield whole
        else:
            yield from _broken(line, limit)


def _broken(line: Line, limit: int) -> Iterator[str]:
    """A long line in pieces; neighbours of the same style share their tags."""
    current: list[Span] = []
    used = 0
    for word in _words(line, limit):
        joins = bool(current) and not word.link and (current[-1].style, current[-1].link) == (word.style, "")
        cost = units(html.escape(word.text, quote=False)) if joins else units(html_span(word))
        if current and used + cost > limit:
            yield html_line(tuple(current)).rstrip()
            current, used, joins = [], 0, False
            cost = units(html_span(word))
        if joins:
            current[-1] = Span(current[-1].text + word.text, word.style)
        else:
            current.append(word)
        used += cost
    if current:
        yield html_line(tuple(current)).rstrip()


def _words(line: Line, limit: int) -> Iterator[Span]:
    """The line's words with the space behind them; a link stays whole, an endless word is cut."""
    for span in line:
        if span.link:
            yield span
            continue
        for word in re.findall(r"\S+\s*|\s+", span.text):
            yield from _cut_word(Span(word, span.style), limit)


def _cut_word(word: Span, limit: int) -> Iterator[Span]:
    """The word, or its pieces where it alone exceeds a message."""
    if units(html_span(word)) <= limit:
        yield word
        return
    room = limit - units(html_span(Span("", word.style)))
    piece, used = "", 0
    for letter in word.text:
        cost = units(html.escape(letter, quote=False))
        if used + cost > room:
            yield Span(piece, word.style)
            piece, used = "", 0
        piece += letter
        used += cost
    if piece:
        yield Span(piece, word.style)
