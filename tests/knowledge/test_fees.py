"""What a fee line says (traps 1, 4 and 17)."""

from __future__ import annotations

import pytest

from knowledge.fees import clean_note, disagrees, exemption_is_conditional, fee_state, note_amounts
from knowledge.procedure import FeeState

_AMOUNT, _FREE, _COUNCIL, _ZERO, _IN_NOTE, _TEXT, _UNKNOWN = (
    FeeState.AMOUNT, FeeState.FREE_STATED, FeeState.COUNCIL, FeeState.ZERO, FeeState.AMOUNT_IN_NOTE, FeeState.TEXT,
    FeeState.UNKNOWN,
)  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "note", "state"),
    [
        (7000, "", _AMOUNT),
        (5000, "Miễn phí cho trẻ em", _AMOUNT),
        (0.5, "", _AMOUNT),
        # a bare zero is not free
        (0, "", _ZERO),
        (0, "--", _ZERO),
        (0, "Không có thông tin", _ZERO),
        (0, "Không quy định", _ZERO),
        (0, "Không quy định.", _ZERO),
        (0, "Không có", _ZERO),
        (0, "Không", _ZERO),
        (0, "Chưa quy định", _ZERO),
        (0, "Miễn phí Đồng", _ZERO),
        (0, "Phí : 0 Đồng", _ZERO),
        (0, "Miễn phí Đồng (Theo Thông tư 1/2020/TT-BTC)", _ZERO),
        (0, "Theo Luật Phí và lệ phí", _ZERO),
        (0, "Thông tư 64/2025/TT-BTC quy định mức thu, miễn một số khoản phí, lệ phí nhằm hỗ trợ người dân", _ZERO),
        (0, "Thông tư quy định mức thu, chế độ thu, nộp, miễn, quản lý phí khai thác tư liệu", _ZERO),
        (0, "Đối với hàng được miễn thuế", _ZERO),
        (0, "Khu vực miền núi: lệ phí theo biểu", _ZERO),
        # the record's own note grants it
        (0, "Miễn lệ phí", _FREE),
        (0, "Miễn phí", _FREE),
        (0, "(Miễn lệ phí. Phí bản sao theo Thông tư 281/2016/TT-BTC ngày 14/11/2016)", _FREE),
        (0, "Miễn cho hộ nghèo theo Điều 4 Thông tư 75/2022/TT-BTC", _FREE),
        (0, "Không thu lệ phí", _FREE),
        (0, "Người khuyết tật không phải nộp lệ phí", _FREE),
        (0, "Miễn phí Đồng - Công dân thuộc diện được miễn phí theo Điều 4 thì xuất trình giấy tờ", _FREE),
        (0, "Đồng (Miễn lệ phí đối với người có công)", _FREE),
        # left to the People's Council
        (0, "Mức lệ phí do Hội đồng nhân dân cấp tỉnh quyết định", _COUNCIL),
        (0, "Mức thu do HĐND tỉnh quyết định. Miễn lệ phí cho hộ nghèo.", _COUNCIL),
        (None, "Hội đồng nhân dân cấp tỉnh quy định.", _COUNCIL),
        (0, "Nghị quyết số 9/2025/NQ-HĐND", _COUNCIL),
        (0, "Theo quy định của Hội đồng nhân dân cấp tỉnh. Phí bản sao 8.000 đồng/bản", _COUNCIL),
        # a zero with amounts in its note
        (0, "Cấp mới 25.000 đồng/giấy; cấp lại 20.000đ", _IN_NOTE),
        (0, "Theo Nghị quyết số 9/2025/NQ-HĐND: 50.000 đồng/hồ sơ", _IN_NOTE),
        (0, "Mức thu bằng 50% mức thu của biểu", _IN_NOTE),
        (0, "01 triệu đồng/lần cấp", _IN_NOTE),
        (0, "Cấp mới 200 USD", _IN_NOTE),
        (0, "Cấp mới: 8.000.000/lần", _IN_NOTE),
        (0, "20.000.000 VND (miễn phí từ 07/4 đến 30/6/2026)", _IN_NOTE),
        (0, "Miễn phí từ ngày 07/4/2026 đến 30/6/2026", _IN_NOTE),
        (0, "- Miễn lệ phí. - Phí công bố: 100.000 đồng/lần", _IN_NOTE),
        # no number
        (None, "", _UNKNOWN),
        (None, "Không có thông tin", _UNKNOWN),
        (None, "-", _UNKNOWN),
        (None, "2", _UNKNOWN),
        (None, "Chi tiết tại biểu kèm theo", _TEXT),
        (None, "20.000 đồng/tờ khai", _TEXT),
        (None, "Miễn phí cho trẻ em", _TEXT),
    ],
)  # fmt: skip
def test_fee_state(amount: float | None, note: str, state: FeeState) -> None:
    """The table of docs/data-format.md, line by line."""
    assert fee_state(amount, note) == state


@pytest.mark.parametrize("tone", ["Hội đồng nhân dân tỉnh, thành phố quyết định; hoà giải", "do HĐND tỉnh quy định"])
def test_no_note_of_the_council_is_ever_free(tone: str) -> None:
    """A fee that the Council sets is not free, with whatever exemption beside it."""
    assert fee_state(0, f"Mức thu {tone}. Miễn lệ phí cho hộ nghèo") == _COUNCIL


@pytest.mark.parametrize(
    ("note", "cleaned"),
    [
        ("Đồng (Theo biểu mức thu)", "Theo biểu mức thu"),
        ("Miễn phí Đồng - Trường hợp được miễn", "Trường hợp được miễn"),
        ("(một (hai) ba)", "một (hai) ba"),
        ("(một) hai (ba)", "(một) hai (ba)"),
        ("(không đóng", "không đóng"),
        ("Miễn phí", "Miễn phí"),
        ("Miễn phí đồng thời với cấp lại", "Miễn phí đồng thời với cấp lại"),
        ("Không Đồng", "Không"),
        ("Không có thông tin", ""),
    ],
)
def test_clean_note(note: str, cleaned: str) -> None:
    """What the old portal printed around a note goes; its words stay."""
    assert clean_note(note) == cleaned


@pytest.mark.parametrize(
    ("note", "conditional"),
    [
        ("Miễn lệ phí", False),
        ("Miễn lệ phí (Thông tư 47/2019/TT-BTC).", False),
        ("Không thu phí", False),
        ("Miễn lệ phí. Phí bản sao (nếu có yêu cầu) theo biểu", False),
        ("Miễn lệ phí cho người khuyết tật", True),
        ("Trường hợp thuộc diện được miễn phí thì xuất trình giấy tờ", True),
    ],
)
def test_exemption_is_conditional(note: str, conditional: bool) -> None:
    """An exemption for some is told from one for all."""
    assert exemption_is_conditional(note) == conditional


def test_note_amounts_in_both_ways_of_writing() -> None:
    """Dots and commas both group thousands; years and law numbers are no amounts."""
    assert note_amounts("thu 7.000 đồng, 20,000,000 VND, 1,5 USD theo TT 75/2022/TT-BTC năm 2022") == {
        7000,
        20_000_000,
        1.5,
    }


def test_number_and_note_that_disagree() -> None:
    """A value that its own note contradicts is found; one without amounts in the note is not."""
    assert disagrees(5000, "thu 7.000 đồng/lần")
    assert not disagrees(7000, "thu 7.000 đồng/lần, có thẻ 5.000 đồng")
    assert not disagrees(7000, "mỗi lần")
    assert not disagrees(0, "thu 7.000 đồng")
