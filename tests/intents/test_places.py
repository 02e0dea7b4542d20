"""Places named in questions: however they are written, and never where none is named."""

from __future__ import annotations

import pytest

from intents.places import Purpose, find_places
from knowledge.place import PlaceKind
from tests.statistics_release import shipped_statistics

KNOWLEDGE = shipped_statistics()


def _found(question: str, purpose: Purpose = Purpose.STATISTICS) -> list[tuple[str, ...]]:
    return [mention.places for mention in find_places(question, KNOWLEDGE, purpose)]


@pytest.mark.parametrize(
    "written",
    [
        "huyện Hoằng Hóa", "huyện Hoằng Hoá", "HUYỆN HOẰNG HÓA", "huyen hoang hoa", "H. Hoằng Hóa", "h.Hoằng Hoá",
        "h hoang hoa", "Hoằng Hóa", "hoằng hoá", "hoang hoa", "Hoang Hoa", "Hoằng Hoa", "Hoằng Hóa (Thanh Hóa)",
        "huyện Hoằng Hóa, tỉnh Thanh Hóa", "Hoằng Hóa Thanh Hóa", "huyện Hoằng Hóa cũ",
    ],
)  # fmt: skip
def test_every_spelling_of_a_former_district_is_that_district(written: str) -> None:
    """Marks, tone placement, case and abbreviations make no difference."""
    assert _found(f"{written} đúng hạn bao nhiêu") == [("district-399",)]


def test_the_slip_of_the_source_is_the_district_it_means() -> None:
    """«Thạnh Miện» stands once in the article for Thanh Miện."""
    assert _found("huyện Thạnh Miện xếp thứ mấy") == [("district-300",)]
    assert _found("thạnh miện xếp thứ mấy") == [("district-300",)]


@pytest.mark.parametrize(
    ("question", "purpose", "place"),
    [
        ("Hoằng Hóa có bao nhiêu hồ sơ", Purpose.STATISTICS, "district-399"),
        ("nộp giấy ở Hoằng Hóa", Purpose.FILING, "commune-15865"),
        ("Hoằng Hóa nay là đâu", Purpose.HISTORY, "district-399"),
        ("xã Hoằng Hóa có bao nhiêu hồ sơ", Purpose.STATISTICS, "commune-15865"),
        ("xã Hoằng Hóa nay thuộc đâu", Purpose.HISTORY, "commune-15865"),
        ("huyện Đông Hưng", Purpose.FILING, "district-340"),
        ("thị trấn Đông Hưng", Purpose.HISTORY, "commune-12688-old"),
        ("xã Hoằng Phú nay là đâu", Purpose.HISTORY, "commune-15883-old"),
        ("xã Hoằng Phú ở đâu", Purpose.FILING, "commune-15889"),
        ("tỉnh Đồng Tháp", Purpose.FILING, "province-82"),
        ("tỉnh Đồng Tháp", Purpose.HISTORY, "province-87-old"),
        ("tỉnh Hải Dương", Purpose.STATISTICS, "province-30-old"),
        ("Đồng Nai", Purpose.FILING, "province-75"),
        ("cấp xã Tân Hồng", Purpose.STATISTICS, "district-869"),
    ],
)
def test_the_purpose_and_the_type_word_tell_units_of_one_name_apart(
    question: str, purpose: Purpose, place: str
) -> None:
    """A former district, the commune of its name and a province of two times are never confused."""
    assert _found(question, purpose) == [(place,)]


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("tp hcm", "province-79"), ("TP.HCM", "province-79"), ("TPHCM", "province-79"), ("Sài Gòn", "province-79"),
        ("thành phố hồ chí minh", "province-79"), ("TT Bút Sơn", "commune-15865-old"),
        ("tt. but son", "commune-15865-old"), ("X. Đông Các", "commune-12757-old"), ("P. Trà Lý", "commune-12817"),
        ("t. Thái Bình", "province-34-old"), ("tỉnh Bà Rịa – Vũng Tàu", "province-77-old"), ("dak lak", "province-66"),
        ("thị trấn Sa Rài", "commune-29926-old"),
    ],
)  # fmt: skip
def test_abbreviations_and_other_names(written: str, place: str) -> None:
    """Type words shortened, and names that people use."""
    assert _found(written) == [(place,)]


@pytest.mark.parametrize(
    "question",
    ["thành phố Hải Dương", "TP Thanh Hóa", "huyện Bút Sơn", "xã Đông Hưng tỉnh An Giang", "Đông Hưng An Giang"],
)
def test_a_unit_that_is_not_there_is_no_other_unit(question: str) -> None:
    """A city of a district's rank is not its province, and a commune elsewhere is not ours."""
    assert _found(question) == [()]


def test_other_marks_are_another_name() -> None:
    """Tân Thạnh is not Tân Thành."""
    assert _found("xã Tân Thạnh") == []
    assert _found("xã Tân Thành") == [("commune-29938",)]


def test_places_to_compare_stay_apart() -> None:
    """Two units side by side are two, a unit with its province is one."""
    assert _found("so sánh huyện Đông Hưng với huyện Hoằng Hóa") == [("district-340",), ("district-399",)]
    assert _found("Đông Hưng và Hải Dương") == [("district-340",), ("province-30-old",)]
    assert _found("x. Hoằng Đạt, h. Hoằng Hóa, t. Thanh Hóa") == [("commune-15940-old",)]


@pytest.mark.parametrize(
    "question",
    [
        "chứng thực bản sao giấy tờ", "tra cứu hồ sơ", "đánh giá lại hồ sơ", "báo cáo bằng văn bản",
        "nha co hai phong cho thue", "tình hình diễn biến", "cần cả mẫu đơn", "lam dong ruong", "bên trẻ em",
        "công ty Lam Sơn", "đường Nguyễn Lương Bằng", "phố Ngô Quyền", "tinh thần đoàn kết", "giấy khai sinh",
        "hai đường nối nhau", "hòa bình thế giới", "sổ hộ khẩu", "đăng ký tạm trú", "lai chau toi nho hai tuoi",
        "nam dinh di lam", "đóng dấu giáp lai", "xin giay xac nhan", "hang xom lan dat", "cấp lại bằng lái",
        "sang tên xe máy",
    ],
)  # fmt: skip
def test_ordinary_questions_name_no_place(question: str) -> None:
    """Words that look like names of places are words."""
    assert _found(question, Purpose.FILING) == []


def test_a_mention_tells_where_it_stands() -> None:
    """The span covers the type word, the name and the larger unit."""
    (mention,) = find_places("ở huyện Tân Hồng, tỉnh Đồng Tháp thì sao", KNOWLEDGE)

    assert mention.text == "huyện Tân Hồng, tỉnh Đồng Tháp"
    assert mention.typed


def test_every_shipped_unit_is_found_by_its_full_name() -> None:
    """No unit hides behind another: the name in full finds it, or the unit of that name of another time."""
    names = {place.id: place.name for place in KNOWLEDGE.places()}
    for place in KNOWLEDGE.places():
        purpose = Purpose.HISTORY if place.valid_to else Purpose.FILING
        parent = KNOWLEDGE.place(place.parent)
        asked = f"{place.name}, {parent.name}" if parent is not None and place.kind is PlaceKind.COMMUNE else place.name
        found = _found(asked, purpose)
        assert len(found) == 1, (asked, found)
        assert any(names[unit] == place.name for unit in found[0]), (asked, found)


@pytest.mark.parametrize(
    "text", ["", "   ", "😀", "\x00", "h.", "xã", "huyện,", "x" * 5000, "xã " * 500, "tỉnh tỉnh tỉnh"]
)
def test_any_text_is_survived(text: str) -> None:
    """Nothing named, nothing found, nothing raised."""
    assert _found(text) == []
