"""Chats in the terminal with the same assistant that Telegram gets.

python -m scripts.chat                          a conversation
python -m scripts.chat "làm giấy khai sinh cần giấy tờ gì"    one answer
python -m scripts.chat < questions.txt          one answer a line
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress

from bot import wording
from bot.assistant import Assistant
from bot.logs import set_up_logs
from bot.replies import start_reply
from bot.settings import SettingsError, load_settings
from bot.state import MemoryState
from bot.terminal import Terminal, render
from knowledge.release import ReleaseError
from scripts.prepare import prepare


def main(argv: Sequence[str] | None = None) -> int:
    """Command line.

    Args:
        argv: The arguments; by default the process's own.

    Returns:
        0; 1 when there is no knowledge to answer from; 2 when a setting is malformed.
    """
    parser = argparse.ArgumentParser(
        prog="python -m scripts.chat", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("question", nargs="*", help="one question; without it, a conversation")
    question = " ".join(parser.parse_args(argv).question).strip()
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    set_up_logs()
    try:
        settings = load_settings()
        current = prepare(settings.knowledge_folder)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    except ReleaseError as error:
        print(error, file=sys.stderr)
        return 1
    assistant = Assistant(current.get, MemoryState(), settings.stale_days)
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    terminal = Terminal(assistant, sys.stdout, _columns, colour=colour)
    try:
        if question:
            terminal.answer(question)
        elif sys.stdin.isatty():
            print(render(start_reply(), _columns(), colour=colour), wording.TERMINAL_WELCOME, sep="\n\n", end="\n\n")
            terminal.converse(_typed(), echo=False)
            print(wording.TERMINAL_GOODBYE)
        else:
            terminal.converse(iter(sys.stdin), echo=True)
    except KeyboardInterrupt:
        print(f"\n{wording.TERMINAL_GOODBYE}")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _columns() -> int:
    """How wide the window is."""
    return shutil.get_terminal_size((80, 24)).columns


def _typed() -> Iterator[str]:
    """Lines as they are typed, until the end of input."""
    with suppress(ImportError):
        import readline  # noqa: F401, PLC0415 - editing and history of the line, where the system has it
    while True:
        try:
            yield input(wording.TERMINAL_PROMPT)
        except EOFError:
            print()
            return


if __name__ == "__main__":
    raise SystemExit(main())
