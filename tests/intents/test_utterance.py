"""From a question as typed to an utterance."""

from __future__ import annotations

import pytest

from intents.understand import scorer_of
from intents.utterance import MOST_WORDS, Utterance, utter
from knowledge.release import Release


def _utter(text: str, release: Release) -> Utterance:
    index = scorer_of(release).index
    return utter(text, index.known())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        # abbreviations of the field
        ("cccd", "căn cước"),
        ("bhxh 1 lần", "bảo hiểm xã hội 1 lần"),
        ("cần gì ko", "cần gì không"),
        ("sđt", "số điện thoại"),
        # neighbours decide
        ("dk kh can gi", "đăng ký kết hôn can gi"),
        ("dk kh", "đăng ký kết hôn"),
        ("du dk khong", "du điều kiện không"),
        ("can dk gi", "can điều kiện gi"),
        ("dk duoc kh", "đăng ký được không"),
        ("dk xe", "đăng ký xe"),
        ("dk ks", "đăng ký khai sinh"),
        ("lam ks", "lam khai sinh"),
        ("hk o dau", "hộ khẩu o dau"),
        ("tach hk", "tach hộ khẩu"),
        ("can cccd hk", "can căn cước không"),
        ("dk tt", "đăng ký tạm trú"),
        ("ho khau tt", "ho khau thường trú"),
        ("giay kham sk", "giay kham sức khỏe"),
        ("duoc k", "được không"),
        # run together
        ("dangkytamtru", "dang ky tam tru"),
        ("caplaithecancuoc", "cap lai the can cuoc"),
        ("lamlai căn cước", "lam lai căn cước"),
        ("giaykhaisinh", "giay khai sinh"),
        ("đkhokinhdoanh", "dang ky ho kinh doanh"),
    ],
)
def test_chat_spelling_is_undone(shipped: Release, typed: str, meant: str) -> None:
    """Where the neighbours make it safe."""
    assert " ".join(_utter(typed, shipped).marked) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ddangw kys khai sinh", "dang ky khai sinh"),
        ("giaasy khai sinh", "giay khai sinh"),
        ("nôipj hồ sơ", "nop ho so"),
        ("được khôgn", "duoc khong"),
        ("đăng ký khia sinh", "dang ky khai sinh"),
        ("dang ku ket hon", "dang ky ket hon"),
        ("đăng ksy kết hôn", "dang ky ket hon"),
        ("đăng ký tạm trsu", "dang ky tam tru"),
        ("thẻ căn cướcc", "the can cuoc"),
        ("giấy phpé lái xe", "giay phep lai xe"),
        ("bảo hểm y tế", "bao hiem y te"),
        ("hộ kinh doaanh", "ho kinh doanh"),
        ("đăng ký kết hhôn", "dang ky ket hon"),
        ("đănng ký xe", "dang ky xe"),
        ("ubndd xã", "uy ban nhan dan xa"),
        ("ddangw kys keets hoon caanf gif", "dang ky ket hon can gi"),
    ],
)
def test_typing_errors_are_put_right(shipped: Release, typed: str, meant: str) -> None:
    """A letter swapped, dropped, doubled or missed, and Telex residue; the guess is told."""
    found = _utter(typed, shipped)

    assert " ".join(found.words) == meant
    assert found.guessed


@pytest.mark.parametrize(
    "typed",
    [
        "huyện Hoằng Hóa làm khai sinh",
        "ở Krông Nô làm căn cước",
        "xã Ea Kar",
        "Đắk Lắk",
        "chị Lò Thị Pẩu",
        "trường tiểu học",
        "cô giáo Kpă H'Nhen",
        "zalo, wifi, facebook",
        "đồi keo, thửa ruộng, đàn heo",
    ],
)
def test_what_is_merely_rare_stays(shipped: Release, typed: str) -> None:
    """Names of places and persons, plain words that no procedure's name holds."""
    assert _utter(typed, shipped).guessed == frozenset()


def test_the_shipped_names_are_left_as_they_are(shipped: Release) -> None:
    """Nothing in an official title or an everyday name is taken for a typing error."""
    index = scorer_of(shipped).index
    names = [title.name for title in shipped.titles()] + [name.text for name in shipped.everyday_names()]
    guessed = [name for name in names if (found := utter(name, index.known())).guessed and found]

    assert len(guessed) <= len(names) // 200, guessed[:20]


def test_words_run_in_step_and_breaks_fall_between_clauses(shipped: Release) -> None:
    """Marked and folded words have the same length; a break stands where the clause ends."""
    found = _utter("Làm khai sinh? rồi kết hôn; xong, thôi!", shipped)

    assert found.words == ("lam", "khai", "sinh", "roi", "ket", "hon", "xong", "thoi")
    assert found.breaks == {3, 6}
    assert found.has_marks
    assert found.without({0, 3}).words == ("khai", "sinh", "ket", "hon", "xong", "thoi")
    assert not _utter("lam khai sinh", shipped).has_marks


def test_marks_are_one_spelling(shipped: Release) -> None:
    """«hoà» is «hòa», decomposed letters are composed, odd digits are digits."""
    assert _utter("hoà gia\u0309i 500m²", shipped).marked == ("hòa", "giải", "500m2")


@pytest.mark.parametrize(
    "text",
    ["dangkytamtru" * 40 + " ", "qwrtplkzx ", "xzwqj khia ", "a", "😀", "a\u0301\u0302", "1.", "\u202echào "],
    ids=range(8),
)
def test_long_input_is_bounded(shipped: Release, text: str) -> None:
    """At most so many words; how fast, scripts.benchmark measures."""
    assert len(_utter(text * (4000 // len(text)), shipped).words) <= MOST_WORDS + 40
