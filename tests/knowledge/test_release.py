"""Building, checking, publishing and following releases: real SQLite files."""

from __future__ import annotations

import datetime as dt
import itertools
import multiprocessing
import sqlite3
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge import building
from knowledge.building import KEPT, Contents, build_release
from knowledge.general import GeneralAnswer
from knowledge.place import Place, PlaceKind
from knowledge.procedure import Procedure, State
from knowledge.release import (
    CurrentRelease,
    ReleaseError,
    current_name,
    open_release,
    release_names,
)
from knowledge.sources.reading import Record
from knowledge.statistic import Metric, Publication, Statistic
from knowledge.store import Ambiguity, EverydayName, Knowledge

_NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


def _contents(**changes: object) -> Contents:
    one = Record(
        Procedure("1.004270", "Đăng ký nuôi mèo", field="Thú cưng", state=State.ABOLISHED), ("Nuôi mèo",), shipped=True
    )
    two = Record(Procedure("2.000000", "Đăng ký nuôi chó", has_details=False))
    whole = Contents(
        records={"1.004270": one, "2.000000": two},
        statistics=(
            Statistic("old", "p", "m", 1.5, "percent", period_to="2020", publication=Publication("B")),
            Statistic("new", "p", "m", 2.5, "percent", period_to="2021-06", publication=Publication("B")),
        ),
        everyday_names=(EverydayName("1.004270", "nuôi mèo", "name"), EverydayName("9.999999", "lạ", "name")),
        ambiguities=(
            Ambiguity(("thú",), "Con gì?", (("1.004270", "Mèo"), ("2.000000", "Chó"), ("9.999999", "Cá"))),
            Ambiguity(("cá",), "", (("9.999999", "Cá"),)),
        ),
        places=(Place("p", PlaceKind.PROVINCE, "1", "tỉnh P"),),
        metrics=(Metric("m", "M", "percent"),),
        general_answers=(GeneralAnswer("a", "A", ("một",), ("hỏi",), "r", "s"),),
        sources=("shipped",),
        fingerprint="abc",
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def _build(folder: Path, **changes: object) -> str:
    return build_release(folder, _contents(**changes), {}, now=_NOON)


def test_everything_comes_back(tmp_path: Path) -> None:
    """What went in comes out, limited to procedures that the release holds."""
    contents = _contents()
    name = build_release(
        tmp_path / "new" / "folder", contents, {"count": lambda held: b"%d" % len(held.titles())}, now=_NOON
    )
    found: Knowledge = open_release(tmp_path / "new" / "folder")

    assert found.release == name
    assert name.startswith("20261123T120000Z-")
    assert [
        (title.code, title.shipped, title.alt_names, title.has_details, title.state) for title in found.titles()
    ] == [
        ("1.004270", True, ("Nuôi mèo",), True, State.ABOLISHED),
        ("2.000000", False, (), False, State.IN_FORCE),
    ]
    assert found.procedure("1.004270") == contents.records["1.004270"].procedure
    assert found.procedure("1.00427") is None
    assert found.procedure("1.004270\ud800") is None
    assert found.everyday_names() == (EverydayName("1.004270", "nuôi mèo", "name"),)
    assert found.ambiguities() == (Ambiguity(("thú",), "Con gì?", (("1.004270", "Mèo"), ("2.000000", "Chó"))),)
    assert found.place("p") == contents.places[0]
    assert found.place("q") is None
    assert [figure.id for figure in found.statistics("p", "m")] == ["new", "old"]
    assert found.statistics("q") == ()
    assert found.metrics() == contents.metrics
    assert found.general_answers() == contents.general_answers
    assert found.artifact("count") == b"2"
    assert found.artifact("other") is None


def test_codes_are_text_in_the_file(tmp_path: Path) -> None:
    """SQLite itself holds codes as text, in rollback-journal mode, with what it was made from."""
    name = _build(tmp_path)
    db = sqlite3.connect(tmp_path / "releases" / f"{name}.sqlite")

    assert db.execute("SELECT code, typeof(code) FROM procedure ORDER BY code").fetchone() == ("1.004270", "text")
    assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    meta = dict(db.execute("SELECT key, value FROM meta"))
    assert (meta["procedures"], meta["listed"], meta["statistics"], meta["fingerprint"]) == ("2", "1", "2", "abc")
    assert meta["sources"] == '["shipped"]'
    db.close()


def test_a_release_cannot_be_written(tmp_path: Path) -> None:
    """It is opened read-only."""
    _build(tmp_path)

    with pytest.raises(sqlite3.OperationalError):
        open_release(tmp_path)._db.execute("DELETE FROM procedure")


def test_a_memo_is_made_once(tmp_path: Path) -> None:
    """Derived values live as long as the release is open."""
    _build(tmp_path)
    found = open_release(tmp_path)
    counter = itertools.count()

    assert [found.memo("x", lambda: next(counter)) for _ in range(3)] == [0, 0, 0]


def test_old_releases_are_kept_and_then_pruned(tmp_path: Path) -> None:
    """The last ones stay to roll back to."""
    names = [
        build_release(tmp_path, _contents(), {}, now=_NOON + dt.timedelta(minutes=minute)) for minute in range(KEPT + 3)
    ]

    assert release_names(tmp_path) == names[-KEPT - 1 :]
    assert current_name(tmp_path) == names[-1]


def test_two_in_one_second_have_two_names(tmp_path: Path) -> None:
    """A release is never overwritten."""
    assert len({_build(tmp_path), _build(tmp_path)}) == 2


def test_a_reader_follows_the_rollover(tmp_path: Path) -> None:
    """The next question gets the new release; who still holds the old one reads on."""
    _build(tmp_path)
    current = CurrentRelease(tmp_path)
    old = current.get()
    assert current.get() is old

    _build(tmp_path, records={})

    assert len(current.get().titles()) == 0
    assert old.procedure("1.004270") is not None


def test_a_reader_stays_with_the_old_one_when_the_new_one_is_broken(tmp_path: Path) -> None:
    """A pointer to nothing does not take the service down."""
    _build(tmp_path)
    current = CurrentRelease(tmp_path)
    old = current.get()

    (tmp_path / "current").write_text("nothing\n")
    assert current.get() is old
    (tmp_path / "current").unlink()
    assert current.get() is old


def test_readers_never_see_half_a_release(tmp_path: Path) -> None:
    """Threads that read while releases are swapped see only whole ones."""
    _build(tmp_path)
    current = CurrentRelease(tmp_path)
    stop = threading.Event()
    seen: list[tuple[int, bool]] = []

    def read() -> None:
        while not stop.is_set():
            found = current.get()
            codes = [title.code for title in found.titles()]
            seen.append((len(codes), all(found.procedure(code) is not None for code in codes)))

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for turn in range(6):
        _build(tmp_path, **({"records": {}} if turn % 2 else {}))
        time.sleep(0.01)
    stop.set()
    for thread in threads:
        thread.join()

    assert set(seen) == {(2, True), (0, True)}


def _publish(folder: Path, minute: int) -> None:
    build_release(folder, _contents(), {}, now=_NOON + dt.timedelta(minutes=minute))


def test_publishers_take_turns(tmp_path: Path) -> None:
    """Two processes that publish at once both come through, and the pointer names a whole release."""
    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=_publish, args=(tmp_path, minute)) for minute in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()

    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert len(release_names(tmp_path)) == 3
    assert len(open_release(tmp_path).titles()) == 2


def test_what_was_made_from_another_release_is_not_published(tmp_path: Path) -> None:
    """Two additions at once cannot undo one another."""
    first = _build(tmp_path)
    second = _build(tmp_path)

    with pytest.raises(ReleaseError, match="chạy lại"):
        build_release(tmp_path, _contents(), {}, now=_NOON, based_on=first)
    assert current_name(tmp_path) == second


def test_a_failed_build_leaves_the_current_release(tmp_path: Path) -> None:
    """Whatever goes wrong, the release in use stays, and nothing is left lying about."""
    name = _build(tmp_path)

    def fail(_: Knowledge) -> bytes:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        build_release(tmp_path, _contents(), {"index": fail}, now=_NOON)
    with pytest.raises(ReleaseError, match="đọc lại không đúng"):
        build_release(tmp_path, _contents(), {"index": lambda _: b""}, now=_NOON)

    assert current_name(tmp_path) == name
    assert [file.name for file in (tmp_path / "releases").iterdir()] == [f"{name}.sqlite"]


def test_what_a_killed_publisher_left_is_cleared(tmp_path: Path) -> None:
    """A half-built file of an earlier run does not stay."""
    (tmp_path / "releases").mkdir()
    (tmp_path / "releases" / ".x.building").write_bytes(b"half")

    name = _build(tmp_path)

    assert [file.name for file in (tmp_path / "releases").iterdir()] == [f"{name}.sqlite"]


def test_a_publisher_does_not_wait_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock that is not let go ends with a sentence."""
    monkeypatch.setattr(building, "_LOCK_SECONDS", 0.1)
    _build(tmp_path)

    with building._publishing(tmp_path), pytest.raises(ReleaseError, match="đang chạy"):
        _build(tmp_path)


@pytest.mark.parametrize("damage", ["missing folder", "no pointer", "bad pointer", "not SQLite", "other format"])
def test_what_cannot_be_opened_says_what_to_do(tmp_path: Path, damage: str) -> None:
    """Each ends with a sentence that names the cure."""
    name = _build(tmp_path)
    file = tmp_path / "releases" / f"{name}.sqlite"
    if damage == "no pointer":
        (tmp_path / "current").unlink()
    elif damage == "bad pointer":
        (tmp_path / "current").write_text("../../etc/passwd")
    elif damage == "not SQLite":
        file.write_bytes(b"x" * 5000)
    elif damage == "other format":
        with sqlite3.connect(file) as db:
            db.execute("UPDATE meta SET value = '0' WHERE key = 'format'")
        db.close()

    with pytest.raises(ReleaseError, match=r"nạp lại|reload_knowledge"):
        open_release(tmp_path / "nowhere" if damage == "missing folder" else tmp_path)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """A file in the way is named."""
    (tmp_path / "file").write_text("")

    with pytest.raises(ReleaseError, match="--into"):
        _build(tmp_path / "file" / "sub")
