"""Charts: what a person sees on a phone, and what one who cannot see it is told."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import replace
from itertools import combinations

import pytest
from PIL import Image

from bot.chart_drawing import Bar, Dot, Drawing, Stroke, font_of, width_of, wrapped
from bot.chart_layout import (
    MARGIN,
    MARK,
    MOST_ROWS,
    WIDTH,
    ChartKind,
    chart_kind,
    drawn_rows,
    layout_of,
    overlap,
)
from bot.charts import chart_of
from bot.statistics_table import Row, Table, TableKind
from tests.bot.chart_tables import (
    ALL,
    CHANGE,
    EVERYWHERE,
    FALL,
    LONG_NAMES,
    MILLIONS,
    MONTHS,
    QUARTERS,
    RANKS,
    RATES,
    THRESHOLD,
    TWO,
    UNEVEN,
    periods,
    places,
    row,
)

LETTERS = [
    unicodedata.normalize("NFC", base + tone)
    for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
]


def drawing_of(table: Table) -> Drawing:
    """The drawing of a table that has one."""
    drawing = layout_of(table)
    assert drawing is not None
    return drawing


def bars_of(table: Table) -> list[Bar]:
    """The bars of its drawing."""
    return [shape for shape in drawing_of(table).shapes if isinstance(shape, Bar)]


def dots_of(table: Table) -> list[Dot]:
    """The dots of its drawing."""
    return [shape for shape in drawing_of(table).shapes if isinstance(shape, Dot)]


@pytest.mark.parametrize("bold", [False, True])
def test_the_font_has_every_vietnamese_letter(bold: bool) -> None:
    """No letter, number sign or quotation mark that we write is the box of a missing glyph."""
    font = font_of(60, bold)
    missing = bytes(font.getmask("\U000e0fff"))
    shown = [*LETTERS, *"đĐ%«»–—…−≥≤·₫0123456789,.;:()/"]

    assert [letter for letter in shown if bytes(font.getmask(letter)) == missing] == []
    assert width_of(unicodedata.normalize("NFD", "Nguyễn Ỷ"), 40) == width_of("Nguyễn Ỷ", 40)


@pytest.mark.parametrize("name", ALL)
def test_the_picture_is_a_png_for_an_upright_phone(name: str) -> None:
    """A PNG of 1,080 pixels' width that Telegram accepts and that shows something."""
    chart = chart_of(ALL[name])
    assert chart is not None
    image = Image.open(io.BytesIO(chart[0]))
    image.load()

    assert image.format == "PNG"
    assert image.width == WIDTH
    assert 400 <= image.height <= 2_600
    assert len(chart[0]) < 1_000_000
    colours = {colour: count for count, colour in image.convert("RGB").getcolors(1 << 20) or ()}
    ground = colours.pop((255, 255, 255))
    assert len(colours) > 10
    assert 0.5 < ground / (image.width * image.height) < 0.98


@pytest.mark.parametrize("name", ALL)
def test_words_neither_leave_the_picture_nor_meet(name: str) -> None:
    """Every line of words lies within the margins, apart from every other, in type that can be read."""
    drawing = drawing_of(ALL[name])

    for words in drawing.words:
        left, top, right, bottom = words.box
        assert left >= MARGIN - 1 and right <= WIDTH - MARGIN + 1, words
        assert top >= 0 and bottom <= drawing.height, words
        assert words.size >= 26
    assert [
        (one.text, other.text) for one, other in combinations(drawing.words, 2) if overlap(one.box, other.box)
    ] == []


@pytest.mark.parametrize("name", ALL)
def test_bars_do_not_run_through_words(name: str) -> None:
    """No bar covers a name or a number, and shapes stay in the picture."""
    drawing = drawing_of(ALL[name])
    bars = [shape.box for shape in drawing.shapes if isinstance(shape, Bar)]

    assert [words.text for words in drawing.words for bar in bars if overlap(words.box, bar)] == []
    assert all(MARGIN - 1 <= bar[0] < bar[2] <= WIDTH - MARGIN + 1 for bar in bars)


@pytest.mark.parametrize("name", ALL)
def test_title_source_and_numbers_stand_in_the_picture(name: str) -> None:
    """Title, period, source with its date, and of bars every number as the reply says it."""
    table = ALL[name]
    shown = " ".join(words.text for words in drawing_of(table).words)
    flat = " ".join(shown.split()).lower()

    assert table.title.lower() in flat
    assert table.period.lower() in flat
    assert "ubnd tỉnh gió lộng, 05/10/2026; cổng dịch vụ công gió lộng, 06/10/2026" in flat
    if chart_kind(table) is not ChartKind.LINE:
        for place in drawn_rows(table):
            assert table.rows[place].words in shown


def test_bars_start_at_zero() -> None:
    """A bar of twice the value is twice as long."""
    table = places(row("xã Gió", 40, "40 hồ sơ"), row("xã Bão", 20, "20 hồ sơ"), row("xã Mây", 0), unit="dossiers")
    first, second = (bar.box[2] - bar.box[0] for bar in bars_of(table))

    assert first == pytest.approx(2 * second)


def test_rates_near_a_hundred_are_dots_on_an_axis_that_says_where_it_starts() -> None:
    """97,9 and 99,57 % can be told apart, and the picture says that it does not begin at zero."""
    shown = [words.text for words in drawing_of(TWO).words]
    first, second = dots_of(TWO)

    assert first.x - second.x > 100
    assert "Trục bắt đầu từ 90 %, không phải từ 0." in shown
    assert {"90 %", "100 %"} <= set(shown)
    assert not bars_of(TWO)


def test_one_rate_below_ninety_makes_bars_from_zero() -> None:
    """The axis is cut only where all are rates between 90 and 100 %."""
    table = replace(TWO, rows=(*TWO.rows, row("xã Gió", 89.9)))

    assert chart_kind(table) is ChartKind.BARS
    assert not any("Trục bắt đầu" in words.text for words in drawing_of(table).words)


def test_what_falls_goes_left_of_zero() -> None:
    """Bars of rises and falls meet at the zero line, in different colours; no change has no bar."""
    rise, fall, greatest_fall = bars_of(CHANGE)

    assert rise.box[0] == fall.box[2] == greatest_fall.box[2]
    assert len({rise.colour, fall.colour, greatest_fall.colour}) == 3


def test_the_threshold_is_marked_at_each_bar_and_named() -> None:
    """The dashed mark stands right of a bar below it and within one above it."""
    drawing = drawing_of(THRESHOLD)
    above, _, below = bars_of(THRESHOLD)
    marks = {
        stroke.points[0][0]
        for stroke in drawing.shapes
        if isinstance(stroke, Stroke) and stroke.dashed and stroke.points[0][0] == stroke.points[1][0]
    }

    assert len(marks) == 1
    assert below.box[2] < marks.pop() < above.box[2]
    assert "Đủ điểm theo QĐ 766 từ 80 %" in [words.text for words in drawing.words]


def test_what_was_asked_is_bold_and_darker() -> None:
    """The asked place is told apart by more than its colour."""
    drawing = drawing_of(THRESHOLD)
    named = {words.text: words.bold for words in drawing.words}

    assert (named["Xã Bão"], named["Xã Gió"]) == (True, False)
    assert len({bar.colour for bar in bars_of(THRESHOLD)}) == 2


def test_of_many_places_the_first_the_last_and_the_asked_are_drawn() -> None:
    """At most fifteen bars; where places are left out, it says how many."""
    drawn = drawn_rows(EVERYWHERE)
    shown = [words.text for words in drawing_of(EVERYWHERE).words]

    assert drawn == [*range(13), 40, 67]
    assert len(bars_of(EVERYWHERE)) == MOST_ROWS
    assert shown.count("… và 27 nơi nữa") == 1
    assert shown.count("… và 26 nơi nữa") == 1


def test_of_many_places_without_a_figure_few_are_drawn() -> None:
    """They would hide those that have one: three stand for all, after every place with a figure."""
    valued = tuple(row(f"xã Gió {number}", 90 - number) for number in range(6))
    silent = tuple(Row(f"xã Mưa {number}", (None,), "không nêu") for number in range(100))
    table = places(*valued, *silent)

    assert drawn_rows(table) == [*range(6), 6, 7, 8]
    assert "… và 97 nơi nữa" in [words.text for words in drawing_of(table).words]


def test_a_place_without_a_figure_has_no_bar_and_says_so() -> None:
    """What no source states is not drawn as zero."""
    assert len(bars_of(THRESHOLD)) == 3
    assert "không nêu" in [words.text for words in drawing_of(THRESHOLD).words]


def test_months_are_a_line_with_numbers_at_its_points() -> None:
    """Twelve points, each labelled, months under them and the unit above."""
    shown = [words.text for words in drawing_of(MONTHS).words]

    assert chart_kind(MONTHS) is ChartKind.LINE
    assert len(dots_of(MONTHS)) == 12
    assert {"41,2", "78,05", "39,9", "T1", "T12", "2026", "Đơn vị: %", "Mốc 50 %"} <= set(shown)
    assert all(row.words.removesuffix(" %") in shown for row in MONTHS.rows)
    assert any(
        isinstance(shape, Stroke) and shape.dashed and shape.colour == MARK for shape in drawing_of(MONTHS).shapes
    )


def test_wide_numbers_stand_above_and_below_and_the_widest_only_where_they_matter() -> None:
    """Millions find room by turns above and below the line; of milliards the ends and extremes do."""
    milliards = replace(
        MILLIONS, rows=tuple(replace(row, words=f"8.765.432.1{place:02d}") for place, row in enumerate(MILLIONS.rows))
    )
    shown = [words.text for words in drawing_of(MILLIONS).words]
    few = [words.text for words in drawing_of(milliards).words if words.text.startswith("8.765")]

    assert {f"{1_000_000 + month}" for month in range(1, 13)} <= set(shown)
    assert {"8.765.432.100", "8.765.432.111"} <= set(few)
    assert len(few) < 12


def test_a_higher_value_is_a_higher_point_but_a_lower_rank() -> None:
    """Up is more; of ranks, up is better."""
    january, _, march, *_ = dots_of(MONTHS)
    twelfth, _, third = dots_of(RANKS)

    assert january.y < march.y
    assert third.y < twelfth.y
    assert "Hạng 1 là cao nhất, ở trên cùng." in [words.text for words in drawing_of(RANKS).words]


def test_a_period_without_a_figure_breaks_the_line() -> None:
    """No line runs over a quarter that no source states."""
    runs = [
        shape
        for shape in drawing_of(QUARTERS).shapes
        if isinstance(shape, Stroke) and shape.points[0][1] != shape.points[-1][1]
    ]

    assert [len(run.points) for run in runs] == [2, 2]
    assert len(dots_of(QUARTERS)) == 4


def test_periods_of_different_lengths_are_not_joined() -> None:
    """Four years, nine months and some days are bars under their names."""
    assert chart_kind(UNEVEN) is ChartKind.BARS
    assert chart_kind(replace(UNEVEN, kind=TableKind.PLACES)) is ChartKind.BARS


@pytest.mark.parametrize(("table", "cut"), [(RATES, True), (MONTHS, False), (FALL, False)])
def test_a_line_that_does_not_start_at_zero_says_so(table: Table, cut: bool) -> None:
    """Its axis is cut only where all points lie close together."""
    said = [words.text for words in drawing_of(table).words if words.text.startswith("Trục bắt đầu từ")]

    assert bool(said) is cut


@pytest.mark.parametrize(
    "table",
    [
        places(),
        places(row("xã Gió", 50)),
        places(row("xã Gió", 50), row("xã Bão", None)),
        places(row("xã Gió", float("nan"), "?"), row("xã Bão", 1)),
        places(Row("xã Gió", ()), Row("xã Bão", ("chín",))),
        replace(TWO, kind=TableKind.LIST),
    ],
)
def test_fewer_than_two_numbers_are_no_chart(table: Table) -> None:
    """There is nothing to see side by side."""
    assert chart_of(table) is None


@pytest.mark.parametrize(
    "table",
    [
        places(row("xã Gió", 0), row("xã Bão", 0)),
        places(row("xã Gió", 5, "hạng 5"), row("xã Bão", 1, "hạng 1"), unit="rank"),
        periods(row("tháng 1/2026", 7), row("tháng 2/2026", 7), row("tháng 3/2026", 7)),
        periods(row("năm 2021", 1, "hạng 1"), row("năm 2022", 1, "hạng 1"), row("năm 2023", 1, "hạng 1"), unit="rank"),
        periods(*(row(f"tháng {place % 12 + 1}/{2015 + place // 12}", place) for place in range(120))),
        replace(TWO, source="", title="", period="", columns=(), threshold=0.0),
        replace(TWO, source="Nguồn dài " * 400),
        places(row("xã Gió", 1e15, "1.000.000.000.000.000 đồng"), row("xã Bão", 1e-9), unit="VND"),
    ],
)
def test_odd_tables_are_drawn_all_the_same(table: Table) -> None:
    """Zeros, ranks, ten years of months, no title, endless sources: a picture whose words do not meet."""
    assert chart_of(table) is not None
    drawing = drawing_of(table)
    assert not any(overlap(one.box, other.box) for one, other in combinations(drawing.words, 2))
    assert drawing.height < 3_000


def test_the_alternative_says_highest_lowest_and_the_threshold() -> None:
    """Who cannot see the picture learns title, period, extremes with values, sides of the threshold, and what lacks."""
    chart = chart_of(THRESHOLD)
    assert chart is not None

    assert chart[1] == (
        "Biểu đồ thanh: tỷ lệ số hóa hồ sơ, quý III/2026. Cao nhất là xã Gió với 91,2 %. Thấp nhất là xã Mây với "
        "79,98 %. Còn lại: xã Bão: 84,4 %. Đủ điểm theo QĐ 766 từ 80 %: bằng hoặc trên mốc có xã Gió, xã Bão; dưới mốc "
        "có xã Mây. Không có số: xã Mưa."
    )


def test_the_alternative_of_a_line_tells_its_ends() -> None:
    """From where to where, and the turning points."""
    words = (chart_of(MONTHS) or (b"", ""))[1]

    assert "Từ tháng 1/2026 (41,2 %) đến tháng 12/2026 (78,05 %)." in words
    assert "Thấp nhất là tháng 3/2026 với 39,9 %." in words
    assert "bằng hoặc trên mốc có 8 kỳ; dưới mốc có 4 kỳ" in words


def test_the_alternative_of_many_places_tells_the_asked_one() -> None:
    """Not only the extremes; and that not all are drawn."""
    words = (chart_of(EVERYWHERE) or (b"", ""))[1]

    assert "Cao nhất là xã Gió 1 với 9.000 hồ sơ. Thấp nhất là xã Gió 68 với 8.933 hồ sơ." in words
    assert "Được hỏi: xã Gió 41: 8.960 hồ sơ." in words
    assert "Hình vẽ 15 trong 68 dòng." in words


def test_the_alternative_tells_ties_and_ranks_right() -> None:
    """Places that share a value share a sentence; the highest rank is the smallest number."""
    ties = (chart_of(places(row("xã Gió", 9), row("xã Bão", 9), row("xã Mây", 2))) or (b"", ""))[1]
    same = (chart_of(places(row("xã Gió", 9), row("xã Bão", 9))) or (b"", ""))[1]

    assert "Cao nhất là xã Gió, xã Bão với 9 %." in ties
    assert "Cả 2 số bằng nhau: 9 %." in same
    assert "Hạng cao nhất là năm 2023 với hạng 3." in (chart_of(RANKS) or (b"", ""))[1]


def test_a_number_without_words_gets_its_unit() -> None:
    """Rows that the reply has not put into words are shown in Vietnamese form with their unit all the same."""
    counts = places(Row("xã Gió", (12_345.0,)), Row("xã Bão", (1.0,)), unit="dossiers")
    rates = places(Row("xã Gió", (12.345,)), Row("xã Bão", (1.0,)))
    money = places(Row("xã Gió", (96.4e9,)), Row("xã Bão", (7_000.0,)), unit="VND")

    assert "Xã Gió: 12.345 hồ sơ; xã Bão: 1 hồ sơ." in (chart_of(counts) or (b"", ""))[1]
    assert "Xã Gió: 12,35 %; xã Bão: 1 %." in (chart_of(rates) or (b"", ""))[1]
    assert "Xã Gió: 96,4 tỷ đồng; xã Bão: 7.000 đồng." in (chart_of(money) or (b"", ""))[1]


def test_every_word_of_a_long_name_is_shown() -> None:
    """Long names are wrapped, never cut."""
    shown = "".join(words.text for words in drawing_of(LONG_NAMES).words).replace(" ", "").lower()

    assert all(row.label.replace(" ", "").lower() in shown for row in LONG_NAMES.rows)


def test_a_per_cent_sign_stays_with_its_number() -> None:
    """A line does not begin with «%»."""
    text = "đạt 98 %, " * 30

    assert not [line for line in wrapped(text, 28, 300) if line.startswith("%")]
