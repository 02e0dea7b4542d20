"""Figures in Telegram from end to end: ``scripts.run_bot`` as a process, over HTTP.

Its release holds the shipped data and a table filled in on the template: public and internal figures of real communes.
"""

from __future__ import annotations

import asyncio
import calendar
import csv
import io
import json
import re
import signal
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image

from bot import statistics_wording, wording
from bot.state import VIET_NAM
from bot.telegram_delivery import MOST_CAPTION
from scripts import reload_knowledge, statistics
from scripts.statistics import COLUMNS
from tests.bot.bot_api_server import TOKEN, BotApiServer, Call
from tests.bot.clocked_bot import LOOKS
from tests.bot.test_run_bot import start

ADMIN, CLERK, SECOND, GONE, CITIZEN, NEIGHBOUR = 9001, 9002, 9003, 9004, 501, 502
GROUP = -1_000_501
HOANG_HOA, HOANG_GIANG, HOANG_PHU, ONLY_INTERNAL = (f"commune-{code}" for code in (15865, 15880, 15889, 15991))
RECEIVED = {HOANG_HOA: 1389, HOANG_GIANG: 1427, HOANG_PHU: 1465}
PENDING = "số hồ sơ đang giải quyết của xã Hoằng Hóa tháng 9/2026"
SECRETS = ("7.009", "7.109", "7.209", "7.777")
"""Internal numbers as they would be written."""
COMPARISON = "so sánh số hồ sơ tiếp nhận của xã Hoằng Hóa, xã Hoằng Giang và xã Hoằng Phú tháng 9/2026"
PATIENCE = 30.0


# ── the table, the releases ─────────────────────────────────────────────────────────────────────────────────────────


def rows(received: dict[str, int], *, internal: bool) -> Iterator[dict[str, str]]:
    """Three communes, August and September 2026; internal: dossiers still in hand, also of a commune without others."""
    for number, (place, count) in enumerate(received.items()):
        for month in (8, 9):
            yield row(place, "Số hồ sơ tiếp nhận", f"{count - (9 - month) * 11}", month)
            yield row(place, "Tỷ lệ hồ sơ nộp trực tuyến", f"{76 + number - (9 - month)},5", month)
            if internal:
                yield row(place, "Số hồ sơ đang giải quyết", f"{7000 + 100 * number + month}", month, internal="có")
    if internal:
        yield row(ONLY_INTERNAL, "Số hồ sơ đang giải quyết", "7777", 9, internal="có")


def row(place: str, metric: str, value: str, month: int, *, internal: str = "không") -> dict[str, str]:
    """A row of the template."""
    last = f"{calendar.monthrange(2026, month)[1]}/{month:02}/2026"
    return {
        "Mã đơn vị": place,
        "Chỉ số": metric,
        "Giá trị": value,
        "Kỳ từ": f"01/{month:02}/2026",
        "Kỳ đến": last,
        "Tính đến ngày": last,
        "Nguồn": f"Báo cáo tháng {month}/2026",
        "Nơi công bố": "Trung tâm Phục vụ hành chính công tỉnh",
        "Đường dẫn": "https://example.vn/bao-cao",
        "Nội bộ": internal,
    }


def filled(path: Path, received: dict[str, int], *, internal: bool = True) -> Path:
    """The template, written by its script and filled in."""
    assert statistics.main(["template", "--csv", "--out", str(path)]) == 0
    with path.open("a", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, [header for header, _, _ in COLUMNS], restval="", delimiter=";")
        table.writerows(rows(received, internal=internal))
    return path


def published(folder: Path, table: Path) -> Path:
    """A folder with a release of the shipped data and a table."""
    assert reload_knowledge.main(["shipped", str(table), "--into", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release with public and internal figures."""
    folder = tmp_path_factory.mktemp("with-internal")
    return published(folder / "knowledge", filled(folder / "mau.csv", RECEIVED))


@pytest.fixture(scope="module")
def public_knowledge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same without the internal figures."""
    folder = tmp_path_factory.mktemp("public")
    return published(folder / "knowledge", filled(folder / "mau.csv", RECEIVED, internal=False))


# ── the process, what people do ─────────────────────────────────────────────────────────────────────────────────────


@asynccontextmanager
async def bot(
    server: BotApiServer, knowledge: Path, state: Path, clock: Path | None = None
) -> AsyncIterator[BotApiServer]:
    """The bot as a process; at the end it has stopped cleanly and logged nothing that it must not."""
    process = await start(
        module="scripts.run_bot" if clock is None else "tests.bot.clocked_bot",
        TELEGRAM_BOT_TOKEN=TOKEN,
        TELEGRAM_API_URL=server.url,
        KNOWLEDGE_FOLDER=str(knowledge),
        STATE_FOLDER=str(state),
        ADMIN_IDS=f"{ADMIN}",
        CLOCK=str(clock or ""),
    )
    try:
        yield server
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        written = (await asyncio.wait_for(process.communicate(), PATIENCE))[0].decode()
    assert process.returncode == 0, written
    assert "Traceback" not in written
    assert not re.search(rf"{TOKEN.partition(':')[2]}|Hoằng|{ADMIN}|{CLERK}|{CITIZEN}", written)


@pytest.fixture
async def running(server: BotApiServer, knowledge: Path, tmp_path: Path) -> AsyncIterator[BotApiServer]:
    """The server that a bot with all figures polls."""
    async with bot(server, knowledge, tmp_path / "state"):
        yield server


async def answers(server: BotApiServer, chat: int, before: int) -> list[Call]:
    """What arrived in answer to all that was said, after so many messages.

    A chat's updates are answered in order: a tap on a button that is none marks the end.
    """
    server.tap(chat, "the end")
    async with server._sent:
        await asyncio.wait_for(
            server._sent.wait_for(lambda: any(call.words == wording.BUTTON_OLD for call in server.sent(chat)[before:])),
            PATIENCE,
        )
    found = server.sent(chat)[before:]
    assert found[-1].words == wording.BUTTON_OLD
    return found[:-1]


async def told(server: BotApiServer, chat: int, text: str, who: int | None = None) -> list[Call]:
    """The answer to a message; in a group ``who`` writes, and addresses us."""
    before = len(server.sent(chat))
    if who is None:
        server.say(chat, text)
    else:
        server.say(chat, f"@thutuc_bot {text}", **{"from": {"id": who, "is_bot": False, "first_name": "A"}})
    return await answers(server, chat, before)


async def tapped(server: BotApiServer, chat: int, data: str, who: int | None = None) -> list[Call]:
    """The answer to a tap."""
    before = len(server.sent(chat))
    server.tap(chat, data, who)
    return await answers(server, chat, before)


def data_of(calls: Sequence[Call], label: str) -> str:
    """What the button that begins with a label brings back."""
    labels = [button["text"] for call in calls for button in call.buttons]
    assert any(name.startswith(label) for name in labels), (label, labels)
    return next(
        button["callback_data"] for call in calls for button in call.buttons if button["text"].startswith(label)
    )


def words_of(calls: Sequence[Call]) -> str:
    """All words of an answer."""
    return "\n\n".join(call.words for call in calls)


def document_of(calls: Sequence[Call]) -> tuple[str, bytes]:
    """The one file of an answer, sent as a document with words under it."""
    [call] = calls
    assert call.method == "sendDocument"
    assert call.words
    return call.files["document"]


# ── a question, its chart, its files ────────────────────────────────────────────────────────────────────────────────


async def test_a_comparison_comes_with_a_chart_that_opens(running: BotApiServer) -> None:
    """One photo with the figures, their source and what it shows in words under it; both files behind buttons."""
    answer = await told(running, CITIZEN, COMPARISON)
    [photo] = answer
    picture = Image.open(io.BytesIO(photo.files["photo"][1]))
    picture.load()

    assert photo.method == "sendPhoto"
    assert picture.format == "PNG"
    assert picture.width == 1080
    assert all(f"{count:,}".replace(",", ".") in photo.words for count in RECEIVED.values())
    assert "https://example.vn/bao-cao" in photo.words
    assert "Biểu đồ thanh: Số hồ sơ tiếp nhận" in photo.words
    assert len(photo.words.encode("utf-16-le")) // 2 <= MOST_CAPTION


async def test_the_table_opens_as_a_workbook_and_as_csv(running: BotApiServer) -> None:
    """Both hold the communes with their numbers as numbers, and where those are from."""
    answer = await told(running, CITIZEN, COMPARISON)
    name, content = document_of(await tapped(running, CITIZEN, data_of(answer, statistics_wording.EXPORT_BUTTON)))
    book = load_workbook(io.BytesIO(content))
    cells = list(book.active.iter_rows(values_only=True)) if book.active else []
    csv_name, text = document_of(await tapped(running, CITIZEN, data_of(answer, statistics_wording.EXPORT_CSV_BUTTON)))
    lines = list(csv.reader(io.StringIO(text.decode("utf-8-sig")), delimiter=";"))

    assert (Path(name).suffix, Path(csv_name).suffix) == (".xlsx", ".csv")
    assert [value for _, value, *_ in cells if isinstance(value, int)] == list(RECEIVED.values())
    assert [line[:2] for line in lines[1:4]] == [
        ["xã Hoằng Hóa", "1389"],
        ["xã Hoằng Giang", "1427"],
        ["xã Hoằng Phú", "1465"],
    ]
    assert any("Báo cáo tháng 9/2026" in str(cell) for line in (*cells, *lines) for cell in line)


async def test_a_long_answer_keeps_the_limits(running: BotApiServer) -> None:
    """The words come before the picture where they exceed a caption; the buttons hang under the last; none refused."""
    answer = await told(
        running, CITIZEN, "xếp hạng các xã của huyện Hoằng Hóa về tỷ lệ hồ sơ nộp trực tuyến tháng 9/2026"
    )

    assert [call.method for call in answer] == ["sendMessage", "sendPhoto"]
    assert [bool(call.buttons) for call in answer] == [False, True]
    assert answer[1].words.startswith("Biểu đồ")
    assert not [call for call in running.calls if call.code == 400]


async def test_a_file_is_that_of_its_answer(running: BotApiServer) -> None:
    """Not that of the question asked since, and whoever of a group taps gets the same."""
    first = await told(running, GROUP, COMPARISON, CITIZEN)
    await told(running, GROUP, "so sánh tỷ lệ hồ sơ nộp trực tuyến của xã Hoằng Hóa và xã Hoằng Phú", CITIZEN)
    data = data_of(first, statistics_wording.EXPORT_CSV_BUTTON)
    files = [document_of(await tapped(running, GROUP, data, who)) for who in (CITIZEN, NEIGHBOUR)]

    assert all("so-ho-so-tiep-nhan" in name and "1465" in content.decode() for name, content in files)


async def test_a_flood_costs_neither_picture_nor_file(running: BotApiServer) -> None:
    """Told to wait, a chat gets its photo and its document once and in order; its neighbour is served meanwhile."""
    running.flood(CITIZEN, seconds=1, times=2)
    running.say(CITIZEN, COMPARISON)
    running.say(NEIGHBOUR, COMPARISON)
    await running.wait_for(1, NEIGHBOUR, PATIENCE)
    sooner = running.sent(CITIZEN)
    answer = await answers(running, CITIZEN, 0)
    running.flood(CITIZEN, seconds=1, times=1)
    running.tap(CITIZEN, data_of(answer, statistics_wording.EXPORT_BUTTON))
    running.say(CITIZEN, "cảm ơn")
    later = await answers(running, CITIZEN, 2)

    assert not sooner
    assert [call.method for call in (*answer, *later)] == ["sendPhoto", "sendDocument", "sendMessage"]


# ── the menu ────────────────────────────────────────────────────────────────────────────────────────────────────────

WALK = ("Tỉnh Thanh Hóa", "Xã Hoằng Hóa", "Hồ sơ tiếp nhận", "Số hồ sơ tiếp nhận", "Tháng 8/2026")


async def test_the_menu_leads_to_a_figure_and_back(server: BotApiServer, knowledge: Path, tmp_path: Path) -> None:
    """Place, metric, period, figure; «quay lại» step by step to the start; after a restart old buttons lead on."""
    async with bot(server, knowledge, tmp_path / "state"):
        screens = [await told(server, CITIZEN, "/thongke")]
        for label in WALK:
            screens.append(await tapped(server, CITIZEN, data_of(screens[-1], label)))
        back = screens[-1]
        returned = []
        for _ in WALK:
            back = await tapped(server, CITIZEN, data_of(back, statistics_wording.MENU_BACK))
            returned.append(back)
        compared = await told(server, CITIZEN, COMPARISON)
    async with bot(server, knowledge, tmp_path / "state"):
        again = await tapped(server, CITIZEN, data_of(screens[-2], "Tháng 8/2026"))
        name, _ = document_of(await tapped(server, CITIZEN, data_of(compared, statistics_wording.EXPORT_BUTTON)))

    assert "1.378 hồ sơ" in words_of(screens[-1])
    assert [words_of(screen) for screen in returned] == [words_of(screen) for screen in reversed(screens[:-1])]
    assert all(statistics_wording.MENU_BACK not in str(call.buttons) for call in screens[0])
    assert words_of(again) == words_of(screens[-1])
    assert name.endswith(".xlsx")


async def test_words_behind_the_command_that_name_no_place_open_the_menu(running: BotApiServer) -> None:
    """With a sentence that says so; a place that is named is answered at once."""
    unfound = await told(running, CITIZEN, "/thongke abc xyz")
    found = await told(running, CITIZEN, "/thongke xa hoang phu")

    assert words_of(unfound).startswith(statistics_wording.MENU_UNFOUND)
    assert data_of(unfound, "Tỉnh Thanh Hóa").startswith("v|u|")
    assert "1.465 hồ sơ" in words_of(found)


# ── internal figures ────────────────────────────────────────────────────────────────────────────────────────────────

CURIOUS = (
    PENDING,
    "so ho so dang giai quyet cua xa hoang hoa",
    "tất cả số liệu của xã Hoằng Hóa",
    "số liệu của xã Hoằng Tiến",
    "xã Hoằng Tiến có bao nhiêu hồ sơ đang giải quyết",
    "so sánh số hồ sơ đang giải quyết của xã Hoằng Hóa và xã Hoằng Giang",
    "xã nào của huyện Hoằng Hóa có nhiều hồ sơ đang giải quyết nhất tháng 9/2026",
    "số hồ sơ đang giải quyết của xã Hoằng Phú thay đổi thế nào so với tháng 8",
    "xã Hoằng Hóa có số liệu nội bộ nào",
    "số liệu nội bộ của xã Hoằng Hóa",
    "tôi là cán bộ, cho tôi số hồ sơ đang giải quyết của xã Hoằng Hóa",
    "/thongke xã Hoằng Tiến",
    "/thongke",
    "/theodoi xã Hoằng Hóa",
    "/help",
)
CURIOUS_TAPS = (
    "s|commune-15865|dossiers_pending",
    "s|commune-15991",
    "v|u||0",
    "v|u|province-38|0",
    "v|g|commune-15865",
    "v|g|commune-15991",
    "v|m|commune-15865|progress|0",
    "d|w|commune-15865",
)


def shown(calls: Sequence[Call]) -> list[tuple[str, str, list[dict[str, str]], list[bytes]]]:
    """All that a person sees of an answer."""
    return [
        (
            call.method,
            call.text,
            call.buttons,
            [content for name, (_, content) in call.files.items() if name == "photo"],
        )
        for call in calls
    ]


async def test_a_citizen_sees_and_guesses_nothing_of_internal_figures(
    knowledge: Path, public_knowledge: Path, tmp_path: Path
) -> None:
    """In private and in a group, asked and tapped: word for word what a release says that has none."""
    seen = []
    for folder in (knowledge, public_knowledge):
        server = BotApiServer()
        await server.start()
        found = []
        async with bot(server, folder, tmp_path / folder.parent.name):
            for question in CURIOUS:
                found.append((question, shown(await told(server, CITIZEN, question))))
            for question in CURIOUS[:4]:
                found.append((question, shown(await told(server, GROUP, question, NEIGHBOUR))))
            for data in CURIOUS_TAPS:
                found.append((data, shown(await tapped(server, CITIZEN, data))))
        await server.stop()
        seen.append(found)

    for mine, theirs in zip(*seen, strict=True):
        assert mine == theirs
    assert not any(secret in str(seen[0]) for secret in SECRETS)


async def test_staff_see_internal_figures_in_private_only(running: BotApiServer) -> None:
    """Shown and marked in private; in a group what a citizen hears there, and one sentence more; files likewise."""
    private = words_of(await told(running, ADMIN, PENDING))
    theirs = words_of(await told(running, GROUP, PENDING, CITIZEN))
    group = words_of(await told(running, GROUP, PENDING, ADMIN))
    table = await told(running, ADMIN, "số liệu của xã Hoằng Hóa")
    button = data_of(table, statistics_wording.EXPORT_CSV_BUTTON)
    files = [document_of(await tapped(running, *where))[1] for where in ((ADMIN, button), (GROUP, button, ADMIN))]

    assert "7.009 hồ sơ" in private
    assert statistics_wording.INTERNAL in private
    assert group == f"{theirs}\n\n{statistics_wording.INTERNAL_PRIVATELY}"
    assert [b"7009" in content for content in files] == [True, False]
    assert [statistics_wording.INTERNAL.encode() in content for content in files] == [True, False]


async def test_a_button_never_lends_a_right(running: BotApiServer) -> None:
    """Every button under an administrator's answers, tapped by a citizen in his own chat, tells no internal number."""
    answer = [
        *await told(running, ADMIN, PENDING),
        *await told(running, ADMIN, "so sánh số hồ sơ đang giải quyết của xã Hoằng Hóa và xã Hoằng Giang tháng 9/2026"),
        *await told(running, ADMIN, "số liệu của xã Hoằng Hóa"),
        *await tapped(running, ADMIN, "v|g|commune-15991"),
    ]
    buttons = list(dict.fromkeys(button["callback_data"] for call in answer for button in call.buttons))
    heard = [call for data in buttons for call in await tapped(running, CITIZEN, data)]
    files = b"".join(content for call in heard for _, content in call.files.values() if call.method == "sendDocument")

    assert any(secret in words_of(answer) for secret in SECRETS)
    assert len(buttons) > 4
    assert not any(secret in words_of(heard) for secret in SECRETS)
    assert not any(secret.replace(".", "").encode() in files for secret in SECRETS)


# ── who is on the list ──────────────────────────────────────────────────────────────────────────────────────────────


async def test_rights_are_given_taken_and_traced(running: BotApiServer, tmp_path: Path) -> None:
    """List, let in, take off; the last administrator stays; each change, and nothing else, leaves its line of audit."""

    async def says(who: int, text: str) -> str:
        return words_of(await told(running, who, text))

    forged = ("abc", "-5", "0", "9" * 30, "٩٠٠٢", f"{CLERK}'--", "1e9", "+9002", "9 002")
    refused = [await says(ADMIN, f"/capquyen {number} can_bo") for number in forged]
    strangers = [await says(who, f"/capquyen {who} quan_tri") for who in (CITIZEN, CLERK)]
    last = [await says(ADMIN, f"/capquyen {ADMIN} {right}") for right in ("thu_hoi", "can_bo")]
    await says(ADMIN, f"/capquyen {CLERK} cán bộ")
    by_staff = await says(CLERK, f"/capquyen {CITIZEN} can_bo")
    listed = await says(ADMIN, "/capquyen")
    await says(ADMIN, f"/capquyen {CLERK} can_bo")
    await says(ADMIN, f"/capquyen {CLERK} quan_tri")
    await says(CLERK, f"/capquyen {ADMIN} thu_hoi")
    revoked = await says(ADMIN, "/capquyen")
    with closing(sqlite3.connect(tmp_path / "state" / "state.sqlite")) as database:
        audit = database.execute("SELECT who, what, whom FROM audit ORDER BY number").fetchall()
        mode = database.execute("PRAGMA journal_mode").fetchone()

    assert all(answer.startswith(wording.GRANT_UNREADABLE) for answer in refused)
    assert [*strangers, by_staff, revoked] == [wording.STAFF_REFUSAL] * 4
    assert last == [wording.GRANT_LAST_ADMIN] * 2
    assert f"• {ADMIN}: quản trị, theo ADMIN_IDS" in listed
    assert f"• {CLERK}: cán bộ, do {ADMIN} cấp" in listed
    assert audit == [(0, "admin", ADMIN), (ADMIN, "staff", CLERK), (ADMIN, "admin", CLERK), (CLERK, "revoked", ADMIN)]
    assert mode == ("wal",)


async def test_help_names_the_commands_of_each(running: BotApiServer) -> None:
    """A citizen, staff and an administrator each read their own commands; in a group nobody's role is shown."""
    await told(running, ADMIN, f"/capquyen {CLERK} can_bo")
    commands = {
        who: set(re.findall(r"/[a-z]+", words_of(await told(running, who, "/help")))) for who in (CITIZEN, CLERK, ADMIN)
    }
    in_group = words_of(await told(running, GROUP, "/help", ADMIN))
    hello = words_of(await told(running, CITIZEN, "/start"))

    assert commands[CITIZEN] == {"/thongke"}
    assert commands[CLERK] == {"/thongke", "/theodoi", "/botheodoi"}
    assert commands[ADMIN] == {"/thongke", "/theodoi", "/botheodoi", "/capquyen"}
    assert not re.search(r"/theodoi|/capquyen", in_group)
    assert "số liệu" in hello


# ── digests ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def set_clock(path: Path, day: int, hour: int, minute: int = 0) -> None:
    """A time of August 2026 in Viet Nam; 3, 10 and 17 are Mondays. The file is replaced at once."""
    fresh = path.with_suffix(".new")
    fresh.write_text(datetime(2026, 8, day, hour, minute, tzinfo=VIET_NAM).isoformat(), encoding="utf-8")
    fresh.replace(path)


async def looked(clock: Path, processes: int) -> None:
    """Wait until so many processes have looked at the clock twice from now on, so once for sure as it stands."""
    looks = clock.with_suffix(LOOKS)
    looks.unlink(missing_ok=True)
    async with asyncio.timeout(PATIENCE):
        while True:
            await asyncio.sleep(0.05)
            by_process = Counter(looks.read_text(encoding="utf-8").split() if looks.exists() else ())
            if sum(count > 1 for count in by_process.values()) == processes:
                return


def digests(server: BotApiServer) -> dict[int, list[str]]:
    """By person: the digests that arrived."""
    people = (ADMIN, CLERK, SECOND, GONE)
    return {who: [call.words for call in server.sent(who) if call.words.startswith("Bản tin tuần")] for who in people}


async def test_digests_are_sent_once_by_two_processes_and_over_restarts(
    server: BotApiServer, knowledge: Path, tmp_path: Path
) -> None:
    """Not before Monday, 8:00; then one to each who still has the right; none again after a restart; one next week."""
    clock, state = tmp_path / "clock", tmp_path / "state"
    set_clock(clock, 5, 9)
    counts = []

    async def count() -> None:
        await looked(clock, 2)
        counts.append([len(found) for found in digests(server).values()])

    async with bot(server, knowledge, state, clock):
        for who in (CLERK, SECOND, GONE):
            await told(server, ADMIN, f"/capquyen {who} can_bo")
        for who in (ADMIN, CLERK, SECOND, GONE):
            await told(server, who, "/theodoi xã Hoằng Hóa tuần")
        await told(server, ADMIN, f"/capquyen {GONE} thu_hoi")
        server.block(SECOND)
        async with bot(server, knowledge, state, clock):
            await count()
            set_clock(clock, 10, 7, 59)
            await count()
            set_clock(clock, 10, 8)
            await count()
    async with AsyncExitStack() as both:
        for _ in range(2):
            await both.enter_async_context(bot(server, knowledge, state, clock))
        await count()
        set_clock(clock, 10, 20)
        await count()
        set_clock(clock, 17, 8)
        await count()

    assert counts == [[0] * 4, [0] * 4, [1, 1, 0, 0], [1, 1, 0, 0], [1, 1, 0, 0], [2, 2, 0, 0]]
    assert sum(call.code == 403 for call in server.calls) == 2
    text = digests(server)[CLERK][0]
    assert "1.389 hồ sơ" in text
    assert "7.009 hồ sơ" in text
    assert statistics_wording.INTERNAL in text


# ── another release ─────────────────────────────────────────────────────────────────────────────────────────────────


async def test_another_release_takes_over_while_people_ask(
    server: BotApiServer, knowledge: Path, tmp_path: Path
) -> None:
    """Each answer is wholly of the one or of the other; who heard the new never hears the old again; all hear it."""
    folder = tmp_path / "knowledge"
    published(folder, filled(tmp_path / "old.csv", RECEIVED))
    newer = filled(tmp_path / "new.csv", {place: count + 1000 for place, count in RECEIVED.items()})
    old, new = ({f"{count + more:,}".replace(",", ".") for count in RECEIVED.values()} for more in (0, 1000))
    people = range(601, 605)

    async def asks(who: int) -> list[str]:
        heard: list[str] = []
        while len(heard) < 400:
            [call] = (await told(server, who, COMPARISON))[-1:]
            stated = set(re.findall(r"\b[12]\.\d{3}(?= hồ sơ)", call.words))
            assert stated in (old, new), stated
            heard.append("new" if stated == new else "old")
            if heard[-1] == "new" and heard.count("new") > 2:
                return heard
        return heard

    async with bot(server, folder, tmp_path / "state"):
        asking = [asyncio.create_task(asks(who)) for who in people]
        await server.wait_for(len(people), timeout=PATIENCE)
        await asyncio.to_thread(published, folder, newer)
        heard = await asyncio.wait_for(asyncio.gather(*asking), 4 * PATIENCE)

    for answers_of_one in heard:
        assert answers_of_one == sorted(answers_of_one, reverse=True)
        assert {"old", "new"} == set(answers_of_one)
    assert not json.dumps([call.words for call in server.sent()], ensure_ascii=False).count(wording.APOLOGY)
