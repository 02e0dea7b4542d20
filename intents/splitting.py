"""Several questions in one message: cut only where both sides plainly mean different procedures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from intents.cues import PhraseBook
from intents.intent import Answer, Clarify, Facet, General
from intents.utterance import Utterance

if TYPE_CHECKING:
    from intents.understand import Reading

_JOINTS = PhraseBook((word, True) for word in ("và", "với", "còn", "rồi", "đồng", "ngoài", "hay", "vừa", "cùng"))
SURE = 0.6
NAMED, LIKELY = 0.85, 0.7
SHORT = 4
LEAST_WORDS = 2
MOST_CUTS = 5


def split(utterance: Utterance, read: Callable[[Utterance], Reading]) -> tuple[Reading, ...]:
    """The parts of a message with several questions, each read by itself; empty when it is one question.

    A cut stands where a question ends or a joining word stands. It counts only when each side is answered surely, the
    two sides mean different procedures, and neither side lost its subject to the cut.
    """
    if len(utterance.words) < 2 * LEAST_WORDS + 1 or len(utterance.words) > 60:
        return ()
    best: tuple[float, tuple[Reading, ...]] = (0.0, ())
    for cut in _cuts(utterance):
        left, right = _part(utterance, 0, cut), _part(utterance, cut, len(utterance.words))
        first = read(left)
        sure_first = _sureness(first)
        if sure_first < SURE:
            continue
        second = read(right)
        sure_second = _sureness(second)
        if sure_second < SURE or _meant(first) & _meant(second):
            continue
        weakest = min(sure_first, sure_second)
        if weakest > best[0]:
            best = (weakest, (first, second))
    if not best[1]:
        return ()
    asked = {facet for part in best[1] for facet in part.cues.facets}
    return tuple(_with_facets(part, asked) for part in best[1])


def heading(utterance: Utterance) -> str:
    """A part as a heading: its words, masked, without the joining word that it began with."""
    joints = {found.start for found in _JOINTS.find(utterance.words, utterance.marked)}
    first = next((place for place in range(len(utterance.words) - 1) if place not in joints), len(utterance.words) - 1)
    text = " ".join(utterance.marked[first:])
    return text[:1].upper() + text[1:]


def _cuts(utterance: Utterance) -> list[int]:
    """Places where a new part may begin."""
    places = set(utterance.breaks)
    places.update(found.start for found in _JOINTS.find(utterance.words, utterance.marked))
    return sorted(place for place in places if LEAST_WORDS <= place <= len(utterance.words) - LEAST_WORDS)[:MOST_CUTS]


def _part(utterance: Utterance, start: int, end: int) -> Utterance:
    return Utterance(
        utterance.marked[start:end],
        utterance.words[start:end],
        frozenset(place - start for place in utterance.breaks if start < place < end),
        utterance.has_marks,
    )


def _sureness(reading: Reading) -> float:
    """How surely a part means something of its own: by confidence, or as nearly a name («lệ phí kết hôn»)."""
    judged = reading.judged
    if judged is None or not isinstance(reading.intent, Answer | Clarify | General):
        return 0.0
    named = judged.named >= NAMED and judged.answerable >= LIKELY
    if isinstance(reading.intent, Clarify) and not (named and len(reading.query.words) <= SHORT):
        return 0.0
    return max(judged.confidence, SURE if named else 0.0)


def _meant(reading: Reading) -> frozenset[str]:
    match reading.intent:
        case Answer(code=code):
            return frozenset({code})
        case General(answer=answer):
            return frozenset({answer})
        case Clarify(choices=choices):
            return frozenset(choice.code for choice in choices)
        case _:
            return frozenset()


def _with_facets(reading: Reading, asked: set[Facet]) -> Reading:
    """A part that names no facet is asked what the other part asks («khai sinh và kết hôn cần giấy gì»)."""
    if reading.cues.facets or not asked or not isinstance(reading.intent, Answer | Clarify):
        return reading
    order = tuple(facet for facet in Facet if facet in asked)
    return replace(reading, intent=replace(reading.intent, facets=order))
