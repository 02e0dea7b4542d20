"""What people call procedures: TOML files of ``[[everyday]]``, ``[[ambiguous]]`` and ``[[listed]]`` tables."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.sources.fields import Fields
from knowledge.store import Ambiguity, EverydayName, KnownProcedure
from knowledge.text import fold

_EVERYDAY_KEYS = frozenset(["code", "names", "situations"])
_AMBIGUOUS_KEYS = frozenset(["names", "ask", "choices"])
_LISTED_KEYS = frozenset(["code", "name", "field", "names", "situations"])
_CHOICE_KEYS = frozenset(["code", "say"])


def names(fields: Fields) -> Iterator[EverydayName]:
    """The names of one ``[[everyday]]`` table."""
    fields.only(_EVERYDAY_KEYS)
    code = fields.code()
    for kind, key in (("name", "names"), ("situation", "situations")):
        for text in fields.texts(key):
            yield EverydayName(code, " ".join(text.split()), kind)


def known_procedure(fields: Fields) -> KnownProcedure:
    """One ``[[listed]]`` table: a procedure known by name only."""
    fields.only(_LISTED_KEYS)
    name = fields.required("name")
    code = fields.code() if fields.has("code") else ""
    names, situations = fields.texts("names"), fields.texts("situations")
    if not names:
        raise fields.error("names", "thiếu tên gọi", "Ghi ít nhất một cách gọi.")
    return KnownProcedure(code or fold(name), name, fields.line("field"), code, names, situations)


def ambiguity(fields: Fields) -> Ambiguity:
    """One ``[[ambiguous]]`` table."""
    fields.only(_AMBIGUOUS_KEYS)
    found = fields.texts("names")
    choices = tuple(_choice(choice) for choice in fields.tables("choices"))
    if not found:
        raise fields.error("names", "thiếu tên gọi", "Ghi ít nhất một cách gọi.")
    if len(choices) < 2:
        raise fields.error(
            "choices", "cần ít nhất hai lựa chọn", "Nếu chỉ có một thủ tục, chuyển tên gọi sang [[everyday]]."
        )
    return Ambiguity(found, fields.line("ask"), choices)


def _choice(fields: Fields) -> tuple[str, str]:
    fields.only(_CHOICE_KEYS)
    return fields.code(), fields.line("say")
