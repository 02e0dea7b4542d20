"""Strict reading of a decoded JSON or TOML table: each value has the type it must have, or says how to mend it."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Collection, Iterator, Mapping

from knowledge.sources.problems import FieldError
from knowledge.text import clean, clean_line, distinct
from knowledge.validity import first_day

_CODE = re.compile(r"\d\.\d{6}(?:\.[0-9A-Za-z]+)*")
_SHORT_CODE = re.compile(r"\d\.\d{1,5}")
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_HANOI = dt.timezone(dt.timedelta(hours=7))

_LARGEST = 1e15
"""No fee, count or duration is larger; a number beyond it is a slip."""

_TYPE_NAMES = {
    dict: "một nhóm trường {…}",
    list: "một danh sách […]",
    str: "chữ",
    bool: "đúng/sai",
    int: "số",
    float: "số",
    type(None): "trống (null)",
}


def _type_name(value: object) -> str:
    return _TYPE_NAMES.get(type(value), type(value).__name__)


class Fields:
    """One table of a source, read field by field."""

    def __init__(self, value: object, path: str = "") -> None:
        if not isinstance(value, Mapping):
            raise FieldError(
                path or "bản ghi",
                f"phải là một nhóm trường, nhưng là {_type_name(value)}",
                'Viết bản ghi dưới dạng {"tên trường": giá trị}.',
            )
        self._table = value
        self._path = path

    def _name(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key

    def _wrong_type(self, key: str, expected: str) -> FieldError:
        value = self._table.get(key)
        return FieldError(
            self._name(key),
            f"phải là {expected}, nhưng là {_type_name(value)} ({str(value)[:40]!r})",
            f"Sửa giá trị của trường này thành {expected}, hoặc bỏ trường đi nếu không biết.",
        )

    def error(self, key: str, problem: str, cure: str) -> FieldError:
        """A problem with a field of this table."""
        return FieldError(self._name(key), problem, cure)

    def has(self, key: str) -> bool:
        """Whether the field is there with something in it."""
        return self._table.get(key) not in (None, "", [], {})

    def only(self, keys: Collection[str]) -> None:
        """Refuse fields that the format does not know: a slip in a name would lose a fact."""
        for key in self._table:
            if key not in keys:
                raise FieldError(
                    self._name(str(key)),
                    "tên trường này không có trong định dạng",
                    "Các trường được dùng: " + ", ".join(sorted(keys)) + ".",
                )

    def names(self, key: str) -> bool:
        """Whether the field is written at all."""
        return key in self._table

    def raw(self, key: str) -> object:
        """The value as it stands."""
        return self._table.get(key)

    def text(self, key: str) -> str:
        """Text, cleaned, possibly of several lines; empty when the field is not there."""
        value = self._table.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self._wrong_type(key, "chữ")
        return clean(value)

    def line(self, key: str) -> str:
        """Text of one line."""
        return " ".join(self.text(key).split())

    def required(self, key: str) -> str:
        """Text of one line that must be there."""
        value = self.line(key)
        if not value:
            raise FieldError(
                self._name(key), "thiếu hoặc để trống", "Điền trường này; bản ghi không dùng được nếu thiếu nó."
            )
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, without empty ones and repetitions; a single text counts as a list of one."""
        value = self._table.get(key)
        if value is None:
            return ()
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list | tuple):
            raise self._wrong_type(key, "danh sách chữ")
        for position, item in enumerate(value):
            if not isinstance(item, str):
                raise FieldError(
                    f"{self._name(key)}[{position}]",
                    f"phải là chữ, nhưng là {_type_name(item)}",
                    "Đặt giá trị trong dấu ngoặc kép.",
                )
        return distinct(clean(item) for item in value)

    def tables(self, key: str) -> Iterator[Fields]:
        """A list of tables."""
        value = self._table.get(key)
        if value is None:
            return
        if not isinstance(value, list | tuple):
            raise self._wrong_type(key, "danh sách các nhóm trường")
        for position, item in enumerate(value):
            yield Fields(item, f"{self._name(key)}[{position}]")

    def table(self, key: str) -> Fields | None:
        """One table, or None."""
        value = self._table.get(key)
        return None if value is None else Fields(value, self._name(key))

    def flag(self, key: str, *, default: bool = False) -> bool:
        """True or false."""
        value = self._table.get(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise self._wrong_type(key, "true hoặc false")
        return value

    def number(self, key: str) -> float | None:
        """A finite number that is not negative; None when the field is not there."""
        value = self._table.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self._wrong_type(key, "số")
        if not 0 <= value <= _LARGEST or not math.isfinite(value):
            raise FieldError(self._name(key), f"số không hợp lệ: {value}", "Số phải từ 0 trở lên và không quá lớn.")
        return value

    def count(self, key: str) -> int:
        """A whole number that is not negative, 0 when the field is not there."""
        value = self.number(key)
        if value is None:
            return 0
        if value != int(value):
            raise self._wrong_type(key, "số nguyên")
        return int(value)

    def word(self, key: str, meanings: Mapping[str, object], default: str | None = None) -> str:
        """One of the words that the format knows."""
        value = self.line(key)
        if not value and default is not None:
            return default
        if value not in meanings:
            raise FieldError(
                self._name(key),
                f"từ lạ: {value[:60]!r}" if value else "thiếu hoặc để trống",
                "Dùng một trong: " + ", ".join(word or '""' for word in meanings) + ".",
            )
        return value

    def code(self, key: str = "code") -> str:
        """A procedure's national code, which is text and never a number."""
        value = self._table.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool):
            raise FieldError(
                self._name(key),
                f"mã ghi bằng số ({value}), có thể đã mất số 0 ở cuối",
                'Ghi mã bằng chữ, trong ngoặc kép, đủ sáu chữ số sau dấu chấm: "1.004270".',
            )
        code = self.required(key)
        if not _CODE.fullmatch(code):
            if _SHORT_CODE.fullmatch(code):
                raise FieldError(
                    self._name(key),
                    f"mã {code!r} thiếu chữ số sau dấu chấm, có thể đã mất số 0 ở cuối",
                    f"Tra lại mã trên Cổng (có thể là {code.ljust(8, '0')}) và ghi bằng chữ.",
                )
            raise FieldError(
                self._name(key),
                f"mã không đúng dạng: {code[:40]!r}",
                'Mã có dạng "1.004194", có thể kèm phần đuôi như "1.001612.000.00.00.H37".',
            )
        return code

    def date(self, key: str) -> str:
        """A date «YYYY», «YYYY-MM» or «YYYY-MM-DD»; empty when the field is not there."""
        value = self.line(key)
        if value and (not _DATE.fullmatch(value) or first_day(value) is None):
            raise FieldError(
                self._name(key), f"ngày không đúng: {value[:40]!r}", "Ghi ngày theo dạng 2026, 2026-07 hoặc 2026-07-15."
            )
        return value

    def instant(self, key: str) -> str:
        """A time in milliseconds since 1970, as the date it was in Việt Nam; also a date in words."""
        value = self._table.get(key)
        if isinstance(value, str):
            found = _DATE.match(clean_line(value))
            return found[0] if found and first_day(found[0]) else ""
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self._wrong_type(key, "thời điểm (mili giây)")
        if not 0 <= value < 4102444800000:  # year 2100
            raise FieldError(self._name(key), f"thời điểm không hợp lệ: {value}", "Dùng số mili giây kể từ 01/01/1970.")
        return dt.datetime.fromtimestamp(value / 1000, _HANOI).date().isoformat()
