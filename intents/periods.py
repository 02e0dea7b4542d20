"""Periods as people say them: «tháng 9», «quý III/2026», «9 tháng đầu năm», «năm ngoái», «2018-2021»."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from intents.intent import Period
from knowledge.text import clean_line, fold, normalise_tone_marks

_YEAR = r"(?:19|20)\d{2}"
_DAY = rf"(\d{{1,2}})[/.-](\d{{1,2}})[/.-]({_YEAR})"
_TO = r"\s*(?:den(?: het)?(?: ngay| thang| nam)?|toi(?: ngay| thang| nam)?|-|–|—|->)\s*"
_SPOKEN = {
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "bon": 4,
    "tu": 4,
    "nam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
    "muoi": 10,
}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_COUNT = rf"(\d{{1,2}}|{'|'.join(_SPOKEN)})"
_LINK = r"\s*(?:nam|/|-|cua nam|trong nam)?\s*"
_SPOKEN_YEAR = "nam ngoai|nam truoc|nam roi|nam nay"
_OF_YEAR = rf"(?:{_LINK}(?P<year>{_YEAR}))?(?:\s*(?:cua )?(?P<worded>{_SPOKEN_YEAR}))?"

Maker = Callable[[re.Match[str], date | None], Period | None]


def find_period(utterance: str, today: date | None) -> Period | None:
    """The period that ``utterance`` names, or None.

    Args:
        utterance: The question, with or without tone marks.
        today: The day on which it is asked; None: a period that counts from today («năm ngoái») is told by its
            words only.

    Returns:
        The period, both ends included.
    """
    said = normalise_tone_marks(clean_line(utterance))
    text = fold(said)
    for pattern, make in _RULES:
        for match in pattern.finditer(text):
            period = make(match, today)
            if period is not None:
                words = said[match.start() : match.end()] if len(said) == len(text) else match.group(0)
                return Period(period.start, period.end, words.strip())
    return None


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _span(start: date | None, end: date | None) -> Period:
    return Period(start.isoformat() if start else "", end.isoformat() if end else "")


def _day(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _SPOKEN[word]


def _between_days(match: re.Match[str], _: date | None) -> Period | None:
    start, end = _day(match[1], match[2], match[3]), _day(match[4], match[5], match[6])
    return _span(start, end) if start and end and start <= end else None


def _between_short_day(match: re.Match[str], _: date | None) -> Period | None:
    end = _day(match[3], match[4], match[5])
    start = _day(match[1], match[2], match[5])
    if start and end and start > end:
        start = _day(match[1], match[2], str(int(match[5]) - 1))
    return _span(start, end) if start and end and start <= end else None


def _one_day(match: re.Match[str], _: date | None) -> Period | None:
    day = _day(match[1], match[2], match[3])
    return _span(day, day) if day else None


def _between_months(match: re.Match[str], _: date | None) -> Period | None:
    first, first_year, last, last_year = match.group(1, 2, 3, 4)
    start_year = int(first_year or last_year)
    if not (1 <= int(first) <= 12 and 1 <= int(last) <= 12):
        return None
    start, end = date(start_year, int(first), 1), _last_day(int(last_year), int(last))
    return _span(start, end) if start <= end else None


def _between_years(match: re.Match[str], _: date | None) -> Period | None:
    start, end = int(match[1]), int(match[2])
    return _span(date(start, 1, 1), date(end, 12, 31)) if start <= end else None


def _of_year(said: str | None, worded: str | None, today: date | None) -> int | None:
    if said:
        return int(said)
    if today is None:
        return None
    return today.year - (1 if worded and worded != "nam nay" else 0)


_RELATIVE = Period("", "")


def _unsaid(match: re.Match[str]) -> bool:
    """Whether the year is left to the hearer («tháng 9»)."""
    return not match["year"] and not match["worded"]


def _first_months(match: re.Match[str], today: date | None) -> Period | None:
    months = _count(match[1])
    if not 1 <= months <= 12:
        return None
    year = _of_year(match["year"], match["worded"], today)
    if year is None:
        return _RELATIVE
    if "cuoi" in match.group(0):
        return _span(date(year, 13 - months, 1), date(year, 12, 31))
    return _span(date(year, 1, 1), _last_day(year, months))


def _quarter(match: re.Match[str], today: date | None) -> Period | None:
    said = match[1]
    quarter = _ROMAN.get(said) or (int(said) if said.isdigit() else _SPOKEN.get(said, 0))
    if not 1 <= quarter <= 4:
        return None
    year = _of_year(match["year"], match["worded"], today)
    if year is None:
        return _RELATIVE
    if today is not None and _unsaid(match) and quarter * 3 - 2 > today.month:
        year -= 1
    return _span(date(year, quarter * 3 - 2, 1), _last_day(year, quarter * 3))


def _month(match: re.Match[str], today: date | None) -> Period | None:
    month = int(match[1])
    if not 1 <= month <= 12:
        return None
    year = _of_year(match["year"], match["worded"], today)
    if year is None:
        return _RELATIVE
    if today is not None and _unsaid(match) and month > today.month:
        year -= 1
    return _span(date(year, month, 1), _last_day(year, month))


def _short_month(match: re.Match[str], _: date | None) -> Period | None:
    month = int(match[1])
    return _span(date(int(match[2]), month, 1), _last_day(int(match[2]), month)) if 1 <= month <= 12 else None


def _year(match: re.Match[str], _: date | None) -> Period | None:
    return _span(date(int(match[1]), 1, 1), date(int(match[1]), 12, 31))


def _since_year(match: re.Match[str], today: date | None) -> Period | None:
    return _span(date(int(match[1]), 1, 1), today)


def _worded(match: re.Match[str], today: date | None) -> Period | None:
    if today is None:
        return _RELATIVE
    said = match.group(0)
    back = 0 if said.endswith(" nay") else 1
    if said.startswith(("dau nam", "tu dau nam")):
        return _span(date(today.year, 1, 1), today)
    if said.startswith("nam"):
        year = today.year - (2 if said == "nam kia" else back)
        return _span(date(year, 1, 1), date(year, 12, 31))
    if said.startswith("quy"):
        quarter = today.year * 4 + (today.month - 1) // 3 - back
        return _span(date(quarter // 4, quarter % 4 * 3 + 1, 1), _last_day(quarter // 4, quarter % 4 * 3 + 3))
    if said.startswith("thang"):
        month = today.year * 12 + today.month - 1 - back
        return _span(date(month // 12, month % 12 + 1, 1), _last_day(month // 12, month % 12 + 1))
    monday = today - timedelta(days=today.weekday() + 7 * back)
    return _span(monday, monday + timedelta(days=6))


_QUARTER = "i{1,3}|iv|[1-4]|mot|hai|ba|bon|tu"
_BACK = "nay|truoc|roi|vua roi|vua qua|qua"
_RULES: tuple[tuple[re.Pattern[str], Maker], ...] = tuple(
    (re.compile(pattern), make)
    for pattern, make in (
        (rf"{_DAY}{_TO}{_DAY}", _between_days),
        (rf"(?<!\d)(\d{{1,2}})/(\d{{1,2}}){_TO}{_DAY}", _between_short_day),
        (_DAY, _one_day),
        (
            rf"(?:\b(?:tu|thang) |(?=\d{{1,2}}/))(?<![\d/])(\d{{1,2}})(?:/({_YEAR}))?{_TO}(?:thang )?(\d{{1,2}})"
            rf"(?:/| nam )({_YEAR})\b",
            _between_months,
        ),
        (rf"\b({_YEAR}){_TO}({_YEAR})\b", _between_years),
        (rf"\b{_COUNT} thang(?: dau| cuoi)?(?: nam)?{_LINK}(?P<year>{_YEAR})\b(?P<worded>)?", _first_months),
        (rf"\b{_COUNT} thang(?: dau| cuoi)? (?:cua )?(?P<worded>{_SPOKEN_YEAR})\b(?P<year>)?", _first_months),
        (rf"\b{_COUNT} thang (?:dau|cuoi)(?: nam)?\b(?P<year>)?(?P<worded>)?", _first_months),
        (rf"\bqu[yi] ({_QUARTER})\b{_OF_YEAR}", _quarter),
        (rf"\bthang (\d{{1,2}})\b{_OF_YEAR}", _month),
        (rf"(?<![\d/])(\d{{1,2}})/({_YEAR})\b", _short_month),
        (rf"\btu (?:dau )?(?:nam )?({_YEAR}) (?:den|toi) (?:nay|gio|bay gio|hien nay)\b", _since_year),
        (rf"(?:\bnam )?(?<![\d/.,-])({_YEAR})(?![\d/.,-]?\d)", _year),
        (rf"\b(?:nam (?:ngoai|kia|{_BACK})|(?:quy|thang|tuan) (?:{_BACK}))\b", _worded),
        (r"\b(?:tu )?dau nam(?: den| toi)? (?:nay|gio)\b", _worded),
        (r"\b(3|6|9|sau|chin) thang\b(?P<year>)?(?P<worded>)?", _first_months),
    )
)
