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
from bot.spans import bold, capitalised, italic, line, linked, plain, prose, rows, sentences, shortened, unmarked, width
from bot.taps import case_button
from intents.intent import Facet
from knowledge.links import procedure_link
from knowledge.procedure import Case, Channel, Document, Duration, Level, Method, OnlineLevel, Procedure, TimeUnit
from knowledge.text import fold

WHOLE = 3_500
"""More papers than fit in this many characters are shown case by case."""
FEW_CASES = 6
"""Up to so many cases have buttons with names; more have buttons with numbers."""
LONG_LINE = 160
LONG_PAPERS = 220
LONG_PARAGRAPH = 300
FEW_PAPERS = 3
"""So many papers are named in the overview."""
FEW_STEPS, LONG_STEP = 3, 110
"""So many steps are named beside the overview, each cut to so many characters."""
STEP_MARK = re.compile(r"^(?:[a-zđ\d]{1,2}[.)]\s*)?(?:bước\s+\d+\s*[:.]?\s*)?", re.IGNORECASE)
FILLED_IN = re.compile(r"tờ khai|đơn\b|đề nghị|giấy đề nghị|phiếu|văn bản đề nghị|bản khai", re.IGNORECASE)
FOR_SOME = re.compile(r"trường hợp|đối với|nếu\b|khi\b|xuất trình", re.IGNORECASE)
SHORTEST_PAPER, LONGEST_PAPER = 8, 70
LONG_NAME = 200
"""Where the whole is long, papers of groups are shown up to so many characters."""
DISTRICT = re.compile(
    r"cấp huyện|ubnd (?:quận|huyện)|ủy ban nhân dân (?:cấp )?(?:quận|huyện)|/huyện|huyện/", re.IGNORECASE
)
CENTRE = re.compile(r"trung tâm (?:phục vụ )?hành chính công|một cửa", re.IGNORECASE)
POLICE = re.compile(r"công an", re.IGNORECASE)
OF_TIME_OR_MONEY = re.compile(
    r"\d\s*\)?\s*(?:\([^()]*\)\s*)?(?:ngày|giờ|tháng)\b|thời hạn|thời gian (?:giải quyết|thực hiện|thẩm định)"
    r"|kể từ (?:ngày|khi)|^(?:trong|không quá|tối đa|ngay)\b|\bđồng/|lệ phí:|^phí",
    re.IGNORECASE,
)
"""A sentence of a method's remark that is about time or money, which have answers of their own."""
OF_WAYS = re.compile(
    r"\b(?:tại|qua|trụ sở|địa chỉ|cổng|bưu|nộp|gửi|giờ hành chính|ứng dụng|trực tiếp|trực tuyến)\b", re.IGNORECASE
)
"""A sentence of a method's remark that is about where and how to hand in."""
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
    """The summary, or what one gets; then papers, where, how long and how much in one line each."""
    lines = list(prose(procedure.summary))
    if procedure.results and not procedure.summary:
        lines.append(_labelled(wording.OVERVIEW_RESULT, "; ".join(_result_rows(procedure))))
    papers = papers_summary(procedure)
    if papers:
        lines.append(_labelled(wording.OVERVIEW_PAPERS, papers, LONG_PAPERS))
    if procedure.where and (len(procedure.where) <= LONG_LINE or not procedure.agency):
        lines.append(_labelled(wording.OVERVIEW_PLACE, procedure.where))
    elif procedure.agency:
        lines.append(_labelled(wording.OVERVIEW_AGENCY, procedure.agency))
    lines.append(_labelled(wording.OVERVIEW_TIME, time_summary(procedure)))
    lines.append(_labelled(wording.OVERVIEW_FEE, fee_summary(procedure), LONG_PAPERS))
    return Part(tuple(lines))


def _labelled(label: str, text: str, limit: int = LONG_LINE) -> Line:
    """A line «Nơi nộp: …», cut where it would be long."""
    return line("• ", bold(label.strip()), " " + shortened(text.rstrip(" .;"), limit))


def overview_with_steps(procedure: Procedure) -> Part:
    """The overview, and the first steps in a line each: for who tells what he wants rather than what he asks."""
    found = [row for step in procedure.steps for row in rows(step)[:1]][:FEW_STEPS]
    lines = [*overview(procedure).lines]
    if found:
        lines.append(line("• ", bold(wording.OVERVIEW_STEPS)))
        lines += [
            line(f"{number}. ", shortened(STEP_MARK.sub("", unmarked(row)), LONG_STEP))
            for number, row in enumerate(found, start=1)
        ]
        if len(procedure.steps) > len(found):
            lines.append(line(wording.OVERVIEW_MORE_STEPS))
    return Part(tuple(lines))


def papers_summary(procedure: Procedure) -> str:
    """The papers in one line: how many and which first, or that it depends on the case; empty: unknown."""
    cases = [case for case in procedure.cases if case.documents]
    if len(cases) > 1 and not _are_groups(cases):
        return wording.OVERVIEW_PAPERS_BY_CASE.format(count=len(cases))
    own = [case for case in cases if not fold(case.name).startswith("giay to phai xuat trinh")] or cases
    handed_in = [document for case in own for document in case.documents if document.handed_in]
    if handed_in:
        return wording.OVERVIEW_PAPERS_COUNTED.format(count=len(handed_in), names=_paper_names(handed_in))
    shown = [document for case in cases for document in case.documents]
    return wording.OVERVIEW_PAPERS_SHOWN.format(names=_paper_names(shown)) if shown else ""


def _paper_names(documents: Sequence[Document]) -> str:
    """The first papers by short names: what is filled in first, what only some need last."""
    names = list(dict.fromkeys(map(_paper_name, documents)))
    names.sort(key=lambda name: (not FILLED_IN.match(name), bool(FOR_SOME.match(name))))
    more = "; …" if len(names) > FEW_PAPERS else ""
    return "; ".join(names[:FEW_PAPERS]) + more


def _paper_name(document: Document) -> str:
    """A paper's name up to its first condition or remark."""
    name = unmarked((rows(document.name) or [document.form])[0]).lstrip(" .,;")
    name = re.sub(r"^(xuất trình):\s*", r"\1 ", re.sub(r"^[a-zđ]\)\s*", "", name), flags=re.IGNORECASE)
    head = re.split(r"\s*[(;:]|\.\s|\s+(?:theo mẫu|trong trường hợp|đối với|nếu)\b", name, maxsplit=1)[0]
    return shortened((head if len(head) > SHORTEST_PAPER else name).rstrip(" .;:,"), LONGEST_PAPER)


# ── documents ───────────────────────────────────────────────────────────────────────────────────────────────────────


def documents(procedure: Procedure) -> Part:
    """The papers by case; where that is long, the cases to choose from."""
    cases = [case for case in procedure.cases if case.documents or case.notes]
    if not cases:
        return Part((line(wording.NO_DOCUMENTS),))
    whole = _blocks(cases)
    if len(cases) == 1 or sum(map(width, whole)) <= WHOLE:
        return Part(whole)
    if _are_groups(cases):
        short = _blocks(cases, LONG_NAME)
        if sum(map(width, short)) <= WHOLE:
            return Part((*short, line(wording.PAPERS_CUT)), case_buttons(procedure))
    return Part(tuple(_case_list(cases)), case_buttons(procedure))


def _blocks(cases: Sequence[Case], limit: int = 0) -> tuple[Line, ...]:
    """All cases' papers, each case under its name; names of papers cut at ``limit``, 0: whole."""
    several = len(cases) > 1
    return tuple(row for number, case in enumerate(cases, 1) for row in case_lines(case, number * several, limit))


def _are_groups(cases: Sequence[Case]) -> bool:
    """Whether the cases are no cases but kinds of papers («Giấy tờ phải nộp»), all of which one person needs."""
    return any(
        fold(case.name).startswith(("giay to phai", "luu y", "ho so phai", "thanh phan ho so")) for case in cases
    )


def case_lines(case: Case, number: int = 0, limit: int = 0) -> tuple[Line, ...]:
    """One case's papers: what is handed in, what is shown, remarks.

    Args:
        case: The case.
        number: Its number among several, which stands before its name; 0: the only case.
        limit: Names of papers are cut at so many characters; 0: never.
    """
    lines: list[Line] = []
    name = case_name(case, number)
    if name:
        lines.append(line(bold(f"{number}. {name}" if number else name)))
    handed_in = [document for document in case.documents if document.handed_in]
    shown = [document for document in case.documents if not document.handed_in]
    for document in handed_in:
        lines.extend(_document(document, limit))
    if shown:
        if handed_in:
            lines.append(line(italic(wording.TO_SHOW)))
        for document in shown:
            lines.extend(_document(document, limit))
    notes = [row for note in case.notes for row in prose(note)]
    if notes and not (limit and case.documents):
        if case.documents:
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
    lines = [line(wording.WHICH_GROUP if _are_groups(cases) else wording.WHICH_CASE)]
    for number, case in enumerate(cases, start=1):
        count = sum(document.handed_in for document in case.documents)
        papers = f" ({wording.PAPERS.format(count=count)})" if count else ""
        lines.append(line(f"{number}. ", bold(case_name(case, number)), papers))
    return lines


def _document(document: Document, limit: int = 0) -> list[Line]:
    """One paper with its counts and form; its name cut at ``limit`` characters, 0: whole."""
    counts = [
        words.format(count=count)
        for words, count in ((wording.ORIGINALS, document.originals), (wording.COPIES, document.copies))
        if count
    ]
    name = re.sub(r"[\s;.,]+$", "", document.name)
    named = prose(shortened(name, limit) if limit else name) or (line(document.form or wording.UNKNOWN),)
    tail: list[Span] = []
    if counts:
        tail += [plain(" — "), bold(", ".join(counts))]
    if document.form and fold(document.form) not in fold(document.name):
        tail.append(plain(f" ({wording.FORM.format(form=document.form)})"))
    first, *more = named
    if not more:
        return [(*_bulleted(first, "• "), *tail)]
    return [_bulleted(first, "• "), *more[:-1], (*more[-1], *tail)]


def _bulleted(row: Line, mark: str) -> Line:
    """The row with a bullet in place of its own."""
    text = "".join(span.text for span in row)
    bare = unmarked(text)
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
    lines: list[Line] = []
    for channels, texts_shared in by_content(by_channel):
        lines.extend(_time_lines(channel_label(channels), texts_shared))
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


def _time_lines(label: str, texts: Sequence[str]) -> list[Line]:
    """Short times in one line behind the method; long ones line by line under it."""
    together = "; ".join(texts)
    if len(together) <= LONG_LINE and "\n" not in together:
        return [line(f"• {label}: ", bold(together))]
    by_note = wording.TIME_BY_NOTE.format(note="")
    found = [row for text in texts for row in rows(text.removeprefix(by_note))]
    if len(found) == 1:
        return [line(f"• {label}: {found[0]}")]
    return [line(f"• {label}:"), *(line(f"   {row}") for row in found)]


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
    if len(texts) > 1:
        return wording.TIME_SEVERAL.format(times="; ".join(texts))
    return texts[0] if texts else wording.UNKNOWN


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
    if procedure.levels and not where and not agency:
        lines.append(line(wording.PLACE_LEVEL, ", ".join(wording.LEVELS[level] for level in procedure.levels)))
    channels = channels_of(procedure.methods)
    if channels:
        lines.append(line(wording.PLACE_WAYS, channel_words(channels)))
    seen: set[str] = set()
    for method in procedure.methods:
        said = [row for row in _ways(method) if row not in seen]
        seen.update(said)
        if said:
            lines.append(line(f"• {wording.CHANNELS[method.channel]}: {said[0]}"))
            lines += [line(f"   {row}") for row in said[1:]]
    if _any_centre(procedure):
        lines.append(line(wording.PLACE_ANY_CENTRE))
    if DISTRICT.search(f"{where} {agency}"):
        lines.append(line(wording.DISTRICT_GONE))
    return Part(tuple(lines))


def _ways(method: Method) -> list[str]:
    """What a method's remark says of where and how to hand in, without what it says of time and money."""
    found = []
    for row in map(unmarked, rows(method.note)):
        kept = " ".join(part for part in sentences(row) if OF_WAYS.search(part) and not OF_TIME_OR_MONEY.search(part))
        if kept:
            found.append(kept)
    return list(dict.fromkeys(found))


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
    lines.extend(line(capitalised(row)) for row in dict.fromkeys(row for method in own for row in _ways(method)))
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
    """Requirements and conditions, whole; a long paragraph sentence by sentence."""
    lines: list[Line] = []
    for row in rows(procedure.conditions):
        parts = sentences(row) if len(row) > LONG_PARAGRAPH and not MARKER.match(row) else [row]
        lines += [line("– " if len(parts) > 1 else "", part) for part in parts]
    return Part(tuple(lines) or (line(wording.CONDITIONS_NOTHING), *prose(procedure.summary)))


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
    lines = tuple(line(f"• {row}") for row in _result_rows(procedure))
    return Part(lines or (line(wording.RESULT_NOTHING),))


def _result_rows(procedure: Procedure) -> list[str]:
    """Each result, without bullet and full stop."""
    found = [unmarked(row).rstrip(" .;") for text in procedure.results for row in rows(text)]
    return list(dict.fromkeys(row for row in found if row))


def form(procedure: Procedure) -> Part:
    """The forms, each once, and where to download them."""
    forms = _forms(procedure)
    where = line(wording.FORM_WHERE, linked(wording.PORTAL, procedure_link(procedure)), ".")
    if not forms:
        named = [unmarked(document.name) for case in procedure.cases for document in case.documents]
        filled = [name for name in dict.fromkeys(named) if FILLED_IN.match(name)]
        if not filled:
            return Part((line(wording.FORM_NOTHING),))
        papers = (line(f"• {shortened(name.rstrip(' .;'), LONG_LINE)}") for name in filled[:FEW_CASES])
        return Part((line(wording.FORM_UNNAMED), *papers, where))
    lines = [line("• ", bold(name), f" — {shortened(paper.rstrip(' .;'), LONG_LINE)}") for name, paper in forms.items()]
    return Part((*lines, where))


def _forms(procedure: Procedure) -> dict[str, str]:
    """Each form's name with the first paper that it is for."""
    forms: dict[str, str] = {}
    for case in procedure.cases:
        for document in case.documents:
            if document.form:
                forms.setdefault(document.form, unmarked(document.name))
    return forms


def who(procedure: Procedure) -> Part:
    """Who may apply."""
    lines = tuple(line("• ", capitalised(subject)) for subject in procedure.subjects)
    return Part(lines or (line(wording.WHO_NOTHING),))
