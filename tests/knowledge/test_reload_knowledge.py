"""The command that builds a release: what it prints, publishes and returns."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from knowledge.release import current_name, open_release, release_names
from scripts.reload_knowledge import main
from tests.knowledge.samples import PAGE, answer, item, line, write

_FIGURE = "id,place,metric,value,unit,source_title\nz1,province-38,dossiers_total,12,dossiers,Báo cáo\nz2,nowhere,dossiers_total,1,dossiers,B\n"  # noqa: E501


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where releases lie."""
    return tmp_path / "releases-here"


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """Two sound records and a broken one."""
    return write(tmp_path / "a.jsonl", line(), line(code="1.900020", name="Đăng ký nuôi chó"), line(code=1.5))


def _run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, dict[str, Any]]:
    code = main([*map(str, arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_source_is_published(folder: Path, lines: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Records left out are listed and stop nothing; the release holds exactly the source."""
    code, said = _run(capsys, lines, "--into", folder)

    assert code == 0
    assert list(said) == [
        "published", "release", "procedures", "listed", "statistics", "left_out", "problems", "changes",
    ]  # fmt: skip
    assert (said["published"], said["release"]) == (True, current_name(folder))
    assert (said["procedures"], said["statistics"], said["left_out"]) == (2, 0, 1)
    (problem,) = said["problems"]
    assert list(problem) == ["file", "record", "field", "problem", "cure"]
    assert (problem["file"], problem["field"]) == (str(lines), "code")
    assert said["changes"] == {"new": ["1.900010", "1.900020"], "changed": {}, "gone": []}
    found = open_release(folder)
    assert [title.code for title in found.titles()] == ["1.900010", "1.900020"]
    assert found.places()
    assert found.general_answers()
    assert found.artifact("index")


def test_a_dry_run_changes_nothing(folder: Path, lines: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says what would be, and does not even make the folder."""
    code, said = _run(capsys, lines, "--into", folder, "--dry-run")

    assert code == 0
    assert (said["published"], said["release"], said["procedures"]) == (False, "", 2)
    assert not folder.exists()


def test_changes_are_named(folder: Path, lines: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """New, changed with the fields, gone; the same record from another file is no change."""
    _run(capsys, lines, "--into", folder)
    other = write(tmp_path / "b.jsonl", line(decision="78/QĐ-BTC", steps=""), line(code="1.900030"))

    _, said = _run(capsys, other, "--into", folder)

    assert said["changes"] == {
        "new": ["1.900030"],
        "changed": {"1.900010": ["steps", "decision"]},
        "gone": ["1.900020"],
    }


def test_add_starts_from_the_current_release(
    folder: Path, lines: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is there stays, what comes is merged in."""
    _run(capsys, lines, "--into", folder)
    other = write(tmp_path / "b.json", answer(code="1.900030"), item(code="1.900020", id=PAGE))

    code, said = _run(capsys, other, "--into", folder, "--add")

    assert code == 0
    assert said["procedures"] == 3
    assert said["changes"]["new"] == ["1.900030"]
    assert said["changes"]["gone"] == []
    assert [title.code for title in open_release(folder).titles()] == ["1.900010", "1.900020", "1.900030"]


def test_add_to_a_release_that_cannot_be_read(folder: Path, lines: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is published: what was there must not silently go."""
    _run(capsys, lines, "--into", folder)
    (folder / "current").write_text("gone\n")

    code, said = _run(capsys, lines, "--into", folder, "--add")

    assert (code, said["published"]) == (1, False)
    assert _run(capsys, lines, "--into", folder)[0] == 0


def test_shipped_is_the_default_and_a_name(
    folder: Path, lines: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No source means our own data, into the folder of the settings; «shipped» names it beside others."""
    monkeypatch.setenv("KNOWLEDGE_FOLDER", str(tmp_path / "default"))

    _, alone = _run(capsys)
    _, both = _run(capsys, "shipped", lines, "--into", folder)

    assert alone["left_out"] == 0
    assert current_name(tmp_path / "default") == alone["release"]
    assert all(title.shipped for title in open_release(tmp_path / "default").titles())
    assert both["procedures"] == alone["procedures"] + 2
    assert both["statistics"] == alone["statistics"] > 0


def test_the_portals_list_is_known_without_details(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It counts as listed, and gives a page to a record that lacks one."""
    records = write(tmp_path / "a.jsonl", line(url=""))
    listed = write(tmp_path / "list.jsonl", item(), item(code="1.900020", name="Đăng ký nuôi chó"))

    code, said = _run(capsys, records, listed, "--into", folder)

    assert (code, said["procedures"], said["listed"]) == (0, 2, 1)
    found = open_release(folder).procedure("1.900010")
    assert found is not None
    assert found.page_id == PAGE


def test_figures(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Figures alone make a release; one of an unknown place is left out with its place named."""
    figures = tmp_path / "f.csv"
    figures.write_text(_FIGURE, encoding="utf-8")

    code, said = _run(capsys, figures, "--into", folder)

    assert (code, said["procedures"], said["statistics"], said["left_out"]) == (0, 0, 1, 1)
    assert [(problem["file"], problem["record"], problem["field"]) for problem in said["problems"]] == [
        (str(figures), "dòng 3 (z2)", "place")
    ]
    assert said["changes"]["new"] == ["z1"]


@pytest.mark.parametrize("dry", [[], ["--dry-run"]])
def test_nothing_left_publishes_nothing(
    folder: Path, tmp_path: Path, dry: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """A source without one sound record leaves the release in use as it is."""
    _run(capsys, write(tmp_path / "a.jsonl", line()), "--into", folder)
    before = release_names(folder)

    code, said = _run(capsys, write(tmp_path / "b.jsonl", line(code="x")), "--into", folder, *dry)

    assert code == 1
    assert (said["published"], said["left_out"]) == (False, 1)
    assert release_names(folder) == before


def test_wrong_usage(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A source that is not there, a folder that is a file, an unknown option: exit 2, nothing published."""
    (tmp_path / "file").write_text("")

    assert main([str(tmp_path / "nowhere"), "--into", str(folder)]) == 2
    assert main(["--into", str(tmp_path / "file")]) == 2
    with pytest.raises(SystemExit) as ended:
        main(["--wrong"])
    assert ended.value.code == 2
    assert not folder.exists()
    assert "nowhere" in capsys.readouterr().err


def test_a_person_can_read_it(folder: Path, lines: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --json: what came in, what changed, each problem with its cure, what was published."""
    assert main([str(lines), "--into", str(folder)]) == 0

    said = capsys.readouterr().out
    for part in (
        f"{lines}: 2 thủ tục",
        "mới 2: 1.900010, 1.900020",
        "Bản ghi bị bỏ ra: 1",
        "1.5 · code",
        "→ Ghi mã",
        "Đã phát hành",
    ):
        assert part in said


def test_a_folder_that_cannot_be_written(tmp_path: Path, lines: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Ends with a sentence and exit 1."""
    (tmp_path / "file").write_text("")

    assert main([str(lines), "--into", str(tmp_path / "file" / "sub")]) == 1
    assert "--into" in capsys.readouterr().err
