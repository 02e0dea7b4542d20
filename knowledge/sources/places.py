"""Administrative units: TOML files of ``[[place]]`` tables."""

from __future__ import annotations

from collections.abc import Mapping

from knowledge.place import Place, PlaceKind, Successor
from knowledge.sources.fields import Fields
from knowledge.sources.problems import Problem

_KINDS = {kind.value: kind for kind in PlaceKind}
_KEYS = frozenset(["id", "kind", "code", "name", "parent", "valid_from", "valid_to", "became", "spellings", "note"])
_SUCCESSOR_KEYS = frozenset(["place", "whole"])


def place(fields: Fields) -> Place:
    """One ``[[place]]`` table."""
    fields.only(_KEYS)
    return Place(
        id=fields.required("id"),
        kind=_KINDS[fields.word("kind", _KINDS)],
        code=fields.required("code"),
        name=fields.required("name"),
        parent=fields.line("parent"),
        valid_from=fields.date("valid_from"),
        valid_to=fields.date("valid_to"),
        became=tuple(_successor(successor) for successor in fields.tables("became")),
        spellings=fields.texts("spellings"),
        note=fields.text("note"),
    )


def _successor(fields: Fields) -> Successor:
    fields.only(_SUCCESSOR_KEYS)
    return Successor(fields.required("place"), fields.flag("whole"))


def unresolved(places: Mapping[str, Place], file_of: Mapping[str, str]) -> list[Problem]:
    """Units that name a parent or a successor that is not there."""
    return [
        Problem(
            file_of.get(unit.id, ""),
            unit.id,
            field,
            f"đơn vị lạ: {other!r}",
            "Thêm đơn vị đó hoặc sửa id.",
            left_out=False,
        )
        for unit in places.values()
        for field, others in (("parent", (unit.parent,)), ("became", tuple(each.place for each in unit.became)))
        for other in others
        if other and other not in places
    ]
