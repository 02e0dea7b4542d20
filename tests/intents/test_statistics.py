"""What is a question about figures or about what became of a place, and what is not (questions are data)."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from intents.intent import Period, PlaceAsked, StatisticsAsked, Topic
from intents.statistics import statistics_intent
from knowledge.text import fold
from tests.statistics_release import shipped_statistics

KNOWLEDGE = shipped_statistics()
QUESTIONS = tomllib.loads((Path(__file__).parent.parent / "questions" / "statistics.toml").read_text(encoding="utf-8"))
FIGURES = {figure.id: figure for figure in KNOWLEDGE.statistics()}


@pytest.mark.parametrize(
    ("figure", "question"),
    [(figure, question) for figure, questions in QUESTIONS["figures"].items() for question in questions],
)
@pytest.mark.parametrize("marks", [True, False])
def test_a_question_about_a_figure_names_its_place_and_metric(figure: str, question: str, marks: bool) -> None:
    """With marks and without: the unit and the metric, among the first alternatives."""
    asked = statistics_intent(question if marks else fold(question), KNOWLEDGE)

    assert isinstance(asked, StatisticsAsked), asked
    assert asked.places == (FIGURES[figure].place,)
    assert FIGURES[figure].metric in asked.metrics


@pytest.mark.parametrize("question", QUESTIONS["unstated"]["questions"])
def test_a_question_about_an_unstated_figure_is_still_about_statistics(question: str) -> None:
    """Not knowing the figure is the reply's business."""
    assert isinstance(statistics_intent(question, KNOWLEDGE), StatisticsAsked)


@pytest.mark.parametrize("question", QUESTIONS["ordinary"]["questions"])
@pytest.mark.parametrize("marks", [True, False])
def test_ordinary_questions_are_left_alone(question: str, marks: bool) -> None:
    """Procedures, one's own dossier, definitions and opening hours are no statistics."""
    assert statistics_intent(question if marks else fold(question), KNOWLEDGE) is None


def test_there_are_enough_ordinary_questions() -> None:
    """More than forty, each different."""
    assert len(set(QUESTIONS["ordinary"]["questions"])) >= 40


@pytest.mark.parametrize(("question", "place"), QUESTIONS["places"].items())
def test_what_became_of_a_place_is_asked(question: str, place: str) -> None:
    """The unit of the time before, also in the presence of one of the same name today."""
    asked = statistics_intent(question, KNOWLEDGE)

    assert asked == PlaceAsked((place,) if place else ())


def test_places_to_compare_are_all_named() -> None:
    """A comparison has more than one place."""
    asked = statistics_intent("so sanh dong hung voi hoang hoa ve ty le dung han", KNOWLEDGE)

    assert isinstance(asked, StatisticsAsked)
    assert asked.places == ("district-340", "district-399")


def test_the_period_and_the_part_are_kept() -> None:
    """«Cấp xã» and the period are parts of what is asked; a base of comparison is no period."""
    asked = statistics_intent("cấp xã Hoằng Hóa có mấy thủ tục mức độ 4 đến tháng 12/2021", KNOWLEDGE)
    compared = statistics_intent("Thanh Miện tăng mấy bậc so với năm 2021", KNOWLEDGE)

    assert isinstance(asked, StatisticsAsked)
    assert asked.scope == "cấp xã"
    assert asked.period == Period("2021-12-01", "2021-12-31", "tháng 12/2021")
    assert isinstance(compared, StatisticsAsked)
    assert compared.period is None


def test_a_relative_period_is_told_by_its_words() -> None:
    """The intent does not depend on the day."""
    asked = statistics_intent("xã mình trễ hẹn bao nhiêu hồ sơ năm ngoái", KNOWLEDGE)

    assert isinstance(asked, StatisticsAsked)
    assert asked.period == Period("", "", "năm ngoái")
    assert asked.places == ()


def test_all_there_is_about_a_place() -> None:
    """No metric named: everything."""
    for question in ("số liệu huyện Hoằng Hóa", "thong ke dong hung", "kết quả cải cách hành chính huyện Thanh Miện"):
        asked = statistics_intent(question, KNOWLEDGE)

        assert isinstance(asked, StatisticsAsked), question
        assert asked.metrics == ()


def test_a_short_question_after_a_figure_keeps_place_or_metric() -> None:
    """«Còn quá hạn?» is about the same place, «còn Đông Hưng?» about the same metric."""
    topic = Topic(places=("district-399",), metrics=("dossiers_on_time_rate",))

    other_metric = statistics_intent("còn quá hạn bao nhiêu?", KNOWLEDGE, topic)
    other_place = statistics_intent("còn Đông Hưng thì sao?", KNOWLEDGE, topic)

    assert isinstance(other_metric, StatisticsAsked)
    assert other_metric.places == ("district-399",)
    assert isinstance(other_place, StatisticsAsked)
    assert other_place.places == ("district-340",)
    assert other_place.metrics == ("dossiers_on_time_rate",)


def test_after_a_procedure_nothing_is_kept() -> None:
    """A chat about a procedure does not turn into statistics by «nộp online được không»."""
    topic = Topic(code="1.001193", places=("district-399",), metrics=("dossiers_on_time_rate",))

    assert statistics_intent("nộp online được không", KNOWLEDGE, topic) is None
    assert statistics_intent("còn trễ hạn?", KNOWLEDGE, topic) is None


def test_an_unknown_place_is_named_as_it_was_written() -> None:
    """The reply can say which place it has no figure of."""
    asked = statistics_intent("xã Bà Điểm trễ hẹn bao nhiêu hồ sơ", KNOWLEDGE)

    assert isinstance(asked, StatisticsAsked)
    assert asked.places == ()
    assert asked.said_place == "xã Bà Điểm"


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "😀😀", "%", "tỷ lệ", "huyện", "ⵥ", "nay là đâu", "?" * 1000, "trễ hạn " * 400]
)
def test_any_text_is_survived(text: str) -> None:
    """Nothing is raised."""
    statistics_intent(text, KNOWLEDGE)
