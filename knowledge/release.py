"""A release: all facts of one moment in one immutable SQLite file, and reading it.

``open_release`` reads one; ``CurrentRelease`` follows a folder's current one; ``knowledge.building`` makes them. Layout
of a folder: ``releases/NAME.sqlite`` and ``current``, a one-line file that names the release in use and is only ever
replaced whole.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

from knowledge import figures
from knowledge.coding import from_json
from knowledge.general import GeneralAnswer
from knowledge.place import Place
from knowledge.procedure import Procedure
from knowledge.statistic import Metric, Statistic
from knowledge.store import Ambiguity, EverydayName, KnownProcedure, Title

T = TypeVar("T")

FORMAT = "3"
"""Raised when a release of an older program cannot be read any more."""


class ReleaseError(Exception):
    """No release could be built, published or opened; the message says why and what to do."""


class Release:
    """One release, open for reading: the ``Knowledge`` that intents and bot ask.

    Titles and names are read once, when first asked for; records and places one by one, figures by index. Safe to
    share between threads.
    """

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise ReleaseError(f"Không có bản phát hành dữ liệu ở {path}. Chạy: python -m scripts.reload_knowledge")
        self.path = path
        self._lock = threading.RLock()
        self._memos: dict[str, Any] = {}
        self._places: dict[str, Place] = {}
        try:
            self._db = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1",
                uri=True,
                check_same_thread=False,
                isolation_level=None,
            )
            self._meta: dict[str, str] = dict(self._db.execute("SELECT key, value FROM meta"))
        except sqlite3.Error as error:
            raise ReleaseError(f"Không đọc được bản phát hành {path}: {error}. Hãy nạp lại dữ liệu.") from error
        if self._meta.get("format") != FORMAT:
            raise ReleaseError(f"Bản phát hành {path} thuộc phiên bản chương trình khác. Hãy nạp lại dữ liệu.")

    @property
    def release(self) -> str:
        """The release's name."""
        return self._meta["release"]

    @property
    def meta(self) -> Mapping[str, str]:
        """built_at, sources (JSON), fingerprint, counts and format."""
        return self._meta

    def _all(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        return self._rows(query, values)

    def _rows(self, query: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._db.execute(query, values).fetchall()

    def titles(self) -> Sequence[Title]:
        """Every procedure, listed-only ones too, in code order."""
        return self.memo("release.titles", self._read_titles)

    def _read_titles(self) -> tuple[Title, ...]:
        return tuple(from_json(Title, data) for (data,) in self._all("SELECT data FROM title ORDER BY code"))

    def procedure(self, code: str) -> Procedure | None:
        """The whole record, or None."""
        if not code.isascii():
            return None
        found = self._all("SELECT data FROM procedure WHERE code = ?", code)
        return from_json(Procedure, found[0][0]) if found else None

    def everyday_names(self) -> Sequence[EverydayName]:
        """Every everyday name of a procedure that the release holds."""
        return self.memo(
            "release.everyday",
            lambda: tuple(
                EverydayName(*row) for row in self._all("SELECT code, text, kind FROM everyday ORDER BY position")
            ),
        )

    def ambiguities(self) -> Sequence[Ambiguity]:
        """Names declared ambiguous; choices limited to procedures that the release holds."""
        return self._values("ambiguity", Ambiguity)

    def known_procedures(self) -> Sequence[KnownProcedure]:
        """Procedures known by name that the release holds no record of."""
        return self._values("known_procedure", KnownProcedure)

    def places(self) -> Sequence[Place]:
        """Every place."""
        return self._values("place", Place)

    def place(self, place_id: str) -> Place | None:
        """One place, or None."""
        if place_id not in self._places:
            found = self._all("SELECT data FROM place WHERE id = ?", place_id) if place_id.isascii() else []
            if not found:
                return None
            self._places[place_id] = from_json(Place, found[0][0])
        return self._places[place_id]

    def metrics(self) -> Sequence[Metric]:
        """Every metric that the release can speak of."""
        return self._values("metric", Metric)

    def statistics(
        self,
        place_id: str = "",
        metric: str = "",
        *,
        within: str = "",
        period: tuple[str, str] | None = None,
        internal: bool = False,
    ) -> Sequence[Statistic]:
        """Figures, newest period first; those for staff only when asked for. See ``Knowledge.statistics``."""
        return figures.read(self._rows, place_id, metric, within=within, period=period, internal=internal)

    def statistics_periods(
        self, metric: str, *, place_id: str = "", within: str = "", internal: bool = False
    ) -> Sequence[tuple[str, str]]:
        """The periods (from, to) that a metric has figures of, newest first."""
        return figures.periods(self._rows, metric, place=place_id, within=within, internal=internal)

    def statistics_places(self, metric: str = "", *, internal: bool = False) -> Sequence[str]:
        """The ids of the places that have a figure (of the metric, if one is given)."""
        return self.memo(
            f"release.statistics_places {metric} {internal}",
            lambda: figures.places(self._rows, metric, internal=internal),
        )

    def general_answers(self) -> Sequence[GeneralAnswer]:
        """Every general answer."""
        return self._values("general_answer", GeneralAnswer)

    def artifact(self, name: str) -> bytes | None:
        """Bytes that the builder stored beside the facts, or None."""
        found = self._all("SELECT data FROM artifact WHERE name = ?", name)
        return bytes(found[0][0]) if found else None

    def memo(self, name: str, make: Callable[[], T]) -> T:
        """A value derived from this release, made once and kept as long as it is open."""
        with self._lock:
            if name not in self._memos:
                self._memos[name] = make()
            return cast("T", self._memos[name])

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._db.close()

    def _values(self, table: str, kind: type[T]) -> tuple[T, ...]:
        query = f"SELECT data FROM {table} ORDER BY position"  # noqa: S608 (the table's name is ours)
        return self.memo(f"release.{table}", lambda: tuple(from_json(kind, data) for (data,) in self._all(query)))


def open_release(path: Path) -> Release:
    """Open a release file, or the current release of a folder."""
    return Release(current_path(path) if path.is_dir() else path)


def current_path(folder: Path) -> Path:
    """The file of a folder's current release."""
    try:
        name = (folder / "current").read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ReleaseError(
            f"Thư mục {folder} chưa có dữ liệu. Chạy: python -m scripts.reload_knowledge --into {folder}"
        ) from error
    return release_file(folder, name)


def release_file(folder: Path, name: str) -> Path:
    """The file of a release by its name, which comes from a file that people may edit."""
    if not name or "/" in name or name.startswith("."):
        raise ReleaseError(f"Tệp {folder / 'current'} bị hỏng. Hãy nạp lại dữ liệu.")
    return folder / "releases" / f"{name}.sqlite"


class CurrentRelease:
    """A folder's current release, reopened when another one is published.

    Whoever got the old one keeps it open for as long as he holds it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pointer = os.fspath(folder / "current")
        self._lock = threading.Lock()
        self._seen: tuple[int, int, int] | None = None
        self._open: Release | None = None

    def get(self) -> Release:
        """The current release; one ``stat`` when nothing has changed."""
        try:
            found = os.stat(self._pointer)  # noqa: PTH116 (asked with every question)
            seen = (found.st_ino, found.st_mtime_ns, found.st_size)
        except OSError:
            seen = None
        if self._open is not None and seen in (self._seen, None):
            return self._open
        with self._lock:
            if self._open is None or seen != self._seen:
                self._open = self._reopened()
                self._seen = seen
            return self._open

    def _reopened(self) -> Release:
        """The release that the pointer names; the one in use stays when the new one cannot be opened."""
        try:
            return Release(current_path(self._folder))
        except ReleaseError:
            if self._open is None:
                raise
            return self._open


def current_name(folder: Path) -> str:
    """The name of a folder's current release; empty when it has none."""
    try:
        return current_path(folder).stem
    except ReleaseError:
        return ""


def release_names(folder: Path) -> list[str]:
    """Every release of a folder, oldest first."""
    return sorted(path.stem for path in (folder / "releases").glob("*.sqlite"))
