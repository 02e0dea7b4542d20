"""Where names of persons stand: announced («tên tôi là …», «anh …»), or plain by themselves («Nguyễn Văn …»)."""

from __future__ import annotations

import re
from enum import Enum
from functools import cache
from typing import NamedTuple

from intents.cues import data
from knowledge.text import fold

_WORD = re.compile(r"[^\W\d_]+")
_STOPS = re.compile(r"[.?!;\n▒/]")
_MOST_WORDS = 5
_SHOUTED = 0.7
"""From this share of capital letters on, a capital says nothing."""


class _Word(NamedTuple):
    start: int
    end: int
    text: str
    """in lower case"""
    folded: str
    capital: bool


class _Announced(Enum):
    NOT = 0
    BY_PERSON = 1
    """«anh …», «mình là …»: a surname must follow"""
    BY_NAME = 2
    """«tên …»: a surname or several capitals must follow"""
    IN_FULL = 3
    """«tên tôi là …»: any capital"""


class _Book(NamedTuple):
    surnames: frozenset[str]
    """with marks and without"""
    common: frozenset[str]
    plain: frozenset[str]
    middle: frozenset[str]
    persons: frozenset[str]
    whose: frozenset[str]
    stop: frozenset[str]
    never: frozenset[str]
    places: frozenset[str]


def _both(words: list[str]) -> frozenset[str]:
    return frozenset(words) | frozenset(fold(word) for word in words)


@cache
def _book() -> _Book:
    book = data("personal")["names"]
    return _Book(
        surnames=_both([*book["surnames"], *book["rarer_surnames"]]),
        common=_both(book["surnames"]),
        plain=_both(book["plain_surnames"]),
        middle=_both(book["middle"]),
        persons=_both([person.split()[-1] for person in book["persons"]]),
        whose=frozenset(fold(word) for word in book["whose"]),
        stop=_both(book["stop"]),
        never=frozenset(fold(words) for words in book["never"]),
        places=frozenset(fold(word.split()[-1]) for word in book["places"]),
    )


def find_names(text: str) -> list[tuple[int, int]]:
    """(start, end) of each person's name in ``text``, from left to right."""
    letters = sum(map(str.isalpha, text))
    shouted = sum(map(str.isupper, text)) > _SHOUTED * letters and letters > 8
    words = [
        _Word(match.start(), match.end(), low := found.lower(), fold(low), found[0].isupper() and not shouted)
        for match in _WORD.finditer(text)
        if (found := match.group(0))
    ]
    names: list[tuple[int, int]] = []
    place = 0
    while place < len(words):
        last = _name_end(text, words, place)
        if last > place:
            names.append((words[place].start, words[last - 1].end))
            place = last
        else:
            place += 1
    return names


def _name_end(text: str, words: list[_Word], place: int) -> int:
    """The place after the last word of the name that begins at ``place``; ``place`` itself when none does."""
    book, word = _book(), words[place]
    if not word.capital and word.text not in book.common:
        return place
    is_surname = word.text in book.surnames
    follows_place = place > 0 and words[place - 1].folded in book.places and _joined(text, words, place - 1)
    announced = _Announced.NOT if follows_place else _announced(text, words, place)
    if not is_surname and announced.value < _Announced.BY_NAME.value:
        return place
    if _never(words, place):
        return place
    second = words[place + 1] if place + 1 < len(words) and _joined(text, words, place) else None
    if not word.capital and _never(words, place + 1):
        return place
    if is_surname and second is not None and second.text in book.middle:
        plain = word.capital or not word.text.isascii() or word.text in book.plain
        if (announced is not _Announced.NOT or (plain and not follows_place)) and place + 2 < len(words):
            return _run(text, words, place, sure=3)
        return place
    capitals = _capitals(text, words, place)
    if announced is _Announced.NOT:
        return place
    if capitals >= 2 and (is_surname or announced.value >= _Announced.BY_NAME.value):
        return place + capitals
    if capitals == 1 and announced is _Announced.IN_FULL and (second is None or not second.capital):
        longer = _run(text, words, place, sure=1) if is_surname else place + 1
        return longer if longer > place + 1 or not is_surname else place + 1
    if announced.value >= _Announced.BY_NAME.value and word.text in book.common:
        end = _run(text, words, place, sure=1)
        return end if end > place + 1 else place
    return place


def _never(words: list[_Word], place: int) -> bool:
    never = _book().never
    return any(" ".join(word.folded for word in words[place : place + size]) in never for size in (2, 3))


def _joined(text: str, words: list[_Word], place: int) -> bool:
    """Whether only spaces stand between a word and the next."""
    return text[words[place].end : words[place + 1].start].isspace()


def _capitals(text: str, words: list[_Word], place: int) -> int:
    """How many words with a capital stand in a row from ``place`` on."""
    count = 0
    while (
        count < _MOST_WORDS
        and place + count < len(words)
        and words[place + count].capital
        and (count == 0 or (_joined(text, words, place + count - 1) and not _is_place_word(words[place + count])))
    ):
        count += 1
    return count


def _is_place_word(word: _Word) -> bool:
    return len(word.text) > 1 and word.text in ("phường", "xã", "huyện", "quận", "tỉnh", "thành", "thôn", "ấp", "tổ")


def _run(text: str, words: list[_Word], place: int, sure: int) -> int:
    """The end of a name in lower case: ``sure`` words in any case, then until a word that no name holds."""
    end = place + 1
    while end < len(words) and end - place < _MOST_WORDS - 1 and _joined(text, words, end - 1):
        if end - place >= sure and words[end].text in _book().stop and not words[end].capital:
            break
        end += 1
    return end


def _announced(text: str, words: list[_Word], place: int) -> _Announced:
    """What stands before ``place``, that a name may follow."""
    book = _book()
    last = place - 1
    if last < 0 or not _close(text, words, last):
        return _Announced.NOT
    copula = ":" in text[words[last].end : words[place].start]
    if words[last].folded == "la":
        copula = True
        last -= 1
        if last < 0 or not _close(text, words, last):
            return _Announced.NOT
    first = last
    while first > 0 and last - first < 4 and words[first].folded in book.whose and _close(text, words, first - 1):
        first -= 1
    if words[first].folded == "ten":
        whose = first < last or (first > 0 and words[first - 1].folded in book.whose)
        return _Announced.IN_FULL if copula or whose else _Announced.BY_NAME
    by_person = words[last].text in book.persons or (copula and words[last].folded in book.whose)
    by_whose = words[last].folded in book.whose and last > 0 and words[last - 1].text in book.persons
    return _Announced.BY_PERSON if by_person or by_whose else _Announced.NOT


def _close(text: str, words: list[_Word], place: int) -> bool:
    """Whether a word and the next stand in one clause."""
    between = text[words[place].end : words[place + 1].start]
    return len(between) <= 4 and not _STOPS.search(between)
