"""Small made-up sources that have the shape, and the traps, of the real ones."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

PAGE = "019d0000-1111-7222-8333-444455556666"

_PORTAL: dict[str, Any] = {
    "code": "OK",
    "message": "OK",
    "data": {
        "id": PAGE,
        "code": "1.900010",
        "name": "Đăng ký nuôi mèo",
        "type": "STANDARD",
        "state": "ACTIVE",
        "isWard": True,
        "isProvince": False,
        "isMinistry": False,
        "isOtherAgency": False,
        "isFullProcess": False,
        "departmentPromulgateName": "Bộ Thú cưng",
        "categoriesDetails": [{"id": "1", "name": "Thú cưng", "code": "TC"}],
        "subjectTypesDetails": [{"name": "Công dân Việt Nam"}],
        "departmentsExecuting": [{"name": "Ủy ban\u00a0nhân dân xã,\u00a0phường ."}],
        "executionSteps": [{"name": "", "description": "Bước 1: chuẩn bị.\r\nBước 2: nộp.\n"}],
        "executionMethods": [
            {
                "submissionMethod": "DIRECT",
                "processingTime": 3,
                "processingTimeUnit": "WORKING_DAY",
                "description": "",
                "fees": [
                    {"type": "SERVICE_FEE", "value": 12000, "currencyName": "Việt Nam Đồng", "description": "mỗi con"},
                    {"type": "FEE", "value": 0, "description": ""},
                ],
            }
        ],
        "executionCases": [
            {
                "name": "* Một con mèo:",
                "profileComponents": [
                    {"name": "Tờ khai nuôi mèo", "originalQty": 1, "copyQty": 0, "required": False,
                     "attachments": [{"fileName": "TK01.docx"}]},
                ],
            }
        ],
        "cases": [],
        "resultsDetails": [{"name": "Thẻ mèo"}],
        "legalBasisesDetails": [
            {"code": "Số: 12/2024/TT-BTC", "name": "Thông tư về mèo"},
            {"code": "12/2024/TT-BTC", "name": "Thông tư về mèo"},
            {"code": "12/2024/TT-BTC", "name": "Thông tư về mèo"},
        ],
        "requirementsAndConditions": "Không",
        "procedureProposal": {"proposalNumber": "77/QĐ-BTC", "decisionNumber": None},
        "decisionNo": "",
        "updatedAt": 1783502159275,
    },
}  # fmt: skip

_LINE: dict[str, Any] = {
    "code": "1.900010",
    "name": "Đăng ký nuôi mèo",
    "field": "Thú cưng",
    "level": "Cấp xã",
    "agency": "Ủy ban nhân dân cấp xã",
    "promulgator": "Bộ Thú cưng",
    "portal_kind": "STANDARD",
    "subjects": "Công dân Việt Nam, Cán bộ, công chức, viên chức, Tổ chức (không bao gồm doanh nghiệp, HTX)",
    "snapshot": "2026-07",
    "url": f"https://dichvucong.gov.vn/thu-tuc-hanh-chinh/{PAGE}",
    "decision": "77/QĐ-BTC",
    "steps": "Bước 1: chuẩn bị.\nBước 2: nộp.",
    "result": "Thẻ mèo; Vòng cổ",
    "conditions": "",
    "legal_basis": ["12/2024/TT-BTC", "12/2024/TT-BTC"],
    "methods": [
        {"method": "trực tiếp", "duration": "3 ngày làm việc", "duration_unit": "WORKING_DAY", "fee": "0 đồng"}
    ],
    "fee": {
        "items": [
            {"amount": 0, "currency": "", "type": "lệ phí", "method": "trực tiếp", "note": "", "status": "free_stated"}
        ],
        "complete": True,
    },
    "documents": [{"name": "Tờ khai nuôi mèo", "originals": 1, "copies": 0, "form": "TK01.docx", "case": ""}],
    "alt_names": [],
}  # fmt: skip

_ITEM: dict[str, Any] = {
    "id": PAGE,
    "name": "Đăng ký nuôi mèo",
    "code": "1.900010",
    "categories": ["Thú cưng"],
    "departments": ["UBND cấp xã"],
    "departmentPromulgate": "Bộ Thú cưng",
    "formalityTargetType": ["Công dân Việt Nam"],
    "state": "UPDATED",
    "type": "STANDARD",
}

RECORD = """
[[procedure]]
code = "1.900010"
name = "Đăng ký nuôi mèo"
summary = "Khai với xã khi nuôi mèo. Ai nuôi mèo cũng làm."
field = "Thú cưng"
levels = ["commune"]
as_of = "2026-07"

[[procedure.methods]]
channel = "online"
time = { amount = 2, unit = "working_day" }
fees = [ { amount = 7000, kind = "lệ phí", note = "mỗi con" } ]

[[procedure.cases]]
name = ""
documents = [ { name = "Tờ khai nuôi mèo", originals = 1, form = "TK01" } ]

[[procedure.legal_bases]]
number = "12/2024/TT-BTC"
"""


def answer(**changes: Any) -> dict[str, Any]:
    """A raw detail answer of the portal, with changed fields of its record."""
    sample = copy.deepcopy(_PORTAL)
    sample["data"] |= changes
    return sample


def line(**changes: Any) -> dict[str, Any]:
    """A record of the interchange format."""
    return copy.deepcopy(_LINE) | changes


def item(**changes: Any) -> dict[str, Any]:
    """An item of the portal's list."""
    return copy.deepcopy(_ITEM) | changes


def write(path: Path, *values: Any) -> Path:
    """JSON values, one a line."""
    path.write_text("\n".join(json.dumps(value, ensure_ascii=False) for value in values), encoding="utf-8")
    return path
