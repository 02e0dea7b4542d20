"""In which order updates are handled: one chat's one after another, other chats' beside it, none of them twice."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.logs import log_failure
from bot.state import ChatState

MOST_WAITING = 10_000
"""Updates taken at once. A chat whose updates wait for each other must not keep others out."""


class ChatOrder(BaseUpdateProcessor):
    """Hands each chat's updates on one by one.

    Args:
        state: Remembers which updates were handled.
        scope: Tells the updates of this bot at this server from any other's.
    """

    __slots__ = ("_scope", "_state", "_turns")

    def __init__(self, state: ChatState, scope: str) -> None:
        super().__init__(MOST_WAITING)
        self._state = state
        self._scope = scope
        self._turns: dict[int, tuple[asyncio.Lock, int]] = {}

    @property
    def chats_in_hand(self) -> int:
        """How many chats have an update that is being handled or waits."""
        return len(self._turns)

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Handle an update when its chat's earlier ones are done; one that came before is dropped.

        Nothing that comes again is dropped before the first is handled: whoever sent it may take that for an answer.
        """
        mark = self._mark(update)
        try:
            async with self._turn(chat_of(update)):
                if not (mark and self._handled(mark)):
                    await coroutine
                    if mark:
                        self._mark_handled(mark)
        finally:
            _drop(coroutine)

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    @asynccontextmanager
    async def _turn(self, chat: int | None) -> AsyncIterator[None]:
        """Wait for the chat's turn; its lock is dropped when nobody waits."""
        if chat is None:
            yield
            return
        lock, waiting = self._turns.get(chat, (asyncio.Lock(), 0))
        self._turns[chat] = (lock, waiting + 1)
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._turns.pop(chat)
            if waiting > 1:
                self._turns[chat] = (lock, waiting - 1)

    def _mark(self, update: object) -> str:
        """What an update is known by: all of it, so that another server's with the same number is another one."""
        return f"{self._scope}|{update.to_json()}" if isinstance(update, Update) else ""

    def _handled(self, mark: str) -> bool:
        try:
            return self._state.handled(mark)
        except sqlite3.Error as error:
            log_failure("state", error)
            return False

    def _mark_handled(self, mark: str) -> None:
        try:
            self._state.mark_handled(mark)
        except sqlite3.Error as error:
            log_failure("state", error)


def chat_of(update: object) -> int | None:
    """The chat that an update is about, if it is about one."""
    chat = update.effective_chat if isinstance(update, Update) else None
    return chat.id if chat else None


def _drop(coroutine: Awaitable[Any]) -> None:
    """Close a coroutine that nobody will await (one that has ended is not harmed)."""
    if asyncio.iscoroutine(coroutine):
        coroutine.close()
