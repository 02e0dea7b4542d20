"""Building a release beside the current one, checking it, and swapping it in whole."""

from __future__ import annotations

import contextlib
import datetime as dt
import fcntl
import hashlib
import json
import os
import sqlite3
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import sqlite_utils

from knowledge import figures
from knowledge.coding import to_json
from knowledge.general import GeneralAnswer
from knowledge.place import Place
from knowledge.release import FORMAT, Release, ReleaseError, current_name, release_file, release_names
from knowledge.sources.reading import Record
from knowledge.statistic import Metric, Statistic
from knowledge.store import Ambiguity, EverydayName, Knowledge, KnownProcedure, Title
from knowledge.text import fold

KEPT = 5
"""Old releases kept, to roll back to."""

_LOCK_SECONDS = 60.0

ArtifactMaker = Callable[[Knowledge], bytes]


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that goes into a release."""

    records: Mapping[str, Record] = field(default_factory=dict)
    statistics: Sequence[Statistic] = ()
    everyday_names: Sequence[EverydayName] = ()
    ambiguities: Sequence[Ambiguity] = ()
    known_procedures: Sequence[KnownProcedure] = ()
    places: Sequence[Place] = ()
    metrics: Sequence[Metric] = ()
    general_answers: Sequence[GeneralAnswer] = ()
    sources: Sequence[str] = ()
    fingerprint: str = ""


def build_release(
    folder: Path,
    contents: Contents,
    artifacts: Mapping[str, ArtifactMaker],
    *,
    now: dt.datetime | None = None,
    based_on: str | None = None,
    tick: Callable[[str], None] = lambda _: None,
) -> str:
    """Build a release beside the current one, check it, and swap it in.

    Args:
        folder: where releases lie; created when it is not there.
        contents: what goes in.
        artifacts: what is worked out from the facts and kept beside them, by name; each maker is called with the
            finished facts, opened read-only.
        now: the moment that names the release.
        based_on: the release that the contents were made from; when it is not the current one any more, nothing is
            published.
        tick: told of each step, for whoever shows progress.

    Returns:
        The name of the published release.

    Raises:
        ReleaseError: nothing was published; the message says why.
    """
    try:
        (folder / "releases").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReleaseError(
            f"Không tạo được thư mục {folder}: {error.strerror}. Chọn thư mục khác bằng --into."
        ) from error
    with _publishing(folder):
        if based_on is not None and based_on != current_name(folder):
            raise ReleaseError("Một lần nạp khác vừa phát hành xong; hãy chạy lại lệnh này.")
        moment = (now or dt.datetime.now(dt.UTC)).astimezone(dt.UTC)
        name = _free_name(folder, f"{moment:%Y%m%dT%H%M%SZ}-{_content_hash(contents)}")
        building = folder / "releases" / f".{name}.building"
        try:
            tick("viết bản phát hành")
            _write(building, name, moment, contents)
            tick("lập chỉ mục tìm kiếm")
            _add_artifacts(building, artifacts)
            tick("đọc lại để kiểm tra")
            _check(building, contents, artifacts)
            _sync(building)
            final = release_file(folder, name)
            building.replace(final)
            _sync(final.parent)
            _point(folder, name)
        except (sqlite3.Error, OSError) as error:
            raise ReleaseError(
                f"Không ghi được bản phát hành vào {folder}: {error}. Bản đang dùng vẫn nguyên."
            ) from error
        finally:
            for left in (building, building.with_name(building.name + "-journal")):
                left.unlink(missing_ok=True)
        _prune(folder, name)
    return name


@contextlib.contextmanager
def _publishing(folder: Path) -> Iterator[None]:
    """One publisher at a time; the lock goes with its process, however that ends."""
    try:
        lock = (folder / ".lock").open("a")
    except OSError as error:
        raise ReleaseError(f"Không ghi được vào {folder}: {error.strerror}. Kiểm tra quyền ghi.") from error
    with lock:
        until = time.monotonic() + _LOCK_SECONDS
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError as error:
                if time.monotonic() > until:
                    raise ReleaseError("Một lần nạp khác đang chạy; hãy đợi nó xong rồi chạy lại.") from error
                time.sleep(0.1)
        for left in (folder / "releases").glob(".*.building*"):  # of a publisher that was killed
            left.unlink(missing_ok=True)
        yield


def _content_hash(contents: Contents) -> str:
    digest = hashlib.sha256()
    for code, record in sorted(contents.records.items()):
        digest.update(f"{code}{to_json(record)}\n".encode())
    headings: dict[Statistic, str] = {}
    for figure in contents.statistics:
        heading = figure.of("", "", None)
        if heading not in headings:
            headings[heading] = to_json(heading)
        digest.update(f"{figure.id}\0{figure.place}\0{figure.value}\0{headings[heading]}\n".encode())
    for values in (
        contents.everyday_names,
        contents.ambiguities,
        contents.known_procedures,
        contents.places,
        contents.metrics,
        contents.general_answers,
    ):
        digest.update("".join(to_json(value) for value in values).encode())
    return digest.hexdigest()[:8]


def _free_name(folder: Path, name: str) -> str:
    """The name, or with a number when two releases of the same content come within a second."""
    names = set(release_names(folder))
    return next(each for each in (name, *(f"{name}-{number}" for number in range(2, 10_000))) if each not in names)


def title(record: Record) -> Title:
    """What retrieval needs of a record."""
    procedure = record.procedure
    return Title(
        procedure.code,
        procedure.name,
        procedure.field,
        procedure.levels,
        procedure.province,
        procedure.internal,
        procedure.state,
        procedure.has_details,
        record.shipped,
        procedure.subjects,
        record.alt_names,
    )


def _held(contents: Contents) -> tuple[list[EverydayName], list[Ambiguity]]:
    """Everyday names and ambiguities limited to procedures that the release holds."""
    codes = contents.records.keys()
    names = [name for name in contents.everyday_names if name.code in codes]
    limited = (
        Ambiguity(each.names, each.ask, tuple(choice for choice in each.choices if choice[0] in codes))
        for each in contents.ambiguities
    )
    return names, [each for each in limited if each.choices]


def _known(contents: Contents) -> list[KnownProcedure]:
    """The procedures known by name with their everyday names, less those that a record of the release is of."""
    held = {fold(record.procedure.name) for record in contents.records.values()}
    called: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in contents.everyday_names:
        called[name.code, name.kind].append(name.text)
    return [
        replace(
            each,
            names=tuple(dict.fromkeys((*each.names, *called[each.code, "name"]))),
            situations=tuple(dict.fromkeys((*each.situations, *called[each.code, "situation"]))),
        )
        for each in contents.known_procedures
        if each.code not in contents.records and fold(each.name) not in held
    ]


def _write(path: Path, name: str, moment: dt.datetime, contents: Contents) -> None:
    """Write the facts with sqlite-utils. Every column is declared: a code is text."""
    names, ambiguities = _held(contents)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA synchronous = OFF")  # synced as a whole before it is published
    db = sqlite_utils.Database(connection)
    db.table("meta").create({"key": str, "value": str}, pk="key")
    db.table("title").create({"code": str, "data": str}, pk="code")
    db.table("procedure").create({"code": str, "data": str}, pk="code")
    db.table("everyday").create({"position": int, "code": str, "text": str, "kind": str}, pk="position")
    for table in ("ambiguity", "known_procedure", "metric", "general_answer"):
        db.table(table).create({"position": int, "data": str}, pk="position")
    db.table("place").create({"position": int, "id": str, "data": str}, pk="position")
    db.table("place").create_index(["id"], unique=True)
    db.table("artifact").create({"name": str, "data": bytes}, pk="name")
    records = contents.records
    counts = {
        "procedures": len(records),
        "listed": sum(not record.procedure.has_details for record in records.values()),
        "statistics": len(contents.statistics),
    }
    meta = {
        "format": FORMAT,
        "release": name,
        "built_at": moment.isoformat(timespec="seconds"),
        "sources": json.dumps(list(contents.sources), ensure_ascii=False),
        "fingerprint": contents.fingerprint,
        **{key: str(count) for key, count in counts.items()},
    }
    with db.atomic():
        db.table("meta").insert_all({"key": key, "value": value} for key, value in meta.items())
        db.table("title").insert_all(
            {"code": code, "data": to_json(title(record))} for code, record in sorted(records.items())
        )
        db.table("procedure").insert_all(
            {"code": code, "data": to_json(record.procedure)} for code, record in sorted(records.items())
        )
        db.table("everyday").insert_all(
            {"position": position, "code": each.code, "text": each.text, "kind": each.kind}
            for position, each in enumerate(names)
        )
        for table, values in (
            ("ambiguity", ambiguities),
            ("known_procedure", _known(contents)),
            ("metric", contents.metrics),
            ("general_answer", contents.general_answers),
        ):
            db.table(table).insert_all(
                {"position": position, "data": to_json(each)} for position, each in enumerate(values)
            )
        db.table("place").insert_all(
            {"position": position, "id": each.id, "data": to_json(each)}
            for position, each in enumerate(contents.places)
        )
        figures.write(connection, contents.statistics, {unit.id: unit.parent for unit in contents.places})
    connection.close()


def _add_artifacts(path: Path, artifacts: Mapping[str, ArtifactMaker]) -> None:
    release = Release(path)
    made = [{"name": name, "data": make(release)} for name, make in artifacts.items()]
    release.close()
    db = sqlite_utils.Database(sqlite3.connect(path))
    with db.atomic():
        db.table("artifact").insert_all(made)
    db.conn.close()


def _check(path: Path, contents: Contents, artifacts: Mapping[str, ArtifactMaker]) -> None:
    """Read the new file back: whole, complete, every record equal."""
    connection = sqlite3.connect(path)
    sound = connection.execute("PRAGMA integrity_check").fetchone()[0]
    connection.close()
    if sound != "ok":
        raise ReleaseError(f"Bản phát hành mới bị hỏng ({sound}); bản đang dùng vẫn nguyên. Hãy chạy lại.")
    release = Release(path)
    try:
        units = {unit.id for unit in release.places()}
        wrong = [code for code, record in contents.records.items() if release.procedure(code) != record.procedure]
        wrong += [each.code for each in release.titles() if each != title(contents.records[each.code])]
        held = {figure.id: figure for figure in release.statistics(internal=True)}
        wrong += [each.id for each in contents.statistics if held.get(each.id) != each or each.place not in units]
        wrong += [name for name in artifacts if not release.artifact(name)]
        complete = len(release.titles()) == len(contents.records) and len(held) == len(contents.statistics)
    finally:
        release.close()
    if wrong or not complete:
        raise ReleaseError(f"Bản phát hành mới đọc lại không đúng ({', '.join(wrong[:5])}); bản đang dùng vẫn nguyên.")


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _point(folder: Path, name: str) -> None:
    """Make a release the current one: the pointer is replaced whole."""
    pointer = folder / ".current.new"
    with pointer.open("w", encoding="utf-8") as file:
        file.write(f"{name}\n")
        file.flush()
        os.fsync(file.fileno())
    pointer.replace(folder / "current")
    _sync(folder)


def _prune(folder: Path, current: str) -> None:
    for name in release_names(folder)[: -KEPT - 1]:
        if name != current:
            release_file(folder, name).unlink(missing_ok=True)
