"""Typing errors put right: a letter swapped, dropped, doubled or missed, Telex residue, run-together words.

A word is put right by what its neighbours expect: pairs that names hold (the release's index) and pairs that people
say (``intents.vocabulary``). A word that is no syllable is taken for an error; one that is a syllable only when it is
rare, goes with neither neighbour, and one other word plainly does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from math import log1p
from typing import NamedTuple

from rapidfuzz.distance import OSA

from intents.cues import data
from intents.syllables import is_syllable
from intents.telex import decode
from intents.vocabulary import Vocabulary, vocabulary
from knowledge.text import fold

LETTERS = "abcdeghiklmnopqrstuvxy"
LONGEST_EDITED = 9
LONGEST_CUT = 60
FOREIGN = 0.4
RARE = 12
"""A word that names hold so often is nobody's typing error."""
SOFT = 4.0
"""How much its neighbours must speak for a word that replaces a syllable."""
LEAD = 1.5
"""And how much more than for the next best."""
_REGISTER = ("dk", "dki", "dky")
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BEFORE_NAMES = "huyen xa phuong tinh quan thon ap lang duong pho ba anh chi ong co chu ten truong chua cho cau tp"
_PLACES = frozenset(_BEFORE_NAMES.split())
"""After one of these a name may stand, which nobody knows."""


class Known(NamedTuple):
    """What a release knows: how often a folded word stands in its names, how often two stand side by side."""

    counts: Mapping[str, int]
    pairs: Callable[[str, str], int]
    written: Callable[[str], bool] = bool
    """whether a name writes a word with these marks"""


def is_doubtful(word: str, plain: str, left: str, right: str, known: Known) -> bool:
    """Whether a word (``plain``: folded) may be a typing error; ``left``, ``right``: its neighbours, folded."""
    if len(plain) < 2 or not plain.isascii() or not plain.isalpha():
        return False
    if not is_syllable(word) or len(plain) > 6:
        return (plain not in known.counts and plain not in vocabulary().words) or (word != plain and len(plain) < 7)
    speech = vocabulary()
    if left in _PLACES or word in speech.spellings.get(plain, ()):
        return False
    if word == plain and plain in speech.words:
        return False
    if known.counts.get(plain, 0) >= RARE and (word == plain or known.written(word)):
        return False
    return not _support(plain, left, right, known, speech)


def is_foreign(words: Sequence[str], known: Known) -> bool:
    """Whether so many words are no syllables that they are another language, or typed without a Telex keyboard."""
    speech = vocabulary()
    strange = sum(
        1
        for word in words
        if word.isalpha() and not is_syllable(word) and not (word in known.counts or word in speech.words)
    )
    return strange > 3 and strange > FOREIGN * len(words)


def correct(word: str, plain: str, left: str, right: str, known: Known, *, foreign: bool = False) -> tuple[str, ...]:
    """The words that were meant, with marks where they are known; ``(word,)`` when nothing is near enough.

    ``foreign``: the words around it are no Vietnamese: only keys and run-together words are read, nothing is guessed.
    """
    speech = vocabulary()
    syllable = is_syllable(word)
    if not syllable:
        written_out = _abbreviation(word)
        if written_out:
            return written_out
    if len(plain) >= 7:
        cut = _cut(plain, known)
        if cut:
            return cut
    if foreign:
        decoded = decode(word)
        known_word = fold(decoded) in known.counts or fold(decoded) in speech.words
        return (decoded,) if is_syllable(decoded) and known_word else (word,)
    if len(plain) <= LONGEST_EDITED:
        found = _nearest(word, plain, left, right, known, speech, sure=syllable)
        if found:
            return (found,)
    return (not syllable and len(plain) >= 5 and _cut(plain, known)) or (word,)


@cache
def _abbreviations() -> Mapping[str, tuple[str, ...]]:
    return {word: tuple(to.split()) for word, to in data("spelling")["always"].items()}


def _abbreviation(word: str) -> tuple[str, ...]:
    """An abbreviation with one letter doubled («hkdd»)."""
    for place in range(1, len(word)):
        if word[place] == word[place - 1]:
            found = _abbreviations().get(word[:place] + word[place + 1 :])
            if found and len(word) > 3:
                return found
    return ()


def _support(word: str, left: str, right: str, known: Known, speech: Vocabulary) -> float:
    """How much the neighbours speak for a word."""
    return sum(
        log1p(known.pairs(a, b)) + 1.5 * log1p(speech.pairs.get((a, b), 0)) for a, b in ((left, word), (word, right))
    )


def _nearest(word: str, plain: str, left: str, right: str, known: Known, speech: Vocabulary, *, sure: bool) -> str:
    """The likeliest known word that is one typing error away; empty when there is none.

    ``sure``: the word as typed is a syllable, so that another must plainly be meant.
    """
    best, best_score, second = "", 0.0, 0.0
    decoded = decode(word)
    typed = fold(decoded)
    near = edits(plain) | (edits(typed) | {typed} if typed != plain else set())
    if not sure:
        near.add(plain)
    for other in near:
        count = known.counts.get(other, 0) + 3 * speech.words.get(other, 0)
        if not count and other not in known.counts:
            continue
        if other == typed and decoded != word and is_syllable(decoded):
            spelled, distance, odd = decoded, 1, -6.0 if word.isascii() else -1.0
        else:
            spelled, distance = _spelled(word, plain, other, speech)
            odd = _oddness(plain, other)
        if spelled == word:
            continue
        support = _support(other, left, right, known, speech)
        if sure and (support < SOFT or distance > 1):
            continue
        score = 0.1 + support + 0.3 * log1p(count) - 2.5 * (distance - 1) - odd
        if score > best_score:
            best, best_score, second = spelled, score, best_score
        elif score > second:
            second = score
    return "" if sure and best_score < second + LEAD else best


def _spelled(word: str, plain: str, other: str, speech: Vocabulary) -> tuple[str, int]:
    """(how ``other`` is spelled, how many typing errors that is from ``word``, at most 3)."""
    if word == plain:
        return other, 1
    spellings = speech.spellings.get(other, frozenset())
    near = sorted((OSA.distance(word, spelling, score_cutoff=2), spelling) for spelling in spellings)
    if not near:
        return other, 2
    least, spelling = near[0]
    alone = len(near) == 1 or near[1][0] > least
    return (spelling if alone and least <= 1 else other), max(least, 1)


def _oddness(typed: str, meant: str) -> float:
    """How much less likely than other errors the one between two words is."""
    if typed == meant:
        return 0.0
    if _undoubled(typed, meant):
        return -2.0
    if typed[0] != meant[0] and typed[1:] != meant and typed != meant[1:] and sorted(typed) != sorted(meant):
        return 0.0 if (meant[0], typed[0]) in _neighbours() else 1.5
    if len(typed) == len(meant) and sorted(typed) != sorted(meant):
        changed = next((pair for pair in zip(meant, typed, strict=True) if pair[0] != pair[1]), ("", ""))
        return 0.0 if changed in _neighbours() else 1.0
    return 0.0


def _undoubled(typed: str, meant: str) -> bool:
    return len(typed) == len(meant) + 1 and any(
        a == b and typed[:place] + typed[place + 1 :] == meant for place, (a, b) in enumerate(pairwise(typed))
    )


@cache
def _neighbours() -> frozenset[tuple[str, str]]:
    """Letters whose keys touch, both ways."""
    touching: set[tuple[str, str]] = set()
    for row, keys in enumerate(_KEYS):
        for place, key in enumerate(keys):
            beside = [keys[place + 1 : place + 2]]
            if row + 1 < len(_KEYS):
                beside += [_KEYS[row + 1][place - 1 : place] if place else "", _KEYS[row + 1][place : place + 1]]
            for other in filter(None, beside):
                touching |= {(key, other), (other, key)}
    return frozenset(touching)


def edits(word: str) -> set[str]:
    """Words one typing error away: a letter swapped, dropped, added or replaced."""
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    near = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    near |= {a + b[1:] for a, b in cuts if b}
    near |= {a + letter + b[1:] for a, b in cuts if b for letter in LETTERS}
    near |= {a + letter + b for a, b in cuts for letter in LETTERS}
    near.discard(word)
    return near


def _cut(word: str, known: Known) -> tuple[str, ...]:
    """A run-together word cut into known syllables, the likeliest way; empty when there is none."""
    size = len(word)
    if size > LONGEST_CUT:
        return ()
    best: list[tuple[float, tuple[str, ...]] | None] = [None] * (size + 1)
    best[0] = (0.0, ())
    for end in range(1, size + 1):
        for start in range(max(0, end - 7), end):
            before = best[start]
            part = word[start:end]
            score = _part_score(part, start, known)
            if before is None or score is None:
                continue
            total = before[0] + score
            if before[1] and _is_pair(before[1][-1], part, known):
                total += 3.0
            held = best[end]
            if held is None or total > held[0]:
                best[end] = (total, (*before[1], part))
    found = best[size]
    if found is None or len(found[1]) < 2:
        return ()
    parts = found[1]
    if parts[0] in _REGISTER:
        return ("dang", "ky", *parts[1:])
    return parts if any(_is_pair(left, right, known) for left, right in pairwise(parts)) else ()


def _part_score(part: str, start: int, known: Known) -> float | None:
    """How likely a part of a run-together word is; None: it is no syllable."""
    if len(part) < 2:
        return None
    if part in known.counts:
        return -4.0 + min(known.counts[part], 50) * 0.02
    if start == 0 and part in _REGISTER:
        return -4.0
    return -6.0 if is_syllable(part) else None


def _is_pair(left: str, right: str, known: Known) -> bool:
    return bool(known.pairs(left, right)) or (left, right) in vocabulary().pairs
