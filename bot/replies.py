"""What we say to an intent. The union is closed: mypy proves that each member has a reply."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import zip_longest
from typing import TypeVar

from bot import wording
from bot.choices import differences, labels
from bot.procedure_replies import (
    Basis,
    as_of_words,
    kind_words,
    listed_reply,
    procedure_reply,
    stale_warning,
)
from bot.reply import Button, Line, Reply, Section, Span
from bot.spans import bold, line, linked, plain, prose, shortened
from bot.staff import Role
from bot.statistics_replies import place_reply, statistics_reply
from bot.taps import NotThis, example_button, fits, procedure_button
from bot.titles import display_name, everyday_name
from intents.intent import (
    Answer,
    Choice,
    Clarify,
    General,
    Intent,
    NoMatch,
    Outcome,
    OutOfScope,
    PlaceAsked,
    Several,
    SingleIntent,
    Smalltalk,
    StatisticsAsked,
)
from knowledge.links import PORTAL, search_link
from knowledge.store import Knowledge, KnownProcedure

MOST_CHOICES = 5
MOST_CANDIDATES = 10
MOST_HEADING = 120
MOST_NAME = 130
"""A choice's name is shown to so many characters, with what tells it apart."""
SEARCH = f"{PORTAL}/tim-kiem-thu-tuc-hanh-chinh"
"""The portal's own search."""
T = TypeVar("T")


def reply_to(intent: Intent, knowledge: Knowledge, today: date, stale_days: int, *, staff: bool = False) -> Reply:
    """Say what an intent calls for.

    Args:
        intent: What was understood.
        knowledge: The release to answer from.
        today: The day of asking.
        stale_days: Data older than this are warned of.
        staff: Whether the asker may see internal figures.

    Returns:
        The reply, marked with its release.
    """
    match intent:
        case Several():
            reply = _several(intent, knowledge, today, stale_days, staff=staff)
        case _:
            reply = _single(intent, knowledge, today, stale_days, staff=staff)
    return replace(reply, release=knowledge.release)


def _single(intent: SingleIntent, knowledge: Knowledge, today: date, stale_days: int, *, staff: bool) -> Reply:
    """The reply to one question."""
    match intent:
        case Answer():
            return procedure_reply(intent, Basis(knowledge, today, stale_days))
        case Clarify():
            return clarify_reply(intent, knowledge)
        case NoMatch():
            return _no_match(intent, knowledge)
        case OutOfScope():
            return _out_of_scope(intent)
        case Smalltalk():
            return _smalltalk(intent)
        case General():
            return _general(intent, knowledge, today, stale_days)
        case PlaceAsked():
            return place_reply(intent, knowledge)
        case StatisticsAsked():
            return statistics_reply(intent, knowledge, today, stale_days, staff=staff)


# ── asking back ─────────────────────────────────────────────────────────────────────────────────────────────────────


def clarify_reply(intent: Clarify, knowledge: Knowledge) -> Reply:
    """Ask back: at most five choices whose difference stands out, or which procedure is meant."""
    choices, names = _named(intent.choices, knowledge)
    if not choices:
        return _ask_procedure(intent)
    ask = intent.ask or (wording.ASK_WHICH if len(choices) > 1 else wording.ASK_WHETHER)
    short = _labels(choices, names, knowledge)
    fitting = [
        name if len(name) <= MOST_NAME else label for name, label in zip(names, labels(names, MOST_NAME), strict=True)
    ]
    told = differences(fitting)
    rows = [
        line(f"{number}. ", bold(label), f" — {shortened(name, MOST_NAME)}") if own else line(f"{number}. ", *row)
        for number, (row, name, (label, own)) in enumerate(zip(told, names, short, strict=True), start=1)
    ]
    buttons = tuple(
        procedure_button(f"{number}. {label}", choice.code, intent.facets)
        for number, ((label, _), choice) in enumerate(zip(short, choices, strict=True), start=1)
    )
    return Reply(
        Outcome.CLARIFY,
        (Section("answer", (line(ask), *rows, line(wording.ASK_AGAIN))),),
        buttons=tuple(button for button in buttons if fits(button)),
        codes=tuple(choice.code for choice in choices),
        candidates=intent.candidates,
        facets=intent.facets,
    )


def other_procedures(tap: NotThis, knowledge: Knowledge) -> Reply:
    """The next best after «Không phải thủ tục này»."""
    others = tuple(Choice(code) for code in tap.others if code != tap.code)
    choices, _ = _named(others, knowledge)
    if not choices:
        return Reply(Outcome.NO_MATCH, (Section("answer", (line(wording.NO_OTHERS), _portal_line())),), links=(SEARCH,))
    codes = tuple(choice.code for choice in choices)
    return clarify_reply(Clarify(choices, wording.ASK_OTHERS, candidates=codes), knowledge)


def _named(choices: Sequence[Choice], knowledge: Knowledge) -> tuple[tuple[Choice, ...], list[str]]:
    """The choices that can be offered, each with what tells it apart; names that repeat get their level or province."""
    offered: dict[str, Choice] = {}
    names: list[str] = []
    kinds: list[str] = []
    for choice in choices:
        procedure = knowledge.procedure(choice.code)
        if choice.code in offered or len(offered) >= MOST_CHOICES or procedure is None:
            continue
        offered[choice.code] = choice
        names.append(" ".join((choice.say or display_name(procedure.name)).split()))
        kinds.append(kind_words(procedure))
    alike = Counter(name.casefold() for name in names)
    told = [
        wording.CHOICE_OF.format(name=name, kind=kind or wording.CODE.format(code=code))
        if alike[name.casefold()] > 1
        else name
        for name, kind, code in zip(names, kinds, offered, strict=True)
    ]
    return tuple(offered.values()), told


def _labels(choices: Sequence[Choice], names: list[str], knowledge: Knowledge) -> list[tuple[str, bool]]:
    """A button label for each choice, and whether it is an everyday name, said where the title does not fit."""
    found: list[tuple[str, bool]] = []
    for choice, label in zip(choices, labels(names), strict=True):
        procedure = knowledge.procedure(choice.code)
        everyday = everyday_name(procedure, knowledge) if procedure and label.endswith("…") and not choice.say else ""
        found.append((everyday, True) if everyday else (label, False))
    return found


def _ask_procedure(intent: Clarify) -> Reply:
    """The question names no procedure: ask for it, with examples."""
    lines = (line(intent.ask or wording.ASK_PROCEDURE), line(wording.ASK_PROCEDURE_HOW), *examples())
    return Reply(
        Outcome.CLARIFY,
        (Section("answer", lines),),
        example_buttons(),
        candidates=intent.candidates,
        facets=intent.facets,
    )


def examples() -> tuple[Line, ...]:
    """The example questions as lines."""
    return tuple(line(f"• «{example}»") for example in wording.EXAMPLES)


def example_buttons() -> tuple[Button, ...]:
    """The example questions as buttons."""
    return tuple(example_button(example, index) for index, example in enumerate(wording.EXAMPLES))


# ── no answer ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _no_match(intent: NoMatch, knowledge: Knowledge) -> Reply:
    """Say that we cannot tell, and where else to ask; name a procedure that is only listed."""
    listed = knowledge.procedure(intent.listed) if intent.listed else None
    if listed is not None:
        return listed_reply(listed, intent.candidates, intent.facets)
    known = next((each for each in knowledge.known_procedures() if intent.known and each.id == intent.known), None)
    if known is not None:
        return _known_by_name(known, intent)
    if intent.language == "en":
        lines: tuple[Line, ...] = (line(wording.ENGLISH_NO_MATCH), line(linked(wording.ENGLISH_PORTAL, PORTAL)))
    else:
        lines = (
            line(wording.NO_MATCH),
            line(wording.NO_MATCH_HOW.format(example=wording.EXAMPLES[0])),
            _portal_line(),
        )
    return Reply(
        Outcome.NO_MATCH,
        (Section("answer", lines),),
        links=(PORTAL if intent.language == "en" else SEARCH,),
        candidates=intent.candidates,
        facets=intent.facets,
    )


def _known_by_name(known: KnownProcedure, intent: NoMatch) -> Reply:
    """A procedure that we know by name only: named, with the way to look it up, not answered."""
    link = search_link(known.code or known.name)
    code = wording.KNOWN_CODE.format(code=known.code) if known.code else ""
    lines = (
        line(bold(display_name(known.name)), code),
        line(wording.KNOWN),
        line(wording.LISTED_SEE, linked(wording.PORTAL_SEARCH, link), "."),
        line(wording.LISTED_OR),
    )
    return Reply(
        Outcome.NO_MATCH,
        (Section("answer", lines),),
        links=(link,),
        candidates=intent.candidates,
        facets=intent.facets,
    )


def _portal_line() -> Line:
    """Where to search oneself, and whom to ask."""
    return line(wording.NO_MATCH_PORTAL, linked(wording.PORTAL_SEARCH, SEARCH), ", ", wording.NO_MATCH_CENTRE)


def _out_of_scope(intent: OutOfScope) -> Reply:
    """Say what we cannot do and, where there is one, the way that can."""
    if intent.language == "en":
        lines: tuple[Line, ...] = (line(wording.ENGLISH_OUT_OF_SCOPE),)
        return Reply(Outcome.OUT_OF_SCOPE, (Section("answer", lines),), candidates=intent.candidates)
    texts = wording.OUT_OF_SCOPE.get(intent.subject, wording.OUT_OF_SCOPE[""])
    lines = tuple(map(line, texts))
    links: tuple[str, ...] = ()
    if intent.subject in wording.OUT_OF_SCOPE_LINKED:
        links = (PORTAL,)
        lines += (line(linked(wording.PORTAL, PORTAL)),)
    else:
        lines += (line(wording.OUT_OF_SCOPE_OFFER.format(example=wording.EXAMPLES[0])),)
    return Reply(Outcome.OUT_OF_SCOPE, (Section("answer", lines),), links=links, candidates=intent.candidates)


def _smalltalk(intent: Smalltalk) -> Reply:
    """A fitting courtesy."""
    text = wording.SMALLTALK.get(intent.kind, wording.SMALLTALK["okay"])
    return Reply(Outcome.SMALLTALK, (Section("answer", (line(text),)),))


def start_reply() -> Reply:
    """What /start says: an automatic assistant, whose data, what is kept, how to begin."""
    return _introduction(wording.START)


def help_reply(role: Role | None = None) -> Reply:
    """What /help says, with the commands of whoever asks."""
    others = (command for command in commands_of(role) if command[0] not in ("start", "help"))
    commands = [wording.HELP_COMMAND.format(name=name, text=text) for name, text in others]
    return _introduction((*wording.HELP, *commands))


def commands_of(role: Role | None) -> tuple[tuple[str, str], ...]:
    """The commands that somebody may give, each with what it is for."""
    staff = wording.STAFF_COMMANDS if role is not None else ()
    return (*wording.COMMANDS, *staff, *(wording.ADMIN_COMMANDS if role is Role.ADMIN else ()))


def _introduction(opening: Sequence[str]) -> Reply:
    """The opening, the source of the data, what is kept, and examples as buttons."""
    sections = (
        Section("answer", tuple(map(line, opening))),
        Section("notice", (line(wording.DATA_SOURCE), line(wording.PRIVACY))),
        Section("answer", (line(wording.EXAMPLES_FOLLOW), *examples())),
    )
    return Reply(Outcome.SMALLTALK, sections, example_buttons())


def notice(text: str) -> Reply:
    """A sentence of courtesy, for a message that cannot be read as a question."""
    return Reply(Outcome.SMALLTALK, (Section("notice", (line(text),)),))


def apology() -> Reply:
    """Something failed inside; the person is told so, without its trace."""
    return Reply(Outcome.NO_MATCH, (Section("answer", (line(wording.APOLOGY),)),))


def old_button() -> Reply:
    """A button that means nothing (any more)."""
    return Reply(Outcome.NO_MATCH, (Section("answer", (line(wording.BUTTON_OLD),)),))


# ── general answers ─────────────────────────────────────────────────────────────────────────────────────────────────


def _general(intent: General, knowledge: Knowledge, today: date, stale_days: int) -> Reply:
    """A general answer with its rule and source."""
    found = next((answer for answer in knowledge.general_answers() if answer.id == intent.answer), None)
    if found is None:
        gone = (Section("answer", (line(wording.GENERAL_GONE),)),)
        return Reply(Outcome.GENERAL, gone, candidates=intent.candidates)
    body = [row for text in found.text for row in prose(text)]
    if found.rule:
        body.append(line(wording.RULE.format(rule=found.rule)))
    sections = [Section("answer", (line(bold(found.title)), *body))]
    words: list[Span] = []
    if found.source:
        words = [plain(wording.SOURCE), linked(found.source, found.link) if found.link else plain(found.source)]
    if found.as_of:
        words.append(plain(f" · {as_of_words(found.as_of)}" if words else as_of_words(found.as_of)))
    if words:
        warning = stale_warning(found.as_of, today, stale_days) if found.as_of else ()
        sections.append(Section("source", (line(*words), *warning)))
    links = (found.link,) if found.link else ()
    return Reply(Outcome.GENERAL, tuple(sections), links=links, candidates=intent.candidates)


# ── several questions ───────────────────────────────────────────────────────────────────────────────────────────────


def _several(intent: Several, knowledge: Knowledge, today: date, stale_days: int, *, staff: bool) -> Reply:
    """Each question under its own heading; the first table goes with the whole."""
    parts = tuple(
        replace(_single(part, knowledge, today, stale_days, staff=staff), release=knowledge.release)
        for _, part in intent.parts
    )
    sections = [Section("answer", (line(wording.SEVERAL),))]
    buttons: list[Button] = []
    for number, ((words, _), part) in enumerate(zip(intent.parts, parts, strict=True), start=1):
        title = line(bold(f"{number}. {shortened(words, MOST_HEADING)}"))
        sections += [Section("heading", (title,)), *part.sections]
        buttons += _buttons_of_part(part, knowledge)
    ranked = [code for row in zip_longest(*(part.candidates for part in parts)) for code in row if code]
    return Reply(
        outcome=intent.outcome,
        sections=tuple(sections),
        buttons=tuple(dict.fromkeys(buttons)),
        links=_union(part.links for part in parts),
        figures=tuple(figure for part in parts for figure in part.figures),
        codes=_union(part.codes for part in parts),
        candidates=tuple(dict.fromkeys(ranked))[:MOST_CANDIDATES],
        facets=_union(part.facets for part in parts),
        table=next((part.table for part in parts if part.table is not None), None),
        parts=parts,
    )


def _buttons_of_part(part: Reply, knowledge: Knowledge) -> tuple[Button, ...]:
    """Of an answer one button that opens it alone (its own buttons would read alike); else the part's buttons."""
    if part.outcome is not Outcome.ANSWER or not part.codes:
        return part.buttons
    procedure = knowledge.procedure(part.codes[0])
    if procedure is None:
        return ()
    label = wording.MORE_OF.format(name=shortened(display_name(procedure.name), 44))
    return (procedure_button(label, procedure.code, ()),)


def _union(groups: Iterable[tuple[T, ...]]) -> tuple[T, ...]:
    """Everything of all groups, each once, in turn."""
    return tuple(dict.fromkeys(item for group in groups for item in group))
