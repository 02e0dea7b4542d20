"""From a question as typed to an utterance: words with their marks and folded, chat spelling undone.

What is done, in this order: personal data masked by the caller; NFC and clean-up; words split at anything that is no
letter or digit; chat spelling and abbreviations put right where the neighbours make it safe (``data/spelling.toml``);
run-together words cut («dangkytamtru»); Telex residue decoded («ddangw»); unknown syllables put right where exactly
one known one is near.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from intents.cues import data
from knowledge.text import clean, fold, normalise_tone_marks

MOST_CHARACTERS = 4000
MOST_WORDS = 160
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_BREAK = re.compile(r"[.?!;\n,:()\"«»…]")


@dataclass(frozen=True, slots=True)
class Utterance:
    """A normalised question. ``marked`` and ``words`` run in step; ``breaks``: places where a clause ends."""

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


ONSETS = ("ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr", *"bcdghklmnprstvx", "")
_RIMES = frozenset(
    [
        "a",
        "ac",
        "ach",
        "ai",
        "am",
        "an",
        "ang",
        "anh",
        "ao",
        "ap",
        "at",
        "au",
        "ay",
        "e",
        "ec",
        "em",
        "en",
        "eng",
        "eo",
        "ep",
        "et",
        "eu",
        "i",
        "ia",
        "ich",
        "iec",
        "iem",
        "ien",
        "ieng",
        "iep",
        "iet",
        "ieu",
        "im",
        "in",
        "inh",
        "ip",
        "it",
        "iu",
        "o",
        "oa",
        "oac",
        "oach",
        "oai",
        "oam",
        "oan",
        "oang",
        "oanh",
        "oao",
        "oap",
        "oat",
        "oay",
        "oc",
        "oe",
        "oem",
        "oen",
        "oeo",
        "oet",
        "oi",
        "om",
        "on",
        "ong",
        "op",
        "ot",
        "ooc",
        "oong",
        "u",
        "ua",
        "uac",
        "uan",
        "uang",
        "uat",
        "uay",
        "uc",
        "ue",
        "uech",
        "uen",
        "uenh",
        "uet",
        "ueu",
        "ui",
        "um",
        "un",
        "ung",
        "uo",
        "uoc",
        "uoi",
        "uom",
        "uon",
        "uong",
        "uop",
        "uot",
        "uou",
        "up",
        "ut",
        "uu",
        "uy",
        "uya",
        "uych",
        "uyen",
        "uyet",
        "uynh",
        "uyt",
        "uyu",
        "y",
        "yem",
        "yen",
        "yet",
        "yeu",
        "ym",
        "ynh",
    ]
)


@cache
def is_syllable(word: str) -> bool:
    """Whether a folded word is built like a Vietnamese syllable."""
    for onset in ONSETS:
        if word.startswith(onset) and word[len(onset) :] in _RIMES:
            return True
    return word in ("gi", "gin", "gia", "gieng", "giet")


def utter(text: str, counts: Mapping[str, int], pairs: Callable[[str, str], int]) -> Utterance:
    """Normalises ``text``. ``counts``.

    How often a folded word stands in the release's names; ``pairs``: how often two stand together.
    """
    text = normalise_tone_marks(clean(text[:MOST_CHARACTERS]).lower())
    marked: list[str] = []
    breaks: set[int] = set()
    last = 0
    for match in _WORD.finditer(text):
        if _BREAK.search(text, last, match.start()) and marked:
            breaks.add(len(marked))
        last = match.end()
        marked.append(match.group(0))
        if len(marked) >= MOST_WORDS:
            break
    folded = [fold(word) for word in marked]
    has_marks = any(word != plain for word, plain in zip(marked, folded, strict=True))
    marked, folded, breaks = _respell(marked, folded, breaks)
    out_marked: list[str] = []
    out: list[str] = []
    out_breaks: set[int] = set()
    guessed: set[int] = set()
    for place, (word, plain) in enumerate(zip(marked, folded, strict=True)):
        if place in breaks:
            out_breaks.add(len(out))
        if plain in counts or not plain.isascii() or any(c.isdigit() for c in plain) or len(plain) < 2:
            out_marked.append(word)
            out.append(plain)
            continue
        if is_syllable(plain) and len(plain) <= 6:
            out_marked.append(word)
            out.append(plain)
            continue
        left = out[-1] if out else ""
        right = folded[place + 1] if place + 1 < len(folded) else ""
        repaired = _repair(plain, left, right, counts, pairs)
        guessed.update(range(len(out), len(out) + len(repaired)))
        out.extend(repaired)
        out_marked.extend(repaired)
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


_TELEX_PAIRS = (("aa", "a"), ("ee", "e"), ("oo", "o"), ("dd", "d"), ("aw", "a"), ("ow", "o"), ("uw", "u"))
_REGISTER = ("dk", "dki", "dky")
LETTERS = "abcdeghiklmnopqrstuvxy"


def telex(word: str) -> str:
    """A folded word with Telex residue taken out: «ddangw» → «dang», «tamj» → «tam»."""
    for pair, single in _TELEX_PAIRS:
        word = word.replace(pair, single)
    word = word.replace("w", "")
    if len(word) > 2 and word[-1] in "sfrxj":
        word = word[:-1]
    return word


def _repair(word: str, left: str, right: str, counts: Mapping[str, int], pairs: Callable[[str, str], int]) -> list[str]:
    """A folded word that is no known syllable: cut, decoded or put right; as it was when nothing is near."""
    if len(word) >= 6:
        cut = _cut(word, counts, pairs)
        if cut:
            return cut
    decoded = telex(word)
    if decoded != word and decoded in counts:
        return [decoded]
    best, best_score = word, 0.0
    if len(word) <= 9:
        for other in edits(word):
            if other in counts:
                score = 0.001 * min(counts[other], 1000) + pairs(left, other) + pairs(other, right)
                if score > best_score:
                    best, best_score = other, score
    if best_score == 0.0 and len(word) >= 5:
        cut = _cut(word, counts, pairs)
        if cut:
            return cut
    return [best]


def edits(word: str) -> set[str]:
    """Words one typing error away: a letter swapped, dropped, added or replaced."""
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    near = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    near |= {a + b[1:] for a, b in cuts if b}
    near |= {a + letter + b[1:] for a, b in cuts if b for letter in LETTERS}
    near |= {a + letter + b for a, b in cuts for letter in LETTERS}
    near.discard(word)
    return near


def _cut(word: str, counts: Mapping[str, int], pairs: Callable[[str, str], int]) -> list[str]:
    """A run-together word cut into known syllables, the likeliest way; empty when there is none."""
    size = len(word)
    if size > 60:
        return []
    best: list[tuple[float, tuple[str, ...]] | None] = [None] * (size + 1)
    best[0] = (0.0, ())
    for end in range(1, size + 1):
        for start in range(max(0, end - 7), end):
            before = best[start]
            if before is None:
                continue
            part = word[start:end]
            if part in counts and (len(part) > 1):
                score = -4.0 + min(counts[part], 50) * 0.02
            elif start == 0 and part in _REGISTER:
                score = -4.0
            elif is_syllable(part) and len(part) > 1:
                score = -6.0
            else:
                continue
            if before[1] and pairs(before[1][-1], part):
                score += 3.0
            total = before[0] + score
            held = best[end]
            if held is None or total > held[0]:
                best[end] = (total, (*before[1], part))
    found = best[size]
    if found is None or len(found[1]) < 2:
        return []
    parts = found[1]
    if parts[0] in _REGISTER:
        return ["dang", "ky", *parts[1:]]
    return list(parts) if any(pairs(left, right) for left, right in pairwise(parts)) else []
