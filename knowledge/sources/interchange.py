"""Normalised records as JSON Lines: our interchange format, one procedure per line (``docs/data-format.md``).

Fees are worked out anew from amount and note; a status that another program guessed is not read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from knowledge.fees import clean_note, fee_state
from knowledge.links import page_id_in
from knowledge.procedure import Channel, Document, Duration, Fee, Method, OnlineLevel, Procedure, Source, State
from knowledge.sources import wording
from knowledge.sources.fields import Fields
from knowledge.sources.reading import Record

KIND = "interchange"

STATES: Mapping[str, State] = {
    "": State.IN_FORCE,
    "ACTIVE": State.IN_FORCE,
    "UPDATED": State.IN_FORCE,
    **{state.value: state for state in State},
}
_ONLINE = {level.value: level for level in OnlineLevel}
_DURATION_UNITS = {**wording.UNITS, "": None, "?": None}
_SNAPSHOT = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?=$|\D)|\d{4}")
_DOUBTFUL_UNIT = re.compile(r"(\d+(?:[.,]\d+)?) ngày")
"""How one crawl prints every unit but working days: hours, months and «see description» alike become «ngày»."""


def looks_like(value: object) -> bool:
    """Whether a decoded JSON value is a record of this format."""
    return isinstance(value, dict) and bool({"code", "name", "methods", "documents", "fee", "steps"} & value.keys())


def record(fields: Fields, file: str) -> Record:
    """One procedure. Raises FieldError when the record cannot be trusted."""
    code = fields.code()
    promulgator = fields.line("promulgator")
    kind = fields.word("portal_kind", wording.PORTAL_KINDS, "STANDARD")
    fee = fields.table("fee") or Fields({}, "fee")
    procedure = Procedure(
        code=code,
        name=fields.required("name"),
        field=fields.line("field"),
        summary=fields.text("summary"),
        levels=wording.levels(fields.line("level")),
        province=wording.province(promulgator) if wording.PORTAL_KINDS[kind] else "",
        internal=kind == "STANDARD_INTERNAL",
        subjects=_subjects(fields),
        agency=wording.names([wording.stated(fields.line("agency"))]),
        where=wording.stated(fields.text("receiving_address").strip('"')),
        promulgator=promulgator,
        methods=_methods(fields, fee),
        cases=wording.cases((document.line("case"), _document(document)) for document in fields.tables("documents")),
        steps=wording.paragraphs(fields.text("steps")),
        results=tuple(found for part in fields.text("result").split(";") if (found := wording.stated(part.strip()))),
        conditions=wording.stated(fields.text("conditions")),
        legal_bases=wording.legal_bases(wording.legal_basis(number) for number in fields.texts("legal_basis")),
        decision=fields.line("decision"),
        online_level=_ONLINE[fields.word("online_level", _ONLINE, "")],
        page_id=page_id_in(fields.line("url")),
        as_of=_as_of(fields),
        effective_from=fields.date("effective_from"),
        state=STATES[fields.word("state", STATES, "")],
        replaced_by=fields.texts("replaced_by"),
        life_events=fields.texts("life_events"),
        fees_complete=fee.flag("complete"),
        source=Source(file, KIND),
    )
    return Record(procedure, fields.texts("alt_names"))


def _as_of(fields: Fields) -> str:
    """The date that a snapshot's name begins with: «2026-07», «2025-old-portal»."""
    snapshot = fields.line("snapshot")
    found = _SNAPSHOT.match(snapshot)
    if snapshot and not found:
        raise fields.error("snapshot", f"không đọc được ngày: {snapshot[:40]!r}", "Ghi 2026, 2026-07 hoặc 2026-07-15.")
    return found[0] if found else ""


def _subjects(fields: Fields) -> tuple[str, ...]:
    """Who may apply: one line, separated by commas that do not stand inside parentheses nor inside a known name."""
    whole = fields.line("subjects").replace("Cán bộ, công chức, viên chức", "Cán bộ\0 công chức\0 viên chức")
    parts = re.split(r",\s*(?![^()]*\))", whole)
    return tuple(dict.fromkeys(name for part in parts if (name := wording.stated(part.replace("\0", ",").strip()))))


def _document(fields: Fields) -> Document:
    return Document(fields.line("name"), fields.count("originals"), fields.count("copies"), fields.line("form"))


def _methods(fields: Fields, fee: Fields) -> tuple[Method, ...]:
    listed = list(fields.tables("methods"))
    channels = [wording.CHANNELS[method.word("method", wording.CHANNELS)] for method in listed]
    charged = _fees_by_method(listed, channels, list(fee.tables("items")))
    service = _service_time(fields)
    doubtful = "suzynotsusie" in fields.line("source_repo")
    methods = []
    for position, (method, channel) in enumerate(zip(listed, channels, strict=True)):
        time = _time(method, doubtful=doubtful)
        note = wording.stated(method.text("note"))
        methods.append(Method(channel, time if time.known else service, tuple(charged[position]), note))
    return tuple(methods)


def _time(method: Fields, *, doubtful: bool) -> Duration:
    text = method.text("duration")
    unit = _DURATION_UNITS[method.word("duration_unit", _DURATION_UNITS, "")]
    if doubtful and unit is None and _DOUBTFUL_UNIT.fullmatch(text):
        return Duration(text=f"{text} (nguồn không ghi rõ đơn vị)")
    return wording.duration(text)


def _service_time(fields: Fields) -> Duration:
    """The one processing time that all online services share; else nothing can be said."""
    found = {wording.duration(service.text("duration")) for service in fields.tables("processing_cases")}
    return found.pop() if len(found) == 1 else Duration()


def _fees_by_method(listed: Sequence[Fields], channels: Sequence[Channel], items: Sequence[Fields]) -> list[list[Fee]]:
    """Each fee line under its method.

    The items name only the channel. Where a channel stands several times (a time per case), the method's own fee
    text tells how many lines it has; the items come in the same order.
    """
    waiting: dict[Channel, list[Fee]] = defaultdict(list)
    for item in items:
        waiting[wording.CHANNELS[item.word("method", wording.CHANNELS)]].append(_fee(item))
    charged: list[list[Fee]] = [[] for _ in listed]
    for channel, fees in waiting.items():
        places = [position for position, other in enumerate(channels) if other == channel]
        with_text = [position for position in places if listed[position].text("fee")] or places
        if not with_text:
            continue
        if len(with_text) == len(fees):
            for position, fee in zip(with_text, fees, strict=True):
                charged[position] = [fee]
        elif len(with_text) == 1:
            charged[with_text[0]] = fees
        else:
            _share(with_text, [listed[position].text("fee") for position in with_text], fees, charged)
    return charged


def _share(places: Sequence[int], texts: Sequence[str], fees: Sequence[Fee], charged: list[list[Fee]]) -> None:
    """Give each fee line to the next method whose fee text names its amount or note; the last takes the rest."""
    current = 0
    for fee in fees:
        named = fee.note[:40] if fee.note else ""
        amount = "" if fee.amount is None else f"{fee.amount:,.0f}".replace(",", ".")
        for candidate in range(current, len(places)):
            text = texts[candidate]
            used = len(charged[places[candidate]])
            if named in text and amount in text and used <= text.count("; "):
                current = candidate
                break
        charged[places[current]].append(fee)


def _fee(item: Fields) -> Fee:
    amount = item.number("amount")
    note = clean_note(item.text("note"))
    return Fee(
        state=fee_state(amount, note),
        amount=amount,
        currency=wording.CURRENCIES[item.word("currency", wording.CURRENCIES, "")],
        kind=wording.FEE_KINDS[item.word("type", wording.FEE_KINDS, "")],
        note=note,
    )
