"""The parts of a procedure in words: one renderer per facet, each true to the record and silent where it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot import wording
from bot.choices import numbered
from bot.fee_replies import fee_lines, fee_summary
from bot.methods import by_content, channel_label, channel_words, channels_of
from bot.numbers import duration
from bot.reply import Button, Line, Span
from bot.spans import bold, capitalised, italic, line, linked, plain, prose, shortened, width
from bot.taps import case_button
from intents.intent import Facet
from knowledge.links import procedure_link
from knowledge.procedure import Case, Channel, Document, Duration, Level, OnlineLevel, Procedure, TimeUnit
from knowledge.text import fold

WHOLE = 3_500
"""More papers than fit in this many characters are shown case by case."""
FEW_CASES = 6
"""Up to so many cases have buttons with names; more have buttons with numbers."""
LONG_LINE = 160
DISTRICT = re.compile(
    r"cấp huyện|ubnd (?:quận|huyện)|ủy ban nhân dân (?:cấp )?(?:quận|huyện)|/huyện|huyện/", re.IGNORECASE
)
CENTRE = re.compile(r"trung tâm (?:phục vụ )?hành chính công|một cửa", re.IGNORECASE)
POLICE = re.compile(r"công an", re.IGNORECASE)
MARKER = re.compile(r"\s*(?:[-+•*–]|\d{1,2}[.)]|[a-zđ][.)]|bước\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """One facet of one procedure: its lines, and buttons that lead deeper into it."""

    lines: tuple[Line, ...]
    buttons: tuple[Button, ...] = ()


def render(procedure: Procedure, facet: Facet) -> Part:
    """One facet in words.

    Args:
        procedure: The record.
        facet: The part asked.

    Returns:
        Its lines without a heading; never empty.
    """
    match facet:
        case Facet.OVERVIEW:
            return overview(procedure)
        case Facet.DOCUMENTS:
            return documents(procedure)
        case Facet.FEE:
            return fee(procedure)
        case Facet.TIME:
            return time(procedure)
        case Facet.PLACE:
            return place(procedure)
        case Facet.ONLINE:
            return online(procedure)
        case Facet.STEPS:
            return steps(procedure)
        case Facet.CONDITIONS:
            return conditions(procedure)
        case Facet.LEGAL:
            return legal(procedure)
        case Facet.RESULT:
            return result(procedure)
        case Facet.FORM:
            return form(procedure)
        case Facet.WHO:
            return who(procedure)


def has(procedure: Procedure, facet: Facet) -> bool:
    """Whether the record has anything to say on a facet, so that a button for it is worth its place."""
    match facet:
        case Facet.OVERVIEW:
            return True
        case Facet.DOCUMENTS:
            return any(case.documents or case.notes for case in procedure.cases)
        case Facet.FEE:
            return any(method.fees for method in procedure.methods)
        case Facet.TIME:
            return _knows_time(procedure)
        case Facet.PLACE:
            return bool(procedure.where or procedure.agency)
        case Facet.ONLINE:
            return any(method.channel is Channel.ONLINE for method in procedure.methods)
        case Facet.STEPS:
            return bool(procedure.steps)
        case Facet.CONDITIONS:
            return bool(procedure.conditions)
        case Facet.LEGAL:
            return bool(procedure.legal_bases)
        case Facet.RESULT:
            return bool(procedure.results)
        case Facet.FORM:
            return bool(_forms(procedure))
        case Facet.WHO:
            return bool(procedure.subjects)


# ── overview ────────────────────────────────────────────────────────────────────────────────────────────────────────


def overview(procedure: Procedure) -> Part:
    """The summary, then who, where, how long and how much in one line each."""
    lines = list(prose(procedure.summary))
    if procedure.subjects:
        lines.append(_labelled(wording.OVERVIEW_WHO, ", ".join(procedure.subjects)))
    where = procedure.where or procedure.agency
    if where:
        lines.append(_labelled(wording.OVERVIEW_PLACE, where))
    lines.append(_labelled(wording.OVERVIEW_TIME, time_summary(procedure)))
    lines.append(_labelled(wording.OVERVIEW_FEE, fee_summary(procedure)))
    if procedure.results and not procedure.summary:
        lines.append(_labelled(wording.OVERVIEW_RESULT, "; ".join(procedure.results)))
    return Part(tuple(lines))


def _labelled(label: str, text: str) -> Line:
    """A line «Nơi nộp: …», cut where it would be long."""
    return line("• ", bold(label.strip()), " " + shortened(text, LONG_LINE))


# ── documents ───────────────────────────────────────────────────────────────────────────────────────────────────────


def documents(procedure: Procedure) -> Part:
    """The papers by case; where that is long, the cases to choose from."""
    cases = [case for case in procedure.cases if case.documents or case.notes]
    if not cases:
        return Part((line(wording.NO_DOCUMENTS),))
    blocks = [case_lines(case, number if len(cases) > 1 else 0) for number, case in enumerate(cases, start=1)]
    whole = tuple(row for block in blocks for row in block)
    if len(cases) == 1 or sum(map(width, whole)) <= WHOLE:
        return Part(whole)
    return Part(tuple(_case_list(cases)), case_buttons(procedure))


def case_lines(case: Case, number: int = 0) -> tuple[Line, ...]:
    """One case's papers: what is handed in, what is shown, remarks.

    Args:
        case: The case.
        number: Its number among several, to name it when it has no name; 0: the only case.
    """
    lines: list[Line] = []
    name = case_name(case, number)
    if name:
        lines.append(line(bold(name)))
    handed_in = [document for document in case.documents if document.handed_in]
    shown = [document for document in case.documents if not document.handed_in]
    for document in handed_in:
        lines.extend(_document(document))
    if shown:
        if handed_in:
            lines.append(line(italic(wording.TO_SHOW)))
        for document in shown:
            lines.extend(_document(document))
    notes = [row for note in case.notes for row in prose(note)]
    if notes:
        lines.append(line(italic(wording.NOTES)))
        lines.extend(_bulleted(row, "– ") for row in notes)
    return tuple(lines) or (line(wording.NO_DOCUMENTS_IN_CASE),)


def case_name(case: Case, number: int) -> str:
    """The case's name, or what it is where the record gives none; empty for an unnamed only case."""
    name = " ".join(case.name.split()).rstrip(" :;")
    if name or not number:
        return name
    return wording.UNNAMED_CASE if case.documents else wording.NOTES_CASE


def case_buttons(procedure: Procedure, leave_out: int | None = None) -> tuple[Button, ...]:
    """A button for each case that has papers or remarks."""
    indices = [index for index, case in enumerate(procedure.cases) if case.documents or case.notes]
    if len(indices) < 2:
        return ()
    names = [case_name(procedure.cases[index], number) for number, index in enumerate(indices, start=1)]
    short = numbered(names, 44) if len(indices) <= FEW_CASES else [str(number + 1) for number in range(len(indices))]
    return tuple(
        case_button(label, procedure.code, index)
        for label, index in zip(short, indices, strict=True)
        if index != leave_out
    )


def _case_list(cases: Sequence[Case]) -> list[Line]:
    """The cases by name, numbered, to choose from."""
    groups = any(fold(case.name).startswith(("giay to", "luu y", "ho so", "thanh phan")) for case in cases)
    lines = [line(wording.WHICH_GROUP if groups else wording.WHICH_CASE)]
    for number, case in enumerate(cases, start=1):
        count = sum(document.handed_in for document in case.documents)
        papers = f" ({wording.PAPERS.format(count=count)})" if count else ""
        lines.append(line(f"{number}. ", bold(case_name(case, number)), papers))
    return lines


def _document(document: Document) -> list[Line]:
    """One paper with its counts and form."""
    counts = [
        words.format(count=count)
        for words, count in ((wording.ORIGINALS, document.originals), (wording.COPIES, document.copies))
        if count
    ]
    rows = prose(document.name.strip().rstrip(";")) or (line(document.form or wording.UNKNOWN),)
    tail: list[Span] = []
    if counts:
        tail += [plain(" — "), bold(", ".join(counts))]
    if document.form and fold(document.form) not in fold(document.name):
        tail.append(plain(f" ({wording.FORM.format(form=document.form)})"))
    first, *more = rows
    if not more:
        return [(*_bulleted(first, "• "), *tail)]
    return [_bulleted(first, "• "), *more[:-1], (*more[-1], *tail)]


def _bulleted(row: Line, mark: str) -> Line:
    """The row with a bullet in place of its own."""
    text = "".join(span.text for span in row)
    bare = re.sub(r"^\s*[-+•*–]\s*", "", text)
    return line(mark, *(row if bare == text else (plain(bare),)))


# ── fee, time ───────────────────────────────────────────────────────────────────────────────────────────────────────


def fee(procedure: Procedure) -> Part:
    """Fees by submission method."""
    return Part(tuple(fee_lines(procedure)))


def time(procedure: Procedure) -> Part:
    """Processing time by submission method, and by case where the record gives it so."""
    by_channel: dict[Channel, tuple[str, ...]] = {}
    for channel in channels_of(procedure.methods):
        own = [method for method in procedure.methods if method.channel is channel]
        texts = [duration_words(method.time) for method in own if method.time.known]
        if not texts:
            texts = [wording.TIME_BY_NOTE.format(note=method.note) for method in own if _speaks_of_time(method.note)]
        if texts:
            by_channel[channel] = tuple(dict.fromkeys(texts))
    lines = [
        line(f"• {channel_label(channels)}: ", bold("; ".join(texts))) for channels, texts in by_content(by_channel)
    ]
    timed = [(case_name(case, number), case.time) for number, case in enumerate(procedure.cases, 1) if case.time.known]
    spoken = {text for texts in by_channel.values() for text in texts}
    if len(procedure.cases) == 1 and timed:
        words = duration_words(timed[0][1])
        if words not in spoken:
            lines.append(line("• ", bold(words)))
    elif timed and {duration_words(time) for _, time in timed} != spoken:
        lines.append(line(wording.TIME_PER_CASE))
        lines.extend(line(f"• {name}: ", bold(duration_words(time))) for name, time in timed)
    return Part(tuple(lines) or (line(wording.TIME_NOTHING),))


def duration_words(time: Duration) -> str:
    """A processing time as stated: number with unit, words, or both."""
    text = " ".join(time.text.split())
    counted = time.amount is not None and time.amount > 0 and time.unit is not TimeUnit.OTHER
    if not counted or time.amount is None:
        return text or wording.UNKNOWN
    number = duration(time.amount, time.unit)
    return f"{number} ({text})" if text and fold(number) not in fold(text) else text or number


def time_summary(procedure: Procedure) -> str:
    """The processing time in one line."""
    texts = list(dict.fromkeys(duration_words(method.time) for method in procedure.methods if method.time.known))
    if not texts:
        texts = list(dict.fromkeys(duration_words(case.time) for case in procedure.cases if case.time.known))
    return "; ".join(texts) or wording.UNKNOWN


def _knows_time(procedure: Procedure) -> bool:
    """Whether any time is stated."""
    return any(method.time.known or _speaks_of_time(method.note) for method in procedure.methods) or any(
        case.time.known for case in procedure.cases
    )


def _speaks_of_time(note: str) -> bool:
    """Whether a method's remark names a time."""
    return bool(re.search(r"\d+\s*\)?\s*(?:ngày|giờ|tháng)|trong ngày|ngay sau khi", note, re.IGNORECASE))


# ── place, online ───────────────────────────────────────────────────────────────────────────────────────────────────


def place(procedure: Procedure) -> Part:
    """Where the dossier goes, by the record's own words; nothing is guessed."""
    lines: list[Line] = []
    where, agency = procedure.where.strip(), procedure.agency.strip()
    if where:
        first, *more = prose(where)
        lines += [line(wording.PLACE_AT, *(bold(span.text) for span in first)), *more]
    if agency and fold(agency) != fold(where):
        lines.append(line(wording.PLACE_AGENCY, bold(agency)))
    if not lines:
        lines.append(line(wording.PLACE_NOTHING))
    if procedure.levels and not where:
        lines.append(line(wording.PLACE_LEVEL, ", ".join(wording.LEVELS[level] for level in procedure.levels)))
    channels = channels_of(procedure.methods)
    if channels:
        lines.append(line(wording.PLACE_WAYS, channel_words(channels)))
    notes = dict.fromkeys((method.channel, method.note) for method in procedure.methods if method.note)
    for channel, note in notes:
        first, *more = prose(note)
        lines += [line(f"• {wording.CHANNELS[channel]}: ", *first), *more]
    if _any_centre(procedure):
        lines.append(line(wording.PLACE_ANY_CENTRE))
    if DISTRICT.search(f"{where} {agency}"):
        lines.append(line(wording.DISTRICT_GONE))
    return Part(tuple(lines))


def _any_centre(procedure: Procedure) -> bool:
    """Whether the record itself has the dossier received by the one-stop centre (and not by the police)."""
    text = f"{procedure.where} {procedure.agency}"
    local = {Level.COMMUNE, Level.PROVINCE} & set(procedure.levels)
    police = POLICE.search(f"{text} {procedure.promulgator}")
    return bool(local) and bool(CENTRE.search(text)) and not police


def online(procedure: Procedure) -> Part:
    """Whether and how the dossier can be handed in online."""
    channels = channels_of(procedure.methods)
    if not channels:
        return Part((line(wording.ONLINE_NOTHING),))
    if Channel.ONLINE not in channels:
        return Part((line(wording.ONLINE_NO.format(ways=channel_words(channels))),))
    link = procedure_link(procedure)
    lines = [line(wording.ONLINE_YES, linked(wording.PORTAL, link), ".")]
    level = wording.ONLINE_LEVELS.get(procedure.online_level)
    if procedure.online_level is OnlineLevel.UNKNOWN or level is None:
        lines.append(line(wording.ONLINE_LEVEL_UNKNOWN))
    else:
        lines.append(line(wording.ONLINE_LEVEL, bold(level)))
    own = [method for method in procedure.methods if method.channel is Channel.ONLINE]
    times = dict.fromkeys(duration_words(method.time) for method in own if method.time.known)
    if times:
        lines.append(line(wording.ONLINE_TIME, "; ".join(times)))
    if any(method.fees for method in own):
        lines.append(line(wording.ONLINE_FEE, fee_summary(procedure, Channel.ONLINE)))
    for note in dict.fromkeys(method.note for method in own if method.note):
        lines.extend(prose(note))
    lines.append(line(wording.ONLINE_LOGIN))
    return Part(tuple(lines))


# ── lists and texts ─────────────────────────────────────────────────────────────────────────────────────────────────


def steps(procedure: Procedure) -> Part:
    """The steps in order, as the record words them."""
    if not procedure.steps:
        return Part((line(wording.STEPS_NOTHING),))
    lines: list[Line] = []
    for number, step in enumerate(procedure.steps, start=1):
        first, *more = prose(step) or ((),)
        own = MARKER.match("".join(span.text for span in first))
        mark = "" if own or len(procedure.steps) == 1 else f"{number}. "
        lines += [line(mark, *first), *more]
    return Part(tuple(row for row in lines if row) or (line(wording.STEPS_NOTHING),))


def conditions(procedure: Procedure) -> Part:
    """Requirements and conditions, whole."""
    return Part(prose(procedure.conditions) or (line(wording.CONDITIONS_NOTHING),))


def legal(procedure: Procedure) -> Part:
    """The legal bases, numbers first."""
    lines = tuple(
        line("• ", bold(basis.number or basis.title), f" — {basis.title}" if basis.number and basis.title else "")
        for basis in procedure.legal_bases
        if basis.number or basis.title
    )
    return Part(lines or (line(wording.LEGAL_NOTHING),))


def result(procedure: Procedure) -> Part:
    """What one gets."""
    lines = tuple(_bulleted(row, "• ") for text in procedure.results for row in prose(text))
    return Part(lines or (line(wording.RESULT_NOTHING),))


def form(procedure: Procedure) -> Part:
    """The forms, each once, and where to download them."""
    forms = _forms(procedure)
    if not forms:
        return Part((line(wording.FORM_NOTHING),))
    lines = [line("• ", bold(name), f" — {shortened(paper, LONG_LINE)}") for name, paper in forms.items()]
    lines.append(line(wording.FORM_WHERE, linked(wording.PORTAL, procedure_link(procedure)), "."))
    return Part(tuple(lines))


def _forms(procedure: Procedure) -> dict[str, str]:
    """Each form's name with the first paper that it is for."""
    forms: dict[str, str] = {}
    for case in procedure.cases:
        for document in case.documents:
            if document.form:
                forms.setdefault(document.form, re.sub(r"^\s*[-+•*–]\s*", "", document.name))
    return forms


def who(procedure: Procedure) -> Part:
    """Who may apply."""
    lines = tuple(line("• ", capitalised(subject)) for subject in procedure.subjects)
    return Part(lines or (line(wording.WHO_NOTHING),))
