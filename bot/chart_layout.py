"""Where everything of a chart stands: a table of figures becomes a drawing for the upright screen of a phone.

Places are level bars under their names, which always start at zero. Rates of places that all lie between 90 and 100 %
are dots instead, on an axis from 90 that says so: a dot tells by where it stands, not by its length, and as bars 97,9
and 98 % would look the same. Three periods or more of one length are a line, others bars. The colours can be told apart
by people who are colour-blind and say nothing alone: what was asked is bold too, what is negative goes the other way.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot import chart_wording as wording
from bot.chart_drawing import WHITE, Bar, Box, Dot, Drawing, Point, Stroke, Words, line_height, width_of, wrapped
from bot.numbers import large_dong, number, percent
from bot.spans import capitalised
from bot.statistics_table import Row, Table, TableKind
from bot.statistics_wording import UNITS

WIDTH = 1080
MARGIN = 44
ROOM = WIDTH - 2 * MARGIN
TITLE, SUBTITLE, LABEL, VALUE, SMALL = 44, 32, 34, 36, 28
POINT = 30

INK, SOFT, FAINT = "#1A1A1A", "#4A4F55", "#D5DADF"
PLAIN_BAR, ASKED_BAR, NEGATIVE_BAR = "#5E8FB8", "#0B3C6F", "#B3541E"
MARK = "#C2410C"

MOST_ROWS = 15
"""Rows drawn; of more, the first, the last and those asked."""
MOST_UNSTATED = 3
"""Rows without a figure that are drawn where not all rows can be."""
MOST_ASKED = 10
FEWEST_FOR_LINE = 3
MOST_SOURCE_LINES = 8
MOST_TICK_LINES = 3
MOST_SKIPPED = 4
"""Of the periods under a line, at least every so manieth is named; else it is bars."""
DOTS_FROM = 90.0
CLOSE = 0.75
"""A line whose lowest point is above this share of its highest does not start at zero, and says so."""
BAR_HEIGHT = 30
THINNEST = 5
"""Pixels of a bar that is not zero."""
DOT_RADIUS = 15
LINE_HEIGHT = 640
HEADROOM = 56
"""Between the plot's edge and its outermost point, for the numbers at the points."""
_OF_YEAR = re.compile(r"(tháng \d{1,2}|quý [IVX\d]+)/(\d{4})", re.IGNORECASE)
_MONTH = re.compile(r"tháng (\d{1,2})", re.IGNORECASE)
_CHANGING = re.compile(r"(?<=tháng )\d{1,2}|(?<=quý )[ivx\d]+|\b\d{4}\b")
"""What differs between the names of periods of the same length."""
_TAIL = re.compile(r"(.*\d)(\D*)", re.DOTALL)


class ChartKind(StrEnum):
    """What a chart draws."""

    BARS = "bars"
    DOTS = "dots"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class _Scale:
    """Maps values to pixels: ``low`` at ``start``, ``high`` at ``end``."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        span = self.high - self.low
        return self.start + (self.end - self.start) * ((value - self.low) / span if span else 1)


@dataclass(slots=True)
class _Page:
    """A drawing as it grows downwards."""

    y: float = MARGIN
    shapes: list[Bar | Dot | Stroke] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)

    def say(self, text: str, size: int, colour: str, *, bold: bool = False, x: float = MARGIN) -> None:
        """Add a paragraph over the whole width."""
        for line in wrapped(text, size, WIDTH - MARGIN - x, bold):
            self.words.append(Words(line, x, self.y, size, colour, bold))
            self.y += line_height(size)


def chart_kind(table: Table) -> ChartKind | None:
    """What a table is drawn as; None of a list, or of fewer than two numbers, or an endless one."""
    rows = numbered(table)
    if table.kind is TableKind.LIST or len(rows) < 2 or not all(math.isfinite(value) for _, value in rows):
        return None
    if table.kind is TableKind.TIME and len(rows) >= FEWEST_FOR_LINE and _even(table) and _ticks(table) is not None:
        return ChartKind.LINE
    return ChartKind.DOTS if table.kind is TableKind.PLACES and starts_at_90(table) else ChartKind.BARS


def _even(table: Table) -> bool:
    """Whether the periods are of one length, as far as their names tell: months, quarters, years."""
    return len({_CHANGING.sub("", row.label.lower()) for row in table.rows}) == 1


def numbered(table: Table) -> list[tuple[Row, float]]:
    """The rows that have a number, with it."""
    return [(row, row.value) for row in table.rows if row.value is not None]


def starts_at_90(table: Table) -> bool:
    """Whether all is between 90 and 100 %, the threshold too."""
    values = [value for _, value in numbered(table)]
    values += [] if table.threshold is None else [table.threshold]
    return table.unit == "percent" and all(DOTS_FROM <= value <= 100 for value in values)


def drawn_rows(table: Table) -> list[int]:
    """The places in ``table.rows`` of the rows that bars are drawn for, at most ``MOST_ROWS``, in order."""
    count = len(table.rows)
    if count <= MOST_ROWS:
        return list(range(count))
    asked = [place for place, row in enumerate(table.rows) if row.asked][:MOST_ASKED]
    valued = [place for place, row in enumerate(table.rows) if row.value is not None]
    in_turn = reversed(valued) if table.kind is TableKind.TIME else iter(valued)
    unstated = [place for place, row in enumerate(table.rows) if row.value is None][:MOST_UNSTATED]
    chosen = dict.fromkeys([*asked, *valued[-1:], *in_turn, *unstated])
    return sorted(list(chosen)[:MOST_ROWS])


def layout_of(table: Table) -> Drawing | None:
    """The drawing of a table.

    Args:
        table: Two figures or more.

    Returns:
        The drawing, 1,080 pixels wide; None where there is nothing to draw (``chart_kind``).
    """
    kind = chart_kind(table)
    if kind is None:
        return None
    page = _Page()
    page.say(capitalised(table.title), TITLE, INK, bold=True)
    if table.period:
        page.y += 4
        page.say(capitalised(table.period), SUBTITLE, SOFT)
    notes = list(table.notes)
    if kind is ChartKind.LINE:
        notes += _line(page, table)
    else:
        notes += _bars(page, table, kind)
    page.y += 20
    for note in notes:
        page.say(note, SMALL, SOFT)
        page.y += 6
    _source(page, table)
    return Drawing(WIDTH, round(page.y + MARGIN), tuple(page.shapes), tuple(page.words))


# ── bars and dots ───────────────────────────────────────────────────────────────────────────────────────────────────


def _bars(page: _Page, table: Table, kind: ChartKind) -> list[str]:
    """Draw the rows under each other; returns what must be noted."""
    _legend(page, table)
    values = [value for _, value in numbered(table)]
    values += [] if table.threshold is None else [table.threshold]
    if kind is ChartKind.DOTS:
        scale = _Scale(DOTS_FROM, 100, MARGIN + DOT_RADIUS, WIDTH - MARGIN - DOT_RADIUS)
        _dot_axis(page, scale)
    else:
        low, high = min(0.0, *values), max(0.0, *values)
        if table.unit == "percent" and low == 0 and 50 < high <= 100:
            high = 100.0
        scale = _Scale(low, high, MARGIN, WIDTH - MARGIN) if high > low else _Scale(0, 1, MARGIN, WIDTH - MARGIN)
    set_off = any(row.asked for row in table.rows) and not all(row.asked for row in table.rows)
    before = -1
    for place in drawn_rows(table):
        _left_out(page, table, place - before - 1)
        _row(page, table, table.rows[place], scale, kind, asked=set_off and table.rows[place].asked)
        before = place
    _left_out(page, table, len(table.rows) - before - 1)
    if kind is ChartKind.DOTS:
        return [wording.CUT_AXIS.format(start=percent(DOTS_FROM))]
    return [wording.RANKS] if table.unit == "rank" else []


def _left_out(page: _Page, table: Table, count: int) -> None:
    """Say how many rows are not drawn here."""
    if count:
        words = wording.MORE_PERIODS if table.kind is TableKind.TIME else wording.MORE_PLACES
        page.y += 18
        page.say(words.format(count=number(count)), LABEL, SOFT)


def _row(page: _Page, table: Table, row: Row, scale: _Scale, kind: ChartKind, *, asked: bool) -> None:
    """Draw one row: its name and number, its bar beneath."""
    page.y += 20
    shown = row_words(row, table.unit)
    value_size = VALUE if row.value is not None else LABEL
    value_lines = wrapped(shown, value_size, ROOM * 0.5, row.value is not None)
    value_width = max((width_of(line, value_size, row.value is not None) for line in value_lines), default=0)
    names = wrapped(capitalised(row.label), LABEL, ROOM - value_width - 28, asked)
    top = page.y
    for position, line in enumerate(names):
        page.words.append(Words(line, MARGIN, top + position * line_height(LABEL), LABEL, INK, asked))
    for position, line in enumerate(value_lines):
        bold = row.value is not None
        x = WIDTH - MARGIN - width_of(line, value_size, bold)
        colour = INK if bold else SOFT
        page.words.append(Words(line, x, top + position * line_height(value_size), value_size, colour, bold))
    page.y = top + max(len(names) * line_height(LABEL), len(value_lines) * line_height(value_size)) + 4
    if row.value is None:
        return
    middle = page.y + BAR_HEIGHT / 2
    at = scale(row.value)
    colour = ASKED_BAR if asked else NEGATIVE_BAR if row.value < 0 else PLAIN_BAR
    if kind is ChartKind.DOTS:
        page.shapes.append(Stroke(((MARGIN, middle), (WIDTH - MARGIN, middle)), 4, FAINT))
    else:
        zero = scale(0)
        left, right = min(zero, at), max(zero, at)
        if row.value:
            left, right = (min(left, right - THINNEST), right) if row.value < 0 else (left, max(right, left + THINNEST))
            page.shapes.append(Bar((left, page.y, right, page.y + BAR_HEIGHT), colour))
        page.shapes.append(Stroke(((zero, page.y - 5), (zero, page.y + BAR_HEIGHT + 4)), 3, SOFT))
    if table.threshold is not None:
        mark = scale(table.threshold)
        upright = ((mark, page.y - 6), (mark, page.y + BAR_HEIGHT + 6))
        page.shapes += [Stroke(upright, 11, WHITE), Stroke(upright, 6, MARK, dashed=True)]
    if kind is ChartKind.DOTS:
        page.shapes.append(Dot(at, middle, DOT_RADIUS, colour))
    page.y += BAR_HEIGHT


def _dot_axis(page: _Page, scale: _Scale) -> None:
    """Name the ends and the middle of the axis that does not start at zero."""
    page.y += 16
    for value in (DOTS_FROM, 95.0, 100.0):
        _centred(page, percent(value), scale(value), SMALL, SOFT)
    page.y += line_height(SMALL)


# ── a line ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _line(page: _Page, table: Table) -> list[str]:
    """Draw the course of time; returns what must be noted."""
    rows = numbered(table)
    heads, tail = _heads([row_words(row, table.unit) for row, _ in rows])
    if tail:
        page.y += 4
        page.say(wording.UNIT.format(unit=tail), SUBTITLE, SOFT)
    _legend(page, table)
    page.y += 24
    marks, cut = _axis(table)
    inverted = table.unit == "rank"
    top, bottom = page.y + HEADROOM, page.y + LINE_HEIGHT - HEADROOM
    low, high = marks[0], marks[-1]
    scale = _Scale(low, high, top, bottom) if inverted else _Scale(low, high, bottom, top)
    left, xs = _columns(table)
    for value in marks:
        level = scale(value)
        words = _tick_words(value, table.unit)
        page.shapes.append(Stroke(((left, level), (WIDTH - MARGIN, level)), 2 if value or low == 0 else 4, FAINT))
        x = left - 14 - width_of(words, SMALL)
        page.words.append(Words(words, x, level - line_height(SMALL) / 2, SMALL, SOFT))
    if table.threshold is not None:
        level = scale(table.threshold)
        page.shapes.append(Stroke(((left, level), (WIDTH - MARGIN, level)), 5, MARK, dashed=True))
    points = {place: (xs[place], scale(row.value)) for place, row in enumerate(table.rows) if row.value is not None}
    for run in _runs(points):
        if len(run) > 1:
            page.shapes.append(Stroke(tuple(run), 6, PLAIN_BAR))
    set_off = any(row.asked for row in table.rows) and not all(row.asked for row in table.rows)
    for place, (x, y) in points.items():
        asked = set_off and table.rows[place].asked
        page.shapes.append(Dot(x, y, DOT_RADIUS if asked else 10, ASKED_BAR))
    page.words += _point_words(list(points.values()), heads, [value for _, value in rows], left)
    page.y += LINE_HEIGHT
    _periods(page, table, xs)
    notes = [wording.RANKS_ON_LINE] if inverted else []
    return [*notes, wording.CUT_AXIS.format(start=_tick_words(low, table.unit))] if cut else notes


def _axis(table: Table) -> tuple[list[float], bool]:
    """The values that are marked at the side, lowest first, and whether the axis leaves zero out."""
    values = [value for _, value in numbered(table)]
    values += [] if table.threshold is None else [table.threshold]
    low, high = min(values), max(values)
    if table.unit == "rank":
        step = max(1.0, _step((high - 1) / 3))
        start = 0.0 if step >= 5 else 1.0
        marks = [start + step * place for place in range(math.ceil((high - start) / step) + 1)]
        return [max(1.0, value) for value in marks], False
    if starts_at_90(table):
        return [90.0, 92.0, 94.0, 96.0, 98.0, 100.0], True
    close = low > CLOSE * high > 0
    start = max(0.0, low - (high - low or high * 0.1) * 0.5) if close else min(0.0, low)
    step = _step((high - start or 1) / 4)
    first, last = math.floor(start / step), math.ceil(high / step)
    if last == first:
        last += 1
    marks = [round(place * step, 9) for place in range(first, last + 1)]
    return marks, first > 0


def _step(rough: float) -> float:
    """The next round number: 1, 2 or 5 and zeros."""
    if rough <= 0:
        return 1.0
    size = 10.0 ** math.floor(math.log10(rough))
    return next((size * factor for factor in (1, 2, 5) if size * factor >= rough), size * 10)


def _columns(table: Table) -> tuple[float, list[float]]:
    """Where the plot begins, and where each row's point stands: in the middle of its band."""
    left = MARGIN + max(width_of(_tick_words(value, table.unit), SMALL) for value in _axis(table)[0]) + 14
    band = (WIDTH - MARGIN - left) / len(table.rows)
    return left, [left + band * (place + 0.5) for place in range(len(table.rows))]


def _ticks(table: Table) -> list[tuple[str, ...]] | None:
    """What stands under each point of a line, in lines; None where the periods' names do not fit."""
    _, xs = _columns(table)
    for skipped in range(1, MOST_SKIPPED + 1):
        room = (xs[1] - xs[0]) * skipped - 14
        ticks: list[tuple[str, ...]] = []
        year = ""
        for place, row in enumerate(table.rows):
            named = _OF_YEAR.fullmatch(row.label)
            if place % skipped:
                ticks.append(())
            elif named:
                part = _MONTH.sub(wording.MONTH, named[1])
                ticks.append((capitalised(part), *([named[2]] if named[2] != year else [])))
                year = named[2]
            else:
                ticks.append(tuple(wrapped(capitalised(row.label), SMALL, room)))
        fits = all(
            width_of(line, SMALL) <= min(room, 2 * (x - MARGIN), 2 * (WIDTH - MARGIN - x))
            for tick, x in zip(ticks, xs, strict=True)
            for line in tick
        )
        if fits and max(map(len, ticks)) <= MOST_TICK_LINES:
            return ticks
    return None


def _periods(page: _Page, table: Table, xs: Sequence[float]) -> None:
    """Name the periods under the plot."""
    ticks = _ticks(table) or []
    for tick, x in zip(ticks, xs, strict=True):
        for position, words in enumerate(tick):
            _centred(page, words, x, SMALL, INK, down=position * line_height(SMALL))
    page.y += max(map(len, ticks), default=0) * line_height(SMALL)


def _runs(points: dict[int, Point]) -> Iterator[list[Point]]:
    """Points of rows that follow each other: where one has no number the line is broken."""
    run: list[Point] = []
    before = None
    for place, point in points.items():
        if before is not None and place != before + 1:
            yield run
            run = []
        run.append(point)
        before = place
    yield run


def _point_words(points: Sequence[Point], heads: Sequence[str], values: Sequence[float], start: float) -> list[Words]:
    """Numbers at the points, right of ``start``, those of the ends and extremes first; without room one is left out."""
    order = dict.fromkeys(
        [len(points) - 1, 0, values.index(max(values)), values.index(min(values)), *range(len(points))]
    )
    boxes: list[Box] = []
    placed: list[Words] = []
    for place in order:
        x, y = points[place]
        beside = [points[other][1] for other in (place - 1, place + 1) if 0 <= other < len(points)]
        above, below = y - 18 - line_height(POINT), y + 14
        width = width_of(heads[place], POINT, bold=True)
        left = min(max(x - width / 2, start), WIDTH - MARGIN - width)
        trough = sum(beside) / len(beside) < y - 4
        for top in (below, above) if trough else (above, below):
            words = Words(heads[place], left, top, POINT, INK, bold=True, halo=True)
            others = [(px - 12, py - 12, px + 12, py + 12) for px, py in points if (px, py) != (x, y)]
            box = (words.box[0] - 4, words.box[1], words.box[2] + 4, words.box[3])
            if not any(overlap(box, other) for other in (*boxes, *others)):
                boxes.append(words.box)
                placed.append(words)
                break
    return placed


# ── words ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def row_words(row: Row, unit: str) -> str:
    """A row's number as the reply says it, or that there is none."""
    if row.words:
        return row.words
    if row.value is None:
        return wording.UNSTATED
    if unit in ("percent", "VND"):
        return _tick_words(row.value, unit)
    return UNITS.get(unit, "{number}").format(number=number(row.value))


def threshold_words(table: Table) -> str:
    """What the threshold is; empty without one."""
    if table.threshold is None:
        return ""
    return table.threshold_words or wording.THRESHOLD.format(value=_tick_words(table.threshold, table.unit))


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share a pixel."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _legend(page: _Page, table: Table) -> None:
    """Say what the dashed line is."""
    words = threshold_words(table)
    if not words:
        return
    page.y += 14
    middle = page.y + line_height(SMALL) / 2
    page.shapes.append(Stroke(((MARGIN, middle), (MARGIN + 60, middle)), 5, MARK, dashed=True))
    page.say(capitalised(words), SMALL, INK, x=MARGIN + 76)


def _source(page: _Page, table: Table) -> None:
    """Say where the figures are from; of many sources, the first."""
    lines = wrapped(wording.SOURCE.format(source="; ".join(table.source.splitlines())), SMALL, ROOM - 30)
    if len(lines) > MOST_SOURCE_LINES:
        lines = [*lines[: MOST_SOURCE_LINES - 1], f"{lines[MOST_SOURCE_LINES - 1]} …"]
    for line in lines if table.source.strip() else []:
        page.words.append(Words(line, MARGIN, page.y, SMALL, SOFT))
        page.y += line_height(SMALL)


def _centred(page: _Page, text: str, x: float, size: int, colour: str, down: float = 0) -> None:
    """Add one line around ``x``, within the margins."""
    width = width_of(text, size)
    left = min(max(x - width / 2, MARGIN), WIDTH - MARGIN - width)
    page.words.append(Words(text, left, page.y + down, size, colour))


def _heads(shown: Sequence[str]) -> tuple[list[str], str]:
    """Numbers without their unit, and the unit, where all have the same."""
    parts = [_TAIL.fullmatch(words) for words in shown]
    tails = {part[2].strip() if part else "" for part in parts}
    if len(tails) == 1 and all(parts):
        return [part[1] for part in parts if part], tails.pop()
    return list(shown), ""


def _tick_words(value: float, unit: str) -> str:
    """A value beside the axis."""
    words = percent(value) if unit == "percent" else large_dong(value) if unit == "VND" else number(value)
    return words.replace("-", "−")
