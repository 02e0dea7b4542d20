"""Numbers, money, times and dates as they are written in Viet Nam."""

from __future__ import annotations

import pytest

from bot import numbers
from knowledge.procedure import TimeUnit


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (363424, "363.424"),
        (6, "6"),
        (99.57, "99,57"),
        (0.5, "0,5"),
        (1_000_000, "1.000.000"),
        (-1234.5, "-1.234,5"),
        (0, "0"),
    ],
)
def test_numbers(value: float, text: str) -> None:
    """Dots between thousands, a comma before decimals, no empty decimals."""
    assert numbers.number(value) == text


@pytest.mark.parametrize(("value", "text"), [(99.57, "99,57 %"), (98.8, "98,8 %"), (100, "100 %"), (0.425, "0,43 %")])
def test_percentages(value: float, text: str) -> None:
    """At most two decimals, rounded half up."""
    assert numbers.percent(value) == text


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [(7000, "VND", "7.000 đ"), (10, "USD", "10 USD"), (20_000_000, "", "20.000.000 đ"), (12.5, "USD", "12,5 USD")],
)
def test_money(amount: float, currency: str, text: str) -> None:
    """Đồng with «đ», other currencies with their code."""
    assert numbers.money(amount, currency) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [(96_400_000_000, "96,4 tỷ đồng"), (1_500_000, "1,5 triệu đồng"), (357_000, "357.000 đồng"), (10**9, "1 tỷ đồng")],
)
def test_large_amounts(amount: float, text: str) -> None:
    """Tỷ and triệu where they fit."""
    assert numbers.large_dong(amount) == text


@pytest.mark.parametrize(
    ("amount", "unit", "text"),
    [
        (7, TimeUnit.WORKING_DAY, "7 ngày làm việc"),
        (8, TimeUnit.HOUR, "8 giờ"),
        (0.5, TimeUnit.DAY, "0,5 ngày"),
        (2, TimeUnit.MONTH, "2 tháng"),
        (1, TimeUnit.OTHER, "1"),
    ],
)
def test_durations(amount: float, unit: TimeUnit, text: str) -> None:
    """The unit in words; an unknown unit is not made up."""
    assert numbers.duration(amount, unit) == text


@pytest.mark.parametrize(
    ("iso", "text"),
    [
        ("2025-07-01", "01/7/2025"),
        ("2026-02-20", "20/02/2026"),
        ("2026-07", "7/2026"),
        ("2026", "2026"),
        ("", ""),
        ("10 tháng 2023", "10 tháng 2023"),
    ],
)
def test_dates(iso: str, text: str) -> None:
    """As precise as known; words stay."""
    assert numbers.day(iso) == text
