"""The command that checks everyday names: a small made-up release, real SQLite."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from knowledge.building import Contents, build_release
from knowledge.procedure import Level, Procedure
from knowledge.sources.reading import Record
from knowledge.sources.shipped import surroundings
from scripts.check_names import main

_CAT = "1.900010"
_CAT_AT_PROVINCE = "1.900011"
_DOG = "1.900020"
_LOST_TAG = "1.900030"
_SHIP = "1.900040"
_OWN = "1.900050"
_SOUND = """
[[everyday]]
code = "1.900010"
names = ["làm giấy cho mèo", "khai mèo với phường", "sổ mèo"]
situations = ["nhà mới rước bé miu về nuôi"]

[[everyday]]
code = "1.900020"
names = ["làm giấy cho chó"]

[[everyday]]
code = "1.900030"
names = ["mất thẻ đeo cổ"]

[[ambiguous]]
names = ["nuôi con gì đó"]
choices = [ { code = "1.900010", say = "Mèo" }, { code = "1.900020", say = "Chó" } ]
"""


def _record(code: str, name: str, *levels: Level, field: str = "Thú cưng", province: str = "") -> Record:
    return Record(Procedure(code, name, field=field, levels=levels, province=province, as_of="2026-07"))


def _check(tmp_path: Path, capsys: pytest.CaptureFixture[str], everyday: str) -> tuple[int, dict[str, Any]]:
    """Runs the command over a release that was made with these names."""
    data = tmp_path / "data"
    (data / "everyday").mkdir(parents=True)
    (data / "everyday" / "pets.toml").write_text(everyday, encoding="utf-8")
    records = [
        _record(_CAT, "Đăng ký nuôi mèo (cấp xã)", Level.COMMUNE),
        _record(_CAT_AT_PROVINCE, "Đăng ký nuôi mèo (cấp tỉnh)", Level.PROVINCE),
        _record(_DOG, "Đăng ký nuôi chó", Level.PROVINCE),
        _record(_LOST_TAG, "Cấp lại thẻ thú cưng bị mất", Level.PROVINCE),
        _record(_SHIP, "Thủ tục hải quan đối với tàu buồm", Level.COMMUNE, field="Hải quan"),
        _record(_OWN, "Hỗ trợ nuôi gà chọi", Level.COMMUNE, province="tỉnh P"),
    ]
    found = surroundings(data)
    contents = Contents(
        records={record.procedure.code: record for record in records},
        everyday_names=found.everyday_names,
        ambiguities=found.ambiguities,
    )
    build_release(tmp_path / "releases", contents, {})
    code = main(["--knowledge", str(tmp_path / "releases"), "--data", str(data), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_sound_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is shared, everything resolves and finds its own; too few names alone do not fail."""
    code, said = _check(tmp_path, capsys, _SOUND)

    assert code == 0
    assert list(said) == ["shared", "unresolved", "beaten", "thin", "guessed"]
    assert (said["shared"], said["unresolved"], said["beaten"], said["guessed"]) == ([], [], [], [])


def test_names_that_two_procedures_share(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same letters, the same words in another order, or what is declared ambiguous; fillers do not count."""
    shared = """
[[everyday]]
code = "1.900020"
names = ["sổ mèo", "cho tôi hỏi với phường khai mèo", "nuôi con gì đó ạ"]
"""
    code, said = _check(tmp_path, capsys, _SOUND + shared)

    assert code == 1
    assert [(found["texts"], found["owners"]) for found in said["shared"]] == [
        (["khai mèo với phường", "cho tôi hỏi với phường khai mèo"], [_CAT, _DOG]),
        (["sổ mèo"], [_CAT, _DOG]),
        (["nuôi con gì đó ạ", "nuôi con gì đó"], [_DOG, "ambiguous"]),
    ]


def test_twins_may_share(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same procedure at another level is the same choice for a person."""
    code, said = _check(tmp_path, capsys, _SOUND + f'[[everyday]]\ncode = "{_CAT_AT_PROVINCE}"\nnames = ["sổ mèo"]\n')

    assert (code, said["shared"]) == (0, [])


def test_codes_that_do_not_resolve(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of names and of choices, each once, with a name to find it by; such names are not asked."""
    gone = """
[[everyday]]
code = "1.900098"
names = ["nuôi cá", "nuôi cá vàng"]

[[ambiguous]]
names = ["nuôi thú trong hồ"]
choices = [ { code = "1.900098", say = "Cá" }, { code = "1.900099", say = "Rùa" }, { code = "1.900010", say = "Mèo" } ]
"""
    code, said = _check(tmp_path, capsys, _SOUND + gone)

    assert code == 1
    assert said["unresolved"] == [
        {"code": "1.900098", "name": "nuôi cá"},
        {"code": "1.900099", "name": "nuôi thú trong hồ"},
    ]
    assert not [found for found in said["beaten"] if found["code"] == "1.900098"]


def test_names_that_win_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A name that leads to another procedure, and one of fillers alone; they are remarks, not failures."""
    misleading = """
[[everyday]]
code = "1.900030"
names = ["đăng ký nuôi chó", "cho tôi hỏi"]
"""
    code, said = _check(tmp_path, capsys, _SOUND + misleading)

    assert code == 0
    assert [(found["name"], found["code"], found["winner_kind"], found["winner"]) for found in said["beaten"]] == [
        ("đăng ký nuôi chó", _LOST_TAG, "procedure", _DOG),
        ("cho tôi hỏi", _LOST_TAG, "nothing", ""),
    ]


def test_ambiguities_that_are_guessed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A declared ambiguity that finds one of its choices is told apart from one that finds something else."""
    official = """
[[ambiguous]]
names = ["đăng ký nuôi chó"]
choices = [ { code = "1.900010", say = "Mèo" }, { code = "1.900020", say = "Chó" } ]

[[ambiguous]]
names = ["cấp lại thẻ thú cưng bị mất"]
choices = [ { code = "1.900010", say = "Mèo" }, { code = "1.900020", say = "Chó" } ]
"""
    _, said = _check(tmp_path, capsys, _SOUND + official)

    assert [(found["name"], found["winner"]) for found in said["guessed"]] == [("đăng ký nuôi chó", _DOG)]
    assert [(found["name"], found["winner"]) for found in said["beaten"]] == [
        ("cấp lại thẻ thú cưng bị mất", _LOST_TAG)
    ]


def test_procedures_with_too_few_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of the commune and of no single province; twins inherit; customs need four names and no situation."""
    names = [f"cách gọi số {number}" for number in range(4)]
    enough = f'[[everyday]]\ncode = "{_CAT_AT_PROVINCE}"\nnames = {json.dumps(names)}\n'

    _, said = _check(tmp_path / "few", capsys, _SOUND)
    _, more = _check(tmp_path / "more", capsys, _SOUND + enough.replace(_CAT_AT_PROVINCE, _SHIP))
    _, most = _check(
        tmp_path / "most",
        capsys,
        _SOUND + enough + f'[[everyday]]\ncode = "{_CAT}"\nsituations = ["miu ốm", "miu đẻ"]\n',
    )

    assert [(found["code"], found["names"], found["situations"]) for found in said["thin"]] == [
        (_CAT, 4, 1),
        (_SHIP, 0, 0),
    ]
    assert [found["code"] for found in more["thin"]] == [_CAT]
    assert [found["code"] for found in most["thin"]] == [_SHIP]


def test_without_a_release(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says what is missing and fails."""
    assert main(["--knowledge", str(tmp_path)]) == 1
    assert str(tmp_path) in capsys.readouterr().err
