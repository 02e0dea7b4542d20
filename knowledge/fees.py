"""What a fee line really says, worked out from its amount and its note.

The portal prints every 0 as «Miễn phí», and other programs guess; neither is trusted. The table is in
``docs/data-format.md``; the reasons are traps 1, 4 and 17 of the portal's data.
"""

from __future__ import annotations

import re

from knowledge.procedure import FeeState
from knowledge.text import clean, normalise_tone_marks

_NOTHING = frozenset(
    ("", "-", "--", "---", ".", "...", "n/a", "null", "none", "không có thông tin", "chưa có thông tin")
)

_LEFTOVERS = re.compile(
    r"^\s*(?:(?:lệ phí|phí|giá)\s*:\s*)?(?:(?:miễn phí|0)\s*)?(?:đồng|vnđ|vnd)\s*"
    r"(?=$|[-–(:;,.+*\n]|(?-i:[A-ZĐÀÁẢÃẠÂĂÈÉÊÌÍÒÓÔƠÙÚƯỪỨÝ]))",
    re.IGNORECASE,
)
"""«Đồng (…», «Miễn phí Đồng - …», «Phí : 0 Đồng (…»: how the old portal printed the 0 before the note."""

_ZERO_IN_WORDS = re.compile(r"không đồng\.?", re.IGNORECASE)

_NUMBER = r"(?<![\d/.,-])(\d{1,3}(?:[.,]\d{3,4})+|\d+(?:[.,]\d+)?)"
_MONEY = re.compile(
    _NUMBER
    + r"\s*(?:việt nam đồng|đồng|vnđ|vnd|đ(?![\w])|usd|đô la|triệu|nghìn|ngàn|tỷ|%|/\s*(?:lần|người|hồ sơ|giấy|bản))"
)
_GROUPED = re.compile(
    r"(?<![\d/.,-])\d{1,3}(?:[.,]\d{3})+(?![\d.,]*\d|\s*(?:m2|m²|m3|ha|gt|tấn|km|kg|lít|cv|kw|mét|/))"
)

_COUNCIL = r"(?:hội đồng nhân dân|hđnd)"
_LEFT_TO_COUNCIL = re.compile(
    rf"(?:do|theo|tại|của)\b[^.;\n]{{0,80}}{_COUNCIL}[^.;\n]{{0,120}}?(?:quyết định|quy định|ban hành|phê duyệt)"
    rf"|(?:theo|tại)\s+(?:mức thu|quy định|quyết định|nghị quyết|biểu|mức)\b[^.;\n]{{0,60}}{_COUNCIL}"
    rf"|^\W*{_COUNCIL}[^.;\n]{{0,60}}(?:quyết định|quy định)"
)
_ANY_COUNCIL = re.compile(_COUNCIL)
_CITED = re.compile(rf"\d+/(?:\d{{4}}/)?nq-hđnd|nghị quyết số[^.;\n]{{0,60}}{_COUNCIL}")

# «Thông tư … quy định mức thu, miễn một số khoản phí …» names a law and grants nothing.
_TITLE_OF_A_LAW = re.compile(
    r"quy định\s+(?:về\s+)?mức thu[^.;\n]{0,200}?miễn(?:,?\s*giảm)?[^.;\n]*"
    r"|miễn một số khoản"
    r"|(?:chế độ )?thu,\s*nộp,\s*miễn"
)
_GRANTED = re.compile(
    r"miễn\s*(?:nộp\s+|thu\s+|tiền\s+|toàn bộ\s+|100\s*%\s*)*(?:các khoản\s+)?(?:lệ\s*phí|phí)\b"
    r"|^\W*miễn\s+(?:cho|đối với|với|thu|nộp|100\s*%)"
    r"|được miễn\b(?!\s*(?:thuế|nộp thuế|nhiệm))"
    r"|không (?:phải )?(?:thu|nộp|trả|mất|đóng)\s+(?:các khoản\s+|bất kỳ\s+)?(?:lệ\s*phí|phí)\b"
)
_DATED = re.compile(
    r"miễn[^.;\n]{0,60}?(?:từ|kể từ)\s*(?:ngày\s*)?\d{1,2}/\d{1,2}"
    r"|miễn[^.;\n]{0,60}?đến\s*(?:hết\s*)?(?:ngày\s*)?\d{1,2}/"
)
_CONDITIONAL = re.compile(
    r"được miễn"
    r"|(?:cho|đối với|với)\s+(?:các\s+|những\s+)?(?:người|trường hợp|hộ|đối tượng|trẻ|công dân|cá nhân|tổ|việc)"
    r"|thuộc diện|trường hợp|nếu\b|khi nộp|qua mạng|trực tuyến|lần đầu"
)


def clean_note(note: str) -> str:
    """The note without what the old portal's printing left around it; «Không có thông tin» is no note."""
    note = clean(note)
    while True:
        stripped = _LEFTOVERS.sub("", note, count=1).lstrip(" -–:;,.+\n") if _LEFTOVERS.match(note) else note
        stripped = _unwrapped(stripped)
        if stripped == note:
            break
        note = stripped
    if _ZERO_IN_WORDS.fullmatch(note):
        note = "Không"
    return "" if len(note) <= 2 or note.lower() in _NOTHING else note


def fee_state(amount: float | None, note: str) -> FeeState:
    """Tell what a fee line says.

    Args:
        amount: the number of the record; None when it has none.
        note: the record's own words beside it.
    """
    if amount is not None and amount > 0:
        return FeeState.AMOUNT
    words = _words(note)
    if not words:
        return FeeState.UNKNOWN if amount is None else FeeState.ZERO
    amounts = _has_amounts(words)
    if _LEFT_TO_COUNCIL.search(words) and not (amounts and _CITED.search(words)):
        return FeeState.COUNCIL
    if _ANY_COUNCIL.search(words) and not amounts:
        return FeeState.COUNCIL
    if amount is None:
        return FeeState.TEXT
    if amounts or _DATED.search(words):
        return FeeState.AMOUNT_IN_NOTE
    if _GRANTED.search(_TITLE_OF_A_LAW.sub(" ", words)):
        return FeeState.FREE_STATED
    return FeeState.ZERO


def exemption_is_conditional(note: str) -> bool:
    """Whether a note that grants an exemption grants it only to some: then it must be read with its condition."""
    return any(_GRANTED.search(part) and _CONDITIONAL.search(part) for part in re.split(r"[.;\n]", _words(note)))


def note_amounts(note: str) -> frozenset[float]:
    """The sums of money that a note names, in its own currency."""
    found = set()
    for match in _MONEY.finditer(_words(note)):
        if match[0].endswith("%"):
            continue
        number = _number(match[1])
        scale = {"triệu": 1e6, "nghìn": 1e3, "ngàn": 1e3, "tỷ": 1e9}.get(match[0].split()[-1], 1.0)
        found.add(number * scale)
    return frozenset(found)


def disagrees(amount: float | None, note: str) -> bool:
    """Whether a positive amount is not among the amounts that its own note names."""
    if amount is None or amount <= 0:
        return False
    named = note_amounts(note)
    return bool(named) and amount not in named


def _words(note: str) -> str:
    return normalise_tone_marks(clean_note(note)).lower()


def _has_amounts(words: str) -> bool:
    return bool(_MONEY.search(words) or _GROUPED.search(words))


def _number(digits: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3,4})+", digits):
        return float(re.sub(r"[.,]", "", digits))
    return float(digits.replace(",", "."))


def _unwrapped(note: str) -> str:
    """The note without one pair of parentheses around all of it, or an opening one that never closes."""
    if not note.startswith("("):
        return note
    depth = 0
    for position, letter in enumerate(note):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return note[1:-1].strip() if position == len(note) - 1 else note
    return note[1:].strip() if depth == 1 else note
