"""Webhook mode: Telegram calls us, and an update is acknowledged only when it was answered.

The library's own webhook says 200 before it handles an update, so that a process that dies loses what it had taken.
This endpoint says 200 afterwards: of a process that dies, Telegram sends the update again, here or to another replica
over the same STATE_FOLDER; whatever comes twice is answered once (``bot.telegram_order``).
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import re
import signal
import socket
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

from telegram import Update
from telegram.error import BadRequest, NetworkError, RetryAfter
from telegram.ext import Application
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application as Site
from tornado.web import RequestHandler

from bot.settings import Listen, Settings, SettingsError, Webhook
from bot.telegram_polling import readable

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
CONNECTIONS = 100
"""Updates that Telegram may send at once, the most that it takes."""
MOST_BYTES = 1_000_000
"""Of a call; an update is a few thousand."""
LAST_ANSWERS = 20.0
"""Seconds in which answers that were begun may end before the process does."""
PAUSE = 5.0
"""Seconds between two tries to reach Telegram at the start."""

App = Application[Any, Any, Any, Any, Any, Any]
log = logging.getLogger(__name__)


def run_webhook(application: App, settings: Settings, allowed: tuple[str, ...]) -> None:
    """Serve until SIGTERM or SIGINT.

    Args:
        application: The bot.
        settings: With WEBHOOK_URL.
        allowed: The kinds of updates that Telegram is asked for.

    Raises:
        SettingsError: WEBHOOK_LISTEN or WEBHOOK_SECRET is missing, or the address cannot be listened on.
        InvalidToken: The server refuses the token.
    """
    webhook = settings.required_webhook()

    async def run() -> None:
        serves = asyncio.current_task()
        assert serves is not None  # noqa: S101 - we are in it
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, serves.cancel)
        with suppress(asyncio.CancelledError):
            async with serving(application, webhook, allowed):
                await asyncio.Event().wait()

    asyncio.run(run())


@asynccontextmanager
async def serving(application: App, webhook: Webhook, allowed: tuple[str, ...]) -> AsyncIterator[None]:
    """The bot while it serves.

    The webhook stays set afterwards: updates wait at Telegram for the next start, and a replica goes on.

    Args:
        application: The bot, neither initialised nor started.
        webhook: Where Telegram calls, where we listen, and the secret between us.
        allowed: The kinds of updates that Telegram is asked for.

    Raises:
        SettingsError: The address cannot be listened on, or Telegram refuses to call it.
        InvalidToken: The server refuses the token.
    """
    endpoint = Endpoint(application, webhook.secret)
    path = re.escape(urlsplit(webhook.url).path or "/")
    site = Site([(path, _Handler, {"endpoint": endpoint})], log_function=lambda _: None)
    server = HTTPServer(site, max_body_size=MOST_BYTES)
    try:
        await _persistently(application.initialize)
        if application.post_init:
            await application.post_init(application)
        await application.start()
        server.add_sockets(_sockets(webhook.listen))
        await _persistently(
            lambda: application.bot.set_webhook(
                webhook.url, secret_token=webhook.secret, allowed_updates=list(allowed), max_connections=CONNECTIONS
            )
        )
        log.info("webhook set, listening on port %s", webhook.listen.port)
        yield
    except BadRequest:
        raise SettingsError("WEBHOOK_URL is refused by Telegram: write a public https address.") from None
    finally:
        server.stop()
        await endpoint.end()
        await server.close_all_connections()
        if application.running:
            await application.stop()
        await application.shutdown()


class Endpoint:
    """Takes the calls.

    Args:
        application: The bot, running.
        secret: What each call must hold.
    """

    def __init__(self, application: App, secret: str) -> None:
        self._application = application
        self._secret = secret
        self._answering: set[asyncio.Task[None]] = set()
        self._ending = False

    async def take(self, secret: str, body: bytes) -> int:
        """Take a call, and handle its update to the end.

        Args:
            secret: The secret as it came.
            body: The update as it came.

        Returns:
            The HTTP status: 200 the update was answered, now or before, or can never be; 400 it is no update; 403 the
            secret is wrong; 503 we are about to end, so it is to be sent again.
        """
        if not hmac.compare_digest(secret.encode(errors="replace"), self._secret.encode()):
            return 403
        if self._ending:
            return 503
        update = _update(body, self._application)
        if update is None:
            return 400
        handled = self._application.update_processor.process_update(update, self._application.process_update(update))
        task = asyncio.ensure_future(handled)
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)
        await asyncio.shield(task)
        return 200

    async def end(self) -> None:
        """Take nothing more, and let what was begun come to its end, if that is soon."""
        self._ending = True
        if self._answering:
            await asyncio.wait(self._answering, timeout=LAST_ANSWERS)


class _Handler(RequestHandler):
    """One call."""

    def initialize(self, endpoint: Endpoint) -> None:
        """Keep whom to ask."""
        self._endpoint = endpoint

    async def post(self) -> None:
        """Answer when the update was handled."""
        self.set_status(await self._endpoint.take(self.request.headers.get(SECRET_HEADER, ""), self.request.body))

    def log_exception(self, typ: object, value: BaseException | None, tb: object) -> None:  # noqa: ARG002 - tornado's
        """Log the kind of what failed; the call is answered with 500, and comes again."""
        log.error("a webhook call failed: %s", type(value).__name__)


def _update(body: bytes, application: App) -> Update | None:
    """The update of a call, an empty one where it cannot be read, or None where it is none at all."""
    try:
        found = readable(json.loads(body))
    except (ValueError, RecursionError):
        return None
    return None if found is None else Update.de_json(found, application.bot)


def _sockets(listen: Listen) -> list[socket.socket]:
    """The sockets of an address."""
    try:
        return bind_sockets(listen.port, listen.host)
    except OSError as error:
        raise SettingsError(
            f"WEBHOOK_LISTEN cannot be listened on ({type(error).__name__}): write a free port of this machine."
        ) from None


async def _persistently(call: Callable[[], Coroutine[Any, Any, object]]) -> None:
    """Do a call until Telegram can be reached.

    Raises:
        TelegramError: It is refused for good.
    """
    while True:
        try:
            await call()
        except BadRequest:
            raise
        except (NetworkError, RetryAfter) as error:
            log.warning("Telegram cannot be reached (%s), trying again", type(error).__name__)
            await asyncio.sleep(PAUSE)
        else:
            return
