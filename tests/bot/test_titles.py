"""Titles as a person reads them."""

from __future__ import annotations

import pytest

from bot.titles import display_name, short_title


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Thủ tục đăng ký thả diều", "Đăng ký thả diều"),
        ("THỦ TỤC CẤP GIẤY THẢ DIỀU (CẤP TỈNH).", "Cấp giấy thả diều (cấp tỉnh)"),
        ("HƯỞNG BHXH CỦA NGƯỜI VIỆT NAM THEO HĐND", "Hưởng BHXH của người Việt Nam theo HĐND"),
        ("Đăng ký đóng BHXH, BHYT, BHTN cho trẻ em", "Đăng ký đóng BHXH, BHYT, BHTN cho trẻ em"),
        ("Cấp lại thẻ ABTC", "Cấp lại thẻ ABTC"),
        ("Thủ tục", "Thủ tục"),
    ],
)
def test_a_title_is_not_shouted(name: str, shown: str) -> None:
    """Capitals become small letters, acronyms and names stay, «Thủ tục» and the full stop go."""
    assert display_name(name) == shown


def test_a_long_title_loses_its_brackets_first() -> None:
    """What stands in brackets goes before any other word does."""
    title = "Cấp giấy thả diều (áp dụng cho mọi loại diều, kể cả diều sáo) và thả đèn"

    assert short_title(title, 100) == title
    assert short_title(title, 40) == "Cấp giấy thả diều và thả đèn"
    assert short_title(title, 20) == "Cấp giấy thả diều…"
