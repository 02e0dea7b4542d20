"""What we say of figures and places: the figure first and citable, nothing that no source states."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from bot.plain import plain_text
from bot.reply import Reply
from bot.statistics_replies import place_reply, statistics_reply
from bot.taps import parse
from intents.intent import Outcome, PlaceAsked, StatisticsAsked, Topic
from intents.statistics import statistics_intent
from knowledge.statistic import Qualifier
from knowledge.text import fold
from tests.statistics_release import shipped_statistics

KNOWLEDGE = shipped_statistics()
TODAY = date(2026, 11, 23)
STALE_DAYS = 90
QUESTIONS = tomllib.loads((Path(__file__).parent.parent / "questions" / "statistics.toml").read_text(encoding="utf-8"))
FIGURES = {figure.id: figure for figure in KNOWLEDGE.statistics()}


def _asked(question: str) -> Reply:
    intent = statistics_intent(question, KNOWLEDGE, Topic())
    if isinstance(intent, PlaceAsked):
        return place_reply(intent, KNOWLEDGE)
    assert isinstance(intent, StatisticsAsked), question
    return statistics_reply(intent, KNOWLEDGE, TODAY, STALE_DAYS)


def _first_line(reply: Reply) -> str:
    return plain_text(reply).split("\n")[0]


@pytest.mark.parametrize(
    ("figure", "question"),
    [(figure, question) for figure, questions in QUESTIONS["figures"].items() for question in questions],
)
@pytest.mark.parametrize("marks", [True, False])
def test_the_figure_asked_comes_first(figure: str, question: str, marks: bool) -> None:
    """Every shipped figure, from each way of asking: the first figure of the reply is that one, with its source."""
    reply = _asked(question if marks else fold(question))
    expected = FIGURES[figure]
    place = KNOWLEDGE.place(expected.place)
    assert place is not None
    first = reply.figures[0]

    assert reply.outcome is Outcome.STATISTICS
    assert (first.locality, first.metric, first.value, first.unit) == (
        place.name,
        expected.metric,
        expected.value,
        expected.unit,
    )
    assert (first.period_from, first.period_to, first.as_of) == (
        expected.period_from,
        expected.period_to,
        expected.as_of,
    )
    assert expected.publication.title in first.source
    assert expected.publication.title in plain_text(reply)


@pytest.mark.parametrize("marks", [True, False])
def test_whether_a_target_is_reached_that_no_source_states(marks: bool) -> None:
    """The result all the same, and that there is no target of this place."""
    question = "Hải Dương có đạt chỉ tiêu đúng hạn không"
    reply = _asked(question if marks else fold(question))

    assert [(figure.metric, figure.value) for figure in reply.figures] == [("dossiers_on_time_rate", 98.8)]
    assert _first_line(reply).endswith("tỉnh Hải Dương, 10 tháng năm 2023.")
    assert "Nguồn không nêu chỉ tiêu" in plain_text(reply)


def test_all_there_is_about_a_place_without_figures() -> None:
    """It is said that there are none; the former district's are not its own."""
    reply = _asked("tình hình xã Hoằng Hóa thế nào")

    assert (reply.outcome, reply.figures) == (Outcome.STATISTICS, ())
    assert _first_line(reply) == "Nguồn của tôi không nêu số liệu của xã Hoằng Hóa (tỉnh Thanh Hóa)."


@pytest.mark.parametrize("figure", [figure for figure in FIGURES.values() if figure.value is not None])
def test_the_qualifier_survives(figure: object) -> None:
    """«Trên», «gần», «trở lên», «khoảng» stand in the first words of the answer."""
    known = next(known for known in FIGURES.values() if known is figure)
    words = {Qualifier.OVER: "Trên ", Qualifier.NEARLY: "Gần ", Qualifier.AT_LEAST: "Từ ", Qualifier.ABOUT: "Khoảng "}
    reply = _asked(QUESTIONS["figures"][known.id][0])
    start = _first_line(reply)

    assert start.startswith(words.get(known.qualifier, "")), start
    assert known.qualifier is not Qualifier.EXACT or not start.startswith(tuple(words.values()))


@pytest.mark.parametrize("question", QUESTIONS["unstated"]["questions"])
@pytest.mark.parametrize("marks", [True, False])
def test_what_no_source_states_is_not_stated(question: str, marks: bool) -> None:
    """No figure is shown, and it is said that there is none."""
    reply = _asked(question if marks else fold(question))

    assert reply.outcome is Outcome.STATISTICS
    assert reply.figures == ()
    assert "không nêu" in plain_text(reply) or "Hiện tôi chỉ có số liệu" in plain_text(reply)


@pytest.mark.parametrize(
    ("question", "starts"),
    [
        (
            "Hoằng Hóa đúng hạn bao nhiêu phần trăm",
            "99,57 % — tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn, huyện Hoằng Hóa",
        ),
        ("tỷ lệ quá hạn của Hoằng Hóa", "0,43 % — "),
        ("Hoằng Hóa giải quyết bao nhiêu hồ sơ", "363.424 hồ sơ — "),
        ("tỷ lệ nộp trực tuyến của Đông Hưng", "11,14 % — "),
        ("Đông Hưng có bao nhiêu hồ sơ quá hạn", "0 hồ sơ — "),
        ("Thanh Miện xếp thứ mấy", "Hạng 6/12 — "),
        ("Thanh Miện tăng mấy bậc", "Tăng 1 bậc — "),
        ("Tân Hồng bao nhiêu điểm cải cách hành chính", "69,45 điểm — "),
        ("chỉ tiêu đúng hạn của Tân Hồng", "Từ 98 % trở lên — chỉ tiêu "),
        ("Hải Dương đứng thứ mấy cả nước", "Hạng 12 — "),
        ("số tiền thanh toán trực tuyến của Hải Dương", "Trên 96,4 tỷ đồng — "),
        ("Hải Dương có bao nhiêu giao dịch thanh toán trực tuyến", "Trên 270.196 giao dịch — "),
        ("Hải Dương mỗi giao dịch thanh toán bao nhiêu tiền", "Khoảng 357 nghìn đồng — "),
        ("Đông Hưng mỗi tháng nhận bao nhiêu hồ sơ", "Khoảng 7.545 hồ sơ — "),
    ],
)
def test_numbers_are_written_the_vietnamese_way(question: str, starts: str) -> None:
    """Dots between thousands, commas before decimals, words for large amounts."""
    assert _first_line(_asked(question)).startswith(starts)


def test_a_derived_figure_shows_its_formula_and_inputs() -> None:
    """The asked figure first, then what it was worked out from."""
    reply = _asked("Hoằng Hóa đúng hạn bao nhiêu phần trăm")
    text = plain_text(reply)

    assert "361.869 / 363.424 = 99,57 %" in text
    assert "giai đoạn 2018–2021" in text
    assert [(figure.metric, figure.value) for figure in reply.figures] == [
        ("dossiers_on_time_rate", 99.5721),
        ("dossiers_on_time", 361869.0),
        ("dossiers_total", 363424.0),
    ]


def test_a_former_district_is_said_to_be_one() -> None:
    """It ended, what it became, that today's communes have no such figure, and that it is not its namesake."""
    text = plain_text(_asked("Hoằng Hóa có bao nhiêu hồ sơ quá hạn"))

    assert "đã kết thúc hoạt động từ 01/7/2025" in text
    for name in ("Hoằng Giang", "Hoằng Phú", "Hoằng Sơn", "Hoằng Lộc", "Hoằng Châu", "Hoằng Tiến", "Hoằng Thanh"):
        assert name in text
    assert "8 xã" in text
    assert "không có số riêng" in text
    assert "không phải của xã Hoằng Hóa ngày nay" in text


def test_the_old_figure_is_never_given_for_the_commune_of_the_same_name() -> None:
    """«Xã Hoằng Hóa» has no figure; the district's is offered, not shown."""
    reply = _asked("xã Hoằng Hóa có bao nhiêu hồ sơ đúng hạn")

    assert reply.figures == ()
    assert "361.869" not in plain_text(reply)
    assert any(button.data == "s|district-399" for button in reply.buttons)


def test_what_the_source_says_without_a_number_is_told() -> None:
    """«Còn nhiều», with the date, and no number of ours."""
    reply = _asked("Thanh Miện trễ hạn nhiều không")
    text = plain_text(reply)

    assert "«còn nhiều», không nêu số" in text
    assert "16/11/2023" in text
    assert reply.figures == ()


def test_a_source_that_speaks_of_the_other_side_is_quoted() -> None:
    """Đông Hưng: no on-time count, but what the report says."""
    text = plain_text(_asked("Đông Hưng có bao nhiêu hồ sơ đúng hạn"))

    assert "không nêu số hồ sơ giải quyết trước hạn và đúng hạn" in text
    assert "hầu hết hồ sơ giải quyết đúng hạn, không có hồ sơ quá hạn" in text


def test_another_period_is_not_passed_off_as_the_one_asked() -> None:
    """The four years' total is no figure of 2020; it is offered by its period only."""
    reply = _asked("Hoằng Hóa năm 2020 giải quyết bao nhiêu hồ sơ")
    text = plain_text(reply)

    assert "trong năm 2020" in text
    assert "giai đoạn 2018–2021" in text
    assert "363.424" not in text
    assert any(button.data == "s|district-399|dossiers_total" for button in reply.buttons)


def test_a_period_counted_from_today_is_worked_out_at_the_reply() -> None:
    """«Năm ngoái» of a chat in 2022 is 2021, of one in 2026 it is 2025."""
    intent = statistics_intent("năm ngoái Thanh Miện xếp thứ mấy", KNOWLEDGE)
    assert isinstance(intent, StatisticsAsked)

    assert statistics_reply(intent, KNOWLEDGE, date(2023, 5, 1), STALE_DAYS).figures[0].value == 6.0
    assert statistics_reply(intent, KNOWLEDGE, date(2022, 5, 1), STALE_DAYS).figures[0].value == 7.0
    assert statistics_reply(intent, KNOWLEDGE, TODAY, STALE_DAYS).figures == ()


def test_the_unknown_year_stays_unknown() -> None:
    """The score is given without a year; asked for the year, none is given."""
    score = plain_text(_asked("Tân Hồng bao nhiêu điểm cải cách hành chính"))
    year = plain_text(_asked("69,45 điểm của Tân Hồng là của năm nào"))

    assert "không nêu chỉ số này là của năm nào" in score
    assert "không nêu" in year
    assert "2019" not in score + year


def test_the_rank_of_an_unnamed_index_is_not_called_par_index() -> None:
    """Asked for PAR INDEX: not stated; asked for the rank: given, with the warning."""
    literal = _asked("Hải Dương par index hạng mấy")
    rank = plain_text(_asked("Hải Dương xếp thứ mấy cải cách hành chính"))

    assert literal.figures == ()
    assert "không phải là PAR INDEX" in rank


def test_parts_of_a_figure_follow_it() -> None:
    """48 = 40 + 8: the whole first, then the tiers."""
    reply = _asked("Hoằng Hóa có bao nhiêu thủ tục mức độ 3")

    assert [figure.value for figure in reply.figures] == [48.0, 40.0, 8.0]
    assert "cấp huyện 40 thủ tục, cấp xã 8 thủ tục" in plain_text(reply)


def test_an_unfair_comparison_says_so() -> None:
    """Nine months of received dossiers against four years of resolved ones."""
    reply = _asked("so sánh Đông Hưng với Hoằng Hóa về số hồ sơ")

    assert [figure.value for figure in reply.figures] == [67906.0, 363424.0]
    assert "khác nhau về thời gian và cách tính" in plain_text(reply)


def test_everything_about_a_place_has_periods() -> None:
    """All figures and what is only said in words."""
    reply = _asked("số liệu huyện Thanh Miện")
    text = plain_text(reply)

    assert [figure.value for figure in reply.figures] == [6.0, 12.0, 1.0, 7.0]
    assert "hạng 6/12 — năm 2022" in text
    assert "«còn thấp», không nêu số" in text


def test_no_place_asks_which_one() -> None:
    """The places that there are figures of are named and offered."""
    reply = _asked("xã mình trễ hẹn bao nhiêu hồ sơ năm ngoái")
    text = plain_text(reply)

    assert "địa phương nào" in text
    for name in ("huyện Thanh Miện", "huyện Tân Hồng", "huyện Hoằng Hóa", "huyện Đông Hưng", "tỉnh Hải Dương"):
        assert name in text
    assert "s|district-399|dossiers_overdue" in {button.data for button in reply.buttons}


def test_an_unknown_place_is_named() -> None:
    """«Xã Bà Điểm» has no figures here."""
    assert "không nêu số liệu của xã Bà Điểm" in plain_text(_asked("xã Bà Điểm trễ hẹn bao nhiêu hồ sơ"))


def test_old_figures_are_said_to_be_old() -> None:
    """The date to which a figure counts, when it is older than the limit."""
    assert "số liệu tính đến 31/12/2021, đã cũ" in plain_text(_asked("Hoằng Hóa có bao nhiêu hồ sơ"))


def test_every_button_can_be_carried_and_read() -> None:
    """At most 64 bytes, and of a form that the bot knows."""
    questions = [q for qs in QUESTIONS["figures"].values() for q in qs] + QUESTIONS["unstated"]["questions"]
    for question in [*questions, *QUESTIONS["places"]]:
        for button in _asked(question).buttons:
            assert len(button.data.encode()) <= 64
            assert parse(button.data) is not None, button


def test_the_bot_speaks_as_itself() -> None:
    """«Tôi», never «chúng tôi», and no braces left unfilled."""
    questions = [q for qs in QUESTIONS["figures"].values() for q in qs] + QUESTIONS["unstated"]["questions"]
    for question in [*questions, *QUESTIONS["places"]]:
        text = plain_text(_asked(question))
        assert "chúng tôi" not in text.lower()
        assert "{" not in text and "}" not in text
        assert "miễn phí" not in text.lower()


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Thị trấn Bút Sơn giờ thuộc xã nào", ("xã Hoằng Hóa, tỉnh Thanh Hóa", "nhập toàn bộ", "01/7/2025")),
        ("thị trấn Thanh Miện nay là đâu", ("xã Thanh Miện", "xã Trường Tân", "một phần", "toàn bộ dân số")),
        (
            "huyện Thanh Miện còn không",
            ("đã kết thúc hoạt động từ 01/7/2025", "xã Nam Thanh Miện", "thành phố Hải Phòng"),
        ),
        ("huyện Đông Hưng nay là đâu", ("phường Trà Lý", "xã Bắc Tiên Hưng", "tỉnh Hưng Yên")),
        ("tỉnh Hải Dương sáp nhập vào đâu", ("thành phố Hải Phòng", "01/7/2025")),
        ("tỉnh Bình Phước nay thuộc tỉnh nào", ("tỉnh Đồng Nai", "30/4/2026", "thành phố Đồng Nai")),
        ("Đồng Tháp sáp nhập với tỉnh nào", ("tỉnh Tiền Giang",)),
        ("tỉnh Thanh Hóa sáp nhập vào đâu", ("không sáp nhập",)),
        ("Đồng Nai lên thành phố chưa", ("thành phố Đồng Nai", "30/4/2026")),
        ("xã Hoằng Hóa giờ thuộc tỉnh nào", ("đơn vị hiện nay", "Huyện Hoằng Hóa cũ là đơn vị khác")),
    ],
)
def test_what_became_of_a_place_is_told(question: str, words: tuple[str, ...]) -> None:
    """Every unit that took part of it, the province and the date."""
    reply = _asked(question)
    text = plain_text(reply)

    assert reply.outcome is Outcome.PLACE
    for word in words:
        assert word in text, text
    assert "Nguồn:" in text


def test_a_place_that_is_not_known_is_not_guessed() -> None:
    """The way to a person, and no unit."""
    reply = _asked("huyện Bút Sơn nay là đâu")

    assert reply.outcome is Outcome.PLACE
    assert "chưa tìm thấy đơn vị này" in plain_text(reply)


def test_ids_that_are_gone_do_no_harm() -> None:
    """A button of an older release."""
    gone = statistics_reply(StatisticsAsked(("district-0",), ("no_metric",)), KNOWLEDGE, TODAY, STALE_DAYS)
    unknown = statistics_reply(StatisticsAsked(("district-399",), ("no_metric",)), KNOWLEDGE, TODAY, STALE_DAYS)

    assert gone.figures == unknown.figures == ()
    assert place_reply(PlaceAsked(("commune-0",)), KNOWLEDGE).outcome is Outcome.PLACE
