"""Makes ``knowledge/data/places/units.csv``: every district and commune, of today and of before, and what became of it.

    python -m scripts.places_table FOLDER [--into knowledge/data/places/units.csv]

FOLDER holds the unpacked wheel of vietnamadminunits 1.0.4 (MIT), which is no dependency of ours: a developer unpacks it
when the table has to be made again (``pip download --no-deps vietnamadminunits==1.0.4``, then ``unzip``). From it come
the names and codes of both times and which commune went where; the changes of 2026, which it does not know, stand here.
Provinces are kept by hand in ``knowledge/data/places/seeds.toml``.
"""

from __future__ import annotations

import argparse
import csv
import json
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from intents.place_names import TYPES
from knowledge.sources.places import COLUMNS, PART, TABLE
from knowledge.sources.shipped import DATA
from knowledge.text import normalise_tone_marks

INTO = DATA / "places" / TABLE
LAST_DAY = "2025-06-30"
FIRST_DAY = "2025-07-01"
BECAME_WARDS = {
    "75": (
        "2026-04-29",
        "2026-04-30",
        "Nghị quyết 237/NQ-UBTVQH16",
        ("25270", "25357", "25363", "26116", "26170", "26248", "26326", "26368", "26425", "26485"),
    ),
    "24": (
        "2026-09-19",
        "2026-09-20",
        "Nghị quyết 388/NQ-UBTVQH16",
        (
            "07294", "07375", "07399", "07444", "07840", "09193", "09292", "09313", "09319", "09454", "09475", "09496",
        ),
    ),
}  # fmt: skip
"""Communes (xã) that became wards (phường) in 2026, by province: last day, first day, resolution, codes.

Đồng Nai: ten named in the press on Resolution 237/NQ-UBTVQH16 of 14/4/2026. Bắc Ninh: twelve that the
thanglequoc/vietnamese-provinces-database (MIT) lists for Resolution 388/NQ-UBTVQH16. Checked 2026-11-23.
"""
UNCHANGED_PROVINCES = frozenset(["01", "04", "11", "12", "14", "20", "38", "40", "42", "46"])
"""Provinces that kept code, name and area in 2025; Quảng Ninh did too and became a city in 2026."""
HEADER = """\
# Đơn vị hành chính cấp huyện và cấp xã, trước và sau ngày 01/7/2025.
# Tệp do scripts/places_table.py tạo; đừng sửa tay.
# Nguồn: vietnamadminunits 1.0.4 (Tran Ngoc Minh Hieu, giấy phép MIT), theo bảng chuyển đổi đơn vị hành chính có
# hiệu lực từ 01/7/2025 và Quyết định 19/2025/QĐ-TTg; thay đổi năm 2026: Nghị quyết 237/NQ-UBTVQH16 (Đồng Nai) và
# 388/NQ-UBTVQH16 (Bắc Ninh). Đối chiếu ngày 2026-11-23. Xem README.md.
"""


@dataclass(frozen=True, slots=True)
class Old:
    """A commune until 30/6/2025; ``ward`` is empty for an island district without communes."""

    province: str
    district: str
    district_name: str
    code: str
    ward: str
    key: str


@dataclass(frozen=True, slots=True)
class New:
    """A commune from 1/7/2025."""

    province: str
    code: str
    name: str
    key: tuple[str, str]


def unit_name(name: str) -> str:
    """«Thị trấn Bút Sơn» → «thị trấn Bút Sơn», tone marks in one place, hyphens as everywhere."""
    text = " ".join(normalise_tone_marks(name).split())
    type_word = next(word for word in TYPES if text.lower().startswith(f"{word} "))
    return type_word + text[len(type_word) :]


def read_old(database: sqlite3.Connection) -> list[Old]:
    """The communes of before."""
    rows = database.execute(
        "SELECT provinceCode, districtCode, district, wardCode, ward, provinceKey, districtKey, wardKey "
        "FROM admin_units_legacy ORDER BY districtCode, wardCode"
    )
    return [
        Old(province, district, name, code or "", ward or "", f"{first}_{second}_{third or ''}")
        for province, district, name, code, ward, first, second, third in rows
    ]


def read_new(database: sqlite3.Connection) -> list[New]:
    """The communes of today."""
    rows = database.execute("SELECT provinceCode, wardCode, ward, provinceKey, wardKey FROM admin_units")
    return [New(province, code, name, (first, second)) for province, code, name, first, second in rows]


def read_targets(converter: Mapping[str, Any]) -> dict[str, list[tuple[str, str]]]:
    """Where each old commune went, by its key: the keys of the new ones."""
    targets: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, olds in wards.items():
            for old in olds:
                targets[old].append((province, ward))
    for province, divided in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, parts in divided.items():
            for part in parts:
                targets[key].append((province, part["newWardKey"]))
    return targets


def former_province(code: str) -> str:
    """The id of a province as it was on 30/6/2025."""
    if code in UNCHANGED_PROVINCES:
        return f"province-{code}"
    return "province-22-2025" if code == "22" else f"province-{code}-old"


def rows(olds: Sequence[Old], news: Sequence[New], targets: Mapping[str, list[tuple[str, str]]]) -> Iterator[list[str]]:
    """The rows of the table, in the order of ``COLUMNS``."""
    by_key = {new.key: new for new in news}
    went = {old.key: [by_key[key] for key in targets[old.key]] for old in olds}
    sources: dict[str, list[Old]] = defaultdict(list)
    for old in olds:
        for new in went[old.key]:
            sources[new.code].append(old)
    same = {
        new.code: sources[new.code][0]
        for new in news
        if len(sources[new.code]) == 1
        and sources[new.code][0].code == new.code
        and unit_name(sources[new.code][0].ward) == unit_name(new.name)
        and len(went[sources[new.code][0].key]) == 1
    }
    wards = {code: change[:3] for change in BECAME_WARDS.values() for code in change[3]}

    def successor(new: New) -> str:
        return f"commune-{new.code}-2025" if new.code in wards else f"commune-{new.code}"

    districts: dict[str, list[Old]] = defaultdict(list)
    for old in olds:
        districts[old.district].append(old)
    for code, inside in sorted(districts.items()):
        became = sorted({new.code: new for old in inside for new in went[old.key]}.items())
        parts = [
            successor(new) + ("" if all(old.district == code for old in sources[new.code]) else PART)
            for _, new in became
        ]
        parent = former_province(inside[0].province)
        yield [f"district-{code}", unit_name(inside[0].district_name), parent, "", LAST_DAY, " ".join(parts), "", ""]
    for new in sorted(news, key=lambda unit: unit.code):
        name, district = unit_name(new.name), ""
        parent, since, note = f"province-{new.province}", FIRST_DAY, ""
        if new.code in same:
            since, district = "", f"district-{same[new.code].district}"
        if new.code in wards:
            last, first, resolution = wards[new.code]
            note = f"Thành phường từ {int(first[8:])}/{int(first[5:7])}/2026 theo {resolution}."
            before = f"commune-{new.code}-2025"
            yield [before, name, f"{parent}-2025", since, last, f"commune-{new.code}", district, note]
            name, since, district = name.replace("xã ", "phường ", 1), first, ""
        yield [f"commune-{new.code}", name, parent, since, "", "", district, note]
    for old in sorted((old for old in olds if old.ward), key=lambda unit: unit.code):
        if old.code in same and same[old.code] == old:
            continue
        part = "" if len(went[old.key]) == 1 else PART
        became_of = " ".join(successor(new) + part for new in sorted(went[old.key], key=lambda unit: unit.code))
        yield [
            f"commune-{old.code}-old",
            unit_name(old.ward),
            f"district-{old.district}",
            "",
            LAST_DAY,
            became_of,
            "",
            "",
        ]


def write(path: Path, table: Iterable[Sequence[str]]) -> int:
    """Write the table; the number of rows."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row in table:
            writer.writerow(row)
            count += 1
    return count


def main(argv: Sequence[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.places_table", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("wheel", type=Path, metavar="FOLDER", help="the unpacked wheel of vietnamadminunits 1.0.4")
    parser.add_argument("--into", type=Path, default=INTO, metavar="FILE")
    options = parser.parse_args(argv)
    data = options.wheel / "vietnamadminunits" / "data"
    if not (data / "dataset.db").is_file():
        print(
            f"Không thấy {data / 'dataset.db'}: giải nén tệp wheel vietnamadminunits 1.0.4 rồi chạy lại.",
            file=sys.stderr,
        )
        return 1
    with closing(sqlite3.connect(f"{(data / 'dataset.db').resolve().as_uri()}?mode=ro", uri=True)) as database:
        olds, news = read_old(database), read_new(database)
    targets = read_targets(json.loads((data / "converter_2025.json").read_text(encoding="utf-8")))
    count = write(options.into, rows(olds, news, targets))
    print(f"{options.into}: {count} đơn vị")
    return 0


if __name__ == "__main__":
    sys.exit(main())
