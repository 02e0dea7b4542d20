"""What is said of a record: its values, nothing more, and the truth about what is unknown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot import wording
from bot.facet_replies import render
from bot.fee_replies import fee_summary
from bot.plain import plain_text
from bot.procedure_replies import PAGE_SIZE, SECTION_SIZE
from bot.replies import help_reply, reply_to, start_reply
from bot.reply import Reply, Style
from bot.spans import width
from bot.taps import fits, parse
from intents.intent import (
    Answer,
    Choice,
    Clarify,
    Facet,
    General,
    Intent,
    NoMatch,
    Outcome,
    OutOfScope,
    Several,
    Smalltalk,
)
from knowledge.procedure import (
    Case,
    Channel,
    Document,
    Duration,
    FeeKind,
    Method,
    OnlineLevel,
    Procedure,
    State,
    TimeUnit,
)
from knowledge.release import Release
from tests.bot.conftest import BARE, KITE, LANTERN, MARKET, PROCEDURES, days, fee

TODAY = date(2026, 8, 3)


def said(intent: Intent, knowledge: Release, today: date = TODAY) -> Reply:
    """The reply on a day of August 2026."""
    return reply_to(intent, knowledge, today, 90)


def words(procedure: Procedure, facet: Facet) -> str:
    """One facet's words."""
    return "\n".join("".join(span.text for span in line) for line in render(procedure, facet).lines)


def with_fees(*fees: object, channel: Channel = Channel.DIRECT) -> Procedure:
    """A procedure with these fees of one method."""
    return replace(BARE, methods=(Method(channel, fees=fees),))  # type: ignore[arg-type]


# ── fees ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_fees_stand_by_method_and_what_all_share_is_said_once() -> None:
    """Each method has its own amount; the exemption that both have comes once, with its note."""
    assert words(KITE, Facet.FEE).splitlines() == [
        "• Nộp trực tuyến: 7.000 đ (lệ phí) — mỗi lần",
        "• Nộp trực tiếp: 15.000 đ (lệ phí) — mỗi lần",
        "• Mọi cách nộp: được miễn, theo ghi chú của Cổng: Miễn lệ phí cho trẻ em dưới 6 tuổi",
    ]


@pytest.mark.parametrize(
    ("amount", "note", "expected"),
    [
        (7000, "", "7.000 đ (lệ phí)"),
        (7000, "mỗi lần", "7.000 đ (lệ phí) — mỗi lần"),
        (0, "", "Cổng Dịch vụ công ghi 0 đồng"),
        (0, "Mức thu do Hội đồng nhân dân tỉnh quyết định", wording.FEE_OF_COUNCIL),
        (0, "Cấp mới 25.000 đồng, cấp lại 20.000 đồng", "Cổng ghi 0 đồng; mức thu theo mô tả: Cấp mới 25.000 đồng"),
        (0, "Miễn lệ phí", "miễn phí, theo ghi chú của Cổng: Miễn lệ phí"),
        (0, "Không thu lệ phí", "theo ghi chú của Cổng: Không thu lệ phí"),
        (0, "Miễn lệ phí cho hộ nghèo", "được miễn, theo ghi chú của Cổng: Miễn lệ phí cho hộ nghèo"),
        (0, "Không quy định", "Cổng ghi 0 đồng, kèm ghi chú: Không quy định"),
        (135, "135.000 đồng/lần", "Cổng ghi 135 đồng, ghi chú nêu 135.000 đồng"),
        (7000, "Cá nhân: + Nộp qua mạng thu 7.000 đồng/lần;", "7.000 đ (lệ phí) — Cá nhân: Nộp qua mạng thu"),
        (None, "Theo hợp đồng", "Theo hợp đồng"),
        (None, "", "Chưa có thông tin"),
    ],
)
def test_each_fee_state_is_said_as_what_it_is(amount: float | None, note: str, expected: str) -> None:
    """A bare zero is not free, a missing fee is unknown, a zero with amounts is read by its note."""
    assert expected in words(with_fees(fee(amount, note)), Facet.FEE)


@pytest.mark.parametrize("procedure", PROCEDURES)
@pytest.mark.parametrize("facet", Facet)
def test_free_is_said_only_where_a_note_says_it(procedure: Procedure, facet: Facet) -> None:
    """«Miễn phí» never comes from us."""
    granted = any("miễn" in each.note.lower() for method in procedure.methods for each in method.fees)

    assert granted or "miễn phí" not in words(procedure, facet).lower()


def test_three_bare_zeros_are_told_as_that() -> None:
    """A zero for all three ways, without a word of explanation."""
    assert words(LANTERN, Facet.FEE) == wording.FEE_ZERO_EVERYWHERE.format(methods="cả ba cách nộp")


def test_a_contradiction_of_the_record_is_shown() -> None:
    """The number and the note disagree: both are said, with the advice to ask."""
    text = words(MARKET, Facet.FEE)

    assert "Cổng ghi 2.000 đồng, ghi chú nêu 3.000 đồng" in text
    assert "Ghi chú của Cổng: thu 3.000 đồng/sạp" in text
    assert "10 USD (lệ phí) — /bản" in text


def test_a_note_per_page_is_joined_to_the_amount() -> None:
    """«/trang» reads on from the amount."""
    procedure = with_fees(fee(2000, "/trang", kind=FeeKind.UNSTATED))

    assert words(procedure, Facet.FEE) == "• Nộp trực tiếp: 2.000 đ/trang"


def test_a_lower_bound_is_told() -> None:
    """A source that is known to show fewer fees than there are is said to."""
    assert wording.FEE_INCOMPLETE in words(replace(KITE, fees_complete=False), Facet.FEE)
    assert wording.FEE_INCOMPLETE not in words(KITE, Facet.FEE)


@pytest.mark.parametrize(
    ("fees", "expected"),
    [
        ((), "chưa có thông tin"),
        ((fee(7000, "mỗi lần"),), "7.000 đ — mỗi lần"),
        ((fee(7000), fee(15000)), "từ 7.000 đ đến 15.000 đ, tùy cách nộp và trường hợp"),
        ((fee(0),), "Cổng ghi 0 đồng, không kèm giải thích"),
        ((fee(7000), fee(0, "do HĐND tỉnh quy định")), "7.000 đ; một phần do HĐND cấp tỉnh quy định"),
        ((fee(7000), fee(0, "Miễn lệ phí cho trẻ em")), "7.000 đ; có trường hợp được miễn theo ghi chú của Cổng"),
        ((fee(20, "20.000 đồng/lần"),), "Cổng ghi 20 đồng, ghi chú nêu 20.000 đồng"),
        (
            (fee(0, "Miễn lệ phí. " + "Bản sao thì trả phí theo thông tư của Bộ Tài chính. " * 3),),
            "miễn phí, theo ghi chú của Cổng: Miễn lệ phí.",
        ),
    ],
)
def test_fees_in_one_line(fees: tuple[object, ...], expected: str) -> None:
    """The summary of the fees never says more than the record."""
    assert fee_summary(with_fees(*fees)) == expected


# ── the other facets ────────────────────────────────────────────────────────────────────────────────────────────────


def test_papers_stand_by_case_with_counts_and_forms() -> None:
    """Each case has its heading; papers only shown are set apart."""
    assert words(KITE, Facet.DOCUMENTS).splitlines() == [
        "1. Diều giấy",
        "• Tờ khai thả diều — 1 bản chính (mẫu: TD01)",
        "• Ảnh chụp con diều — 1 bản chính, 2 bản sao",
        "Lưu ý:",
        "– Diều rách thì không cần ảnh.",
        "2. Diều vải",
        "• Tờ khai thả diều — 1 bản chính (mẫu: TD01)",
        wording.TO_SHOW,
        "• Thẻ căn cước để xuất trình",
    ]


def test_many_long_cases_are_offered_by_name(knowledge: Release) -> None:
    """Eight cases with long papers: their names, and a numbered button for each."""
    reply = said(Answer("9.000003", (Facet.DOCUMENTS,)), knowledge)
    text = plain_text(reply)

    assert wording.WHICH_CASE in text
    assert "8. Hội chọi gà hạng 8 của làng (9 giấy tờ)" in text
    assert "Giấy thứ" not in text
    assert [button.data for button in reply.buttons[:8]] == [f"c|9.000003|documents|{index}" for index in range(8)]


def test_time_is_the_methods_own() -> None:
    """Two methods, two times; a case's time where no method has one."""
    assert words(KITE, Facet.TIME) == "• Nộp trực tuyến: 2 ngày làm việc\n• Nộp trực tiếp: 3 ngày làm việc"
    assert words(LANTERN, Facet.TIME) == "• 5 ngày làm việc"
    assert words(BARE, Facet.TIME) == wording.TIME_NOTHING


def test_a_number_without_a_unit_is_not_a_time() -> None:
    """«1, OTHER» says nothing."""
    procedure = replace(BARE, methods=(Method(Channel.DIRECT, Duration(1, TimeUnit.OTHER)),))

    assert words(procedure, Facet.TIME) == wording.TIME_NOTHING


def test_the_place_is_the_records() -> None:
    """Where and by whom; any centre of the province only where the record has a centre receive it, never the police."""
    text = words(KITE, Facet.PLACE)
    police = replace(KITE, agency="Công an cấp xã")

    assert "Nơi nộp: Trung tâm Phục vụ hành chính công xã" in text
    assert "Cơ quan giải quyết: Ủy ban nhân dân cấp xã" in text
    assert wording.PLACE_ANY_CENTRE in text
    assert wording.PLACE_ANY_CENTRE not in words(police, Facet.PLACE)
    assert wording.PLACE_ANY_CENTRE not in words(LANTERN, Facet.PLACE)
    assert words(BARE, Facet.PLACE) == wording.PLACE_NOTHING


def test_a_remark_on_a_method_tells_the_place_not_the_time() -> None:
    """Of a method's remark the place is kept; its time and money have answers of their own."""
    note = (
        "- Nộp tại trụ sở xã (trừ ngày lễ). Thời hạn giải quyết: Không quá 07 ngày làm việc.\n"
        "- Không quá 05 ngày làm việc kể từ ngày nhận hồ sơ tại xã"
    )
    procedure = replace(KITE, methods=(Method(Channel.DIRECT, days(3), note=note),))

    assert "• Nộp trực tiếp: Nộp tại trụ sở xã (trừ ngày lễ)." in words(procedure, Facet.PLACE).splitlines()
    assert "07 ngày" not in words(procedure, Facet.PLACE)
    assert "07 ngày" not in words(procedure, Facet.ONLINE)


def test_a_time_of_many_words_goes_line_by_line() -> None:
    """A paragraph instead of a number is broken at its items."""
    text = "a) Không quá 05 ngày làm việc đối với " + "diều giấy, " * 20 + ". b) Không quá 07 ngày đối với diều vải"
    procedure = replace(BARE, methods=(Method(Channel.DIRECT, Duration(text=text)),))
    shown = words(procedure, Facet.TIME).splitlines()

    assert shown[0] == "• Nộp trực tiếp:"
    assert shown[2] == "   b) Không quá 07 ngày đối với diều vải"


def test_a_note_of_several_lines_is_shown_once() -> None:
    """Two methods with their own amounts and the same long note."""
    note = "Mức cụ thể do HĐND tỉnh quyết định theo thông tư\n- Lệ phí không được hoàn trả"
    methods = tuple(
        Method(channel, fees=(fee(amount, note),)) for channel, amount in ((Channel.DIRECT, 50), (Channel.ONLINE, 25))
    )
    procedure = replace(BARE, methods=methods)

    assert words(procedure, Facet.FEE).count("không được hoàn trả") == 1
    assert fee_summary(procedure).endswith(wording.FEE_BY_COUNCIL)


def test_the_district_tier_is_said_to_be_gone(knowledge: Release) -> None:
    """An old record that names the district tier is not reworded by guess, but warned of."""
    assert wording.DISTRICT_GONE in plain_text(said(Answer("9.000004", (Facet.PLACE,)), knowledge))


def test_online_is_told_with_the_level_of_the_source() -> None:
    """Online: the level in the words of its time; otherwise which ways there are."""
    offline = replace(KITE, methods=KITE.methods[1:])

    assert "toàn trình" in words(KITE, Facet.ONLINE)
    assert "mức độ 4" in words(replace(KITE, online_level=OnlineLevel.LEVEL_4), Facet.ONLINE)
    assert wording.ONLINE_LEVEL_UNKNOWN in words(replace(KITE, online_level=OnlineLevel.UNKNOWN), Facet.ONLINE)
    assert words(offline, Facet.ONLINE) == wording.ONLINE_NO.format(ways="trực tiếp")
    assert words(BARE, Facet.ONLINE) == wording.ONLINE_NOTHING


def test_the_overview_is_short() -> None:
    """The summary, then papers, where, time and fee in one line each."""
    assert words(KITE, Facet.OVERVIEW).splitlines() == [
        "Báo cho xã biết nhà bạn muốn thả diều. Được cấp thẻ thả diều.",
        "• Giấy tờ: tùy trường hợp (2 trường hợp), bấm «Giấy tờ» để chọn",
        "• Nơi nộp: Trung tâm Phục vụ hành chính công xã",
        "• Thời hạn: 2 ngày làm việc; 3 ngày làm việc (tùy cách nộp và trường hợp)",
        "• Phí, lệ phí: từ 7.000 đ đến 15.000 đ, tùy cách nộp và trường hợp; "
        "có trường hợp được miễn theo ghi chú của Cổng",
    ]


def test_a_paper_to_fill_in_is_named_where_no_form_file_is() -> None:
    """No file name, but the dossier has an application: it is named, with where to look for its form."""
    papers = (Document("- Tờ khai thả diều;", 1), Document("Ảnh con diều", 1))
    text = words(replace(KITE, cases=(Case("", papers),)), Facet.FORM)

    assert text.startswith(wording.FORM_UNNAMED + "\n• Tờ khai thả diều\n" + wording.FORM_WHERE)
    assert words(replace(KITE, cases=()), Facet.FORM) == wording.FORM_NOTHING


def test_conditions_that_are_not_stated_do_not_stand_in_the_way(knowledge: Release) -> None:
    """Asked with another part they are left out when there are none; alone, the summary follows."""
    both = plain_text(said(Answer("9.000002", (Facet.FEE, Facet.CONDITIONS)), knowledge))
    alone = words(replace(KITE, conditions=""), Facet.CONDITIONS)

    assert wording.CONDITIONS_NOTHING not in both
    assert alone == f"{wording.CONDITIONS_NOTHING}\n{KITE.summary}"


@pytest.mark.parametrize("facet", Facet)
@pytest.mark.parametrize("procedure", PROCEDURES)
def test_no_facet_is_ever_silent(procedure: Procedure, facet: Facet) -> None:
    """A record that says nothing is said to say nothing."""
    assert words(procedure, facet).strip()


# ── whole answers ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_overview_without_a_summary_begins_with_what_one_gets() -> None:
    """The result, the papers by short names with the form first, the agency called what it is."""
    papers = (
        Document("Trường hợp diều của nhà trường thì có giấy của nhà trường", 1),
        Document("- Ảnh chụp con diều (chụp từ phía trước, còn rõ màu)", 1),
        Document("- Tờ khai thả diều theo mẫu số 01", 1, 1),
        Document("Thẻ căn cước để xuất trình"),
    )
    procedure = replace(KITE, summary="", where="", results=("- Thẻ thả diều.",), cases=(Case("", papers),))

    assert words(procedure, Facet.OVERVIEW).splitlines()[:3] == [
        "• Kết quả: Thẻ thả diều",
        "• Giấy tờ: 3 loại — Tờ khai thả diều; Ảnh chụp con diều; "
        "Trường hợp diều của nhà trường thì có giấy của nhà trường",
        "• Cơ quan giải quyết: Ủy ban nhân dân cấp xã",
    ]


def test_a_list_inside_a_line_gets_a_line_for_each_item() -> None:
    """Official texts put whole lists in one line; the words stay, the layout does not."""
    procedure = replace(BARE, conditions="Người thả diều: - Đủ 6 tuổi; - Biết bơi. + Có người lớn đi cùng")

    assert words(procedure, Facet.CONDITIONS).splitlines() == [
        "Người thả diều:",
        "- Đủ 6 tuổi;",
        "- Biết bơi.",
        "+ Có người lớn đi cùng",
    ]


def test_long_papers_of_groups_are_named_not_hidden() -> None:
    """«Giấy tờ phải nộp» is no case to choose: its papers are named at once, long names cut, each group a button."""
    long = "Giấy " + "rất dài dòng " * 60
    cases = (
        Case("Giấy tờ phải nộp", tuple(Document(f"{long}{number}", 1) for number in range(3)), ("Một lưu ý.",)),
        Case("Giấy tờ phải xuất trình", tuple(Document(f"Thẻ {long}{number}", 1) for number in range(3))),
    )
    part = render(replace(KITE, cases=cases), Facet.DOCUMENTS)
    text = words(replace(KITE, cases=cases), Facet.DOCUMENTS)

    assert text.count("• Giấy rất dài dòng") == 3
    assert wording.PAPERS_CUT in text
    assert len(text) < 2_000
    assert len(part.buttons) == 2


def test_an_answer_has_name_code_part_buttons_and_source(knowledge: Release) -> None:
    """The asked part first, then what else can be asked, then decision, code, link and date."""
    reply = said(Answer(KITE.code, (Facet.FEE,), candidates=(KITE.code, MARKET.code)), knowledge)
    text = plain_text(reply)

    assert text.startswith("Đăng ký thả diều — phí, lệ phí\n• Nộp trực tuyến: 7.000 đ")
    assert reply.sections[0].lines[0][0].style is Style.BOLD
    assert "Nguồn: Quyết định 77/QĐ-DIỀU · mã 9.000001 · Cổng Dịch vụ công" in text
    assert "dữ liệu tính đến 7/2026" in text
    assert reply.links == ("https://dichvucong.gov.vn/thu-tuc-hanh-chinh/019d0000-aaaa-7bbb-8ccc-0123456789ab",)
    assert [button.label for button in reply.buttons] == [
        "Giấy tờ", "Thời hạn", "Nơi nộp", "Nộp trực tuyến", "Các bước", "Điều kiện", "Căn cứ", "Kết quả", "Mẫu đơn",
        "Ai được làm",
    ]  # fmt: skip
    assert (reply.outcome, reply.codes, reply.release) == (Outcome.ANSWER, (KITE.code,), knowledge.release)


def test_buttons_are_offered_only_for_what_the_record_has(knowledge: Release) -> None:
    """A bare record offers nothing."""
    assert said(Answer(BARE.code), knowledge).buttons == ()


def test_several_facets_stand_under_headings(knowledge: Release) -> None:
    """Two parts asked: each under its own heading, the overview left out."""
    text = plain_text(said(Answer(KITE.code, (Facet.OVERVIEW, Facet.FEE, Facet.TIME)), knowledge))

    assert text.index("Phí, lệ phí\n") < text.index("Thời hạn giải quyết\n")
    assert "Báo cho xã biết" not in text


@pytest.mark.parametrize(
    ("today", "stale"), [(date(2026, 7, 20), False), (date(2026, 9, 29), False), (date(2026, 9, 30), True)]
)
def test_old_data_are_warned_of(knowledge: Release, today: date, stale: bool) -> None:
    """From the ninety-first day on, counted from the first day that the date can mean."""
    assert (wording.STALE.format(days=90) in plain_text(said(Answer(KITE.code), knowledge, today))) is stale


def test_data_of_unknown_age_are_warned_of(knowledge: Release) -> None:
    """No date: that is said too."""
    assert wording.STALE_UNKNOWN in plain_text(said(Answer(BARE.code), knowledge))


def test_a_replaced_procedure_says_so_first(knowledge: Release) -> None:
    """Before anything else: replaced, by what, with a button to it."""
    reply = said(Answer("9.000004", (Facet.FEE,)), knowledge)

    assert reply.sections[0].name == "notice"
    assert plain_text(reply).startswith(wording.REPLACED_BY + "\n• Thuê sạp chợ phiên kiểu mới (9.000005)")
    assert reply.buttons[0].data == "p|9.000005|overview"


def test_a_state_in_the_future_says_so_first() -> None:
    """A procedure not yet in force names its day; one abolished is said to be."""
    from bot.procedure_replies import Basis, state_notice

    def opening(procedure: Procedure) -> str:
        basis = Basis(None, TODAY, 90)  # type: ignore[arg-type]
        sections, _ = state_notice(procedure, basis)
        return "".join(span.text for section in sections for line in section.lines for span in line)

    assert "có hiệu lực từ 01/3/2027" in opening(replace(KITE, effective_from="2027-03-01"))
    assert opening(replace(KITE, effective_from="2026-03-01")) == ""
    assert opening(replace(KITE, state=State.ABOLISHED)).startswith(wording.ABOLISHED)
    assert wording.INTERNAL in opening(replace(KITE, internal=True))


def test_doubt_offers_another(knowledge: Release) -> None:
    """An answer that is not sure ends with «Không phải thủ tục này», which carries the next best."""
    reply = said(Answer(KITE.code, candidates=(KITE.code, "9.000003", "9.000008", "9.000005"), sure=False), knowledge)

    assert reply.buttons[-1].label == wording.NOT_THIS_ONE
    assert reply.buttons[-1].data == "n|9.000001|9.000003|9.000005"


def test_twins_are_told_apart_by_level(knowledge: Release) -> None:
    """The same procedure at another level is a button under the answer, with the same part."""
    reply = said(Answer("9.000006", (Facet.PLACE,), twins=("9.000007",)), knowledge)

    assert wording.TWINS in plain_text(reply)
    assert ("Cấp tỉnh", "p|9.000007|place") in [(button.label, button.data) for button in reply.buttons]


def test_a_long_text_comes_in_sections_and_pages(knowledge: Release) -> None:
    """Sections fit a message; what is longer than a page goes on at a button."""
    reply = said(Answer("9.000003", (Facet.CONDITIONS,)), knowledge)
    shown = [section for section in reply.sections if section.name == "conditions"]

    assert all(sum(map(width, section.lines)) <= SECTION_SIZE for section in shown)
    assert sum(width(line) for section in shown for line in section.lines) <= PAGE_SIZE + 500
    assert reply.buttons[0].data == "m|9.000003|conditions|1"


# ── asking back, refusing ───────────────────────────────────────────────────────────────────────────────────────────


def test_choices_show_their_difference(knowledge: Release) -> None:
    """The question, numbered choices with the difference in bold, buttons that open them with the asked part."""
    intent = Clarify((Choice("9.000004"), Choice("9.000005")), "", (Facet.FEE,), ("9.000004",))
    reply = said(intent, knowledge)

    assert reply.sections[0].lines[0][0].text == wording.ASK_WHICH
    assert [span.text for span in reply.sections[0].lines[2] if span.style is Style.BOLD] == ["kiểu mới"]
    assert [button.data for button in reply.buttons] == ["p|9.000004|fee", "p|9.000005|fee"]
    assert reply.codes == ("9.000004", "9.000005")


def test_a_choice_with_a_long_title_is_called_by_its_everyday_name(knowledge: Release) -> None:
    """Where the title does not fit a button, the first everyday name of its own stands on it, and before the title."""
    choices = (Choice("9.000001"), Choice("9.000003"))
    long = replace(BARE, code="9.000001", name="Cấp giấy cho " + "rất nhiều việc " * 20)

    class Shelf:
        """The release with one title made long."""

        def __getattr__(self, name: str) -> object:
            return getattr(knowledge, name)

        def procedure(self, code: str) -> Procedure | None:
            """The record."""
            return long if code == long.code else knowledge.procedure(code)

        def memo(self, name: str, make: object) -> dict[str, str]:
            """What was worked out of the release."""
            return {"9.000001": "Giấy nhiều việc"}

    reply = reply_to(Clarify(choices), Shelf(), TODAY, 90)  # type: ignore[arg-type]

    assert [button.label for button in reply.buttons] == ["1. Giấy nhiều việc", "2. Cấp phép hội chọi gà"]
    assert plain_text(reply).splitlines()[1].startswith("1. Giấy nhiều việc — Cấp giấy cho rất nhiều việc")


def test_choices_of_the_same_name_are_told_apart(knowledge: Release) -> None:
    """Twins among the choices get their level."""
    labels = [button.label for button in said(Clarify((Choice("9.000006"), Choice("9.000007"))), knowledge).buttons]

    assert labels == ["1. Đua thuyền thúng — cấp xã", "2. Đua thuyền thúng — cấp tỉnh"]


def test_at_most_five_choices_that_exist(knowledge: Release) -> None:
    """Choices that the release does not hold are left out, and more than five too."""
    codes = ("9.999999", *(procedure.code for procedure in PROCEDURES))

    assert said(Clarify(tuple(map(Choice, codes))), knowledge).codes == codes[1:6]


def test_without_choices_the_procedure_is_asked_for(knowledge: Release) -> None:
    """A question that names nothing gets examples."""
    reply = said(Clarify(), knowledge)

    assert plain_text(reply).startswith(wording.ASK_PROCEDURE)
    assert reply.codes == ()
    assert len(reply.buttons) == len(wording.EXAMPLES)


def test_no_match_tells_where_else_to_ask(knowledge: Release) -> None:
    """Cannot tell, how to ask, the portal, the centre; no procedure is claimed."""
    reply = said(NoMatch(candidates=(KITE.code,)), knowledge)
    text = plain_text(reply)

    assert wording.NO_MATCH in text
    assert wording.NO_MATCH_CENTRE in text
    assert reply.links == ("https://dichvucong.gov.vn/tim-kiem-thu-tuc-hanh-chinh",)
    assert (reply.codes, reply.candidates) == ((), (KITE.code,))


def test_a_listed_procedure_is_named_and_linked(knowledge: Release) -> None:
    """Known without details: name, code, link, and that we do not answer in the portal's place."""
    for intent in (NoMatch(listed="9.000008"), Answer("9.000008")):
        reply = said(intent, knowledge)
        text = plain_text(reply)

        assert reply.outcome is Outcome.NO_MATCH
        assert "Chứng nhận nghệ nhân nặn tò he" in text
        assert "9.000008" in text
        assert reply.links == ("https://dichvucong.gov.vn/tim-kiem-thu-tuc-hanh-chinh?keyword=9.000008",)
        assert reply.codes == ()


def test_english_is_refused_in_english(knowledge: Release) -> None:
    """Short, with the portal."""
    assert plain_text(said(NoMatch(language="en"), knowledge)).startswith("Sorry")
    assert plain_text(said(OutOfScope(language="en"), knowledge)).startswith("Sorry")


def test_every_subject_and_kind_has_words(knowledge: Release) -> None:
    """Whatever the data of intents call out of scope or smalltalk has a sentence of its own."""
    from intents.cues import data

    for subject in data("scope"):
        assert subject in wording.OUT_OF_SCOPE
        assert said(OutOfScope(subject), knowledge).outcome is Outcome.OUT_OF_SCOPE
    for kind in data("smalltalk"):
        assert kind in wording.SMALLTALK
    assert plain_text(said(Smalltalk("unheard of"), knowledge)) == wording.SMALLTALK["okay"]
    assert plain_text(said(OutOfScope("unheard of"), knowledge)).startswith(wording.OUT_OF_SCOPE[""][0])


def test_a_general_answer_names_rule_and_source(knowledge: Release) -> None:
    """Title, text, rule, source with link and date; an id that is gone is told."""
    reply = said(General("gio-mo-cua"), knowledge)
    text = plain_text(reply)

    assert text.startswith("Giờ mở cửa của chợ phiên\nChợ phiên mở từ sáng sớm.\nCăn cứ: Lệ làng")
    assert "Nguồn: Hương ước (https://example.vn/huong-uoc) · dữ liệu tính đến 7/2026" in text
    assert reply.outcome is Outcome.GENERAL
    assert wording.GENERAL_GONE in plain_text(said(General("x"), knowledge))


def test_several_questions_are_answered_in_turn(knowledge: Release) -> None:
    """A heading each, the codes in turn, the facets together, the parts for programs."""
    parts = (
        ("lệ phí thả diều", Answer(KITE.code, (Facet.FEE,), candidates=(KITE.code, "9.000005"))),
        ("chọi gà nộp ở đâu", Answer("9.000003", (Facet.PLACE,), candidates=("9.000003", KITE.code))),
    )
    reply = said(Several(parts), knowledge)
    text = plain_text(reply)

    assert text.index("1. lệ phí thả diều") < text.index("7.000 đ") < text.index("2. chọi gà nộp ở đâu")
    assert reply.codes == (KITE.code, "9.000003")
    assert reply.facets == (Facet.FEE, Facet.PLACE)
    assert reply.candidates == (KITE.code, "9.000003", "9.000005")
    assert [part.codes for part in reply.parts] == [(KITE.code,), ("9.000003",)]
    assert [button.label for button in reply.buttons] == [
        "Xem thêm: Đăng ký thả diều",
        "Xem thêm: Cấp phép hội chọi gà",
    ]


def test_start_and_help_say_what_we_are() -> None:
    """«Trợ lý tự động», the source of the data, what is kept."""
    for reply in (start_reply(), help_reply()):
        text = plain_text(reply)
        assert "trợ lý tự động" in text
        assert wording.DATA_SOURCE in text
        assert wording.PRIVACY in text


@pytest.mark.parametrize("facet", Facet)
def test_every_button_can_be_carried_and_read(knowledge: Release, facet: Facet) -> None:
    """Whatever a reply offers fits 64 bytes and means something when it comes back."""
    for procedure in PROCEDURES:
        intent = Answer(procedure.code, tuple(Facet), twins=tuple(each.code for each in PROCEDURES), sure=False)
        for reply in (said(intent, knowledge), said(Answer(procedure.code, (facet,)), knowledge)):
            assert all(fits(button) and parse(button.data) for button in reply.buttons)


def test_working_days_are_written_out() -> None:
    """A helper of these tests: days(7) is «7 ngày làm việc»."""
    procedure = replace(BARE, methods=(Method(Channel.POSTAL, days(7)),))

    assert words(procedure, Facet.TIME) == "• Gửi qua bưu chính: 7 ngày làm việc"
