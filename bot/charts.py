"""Charts: a table of figures as a picture for a phone, and the same in words for those who cannot see it."""

from __future__ import annotations

from collections.abc import Sequence

from bot import chart_wording as wording
from bot.chart_drawing import png_of
from bot.chart_layout import ChartKind, chart_kind, drawn_rows, layout_of, numbered, row_words, threshold_words
from bot.figures import left_open
from bot.numbers import number
from bot.spans import capitalised
from bot.statistics_table import Row, Table, TableKind

MOST_NAMED = 3
"""Rows named where several are of one kind; of more, their count."""
MOST_LISTED = 6
"""Rows of a table that is told whole."""
_TITLES = {ChartKind.BARS: wording.BARS, ChartKind.DOTS: wording.DOTS, ChartKind.LINE: wording.LINE}


def chart_of(table: Table) -> tuple[bytes, str] | None:
    """Draw a table.

    Args:
        table: Two figures or more.

    Returns:
        A PNG, 1,080 pixels wide, and its text alternative; None where there are not two numbers to draw.
    """
    drawing, words = layout_of(table), alternative_of(table)
    return None if drawing is None else (png_of(drawing), words)


def alternative_of(table: Table) -> str:
    """What the chart of a table shows, in words: highest, lowest, asked, threshold; empty without a chart."""
    kind = chart_kind(table)
    if kind is None:
        return ""
    valued = numbered(table)
    sentences = [_TITLES[kind].format(title=", ".join(filter(None, (table.title.rstrip(". "), table.period))))]
    if table.kind is TableKind.TIME:
        first, last = valued[0][0], valued[-1][0]
        sentences.append(wording.FIRST_LAST.format(first=_said(first, table), last=_said(last, table)))
    sentences += _extremes(table, valued)
    asked = [row for row, _ in valued if row.asked]
    if len(valued) > MOST_LISTED and asked and len(asked) <= MOST_LISTED:
        sentences.append(wording.ASKED.format(rows="; ".join(_told(row, table) for row in asked)))
    if table.threshold is not None:
        sentences.append(_sides(table, valued, table.threshold))
    without = [row for row in table.rows if row.value is None]
    if without:
        sentences.append(wording.WITHOUT.format(labels=_labels(without, table)))
    if kind is not ChartKind.LINE and len(drawn_rows(table)) < len(table.rows):
        sentences.append(wording.SHOWN.format(shown=number(len(drawn_rows(table))), count=number(len(table.rows))))
    return " ".join(sentences)


def _extremes(table: Table, valued: Sequence[tuple[Row, float]]) -> list[str]:
    """The highest and the lowest, and of a short table the others; of ranks the first is the highest."""
    values = [value for _, value in valued]
    low, high = min(values), max(values)
    if low == high:
        return [wording.SAME.format(count=number(len(valued)), value=row_words(valued[0][0], table.unit))]
    best, worst = wording.HIGHEST, wording.LOWEST
    if table.unit == "rank":
        best, worst, low, high = wording.RANK_BEST, wording.RANK_WORST, high, low
    if len(valued) == 2 and table.unit != "rank":
        return [wording.BOTH.format(rows=capitalised("; ".join(_told(row, table) for row, _ in valued)))]
    sentences = [
        words.format(rows=_tied([row for row, value in valued if value == extreme], table))
        for words, extreme in ((best, high), (worst, low))
    ]
    others = [row for row, value in valued if value not in (low, high)]
    if others and len(valued) <= MOST_LISTED:
        sentences.append(wording.OTHERS.format(rows="; ".join(_told(row, table) for row in others)))
    return sentences


def _sides(table: Table, valued: Sequence[tuple[Row, float]], threshold: float) -> str:
    """Which rows reach the threshold and which do not."""
    unclear = [row for row, value in valued if left_open(row.qualifier, value, threshold)]
    over = [row for row, value in valued if value >= threshold and row not in unclear]
    under = [row for row, value in valued if value < threshold and row not in unclear]
    sides = [
        wording.REACHED.format(labels=_labels(over, table)) if over else wording.NONE_REACHED,
        wording.BELOW.format(labels=_labels(under, table)) if under else wording.NONE_BELOW,
    ]
    if unclear:
        sides.append(wording.UNCLEAR.format(labels=_labels(unclear, table)))
    return wording.OF_THRESHOLD.format(threshold=capitalised(threshold_words(table)), sides="; ".join(sides))


def _labels(rows: Sequence[Row], table: Table) -> str:
    """A few rows by name, more by number."""
    if len(rows) > MOST_NAMED:
        count = wording.COUNT_PERIODS if table.kind is TableKind.TIME else wording.COUNT_PLACES
        return count.format(count=number(len(rows)))
    return ", ".join(row.label for row in rows)


def _tied(rows: Sequence[Row], table: Table) -> str:
    """Rows that share a value, with it."""
    named = ", ".join(row.label for row in rows[:MOST_NAMED])
    if len(rows) > MOST_NAMED:
        more = wording.AND_MORE_PERIODS if table.kind is TableKind.TIME else wording.AND_MORE
        named = more.format(labels=named, count=number(len(rows) - MOST_NAMED))
    return wording.TIED.format(labels=named, value=row_words(rows[0], table.unit))


def _said(row: Row, table: Table) -> str:
    """A row with its value in brackets."""
    return wording.AT.format(label=row.label, value=row_words(row, table.unit))


def _told(row: Row, table: Table) -> str:
    """A row and its value."""
    return wording.ROW.format(label=row.label, value=row_words(row, table.unit))
