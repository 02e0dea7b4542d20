"""Administrative units: the table of all of them, and TOML files of ``[[place]]`` tables that add to it.

The table (``units.csv``) is made by ``scripts/places_table.py``. A ``[[place]]`` whose id stands in the table amends
that row: only the fields that are written count. Any other one is a unit of its own.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from knowledge.place import Place, PlaceKind, Successor
from knowledge.sources.fields import Fields
from knowledge.sources.problems import Problem

TABLE = "units.csv"
COLUMNS = ("id", "name", "parent", "valid_from", "valid_to", "became", "district", "note")
PART = "*"
"""Behind a successor's id: it took a part only."""

_KINDS = {kind.value: kind for kind in PlaceKind}
_TEXTS = ("code", "name", "parent", "district", "communes_by", "communes_link")
_DATES = ("valid_from", "valid_to")
_KEYS = frozenset([*_TEXTS, *_DATES, "id", "kind", "became", "spellings", "note"])
_SUCCESSOR_KEYS = frozenset(["place", "whole"])
_ID = re.compile(r"(province|district|commune)-([0-9]{2,5})(?:-old|-2025)?")
_DATE = re.compile(r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2})?")
_AGAIN = "Tạo lại bảng bằng scripts/places_table.py."


def read_table(text: str, file: str) -> tuple[dict[str, Place], list[Problem]]:
    """The rows of the table.

    Args:
        text: The file's text; lines before the heading that start with «#» are remarks.
        file: Its name, for problems.

    Returns:
        The units by id, and what is wrong with rows that were left out.
    """
    lines = text.splitlines()
    start = next((place for place, line in enumerate(lines) if not line.startswith("#")), len(lines))
    reader = csv.reader(lines[start:])
    if tuple(next(reader, ())) != COLUMNS:
        return {}, [Problem(file, f"dòng {start + 1}", "", "tiêu đề các cột không đúng", "Cần: " + ",".join(COLUMNS))]
    units: dict[str, Place] = {}
    problems: list[Problem] = []
    for row in reader:
        column, wrong = _wrong(row, units)
        if wrong:
            problems.append(Problem(file, f"dòng {start + reader.line_num}", column, wrong, _AGAIN))
            continue
        unit = _unit(row)
        units[unit.id] = unit
    return units, problems


def _wrong(row: list[str], units: Mapping[str, Place]) -> tuple[str, str]:
    """The column and what is wrong with it; empty when nothing is."""
    if len(row) != len(COLUMNS):
        return "", f"có {len(row)} cột, cần {len(COLUMNS)}"
    place_id, name, _, since, until, *_ = row
    if not _ID.fullmatch(place_id):
        return "id", f"mã đơn vị không đúng dạng: {place_id!r}"
    if place_id in units:
        return "id", f"đơn vị lặp lại: {place_id!r}"
    if not name:
        return "name", "thiếu tên đơn vị"
    return next(
        (
            (column, f"ngày không đúng dạng năm-tháng-ngày: {value!r}")
            for column, value in (("valid_from", since), ("valid_to", until))
            if not _DATE.fullmatch(value)
        ),
        ("", ""),
    )


def _unit(row: list[str]) -> Place:
    place_id, name, parent, since, until, became, district, note = row
    kind, code = place_id.split("-")[:2]
    parts = tuple(Successor(part.removesuffix(PART), not part.endswith(PART)) for part in became.split())
    return Place(place_id, _KINDS[kind], code, name, parent, since, until, parts, note=note, district=district)


def place(fields: Fields, known: Mapping[str, Place]) -> Place:
    """One ``[[place]]`` table: a unit, or what it changes of one that the table has.

    Args:
        fields: The table.
        known: The units of the table, by id.

    Raises:
        FieldError: A field is missing or wrong.
    """
    fields.only(_KEYS)
    place_id = fields.required("id")
    unit = known.get(place_id) or Place(
        place_id, _KINDS[fields.word("kind", _KINDS)], fields.required("code"), fields.required("name")
    )
    written: dict[str, Any] = {key: fields.line(key) for key in _TEXTS if fields.has(key)}
    written |= {key: fields.date(key) for key in _DATES if fields.has(key)}
    if fields.has("became"):
        unit = replace(unit, became=tuple(_successor(part) for part in fields.tables("became")))
    return replace(
        unit,
        **written,
        spellings=fields.texts("spellings") or unit.spellings,
        note=fields.text("note") or unit.note,
    )


def _successor(fields: Fields) -> Successor:
    fields.only(_SUCCESSOR_KEYS)
    return Successor(fields.required("place"), fields.flag("whole"))


def linked(units: Iterable[Place]) -> tuple[Place, ...]:
    """The units, each with those of its own tier that it was made of; an island commune with the district it was."""
    units = tuple(units)
    formed: dict[str, list[Successor]] = defaultdict(list)
    kinds = {unit.id: unit.kind for unit in units}
    for unit in units:
        for part in unit.became:
            if kinds.get(part.place) is unit.kind:
                formed[part.place].append(Successor(unit.id, part.whole))
    for unit in units:
        if unit.kind is PlaceKind.DISTRICT and len(unit.became) == 1 and not formed.get(unit.became[0].place):
            formed[unit.became[0].place].append(Successor(unit.id, whole=True))
    return tuple(replace(unit, formed_from=tuple(formed[unit.id])) if unit.id in formed else unit for unit in units)


def unresolved(places: Mapping[str, Place], file_of: Mapping[str, str]) -> list[Problem]:
    """Units that name a parent, a district or a successor that is not there."""
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
        for field, others in (
            ("parent", (unit.parent,)),
            ("district", (unit.district,)),
            ("became", tuple(each.place for each in unit.became)),
        )
        for other in others
        if other and other not in places
    ]
