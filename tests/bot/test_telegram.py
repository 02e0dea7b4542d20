"""The Telegram skin against a real server on loopback."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from bot import wording
from bot.assistant import Assistant
from bot.reply import Reply
from bot.state import State
from tests.bot.bot_api_server import BOT, TOKEN, BotApiServer
from tests.bot.conftest import running, settings_for

QUESTION = "làm giấy thả diều hết bao nhiêu tiền"
ALICE, BOB = 501, 502
GROUP = -1_000_501


async def test_a_question_gets_its_answer(bot: BotApiServer) -> None:
    """The asked part comes back as HTML with buttons for the rest."""
    bot.say(ALICE, QUESTION)
    answer = (await bot.wait_for(1, ALICE))[0]

    assert "<b>7.000 đ</b>" in answer.text
    assert "9.000001" in answer.words
    assert {"Giấy tờ", "Thời hạn"} <= {button["text"] for button in answer.buttons}


async def test_a_tap_is_acknowledged_and_answered(bot: BotApiServer) -> None:
    """A tap brings the part it names as a new message."""
    bot.say(ALICE, QUESTION)
    answer = (await bot.wait_for(1, ALICE))[0]
    papers = next(button for button in answer.buttons if button["text"] == "Giấy tờ")
    bot.tap(ALICE, papers["callback_data"])
    second = (await bot.wait_for(2, ALICE))[1]

    assert "Tờ khai thả diều" in second.words
    assert any(call.method == "answerCallbackQuery" for call in bot.calls)


@pytest.mark.parametrize(
    "data", ["p|1.0|x", "p|9.999999|fee", "c|9.000001|documents|99", "'; DROP TABLE", "e|77", "\x00", "n|"]
)
async def test_a_forged_button_gets_a_courteous_reply(bot: BotApiServer, data: str) -> None:
    """Data that no button of ours holds is answered like an old button, never with a trace."""
    bot.tap(ALICE, data)
    answer = (await bot.wait_for(1, ALICE))[0]

    assert answer.words in (wording.BUTTON_OLD, wording.CODE_GONE)


async def test_a_long_answer_comes_in_several_messages(bot: BotApiServer) -> None:
    """What exceeds one message is cut; the buttons hang under the last."""
    bot.tap(ALICE, "p|9.000003|conditions")
    answers = await bot.wait_for(3, ALICE)
    await asyncio.sleep(0.2)
    answers = bot.sent(ALICE)

    assert all(len(answer.words.encode("utf-16-le")) <= 2 * 4096 for answer in answers)
    assert [bool(answer.buttons) for answer in answers] == [False] * (len(answers) - 1) + [True]
    assert "gà phải khỏe & không hung dữ <0>" in answers[0].words
    assert not [call for call in bot.calls if call.code == 400]


async def test_a_flood_is_waited_out_and_nobody_else_waits(bot: BotApiServer) -> None:
    """One chat's 429 delays that chat by what Telegram says; the reply is not lost, another chat is served at once."""
    bot.flood(ALICE, seconds=2, times=1)
    bot.say(ALICE, QUESTION)
    bot.say(BOB, QUESTION)
    await bot.wait_for(1, BOB)
    assert not bot.sent(ALICE)
    alices = (await bot.wait_for(1, ALICE))[0]

    assert "7.000 đ" in alices.words
    assert [call.code for call in bot.calls if call.method == "sendMessage" and call.chat == ALICE] == [429, 200]


async def test_malformed_updates_do_not_stop_the_others(bot: BotApiServer) -> None:
    """Updates that cannot be read are passed over; the next one is answered."""
    bot.push({"message": {"nonsense": True}})
    bot.push({"message": {"message_id": "x", "date": "yesterday", "chat": 5, "text": {}}})
    bot.push({"callback_query": []})
    bot.push({})
    bot.updates.append("not even an object")  # type: ignore[arg-type]
    bot.updates.append({"update_id": "seven"})
    bot.say(ALICE, QUESTION)
    answer = (await bot.wait_for(1, ALICE))[0]

    assert "7.000 đ" in answer.words


async def test_the_servers_restart_is_survived(bot: BotApiServer) -> None:
    """After the server went away and came back on the same port, questions are answered again, each once."""
    bot.say(ALICE, QUESTION)
    await bot.wait_for(1, ALICE)
    await bot.stop()
    await asyncio.sleep(0.3)
    await bot.start()
    bot.say(ALICE, "làm giấy thả diều nộp ở đâu")
    answers = await bot.wait_for(2, ALICE, timeout=20)

    assert len(answers) == 2
    assert "Trung tâm Phục vụ hành chính công xã" in answers[1].words


async def test_an_update_is_handled_once_over_the_bots_restart(
    server: BotApiServer, assistant: Assistant, tmp_path: Path
) -> None:
    """An update that is delivered again after a restart gets no second reply."""
    async with running(settings_for(server, tmp_path), assistant):
        server.say(ALICE, QUESTION)
        again = server.updates[-1]
        await server.wait_for(1, ALICE)
        await asyncio.sleep(0.1)
    server.updates.append(again)
    async with running(settings_for(server, tmp_path), assistant):
        server.say(BOB, QUESTION)
        await server.wait_for(1, BOB)

    assert len(server.sent(ALICE)) == 1


class Slow(Assistant):
    """An assistant whose answers tell their question."""

    def answer(self, question: str, chat: str, *, person: str = "", private: bool = True) -> Reply:
        """Repeat the question."""
        from bot.replies import notice

        return notice(question)


async def test_a_chats_order_holds_while_chats_run_beside_each_other(
    server: BotApiServer, assistant: Assistant, state: State, tmp_path: Path
) -> None:
    """Twenty busy chats, ten messages each, some told to wait: every chat hears its answers in order."""
    echo = Slow(lambda: pytest.fail("not asked"), state)
    chats = range(600, 620)
    async with running(settings_for(server, tmp_path), echo) as application:
        for chat in chats:
            if chat % 5 == 0:
                server.flood(chat, seconds=1, times=1)
        for number in range(10):
            for chat in chats:
                server.say(chat, f"câu {number}")
        await server.wait_for(200, timeout=30)
        await asyncio.sleep(0.1)
        order = application.update_processor

    for chat in chats:
        assert [answer.words for answer in server.sent(chat)] == [f"câu {number}" for number in range(10)]
    assert order.chats_in_hand == 0  # type: ignore[attr-defined]


@pytest.mark.parametrize("command", ["/start", "/help", "/start x1", "/help@thutuc_bot"])
async def test_start_and_help_introduce_an_automatic_assistant(bot: BotApiServer, command: str) -> None:
    """Both say what it is, whose data it has, what it keeps, and offer examples."""
    bot.say(ALICE, command)
    answer = (await bot.wait_for(1, ALICE))[0]

    assert "trợ lý tự động" in answer.words
    assert wording.DATA_SOURCE in answer.words
    assert wording.PRIVACY in answer.words
    assert len(answer.buttons) == len(wording.EXAMPLES)


async def test_an_unknown_command_points_to_help(bot: BotApiServer) -> None:
    """A command that we do not have gets a hint."""
    bot.say(ALICE, "/danhsach")
    answer = (await bot.wait_for(1, ALICE))[0]

    assert answer.words == wording.UNKNOWN_COMMAND


PHOTO = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"photo": PHOTO}, wording.PHOTO),
        ({"voice": {"file_id": "f", "file_unique_id": "u", "duration": 1}}, wording.VOICE),
        ({"document": {"file_id": "f", "file_unique_id": "u"}}, wording.DOCUMENT),
        ({"location": {"latitude": 21.0, "longitude": 105.8}}, wording.LOCATION),
        ({"contact": {"phone_number": "1", "first_name": "A"}}, wording.CONTACT),
    ],
)
async def test_what_cannot_be_read_gets_a_courteous_reply(
    bot: BotApiServer, content: dict[str, object], words: str
) -> None:
    """Photos, voice, files, places and contacts are answered with what to do instead."""
    bot.push({"message": bot.message(ALICE, **content)})
    answer = (await bot.wait_for(1, ALICE))[0]

    assert answer.words == words


async def test_a_photos_caption_is_answered(bot: BotApiServer) -> None:
    """The words under a photo are a question."""
    bot.push({"message": bot.message(ALICE, photo=PHOTO, caption=QUESTION)})
    answers = await bot.wait_for(2, ALICE)

    assert answers[0].words == wording.PHOTO
    assert "7.000 đ" in answers[1].words


async def test_an_album_is_spoken_of_once(bot: BotApiServer) -> None:
    """Five photos sent together get one reply."""
    for _ in range(5):
        bot.push({"message": bot.message(ALICE, photo=PHOTO, media_group_id="g1")})
    bot.say(ALICE, QUESTION)
    await bot.wait_for(2, ALICE)

    assert [answer.words == wording.PHOTO for answer in bot.sent(ALICE)] == [True, False]


async def test_an_edited_question_is_answered_again(bot: BotApiServer) -> None:
    """An edit is a new question."""
    bot.push({"edited_message": bot.message(ALICE, text=QUESTION, edit_date=int(time.time()))})
    answer = (await bot.wait_for(1, ALICE))[0]

    assert "7.000 đ" in answer.words


async def test_in_a_group_only_who_addresses_us_is_answered(bot: BotApiServer) -> None:
    """Mentions, replies to us and our commands are answered, under the message; the rest is left alone."""
    bot.say(GROUP, "chiều nay thả diều không mọi người")
    bot.say(GROUP, "/help@other_bot")
    bot.say(GROUP, "/tat")
    bot.say(GROUP, "@thutuc_botany cũng hay")
    bot.say(GROUP, f"@ThuTuc_bot {QUESTION}")
    bot.say(GROUP, QUESTION, reply_to_message=bot.message(GROUP, text="…") | {"from": BOT})
    bot.say(GROUP, "/help@thutuc_bot")
    await bot.wait_for(3, GROUP)
    await asyncio.sleep(0.2)
    answers = bot.sent(GROUP)

    assert len(answers) == 3
    assert all(answer.params.get("reply_parameters") for answer in answers)
    assert "7.000 đ" in answers[0].words


async def test_what_fails_is_apologised_for_and_logged_without_a_word(
    server: BotApiServer, state: State, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """An error in a handler reaches the person as an apology, and the log as its kind and the update's number."""

    class Broken(Assistant):
        def answer(self, question: str, chat: str, *, person: str = "", private: bool = True) -> Reply:
            raise RuntimeError(f"cannot {question}")

    async with running(settings_for(server, tmp_path), Broken(lambda: pytest.fail("not asked"), state)):
        number = server.say(ALICE, "số căn cước của tôi là bí mật")
        answer = (await server.wait_for(1, ALICE))[0]

    assert answer.words == wording.APOLOGY
    assert f"update {number} failed: RuntimeError" in caplog.text
    assert "bí mật" not in caplog.text
    assert TOKEN not in caplog.text


async def test_a_blocked_bot_is_no_catastrophe(bot: BotApiServer) -> None:
    """A refusal for good is not repeated; the next chat is answered."""
    bot.flood(ALICE, seconds=10_000, times=1)
    bot.say(ALICE, QUESTION)
    bot.say(BOB, QUESTION)
    await bot.wait_for(1, BOB)
    await asyncio.sleep(0.2)

    assert not bot.sent(ALICE)


async def test_odd_texts_are_answered(bot: BotApiServer) -> None:
    """Emoji, markup, SQL, control characters, surrogates: a reply each, none refused by Telegram."""
    odd = ["🪁🪁🪁", "<b>&amp;", "'; DROP TABLE procedures; --", "\x00\x01", "\u202eabc", "\ud800", "a" * 4096, "   "]
    for text in odd:
        bot.say(ALICE, text)
    bot.say(ALICE, QUESTION)
    answers = await bot.wait_for(len(odd), ALICE)

    assert "7.000 đ" in answers[-1].words or "7.000 đ" in (await bot.wait_for(len(odd) + 1, ALICE))[-1].words
    assert not [call for call in bot.calls if call.code == 400]
