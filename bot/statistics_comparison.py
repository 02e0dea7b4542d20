"""Two or more places side by side, over the same period where both have one."""

from __future__ import annotations

from collections.abc import Sequence

from bot import statistics_wording as wording
from bot.figures import period_words, value_words
from bot.spans import bold, capitalised
from bot.statistics_answer import Answer, sources_of
from bot.statistics_concept import by_concept
from bot.statistics_fairness import Pair, higher_words, warn_if_unfair
from bot.statistics_ledger import RANKED_OF, of_value
from bot.statistics_overview import say_everything
from bot.statistics_period import span
from bot.statistics_rows import heading, threshold_words
from bot.statistics_table import Row, Table, TableKind
from bot.statistics_unstated import say_unstated
from bot.statistics_value import explain, figures_for, has_value, say_head
from intents.intent import StatisticsAsked
from knowledge.place import Place
from knowledge.statistic import Statistic

MOST_METRICS = 6


def say_comparison(answer: Answer, places: Sequence[Place], intent: StatisticsAsked) -> None:
    """Compare places in what was asked, or in everything that sources state of two of them or more."""
    if intent.metrics:
        for metrics in _with_targets(answer, places, by_concept(intent.metrics)):
            _compare(answer, places, metrics, intent)
        return
    shared = _shared_metrics(answer, places)
    for metric in shared[:MOST_METRICS]:
        _compare(answer, places, (metric,), intent)
    if not shared:
        answer.say(wording.NOTHING_SHARED.format(places=wording.AND.join(place.name for place in places)))
        for place in places:
            say_everything(answer, place)


def _with_targets(answer: Answer, places: Sequence[Place], groups: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Results and targets as one concept where no place has both: the one's target beside the other's result."""
    results = [metric for group in groups for metric in group if not metric.endswith("_target")]
    targets = [metric for group in groups for metric in group if metric.endswith("_target")]
    both = any(has_value(answer, place, results, "") and has_value(answer, place, targets, "") for place in places)
    if not results or not targets or both:
        return list(groups)
    return [(*results, *targets)]


def _shared_metrics(answer: Answer, places: Sequence[Place]) -> list[str]:
    """Metrics that two of the places or more have figures of, in the order of the first that has them."""
    counts: dict[str, int] = {}
    for place in places:
        for metric in dict.fromkeys(figure.metric for figure in of_value(answer.ledger.figures(place.id))):
            counts[metric] = counts.get(metric, 0) + 1
    return [metric for metric, count in counts.items() if count > 1 and metric not in RANKED_OF.values()]


def _compare(answer: Answer, places: Sequence[Place], metrics: Sequence[str], intent: StatisticsAsked) -> None:
    """Compare places in one concept."""
    found = _chosen(answer, places, metrics, intent.scope)
    pairs: list[Pair] = []
    for place in places:
        figure = found.get(place.id)
        if figure is None:
            say_unstated(answer, place, metrics, intent.scope, brief=bool(found))
            continue
        say_head(answer, place, figure)
        pairs.append((figure, place))
    if len(pairs) > 1 and not warn_if_unfair(answer, pairs):
        answer.say(higher_words(pairs))
    _explain_each(answer, pairs)
    if len(pairs) < 2:
        return
    known = answer.ledger.known(pairs[0][0].metric)
    answer.put(
        Table(
            title=known.name,
            period=period_words(pairs[0][0]) if len({span(figure) for figure, _ in pairs}) == 1 else "",
            columns=(wording.COLUMN_PLACE, heading(answer, pairs[0][0]), wording.COLUMN_PERIOD),
            rows=tuple(_row(place, found.get(place.id)) for place in places),
            threshold=known.full_score_at,
            kind=TableKind.PLACES,
            unit=pairs[0][0].unit,
            source=sources_of(figure for figure, _ in pairs),
            threshold_words=threshold_words(known.full_score_at),
            notes=tuple(answer.notices),
        )
    )


def _explain_each(answer: Answer, pairs: Sequence[Pair]) -> None:
    """How each figure is counted, under its place's name where they differ in it."""
    told: set[str] = set()
    apart = len({figure.definition for figure, _ in pairs}) > 1
    for figure, place in pairs:
        brief = figure.definition in told and not figure.note
        if apart or figure.formula or figure.note:
            answer.say(bold(capitalised(place.name)), ":")
        explain(answer, place, figure, brief=brief)
        told.add(figure.definition)


def _row(place: Place, figure: Statistic | None) -> Row:
    if figure is None:
        return Row(place.name, (None, ""), wording.NOT_STATED, asked=True)
    values = (figure.value, period_words(figure))
    return Row(place.name, values, value_words(figure), asked=True, qualifier=figure.qualifier)


def _chosen(answer: Answer, places: Sequence[Place], metrics: Sequence[str], scope: str) -> dict[str, Statistic]:
    """The figure of each place that has one: of the metric that most of them have, of a period that they share."""
    best: dict[str, Statistic] = {}
    for metric in metrics:
        series = {place.id: of_value(answer.ledger.series(place.id, metric)) for place in places}
        found = _of_shared_period(series, scope) if answer.period is None else {}
        for place in places:
            if place.id not in found:
                own = of_value(figures_for(answer, place, metric, scope))
                if own:
                    found[place.id] = own[0]
        if len(found) > len(best):
            found, best = best, found
        best.update({place: figure for place, figure in found.items() if place not in best})
    return best


def _of_shared_period(series: dict[str, list[Statistic]], scope: str) -> dict[str, Statistic]:
    """The figures of the newest period that every place has; none where there is no such period."""
    having = {place: [f for f in figures if f.scope == scope] for place, figures in series.items()}
    having = {place: figures for place, figures in having.items() if figures}
    spans = [{span(figure) for figure in figures} for figures in having.values()]
    shared = set.intersection(*spans) - {("", "")} if len(spans) > 1 else set()
    if not shared:
        return {}
    newest = max(shared, key=lambda period: (period[1], period[0]))
    return {place: next(f for f in figures if span(f) == newest) for place, figures in having.items()}
