"""What became of places and what they were made of, in words; names that fit several units are asked about."""

from __future__ import annotations

import pytest

from bot.place_replies import MOST_CHOICES, became_sentence, place_reply, which_place
from bot.plain import plain_text
from bot.taps import OpenPlace, parse
from intents.intent import Outcome, PlaceAsked
from intents.statistics import statistics_intent
from tests.statistics_release import shipped_statistics

KNOWLEDGE = shipped_statistics()


def _text(*places: str) -> str:
    return plain_text(place_reply(PlaceAsked(places), KNOWLEDGE))


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("commune-15865-old", ("xã Hoằng Hóa, tỉnh Thanh Hóa", "nhập toàn bộ", "01/7/2025", "1686/NQ-UBTVQH15")),
        ("commune-00004-old", ("quận Ba Đình", "phường Ba Đình, thành phố Hà Nội", "1656/NQ-UBTVQH15")),
        ("commune-11239-old", ("xã Trường Tân (một phần)", "xã Thanh Miện (một phần)", "toàn bộ dân số")),
        ("commune-26425-old", ("xã Xuân Lộc, tỉnh Đồng Nai", "Từ 30/4/2026 là phường Xuân Lộc")),
        ("commune-26326-2025", ("nay là phường Dầu Giây, thành phố Đồng Nai", "237/NQ-UBTVQH16")),
        ("district-760", ("phường Sài Gòn", "phường Bến Thành", "đều thuộc thành phố Hồ Chí Minh")),
        ("district-755", ("đặc khu Côn Đảo",)),
        ("province-34-old", ("tỉnh Hưng Yên", "01/7/2025")),
    ],
)
def test_what_ended_is_told_with_everything_it_became(place: str, words: tuple[str, ...]) -> None:
    """Each unit that took part, whole or part, where it lies, the day and who decided."""
    text = _text(place)

    for word in words:
        assert word in text, text


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (
            "commune-29926",
            ("thị trấn Sa Rài, xã Bình Phú, xã Tân Công Chí (huyện Tân Hồng, tỉnh Đồng Tháp)", "rộng hơn"),
        ),
        ("commune-11239", ("một phần thị trấn Thanh Miện", "huyện Thanh Miện, tỉnh Hải Dương")),
        ("commune-26326", ("có từ 30/4/2026", "thị trấn Dầu Giây", "huyện Thống Nhất")),
        ("commune-26732", ("huyện Côn Đảo (tỉnh Bà Rịa - Vũng Tàu)",)),
        ("province-31", ("tỉnh Hải Dương", "thành phố Hải Phòng")),
    ],
)
def test_what_there_is_is_told_with_what_it_was_made_of(place: str, words: tuple[str, ...]) -> None:
    """By the district that the former units lay in."""
    text = _text(place)

    for word in words:
        assert word in text, text


def test_a_commune_that_goes_on_tells_its_former_district() -> None:
    """It was not merged, only its district ended."""
    unit = next(unit for unit in KNOWLEDGE.places() if unit.district and not unit.valid_to)
    district = KNOWLEDGE.place(unit.district)
    assert district is not None

    text = _text(unit.id)

    assert "không sáp nhập" in text
    assert f"Trước 01/7/2025 thuộc {district.name}" in text


def test_units_of_one_name_are_asked_about_with_buttons() -> None:
    """The province tells them apart; a button opens each."""
    intent = statistics_intent("phường Ngọc Hà nay là đâu", KNOWLEDGE)
    assert isinstance(intent, PlaceAsked)
    reply = place_reply(intent, KNOWLEDGE)

    assert reply.outcome is Outcome.PLACE
    assert [button.label for button in reply.buttons] == [
        "phường Ngọc Hà, Hà Nội (cũ)",
        "phường Ngọc Hà, Hà Giang (cũ)",
    ]
    assert [parse(button.data) for button in reply.buttons] == [OpenPlace(place) for place in intent.places]


def test_too_many_units_of_one_name_ask_for_the_province() -> None:
    """No row of thirty buttons."""
    intent = statistics_intent("xã Tân Thành nay là đâu", KNOWLEDGE)
    assert isinstance(intent, PlaceAsked) and len(intent.places) > MOST_CHOICES
    reply = place_reply(intent, KNOWLEDGE)
    text = plain_text(reply)

    assert reply.buttons == ()
    assert f"Có {len(intent.places)} đơn vị tên xã Tân Thành" in text
    assert "tỉnh Đồng Tháp" in text and "kèm tên tỉnh" in text


def test_units_of_one_name_in_one_province_are_told_apart_by_district() -> None:
    """No two buttons say the same."""
    same = [unit for unit in KNOWLEDGE.places() if unit.name == "xã Long Hưng" and "Tiền Giang" in _text(unit.id)]
    units = same or [unit for unit in KNOWLEDGE.places() if unit.name == "phường 1" and unit.valid_to][:4]
    reply = which_place(units, KNOWLEDGE, "s|{place}")

    assert len({button.label for button in reply.buttons}) == len(reply.buttons) == len(units)
    assert all(button.data == f"s|{unit.id}" for button, unit in zip(reply.buttons, units, strict=True))


def test_different_places_are_each_told() -> None:
    """Two provinces asked in one question are no namesakes."""
    text = _text("province-34-old", "province-30-old")

    assert "Tỉnh Thái Bình nay thuộc tỉnh Hưng Yên" in text
    assert "Tỉnh Hải Dương nay thuộc thành phố Hải Phòng" in text


def test_an_unknown_place_is_not_guessed() -> None:
    """The way on, and no unit."""
    assert "chưa tìm thấy" in _text("commune-0")
    assert "chưa tìm thấy" in _text()


def test_the_sentence_beside_a_figure() -> None:
    """What became of a district of which no part stayed whole is told all the same."""
    district = KNOWLEDGE.place("district-001")
    assert district is not None

    sentence = became_sentence(district, KNOWLEDGE)

    assert "phường Ba Đình" in sentence and "thành phố Hà Nội" in sentence and "gồm ;" not in sentence
