"""The portal's whole list: procedures known without details, and page ids for records that lack one."""

from __future__ import annotations

from knowledge.links import page_id_in
from knowledge.procedure import Procedure, Source, State
from knowledge.sources import wording
from knowledge.sources.fields import Fields
from knowledge.sources.portal import STATES
from knowledge.sources.reading import Record

KIND = "catalog"


def looks_like(value: object) -> bool:
    """Whether a decoded JSON value is an item of the portal's list."""
    return isinstance(value, dict) and bool(
        {"categories", "categoryIds", "departmentPromulgate", "formalityTargetType"} & value.keys()
    )


def record(fields: Fields, file: str) -> Record:
    """One listed procedure, without details. Raises FieldError when it cannot be trusted."""
    promulgator = fields.line("departmentPromulgate")
    kind = fields.word("type", wording.PORTAL_KINDS, "STANDARD")
    state: State = STATES[fields.word("state", STATES, "")]
    return Record(
        Procedure(
            code=fields.code(),
            name=fields.required("name"),
            field=", ".join(fields.texts("categories")),
            province=wording.province(promulgator) if wording.PORTAL_KINDS[kind] else "",
            internal=kind == "STANDARD_INTERNAL",
            subjects=fields.texts("formalityTargetType"),
            agency=wording.names(fields.texts("departments")),
            promulgator=promulgator,
            page_id=page_id_in(fields.line("id")),
            state=state,
            has_details=False,
            source=Source(file, KIND),
        )
    )
