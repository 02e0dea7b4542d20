"""The period that a heading, sheet or cell names: «Quý III năm 2026», «Từ ngày 01/09/2026 đến ngày 30/09/2026»."""

from __future__ import annotations

import datetime as dt
import re

from knowledge.sources.statistics_cells import first_of, last_of
from knowledge.text import clean_line, fold

Period = tuple[str, str]
"""first and last day, ISO"""

_DATE = r"(?:ngay )?(\d{1,2})(?:[/.-]| thang )(\d{1,2})(?:(?:[/.-]| nam )(\d{4}))?"
_YEAR = r"(?:(?:[/.-]| nam |, nam | )(\d{4})(?!\d))?"
_ANY_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_RANGE = re.compile(rf"(?<!\d){_DATE}(?: den het | den | toi |-| - )(?:het )?{_DATE}(?!\d)")
_MONTHS_OF = re.compile(rf"(?<![\d/.-])(\d{{1,2}}) thang(?: (dau|cuoi))?{_YEAR}")
_QUARTER = re.compile(rf"\bquy (iv|iii|ii|i|[1-4])\b{_YEAR}")
_MONTH = re.compile(rf"\b(?:thang |t)(\d{{1,2}})(?!\d){_YEAR}")
_YEARS = re.compile(r"\b(?:giai doan|tu nam) (\d{4})(?: - |-| den nam | den )(\d{4})(?!\d)")
_WHOLE_YEAR = re.compile(r"\bnam (\d{4})(?!\d)")
_ONE_DAY = re.compile(r"(?:ngay )?(?<!\d)\d{1,2}(?:[/.-]| thang )\d{1,2}(?:[/.-]| nam )\d{4}(?!\d)")
_AS_OF = re.compile(rf"\b(?:tinh|so lieu|cap nhat) den(?: het)?(?: thoi diem)? {_DATE}(?!\d)")
_MADE_ON = re.compile(rf"\b(?:ngay (?:xuat|lap|in|bao cao|ky|tao)[^\d]{{0,20}}|, ){_DATE}(?!\d)")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def periods_in(text: str) -> tuple[Period, ...]:
    """The periods that a text names, each once.

    One given day by day rules out the words around it. «Tháng 9 và 9 tháng đầu năm 2026» are two, both of 2026.
    """
    plain = _plain(text)
    ranges = [period for found in _RANGE.finditer(plain) if (period := _between(found))]
    if ranges:
        return tuple(dict.fromkeys(ranges))
    plain = _ONE_DAY.sub(" ", plain)
    found_periods: list[Period] = [(f"{found[1]}-01-01", f"{found[2]}-12-31") for found in _YEARS.finditer(plain)]
    plain = _YEARS.sub(" ", plain)
    years = set(_ANY_YEAR.findall(plain))
    only = years.pop() if len(years) == 1 else ""
    for pattern, make in ((_MONTHS_OF, _months_of), (_QUARTER, _quarter), (_MONTH, _month)):
        for found in pattern.finditer(plain):
            year = found[found.re.groups] or only
            if year and (period := make(found, year)):
                found_periods.append(period)
        plain = pattern.sub(" ", plain)
    found_periods = found_periods or [_of(found[1], 1, 12) for found in _WHOLE_YEAR.finditer(plain)]
    return tuple(dict.fromkeys(found_periods))


def as_of_in(text: str) -> str:
    """The day up to which a heading says that it counts («tính đến ngày 30/09/2026»); empty when it does not."""
    return _day(_AS_OF.search(_plain(text)))


def made_on_in(text: str) -> str:
    """The day on which a heading says that it was made («Ngày xuất báo cáo: 05/10/2026»); empty when it does not."""
    return _day(_MADE_ON.search(_plain(text)))


def _plain(text: str) -> str:
    return fold(clean_line(text)).replace("–", "-").replace("—", "-")


def _day(found: re.Match[str] | None) -> str:
    return _iso(found[1], found[2], found[3]) if found and found[3] else ""


def _iso(day: str, month: str, year: str) -> str:
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def _between(found: re.Match[str]) -> Period | None:
    day, month, year, last_day, last_month, last_year = found.groups()
    if not last_year:
        return None
    since, until = _iso(day, month, year or last_year), _iso(last_day, last_month, last_year)
    return (since, until) if since and until else None


def _of(year: str, first: int, last: int) -> Period:
    return (first_of(f"{year}-{first:02d}"), last_of(f"{year}-{last:02d}"))


def _months_of(found: re.Match[str], year: str) -> Period | None:
    count = int(found[1])
    if not 1 < count <= 12:
        return None
    return _of(year, 13 - count, 12) if found[2] == "cuoi" else _of(year, 1, count)


def _quarter(found: re.Match[str], year: str) -> Period:
    number = _QUARTERS.get(found[1]) or int(found[1])
    return _of(year, 3 * number - 2, 3 * number)


def _month(found: re.Match[str], year: str) -> Period | None:
    month = int(found[1])
    return _of(year, month, month) if 1 <= month <= 12 else None
