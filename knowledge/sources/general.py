"""General answers: TOML files of ``[[answer]]`` tables."""

from __future__ import annotations

from knowledge.general import GeneralAnswer
from knowledge.sources.fields import Fields

_KEYS = frozenset(["id", "title", "text", "questions", "rule", "source", "link", "as_of"])


def answer(fields: Fields) -> GeneralAnswer:
    """One ``[[answer]]`` table."""
    fields.only(_KEYS)
    text = fields.texts("text")
    if not text:
        raise fields.error("text", "thiếu câu trả lời", "Ghi ít nhất một đoạn.")
    return GeneralAnswer(
        id=fields.required("id"),
        title=fields.required("title"),
        text=text,
        questions=fields.texts("questions"),
        rule=fields.text("rule"),
        source=fields.line("source"),
        link=fields.line("link"),
        as_of=fields.date("as_of"),
    )
