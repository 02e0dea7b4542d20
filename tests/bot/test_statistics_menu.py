"""/thongke: place, metric, period by taps, from the release alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot import statistics_wording, wording
from bot.assistant import Assistant
from bot.plain import plain_text
from bot.reply import Button, Reply
from bot.staff import Staff
from bot.state import MemoryState, State
from bot.statistics_menu import group_of, mark
from bot.taps import fits, parse
from bot.telegram_text import keyboard
from knowledge.release import Release, open_release
from knowledge.sources.shipped import surroundings
from tests.bot.conftest import Clock
from tests.bot.figures_release import FIGURES, KITE, MANY, OCTOBER, SILENT, build, figure
from tests.bot.test_terminal import typed
from tests.statistics_release import shipped_statistics

STAFF, CITIZEN = "9001", "9004"


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release with public and internal figures, open."""
    folder = tmp_path_factory.mktemp("figures")
    build(folder)
    return open_release(folder)


@pytest.fixture
def assistant(figures: Release, state: State, clock: Clock) -> Assistant:
    """The assistant over the release with figures, with one member of staff."""
    Staff(state.database, clock).appoint([int(STAFF)])
    return Assistant(lambda: figures, state, clock=clock)


def start(assistant: Assistant, person: str = CITIZEN) -> Reply:
    """What /thongke opens."""
    reply = assistant.command("thongke", "", "1", person=person)
    assert reply is not None
    return reply


def press(assistant: Assistant, reply: Reply, *labels: str, person: str = CITIZEN) -> Reply:
    """Press a button after another, each by its label."""
    for label in labels:
        data = {button.label: button.data for button in reply.buttons}
        assert label in data, (label, list(data))
        reply = assistant.tap(data[label], "1", person=person)
    return reply


def labels(reply: Reply) -> list[str]:
    """What its buttons say."""
    return [button.label for button in reply.buttons]


def test_four_taps_lead_to_a_figure(assistant: Assistant) -> None:
    """Province, commune, group, metric, period: the figure of exactly that period."""
    metric = "Tỷ lệ số hóa hồ sơ, kết quả giải quyết"
    group = "Số hóa, chứng thực điện tử"
    reply = press(assistant, start(assistant), "Tỉnh Diều Sáo", "Xã Đồng Diều", group, metric, "Tháng 8/2026")

    assert "97,5 %" in plain_text(reply)
    assert [(found.value, found.period_to) for found in reply.figures[:1]] == [(97.5, "2026-08-31")]


def test_a_metric_of_one_period_leads_straight_to_its_figure(assistant: Assistant) -> None:
    """Nothing is asked that has one answer: a place with one group and one period takes a tap for the metric only."""
    reply = press(assistant, start(assistant), "Tỉnh Diều Sáo", "Phường Bến Sáo", "Số hồ sơ tiếp nhận")

    assert "555" in plain_text(reply)


def test_every_screen_leads_back(assistant: Assistant) -> None:
    """«Quay lại» goes up one screen after the other to where the menu began, at the page where one was."""
    begun = start(assistant)
    units = press(assistant, begun, "Tỉnh Diều Sáo")
    second = press(assistant, units, statistics_wording.MENU_AFTER)
    name = next(label for label in labels(second) if label.startswith("Xã"))
    metrics = press(assistant, second, name)
    shown = press(assistant, metrics, "Số hồ sơ tiếp nhận")
    back = statistics_wording.MENU_BACK

    assert press(assistant, shown, back) == metrics
    assert press(assistant, metrics, back) == second
    assert press(assistant, second, back) == begun
    assert back not in labels(begun)


def test_all_units_are_reached_page_by_page(assistant: Assistant) -> None:
    """Each unit with figures once, in alphabetical order, none without."""
    reply = press(assistant, start(assistant), "Tỉnh Diều Sáo")
    seen: list[str] = []
    while True:
        shown = labels(reply)
        seen += [label for label in shown if label.startswith(("Xã", "Phường", "Huyện", "Số liệu"))]
        if statistics_wording.MENU_AFTER not in shown:
            break
        reply = press(assistant, reply, statistics_wording.MENU_AFTER)

    assert len(seen) == len(set(seen)) == len(MANY) + 4
    assert seen[0] == "Số liệu chung của tỉnh Diều Sáo"
    assert "Huyện Diều Cổ (cũ)" in seen
    assert "Xã Lặng Gió" not in seen


def test_staff_are_offered_what_citizens_are_not(assistant: Assistant) -> None:
    """Units and metrics with nothing but internal figures do not show that they exist, even to a passed-on button."""
    whole = assistant.tap(f"v|g|{KITE.id}", "1", person=STAFF)
    pending = f"v|f|{SILENT.id}|{mark('dossiers_pending')}|20260901|20260930"
    forbidden = assistant.tap(f"v|g|{SILENT.id}", "1", person=CITIZEN)

    assert "Tiến độ giải quyết" in labels(whole)
    assert "Tiến độ giải quyết" not in labels(assistant.tap(f"v|g|{KITE.id}", "1", person=CITIZEN))
    assert "Số hồ sơ đang giải quyết" in labels(assistant.tap(f"v|g|{SILENT.id}", "1", person=STAFF))
    assert plain_text(forbidden) == statistics_wording.MENU_GONE
    assert "66" in plain_text(assistant.tap(pending, "1", person=STAFF))
    assert "66" not in plain_text(assistant.tap(pending, "1", person=CITIZEN))
    assert "66" not in plain_text(assistant.tap(pending, "1", person=STAFF, private=False))


@pytest.mark.parametrize(
    "data",
    [
        "v|u|province-99|0",
        "v|g|commune-99999",
        "v|g|commune-90003",
        "v|m|commune-90001|nothing|0",
        "v|m|commune-90001|online|0",
        "v|k|commune-90001|ffffff|0",
        "v|f|commune-90001|ffffff|20260901|20260930",
    ],
)
def test_an_old_button_leads_to_the_start(assistant: Assistant, data: str) -> None:
    """What the release holds no longer is told kindly, with the way to the menu's beginning."""
    reply = assistant.tap(data, "1")

    assert plain_text(reply) == statistics_wording.MENU_GONE
    assert press(assistant, reply, statistics_wording.MENU_START) == start(assistant)


@pytest.mark.parametrize(
    "data",
    [
        "v|u|x",
        "v|u||x",
        "v|u|a b|0",
        "v|g|",
        "v|m|x|y",
        "v|k|x|y|-1",
        "v|f|x|y|2026-09-01|",
        "v|z|x",
        "v",
        "v|f|x|y|1|",
    ],
)
def test_a_forged_button_is_none_of_ours(data: str) -> None:
    """Only the exact forms are read."""
    assert parse(data) is None


def test_a_period_that_is_gone_is_answered_without_a_figure(assistant: Assistant) -> None:
    """A button for a period that a newer release lacks gets «không nêu», not another period's figure."""
    reply = assistant.tap(f"v|f|{KITE.id}|{mark('digitised_rate')}|20250101|20250131", "1")

    assert not any(found.value == 96.25 for found in reply.figures)
    assert statistics_wording.MENU_BACK in labels(reply)


def test_buttons_work_after_a_restart_and_a_new_release(tmp_path: Path, clock: Clock) -> None:
    """What one process showed another answers, from a release with more figures; beyond the last page is the last."""
    build(tmp_path)
    first = Assistant(lambda: open_release(tmp_path), MemoryState(clock), clock=clock)
    group = "Số hóa, chứng thực điện tử"
    shown = press(first, start(first), "Tỉnh Diều Sáo", "Xã Đồng Diều", group)
    build(tmp_path, (*FIGURES, figure(KITE, "digitised_rate", 95, OCTOBER, "percent")))
    second = Assistant(lambda: open_release(tmp_path), MemoryState(clock), clock=clock)
    periods = press(second, shown, "Tỷ lệ số hóa hồ sơ, kết quả giải quyết")
    far = second.tap("v|u|province-90|99", "1")

    assert labels(periods)[:3] == ["Tháng 10/2026", "Tháng 9/2026", "Tháng 8/2026"]
    assert labels(far)[-2:] == [statistics_wording.MENU_BEFORE, statistics_wording.MENU_BACK]


def test_words_behind_the_command_are_a_question(assistant: Assistant) -> None:
    """«/thongke xã Đồng Diều» shows its figures."""
    reply = assistant.command("thongke", "xã Đồng Diều", "1")

    assert reply is not None
    assert "4.321" in plain_text(reply)


def test_a_release_without_figures_says_so(assistant: Assistant, knowledge: Release, state: State) -> None:
    """No empty menu."""
    assert plain_text(start(Assistant(lambda: knowledge, state))) == statistics_wording.NO_PLACES


def test_the_terminal_has_the_menu(assistant: Assistant) -> None:
    """By numbers, like every button."""
    shown = typed(assistant, "/thongke", "1", "1", "1")

    assert "[1] Tỉnh Diều Sáo" in shown
    assert "[1] Số liệu chung của tỉnh Diều Sáo" in shown
    assert "88,5 %" in shown
    assert wording.APOLOGY not in shown


@pytest.mark.parametrize("shipped", [True, False])
def test_every_screen_fits_telegram_and_every_figure_is_reached(
    figures: Release, state: State, clock: Clock, *, shipped: bool
) -> None:
    """Walked whole: all data fits, keyboards show all buttons, no screen is an apology, no figure is missed."""
    release = shipped_statistics() if shipped else figures
    assistant = Assistant(lambda: release, state, clock=clock)
    waiting: list[Button] = list(start(assistant).buttons)
    seen: set[str] = set()
    shown: set[tuple[str, str, float]] = set()
    while waiting:
        button = waiting.pop()
        if button.data in seen or not button.data.startswith("v|"):
            continue
        seen.add(button.data)
        reply = assistant.tap(button.data, "1")
        shown |= {(found.locality, found.metric, found.value) for found in reply.figures}
        waiting += reply.buttons
        assert fits(button)
        assert plain_text(reply) not in (wording.APOLOGY, wording.BUTTON_OLD, statistics_wording.MENU_GONE), button
        assert [one for row in keyboard(reply.buttons) for one in row] == list(reply.buttons), button
    held = {
        (place.name, found.metric, found.value)
        for found in release.statistics()
        if found.value is not None and (place := release.place(found.place))
    }

    assert held <= shown


def test_marks_tell_metrics_apart_and_stay(figures: Release) -> None:
    """Every metric we know has its own mark, six letters long, and a group with a name."""
    metrics = [metric.id for metric in surroundings().metrics]
    marks = {mark(metric) for metric in metrics}

    assert len(marks) == len(metrics)
    assert all(re.fullmatch(r"[0-9a-f]{6}", found) for found in marks)
    assert mark("dossiers_received") == "b0cb11"
    assert not [metric for metric in metrics if group_of(metric) == statistics_wording.MENU_OTHER]
