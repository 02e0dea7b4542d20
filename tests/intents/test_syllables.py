"""What a Vietnamese syllable looks like."""

from __future__ import annotations

import pytest

from intents.syllables import is_syllable


@pytest.mark.parametrize(
    "word",
    ["khai", "sinh", "nghiêng", "gì", "giêng", "quyển", "đường", "ước", "oanh", "khuya", "ý", "thuê", "nghiep", "duoc"],
)
def test_a_syllable_is_known_with_marks_and_without(word: str) -> None:
    """Onset, rime and tone fit together."""
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["khôgn", "đnăg", "thơng", "ấmt", "wifi", "bng", "trr", "mấr", "hòc", "ddang", "zalo", ""]
)
def test_what_no_syllable_is(word: str) -> None:
    """Letters out of order, rimes that do not exist, a falling tone before a stop, foreign letters."""
    assert not is_syllable(word)
