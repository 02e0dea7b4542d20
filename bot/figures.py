"""Figures, periods and formulas in Vietnamese words: «trên 96,4 tỷ đồng», «giai đoạn 2018–2021», «7.568 / 67.906»."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from bot import statistics_wording as wording
from bot.numbers import day, large_dong, number, percent
from bot.reply import Figure
from knowledge.place import Place
from knowledge.statistic import Publication, Qualifier, Statistic

THOUSAND = 1_000
QUARTERS = ("I", "II", "III", "IV")


def value_words(figure: Statistic, of: Statistic | None = None) -> str:
    """The value with its unit and qualifier; ``of``: the number of units ranked, where that is known."""
    if figure.value is None:
        return ""
    if figure.unit == "rank" and of is not None and of.value is not None:
        return wording.RANK_OF.format(rank=number(figure.value), of=number(of.value))
    return wording.QUALIFIERS[figure.qualifier].format(value=amount_words(figure))


def amount_words(figure: Statistic) -> str:
    """The value with its unit, without its qualifier."""
    value = figure.value or 0
    about = figure.qualifier is Qualifier.ABOUT
    if figure.unit == "percent":
        return percent(value)
    if figure.unit == "VND":
        if about and THOUSAND <= value < THOUSAND * THOUSAND:
            return wording.THOUSAND_DONG.format(number=number(value / THOUSAND, 0))
        return large_dong(value)
    if figure.unit == "places_up":
        if value == 0:
            return wording.SAME_RANK
        return (wording.UP if value > 0 else wording.DOWN).format(number=number(abs(value)))
    shown = number(value, 0) if about else number(value)
    return wording.UNITS.get(figure.unit, wording.UNITS["count"]).format(number=shown)


def left_open(qualifier: Qualifier, value: float, threshold: float) -> bool:
    """Whether a source's words leave open on which side of a threshold a figure lies («trên 92,5 %», of 98 %)."""
    if qualifier is Qualifier.NEARLY:
        return 0 <= value - threshold < 1
    return qualifier in (Qualifier.OVER, Qualifier.AT_LEAST) and value < threshold


def period_words(figure: Statistic) -> str:
    """The period in words, or that the source states none."""
    if figure.period_from and figure.period_to:
        return between_words(figure.period_from, figure.period_to)
    if figure.period_to:
        return wording.UNTIL.format(end=day(figure.period_to))
    if figure.as_of:
        return wording.UNSTATED_PERIOD.format(day=day(figure.as_of))
    return wording.NO_PERIOD


def between_words(start: str, end: str) -> str:
    """A period between two ISO dates in words."""
    try:
        first, last = date.fromisoformat(start), date.fromisoformat(end)
    except ValueError:
        return wording.FROM_TO.format(start=day(start), end=day(end))
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1
    if whole and first.month == 1 and last.month == 12:
        if first.year == last.year:
            return wording.YEAR.format(year=first.year)
        return wording.YEARS.format(first=first.year, last=last.year)
    if whole and first.year == last.year:
        if first.month == last.month:
            return wording.MONTH.format(month=first.month, year=first.year)
        if first.month % 3 == 1 and last.month == first.month + 2:
            return wording.QUARTER.format(quarter=QUARTERS[first.month // 3], year=first.year)
        if first.month == 1:
            return wording.MONTHS.format(count=last.month, year=first.year)
    if first == last:
        return day(start)
    return wording.FROM_TO.format(start=day(start), end=day(end))


def formula_words(figure: Statistic, inputs: Sequence[Statistic]) -> str:
    """The formula with the values of its inputs: «361.869 / 363.424»."""
    words = figure.formula
    for source in sorted(inputs, key=lambda known: -len(known.id)):
        if source.value is not None:
            words = words.replace(source.id, _operand(source))
    return words.replace(" - ", " − ").replace(" * ", " × ")


def _operand(figure: Statistic) -> str:
    value = figure.value or 0
    if figure.unit == "percent":
        return percent(value)
    return large_dong(value) if figure.unit == "VND" else number(value)


def figure_of(figure: Statistic, place: Place, formula: str = "") -> Figure:
    """The figure as programs read it.

    Args:
        figure: The figure.
        place: Where it is of.
        formula: For a derived one, how it was worked out (see ``formula_words``).
    """
    return Figure(
        locality=place.name,
        metric=figure.metric,
        value=figure.value or 0.0,
        unit=figure.unit,
        period_from=figure.period_from,
        period_to=figure.period_to,
        as_of=figure.as_of,
        source=source_words(figure.publication),
        scope=figure.scope,
        qualifier=figure.qualifier,
        formula=formula,
    )


def source_words(publication: Publication) -> str:
    """Title, publisher and date."""
    words = publication.title
    if publication.publisher:
        words += f" — {publication.publisher}"
    return words + (wording.SOURCE_DATE.format(day=day(publication.date)) if publication.date else "")


def each(inputs: Sequence[str], find: Callable[[str], Statistic | None]) -> tuple[Statistic, ...]:
    """The figures of these ids that are there."""
    return tuple(found for found in map(find, inputs) if found is not None)
