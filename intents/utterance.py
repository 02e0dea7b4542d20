"""From a question as typed to an utterance: words with their marks and folded, chat spelling undone.

What is done, in this order: personal data masked by the caller; NFC and clean-up; words split at anything that is no
letter or digit; chat spelling and abbreviations put right where the neighbours make it safe (``data/spelling.toml``);
run-together words cut («dangkytamtru»); Telex residue decoded («ddangw»); unknown syllables put right where exactly
one known one is near.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from intents.correction import Known, correct, is_doubtful, is_foreign
from intents.cues import data
from knowledge.text import clean, fold, normalise_tone_marks

MOST_CHARACTERS = 4000
MOST_WORDS = 160
MOST_GUESSES = 40
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_CLAUSE = re.compile(r"[.?!;\n,:()\"«»…]")
_BREAK = re.compile(r"[?;\n]")


@dataclass(frozen=True, slots=True)
class Utterance:
    """A normalised question. ``marked`` and ``words`` run in step; ``breaks``: where a new question may begin."""

    marked: tuple[str, ...]
    words: tuple[str, ...]
    breaks: frozenset[int] = frozenset()
    has_marks: bool = False
    guessed: frozenset[int] = frozenset()
    """places of words that were put right by guessing"""

    def without(self, places: set[int]) -> Utterance:
        """The utterance less the words at ``places``."""
        keep = [place for place in range(len(self.words)) if place not in places]
        return Utterance(
            tuple(self.marked[place] for place in keep),
            tuple(self.words[place] for place in keep),
            has_marks=self.has_marks,
        )


@dataclass(frozen=True, slots=True)
class _Near:
    to: tuple[str, ...]
    beside: frozenset[str]


@cache
def _spelling() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[_Near, ...]]]:
    book = data("spelling")
    always = {word: tuple(to.split()) for word, to in book["always"].items()}
    near: dict[str, tuple[_Near, ...]] = {}
    for entry in book["near"]:
        rule = _Near(tuple(entry["to"].split()), frozenset(fold(word) for word in entry["beside"]))
        near[fold(entry["word"])] = (*near.get(fold(entry["word"]), ()), rule)
    return always, near


def utter(text: str, known: Known) -> Utterance:
    """Normalises ``text``.

    Args:
        text: what was typed, personal data masked.
        known: the words of the release's names.
    """
    text = normalise_tone_marks(clean(text[:MOST_CHARACTERS]))
    names: set[str] = set()
    marked: list[str] = []
    breaks: set[int] = set()
    last, begins = 0, False
    for match in _WORD.finditer(text):
        if _BREAK.search(text, last, match.start()) and marked:
            breaks.add(len(marked))
        inside = bool(marked) and not _CLAUSE.search(text, last, match.start())
        last = match.end()
        word = match.group(0)
        if not (word.isascii() or word.isalpha()):
            word = "".join(str(unicodedata.digit(letter, letter)) for letter in word)
        if inside and word.istitle():
            names.add(word.lower())
            if begins and marked:
                names.add(marked[-1])  # «Đắk Lắk» at the beginning
        begins = not inside and word.istitle()
        marked.append(word.lower())
        if len(marked) >= MOST_WORDS:
            break
    folded = [fold(word) for word in marked]
    has_marks = any(word != plain for word, plain in zip(marked, folded, strict=True))
    marked, folded, breaks = _respell(marked, folded, breaks)
    return _corrected(_Typed(marked, folded, breaks, has_marks, names), known)


class _Typed(NamedTuple):
    """Words as typed, chat spelling undone. ``names``: those with a capital inside a clause."""

    marked: Sequence[str]
    folded: Sequence[str]
    breaks: Set[int]
    has_marks: bool
    names: Set[str]


def _corrected(typed: _Typed, known: Known) -> Utterance:
    """The utterance with its typing errors put right; only the first ``MOST_GUESSES`` doubtful words are looked at."""
    marked, folded, breaks, has_marks, names = typed
    out_marked: list[str] = []
    out: list[str] = []
    out_breaks: set[int] = set()
    guessed: set[int] = set()
    guesses = 0
    foreign = is_foreign(marked, known)
    for place, (word, plain) in enumerate(zip(marked, folded, strict=True)):
        if len(out) >= MOST_WORDS:
            break
        if place in breaks:
            out_breaks.add(len(out))
        left = out[-1] if out else "^"
        right = folded[place + 1] if place + 1 < len(folded) else "$"
        found: tuple[str, ...] = (word,)
        if guesses < MOST_GUESSES and word not in names and is_doubtful(word, plain, left, right, known):
            guesses += 1
            found = correct(word, plain, left, right, known, foreign=foreign)
            if not has_marks:
                found = tuple(map(fold, found))
            if found != (word,):
                guessed.update(range(len(out), len(out) + len(found)))
        out_marked.extend(found)
        out.extend((plain,) if found == (word,) else map(fold, found))
    return Utterance(tuple(out_marked), tuple(out), frozenset(out_breaks), has_marks, frozenset(guessed))


def spell_out(marked: Sequence[str], folded: Sequence[str]) -> tuple[list[str], list[str]]:
    """Abbreviations of the field undone in a name: (words with marks, folded words)."""
    always, _ = _spelling()
    out_marked: list[str] = []
    out: list[str] = []
    for word, plain in zip(marked, folded, strict=True):
        to = always.get(word, (word,)) if len(word) > 2 else (word,)
        out_marked.extend(to)
        out.extend((plain,) if to == (word,) else (fold(part) for part in to))
    return out_marked, out


def _respell(marked: Sequence[str], folded: Sequence[str], breaks: set[int]) -> tuple[list[str], list[str], set[int]]:
    """Undoes chat spelling and abbreviations."""
    always, near = _spelling()
    out_marked: list[str] = []
    out: list[str] = []
    out_breaks: set[int] = set()
    count = len(folded)
    for place, (word, plain) in enumerate(zip(marked, folded, strict=True)):
        if place in breaks:
            out_breaks.add(len(out))
        to: tuple[str, ...] = ()
        for rule in near.get(plain, ()):
            beside = {folded[other] for other in range(max(0, place - 2), min(count, place + 3)) if other != place}
            beside |= {f"<{other}" for other in folded[max(0, place - 1) : place]}
            beside |= {f">{other}" for other in folded[place + 1 : place + 2]}
            if place == 0:
                beside.add("^")
            if place == count - 1:
                beside.add("$")
            if "*" in rule.beside or beside & rule.beside:
                to = rule.to
                break
        if not to:
            to = always.get(word, ())
        if to:
            out_marked.extend(to)
            out.extend(fold(part) for part in to)
        else:
            out_marked.append(word)
            out.append(plain)
    return out_marked, out, out_breaks
