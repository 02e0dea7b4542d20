"""The data that the project ships, and reading it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from knowledge.fees import fee_state
from knowledge.place import Place, PlaceKind, Successor
from knowledge.sources.shipped import DATA, fingerprint, shipped, surroundings
from knowledge.sources.statistics import resolved
from knowledge.store import Ambiguity, EverydayName
from knowledge.text import clean, normalise_tone_marks
from tests.knowledge.samples import RECORD

NO_RESULT_STATED = {"1.115377"}
NO_LEGAL_BASIS_STATED = {"3.000165"}
"""where the source says nothing, we say nothing"""
FIELDS = {
    "Hộ tịch", "Đăng ký, quản lý cư trú", "Cấp, quản lý căn cước", "Định danh và xác thực điện tử", "Chứng thực",
    "Quản lý xuất nhập cảnh", "Sát hạch, cấp giấy phép lái xe", "Đất đai", "Nhà ở và công sở", "Hoạt động xây dựng",
    "Đăng ký, quản lý phương tiện giao thông cơ giới, xe máy chuyên dùng", "Thành lập và hoạt động của doanh nghiệp",
    "Thành lập và hoạt động doanh nghiệp (hộ kinh doanh)", "Thuế", "Người có công", "Bảo trợ xã hội",
    "Bảo hiểm xã hội", "Bảo hiểm y tế", "Việc làm", "Nuôi con nuôi", "Lý lịch tư pháp", "An toàn thực phẩm",
    "Giáo dục và Đào tạo thuộc hệ thống giáo dục quốc dân", "Môi trường",
}  # fmt: skip

_EVERYDAY = """
[[everyday]]
code = "1.900010"
names = ["khai con mèo", "khai con mèo", "đăng ký mèo"]
situations = ["mới rước con mèo về"]

[[ambiguous]]
names = ["giấy mèo"]
choices = [ { code = "1.900010", say = "Nuôi mèo" }, { code = "1.900020", say = "Bán mèo" } ]

[[ambiguous]]
names = ["giấy chó"]
choices = [ { code = "1.900010" } ]
"""

_PLACES = """
[[place]]
id = "district-1"
kind = "district"
code = "1"
name = "huyện Mèo"
valid_to = "2025-06-30"
became = [ { place = "commune-2", whole = true } ]
spellings = ["h. Mèo"]

[[place]]
id = "commune-2"
kind = "commune"
code = "2"
name = "xã Mèo"
parent = "province-9"

[[place]]
id = "x"
kind = "county"
code = "3"
name = "x"
"""


def _data(tmp_path: Path) -> Path:
    for name, text in {
        "everyday/a.toml": _EVERYDAY,
        "places/a.toml": _PLACES,
        "procedures/a.toml": RECORD,
        "statistics/metrics.toml": '[[metric]]\nid = "m"\nname = "M"\nunit = "percent"\nhigher_is_better = false\n',
        "general/a.toml": '[[answer]]\nid = "a"\ntitle = "A"\ntext = ["một", "hai"]\nrule = "r"\nsource = "s"\n',
    }.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path


def test_surroundings(tmp_path: Path) -> None:
    """Names, ambiguities, places, metrics and answers are read; what is wrong is named."""
    around = surroundings(_data(tmp_path))

    assert around.everyday_names == (
        EverydayName("1.900010", "khai con mèo", "name"),
        EverydayName("1.900010", "đăng ký mèo", "name"),
        EverydayName("1.900010", "mới rước con mèo về", "situation"),
    )
    assert around.ambiguities == (Ambiguity(("giấy mèo",), "", (("1.900010", "Nuôi mèo"), ("1.900020", "Bán mèo"))),)
    assert around.places[0] == Place(
        "district-1", PlaceKind.DISTRICT, "1", "huyện Mèo", valid_to="2025-06-30",
        became=(Successor("commune-2", whole=True),), spellings=("h. Mèo",),
    )  # fmt: skip
    assert around.metrics[0].higher_is_better is False
    assert around.general_answers[0].text == ("một", "hai")
    assert [(found.record, found.field) for found in around.problems] == [
        ("[[ambiguous]] thứ 2", "choices"), ("x", "kind"), ("commune-2", "parent"),
    ]  # fmt: skip


def test_shipped_records_are_marked(tmp_path: Path) -> None:
    """Our own records are the most-asked ones."""
    assert [record.shipped for record in shipped(_data(tmp_path)).records] == [True]


def test_the_fingerprint_follows_every_file(tmp_path: Path) -> None:
    """It changes with any change of the data, and only then."""
    data = _data(tmp_path)
    before = fingerprint(data)

    assert fingerprint(data) == before
    (data / "everyday" / "a.toml").write_text(_EVERYDAY + "\n", encoding="utf-8")
    assert fingerprint(data) != before


def test_nothing_of_the_shipped_data_is_left_out() -> None:
    """Every record, name, place, metric, answer and figure of the project itself is sound."""
    reading = shipped()
    around = surroundings()
    figures, unresolved = resolved(
        reading.statistics, {unit.id for unit in around.places}, {metric.id: metric for metric in around.metrics}, {}
    )

    problems = [*reading.problems, *around.problems, *unresolved]
    assert [found for found in problems if found.left_out] == []
    assert len(figures) == len(reading.statistics)


def test_shipped_text_is_clean_and_spelt_one_way() -> None:
    """Our own files hold NFC text with tone marks as in «hóa», «thủy»."""
    for file in sorted(DATA.rglob("*.toml")):
        text = file.read_text(encoding="utf-8")

        assert normalise_tone_marks(text) == text, file
        assert [line for line in text.splitlines() if clean(line) != " ".join(line.split())] == [], file


def test_what_is_shipped_is_complete() -> None:
    """Each of the most-asked procedures has what a citizen asks, and four or more names that people say for it."""
    names = Counter(name.code for name in surroundings().everyday_names)
    procedures = [record.procedure for record in shipped().records]
    missing = [
        (procedure.code, what)
        for procedure in procedures
        for what, there in {
            "details": procedure.has_details,
            "two sentences": _sentences(procedure.summary) == 2,
            "cases": procedure.cases and all(case.documents or case.notes for case in procedure.cases),
            "methods": procedure.methods,
            "where": procedure.where or procedure.agency,
            "result": procedure.results or procedure.code in NO_RESULT_STATED,
            "legal bases": procedure.legal_bases or procedure.code in NO_LEGAL_BASIS_STATED,
            "decision": procedure.decision,
            "link": procedure.page_id or procedure.code,
            "as of": procedure.as_of,
            "everyday names": names[procedure.code] >= 4,
        }.items()
        if not there
    ]

    assert missing == []
    assert len({procedure.code for procedure in procedures}) >= 150
    assert len(surroundings().general_answers) >= 20
    assert {procedure.field for procedure in procedures} >= FIELDS


def _sentences(text: str) -> int:
    """How many sentences: an ellipsis inside one ends none."""
    return len(re.findall(r"[.!?](?=\s|$)", text))


def test_shipped_fee_states_are_worked_out() -> None:
    """No shipped fee claims more than its amount and note say."""
    for record in shipped().records:
        for method in record.procedure.methods:
            for fee in method.fees:
                assert fee.state == fee_state(fee.amount, fee.note)
