"""What is remembered of a chat: little, for a short time, under a name that tells nobody who it is."""

from __future__ import annotations

import json
import sqlite3
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from bot import state as module
from bot.state import MemoryState, State
from intents.intent import Asking, Block, Choice, Facet, Order, Period, StatisticsAsked, Topic
from tests.bot.conftest import Clock

TOPIC = Topic(
    code="9.000001",
    choices=(Choice("9.000002", "Thả đèn"), Choice("9.000003")),
    facets=(Facet.FEE, Facet.TIME),
    places=("district-399",),
    metrics=("dossiers_total",),
    statistics=StatisticsAsked(
        ("district-399",),
        ("dossiers_total",),
        Period("2026-07-01", "2026-09-30", "quý III"),
        asking=Asking.RANK,
        block=Block.PHUONG,
        order=Order.WORST,
        nth=2,
        threshold=98.0,
        over=False,
    ),
    general="gio-mo-cua",
    situation="mất thẻ thả diều ở bờ đê",
)


@pytest.fixture(params=["file", "memory"])
def either(request: pytest.FixtureRequest, state: State, clock: Clock) -> State | MemoryState:
    """Both kinds of state."""
    return state if request.param == "file" else MemoryState(clock)


def test_a_topic_is_kept(either: State | MemoryState) -> None:
    """Everything comes back, for that chat only."""
    either.keep("1", TOPIC)

    assert either.topic("1") == TOPIC
    assert either.topic("2") == Topic()


def test_a_topic_expires_after_half_an_hour_of_silence(either: State | MemoryState, clock: Clock) -> None:
    """Each message renews it; 30 minutes after the last it is gone."""
    either.keep("1", TOPIC)
    clock.pass_by(minutes=29)
    either.keep("1", either.topic("1"))
    clock.pass_by(minutes=29)
    kept = either.topic("1")
    clock.pass_by(minutes=1)

    assert kept == TOPIC
    assert either.topic("1") == Topic()


def test_a_chat_can_be_forgotten(either: State | MemoryState) -> None:
    """At once and wholly."""
    either.keep("1", TOPIC)
    either.forget("1")

    assert either.topic("1") == Topic()


def test_updates_are_known_again(either: State | MemoryState) -> None:
    """An update counts as handled from when it is marked."""
    before = either.handled("scope|7")
    either.mark_handled("scope|7")

    assert (before, either.handled("scope|7"), either.handled("scope|8")) == (False, True, False)


def test_a_restart_forgets_only_the_persons_words(tmp_path: Path, clock: Clock) -> None:
    """Codes and updates survive; the words of the question were never on disk."""
    first = State(tmp_path, clock)
    first.keep("1", TOPIC)
    first.mark_handled("7")
    first.close()
    second = State(tmp_path, clock)
    topic = second.topic("1")
    handled = second.handled("7")
    second.close()

    assert topic.code == TOPIC.code
    assert topic == replace(TOPIC, situation="")
    assert handled


def test_nothing_on_disk_tells_the_chat_or_its_words(tmp_path: Path, clock: Clock) -> None:
    """Neither the chat's number nor the question stands in any file; the key is the owner's alone."""
    state = State(tmp_path, clock)
    asked = StatisticsAsked(said_place="thôn Bờ Đê của tôi")
    state.keep("7741852963", replace(TOPIC, statistics=asked))
    state.mark_handled('{"message": {"text": "căn cước của tôi", "chat": {"id": 7741852963}}}')
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    mode = stat.S_IMODE((tmp_path / "key").stat().st_mode)
    state.close()

    assert b"7741852963" not in written
    assert "bờ đê".encode() not in written
    assert "Bờ Đê".encode() not in written
    assert "căn cước".encode() not in written
    assert mode == 0o600


def test_two_processes_share_one_state(tmp_path: Path, clock: Clock) -> None:
    """What one writes the other reads at once, under the same key."""
    one, other = State(tmp_path, clock), State(tmp_path, clock)
    one.keep("1", TOPIC)
    seen = other.topic("1").code
    one.close()
    other.close()

    assert seen == TOPIC.code


def test_old_updates_are_dropped(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """At most so many, and none older than Telegram would deliver again."""
    monkeypatch.setattr(module, "REMEMBERED_UPDATES", 100)
    state = State(tmp_path, clock)
    for number in range(1_000):
        state.mark_handled(str(number))
    with sqlite3.connect(tmp_path / "state.sqlite") as database:
        count = database.execute("SELECT count(*) FROM updates").fetchone()[0]
    clock.pass_by(hours=49)
    state.close()
    again = State(tmp_path, clock)
    handled = again.handled("999")
    again.close()

    assert count == 100
    assert not handled


def test_what_another_version_added_to_a_topic_is_passed_over(tmp_path: Path, clock: Clock) -> None:
    """Fields that this version does not know, at any depth, do not cost the rest; fields that are missing are empty."""
    state = State(tmp_path, clock)
    state.keep("1", TOPIC)
    with sqlite3.connect(tmp_path / "state.sqlite") as database:
        held = json.loads(database.execute("SELECT topic FROM topics").fetchone()[0])
        held |= {"mood": "good", "statistics": held["statistics"] | {"depth": [1, {"a": 2}]}}
        del held["choices"]
        database.execute("UPDATE topics SET topic = ?", (json.dumps(held),))
    topic = state.topic("1")
    state.close()

    assert topic == replace(TOPIC, choices=())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        '{"facets": ["gold"]}',
        '{"choices": [1]}',
        '{"choices": [["9.000002", "Thả đèn"]]}',
        '{"statistics": {"asking": "guess"}}',
        '{"code": null',
    ],
)
def test_a_topic_of_another_version_is_forgotten(tmp_path: Path, clock: Clock, text: str) -> None:
    """What cannot be read is as if it had never been."""
    state = State(tmp_path, clock)
    state.keep("1", TOPIC)
    with sqlite3.connect(tmp_path / "state.sqlite") as database:
        database.execute("UPDATE topics SET topic = ?", (text,))
    topic = state.topic("1")
    state.close()

    assert topic.code == ""


def test_a_damaged_key_is_made_anew(tmp_path: Path, clock: Clock) -> None:
    """A key of the wrong length is replaced."""
    (tmp_path / "key").write_bytes(b"short")
    State(tmp_path, clock).close()

    assert len((tmp_path / "key").read_bytes()) == 32
