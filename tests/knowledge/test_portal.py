"""The portal's raw detail answers and their traps."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest

from knowledge.procedure import (
    Duration,
    Fee,
    FeeKind,
    FeeState,
    LegalBasis,
    Level,
    OnlineLevel,
    Procedure,
    State,
    TimeUnit,
)
from knowledge.sources.importing import read_source
from knowledge.sources.reading import Reading
from tests.knowledge.samples import PAGE, answer, write


def _read(tmp_path: Path, value: Any) -> Reading:
    return read_source(write(tmp_path / "a.json", value))


def _one(tmp_path: Path, **changes: Any) -> Procedure:
    reading = _read(tmp_path, answer(**changes))
    assert [found for found in reading.problems if found.left_out] == []
    return reading.records[0].procedure


def _method(**changes: Any) -> dict[str, Any]:
    return {"submissionMethod": "ONLINE", "processingTime": 1, "processingTimeUnit": "OTHER", "fees": []} | changes


def _component(name: str, originals: int = 1, copies: int = 0) -> dict[str, Any]:
    return {"name": name, "originalQty": originals, "copyQty": copies, "required": False, "attachments": []}


def test_a_whole_answer(tmp_path: Path) -> None:
    """Every part of an answer lands in its place."""
    found = _one(tmp_path)

    assert (found.code, found.name, found.field) == ("1.900010", "Đăng ký nuôi mèo", "Thú cưng")
    assert (found.levels, found.province, found.internal) == ((Level.COMMUNE,), "", False)
    assert found.agency == "Ủy ban nhân dân xã, phường"
    assert found.decision == "77/QĐ-BTC"
    assert found.steps == ("Bước 1: chuẩn bị.", "Bước 2: nộp.")
    assert found.results == ("Thẻ mèo",)
    assert found.conditions == ""
    assert found.page_id == PAGE
    assert found.as_of == "2026-07-08"
    assert found.state == State.IN_FORCE
    assert found.fees_complete
    assert found.cases[0].name == "Một con mèo"
    assert found.cases[0].documents[0].form == "TK01.docx"
    assert found.methods[0].time == Duration(3, TimeUnit.WORKING_DAY)


def test_trap_1_zero_is_not_free_and_null_is_unknown(tmp_path: Path) -> None:
    """A bare zero, a zero left to the Council and a missing value stay apart; every fee of a method is kept."""
    fees = [
        {"type": "FEE", "value": 0, "description": ""},
        {"type": "SERVICE_FEE", "value": 0, "description": "Do Hội đồng nhân dân tỉnh quyết định"},
        {"type": "PRICE_LEVEL", "value": None, "description": None},
        {"type": "FEE", "value": 20, "currencyName": "USD", "description": "mỗi con"},
    ]

    found = _one(tmp_path, executionMethods=[_method(fees=fees)])

    assert found.methods[0].fees == (
        Fee(FeeState.ZERO, 0, "VND", FeeKind.CHARGE),
        Fee(FeeState.COUNCIL, 0, "VND", FeeKind.FEE, "Do Hội đồng nhân dân tỉnh quyết định"),
        Fee(FeeState.UNKNOWN, None, "VND", FeeKind.PRICE),
        Fee(FeeState.AMOUNT, 20, "USD", FeeKind.CHARGE, "mỗi con"),
    )


def test_trap_2_papers_that_stand_only_at_the_top(tmp_path: Path) -> None:
    """Top-level papers are read too, each paper once."""
    found = _one(tmp_path, executionCases=[], profileComponents=[_component("Đơn"), _component("Đơn")])

    assert [document.name for document in found.cases[0].documents] == ["Đơn"]


def test_trap_4_number_and_note_that_disagree_are_reported_and_kept(tmp_path: Path) -> None:
    """The official record is not mended, but the administrator is told."""
    fee = {"type": "FEE", "value": 5000, "description": "thu 7.000 đồng/lần"}

    reading = _read(tmp_path, answer(executionMethods=[_method(fees=[fee])]))

    assert reading.records[0].procedure.methods[0].fees[0].amount == 5000
    assert [(found.record, found.field, found.left_out) for found in reading.problems] == [("1.900010", "fees", False)]


@pytest.mark.parametrize(
    ("time", "unit", "expected"),
    [
        (5, "WORKING_DAY", Duration(5, TimeUnit.WORKING_DAY)),
        (3.5, "DAY", Duration(3.5, TimeUnit.DAY)),
        ("5", "HOUR", Duration(5, TimeUnit.HOUR)),
        ("Không quá 03 ngày làm việc", "OTHER", Duration(text="Không quá 03 ngày làm việc")),
        ("10 ngày làm việc", "OTHER", Duration(10, TimeUnit.WORKING_DAY)),
        ("Theo mô tả", "OTHER", Duration()),
        (0, "OTHER", Duration()),
        (1, "OTHER", Duration()),
        (None, None, Duration()),
    ],
)
def test_trap_5_processing_times(tmp_path: Path, time: object, unit: object, expected: Duration) -> None:
    """A number, a fraction, a paragraph; the unit OTHER says nothing."""
    found = _one(tmp_path, executionMethods=[_method(processingTime=time, processingTimeUnit=unit)])

    assert found.methods[0].time == expected


def test_trap_5_the_online_service_tells_the_time(tmp_path: Path) -> None:
    """«1 OTHER» is read from the online services when they agree, and left unknown when they do not."""
    one, two = {"processingDay": {"qty": 1, "type": "WORKING_DAY"}}, {"processingDay": {"qty": 9, "type": "DAY"}}

    agreed = _one(tmp_path, executionMethods=[_method()], cases=[one, one])
    open_ = _one(tmp_path, executionMethods=[_method()], cases=[one, two])

    assert agreed.methods[0].time == Duration(1, TimeUnit.WORKING_DAY)
    assert not open_.methods[0].time.known


def test_traps_6_and_8_text_is_cleaned(tmp_path: Path) -> None:
    """Decomposed letters, look-alikes, bullets and odd spaces do not get in."""
    found = _one(
        tmp_path,
        name=unicodedata.normalize("NFD", "Đăng ký\u00a0nuôi  mèo"),
        procedureProposal={"proposalNumber": "77/QĐ-BTС"},
        executionSteps=[{"name": "", "description": "\uf0b7 một\u200b\r\n\uf0fc hai"}],
    )

    assert found.name == "Đăng ký nuôi mèo"
    assert found.decision == "77/QĐ-BTC"
    assert found.steps == ("- một", "- hai")


def test_trap_10_placeholders_and_remarks_are_no_papers(tmp_path: Path) -> None:
    """What is only said stands in the notes; what is to be shown stays a paper that is not handed in."""
    components = [
        _component("Tờ khai"),
        _component("Lưu ý: ghi rõ tên mèo", 0),
        _component("Ví dụ: mèo mướp", 1),
        _component("Trường hợp mèo lạc thì báo xã", 0),
        _component("Trường hợp mèo ngoại: giấy nhập khẩu", 0, 1),
        _component("Hộ chiếu của mèo", 0),
        _component("--", 0),
        _component("Không có thông tin", 0),
        _component("", 0),
    ]

    (case,) = _one(tmp_path, executionCases=[{"name": "Thành phần hồ sơ", "profileComponents": components}]).cases

    assert case.name == ""
    assert [(document.name, document.handed_in) for document in case.documents] == [
        ("Tờ khai", True),
        ("Trường hợp mèo ngoại: giấy nhập khẩu", True),
        ("Hộ chiếu của mèo", False),
    ]
    assert case.notes == ("Lưu ý: ghi rõ tên mèo", "Ví dụ: mèo mướp", "Trường hợp mèo lạc thì báo xã")


def test_trap_10_cases_stay_apart(tmp_path: Path) -> None:
    """Each case keeps its own papers; a «case» of remarks belongs to the one before."""
    cases = [
        {"name": "* Mèo con:", "profileComponents": [_component("Giấy sinh")]},
        {"name": "Lưu ý", "profileComponents": [_component("Mèo con dưới một tuổi", 0)]},
        {"name": "Mèo lớn", "profileComponents": [_component("Thẻ cũ")]},
    ]

    found = _one(tmp_path, executionCases=cases).cases

    assert [(case.name, len(case.documents), case.notes) for case in found] == [
        ("Mèo con", 1, ("Mèo con dưới một tuổi",)),
        ("Mèo lớn", 1, ()),
    ]


def test_trap_11_a_provinces_own_procedure(tmp_path: Path) -> None:
    """SPECIFIC names the province; STANDARD_INTERNAL is marked."""
    own = _one(tmp_path, type="SPECIFIC", departmentPromulgateName="UBND Thành phố Hải Phòng")
    internal = _one(tmp_path, type="STANDARD_INTERNAL")

    assert own.province == "thành phố Hải Phòng"
    assert (internal.province, internal.internal) == ("", True)


@pytest.mark.parametrize(("full", "level"), [(True, OnlineLevel.FULL), (False, OnlineLevel.UNKNOWN)])
def test_trap_13_online_level(tmp_path: Path, full: bool, level: OnlineLevel) -> None:
    """IsFullProcess false does not mean «một phần»."""
    assert _one(tmp_path, isFullProcess=full).online_level == level


def test_trap_15_legal_bases_and_decision(tmp_path: Path) -> None:
    """A legal text stands once, with its bare number; the decision is the proposal's number."""
    found = _one(
        tmp_path,
        legalBasisesDetails=[
            {"code": "Số: 12/2024/TT-BTC", "name": "Thông tư về mèo"},
            {"code": "12/2024/TT-BTC", "name": "Thông tư về mèo"},
            {"code": "Nghị định số 5 /2025/NĐ-CP", "name": "Nghị định số 5 /2025/NĐ-CP"},
            {"code": "nghi dinh 146/2025", "name": "Nghị định về chó"},
        ],
    )

    assert found.legal_bases == (
        LegalBasis("12/2024/TT-BTC", "Thông tư về mèo"),
        LegalBasis("5/2025/NĐ-CP", "Nghị định số 5 /2025/NĐ-CP"),
        LegalBasis("nghi dinh 146/2025", "Nghị định về chó"),
    )


def test_trap_16_images_in_text_go(tmp_path: Path) -> None:
    """A base64 image in a text is dropped."""
    step = {"name": "", "description": "Xem hình: data:image/png;base64," + "A" * 5000}

    assert _one(tmp_path, executionSteps=[step]).steps == ("Xem hình:",)


def test_lists_where_text_is_usual(tmp_path: Path) -> None:
    """Some crawls save an agency or condition as a list."""
    found = _one(
        tmp_path, requirementsAndConditions=["có mèo", "có nhà"], departmentsExecuting=None, executingAgencies=["UBND"]
    )

    assert (found.conditions, found.agency) == ("có mèo\ncó nhà", "UBND")


def test_effective_date(tmp_path: Path) -> None:
    """Where the answer gives a start, it is kept."""
    assert _one(tmp_path, effectiveDate="2027-03-01T00:00:00").effective_from == "2027-03-01"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": 1.90001}, "code"),
        ({"code": None}, "code"),
        ({"name": ""}, "name"),
        ({"name": ["x"]}, "name"),
        ({"state": "FROZEN"}, "state"),
        ({"type": "ODD"}, "type"),
        ({"updatedAt": "x" * 3, "isWard": "yes"}, "data.isWard"),
        ({"executionMethods": {"a": 1}}, "executionMethods"),
        ({"executionMethods": ["x"]}, "executionMethods[0]"),
        ({"executionMethods": [_method(submissionMethod="FAX")]}, "executionMethods[0].submissionMethod"),
        ({"executionMethods": [_method(processingTime=-1)]}, "executionMethods[0].processingTime"),
        ({"executionMethods": [_method(fees=[{"value": float("nan")}])]}, "executionMethods[0].fees[0].value"),
        ({"executionMethods": [_method(fees=[{"value": float("inf")}])]}, "executionMethods[0].fees[0].value"),
        ({"executionMethods": [_method(fees=[{"value": True}])]}, "executionMethods[0].fees[0].value"),
        (
            {"executionCases": [{"profileComponents": [_component("x", -1)]}]},
            "executionCases[0].profileComponents[0].originalQty",
        ),
        ({"updatedAt": -5}, "updatedAt"),
    ],
)
def test_a_broken_answer_is_left_out(tmp_path: Path, changes: dict[str, Any], field: str) -> None:
    """Nothing of a record with a field that cannot be trusted comes in."""
    reading = _read(tmp_path, answer(**changes))

    assert reading.records == ()
    (problem,) = reading.problems
    assert problem.field.removeprefix("data.") == field.removeprefix("data.")
    assert problem.left_out


@pytest.mark.parametrize(
    "value", [{"code": "NOT_FOUND", "data": None, "message": "Không tìm thấy"}, {"data": {}, "message": ""}]
)
def test_an_answer_without_a_record(tmp_path: Path, value: object) -> None:
    """The portal's refusal is reported, not imported."""
    reading = _read(tmp_path, value)

    assert reading.records == ()
    assert len(reading.problems) == 1


def test_bare_and_listed_answers(tmp_path: Path) -> None:
    """The record without its envelope, and a list of answers, load too."""
    reading = _read(tmp_path, [answer(), answer(code="1.900020")["data"]])

    assert [record.procedure.code for record in reading.records] == ["1.900010", "1.900020"]
