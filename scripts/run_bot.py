"""Runs the Telegram bot: by long polling, or with WEBHOOK_URL by webhook.

TELEGRAM_BOT_TOKEN=… python -m scripts.run_bot
"""

from __future__ import annotations

import sqlite3
import sys

from telegram.error import InvalidToken

from bot.assistant import Assistant, warm
from bot.logs import set_up_logs
from bot.settings import SettingsError, load_settings
from bot.state import Clock, State, now
from bot.telegram import ALLOWED_UPDATES, build_application
from bot.telegram_webhook import run_webhook
from bot.warm_release import WarmRelease
from knowledge.release import ReleaseError
from scripts.prepare import prepare

KEEP_TRYING = -1


def main(clock: Clock = now) -> int:
    """Command line.

    Args:
        clock: The time.

    Returns:
        0 after a clean stop; 1 when there is no knowledge to answer from; 2 when a setting is missing or malformed.
    """
    try:
        settings = load_settings()
        token = settings.required_token()
        if settings.webhook_url:
            settings.required_webhook()
        set_up_logs(token)
        state = State(settings.state_folder, clock)
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
        assistant = Assistant(WarmRelease(current.get, warm).get, state, settings.stale_days, clock)
        assistant.look_for_release()
        assistant.staff.appoint(settings.admin_ids)
        application = build_application(settings, assistant)
        if settings.webhook_url:
            run_webhook(application, settings, ALLOWED_UPDATES)
        else:
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
