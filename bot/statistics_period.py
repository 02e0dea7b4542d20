"""Which figures answer for the period that was asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from bot import statistics_wording as wording
from bot.figures import between_words
from intents.intent import Grain, Period
from intents.periods import find_period
from knowledge.statistic import Statistic

COVERED = 0.75
"""A figure answers for a period that covers at least this share of its own."""
HALF = 0.5
"""A figure of a shorter period answers for a longer one of which it covers more than this share."""
MONTH = 30.44
_LENGTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.HALF: 6, Grain.YEAR: 12}


def resolved(period: Period | None, today: date) -> Period | None:
    """The period asked, counted from today where it was said so («năm ngoái»); None: the newest there is.

    One that is counted from the newest figures («kỳ trước») stays as it is: only figures tell which one it is.
    """
    if period is None or period.start or period.end or period.newest > 1 or period.grain is not Grain.ANY:
        return period
    return find_period(period.words, today) if period.words else None


def covers(period: Period, figure: Statistic) -> bool:
    """Whether a figure answers for a period: it lies in it, or the period covers most of it."""
    if period.newest:
        return period.newest == 1 and long_enough(period, months(figure))
    start, end = period.start or "0000", period.end or "9999"
    last = figure.period_to or figure.as_of
    if not figure.period_from or figure.unit == "places_up":
        return start <= last <= end
    if start <= figure.period_from and last <= end:
        return True
    common = days(max(start, figure.period_from), min(end, last))
    return common >= COVERED * days(figure.period_from, last)


def fitting(figures: Sequence[Statistic], period: Period | None, scope: str = "") -> list[Statistic]:
    """Those of one period that answer for the period and the part asked, the whole unit's first.

    Args:
        figures: Of one metric and place.
        period: What was asked; None: the newest, and of several that end on one day the shortest.
        scope: The part of the unit that was asked.

    Returns:
        Of several that fit a longer period, those of its newest part that is as long as any.
    """
    found = [figure for figure in figures if not scope or figure.scope == scope]
    if period is not None and period.newest:
        chosen = nth_newest([span(figure) for figure in found], period)
        return _sorted(figure for figure in found if span(figure) == chosen) if chosen else []
    if period is not None:
        found = [figure for figure in found if covers(period, figure)]
        exact = [figure for figure in found if span(figure) == (period.start, period.end)]
        found = exact or [figure for figure in found if most_of(period, span(figure))]
    if not found:
        return []
    if period is None:
        best = max(found, key=lambda figure: (figure.period_to or figure.as_of, figure.period_from))
    else:
        best = max(found, key=lambda figure: (months(figure), figure.period_to or figure.as_of))
    return _sorted(figure for figure in found if _when(figure) == _when(best))


def _sorted(figures: Iterable[Statistic]) -> list[Statistic]:
    """The whole unit's first, what sources state before what was worked out."""
    return sorted(figures, key=lambda figure: (figure.scope != "", bool(figure.formula)))


def most_of(period: Period, span: tuple[str, str]) -> bool:
    """Whether a period is not merely a small part of the one asked; a day stands for the period that it ends."""
    if not span[0] or not (period.start and period.end):
        return True
    return days(max(period.start, span[0]), min(period.end, span[1])) > HALF * days(period.start, period.end)


def nth_newest(spans: Iterable[tuple[str, str]], period: Period) -> tuple[str, str] | None:
    """The period that is counted from the newest one, among those as long as was said or else as the newest."""
    ordered = sorted(set(spans), key=lambda each: (each[1], each[0]), reverse=True)
    ordered = [each for each in ordered if long_enough(period, length(each))]
    if period.grain is Grain.ANY:
        ordered = [each for each in ordered if length(each) == length(ordered[0])]
    return ordered[period.newest - 1] if period.newest <= len(ordered) else None


def long_enough(period: Period, months: int) -> bool:
    """Whether a period of so many months is of the length that was said."""
    return period.grain is Grain.ANY or months == _LENGTHS[period.grain]


def alike(figures: Sequence[Statistic], one: Statistic) -> list[Statistic]:
    """The figures of periods as long as that of ``one``, of the same part, one for each period, oldest first."""
    found: dict[tuple[str, str], Statistic] = {}
    for figure in figures:
        same = (figure.scope, figure.definition, months(figure)) == (one.scope, one.definition, months(one))
        if figure.value is not None and same:
            found.setdefault(_when(figure), figure)
    return sorted(found.values(), key=_when)


def span(figure: Statistic) -> tuple[str, str]:
    """The period of a figure."""
    return (figure.period_from, figure.period_to)


def months(figure: Statistic) -> int:
    """How many months long a figure's period is; 0: of a day, or not stated."""
    return length(span(figure))


def length(span: tuple[str, str]) -> int:
    """How many months long a period is; 0: of a day, or not stated."""
    return round(days(*span) / MONTH)


def said(period: Period) -> str:
    """The period asked in words."""
    return between_words(period.start, period.end) if period.start and period.end else period.words


def not_in(period: Period | None) -> str:
    """« trong quý III/2026», or nothing."""
    return wording.UNSTATED_IN.format(period=said(period)) if period else ""


def days(start: str, end: str) -> int:
    """Days from one ISO date to another, both included; 0 where one is no date."""
    try:
        return max(0, (date.fromisoformat(end) - date.fromisoformat(start)).days + 1)
    except ValueError:
        return 0


def _when(figure: Statistic) -> tuple[str, str]:
    return (figure.period_to or figure.as_of, figure.period_from)
