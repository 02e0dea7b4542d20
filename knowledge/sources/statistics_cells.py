"""What one cell of a statistics table says: a number, a date, a period, yes or no. Vietnamese and English habits."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from knowledge.sources.problems import FieldError
from knowledge.text import clean_line, fold

NO_FIGURE = frozenset(("", "-", "–", "—", "x", "...", "…", "n/a", "na", "null", "none", "không có số liệu", "chưa có"))
"""What tables write where they have no figure; it is not a zero."""

_NUMBER = re.compile(r"[+-]?\d[\d.,]*")
_DIGIT_GAP = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_GROUPS = {mark: re.compile(rf"\d{{1,3}}(?:\{mark}\d{{3}})+") for mark in ".,"}
_BROKEN = re.compile(r"#(?:DIV/0!|REF!|VALUE!|N/A|NAME\?|NUM!|NULL!)", re.IGNORECASE)
_DECIMAL_UNITS = frozenset(("percent", "points", "days"))
"""Units of which a number with three decimals is nothing odd."""


def number(text: str, unit: str) -> float:
    """A number as people write it: 363.424 · 363,424 · 99,57 % · 1.234,5 · 1,234.5 · 363 424.

    A single mark before exactly three digits separates thousands of what is counted; of a percentage the reading that
    is no more than 100 holds; of points and days it cannot be told.

    Args:
        text: The cell.
        unit: The metric's unit.

    Raises:
        FieldError: no number, or one that can be read in two ways.
    """
    if _BROKEN.match(text):
        raise FieldError(
            "value",
            f"ô là lỗi của Excel ({text})",
            "Sửa công thức; mẫu số bằng 0 thì để trống ô, vì không có tỷ lệ nào.",
        )
    plain = _DIGIT_GAP.sub("", clean_line(text).replace("'", ""))
    percent = plain.endswith("%")
    plain = plain.removesuffix("%").strip()
    if not _NUMBER.fullmatch(plain):
        raise FieldError(
            "value",
            f"không phải là số: {text[:40]!r}",
            "Ghi một số, ví dụ 363424, 363.424 hoặc 99,57; không có số thì để trống.",
        )
    if percent and unit != "percent":
        raise FieldError(
            "value", f"ghi {text!r} nhưng chỉ số không tính bằng %", "Bỏ dấu %, hoặc chọn chỉ số là tỷ lệ."
        )
    return _read(plain, unit, text)


def _read(plain: str, unit: str, text: str) -> float:
    sign, digits = (-1.0, plain[1:]) if plain[0] == "-" else (1.0, plain.removeprefix("+"))
    marks = [mark for mark in digits if mark in ".,"]
    kinds = set(marks)
    if not marks:
        return sign * float(digits)
    if len(kinds) == 2:
        thousands, decimal = marks[0], marks[-1]
        whole, _, part = digits.rpartition(decimal)
        if marks.count(decimal) == 1 and part and _GROUPS[thousands].fullmatch(whole):
            return sign * float(whole.replace(thousands, "") + "." + part)
        raise _unclear(text)
    mark = marks[0]
    grouped = bool(_GROUPS[mark].fullmatch(digits)) and not digits.startswith("0")
    if len(marks) > 1:
        if grouped:
            return sign * float(digits.replace(mark, ""))
        raise _unclear(text)
    if digits.endswith(mark):
        raise _unclear(text)
    if not grouped or unit == "percent":
        return sign * float(digits.replace(mark, "."))
    if unit in _DECIMAL_UNITS:
        raise _unclear(text)
    return sign * float(digits.replace(mark, ""))


def _unclear(text: str) -> FieldError:
    return FieldError(
        "value",
        f"số {text!r} đọc được nhiều cách",
        "Bỏ dấu ngăn nghìn; phần lẻ viết một hoặc hai chữ số sau dấu phẩy, ví dụ 1234,5.",
    )


_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ]00:00(?::00)?)?")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_MONTH = re.compile(r"(?:thang )?(\d{1,2})[/.-](\d{4})")


def date(text: str, field: str) -> str:
    """A date as «YYYY», «YYYY-MM» or «YYYY-MM-DD»; empty for an empty cell. Day before month, as in Việt Nam.

    Raises:
        FieldError: no date.
    """
    plain = fold(clean_line(text)).removeprefix("ngay ")
    if not plain:
        return ""
    if found := _ISO.fullmatch(plain):
        parts = [part for part in found.groups() if part]
    elif found := _DAY.fullmatch(plain):
        parts = [found[3], found[2], found[1]]
    elif found := _MONTH.fullmatch(plain):
        parts = [found[2], found[1]]
    else:
        parts = []
    numbers = [int(part) for part in parts]
    try:
        dt.date(*([*numbers, 1, 1][:3] if numbers else (0, 0, 0)))
    except ValueError as error:
        raise FieldError(
            field,
            f"ngày không đúng: {text[:40]!r}",
            "Ghi ngày/tháng/năm như 30/09/2026 hoặc 2026-09-30; trong Excel định dạng ô là ngày hoặc chữ.",
        ) from error
    return "-".join(f"{value:0{2 if place else 4}d}" for place, value in enumerate(numbers))


def first_of(date: str) -> str:
    """The first day of a date of any precision."""
    return date + "-01-01"[3 * max(0, date.count("-")) :] if date else ""


def last_of(date: str) -> str:
    """The last day of a date of any precision."""
    if not date or date.count("-") == 2:
        return date
    year, month = (int(part) for part in [*date.split("-"), "12"][:2])
    return f"{year:04d}-{month:02d}-{calendar.monthrange(year, month)[1]:02d}"
