"""Who may see internal figures: an allow-list of Telegram numbers in the state database, each change with its trace.

The first administrators come from ADMIN_IDS; they let others in. What a person may do is read anew each time, so that
a right that is taken away is gone at once, in every process.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

SCHEMA = """
CREATE TABLE IF NOT EXISTS staff (
    person INTEGER PRIMARY KEY, role TEXT NOT NULL, granted_by INTEGER NOT NULL, granted REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS audit (
    number INTEGER PRIMARY KEY, time REAL NOT NULL, who INTEGER NOT NULL, what TEXT NOT NULL, whom INTEGER NOT NULL
);
"""
LONGEST_NUMBER = 16
"""Digits of a Telegram number; the Bot API promises at most 52 bits."""
OPERATOR = 0
"""Who granted the rights of ADMIN_IDS."""
REVOKED = "revoked"


class Role(StrEnum):
    """What somebody on the list is."""

    STAFF = "staff"
    """sees internal figures and follows places"""
    ADMIN = "admin"
    """also says who is on the list"""


class Change(StrEnum):
    """What came of an attempt to change the list."""

    DONE = "done"
    UNCHANGED = "unchanged"
    LAST_ADMIN = "last_admin"
    """nobody would be left to let others in"""
    REFUSED = "refused"
    """whoever tried is no administrator"""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on the list. ``granted_by`` is 0 for ADMIN_IDS."""

    person: int
    role: Role
    granted_by: int
    granted: datetime


class Staff:
    """The list.

    Args:
        database: The state's own connection, in autocommit mode (``ChatState.database``).
        clock: The time.
    """

    def __init__(self, database: sqlite3.Connection, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def role(self, person: str) -> Role | None:
        """What a person is, or None for everybody else.

        Args:
            person: The Telegram number; anything else is nobody on the list.

        Raises:
            sqlite3.Error: The list cannot be read.
        """
        number = telegram_number(person)
        if number is None:
            return None
        row = self._database.execute("SELECT role FROM staff WHERE person = ?", (number,)).fetchone()
        return Role(row[0]) if row else None

    def members(self) -> list[Member]:
        """Everybody on the list, administrators first, then in the order of their admission."""
        rows = self._database.execute(
            "SELECT person, role, granted_by, granted FROM staff ORDER BY role <> 'admin', granted, person"
        )
        zone = self._clock().tzinfo
        return [Member(person, Role(role), by, datetime.fromtimestamp(when, zone)) for person, role, by, when in rows]

    def appoint(self, admins: Iterable[int]) -> None:
        """Make administrators of those of ADMIN_IDS that the list has never known.

        Whoever was taken off it by an administrator stays off; a new number in ADMIN_IDS always helps, even when
        nobody else can get in any more.
        """
        with self._changing():
            for person in admins:
                known = self._database.execute("SELECT 1 FROM audit WHERE whom = ? LIMIT 1", (person,)).fetchone()
                if known is None:
                    self._write(OPERATOR, person, Role.ADMIN)

    def change(self, who: str, whom: int, role: Role | None) -> Change:
        """Put somebody on the list, change what he is, or take him off it (``role`` None), with a line of audit.

        Args:
            who: The Telegram number of whoever asks for it; his own right is checked here.
            whom: The Telegram number concerned.
            role: What he is to be.

        Returns:
            What came of it.

        Raises:
            sqlite3.Error: The list cannot be written.
        """
        with self._changing():
            if self.role(who) is not Role.ADMIN:
                return Change.REFUSED
            before = self.role(str(whom))
            if before is role:
                return Change.UNCHANGED
            admins = self._database.execute("SELECT count(*) FROM staff WHERE role = 'admin'").fetchone()[0]
            if before is Role.ADMIN and admins == 1:
                return Change.LAST_ADMIN
            self._write(int(who), whom, role)
            return Change.DONE

    def audit(self) -> list[tuple[datetime, int, str, int]]:
        """Every change: when, who made it (0: ADMIN_IDS), what (a role or «revoked»), and of whom; oldest first."""
        rows = self._database.execute("SELECT time, who, what, whom FROM audit ORDER BY number")
        zone = self._clock().tzinfo
        return [(datetime.fromtimestamp(time, zone), who, what, whom) for time, who, what, whom in rows]

    def _write(self, who: int, whom: int, role: Role | None) -> None:
        """Change the list, and leave the trace."""
        time = self._clock().timestamp()
        if role is None:
            self._database.execute("DELETE FROM staff WHERE person = ?", (whom,))
        else:
            self._database.execute("INSERT OR REPLACE INTO staff VALUES (?, ?, ?, ?)", (whom, role, who, time))
        self._database.execute(
            "INSERT INTO audit (time, who, what, whom) VALUES (?, ?, ?, ?)", (time, who, role or REVOKED, whom)
        )

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Hold the database for writing, so that two administrators cannot remove each other at the same moment."""
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")


def telegram_number(text: str) -> int | None:
    """The Telegram number that a text is, or None; nobody's is 0."""
    return int(text) or None if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else None
