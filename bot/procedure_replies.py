"""A whole answer about one procedure: its state, the part asked, buttons for the rest, and the source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot import wording
from bot.choices import twin_labels
from bot.facet_replies import case_buttons, case_lines, has, overview_with_steps, render
from bot.numbers import day
from bot.reply import Button, Line, Reply, Section, Span
from bot.spans import bold, capitalised, line, linked, plain, shortened, uncapitalised, width
from bot.taps import fits, not_this_button, page_button, procedure_button
from bot.titles import display_name, everyday_name, short_title
from intents.intent import Answer, Facet, Outcome
from knowledge.links import procedure_link
from knowledge.procedure import Procedure, State
from knowledge.store import Knowledge
from knowledge.validity import first_day, state_on

SECTION_SIZE = 3_600
"""A section is at most so long, so that a channel can show it in one message."""
PAGE_SIZE = 9_000
"""What is longer is shown page by page."""
MOST_TITLE = 120
"""A longer title is cut in headings; the source leads to the whole."""
MOST_TWINS = 6
MOST_OTHERS = 5
SEPARATOR = " · "


@dataclass(frozen=True, slots=True)
class Basis:
    """What a reply rests on: the release, the day of asking, and the age in days from which data are warned of."""

    knowledge: Knowledge
    today: date
    stale_days: int


WISH = (Facet.OVERVIEW, Facet.STEPS)
"""What is shown to who tells what he wants and asks nothing in particular (``intents.understand``)."""


def procedure_reply(intent: Answer, basis: Basis) -> Reply:
    """Answer about one procedure.

    Args:
        intent: Which procedure and which facets.
        basis: The release, the day and the limit of age.

    Returns:
        The reply; for a code that the release does not hold, that it is gone.
    """
    procedure = basis.knowledge.procedure(intent.code)
    if procedure is None:
        return gone()
    if not procedure.has_details:
        return listed_reply(procedure, intent.candidates, intent.facets)
    facets = asked(intent.facets)
    speaking = [facet for facet in facets if facet is not Facet.CONDITIONS or has(procedure, facet)] or list(facets)
    if facets == WISH:
        parts = [(Facet.OVERVIEW, overview_with_steps(procedure))]
    else:
        parts = [(facet, render(procedure, facet)) for facet in speaking]
    sections: list[Section] = []
    if len(parts) == 1:
        facet, part = parts[0]
        shown, more = page_of(procedure, facet, part.lines, 0)
        sections += sections_of(facet, (heading(procedure, facet, basis.knowledge), *shown))
    else:
        more = ()
        sections.append(Section("answer", (heading(procedure, Facet.OVERVIEW, basis.knowledge),)))
        for facet, part in parts:
            shown, continued = page_of(procedure, facet, part.lines, 0)
            more += continued
            sections += sections_of(facet, (line(bold(capitalised(wording.FACET_HEADINGS[facet]))), *shown))
    inside = tuple(button for _, part in parts for button in part.buttons)
    return assemble(procedure, intent, sections, (*more, *inside), basis)


def case_reply(procedure: Procedure, index: int, basis: Basis) -> Reply | None:
    """The papers of one case; None when the procedure has no such case."""
    if not 0 <= index < len(procedure.cases):
        return None
    lines = case_lines(procedure.cases[index], index + 1 if len(procedure.cases) > 1 else 0)
    intent = Answer(procedure.code, (Facet.DOCUMENTS,))
    sections = sections_of(Facet.DOCUMENTS, (heading(procedure, Facet.DOCUMENTS, basis.knowledge), *lines))
    others = case_buttons(procedure, leave_out=index)
    return assemble(procedure, intent, sections, others, basis)


def page_reply(procedure: Procedure, facet: Facet, page: int, basis: Basis) -> Reply | None:
    """A later page of a long facet; None when there is no such page."""
    part = render(procedure, facet)
    if not 0 <= page < len(pages(part.lines)):
        return None
    shown, more = page_of(procedure, facet, part.lines, page)
    title = (*heading(procedure, facet, basis.knowledge), plain(wording.PAGE.format(page=page + 1)))
    sections = sections_of(facet, (title, *shown))
    return assemble(procedure, Answer(procedure.code, (facet,)), sections, more, basis)


def listed_reply(
    procedure: Procedure, candidates: tuple[str, ...] = (), facets: tuple[Facet, ...] = (Facet.OVERVIEW,)
) -> Reply:
    """A procedure that the portal lists and our data have no details of: named, linked, not answered."""
    link = procedure_link(procedure)
    words = wording.LISTED_PAGE if procedure.page_id and procedure.page_id in link else wording.LISTED_SEARCH
    lines = (
        line(bold(display_name(procedure.name))),
        line(wording.LISTED.format(code=procedure.code)),
        line(wording.LISTED_SEE, linked(words, link), "."),
        line(wording.LISTED_OR),
    )
    return Reply(Outcome.NO_MATCH, (Section("answer", lines),), links=(link,), candidates=candidates, facets=facets)


def gone() -> Reply:
    """A procedure that the release no longer holds."""
    return Reply(Outcome.NO_MATCH, (Section("answer", (line(wording.CODE_GONE),)),))


def assemble(
    procedure: Procedure,
    intent: Answer,
    sections: Sequence[Section],
    buttons: tuple[Button, ...],
    basis: Basis,
) -> Reply:
    """Put the state first, then the sections, the buttons and the source."""
    notice, notice_buttons = state_notice(procedure, basis)
    twins, twin_buttons = _twins(intent, basis.knowledge)
    facets = asked(intent.facets)
    others = tuple(
        procedure_button(label, procedure.code, (facet,))
        for facet, label in wording.FACET_BUTTONS.items()
        if facet is not Facet.OVERVIEW and (facet not in facets or facets == WISH) and has(procedure, facet)
    )
    doubt = () if intent.sure else (_not_this(intent, basis.knowledge),)
    every = (*notice_buttons, *buttons, *twin_buttons, *others, *doubt)
    return Reply(
        outcome=Outcome.ANSWER,
        sections=(*notice, *sections, *twins, source(procedure, basis)),
        buttons=tuple(button for button in every if fits(button)),
        links=(procedure_link(procedure),),
        codes=(procedure.code,),
        candidates=intent.candidates,
        facets=facets,
    )


def asked(facets: Sequence[Facet]) -> tuple[Facet, ...]:
    """The facets to show, each once; the overview only where nothing else is asked, or with the steps."""
    if tuple(facets) == WISH:
        return WISH
    special = tuple(dict.fromkeys(facet for facet in facets if facet is not Facet.OVERVIEW))
    return special or (Facet.OVERVIEW,)


def heading(procedure: Procedure, facet: Facet, knowledge: Knowledge) -> Line:
    """The procedure's name, what people call it where that is long, whose own it is, and the facet shown."""
    name = bold(short_title(procedure.name, MOST_TITLE))
    own = wording.HEADING_OWN.format(province=procedure.province) if procedure.province else ""
    called = everyday_name(procedure, knowledge) if name.text.endswith("…") else ""
    if called:
        own = wording.HEADING_CALLED.format(name=uncapitalised(called)) + own
    if facet is Facet.OVERVIEW:
        return line(name, own)
    return line(name, own, wording.HEADING_REST.format(facet=wording.FACET_HEADINGS[facet]))


def kind_words(procedure: Procedure) -> str:
    """What tells twins apart: the province of its own procedure, else the levels."""
    return procedure.province or ", ".join(wording.LEVELS[level] for level in procedure.levels)


def source(procedure: Procedure, basis: Basis) -> Section:
    """Decision, code, link, date of the data, and a warning when they are old."""
    words: list[Span] = [plain(wording.SOURCE)]
    if procedure.decision:
        number = procedure.decision
        named = number.lower().startswith(("quyết định", "qđ ", "công văn", "thông tư", "nghị quyết"))
        words += [plain(number if named else wording.DECISION.format(number=number)), plain(SEPARATOR)]
    words += [plain(wording.CODE.format(code=procedure.code)), plain(SEPARATOR)]
    words += [linked(wording.PORTAL_SHORT, procedure_link(procedure)), plain(SEPARATOR)]
    return Section(
        "source",
        (line(*words, as_of_words(procedure.as_of)), *stale_warning(procedure.as_of, basis.today, basis.stale_days)),
    )


def as_of_words(as_of: str) -> str:
    """«dữ liệu tính đến 7/2026»."""
    return wording.AS_OF.format(day=day(as_of)) if as_of else wording.AS_OF_UNKNOWN


def stale_warning(as_of: str, today: date, stale_days: int) -> tuple[Line, ...]:
    """A warning when the data are older than ``stale_days``; a month counts from its first day."""
    start = first_day(as_of)
    if start is None:
        return (line(wording.STALE_UNKNOWN),)
    if today - start > timedelta(days=stale_days):
        return (line(wording.STALE.format(days=stale_days)),)
    return ()


def state_notice(procedure: Procedure, basis: Basis) -> tuple[tuple[Section, ...], tuple[Button, ...]]:
    """What must be said before anything else: not yet in force, replaced, abolished, internal."""
    lines: list[Line] = []
    buttons: list[Button] = []
    match state_on(procedure, basis.today):
        case State.NOT_YET_IN_FORCE if procedure.effective_from:
            lines.append(line(bold(wording.NOT_YET_IN_FORCE_UNTIL.format(day=day(procedure.effective_from)))))
        case State.NOT_YET_IN_FORCE:
            lines.append(line(bold(wording.NOT_YET_IN_FORCE)))
        case State.REPLACED | State.ABOLISHED as state:
            replaced = state is State.REPLACED
            alone = wording.REPLACED if replaced else wording.ABOLISHED
            followed = wording.REPLACED_BY if replaced else wording.ABOLISHED_SEE
            lines.append(line(bold(followed if procedure.replaced_by else alone)))
            for code in procedure.replaced_by:
                new = basis.knowledge.procedure(code)
                name = display_name(new.name) if new else ""
                lines.append(line("• ", bold(name or wording.CODE.format(code=code)), f" ({code})" if name else ""))
                if new:
                    label = wording.SEE_NEW.format(name=shortened(name, 50))
                    buttons.append(procedure_button(label, code, (Facet.OVERVIEW,)))
            lines.append(line(wording.OLD_RECORD_FOLLOWS))
        case State.IN_FORCE:
            pass
    if procedure.internal:
        lines.append(line(wording.INTERNAL))
    return ((Section("notice", tuple(lines)),) if lines else ()), tuple(buttons)


def _twins(intent: Answer, knowledge: Knowledge) -> tuple[tuple[Section, ...], tuple[Button, ...]]:
    """Buttons for the same procedure at another level or of another province."""
    found = [knowledge.procedure(code) for code in intent.twins if code != intent.code]
    twins = [twin for twin in found if twin is not None][:MOST_TWINS]
    if not twins:
        return (), ()
    labels = twin_labels([kind_words(twin) for twin in twins], [twin.code for twin in twins])
    buttons = tuple(
        procedure_button(shortened(label, 40), twin.code, intent.facets)
        for label, twin in zip(labels, twins, strict=True)
    )
    return (Section("answer", (line(wording.TWINS),)),), buttons


def _not_this(intent: Answer, knowledge: Knowledge) -> Button:
    """«Không phải thủ tục này», with the next best that have details."""
    skipped = {intent.code, *intent.twins}
    others: list[str] = []
    for code in intent.candidates:
        if code in skipped or len(others) >= MOST_OTHERS:
            continue
        other = knowledge.procedure(code)
        if other is not None and other.has_details:
            others.append(code)
    return not_this_button(wording.NOT_THIS_ONE, intent.code, others)


def sections_of(name: str, lines: Sequence[Line]) -> list[Section]:
    """The lines as sections of a size that a channel can show in one message."""
    return [Section(str(name), chunk) for chunk in _chunks(lines, SECTION_SIZE)]


def pages(lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    """The lines page by page; at least one page."""
    return _chunks(lines, PAGE_SIZE) or [()]


def page_of(
    procedure: Procedure, facet: Facet, lines: Sequence[Line], page: int
) -> tuple[tuple[Line, ...], tuple[Button, ...]]:
    """One page, and the button that leads to the next where there is one."""
    every = pages(lines)
    if page + 1 >= len(every):
        return every[page], ()
    following = page_button(wording.CONTINUE, procedure.code, facet, page + 1)
    return (*every[page], line(wording.CONTINUED)), (following,)


def _chunks(lines: Sequence[Line], size: int) -> list[tuple[Line, ...]]:
    """Lines in chunks of at most ``size`` characters; only a line that is longer than that is cut."""
    chunks: list[tuple[Line, ...]] = []
    current: list[Line] = []
    used = 0
    for whole in lines:
        for piece in _pieces(whole, size):
            length = width(piece) + 1
            if current and used + length > size:
                chunks.append(tuple(current))
                current, used = [], 0
            current.append(piece)
            used += length
    if current:
        chunks.append(tuple(current))
    return chunks


def _pieces(whole: Line, size: int) -> list[Line]:
    """A line, or its pieces cut after words where it is longer than ``size``."""
    if width(whole) <= size:
        return [whole]
    pieces: list[Line] = []
    current: list[Span] = []
    room = size
    for span in whole:
        text = span.text
        while len(text) > room:
            cut = text.rfind(" ", 0, room) + 1 or (0 if current else room)
            if cut:
                current.append(Span(text[:cut].rstrip(), span.style, span.link))
            pieces.append(tuple(current))
            text, current, room = text[cut:], [], size
        if text:
            current.append(Span(text, span.style, span.link))
            room -= len(text)
    return [*pieces, tuple(current)] if current else pieces
