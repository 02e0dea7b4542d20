"""The national portal's raw detail answer, ``get-formality-by-citizen``, as an agency's export tool saves it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.fees import clean_note, fee_state
from knowledge.links import page_id_in
from knowledge.procedure import (
    Case,
    Document,
    Duration,
    Fee,
    Level,
    Method,
    OnlineLevel,
    Procedure,
    Source,
    State,
)
from knowledge.sources import wording
from knowledge.sources.fields import Fields
from knowledge.sources.reading import Record
from knowledge.text import clean, clean_line, distinct

KIND = "portal"

STATES = {"ACTIVE": State.IN_FORCE, "UPDATED": State.IN_FORCE, "": State.IN_FORCE}

_LEVEL_FLAGS = (
    ("isWard", Level.COMMUNE),
    ("isProvince", Level.PROVINCE),
    ("isMinistry", Level.MINISTRY),
    ("isOtherAgency", Level.OTHER),
)


def looks_like(value: object) -> bool:
    """Whether a decoded JSON value is a detail answer, in its envelope or bare."""
    if not isinstance(value, dict):
        return False
    return "executionMethods" in value or "executionCases" in value or ("data" in value and "message" in value)


def record(fields: Fields, file: str) -> Record:
    """One procedure. Raises FieldError when the answer holds none that can be trusted."""
    data = _data(fields)
    code = data.code()
    promulgator = data.line("departmentPromulgateName")
    own = wording.PORTAL_KINDS[data.word("type", wording.PORTAL_KINDS, "STANDARD")]
    services = tuple(_service_time(case) for case in data.tables("cases"))
    procedure = Procedure(
        code=code,
        name=data.required("name"),
        field=_field(data),
        levels=_levels(data),
        province=wording.province(promulgator) if own else "",
        internal=data.line("type") == "STANDARD_INTERNAL",
        subjects=_names(data, "subjectTypesDetails"),
        agency=_agency(data),
        where=_where(data),
        promulgator=promulgator,
        methods=tuple(_method(method, services) for method in data.tables("executionMethods")),
        cases=_cases(data),
        steps=tuple(step for fields in data.tables("executionSteps") for step in _step(fields)),
        results=_names(data, "resultsDetails"),
        conditions=wording.stated(_loose_text(data, "requirementsAndConditions")),
        legal_bases=wording.legal_bases(
            wording.legal_basis(basis.line("code"), basis.line("name")) for basis in data.tables("legalBasisesDetails")
        ),
        decision=_decision(data),
        online_level=OnlineLevel.FULL if data.flag("isFullProcess") else OnlineLevel.UNKNOWN,
        page_id=page_id_in(data.line("id")),
        as_of=data.instant("updatedAt") or data.instant("createdAt"),
        effective_from=data.instant("effectiveDate"),
        state=STATES[data.word("state", STATES, "")],
        life_events=_names(data, "serviceGroupsDetails"),
        source=Source(file, KIND),
    )
    return Record(procedure)


def _data(fields: Fields) -> Fields:
    """The record inside the envelope; an answer that the portal refused holds none."""
    if not fields.has("executionMethods") and fields.has("data"):
        data = fields.table("data")
        if data is not None:
            return data
    if fields.names("data") and not fields.has("data"):
        said = fields.line("message") or fields.line("code")
        raise fields.error(
            "data",
            f"câu trả lời của Cổng không có bản ghi (Cổng báo: {said[:60]!r})",
            "Tải lại thủ tục này từ Cổng rồi nạp lại.",
        )
    return fields


def _names(data: Fields, key: str) -> tuple[str, ...]:
    return distinct(wording.stated(item.line("name")) for item in data.tables(key))


def _loose_text(data: Fields, key: str) -> str:
    """Text that some crawls save as a list."""
    return "\n".join(data.texts(key)) if isinstance(data.raw(key), list) else data.text(key)


def _field(data: Fields) -> str:
    category = data.table("category")
    return ", ".join(_names(data, "categoriesDetails")) or (category.line("name") if category else "")


def _levels(data: Fields) -> tuple[Level, ...]:
    return tuple(level for key, level in _LEVEL_FLAGS if data.flag(key))


def _agency(data: Fields) -> str:
    """Who handles it: the executing agencies, else those with authority."""
    for listed, groups, text in (
        ("departmentsExecuting", "unitGroupsExecuting", "executingAgencies"),
        ("departmentsAuthority", "unitGroupsAuthority", "delegatedAgencies"),
    ):
        found = wording.names((*_names(data, listed), *_names(data, groups)))
        found = found or wording.names(wording.paragraphs(_loose_text(data, text)))
        if found:
            return found
    return ""


def _decision(data: Fields) -> str:
    """The deciding document stands in the proposal; the record's own field is empty on the new portal."""
    proposal = data.table("procedureProposal")
    proposed = (proposal.line("proposalNumber") or proposal.line("decisionNumber")) if proposal else ""
    return data.line("decisionNo") or proposed


def _where(data: Fields) -> str:
    return wording.stated(_loose_text(data, "dossierReceivingAddresses").strip('"').strip())


def _step(fields: Fields) -> Iterator[str]:
    name = wording.stated(fields.line("name"))
    lines = wording.paragraphs(fields.text("description"))
    if name and not (lines and lines[0].startswith(name)):
        yield name
    yield from lines


def _method(fields: Fields, services: tuple[Duration, ...]) -> Method:
    time = _time(fields)
    if not time.known and services:
        time = _services_time(services)
    note = wording.stated(fields.text("description"))
    return Method(
        channel=wording.CHANNELS[fields.word("submissionMethod", wording.CHANNELS)],
        time=time,
        fees=tuple(_fee(fee) for fee in fields.tables("fees")),
        note=note,
    )


def _time(fields: Fields) -> Duration:
    value = fields.raw("processingTime")
    unit = wording.UNITS[fields.word("processingTimeUnit", wording.UNITS, "OTHER")]
    if isinstance(value, str):
        text = clean(value)
        if re.fullmatch(r"\d{1,4}(?:[.,]\d{1,2})?", text):
            return wording.timed(float(text.replace(",", ".")), unit)
        return wording.duration(text)
    amount = fields.number("processingTime")
    return Duration() if amount is None else wording.timed(amount, unit)


def _service_time(fields: Fields) -> Duration:
    day = fields.table("processingDay")
    if day is None:
        return Duration()
    amount = day.number("qty")
    unit = wording.UNITS[day.word("type", wording.UNITS, "OTHER")]
    return Duration() if amount is None else wording.timed(amount, unit)


def _services_time(services: tuple[Duration, ...]) -> Duration:
    """The one processing time that all online services of the procedure share; else nothing can be said."""
    found = set(services)
    return services[0] if len(found) == 1 else Duration()


def _fee(fields: Fields) -> Fee:
    amount = fields.number("value")
    note = clean_note(fields.text("description"))
    attachment = fields.table("attachment")
    if attachment is not None and attachment.line("fileName"):
        named = f"Xem tệp kèm theo trên Cổng: {attachment.line('fileName')}"
        note = f"{note} ({named})" if note else named if amount is None else note
    return Fee(
        state=fee_state(amount, note),
        amount=amount,
        currency=wording.CURRENCIES[fields.word("currencyName", wording.CURRENCIES, "")],
        kind=wording.FEE_KINDS[fields.word("type", wording.FEE_KINDS, "")],
        note=note,
    )


def _cases(data: Fields) -> tuple[Case, ...]:
    listed = [
        (case.line("name"), _document(component))
        for case in data.tables("executionCases")
        for component in case.tables("profileComponents")
    ]
    named = {document.name for _, document in listed}
    loose = [("", _document(component)) for component in data.tables("profileComponents")]
    return wording.cases([*listed, *(pair for pair in loose if pair[1].name not in named)])


def _document(fields: Fields) -> Document:
    forms = distinct(clean_line(file.line("fileName")) for file in fields.tables("attachments"))
    return Document(fields.line("name"), fields.count("originalQty"), fields.count("copyQty"), ", ".join(forms))
