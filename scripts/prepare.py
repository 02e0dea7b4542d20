"""Gets the knowledge ready: builds the first release from the shipped data, and again when those have changed.

python -m scripts.prepare
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
from pathlib import Path

from bot import wording
from bot.settings import SettingsError, knowledge_folder
from intents.index import fits
from knowledge.release import CurrentRelease, Release, ReleaseError
from knowledge.sources.shipped import SHIPPED, fingerprint
from scripts import reload_knowledge


def prepare(folder: Path) -> CurrentRelease:
    """The folder's current release, built if there is none or if the shipped data that it was built from have changed.

    Args:
        folder: Where releases lie; created when it is not there.

    Returns:
        The current release, open.

    Raises:
        ReleaseError: There is none and none could be built.
        SettingsError: There is none and the folder cannot be written to.
    """
    current = CurrentRelease(folder)
    try:
        release = current.get()
    except ReleaseError:
        _check_writable(folder)
        print(wording.TERMINAL_BUILDING, file=sys.stderr, flush=True)
        if not _build(folder):
            raise ReleaseError(wording.TERMINAL_NO_KNOWLEDGE) from None
        current.get()
        return current
    if _outdated(release):
        print(wording.TERMINAL_REBUILDING, file=sys.stderr, flush=True)
        _build(folder)
    return current


def _outdated(release: Release) -> bool:
    """Whether a release was built from the shipped data alone and these, or what indexes them, have changed since."""
    try:
        sources = json.loads(release.meta.get("sources", "[]"))
    except ValueError:
        return False
    return sources == [SHIPPED] and (release.meta.get("fingerprint") != fingerprint() or not fits(release))


def _check_writable(folder: Path) -> None:
    """Say in one sentence that a folder cannot hold releases, before anything is read."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"KNOWLEDGE_FOLDER cannot be written ({type(error).__name__}): name a folder that this user may write to."
        ) from error


def _build(folder: Path) -> bool:
    """Build and publish a release of the shipped data; what went wrong is shown, what went well is not."""
    report = io.StringIO()
    with contextlib.redirect_stdout(report):
        code = reload_knowledge.main([SHIPPED, "--into", str(folder)])
    if code:
        print(report.getvalue(), file=sys.stderr)
    return code == 0


def main() -> int:
    """Command line."""
    try:
        prepare(knowledge_folder())
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    except ReleaseError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
