"""Escaping, cutting and keyboards, for any reply whatever."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reply import Button, Section, Span, Style
from bot.telegram_text import MOST_ROWS, cut, keyboard, units
from tests.bot.bot_api_server import parsed

LIMIT = 120
SPANS = st.builds(
    Span,
    st.text(st.characters(), max_size=80) | st.text("ab ạ🪁&<>\"'\n", max_size=300),
    st.sampled_from(Style),
    st.sampled_from(["", "", "https://x.vn/?a=1&b=\"<>'", "javascript:alert(1)"]),
)
SECTIONS = st.lists(
    st.builds(Section, st.just("answer"), st.lists(st.lists(SPANS, max_size=5).map(tuple), max_size=5).map(tuple)),
    max_size=5,
)


def visible(text: str) -> str:
    """The characters that can be told apart however lines are broken."""
    return re.sub(r"[\s\x00-\x1f\x7f\ud800-\udfff]", "", text)


@given(SECTIONS)
def test_whatever_is_said_is_cut_soundly_and_nothing_is_lost(sections: list[Section]) -> None:
    """Each message fits, its tags are closed, its words are the reply's in order, and none is empty."""
    messages = cut(sections, 400)
    said = "".join(span.text for section in sections for line in section.lines for span in line)

    assert all(0 < units(message) <= 400 for message in messages)
    assert visible("".join(map(parsed, messages))) == visible(said)
    assert all(parsed(message).strip() for message in messages)


@given(st.text(st.characters(), min_size=1, max_size=400), st.sampled_from(Style))
def test_an_endless_word_is_cut_by_letters(text: str, style: Style) -> None:
    """Even without a space every message fits and stays sound."""
    word = "".join(text.split())
    messages = cut([Section("answer", ((Span(word, style),),))], LIMIT)

    assert all(units(message) <= LIMIT for message in messages)
    assert visible("".join(map(parsed, messages))) == visible(word)


def test_sections_are_kept_together() -> None:
    """A section that fits in a message of its own is not cut, even if the message before has room."""
    first = Section("answer", ((Span("a" * 70),),))
    second = Section("steps", ((Span("b" * 40),), (Span("c" * 40),)))

    assert cut([first, second], LIMIT) == ["a" * 70, "b" * 40 + "\n" + "c" * 40]


def test_a_long_section_is_cut_at_lines_and_a_long_line_at_words() -> None:
    """Words are whole; a bold line stays bold in each piece."""
    words = " ".join(f"word{number:02d}" for number in range(40))
    messages = cut([Section("answer", ((Span("head"),), (Span(words, Style.BOLD),)))], LIMIT)

    assert messages[0] == "head" or messages[0].startswith("head\n<b>")
    assert re.findall(r"word\d\d", " ".join(messages)) == words.split()
    assert all(message.count("<b>") == message.count("</b>") == 1 for message in messages if "word" in message)


def test_a_link_is_never_cut() -> None:
    """A link goes whole into the next message."""
    link = Span("the portal's page of this procedure", link="https://dichvucong.gov.vn/thu-tuc-hanh-chinh/1")
    messages = cut([Section("answer", ((Span("x " * 50), link),))], LIMIT)

    assert messages[-1] == f'<a href="{link.link}">the portal\'s page of this procedure</a>'


def test_emoji_count_twice() -> None:
    """Telegram counts UTF-16 units: 60 kites fill 120."""
    messages = cut([Section("answer", ((Span("🪁" * 61),),))], LIMIT)

    assert list(map(len, messages)) == [60, 1]


@given(st.lists(st.builds(Button, st.text("aạ", min_size=1, max_size=60), st.just("x")), max_size=24))
def test_keyboards_have_at_most_eight_rows_in_order(buttons: list[Button]) -> None:
    """Rows hold the buttons in order, at most eight by eight."""
    rows = keyboard(buttons)
    flat = [button for row in rows for button in row]

    assert len(rows) <= MOST_ROWS
    assert all(1 <= len(row) <= 8 for row in rows)
    assert flat == buttons[: len(flat)]


@pytest.mark.parametrize(("labels", "rows"), [(["Giấy tờ"] * 4, [3, 1]), (["1"] * 7, [6, 1]), (["a" * 50] * 2, [1, 1])])
def test_short_labels_stand_side_by_side(labels: list[str], rows: list[int]) -> None:
    """Three facets, six numbers or one long name in a row."""
    assert [len(row) for row in keyboard([Button(label, "x") for label in labels])] == rows


@given(st.lists(st.builds(Button, st.text("aạ", min_size=1, max_size=64), st.just("x")), max_size=16))
def test_sixteen_buttons_are_never_cut_off(buttons: list[Button]) -> None:
    """However long and short labels follow each other, the last one, which leads back, is there."""
    assert [button for row in keyboard(buttons) for button in row] == buttons
