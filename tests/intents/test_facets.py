"""Which part of a procedure is asked."""

from __future__ import annotations

import pytest

from intents.facets import find_facets
from intents.intent import Facet
from knowledge.text import fold


def _facets(text: str, pairs: frozenset[tuple[str, str]] = frozenset()) -> tuple[Facet, ...]:
    marked = text.lower().split()
    return find_facets([fold(word) for word in marked], marked, lambda a, b: int((a, b) in pairs)).facets


@pytest.mark.parametrize(
    ("text", "facet"),
    [
        ("nuôi ong cần giấy tờ gì", Facet.DOCUMENTS),
        ("nuôi ong lệ phí bao nhiêu", Facet.FEE),
        ("nuôi ong hết bao nhiêu tiền", Facet.FEE),
        ("nuôi ong mất bao lâu", Facet.TIME),
        ("nuôi ong mấy ngày có kết quả", Facet.TIME),
        ("nuôi ong nộp ở đâu", Facet.PLACE),
        ("nuôi ong nộp online", Facet.ONLINE),
        ("nuôi ong làm thế nào", Facet.STEPS),
        ("thủ tục nuôi ong như thế nào", Facet.STEPS),
    ],
)
@pytest.mark.parametrize("marks", [True, False])
def test_a_facet_is_asked_with_marks_and_without(text: str, facet: Facet, marks: bool) -> None:
    """The cue gives it away."""
    assert facet in _facets(text if marks else fold(text))


def test_every_facet_but_the_overview_has_cues() -> None:
    """Nobody asks for an overview by a word of its own."""
    asked = {facet for text in _EVERY for facet in _facets(text)}

    assert asked == set(Facet) - {Facet.OVERVIEW}


_EVERY = (
    "cần giấy tờ gì",
    "lệ phí bao nhiêu",
    "mất bao lâu",
    "nộp ở đâu",
    "nộp online",
    "làm thế nào",
    "điều kiện gì",
    "căn cứ pháp lý nào",
    "kết quả là gì",
    "mẫu đơn nào",
    "ai được làm",
)


def test_several_facets_keep_their_order() -> None:
    """As they were asked."""
    assert _facets("nộp ở đâu và lệ phí bao nhiêu") == (Facet.PLACE, Facet.FEE)


def test_no_cue_no_facet() -> None:
    """And the words of cues are told by their places."""
    assert _facets("nuôi ong") == ()
    assert _facets("") == ()
    marked = ["nuôi", "ong", "ở", "đâu"]
    assert find_facets([fold(word) for word in marked], marked, lambda _a, _b: 0).places == {2, 3}


@pytest.mark.parametrize(
    ("text", "facets"),
    [
        ("xin giấy ong ở xã hay ở tỉnh", (Facet.PLACE,)),
        ("giấy ong công ty nộp hay mình nộp", (Facet.WHO,)),
        ("thả ong trong rừng thì xin phép ai", (Facet.PLACE, Facet.WHO)),
        ("nghe nói nhà nuôi ong có khoản tiền", (Facet.CONDITIONS,)),
        ("nhà tôi nuôi ong mà chưa có giấy tờ gì", ()),
    ],
)
def test_a_facet_is_asked_without_its_name(text: str, facets: tuple[Facet, ...]) -> None:
    """Two offices or two persons beside «hay», «ai», hearsay; a statement asks nothing."""
    assert _facets(text) == facets


def test_a_word_among_words_with_marks_is_meant_as_it_stands() -> None:
    """«con» is no «còn» there, and may be one where nobody types marks."""
    assert not _facets("đăng ký nhận con nuôi giấy tờ")
    assert Facet.DOCUMENTS in _facets("con giay to thi sao")
