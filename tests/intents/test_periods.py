"""Periods as people say them."""

from __future__ import annotations

from datetime import date

import pytest

from intents.periods import find_period

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
