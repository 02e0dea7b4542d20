"""The Telegram skin: updates in, messages out. Nothing below it knows Telegram."""

from __future__ import annotations

import hashlib
import logging
import os
import re
import sqlite3
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from telegram import Bot, BotCommand, BotCommandScopeChat, CallbackQuery, Message, MessageOriginUser, Update
from telegram.error import TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot import wording
from bot.assistant import Assistant
from bot.logs import log_failure
from bot.replies import apology, commands_of, notice
from bot.reply import Reply
from bot.settings import Settings
from bot.staff import Role
from bot.telegram_delivery import Address, deliver
from bot.telegram_digests import start_jobs
from bot.telegram_order import ChatOrder
from bot.telegram_polling import CarefulRequest

ALLOWED_UPDATES = (Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY)
COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{1,64}))?(?:\s|$)")
CONNECTIONS = 256
"""Requests at once; more wait for a free connection."""
PATIENCE = 30.0
UNREADABLE = (
    ("photo", wording.PHOTO),
    ("voice", wording.VOICE),
    ("audio", wording.VOICE),
    ("video_note", wording.VOICE),
    ("animation", wording.STICKER),
    ("document", wording.DOCUMENT),
    ("venue", wording.LOCATION),
    ("location", wording.LOCATION),
    ("contact", wording.CONTACT),
    ("sticker", wording.STICKER),
    ("dice", wording.STICKER),
)
"""Kinds of messages without words, and what we say to each."""

App = Application[Any, Any, Any, Any, Any, Any]
log = logging.getLogger(__name__)


def build_application(settings: Settings, assistant: Assistant) -> App:
    """The bot, ready to run.

    Args:
        settings: Token and Bot API server.
        assistant: Who answers.

    Returns:
        An application with its handlers; it is not started.

    Raises:
        SettingsError: There is no token.
    """
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    token = settings.required_token()
    scope = hashlib.sha256(f"{token}|{settings.base_url}".encode()).hexdigest()[:16]
    builder = (
        ApplicationBuilder()
        .token(token)
        .concurrent_updates(ChatOrder(assistant.state, scope))
        .connection_pool_size(CONNECTIONS)
        .pool_timeout(PATIENCE)
        .read_timeout(PATIENCE)
        .write_timeout(PATIENCE)
        .connect_timeout(PATIENCE)
        .get_updates_request(CarefulRequest(connection_pool_size=2))
        .post_init(_shows_commands(assistant))
    )
    if settings.base_url:
        builder = builder.base_url(settings.base_url).base_file_url(settings.base_file_url)
    application = builder.build()
    skin = Skin(assistant)
    application.add_handler(CallbackQueryHandler(skin.on_tap))
    application.add_handler(MessageHandler(filters.ALL & ~filters.StatusUpdate.ALL, skin.on_message))
    application.add_error_handler(on_error)
    start_jobs(application, assistant)
    return application


class Skin:
    """Turns updates into questions and taps, and sends what the assistant replies."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    async def on_message(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer a message, new or edited; in a group only one that is addressed to us."""
        message = update.message or update.edited_message
        if message is None or (message.from_user and message.from_user.is_bot):
            return
        words = _text(message)
        private = message.chat.type == message.chat.PRIVATE
        command = COMMAND.match(words)
        own_name = context.bot.username
        if command and command[2] and command[2].lower() != own_name.lower():
            return
        if not private and not command and not _addressed(message, words, own_name, context.bot.id):
            return
        before = _roles_of(self._assistant) if command else {}
        for reply in self._replies(message, words, command, own_name):
            await deliver(context.bot, _address(message), reply)
        if command:
            await show_staff_commands(context.bot, _changed(before, _roles_of(self._assistant)))

    async def on_tap(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer a tap with the part it asks for, as a new message."""
        query = update.callback_query
        if query is None:
            return
        try:
            await query.answer()
        except TelegramError as error:
            log.info("a tap could not be acknowledged (%s)", type(error).__name__)
        if query.message is None:
            return
        private = query.message.chat.type == query.message.chat.PRIVATE
        reply = self._assistant.tap(
            query.data or "", _chat_of_tap(query), person=str(query.from_user.id), private=private
        )
        thread = (
            query.message.message_thread_id if isinstance(query.message, Message) and _in_topic(query.message) else None
        )
        await deliver(context.bot, Address(query.message.chat.id, thread), reply)

    def _replies(self, message: Message, words: str, command: re.Match[str] | None, own_name: str) -> list[Reply]:
        """What to say to a message: to a command, to what cannot be read, to its words."""
        if command:
            return self._to_command(message, command, words)
        replies = []
        if not message.text:
            if self._seen_album(message):
                return []
            replies.append(notice(_unreadable(message)))
        question = _without_name(words, own_name)
        if question:
            private = message.chat.type == message.chat.PRIVATE
            replies.append(self._assistant.answer(question, _chat(message), person=_person(message), private=private))
        elif message.text:
            replies.append(notice(wording.ADDRESSED_WITHOUT_TEXT))
        return replies

    def _to_command(self, message: Message, command: re.Match[str], words: str) -> list[Reply]:
        """What a command says; in a group an unknown one is somebody else's."""
        private = message.chat.type == message.chat.PRIVATE
        reply = self._assistant.command(
            command[1].lower(),
            words[command.end() :],
            _chat(message),
            person=_person(message),
            private=private,
            pointed=_pointed(message),
        )
        if reply is not None:
            return [reply]
        return [notice(wording.UNKNOWN_COMMAND)] if private else []

    def _seen_album(self, message: Message) -> bool:
        """Whether an earlier picture of the same album was already spoken of."""
        if not message.media_group_id or message.caption:
            return False
        album = f"album|{message.chat.id}|{message.media_group_id}"
        state = self._assistant.state
        try:
            if state.handled(album):
                return True
            state.mark_handled(album)
        except sqlite3.Error as error:
            log_failure("state", error)
        return False


async def on_error(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Log the kind of an error and the number of its update, nothing else; apologise to the chat."""
    error = context.error
    number = update.update_id if isinstance(update, Update) else None
    log.error("update %s failed: %s", number, type(error).__name__)
    chat = update.effective_chat if isinstance(update, Update) else None
    if chat is None or isinstance(error, TelegramError):
        return
    try:
        await deliver(context.bot, Address(chat.id), apology())
    except TelegramError as second:
        log.error("update %s: no apology either (%s)", number, type(second).__name__)


def _shows_commands(assistant: Assistant) -> Callable[[App], Coroutine[Any, Any, None]]:
    """Puts our commands into Telegram's menus; without them the bot works as well."""

    async def show(application: App) -> None:
        try:
            await application.bot.set_my_commands(_commands(None))
        except TelegramError as error:
            log.warning("the menu of commands could not be set (%s)", type(error).__name__)
        await show_staff_commands(application.bot, _roles_of(assistant))

    return show


async def show_staff_commands(bot: Bot, roles: Mapping[int, Role | None]) -> None:
    """Give each person the menu of his role, in the private chat with him; of whoever has none left, the common one.

    Args:
        bot: The bot.
        roles: By Telegram number. Whoever never wrote to the bot gets his menu at the next start.
    """
    for person, role in roles.items():
        scope = BotCommandScopeChat(person)
        try:
            if role is None:
                await bot.delete_my_commands(scope=scope)
            else:
                await bot.set_my_commands(_commands(role), scope=scope)
        except TelegramError as error:
            log.info("a menu of commands for staff could not be set (%s)", type(error).__name__)


def _commands(role: Role | None) -> list[BotCommand]:
    """The commands that somebody may give."""
    return [BotCommand(name, text) for name, text in commands_of(role)]


def _roles_of(assistant: Assistant) -> dict[int, Role]:
    """What everybody on the list is; while it cannot be read, nobody is on it."""
    try:
        return {member.person: member.role for member in assistant.staff.members()}
    except sqlite3.Error as error:
        log_failure("staff", error)
        return {}


def _changed(before: Mapping[int, Role], after: Mapping[int, Role]) -> dict[int, Role | None]:
    """Whose role is another now, and which."""
    return {person: after.get(person) for person in {*before, *after} if before.get(person) is not after.get(person)}


def _text(message: Message) -> str:
    """A message's words: its text or its caption."""
    text = message.text or message.caption or ""
    return text if isinstance(text, str) else ""


def _addressed(message: Message, words: str, own_name: str, own_id: int) -> bool:
    """Whether a message in a group is for us: it names us or answers us."""
    answered = message.reply_to_message
    if answered is not None and answered.from_user is not None and answered.from_user.id == own_id:
        return True
    return bool(_name_pattern(own_name).search(words))


def _without_name(words: str, own_name: str) -> str:
    """The words without our name."""
    return _name_pattern(own_name).sub(" ", words).strip()


def _name_pattern(own_name: str) -> re.Pattern[str]:
    """Our name as people mention it."""
    return re.compile(rf"(?<![A-Za-z0-9_@])@{re.escape(own_name)}(?![A-Za-z0-9_])", re.IGNORECASE)


def _unreadable(message: Message) -> str:
    """What to say to a message without text."""
    return next((words for kind, words in UNREADABLE if getattr(message, kind)), wording.OTHER_MESSAGE)


def _person(message: Message) -> str:
    """Who wrote a message: his Telegram number, or nothing where a channel speaks."""
    return str(message.from_user.id) if message.from_user else ""


def _pointed(message: Message) -> str:
    """The Telegram number of the person whose forwarded message a message answers, unless he hides it."""
    origin = message.reply_to_message.forward_origin if message.reply_to_message else None
    return str(origin.sender_user.id) if isinstance(origin, MessageOriginUser) else ""


def _chat(message: Message) -> str:
    """Whose topic a message continues: in a group each person has one."""
    if message.chat.type == message.chat.PRIVATE or message.from_user is None:
        return str(message.chat.id)
    return f"{message.chat.id}:{message.from_user.id}"


def _chat_of_tap(query: CallbackQuery) -> str:
    """Whose topic a tap continues."""
    chat = query.message.chat if query.message else None
    if chat is None or chat.type == chat.PRIVATE:
        return str(chat.id if chat else query.from_user.id)
    return f"{chat.id}:{query.from_user.id}"


def _address(message: Message) -> Address:
    """Where a reply to a message goes: in a group under the message, in its thread."""
    if message.chat.type == message.chat.PRIVATE:
        return Address(message.chat.id)
    return Address(message.chat.id, message.message_thread_id if _in_topic(message) else None, message.message_id)


def _in_topic(message: Message) -> bool:
    """Whether a message stands in a topic of a forum; the thread number of a mere reply may not be sent back."""
    return bool(message.is_topic_message)
