"""Getting updates so that one that cannot be read never stops the others."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

from telegram import Update
from telegram.request import HTTPXRequest

POLLED = "/getUpdates"
BAD_GATEWAY = 502
PAUSE = 1.0
"""Seconds to wait when an update without a number came: it cannot be confirmed, so it comes again at once."""

log = logging.getLogger(__name__)


class CarefulRequest(HTTPXRequest):
    """A request that replaces each update the library cannot read by an empty one with its number."""

    async def do_request(self, url: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:  # noqa: ANN401 - passed on as they are
        """Send the request; of polled updates, keep what can be read."""
        code, payload = await super().do_request(url, *args, **kwargs)
        if code != 200 or not url.endswith(POLLED):
            return code, payload
        updates = _updates(payload)
        if updates is None:
            return BAD_GATEWAY, b'{"ok":false,"error_code":502,"description":"unreadable answer"}'
        kept = [update for update in map(readable, updates) if update is not None]
        if len(kept) < len(updates):
            await asyncio.sleep(PAUSE)
        return code, json.dumps({"ok": True, "result": kept}).encode()


def _updates(payload: bytes) -> list[Any] | None:
    """The updates of an answer, or None if it is no such answer."""
    try:
        answer = json.loads(payload.decode(errors="replace"))
    except ValueError:
        return None
    result = answer.get("result") if isinstance(answer, dict) else None
    return result if isinstance(result, list) else None


def readable(update: object) -> dict[str, Any] | None:
    """The update, an empty one with its number, or None if it has not even a number."""
    if not isinstance(update, dict) or type(update.get("update_id")) is not int:
        log.warning("an update without a number was left out")
        return None
    try:
        Update.de_json(update, None)
    except Exception as error:
        log.warning("update %s cannot be read (%s), left out", update["update_id"], type(error).__name__)
        return {"update_id": update["update_id"]}
    return update
