"""Procedures known by name only: said to be unknown, never guessed at."""

from __future__ import annotations

from intents import next_topic, understand
from intents.intent import Answer, Clarify, NoMatch, Smalltalk, Topic
from knowledge.release import Release
from tests.intents.made_up import KNOWN


def test_what_is_known_by_name_is_named(bees: Release) -> None:
    """By its name and by a situation, with marks and without."""
    for question in ("xin giấy phép nuôi bồ câu đưa thư", "xin phep tha bo cau", "đàn bồ câu bay về, xã hỏi giấy"):
        intent = understand(question, bees)

        assert isinstance(intent, NoMatch), question
        assert intent.known == KNOWN.id


def test_what_the_release_holds_is_no_longer_known_by_name_only(bees: Release) -> None:
    """A record of the same code answers."""
    assert [known.id for known in bees.known_procedures()] == [KNOWN.id]
    assert not isinstance(understand("xác nhận nguồn gốc mật hoa nhãn", bees), NoMatch)


def test_a_follow_up_is_read_with_what_was_said_before(shipped: Release) -> None:
    """Words that would lead elsewhere alone, another act on the same thing, another subject."""
    topic = Topic()
    for question, code in (
        ("đăng ký kết hôn cần giấy gì", "1.000894"),
        ("vậy mấy ngày có giấy", "1.000894"),
        ("thế đăng ký thường trú thì nộp ở đâu", "1.004222"),
    ):
        intent = understand(question, shipped, topic)

        assert isinstance(intent, Answer | Clarify), question
        assert (intent.code if isinstance(intent, Answer) else intent.choices[0].code) == code
        topic = next_topic(topic, intent, question)


def test_a_question_about_something_else_leaves_the_topic(shipped: Release) -> None:
    """Though the words said before would keep the old procedure first."""
    topic = next_topic(Topic(), understand("mở quán ăn nhỏ ở nhà", shipped), "mở quán ăn nhỏ ở nhà")
    for question, code in (
        ("chồng em người Hàn, tụi em muốn cưới ở Việt Nam", "2.000806"),
        ("sổ đỏ bị mất thì xin cấp lại ở đâu", "1.012786"),
    ):
        intent = understand(question, shipped, topic)

        assert isinstance(intent, Answer | Clarify), question
        assert (intent.code if isinstance(intent, Answer) else intent.choices[0].code) == code


def test_words_of_every_procedure_name_none(shipped: Release) -> None:
    """«nộp hồ sơ online» is asked back without choices; thanks with nothing else are smalltalk."""
    intent = understand("nộp hồ sơ online", shipped)

    assert isinstance(intent, Clarify)
    assert not intent.choices
    assert isinstance(understand("dạ hiểu rồi, cảm ơn bạn nhiều nghen", shipped), Smalltalk)
