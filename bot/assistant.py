"""The one door for every channel: a question or a tap goes in, a reply comes out."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from datetime import date, timedelta, timezone

from bot import wording
from bot.procedure_replies import Basis, case_reply, gone, page_reply
from bot.replies import apology, old_button, other_procedures, reply_to
from bot.reply import Reply
from bot.state import ChatState, Clock, now
from bot.taps import (
    AskExample,
    NotThis,
    OpenCase,
    OpenGeneral,
    OpenPage,
    OpenPlace,
    OpenProcedure,
    OpenStatistics,
    Tap,
    parse,
)
from bot.titles import everyday_names
from intents import next_topic, understand
from intents.intent import Answer, Choice, Clarify, Facet, General, Intent, PlaceAsked, StatisticsAsked, Topic
from knowledge.store import Knowledge

LONGEST_QUESTION = 4_000
"""Characters of a question that are read; Telegram sends at most 4,096."""
_FOREIGN = "could you please help me with something quite different"
"""Brings in what tells languages apart, which nothing else needs."""
VIET_NAM = timezone(timedelta(hours=7))

log = logging.getLogger(__name__)


class Assistant:
    """Answers questions and taps of any chat from the current release.

    Args:
        current_knowledge: Gives the release that is current now; asked once per answer.
        state: Remembers what each chat is about.
        stale_days: Data older than this are warned of.
        clock: The time.
    """

    def __init__(
        self,
        current_knowledge: Callable[[], Knowledge],
        state: ChatState,
        stale_days: int = 90,
        clock: Clock = now,
    ) -> None:
        self._current_knowledge = current_knowledge
        self._state = state
        self._stale_days = stale_days
        self._clock = clock

    @property
    def state(self) -> ChatState:
        """What is remembered of the chats."""
        return self._state

    def warm_up(self) -> None:
        """Open the release and its search index before the first person asks."""
        knowledge = self._current_knowledge()
        intent = understand(wording.EXAMPLES[0], knowledge, Topic())
        reply_to(intent, knowledge, self._today(), self._stale_days)
        everyday_names(knowledge)
        understand(_FOREIGN, knowledge, Topic())

    def answer(self, question: str, chat: str) -> Reply:
        """Answer a question as typed.

        Args:
            question: Any text whatever; only its beginning is read.
            chat: What tells this chat from others, the same from message to message.

        Returns:
            A reply, always: what fails inside is logged by its kind and apologised for.
        """
        question = question[:LONGEST_QUESTION]
        try:
            knowledge = self._current_knowledge()
            topic = self._topic(chat)
            intent = understand(question, knowledge, topic)
            reply = reply_to(intent, knowledge, self._today(), self._stale_days)
            self._keep(chat, next_topic(topic, intent, question))
        except Exception as error:
            log_failure("question", error)
            return apology()
        return reply

    def tap(self, data: str, chat: str) -> Reply:
        """Answer a tap on a button.

        Args:
            data: What the button brought back, possibly old or forged.
            chat: What tells this chat from others.

        Returns:
            A reply, always.
        """
        tap = parse(data)
        if tap is None:
            return old_button()
        if isinstance(tap, AskExample):
            examples = wording.EXAMPLES
            return self.answer(examples[tap.index], chat) if tap.index < len(examples) else old_button()
        try:
            return self._tapped(tap, chat)
        except Exception as error:
            log_failure("tap", error)
            return apology()

    def _tapped(self, tap: Tap, chat: str) -> Reply:
        """The reply to a tap, and the topic that it leaves."""
        knowledge, today = self._current_knowledge(), self._today()
        basis = Basis(knowledge, today, self._stale_days)
        topic = self._topic(chat)
        intent: Intent
        match tap:
            case OpenProcedure(code, facets):
                intent = Answer(code, facets)
                reply = reply_to(intent, knowledge, today, self._stale_days)
            case OpenCase(code, index):
                procedure = knowledge.procedure(code)
                intent = Answer(code, (Facet.DOCUMENTS,))
                case = case_reply(procedure, index, basis) if procedure else gone()
                reply = case or old_button()
            case OpenPage(code, facet, page):
                procedure = knowledge.procedure(code)
                intent = Answer(code, (facet,))
                later = page_reply(procedure, facet, page, basis) if procedure else gone()
                reply = later or old_button()
            case NotThis():
                intent = Clarify(tuple(Choice(code) for code in tap.others))
                reply = other_procedures(tap, knowledge)
            case OpenGeneral(answer):
                intent = General(answer)
                reply = reply_to(intent, knowledge, today, self._stale_days)
            case OpenPlace(place):
                intent = PlaceAsked((place,))
                reply = reply_to(intent, knowledge, today, self._stale_days) if knowledge.place(place) else old_button()
            case OpenStatistics(place, metric):
                intent = StatisticsAsked((place,), (metric,) if metric else ())
                reply = reply_to(intent, knowledge, today, self._stale_days) if knowledge.place(place) else old_button()
            case AskExample():
                return old_button()
        if reply.codes or reply.figures:
            self._keep(chat, next_topic(topic, intent, ""))
        return reply

    def _today(self) -> date:
        """The day in Viet Nam."""
        return self._clock().astimezone(VIET_NAM).date()

    def _topic(self, chat: str) -> Topic:
        """What the chat is about; a state that cannot be read never costs the answer."""
        try:
            return self._state.topic(chat)
        except (sqlite3.Error, OSError) as error:
            log_failure("state", error)
            return Topic()

    def _keep(self, chat: str, topic: Topic) -> None:
        """Remember what the chat is about; a state that cannot be written never costs the answer."""
        try:
            self._state.keep(chat, topic)
        except (sqlite3.Error, OSError) as error:
            log_failure("state", error)


def log_failure(what: str, error: BaseException) -> None:
    """Log that something failed: its kind and place in the code, never a word of what was asked."""
    place = ""
    trace = error.__traceback__
    while trace is not None:
        place = f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
        trace = trace.tb_next
    log.error("failed: %s, %s at %s", what, type(error).__name__, place)
