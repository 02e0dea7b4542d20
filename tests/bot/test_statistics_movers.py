"""Which places changed most, small differences, and figures whose source leaves open how large they are."""

from __future__ import annotations

from datetime import date

import pytest

from bot.assistant import Assistant
from bot.charts import alternative_of
from bot.plain import plain_text
from bot.reply import Reply
from bot.state import MemoryState
from bot.statistics_replies import statistics_reply
from intents.intent import Asking, Block, Order, Period, StatisticsAsked, Topic
from knowledge.release import Release
from knowledge.statistic import Qualifier
from tests.made_up_release import PROVINCE, RATE, XA, figure, made_up, made_up_rates

AN_BINH, BINH_YEN, CAM_SON, _ = XA.values()
Q2 = Period("2026-04-01", "2026-06-30", "quý II")


def _reply(intent: StatisticsAsked, release: Release | None = None) -> Reply:
    return statistics_reply(intent, release or made_up_rates(), date(2026, 11, 23), 90)


def _moved(order: Order = Order.MOST, **more: object) -> StatisticsAsked:
    known: dict[str, object] = {"places": (PROVINCE,), "metrics": (RATE,), "block": Block.XA, **more}
    return StatisticsAsked(asking=Asking.CHANGE, order=order, **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("order", "starts", "first"),
    [
        (Order.MOST, "Tăng 1,5 điểm phần trăm — xã An Bình: tăng nhiều nhất", [99.5, 98.0]),
        (Order.LEAST, "Giảm 1,25 điểm phần trăm — xã Bình Yên: giảm nhiều nhất", [97.25, 98.5]),
        (Order.BEST, "Tăng 1,5 điểm phần trăm — xã An Bình", [99.5, 98.0]),
        (Order.WORST, "Giảm 1,25 điểm phần trăm — xã Bình Yên", [97.25, 98.5]),
    ],
)
def test_the_place_that_moved_most_comes_first_with_both_values(order: Order, starts: str, first: list[float]) -> None:
    """Of those with figures in both periods; the others are counted, not guessed."""
    reply = _reply(_moved(order))
    text = plain_text(reply)

    assert text.startswith(starts), text
    assert "quý III/2026 so với quý II/2026" in text
    assert [each.value for each in reply.figures][:2] == first
    assert "2/4 xã" in text
    assert reply.table is not None
    assert reply.table.unit == "percent_points"


def test_every_mover_is_listed_with_both_values() -> None:
    """All in order, each with where it came from."""
    lines = plain_text(_reply(_moved(Order.ALL, block=Block.COMMUNES))).split("\n")

    assert lines[:3] == [
        "1. tăng 1,5 điểm phần trăm — xã An Bình (98 % → 99,5 %)",
        "2. không đổi — phường Gia Hòa (98 % → 98 %)",
        "3. giảm 1,25 điểm phần trăm — xã Bình Yên (98,5 % → 97,25 %)",
    ]


def test_nobody_rose_is_said() -> None:
    """The first of those that did not rise is not called the one that rose most."""
    release = made_up(
        [
            figure(place, RATE, value, quarter)
            for place, before, now in ((AN_BINH, 98.0, 97.0), (BINH_YEN, 99.0, 96.0))
            for quarter, value in (("II/2026", before), ("III/2026", now))
        ]
    )

    assert "không nơi nào tăng" in plain_text(_reply(_moved(), release))


def test_movers_without_an_earlier_period_are_not_made_up() -> None:
    """No figure of the period before in two places: no order."""
    reply = _reply(_moved(since=Period("2024-01-01", "2024-03-31", "quý I/2024")))

    assert reply.figures == ()
    assert "không nêu" in plain_text(reply)


def test_a_change_too_small_for_two_decimals_is_not_called_zero() -> None:
    """«Dưới 0,01 điểm phần trăm», without a subtraction that reads 98,25 − 98,25."""
    release = made_up([figure(AN_BINH, RATE, 98.252, "II/2026"), figure(AN_BINH, RATE, 98.254)])
    text = plain_text(_reply(StatisticsAsked((AN_BINH,), (RATE,), asking=Asking.CHANGE), release))

    assert text.startswith("Tăng dưới 0,01 điểm phần trăm")
    assert "tăng 0 điểm" not in text
    assert "−" not in text


def test_places_nearly_equal_are_said_to_be() -> None:
    """No difference of 0 between two values that differ."""
    release = made_up([figure(AN_BINH, RATE, 98.252), figure(BINH_YEN, RATE, 98.254)])
    text = plain_text(_reply(StatisticsAsked((AN_BINH, BINH_YEN), (RATE,), asking=Asking.COMPARE), release))

    assert "gần như bằng nhau (chênh dưới 0,01 điểm phần trăm)" in text


def test_over_ninety_is_neither_over_nor_under_ninety_eight() -> None:
    """«Trên 92,5 %» stands on neither side of 98 %, in the reply, in the chart's words and in a ranking."""
    release = made_up(
        [
            figure(AN_BINH, RATE, 99.0),
            figure(BINH_YEN, RATE, 97.0),
            figure(CAM_SON, RATE, 92.5, qualifier=Qualifier.OVER),
        ]
    )
    asked = StatisticsAsked((PROVINCE,), (RATE,), asking=Asking.OVER_UNDER, block=Block.XA, threshold=98.0, over=False)
    reply = _reply(asked, release)
    ranked = plain_text(_reply(StatisticsAsked((PROVINCE,), (RATE,), asking=Asking.RANK, block=Block.XA), release))

    assert [each.locality for each in reply.figures] == ["xã Bình Yên"]
    assert "Cẩm Sơn: Nguồn chỉ nêu trên 92,5 %, nên chưa kết luận được" in plain_text(reply)
    assert reply.table is not None
    assert "chưa rõ trên hay dưới mốc là xã Cẩm Sơn" in alternative_of(reply.table)
    assert "vị trí của nơi này chỉ để tham khảo" in ranked


def test_a_name_chosen_by_button_keeps_what_it_was_compared_with() -> None:
    """«So sánh xã An Bình với xã Bình Yên»: after «which An Bình?» the other one is still there, and the period."""
    release = made_up_rates()
    assistant = Assistant(lambda: release, MemoryState())
    asked = StatisticsAsked(
        (AN_BINH, "commune-92001"), (RATE,), Q2, asking=Asking.COMPARE, ambiguous=True, beside=((BINH_YEN,),)
    )
    assistant.state.keep("chat", Topic(places=asked.places, metrics=asked.metrics, statistics=asked))

    reply = assistant.tap(f"s|{AN_BINH}|{RATE}", "chat")

    assert [(each.locality, each.value) for each in reply.figures] == [("xã An Bình", 98.0), ("xã Bình Yên", 98.5)]


def test_beside_a_name_without_figures_the_others_are_told() -> None:
    """Neither An Bình has a figure: said so, and Bình Yên's is given."""
    release = made_up([figure(BINH_YEN, RATE, 97.0)])
    asked = StatisticsAsked(
        (AN_BINH, "commune-92001"), (RATE,), asking=Asking.COMPARE, ambiguous=True, beside=((BINH_YEN,),)
    )

    assert [each.locality for each in _reply(asked, release).figures] == ["xã Bình Yên"]
