"""Periods as people say them."""

from __future__ import annotations

from datetime import date

import pytest

from intents.changes import find_times
from intents.intent import Grain, Period
from intents.periods import find_period, find_periods

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("tháng 9", "2026-09-01", "2026-09-30"),
        ("tháng 12", "2025-12-01", "2025-12-31"),
        ("tháng 9/2026", "2026-09-01", "2026-09-30"),
        ("thang 2 nam 2024", "2024-02-01", "2024-02-29"),
        ("tháng 3 năm ngoái", "2025-03-01", "2025-03-31"),
        ("12/2021", "2021-12-01", "2021-12-31"),
        ("quý III/2026", "2026-07-01", "2026-09-30"),
        ("quý 1 năm 2020", "2020-01-01", "2020-03-31"),
        ("quí tư năm 2025", "2025-10-01", "2025-12-31"),
        ("quý 4", "2026-10-01", "2026-12-31"),
        ("9 tháng đầu năm", "2026-01-01", "2026-09-30"),
        ("9 tháng đầu năm 2025", "2025-01-01", "2025-09-30"),
        ("mười tháng năm 2023", "2023-01-01", "2023-10-31"),
        ("6 tháng", "2026-01-01", "2026-06-30"),
        ("6 tháng cuối năm 2025", "2025-07-01", "2025-12-31"),
        ("6 thang dau nam ngoai", "2025-01-01", "2025-06-30"),
        ("năm ngoái", "2025-01-01", "2025-12-31"),
        ("nam roi", "2025-01-01", "2025-12-31"),
        ("năm kia", "2024-01-01", "2024-12-31"),
        ("năm nay", "2026-01-01", "2026-12-31"),
        ("năm 2022", "2022-01-01", "2022-12-31"),
        ("2018-2021", "2018-01-01", "2021-12-31"),
        ("giai đoạn 2018 – 2021", "2018-01-01", "2021-12-31"),
        ("từ năm 2018 đến năm 2021", "2018-01-01", "2021-12-31"),
        ("từ 15/12/2022 đến 15/9/2023", "2022-12-15", "2023-09-15"),
        ("15/12/2022 - 15/9/2023", "2022-12-15", "2023-09-15"),
        ("15/12 đến 15/9/2023", "2022-12-15", "2023-09-15"),
        ("ngày 26/3/2020", "2020-03-26", "2020-03-26"),
        ("từ tháng 1 đến tháng 6 năm 2022", "2022-01-01", "2022-06-30"),
        ("quý này", "2026-10-01", "2026-12-31"),
        ("quý trước", "2026-07-01", "2026-09-30"),
        ("tháng trước", "2026-10-01", "2026-10-31"),
        ("tuần này", "2026-11-23", "2026-11-29"),
        ("từ đầu năm đến nay", "2026-01-01", "2026-11-23"),
        ("từ 2024 đến nay", "2024-01-01", "2026-11-23"),
        ("t9", "2026-09-01", "2026-09-30"),
        ("T12/2025", "2025-12-01", "2025-12-31"),
        ("tháng 9/26", "2026-09-01", "2026-09-30"),
        ("thnag 9", "2026-09-01", "2026-09-30"),
        ("tháng chín", "2026-09-01", "2026-09-30"),
        ("tháng mười một năm ngoái", "2025-11-01", "2025-11-30"),
        ("tháng vừa rồi", "2026-10-01", "2026-10-31"),
        ("tháng này", "2026-11-01", "2026-11-30"),
        ("q3", "2026-07-01", "2026-09-30"),
        ("q3/2025", "2025-07-01", "2025-09-30"),
        ("quyIII 2026", "2026-07-01", "2026-09-30"),
        ("9t đầu năm", "2026-01-01", "2026-09-30"),
        ("nửa đầu năm 2025", "2025-01-01", "2025-06-30"),
        ("nửa cuối năm ngoái", "2025-07-01", "2025-12-31"),
        ("tháng 1-9", "2026-01-01", "2026-09-30"),
        ("từ tháng 1 đến tháng 9", "2026-01-01", "2026-09-30"),
        ("từ tháng 1 đến tháng 3 năm ngoái", "2025-01-01", "2025-03-31"),
        ("quý 1 đến quý 3", "2026-01-01", "2026-09-30"),
        ("quý I - III/2025", "2025-01-01", "2025-09-30"),
        ("từ 1/9 đến 30/9", "2026-09-01", "2026-09-30"),
        ("từ 1/12 đến 31/12", "2025-12-01", "2025-12-31"),
        ("3 tháng gần đây", "2026-08-01", "2026-10-31"),
        ("từ đầu năm", "2026-01-01", "2026-11-23"),
        ("từ đầu quý đến nay", "2026-10-01", "2026-11-23"),
        ("hôm nay", "2026-11-23", "2026-11-23"),
        ("hôm qua", "2026-11-22", "2026-11-22"),
        ("10 tháng", "2026-01-01", "2026-10-31"),
    ],
)
def test_a_period_is_understood_with_and_without_marks(said: str, start: str, end: str) -> None:
    """Months, quarters, years, spans, and periods that count from today."""
    period = find_period(f"xã mình {said} thế nào", TODAY)

    assert period is not None
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize("said", ["năm ngoái", "quý trước", "tháng 9", "6 tháng đầu năm"])
def test_without_today_only_the_words_are_known(said: str) -> None:
    """The same question always gives the same intent; who answers knows the day."""
    period = find_period(f"đúng hạn {said}", None)

    assert period is not None
    assert (period.start, period.end) == ("", "")
    assert find_period(period.words, TODAY) == find_period(said, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "363.424 hồ sơ",
        "mã 1.004270",
        "nghị định 118/2025",
        "quý vị cho hỏi",
        "tháng 13",
        "một tháng",
        "ngày 31/2/2023",
        "năm",
    ],
)
def test_what_is_no_period(text: str) -> None:
    """Numbers, codes, decrees and days that do not exist."""
    assert find_period(text, TODAY) is None


@pytest.mark.parametrize(
    ("said", "newest", "grain"),
    [
        ("kỳ này", 1, Grain.ANY),
        ("kỳ trước", 2, Grain.ANY),
        ("số liệu gần nhất", 1, Grain.ANY),
        ("số liệu mới nhất", 1, Grain.ANY),
        ("quý gần nhất", 1, Grain.QUARTER),
        ("tháng gần nhất", 1, Grain.MONTH),
    ],
)
@pytest.mark.parametrize("today", [TODAY, None])
def test_a_period_may_be_counted_from_the_newest_figures(
    said: str, newest: int, grain: Grain, today: date | None
) -> None:
    """Only the release knows which days these are."""
    period = find_period(said, today)

    assert period is not None
    assert (period.start, period.end, period.newest, period.grain) == ("", "", newest, grain)
    assert find_period(period.words, today) == period


def test_every_period_is_found_where_it_stands() -> None:
    """From left to right, with the words before it."""
    found = find_periods("tháng 9/2026 so với tháng 8/2026", TODAY)

    assert [said.period.words for said in found] == ["tháng 9/2026", "tháng 8/2026"]
    assert found[1].before == "thang 9/2026 so voi "


@pytest.mark.parametrize(
    ("said", "period", "since", "baseline"),
    [
        ("tăng hay giảm so với tháng trước", "tháng gần nhất", "", "previous"),
        ("quý 3 so với quý trước", "quý 3", "", "previous"),
        ("so với kỳ trước", "", "", "previous"),
        ("so với cùng kỳ", "", "", "last_year"),
        ("so với cùng kỳ năm ngoái", "", "", "last_year"),
        ("năm 2022 so với năm trước", "năm 2022", "", "last_year"),
        ("tháng 9 so với tháng 8", "tháng 9", "tháng 8", ""),
        ("tăng mấy bậc so với năm 2021", "", "năm 2021", ""),
        ("năm 2021 với năm 2022", "năm 2022", "năm 2021", ""),
        ("9 tháng 2026 so với cùng kỳ 2024", "9 tháng 2026", "2024", ""),
        ("có bao nhiêu hồ sơ năm ngoái", "năm ngoái", "", ""),
        ("từ 2018 đến 2021", "2018 đến 2021", "", ""),
    ],
)
def test_what_a_change_is_counted_from(said: str, period: str, since: str, baseline: str) -> None:
    """The period before, the same period of the year before, or one that is named."""
    times = find_times(said, compares=True)

    assert (times.period.words if times.period else "") == period
    assert (times.since.words if times.since else "") == since
    assert times.baseline == baseline


def test_the_same_months_of_an_earlier_year() -> None:
    """«Cùng kỳ 2024» of nine months are nine months; 29 February has no day of its own in another year."""
    months = find_times("9 tháng 2026 so với cùng kỳ 2024", compares=True)
    february = find_times("tháng 2/2024 so với cùng kỳ năm 2023", compares=True)

    assert months.since == Period("2024-01-01", "2024-09-30", "2024")
    assert february.since == Period("2023-02-01", "2023-02-28", "năm 2023")
