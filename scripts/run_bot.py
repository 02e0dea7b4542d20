"""Runs the Telegram bot by long polling.

TELEGRAM_BOT_TOKEN=… python -m scripts.run_bot
"""

from __future__ import annotations

import logging
import sqlite3
import sys

from telegram.error import InvalidToken

from bot.assistant import Assistant, warm
from bot.logs import set_up_logs
from bot.settings import SettingsError, load_settings
from bot.state import State
from bot.telegram import ALLOWED_UPDATES, build_application
from bot.warm_release import WarmRelease
from knowledge.release import ReleaseError
from scripts.prepare import prepare

KEEP_TRYING = -1

log = logging.getLogger("scripts.run_bot")


def main() -> int:
    """Command line.

    Returns:
        0 after a clean stop; 1 when there is no knowledge to answer from; 2 when a setting is missing or malformed.
    """
    try:
        settings = load_settings()
        token = settings.required_token()
        set_up_logs(token)
        state = State(settings.state_folder)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    except (OSError, sqlite3.Error) as error:
        print(
            f"STATE_FOLDER cannot be written ({type(error).__name__}): name a folder that this user may write to.",
            file=sys.stderr,
        )
        return 2
    try:
        current = prepare(settings.knowledge_folder)
        assistant = Assistant(WarmRelease(current.get, warm).get, state, settings.stale_days)
        assistant.look_for_release()
        assistant.staff.appoint(settings.admin_ids)
        if settings.webhook_url:
            log.warning("WEBHOOK_URL is set, but webhook mode comes with a later version: polling")
        application = build_application(settings, assistant)
        application.run_polling(allowed_updates=list(ALLOWED_UPDATES), bootstrap_retries=KEEP_TRYING)
    except (ReleaseError, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1 if isinstance(error, ReleaseError) else 2
    except InvalidToken:
        print(
            "TELEGRAM_BOT_TOKEN is refused by the server: copy the token again from @BotFather, or check "
            "TELEGRAM_API_URL.",
            file=sys.stderr,
        )
        return 2
    finally:
        state.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
