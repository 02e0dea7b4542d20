"""A reply as plain text, for terminals, files and programs."""

from __future__ import annotations

from bot.reply import Line, Reply


def plain_text(reply: Reply) -> str:
    """The reply's words without markup: a blank line between sections, links in full behind their words."""
    sections = ("\n".join(map(plain_line, section.lines)) for section in reply.sections)
    return "\n\n".join(text for text in sections if text.strip())


def plain_line(line: Line) -> str:
    """One line's words."""
    return "".join(f"{span.text} ({span.link})" if span.link and span.link != span.text else span.text for span in line)
