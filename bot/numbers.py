"""Numbers, money, times and dates the Vietnamese way: 363.424; 99,57 %; 7.000 đ; 01/7/2025."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from knowledge.procedure import TimeUnit

ISO_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
UNIT_WORDS = {
    TimeUnit.HOUR: "giờ",
    TimeUnit.DAY: "ngày",
    TimeUnit.WORKING_DAY: "ngày làm việc",
    TimeUnit.MONTH: "tháng",
    TimeUnit.YEAR: "năm",
}
MILLION = 1_000_000
BILLION = 1_000_000_000


def number(value: float, decimals: int | None = None) -> str:
    """A number with dots between thousands and a comma before decimals.

    Args:
        value: The number.
        decimals: How many decimals, rounded half up; None: as many as the value has.

    Returns:
        For example «363.424», «99,57», «6».
    """
    exact = Decimal(str(value))
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{exact:,f}"
    whole, point, rest = text.partition(".")
    if decimals is None:
        rest = rest.rstrip("0")
    return whole.replace(",", ".") + (f",{rest}" if point and rest else "")


def percent(value: float) -> str:
    """A percentage with at most two decimals: «99,57 %»."""
    text = number(value, 2)
    return (text.rstrip("0").rstrip(",") if "," in text else text) + " %"


def dong(amount: float) -> str:
    """An exact amount: «7.000 đ»."""
    return f"{number(amount)} đ"


def money(amount: float, currency: str = "VND") -> str:
    """An exact amount of a currency: «7.000 đ», «10 USD»."""
    return dong(amount) if currency.upper() in ("", "VND", "ĐỒNG") else f"{number(amount)} {currency}"


def money_in_full(amount: float, currency: str = "VND") -> str:
    """An exact amount with its currency written out: «135 đồng»."""
    return re.sub(r" đ$", " đồng", money(amount, currency))


def large_dong(amount: float) -> str:
    """A large amount in words that stay exact: «96,4 tỷ đồng», «357 triệu đồng», else «7.000 đồng»."""
    for size, word in ((BILLION, "tỷ"), (MILLION, "triệu")):
        if abs(amount) >= size:
            return f"{number(float(Decimal(str(amount)) / size))} {word} đồng"
    return f"{number(amount)} đồng"


def duration(amount: float, unit: TimeUnit) -> str:
    """A processing time: «7 ngày làm việc». The unit OTHER says nothing, so only the number is left."""
    return f"{number(amount)} {UNIT_WORDS.get(unit, '')}".rstrip()


def day(iso: str) -> str:
    """A date as precise as it is known: «01/7/2025», «7/2026», «2026»; words that are no date stay as they are."""
    match = ISO_DATE.fullmatch(iso)
    if not match:
        return iso
    year, month, of_month = match.groups()
    if month is None:
        return year
    if of_month is None:
        return f"{_month(int(month))}/{year}"
    return f"{of_month}/{_month(int(month))}/{year}"


def _month(month: int) -> str:
    """January and February keep their zero (01/02/2026), as official texts write them."""
    return f"{month:02d}" if month < 3 else str(month)
