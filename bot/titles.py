"""Titles as a person reads them: no shouting capitals, no «Thủ tục» before them, an everyday name for a long one."""

from __future__ import annotations

import re
from collections import Counter

from bot.spans import capitalised, shortened
from knowledge.procedure import Procedure
from knowledge.store import Knowledge
from knowledge.text import fold

MOSTLY = 0.7
"""A title is shouted when at least this share of its words is all capitals."""
FEWEST_WORDS = 3
ACRONYMS = frozenset(("UBND", "BHXH", "BHYT", "BHTN", "TNLĐ", "BNN", "CCCD", "TTHC", "XNK", "ATTP", "II", "III", "IV"))
NAMES = {"việt nam": "Việt Nam", "hà nội": "Hà Nội", "hồ chí minh": "Hồ Chí Minh", "quốc hội": "Quốc hội"}
OPENING = "thủ tục "
SHORTEST_NAME, LONGEST_NAME = 10, 52
BRACKETS = re.compile(r"\s*\([^()]*\)")
SYLLABLE = re.compile(r"(?:ngh?|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?")
"""What a folded Vietnamese syllable looks like: «attp» and «firewall» are none."""
WORD = re.compile(r"[^\W\d_]+")


def display_name(name: str) -> str:
    """A title for headings, lists and buttons: its words, without «Thủ tục» before and a full stop behind them.

    Args:
        name: The record's own title.

    Returns:
        The title in one line; a title all in capitals is in small letters but for its first.
    """
    bare = " ".join(name.split()).rstrip(" .;,")
    bare = _quiet(bare)
    if bare.lower().startswith(OPENING) and len(bare) > len(OPENING):
        bare = bare[len(OPENING) :].lstrip()
    return capitalised(bare)


def short_title(name: str, limit: int) -> str:
    """A title of at most ``limit`` characters: without what stands in brackets, then cut after a word."""
    title = display_name(name)
    if len(title) <= limit:
        return title
    bare = BRACKETS.sub("", title)
    return bare if len(bare) <= limit else shortened(bare, limit)


def everyday_name(procedure: Procedure, knowledge: Knowledge) -> str:
    """The first everyday name that only this procedure has and that fits a button; empty where there is none."""
    return everyday_names(knowledge).get(procedure.code, "")


def everyday_names(knowledge: Knowledge) -> dict[str, str]:
    """Each procedure's everyday name, worked out once per release."""
    return knowledge.memo("bot.everyday_names", lambda: _everyday_names(knowledge))


def _quiet(text: str) -> str:
    """A shouted text in small letters; acronyms and proper names keep their capitals."""
    words = [word for word in WORD.findall(text) if len(word) > 1]
    if len(words) < FEWEST_WORDS or sum(map(str.isupper, words)) < MOSTLY * len(words):
        return text
    lowered = WORD.sub(lambda found: found[0] if _stays(found[0]) else found[0].lower(), text)
    for small, proper in NAMES.items():
        lowered = re.sub(rf"\b{small}\b", proper, lowered)
    return lowered


def _stays(word: str) -> bool:
    """Whether a word is an acronym or not in capitals: «HĐND» cannot be read as a syllable."""
    return not word.isupper() or word in ACRONYMS or (len(word) > 1 and not re.search("[aeiouy]", fold(word)))


def _everyday_names(knowledge: Knowledge) -> dict[str, str]:
    """For each procedure, the first of its everyday names that is a name, its own alone and properly spelt."""
    names = knowledge.everyday_names()
    owners = Counter(name.text.casefold() for name in names)
    found: dict[str, str] = {}
    for name in names:
        fitting = SHORTEST_NAME <= len(name.text) <= LONGEST_NAME and not name.text.isascii()
        if name.code in found or name.kind != "name" or not fitting or owners[name.text.casefold()] > 1:
            continue
        if all(not word.islower() or SYLLABLE.fullmatch(fold(word)) for word in WORD.findall(name.text)):
            found[name.code] = capitalised(name.text)
    return found
