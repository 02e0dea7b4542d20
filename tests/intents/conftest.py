"""Two releases: one made up, small enough to reason about, and the one that the shipped data make."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

import pytest

from intents.ranking import Scorer
from intents.understand import scorer_of
from knowledge.release import Release, open_release
from scripts import reload_knowledge
from tests.intents.made_up import build


@pytest.fixture(scope="session")
def bees(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The made-up release about bees and mushrooms, open."""
    folder = tmp_path_factory.mktemp("bees")
    build(folder)
    return open_release(folder)


@pytest.fixture(scope="session")
def scorer(bees: Release) -> Scorer:
    """The scorer of the made-up release."""
    return scorer_of(bees)


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release of the shipped data alone, built by the same command that a citizen's machine runs."""
    folder: Path = tmp_path_factory.mktemp("shipped")
    report = io.StringIO()
    with contextlib.redirect_stdout(report), contextlib.redirect_stderr(report):
        code = reload_knowledge.main(["shipped", "--into", str(folder)])
    assert code == 0, report.getvalue()
    return open_release(folder)
