"""Opening sources: kinds told by content, archives, encodings, what cannot be read."""

from __future__ import annotations

import gzip
import io
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.sources import files
from knowledge.sources.importing import read_source
from knowledge.sources.problems import Problem
from tests.knowledge.samples import RECORD, answer, item, line, write


def _codes(path: Path) -> list[str]:
    return [record.procedure.code for record in read_source(path).records]


def _problem(path: Path) -> Problem:
    reading = read_source(path)
    assert reading.records == ()
    (problem,) = reading.problems
    assert problem.file.startswith(str(path))
    assert problem.cure
    return problem


@pytest.mark.parametrize(
    "text",
    [json.dumps(answer()), json.dumps(answer(), indent=2), json.dumps(line()), json.dumps(item()), "\ufeff" + RECORD],
)
def test_the_kind_is_told_by_content(tmp_path: Path, text: str) -> None:
    """A name without a telling ending is no obstacle."""
    (tmp_path / "export").write_text(text, encoding="utf-8")

    assert _codes(tmp_path / "export") == ["1.900010"]


def test_a_folder_with_folders(tmp_path: Path) -> None:
    """Every file below is read, hidden ones are not; the kinds may mix."""
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "one.json").write_text(json.dumps(answer()), encoding="utf-8")
    (tmp_path / "a" / "two.toml").write_text(RECORD.replace("1.900010", "1.900020"), encoding="utf-8")
    (tmp_path / "a" / ".DS_Store").write_bytes(b"\0\1")

    assert sorted(_codes(tmp_path)) == ["1.900010", "1.900020"]


def test_an_empty_folder(tmp_path: Path) -> None:
    """A folder with nothing in it is reported."""
    assert "không có tệp" in _problem(tmp_path).problem


def test_a_zip(tmp_path: Path) -> None:
    """Files of a zip are read in memory; a path that climbs out is only a name; a broken one stops nothing."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("x/1.json", json.dumps(answer()))
        archive.writestr("../../evil.json", json.dumps(answer(code="1.900020")))
        archive.writestr("broken.json", '{"code": ')
        archive.writestr("packed.jsonl.gz", gzip.compress(json.dumps(line(code="1.900030")).encode()))
        archive.writestr("__MACOSX/x", b"\0")
    before = sorted(tmp_path.parent.rglob("evil.json"))

    reading = read_source(tmp_path / "a.zip")

    assert sorted(record.procedure.code for record in reading.records) == ["1.900010", "1.900020", "1.900030"]
    assert [problem.file for problem in reading.problems] == [f"{tmp_path / 'a.zip'}!broken.json"]
    assert sorted(tmp_path.parent.rglob("evil.json")) == before == []


def test_a_truncated_zip_and_gzip(tmp_path: Path) -> None:
    """Nothing of a cut file is used."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("1.json", json.dumps(answer()))
    (tmp_path / "a.zip").write_bytes(packed.getvalue()[:-30])
    (tmp_path / "b.gz").write_bytes(gzip.compress(json.dumps(line()).encode())[:-12])

    assert "cắt ngang" in _problem(tmp_path / "a.zip").problem
    assert "cắt ngang" in _problem(tmp_path / "b.gz").problem


def test_a_zip_inside_a_zip_and_an_empty_one(tmp_path: Path) -> None:
    """Both are reported."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("1.json", json.dumps(answer()))
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())
    with zipfile.ZipFile(tmp_path / "b.zip", "w"):
        pass

    assert "zip nằm trong" in _problem(tmp_path / "a.zip").problem
    assert "không có tệp" in _problem(tmp_path / "b.zip").problem


def test_bombs_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What unpacks to more than the bound is not read."""
    monkeypatch.setattr(files, "LARGEST_FILE", 10_000)
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("1.json", b" " * 1_000_000)
    (tmp_path / "b.gz").write_bytes(gzip.compress(b" " * 1_000_000))
    (tmp_path / "c.json").write_bytes(b" " * 20_000)

    for name in ("a.zip", "b.gz", "c.json"):
        assert "quá lớn" in _problem(tmp_path / name).problem


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (json.dumps(line(), ensure_ascii=False).encode("utf-16"), "UTF-16"),
        (json.dumps(line(name="Đăng ký"), ensure_ascii=False).encode("utf-16-le"), "UTF-16"),
        ('{"code": "1.900010",\n"name": "é"}'.encode("cp1258"), "UTF-8"),
        (b"<html><head><title>Request Rejected</title></head></html>", "Request Rejected"),
        (b"<!DOCTYPE html><p>hello", "HTML"),
        (b"", "trống"),
        (b"  \n ", "trống"),
        (b'{"code": "OK",\n "data": {', "JSON hỏng ở dòng 2"),
        (b"[" * 100_000, "JSON"),
        (b'{"a": ' + b"9" * 5000 + b"}", "JSON"),
        (b"hello world", "JSON hỏng"),
        (b"\x00\x01\x02\x03" * 50, ""),
        (b'"chi la chu"', "không phải bản ghi"),
        (b"{}", "không phải bản ghi"),
        (b"[1, 2]", ""),
    ],
)
def test_files_that_are_no_source(tmp_path: Path, data: bytes, said: str) -> None:
    """Each is reported with a cure, never with a trace."""
    (tmp_path / "a.json").write_bytes(data)

    reading = read_source(tmp_path / "a.json")

    assert reading.records == ()
    assert reading.problems
    assert said in reading.problems[0].problem


def test_a_file_of_no_kind(tmp_path: Path) -> None:
    """Text that is nothing of ours is said to be so."""
    (tmp_path / "ghi-chu.txt").write_text("nhớ mua cá", encoding="utf-8")

    assert "không nhận ra" in _problem(tmp_path / "ghi-chu.txt").problem


def test_a_file_that_may_not_be_read_and_one_that_is_no_file(tmp_path: Path) -> None:
    """A pipe is not waited for; a link to nowhere is reported."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")

    reading = read_source(tmp_path)

    assert sorted(problem.file for problem in reading.problems) == [str(tmp_path / "link"), str(tmp_path / "pipe")]


def test_progress_is_told(tmp_path: Path) -> None:
    """Whoever shows progress hears of every file and record."""
    (tmp_path / "a.json").write_text(json.dumps(line()), encoding="utf-8")
    heard: list[str] = []

    read_source(tmp_path / "a.json", heard.append)

    assert heard[-1].endswith("a.json 1.900010")


@pytest.mark.parametrize(
    "text", ["[]", '{"code": "OK", "data": []}', '{"code": "OK", "data": {"items": [], "total": 0}}']
)
def test_an_empty_list_is_told(tmp_path: Path, text: str) -> None:
    """A file without a single record never passes in silence."""
    (tmp_path / "a.json").write_text(text, encoding="utf-8")

    assert [found.problem for found in read_source(tmp_path / "a.json").problems] == [
        "danh sách trống, không có bản ghi nào"
    ]


_ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20),
    st.lists(st.text(max_size=5), max_size=2),
    st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=2), st.lists(st.lists(st.none()), max_size=2),
)  # fmt: skip


def _spots(value: Any) -> list[tuple[Any, Any]]:
    """Every place in a JSON value where something else could stand."""
    keys = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [spot for key, held in keys for spot in ((value, key), *_spots(held))]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([answer, line, item]), st.integers(0, 10_000), _ODD)
def test_whatever_stands_in_a_record_is_no_trace(tmp_path: Path, make: Any, spot: int, odd: object) -> None:
    """A record with anything anywhere comes in or is a problem, and the sound one beside it always comes in."""
    value = make()
    spots = _spots(value)
    holder, key = spots[spot % len(spots)]
    holder[key] = odd

    reading = read_source(write(tmp_path / "a.jsonl", value, line(code="1.900099")))

    assert "1.900099" in [record.procedure.code for record in reading.records]
    assert len(reading.records) + reading.left_out >= 2
