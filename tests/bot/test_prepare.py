"""Getting the knowledge ready before the first question."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import wording
from knowledge.release import ReleaseError, current_name
from scripts import prepare as module
from scripts.prepare import prepare


def test_the_first_release_is_built_from_the_shipped_data_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Built when there is none, kept when nothing changed, built anew when the shipped data changed."""
    first = prepare(tmp_path).get().release
    told = capsys.readouterr()
    second = prepare(tmp_path).get().release
    silent = capsys.readouterr()
    monkeypatch.setattr(module, "fingerprint", lambda: "other data")
    third = prepare(tmp_path).get().release
    again = capsys.readouterr()

    assert wording.TERMINAL_BUILDING in told.err
    assert told.out == ""
    assert (second, silent.out, silent.err) == (first, "", "")
    assert third != first
    assert wording.TERMINAL_REBUILDING in again.err


def test_a_release_of_other_sources_is_left_alone(knowledge_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an administrator imported is not replaced by the shipped data."""
    before = current_name(knowledge_folder)
    monkeypatch.setattr(module, "fingerprint", lambda: "other data")

    assert prepare(knowledge_folder).get().release == before


def test_without_data_there_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A release that cannot be built is told with what to do."""
    monkeypatch.setattr("scripts.reload_knowledge.main", lambda arguments: 1)
    with pytest.raises(ReleaseError, match="reload_knowledge"):
        prepare(tmp_path / "none")
