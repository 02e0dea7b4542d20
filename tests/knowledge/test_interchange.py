"""Normalised records as JSON Lines, and the portal's list."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from knowledge.procedure import Channel, Duration, FeeState, LegalBasis, Level, Procedure, State, TimeUnit
from knowledge.sources.importing import read_source
from tests.knowledge.samples import PAGE, item, line, write


def _one(tmp_path: Path, **changes: Any) -> Procedure:
    reading = read_source(write(tmp_path / "a.jsonl", line(**changes)))
    assert [found for found in reading.problems if found.left_out] == []
    return reading.records[0].procedure


def _method(channel: str, fee: str = "", duration: str = "", unit: str = "", note: str = "") -> dict[str, str]:
    return {"method": channel, "fee": fee, "duration": duration, "duration_unit": unit, "note": note}


def _item(amount: float | None, channel: str, note: str = "", **changes: Any) -> dict[str, Any]:
    return {
        "amount": amount,
        "method": channel,
        "note": note,
        "currency": "",
        "type": "",
        "status": "free_stated",
    } | changes


def test_a_whole_record(tmp_path: Path) -> None:
    """Every part of a line lands in its place."""
    found = _one(tmp_path)

    assert (found.code, found.levels, found.as_of, found.page_id) == ("1.900010", (Level.COMMUNE,), "2026-07", PAGE)
    assert found.subjects == (
        "Công dân Việt Nam",
        "Cán bộ, công chức, viên chức",
        "Tổ chức (không bao gồm doanh nghiệp, HTX)",
    )
    assert found.results == ("Thẻ mèo", "Vòng cổ")
    assert found.steps == ("Bước 1: chuẩn bị.", "Bước 2: nộp.")
    assert found.legal_bases == (LegalBasis("12/2024/TT-BTC"),)
    assert found.methods[0].time == Duration(3, TimeUnit.WORKING_DAY)
    assert found.cases[0].documents[0].name == "Tờ khai nuôi mèo"


def test_trap_17_the_guessed_status_is_not_believed(tmp_path: Path) -> None:
    """A bare zero that a script called free is a bare zero."""
    assert _one(tmp_path).methods[0].fees[0].state == FeeState.ZERO


def test_trap_2_a_lost_fee_is_unknown(tmp_path: Path) -> None:
    """«Không có thông tin» of a crawl that lost the fee gives no fee line, and the list counts as incomplete."""
    fee = {"items": [], "text": "Không có thông tin", "lost_in_source": True, "complete": False}

    found = _one(tmp_path, fee=fee, methods=[_method("trực tiếp", "Không có thông tin")])

    assert found.methods[0].fees == ()
    assert not found.fees_complete


def test_trap_2_a_unit_that_the_crawl_did_not_keep(tmp_path: Path) -> None:
    """«5 ngày» of the crawl that prints every unit as days says that its unit is not sure; working days are."""
    methods = [
        _method("trực tiếp", duration="5 ngày", unit="?"),
        _method("bưu chính", duration="5 ngày làm việc", unit="?"),
    ]

    doubtful = _one(tmp_path, methods=methods, fee={}, source_repo="suzynotsusie/data-pipeline")
    sure = _one(tmp_path, methods=methods, fee={}, source_repo="other")

    assert doubtful.methods[0].time.amount is None
    assert doubtful.methods[0].time.text.startswith("5 ngày (")
    assert doubtful.methods[1].time == Duration(5, TimeUnit.WORKING_DAY)
    assert sure.methods[0].time == Duration(5, TimeUnit.DAY)


@pytest.mark.parametrize(
    ("duration", "unit", "expected"),
    [
        ("8 Giờ", "?", Duration(8, TimeUnit.HOUR)),
        ("11.5 ngày làm việc", "WORKING_DAY", Duration(11.5, TimeUnit.WORKING_DAY)),
        ("2 tháng", "MONTH", Duration(2, TimeUnit.MONTH)),
        ("120,000", "OTHER", Duration()),
        ("0 ngày", "DAY", Duration()),
        ("30/6 hàng năm", "?", Duration(text="30/6 hàng năm")),
        ("", "", Duration()),
    ],
)
def test_durations(tmp_path: Path, duration: str, unit: str, expected: Duration) -> None:
    """Words of a duration, read or kept as words."""
    assert (
        _one(tmp_path, methods=[_method("trực tiếp", duration=duration, unit=unit)], fee={}).methods[0].time == expected
    )


def test_a_time_known_only_from_the_online_service(tmp_path: Path) -> None:
    """«1 OTHER» is filled from processing_cases when they agree."""
    found = _one(
        tmp_path,
        methods=[_method("trực tuyến", duration="1", unit="OTHER")],
        fee={},
        processing_cases=[{"service": "x.01", "name": "a", "duration": "1 ngày làm việc"}],
    )

    assert found.methods[0].time == Duration(1, TimeUnit.WORKING_DAY)


def test_fees_go_to_their_method(tmp_path: Path) -> None:
    """Items name only the channel; several methods of one channel take them in order."""
    methods = [
        _method("trực tiếp", "1.000 Việt Nam Đồng (con)"),
        _method("trực tuyến", "500 Việt Nam Đồng"),
        _method("trực tiếp", "2.000 Việt Nam Đồng (đàn); 3.000 Việt Nam Đồng (trại)"),
        _method("trực tiếp", ""),
    ]
    items = [
        _item(1000, "trực tiếp", "con"),
        _item(2000, "trực tiếp", "đàn"),
        _item(3000, "trực tiếp", "trại"),
        _item(500, "trực tuyến"),
    ]

    found = _one(tmp_path, methods=methods, fee={"items": items, "complete": True})

    assert [(method.channel, [fee.amount for fee in method.fees]) for method in found.methods] == [
        (Channel.DIRECT, [1000]),
        (Channel.ONLINE, [500]),
        (Channel.DIRECT, [2000, 3000]),
        (Channel.DIRECT, []),
    ]


def test_trap_9_page_furniture_goes(tmp_path: Path) -> None:
    """Titles of the next sections glued to the conditions are cut off."""
    assert (
        _one(tmp_path, conditions="Không có thông tinTừ khóaKhông có thông tinMô tảKhông có thông tin").conditions == ""
    )
    assert _one(tmp_path, conditions="Có mèo.\nTừ khóa:").conditions == "Có mèo."


def test_trap_14_old_snapshots_keep_their_date(tmp_path: Path) -> None:
    """A record of the old portal is as old as it says; the abolished district tier is «other»."""
    found = _one(
        tmp_path, snapshot="2025H2-old-portal", level="Cấp huyện, Cấp tỉnh", url="https://x/p/home/a.html?ma=12"
    )

    assert found.as_of == "2025"
    assert found.levels == (Level.PROVINCE, Level.OTHER)
    assert found.page_id == ""


def test_states(tmp_path: Path) -> None:
    """State, start and successor are read where given."""
    found = _one(tmp_path, state="replaced", replaced_by=["1.900020"], effective_from="2027-03-01")

    assert (found.state, found.replaced_by, found.effective_from) == (State.REPLACED, ("1.900020",), "2027-03-01")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": 1.90001}, "code"),
        ({"code": "1.90001"}, "code"),
        ({"name": None}, "name"),
        ({"snapshot": "gần đây"}, "snapshot"),
        ({"methods": [_method("fax")]}, "methods[0].method"),
        ({"fee": {"items": [_item(-5, "trực tiếp")]}}, "fee.items[0].amount"),
        ({"fee": []}, "fee"),
        ({"documents": [{"name": "x", "originals": "1"}]}, "documents[0].originals"),
        ({"state": "gone"}, "state"),
    ],
)
def test_a_broken_line_is_left_out_and_stops_nothing(tmp_path: Path, changes: dict[str, Any], field: str) -> None:
    """The sound line after it comes in."""
    reading = read_source(write(tmp_path / "a.jsonl", line(**changes), line(code="1.900020")))

    assert [record.procedure.code for record in reading.records] == ["1.900020"]
    assert [found.field for found in reading.problems] == [field]
    assert reading.left_out == 1


def test_a_broken_line_of_json(tmp_path: Path) -> None:
    """A line that is no JSON is named by its number; plain or packed makes no difference."""
    text = "\n".join([json.dumps(line()), '{"code": "1.9', "", json.dumps(line(code="1.900020"))])
    (tmp_path / "a.jsonl").write_text(text, encoding="utf-8")
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(text.encode()))

    for name in ("a.jsonl", "b.jsonl.gz"):
        reading = read_source(tmp_path / name)

        assert [record.procedure.code for record in reading.records] == ["1.900010", "1.900020"]
        assert [found.record for found in reading.problems] == ["dòng 2"]


def test_codes_stay_text(tmp_path: Path) -> None:
    """A code that ends in 0 keeps it; one with a suffix is a code too."""
    codes = ["1.004270", "1.001612.000.00.00.H37"]

    reading = read_source(write(tmp_path / "a.jsonl", *(line(code=code) for code in codes)))

    assert [record.procedure.code for record in reading.records] == codes


def test_trap_18_clones_lose_their_details(tmp_path: Path) -> None:
    """Three records of one field with the title of a decision and the same papers tell nothing of their procedures."""
    title = "Công bố Danh mục và Quy trình nội bộ thủ tục về mèo"
    clones = [line(code=f"1.90010{number}", name=title) for number in range(3)]
    others = [line(code=f"1.90020{number}", name="Đăng ký nuôi chó") for number in range(3)]

    reading = read_source(write(tmp_path / "a.jsonl", *clones, *others))

    known = {record.procedure.code: record.procedure for record in reading.records}
    assert [code for code, procedure in known.items() if procedure.has_details] == ["1.900200", "1.900201", "1.900202"]
    assert not known["1.900100"].cases
    assert {found.record for found in reading.problems} == {"1.900100", "1.900101", "1.900102"}


def test_trap_18_two_alike_are_kept(tmp_path: Path) -> None:
    """Two such titles are not enough to call them clones."""
    title = "Công bố Danh mục thủ tục về mèo"

    reading = read_source(
        write(tmp_path / "a.jsonl", *(line(code=f"1.90010{number}", name=title) for number in range(2)))
    )

    assert len(reading.records) == 2


def test_the_portals_list(tmp_path: Path) -> None:
    """Listed procedures are known without details, with page, province and kind."""
    own = item(code="1.900020", type="SPECIFIC", departmentPromulgate="UBND tỉnh Gia Lai")

    reading = read_source(write(tmp_path / "a.jsonl", item(), own, item(code=" 1.900030 "), item(code="1.900040-Xoa")))

    found = [record.procedure for record in reading.records]
    assert [(each.code, each.has_details, each.page_id) for each in found] == [
        ("1.900010", False, PAGE),
        ("1.900020", False, PAGE),
        ("1.900030", False, PAGE),
    ]
    assert found[1].province == "tỉnh Gia Lai"
    assert [problem.field for problem in reading.problems] == ["code"]


def test_the_portals_list_answer(tmp_path: Path) -> None:
    """The answer of the list call, with its envelope, is the same list."""
    reading = read_source(
        write(tmp_path / "a.json", {"code": "OK", "data": {"items": [item()], "total": 1}, "message": ""})
    )

    assert [record.procedure.has_details for record in reading.records] == [False]
