"""What a change is counted from: «so với tháng trước», «so với cùng kỳ», «tháng 9 so với tháng 8»."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from intents.intent import Grain, Period
from intents.periods import SaidPeriod, find_periods
from knowledge.text import fold

PREVIOUS, LAST_YEAR = "previous", "last_year"
_AGAINST = re.compile(
    r"\b(?:(?:(?<!ho )so|so sanh|doi chieu)(?: (?:voi|cung))?|hon|kem|thua|bang)"
    r"(?: (?:cung ky|cung ki|hoi|luc|cua|nam|ky))*\s*$"
)
_BETWEEN = re.compile(r"\b(?:voi|va|hay|hoac|sang)\s*$")
_SAME_TIME = re.compile(r"\bcung (?:ky|ki|thoi diem|thang|quy)\b")
_YEAR_BEFORE = frozenset({"nam ngoai", "nam truoc", "nam roi", "nam vua roi", "nam vua qua", "nam qua"})
_JUST_BEFORE = {
    "thang": Grain.MONTH,
    "quy": Grain.QUARTER,
    "qui": Grain.QUARTER,
}
_BEFORE = re.compile(r"(thang|quy|qui|tuan) (?:truoc|roi|vua roi|vua qua|qua)")
_NEWEST_WORDS = {Grain.MONTH: "tháng gần nhất", Grain.QUARTER: "quý gần nhất"}


class Times(NamedTuple):
    """The period asked, and what it is compared with (see ``StatisticsAsked``)."""

    period: Period | None
    since: Period | None
    baseline: str

    @property
    def compared(self) -> bool:
        """Whether two times are set against each other."""
        return self.since is not None or bool(self.baseline)


def find_times(text: str, *, compares: bool) -> Times:
    """The periods that ``text`` names, and which of them a change is counted from.

    Args:
        text: The question, without its places.
        compares: Whether two periods side by side are to be compared («năm 2021 với năm 2022») rather than one of
            them to be what the figure is of.
    """
    found = find_periods(text, None)
    same_time = _SAME_TIME.search(fold(text)) is not None
    if not found:
        return Times(None, None, LAST_YEAR if same_time else "")
    against = next((said for said in found if _AGAINST.search(said.before)), None)
    rest = [said for said in found if said is not against]
    if against is None and same_time:
        against, rest = _of_same_time(found)
        if against is None:
            return Times(found[0].period, None, LAST_YEAR)
    if against is None and compares and len(found) > 1 and _BETWEEN.search(found[1].before):
        first, second = (said.period for said in found[:2])
        if first.start and second.start and first.start < second.start:
            first, second = second, first
        return Times(first, second, "")
    period = next((said.period for said in rest if said.period.start), rest[0].period if rest else None)
    if against is None:
        return Times(period, None, "")
    return _against(period, against.period, same_time=same_time)


def _of_same_time(found: list[SaidPeriod]) -> tuple[SaidPeriod | None, list[SaidPeriod]]:
    """The period right after «cùng kỳ», and the others."""
    said = next((said for said in found if re.search(r"\bcung (?:ky|ki|thoi diem)(?: cua)?\s*$", said.before)), None)
    return said, [other for other in found if other is not said]


def _against(period: Period | None, against: Period, *, same_time: bool) -> Times:
    words = fold(against.words)
    if words in _YEAR_BEFORE:
        return Times(period, None, LAST_YEAR)
    if same_time:
        moved = _in_year_of(period, against) if period is not None else None
        return Times(period, moved, "" if moved is not None else LAST_YEAR)
    if against.newest:
        return Times(period, None, PREVIOUS)
    before = _BEFORE.fullmatch(words)
    if before is not None:
        grain = _JUST_BEFORE.get(before[1], Grain.ANY)
        newest = Period("", "", _NEWEST_WORDS.get(grain, ""), newest=1, grain=grain) if grain else None
        return Times(period or newest, None, PREVIOUS)
    return Times(period, against, "")


def _in_year_of(period: Period, year: Period) -> Period | None:
    """``period`` moved into another year, where both are named with their year («9 tháng 2026», «cùng kỳ 2024»)."""
    if not (period.start and period.end and year.start and year.start[:4] == year.end[:4]):
        return None
    back = int(period.end[:4]) - int(year.start[:4])
    moved = (_year_back(period.start, back), _year_back(period.end, back))
    return Period(*moved, year.words) if all(moved) else None


def _year_back(day: str, years: int) -> str:
    """A day so many years earlier; 29 February becomes the 28th."""
    start = date.fromisoformat(day)
    last = (start.month, start.day) == (2, 29)
    return start.replace(year=start.year - years, day=28 if last else start.day).isoformat()
