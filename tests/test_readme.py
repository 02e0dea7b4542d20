"""The README's transcripts are what the assistant says over the data that the project ships.

``python -m tests.test_readme`` writes them anew from the questions that stand in them.
"""

from __future__ import annotations

import difflib
import io
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import wording
from bot.assistant import Assistant
from bot.settings import ROOT
from bot.state import MemoryState
from bot.terminal import Terminal
from scripts.prepare import prepare

README = ROOT / "README.md"
COMMAND = "$ make chat < questions.txt"
ASKED_ON = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
"""The moment of the session: what a reply says of the age of its data depends on it."""
COLUMNS = 80
_BLOCK = re.compile(rf"```text\n{re.escape(COMMAND)}\n(.*?)```\n", re.DOTALL)


def transcripts(readme: str) -> list[str]:
    """The sessions that the README shows, without their command: about procedures, and about figures."""
    blocks: list[str] = _BLOCK.findall(readme)
    assert len(blocks) == 2, f"README.md must hold two blocks that begin with ```text and «{COMMAND}»"
    return blocks


def typed(session: str) -> list[str]:
    """What the person typed in a session."""
    prompt = wording.TERMINAL_PROMPT
    return [line.removeprefix(prompt) for line in session.splitlines() if line.startswith(prompt)]


def replayed(lines: list[str], folder: Path) -> str:
    """What a terminal shows when a file of these lines is piped into ``scripts.chat`` on that day."""
    assistant = Assistant(prepare(folder).get, MemoryState(lambda: ASKED_ON), clock=lambda: ASKED_ON)
    shown = io.StringIO()
    Terminal(assistant, shown, lambda: COLUMNS, colour=False).converse(iter(lines), echo=True)
    return shown.getvalue().rstrip("\n") + "\n"


@pytest.fixture(scope="module")
def sessions() -> list[str]:
    """The README's sessions."""
    return transcripts(README.read_text(encoding="utf-8"))


def test_the_transcripts_are_true(sessions: list[str], tmp_path: Path) -> None:
    """Asked again of the shipped release, the questions get the very answers that the README shows."""
    now = [replayed(typed(session), tmp_path) for session in sessions]

    before, after = ("".join(each).splitlines() for each in (sessions, now))
    changes = "\n".join(difflib.unified_diff(before, after, "README.md", "now", lineterm=""))
    assert not changes, f"write it anew with «python -m tests.test_readme» if the change is meant:\n{changes}"


def test_the_transcripts_show_what_they_are_for(sessions: list[str]) -> None:
    """Papers of khai sinh, a follow-up, a choice, a refusal; figures with their source, unfair ones, none, a place."""
    session, figures = sessions
    assert len([line for line in typed(session) if not line.isdigit()]) >= 5
    assert "mã 1.001193" in session
    assert re.search("khai sinh.* — giấy tờ cần nộp", session)
    assert re.search("khai sinh.* — phí, lệ phí", session)
    assert re.search(r"^1\. .*\n2\. .*(?:\n.*)*?^Bạn: \d$", session, re.MULTILINE), "no question back with choices"
    assert "99,57 %" in session and "huyện Hoằng Hóa" in session
    assert "Tôi không có thông tin thời tiết" in session
    assert "không so sánh trực\ntiếp được" in figures
    assert "không nêu số" in figures
    assert "nay thuộc phường Ba Đình" in figures


def write() -> None:
    """Write the transcripts anew."""
    readme = README.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        for old in transcripts(readme):
            readme = readme.replace(old, replayed(typed(old), Path(folder)))
    README.write_text(readme, encoding="utf-8")


if __name__ == "__main__":
    write()
