"""Personal data is masked before anything else sees the text.

Masked: identity numbers (9 or 12 digits), phone numbers, tax codes and account numbers, dossier codes, e-mail
addresses, licence plates, and the name that follows «tên tôi là» and the like. What was masked is replaced by a short
word that carries no matter. Rules after ``domain.md``, part 3 (Luật BVDLCN 91/2025/QH15: what counts as basic personal
data).
"""

from __future__ import annotations

import re
from typing import NamedTuple

MASK = "▒"

_DIGITS = r"\d(?:[\s.\-]?\d)"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("email", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    # mã hồ sơ: H38.17-240115-0001, G22.99.1-250711-00042, 000.00.38.H56-231122-0007
    ("dossier", re.compile(r"\b(?:\d{3}\.\d{2}\.\d{2}\.)?[A-Z]\d{2}(?:\.\d+)*-\d{6}-\d{3,6}\b", re.IGNORECASE)),
    ("phone", re.compile(r"(?<!\d)(?:\+?84|0)[\s.\-]?(?:\d[\s.\-]?){8,9}\d?(?!\d)")),
    ("number", re.compile(r"(?<![\d/.,])" + _DIGITS + r"{8,18}(?![\d/])")),
    ("passport", re.compile(r"\b[A-Z]\d{7,8}\b")),
    ("plate", re.compile(r"\b\d{2}[A-ZĐ]{1,2}\d?[\s\-]\d{3}[.\s]?\d{2}\b")),
)
_WHOSE = "tôi|em|mình|tui|con|cháu|chồng|vợ|bố|mẹ|toi|minh"
_NAME = re.compile(
    rf"(?i:\b(?:tên|họ tên|họ và tên|ho ten|ten)\s*(?:của\s+)?(?:{_WHOSE})?\s*(?:là|la|:)\s*|\btên\s+(?=[A-ZĐÀ-Ỵ]))"
    r"((?:[A-ZĐÀ-Ỵ][\wÀ-ỹ]*)(?:\s+[A-ZĐÀ-Ỵ][\wÀ-ỹ]*){1,4})"
)


class Masked(NamedTuple):
    """The text without personal data, and which kinds were found."""

    text: str
    kinds: frozenset[str]


def mask(text: str) -> Masked:
    """Replaces personal data in ``text`` by ``▒``.

    A procedure's code (``1.004194``) and amounts of money with dots («12.000.000») stay.
    """
    kinds: set[str] = set()

    def replace(kind: str, match: re.Match[str]) -> str:
        found = match.group(0)
        if kind in ("number", "phone") and re.fullmatch(r"\d{1,3}(?:\.\d{3})+", found.strip()):
            return found  # an amount
        kinds.add(kind)
        return MASK + (" " if found[-1:].isspace() else "")

    for kind, pattern in _PATTERNS:
        text = pattern.sub(lambda match, kind=kind: replace(kind, match), text)  # type: ignore[misc]

    def replace_name(match: re.Match[str]) -> str:
        kinds.add("name")
        return match.group(0)[: match.start(1) - match.start(0)] + MASK

    text = _NAME.sub(replace_name, text)
    return Masked(text, frozenset(kinds))
