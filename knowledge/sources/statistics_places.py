"""Which unit a table means: by id, by the State's code, or by name, narrowed by province and by day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from knowledge.place import Place, PlaceKind
from knowledge.sources.problems import FieldError
from knowledge.sources.statistics_headers import Headers, plain
from knowledge.text import clean_line, fold, normalise_tone_marks

_ID = re.compile(r"(?:province|district|commune|department)-[0-9a-z-]+")
_CODE = re.compile(r"\d{1,5}")
_SHOWN = 4
_CODE_LENGTHS = (2, 3, 5)
"""digits of a province's, a district's and a commune's code: spreadsheets lose the zeros before them"""
_HINT = re.compile(r"(.+?)\s*(?:[,(–]| - )\s*([^,()–]+?)\)?")
"""a name with the unit that it lies in: «xã Đông Hưng (tỉnh Hưng Yên)»"""


@dataclass(frozen=True, slots=True)
class When:
    """The days that a figure speaks of; empty where that is not known."""

    since: str = ""
    until: str = ""


class Places:
    """The units that figures can be of, to be found by what tables call them.

    Departments that a table names are added as they are met.
    """

    def __init__(self, places: Iterable[Place], headers: Headers) -> None:
        self._units = {unit.id: unit for unit in places}
        self._headers = headers
        self.found: dict[str, Place] = {}
        """departments that were not among the units, by id"""
        self._said: dict[tuple[str, When], Place | None] = {}
        """provinces by what was said of them: tables repeat it on every row"""

    def get(self, place_id: str) -> Place | None:
        """One unit by id."""
        return self._units.get(place_id) or self.found.get(place_id)

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[Place]]:
        """Folded names, with and without the type word, to units."""
        units: dict[str, list[Place]] = defaultdict(list)
        for unit in self._units.values():
            keys = {plain(name) for name in (unit.name, *unit.spellings)}
            for key in keys | {self._headers.bare(key) for key in keys}:
                units[key].append(unit)
        return units

    @cached_property
    def _by_code(self) -> Mapping[str, Sequence[Place]]:
        units: dict[str, list[Place]] = defaultdict(list)
        for unit in self._units.values():
            units[unit.code].append(unit)
        return units

    @cached_property
    def _provinces(self) -> Sequence[tuple[Place, str, str]]:
        """Each province with its name and its name without the type word, both plain."""
        names = ((unit, plain(unit.name)) for unit in self._units.values() if unit.kind is PlaceKind.PROVINCE)
        return [(unit, name, self._headers.bare(name)) for unit, name in names]

    def province(self, text: str, when: When) -> Place | None:
        """The one province that a name or a heading names; None when there is none or more than one."""
        key = (text, when)
        if key not in self._said:
            said = f" {plain(self._headers.expanded(text))} "
            whole = [unit for unit, name, _ in self._provinces if f" {name} " in said]
            found = _at(when, whole or [unit for unit, _, bare in self._provinces if f" {bare} " in said])
            self._said[key] = found[0] if len(found) == 1 else None
        return self._said[key]

    def place(self, name: str, code: str, province: Place | None, when: When) -> Place:
        """The unit that a row means.

        Args:
            name: The unit's name or id, as the table has it.
            code: Its code or id, if the table has a column of them.
            province: The province that the table or the row names.
            when: The days that the row speaks of: they tell a former unit from today's of the same name.

        Raises:
            FieldError: no unit or several.
        """
        if not code and (_ID.fullmatch(name) or _CODE.fullmatch(name)):
            name, code = "", name
        if code:
            return self._coded(code, name, province, when)
        if not name:
            raise FieldError("place", "thiếu đơn vị", "Ghi tên hoặc mã của đơn vị.")
        return self._named(clean_line(name), province, when)

    def _coded(self, code: str, name: str, province: Place | None, when: When) -> Place:
        if _ID.fullmatch(code):
            unit = self.get(code)
            units = [unit] if unit else []
        else:
            lengths = (
                [len(code)] if code.startswith("0") else [length for length in _CODE_LENGTHS if length >= len(code)]
            )
            units = [unit for length in lengths for unit in self._by_code.get(code.zfill(length), ())]
        if name:
            wanted = {plain(name), self._headers.bare(plain(self._headers.expanded(name)))}
            units = [unit for unit in units if {plain(unit.name), self._headers.bare(plain(unit.name))} & wanted]
        units = self._narrowed(units, province, when)
        if len(units) == 1:
            return units[0]
        said = f"{code} {name}".strip()
        if units:
            raise self._several(said, units)
        raise FieldError(
            "place",
            f"không có đơn vị nào: {said!r}",
            f"Dùng mã và tên trong trang «Địa phương» của tệp mẫu.{self._nearest(name, province)}",
        )

    def _named(self, name: str, province: Place | None, when: When) -> Place:
        if self._headers.is_department(name):
            return self._department(name, province)
        units = self._units_named(name, province, when)
        if not units and (hint := _HINT.fullmatch(name)):
            inside = self.province(hint[2], when) or province
            if self._headers.is_department(hint[1]):
                return self._department(hint[1], inside)
            units = self._units_named(hint[1], inside, when)
        if len(units) == 1:
            return units[0]
        if units:
            raise self._several(name, units)
        raise FieldError(
            "place",
            f"không có đơn vị nào: {name[:60]!r}",
            "Ghi đúng tên có dấu, kèm «xã», «phường», hoặc ghi mã trong trang «Địa phương» của tệp mẫu."
            + self._nearest(name, province),
        )

    def _units_named(self, name: str, province: Place | None, when: When) -> list[Place]:
        expanded = self._headers.expanded(name)
        units = [*self._by_name.get(plain(expanded), ())]
        if not name.isascii():
            said = _marked(expanded)
            units = [
                unit for unit in units if any(_marked(known).endswith(said) for known in (unit.name, *unit.spellings))
            ]
        return self._narrowed(units, province, when)

    def _narrowed(self, units: Sequence[Place], province: Place | None, when: When) -> list[Place]:
        if province is not None:
            units = [unit for unit in units if province.id in self._above(unit)]
        return _at(when, units)

    def _above(self, unit: Place) -> Iterator[str]:
        """The unit itself and those that it lies in; a former province of the same name counts as its successor."""
        held: Place | None = unit
        while held is not None:
            yield held.id
            if held.kind is PlaceKind.PROVINCE:
                yield from (part.place for part in held.became)
                return
            held = self._units.get(held.parent)

    def _department(self, name: str, province: Place | None) -> Place:
        if province is None:
            raise FieldError(
                "place",
                f"không rõ {name[:60]!r} của tỉnh, thành phố nào",
                "Thêm cột Tỉnh, hoặc ghi tên tỉnh ở đầu bảng.",
            )
        name = self._headers.without_province(name, province)
        if name.isupper():  # «SỞ TƯ PHÁP» → «Sở Tư pháp»
            first, _, rest = name.partition(" ")
            name = f"{first.capitalize()} {rest.capitalize()}".strip()
        name, spellings = self._headers.department(name)
        slug = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")
        id = f"department-{province.id.removeprefix('province-')}-{slug}"
        known = self.get(id)
        if known is None:
            known = self.found[id] = Place(id, PlaceKind.DEPARTMENT, slug, name, province.id, spellings=spellings)
        return known

    def _several(self, name: str, units: Sequence[Place]) -> FieldError:
        shown = [f"{self.described(unit)} ({unit.id})" for unit in units[:_SHOWN]]
        more = f" và {len(units) - _SHOWN} đơn vị nữa" if len(units) > _SHOWN else ""
        return FieldError(
            "place",
            f"{name[:60]!r} có thể là {', '.join(shown)}{more}",
            "Ghi mã như trong ngoặc vào cột Mã đơn vị, hoặc ghi kỳ, ghi tên tỉnh (ở cột Tỉnh hay ở đầu bảng).",
        )

    def described(self, unit: Place) -> str:
        """A unit with its province: «xã Đông Hưng, tỉnh Hưng Yên»."""
        province = next((held for id in self._above(unit) if (held := self.get(id)) and held.id != unit.id
                         and held.kind is PlaceKind.PROVINCE), None)  # fmt: skip
        return f"{unit.name}, {province.name}" if province else unit.name

    def _nearest(self, name: str, province: Place | None) -> str:
        """« Gần nhất: …», a suggestion to add to a cure; empty when nothing is near."""
        inside = [
            unit
            for unit in self._units.values()
            if not unit.valid_to and (province is None or province.id in self._above(unit))
        ]
        names = [plain(unit.name) for unit in inside]
        found = process.extract(plain(self._headers.expanded(name)), names, scorer=fuzz.ratio, limit=2, score_cutoff=70)
        shown = [f"{self.described(inside[place])} ({inside[place].id})" for _, _, place in found]
        return f" Gần nhất: {'; '.join(shown)}." if name and shown else ""


def _marked(name: str) -> str:
    return " ".join(normalise_tone_marks(clean_line(name)).lower().split())


def _at(when: When, units: Sequence[Place]) -> list[Place]:
    """Of several units, those that existed on the last day spoken of; else at any time of it; else all of them."""
    units = list(units)
    if len(units) < 2 or not (when.since or when.until):
        return units
    until, since = when.until or when.since, when.since or when.until
    on_last_day = [unit for unit in units if unit.valid_from <= until and (not unit.valid_to or unit.valid_to >= until)]
    within = [unit for unit in units if unit.valid_from <= until and (not unit.valid_to or unit.valid_to >= since)]
    return on_last_day or within or units
