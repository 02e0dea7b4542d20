"""What the Telegram skin does without being asked: sends digests that are due, and looks for a new release.

Both are jobs that look every so often; when a digest is due is read from the database and the clock, so a restart or a
missed minute loses nothing (``bot.digests`` says what is sent how often).
"""

from __future__ import annotations

import logging
from typing import Any

from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import Application, CallbackContext

from bot.assistant import Assistant
from bot.logs import log_failure
from bot.telegram_delivery import Address, deliver

DIGESTS_EVERY = 60.0
RELEASES_EVERY = 20.0
"""Seconds between two looks."""
DIGESTS = "digests"
RELEASES = "releases"
"""Names of the jobs."""

App = Application[Any, Any, Any, Any, Any, Any]
Context = CallbackContext[Any, Any, Any, Any]
log = logging.getLogger(__name__)


def start_jobs(application: App, assistant: Assistant) -> None:
    """Have both jobs run as long as the application does.

    Args:
        application: The bot, with its job queue.
        assistant: Who knows what is due.
    """

    async def digests(context: Context) -> None:
        await send_digests(context, assistant)

    async def releases(_: Context) -> None:
        assistant.look_for_release()

    queue = application.job_queue
    if queue is None:
        raise RuntimeError("the job queue is missing: install python-telegram-bot[job-queue]")
    queue.run_repeating(digests, DIGESTS_EVERY, first=DIGESTS_EVERY, name=DIGESTS)
    queue.run_repeating(releases, RELEASES_EVERY, first=RELEASES_EVERY, name=RELEASES)


async def send_digests(context: Context, assistant: Assistant) -> None:
    """Send every digest that is due and that no other process sends.

    Whoever blocked the bot or deleted his account is tried again only when the next digest is due.
    """
    digests = assistant.digests
    for digest in digests.claimed():
        try:
            await deliver(context.bot, Address(digest.person), digest.reply)
        except (Forbidden, BadRequest) as error:
            log.info("a digest was refused (%s)", type(error).__name__)
        except TelegramError as error:
            log_failure("digest", error)
            digests.release(digest)
