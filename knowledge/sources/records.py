"""Our own procedure records: TOML files of ``[[procedure]]`` tables, as ``docs/data-format.md`` describes them."""

from __future__ import annotations

from knowledge.fees import clean_note, fee_state
from knowledge.procedure import (
    Case,
    Channel,
    Document,
    Duration,
    Fee,
    FeeKind,
    LegalBasis,
    Level,
    Method,
    OnlineLevel,
    Procedure,
    Source,
    State,
    TimeUnit,
)
from knowledge.sources.fields import Fields
from knowledge.sources.reading import Record

KIND = "records"

_LEVELS = {level.value: level for level in Level}
_CHANNELS = {channel.value: channel for channel in Channel}
_UNITS = {unit.value: unit for unit in TimeUnit if unit != TimeUnit.OTHER}
_KINDS = {kind.value: kind for kind in FeeKind}
_STATES = {state.value: state for state in State}
_ONLINE = {level.value: level for level in OnlineLevel}
_CURRENCIES = {"VND": "VND", "USD": "USD", "EUR": "EUR"}

_PROCEDURE_KEYS = frozenset(
    [
        "code",
        "name",
        "summary",
        "field",
        "levels",
        "province",
        "internal",
        "subjects",
        "agency",
        "where",
        "promulgator",
        "decision",
        "page_id",
        "as_of",
        "effective_from",
        "state",
        "replaced_by",
        "online_level",
        "fees_complete",
        "conditions",
        "results",
        "steps",
        "life_events",
        "methods",
        "cases",
        "legal_bases",
        "alt_names",
    ]
)
_METHOD_KEYS = frozenset(["channel", "time", "note", "fees"])
_TIME_KEYS = frozenset(["amount", "unit", "text"])
_FEE_KEYS = frozenset(["amount", "kind", "note", "currency"])
_CASE_KEYS = frozenset(["name", "notes", "documents", "time"])
_DOCUMENT_KEYS = frozenset(["name", "originals", "copies", "form"])
_BASIS_KEYS = frozenset(["number", "title"])


def record(fields: Fields, file: str) -> Record:
    """One of our own records. Raises FieldError when it cannot be trusted."""
    fields.only(_PROCEDURE_KEYS)
    procedure = Procedure(
        code=fields.code(),
        name=fields.required("name"),
        field=fields.line("field"),
        summary=fields.text("summary"),
        levels=tuple(_LEVELS[_known(fields, "levels", word, _LEVELS)] for word in fields.texts("levels")),
        province=fields.line("province"),
        internal=fields.flag("internal"),
        subjects=fields.texts("subjects"),
        agency=fields.line("agency"),
        where=fields.text("where"),
        promulgator=fields.line("promulgator"),
        methods=tuple(_method(method) for method in fields.tables("methods")),
        cases=tuple(_case(case) for case in fields.tables("cases")),
        steps=fields.texts("steps"),
        results=fields.texts("results"),
        conditions=fields.text("conditions"),
        legal_bases=tuple(_basis(basis) for basis in fields.tables("legal_bases")),
        decision=fields.line("decision"),
        online_level=_ONLINE[fields.word("online_level", _ONLINE, "")],
        page_id=fields.line("page_id"),
        as_of=fields.date("as_of"),
        effective_from=fields.date("effective_from"),
        state=_STATES[fields.word("state", _STATES, State.IN_FORCE.value)],
        replaced_by=fields.texts("replaced_by"),
        life_events=fields.texts("life_events"),
        fees_complete=fields.flag("fees_complete", default=True),
        source=Source(file, KIND),
    )
    if not procedure.as_of:
        raise fields.error("as_of", "thiếu ngày của dữ liệu", 'Ghi as_of = "2026-07" hoặc chi tiết hơn.')
    return Record(procedure, fields.texts("alt_names"))


def _known(fields: Fields, key: str, word: str, meanings: dict[str, Level]) -> str:
    if word not in meanings:
        raise fields.error(key, f"từ lạ: {word!r}", "Dùng một trong: " + ", ".join(meanings) + ".")
    return word


def _method(fields: Fields) -> Method:
    fields.only(_METHOD_KEYS)
    return Method(
        channel=_CHANNELS[fields.word("channel", _CHANNELS)],
        time=_time(fields.table("time")),
        fees=tuple(_fee(fee) for fee in fields.tables("fees")),
        note=fields.text("note"),
    )


def _time(fields: Fields | None) -> Duration:
    if fields is None:
        return Duration()
    fields.only(_TIME_KEYS)
    amount = fields.number("amount")
    unit = TimeUnit.OTHER if amount is None else _UNITS[fields.word("unit", _UNITS)]
    return Duration(amount, unit, fields.text("text"))


def _fee(fields: Fields) -> Fee:
    fields.only(_FEE_KEYS)
    amount = fields.number("amount")
    note = clean_note(fields.text("note"))
    return Fee(
        state=fee_state(amount, note),
        amount=amount,
        currency=fields.word("currency", _CURRENCIES, "VND"),
        kind=_KINDS[fields.word("kind", _KINDS, "")],
        note=note,
    )


def _case(fields: Fields) -> Case:
    fields.only(_CASE_KEYS)
    return Case(
        name=fields.line("name"),
        documents=tuple(_document(document) for document in fields.tables("documents")),
        notes=fields.texts("notes"),
        time=_time(fields.table("time")),
    )


def _document(fields: Fields) -> Document:
    fields.only(_DOCUMENT_KEYS)
    return Document(fields.required("name"), fields.count("originals"), fields.count("copies"), fields.line("form"))


def _basis(fields: Fields) -> LegalBasis:
    fields.only(_BASIS_KEYS)
    return LegalBasis(fields.required("number"), fields.line("title"))
