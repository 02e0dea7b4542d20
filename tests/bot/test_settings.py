"""Settings: the environment wins, what is wrong is told in one sentence, secrets never show."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import ROOT, Listen, SettingsError, knowledge_folder, load_settings, read_env_file

TOKEN = "123456789:AAsecret-token_0123456789"


@pytest.fixture
def env_file(tmp_path: Path) -> Path:
    """A ``.env`` file with every kind of line."""
    file = tmp_path / ".env"
    file.write_text(
        "\ufeff# a comment\n\n"
        f"TELEGRAM_BOT_TOKEN={TOKEN}  # not the token of anybody\n"
        "export STALE_DAYS = 30\n"
        "KNOWLEDGE_FOLDER='/srv/a b # c'\n"
        'STATE_FOLDER="/srv/\\"st\\\\ate\\""   # said\n'
        "ADMIN_IDS=1, 22 ;333\n"
        "WEBHOOK_SECRET=\n",
        encoding="utf-8",
    )
    return file


def test_a_file_is_read_with_quotes_and_comments(env_file: Path) -> None:
    """Quotes are taken off, comments left out, escapes understood."""
    settings = load_settings({}, env_file)

    assert settings.telegram_bot_token == TOKEN
    assert settings.stale_days == 30
    assert settings.knowledge_folder == Path("/srv/a b # c")
    assert settings.state_folder == Path('/srv/"st\\ate"')
    assert settings.admin_ids == {1, 22, 333}


def test_the_environment_wins(env_file: Path) -> None:
    """What the environment says, even emptily, is not overruled by the file."""
    settings = load_settings({"STALE_DAYS": "7", "TELEGRAM_BOT_TOKEN": ""}, env_file)

    assert settings.stale_days == 7
    assert settings.telegram_bot_token == ""


def test_defaults_lie_in_the_checkout(tmp_path: Path) -> None:
    """Without any setting: folders under ``var``, 90 days, Telegram's own servers, no token yet."""
    settings = load_settings({}, tmp_path / "none")

    assert settings.knowledge_folder == ROOT / "var/knowledge" == knowledge_folder({}, tmp_path / "none")
    assert settings.state_folder == ROOT / "var/state"
    assert settings.stale_days == 90
    assert settings.base_url == settings.base_file_url == ""
    with pytest.raises(SettingsError, match="TELEGRAM_BOT_TOKEN is missing"):
        settings.required_token()


def test_the_servers_root_gives_both_addresses(tmp_path: Path) -> None:
    """The setting is the root; methods and files lie below it."""
    settings = load_settings({"TELEGRAM_API_URL": "http://127.0.0.1:8081/"}, tmp_path / "none")

    assert settings.base_url == "http://127.0.0.1:8081/bot"
    assert settings.base_file_url == "http://127.0.0.1:8081/file/bot"


def test_addresses_to_listen_on(tmp_path: Path) -> None:
    """host:port, also for IPv6."""
    settings = load_settings({"WEBHOOK_LISTEN": "0.0.0.0:8443", "METRICS_LISTEN": "[::1]:9090"}, tmp_path / "none")

    assert settings.webhook_listen == Listen("0.0.0.0", 8443)
    assert settings.metrics_listen == Listen("::1", 9090)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_BOT_TOKEN", "hello"),
        ("TELEGRAM_BOT_TOKEN", f"{TOKEN} {TOKEN}"),
        ("TELEGRAM_API_URL", "127.0.0.1:8081"),
        ("TELEGRAM_API_URL", "ftp://x"),
        ("TELEGRAM_API_URL", "http://"),
        ("TELEGRAM_API_URL", "http://x:99999"),
        ("TELEGRAM_API_URL", "http://x/bot"),
        ("TELEGRAM_API_URL", "http://x?y"),
        ("WEBHOOK_URL", "bot.example.vn"),
        ("WEBHOOK_LISTEN", "8443"),
        ("WEBHOOK_LISTEN", "host:0"),
        ("METRICS_LISTEN", "host:http"),
        ("WEBHOOK_SECRET", "có dấu"),
        ("ADMIN_IDS", "1,an"),
        ("STALE_DAYS", "0"),
        ("STALE_DAYS", "-5"),
        ("STALE_DAYS", "9" * 5000),
        ("KNOWLEDGE_FOLDER", "/etc/hostname"),
        ("STATE_FOLDER", "a\0b"),
    ],
)
def test_a_malformed_setting_is_told_in_one_sentence(tmp_path: Path, name: str, value: str) -> None:
    """The sentence names the setting and never shows a secret."""
    with pytest.raises(SettingsError) as caught:
        load_settings({name: value}, tmp_path / "none")
    message = str(caught.value)

    assert message.startswith(name)
    assert "\n" not in message
    assert message.endswith((".", "…"))
    assert name not in ("TELEGRAM_BOT_TOKEN", "WEBHOOK_SECRET") or value not in message


@pytest.mark.parametrize("text", ["no setting here", "=x", "1A=x", 'A="open', "A='open", 'A="x" y'])
def test_a_malformed_line_is_told_by_its_number_only(tmp_path: Path, text: str) -> None:
    """A broken file is told by line; the line may hold a secret, so it is not shown."""
    file = tmp_path / ".env"
    file.write_text(f"# first\n{text}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="line 2") as caught:
        read_env_file(file)

    assert text not in str(caught.value)


def test_secrets_are_not_in_the_repr(env_file: Path) -> None:
    """A settings value that is logged by mistake shows no secret."""
    assert TOKEN not in repr(load_settings({"WEBHOOK_SECRET": "s3cret"}, env_file))
    assert "s3cret" not in repr(load_settings({"WEBHOOK_SECRET": "s3cret"}, env_file))


def test_the_example_file_is_complete_and_sound() -> None:
    """``.env.example`` names every setting, and works as it stands."""
    example = ROOT / ".env.example"
    settings = load_settings({}, example)

    assert set(read_env_file(example)) == {
        "TELEGRAM_BOT_TOKEN",
        "TELEGRAM_API_URL",
        "KNOWLEDGE_FOLDER",
        "STATE_FOLDER",
        "ADMIN_IDS",
        "WEBHOOK_URL",
        "WEBHOOK_LISTEN",
        "WEBHOOK_SECRET",
        "METRICS_LISTEN",
        "STALE_DAYS",
    }
    assert settings == load_settings({}, Path("/nowhere"))
