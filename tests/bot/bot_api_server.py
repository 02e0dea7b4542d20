"""A Bot API server on loopback: real HTTP, as strict as Telegram where a bot can go wrong.

It speaks long polling with offsets, text, photos, files, edits, taps and commands, hands out ``update_id`` that keep
rising over its restarts, refuses broken markup, long texts and captions, pictures that are none and fat buttons with
400, and can be told to answer 429 or to refuse a method.
"""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import suppress
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.iostream import StreamClosedError
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

TOKEN = "123456789:AAtest-token_ForLoopbackOnly0123456"
BOT = {"id": 123456789, "is_bot": True, "first_name": "Thủ tục", "username": "thutuc_bot"}
TAGS = {"b", "strong", "i", "em", "u", "s", "a", "code", "pre", "blockquote", "tg-spoiler"}
SENDS = ("sendMessage", "sendPhoto", "sendDocument", "editMessageText")

Params = dict[str, Any]


class RefusedError(Exception):
    """The call is answered with an error code."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


@dataclass
class Call:
    """A call as it came, and how it was answered."""

    method: str
    params: Params
    code: int = 200
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    """by field: the name and the content of what was uploaded"""

    @property
    def chat(self) -> int:
        """The chat it was for."""
        return int(self.params.get("chat_id", 0))

    @property
    def text(self) -> str:
        """The text or caption as sent, with its markup."""
        return str(self.params.get("text", self.params.get("caption", "")))

    @property
    def words(self) -> str:
        """The text without its markup."""
        return parsed(self.text)

    @property
    def buttons(self) -> list[dict[str, str]]:
        """The buttons under it, row after row."""
        markup = json.loads(self.params.get("reply_markup") or "{}")
        return [button for row in markup.get("inline_keyboard", []) for button in row]


class _Parser(HTMLParser):
    """Reads HTML as Telegram does: few tags, all closed in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            raise RefusedError(400, f'Bad Request: can\'t parse entities: unsupported start tag "{tag}"')
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise RefusedError(400, f'Bad Request: can\'t parse entities: unexpected end tag "{tag}"')

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def parsed(text: str) -> str:
    """The words of an HTML text, or a refusal."""
    parser = _Parser()
    parser.feed(text)
    parser.close()
    if parser.open:
        raise RefusedError(400, f'Bad Request: can\'t parse entities: tag "{parser.open[-1]}" is not closed')
    return "".join(parser.words)


class BotApiServer:
    """The server; ``stop`` and ``start`` restart it on the same port."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.updates: list[Params] = []
        self.port = 0
        self._next_update = 1_000
        self._next_message = 1
        self._refusals: dict[str, str] = {}
        self._blocked: set[int] = set()
        self._floods: dict[int, tuple[int, int]] = {}
        self._refused_until: dict[int, float] = {}
        self._polling = asyncio.Event()
        self._sent = asyncio.Condition()
        self._server: HTTPServer | None = None

    @property
    def url(self) -> str:
        """The server's root."""
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Listen; the second time on the same port."""
        server = self

        class Handler(RequestHandler):
            async def get(self, token: str, method: str) -> None:
                await server._handle(self, token, method)

            post = get

        self._server = HTTPServer(Application([(r"/bot([^/]+)/(\w+)", Handler)], log_function=lambda _: None))
        sockets = bind_sockets(self.port, "127.0.0.1", reuse_port=False)
        self.port = sockets[0].getsockname()[1]
        self._server.add_sockets(sockets)

    async def stop(self) -> None:
        """Close the port and every connection."""
        if self._server is not None:
            self._server.stop()
            await self._server.close_all_connections()
            self._server = None
        self._polling.set()

    # ── what people do ──────────────────────────────────────────────────────────────────────────────────────────────

    def push(self, update: Params) -> int:
        """Queue an update; it gets the next number."""
        self._next_update += 1
        self.updates.append({"update_id": self._next_update, **update})
        self._polling.set()
        return self._next_update

    def message(self, chat: int, **content: Any) -> Params:
        """A message of a person in a private chat (a negative number: in a group)."""
        self._next_message += 1
        kind = "supergroup" if chat < 0 else "private"
        message: Params = {
            "message_id": self._next_message,
            "date": int(time.time()),
            "chat": {"id": chat, "type": kind, "title": "Nhóm"} if chat < 0 else {"id": chat, "type": kind},
            "from": person(chat),
        }
        return message | content

    def say(self, chat: int, text: str, **content: Any) -> int:
        """A person writes."""
        return self.push({"message": self.message(chat, text=text, **content)})

    def tap(self, chat: int, data: str, who: int | None = None) -> int:
        """A person taps a button."""
        under = self.message(chat, text="…") | {"from": BOT}
        sender = person(who or chat)
        query = {"id": f"q{self._next_message}", "from": sender, "message": under, "chat_instance": "1", "data": data}
        return self.push({"callback_query": query})

    def flood(self, chat: int, seconds: int, times: int = 1) -> None:
        """Answer the next sends to a chat with 429, and any that come before so many seconds are over."""
        self._floods[chat] = (seconds, times)

    def block(self, chat: int) -> None:
        """A person blocks the bot: every send to him is answered with 403."""
        self._blocked.add(chat)

    def refuse(self, method: str, description: str) -> None:
        """Answer every call of a method with 400."""
        self._refusals[method] = description

    # ── what the bot did ────────────────────────────────────────────────────────────────────────────────────────────

    def sent(self, chat: int | None = None) -> list[Call]:
        """The messages that arrived, in order."""
        return [
            call
            for call in self.calls
            if call.method in SENDS and call.code == 200 and (chat is None or call.chat == chat)
        ]

    async def wait_for(self, count: int, chat: int | None = None, timeout: float = 10.0) -> list[Call]:
        """Wait until so many messages arrived."""
        async with self._sent:
            await asyncio.wait_for(self._sent.wait_for(lambda: len(self.sent(chat)) >= count), timeout)
        return self.sent(chat)

    # ── answering ───────────────────────────────────────────────────────────────────────────────────────────────────

    async def _handle(self, handler: RequestHandler, token: str, method: str) -> None:
        """Answer one call the way the Bot API does."""
        uploads = {name: (files[0].filename, files[0].body) for name, files in handler.request.files.items()}
        call = Call(method, _params(handler), files=uploads)
        try:
            if token != TOKEN:
                raise RefusedError(401, "Unauthorized")
            answer: Params = {"ok": True, "result": await self._result(call)}
        except RefusedError as error:
            call.code = error.code
            answer = {"ok": False, "error_code": error.code, "description": error.description}
            if error.parameters:
                answer["parameters"] = error.parameters
        handler.set_status(call.code)
        handler.set_header("Content-Type", "application/json")
        if method != "getUpdates":
            async with self._sent:
                self.calls.append(call)
                self._sent.notify_all()
        with suppress(StreamClosedError):
            await handler.finish(json.dumps(answer))

    async def _result(self, call: Call) -> Any:
        if call.method in self._refusals:
            raise RefusedError(400, f"Bad Request: {self._refusals[call.method]}")
        match call.method:
            case "getMe":
                return BOT
            case "getUpdates":
                return await self._poll(call.params)
            case "sendMessage" | "editMessageText":
                self._check_flood(call.chat)
                _check_text(call.params)
                _check_keyboard(call.params)
                return self.message(call.chat, text=call.words or "…") | {"from": BOT}
            case "sendPhoto" | "sendDocument":
                self._check_flood(call.chat)
                _check_upload(call)
                _check_text(call.params, "caption", 1024)
                _check_keyboard(call.params)
                return self.message(call.chat) | {"from": BOT}
            case "answerCallbackQuery" | "setMyCommands" | "deleteMyCommands" | "deleteWebhook" | "setWebhook":
                return True
            case _:
                raise RefusedError(404, "Not Found")

    async def _poll(self, params: Params) -> list[Params]:
        """Hold the call until there is an update that is not confirmed yet."""
        offset = int(params.get("offset") or 0)
        self.updates = [update for update in self.updates if _number(update) >= offset]
        if not self.updates and int(params.get("timeout") or 0):
            self._polling.clear()
            try:
                await asyncio.wait_for(self._polling.wait(), min(int(params["timeout"]), 2))
            except TimeoutError:
                return []
        return self.updates[:100]

    def _check_flood(self, chat: int) -> None:
        if chat in self._blocked:
            raise RefusedError(403, "Forbidden: bot was blocked by the user")
        seconds, times = self._floods.get(chat, (0, 0))
        early = time.monotonic() < self._refused_until.get(chat, 0)
        if times or early:
            self._floods[chat] = (seconds, max(times - 1, 0))
            self._refused_until[chat] = time.monotonic() + seconds
            raise RefusedError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def person(chat: int) -> Params:
    """Whoever writes in a chat: in private its number is his own; in a group, one of its members."""
    return {"id": chat if chat > 0 else 7 - chat, "is_bot": False, "first_name": "Người dân"}


def _params(handler: RequestHandler) -> Params:
    """A call's parameters, however they were sent."""
    if handler.request.headers.get("Content-Type", "").startswith("application/json"):
        return dict(json.loads(handler.request.body))
    return {name: handler.get_argument(name, strip=False) for name in handler.request.arguments}


def _number(update: object) -> int:
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if isinstance(number, int) else 0


def _check_text(params: Params, name: str = "text", most: int = 4096) -> None:
    """Refuse what Telegram refuses of a text, or of a caption, which may be empty."""
    text = str(params.get(name, ""))
    words = parsed(text) if params.get("parse_mode") == "HTML" else text
    if name == "text" and not words.strip():
        raise RefusedError(400, "Bad Request: message text is empty")
    if len(words.encode("utf-16-le")) // 2 > most:
        raise RefusedError(400, f"Bad Request: message {name if name == 'caption' else ''} is too long")


def _check_upload(call: Call) -> None:
    """Refuse an upload that is missing or empty, and a photo that is no picture or too large or too narrow."""
    field_name = call.method.removeprefix("send").lower()
    _, content = call.files.get(field_name, ("", b""))
    if not content:
        raise RefusedError(400, f"Bad Request: there is no {field_name} in the request")
    if field_name == "photo":
        if not content.startswith(b"\x89PNG\r\n\x1a\n"):
            raise RefusedError(400, "Bad Request: IMAGE_PROCESS_FAILED")
        width, height = (int.from_bytes(content[start : start + 4], "big") for start in (16, 20))
        if width + height > 10_000 or max(width, height) > 20 * min(width, height) or len(content) > 10_000_000:
            raise RefusedError(400, "Bad Request: PHOTO_INVALID_DIMENSIONS")


def _check_keyboard(params: Params) -> None:
    """Refuse what Telegram refuses of a keyboard."""
    rows = json.loads(params.get("reply_markup") or "{}").get("inline_keyboard", [])
    if any(len(row) > 8 for row in rows) or sum(map(len, rows)) > 100:
        raise RefusedError(400, "Bad Request: reply markup is too long")
    for row in rows:
        for button in row:
            if not button.get("text") or not 1 <= len(button.get("callback_data", "").encode()) <= 64:
                raise RefusedError(400, "Bad Request: BUTTON_DATA_INVALID")
