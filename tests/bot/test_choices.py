"""Names side by side: labels that differ, differences in bold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.choices import differences, labels, numbered, twin_labels
from bot.reply import Style

NAMES = st.lists(st.text("aạ b", min_size=1, max_size=200).filter(str.strip), min_size=1, max_size=5)


def test_labels_leave_out_what_all_names_share() -> None:
    """Only what tells them apart is left, with «…» before it."""
    names = ["Đăng ký khai tử có yếu tố nước ngoài", "Đăng ký khai tử lưu động tại nhà"]

    assert labels(names) == ["… có yếu tố nước ngoài", "… lưu động tại nhà"]


def test_a_name_that_another_extends_keeps_itself() -> None:
    """Short names stand whole; a long one beside its extension is not left empty."""
    assert labels(["Đăng ký kết hôn", "Đăng ký kết hôn lưu động"]) == ["Đăng ký kết hôn", "Đăng ký kết hôn lưu động"]
    assert labels(["Đăng ký kết hôn", "Đăng ký kết hôn có yếu tố nước ngoài"]) == [
        "Đăng ký kết hôn",
        "… có yếu tố nước ngoài",
    ]


def test_labels_never_read_alike() -> None:
    """Names that part only far behind keep their first words and what stands where they part."""
    start = "Giấy chứng nhận đủ điều kiện an toàn thực phẩm đối với cơ sở"
    names = [
        f"Cấp {start} kinh doanh thực phẩm",
        f"Cấp {start} sản xuất, kinh doanh thực phẩm",
        f"Cấp lại {start} kinh doanh thực phẩm",
        f"Cấp lại {start} sản xuất, kinh doanh thực phẩm",
    ]
    short = labels(names)

    assert len(set(short)) == 4
    assert short[0] == "Cấp Giấy … cơ sở kinh doanh thực phẩm"
    assert all(len(label) <= 57 for label in short)


def test_labels_are_short_and_cut_at_words() -> None:
    """A long name is cut after a word."""
    (label,) = labels(["Cấp giấy phép " + "rất dài " * 40], 40)

    assert len(label) <= 40
    assert label.endswith(("rất…", "dài…"))


def test_the_difference_is_bold() -> None:
    """What all share is plain, at the start and at the end."""
    rows = differences(["Cấp mới thẻ xanh", "Cấp lại thẻ xanh"])

    assert [[span.text for span in row if span.style is Style.BOLD] for row in rows] == [["mới"], ["lại"]]
    assert ["".join(span.text for span in row) for row in rows] == ["Cấp mới thẻ xanh", "Cấp lại thẻ xanh"]


@given(NAMES)
def test_no_word_is_lost_or_made_up(names: list[str]) -> None:
    """A difference line holds exactly the name's words; numbered labels never read alike."""
    shown = ["".join(span.text for span in row).split() for row in differences(names)]

    assert shown == [name.split() for name in names]
    assert len(set(numbered(names))) == len(names)


def test_twins_that_read_alike_get_their_code() -> None:
    """Two of the same level are told apart by code, one without a level too."""
    assert twin_labels(["cấp xã", "cấp tỉnh", "cấp tỉnh", ""], ["1", "2", "3", "4"]) == [
        "Cấp xã",
        "Cấp tỉnh (2)",
        "Cấp tỉnh (3)",
        "(4)",
    ]
