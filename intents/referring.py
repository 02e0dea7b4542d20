"""Places that are referred to and not named: «xã đó», «tỉnh mới», after one was spoken of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from intents.cues import data
from intents.place_names import names_of
from intents.words import MarkedPhrases, Word
from knowledge.place import PlaceKind
from knowledge.store import Knowledge
from knowledge.text import fold

_KINDS = {"province": PlaceKind.PROVINCE, "district": PlaceKind.DISTRICT, "commune": PlaceKind.COMMUNE}


def referred(words: Sequence[Word], before: Sequence[str], knowledge: Knowledge) -> tuple[str, ...]:
    """The places that ``words`` point back to.

    Args:
        words: The question's.
        before: Ids of the places spoken of.
        knowledge: The open release.

    Returns:
        Those of ``before`` of the kind that is said, else what they became of that kind: several are to be asked
        about. Nothing where nothing is pointed at.
    """
    said = next(iter(_phrases().find(words)), None)
    if said is None or not before:
        return ()
    kind, type_word, today = said.value
    unit_of = names_of(knowledge).unit
    units = [unit for unit in map(unit_of, before) if unit.kind is kind]
    same = [unit for unit in units if unit.type == type_word] or [unit for unit in units if not unit.ended]
    if same and not (today and all(unit.ended for unit in same)):
        return tuple(unit.id for unit in same)
    places = [place for place in map(knowledge.place, before) if place is not None]
    became = [part.place for place in places for part in place.became]
    return tuple(dict.fromkeys(place for place in became if unit_of(place).kind is kind))


@cache
def _phrases() -> MarkedPhrases[tuple[PlaceKind, str, bool]]:
    """«Xã đó» with the kind and type of unit, and whether today's is meant."""
    book = data("asking")["referred"]
    return MarkedPhrases(
        (f"{type_word} {word}", (kind, fold(type_word), today))
        for name, kind in _KINDS.items()
        for type_word in book[name]
        for today in (False, True)
        for word in book["today" if today else "words"]
    )
