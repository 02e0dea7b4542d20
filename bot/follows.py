"""Which places staff follow, and which of their digests were sent: two tables of the state database."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

SCHEMA = """
CREATE TABLE IF NOT EXISTS follows (
    person INTEGER NOT NULL, place TEXT NOT NULL, rhythm TEXT NOT NULL, since REAL NOT NULL,
    PRIMARY KEY (person, place, rhythm)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS digests (
    person INTEGER NOT NULL, place TEXT NOT NULL, rhythm TEXT NOT NULL, due TEXT NOT NULL, claimed REAL NOT NULL,
    PRIMARY KEY (person, place, rhythm, due)
) WITHOUT ROWID;
"""
MOST_FOLLOWS = 30
CLAIMS_KEPT = timedelta(days=100)


class Rhythm(StrEnum):
    """How often a digest comes."""

    WEEKLY = "w"
    """Mondays at 8:00"""
    MONTHLY = "m"
    """the 1st at 8:00"""


@dataclass(frozen=True, slots=True)
class Follow:
    """A person follows a place."""

    person: int
    place: str
    rhythm: Rhythm
    since: datetime


class Follows:
    """Both tables.

    Args:
        database: The state's own connection, in autocommit mode (``ChatState.database``).
        clock: The time.
    """

    def __init__(self, database: sqlite3.Connection, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def add(self, person: int, place: str, rhythm: Rhythm) -> bool:
        """Follow a place.

        Returns:
            Whether that is so now; False: the person follows too many already.
        """
        cursor = self._database.execute(
            "INSERT INTO follows SELECT ?1, ?2, ?3, ?4 WHERE (SELECT count(*) FROM follows WHERE person = ?1) < ?5 "
            "ON CONFLICT DO NOTHING",
            (person, place, rhythm, self._clock().timestamp(), MOST_FOLLOWS),
        )
        return bool(cursor.rowcount) or any((f.place, f.rhythm) == (place, rhythm) for f in self.of(person))

    def remove(self, person: int, place: str) -> bool:
        """Follow a place no longer, in whatever rhythm; False: it was not followed."""
        cursor = self._database.execute("DELETE FROM follows WHERE person = ? AND place = ?", (person, place))
        return cursor.rowcount > 0

    def forget(self, person: int) -> None:
        """Forget everything a person follows."""
        self._database.execute("DELETE FROM follows WHERE person = ?", (person,))

    def of(self, person: int) -> list[Follow]:
        """What a person follows, the earliest first."""
        return [follow for follow in self.all() if follow.person == person]

    def all(self) -> list[Follow]:
        """What everybody follows."""
        rows = self._database.execute("SELECT person, place, rhythm, since FROM follows ORDER BY since, place, rhythm")
        zone = self._clock().tzinfo
        return [Follow(who, place, Rhythm(rhythm), datetime.fromtimestamp(at, zone)) for who, place, rhythm, at in rows]

    def claim(self, follow: Follow, due: datetime) -> bool:
        """Take it upon oneself to send a digest; of all processes one gets True, once."""
        time = self._clock()
        self._database.execute("DELETE FROM digests WHERE claimed < ?", ((time - CLAIMS_KEPT).timestamp(),))
        cursor = self._database.execute(
            "INSERT INTO digests VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (follow.person, follow.place, follow.rhythm, due.isoformat(), time.timestamp()),
        )
        return cursor.rowcount > 0

    def release(self, follow: Follow, due: datetime) -> None:
        """Give a claim back: the digest was certainly not sent."""
        self._database.execute(
            "DELETE FROM digests WHERE person = ? AND place = ? AND rhythm = ? AND due = ?",
            (follow.person, follow.place, follow.rhythm, due.isoformat()),
        )
