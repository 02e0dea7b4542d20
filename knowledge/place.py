"""Administrative units, old and new, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PlaceKind(StrEnum):
    """The tier of a unit. The district tier ended on 30/6/2025."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


@dataclass(frozen=True, slots=True)
class Successor:
    """A unit that took over all or part of a former one; of a district, ``whole``: it lies wholly inside."""

    place: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Place:
    """An administrative unit while it exists or existed.

    ``id`` is kind + the State's code («commune-16867», «district-399», «province-38», «province-82-old»): of a
    former province or commune with «-old», because codes were given again.
    ``name`` carries the type word («huyện Hoằng Hóa»). ``valid_from``/``valid_to`` are ISO dates; an empty
    ``valid_to`` means that the unit exists today. ``became`` lists every unit that took part of it.
    """

    id: str
    kind: PlaceKind
    code: str
    name: str
    parent: str = ""
    valid_from: str = ""
    valid_to: str = ""
    became: tuple[Successor, ...] = ()
    spellings: tuple[str, ...] = ()
    note: str = ""
