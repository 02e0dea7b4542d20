"""Cleaning, folding and tone marks."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text import clean, clean_line, fold, normalise_tone_marks


@pytest.mark.parametrize(
    ("dirty", "cleaned"),
    [
        (unicodedata.normalize("NFD", "Đăng ký tạm trú"), "Đăng ký tạm trú"),
        ("\uf0b7 mục một\n\uf0fc mục hai", "- mục một\n- mục hai"),
        ("a\u200bb\u200c\ufeffc\u00add", "abcd"),
        ("\u200eHải\u202e Phòng\u2069", "Hải Phòng"),
        ("một\u00a0hai\t\tba  bốn", "một hai ba bốn"),
        ("một\r\nhai\rba\u2028bốn\n\n\nnăm", "một\nhai\nba\nbốn\nnăm"),
        ("TT-BTС", "TT-BTC"),
        ("Αnh Νam", "Anh Nam"),
        ("Москва 12 μg/m³", "Москва 12 μg/m³"),
        ("dòng một<br/>dòng hai</p><b>đậm</b>", "dòng một\ndòng hai\nđậm"),
        ("tàu dưới <500 GT", "tàu dưới <500 GT"),
        ("a&nbsp;b &amp; c", "a b & c"),
        ("ảnh data:image/png;base64,iVBORw0KGgo= đây", "ảnh đây"),
        ("x\x00y\x07\ud800z", "xyz"),
    ],
)
def test_clean(dirty: str, cleaned: str) -> None:
    """Everything that crawls leave in text goes, and nothing else."""
    assert clean(dirty) == cleaned


def test_clean_line_is_one_line() -> None:
    """A title never holds a line end."""
    assert clean_line(" Công bố\n danh\t mục ") == "Công bố danh mục"


@given(st.text())
def test_clean_never_fails_and_leaves_no_control_character(text: str) -> None:
    """Whatever comes in, what goes out can be shown and stored."""
    cleaned = clean(text)

    cleaned.encode("utf-8")
    assert not any(unicodedata.category(letter) == "Cc" and letter != "\n" for letter in cleaned)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đăng Ký", "dang ky"),
        ("ÐẶC khu ð", "dac khu d"),
        ("hoá", "hoa"),
        ("hóa", "hoa"),
        ("HUỶ", "huy"),
        (unicodedata.normalize("NFD", "Thủy Nguyên ơ ư"), "thuy nguyen o u"),
        ("CCCD 12", "cccd 12"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    """Old and new tone placement, đ and its look-alikes fold alike."""
    assert fold(text) == folded


@given(st.text())
def test_fold_twice_is_fold_once(text: str) -> None:
    """Folded text stays as it is."""
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("hoá đơn", "hóa đơn"),
        ("HOÁ ĐƠN Hoá", "HÓA ĐƠN Hóa"),
        ("uỷ quyền, huỷ, thuỷ sản, toà án, khoẻ", "ủy quyền, hủy, thủy sản, tòa án, khỏe"),
        ("quý, quỳ, quỹ", "quý, quỳ, quỹ"),
        ("tuyên hoán ngoài quả", "tuyên hoán ngoài quả"),
        (unicodedata.normalize("NFD", "thoả"), "thỏa"),
        ("hóa thủy", "hóa thủy"),
    ],
)
def test_normalise_tone_marks(text: str, canonical: str) -> None:
    """The tone stands on the first vowel of an open oa, oe, uy, and nowhere else is touched."""
    assert normalise_tone_marks(text) == canonical


@given(st.text())
def test_tone_marks_never_change_the_letters(text: str) -> None:
    """Only the place of the mark changes."""
    assert fold(normalise_tone_marks(text)) == fold(text)
