"""What is personal data, and what only looks like it. All numbers, names and addresses here are invented."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.masking import MASK, mask

IDENTITY = [
    ("cccd của tôi 001201012345 bị mờ", "cccd của tôi ▒ bị mờ"),
    ("CCCD 001 201 012 345", "CCCD ▒"),
    ("căn cước 001.201.012.345 hết hạn", "căn cước ▒ hết hạn"),
    ("cmnd 123456789 hết hạn", "cmnd ▒ hết hạn"),
    ("cmnd 123 456 789", "cmnd ▒"),
    ("cmnd 123.456.789", "cmnd ▒"),
    ("cccd012345678901 làm lại", "cccd▒ làm lại"),
    ("gplx 790123456789 mất", "gplx ▒ mất"),
]
PHONES = [
    ("gọi 0912345678", "gọi ▒"),
    ("gọi 0912 345 678 giúp", "gọi ▒ giúp"),
    ("0912.345.678", "▒"),
    ("0912-345-678", "▒"),
    ("+84 912 345 678", "▒"),
    ("+84912345678", "▒"),
    ("84912345678", "▒"),
    ("(024) 3825 1234", "▒"),
    ("024.38251234", "▒"),
    ("0237 3852 123", "▒"),
    ("01688888888", "▒"),
    ("năm 2024 0912345678", "năm 2024 ▒"),
]
NUMBERS = [
    ("stk 19036789012 vietcombank", "stk ▒ vietcombank"),
    ("số tài khoản vietcombank là 00123456", "số tài khoản vietcombank là ▒"),
    ("mst 0101234567-001", "mst ▒"),
    ("mã số thuế 0101234567", "mã số thuế ▒"),
    ("số bhxh 0123456789", "số bhxh ▒"),
    ("mã hồ sơ 12345678", "mã hồ sơ ▒"),
]
CODED = {
    "email": [("mail a.b-c@gmail.com nhé", "mail ▒ nhé"), ("a_1@sub.vnn.vn", "▒")],
    "dossier": [
        ("mã hồ sơ H38.17-240115-0001", "mã hồ sơ ▒"),
        ("G22.99.1-250711-00042 đâu rồi", "▒ đâu rồi"),
        ("000.00.38.H56-231122-0007", "▒"),
        ("hồ sơ h12.34.56-230101-0001", "hồ sơ ▒"),
        ("H38.17 - 240115 - 0001", "▒"),
    ],
    "passport": [("hộ chiếu B1234567", "hộ chiếu ▒"), ("hộ chiếu b1234567 hết hạn", "hộ chiếu ▒ hết hạn")],
    "plate": [
        ("biển số 51F-123.45", "biển số ▒"),
        ("xe 29A1 12345", "xe ▒"),
        ("59-X1 234.56", "▒"),
        ("xe 51f12345 mất biển", "xe ▒ mất biển"),
        ("29LD-123.45", "▒"),
        ("29X-1234", "▒"),
    ],
    "insurance": [
        ("bhyt DN 4 79 1234567890", "bhyt ▒"),
        ("thẻ DN4790123456789", "thẻ ▒"),
        ("GD 4 31 31 123 45678", "▒"),
    ],
    "land": [("sổ đỏ CH 123456", "sổ đỏ ▒"), ("AA 01234567", "▒")],
}
ADDRESSES = [
    ("số 12/5 đường Lê Lợi, phường 5", "▒, phường 5"),
    ("nhà số 8 ngõ 20 phố Huế", "▒"),
    ("so 12 duong le loi muon dang ky tam tru", "▒ muon dang ky tam tru"),
    ("số nhà 15 hẻm 12/3 đường Nguyễn Thị Minh Khai quận 1", "▒ quận 1"),
    ("tôi ở 45 Lê Lợi phường Bến Nghé", "tôi ở ▒ phường Bến Nghé"),
    ("12/5 đường Trần Hưng Đạo Phường 2", "▒ Phường 2"),
    ("địa chỉ: 12A Nguyễn Trãi", "địa chỉ: ▒"),
    ("số 20 đường 3/2", "▒"),
    ("hẻm 45/12 xin số nhà", "▒ xin số nhà"),
]
BIRTHS = [
    ("sinh ngày 15/12/1990 làm cccd", "sinh ngày ▒ làm cccd"),
    ("con sinh ngày 5 tháng 3 năm 2020", "con sinh ngày ▒"),
    ("ngày sinh: 1-2-1990", "ngày sinh: ▒"),
    ("sinh 15/12/1990", "sinh ▒"),
    ("ngay sinh la 01.02.1990", "ngay sinh la ▒"),
]
NAMES = [
    ("tên tôi là Nguyễn Văn A muốn làm giấy", "▒ muốn làm giấy"),
    ("tôi tên Lan", "▒"),
    ("tôi tên là Hoa muốn hỏi", "▒ muốn hỏi"),
    ("mình là Nguyễn Văn A", "mình là ▒"),
    ("mình là Trần Bảo Châu hỏi chút", "mình là ▒ hỏi chút"),
    ("anh Nguyễn Văn A bị mất cccd", "anh ▒ bị mất cccd"),
    ("vợ tôi Trần Thị B sinh con", "vợ tôi ▒ sinh con"),
    ("ten toi la nguyen van a muon lam khai sinh", "▒ muon lam khai sinh"),
    ("ten la nguyen van a", "ten la ▒"),
    ("tôi tên trần gia bảo cần làm gì", "▒ cần làm gì"),
    ("nguyễn thị lan anh mất giấy khai sinh", "▒ mất giấy khai sinh"),
    ("ông LÊ VĂN TÁM", "ông ▒"),
    ("TÊN TÔI LÀ NGUYỄN VĂN A MUỐN LÀM KHAI SINH", "▒ MUỐN LÀM KHAI SINH"),
    ("con tôi tên Lê Mai Anh sinh 2020", "con ▒ sinh 2020"),
    ("sai tên tôi là Nguyễn Văn B", "sai tên tôi là ▒"),
    ("ho ten: Pham Thi Hoa", "ho ten: ▒"),
    ("sửa tên con thành Nguyễn Thị Bích Ngọc", "sửa tên con thành ▒"),
]
KEPT = [
    "thủ tục 1.004194",
    "mã 1.004194.000.00.00.H38 và 2.000815",
    "1.004194 1.001193 2.000815",
    "vốn 12.000.000 đồng",
    "tài khoản có 12.000.000",
    "vốn điều lệ 1000000000",
    "500000000 đồng",
    "10 000 000 đồng",
    "123 456 789 đồng",
    "49.500.000.000 đồng",
    "đất 500m2 ở 3 năm",
    "năm 2022 2023 2024",
    "từ 15/12/2021 đến 14/12/2022",
    "15.12.2021-14.12.2022",
    "15-12-2021 - 14-12-2022",
    "01.01.2024 31.12.2024",
    "thông tư 53/2025/TT-BCA",
    "nghị định 61/2018",
    "Nghị định số 168/2024 đường bộ",
    "quyết định số 12/2020 đường sắt",
    "đạt 99,57 % của 363.424 hồ sơ",
    "mẫu CT01",
    "20 tuổi, 65 tuổi",
    "sinh năm 1963 bao giờ nghỉ hưu",
    "tổng đài 1900 561252",
    "làm giấy khai sinh ở Hà Nội",
    "phường Nguyễn Văn Cừ nay là gì",
    "đường Nguyễn Văn Linh có cấm tải không",
    "tôi là dân Hồ Chí Minh",
    "anh Hà Nội làm tạm trú",
    "đổi tên trong khai sinh",
    "tên công ty là gì",
    "tên hộ kinh doanh trùng",
    "ten la dang ky kinh doanh",
    "vợ chồng tôi đăng ký kết hôn",
    "tra nguyen van ban luat",
    "con do van ban",
    "nhà 3 tầng 100 m2",
    "mở hẻm 3m",
    "ngõ 3 mét có xây được không",
    "có 2 đường ống nước",
    "lương 5000000 một tháng",
    "30k 15000",
    "019d2bfd-3fac-7489-b53b-a15eb239a6fe",
    "mức độ 3 và 4 quý 3 năm 2024",
    "căn cước 12 số",
    "bhxh 1 lần năm 2024",
    "em là sinh viên",
    "ông bà nội",
]


@pytest.mark.parametrize(
    ("kind", "text", "masked"),
    [
        *(("identity", *pair) for pair in IDENTITY),
        *(("phone", *pair) for pair in PHONES),
        *(("number", *pair) for pair in NUMBERS),
        *((kind, *pair) for kind, pairs in CODED.items() for pair in pairs),
        *(("address", *pair) for pair in ADDRESSES),
        *(("birth", *pair) for pair in BIRTHS),
        *(("name", *pair) for pair in NAMES),
    ],
)
def test_personal_data_is_masked(kind: str, text: str, masked: str) -> None:
    """Nothing of it is left, and what stands around it stays."""
    assert mask(text) == (masked, frozenset({kind}))


@pytest.mark.parametrize("text", KEPT)
def test_what_only_looks_like_it_stays(text: str) -> None:
    """Codes of procedures, amounts, years, periods, laws, places and plain words."""
    assert mask(text) == (text, frozenset())


def test_several_kinds_in_one_question() -> None:
    """Each is masked by itself."""
    text = "đt 0912 345 678 cmnd 123456789 tên Đỗ Hùng, số 3 đường Lê Lợi, a@b.vn"

    assert mask(text).text == "đt ▒ cmnd ▒ tên ▒, ▒, ▒"
    assert mask(text).kinds == {"phone", "identity", "name", "address", "email"}


@given(st.from_regex(r"0[35789][0-9]{8}", fullmatch=True), st.sampled_from(["", " ", ".", "-"]))
def test_no_mobile_number_gets_through(digits: str, separator: str) -> None:
    """However it is grouped."""
    written = separator.join((digits[:4], digits[4:7], digits[7:]))

    assert mask(f"gọi {written} giúp em").text == "gọi ▒ giúp em"


@given(st.from_regex(r"0[0-9]{11}", fullmatch=True), st.sampled_from(["", " ", "."]))
def test_no_identity_number_gets_through(digits: str, separator: str) -> None:
    """Twelve digits, in groups of three or in one."""
    written = separator.join(digits[place : place + 3] for place in range(0, 12, 3))

    assert mask(f"số {written} của tôi").text == "số ▒ của tôi"


@settings(max_examples=200)
@given(st.text("0123456789 .-/+@AHđsốnhàtênlà▒Nguyễn,", max_size=80) | st.text(max_size=120))
def test_masking_never_fails_and_tells_what_it_did(text: str) -> None:
    """Any text; the same text gives the same; without a finding it is as it was."""
    first = mask(text)

    assert first == mask(text)
    assert bool(first.kinds) == (first.text != text)
    assert first.text.count(MASK) >= bool(first.kinds)


@pytest.mark.parametrize(
    "unit",
    ["1", "1.", "1 ", "A1", "12A/", "@", "a.", "a@", "0-", "H38.17.1-", "số 12/5 ", "Nguyễn Văn ", "cccd số là "],
)
def test_long_unbroken_input_is_masked_or_left(unit: str) -> None:
    """4,000 characters of anything come back, and come back the same again; how fast, scripts.benchmark measures."""
    text = unit * (4000 // len(unit))

    assert mask(mask(text).text).text == mask(text).text
