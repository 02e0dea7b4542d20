"""Answers to questions that are about no single procedure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GeneralAnswer:
    """A general answer with its rule and source. ``id`` is a slug; ``questions`` are ways people ask it."""

    id: str
    title: str
    text: tuple[str, ...]
    questions: tuple[str, ...]
    rule: str
    source: str
    link: str = ""
    as_of: str = ""
