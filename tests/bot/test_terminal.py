"""The terminal skin, and ``python -m scripts.chat`` as a process."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot import wording
from bot.assistant import Assistant
from bot.charts import chart_of
from bot.replies import help_reply
from bot.reply import Attachment, Button, Reply, Section, Span, Style
from bot.settings import ROOT
from bot.state import State
from bot.tables import workbook_of
from bot.terminal import Terminal, bars, render, save
from intents.intent import Outcome
from knowledge.release import Release
from tests.bot.chart_tables import ALL, CHANGE, RANKS, THRESHOLD

QUESTION = "làm giấy thả diều hết bao nhiêu tiền"


def typed(assistant: Assistant, *lines: str, echo: bool = False) -> str:
    """What a terminal shows when these lines are typed."""
    output = io.StringIO()
    Terminal(assistant, output, lambda: 80, colour=False).converse(iter(lines), echo=echo)
    return output.getvalue()


def test_a_number_taps_the_button(assistant: Assistant) -> None:
    """The first button of a fee answer opens the papers."""
    shown = typed(assistant, QUESTION, "1")

    assert "[1] Giấy tờ" in shown
    assert "Tờ khai thả diều — 1 bản chính" in shown


def test_a_number_without_a_button_is_told(assistant: Assistant) -> None:
    """A number beyond the list is told as such; without any buttons a number is a question like any other."""
    assert wording.TERMINAL_NO_BUTTON.format(number=99) in typed(assistant, QUESTION, "99")
    assert wording.TERMINAL_NO_BUTTON.format(number=99) not in typed(assistant, "99")


def test_commands(assistant: Assistant) -> None:
    """/help and /start introduce, /thoat ends."""
    assert "trợ lý tự động" in typed(assistant, "/help")
    assert "trợ lý tự động" in typed(assistant, "/start")
    assert typed(assistant, "/thoat", QUESTION) == ""


def test_a_file_of_questions_is_echoed(assistant: Assistant) -> None:
    """Each question stands before its answer; empty lines are passed over."""
    shown = typed(assistant, QUESTION + "\n", "\n", "cảm ơn nha\n", echo=True)

    assert shown.index(f"Bạn: {QUESTION}") < shown.index("7.000 đ") < shown.index("Bạn: cảm ơn nha")
    assert shown.count("Bạn: ") == 2


@pytest.mark.parametrize("width", [30, 60, 100])
def test_lines_are_wrapped(width: int) -> None:
    """No line is wider than the window, links apart; no word is lost."""
    shown = render(help_reply(), width, colour=False)

    assert all(len(row) <= width for row in shown.splitlines() if "[" not in row)
    assert " ".join(wording.PRIVACY.split()) in " ".join(shown.split())


def test_colour_only_adds_escape_codes() -> None:
    """Bold and links are marked, across line ends too; without the marks the text is the same."""
    line = (Span("một "), Span("hai ba bốn năm sáu bảy tám chín mười", Style.BOLD), Span(" x", link="https://x.vn/"))
    reply = Reply(Outcome.ANSWER, (Section("answer", (line,)),), (Button("Giấy tờ", "x"),))
    coloured = render(reply, 30, colour=True)

    assert "\033[1mhai" in coloured
    assert re.sub(r"\033\[\d*m", "", coloured) == render(reply, 30, colour=False)


def test_control_characters_do_not_reach_the_terminal() -> None:
    """An escape code inside a text is not passed on."""
    reply = Reply(Outcome.ANSWER, (Section("answer", ((Span("a\033[31mb\x07"),),)),))

    assert render(reply, 80, colour=False) == "a[31mb"


@pytest.mark.parametrize("width", [30, 60, 100])
@pytest.mark.parametrize("name", ALL)
def test_a_chart_is_told_and_drawn_in_characters(name: str, width: int) -> None:
    """The text alternative stands in the terminal, bars beneath it; no line is wider than the window."""
    table = ALL[name]
    words = (chart_of(table) or (b"", ""))[1]
    shown = render(Reply(Outcome.STATISTICS, (), table=table), width, colour=False)

    assert " ".join(words.split()) in " ".join(shown.split())
    assert max(map(len, shown.splitlines())) <= max(width, 78 if name == "long names" else 0)


def test_bars_in_characters_start_at_zero() -> None:
    """Twice the value is twice the blocks; a fall is drawn otherwise; what is not stated has none; ranks no bars."""
    blocks = [line.count("█") for line in bars(THRESHOLD, 80).splitlines()]
    falls = [line.count("░") for line in bars(CHANGE, 80).splitlines()]

    assert blocks[0] > blocks[1] > blocks[2] > 0 == blocks[3]
    assert blocks[2] / blocks[0] == pytest.approx(79.98 / 91.2, abs=0.02)
    assert [bool(fall) for fall in falls] == [False, False, True, True]
    assert bars(THRESHOLD, 80).endswith("không nêu")
    assert bars(RANKS, 80) == ""


def test_a_file_is_saved_beside_others(tmp_path: Path) -> None:
    """A second file of the same name does not replace the first; a path in a name leads nowhere else."""
    file = workbook_of(THRESHOLD)
    first, second = save(file, tmp_path), save(file, tmp_path)
    away = save(Attachment("../../a.csv", "text/csv", b"x"), tmp_path)

    assert (first.name, second.name) == (file.name, file.name.replace(".xlsx", "-2.xlsx"))
    assert first.read_bytes() == second.read_bytes() == file.data
    assert away == tmp_path / "a.csv"


class Filing(Assistant):
    """An assistant whose every answer is a file."""

    def answer(self, question: str, chat: str, *, person: str = "", private: bool = True) -> Reply:
        """A short text and a file."""
        section = Section("answer", ((Span("Bảng đây."),),))
        return Reply(Outcome.STATISTICS, (section,), attachment=Attachment("bang.csv", "text/csv", b"gio"))


def test_a_terminal_says_where_the_file_is(knowledge: Release, state: State, tmp_path: Path) -> None:
    """The file stands in the folder and its path in the terminal; where it cannot be written, why."""
    filing = Filing(lambda: knowledge, state)
    output = io.StringIO()
    Terminal(filing, output, lambda: 80, colour=False, folder=tmp_path).answer("tải bảng")
    Terminal(filing, output, lambda: 80, colour=False, folder=tmp_path / "nowhere").answer("tải bảng")

    assert f"Đã lưu bảng vào tệp: {tmp_path / 'bang.csv'}" in output.getvalue()
    assert (tmp_path / "bang.csv").read_bytes() == b"gio"
    assert f"Không ghi được tệp «bang.csv» vào thư mục {tmp_path / 'nowhere'}" in output.getvalue()


def chat(knowledge_folder: Path, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """The command line with this release."""
    return subprocess.run(
        [sys.executable, "-m", "scripts.chat", *arguments],
        input=typed,
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env=os.environ | {"KNOWLEDGE_FOLDER": str(knowledge_folder), "NO_COLOR": "1"},
        timeout=60,
        check=False,
    )


def test_one_question_is_answered_once(knowledge_folder: Path) -> None:
    """``python -m scripts.chat "…"`` answers and ends with 0."""
    done = chat(knowledge_folder, QUESTION)

    assert done.returncode == 0
    assert "7.000 đ" in done.stdout
    assert "\033" not in done.stdout
    assert done.stderr == ""


def test_a_piped_file_is_answered_line_by_line(knowledge_folder: Path) -> None:
    """Each line is a question of the same chat."""
    done = chat(knowledge_folder, typed=f"{QUESTION}\ncần giấy tờ gì\n/thoat\n{QUESTION}\n")

    assert done.returncode == 0
    assert done.stdout.count("7.000 đ") == 1
    assert "Tờ khai thả diều" in done.stdout
