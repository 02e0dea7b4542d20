"""``python -m scripts.run_bot`` as a process of its own."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from bot import wording
from bot.settings import ROOT
from tests.bot.bot_api_server import TOKEN, BotApiServer


async def start(*, module: str = "scripts.run_bot", **environ: str) -> asyncio.subprocess.Process:
    """The bot with nothing in its environment but what it needs."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "VIRTUAL_ENV")}
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        cwd=ROOT,
        env=kept | environ,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )


async def test_it_answers_and_stops_cleanly_without_ever_writing_token_or_question(
    server: BotApiServer, knowledge_folder: Path, tmp_path: Path
) -> None:
    """The process polls where it is pointed, survives the server's restart, ends on SIGTERM with 0, logs no secret."""
    process = await start(
        TELEGRAM_BOT_TOKEN=TOKEN,
        TELEGRAM_API_URL=server.url,
        KNOWLEDGE_FOLDER=str(knowledge_folder),
        STATE_FOLDER=str(tmp_path / "state"),
    )
    try:
        server.say(1, "làm giấy thả diều hết bao nhiêu tiền, 012345678901")
        await server.wait_for(1, 1, timeout=30)
        await server.stop()
        await asyncio.sleep(0.2)
        await server.start()
        server.say(1, "cần giấy tờ gì")
        answers = await server.wait_for(2, 1, timeout=30)
    finally:
        process.send_signal(signal.SIGTERM)
        output, _ = await asyncio.wait_for(process.communicate(), 30)
    written = output.decode()

    assert process.returncode == 0
    assert "Tờ khai thả diều" in answers[1].words
    assert TOKEN not in written
    assert TOKEN.partition(":")[2] not in written
    assert "012345678901" not in written
    assert "thả diều" not in written
    assert "Traceback" not in written


async def test_admin_ids_are_the_first_administrators(
    server: BotApiServer, knowledge_folder: Path, tmp_path: Path
) -> None:
    """Whoever stands in ADMIN_IDS may list who is on the list, and is on it; anybody else may not."""
    process = await start(
        TELEGRAM_BOT_TOKEN=TOKEN,
        TELEGRAM_API_URL=server.url,
        KNOWLEDGE_FOLDER=str(knowledge_folder),
        STATE_FOLDER=str(tmp_path / "state"),
        ADMIN_IDS="9001",
    )
    try:
        server.say(9001, "/capquyen")
        server.say(9002, "/capquyen")
        (mine,) = await server.wait_for(1, 9001, timeout=30)
        (theirs,) = await server.wait_for(1, 9002, timeout=30)
    finally:
        process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(process.communicate(), 30)

    assert "9001: quản trị" in mine.words
    assert theirs.words == wording.STAFF_REFUSAL


@pytest.mark.parametrize(
    ("environ", "name"),
    [
        ({"TELEGRAM_BOT_TOKEN": ""}, "TELEGRAM_BOT_TOKEN"),
        ({"TELEGRAM_BOT_TOKEN": "my secret token"}, "TELEGRAM_BOT_TOKEN"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": "127.0.0.1:8081"}, "TELEGRAM_API_URL"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "STALE_DAYS": "soon"}, "STALE_DAYS"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "WEBHOOK_URL": "https://bot.example.vn/hook"}, "WEBHOOK_LISTEN"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "STATE_FOLDER": "/dev/null/state"}, "STATE_FOLDER"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "KNOWLEDGE_FOLDER": "/dev/null/releases"}, "KNOWLEDGE_FOLDER"),
    ],
)
async def test_a_wrong_setting_ends_with_one_sentence(environ: dict[str, str], name: str, tmp_path: Path) -> None:
    """The sentence names the setting; the exit code is 2; no secret and no trace is shown."""
    process = await start(**({"STATE_FOLDER": str(tmp_path)} | environ))
    output, _ = await asyncio.wait_for(process.communicate(), 30)
    written = output.decode()

    assert process.returncode == 2
    assert name in written
    assert len(written.strip().splitlines()) == 1
    assert "secret" not in written
    assert TOKEN not in written


async def test_a_token_that_the_server_refuses_ends_with_one_sentence(
    server: BotApiServer, knowledge_folder: Path, tmp_path: Path
) -> None:
    """A refused token is told as such, with exit code 2, and is not shown."""
    wrong = "987654321:AAanother-token_ThatNobodyIssued000000"
    process = await start(
        TELEGRAM_BOT_TOKEN=wrong,
        TELEGRAM_API_URL=server.url,
        KNOWLEDGE_FOLDER=str(knowledge_folder),
        STATE_FOLDER=str(tmp_path / "state"),
    )
    output, _ = await asyncio.wait_for(process.communicate(), 30)
    written = output.decode()

    assert process.returncode == 2
    assert "TELEGRAM_BOT_TOKEN is refused" in written
    assert wrong not in written
    assert "Traceback" not in written
