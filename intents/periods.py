"""Periods as people say them: «tháng 9», «quý III/2026», «9 tháng đầu năm», «năm ngoái», «2018-2021», «gần nhất»."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from intents.intent import Grain, Period
from knowledge.text import clean_line, fold, normalise_tone_marks

_YEAR = r"(?:19|20)\d{2}"
_DAY = rf"(\d{{1,2}})[/.-](\d{{1,2}})[/.-]({_YEAR})"
_TO = r"\s*(?:den(?: het)?(?: ngay| thang| quy| nam)?|toi(?: ngay| thang| quy| nam)?|-|–|—|->)\s*"
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
    "muoi mot": 11,
    "muoi hai": 12,
}
_SPOKEN_MONTHS = "mot|hai|ba|tu|bay|tam|chin|muoi(?: mot| hai)?"
"""Without «năm» and «sáu», which are «tháng năm 2025» and «tháng sau» when typed without marks."""
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_COUNT = rf"(\d{{1,2}}|{'|'.join(_SPOKEN)})"
_LINK = r"\s*(?:nam|/|-|\.|cua nam|trong nam)?\s*"
_SPOKEN_YEAR = "nam ngoai|nam truoc|nam roi|nam vua roi|nam vua qua|nam qua|nam nay"
_OF_YEAR = rf"(?:{_LINK}(?P<year>{_YEAR})\b)?(?:\s*(?:cua )?(?P<worded>{_SPOKEN_YEAR})\b)?"
_CENTURY = 2000
_MAY_HOLD = re.compile(r"\d|\b(?:nam|thang|quy|qui|tuan|ky|nhat|hom)|\bq\.?i")
"""What every period has something of."""
_UNTIL = re.compile(r"\btinh (?:den|toi)(?: het| cuoi| giua| dau| thoi diem)?\s*$")
"""«Tính đến tháng 9/2023» is all that came before."""
_SLIPS = re.compile(r"\b(?:thnag|thagn|tahng|htang)\b")

Maker = Callable[[re.Match[str], date | None], Period | None]


class SaidPeriod(NamedTuple):
    """A period with where it stands in ``folded`` words (``find_periods``), and those words before it."""

    start: int
    end: int
    period: Period
    before: str


def find_period(utterance: str, today: date | None) -> Period | None:
    """The period that ``utterance`` names, or None.

    Args:
        utterance: The question, with or without tone marks.
        today: The day on which it is asked; None: a period that counts from today («năm ngoái») is told by its
            words only.

    Returns:
        The period, both ends included. One that is counted from the newest figures («kỳ trước») has no days
        whatever ``today`` is: ``newest`` and ``grain`` say which it is.
    """
    found = _found(utterance, today, most=1)
    return found[0].period if found else None


def find_periods(utterance: str, today: date | None) -> list[SaidPeriod]:
    """Every period that ``utterance`` names, from left to right, none inside another. See ``find_period``."""
    return sorted(_found(utterance, today, most=4), key=lambda found: found.start)


def _found(utterance: str, today: date | None, most: int) -> list[SaidPeriod]:
    """The first periods, in the order of the rules."""
    said = normalise_tone_marks(clean_line(utterance))
    text = _SLIPS.sub("thang", fold(said))
    found: list[SaidPeriod] = []
    for pattern, make in _RULES if _MAY_HOLD.search(text) else ():
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < other.end and other.start < end for other in found):
                continue
            period = make(match, today)
            if period is not None:
                if _UNTIL.search(text[:start]) and period.start == period.end[:8] + "01":
                    period = replace(period, start="")
                words = said[start:end] if len(said) == len(text) else match.group(0)
                period = replace(period, words=words.strip(" ./-"))
                found.append(SaidPeriod(start, end, period, text[:start]))
                if len(found) >= most:
                    return found
    return found


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


def _between_days_of_year(match: re.Match[str], today: date | None) -> Period | None:
    if today is None:
        return _RELATIVE
    for year in (today.year, today.year - 1):
        start, end = _day(match[1], match[2], str(year)), _day(match[3], match[4], str(year))
        if start and end and start <= end and start <= today:
            return _span(start, end)
    return None


def _between_months_of_year(match: re.Match[str], today: date | None) -> Period | None:
    first, last = int(match[1]), int(match[2])
    if not 1 <= first <= last <= 12:
        return None
    year = _of_year(match["year"], match["worded"], today)
    if year is None:
        return _RELATIVE
    if today is not None and _unsaid(match) and first > today.month:
        year -= 1
    return _span(date(year, first, 1), _last_day(year, last))


def _between_quarters(match: re.Match[str], today: date | None) -> Period | None:
    first, last = _quarter_number(match[1]), _quarter_number(match[2])
    if not 1 <= first <= last <= 4:
        return None
    year = _of_year(match["year"], match["worded"], today)
    if year is None:
        return _RELATIVE
    if today is not None and _unsaid(match) and first * 3 - 2 > today.month:
        year -= 1
    return _span(date(year, first * 3 - 2, 1), _last_day(year, last * 3))


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


def _half(match: re.Match[str], today: date | None) -> Period | None:
    year = _of_year(match["year"], match["worded"], today)
    if year is None:
        return _RELATIVE
    if "cuoi" in match.group(0):
        return _span(date(year, 7, 1), date(year, 12, 31))
    return _span(date(year, 1, 1), date(year, 6, 30))


def _last_months(match: re.Match[str], today: date | None) -> Period | None:
    """The last whole months before today's."""
    months = _count(match[1])
    if not 1 <= months <= 24:
        return None
    if today is None:
        return _RELATIVE
    first = today.year * 12 + today.month - 1 - months
    end = date(today.year, today.month, 1) - timedelta(days=1)
    return _span(date(first // 12, first % 12 + 1, 1), end)


def _quarter_number(said: str) -> int:
    return _ROMAN.get(said) or (int(said) if said.isdigit() else _SPOKEN.get(said, 0))


def _quarter(match: re.Match[str], today: date | None) -> Period | None:
    quarter = _quarter_number(match[1])
    if not 1 <= quarter <= 4:
        return None
    year = _of_year(match["year"], match["worded"], today)
    if year is None:
        return _RELATIVE
    if today is not None and _unsaid(match) and quarter * 3 - 2 > today.month:
        year -= 1
    return _span(date(year, quarter * 3 - 2, 1), _last_day(year, quarter * 3))


def _month(match: re.Match[str], today: date | None) -> Period | None:
    month = _count(match[1])
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


def _short_year(match: re.Match[str], _: date | None) -> Period | None:
    month, year = int(match[1]), _CENTURY + int(match[2])
    return _span(date(year, month, 1), _last_day(year, month)) if 1 <= month <= 12 else None


def _year(match: re.Match[str], _: date | None) -> Period | None:
    return _span(date(int(match[1]), 1, 1), date(int(match[1]), 12, 31))


def _since_year(match: re.Match[str], today: date | None) -> Period | None:
    return _span(date(int(match[1]), 1, 1), today)


def _so_far(match: re.Match[str], today: date | None) -> Period | None:
    """From the beginning of the year, quarter or month until today."""
    if today is None:
        return _RELATIVE
    first = {"nam": 1, "quy": (today.month - 1) // 3 * 3 + 1, "qui": (today.month - 1) // 3 * 3 + 1}
    return _span(date(today.year, first.get(match[1], today.month), 1), today)


def _worded(match: re.Match[str], today: date | None) -> Period | None:
    if today is None:
        return _RELATIVE
    said = match.group(0)
    back = 0 if said.endswith(" nay") else 1
    if said.startswith("hom"):
        return _span(today - timedelta(days=back), today - timedelta(days=back))
    if said.startswith("nam"):
        year = today.year - (2 if said == "nam kia" else back)
        return _span(date(year, 1, 1), date(year, 12, 31))
    if said.startswith(("quy", "qui")):
        quarter = today.year * 4 + (today.month - 1) // 3 - back
        return _span(date(quarter // 4, quarter % 4 * 3 + 1, 1), _last_day(quarter // 4, quarter % 4 * 3 + 3))
    if said.startswith("thang"):
        month = today.year * 12 + today.month - 1 - back
        return _span(date(month // 12, month % 12 + 1, 1), _last_day(month // 12, month % 12 + 1))
    monday = today - timedelta(days=today.weekday() + 7 * back)
    return _span(monday, monday + timedelta(days=6))


_GRAINS = {
    "thang": Grain.MONTH,
    "quy": Grain.QUARTER,
    "qui": Grain.QUARTER,
    "6 thang": Grain.HALF,
    "sau thang": Grain.HALF,
    "nam": Grain.YEAR,
}


def _newest(match: re.Match[str], _: date | None) -> Period | None:
    """Counted from the newest figures: it takes the release to know the days."""
    return Period("", "", newest=1, grain=_GRAINS.get(match[1] or "", Grain.ANY))


def _reporting_period(match: re.Match[str], _: date | None) -> Period | None:
    return Period("", "", newest=2 if match[1] in ("truoc", "lien truoc", "truoc do") else 1)


_QUARTER = "i{1,3}|iv|[1-4]|mot|hai|ba|bon|tu"
_BACK = "nay|truoc|roi|vua roi|vua qua|qua"
_RULES: tuple[tuple[re.Pattern[str], Maker], ...] = tuple(
    (re.compile(pattern), make)
    for pattern, make in (
        (rf"{_DAY}{_TO}{_DAY}", _between_days),
        (rf"(?<!\d)(\d{{1,2}})/(\d{{1,2}}){_TO}{_DAY}", _between_short_day),
        (rf"\b(?:tu )(?:ngay )?(\d{{1,2}})/(\d{{1,2}}){_TO}(\d{{1,2}})/(\d{{1,2}})(?![/\d])", _between_days_of_year),
        (_DAY, _one_day),
        (
            rf"(?:\b(?:tu|thang) |(?=\d{{1,2}}/))(?<![\d/])(\d{{1,2}})(?:/({_YEAR}))?{_TO}(?:thang )?(\d{{1,2}})"
            rf"(?:/| nam )({_YEAR})\b",
            _between_months,
        ),
        (rf"\b(?:tu )?(?:thang |t)(\d{{1,2}}){_TO}(?:thang |t)?(\d{{1,2}})\b(?!/){_OF_YEAR}", _between_months_of_year),
        (rf"\b(?:tu )?qu[yi] ({_QUARTER}){_TO}(?:qu[yi] )?({_QUARTER})\b{_OF_YEAR}", _between_quarters),
        (rf"\b({_YEAR})(?:{_TO}| )({_YEAR})\b", _between_years),
        (rf"\b{_COUNT} ?(?:thang|t)(?: dau| cuoi)?(?: nam)?{_LINK}(?P<year>{_YEAR})\b(?P<worded>)?", _first_months),
        (rf"\b{_COUNT} ?(?:thang|t)(?: dau| cuoi)? (?:cua )?(?P<worded>{_SPOKEN_YEAR})\b(?P<year>)?", _first_months),
        (rf"\b{_COUNT} ?(?:thang|t) (?:dau|cuoi)(?: nam)?\b(?P<year>)?(?P<worded>)?", _first_months),
        (rf"\bnua (?:nam )?(?:dau|cuoi) (?:cua )?(?P<worded>{_SPOKEN_YEAR})\b(?P<year>)?", _half),
        (rf"\bnua (?:nam )?(?:dau|cuoi)(?: nam)?\b(?:{_LINK}(?P<year>{_YEAR})\b)?(?P<worded>)?", _half),
        (rf"\b{_COUNT} thang (?:qua|vua qua|vua roi|gan day|gan nhat|tro lai day)\b", _last_months),
        (rf"\b(?:qu[yi] ?|q\.? ?)({_QUARTER})\b{_OF_YEAR}", _quarter),
        (r"\b(?:thang ?|t)(\d{1,2})[/.-](1[5-9]|[23]\d)\b(?![/.\d])", _short_year),
        (rf"\b(?:thang ?|t\.? ?)(\d{{1,2}})\b{_OF_YEAR}", _month),
        (rf"(?<!moi )(?<!hang )(?<!tung )\bthang ({_SPOKEN_MONTHS})\b(?! cua\b){_OF_YEAR}", _month),
        (rf"(?<![\d/])(\d{{1,2}})/({_YEAR})\b", _short_month),
        (rf"\btu (?:dau )?(?:nam )?({_YEAR}) (?:den|toi) (?:nay|gio|bay gio|hien nay)\b", _since_year),
        (rf"(?:\bnam )?(?<![\d/.,-])({_YEAR})(?![\d/.,-]?\d)", _year),
        (r"\b(?:tu )?dau (nam|quy|qui|thang)(?: (?:den|toi) (?:nay|gio|hien nay|hom nay))\b", _so_far),
        (r"\btu dau (nam|quy|qui|thang)\b", _so_far),
        (rf"(?<!\d )\b(?:nam (?:ngoai|kia|{_BACK})|(?:qu[yi]|thang|tuan) (?:{_BACK})|hom (?:nay|qua))\b", _worded),
        (r"\b(?:(6 thang|sau thang|thang|qu[yi]|nam) )?(?:gan day nhat|gan nhat|moi nhat)\b", _newest),
        (r"\bky (?:bao cao )?(nay|hien tai|lien truoc|truoc do|truoc|vua roi|vua qua|roi)\b", _reporting_period),
        (r"\b(3|6|9|10|11|sau|chin) thang\b(?P<year>)?(?P<worded>)?", _first_months),
    )
)
