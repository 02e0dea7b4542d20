"""Places named in questions: however they are written, and never where none is named."""

from __future__ import annotations

import pytest

from intents.intent import StatisticsAsked
from intents.place_names import letters
from intents.places import Purpose, find_places
from intents.statistics import statistics_intent
from intents.words import words_of
from knowledge.place import PlaceKind
from knowledge.release import open_release
from knowledge.text import fold
from tests.statistics_release import shipped_statistics

KNOWLEDGE = shipped_statistics()


def _found(question: str, purpose: Purpose = Purpose.STATISTICS) -> list[tuple[str, ...]]:
    return [mention.places for mention in find_places(question, KNOWLEDGE, purpose)]


def _letters(name: str) -> tuple[str, ...]:
    return tuple(letters(word.folded) for word in words_of(name))


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


@pytest.mark.parametrize("question", ["huyện Bút Sơn", "thành phố Hoằng Hóa", "xã Hoằng Hóa tỉnh An Giang"])
def test_a_unit_that_is_not_there_is_no_other_unit(question: str) -> None:
    """No huyện Bút Sơn, no thành phố Hoằng Hóa, and no xã of that name elsewhere."""
    assert _found(question) == [()]


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("thành phố Hải Dương", "district-288"), ("TP Thanh Hóa", "district-380"), ("tỉnh Thanh Hóa", "province-38"),
        ("quận 1", "district-760"), ("q1", "district-760"), ("Q.1, TP.HCM", "district-760"),
        ("phường 5, quận 3", "commune-27151-old"), ("P05 Q3", "commune-27151-old"),
        ("F.5 q.3 tphcm", "commune-27151-old"),
        ("P. Trúc Bạch, Q. Ba Đình", "commune-00004-old"), ("p trúc bạch ba đình hà nội", "commune-00004-old"),
        ("xã Đông Các huyện Đông Hưng Thái Bình", "commune-12757-old"), ("xa dong cac hung yen", "commune-12757-old"),
        ("Hà Nội, quận Ba Đình, phường Trúc Bạch", "commune-00004-old"), ("đặc khu Phú Quốc", "commune-31078"),
        ("xã An Phú Tân Cầu Kè", "commune-29317"), ("x. Kbang gia lai", "commune-23638"),
        ("TX Sơn Tây", "district-269"),
        ("TP Qui Nhơn", "district-540"), ("tp Ban Mê Thuột", "district-643"), ("HN", "province-01"),
        ("huyện Hoằng Hoá, Thanh Hoá", "district-399"), ("TP Huế", "province-46"), ("huyện Thanh Miên", "district-300"),
        ("huyện Hoằg Hóa", "district-399"),
    ],
)  # fmt: skip
def test_chains_numbers_and_slips(question: str, place: str) -> None:
    """Units named with those they lie in, by number, by other names, and with one slip."""
    assert _found(f"số liệu đúng hạn của {question}") == [(place,)]


def test_other_marks_are_another_name() -> None:
    """Tân Thạnh is not Tân Thành; without marks they are both, to be asked about."""
    (thanh,), (thanj,) = _found("xã Tân Thành"), _found("xã Tân Thạnh")

    assert "commune-29938" in thanh and not set(thanh) & set(thanj)
    assert set(_found("xa tan thanh")[0]) >= {*thanh, *thanj}
    assert "commune-29938" in _found("xã Tân Thành, Đồng Tháp")[0]


def test_a_unit_with_figures_goes_before_others_of_its_name_but_no_commune_before_its_province(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """When every commune of today has figures, «Sài Gòn» is the city still, and «Củ Chi» the commune that has some."""
    knowledge = open_release(KNOWLEDGE.path)
    communes = tuple(unit.id for unit in KNOWLEDGE.places() if unit.kind is PlaceKind.COMMUNE and not unit.valid_to)
    monkeypatch.setattr(type(knowledge), "statistics_places", lambda *_: ("district-399", *communes))

    def found(question: str) -> list[tuple[str, ...]]:
        return [mention.places for mention in find_places(question, knowledge, Purpose.STATISTICS)]

    assert found("Sài Gòn đúng hạn bao nhiêu") == [("province-79",)]
    assert found("Củ Chi đúng hạn bao nhiêu") == [("commune-27553",)]
    assert found("Hoằng Hóa đúng hạn bao nhiêu") == [("district-399",)]
    assert found("xã Hoằng Hóa đúng hạn bao nhiêu") == [("commune-15865",)]


def test_units_of_one_name_are_all_there_to_be_asked_about() -> None:
    """A mention carries every reading, and says that it does."""
    (mention,) = find_places("xã Tân Thành nay là đâu", KNOWLEDGE, Purpose.HISTORY)
    (other,) = find_places("thị trấn Bút Sơn nay là đâu", KNOWLEDGE, Purpose.HISTORY)

    assert mention.ambiguous and len(mention.places) > 20
    assert not other.ambiguous


def test_the_larger_unit_tells_units_of_one_name_apart() -> None:
    """Old or new, district or province."""
    assert _found("xã Hồng Việt, huyện Đông Hưng") == [("commune-12739-old",)]
    assert _found("xã Hồng Việt, tỉnh Thái Bình") == [("commune-12739-old",)]
    assert _found("xã Hồng Việt, tỉnh Hưng Yên") == [("commune-12739-old",)]
    assert _found("xã Hồng Việt, Cao Bằng") == [("commune-01687-old",)]


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("xã Tân Hồng gồm những xã cũ nào", "commune-29926"), ("xã Dầu Giây giờ là gì", "commune-26326-2025"),
        ("phường Dầu Giây được thành lập từ những xã nào", "commune-26326"),
        ("Thái Bình sáp nhập vào đâu", "province-34-old"),
        ("Bút Sơn giờ thuộc xã nào", "commune-15865-old"), ("but son gio thuoc xa nao", "commune-15865-old"),
        ("Củ Chi giờ thuộc đâu", "district-783"),
    ],
)  # fmt: skip
def test_history_asks_of_the_unit_that_can_have_it(question: str, place: str) -> None:
    """What ended for what it became, what there is for what it was made of; a district before communes inside it."""
    assert _found(question, Purpose.HISTORY) == [(place,)]


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


@pytest.mark.parametrize(
    "question",
    [
        "làm giấy khai sinh cho con cần giấy tờ gì", "đăng ký kết hôn ở phường nào cũng được à",
        "xin cấp lại căn cước mất bao lâu",
        "lam lai so do het bao nhieu tien", "thủ tục tách thửa đất vườn", "đăng ký hợp đồng thuê nhà",
        "bao hiem xa hoi mot lan",
        "xã hội hóa là gì", "an toàn thực phẩm cần giấy phép gì", "an toan lao dong dang ky o dau",
        "hòa giải tranh chấp đất đai",
        "chứng thực hợp đồng mua bán xe", "giấy xác nhận độc thân xin ở đâu", "xac nhan tinh trang hon nhan",
        "trợ cấp người cao tuổi",
        "đổi bằng lái xe máy sang thẻ nhựa", "trung tâm phục vụ hành chính công mấy giờ mở cửa",
        "tự do kinh doanh có cần giấy phép",
        "đoàn kết dân tộc", "thống nhất thời gian nộp hồ sơ", "phương tiện thủy đăng ký ở đâu",
        "phuong an chua chay nop cho ai",
        "quan he cha me con xac nhan the nao", "tinh trang ho so cua toi", "công chính là gì",
        "sống độc lập muốn tách hộ khẩu",
        "nhà năm căn cho thuê phải đăng ký gì", "chợ mới mở cần giấy phép gì", "bình minh đi nộp có ai nhận không",
        "cư trú ở nước ngoài xin giấy gì", "đồng ý cho con đi nước ngoài", "hang xom lan dat thi kien o dau",
        "hai vo chong ly hon",
    ],
)  # fmt: skip
def test_ordinary_questions_name_no_place_of_figures(question: str) -> None:
    """Everyday words are communes' names somewhere; they stay words, with marks and without."""
    assert _found(question) == []
    assert _found(fold(question)) == []
    assert not isinstance(statistics_intent(question, KNOWLEDGE), StatisticsAsked)


def test_every_unit_is_found_by_its_full_name() -> None:
    """No unit hides behind another: named with what it lies in it is found, alone or among others of its name."""
    for place in KNOWLEDGE.places():
        parent = KNOWLEDGE.place(place.parent)
        asked = f"{place.name}, {parent.name}" if parent is not None else place.name
        for purpose in (Purpose.HISTORY, Purpose.STATISTICS):
            (mention,) = find_places(f"số liệu đúng hạn của {asked}", KNOWLEDGE, purpose)
            found = [KNOWLEDGE.place(each) for each in mention.places]
            names = {each.name for each in found if each is not None}
            lines = {
                each
                for unit in found
                if unit is not None
                for each in (unit.id, *(p.place for p in unit.became), *(p.place for p in unit.formed_from))
            }
            assert place.id in lines, (asked, purpose, mention)
            assert {_letters(name) for name in names} == {_letters(place.name)}, (asked, purpose, mention)


@pytest.mark.parametrize(
    "text", ["", "   ", "😀", "\x00", "h.", "xã", "huyện,", "x" * 5000, "xã " * 500, "tỉnh tỉnh tỉnh"]
)
def test_any_text_is_survived(text: str) -> None:
    """Nothing named, nothing found, nothing raised."""
    assert _found(text) == []


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("hoăng hóa có bao nhiêu hồ sơ quá hạn", [("district-399",)]),
        ("ti le xa phuong thi tran tinh hai duong lam chung thuc dien tu", [("province-30-old",)]),
        ("ha noi voi tphcm noi nao nop truc tuyen nhieu hon", [("province-01",), ("province-79",)]),
        ("Phường đứng thứ ba về tỷ lệ trực tuyến ở Hà Nội", [("province-01",)]),
        ("tinh minh co may xa sau sap nhap", []),
    ],
)
def test_what_is_easily_misread(question: str, places: list[tuple[str, ...]]) -> None:
    """A mark left out, a type word that begins another name, a short name, a numeral, «tỉnh mình»."""
    assert [mention.places for mention in find_places(question, KNOWLEDGE, Purpose.STATISTICS)] == places


def test_a_province_gone_before_2025_is_known() -> None:
    """Hà Tây became part of Hà Nội in 2008."""
    (mention,) = find_places("tỉnh Hà Tây giờ là đâu", KNOWLEDGE, Purpose.HISTORY)

    assert mention.places == ("province-28-old",)
