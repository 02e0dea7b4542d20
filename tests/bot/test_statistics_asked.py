"""Rankings, comparisons, changes, gaps and definitions of made-up figures: what is given, and what is said with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from bot.plain import plain_text
from bot.reply import Reply
from bot.statistics_replies import statistics_reply
from bot.statistics_table import TableKind
from bot.taps import ExportTable, parse
from intents.intent import Asking, Block, Grain, Order, Outcome, Period, StatisticsAsked
from knowledge.release import Release
from knowledge.statistic import Publication, Qualifier, Statistic
from tests.made_up_release import (
    DEPARTMENTS,
    DISTRICT,
    PHUONG,
    PROVINCE,
    RATE,
    XA,
    figure,
    made_up,
    made_up_rates,
    rates,
)

TODAY = date(2026, 11, 23)
AN_BINH, BINH_YEN, CAM_SON, DAI_LOC = XA.values()
GIA_HOA = PHUONG["Gia Hòa"]
Q2 = Period("2026-04-01", "2026-06-30", "quý II")
YEAR = Period("2026-01-01", "2026-12-31", "năm 2026")


def _reply(intent: StatisticsAsked, release: Release | None = None, *, staff: bool = False) -> Reply:
    return statistics_reply(intent, release or made_up_rates(), TODAY, 90, staff=staff)


def _ranked(**asked: object) -> StatisticsAsked:
    known: dict[str, object] = {"places": (PROVINCE,), "metrics": (RATE,), "asking": Asking.RANK, **asked}
    return StatisticsAsked(**known)  # type: ignore[arg-type]


def _shown(reply: Reply) -> list[tuple[str, float]]:
    return [(figure.locality, figure.value) for figure in reply.figures]


def _first(reply: Reply) -> str:
    return plain_text(reply).split("\n")[0]


# ── rates that follow from counts ───────────────────────────────────────────────────────────────────────────────────


def test_a_rate_that_is_not_stored_is_worked_out() -> None:
    """On time of solved, with formula and inputs; what is pending counts nowhere."""
    release = made_up(
        [
            figure(AN_BINH, "dossiers_on_time", 450),
            figure(AN_BINH, "dossiers_overdue", 50),
            figure(AN_BINH, "dossiers_pending", 100),
        ]
    )
    reply = _reply(StatisticsAsked((AN_BINH,), (RATE,)), release)
    text = plain_text(reply)

    assert _first(reply).startswith("90 % — tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn, xã An Bình")
    assert "450 / (450 + 50) = 90 %" in text
    assert "hồ sơ đang giải quyết không tính" in text
    assert [(shown.metric, shown.value) for shown in reply.figures] == [
        (RATE, 90.0),
        ("dossiers_on_time", 450.0),
        ("dossiers_overdue", 50.0),
    ]
    assert reply.figures[0].formula == "450 / (450 + 50)"


def test_solved_dossiers_are_the_denominator_where_they_are_stated() -> None:
    """The stated total of solved dossiers goes before the sum of its parts."""
    release = made_up([figure(AN_BINH, "dossiers_overdue", 5), figure(AN_BINH, "dossiers_solved", 200)])

    assert "5 / 200 = 2,5 %" in plain_text(_reply(StatisticsAsked((AN_BINH,), ("dossiers_overdue_rate",)), release))


@pytest.mark.parametrize(
    ("definition", "derived"),
    [("Hồ sơ đã giải quyết trong kỳ", True), ("Hồ sơ tiếp nhận, đã giải quyết trong kỳ", False), ("", False)],
)
def test_a_total_is_a_denominator_only_if_its_source_says_of_what(definition: str, derived: bool) -> None:
    """A total of received dossiers, or of nobody knows which, gives no rate on time."""
    release = made_up(
        [figure(AN_BINH, "dossiers_on_time", 90), figure(AN_BINH, "dossiers_total", 100, definition=definition)]
    )
    reply = _reply(StatisticsAsked((AN_BINH,), (RATE,)), release)

    assert bool(reply.figures) is derived
    assert ("không nêu" in plain_text(reply)) is not derived


def test_counts_of_different_periods_are_never_divided() -> None:
    """Online of one quarter, received of another."""
    release = made_up(
        [figure(AN_BINH, "dossiers_online", 50, "III/2026"), figure(AN_BINH, "dossiers_received", 100, "II/2026")]
    )

    assert _reply(StatisticsAsked((AN_BINH,), ("dossiers_online_rate",)), release).figures == ()


def test_a_denominator_of_zero_gives_no_data() -> None:
    """0 / 0 is no percentage."""
    release = made_up([figure(AN_BINH, "dossiers_online", 0), figure(AN_BINH, "dossiers_received", 0)])
    reply = _reply(StatisticsAsked((AN_BINH,), ("dossiers_online_rate",)), release)

    assert reply.figures == ()
    assert "Không có dữ liệu" in plain_text(reply)
    assert "0 / 0" in plain_text(reply)


def test_counts_that_contradict_give_no_rate() -> None:
    """More on time than solved."""
    release = made_up([figure(AN_BINH, "dossiers_on_time", 120), figure(AN_BINH, "dossiers_solved", 100)])

    assert _reply(StatisticsAsked((AN_BINH,), (RATE,)), release).figures == ()


def test_inexact_counts_give_an_inexact_rate() -> None:
    """«Trên 50» of 100 is about half."""
    release = made_up(
        [
            figure(AN_BINH, "dossiers_online", 50, qualifier=Qualifier.OVER),
            figure(AN_BINH, "dossiers_received", 100),
        ]
    )

    assert _first(_reply(StatisticsAsked((AN_BINH,), ("dossiers_online_rate",)), release)).startswith("Khoảng 50 %")


# ── values ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_value_is_citable() -> None:
    """Figure, metric, place, period, as-of, source with date and link."""
    reply = _reply(StatisticsAsked((AN_BINH,), (RATE,)))
    text = plain_text(reply)

    assert _first(reply).startswith("99,5 % — tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn, xã An Bình (tỉnh Thử")
    for words in ("quý III/2026", "Số liệu tính đến 30/9/2026", "05/10/2026", "https://example.vn/bc-q3"):
        assert words in text
    assert reply.links == ("https://example.vn/bc-q3",)


def test_rates_of_shorter_periods_are_told_and_not_added_up() -> None:
    """A year of which there are quarters: not stated, the quarters newest first, and a table over time."""
    reply = _reply(StatisticsAsked((AN_BINH,), (RATE,), YEAR))

    assert "không nêu" in _first(reply)
    assert _shown(reply) == [("xã An Bình", 99.5), ("xã An Bình", 98.0)]
    assert reply.table is not None
    assert reply.table.kind is TableKind.TIME
    assert [row.label for row in reply.table.rows] == ["quý II/2026", "quý III/2026"]


@pytest.mark.parametrize(
    ("period", "value"),
    [
        (Period("", "", "kỳ này", newest=1), 99.5),
        (Period("", "", "kỳ trước", newest=2), 98.0),
        (Period("", "", "quý trước", newest=3, grain=Grain.QUARTER), 95.0),
    ],
)
def test_periods_are_counted_back_from_the_newest(period: Period, value: float) -> None:
    """«Kỳ này», «kỳ trước» are those of the figures, not of the calendar."""
    assert _reply(StatisticsAsked((AN_BINH,), (RATE,), period)).figures[0].value == value


def test_a_length_that_no_figure_has_is_not_stated() -> None:
    """«Tháng gần nhất» where there are quarters only."""
    period = Period("", "", "tháng gần nhất", newest=1, grain=Grain.MONTH)

    assert _reply(StatisticsAsked((AN_BINH,), (RATE,), period)).figures == ()


def _months(metric: str, values: Mapping[str, Sequence[float]], first: int = 7) -> list[Statistic]:
    """Figures of consecutive months of 2026 by place."""
    days = {4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30}
    return [
        figure(place, metric, value, period=(f"2026-{month:02d}-01", f"2026-{month:02d}-{days[month]}"))
        for place, own in values.items()
        for month, value in enumerate(own, first)
    ]


Q3 = Period("2026-07-01", "2026-09-30", "quý III/2026")


def test_counts_of_months_make_a_quarter() -> None:
    """Added up with formula and inputs; what is pending at the end of each month is not."""
    counts = _months("dossiers_received", {AN_BINH: (100, 200, 300)})
    release = made_up([*counts, *_months("dossiers_pending", {AN_BINH: (7, 8, 9)})])
    reply = _reply(StatisticsAsked((AN_BINH,), ("dossiers_received",), Q3), release)
    pending = _reply(StatisticsAsked((AN_BINH,), ("dossiers_pending",), Q3), release)

    assert _first(reply).startswith("600 hồ sơ — số hồ sơ tiếp nhận, xã An Bình (tỉnh Thử Nghiệm), quý III/2026")
    assert "100 + 200 + 300 = 600 hồ sơ" in plain_text(reply)
    assert [shown.value for shown in reply.figures] == [600, 100, 200, 300]
    assert "không nêu" in _first(pending)
    assert 24 not in [shown.value for shown in pending.figures]


def test_a_rate_of_a_quarter_is_made_of_sums_not_of_rates() -> None:
    """All on time over all solved."""
    release = made_up(
        [
            *_months("dossiers_on_time", {AN_BINH: (10, 10, 70)}),
            *_months("dossiers_solved", {AN_BINH: (10, 20, 70)}),
        ]
    )
    text = plain_text(_reply(StatisticsAsked((AN_BINH,), (RATE,), Q3), release))

    assert text.startswith("90 % — ")
    assert "(10 + 10 + 70) / (10 + 20 + 70) = 90 %" in text


def test_a_missing_month_leaves_the_quarter_unstated() -> None:
    """July and September alone are no quarter."""
    counts = _months("dossiers_received", {AN_BINH: (100, 200, 300)})
    reply = _reply(StatisticsAsked((AN_BINH,), ("dossiers_received",), Q3), made_up([counts[0], counts[2]]))

    assert "không nêu" in _first(reply)
    assert [shown.value for shown in reply.figures] == [300, 100]


def test_a_quarter_made_of_months_is_ranked_and_compared_over_time() -> None:
    """Only places that have every month; the quarter before is made the same way."""
    counts = {AN_BINH: (1, 2, 3), BINH_YEN: (2, 2, 4), CAM_SON: (9, 9)}
    earlier = _months("dossiers_received", {AN_BINH: (1, 1, 2)}, first=4)
    release = made_up([*_months("dossiers_received", counts), *earlier])
    metrics = ("dossiers_received",)
    ranked = _reply(_ranked(metrics=metrics, period=Q3, block=Block.XA, order=Order.MOST), release)
    changed = _reply(StatisticsAsked((AN_BINH,), metrics, Q3, asking=Asking.CHANGE, baseline="previous"), release)

    assert _shown(ranked)[:2] == [("xã Bình Yên", 8), ("xã An Bình", 6)]
    assert "xã Cẩm Sơn" in plain_text(ranked)
    assert _first(changed).startswith("Tăng 2 hồ sơ (50 %)")


# ── rankings ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_best_comes_first_within_its_block() -> None:
    """Of xã only xã; who follows; how many have data and who has none; the period, chosen and named."""
    reply = _reply(_ranked(block=Block.XA, order=Order.BEST))
    text = plain_text(reply)

    assert _first(reply).startswith("99,5 % — xã An Bình: cao nhất")
    assert _shown(reply) == [("xã An Bình", 99.5), ("xã Bình Yên", 97.25), ("xã Cẩm Sơn", 97.25)]
    assert "Có số của 3/4 xã" in text
    assert "xã Đại Lộc" in text
    assert "quý III/2026 (kỳ mới nhất có số)" in text
    assert "phường" not in text


def test_a_ranking_is_of_the_units_within() -> None:
    """«Của các xã của tỉnh …», never the province's own figure, also for the n-th."""
    best = plain_text(_reply(_ranked(block=Block.XA, order=Order.BEST)))
    second = _first(_reply(_ranked(block=Block.XA, order=Order.BEST, nth=2)))

    assert "đúng hạn của các xã của tỉnh Thử Nghiệm, quý III/2026" in best
    assert "trong 3 xã của tỉnh Thử Nghiệm có số về tỷ lệ" in second


def test_nothing_is_announced_where_no_unit_is_on_a_side() -> None:
    """A colon stands only before a list."""
    under = _first(_reply(_ranked(asking=Asking.OVER_UNDER, block=Block.XA, threshold=80.0, over=False)))
    over = _first(_reply(_ranked(asking=Asking.OVER_UNDER, block=Block.XA, threshold=80.0, over=True)))

    assert under.startswith("0/3 xã") and under.endswith("dưới 80 %, quý III/2026.")
    assert over.endswith("từ 80 % trở lên, quý III/2026:")


def test_ties_share_a_place() -> None:
    """The worst are two, and the next is third."""
    reply = _reply(_ranked(block=Block.XA, order=Order.WORST))

    assert _first(reply).startswith("97,25 % — 2 xã của tỉnh Thử Nghiệm cùng thấp nhất")
    assert "3. xã An Bình 99,5 %" in plain_text(reply)
    assert [value for _, value in _shown(reply)] == [97.25, 97.25, 99.5]


@pytest.mark.parametrize(
    ("metric", "order", "first"),
    [
        ("dossiers_overdue", Order.MOST, "xã Bình Yên"),
        ("dossiers_overdue", Order.WORST, "xã Bình Yên"),
        ("dossiers_overdue", Order.BEST, "xã An Bình"),
        ("dossiers_overdue", Order.LEAST, "xã An Bình"),
        ("dossiers_solved", Order.MOST, "xã Bình Yên"),
        ("dossiers_solved", Order.LEAST, "xã An Bình"),
    ],
)
def test_what_is_good_depends_on_the_metric(metric: str, order: Order, first: str) -> None:
    """Few overdue dossiers are good; «most» is the largest whatever it is of."""
    release = made_up([figure(AN_BINH, metric, 3), figure(BINH_YEN, metric, 9)])

    assert _shown(_reply(_ranked(metrics=(metric,), block=Block.XA, order=order), release))[0][0] == first


def test_the_nth_is_given_to_all_who_share_it() -> None:
    """Second of three, twice; there is no ninth."""
    second = _reply(_ranked(block=Block.XA, order=Order.BEST, nth=2))
    ninth = _reply(_ranked(block=Block.XA, order=Order.BEST, nth=9))

    assert [name for name, _ in _shown(second)] == ["xã Bình Yên", "xã Cẩm Sơn"]
    assert "2 nơi cùng đứng thứ 2" in plain_text(second)
    assert ninth.figures == ()
    assert "Chỉ có 3 xã có số" in plain_text(ninth)


def test_the_top_is_as_long_as_asked() -> None:
    """Two of three, and that one more is equal to the last."""
    reply = _reply(_ranked(block=Block.XA, order=Order.BEST, top=2))

    assert [name for name, _ in _shown(reply)] == ["xã An Bình", "xã Bình Yên"]
    assert "1 nơi nữa bằng nơi cuối" in plain_text(reply)


def test_the_rank_of_one_place_is_within_its_own_kind() -> None:
    """A phường among phường; its rank first, then its figure."""
    reply = _reply(_ranked(places=(PHUONG["Hòa Mỹ"],)))

    assert _first(reply).startswith("Hạng 2/2 — phường Hòa Mỹ (tỉnh Thử Nghiệm): 91 %")
    assert _shown(reply) == [("phường Hòa Mỹ", 91.0), ("phường Gia Hòa", 98.0)]


def test_kinds_are_not_mixed_unless_asked_together() -> None:
    """No kind named: the most numerous, and that there are others; both named: together, with the head of each."""
    alone = plain_text(_reply(_ranked(order=Order.BEST)))
    together = _reply(_ranked(block=Block.COMMUNES))

    assert "còn có số của: phường; sở, ngành" in alone
    assert [name for name, _ in _shown(together)[:2]] == ["xã An Bình", "phường Gia Hòa"]
    assert "đứng đầu từng khối: xã — xã An Bình 99,5 %; phường — phường Gia Hòa 98 %" in plain_text(together)


def test_departments_have_a_block_of_their_own() -> None:
    """Sở beside sở."""
    reply = _reply(_ranked(block=Block.DEPARTMENTS, order=Order.WORST))

    assert {name for name, _ in _shown(reply)} == set(DEPARTMENTS)


def test_within_a_former_district_todays_communes_are_ranked() -> None:
    """Those that took part of it, and no others; what became of it is told."""
    reply = _reply(_ranked(places=(DISTRICT,), block=Block.XA, order=Order.BEST))

    assert [name for name, _ in _shown(reply)] == ["xã An Bình", "xã Bình Yên"]
    assert "đã kết thúc hoạt động từ 01/7/2025" in plain_text(reply)


def test_the_whole_country_is_ranked_when_no_place_is_named() -> None:
    """Names come with the province."""
    reply = _reply(_ranked(places=(), block=Block.XA, order=Order.BEST))

    assert "xã An Bình (tỉnh Thử Nghiệm): cao nhất" in _first(reply)
    assert "cả nước" in plain_text(reply)


def test_the_period_with_two_places_goes_before_a_newer_one_with_one() -> None:
    """A ranking is among places of one same period."""
    release = made_up([*rates(), figure(AN_BINH, RATE, 50, period=("2026-10-01", "2026-10-31"))])

    assert "quý III/2026" in _first(_reply(_ranked(block=Block.XA, order=Order.BEST), release))


def test_nothing_is_ranked_of_what_no_source_states() -> None:
    """Another metric, another period, one place only: no figure, and what there is instead."""
    metric = _reply(_ranked(metrics=("digitised_rate",), block=Block.XA, order=Order.BEST))
    period = _reply(_ranked(period=Period("2024-01-01", "2024-12-31", "năm 2024"), block=Block.XA))
    single = _reply(_ranked(block=Block.XA), made_up([figure(AN_BINH, RATE, 99)]))

    for reply in (metric, period, single):
        assert reply.outcome is Outcome.STATISTICS
        assert reply.figures == ()
        assert "không nêu" in plain_text(reply)
    assert "quý III/2026" in plain_text(period)
    assert "chỉ có xã An Bình" in plain_text(single)


def test_a_derived_rate_is_ranked_too() -> None:
    """Counts of two communes give the order, and the formula of the first."""
    counts = {AN_BINH: (90, 10), BINH_YEN: (99, 1)}
    release = made_up(
        [
            each
            for place, (on_time, overdue) in counts.items()
            for each in (figure(place, "dossiers_on_time", on_time), figure(place, "dossiers_overdue", overdue))
        ]
    )
    reply = _reply(_ranked(block=Block.XA, order=Order.BEST), release)

    assert _shown(reply)[0] == ("xã Bình Yên", 99.0)
    assert "99 / (99 + 1) = 99 %" in plain_text(reply)


def test_a_count_is_said_to_depend_on_how_many_dossiers_there_are() -> None:
    """The place with most overdue dossiers need not be the worst."""
    release = made_up([figure(AN_BINH, "dossiers_overdue", 3), figure(BINH_YEN, "dossiers_overdue", 9)])
    reply = _reply(_ranked(metrics=("dossiers_overdue",), block=Block.XA, order=Order.MOST), release)

    assert "không phải tỷ lệ" in plain_text(reply)


# ── side by side ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_fair_comparison_gives_the_difference() -> None:
    """Same period, same source: who is higher, by how many points."""
    reply = _reply(StatisticsAsked((AN_BINH, GIA_HOA), (RATE,), asking=Asking.COMPARE))

    assert _shown(reply) == [("xã An Bình", 99.5), ("phường Gia Hòa", 98.0)]
    assert "Xã An Bình cao hơn phường Gia Hòa 1,5 điểm phần trăm (99,5 % − 98 %)" in plain_text(reply)
    assert "không so sánh trực tiếp" not in plain_text(reply)
    assert reply.table is not None
    assert [row.value for row in reply.table.rows] == [99.5, 98.0]


def test_places_are_compared_over_a_period_that_both_have() -> None:
    """The newer figure of one alone is left aside."""
    release = made_up([*rates(), figure(AN_BINH, RATE, 50, period=("2026-10-01", "2026-10-31"))])
    reply = _reply(StatisticsAsked((AN_BINH, GIA_HOA), (RATE,), asking=Asking.COMPARE), release)

    assert {shown.period_to for shown in reply.figures} == {"2026-09-30"}


def test_a_place_without_a_figure_is_named() -> None:
    """The others are still given."""
    reply = _reply(StatisticsAsked((AN_BINH, DAI_LOC), (RATE,), asking=Asking.COMPARE))

    assert _shown(reply) == [("xã An Bình", 99.5)]
    assert "không nêu số liệu của xã Đại Lộc" in plain_text(reply)


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (
            figure(GIA_HOA, "dossiers_solved", 900, period=("2022-01-01", "2025-12-31")),
            ("khác nhau về thời gian", "(48 tháng)"),
        ),
        (
            figure(GIA_HOA, "dossiers_solved", 900, definition="Hồ sơ tiếp nhận"),
            ("khác nhau về cách tính", "«Hồ sơ tiếp nhận»"),
        ),
    ],
)
def test_an_unfair_comparison_says_why_and_gives_what_it_can(other: object, words: tuple[str, ...]) -> None:
    """Periods and definitions that differ are named, and no difference is worked out."""
    release = made_up([figure(AN_BINH, "dossiers_solved", 300, definition="Hồ sơ đã giải quyết"), other])  # type: ignore[list-item]
    reply = _reply(StatisticsAsked((AN_BINH, GIA_HOA), ("dossiers_solved",), asking=Asking.COMPARE), release)
    text = plain_text(reply)

    assert [value for _, value in _shown(reply)] == [300.0, 900.0]
    assert "không so sánh trực tiếp được" in text
    assert "cao hơn" not in text
    for word in words:
        assert word in text


def test_counts_of_unlike_periods_come_with_their_mean_for_a_month() -> None:
    """300 in three months against 900 in 48."""
    release = made_up(
        [
            figure(AN_BINH, "dossiers_solved", 300),
            figure(GIA_HOA, "dossiers_solved", 960, period=("2022-01-01", "2025-12-31")),
        ]
    )
    reply = _reply(StatisticsAsked((AN_BINH, GIA_HOA), ("dossiers_solved",), asking=Asking.COMPARE), release)

    assert "300 / 3 ≈ 100 hồ sơ" in plain_text(reply)
    assert "960 / 48 ≈ 20 hồ sơ" in plain_text(reply)


def test_places_are_compared_in_all_that_they_share() -> None:
    """No metric named: each that both have, once."""
    release = made_up(
        [
            figure(place, metric, value)
            for place in (AN_BINH, GIA_HOA)
            for metric, value in (("digitised_rate", 80), ("dossiers_solved", 10))
        ]
    )
    reply = _reply(StatisticsAsked((AN_BINH, GIA_HOA), asking=Asking.COMPARE), release)

    assert [shown.metric for shown in reply.figures] == ["digitised_rate"] * 2 + ["dossiers_solved"] * 2


# ── change ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_change_stands_beside_both_periods() -> None:
    """Points, both values, against the period before and the same of last year."""
    reply = _reply(StatisticsAsked((AN_BINH,), (RATE,), asking=Asking.CHANGE))
    text = plain_text(reply)

    assert _first(reply).startswith("Tăng 1,5 điểm phần trăm — ")
    assert "99,5 % − 98 % = 1,5 điểm phần trăm" in text
    assert "so với cùng kỳ (quý III/2025)" in text
    assert [value for _, value in _shown(reply)] == [99.5, 98.0, 95.0]
    assert reply.table is not None
    assert [row.value for row in reply.table.rows] == [95.0, 98.0, 99.5]


def test_a_count_changes_by_a_share_too() -> None:
    """Two hundred more than a thousand are 20 %."""
    release = made_up([figure(AN_BINH, "dossiers_solved", 1200), figure(AN_BINH, "dossiers_solved", 1000, "II/2026")])
    text = plain_text(
        _reply(StatisticsAsked((AN_BINH,), ("dossiers_solved",), asking=Asking.CHANGE, baseline="previous"), release)
    )

    assert text.startswith("Tăng 200 hồ sơ (20 %) — ")
    assert "1.200 hồ sơ − 1.000 hồ sơ = 200 hồ sơ" in text


def test_a_change_from_nothing_has_no_share() -> None:
    """From 0 no percentage follows."""
    release = made_up([figure(AN_BINH, "dossiers_solved", 12), figure(AN_BINH, "dossiers_solved", 0, "II/2026")])
    text = plain_text(_reply(StatisticsAsked((AN_BINH,), ("dossiers_solved",), asking=Asking.CHANGE), release))

    assert text.startswith("Tăng 12 hồ sơ — ")


def test_a_change_against_what_is_not_stated_is_not_made_up() -> None:
    """The figure is given, and that the other is missing."""
    reply = _reply(StatisticsAsked((BINH_YEN,), (RATE,), asking=Asking.CHANGE, baseline="last_year"))

    assert _shown(reply) == [("xã Bình Yên", 97.25)]
    assert "không tính được mức thay đổi" in plain_text(reply)


def test_a_named_period_is_compared_with() -> None:
    """«So với quý II»."""
    reply = _reply(StatisticsAsked((BINH_YEN,), (RATE,), asking=Asking.CHANGE, since=Q2))

    assert _first(reply).startswith("Giảm 1,25 điểm phần trăm")


# ── thresholds ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (
            BINH_YEN,
            "Thấp hơn mức 98 % mà bạn hỏi 0,75 điểm phần trăm (98 % − 97,25 % = 0,75 điểm phần trăm): chưa đạt.",
        ),
        (AN_BINH, "Cao hơn mức 98 % mà bạn hỏi 1,5 điểm phần trăm (99,5 % − 98 % = 1,5 điểm phần trăm): đạt."),
        (GIA_HOA, "Bằng mức 98 % mà bạn hỏi: đạt."),
    ],
)
def test_the_distance_to_a_threshold_is_worked_out(place: str, words: str) -> None:
    """Above, below, and exactly there."""
    assert words in plain_text(_reply(StatisticsAsked((place,), (RATE,), asking=Asking.GAP, threshold=98.0)))


def test_the_metrics_own_threshold_comes_with_its_source() -> None:
    """80 % of QĐ 766 for what is digitised, and that the place's own target is not stated."""
    release = made_up([figure(AN_BINH, "digitised_rate", 99, qualifier=Qualifier.OVER)])
    text = plain_text(_reply(StatisticsAsked((AN_BINH,), ("digitised_rate",), asking=Asking.GAP), release))

    assert text.startswith("Trên 99 % — ")
    assert "Cao hơn mức đủ điểm 80 % theo QĐ 766 trên 19 điểm phần trăm" in text
    assert "không nêu chỉ tiêu" in text
    assert "Nguồn: Quyết định 766/QĐ-TTg" in text


def test_a_target_of_the_same_place_is_no_result() -> None:
    """The target is given with the result, and that they are of different nature."""
    release = made_up([figure(AN_BINH, RATE, 99), figure(AN_BINH, f"{RATE}_target", 98, qualifier=Qualifier.AT_LEAST)])
    reply = _reply(StatisticsAsked((AN_BINH,), (RATE, f"{RATE}_target"), asking=Asking.GAP), release)

    assert "Cao hơn chỉ tiêu từ 98 % trở lên" in plain_text(reply)
    assert "chỉ tiêu và kết quả" in plain_text(reply)
    assert [shown.metric for shown in reply.figures] == [RATE, f"{RATE}_target"]


def test_words_that_leave_it_open_are_not_decided() -> None:
    """«Trên 90 %» may be over 98 % or not."""
    release = made_up([figure(AN_BINH, RATE, 90, qualifier=Qualifier.OVER)])
    text = plain_text(_reply(StatisticsAsked((AN_BINH,), (RATE,), asking=Asking.GAP, threshold=98.0), release))

    assert "chưa kết luận được" in text
    assert "chưa đạt" not in text


@pytest.mark.parametrize(
    ("over", "names", "start"),
    [
        (True, ["xã An Bình", "phường Gia Hòa"], "2/5 xã, phường"),
        (False, ["phường Hòa Mỹ", "xã Bình Yên", "xã Cẩm Sơn"], "3/5 xã, phường"),
    ],
)
def test_places_over_and_under_are_listed_and_counted(over: bool, names: list[str], start: str) -> None:
    """Those asked, their number first; the other number and who has no figure are told."""
    asked = _ranked(asking=Asking.OVER_UNDER, block=Block.COMMUNES, threshold=98.0, over=over)
    reply = _reply(asked)
    text = plain_text(reply)

    assert _first(reply).startswith(start)
    assert [name for name, _ in _shown(reply)] == names
    assert "2 nơi từ 98 % trở lên, 3 nơi dưới 98 %" in text
    assert "Có số của 5/6 xã, phường" in text
    assert reply.table is not None
    assert reply.table.threshold == 98.0


def test_both_sides_are_told_when_no_side_is_named() -> None:
    """Over first, then under."""
    reply = _reply(_ranked(asking=Asking.OVER_UNDER, block=Block.XA, threshold=98.0))

    assert [value for _, value in _shown(reply)] == [99.5, 97.25, 97.25]


def test_no_threshold_is_invented() -> None:
    """Neither named nor stated by a source."""
    reply = _reply(_ranked(asking=Asking.OVER_UNDER, block=Block.XA))

    assert reply.figures == ()
    assert "không nêu chỉ tiêu hay ngưỡng" in plain_text(reply)


# ── definitions, sources, names, rights ─────────────────────────────────────────────────────────────────────────────


def test_a_definition_names_the_second_one() -> None:
    """«Đúng hạn» of the reports and of QĐ 766, with no figure."""
    reply = _reply(StatisticsAsked((), (RATE,), asking=Asking.DEFINITION))
    text = plain_text(reply)

    assert reply.figures == ()
    assert "hồ sơ đã giải quyết" in text
    assert "(đã và đang xử lý trong hạn)" in text
    assert "Nguồn: Quyết định 766/QĐ-TTg" in text


def test_the_source_is_told_with_date_and_link() -> None:
    """Of the figure that the chat is about."""
    reply = _reply(StatisticsAsked((AN_BINH,), (RATE,), asking=Asking.SOURCE))
    text = plain_text(reply)

    assert "Số này lấy từ: Báo cáo quý III/2026 — Trung tâm phục vụ hành chính công tỉnh, 05/10/2026." in text
    assert "https://example.vn/bc-q3" in text
    assert _shown(reply) == [("xã An Bình", 99.5)]


def test_a_source_without_a_link_is_said_to_have_none() -> None:
    """No link is made up."""
    release = made_up([figure(AN_BINH, RATE, 99, publication=Publication("Báo cáo", "Tỉnh", "2026-10-05"))])
    reply = _reply(StatisticsAsked((AN_BINH,), (RATE,), asking=Asking.SOURCE), release)

    assert "không kèm đường dẫn" in plain_text(reply)
    assert reply.links == ()


def test_places_of_one_name_are_asked_back() -> None:
    """Each with its province, on a button that keeps the metric; no figure of either."""
    reply = _reply(StatisticsAsked((AN_BINH, "commune-92001"), (RATE,), ambiguous=True))

    assert reply.figures == ()
    assert [(button.label, button.data) for button in reply.buttons] == [
        ("Xã An Bình (tỉnh Thử Nghiệm)", f"s|{AN_BINH}|{RATE}"),
        ("Xã An Bình (tỉnh Khác)", f"s|commune-92001|{RATE}"),
    ]


def test_a_former_unit_whose_successors_have_figures_points_to_them() -> None:
    """The old figure is the district's; today's communes have their own."""
    old = figure(DISTRICT, RATE, 88, period=("2022-01-01", "2024-12-31"))
    reply = _reply(StatisticsAsked((DISTRICT,), (RATE,)), made_up([*rates(), old]))
    text = plain_text(reply)

    assert _shown(reply) == [("huyện An Bình", 88.0)]
    assert "không phải của xã An Bình ngày nay" in text
    assert "Các đơn vị hiện nay có số riêng: xã An Bình, xã Bình Yên" in text
    assert "99,5" not in text


INTERNAL = [figure(AN_BINH, RATE, 12.5, internal=True), figure(BINH_YEN, RATE, 10.5, internal=True)]


@pytest.mark.parametrize(
    "asked",
    [
        StatisticsAsked((AN_BINH,), (RATE,)),
        StatisticsAsked((AN_BINH,)),
        StatisticsAsked((AN_BINH, BINH_YEN), (RATE,), asking=Asking.COMPARE),
        StatisticsAsked((AN_BINH,), (RATE,), asking=Asking.CHANGE),
        StatisticsAsked((AN_BINH,), (RATE,), asking=Asking.GAP, threshold=98.0),
        StatisticsAsked((AN_BINH,), (RATE,), asking=Asking.SOURCE),
        StatisticsAsked((), (RATE,)),
        _ranked(block=Block.XA, order=Order.BEST),
        _ranked(asking=Asking.OVER_UNDER, block=Block.XA, threshold=98.0),
    ],
)
def test_internal_figures_are_for_staff_alone(asked: StatisticsAsked) -> None:
    """Others get what they would get if there were none, word for word; staff get them, marked."""
    release, empty = made_up(INTERNAL), made_up([])
    public, staff = _reply(asked, release), _reply(asked, release, staff=True)

    assert public == _reply(asked, empty)
    assert "12,5" not in plain_text(public)
    assert "nội bộ" not in plain_text(public)
    assert not asked.places or "nội bộ" in plain_text(staff)


def test_staff_see_the_internal_figure_before_the_public_one() -> None:
    """Where both are of one period."""
    release = made_up([figure(AN_BINH, RATE, 99), INTERNAL[0]])
    asked = StatisticsAsked((AN_BINH,), (RATE,))

    assert _reply(asked, release, staff=True).figures[0].value == 12.5
    assert _reply(asked, release).figures[0].value == 99


@pytest.mark.parametrize("asking", list(Asking))
@pytest.mark.parametrize("places", [(), (PROVINCE,), (AN_BINH,), (AN_BINH, GIA_HOA), (DISTRICT,), ("commune-0",)])
@pytest.mark.parametrize("metrics", [(), (RATE,), (f"{RATE}_target",), ("no_metric",), ("dossiers_overdue", RATE)])
def test_anything_that_can_be_asked_is_answered(
    asking: Asking, places: tuple[str, ...], metrics: tuple[str, ...]
) -> None:
    """Whatever stands beside whatever: a reply in words, buttons that can be carried and read, no brace left."""
    reply = _reply(StatisticsAsked(places, metrics, asking=asking))
    text = plain_text(reply)

    assert reply.outcome is Outcome.STATISTICS
    assert reply.sections[0].name == "answer"
    assert reply.sections[0].lines
    assert "{" not in text
    for button in reply.buttons:
        assert len(button.data.encode()) <= 64
        assert parse(button.data) is not None, button


def test_a_table_can_be_fetched_as_a_file() -> None:
    """Two figures side by side come with a button, one alone with none."""
    both = _reply(StatisticsAsked((AN_BINH, GIA_HOA), (RATE,), asking=Asking.COMPARE))
    one = _reply(StatisticsAsked((AN_BINH,), (RATE,)))

    assert [parse(button.data) for button in both.buttons[-2:]] == [ExportTable("xlsx"), ExportTable("csv")]
    assert both.table is not None
    assert one.table is None
    assert all(not isinstance(parse(button.data), ExportTable) for button in one.buttons)
