"""The terminal skin: the same replies, wrapped to the window, buttons by number."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import TextIO

from bot import chart_wording, wording
from bot.assistant import Assistant
from bot.chart_layout import chart_kind, drawn_rows, row_words
from bot.charts import alternative_of
from bot.plain import plain_line
from bot.reply import Attachment, Button, Line, Reply, Span, Style
from bot.spans import shortened
from bot.statistics_table import Table

CHAT = "terminal"
NARROWEST = 30
WIDEST = 100
ANSI = {Style.BOLD: "1", Style.ITALIC: "3", Style.PLAIN: ""}
LINKED = "4"
FEWEST_BLOCKS = 8
"""Characters of a bar; where there is less room, no bars are drawn."""
BLOCK, BLOCK_BELOW_ZERO = "█", "░"


class Terminal:
    """A chat in a terminal.

    Args:
        assistant: Who answers.
        output: Where to write.
        columns: How wide the window is now.
        colour: Whether bold and underline may be used.
        folder: Where the files go that the person asks for; by default the current folder.
    """

    def __init__(
        self,
        assistant: Assistant,
        output: TextIO,
        columns: Callable[[], int],
        *,
        colour: bool,
        folder: Path = Path(),
    ) -> None:
        self._assistant = assistant
        self._folder = folder
        self._output = output
        self._columns = columns
        self._colour = colour
        self._buttons: tuple[Button, ...] = ()

    def answer(self, words: str) -> bool:
        """Answer one line: a command, the number of a button, or a question.

        Args:
            words: What was typed.

        Returns:
            Whether the chat goes on.
        """
        words = words.strip()
        match words.lower():
            case "":
                return True
            case "/thoat" | "/thoát" | "/quit" | "/exit":
                return False
            case command if command.startswith("/"):
                name, _, rest = words[1:].partition(" ")
                reply = self._assistant.command(name.lower(), rest, CHAT)
                self._show(reply or self._assistant.answer(words, CHAT))
            case number if self._buttons and number.isascii() and number.isdigit() and len(number) < 4:
                self._press(int(number))
            case _:
                self._show(self._assistant.answer(words, CHAT))
        return True

    def converse(self, lines: Iterator[str], *, echo: bool) -> None:
        """Answer line after line until the end.

        Args:
            lines: What is typed.
            echo: Whether to write each line before its answer (for a file of questions).
        """
        for words in lines:
            if echo and words.strip():
                self._write(f"{wording.TERMINAL_PROMPT}{words.strip()}\n")
            if not self.answer(words):
                break

    def _press(self, number: int) -> None:
        """Tap the button with this number."""
        if not 1 <= number <= len(self._buttons):
            self._write(wording.TERMINAL_NO_BUTTON.format(number=number) + "\n\n")
            return
        self._show(self._assistant.tap(self._buttons[number - 1].data, CHAT))

    def _show(self, reply: Reply) -> None:
        """Write a reply and remember its buttons."""
        self._buttons = reply.buttons
        width = max(NARROWEST, min(self._columns(), WIDEST))
        self._write(render(reply, width, colour=self._colour) + "\n\n")
        if reply.attachment is not None:
            self._write(self._saved(reply.attachment) + "\n\n")

    def _saved(self, attachment: Attachment) -> str:
        """Write a file beside those that are there; says where it is, or why it is not."""
        name = Path(attachment.name).name
        try:
            return chart_wording.FILE_SAVED.format(path=save(attachment, self._folder).resolve())
        except OSError as error:
            folder, reason = self._folder.resolve(), error.strerror or type(error).__name__
            return chart_wording.FILE_NOT_SAVED.format(name=name, folder=folder, reason=reason)

    def _write(self, text: str) -> None:
        encoding = self._output.encoding or "utf-8"
        self._output.write(text.encode(encoding, errors="replace").decode(encoding))
        self._output.flush()


def render(reply: Reply, width: int, *, colour: bool) -> str:
    """A reply as a terminal shows it.

    Args:
        reply: What to say.
        width: The most characters of a line.
        colour: Whether bold and underline may be used.

    Returns:
        Wrapped text with numbered buttons.
    """
    blocks = ["\n".join(_wrapped(line, width, colour=colour) for line in section.lines) for section in reply.sections]
    if reply.table is not None:
        blocks += [_wrapped((Span(alternative_of(reply.table)),), width, colour=False), bars(reply.table, width)]
    if reply.buttons:
        blocks.append(_buttons(reply.buttons, width))
    return "\n\n".join(block for block in blocks if block.strip())


def save(attachment: Attachment, folder: Path) -> Path:
    """Write a file; where one of that name is there already, under the next free name.

    Args:
        attachment: The file.
        folder: Where it goes.

    Returns:
        Where it is.

    Raises:
        OSError: It cannot be written there.
    """
    name = Path(attachment.name)
    for number in count(1):
        path = folder / (name.name if number == 1 else f"{name.stem}-{number}{name.suffix}")
        try:
            with path.open("xb") as file:
                file.write(attachment.data)
        except FileExistsError:
            continue
        return path
    raise AssertionError("the numbers do not end")


def bars(table: Table, width: int) -> str:
    """The chart of a table in characters, from zero; empty where there is none, or no room for it.

    Args:
        table: Figures side by side.
        width: The most characters of a line.

    Returns:
        A line a row: name, bar, number.
    """
    rows = [table.rows[place] for place in drawn_rows(table)]
    largest = max((abs(row.value) for row in rows if row.value is not None), default=0)
    names = [_printable(shortened(row.label, width // 3)) for row in rows]
    numbers = [_printable(row_words(row, table.unit)) for row in rows]
    left, right = max(map(len, names), default=0), max(map(len, numbers), default=0)
    room = width - left - right - 2
    if chart_kind(table) is None or table.unit == "rank" or room < FEWEST_BLOCKS:
        return ""
    lines = []
    for row, name, words in zip(rows, names, numbers, strict=True):
        value = row.value or 0
        blocks = (BLOCK_BELOW_ZERO if value < 0 else BLOCK) * round(room * abs(value) / (largest or 1))
        lines.append(f"{name:<{left}} {blocks:<{room}} {words:>{right}}")
    return "\n".join(lines)


def _wrapped(line: Line, width: int, *, colour: bool) -> str:
    """One line, wrapped under its bullet; styles are put in after wrapping."""
    text = _printable(plain_line(line))
    body = text.lstrip(" ")
    indent = " " * (len(text) - len(body))
    hanging = indent + ("  " if body.startswith(("• ", "– ")) else "")
    rows = textwrap.wrap(
        text, width, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False, drop_whitespace=True
    )
    return "\n".join(_styled(rows, line)) if colour else "\n".join(rows)


def _styled(rows: Sequence[str], line: Line) -> Iterator[str]:
    """The rows with escape codes around the words of styled spans, found in turn."""
    marks = [_code(span) for span in line for character in _shown(span) if not character.isspace()]
    position = 0
    for row in rows:
        styled, now = "", ""
        for character in row:
            if not character.isspace():
                code = marks[position] if position < len(marks) else ""
                position += 1
                if code != now:
                    styled += ("\033[0m" if now else "") + (f"\033[{code}m" if code else "")
                    now = code
            styled += character
        yield styled + ("\033[0m" if now else "")


def _shown(span: Span) -> str:
    """What a span looks like in plain text."""
    return _printable(plain_line((span,)))


def _printable(text: str) -> str:
    """Text without control characters, which a terminal would obey."""
    return "".join(character for character in text if character.isprintable())


def _code(span: Span) -> str:
    """The escape code of a span."""
    return LINKED if span.link else ANSI[span.style]


def _buttons(buttons: Sequence[Button], width: int) -> str:
    """The buttons with their numbers, as many in a row as fit."""
    rows: list[str] = []
    for number, button in enumerate(buttons, start=1):
        shown = f"[{number}] {button.label.removeprefix(f'{number}. ')}"
        if rows and len(rows[-1]) + 3 + len(shown) <= width:
            rows[-1] += f"   {shown}"
        else:
            rows.append(shown)
    return "\n".join(rows)
