"""Which language a refusal speaks."""

from __future__ import annotations

import pytest

from intents.language import language_of
from intents.ranking import Scorer
from intents.utterance import utter


def _language(text: str, scorer: Scorer) -> str:
    return language_of(utter(text, scorer.index.known()), scorer)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", "vi"),
        ("😀", "vi"),
        ("tôi muốn hỏi một việc khác hẳn", "vi"),
        ("ok", "vi"),
        ("nuoi ong", "vi"),
        ("where can I get a new driving licence for my motorbike please", "en"),
        ("สวัสดีครับ", "en"),
        ("你好，我想问一下", "en"),
        ("Здравствуйте, помогите", "en"),
    ],
)
def test_the_language_of_a_refusal(scorer: Scorer, text: str, language: str) -> None:
    """Vietnamese unless it plainly is not."""
    assert _language(text, scorer) == language


def test_a_long_text_is_read_at_its_beginning(scorer: Scorer) -> None:
    """The detector sees the beginning only."""
    utterance = utter("where can I get a new driving licence please " * 80, scorer.index.known())

    assert language_of(utterance, scorer) == "en"
