"""Sending so that no reply is lost: told to wait, only the chat concerned waits."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from html.parser import HTMLParser
from typing import TypeVar

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, NetworkError, RetryAfter, TelegramError

from bot import wording
from bot.reply import Button, Reply
from bot.taps import fits
from bot.telegram_text import keyboard, texts

MOST_ATTEMPTS = 8
LONGEST_WAIT = 900.0
"""Seconds of waiting in all, after which a message is given up."""
SLACK = 0.1
T = TypeVar("T")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a reply goes: the chat, its thread, and in a group the message that it answers."""

    chat: int
    thread: int | None = None
    message: int | None = None


async def deliver(bot: Bot, address: Address, reply: Reply) -> None:
    """Send a reply, all of its messages in order, the buttons under the last.

    Args:
        bot: The bot.
        address: Where to.
        reply: What to say.

    Raises:
        TelegramError: Telegram refuses for good (the person blocked the bot), or the waiting took too long.
    """
    if reply.picture:
        picture = reply.picture
        await patiently(lambda: bot.send_photo(address.chat, picture, message_thread_id=address.thread))
    messages = texts(reply) or [wording.APOLOGY]
    for number, text in enumerate(messages):
        last = number == len(messages) - 1
        await _send(bot, address, text, markup(reply.buttons) if last else None)


async def patiently(call: Callable[[], Awaitable[T]]) -> T:
    """Do a call again as long as it is only a matter of time.

    Args:
        call: Makes the request anew each time.

    Returns:
        What the call returns.

    Raises:
        TelegramError: It is refused for good, or takes too long.
    """
    waited = 0.0
    problem: TelegramError
    for attempt in range(1, MOST_ATTEMPTS + 1):
        try:
            return await call()
        except RetryAfter as error:
            pause, problem = _seconds(error) + SLACK, error
        except BadRequest:
            raise
        except NetworkError as error:
            pause, problem = min(0.5 * 2**attempt, 30.0), error
        waited += pause
        if attempt == MOST_ATTEMPTS or waited > LONGEST_WAIT:
            raise problem
        log.info("sending again in %.1f s (%s)", pause, type(problem).__name__)
        await asyncio.sleep(pause)
    raise AssertionError("the last attempt returns or raises")


def markup(buttons: tuple[Button, ...]) -> InlineKeyboardMarkup | None:
    """The buttons as Telegram's keyboard; one whose data does not fit is left out."""
    rows = keyboard([button for button in buttons if fits(button)])
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(button.label, callback_data=button.data) for button in row] for row in rows]
    )


async def _send(bot: Bot, address: Address, text: str, buttons: InlineKeyboardMarkup | None) -> None:
    """Send one message; if its markup is refused, its words; if the group moved, to its new number."""
    quoted = ReplyParameters(address.message, allow_sending_without_reply=True) if address.message else None

    async def send(chat: int, words: str, mode: ParseMode | None) -> object:
        return await patiently(
            lambda: bot.send_message(
                chat,
                words,
                parse_mode=mode,
                reply_markup=buttons,
                message_thread_id=address.thread,
                reply_parameters=quoted,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
        )

    try:
        await send(address.chat, text, ParseMode.HTML)
    except ChatMigrated as error:
        await send(error.new_chat_id, text, ParseMode.HTML)
    except BadRequest as error:
        if "entities" not in error.message.lower():
            raise
        log.warning("markup was refused, sent as plain words")
        await send(address.chat, words_of(text), None)


class _Words(HTMLParser):
    """Keeps what stands between tags."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        self.parts.append(data)


def words_of(text: str) -> str:
    """The words of an HTML text."""
    parser = _Words()
    parser.feed(text)
    parser.close()
    return "".join(parser.parts)


def _seconds(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    pause = error.retry_after
    return pause.total_seconds() if isinstance(pause, timedelta) else float(pause)
