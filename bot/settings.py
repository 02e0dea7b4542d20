"""What the operator sets: environment first, then the ``.env`` file of the checkout."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
ENV_FILE = ROOT / ".env"
TOKEN_SHAPE = re.compile(r"\d{3,20}:[A-Za-z0-9_-]{3,}")
SECRET_SHAPE = re.compile(r"[A-Za-z0-9_-]{1,256}")
NAME_SHAPE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}


class SettingsError(Exception):
    """A setting is missing or malformed; the message is one sentence that says which and how to mend it."""


class Listen(NamedTuple):
    """An address to listen on."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram calls, where we listen for that, and the secret that each call holds."""

    url: str
    listen: Listen
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, checked. Secrets never show in a repr."""

    knowledge_folder: Path
    state_folder: Path
    stale_days: int = 90
    telegram_bot_token: str = field(default="", repr=False)
    telegram_api_url: str = ""
    admin_ids: frozenset[int] = frozenset()
    webhook_url: str = ""
    webhook_listen: Listen | None = None
    webhook_secret: str = field(default="", repr=False)
    metrics_listen: Listen | None = None

    @property
    def base_url(self) -> str:
        """Where the Bot API's methods lie; empty: Telegram's own servers."""
        return f"{self.telegram_api_url}/bot" if self.telegram_api_url else ""

    @property
    def base_file_url(self) -> str:
        """Where the Bot API's files lie; empty: Telegram's own servers."""
        return f"{self.telegram_api_url}/file/bot" if self.telegram_api_url else ""

    def required_token(self) -> str:
        """The bot token.

        Returns:
            The token, checked for its shape.

        Raises:
            SettingsError: There is none.
        """
        if not self.telegram_bot_token:
            raise SettingsError(
                "TELEGRAM_BOT_TOKEN is missing: ask @BotFather for a token and put it in .env as "
                "TELEGRAM_BOT_TOKEN=123456789:… (see .env.example)."
            )
        return self.telegram_bot_token

    def required_webhook(self) -> Webhook:
        """What webhook mode needs.

        Returns:
            Address, port and secret.

        Raises:
            SettingsError: WEBHOOK_URL stands without the others.
        """
        if self.webhook_listen is None:
            raise SettingsError(
                "WEBHOOK_LISTEN is missing: with WEBHOOK_URL, write the host:port to which your web server passes "
                "Telegram's calls on, like 127.0.0.1:8443."
            )
        if not self.webhook_secret:
            raise SettingsError(
                "WEBHOOK_SECRET is missing: with WEBHOOK_URL, write a long random one, the same for all replicas."
            )
        return Webhook(self.webhook_url, self.webhook_listen, self.webhook_secret)


def read_env_file(path: Path) -> dict[str, str]:
    r"""Read ``NAME=value`` lines.

    Blank lines, ``# comments`` and a leading ``export`` are skipped over; values may stand in single quotes (taken
    as they are) or double quotes (with ``\n``, ``\t``, ``\"`` and ``\\``); an unquoted value ends at `` #``.

    Args:
        path: The file; one that does not exist holds no settings.

    Returns:
        The settings by name.

    Raises:
        SettingsError: A line is malformed; the line's number is told, never its content.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{path} cannot be read ({type(error).__name__}): save it as a UTF-8 text file or remove it."
        ) from None
    values: dict[str, str] = {}
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        name, equals, rest = line.removeprefix("export ").partition("=")
        name = name.strip()
        if not equals or not NAME_SHAPE.fullmatch(name):
            raise SettingsError(f"{path}, line {number}, is no setting: write NAME=value or start the line with #.")
        values[name] = _unquoted(rest.strip(), path, number)
    return values


def _unquoted(value: str, path: Path, number: int) -> str:
    """The value of one line without its quotes and comment."""
    if not value or value[0] not in "'\"":
        return re.split(r"(?:^|\s)#", value, maxsplit=1)[0].strip()
    pattern = r"'([^']*)'" if value[0] == "'" else r'"((?:[^"\\]|\\.)*)"'
    match = re.match(pattern + r"\s*(?:#.*)?$", value)
    if not match:
        raise SettingsError(f"{path}, line {number}: the quote is not closed, so end the value with {value[0]}.")
    if value[0] == "'":
        return match[1]
    return re.sub(r"\\(.)", lambda escape: ESCAPES.get(escape[1], escape[0]), match[1])


def load_settings(environ: Mapping[str, str] | None = None, env_file: Path = ENV_FILE) -> Settings:
    """Read and check every setting.

    Args:
        environ: The environment; by default the process's own. It wins over the file.
        env_file: The ``.env`` file.

    Returns:
        The settings. A token may be missing (``Settings.required_token`` asks for it).

    Raises:
        SettingsError: A setting is malformed.
    """
    values = _values(environ, env_file)
    return Settings(
        knowledge_folder=_folder(values, "KNOWLEDGE_FOLDER", "var/knowledge"),
        state_folder=_folder(values, "STATE_FOLDER", "var/state"),
        stale_days=_positive(values, "STALE_DAYS", 90),
        telegram_bot_token=_token(values),
        telegram_api_url=_url(values, "TELEGRAM_API_URL", "http://127.0.0.1:8081"),
        admin_ids=_ids(values, "ADMIN_IDS"),
        webhook_url=_url(values, "WEBHOOK_URL", "https://bot.example.vn/telegram"),
        webhook_listen=_listen(values, "WEBHOOK_LISTEN", "127.0.0.1:8443"),
        webhook_secret=_secret(values),
        metrics_listen=_listen(values, "METRICS_LISTEN", "127.0.0.1:9090"),
    )


def knowledge_folder(environ: Mapping[str, str] | None = None, env_file: Path = ENV_FILE) -> Path:
    """Where releases lie, whatever the other settings are.

    Args:
        environ: The environment; by default the process's own.
        env_file: The ``.env`` file.

    Returns:
        The folder; it need not exist.
    """
    return _folder(_values(environ, env_file), "KNOWLEDGE_FOLDER", "var/knowledge")


def _values(environ: Mapping[str, str] | None, env_file: Path) -> dict[str, str]:
    """The file's settings overlaid with the environment."""
    values = read_env_file(env_file)
    values.update(os.environ if environ is None else environ)
    return values


def _text(values: Mapping[str, str], name: str) -> str:
    """One setting, trimmed."""
    return values.get(name, "").strip()


def _folder(values: Mapping[str, str], name: str, default: str) -> Path:
    """A folder; a relative one lies in the checkout."""
    text = _text(values, name) or default
    if "\0" in text:
        raise SettingsError(f"{name} is no folder name: write a path such as {default}.")
    try:
        folder = Path(text).expanduser()
    except RuntimeError:
        raise SettingsError(f"{name} names a home folder that does not exist: write a full path.") from None
    folder = folder if folder.is_absolute() else ROOT / folder
    if folder.exists() and not folder.is_dir():
        raise SettingsError(f"{name} names a file: write the path of a folder such as {default}.")
    return folder


def _token(values: Mapping[str, str]) -> str:
    """The bot token; the message never shows it."""
    text = _text(values, "TELEGRAM_BOT_TOKEN")
    if text and not TOKEN_SHAPE.fullmatch(text):
        raise SettingsError(
            "TELEGRAM_BOT_TOKEN does not look like a token: copy it whole from @BotFather, digits, a colon, "
            "then letters and digits, without spaces."
        )
    return text


def _url(values: Mapping[str, str], name: str, example: str) -> str:
    """A root URL without its last slash, or empty."""
    text = _text(values, name).rstrip("/")
    if not text:
        return ""
    problem = f"{name} is no web address: write it like {example}"
    try:
        parts = urlsplit(text)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound or re.search(r"\s", text):
        raise SettingsError(f"{problem}.")
    if parts.query or parts.fragment or parts.username:
        raise SettingsError(f"{problem}, without user name, «?» or «#».")
    if name == "TELEGRAM_API_URL" and parts.path.endswith("/bot"):
        raise SettingsError(f"{problem}, the server's root without /bot.")
    return text


def _listen(values: Mapping[str, str], name: str, example: str) -> Listen | None:
    """An address host:port, or None."""
    text = _text(values, name)
    if not text:
        return None
    host, colon, port = text.rpartition(":")
    if not colon or not host or not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise SettingsError(f"{name} is no host:port: write it like {example}.")
    return Listen(host.strip("[]"), int(port))


def _secret(values: Mapping[str, str]) -> str:
    """The secret that Telegram sends with each webhook call."""
    text = _text(values, "WEBHOOK_SECRET")
    if text and not SECRET_SHAPE.fullmatch(text):
        raise SettingsError("WEBHOOK_SECRET may hold only 1 to 256 of A-Z a-z 0-9 _ and -: choose another.")
    return text


def _ids(values: Mapping[str, str], name: str) -> frozenset[int]:
    """Numbers of Telegram users."""
    parts = [part for part in re.split(r"[,;\s]+", _text(values, name)) if part]
    if any(not (part.isascii() and part.isdigit() and len(part) < 20 and int(part)) for part in parts):
        raise SettingsError(f"{name} holds something that is no Telegram user number: write them like 123456,234567.")
    return frozenset(map(int, parts))


def _positive(values: Mapping[str, str], name: str, default: int) -> int:
    """A whole number of days from 1 to 36,500."""
    text = _text(values, name)
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and 0 < int(text[:9]) <= 36_500):
        raise SettingsError(f"{name} is no whole number of days: write it like {default}.")
    return int(text)
