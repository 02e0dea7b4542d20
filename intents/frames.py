"""Frames: the acts and circumstances of a title or a question (``data/frames.toml``), as bit masks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from intents.cues import PhraseBook, data
from intents.vocabulary import vocabulary
from knowledge.text import fold, normalise_tone_marks

MOST_READINGS = 3
"""How many words one without marks may be and still say something alone; measured on questions without marks."""
_WORD = re.compile(r"[^\W_]+", re.UNICODE)


class Frame(NamedTuple):
    """Bit masks: which acts, which circumstances. Bit n is the n-th entry of the data file."""

    acts: int = 0
    circumstances: int = 0


NO_FRAME = Frame()


@cache
def _book(kind: str, side: str) -> PhraseBook[int]:
    """Phrase → mask of the entries that hold it."""
    masks: dict[str, int] = {}
    for bit, entry in enumerate(data("frames")[kind]):
        for phrase in entry[side]:
            key = " ".join(phrase.lower().split())
            masks[key] = masks.get(key, 0) | (1 << bit)
    return PhraseBook(masks.items())


def names_of(kind: str, mask: int) -> list[str]:
    """The ids of the entries in ``mask``; ``kind`` is act or circumstance."""
    return [entry["id"] for bit, entry in enumerate(data("frames")[kind]) if mask >> bit & 1]


def _mask(kind: str, side: str, words: Sequence[str], marked: Sequence[str]) -> int:
    mask = 0
    for found in _book(kind, side).find_all(words, marked):
        if found.end - found.start > 1 or side == "title" or not _unclear(words[found.start], marked[found.start]):
            mask |= found.value
    return mask


def _unclear(word: str, typed: str) -> bool:
    """Whether a word typed without marks may be many («ma»: mã, má, mà, mạ, ma), so that alone it says nothing."""
    return typed.isascii() and len(vocabulary().spellings.get(word, ())) > MOST_READINGS


def frame_of(words: Sequence[str], marked: Sequence[str], side: str) -> Frame:
    """The frame of folded words (``marked``: as typed); ``side``: title or question."""
    return Frame(_mask("act", side, words, marked), _mask("circumstance", side, words, marked))


def frame_of_title(title: str) -> Frame:
    """The frame of an official title."""
    marked = _WORD.findall(normalise_tone_marks(title).lower())
    return frame_of([fold(word) for word in marked], marked, "title")
