"""Sending so that no reply is lost: told to wait, only the chat concerned waits."""

from __future__ import annotations

import asyncio
import html
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
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

from bot import chart_wording, wording
from bot.charts import chart_of
from bot.logs import log_failure
from bot.reply import Attachment, Button, Reply, Section
from bot.spans import italic
from bot.taps import fits
from bot.telegram_text import cut, keyboard, texts, units

MOST_ATTEMPTS = 8
LONGEST_WAIT = 900.0
"""Seconds of waiting in all, after which a message is given up."""
SLACK = 0.1
MOST_CAPTION = 1_024
"""UTF-16 units of the words under a photo; the markup is counted too."""
PICTURE = "bieu-do.png"
T = TypeVar("T")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a reply goes: the chat, its thread, and in a group the message that it answers."""

    chat: int
    thread: int | None = None
    message: int | None = None


@dataclass(frozen=True, slots=True)
class _Message:
    """One message: an HTML text, alone or under a picture or a file."""

    text: str = ""
    picture: bytes | None = None
    file: Attachment | None = None

    @property
    def instead(self) -> str:
        """The text to send where the picture or the file is refused."""
        missing = chart_wording.PICTURE_NOT_SENT
        if self.file is not None:
            missing = html.escape(chart_wording.FILE_NOT_SENT.format(name=self.file.name), quote=False)
        return f"{self.text}\n\n{missing}".strip()


async def deliver(bot: Bot, address: Address, reply: Reply) -> None:
    """Send a reply, all of its messages in order, the buttons under the last.

    Args:
        bot: The bot.
        address: Where to.
        reply: What to say.

    Raises:
        TelegramError: Telegram refuses for good (the person blocked the bot), or the waiting took too long.
    """
    messages = _messages(await _drawn(reply))
    for number, message in enumerate(messages):
        buttons = markup(reply.buttons) if number == len(messages) - 1 else None
        try:
            await _send(bot, address, message, buttons)
        except NetworkError as error:
            if message.picture is None and message.file is None:
                raise
            log.warning("a picture or file was not sent (%s), words instead", type(error).__name__)
            await _send(bot, address, _Message(message.instead), buttons)


async def _drawn(reply: Reply) -> Reply:
    """The reply with the chart of its table, drawn beside the loop; without one when it cannot be drawn."""
    if reply.table is None or reply.picture is not None:
        return reply
    try:
        drawn = await asyncio.to_thread(chart_of, reply.table)
    except Exception as error:
        log_failure("chart", error)
        return reply
    return reply if drawn is None else replace(reply, picture=drawn[0], picture_text=drawn[1])


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


def _messages(reply: Reply) -> list[_Message]:
    """A reply's messages: a picture with all words under it where they fit, else after them; a file last, likewise."""
    messages = list(map(_Message, texts(reply)))
    if reply.picture:
        alternative = Section("picture", ((italic(reply.picture_text),),))
        captions = cut((*reply.sections, alternative), MOST_CAPTION)
        if len(captions) > 1:
            captions = cut((alternative,), MOST_CAPTION)
        else:
            messages = []
        messages.append(_Message(captions[0] if captions else "", picture=reply.picture))
        messages += map(_Message, captions[1:])
    if reply.attachment is not None:
        alone = len(messages) == 1 and messages[0].picture is None and units(messages[0].text) <= MOST_CAPTION
        messages.append(_Message(messages.pop().text if alone else "", file=reply.attachment))
    return messages or [_Message(wording.APOLOGY)]


async def _send(bot: Bot, address: Address, message: _Message, buttons: InlineKeyboardMarkup | None) -> None:
    """Send one message; if its markup is refused, its words; if the group moved, to its new number."""
    quoted = ReplyParameters(address.message, allow_sending_without_reply=True) if address.message else None

    def call(chat: int, words: str, mode: ParseMode | None) -> Awaitable[object]:
        if message.picture is not None:
            return bot.send_photo(
                chat,
                message.picture,
                caption=words,
                parse_mode=mode,
                filename=PICTURE,
                reply_markup=buttons,
                message_thread_id=address.thread,
                reply_parameters=quoted,
            )
        if message.file is not None:
            return bot.send_document(
                chat,
                message.file.data,
                caption=words,
                parse_mode=mode,
                filename=message.file.name,
                reply_markup=buttons,
                message_thread_id=address.thread,
                reply_parameters=quoted,
            )
        return bot.send_message(
            chat,
            words,
            parse_mode=mode,
            reply_markup=buttons,
            message_thread_id=address.thread,
            reply_parameters=quoted,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )

    try:
        await patiently(lambda: call(address.chat, message.text, ParseMode.HTML))
    except ChatMigrated as error:
        chat = error.new_chat_id
        await patiently(lambda: call(chat, message.text, ParseMode.HTML))
    except BadRequest as error:
        if "entities" not in error.message.lower():
            raise
        log.warning("markup was refused, sent as plain words")
        await patiently(lambda: call(address.chat, words_of(message.text), None))


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
