"""A made-up release: what a village of beekeepers and mushroom growers files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from intents.index import ARTIFACTS
from knowledge.building import Contents, build_release
from knowledge.general import GeneralAnswer
from knowledge.procedure import Case, Document, Level, Procedure
from knowledge.sources.reading import Record
from knowledge.store import Ambiguity, EverydayName, KnownProcedure

BEES = Procedure(
    code="9.100001",
    name="Thủ tục đăng ký nuôi ong",
    field="Ong mật",
    summary="Báo cho xã biết nhà bạn nuôi mấy tổ ong.",
    levels=(Level.COMMUNE,),
    subjects=("Công dân Việt Nam",),
    agency="Ủy ban nhân dân cấp xã",
    cases=(Case("", (Document("Tờ khai đàn ong có chữ ký của hàng xóm", 1),)),),
    as_of="2026-07",
)
CARD_AGAIN = replace(
    BEES, code="9.100002", name="Cấp lại thẻ nuôi ong", summary="Thẻ mất thì xin thẻ khác.", results=("Thẻ nuôi ong",)
)
FOREIGN_BEES = replace(
    BEES, code="9.100003", name="Đăng ký nuôi ong có yếu tố nước ngoài", levels=(Level.PROVINCE,), agency="Sở Ong"
)
MUSHROOMS = Procedure(
    code="9.100004", name="Cấp phép trồng nấm rơm", field="Nấm", levels=(Level.COMMUNE,), as_of="2026-07"
)
MUSHROOMS_PROVINCE = replace(
    MUSHROOMS, code="9.100005", name="Cấp phép trồng nấm rơm (thực hiện tại cấp tỉnh)", levels=(Level.PROVINCE,)
)
LISTED = Procedure(code="9.100006", name="Công nhận làng nghề đan lồng chim", field="Làng nghề", has_details=False)
HONEY = Procedure(
    code="9.100007",
    name="Xác nhận nguồn gốc mật hoa nhãn",
    field="Ong mật",
    levels=(Level.COMMUNE,),
    conditions="Hoa nhãn phải nở trong vườn nhà.",
    as_of="2026-07",
)
SWARM = Procedure(
    code="9.100008", name="Trình báo đàn ong bay lạc", field="Ong mật", levels=(Level.COMMUNE,), as_of="2026-07"
)
PROCEDURES = (BEES, CARD_AGAIN, FOREIGN_BEES, MUSHROOMS, MUSHROOMS_PROVINCE, LISTED, HONEY, SWARM)
EVERYDAY = (
    EverydayName("9.100001", "làm giấy nuôi ong", "name"),
    EverydayName("9.100001", "mới mua mấy tổ ong về thả vườn", "situation"),
    EverydayName("9.100002", "mất thẻ ong", "name"),
    EverydayName("9.100004", "giấy phép làm nấm", "name"),
    EverydayName("9.100008", "ong bay mất cả đàn", "situation"),
)
AMBIGUITY = Ambiguity(
    ("giấy ong", "thẻ ong"), "Bạn đã có thẻ chưa?", (("9.100001", "Chưa có thẻ"), ("9.100002", "Có rồi, nay mất"))
)
KNOWN = KnownProcedure(
    "9.200001",
    "Cấp giấy phép nuôi bồ câu đưa thư",
    "Chim",
    "9.200001",
    ("giấy nuôi bồ câu đưa thư", "xin phép thả bồ câu"),
    ("nhà em có đàn bồ câu bay đi bay về, xã hỏi giấy",),
)
KNOWN_AND_HELD = KnownProcedure(
    "9.100007", "Xác nhận nguồn gốc mật hoa nhãn", "Ong mật", "9.100007", ("giấy mật nhãn",)
)
OPENING = GeneralAnswer(
    "cho-mat", "Phiên chợ mật", ("Chợ mật họp sáng thứ Bảy.",), ("chợ mật họp ngày nào",), "Lệ làng", "Hương ước"
)


def build(folder: Path) -> None:
    """Builds and publishes the release into ``folder``."""
    contents = Contents(
        records={procedure.code: Record(procedure, shipped=True) for procedure in PROCEDURES},
        everyday_names=EVERYDAY,
        ambiguities=(AMBIGUITY,),
        known_procedures=(KNOWN, KNOWN_AND_HELD),
        general_answers=(OPENING,),
    )
    build_release(folder, contents, ARTIFACTS)
