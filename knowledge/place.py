"""Administrative units, old and new, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PlaceKind(StrEnum):
    """The tier of a unit. The district tier ended on 30/6/2025."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    DEPARTMENT = "department"
    """A provincial department (sở, ban), which statistics are kept of as of a unit; its parent is the province."""


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
    ``valid_to`` means that the unit exists today. ``became`` lists every unit that took part of it, ``formed_from`` the
    units that it was made of, ``whole`` if all of one went in. ``district``: of a commune that goes on unchanged, the
    district that it lay in until 30/6/2025. ``communes_by``, ``communes_link``: of a province of today, the resolution
    that arranged its communes in 2025, and where it can be read.
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
    formed_from: tuple[Successor, ...] = ()
    district: str = ""
    communes_by: str = ""
    communes_link: str = ""
