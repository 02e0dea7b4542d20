"""The table of administrative units: whole, sound, and equal to what was looked up by hand."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from knowledge.place import Place, PlaceKind, Successor
from knowledge.sources.fields import Fields
from knowledge.sources.places import COLUMNS, linked, place, read_table, unresolved
from knowledge.sources.problems import FieldError
from knowledge.sources.shipped import surroundings
from knowledge.text import normalise_tone_marks

PLACES = {unit.id: unit for unit in surroundings().places}
UNITS = Path(__file__).resolve().parents[3] / "shared" / "reference" / "admin-units-seeds.json"
units_present = pytest.mark.skipif(not UNITS.exists(), reason=f"{UNITS} is not there")
HEAD = ",".join(COLUMNS) + "\n"


def _today(kind: PlaceKind) -> list[Place]:
    return [unit for unit in PLACES.values() if unit.kind is kind and not unit.valid_to]


def _on(day: str, kind: PlaceKind) -> list[Place]:
    units = (unit for unit in PLACES.values() if unit.kind is kind)
    return [unit for unit in units if unit.valid_from <= day and (not unit.valid_to or unit.valid_to >= day)]


def test_every_unit_of_today_and_before_is_there() -> None:
    """34 and 3,321 today; 63, 696 and 10,035 on the last day of the district tier."""
    assert len(_today(PlaceKind.PROVINCE)) == 34
    assert len(_today(PlaceKind.DISTRICT)) == 0
    assert len(_today(PlaceKind.COMMUNE)) == 3321
    assert len(_on("2025-06-30", PlaceKind.PROVINCE)) == 63
    assert len(_on("2025-06-30", PlaceKind.DISTRICT)) == 696
    assert len(_on("2025-06-30", PlaceKind.COMMUNE)) == 10_035


def test_types_of_communes_before_and_after_the_changes_of_2026() -> None:
    """2,621 xã, 687 phường and 13 đặc khu from 1/7/2025; 22 xã became phường."""

    def types(day: str) -> Counter[str]:
        return Counter(unit.name.split()[0] for unit in _on(day, PlaceKind.COMMUNE))

    assert types("2025-07-01") == {"xã": 2621, "phường": 687, "đặc": 13}
    assert types("2026-04-30") == {"xã": 2611, "phường": 697, "đặc": 13}
    assert types("2026-09-20") == {"xã": 2599, "phường": 709, "đặc": 13}


def test_every_unit_that_ended_became_something_that_followed_it() -> None:
    """What ended has successors, all of them there; the communes of a split one are parts."""
    for unit in PLACES.values():
        assert bool(unit.became) == bool(unit.valid_to), unit.id
        for part in unit.became:
            later = PLACES[part.place]
            assert not later.valid_from or later.valid_from > unit.valid_to, unit.id
            if unit.kind is PlaceKind.COMMUNE:
                assert part.whole == (len(unit.became) == 1), unit.id


def test_every_commune_of_today_was_made_of_something_or_goes_on() -> None:
    """Each has the former units that went in, or the district that it lay in."""
    for unit in _today(PlaceKind.COMMUNE):
        assert unit.formed_from or unit.district, unit.id
        assert bool(unit.district) == (not unit.valid_from), unit.id


def test_a_successor_that_is_whole_lies_in_its_district_alone() -> None:
    """Recomputed from the communes."""
    for unit in PLACES.values():
        if unit.kind is not PlaceKind.DISTRICT:
            continue
        for part in unit.became:
            commune = PLACES[part.place]
            if all(PLACES[old.place].kind is PlaceKind.DISTRICT for old in commune.formed_from) and commune.formed_from:
                continue  # an island
            districts = {PLACES[old.place].parent for old in commune.formed_from} | ({commune.district} - {""})
            assert part.whole == (districts == {unit.id}), (unit.id, part)


def test_every_province_of_today_names_the_resolution_on_its_communes() -> None:
    """The 34 resolutions of 16/6/2025, each once."""
    decisions = [unit.communes_by for unit in _today(PlaceKind.PROVINCE)]

    assert sorted(decisions) == [f"Nghị quyết {number}/NQ-UBTVQH15" for number in range(1654, 1688)]
    assert PLACES["province-38"].communes_by == "Nghị quyết 1686/NQ-UBTVQH15"


def test_names_are_written_one_way() -> None:
    """A type word in small letters and one spelling of tone marks."""
    for unit in PLACES.values():
        assert unit.name == normalise_tone_marks(unit.name) == " ".join(unit.name.split())
        assert unit.name.startswith(
            ("tỉnh ", "thành phố ", "huyện ", "quận ", "thị xã ", "thị trấn ", "phường ", "xã ", "đặc khu ")
        ), unit.name


def test_an_unchanged_commune_is_one_place() -> None:
    """Same code, name and area: no «-old» beside it."""
    unit = next(unit for unit in _today(PlaceKind.COMMUNE) if unit.district)

    assert f"{unit.id}-old" not in PLACES or PLACES[f"{unit.id}-old"].name != unit.name
    assert any(part.place == unit.id for part in PLACES[unit.district].became)


@units_present
def test_the_table_agrees_with_every_unit_looked_up_by_hand() -> None:
    """Provinces, districts, their communes and the parts of each, read in place."""
    table: dict[str, Any] = json.loads(UNITS.read_text(encoding="utf-8"))

    def said(name: str) -> str:
        return normalise_tone_marks(name)[0].lower() + normalise_tone_marks(name)[1:]

    for row in table["provinces"]:
        today = PLACES[f"province-{row['new_code']}"]
        old = PLACES.get(f"province-{row['old_code']}-old", today)
        assert (said(row["old"]), said(row["new"])) == (old.name, today.name)
        communes = [unit for unit in _today(PlaceKind.COMMUNE) if unit.parent == today.id]
        assert len(communes) == row["new_commune_count"]
    for row in table["districts"]:
        district = PLACES[f"district-{row['old_code']}"]
        assert district.name == said(row["old"])
        assert PLACES[district.parent].name == said(row["old_province"])
        inside = [unit for unit in PLACES.values() if district.id in (unit.parent, unit.district)]
        assert len(inside) == row["old_communes"]
        assert {part.place for part in district.became} == {f"commune-{new['code']}" for new in row["new_communes"]}
        for new in row["new_communes"]:
            commune = PLACES[f"commune-{new['code']}"]
            assert (commune.name, PLACES[commune.parent].name) == (said(new["name_2026"]), said(new["province"]))
            parts = {(old["code"], said(old["name"]), old["part"] == "Nhập toàn bộ") for old in new["from_old"]}
            ours = {
                (PLACES[part.place].code, PLACES[part.place].name, part.whole)
                for part in commune.formed_from
                if PLACES[part.place].parent == district.id
            }
            assert ours == parts, commune.id
    for row in table["communes_named_in_seeds"]:
        commune = PLACES[f"commune-{row['old_code']}-old"]
        assert commune.name == said(row["old"])
        assert commune.became == tuple(
            Successor(f"commune-{new['code']}", new["part"] == "Nhập toàn bộ") for new in row["new"]
        )


@pytest.mark.parametrize(
    ("row", "column", "problem"),
    [
        ("district-1,huyện A,,,,,,", "id", "không đúng dạng"),
        ("village-01,thôn A,,,,,,", "id", "không đúng dạng"),
        ("district-001,,,,,,,", "name", "thiếu tên"),
        ("district-001,huyện A,,2025,,,,", "valid_from", "năm-tháng-ngày"),
        ("district-001,huyện A,,,30/6/2025,,,", "valid_to", "năm-tháng-ngày"),
        ("district-001,huyện A", "", "có 2 cột"),
    ],
)
def test_a_bad_row_is_left_out_and_named(row: str, column: str, problem: str) -> None:
    """File, row and column, what is wrong and how to mend it; the rest stays."""
    units, problems = read_table(f"# ghi chú\n{HEAD}{row}\ndistrict-002,huyện B,,,,,,\n", "units.csv")

    assert list(units) == ["district-002"]
    (found,) = problems
    assert (found.file, found.record, found.field) == ("units.csv", "dòng 3", column)
    assert problem in found.problem and found.cure


def test_a_unit_twice_and_a_wrong_heading_are_told() -> None:
    """Neither is guessed at."""
    _, twice = read_table(f"{HEAD}district-001,huyện A,,,,,,\ndistrict-001,huyện B,,,,,,\n", "units.csv")
    units, head = read_table("id;name\n", "units.csv")

    assert "lặp lại" in twice[0].problem
    assert not units and "tiêu đề" in head[0].problem


def test_a_place_of_toml_amends_its_row_or_stands_alone() -> None:
    """Only what is written changes."""
    row = Place("district-001", PlaceKind.DISTRICT, "001", "huyện A", "province-01", "", "2025-06-30", note="cũ")
    amended = place(Fields({"id": "district-001", "spellings": ["A A"]}), {row.id: row})
    alone = place(Fields({"id": "province-99", "kind": "province", "code": "99", "name": "tỉnh Z"}), {})

    assert amended.spellings == ("A A",)
    assert (amended.name, amended.parent, amended.valid_to, amended.note) == (
        "huyện A",
        "province-01",
        "2025-06-30",
        "cũ",
    )
    assert alone == Place("province-99", PlaceKind.PROVINCE, "99", "tỉnh Z")
    with pytest.raises(FieldError):
        place(Fields({"id": "province-99"}), {})


def test_units_are_linked_both_ways_and_strangers_told() -> None:
    """What a unit was made of follows from what others became."""
    old = Place(
        "commune-00002-old",
        PlaceKind.COMMUNE,
        "00002",
        "xã B",
        "district-001",
        became=(Successor("commune-00001", whole=False),),
    )
    new = Place("commune-00001", PlaceKind.COMMUNE, "00001", "xã A", "province-99")
    units = {unit.id: unit for unit in linked([old, new])}

    assert units["commune-00001"].formed_from == (Successor("commune-00002-old", whole=False),)
    assert {problem.problem for problem in unresolved(units, {})} == {
        "đơn vị lạ: 'district-001'",
        "đơn vị lạ: 'province-99'",
    }
