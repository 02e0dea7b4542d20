"""Webhook mode over real HTTP: Telegram's calls come to our endpoint, our answers go to a server on loopback."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot import wording
from bot.assistant import Assistant
from bot.settings import Listen, SettingsError, Webhook, load_settings
from bot.telegram import ALLOWED_UPDATES, build_application
from bot.telegram_webhook import MOST_BYTES, SECRET_HEADER, serving
from tests.bot.bot_api_server import TOKEN, BotApiServer, Params
from tests.bot.conftest import settings_for
from tests.bot.test_run_bot import start

ALICE, BOB = 501, 502
QUESTION = "làm giấy thả diều hết bao nhiêu tiền"
SECRET = "a-secret_0123456789"
PATIENCE = 30.0


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Caller:
    """Telegram, as it calls a webhook."""

    def __init__(self, client: httpx.AsyncClient, server: BotApiServer, port: int) -> None:
        self._client = client
        self._server = server
        self.url = f"http://127.0.0.1:{port}/hook.v1"

    async def call(self, body: object, secret: str | None = SECRET, url: str = "") -> int:
        """Post something; returns the status."""
        headers = {} if secret is None else {SECRET_HEADER: secret}
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return (await self._client.post(url or self.url, content=content, headers=headers)).status_code

    def update(self, chat: int, text: str) -> Params:
        """A message as an update with the next number."""
        self._server.say(chat, text)
        return dict(self._server.updates.pop())


@asynccontextmanager
async def calling(server: BotApiServer, port: int) -> AsyncIterator[Caller]:
    """Telegram's side."""
    async with httpx.AsyncClient(timeout=PATIENCE) as client:
        yield Caller(client, server, port)


@asynccontextmanager
async def served(server: BotApiServer, assistant: Assistant, folder: Path) -> AsyncIterator[Caller]:
    """The bot in webhook mode, and who calls it."""
    port = free_port()
    webhook = Webhook("https://bot.example.vn/hook.v1", Listen("127.0.0.1", port), SECRET)
    application = build_application(settings_for(server, folder), assistant)
    async with serving(application, webhook, ALLOWED_UPDATES), calling(server, port) as caller:
        yield caller


@pytest.fixture
async def hook(server: BotApiServer, assistant: Assistant, tmp_path: Path) -> AsyncIterator[Caller]:
    """The running bot."""
    async with served(server, assistant, tmp_path) as caller:
        yield caller


async def test_telegram_is_told_where_to_call(hook: Caller, server: BotApiServer) -> None:
    """Address, secret and kinds of updates are set once we listen; nothing is polled."""
    (call,) = [call for call in server.calls if call.method == "setWebhook"]

    assert call.params["url"] == "https://bot.example.vn/hook.v1"
    assert call.params["secret_token"] == SECRET
    assert set(json.loads(call.params["allowed_updates"])) == set(ALLOWED_UPDATES)


async def test_an_update_is_acknowledged_when_it_is_answered(hook: Caller, server: BotApiServer) -> None:
    """At the moment of the 200 the reply has arrived, though its chat was told to wait first."""
    server.flood(ALICE, seconds=1, times=1)
    status = await hook.call(hook.update(ALICE, QUESTION))

    assert status == 200
    assert ["7.000 đ" in answer.words for answer in server.sent(ALICE)] == [True]


@pytest.mark.parametrize("secret", [None, "", "another", SECRET[:-1], f"{SECRET}x"])
async def test_a_wrong_secret_is_refused(hook: Caller, server: BotApiServer, secret: str | None) -> None:
    """403, and nobody is answered."""
    assert await hook.call(hook.update(ALICE, QUESTION), secret) == 403
    assert not server.sent()


async def test_other_addresses_and_large_bodies_are_refused(hook: Caller, server: BotApiServer) -> None:
    """The dot of the path is a dot; what exceeds a megabyte is not read, be it an update."""
    update = hook.update(ALICE, QUESTION)
    large = json.dumps(update).encode() + b" " * MOST_BYTES

    assert await hook.call(update, url=hook.url.replace("hook.v1", "")) == 404
    assert await hook.call(update, url=hook.url.replace(".v1", "xv1")) == 404
    with suppress(httpx.TransportError):  # the connection may be closed before the answer is read
        assert await hook.call(large) == 400
    assert not server.sent()


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[]", b"7", b"{}", b'{"update_id": "x"}', b"[" * 100_000])
async def test_what_is_no_update_is_refused(hook: Caller, server: BotApiServer, body: bytes) -> None:
    """400, and the next one is answered."""
    assert await hook.call(body) == 400
    assert await hook.call(hook.update(ALICE, QUESTION)) == 200
    assert len(server.sent(ALICE)) == 1


@pytest.mark.parametrize("content", [{"message": {"nonsense": True}}, {"callback_query": []}, {}])
async def test_an_update_that_cannot_be_read_is_not_sent_for_ever(hook: Caller, content: dict[str, Any]) -> None:
    """It is acknowledged, since it would be as unreadable the next time."""
    assert await hook.call({"update_id": 7, **content}) == 200


async def test_what_comes_twice_is_answered_once(hook: Caller, server: BotApiServer) -> None:
    """At the same time or later; a second call is acknowledged no sooner than the first is answered."""
    server.flood(ALICE, seconds=1, times=1)
    update = hook.update(ALICE, QUESTION)
    answered_at: list[int] = []

    async def call() -> int:
        status = await hook.call(update)
        answered_at.append(len(server.sent(ALICE)))
        return status

    statuses = await asyncio.gather(*(call() for _ in range(4)))
    later = await hook.call(update)

    assert [*statuses, later] == [200] * 5
    assert answered_at == [1] * 4
    assert len(server.sent(ALICE)) == 1


async def test_one_chat_waits_for_no_other(hook: Caller, server: BotApiServer) -> None:
    """While one chat is told to wait, another's update is answered and acknowledged."""
    server.flood(ALICE, seconds=2, times=1)
    slow = asyncio.create_task(hook.call(hook.update(ALICE, QUESTION)))
    status = await hook.call(hook.update(BOB, QUESTION))
    waiting = not slow.done()

    assert (status, waiting, await slow) == (200, True, 200)


async def test_what_fails_inside_is_apologised_for_and_acknowledged(
    server: BotApiServer, state: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """An error costs an apology, no endless repetition, and no words in the log."""

    class Broken(Assistant):
        def answer(self, question: str, *_: object, **__: object) -> Any:
            raise RuntimeError(f"cannot {question}")

    async with served(server, Broken(lambda: pytest.fail("not asked"), state), tmp_path) as hook:
        status = await hook.call(hook.update(ALICE, "bí mật"))

    assert status == 200
    assert [answer.words for answer in server.sent(ALICE)] == [wording.APOLOGY]
    assert "bí mật" not in caplog.text
    assert SECRET not in caplog.text


async def test_what_was_begun_is_ended_at_the_stop(server: BotApiServer, assistant: Assistant, tmp_path: Path) -> None:
    """An answer that waits when the bot is told to end still goes out."""
    async with served(server, assistant, tmp_path) as hook:
        server.flood(ALICE, seconds=1, times=1)
        call = asyncio.create_task(hook.call(hook.update(ALICE, QUESTION)))
        async with server._sent:
            await asyncio.wait_for(server._sent.wait_for(lambda: any(c.code == 429 for c in server.calls)), PATIENCE)
    call.cancel()

    assert len(server.sent(ALICE)) == 1


async def test_a_killed_process_loses_nothing(server: BotApiServer, knowledge_folder: Path, tmp_path: Path) -> None:
    """SIGKILL before the answer: no 200; sent again to the next process, the update is answered, once."""
    port = free_port()
    environ = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": server.url,
        "KNOWLEDGE_FOLDER": str(knowledge_folder),
        "STATE_FOLDER": str(tmp_path / "state"),
        "WEBHOOK_URL": "https://bot.example.vn/hook.v1",
        "WEBHOOK_LISTEN": f"127.0.0.1:{port}",
        "WEBHOOK_SECRET": SECRET,
    }
    written = b""
    async with calling(server, port) as telegram:
        first = telegram.update(ALICE, QUESTION)
        second = telegram.update(BOB, QUESTION)
        process = await start(**environ)
        await _until(server, lambda: any(call.method == "setWebhook" for call in server.calls))
        server.flood(ALICE, seconds=60, times=1)
        lost = asyncio.create_task(telegram.call(first))
        kept = await telegram.call(second)
        await _until(server, lambda: any(call.code == 429 for call in server.calls))
        process.send_signal(signal.SIGKILL)
        written += (await asyncio.wait_for(process.communicate(), PATIENCE))[0]
        with pytest.raises(httpx.TransportError):
            await lost
        server.flood(ALICE, seconds=0, times=0)
        server._refused_until.clear()
        process = await start(**environ)
        try:
            await _until(server, lambda: sum(call.method == "setWebhook" for call in server.calls) > 1)
            again = [await telegram.call(first), await telegram.call(second), await telegram.call(first)]
        finally:
            process.send_signal(signal.SIGTERM)
            written += (await asyncio.wait_for(process.communicate(), PATIENCE))[0]

    assert (kept, again) == (200, [200, 200, 200])
    assert (len(server.sent(ALICE)), len(server.sent(BOB))) == (1, 1)
    assert process.returncode == 0
    assert SECRET not in written.decode()
    assert TOKEN.partition(":")[2] not in written.decode()
    assert "Traceback" not in written.decode()


async def _until(server: BotApiServer, happened: Any) -> None:
    """Wait until the server has seen something."""
    async with server._sent:
        await asyncio.wait_for(server._sent.wait_for(happened), PATIENCE)


@pytest.mark.parametrize(
    ("environ", "name"),
    [
        ({}, "WEBHOOK_LISTEN"),
        ({"WEBHOOK_LISTEN": "127.0.0.1:8443"}, "WEBHOOK_SECRET"),
        ({"WEBHOOK_SECRET": SECRET}, "WEBHOOK_LISTEN"),
    ],
)
def test_an_incomplete_setting_is_told(tmp_path: Path, environ: dict[str, str], name: str) -> None:
    """The sentence begins with what is missing and holds no secret."""
    settings = load_settings({"WEBHOOK_URL": "https://bot.example.vn/hook.v1"} | environ, tmp_path / "none")
    with pytest.raises(SettingsError, match=rf"^{name} is missing") as caught:
        settings.required_webhook()

    assert SECRET not in str(caught.value)


async def test_a_port_in_use_is_told(server: BotApiServer, assistant: Assistant, tmp_path: Path) -> None:
    """As a setting to mend."""
    webhook = Webhook("https://bot.example.vn/", Listen("127.0.0.1", server.port), SECRET)
    application = build_application(settings_for(server, tmp_path), assistant)
    with pytest.raises(SettingsError, match=r"^WEBHOOK_LISTEN"):
        async with serving(application, webhook, ALLOWED_UPDATES):
            pytest.fail("must not serve")


async def test_an_address_that_telegram_refuses_is_told(
    server: BotApiServer, assistant: Assistant, tmp_path: Path
) -> None:
    """As a setting to mend."""
    server.refuse("setWebhook", "bad webhook: HTTPS url must be provided for webhook")
    with pytest.raises(SettingsError, match=r"^WEBHOOK_URL"):
        async with served(server, assistant, tmp_path):
            pytest.fail("must not serve")
