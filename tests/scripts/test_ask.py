"""Questions from a program: JSON Lines in, one object for each out."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.settings import ROOT
from intents.index import ARTIFACTS
from intents.intent import Outcome
from knowledge.building import Contents, build_release
from knowledge.sources.importing import read_source
from scripts.ask import main
from tests.knowledge.samples import RECORD

KEYS = {
    "id", "outcome", "procedures", "candidates", "facets", "reply", "buttons", "links", "figures", "release",
    "milliseconds",
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of two procedures."""
    folder = tmp_path_factory.mktemp("releases")
    source = folder / "a.toml"
    other = RECORD.replace("1.900010", "1.900020").replace("mèo", "chim bồ câu")
    source.write_text(RECORD + other, encoding="utf-8")
    records = {record.procedure.code: record for record in read_source(source).records}
    build_release(folder, Contents(records), ARTIFACTS)
    return folder


def answers(folder: Path, text: str) -> tuple[int, list[dict[str, Any]]]:
    """The exit code and the objects written for lines read."""
    written = io.StringIO()
    code = main(["--json", "--knowledge", str(folder)], io.StringIO(text), written)
    return code, [json.loads(line) for line in written.getvalue().splitlines()]


def test_each_line_is_answered_in_order_with_its_id(folder: Path) -> None:
    """Every key is there, whatever the id; a blank line is none."""
    ids = ["b", 7, None, ["a", {"b": 1}]]
    code, found = answers(folder, "\n\n".join(json.dumps({"id": id, "question": "đăng ký mèo"}) for id in ids))

    assert code == 0
    assert [answer["id"] for answer in found] == ids
    assert all(set(answer) == KEYS and answer["outcome"] in list(Outcome) for answer in found)


@pytest.mark.parametrize("previous", [["nuôi mèo cần giấy tờ gì"], "nuôi mèo cần giấy tờ gì"])
def test_earlier_turns_are_heard_and_forgotten_after_the_line(folder: Path, previous: object) -> None:
    """A follow-up is about the line's own earlier turns, given as a list or as one text."""
    lines = [{"question": "còn lệ phí?", "previous": previous}, {"question": "còn lệ phí?", "previous": None}]
    code, found = answers(folder, "\n".join(map(json.dumps, lines)))

    assert code == 0
    assert found[0]["procedures"] == ["1.900010"]
    assert found[1]["outcome"] != Outcome.ANSWER


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{broken", "not JSON"),
        ("[" * 50_000, "not JSON"),
        ("[1]", "not an object"),
        ("null", "not an object"),
        ('{"id": "x"}', "«question» is not text"),
        ('{"id": "x", "question": 123}', "«question» is not text"),
        ('{"id": "x", "question": "a", "previous": [1]}', "«previous» is not a list of texts"),
        ('{"id": "x", "question": "a", "previous": {"a": 1}}', "«previous» is not a list of texts"),
    ],
)
def test_a_line_that_is_no_question_is_told_and_answered(
    folder: Path, line: str, problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """It has its object like any other, the rest goes on, and the exit code is 2."""
    code, found = answers(folder, line + '\n{"id": "next", "question": "đăng ký mèo"}')

    assert code == 2
    assert (found[0]["problem"], found[1]["id"], "problem" in found[1]) == (problem, "next", False)
    assert found[0]["reply"].strip()
    assert capsys.readouterr().err.startswith(f"line 1: {problem}")


def test_bytes_that_are_no_text_stop_nothing(folder: Path) -> None:
    """A mark at the start, bytes that are not UTF-8, NUL and lone surrogates: each line gets its valid object."""
    lines = [
        b'\xef\xbb\xbf{"id": "\\ud800", "question": "\\ud800"}',
        b'{"id": 2, "question": "m\xff\xc3"}',
        b'{"id": 3, "question": "a\\u0000b", "weight": NaN}',
    ]
    done = subprocess.run(
        [sys.executable, "-m", "scripts.ask", "--json", "--knowledge", str(folder)],
        input=b"\n".join(lines), capture_output=True, cwd=ROOT, check=True,
    )  # fmt: skip

    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["\ud800", 2, 3]


def test_parts_are_whole_objects(folder: Path) -> None:
    """Several questions in one message: each part has the keys of an answer."""
    question = {"id": 1, "question": "đăng ký nuôi mèo cần giấy tờ gì? lệ phí đăng ký nuôi chim bồ câu?"}
    _, found = answers(folder, json.dumps(question))

    assert [set(part) for part in found[0]["parts"]] == [KEYS, KEYS]


def test_without_a_release_there_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing to answer from: exit code 1."""
    assert main(["--json", "--knowledge", str(tmp_path)], io.StringIO(""), io.StringIO()) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
