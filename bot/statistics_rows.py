"""Tables of what an answer shows: periods of one place, metrics of one place, parts of one figure."""

from __future__ import annotations

from collections.abc import Sequence

from bot import statistics_wording as wording
from bot.figures import amount_words, period_words, value_words
from bot.spans import capitalised
from bot.statistics_answer import Answer, sources_of
from bot.statistics_table import Row, Table, TableKind
from knowledge.place import Place
from knowledge.statistic import Statistic


def put_series(answer: Answer, place: Place, figures: Sequence[Statistic]) -> None:
    """The table of one metric in one place over time.

    Args:
        answer: Takes the table.
        place: Whose figures they are.
        figures: Oldest first.
    """
    known = answer.ledger.known(figures[0].metric)
    answer.put(
        Table(
            title=f"{known.name}, {answer.ledger.where(place)}",
            period="",
            columns=(wording.COLUMN_PERIOD, heading(answer, figures[0])),
            rows=tuple(_row(answer, period_words(each), each) for each in figures),
            threshold=known.full_score_at,
            kind=TableKind.TIME,
            unit=figures[0].unit,
            source=sources_of(figures),
            threshold_words=threshold_words(known.full_score_at),
        )
    )


def put_metrics(answer: Answer, place: Place) -> None:
    """Metrics of one unit and period that an answer shows of one place, side by side; of two, which is higher."""
    heads = [figure for figure, of in answer.heads if of is place]
    if len(heads) < 2 or len({(figure.unit, figure.period_from, figure.period_to) for figure in heads}) > 1:
        return
    names = [answer.ledger.name(figure.metric) for figure in heads]
    if len(heads) == len(set(names)) == 2:
        (high, first), (low, second) = sorted(zip(heads, names, strict=True), key=lambda pair: -(pair[0].value or 0))
        if high.value != low.value:
            amounts = {"high": amount_words(high), "low": amount_words(low)}
            answer.say(wording.HIGHER_METRIC.format(first=capitalised(first), second=second, **amounts))
    column = wording.UNIT_NAMES.get(heads[0].unit, wording.COLUMN_VALUE)
    put_rows(answer, answer.ledger.where(place), column, list(zip(names, heads, strict=True)))


def put_rows(answer: Answer, title: str, column: str, rows: Sequence[tuple[str, Statistic]]) -> None:
    """Put a table of labelled figures of one unit and period."""
    figures = [figure for _, figure in rows]
    answer.put(
        Table(
            title=title,
            period=period_words(figures[0]),
            columns=(wording.COLUMN_PART, column),
            rows=tuple(_row(answer, label, figure) for label, figure in rows),
            threshold=None,
            kind=TableKind.PLACES,
            unit=figures[0].unit,
            source=sources_of(figures),
        )
    )


def _row(answer: Answer, label: str, figure: Statistic) -> Row:
    """A row with the figure's own words; set off where the question is about it."""
    asked = any(figure.id == head.id for head, _ in answer.heads)
    return Row(label, (figure.value,), value_words(figure), asked=asked, qualifier=figure.qualifier)


def heading(answer: Answer, figure: Statistic) -> str:
    """A column's heading: the metric with its unit."""
    name, unit = answer.ledger.known(figure.metric).name, wording.UNIT_NAMES.get(figure.unit, "")
    return f"{name} ({unit})" if unit else name


def threshold_words(threshold: float | None) -> str:
    """What a threshold of QĐ 766 is, for a chart; empty without one."""
    if threshold is None:
        return ""
    return wording.THRESHOLD_766.format(value=wording.UNITS["percent"].format(number=f"{threshold:g}"))
