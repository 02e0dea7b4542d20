"""A new release answers when it is warm, and nobody waits for that."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from bot.assistant import Assistant, warm
from bot.plain import plain_text
from bot.state import MemoryState
from bot.warm_release import WarmRelease
from knowledge.release import CurrentRelease, ReleaseError
from knowledge.store import Knowledge
from tests.bot.figures_release import FIGURES, OCTOBER, QUAY, build, figure

QUESTION = "phường Bến Sáo tiếp nhận bao nhiêu hồ sơ"
NEWER = (*FIGURES, figure(QUAY, "dossiers_received", 600, OCTOBER))
PATIENCE = 30.0


class Gate:
    """Warming that waits to be let through, and tells that it was begun and ended."""

    def __init__(self) -> None:
        self.warmed: list[str] = []
        self.began = threading.Event()
        self.let_through = threading.Event()
        self.threads: list[str] = []

    def __call__(self, knowledge: Knowledge) -> None:
        """Warm a release up for real, once let through."""
        self.threads.append(threading.current_thread().name)
        self.began.set()
        assert self.let_through.wait(PATIENCE)
        warm(knowledge)
        self.warmed.append(knowledge.release)


def wait_for(release: WarmRelease, name: str) -> None:
    """Wait until a release answers."""
    for _ in range(int(PATIENCE / 0.01)):
        if release.get().release == name:
            return
        threading.Event().wait(0.01)
    pytest.fail(f"{name} never answered")


def test_the_old_release_answers_until_the_new_one_is_warm(tmp_path: Path) -> None:
    """Two real releases: questions during the warming up get the old figure, those after it the new one."""
    old = build(tmp_path)
    gate = Gate()
    gate.let_through.set()
    release = WarmRelease(CurrentRelease(tmp_path).get, gate)
    assistant = Assistant(release.get, MemoryState())
    first = plain_text(assistant.answer(QUESTION, "1"))
    gate.began.clear()
    gate.let_through.clear()
    new = build(tmp_path, NEWER)
    during = [assistant.answer(QUESTION, "1") for _ in range(3)]
    assert gate.began.wait(PATIENCE)
    still = assistant.answer(QUESTION, "1")
    gate.let_through.set()
    wait_for(release, new)
    after = assistant.answer(QUESTION, "1")

    assert "555" in first
    assert [reply.release for reply in (*during, still)] == [old] * 4
    assert "600" in plain_text(after)
    assert after.release == new
    assert gate.warmed == [old, new]
    assert gate.threads == [threading.main_thread().name, "warm-up"]


def test_a_release_that_was_overtaken_never_answers(tmp_path: Path) -> None:
    """When a third is published while the second warms up, the third follows the first."""
    old = build(tmp_path)
    gate = Gate()
    gate.let_through.set()
    release = WarmRelease(CurrentRelease(tmp_path).get, gate)
    release.get()
    gate.let_through.clear()
    build(tmp_path, NEWER)
    release.get()
    third = build(tmp_path, (*NEWER, figure(QUAY, "dossiers_on_time", 500, OCTOBER)))
    seen = {release.get().release}
    gate.let_through.set()
    for _ in range(500):
        seen.add(release.get().release)
        if third in seen:
            break
        threading.Event().wait(0.01)

    assert seen == {old, third}


def test_a_release_that_cannot_be_warmed_never_answers(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The one before goes on, the log says so once, and a later release gets its turn."""
    old = build(tmp_path)
    broken: list[str] = []

    def warming(knowledge: Knowledge) -> None:
        if knowledge.release in broken:
            raise ValueError("secret")

    release = WarmRelease(CurrentRelease(tmp_path).get, warming)
    release.get()
    broken.append(build(tmp_path, NEWER))
    for _ in range(20):
        release.get()
        threading.Event().wait(0.01)
    kept = release.get().release
    third = build(tmp_path)
    wait_for(release, third)

    assert kept == old
    assert caplog.text.count("cannot answer") == 1
    assert "secret" not in caplog.text


def test_without_any_release_it_is_told(tmp_path: Path) -> None:
    """As before: the message says what to do."""
    with pytest.raises(ReleaseError, match="reload_knowledge"):
        WarmRelease(CurrentRelease(tmp_path).get, warm).get()
