"""``scripts.run_bot`` as a process whose clock a test sets: CLOCK names a file that holds the time, in ISO form.

It looks ten times a second whether a digest is due, and writes its number into a file beside the clock after each look.
"""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from bot import telegram_digests
from bot.assistant import Assistant
from scripts import run_bot

LOOKS = ".looks"
"""Ending of the file of looks."""


def clock() -> datetime:
    """The time that the file holds."""
    return datetime.fromisoformat(Path(os.environ["CLOCK"]).read_text(encoding="utf-8"))


async def look(context: telegram_digests.Context, assistant: Assistant) -> None:
    """Look, send, and tell that it is done."""
    await send_digests(context, assistant)
    with Path(os.environ["CLOCK"]).with_suffix(LOOKS).open("a", encoding="utf-8") as file:
        file.write(f"{os.getpid()}\n")


send_digests = telegram_digests.send_digests

if __name__ == "__main__":
    telegram_digests.DIGESTS_EVERY = 0.1
    telegram_digests.send_digests = look
    raise SystemExit(run_bot.main(clock))
