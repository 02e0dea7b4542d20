"""Personal data is masked before anything else sees the text.

Masked: identity, phone, tax, insurance and account numbers, passports, driving licences, licence plates, land papers,
dossier codes, e-mail addresses, house numbers with their streets, dates of birth and names of persons. Each is
replaced by «▒», which carries no matter. Procedure codes, amounts, dates of other things, years and numbers of laws
stay. Rules after ``domain.md``, part 3 (Luật BVDLCN 91/2025/QH15: what counts as basic personal data); the words that
give personal data away are in ``data/personal.toml``. Every pattern is anchored or bounded: the time grows with the
length of the text, never with its square.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from intents.cues import data
from intents.person_names import find_names
from knowledge.text import fold

MASK = "▒"

_CODE = r"[1-9]\.\d{6}(?!\d)(?:\.(?:\d{2,3}|[A-Z]\d{2})\b){0,6}"
"""A procedure's code, as «1.004194» or «1.004194.000.00.00.H38»."""
_DATE = r"\d{1,2}(?P<sep>[./\-])\d{1,2}(?P=sep)(?:19|20)\d{2}(?!\d)"
_KEPT = re.compile(
    rf"(?<![\d.]){_CODE}|(?<!\d){_DATE}"
    r"|(?<![0-9a-f-])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f-])",
    re.IGNORECASE,
)
_CODED: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")),
    # mã hồ sơ: H38.17-240115-0001, G22.99.1-250711-00042, 000.00.38.H56-231122-0007
    (
        "dossier",
        re.compile(
            r"(?<!\w)(?:\d{3}\.\d{2}\.\d{2}\.)?[A-Z]\d{2}(?:\.\d{1,3}){0,4}\s?[-–]\s?\d{6}\s?[-–]\s?\d{3,6}(?!\d)",
            re.IGNORECASE,
        ),
    ),
    # thẻ BHYT: DN 4 79 1234567890
    ("insurance", re.compile(r"(?<!\w)[A-Z]{2}[\s.\-]?\d(?:[\s.\-]?\d){12}(?!\d)", re.IGNORECASE)),
    # biển số: 51F-123.45, 29A1 12345, 29LD-123.45, 59-X1 234.56; four digits only after a hyphen
    (
        "plate",
        re.compile(
            r"(?<![\w.,/])\d{2}(?:-?[A-ZĐ](?:[A-ZĐ]|\d)?[\s\-.]{0,2}\d{3}[.\s]?\d{2}|[A-ZĐ][A-Z1-9]?-\d{4})(?![\w/])",
            re.IGNORECASE,
        ),
    ),
    ("passport", re.compile(r"(?<!\w)[A-Z]{1,2}\d{7,8}(?!\w)", re.IGNORECASE)),
    # số phát hành của giấy chứng nhận: CH 123456, AA 01234567
    ("land", re.compile(r"(?<!\w)(?:[A-Z][A-ZĐ]|Đ[A-Z])\s\d{6,8}(?!\w)")),
)
_NOT_A_PLATE = re.compile(r"\d{2}[km]\s", re.ASCII)
"""«20k 12000» are amounts"""
_GROUP = re.compile(r"\d+")
_SEPARATORS = frozenset(" .-\u00a0–·")
_YEAR = re.compile(r"(?:19|20)\d\d")
LEAST_DIGITS = 9
LEAST_LABELLED = 6
MOST_LANES = 3
_LOOK_BACK = 60


class Masked(NamedTuple):
    """The text without personal data, and which kinds were found."""

    text: str
    kinds: frozenset[str]


def mask(text: str) -> Masked:
    """Replaces personal data in ``text`` by ``▒``.

    Kinds: email, dossier, insurance, plate, passport, land, phone, identity, number, address, birth, name.
    """
    kinds: set[str] = set()
    for kind, pattern in _CODED:
        text = _replace(text, kinds, ((*match.span(), kind) for match in pattern.finditer(text) if _is(kind, match)))
    if any(map(str.isdigit, text)):
        text = _replace(text, kinds, _numbers(text))
        text = _replace(text, kinds, _births(text))
        text = _replace(text, kinds, _addresses(text))
    text = _replace(text, kinds, ((_introduced(text, start), end, "name") for start, end in find_names(text)))
    return Masked(text, frozenset(kinds))


_INTRODUCTION = re.compile(
    r"(?<!\w)(?:(?:tôi|em|mình|tui|cháu|toi|minh|chau)\s(?:tên|ten)(?:\s(?:là|la))?"
    r"|(?<!sai\s)(?<!đổi\s)(?<!sửa\s)(?:tên|ten)\s(?:của\s|cua\s)?(?:tôi|em|mình|tui|cháu|toi|minh|chau)\s(?:là|la))"
    r"[\s:]{0,3}\Z",
    re.IGNORECASE,
)


def _introduced(text: str, start: int) -> int:
    """Where the words begin that introduce a person by the name at ``start``: they carry no matter, either."""
    found = _INTRODUCTION.search(text, max(0, start - 24), start)
    return found.start() if found else start


def _is(kind: str, match: re.Match[str]) -> bool:
    return kind != "plate" or not _NOT_A_PLATE.match(match.group(0))


def _replace(text: str, kinds: set[str], found: Iterable[tuple[int, int, str]]) -> str:
    """``text`` with the spans found masked; they come in order and do not overlap."""
    parts: list[str] = []
    last = 0
    for start, end, kind in found:
        kinds.add(kind)
        parts += (text[last:start], MASK)
        last = end
    return "".join((*parts, text[last:])) if parts else text


class _Run(NamedTuple):
    """Groups of digits that belong together: one number as people write it."""

    groups: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        return self.groups[0][0]

    @property
    def end(self) -> int:
        return self.groups[-1][1]

    def sizes(self) -> tuple[int, ...]:
        return tuple(end - start for start, end in self.groups)


def _numbers(text: str) -> Iterator[tuple[int, int, str]]:
    for run in _runs(text):
        for part in _parts(text, run):
            kind = _number_kind(text, part)
            if kind:
                start = part.start
                while start > 0 and text[start - 1] in "+(":
                    start -= 1
                yield start, part.end, kind


def _runs(text: str) -> Iterator[_Run]:
    """Runs of digits with single separators between; codes of procedures and dates stand apart."""
    kept = [match.span() for match in _KEPT.finditer(text)]
    groups: list[tuple[int, int]] = []
    for match in _GROUP.finditer(text):
        start, end = match.span()
        while kept and kept[0][1] <= start:
            kept.pop(0)
        inside = bool(kept) and kept[0][0] <= start
        if groups and (inside or not _joins(text[groups[-1][1] : start])):
            yield _Run(tuple(groups))
            groups = []
        if not inside:
            groups.append((start, end))
    if groups:
        yield _Run(tuple(groups))


def _joins(between: str) -> bool:
    """Whether what stands between two groups of digits keeps them one number."""
    return between in _SEPARATORS or between in (") ", ")", " (", ").", ")-")


def _parts(text: str, run: _Run) -> list[_Run]:
    """A run cut where a whole number stands beside others («0912345678 001201012345»)."""
    if len(run.groups) == 1 or max(run.sizes()) < LEAST_DIGITS:
        return _without_years(text, run)
    parts: list[list[tuple[int, int]]] = [[]]
    for place, (start, end) in enumerate(run.groups):
        before = parts[-1]
        size = end - start
        prefix = len(before) == 1 and text[slice(*before[0])] in ("84", "0", "084")
        branch = size == 3 and place and text[start - 1] == "-"
        whole = len(before) == 1 and before[0][1] - before[0][0] >= LEAST_DIGITS
        if before and ((size >= LEAST_DIGITS and not prefix) or (whole and not branch)):
            parts.append([])
        parts[-1].append((start, end))
    return [_Run(tuple(part)) for part in parts]


def _without_years(text: str, run: _Run) -> list[_Run]:
    """A run less the years at its ends when what is left is long enough («năm 2024 0912 345 678»)."""
    groups = run.groups
    if sum(run.sizes()) in (9, 10, 12) and not _YEAR.fullmatch(text[slice(*groups[0])]):
        return [run]
    while len(groups) > 1 and _YEAR.fullmatch(text[slice(*groups[0])]):
        groups = groups[1:]
    while len(groups) > 1 and _YEAR.fullmatch(text[slice(*groups[-1])]):
        groups = groups[:-1]
    return [_Run(groups)] if sum(end - start for start, end in groups) >= LEAST_DIGITS else [run]


def _number_kind(text: str, run: _Run) -> str:
    """The kind of personal number that ``run`` is; empty when it is none."""
    sizes = run.sizes()
    count = sum(sizes)
    if count < LEAST_LABELLED or (text[run.end : run.end + 1] == "/" and count < LEAST_DIGITS):
        return ""
    groups = [text[start:end] for start, end in run.groups]
    labelled = bool(_labels().search(text, max(0, run.start - _LOOK_BACK), run.start))
    if all(_YEAR.fullmatch(group) for group in groups):
        return ""
    if groups[0][0] != "0" and text[run.start - 1 : run.start] != "+" and _is_amount(text, run, labelled=labelled):
        return ""
    if groups[0] in ("1900", "1800") and count <= 10:
        return ""
    if count >= LEAST_DIGITS:
        return _kind_by_shape("".join(groups))
    return "number" if labelled else ""


def _is_amount(text: str, run: _Run, *, labelled: bool) -> bool:
    """Whether a number that does not begin with 0 is an amount."""
    sizes = run.sizes()
    if _units().match(text, run.end):
        return True
    thousands = len(sizes) > 1 and sizes[0] <= 3 and set(sizes[1:]) == {3}
    between = {text[left[1] : right[0]] for left, right in zip(run.groups, run.groups[1:], strict=False)}
    if thousands and between == {"."}:
        return not labelled or text[run.end - 3 : run.end] == "000"
    return text[run.end - 6 : run.end] == "000000" and not labelled


def _kind_by_shape(digits: str) -> str:
    local = "0" + digits[2:] if digits.startswith("84") and len(digits) in (11, 12) else digits
    if local.startswith("0") and (
        (len(local) == 10 and local[1] in "35789") or (len(local) == 11 and local[1] in "12")
    ):
        return "phone"
    return "identity" if len(digits) in (9, 12) else "number"


def _either(phrases: Iterable[str]) -> str:
    """A pattern of phrases as typed with marks or without, the longest first."""
    both = {*phrases, *(fold(phrase) for phrase in phrases)}
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in sorted(both, key=lambda p: (-len(p), p)))


@cache
def _labels() -> re.Pattern[str]:
    book = data("personal")["numbers"]
    return re.compile(
        rf"(?<!\w)(?:{_either(book['labels'])})(?:[\s:.,=\-]{{1,3}}(?:{_either(book['between'])})(?!\w)){{0,4}}"
        r"[\s:.,=\-+(]{0,4}\Z",
        re.IGNORECASE,
    )


@cache
def _units() -> re.Pattern[str]:
    return re.compile(rf"\s?(?:{_either(data('personal')['numbers']['units'])})(?!\w)", re.IGNORECASE)


_BIRTH = re.compile(
    r"(?<!\w)(?:(?:sinh|ngày\s+(?:tháng\s+năm\s+)?sinh|ngay\s+(?:thang\s+nam\s+)?sinh|đẻ)"
    r"(?:[\s:]{1,2}(?:vào|vao|là|la|hôm|hom|ngày|ngay|lúc|luc)){0,3}[\s:]{1,3})"
    r"(?P<date>\d{1,2}[./\- ]\d{1,2}(?:[./\- ]\d{2,4})?(?!\d)|\d{8}(?!\d)"
    r"|\d{1,2}\s+th(?:á|a)ng\s+\d{1,2}(?:(?:,|\s+n(?:ă|a)m)?\s+\d{4})?)",
    re.IGNORECASE,
)


def _births(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _BIRTH.finditer(text):
        yield (*match.span("date"), "birth")


_HOUSE = r"(?!\d{1,4}m(?:2|²|ét|et)?\b)\d{1,5}[A-Za-zĐđ]?(?:[/\-.]\d{1,5}[A-Za-z]?){0,4}(?![\w/.,]{0,12}\d)(?!\w)"


class _Addresses(NamedTuple):
    house: re.Pattern[str]
    lane: re.Pattern[str]
    street: re.Pattern[str]
    paper: re.Pattern[str]
    stop: frozenset[str]


@cache
def _address_book() -> _Addresses:
    book = data("personal")["addresses"]
    lanes, streets = _either(book["lanes"]), rf"(?:{_either(book['streets'])})\s|đ\.\s?"
    return _Addresses(
        house=re.compile(
            rf"(?<!\w)(?:(?P<named>(?:{_either(book['house'])})[\s:.]{{0,2}}(?!(?:19|20)\d\d\b){_HOUSE})"
            rf"|(?P<number>(?:số|so)\s{{0,2}}{_HOUSE})(?=\s?,?\s?(?:{lanes}|{streets}))"
            rf"|(?P<lane>(?:{lanes})\s(?:số\s|so\s)?{_HOUSE})(?!\s(?:m|mét|met)\b)"
            rf"|(?P<bare>{_HOUSE})(?=\s?,?\s?(?:(?:{lanes})\s\d|(?:{streets})))"
            rf"|(?:{_either(book['at'])})[\s:]{{1,2}}(?P<at>{_HOUSE})(?=\s[^\W\d_]))",
            re.IGNORECASE,
        ),
        lane=re.compile(rf"\s?,?\s?(?:{lanes})\s(?:số\s|so\s)?{_HOUSE}", re.IGNORECASE),
        street=re.compile(rf"\s?,?\s?(?:{streets})", re.IGNORECASE),
        paper=re.compile(rf"(?<!\w)(?:{_either(book['papers'])})(?:\s+(?:số|so))?[\s:]{{0,2}}\Z", re.IGNORECASE),
        stop=frozenset(book["stop"]) | frozenset(fold(word) for word in book["stop"]),
    )


_STREET_WORD = re.compile(r"\s?([^\W\d_]+)")
_STREET_NUMBER = re.compile(r"(?:số\s|so\s)?\d{1,3}[A-Za-z]?(?:/\d{1,2})?(?![\w/])", re.IGNORECASE)
_TOWN = re.compile(r"\s?(?:thị\s(?:xã|trấn)|thành\sphố|thi\s(?:xa|tran)|thanh\spho)(?!\w)", re.IGNORECASE)
_YEAR_PART = re.compile(r"/(?:19|20)\d\d\b")


def _addresses(text: str) -> Iterator[tuple[int, int, str]]:
    book = _address_book()
    last = 0
    for match in book.house.finditer(text):
        kind = str(match.lastgroup)
        start, end = match.span(kind)
        if start < last or _YEAR_PART.search(text, start, end):
            continue
        if book.paper.search(text, max(0, start - 24), start):
            continue
        lanes = 0
        while lanes < MOST_LANES and (lane := book.lane.match(text, end)):
            end, lanes = lane.end(), lanes + 1
        named = book.street.match(text, end)
        capital = named is None or kind == "bare"
        after = _street_end(text, named.end() if named else end, capital=capital, named=named is not None)
        if after == 0 and not lanes and kind in ("number", "bare", "at"):
            continue
        last = max(end, after)
        yield start, last, "address"


def _street_end(text: str, start: int, *, capital: bool, named: bool) -> int:
    """Where the street's name that begins at ``start`` ends; 0 when none does.

    ``capital``: only a name in capitals counts; ``named``: «đường» stands before it.
    """
    if named and (number := _STREET_NUMBER.match(text, start)):
        return number.end()
    stop = _address_book().stop
    end, count, most = start, 0, 3
    while word := _STREET_WORD.match(text, end):
        found = word.group(1)
        is_capital = found[0].isupper()
        if found.lower() in stop or (capital and not is_capital) or _TOWN.match(text, word.start()):
            break
        if count == 0 and is_capital:
            capital, most = True, 5
        end, count = word.end(), count + 1
        if count == most:
            break
    return end if count >= (1 if named else 2) else 0
