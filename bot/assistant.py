"""The one door for every channel: a question, a tap or a command goes in, a reply comes out."""

from __future__ import annotations

import gc
import hashlib
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot import statistics_wording, wording
from bot.digests import Digests
from bot.follows import Follows, Rhythm
from bot.logs import log_failure
from bot.procedure_replies import Basis, case_reply, gone, page_reply
from bot.replies import apology, help_reply, notice, old_button, other_procedures, reply_to, start_reply
from bot.reply import Reply, Section
from bot.spans import line
from bot.staff import Role, Staff, telegram_number
from bot.staff_replies import (
    follow_reply,
    grant_reply,
    privately,
    refusal,
    start_following,
    stop_following,
    unfollow_reply,
)
from bot.state import SILENCE, VIET_NAM, ChatState, Clock, now
from bot.statistics_menu import back_button, figure_asked, menu_reply
from bot.statistics_menu import gone as menu_gone
from bot.tables import csv_of, workbook_of
from bot.taps import (
    AskExample,
    ExportTable,
    FollowPlace,
    MenuFigure,
    MenuGroups,
    MenuMetrics,
    MenuPeriods,
    MenuUnits,
    NotThis,
    OpenCase,
    OpenGeneral,
    OpenPage,
    OpenPlace,
    OpenProcedure,
    OpenStatistics,
    StopFollowing,
    Tap,
    marked,
    parse,
)
from bot.titles import everyday_names
from intents import next_topic, understand
from intents.intent import (
    Answer,
    Choice,
    Clarify,
    Facet,
    General,
    Intent,
    Outcome,
    PlaceAsked,
    Several,
    StatisticsAsked,
    Topic,
)
from intents.statistics_asked import chosen
from knowledge.coding import to_json
from knowledge.store import Knowledge

LONGEST_QUESTION = 4_000
"""Characters of a question that are read; Telegram sends at most 4,096."""
_FOREIGN = "could you please help me with something quite different"
"""Brings in what tells languages apart, which nothing else needs."""
_FIGURES = ("tỷ lệ hồ sơ đúng hạn của tỉnh Thanh Hóa", "xã nào trễ hạn nhiều nhất cả nước")
"""Bring in the names of places, and the units that a ranking is made of."""
STAFF_COMMANDS = ("capquyen", "theodoi", "botheodoi")
FIGURES_SAID = (Outcome.STATISTICS, Outcome.PLACE, Outcome.CLARIFY)
"""What may come of words behind /thongke; anything else is about no place."""
MARK_BYTES = 8
_TABLE = "table|"
"""Put before the mark of a table, the question behind it is kept like a chat's topic."""


class Assistant:
    """Answers questions, taps and commands of any chat from the current release.

    Args:
        current_knowledge: Gives the release that is current now; asked once per answer.
        state: Remembers what each chat is about, who is staff, and what they follow.
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
        self._staff = Staff(state.database, clock)
        self._follows = Follows(state.database, clock)
        self._digests = Digests(current_knowledge, self._staff, self._follows, clock, stale_days)

    @property
    def state(self) -> ChatState:
        """What is remembered of the chats."""
        return self._state

    @property
    def staff(self) -> Staff:
        """Who may see internal figures."""
        return self._staff

    @property
    def digests(self) -> Digests:
        """What is due to those who follow a place."""
        return self._digests

    def warm_up(self) -> None:
        """Open the release and its search index before the first person asks."""
        warm(self._current_knowledge())

    def look_for_release(self) -> None:
        """See whether another release is current, so that it is warmed up before anybody asks."""
        self._current_knowledge()

    def answer(self, question: str, chat: str, *, person: str = "", private: bool = True) -> Reply:
        """Answer a question as typed.

        Args:
            question: Any text whatever; only its beginning is read.
            chat: What tells this chat from others, the same from message to message.
            person: Who asks, as the channel knows him: the Telegram number. His rights decide which figures he sees.
            private: Whether nobody else reads along; where somebody does, internal figures are never shown.

        Returns:
            A reply, always: what fails inside is logged by its kind and apologised for.
        """
        question = question[:LONGEST_QUESTION]
        try:
            knowledge = self._current_knowledge()
            topic = self._topic(chat)
            intent = understand(question, knowledge, topic)
            reply = self._said(intent, knowledge, person, private=private)
            self._keep(chat, next_topic(topic, intent, question))
        except Exception as error:
            log_failure("question", error)
            return apology()
        return reply

    def tap(self, data: str, chat: str, *, person: str = "", private: bool = True) -> Reply:
        """Answer a tap on a button.

        Args:
            data: What the button brought back, possibly old or forged.
            chat: What tells this chat from others.
            person: Who tapped; his own rights count, not those of whoever was sent the button.
            private: Whether nobody else reads along.

        Returns:
            A reply, always.
        """
        tap = parse(data)
        if tap is None:
            return old_button()
        if isinstance(tap, AskExample):
            if tap.index >= len(wording.EXAMPLES):
                return old_button()
            return self.answer(wording.EXAMPLES[tap.index], chat, person=person, private=private)
        try:
            return self._tapped(tap, chat, person, private=private)
        except Exception as error:
            log_failure("tap", error)
            return apology()

    def command(
        self, name: str, words: str, chat: str, *, person: str = "", private: bool = True, pointed: str = ""
    ) -> Reply | None:
        """Answer a command.

        Args:
            name: The command without its slash, in small letters.
            words: What stands behind it.
            chat: What tells this chat from others.
            person: Who gave it.
            private: Whether nobody else reads along; commands of staff are taken nowhere else.
            pointed: The person whose forwarded message the command answers, or empty.

        Returns:
            The reply, or None when there is no such command.
        """
        try:
            match name:
                case "start":
                    return start_reply()
                case "help":
                    return help_reply(self._role(person) if private else None)
                case "thongke" if words.strip():
                    reply = self.answer(f"{wording.FIGURES_OF} {words}", chat, person=person, private=private)
                    return reply if reply.outcome in FIGURES_SAID else self._unfound(chat, person, private=private)
                case "thongke":
                    return self._tapped(MenuUnits(), chat, person, private=private)
                case _ if name in STAFF_COMMANDS:
                    return self._staff_command(name, words, person, pointed) if private else privately()
                case _:
                    return None
        except Exception as error:
            log_failure("command", error)
            return apology()

    def _unfound(self, chat: str, person: str, *, private: bool) -> Reply:
        """The menu of figures, for words that name no place."""
        menu = self._tapped(MenuUnits(), chat, person, private=private)
        told = Section("answer", (line(statistics_wording.MENU_UNFOUND),))
        return replace(menu, sections=(told, *menu.sections))

    def _staff_command(self, name: str, words: str, person: str, pointed: str) -> Reply:
        """A command of staff; anybody else hears the same sentence whatever it was."""
        number = telegram_number(person)
        if number is None or self._role(person) is None:
            return refusal()
        match name:
            case "capquyen":
                return grant_reply(words, person, pointed, self._staff, self._follows)
            case "theodoi":
                return follow_reply(words, number, self._follows, self._current_knowledge())
            case _:
                return unfollow_reply(words, number, self._follows, self._current_knowledge())

    def _tapped(self, tap: Tap, chat: str, person: str, *, private: bool) -> Reply:
        """The reply to a tap, and the topic that it leaves."""
        knowledge, today = self._current_knowledge(), self._today()
        basis = Basis(knowledge, today, self._stale_days)
        topic = self._topic(chat)
        intent: Intent
        match tap:
            case OpenProcedure(code, facets):
                intent = Answer(code, facets)
                reply = self._said(intent, knowledge, person, private=private)
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
                reply = self._said(intent, knowledge, person, private=private)
            case OpenPlace(place):
                intent = PlaceAsked((place,))
                if knowledge.place(place) is None:
                    return old_button()
                reply = self._said(intent, knowledge, person, private=private)
            case OpenStatistics(place, metric):
                if knowledge.place(place) is None:
                    return old_button()
                intent = _opened(topic.statistics, place, metric)
                reply = self._said(intent, knowledge, person, private=private)
            case MenuFigure():
                asked = figure_asked(tap, knowledge)
                if asked is None:
                    return menu_gone()
                intent = asked
                reply = self._said(intent, knowledge, person, private=private)
                back = back_button(tap, knowledge, internal=self._sees_internal(person, private=private))
                reply = replace(reply, buttons=(*reply.buttons, back))
            case MenuUnits() | MenuGroups() | MenuMetrics() | MenuPeriods():
                return menu_reply(tap, knowledge, internal=self._sees_internal(person, private=private))
            case ExportTable(kind, mark):
                behind = self._topic(f"{_TABLE}{mark}") if mark else topic
                return self._exported(kind, behind, knowledge, person, private=private)
            case FollowPlace() | StopFollowing():
                return self._followed(tap, knowledge, person) if private else privately()
            case AskExample():
                return old_button()
        if reply.codes or reply.figures:
            self._keep(chat, next_topic(topic, intent, ""))
        return reply

    def _said(self, intent: Intent, knowledge: Knowledge, person: str, *, private: bool) -> Reply:
        """The reply to an intent, with the rights of whoever asks, where he asks."""
        internal = self._sees_internal(person, private=private)
        reply = reply_to(intent, knowledge, self._today(), self._stale_days, staff=internal)
        reply = self._exportable(intent, reply)
        figures = Outcome.STATISTICS in (reply.outcome, *(part.outcome for part in reply.parts))
        if private or not figures or self._role(person) is None:
            return reply
        told = Section("notice", (line(statistics_wording.INTERNAL_PRIVATELY),))
        return replace(reply, sections=(*reply.sections, told))

    def _exportable(self, intent: Intent, reply: Reply) -> Reply:
        """The reply with buttons that know its table: whoever taps one gets that, whatever was asked in between."""
        asked = _asked_of_table(intent, reply)
        if asked is None:
            return reply
        topic = Topic(statistics=replace(asked, said_place=""))
        mark = hashlib.blake2s(to_json(topic).encode(), digest_size=MARK_BYTES).hexdigest()
        self._keep(f"{_TABLE}{mark}", topic)
        return replace(reply, buttons=tuple(marked(button, mark) for button in reply.buttons))

    def _exported(self, kind: str, topic: Topic, knowledge: Knowledge, person: str, *, private: bool) -> Reply:
        """The table of a question about figures as a file, read anew with the rights of whoever tapped."""
        table = None
        if topic.statistics is not None:
            table = self._said(topic.statistics, knowledge, person, private=private).table
        if table is None:
            return notice(statistics_wording.EXPORT_GONE.format(minutes=SILENCE // 60))
        file = workbook_of(table) if kind == "xlsx" else csv_of(table)
        title = ", ".join(filter(None, (table.title, table.period)))
        told = line(statistics_wording.EXPORTED.format(title=title))
        return Reply(Outcome.STATISTICS, (Section("answer", (told,)),), attachment=file, release=knowledge.release)

    def _followed(self, tap: FollowPlace | StopFollowing, knowledge: Knowledge, person: str) -> Reply:
        """Follow a place or no longer, for staff."""
        number, place = telegram_number(person), knowledge.place(tap.place)
        if number is None or self._role(person) is None:
            return refusal()
        if isinstance(tap, StopFollowing):
            return stop_following(tap.place, number, self._follows, knowledge)
        if place is None:
            return old_button()
        return start_following(place, Rhythm(tap.rhythm), number, self._follows, knowledge)

    def _sees_internal(self, person: str, *, private: bool) -> bool:
        """Whether a person may see internal figures here."""
        return private and self._role(person) is not None

    def _role(self, person: str) -> Role | None:
        """What a person is; while the list cannot be read, nobody is anything."""
        try:
            return self._staff.role(person)
        except (sqlite3.Error, OSError) as error:
            log_failure("staff", error)
            return None

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


def _asked_of_table(intent: Intent, reply: Reply) -> StatisticsAsked | None:
    """The question whose table a reply shows; of several questions the first that has one."""
    if isinstance(intent, Several):
        for (_, part), said in zip(intent.parts, reply.parts, strict=True):
            if said.table is not None:
                return part if isinstance(part, StatisticsAsked) else None
    return intent if isinstance(intent, StatisticsAsked) and reply.table is not None else None


def _opened(asked: StatisticsAsked | None, place: str, metric: str) -> StatisticsAsked:
    """What a button with a place means: of several units of one name that one, else all that the button says."""
    metrics = (metric,) if metric else ()
    if asked is not None and asked.ambiguous and place in asked.places and asked.metrics[:1] == metrics:
        return chosen(asked, (place,))
    return StatisticsAsked((place,), metrics)


def warm(knowledge: Knowledge) -> None:
    """Read everything of a release that the first answer from it would wait for."""
    today = now().astimezone(VIET_NAM).date()
    for question in (wording.EXAMPLES[0], *_FIGURES):
        reply_to(understand(question, knowledge, Topic()), knowledge, today, 1)
    everyday_names(knowledge)
    understand(_FOREIGN, knowledge, Topic())
    for internal in (False, True):
        menu_reply(MenuUnits(), knowledge, internal=internal)
    gc.unfreeze()
    gc.collect()
    gc.freeze()  # what a release keeps is no garbage: looking through it would halt an answer for a tenth of a second
