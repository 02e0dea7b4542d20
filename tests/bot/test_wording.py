"""Our own sentences: well written, courteous, and promising nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import pytest

from bot import wording
from intents.intent import Facet
from knowledge.procedure import Channel, Level
from knowledge.text import normalise_tone_marks


def sentences(value: object) -> Iterator[str]:
    """Every string inside a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for each in value.values() for text in sentences(each))
    elif isinstance(value, tuple):
        yield from (text for each in value for text in sentences(each))


ALL = {name: tuple(sentences(value)) for name, value in vars(wording).items() if name.isupper()}
EVERY = [(name, text) for name, texts in ALL.items() for text in texts]


@pytest.mark.parametrize(("name", "text"), EVERY)
def test_text_is_nfc_with_one_spelling_of_tone_marks(name: str, text: str) -> None:
    """«hóa», «thủy»; no stray spaces."""
    assert unicodedata.normalize("NFC", text) == text
    assert normalise_tone_marks(text) == text
    assert "  " not in text
    assert not re.search(r"\s[,.;:!?]", text)


def test_free_is_said_in_one_sentence_only() -> None:
    """The one that shows the record's own note."""
    assert [name for name, text in EVERY if "miễn phí" in text.lower()] == ["FEE_FREE"]
    assert "{note}" in wording.FEE_FREE


@pytest.mark.parametrize(("name", "text"), EVERY)
def test_nobody_is_addressed_rudely(name: str, text: str) -> None:
    """We are «tôi», the person is «bạn»."""
    assert not re.search(r"\b(mày|tao|mi|hắn|nó|bọn|chúng mày)\b", text.lower())


@pytest.mark.parametrize("member", [*Facet, *Channel, *Level])
def test_every_kind_has_its_words(member: object) -> None:
    """Each facet, channel and level has a label."""
    tables = (wording.FACET_BUTTONS, wording.FACET_HEADINGS, wording.CHANNELS, wording.CHANNELS_INSIDE, wording.LEVELS)

    assert any(member in table for table in tables)


def test_button_labels_are_short() -> None:
    """Three fit in a row."""
    assert all(len(label) <= 16 for label in wording.FACET_BUTTONS.values())


def test_what_is_kept_is_told_truly() -> None:
    """The half hour that /start promises is the one that the state keeps."""
    from bot.state import SILENCE

    assert f"{SILENCE // 60} phút" in wording.PRIVACY
