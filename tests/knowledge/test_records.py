"""Our own records: TOML."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.procedure import (
    Case,
    Channel,
    Document,
    Duration,
    Fee,
    FeeKind,
    FeeState,
    LegalBasis,
    Level,
    Method,
    Procedure,
    Source,
    TimeUnit,
)
from knowledge.sources.importing import read_source
from knowledge.sources.problems import Problem
from tests.knowledge.samples import RECORD


def _read(tmp_path: Path, text: str) -> tuple[list[Procedure], tuple[Problem, ...]]:
    file = tmp_path / "meo.toml"
    file.write_text(text, encoding="utf-8")
    reading = read_source(file)
    return [record.procedure for record in reading.records], reading.problems


def test_a_whole_record(tmp_path: Path) -> None:
    """Every part of a record lands in its place; the fee's state is worked out."""
    procedures, problems = _read(tmp_path, RECORD)

    assert problems == ()
    assert procedures == [
        Procedure(
            code="1.900010",
            name="Đăng ký nuôi mèo",
            summary="Khai với xã khi nuôi mèo. Ai nuôi mèo cũng làm.",
            field="Thú cưng",
            levels=(Level.COMMUNE,),
            as_of="2026-07",
            methods=(
                Method(
                    Channel.ONLINE,
                    Duration(2, TimeUnit.WORKING_DAY),
                    (Fee(FeeState.AMOUNT, 7000, "VND", FeeKind.FEE, "mỗi con"),),
                ),
            ),
            cases=(Case("", (Document("Tờ khai nuôi mèo", 1, 0, "TK01"),)),),
            legal_bases=(LegalBasis("12/2024/TT-BTC"),),
            source=Source(str(tmp_path / "meo.toml"), "records"),
        )
    ]


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('code = "1.900010"', "code = 1.900010", "code"),
        ('code = "1.900010"', 'code = "1.90001"', "code"),
        ('code = "1.900010"', 'code = "meo"', "code"),
        ('code = "1.900010"', "", "code"),
        ('name = "Đăng ký nuôi mèo"', "", "name"),
        ('name = "Đăng ký nuôi mèo"', "name = 5", "name"),
        ('as_of = "2026-07"', "", "as_of"),
        ('as_of = "2026-07"', 'as_of = "tháng 7"', "as_of"),
        ('levels = ["commune"]', 'levels = ["district"]', "levels"),
        ('channel = "online"', 'channel = "fax"', "methods[0].channel"),
        ("amount = 7000", "amount = -7000", "methods[0].fees[0].amount"),
        ("amount = 7000", "amount = nan", "methods[0].fees[0].amount"),
        ("amount = 7000", 'amount = "7000"', "methods[0].fees[0].amount"),
        ('unit = "working_day"', 'unit = "week"', "methods[0].time.unit"),
        ("originals = 1", "originals = 1.5", "cases[0].documents[0].originals"),
        ("originals = 1", "originals = true", "cases[0].documents[0].originals"),
        ("originals = 1", "original = 1", "cases[0].documents[0].original"),
        ('levels = ["commune"]', 'state = "dead"', "state"),
    ],
)
def test_a_broken_record_is_left_out_and_stops_nothing(tmp_path: Path, old: str, new: str, field: str) -> None:
    """The broken record is named with its field and a cure; the sound one beside it comes in whole."""
    assert old in RECORD
    broken = RECORD.replace(old, new, 1)

    procedures, problems = _read(tmp_path, broken + RECORD.replace("1.900010", "1.900020"))

    assert [procedure.code for procedure in procedures] == ["1.900020"]
    assert [(found.field, found.left_out) for found in problems] == [(field, True)]
    assert problems[0].problem
    assert problems[0].cure
    assert problems[0].record


def test_broken_toml_names_the_line(tmp_path: Path) -> None:
    """A syntax error says in which line it is."""
    procedures, problems = _read(tmp_path, RECORD + "\n[[procedure]\n")

    assert procedures == []
    assert problems[0].record == f"dòng {RECORD.count(chr(10)) + 2}"


def test_the_same_code_twice_in_a_file(tmp_path: Path) -> None:
    """The first stays, the second is reported."""
    procedures, problems = _read(tmp_path, RECORD + RECORD.replace("nuôi mèo", "nuôi chó"))

    assert [procedure.name for procedure in procedures] == ["Đăng ký nuôi mèo"]
    assert [found.field for found in problems] == ["code"]


def test_everyday_names_are_not_imported(tmp_path: Path) -> None:
    """Everyday names come from the shipped data only; the administrator is told."""
    procedures, problems = _read(tmp_path, '[[everyday]]\ncode = "1.900010"\nnames = ["nuôi mèo"]\n')

    assert procedures == []
    assert not problems[0].left_out
