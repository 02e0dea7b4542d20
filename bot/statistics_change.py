"""How a figure changed: against the period before, the same period of the year before, or one that was named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot import statistics_wording as wording
from bot.figures import amount_words, period_words, value_words
from bot.numbers import percent
from bot.spans import capitalised
from bot.statistics_answer import Answer, strong
from bot.statistics_concept import by_concept
from bot.statistics_fairness import difference_words, warn_if_unfair
from bot.statistics_ledger import of_value
from bot.statistics_period import alike, fitting, length, months, not_in, resolved, span
from bot.statistics_rows import put_series
from bot.statistics_unstated import say_unstated
from bot.statistics_value import explain, figures_for, say_value, show
from intents.intent import Period, StatisticsAsked
from knowledge.place import Place
from knowledge.statistic import Qualifier, Statistic

MOST_POINTS = 24
"""of a line in a chart"""


def say_change(answer: Answer, place: Place, intent: StatisticsAsked) -> None:
    """How each metric asked changed in one place."""
    for metrics in by_concept(intent.metrics):
        _say_change(answer, place, metrics, intent)


def _say_change(answer: Answer, place: Place, metrics: Sequence[str], intent: StatisticsAsked) -> None:
    since = resolved(intent.since, answer.today)
    chosen = _chosen(answer, place, metrics, intent, since)
    if chosen is None:
        say_unstated(answer, place, metrics, intent.scope)
        return
    figure, series, bases = chosen
    if figure.unit == "places_up":  # a change by itself
        say_value(answer, place, metrics, intent)
        return
    if not bases:
        show(answer, place, [figure])
        told = wording.BASELINES[intent.baseline].format(period=period_words(figure))
        asked = not_in(since) or (told if figure.period_to else wording.NO_OTHER)
        answer.say(
            wording.NO_BASE.format(
                metric=answer.ledger.name(figure.metric), place=answer.ledger.where(place), period=asked
            )
        )
        return
    answer.heads.append((figure, place))
    for base, words in bases:
        _say_difference(answer, place, figure, base, words)
    answer.show(figure, place)
    for base, _ in bases:
        answer.show(base, place)
    for each in (figure, *(base for base, _ in bases)):
        explain(answer, place, each, brief=each is not figure)
    warn_if_unlike(answer, place, figure, [base for base, _ in bases])
    points = alike(series, figure)[-MOST_POINTS:]
    points = [*(base for base, _ in bases if base not in points), *points]
    put_series(answer, place, sorted(points, key=lambda point: point.period_to or point.as_of))


def warn_if_unlike(answer: Answer, place: Place, figure: Statistic, bases: Sequence[Statistic]) -> None:
    """Warn of a change between figures that are counted apart or over periods of other lengths."""
    unlike = [base for base in bases if months(base) != months(figure) or base.definition != figure.definition]
    if unlike and not (figure.formula or unlike[0].formula):
        warn_if_unfair(answer, [(figure, place), *((base, place) for base in unlike)])


def _chosen(
    answer: Answer, place: Place, metrics: Sequence[str], intent: StatisticsAsked, since: Period | None
) -> tuple[Statistic, list[Statistic], list[tuple[Statistic, str]]] | None:
    """The figure, its series and what it is compared with: of the first metric that has both, else of the first."""
    first = None
    for metric in metrics:
        series = of_value(answer.ledger.series(place.id, metric))
        found = of_value(figures_for(answer, place, metric, intent.scope))
        if not found:
            continue
        figure = found[0]
        own = [other for other in series if other.scope == figure.scope]
        bases = _bases(answer, place, own, figure, intent.baseline, since)
        if bases:
            return figure, own, bases
        first = first or (figure, own, bases)
    return first


def _bases(
    answer: Answer,
    place: Place,
    series: Sequence[Statistic],
    figure: Statistic,
    baseline: str,
    since: Period | None,
) -> list[tuple[Statistic, str]]:
    """What a figure is compared with, each with how it stands to it."""
    if since is not None and not since.newest:
        found = fitting([other for other in series if other.id != figure.id], since)
        base = found[0] if found else _added(answer, place, figure, (since.start, since.end))
        return [(base, period_words(base))] if base is not None else []
    bases = []
    if since is not None or baseline in ("", "previous"):
        before = _previous(series, figure) or _added(answer, place, figure, _span_before(span(figure)))
        if before is not None:
            bases.append((before, period_words(before)))
    if since is None and baseline in ("", "last_year"):
        wanted = (_year_before(figure.period_from), _year_before(figure.period_to))
        stated = next((other for other in series if all(wanted) and span(other) == wanted), None)
        earlier = stated or _added(answer, place, figure, wanted)
        if earlier is not None and all(earlier.id != base.id for base, _ in bases):
            bases.append((earlier, wording.SAME_PERIOD.format(period=period_words(earlier))))
    return bases


def base_span(answer: Answer, period: tuple[str, str], intent: StatisticsAsked) -> tuple[str, str]:
    """The period that the figures of another one are compared with, by what was asked; empty where there is none."""
    since = resolved(intent.since, answer.today)
    if since is not None and not since.newest:
        return (since.start, since.end)
    if intent.baseline == "last_year":
        return (_year_before(period[0]), _year_before(period[1]))
    return _span_before(period)


def _previous(series: Sequence[Statistic], figure: Statistic) -> Statistic | None:
    """The newest earlier figure of a period as long."""
    start = figure.period_from or figure.period_to or figure.as_of
    earlier = [
        other for other in series if (other.period_to or other.as_of) < start and months(other) == months(figure)
    ]
    return max(earlier, key=lambda other: other.period_to or other.as_of, default=None)


def _added(answer: Answer, place: Place, figure: Statistic, wanted: tuple[str, str]) -> Statistic | None:
    """What the shorter periods of a span come to, where they make up all of it."""
    found = answer.ledger.added_up(place.id, figure.metric, wanted) if all(wanted) else None
    return found if found is not None and found.value is not None and span(found) == wanted else None


def _span_before(period: tuple[str, str]) -> tuple[str, str]:
    """The months just before a period of whole months, as many; empty where it is none."""
    try:
        first = date.fromisoformat(period[0])
    except ValueError:
        return ("", "")
    if first.day != 1:
        return ("", "")
    month = first.year * 12 + first.month - 1 - length(period)
    return (date(month // 12, month % 12 + 1, 1).isoformat(), (first - timedelta(days=1)).isoformat())


def _year_before(iso: str) -> str:
    """The same day a year before; the last of February stays the last."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return ""
    if day.month == 2 and (day + timedelta(days=1)).day == 1:
        return (date(day.year - 1, 3, 1) - timedelta(days=1)).isoformat()
    return day.replace(year=day.year - 1).isoformat()


def _say_difference(answer: Answer, place: Place, figure: Statistic, base: Statistic, words: str) -> None:
    """«Tăng 1,25 điểm phần trăm» with both values and how it was worked out."""
    now, then = figure.value or 0, base.value or 0
    amount = abs(now - then)
    rank = figure.unit == "rank"
    up = now < then if rank else now > then
    if amount == 0:
        start = wording.UNCHANGED
    else:
        exact = figure.qualifier is base.qualifier is Qualifier.EXACT
        told = difference_words(figure, amount)
        start = (wording.ROSE if up else wording.FELL).format(
            amount=told if exact else wording.QUALIFIERS[Qualifier.ABOUT].format(value=told)
        )
    share = amount / then * 100 if then and figure.unit not in ("percent", "rank", "points") else None
    if share and amount:
        start += wording.SHARE.format(percent=percent(share))
    answer.say(
        strong(start),
        wording.CHANGE.format(
            metric=answer.ledger.name(figure.metric),
            place=answer.ledger.where(place),
            period=period_words(figure),
            base=words,
        ),
    )
    answer.say(
        wording.BOTH_PERIODS.format(
            period=capitalised(period_words(figure)),
            value=value_words(figure, answer.ledger.ranked_of(figure)),
            base=period_words(base),
            before=value_words(base, answer.ledger.ranked_of(base)),
        )
    )
    high, low = (figure, base) if now > then else (base, figure)
    if amount and not rank and amount_words(high) != amount_words(low):
        formula = wording.DIFFERENCE.format(
            high=amount_words(high), low=amount_words(low), amount=difference_words(figure, amount)
        )
        if share:
            formula += wording.DIFFERENCE_SHARE.format(
                amount=difference_words(figure, amount), base=amount_words(base), percent=percent(share)
            )
        answer.say(wording.WORKED_OUT.format(formula=formula))
