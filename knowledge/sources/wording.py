"""How the portal and the crawls of it word things: levels, units, placeholders, remarks, legal numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge.procedure import Case, Channel, Document, Duration, FeeKind, LegalBasis, Level, TimeUnit
from knowledge.text import clean_line, distinct, fold

CHANNELS = {
    "ONLINE": Channel.ONLINE,
    "DIRECT": Channel.DIRECT,
    "POSTAL": Channel.POSTAL,
    "trực tuyến": Channel.ONLINE,
    "trực tiếp": Channel.DIRECT,
    "bưu chính": Channel.POSTAL,
    "dịch vụ bưu chính": Channel.POSTAL,
}

UNITS = {
    "WORKING_DAY": TimeUnit.WORKING_DAY,
    "DAY": TimeUnit.DAY,
    "HOUR": TimeUnit.HOUR,
    "MONTH": TimeUnit.MONTH,
    "YEAR": TimeUnit.YEAR,
    "OTHER": TimeUnit.OTHER,
}

FEE_KINDS = {
    "FEE": FeeKind.CHARGE,
    "SERVICE_FEE": FeeKind.FEE,
    "PRICE_LEVEL": FeeKind.PRICE,
    "phí": FeeKind.CHARGE,
    "lệ phí": FeeKind.FEE,
    "giá": FeeKind.PRICE,
    "": FeeKind.UNSTATED,
}

CURRENCIES = {"": "VND", "Việt Nam Đồng": "VND", "VND": "VND", "đồng": "VND", "Đồng": "VND", "USD": "USD", "EUR": "EUR"}

PORTAL_KINDS = {"STANDARD": False, "SPECIFIC": True, "STANDARD_INTERNAL": False, "INTERCONNECTED": False}
"""Portal kind to whether it is a province's own."""

_PLACEHOLDERS = frozenset(
    fold(text)
    for text in (
        "Không có thông tin",
        "Chưa có thông tin",
        "Không",
        "Không có",
        "Không quy định",
        "Không yêu cầu",
        "Chưa quy định",
        "Không có yêu cầu",
        "Không có yêu cầu điều kiện",
        "Không có yêu cầu, điều kiện",
        "null",
        "none",
        "n/a",
        "x",
    )
)
_EMPTY = re.compile(r"[\W_]*")
_CHROME = re.compile(
    r"(?:Từ khóa\s*:?\s*(?:Không có thông tin)?\s*(?:Mô tả\s*:?\s*(?:Không có thông tin)?)?\s*"
    r"|(?:Chọn cơ quan thực hiện).{0,80}(?:Nộp hồ sơ)?\s*)$",
    re.DOTALL,
)


def stated(text: str) -> str:
    """The text, or nothing when it is a placeholder or only page furniture."""
    text = _CHROME.sub("", text).strip()
    if _EMPTY.fullmatch(text) or fold(text).strip(" .:;,-*+") in _PLACEHOLDERS:
        return ""
    return text


_LEVELS = {"xa": Level.COMMUNE, "tinh": Level.PROVINCE, "bo": Level.MINISTRY, "trung uong": Level.MINISTRY}


def levels(text: str) -> tuple[Level, ...]:
    """Levels of government named in «Cấp tỉnh, Cấp xã», lowest first. The abolished cấp huyện counts as other."""
    found = set()
    for part in fold(text).replace(";", ",").split(","):
        name = part.replace("cap", "").strip()
        if name:
            named = (level for word, level in _LEVELS.items() if name.startswith(word))
            found.add(next(named, Level.OTHER))
    return tuple(level for level in Level if level in found)


_PROVINCE = re.compile(r"(?:UBND|Ủy ban nhân dân|.*?)\s*\b(tỉnh|thành phố|TP\.?)\s+(.+)", re.IGNORECASE)


def province(promulgator: str) -> str:
    """«tỉnh Đồng Tháp» of «UBND tỉnh Đồng Tháp»; another agency stays as it is."""
    found = _PROVINCE.fullmatch(promulgator)
    if not found:
        return promulgator
    return f"{'tỉnh' if found[1].lower() == 'tỉnh' else 'thành phố'} {found[2].strip(' .,')}"


_DURATION = re.compile(
    r"(\d{1,4}(?:[.,]\d{1,2})?)\s*(ngày làm việc|ngày|giờ(?: làm việc)?|tháng|năm)\.?", re.IGNORECASE
)
_DURATION_UNITS = {
    "ngày làm việc": TimeUnit.WORKING_DAY,
    "ngày": TimeUnit.DAY,
    "giờ": TimeUnit.HOUR,
    "tháng": TimeUnit.MONTH,
    "năm": TimeUnit.YEAR,
}
_BARE_NUMBER = re.compile(r"[\d\s.,/-]*")
_NO_DURATION = frozenset(("theo mo ta", "theo quy dinh", "xem mo ta", "khong co thong tin", "chua co thong tin", "o"))


def duration(text: str) -> Duration:
    """A processing time from words: «3 ngày làm việc», a sentence, or a bare number, which says nothing."""
    if fold(text).strip(" .") in _NO_DURATION or _BARE_NUMBER.fullmatch(text):
        return Duration()
    found = _DURATION.fullmatch(text)
    if found and found[2].lower() in _DURATION_UNITS:
        return timed(float(found[1].replace(",", ".")), _DURATION_UNITS[found[2].lower()])
    return Duration(text=text)


def timed(amount: float, unit: TimeUnit) -> Duration:
    """A processing time from a number and its unit; a 0 or the unit OTHER says nothing."""
    return Duration(amount, unit) if amount > 0 and unit != TimeUnit.OTHER else Duration()


_REMARK = re.compile(r"[\s\-+*•.()\"“]*(?:lưu ý|ví dụ|ghi chú|chú ý|chú thích)\b", re.IGNORECASE)
_UNCOUNTED_REMARK = re.compile(
    r"[\s\-+*•.()\"“]*(?:trường hợp|đối với|trong trường hợp|người |cá nhân|số lượng|cơ quan|nếu |khi |việc |"
    r"hồ sơ gồm|thành phần)"
    r"|.*:$",
    re.IGNORECASE | re.DOTALL,
)
_EDGE = re.compile(r"^[\s*•+\-–]+|[\s:;,]+$")
_WHOLE_DOSSIER = frozenset(
    ("bao gom", "thanh phan ho so", "ho so", "ho so bao gom", "ho so gom", "gom", "ho so gom co")
)


def cases(listed: Iterable[tuple[str, Document]]) -> tuple[Case, ...]:
    """Cases from (case name, document) pairs in their order.

    Placeholders go; remarks and examples listed among the papers become notes of their case, and a «case» that is
    only «Lưu ý» becomes notes of the case before it.
    """
    grouped: dict[str, tuple[list[Document], list[str]]] = {}
    before = ""
    for name, document in listed:
        case = case_name(name)
        heading_of_remarks = bool(_REMARK.match(case))
        if heading_of_remarks and not document.handed_in:
            case = before
        documents, notes = grouped.setdefault(case, ([], []))
        before = case
        text = stated(document.name)
        if not text:
            continue
        uncounted = not document.handed_in and (heading_of_remarks or bool(_UNCOUNTED_REMARK.match(text)))
        if _REMARK.match(text) or uncounted:
            notes.append(text)
        else:
            documents.append(document)
    filled = [(name, found) for name, found in grouped.items() if found[0] or found[1]]
    if len(filled) == 1 and fold(filled[0][0]) in _WHOLE_DOSSIER:
        filled = [("", filled[0][1])]
    return tuple(Case(name, tuple(dict.fromkeys(found[0])), distinct(found[1])) for name, found in filled)


def case_name(text: str) -> str:
    """The name of a case without bullets and colons around it."""
    return stated(_EDGE.sub("", clean_line(text)))


_NUMBER = re.compile(r"\d+[\w.]*\s?/\s?(?:\d{4}\s?/\s?)?[A-ZĐ][A-ZĐ0-9\-–]*(?:/[A-ZĐ][\w\-]*)?")
_NUMBER_LABEL = re.compile(r"^(?:số|số hiệu|số ký hiệu)\s*:?\s*", re.IGNORECASE)


def legal_basis(number: str, title: str = "") -> LegalBasis | None:
    """A legal text with its bare number where one can be read, else with its name for number."""
    number, title = clean_line(number).strip(" .;,"), clean_line(title)
    found = _NUMBER.search(number) or (_NUMBER.search(title) if not number else None)
    if found:
        bare = re.sub(r"\s", "", found[0])
        number = _NUMBER_LABEL.sub("", number)
        rest = title if title and fold(title) != fold(number) else number
        return LegalBasis(bare, "" if fold(rest) == fold(bare) else rest)
    name = stated(_NUMBER_LABEL.sub("", number) or title)
    if not name:
        return None
    return LegalBasis(name, title if title and fold(title) != fold(name) else "")


def legal_bases(found: Iterable[LegalBasis | None]) -> tuple[LegalBasis, ...]:
    """Each legal text once, with the first title that is known."""
    once: dict[str, LegalBasis] = {}
    for basis in found:
        if basis is None:
            continue
        key = fold(basis.number)
        if key not in once or (basis.title and not once[key].title):
            once[key] = LegalBasis(once[key].number if key in once else basis.number, basis.title)
    return tuple(once.values())


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a long text."""
    return tuple(line for line in (stated(line) for line in text.split("\n")) if line)


_OLD_AGENCY_SPACING = re.compile(r"\s+,")


def names(texts: Iterable[str]) -> str:
    """Names of agencies, each once, in one line."""
    return ", ".join(distinct(_OLD_AGENCY_SPACING.sub(",", clean_line(text)).strip(" .,") for text in texts))
