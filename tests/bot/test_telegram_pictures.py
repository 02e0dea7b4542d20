"""Pictures and files on their way to Telegram, over real HTTP to a server on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.error import BadRequest

from bot import chart_wording
from bot.charts import chart_of
from bot.reply import Attachment, Button, Reply, Section, Span, Style
from bot.tables import workbook_of
from bot.telegram_delivery import MOST_CAPTION, Address, deliver
from intents.intent import Outcome
from tests.bot.bot_api_server import TOKEN, BotApiServer, Call
from tests.bot.chart_tables import THRESHOLD

ALICE = 501
CHART = chart_of(THRESHOLD) or (b"", "")
BUTTONS = (Button("Tải bảng", "x|1"),)
GIO = Span("91,2 % <xã Gió & Bão>", Style.BOLD)


def reply(
    *lines: str, picture: bytes | None = CHART[0], words: str = CHART[1], file: Attachment | None = None
) -> Reply:
    """A reply with figures, these lines after the first, and a chart."""
    section = Section("answer", ((GIO,), *((Span(line),) for line in lines)))
    return Reply(Outcome.STATISTICS, (section,), buttons=BUTTONS, picture=picture, picture_text=words, attachment=file)


@pytest.fixture
async def sender(server: BotApiServer, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bot]:
    """A bot that speaks to the server on loopback."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    async with Bot(TOKEN, base_url=f"{server.url}/bot") as bot:
        yield bot


def sent(server: BotApiServer) -> list[tuple[str, str]]:
    """(method, words) of what arrived, in order."""
    return [(call.method, call.words) for call in server.sent(ALICE)]


def codes(server: BotApiServer) -> list[int]:
    """How each try to send was answered."""
    return [call.code for call in server.calls if call.chat]


def units(call: Call) -> int:
    """UTF-16 units of a call's words."""
    return len(call.words.encode("utf-16-le")) // 2


async def test_a_short_answer_stands_under_its_picture(server: BotApiServer, sender: Bot) -> None:
    """One message: the picture, the answer with its markup, what the picture shows in words, the buttons."""
    await deliver(sender, Address(ALICE), reply())
    [photo] = server.sent(ALICE)

    assert photo.method == "sendPhoto"
    assert photo.files["photo"][1] == CHART[0]
    assert photo.words == f"91,2 % <xã Gió & Bão>\n\n{CHART[1]}"
    assert "<b>91,2 % &lt;xã Gió" in photo.text
    assert [button["text"] for button in photo.buttons] == ["Tải bảng"]


async def test_a_long_answer_comes_before_its_picture(server: BotApiServer, sender: Bot) -> None:
    """What exceeds a caption goes first as text, the picture follows with its alternative and the buttons."""
    await deliver(sender, Address(ALICE), reply("gió 🪁 " * 200, "bão " * 2_000))
    calls = server.sent(ALICE)

    assert [call.method for call in calls] == ["sendMessage"] * (len(calls) - 1) + ["sendPhoto"]
    assert len(calls) > 2
    assert calls[-1].words == CHART[1]
    assert [bool(call.buttons) for call in calls] == [False] * (len(calls) - 1) + [True]


@pytest.mark.parametrize("letters", range(700, 1_100, 25))
async def test_a_caption_never_exceeds_what_telegram_takes(server: BotApiServer, sender: Bot, letters: int) -> None:
    """Around the limit, counted in UTF-16 units, nothing is refused and nothing is lost."""
    await deliver(sender, Address(ALICE), reply("🪁" * (letters // 2)))
    calls = server.sent(ALICE)

    assert codes(server) == [200] * len(calls)
    assert units(calls[-1]) <= MOST_CAPTION
    assert sum(call.words.count("🪁") for call in calls) == letters // 2
    assert CHART[1] in calls[-1].words


async def test_an_alternative_longer_than_a_caption_goes_on_below(server: BotApiServer, sender: Bot) -> None:
    """All of its words arrive, in order."""
    words = " ".join(f"xã-{number}" for number in range(400))
    await deliver(sender, Address(ALICE), reply(words=words))
    calls = server.sent(ALICE)

    assert [call.method for call in calls][:2] == ["sendMessage", "sendPhoto"]
    assert " ".join(" ".join(call.words for call in calls[1:]).split()) == words
    assert calls[-1].buttons


async def test_a_refused_picture_is_told_in_words(server: BotApiServer, sender: Bot) -> None:
    """The answer, the alternative and the buttons come as text, and that the picture is missing."""
    server.refuse("sendPhoto", "not enough rights to send photos to the chat")
    await deliver(sender, Address(ALICE), reply())
    [text] = server.sent(ALICE)

    assert text.method == "sendMessage"
    assert text.words == f"91,2 % <xã Gió & Bão>\n\n{CHART[1]}\n\n{chart_wording.PICTURE_NOT_SENT}"
    assert text.buttons


async def test_what_is_no_picture_is_refused_by_telegram_and_told_in_words(server: BotApiServer, sender: Bot) -> None:
    """A broken picture costs nobody the answer."""
    await deliver(sender, Address(ALICE), reply(picture=b"GIF89a"))

    assert [method for method, _ in sent(server)] == ["sendMessage"]
    assert codes(server) == [400, 200]


async def test_a_flooded_picture_waits_and_keeps_its_place(server: BotApiServer, sender: Bot) -> None:
    """Told to wait before the picture, all messages arrive once and in order."""
    server.flood(ALICE, seconds=1, times=1)
    await deliver(sender, Address(ALICE), reply("bão " * 500, file=workbook_of(THRESHOLD)))

    assert codes(server) == [429, 200, 200, 200]
    assert [method for method, _ in sent(server)] == ["sendMessage", "sendPhoto", "sendDocument"]


async def test_a_few_words_stand_under_the_file(server: BotApiServer, sender: Bot) -> None:
    """One message: the file by its name, the words with their markup, the buttons."""
    file = workbook_of(THRESHOLD)
    await deliver(sender, Address(ALICE), reply(picture=None, words="", file=file))
    [document] = server.sent(ALICE)

    assert document.method == "sendDocument"
    assert document.files["document"] == (file.name, file.data)
    assert document.text == "<b>91,2 % &lt;xã Gió &amp; Bão&gt;</b>"
    assert document.buttons


async def test_many_words_come_before_the_file(server: BotApiServer, sender: Bot) -> None:
    """What exceeds a caption goes first, then the file with the buttons."""
    file = workbook_of(THRESHOLD)
    await deliver(sender, Address(ALICE), reply("bão " * 300, picture=None, words="", file=file))
    text, document = server.sent(ALICE)

    assert (text.method, document.method) == ("sendMessage", "sendDocument")
    assert document.files["document"] == (file.name, file.data)
    assert (bool(text.buttons), bool(document.buttons)) == (False, True)


async def test_a_refused_file_is_apologised_for(server: BotApiServer, sender: Bot) -> None:
    """The person is told which file did not come and what to do."""
    server.refuse("sendDocument", "file is too big")
    file = Attachment("a<b>.xlsx", "x", b"x")
    await deliver(sender, Address(ALICE), reply(picture=None, words="", file=file))

    missing = chart_wording.FILE_NOT_SENT.format(name="a<b>.xlsx")
    assert sent(server) == [("sendMessage", f"91,2 % <xã Gió & Bão>\n\n{missing}")]


async def test_a_refused_text_is_still_an_error(server: BotApiServer, sender: Bot) -> None:
    """Only pictures and files have words in their place."""
    server.refuse("sendMessage", "chat not found")

    with pytest.raises(BadRequest):
        await deliver(sender, Address(ALICE), reply(picture=None, words=""))


async def test_a_picture_in_a_group_answers_the_message(server: BotApiServer, sender: Bot) -> None:
    """Thread and quoted message are those of the question, for picture and file alike."""
    await deliver(sender, Address(-5, thread=7, message=9), reply(file=workbook_of(THRESHOLD)))

    assert [call.params["message_thread_id"] for call in server.sent(-5)] == ["7", "7"]
    assert all('"message_id": 9' in call.params["reply_parameters"] for call in server.sent(-5))


async def test_two_chats_get_their_own_pictures(server: BotApiServer, sender: Bot) -> None:
    """Sent at the same time, each picture arrives at its chat."""
    other = reply(picture=(chart_of(THRESHOLD) or (b"",))[0] + b"\x00")
    await asyncio.gather(deliver(sender, Address(1), reply()), deliver(sender, Address(2), other))

    assert server.sent(1)[0].files["photo"][1] == CHART[0]
    assert server.sent(2)[0].files["photo"][1] == CHART[0] + b"\x00"
