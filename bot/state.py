"""What we remember of a chat between two messages, apart from the releases.

Kept: what the chat is about (codes and choices, no words of the person) for 30 minutes, and fingerprints of the
updates already handled. A chat is known by a keyed hash only; the key lies in a file beside the database that
nobody else may read. Of staff alone the Telegram number is kept as it is (``bot.staff``, ``bot.follows``): rights are
compared with it, and digests are sent to it.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import sqlite3
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Protocol

from bot import follows, staff
from intents.intent import Topic
from knowledge.coding import from_json, to_json

Clock = Callable[[], datetime]
VIET_NAM = timezone(timedelta(hours=7))
SILENCE = 30 * 60
"""Seconds without a message after which a topic is forgotten."""
REMEMBERED_UPDATES = 20_000
UPDATE_AGE = 48 * 3600
"""Telegram delivers an update again for at most a day."""
REMEMBERED_SITUATIONS = 10_000
KEY_BYTES = 32
SCHEMA = """
CREATE TABLE IF NOT EXISTS topics (chat TEXT PRIMARY KEY, topic TEXT NOT NULL, expires REAL NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS topics_by_expiry ON topics (expires);
CREATE TABLE IF NOT EXISTS updates (number INTEGER PRIMARY KEY, mark TEXT NOT NULL UNIQUE, handled REAL NOT NULL);
"""


class ChatState(Protocol):
    """What the assistant and the channels ask of a state."""

    @property
    def database(self) -> sqlite3.Connection:
        """The connection, in autocommit mode, with the tables of ``bot.staff`` and ``bot.follows``."""

    def topic(self, chat: str) -> Topic:
        """What the chat is about; an empty topic after half an hour of silence."""

    def keep(self, chat: str, topic: Topic) -> None:
        """Remember what the chat is about now."""

    def forget(self, chat: str) -> None:
        """Forget the chat at once."""

    def handled(self, update: str) -> bool:
        """Whether this update was handled before."""

    def mark_handled(self, update: str) -> None:
        """Remember that this update was handled."""


def now() -> datetime:
    """The time, with its zone."""
    return datetime.now(UTC)


class MemoryState:
    """A state that lasts as long as the process: for one terminal or one file of questions."""

    def __init__(self, clock: Clock = now) -> None:
        self._clock = clock
        self._topics: dict[str, tuple[float, Topic]] = {}
        self._updates: set[str] = set()
        self._database = sqlite3.connect(":memory:", isolation_level=None)
        self._database.executescript(staff.SCHEMA + follows.SCHEMA)

    @property
    def database(self) -> sqlite3.Connection:
        """A database that lasts as long."""
        return self._database

    def topic(self, chat: str) -> Topic:
        """What the chat is about."""
        expires, topic = self._topics.get(chat, (0.0, Topic()))
        return topic if expires > self._clock().timestamp() else Topic()

    def keep(self, chat: str, topic: Topic) -> None:
        """Remember what the chat is about now."""
        self._topics[chat] = (self._clock().timestamp() + SILENCE, topic)

    def forget(self, chat: str) -> None:
        """Forget the chat."""
        self._topics.pop(chat, None)

    def handled(self, update: str) -> bool:
        """Whether this update was handled before."""
        return update in self._updates

    def mark_handled(self, update: str) -> None:
        """Remember that this update was handled."""
        self._updates.add(update)


class State:
    """A state in an SQLite file of its own (WAL), so that it survives restarts and several processes share it."""

    def __init__(self, folder: Path, clock: Clock = now) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._clock = clock
        self._key = _key(folder / "key")
        self._situations: OrderedDict[str, str] = OrderedDict()
        self._database = sqlite3.connect(folder / "state.sqlite", isolation_level=None, timeout=2.0)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = NORMAL")
        self._database.executescript(SCHEMA + staff.SCHEMA + follows.SCHEMA)
        self._purge()

    @property
    def database(self) -> sqlite3.Connection:
        """The connection to the file."""
        return self._database

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def topic(self, chat: str) -> Topic:
        """What the chat is about."""
        mark = self._mark("chat", chat)
        row = self._database.execute(
            "SELECT topic FROM topics WHERE chat = ? AND expires > ?", (mark, self._time())
        ).fetchone()
        if row is None:
            self._situations.pop(mark, None)
            return Topic()
        return replace(_read(row[0]), situation=self._situations.get(mark, ""))

    def keep(self, chat: str, topic: Topic) -> None:
        """Remember what the chat is about now; the person's words stay in memory only."""
        mark = self._mark("chat", chat)
        time = self._time()
        self._database.execute("DELETE FROM topics WHERE expires <= ?", (time,))
        self._database.execute(
            "INSERT OR REPLACE INTO topics (chat, topic, expires) VALUES (?, ?, ?)",
            (mark, to_json(_wordless(topic)), time + SILENCE),
        )
        self._situations.pop(mark, None)
        if topic.situation:
            self._situations[mark] = topic.situation
        while len(self._situations) > REMEMBERED_SITUATIONS:
            self._situations.popitem(last=False)

    def forget(self, chat: str) -> None:
        """Forget the chat."""
        mark = self._mark("chat", chat)
        self._situations.pop(mark, None)
        self._database.execute("DELETE FROM topics WHERE chat = ?", (mark,))

    def handled(self, update: str) -> bool:
        """Whether this update was handled before."""
        row = self._database.execute("SELECT 1 FROM updates WHERE mark = ?", (self._mark("update", update),)).fetchone()
        return row is not None

    def mark_handled(self, update: str) -> None:
        """Remember that this update was handled; old ones are dropped now and then."""
        cursor = self._database.execute(
            "INSERT OR IGNORE INTO updates (mark, handled) VALUES (?, ?)", (self._mark("update", update), self._time())
        )
        if cursor.lastrowid and cursor.lastrowid % 500 == 0:
            self._purge()

    def _purge(self) -> None:
        """Drop what is no longer needed."""
        time = self._time()
        self._database.execute("DELETE FROM topics WHERE expires <= ?", (time,))
        self._database.execute("DELETE FROM updates WHERE handled <= ?", (time - UPDATE_AGE,))
        self._database.execute(
            "DELETE FROM updates WHERE number <= (SELECT max(number) FROM updates) - ?", (REMEMBERED_UPDATES,)
        )

    def _time(self) -> float:
        return self._clock().timestamp()

    def _mark(self, kind: str, text: str) -> str:
        """A keyed hash: nobody without the key can tell the chat."""
        return hmac.new(self._key, f"{kind}|{text}".encode(errors="replace"), hashlib.sha256).hexdigest()


def _key(path: Path) -> bytes:
    """The key, made once; of two processes that start together one makes it."""
    with suppress(FileNotFoundError):
        key = path.read_bytes()
        if len(key) == KEY_BYTES:
            return key
        path.unlink()
    fresh = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
    with suppress(FileExistsError):
        os.link(fresh, path)
    fresh.unlink()
    return path.read_bytes()


def _wordless(topic: Topic) -> Topic:
    """The topic without the person's own words; how a period was named («năm ngoái») is kept."""
    asked = topic.statistics
    return replace(topic, situation="", statistics=asked and replace(asked, said_place=""))


def _read(text: str) -> Topic:
    """The topic; what another version added to it is passed over, and what cannot be read at all is forgotten."""
    try:
        return from_json(Topic, text)
    except (ValueError, TypeError, AttributeError, KeyError):
        return Topic()
