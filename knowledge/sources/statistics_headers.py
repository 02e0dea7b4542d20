"""What tables call their columns, metrics, units of measure and blocks of places (``data/statistics/headers.toml``)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from knowledge.place import Place
from knowledge.sources.problems import FieldError
from knowledge.statistic import Metric, Qualifier
from knowledge.text import clean_line, fold

FILE = Path(__file__).resolve().parent.parent / "data" / "statistics" / "headers.toml"

_BRACKETS = re.compile(r"\([^()]*\)")
_NO_WORD = re.compile(r"[^a-z0-9]+")
_JOIN = " > "
_RATE = "ty le"
_QUALIFIED = re.compile(r"(\D*?) ?(\d(?:[\d., ]*\d)?(?: ?%)?) ?(\D*)")


def plain(text: str) -> str:
    """Words only: folded, without punctuation."""
    return _NO_WORD.sub(" ", fold(clean_line(text))).strip()


def header_key(text: str) -> str:
    """A header as it is looked up: without what stands in brackets, «tỉ lệ» as «tỷ lệ», a bare «%» as «tỷ lệ»."""
    key = plain(_BRACKETS.sub(" ", text)).replace("ti le", "ty le")
    return key or ("ty le" if "%" in text else "")


@dataclass(frozen=True, slots=True)
class Sum:
    """Parts that must add up to a whole: metric ids; of several wholes the first that is there."""

    whole: tuple[str, ...]
    parts: tuple[str, ...]
    without: tuple[str, ...] = ()
    """it does not hold where one of these is there"""


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate that must be ``count`` / ``of``: metric ids; of several the first that is there."""

    rate: str
    count: str
    of: tuple[str, ...]


@cache
def _file() -> Mapping[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def sums() -> tuple[Sum, ...]:
    """The sums that figures are held against."""
    return tuple(
        Sum(tuple(each["whole"]), tuple(each["parts"]), tuple(each.get("without", ()))) for each in _file()["sum"]
    )


def rates() -> tuple[Rate, ...]:
    """The rates that figures are held against."""
    return tuple(Rate(each["rate"], each["count"], tuple(each["of"])) for each in _file()["rate"])


class Headers:
    """The words of tables, with the metrics that they can name."""

    def __init__(self, metrics: Iterable[Metric] = ()) -> None:
        self.metrics = {metric.id: metric for metric in metrics}
        data = _file()
        self._fields: dict[str, str] = {
            header_key(said): field for field, says in data["field"].items() for said in says
        }
        self._headers: dict[str, list[tuple[str, str]]] = {}
        for entry in sorted(data["header"], key=lambda entry: "beside" not in entry):
            for said in entry["says"]:
                key = _JOIN.join(header_key(part) for part in said.split(">"))
                self._headers.setdefault(key, []).append((entry["metric"], entry.get("beside", "")))
        self._groups = {key.split(_JOIN)[0] for key in self._headers if _JOIN in key}
        """outer groups that spellings know: they say nothing else around one that is spelt out further in"""
        self._metric_names = {plain(metric.name): metric.id for metric in self.metrics.values()}
        heading = data["heading"]
        self._titles = _starts(heading["titles"])
        self._publishers = _starts(heading["publishers"])
        self._internal = _starts(heading["internal"])
        self._neutral = {header_key(said) for said in heading["neutral"]}
        self._wholes = {header_key(said) for said in heading["wholes"]}
        self._ignored_sheets = {plain(name) for name in heading["ignored_sheets"]}
        self._totals = {plain(name) for name in data["total"]["names"]}
        self._blocks: dict[str, str] = {plain(said): scope for scope, says in data["block"].items() for said in says}
        place = data["place"]
        self._types = sorted((plain(word) for word in place["types"]), key=len, reverse=True)
        self._departments = _starts(place["departments"])
        self._department_names = {
            plain(said): (name, tuple(others))
            for name, others in place["department"].items()
            for said in (name, *others)
        }
        before = "|".join(re.escape(word) for word in place["before"])
        self._before = re.compile(rf"(?:{before})\s+", re.IGNORECASE)
        self._short: dict[str, str] = {word.lower(): whole for word, whole in place["short"].items()}
        self._yes: dict[str, bool] = {
            plain(word): says == "yes" for says, words in data["yes"].items() for word in words
        }
        self._qualifiers = {
            _qualifier_key(word): Qualifier(name) for name, says in data["qualifier"].items() for word in says
        }
        self._units = {
            _unit_key(said): (entry["unit"], float(entry.get("times", 1)))
            for entry in data["unit"]
            for said in entry["says"]
        }

    def field(self, header: str) -> str:
        """The field that a header names; empty when it names none."""
        return self._fields.get(header_key(header), "")

    def column_metric(self, path: Sequence[str], beside: frozenset[str] = frozenset()) -> str:
        """The metric of a column.

        Args:
            path: Its headers from the outermost group inwards.
            beside: The metrics that other columns of the table have been found to hold.

        Returns:
            The metric's id; empty when the headers do not say.
        """
        keys = [key for part in path if (key := header_key(part))]
        keys = [key for place, key in enumerate(keys) if place == 0 or key != keys[place - 1]]
        keys = [key for key in keys[:-1] if key not in self._neutral] + keys[-1:]
        found = self._measured(keys, beside, share="%" in "".join(path[-1:])) if keys else ""
        if not found and len(keys) > 1 and keys[-1] in self._wholes:
            return self._measured(keys[:-1], beside, share=False)
        return found

    def _measured(self, keys: list[str], beside: frozenset[str], *, share: bool) -> str:
        """The metric of headers of which one may say that it is a rate: «Quá hạn > Tỷ lệ», «Đúng hạn (%)»."""
        if len(keys) > 1 and keys[-1] == _RATE:
            return self._found(keys, beside) or self._found([*keys[:-2], f"{_RATE} {keys[-2]}"], beside)
        if _RATE in keys[:-1] or (share and _RATE not in keys[-1]):
            named = [key for key in keys[:-1] if key != _RATE]
            found = self._found([*named, f"{_RATE} {keys[-1]}"], beside)
            plainly = "" if found else self._found(keys, beside)
            return plainly if plainly in self.metrics and self.metrics[plainly].unit == "percent" else found
        return self._found(keys, beside)

    def _found(self, keys: list[str], beside: frozenset[str]) -> str:
        """The metric of the headers; outer groups may be left out where they say nothing else, the nearest never."""
        while keys:
            key = _JOIN.join(keys)
            for metric, needed in self._headers.get(key, ()):
                if not needed or needed in beside:
                    return metric
            if key in self._metric_names:
                return self._metric_names[key]
            if len(keys) < 3 or keys[0] not in self._groups:
                break
            keys = keys[1:]
        return ""

    def metric(self, said: str) -> str:
        """The metric that a cell names by id, by its Vietnamese name or as a column would be headed.

        Raises:
            FieldError: none; with the nearest ones.
        """
        if said in self.metrics or not self.metrics:
            return said
        found = self._metric_names.get(plain(said)) or self.column_metric([said])
        if found in self.metrics:
            return found
        raise FieldError(
            "metric",
            f"chỉ số lạ: {said[:60]!r}",
            f"Dùng tên hoặc mã trong trang «Chỉ số» của tệp mẫu.{self.nearest_metric(said)}",
        )

    def nearest_metric(self, said: str) -> str:
        """« Gần nhất: …», a suggestion to add to a cure; empty when nothing is near."""
        names = {metric.id: plain(metric.name) for metric in self.metrics.values()}
        by_name = process.extract(plain(said), names, scorer=fuzz.token_sort_ratio, limit=2, score_cutoff=60)
        by_id = process.extract(said.lower(), list(names), scorer=fuzz.ratio, limit=1, score_cutoff=75)
        found = dict.fromkeys([id for id, *_ in by_id] + [id for _, _, id in by_name])
        shown = [f"«{self.metrics[id].name}» ({id})" for id in found]
        return f" Gần nhất: {'; '.join(shown)}." if shown else ""

    def unit(self, said: str) -> tuple[str, float]:
        """A unit of measure and what a value in it is multiplied by («tỷ đồng»).

        Raises:
            FieldError: an unknown one.
        """
        found = self._units.get(_unit_key(said))
        if found is None:
            raise FieldError(
                "unit", f"đơn vị tính lạ: {said[:40]!r}", "Để trống ô này, hoặc dùng đơn vị trong trang «Chỉ số»."
            )
        return found

    def flag(self, said: str, field: str) -> bool:
        """Yes or no.

        Raises:
            FieldError: neither.
        """
        found = self._yes.get(plain(said))
        if found is None:
            raise FieldError(field, f"không rõ là có hay không: {said[:40]!r}", "Ghi «có» hoặc «không».")
        return found

    def qualifier(self, said: str) -> Qualifier:
        """How exact a figure is.

        Raises:
            FieldError: an unknown word.
        """
        found = self._qualifiers.get(_qualifier_key(said))
        if found is None:
            raise FieldError(
                "qualifier", f"từ lạ: {said[:40]!r}", "Dùng một trong: chính xác, trên, gần, ít nhất, khoảng."
            )
        return found

    def qualified(self, text: str) -> tuple[Qualifier, str] | None:
        """A number with a word before or behind it («trên 90 %», «98 trở lên»): the word and the number."""
        found = _QUALIFIED.fullmatch(clean_line(text))
        words = [word for word in (found[1], found[3]) if word] if found else []
        meant = {self._qualifiers.get(_qualifier_key(word)) for word in words}
        qualifier = meant.pop() if len(meant) == 1 else None
        return (qualifier, found[2]) if found and qualifier else None

    def is_title(self, text: str) -> bool:
        """Whether a row above a table is its title."""
        return bool(self._titles.match(plain(text)))

    def is_publisher(self, text: str) -> bool:
        """Whether a row above a table names who made it."""
        return bool(self._publishers.match(plain(text)))

    def says_internal(self, text: str) -> bool:
        """Whether a text above a table says that it is for staff only."""
        return bool(self._internal.search(f" {plain(text)} "))

    def ignores_sheet(self, name: str) -> bool:
        """Whether a sheet is one of those that explain the template."""
        return plain(name) in self._ignored_sheets

    def is_total(self, name: str) -> bool:
        """Whether a row's name says that it sums up the table."""
        return plain(name) in self._totals

    def block(self, name: str) -> str:
        """The scope that a row's name says it sums up («cấp xã»); empty when it does not."""
        return self._blocks.get(plain(re.sub(r"^\s*(?:[IVX]+|[A-Z]|\d+)\s*[.)/-]\s*", "", name)), "")

    def expanded(self, name: str) -> str:
        """A place's name without «UBND», its type word written out: «TX. Chí Linh» → «thị xã Chí Linh»."""
        name = clean_line(name)
        name = name[found.end() :] if (found := self._before.match(name)) else name
        first, _, rest = name.partition(" ")
        if rest and first.lower() in self._short:
            return f"{self._short[first.lower()]} {rest}"
        dotted, dot, rest = name.partition(".")
        if dot and f"{dotted.lower()}." in self._short:
            return f"{self._short[dotted.lower() + '.']} {rest.strip()}"
        return name

    def bare(self, key: str) -> str:
        """A plain name without its type word."""
        return next((key[len(word) + 1 :] for word in self._types if key.startswith(word + " ")), key)

    def is_department(self, name: str) -> bool:
        """Whether a name is that of a province's department."""
        return bool(self._departments.match(plain(name)))

    def department(self, name: str) -> tuple[str, tuple[str, ...]]:
        """A department's one name, and how else it is written; of one that is not listed the name as it stands."""
        return self._department_names.get(plain(name), (name, ()))

    def without_province(self, name: str, province: Place) -> str:
        """A department's name without the province behind it: «Sở Tư pháp tỉnh Hưng Yên» → «Sở Tư pháp»."""
        folded = fold(name)
        for ending in (fold(province.name), self.bare(plain(province.name))):
            for joint in (" ", " - ", ", "):
                if folded.endswith(joint + ending) and len(folded) == len(name):
                    return name[: -len(joint + ending)].strip()
        return name


def _starts(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(plain(word) for word in words) + r")\b")


def _unit_key(said: str) -> str:
    return plain(said).strip() or said.strip()


def _qualifier_key(said: str) -> str:
    return plain(said) or said.strip()
