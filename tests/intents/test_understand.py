"""The journey of a question, over the made-up release and the shipped one."""

from __future__ import annotations

import pytest

from intents import next_topic, understand
from intents.intent import (
    Answer,
    Choice,
    Clarify,
    Facet,
    General,
    Intent,
    NoMatch,
    OutOfScope,
    Several,
    Smalltalk,
    StatisticsAsked,
    Topic,
)
from intents.understand import explain
from knowledge.release import Release

ODD = {
    "empty": "",
    "spaces": " " * 4000,
    "digits": "1" * 4000,
    "letters": "a" * 4000,
    "no vowels": "qwrtplkzx " * 400,
    "full stops": "1." * 2000,
    "commas": "a," * 2000,
    "dashes": "0-" * 2000,
    "html": "<p " * 1300,
    "sql": "'; DROP TABLE procedures; -- " * 140,
    "nul": "\0" * 4000,
    "surrogates": "\ud800" * 4000,
    "controls": "\x01\x02" * 2000,
    "direction marks": "\u202echào \u200f" * 500,
    "emoji": "😀" * 4000,
    "marks": "a" + "\u0301" * 3999,
    "cyrillic": "ж" * 4000,
    "thai": "สวัสดี " * 500,
    "english": "how do I renew my passport please tell me " * 95,
    "joints": "khai sinh và kết hôn rồi " * 160,
    "a question": "đăng ký khai sinh cho con cần giấy tờ gì " * 100,
    "run together": ("dangkytamtrutamvang" * 3 + " ") * 70,
    "places": "huyện Hoằng Hoá " * 250,
    "figures": "Thanh Hóa tỷ lệ hồ sơ đúng hạn quý 3 năm 2024 " * 80,
    "digits of another script": "²½①፩" * 1000,
    "100,000 characters": "làm giấy khai sinh " * 5300,
    "100,000 letters": "x" * 100_000,
}


@pytest.mark.parametrize("question", ODD.values(), ids=ODD.keys())
def test_odd_input_is_understood(shipped: Release, question: str) -> None:
    """Some intent, the same one again; how fast, scripts.benchmark measures."""
    assert understand(question, shipped) == understand(question, shipped)


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("đăng ký nuôi ong", Answer("9.100001")),
        ("9.100003", Answer("9.100003")),
        ("thủ tục 9.100004 cần giấy tờ gì", Answer("9.100004")),
        ("xin chào", Smalltalk("greeting")),
        ("thời tiết hôm nay", OutOfScope("weather")),
        ("chợ mật họp ngày nào", General("cho-mat")),
        ("", Clarify()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_kind_of_question_has_its_kind_of_intent(bees: Release, question: str, intent: Intent) -> None:
    """Over a release that holds nothing else."""
    found = understand(question, bees)

    assert type(found) is type(intent)
    for name in ("code", "answer", "subject"):
        assert getattr(found, name, None) == getattr(intent, name, None)


def test_a_declared_ambiguity_is_asked_back(bees: Release) -> None:
    """In the words that the data give."""
    found = understand("thẻ ong", bees)

    assert isinstance(found, Clarify)
    assert found.ask == "Bạn đã có thẻ chưa?"
    assert found.choices == (Choice("9.100001", "Chưa có thẻ"), Choice("9.100002", "Có rồi, nay mất"))


def test_twins_are_answered_together(bees: Release) -> None:
    """The usual one, with its other levels beside it."""
    found = understand("cấp phép trồng nấm rơm", bees)

    assert isinstance(found, Answer)
    assert (found.code, found.twins) == ("9.100004", ("9.100005",))


def test_a_procedure_without_details_is_named_but_not_answered(bees: Release) -> None:
    """What is listed only is no answer."""
    found = understand("công nhận làng nghề đan lồng chim", bees)

    assert isinstance(found, NoMatch)
    assert found.listed == "9.100006"


def test_a_question_that_names_nothing_is_about_the_topic(bees: Release) -> None:
    """«lệ phí bao nhiêu» after a procedure; alone it is asked back."""
    alone = understand("lệ phí bao nhiêu", bees)
    after = understand("lệ phí bao nhiêu", bees, Topic(code="9.100001"))

    assert alone == Clarify(facets=(Facet.FEE,))
    assert isinstance(after, Answer)
    assert (after.code, after.facets) == ("9.100001", (Facet.FEE,))


def test_the_topic_follows_the_talk(bees: Release) -> None:
    """An answer becomes the topic, smalltalk does not; a question back keeps its choices."""
    topic = next_topic(None, understand("đăng ký nuôi ong", bees), "đăng ký nuôi ong")
    assert topic.code == "9.100001"
    assert next_topic(topic, understand("cảm ơn", bees), "cảm ơn") == topic
    open_choice = next_topic(topic, understand("thẻ ong", bees), "thẻ ong")
    assert [choice.code for choice in open_choice.choices] == ["9.100001", "9.100002"]


def test_the_topic_holds_no_personal_data(bees: Release) -> None:
    """What is kept of a question is masked."""
    question = "tôi tên là Nguyễn Văn A đăng ký nuôi ong, cccd 001201012345, gọi 0912345678"
    topic = next_topic(None, understand(question, bees), question)

    assert topic.situation
    for secret in ("Nguyễn", "Văn A", "001201012345", "0912345678"):
        assert secret not in topic.situation


def test_headings_of_parts_hold_no_personal_data(shipped: Release) -> None:
    """The parts of a message are shown to the citizen again."""
    found = understand("làm giấy khai sinh cho 0912345678 và đăng ký kết hôn cho 001201012345", shipped)

    assert isinstance(found, Several)
    assert not any(character.isdigit() for heading, _ in found.parts for character in heading)


@pytest.mark.parametrize(
    ("plain", "private"),
    [
        ("bị mất căn cước làm lại ở đâu", "tên tôi là Nguyễn Văn A bị mất căn cước 001201012345 làm lại ở đâu"),
        ("đổi bằng lái", "đổi bằng lái 790123456789"),
        ("đăng ký tạm trú", "đăng ký tạm trú tại số 12/5 đường Lê Lợi"),
        ("sang tên xe máy", "sang tên xe máy 29A1 123.45"),
    ],
)
def test_personal_data_do_not_change_what_is_meant(shipped: Release, plain: str, private: str) -> None:
    """They carry no matter."""
    first, second = understand(plain, shipped), understand(private, shipped)

    assert isinstance(first, Answer | Clarify)
    assert isinstance(second, Answer | Clarify)
    assert first.candidates[:1] == second.candidates[:1]


def test_statistics_are_told_from_procedures(shipped: Release) -> None:
    """A metric and a place are asked for, not a procedure."""
    assert isinstance(understand("tỷ lệ hồ sơ đúng hạn của Thanh Hóa", shipped), StatisticsAsked)


def test_a_reading_explains_the_decision(bees: Release) -> None:
    """What ``scripts.ask --why`` shows is what was decided."""
    reading = explain("đăng ký nuôi ong", bees)

    assert reading.intent == understand("đăng ký nuôi ong", bees)
    assert reading.judged is not None
    assert reading.query.words == ("dang", "ky", "nuoi", "ong")
