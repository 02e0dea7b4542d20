"""All there is about a place: each metric with its newest figures and their periods."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot import statistics_wording as wording
from bot.figures import period_words, value_words
from bot.spans import bold, capitalised, line
from bot.statistics_answer import Answer, sources_of
from bot.statistics_ledger import RANKED_OF, of_value
from bot.statistics_period import covers, not_in
from bot.statistics_table import Row, Table, TableKind
from bot.statistics_unstated import periods_words, say_nothing_of
from knowledge.place import Place
from knowledge.statistic import Statistic

MOST_PERIODS = 2
"""of one metric"""


def say_everything(answer: Answer, place: Place) -> None:
    """List all there is about a place: each metric's newest figures, each with its period."""
    ledger = answer.ledger
    had = ledger.figures(place.id)
    figures = [figure for figure in had if answer.period is None or covers(answer.period, figure)]
    where = ledger.where(place)
    if not figures:
        if answer.period and had:
            answer.say(
                wording.UNSTATED.format(metric=wording.ANY_FIGURE, place=where, scope="", period=not_in(answer.period))
            )
            answer.say(wording.OTHER_PERIOD.format(periods=periods_words(of_value(had))))
            answer.offer_all(place)
        else:
            say_nothing_of(answer, place)
        return
    figures.sort(key=lambda figure: (bool(figure.formula), figure.value is None))
    answer.say(wording.ALL_HEAD.format(place=where))
    ranks = {figure.metric for figure in figures if ledger.ranked_of(figure)}
    hidden = {RANKED_OF[rank] for rank in ranks}
    for group in _newest_of_each(figures):
        figure = group[0]
        metric = capitalised(ledger.name(figure.metric))
        if figure.value is None:
            answer.say(wording.ALL_WORDS.format(metric=metric, words=figure.words))
            answer.cite(figure.publication)
            continue
        if figure.metric not in hidden:
            _list_line(answer, metric, group)
        for each_figure in group:
            answer.show(each_figure, place)
    answer.put(
        Table(
            title=wording.ALL_TITLE.format(place=where),
            period="",
            columns=wording.COLUMNS_OF_ALL,
            rows=tuple(
                Row(
                    ledger.known(figure.metric).name,
                    (figure.value, wording.UNIT_NAMES.get(figure.unit, ""), figure.scope, period_words(figure)),
                    value_words(figure),
                )
                for figure in of_value(figures)
            ),
            threshold=None,
            kind=TableKind.LIST,
            unit="",
            source=sources_of(figures),
        )
    )


def _newest_of_each(figures: Iterable[Statistic]) -> list[list[Statistic]]:
    """Figures of one metric and period together, the whole unit's first, then its parts; of each metric two periods."""
    groups: dict[tuple[object, ...], list[Statistic]] = {}
    periods: dict[str, set[object]] = {}
    for figure in figures:
        key = (figure.metric, figure.period_from, figure.period_to, figure.as_of, figure.formula, figure.value is None)
        seen = periods.setdefault(figure.metric, set())
        if key not in seen and len(seen) >= MOST_PERIODS:
            continue
        seen.add(key)
        groups.setdefault(key if figure.value is not None else (*key, figure.id), []).append(figure)
    return [sorted(group, key=lambda figure: figure.scope != "") for group in groups.values()]


def _list_line(answer: Answer, metric: str, group: Sequence[Statistic]) -> None:
    """One line of the list: the whole unit's value with its parts, or the parts alone."""
    figure, *parts = group
    first = bold(value_words(figure, answer.ledger.ranked_of(figure)))
    words = "; ".join(wording.PART.format(scope=part.scope, value=value_words(part)) for part in parts)
    if not figure.scope:
        words = wording.ALL_PARTS.format(parts=words) if words else ""
    elif words:
        words = f"; {words}"
    scope = f"{figure.scope} " if figure.scope and words else f"({figure.scope}) " if figure.scope else ""
    rest = wording.ALL_REST.format(period=period_words(figure), derived=wording.DERIVED if figure.formula else "")
    answer.lines.append(line(wording.ALL_LINE.format(metric=metric), scope, first, words, rest))
