"""Whether figures that stand side by side can be compared, and what can still be said when they cannot."""

from __future__ import annotations

from collections.abc import Sequence

from bot import statistics_wording as wording
from bot.figures import amount_words, period_words
from bot.numbers import day, number
from bot.spans import capitalised
from bot.statistics_answer import Answer
from bot.statistics_concept import is_target
from bot.statistics_period import months, span
from knowledge.place import Place
from knowledge.statistic import Statistic
from knowledge.text import fold

Pair = tuple[Statistic, Place]
SMALLEST = 0.01
"""A smaller difference is not told in digits."""
_COUNTED = frozenset({"dossiers", "transactions", "VND"})
"""Units of what comes in day by day, so that a mean for a month means something."""


def warn_if_unfair(answer: Answer, pairs: Sequence[Pair]) -> bool:
    """Say in which respects figures cannot be compared; of counts over unlike periods, give the mean for a month.

    Args:
        answer: Takes the notices.
        pairs: The figures that were shown, each with its place.

    Returns:
        Whether anything stands against comparing them.
    """
    figures = [figure for figure, _ in pairs]
    targets = len({is_target(figure) for figure in figures}) > 1
    differences: list[str] = []
    details: list[str] = []
    if len({span(figure) for figure in figures}) > 1:
        differences.append(wording.DIFFERENT_PERIOD)
        details += _periods(pairs)
    elif len({figure.as_of for figure in figures if figure.as_of}) > 1:
        differences.append(wording.DIFFERENT_AS_OF)
        days = [wording.OF_PLACE.format(place=place.name, words=day(figure.as_of)) for figure, place in pairs]
        details.append(wording.AS_OF_EACH.format(days="; ".join(days)))
    if targets:
        differences.append(wording.DIFFERENT_TARGET)
    elif len({figure.metric for figure in figures}) > 1:
        differences.append(wording.DIFFERENT_METRIC)
    elif _defined_apart(figures):
        differences.append(wording.DIFFERENT_DEFINITION)
        details += _definitions(pairs)
    if len({figure.scope for figure in figures if figure.scope}) > 1:
        differences.append(wording.DIFFERENT_SCOPE)
    if not differences:
        return False
    answer.warn(wording.UNFAIR.format(differences=listed(differences)), *details)
    return True


def listed(words: Sequence[str]) -> str:
    """«a, b và c»."""
    return wording.AND.join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def _periods(pairs: Sequence[Pair]) -> list[str]:
    """How long each period is, and the means for a month where counts of unlike lengths stand side by side."""
    lengths = {months(figure) for figure, _ in pairs}
    if len(lengths) < 2 or 0 in lengths:
        return []
    figures = [figure for figure, _ in pairs]
    each = [
        wording.PERIOD_OF.format(place=_whose(pairs, index), period=period_words(figure), months=months(figure))
        for index, figure in enumerate(figures)
    ]
    found = [wording.PERIODS_EACH.format(periods="; ".join(each))]
    if figures[0].unit in _COUNTED and len({figure.unit for figure in figures}) == 1:
        means = [
            wording.OF_PLACE.format(place=_whose(pairs, index), words=_mean(figure))
            for index, figure in enumerate(figures)
        ]
        found.append(wording.MEAN_EACH.format(means="; ".join(means)))
    return found


def _mean(figure: Statistic) -> str:
    mean = (figure.value or 0) / months(figure)
    unit = wording.UNITS["count"] if figure.unit == "VND" else wording.UNITS.get(figure.unit, wording.UNITS["count"])
    return wording.MEAN.format(
        total=number(figure.value or 0), months=months(figure), mean=unit.format(number=number(mean, 0))
    )


def _whose(pairs: Sequence[Pair], index: int) -> str:
    """A figure's place; its period where all are of one place."""
    figure, place = pairs[index]
    return place.name if len({of.id for _, of in pairs}) > 1 else period_words(figure)


def _defined_apart(figures: Sequence[Statistic]) -> bool:
    return len({fold(figure.definition) for figure in figures if figure.definition}) > 1


def _definitions(pairs: Sequence[Pair]) -> list[str]:
    """How each source counts, in its own words."""
    own = [
        wording.OF_PLACE.format(place=_whose(pairs, index), words=f"«{figure.definition.rstrip('.')}»")
        for index, (figure, _) in enumerate(pairs)
        if figure.definition
    ]
    return [wording.DEFINITIONS_EACH.format(definitions="; ".join(own))]


def difference_words(figure: Statistic, amount: float) -> str:
    """A difference in the figure's unit: «3,2 điểm phần trăm», «1.234 hồ sơ», «2 bậc»."""
    if 0 < amount < SMALLEST and figure.unit in ("percent", "points", "days"):
        smallest = difference_words(figure, SMALLEST)
        return wording.LESS_THAN.format(value=smallest)
    if figure.unit == "percent":
        return wording.PERCENT_POINTS.format(number=_two_decimals(amount))
    if figure.unit in ("rank", "places_up"):
        return wording.RANKS.format(number=number(amount))
    if figure.unit == "VND":
        return amount_words(_with_value(figure, amount))
    return wording.UNITS.get(figure.unit, wording.UNITS["count"]).format(number=_two_decimals(amount))


def _two_decimals(amount: float) -> str:
    text = number(amount, 2)
    return text.rstrip("0").rstrip(",") if "," in text else text


def _with_value(figure: Statistic, value: float) -> Statistic:
    return Statistic(figure.id, figure.place, figure.metric, value, figure.unit)


def higher_words(pairs: Sequence[Pair]) -> str:
    """Which of two comparable figures is higher, and by how much; of more, their order from the highest."""
    ordered = sorted(pairs, key=lambda pair: -(pair[0].value or 0))
    if len(ordered) > 2:
        names = [wording.OF_PLACE.format(place=place.name, words=amount_words(figure)) for figure, place in ordered]
        return wording.FROM_HIGHEST.format(places="; ".join(names))
    (high, first), (low, second) = ordered
    amount = (high.value or 0) - (low.value or 0)
    if amount == 0:
        return wording.EQUAL.format(first=capitalised(first.name), second=second.name)
    if amount_words(high) == amount_words(low):
        difference = difference_words(high, amount)
        return wording.NEARLY_EQUAL.format(first=capitalised(first.name), second=second.name, amount=difference)
    if high.unit == "rank":
        return wording.RANKED_ABOVE.format(
            first=capitalised(second.name), second=first.name, amount=difference_words(high, amount)
        )
    return wording.HIGHER.format(
        first=capitalised(first.name),
        second=second.name,
        amount=difference_words(high, amount),
        high=amount_words(high),
        low=amount_words(low),
    )
