"""The one place where text is cleaned, folded and given one spelling of its tone marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_BULLETS = dict.fromkeys(range(0xE000, 0xF900), "-")
_SPACES = dict.fromkeys((0x09, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
_LINE_ENDS = dict.fromkeys((0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029), "\n")
_GONE: dict[int, None] = dict.fromkeys(
    (
        *(code for code in range(0x20) if code not in (0x09, 0x0A, 0x0B, 0x0C, 0x0D)),
        *(code for code in range(0x7F, 0xA0) if code != 0x85),
        0xAD,  # soft hyphen
        0x061C,  # Arabic letter mark
        0x180E,
        *range(0x200B, 0x2010),  # zero width and direction marks
        *range(0x202A, 0x202F),  # embeddings and overrides
        *range(0x2060, 0x2070),  # joiners, isolates
        0xFEFF,  # byte order mark
        0xFFFE,
        0xFFFF,
        *range(0xD800, 0xE000),  # lone surrogates
    )
)
_REPLACED: dict[int, str | None] = {**_BULLETS, **_SPACES, **_LINE_ENDS, **_GONE}
_ODD = re.compile(
    "[" + "".join(re.escape(chr(code)) for code in sorted(_REPLACED) if not 0xD800 <= code < 0xF900) + "\ud800-\uf8ff]"
)

_LOOK_ALIKES = str.maketrans(
    "АВЕЗІЈКМНОРСТУХЅаеіјорсухѕԁһ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "ABE3IJKMHOPCTYXSaeijopcyxsdh" + "ABEZHIKMNOPTYXo",
)
_FOREIGN = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")
_NO_SPACE = re.compile(r"\S+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏẠ-ỹ]")

_IMAGE = re.compile(r"data:image/[\w.+-]{1,20};base64,[A-Za-z0-9+/=\s]*")
_BREAK_TAG = re.compile(r"<\s*/?\s*(?:br|p|div|li|tr|table|ul|ol|h[1-6])\b[^<>]{0,200}/?>", re.IGNORECASE)
_OTHER_TAG = re.compile(
    r"</?(?:b|i|u|a|em|strong|span|font|td|th|tbody|thead|sup|sub|o:p|img|label|html|body)\b[^<>]{0,500}/?>",
    re.IGNORECASE,
)
_ENTITIES = {"&nbsp;": " ", "&quot;": '"', "&#39;": "'", "&lt;": "<", "&gt;": ">", "&amp;": "&"}
_ENTITY = re.compile("|".join(_ENTITIES))

_SPACE_RUN = re.compile(r" {2,}")
_LINE_EDGE = re.compile(r" *\n[ \n]*")


def clean(text: str) -> str:
    """Rid text of everything that crawls and word processors leave in it.

    NFC; private-use bullets become «-»; zero-width, direction and control characters and lone surrogates go;
    look-alike Cyrillic and Greek letters inside Latin words become Latin; left-over HTML goes; spaces and
    line ends are single.
    """
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if _ODD.search(text):
        text = text.replace("\r\n", "\n").translate(_REPLACED)
        text = unicodedata.normalize("NFC", text)
    if "base64," in text:
        text = _IMAGE.sub("", text)
    if "<" in text:
        text = _OTHER_TAG.sub("", _BREAK_TAG.sub("\n", text))
    if "&" in text:
        text = _ENTITY.sub(lambda found: _ENTITIES[found[0]], text)
    if not text.isascii() and _FOREIGN.search(text):
        text = _NO_SPACE.sub(_to_latin, text)
    if "  " in text:
        text = _SPACE_RUN.sub(" ", text)
    if "\n" in text:
        text = _LINE_EDGE.sub("\n", text)
    return text.strip()


def clean_line(text: str) -> str:
    """Clean text that must be one line: a title, a code, a number."""
    return " ".join(clean(text).split())


def _to_latin(found: re.Match[str]) -> str:
    word = found[0]
    return word.translate(_LOOK_ALIKES) if _FOREIGN.search(word) and _LATIN.search(word) else word


def _base(letter: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))


_FOLDED = {
    code: _base(chr(code)) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)) if _base(chr(code)) != chr(code)
}
_FOLDED |= {0x111: "d", 0xF0: "d", 0x256: "d"}  # đ, and ð and ɖ that look like it
_MARK = re.compile("[\u0300-\u036f]")


def fold(text: str) -> str:
    """Bring text to its letters only: NFC, lower case, đ→d, no tone marks. «Hoá» and «Hóa» fold alike."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFC", text).lower().translate(_FOLDED)
    return folded if folded.isascii() else _MARK.sub("", folded)


_TONES = "\u0300\u0301\u0309\u0303\u0323"


def _toned(vowels: str, first: str) -> dict[str, str]:
    """Spellings with the tone on the second vowel, to those with the tone on the first."""
    moved = {}
    for second in vowels:
        for tone in _TONES:
            for one, two in ((first, second), (first.upper(), second), (first.upper(), second.upper())):
                new_style = one + unicodedata.normalize("NFC", two + tone)
                moved[new_style] = unicodedata.normalize("NFC", one + tone) + two
    return moved


_MOVED = _toned("ae", "o") | _toned("y", "u")
_NEW_STYLE = re.compile("(?<![qQ])(?:" + "|".join(_MOVED) + r")(?![^\W\d_])")
_MAY_BE_NEW_STYLE = re.compile("[" + "".join({pair[1] for pair in _MOVED}) + "]")


def normalise_tone_marks(text: str) -> str:
    """Write tone marks one way, as in «hóa», «thủy»: on the first vowel of an open oa, oe, uy. «quý» stays."""
    text = unicodedata.normalize("NFC", text)
    if not _MAY_BE_NEW_STYLE.search(text):
        return text
    return _NEW_STYLE.sub(lambda found: _MOVED[found[0]], text)


def distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts without empty ones and repetitions, in their order."""
    return tuple(dict.fromkeys(text for text in texts if text))
