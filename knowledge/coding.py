"""Our frozen values as JSON and back. Fields at their default are not written; unknown ones are not read.

The reading of a class is worked out once from its annotations, so that a stored record turns into a value in a
fraction of a millisecond.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

V = TypeVar("V")

_Decoder = Callable[[Any], Any]


def to_json(value: object) -> str:
    """A frozen value as compact JSON, the same text for equal values."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def from_json(kind: type[V], text: str | bytes) -> V:
    """The value that ``to_json`` wrote."""
    decode = _decoder(cast("Hashable", kind))
    value: V = json.loads(text) if decode is None else decode(json.loads(text))
    return value


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        held = ((name, default, getattr(value, name)) for name, default in _defaults(type(value)))
        return {name: _plain(part) for name, default, part in held if default is MISSING or part != default}
    return value


@cache
def _defaults(kind: type) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, field.default) for field in fields(kind))


@cache
def _decoder(kind: Hashable) -> _Decoder | None:
    """What turns decoded JSON into a value of this type; None when it is one already."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        inner = [_decoder(part) for part in get_args(kind) if part is not type(None)]
        return inner[0] if len(inner) == 1 else None
    if origin is tuple:
        return _tuple_decoder(get_args(kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {member.value: member for member in kind}.__getitem__
    if isinstance(kind, type) and is_dataclass(kind):
        return _dataclass_decoder(kind)
    if isinstance(kind, type) and issubclass(kind, tuple):  # a NamedTuple
        return lambda items: kind(*items)
    return None


def _tuple_decoder(parts: tuple[Any, ...]) -> _Decoder:
    if len(parts) == 2 and parts[1] is Ellipsis:
        item = _decoder(parts[0])
        return tuple if item is None else lambda items: tuple([item(held) for held in items])
    each = [_decoder(part) for part in parts]
    return lambda items: tuple(held if item is None else item(held) for item, held in zip(each, items, strict=True))


def _dataclass_decoder(kind: type) -> _Decoder:
    hints = get_type_hints(kind)
    found = {field.name: _decoder(hints[field.name]) for field in fields(kind)}
    special = {name: decode for name, decode in found.items() if decode is not None}
    names = frozenset(field.name for field in fields(kind))

    def made(table: dict[str, Any]) -> object:
        if not table.keys() <= names:
            table = {name: held for name, held in table.items() if name in names}
        for name in special.keys() & table.keys():
            table[name] = special[name](table[name])
        return kind(**table)

    return made
