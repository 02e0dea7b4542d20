"""The release that answers: a new one only when it is warm, so that nobody waits for its index to be read."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from bot.logs import log_failure
from knowledge.store import Knowledge

log = logging.getLogger(__name__)


class WarmRelease:
    """Follows the current release, one warmed release behind.

    Args:
        current: Gives the release that is published now (``CurrentRelease.get``).
        warm: Reads what the first answer from a release needs; runs in a thread of its own, except for the first.
    """

    def __init__(self, current: Callable[[], Knowledge], warm: Callable[[Knowledge], None]) -> None:
        self._current = current
        self._warm = warm
        self._lock = threading.Lock()
        self._answering: Knowledge | None = None
        self._seen: Knowledge | None = None

    def get(self) -> Knowledge:
        """The release to answer from. Seeing a new one starts its warming up; the one before answers until then.

        Raises:
            ReleaseError: There is none at all.
        """
        found = self._current()
        with self._lock:
            if self._answering is None:
                self._warm(found)
                self._answering = self._seen = found
            elif found is not self._seen:
                self._seen = found
                threading.Thread(target=self._exchange, args=(found,), name="warm-up", daemon=True).start()
            return self._answering

    def _exchange(self, found: Knowledge) -> None:
        """Warm a release up, then let it answer; one that cannot be warmed never does, and one overtaken does not."""
        try:
            self._warm(found)
        except Exception as error:
            log_failure("warm-up", error)
            log.error("release %s cannot answer, the one before goes on", found.release)
            return
        with self._lock:
            if found is self._seen:
                self._answering = found
                log.info("release %s answers now", found.release)
