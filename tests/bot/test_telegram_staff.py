"""Staff in Telegram, against a real server on loopback: rights, menus, digests, the menu of figures, files."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot import statistics_wording, wording
from bot.assistant import Assistant
from bot.staff import Role
from bot.state import State
from bot.telegram import App
from bot.telegram_digests import DIGESTS, RELEASES
from knowledge.release import Release, open_release
from tests.bot.bot_api_server import BotApiServer, Call
from tests.bot.conftest import Clock, running, settings_for
from tests.bot.figures_release import build

ADMIN, CLERK, CITIZEN = 9001, 9002, 9004
GROUP = -1_000_501
INTERNAL = "xã Đồng Diều có bao nhiêu hồ sơ đang giải quyết"
SECRET = "7.777"
MONDAY = datetime(2026, 8, 10, 1, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release with public and internal figures, open."""
    folder = tmp_path_factory.mktemp("figures")
    build(folder)
    return open_release(folder)


@pytest.fixture
def assistant(figures: Release, state: State, clock: Clock) -> Assistant:
    """The assistant over the release with figures; one administrator is appointed."""
    assistant = Assistant(lambda: figures, state, clock=clock)
    assistant.staff.appoint([ADMIN])
    return assistant


@pytest.fixture
async def application(server: BotApiServer, assistant: Assistant, tmp_path: Path) -> AsyncIterator[App]:
    """The running bot."""
    async with running(settings_for(server, tmp_path), assistant) as application:
        yield application


@pytest.fixture
def bot(application: App, server: BotApiServer) -> BotApiServer:
    """The server that a running bot polls."""
    return server


async def told(bot: BotApiServer, chat: int, text: str, **content: Any) -> Call:
    """The answer to a message."""
    count = len(bot.sent(chat))
    bot.say(chat, text, **content)
    return (await bot.wait_for(count + 1, chat))[count]


async def tapped(bot: BotApiServer, chat: int, data: str, who: int | None = None) -> Call:
    """The answer to a tap."""
    count = len(bot.sent(chat))
    bot.tap(chat, data, who)
    return (await bot.wait_for(count + 1, chat))[count]


async def run(application: App, name: str) -> None:
    """Run a job now."""
    assert application.job_queue is not None
    (job,) = application.job_queue.get_jobs_by_name(name)
    await job.run(application)


def menus(bot: BotApiServer, method: str = "setMyCommands") -> dict[int, set[str]]:
    """The commands that were put into each person's own menu, by his number; the common menu is 0."""
    found: dict[int, set[str]] = {}
    for call in bot.calls:
        if call.method == method:
            scope = json.loads(call.params.get("scope") or "{}")
            names = {command["command"] for command in json.loads(call.params.get("commands") or "[]")}
            found[int(scope.get("chat_id", 0))] = names
    return found


# ── rights ──────────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_an_administrator_lets_somebody_in(bot: BotApiServer) -> None:
    """From then on he hears internal figures; after he was taken off the list, not any more."""
    before = await told(bot, CLERK, INTERNAL)
    await told(bot, ADMIN, f"/capquyen {CLERK} can_bo")
    after = await told(bot, CLERK, INTERNAL)
    await told(bot, ADMIN, f"/capquyen@thutuc_bot {CLERK} thu_hoi")
    later = await told(bot, CLERK, INTERNAL)

    assert [SECRET in answer.words for answer in (before, after, later)] == [False, True, False]


async def test_a_forwarded_message_tells_the_person(bot: BotApiServer, assistant: Assistant) -> None:
    """Answering it with /capquyen takes its writer; one who hides his name cannot be taken."""
    writer = {"type": "user", "date": 1, "sender_user": {"id": CLERK, "is_bot": False, "first_name": "A"}}
    hidden = {"type": "hidden_user", "date": 1, "sender_user_name": "B"}
    refused = await told(
        bot, ADMIN, "/capquyen can_bo", reply_to_message=bot.message(ADMIN, text="…", forward_origin=hidden)
    )
    await told(bot, ADMIN, "/capquyen can_bo", reply_to_message=bot.message(ADMIN, text="…", forward_origin=writer))

    assert refused.words.startswith(wording.GRANT_UNREADABLE)
    assert assistant.staff.role(str(CLERK)) is Role.STAFF


@pytest.mark.parametrize(
    "command", ["/capquyen", f"/capquyen {CITIZEN} quan_tri", "/theodoi xã Đồng Diều", "/botheodoi"]
)
async def test_others_are_refused(bot: BotApiServer, assistant: Assistant, command: str) -> None:
    """Politely, always in the same words."""
    assert (await told(bot, CITIZEN, command)).words == wording.STAFF_REFUSAL
    assert assistant.staff.role(str(CITIZEN)) is None


async def test_in_a_group_nobody_sees_internal_figures(bot: BotApiServer) -> None:
    """Not even an administrator, who is told where to ask; neither in words nor by a button."""
    admin = {"from": {"id": ADMIN, "is_bot": False, "first_name": "A"}}
    asked = await told(bot, GROUP, f"@thutuc_bot {INTERNAL}", **admin)
    pressed = await tapped(bot, GROUP, "s|commune-90001|dossiers_pending", ADMIN)
    command = await told(bot, GROUP, "/capquyen", **admin)

    assert SECRET not in asked.words + pressed.words
    assert statistics_wording.INTERNAL_PRIVATELY in asked.words
    assert statistics_wording.INTERNAL_PRIVATELY in pressed.words
    assert command.words == wording.STAFF_PRIVATELY


async def test_a_button_counts_for_whoever_taps_it(bot: BotApiServer) -> None:
    """The same data: the administrator hears the figure, a citizen does not."""
    mine = await tapped(bot, ADMIN, "s|commune-90001|dossiers_pending")
    theirs = await tapped(bot, CITIZEN, "s|commune-90001|dossiers_pending")

    assert SECRET in mine.words
    assert SECRET not in theirs.words


async def test_menus_hold_the_commands_of_each(bot: BotApiServer) -> None:
    """Everybody's has none of staff; an administrator's own is set at the start, others' when let in or out."""
    await told(bot, ADMIN, f"/capquyen {CLERK} can_bo")
    await told(bot, ADMIN, "/help")
    granted = menus(bot)
    await told(bot, ADMIN, f"/capquyen {CLERK} thu_hoi")
    await told(bot, ADMIN, "/help")

    assert granted[0] == {"start", "help", "thongke"}
    assert granted[ADMIN] == {"start", "help", "thongke", "theodoi", "botheodoi", "capquyen"}
    assert granted[CLERK] == {"start", "help", "thongke", "theodoi", "botheodoi"}
    assert CLERK in menus(bot, "deleteMyCommands")


async def test_without_menus_the_bot_works_as_well(server: BotApiServer, assistant: Assistant, tmp_path: Path) -> None:
    """A refusal («chat not found» for somebody who never wrote) stops nothing."""
    server.refuse("setMyCommands", "chat not found")
    async with running(settings_for(server, tmp_path), assistant):
        answer = await told(server, ADMIN, f"/capquyen {CLERK} can_bo")

    assert answer.words == wording.GRANT_DONE.format(role="cán bộ", person=CLERK)


# ── the menu of figures, the file ───────────────────────────────────────────────────────────────────────────────────


async def test_the_menu_of_figures_is_walked_by_taps(bot: BotApiServer) -> None:
    """/thongke, province, commune, group, metric, period."""
    answer = await told(bot, CITIZEN, "/thongke")
    for label in ("Tỉnh Diều Sáo", "Xã Đồng Diều", "Số hóa", "Tỷ lệ số hóa", "Tháng 8/2026"):
        data = next(button["callback_data"] for button in answer.buttons if button["text"].startswith(label))
        answer = await tapped(bot, CITIZEN, data)

    assert "97,5 %" in answer.words
    assert answer.buttons[-1]["text"] == statistics_wording.MENU_BACK


async def test_the_table_is_sent_as_a_file(bot: BotApiServer) -> None:
    """The button under a comparison brings a document."""
    count = len(bot.sent(CITIZEN))
    bot.say(CITIZEN, "so sánh số hồ sơ tiếp nhận của xã Đồng Diều và phường Bến Sáo")
    await bot.wait_for(count + 1, CITIZEN)
    await asyncio.sleep(0.2)
    await tapped(bot, CITIZEN, "t|x")
    await bot.wait_for(len(bot.sent(CITIZEN)), CITIZEN)
    await asyncio.sleep(0.2)
    sent = bot.sent(CITIZEN)[-1]

    assert sent.method == "sendDocument"
    name, content = sent.files["document"]
    assert name.endswith(".xlsx")
    assert content.startswith(b"PK")


# ── digests ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
async def following(bot: BotApiServer, clock: Clock) -> BotApiServer:
    """An administrator and a clerk follow a commune since Wednesday; it is Monday, eight o'clock."""
    clock.now = MONDAY.replace(day=5)
    await told(bot, ADMIN, f"/capquyen {CLERK} can_bo")
    for person in (CLERK, ADMIN):
        await told(bot, person, "/theodoi xã Đồng Diều tuần")
    clock.now = MONDAY
    return bot


def digests(bot: BotApiServer, chat: int) -> list[str]:
    """The digests that arrived."""
    return [call.words for call in bot.sent(chat) if call.words.startswith("Bản tin tuần")]


async def test_digests_arrive_once(following: BotApiServer, application: App, clock: Clock) -> None:
    """When they are due, to everybody who follows, with figures; not again at the next look; again after a week."""
    await run(application, DIGESTS)
    await run(application, DIGESTS)
    once = [len(digests(following, person)) for person in (ADMIN, CLERK)]
    clock.pass_by(days=7)
    await run(application, DIGESTS)

    assert once == [1, 1]
    assert "4.321 hồ sơ" in digests(following, ADMIN)[0]
    assert len(digests(following, CLERK)) == 2


async def test_two_bots_send_one_digest(
    following: BotApiServer, application: App, figures: Release, tmp_path: Path, clock: Clock
) -> None:
    """Two applications over one database look at the same time: each person gets one message."""
    second = State(tmp_path / "state", clock)
    twin = Assistant(lambda: figures, second, clock=clock)
    async with running(settings_for(following, tmp_path), twin) as other:
        await asyncio.gather(*(run(each, DIGESTS) for each in (application, other, application, other)))
    second.close()

    assert [len(digests(following, person)) for person in (ADMIN, CLERK)] == [1, 1]


async def test_a_restart_does_not_send_twice(
    server: BotApiServer, figures: Release, tmp_path: Path, clock: Clock
) -> None:
    """Follows are kept over a restart, and so is what was sent."""
    clock.now = MONDAY.replace(day=5)
    for moment in (None, MONDAY, MONDAY.replace(hour=3)):
        state = State(tmp_path / "state", clock)
        assistant = Assistant(lambda: figures, state, clock=clock)
        assistant.staff.appoint([ADMIN])
        async with running(settings_for(server, tmp_path), assistant) as application:
            if moment is None:
                await told(server, ADMIN, "/theodoi xã Đồng Diều tuần")
            else:
                clock.now = moment
                await run(application, DIGESTS)
        state.close()

    assert len(digests(server, ADMIN)) == 1


async def test_whoever_blocked_the_bot_stops_nobody_else(
    following: BotApiServer, application: App, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """The others get theirs; he is not tried again before the next is due; no number stands in the log."""
    following.block(CLERK)
    await run(application, DIGESTS)
    await run(application, DIGESTS)
    tried = [call for call in following.calls if call.code == 403]

    assert len(digests(following, ADMIN)) == 1
    assert len(tried) == 1
    assert str(CLERK) not in caplog.text


async def test_what_telegram_did_not_take_is_sent_at_the_next_look(following: BotApiServer, application: App) -> None:
    """After a refusal for a time the claim is given back; the digest comes once in the end."""
    following.flood(CLERK, seconds=10_000, times=1)
    await run(application, DIGESTS)
    refused = len(digests(following, CLERK))
    following.flood(CLERK, seconds=0, times=0)
    following._refused_until.clear()
    await run(application, DIGESTS)
    await run(application, DIGESTS)

    assert (refused, len(digests(following, CLERK))) == (0, 1)
    assert len(digests(following, ADMIN)) == 1


async def test_whoever_was_taken_off_the_list_gets_none(following: BotApiServer, application: App) -> None:
    """Between following and Monday the right was taken away."""
    await told(following, ADMIN, f"/capquyen {CLERK} thu_hoi")
    await run(application, DIGESTS)

    assert [len(digests(following, person)) for person in (ADMIN, CLERK)] == [1, 0]


async def test_the_bot_looks_for_a_new_release_by_itself(
    server: BotApiServer, figures: Release, state: State, tmp_path: Path
) -> None:
    """Without anybody asking, so that it is warm when somebody does."""
    looked: list[bool] = []

    def current() -> Release:
        looked.append(True)
        return figures

    async with running(settings_for(server, tmp_path), Assistant(current, state)) as application:
        await run(application, RELEASES)

    assert looked == [True]
