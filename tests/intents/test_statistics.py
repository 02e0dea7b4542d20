"""What is a question about figures or about what became of a place, and what is not (questions are data)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from intents.intent import Asking, Block, Order, Period, PlaceAsked, StatisticsAsked, Topic
from intents.statistics import statistics_intent
from knowledge.sources.shipped import DATA
from knowledge.text import fold
from tests.made_up_release import made_up_rates
from tests.statistics_release import shipped_statistics

KNOWLEDGE = shipped_statistics()
FOLDER = Path(__file__).parent.parent / "questions"
QUESTIONS = tomllib.loads((FOLDER / "statistics.toml").read_text(encoding="utf-8"))
ASKING = tomllib.loads((FOLDER / "statistics_asking.toml").read_text(encoding="utf-8"))
METRICS = tomllib.loads((FOLDER / "statistics_metrics.toml").read_text(encoding="utf-8"))
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


@pytest.mark.parametrize("question", QUESTIONS["ordinary"]["questions"] + ASKING["ordinary"]["questions"])
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

    assert isinstance(asked, PlaceAsked)
    assert asked.places[:1] == ((place,) if place else ())


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
    for question in (
        "số liệu huyện Hoằng Hóa", "thong ke dong hung", "kết quả cải cách hành chính huyện Thanh Miện",
        "tổng quan xã Hoằng Hóa", "tình hình huyện Đông Hưng thế nào", "tinh hinh chung cua xa hoang hoa ra sao",
    ):  # fmt: skip
        asked = statistics_intent(question, KNOWLEDGE)

        assert isinstance(asked, StatisticsAsked), question
        assert asked.metrics == ()


@pytest.mark.parametrize(
    ("question", "asking", "threshold"),
    [
        ("98,8 % của Hải Dương là của năm nào", Asking.VALUE, None),
        ("tỷ lệ đúng hạn 98,8 % của Hải Dương là năm nào", Asking.VALUE, None),
        ("tỷ lệ đúng hạn của Hải Dương đạt 98,8 % chưa", Asking.GAP, 98.8),
    ],
)
def test_a_figure_named_by_its_value_is_no_threshold(question: str, asking: Asking, threshold: float | None) -> None:
    """Asked «năm nào», the number tells which figure is meant."""
    asked = statistics_intent(question, KNOWLEDGE)

    assert isinstance(asked, StatisticsAsked)
    assert "dossiers_on_time_rate" in asked.metrics
    assert (asked.asking, asked.threshold) == (asking, threshold)


def test_the_time_of_an_earlier_figure_is_that_of_its_value() -> None:
    """Not the newest period's, whose figure is another one."""
    asked = statistics_intent("tỷ lệ đúng hạn 98 % của xã An Bình, tỉnh Thử Nghiệm là kỳ nào", made_up_rates())

    assert isinstance(asked, StatisticsAsked)
    assert asked.period == Period("2026-04-01", "2026-06-30")


def _ask(turns: list[str], marks: bool) -> StatisticsAsked:
    """The last turn's intent; what the chat is about is kept as ``understand.next_topic`` keeps it."""
    topic = Topic()
    asked = StatisticsAsked()
    for turn in turns:
        found = statistics_intent(turn if marks else fold(turn), KNOWLEDGE, topic)
        assert isinstance(found, StatisticsAsked), turn
        asked = found
        topic = Topic(places=asked.places, metrics=asked.metrics, statistics=asked)
    return asked


def _days(period: Period | None, marks: bool) -> str:
    if period is None:
        return ""
    words = period.words if marks else fold(period.words)
    return f"{period.start}..{period.end}" if period.start else words


def _check(asked: StatisticsAsked, case: dict[str, Any], marks: bool) -> None:
    """Every field of the case, or its default."""
    said = {key: value if marks else fold(value) for key, value in case.items() if key in ("period", "since")}
    assert asked.asking is Asking(case.get("asking", "value"))
    assert asked.places == tuple(case.get("places", ()))
    assert asked.metrics[:1] == ((case["metric"],) if "metric" in case else ())
    assert asked.block is Block(case.get("block", ""))
    assert asked.order is Order(case.get("order", "all"))
    assert (asked.nth, asked.top) == (case.get("nth", 0), case.get("top", 0))
    assert (asked.threshold, asked.over) == (case.get("threshold"), case.get("over"))
    assert asked.baseline == case.get("baseline", "")
    assert _days(asked.period, marks) == said.get("period", "")
    assert _days(asked.since, marks) == said.get("since", "")
    assert asked.scope == case.get("scope", "")
    assert not asked.ambiguous


@pytest.mark.parametrize("case", ASKING["case"], ids=[case["question"] for case in ASKING["case"]])
@pytest.mark.parametrize("marks", [True, False])
def test_a_question_says_how_figures_are_wanted(case: dict[str, Any], marks: bool) -> None:
    """Comparing, ranking, change, gap, over and under, definition and source, with and without marks."""
    asked = _ask([case["question"]], marks)

    _check(asked, case, marks)
    assert asked.said_place == (case.get("said_place", "") if marks else fold(case.get("said_place", "")))


@pytest.mark.parametrize("case", ASKING["chat"], ids=[" / ".join(case["turns"]) for case in ASKING["chat"]])
@pytest.mark.parametrize("marks", [True, False])
def test_a_short_question_keeps_what_it_does_not_name(case: dict[str, Any], marks: bool) -> None:
    """Places, metrics, period, units and order of the question before."""
    _check(_ask(case["turns"], marks), case, marks)


@pytest.mark.parametrize(
    ("metric", "question"), [(metric, question) for metric, said in METRICS.items() for question in said]
)
@pytest.mark.parametrize("marks", [True, False])
def test_every_metric_can_be_asked_for_in_everyday_words(metric: str, question: str, marks: bool) -> None:
    """By name and as people say it, in a place."""
    asked = statistics_intent(question if marks else fold(question), KNOWLEDGE)

    assert isinstance(asked, StatisticsAsked)
    assert metric in asked.metrics
    assert asked.places


def test_every_metric_has_three_phrasings() -> None:
    """Also those that a release learns later: no metric without words for it."""
    ids = {metric.id for metric in KNOWLEDGE.metrics()}

    assert {metric: len(set(METRICS.get(metric, ()))) for metric in ids if len(set(METRICS.get(metric, ()))) < 3} == {}


def test_a_name_of_several_units_is_to_be_asked_about() -> None:
    """All of them are told; which one is meant, a place beside it or the next message says."""
    asked = statistics_intent("xã Tân Hồng đúng hạn bao nhiêu phần trăm", KNOWLEDGE)

    assert isinstance(asked, StatisticsAsked)
    assert asked.ambiguous
    assert len(asked.places) > 1
    one = statistics_intent("Đồng Tháp", KNOWLEDGE, Topic(places=asked.places, statistics=asked))
    assert isinstance(one, StatisticsAsked)
    assert (one.places, one.ambiguous, one.metrics) == (("commune-29926",), False, asked.metrics)


def test_a_place_that_was_spoken_of_is_pointed_back_to() -> None:
    """«Xã đó» after what became of a township is the commune it became."""
    became = statistics_intent("Thị trấn Bút Sơn giờ thuộc xã nào", KNOWLEDGE)
    assert isinstance(became, PlaceAsked)

    asked = statistics_intent("xã đó có bao nhiêu hồ sơ quá hạn", KNOWLEDGE, Topic(places=became.places))

    assert isinstance(asked, StatisticsAsked)
    assert asked.places == ("commune-15865",)


@pytest.mark.parametrize(
    "question",
    ["làm căn cước cần giấy tờ gì", "thế còn nộp ở đâu", "hồ sơ của tôi đâu", "cảm ơn bạn", "làm khai sinh ở xã nào"],
)
def test_another_question_after_a_figure_is_another_question(question: str) -> None:
    """A chat about figures does not swallow what comes next."""
    topic = Topic(places=("district-399",), metrics=("dossiers_on_time_rate",))

    assert statistics_intent(question, KNOWLEDGE, topic) is None


def test_a_place_that_a_new_release_does_not_know_is_forgotten() -> None:
    """A topic may be older than the release."""
    topic = Topic(places=("commune-0", "district-399"), metrics=("dossiers_on_time_rate",))

    asked = statistics_intent("còn quá hạn?", KNOWLEDGE, topic)

    assert isinstance(asked, StatisticsAsked)
    assert asked.places == ("district-399",)


EVERYDAY = [
    said
    for path in sorted((DATA / "everyday").glob("*.toml"))
    for entry in tomllib.loads(path.read_text(encoding="utf-8")).get("everyday", ())
    for said in (*entry.get("names", ()), *entry.get("situations", ()))
]


def test_no_everyday_name_of_a_procedure_is_statistics() -> None:
    """None of every fifth that we ship; with a place behind it less than two of a thousand."""
    names = EVERYDAY[::5]

    assert [name for name in names if statistics_intent(name, KNOWLEDGE) is not None] == []
    placed = [name for name in names if statistics_intent(f"{name} ở Hải Dương", KNOWLEDGE) is not None]
    assert len(placed) * 1000 < 2 * len(names), placed


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
    asked = statistics_intent("xã Khe Mây trễ hẹn bao nhiêu hồ sơ", KNOWLEDGE)

    assert isinstance(asked, StatisticsAsked)
    assert asked.places == ()
    assert asked.said_place == "xã Khe Mây"


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "😀😀", "%", "tỷ lệ", "huyện", "ⵥ", "nay là đâu", "?" * 1000, "trễ hạn " * 400]
)
def test_any_text_is_survived(text: str) -> None:
    """Nothing is raised."""
    statistics_intent(text, KNOWLEDGE)


@pytest.mark.parametrize(
    ("question", "order", "block"),
    [
        ("xã nào ở Thanh Hóa tăng nhiều nhất về tỷ lệ đúng hạn so với tháng trước", Order.MOST, Block.XA),
        ("phường nào của Hà Nội giảm mạnh nhất hồ sơ quá hạn quý III/2026", Order.LEAST, Block.PHUONG),
        ("xã nào ở Hưng Yên cải thiện nhiều nhất về số hóa so với cùng kỳ năm ngoái", Order.MOST, Block.XA),
    ],
)
@pytest.mark.parametrize("marks", [True, False])
def test_units_are_ranked_by_how_they_changed(question: str, order: Order, block: Block, marks: bool) -> None:
    """«Giảm mạnh nhất» is the other end of it."""
    asked = statistics_intent(question if marks else fold(question), KNOWLEDGE)

    assert isinstance(asked, StatisticsAsked)
    assert (asked.asking, asked.order, asked.block) == (Asking.CHANGE, order, block)


@pytest.mark.parametrize(
    "question",
    ["Sở KH&CN tỉnh Hải Dương đúng hạn mấy phần trăm", "Thanh tra tỉnh Hải Dương đúng hạn bao nhiêu phần trăm",
     "Công an tỉnh Hải Dương trễ hạn bao nhiêu hồ sơ"],
)  # fmt: skip
@pytest.mark.parametrize("marks", [True, False])
def test_an_unknown_department_is_not_its_province(question: str, marks: bool) -> None:
    """The province's figure is not given for it."""
    asked = statistics_intent(question if marks else fold(question), KNOWLEDGE)

    assert isinstance(asked, StatisticsAsked)
    assert asked.places == ()
    assert asked.said_place


def test_after_an_unclear_name_the_others_are_kept() -> None:
    """«So sánh xã Đông Hưng với xã Hoằng Lộc»: the answer to «which one?» leaves Hoằng Lộc beside it."""
    asked = statistics_intent("so sánh xã Đông Hưng với xã Hoằng Lộc về tỷ lệ đúng hạn", KNOWLEDGE)
    assert isinstance(asked, StatisticsAsked)
    assert asked.ambiguous

    one = statistics_intent("Hưng Yên", KNOWLEDGE, Topic(places=asked.places, statistics=asked))

    assert isinstance(one, StatisticsAsked)
    assert (one.ambiguous, one.asking, one.beside) == (False, Asking.COMPARE, ())
    assert one.places == ("commune-12688", *asked.beside[0])


def test_a_threshold_goes_with_its_unit() -> None:
    """The 80 % that a rate was held against are no 80 transactions."""
    topic = Topic(
        statistics=StatisticsAsked(("province-30-old",), ("digitised_rate",), asking=Asking.GAP, threshold=80.0)
    )
    asked = statistics_intent("còn thanh toán trực tuyến thì sao", KNOWLEDGE, topic)

    assert isinstance(asked, StatisticsAsked)
    assert (asked.asking, asked.threshold) == (Asking.VALUE, None)


@pytest.mark.parametrize(
    ("question", "top"), [("tháng 10 xã nào trễ hạn nhiều nhất", 0), ("10 xã trễ hạn nhiều nhất", 10)]
)
def test_a_month_counts_no_units(question: str, top: int) -> None:
    """«Tháng 10 xã nào» are not ten."""
    asked = statistics_intent(question, KNOWLEDGE)

    assert isinstance(asked, StatisticsAsked)
    assert asked.top == top
