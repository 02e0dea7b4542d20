"""Telex residue."""

from __future__ import annotations

import pytest

from intents.syllables import is_syllable
from intents.telex import decode
from intents.vocabulary import vocabulary
from knowledge.text import normalise_tone_marks
from scripts.typing_errors import telex_keys


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ("ddangw", "đăng"),
        ("dangwd", "đăng"),
        ("kys", "ký"),
        ("giaasy", "giấy"),
        ("truwowngf", "trường"),
        ("hoaf", "hòa"),
        ("quyeets", "quyết"),
        ("khai", "khai"),
        ("", ""),
        ("w", "w"),
    ],
)
def test_keys_become_the_word(keys: str, word: str) -> None:
    """As a keyboard set to Telex would have it; what types nothing stays."""
    assert normalise_tone_marks(decode(keys)) == word


def test_every_known_syllable_survives_its_own_keys() -> None:
    """Whatever our data spell: typed as keys and decoded, it is itself again."""
    words = [word for found in vocabulary().spellings.values() for word in found if is_syllable(word)]
    wrong = [word for word in words if not word.isascii() and normalise_tone_marks(decode(telex_keys(word))) != word]

    assert len(words) > 1000
    assert wrong == []
