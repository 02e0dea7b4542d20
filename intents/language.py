"""Which language to refuse in. Never a gate: it runs only when nothing matched.

Order after ``parts.md``: script ranges, letters that only Vietnamese has, share of syllables known from our own names,
then a seeded langdetect restricted to the languages we answer, from 12 characters and p ≥ 0.9; else Vietnamese.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from intents.ranking import Scorer
from intents.syllables import is_syllable
from intents.utterance import Utterance

_ONLY_VIETNAMESE = re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
_FOREIGN_SCRIPT = re.compile(
    r"[\u1780-\u17ff\u0e00-\u0eff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af\u0400-\u04ff\u0600-\u06ff]"
)
LANGUAGES = ("vi", "en")
MOST_DETECTED = 200
"""Characters that langdetect gets to see: enough to tell, and its time grows with them."""


def language_of(utterance: Utterance, scorer: Scorer) -> str:
    """ISO 639-1 of the language to refuse in: vi or en (any foreign language)."""
    text = " ".join(utterance.marked)
    if _FOREIGN_SCRIPT.search(text):
        return "en"
    if _ONLY_VIETNAMESE.search(text) or not utterance.words:
        return "vi"
    known = sum(1 for word in utterance.words if scorer.index.counts.get(word, 0) > 0 and is_syllable(word))
    if known / len(utterance.words) >= 0.6:
        return "vi"
    if len(text) < 12:
        return "vi"
    for guess in _detector(text[:MOST_DETECTED]):
        if guess.lang == "en" and guess.prob >= 0.9:
            return "en"
    return "vi"


def _detector(text: str) -> list[Any]:
    """Seeded guesses among the languages we answer; empty when langdetect finds no features."""
    from langdetect.lang_detect_exception import LangDetectException  # noqa: PLC0415 (rarely needed)

    detector = _factory().create()
    detector.set_prior_map({language: 1.0 / len(LANGUAGES) for language in LANGUAGES})
    detector.seed = 0
    detector.append(text)
    try:
        return list(detector.get_probabilities())
    except LangDetectException:
        return []


@cache
def _factory() -> Any:  # noqa: ANN401 (langdetect has no types)
    from langdetect import PROFILES_DIRECTORY, DetectorFactory  # noqa: PLC0415 (see above)

    factory = DetectorFactory()
    profiles = Path(PROFILES_DIRECTORY)
    factory.load_json_profile([(profiles / language).read_text(encoding="utf-8") for language in LANGUAGES])
    return factory
