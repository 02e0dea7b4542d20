"""Judged questions about figures and places, through the door that programs use, over the shipped release.

``tests/questions/statistics_judged.toml`` says what each question must show; how its fields are meant stands at its
head. A question that is known to be missed has a ``fails`` key with the reason and must go on failing until it is
mended (strict). The figures are asked with and without tone marks.
"""

from __future__ import annotations

import contextlib
import io
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.state import VIET_NAM, MemoryState
from bot.statistics_period import resolved
from intents.intent import Asking, Block, Intent, Order, Period, PlaceAsked, StatisticsAsked, Topic
from intents.understand import next_topic, understand
from knowledge.place import Place
from knowledge.release import Release, open_release
from knowledge.text import fold
from scripts import reload_knowledge
from scripts.ask import as_object

Case = dict[str, Any]
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=VIET_NAM)
FILE = Path(__file__).parent.parent / "questions" / "statistics_judged.toml"
JUDGED = tomllib.loads(FILE.read_text(encoding="utf-8"))
BLOCKS = {
    "xã": {Block.XA},
    "phường": {Block.PHUONG},
    "sở": {Block.DEPARTMENTS},
    "huyện": {Block.DISTRICTS},
    "tỉnh": {Block.PROVINCES},
}
MISSING = ("không nêu", "Hiện tôi chỉ có số liệu")
"""What a reply says of figures that no source states."""
BASELINES = {"before": "previous", "last_year": "last_year"}


@dataclass(frozen=True, slots=True)
class Door:
    """The assistant over the shipped release, at the day that the questions were judged for."""

    release: Release
    assistant: Assistant

    def ask(self, *turns: str) -> Case:
        """The last turn's answer as programs read it; the turns are one chat of their own."""
        for turn in turns:
            reply = self.assistant.answer(turn, "judged")
        self.assistant.state.forget("judged")
        return as_object(reply)

    def intent(self, *turns: str) -> Intent:
        """What the last turn was understood as."""
        topic = Topic()
        for turn in turns:
            intent = understand(turn, self.release, topic)
            topic = next_topic(topic, intent, turn)
        return intent


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """The release built by the same command that a person's machine runs."""
    folder = tmp_path_factory.mktemp("judged")
    report = io.StringIO()
    with contextlib.redirect_stdout(report), contextlib.redirect_stderr(report):
        code = reload_knowledge.main(["shipped", "--into", str(folder)])
    assert code == 0, report.getvalue()
    release = open_release(folder)
    yield Door(release, Assistant(lambda: release, MemoryState(), clock=lambda: NOW))
    release.close()


def _cases(name: str) -> list[Any]:
    """The cases of a section, known misses marked."""
    return [
        pytest.param(
            case,
            id=" / ".join(case.get("turns") or [case["question"]]),
            marks=[pytest.mark.xfail(reason=case["fails"], strict=True)] if "fails" in case else [],
        )
        for case in JUDGED[name]
    ]


def _shows(answer: Case, figure: str, release: Release) -> None:
    """The figure of this id comes first."""
    expected = next(each for each in release.statistics() if each.id == figure)
    place = release.place(expected.place)
    assert place is not None
    assert answer["outcome"] == "statistics", answer["reply"]
    assert answer["figures"], answer["reply"]
    first = answer["figures"][0]
    told = (first["locality"], first["metric"], first["scope"], first["value"], first["period_from"], first["as_of"])
    assert told == (
        place.name, expected.metric, expected.scope, expected.value, expected.period_from, expected.as_of,
    ), answer["reply"]  # fmt: skip
    assert expected.publication.title in first["source"]


def _states_nothing(answer: Case) -> None:
    """No figure is shown, and it is said that there is none."""
    assert answer["outcome"] == "statistics", answer["reply"]
    assert answer["figures"] == [], answer["reply"]
    assert any(words in answer["reply"] for words in MISSING), answer["reply"]


def _named(text: str) -> str:
    """A text as names are looked for in it."""
    return text.casefold().replace("–", "-").replace(" - ", "-")


def _tells(answer: Case, names: list[str]) -> None:
    """The fate of a place, with every name that belongs to it."""
    assert answer["outcome"] == "place", answer["reply"]
    told = _named(answer["reply"])
    assert [name for name in names if _named(name) not in told] == [], answer["reply"]


def _is_meant(place: Place | None, said: str) -> bool:
    """Whether a place is the one that a case names by its id or, of today's, by its full name."""
    return place is not None and said in (place.id, place.name)


def _day_fits(day: str, wanted: str) -> bool:
    """Whether an end of a period is the one judged right; of one that is running it may be today."""
    return day == wanted or (wanted > f"{NOW:%Y-%m-%d}" and day == f"{NOW:%Y-%m-%d}")


def _check_period(period: Period | None, wanted: list[str]) -> None:
    asked = resolved(period, NOW.date())
    assert asked is not None
    assert asked.start == wanted[0]
    assert _day_fits(asked.end, wanted[1]), asked


def _check_asked(intent: Intent, wanted: Case, release: Release) -> None:
    """Every field that the case names."""
    assert isinstance(intent, StatisticsAsked), intent
    places = wanted.get("places", [])
    meant = [release.place(each) for each in intent.places]
    if intent.ambiguous:
        assert len(places) == 1
        assert all(_is_meant(place, places[0]) for place in meant), intent.places
    else:
        assert len(meant) == len(places), intent.places
        assert all(_is_meant(place, said) for place, said in zip(meant, places, strict=True)), intent.places
    if "metrics" in wanted:
        assert set(intent.metrics[:1]) <= set(wanted["metrics"]) and intent.metrics, intent.metrics
    if "period" in wanted:
        _check_period(intent.period, wanted["period"])
    if "asking" not in wanted:
        return
    asking = Asking(wanted["asking"])
    assert intent.asking is asking
    if "block" in wanted:
        assert intent.block in BLOCKS[wanted["block"]]
    if asking is Asking.RANK:
        _check_order(intent, wanted, release)
    assert intent.threshold == wanted.get("threshold")
    if "over" in wanted:
        assert intent.over is wanted["over"]
    if "against" in wanted:
        assert intent.baseline == BASELINES[wanted["against"]] or intent.since is not None


def _check_order(intent: StatisticsAsked, wanted: Case, release: Release) -> None:
    """The end of the order, by number or by quality where both come to the same place first."""
    metric = next(known for known in release.metrics() if known.id == intent.metrics[0])
    lower = metric.higher_is_better is False
    alike = {
        Order.MOST: Order.WORST if lower else Order.BEST,
        Order.LEAST: Order.BEST if lower else Order.WORST,
    }
    order = Order(wanted.get("order", "all"))
    same = {order, alike.get(order, order), *(number for number, quality in alike.items() if quality is order)}
    assert intent.order in same
    assert (intent.nth, intent.top) == (wanted.get("nth", 0), wanted.get("top", 0))


@pytest.mark.parametrize(
    ("figure", "question"),
    [(figure, question) for figure, questions in JUDGED["figures"].items() for question in questions],
)
@pytest.mark.parametrize("marks", [True, False], ids=["marked", "folded"])
def test_the_figure_asked_comes_first(door: Door, figure: str, question: str, marks: bool) -> None:
    """Every seed figure and every derived one, from each phrasing."""
    _shows(door.ask(question if marks else fold(question)), figure, door.release)


def test_every_figure_has_three_phrasings(door: Door) -> None:
    """All figures of the seeds and all derived ones; phrases of no number have none."""
    asked = {figure: len(set(questions)) for figure, questions in JUDGED["figures"].items()}
    valued = {figure.id for figure in door.release.statistics() if figure.value is not None}

    assert {figure for figure in valued if asked.get(figure, 0) < 3} == set()


@pytest.mark.parametrize("case", _cases("no_figure"))
def test_what_no_source_states_is_not_stated(door: Door, case: Case) -> None:
    """No figure, and words that say so."""
    _states_nothing(door.ask(case["question"]))


def test_there_are_sixty_questions_without_a_figure() -> None:
    """As many as were promised."""
    assert len({case["question"] for case in JUDGED["no_figure"]}) >= 60


@pytest.mark.parametrize("case", _cases("ask"))
def test_a_question_is_understood(door: Door, case: Case) -> None:
    """Ways of asking, places, metrics, periods, orders and thresholds; and the figure that can be shown first."""
    _check_asked(door.intent(case["question"]), case, door.release)
    answer = door.ask(case["question"])
    assert answer["outcome"] == "statistics"
    if "figures_first" in case:
        _shows(answer, case["figures_first"], door.release)


@pytest.mark.parametrize("case", _cases("place"))
def test_what_became_of_a_place_is_told(door: Door, case: Case) -> None:
    """Every unit, or the question which of several is meant."""
    answer = door.ask(case["question"])
    if case.get("asks_back"):
        intent = door.intent(case["question"])
        assert isinstance(intent, PlaceAsked)
        assert len(intent.places) > 1
        assert "ở: " in answer["reply"] or "Bạn hỏi đơn vị nào?" in answer["reply"], answer["reply"]
    else:
        _tells(answer, case["expects"])


@pytest.mark.parametrize("case", _cases("other"))
def test_what_looks_near_is_neither_figures_nor_places(door: Door, case: Case) -> None:
    """A procedure, one's own dossier, or something else."""
    assert door.ask(case["question"])["outcome"] not in ("statistics", "place")


@pytest.mark.parametrize("case", _cases("follow_up"))
def test_a_chat_goes_on(door: Door, case: Case) -> None:
    """The last turn of a chat keeps what it does not name."""
    wanted = case["expects"]
    answer = door.ask(*case["turns"])
    intent = door.intent(*case["turns"])
    if "names" in wanted:
        assert isinstance(intent, PlaceAsked)
        assert [each for each in wanted["places"] if each not in intent.places] == []
        _tells(answer, wanted["names"])
        return
    _check_asked(intent, wanted, door.release)
    if "no_figure" in wanted:
        _states_nothing(answer)
    if "figures_first" in wanted:
        _shows(answer, wanted["figures_first"], door.release)
