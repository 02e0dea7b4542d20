"""Makes one typing error in a question: a neighbour key, a dropped, doubled or swapped letter, or Telex residue."""

from __future__ import annotations

import random
import unicodedata

_NEIGHBOURS = {
    "q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok", "o": "ipl",
    "p": "ol",
    "a": "qsz", "s": "awdx", "d": "sefc", "f": "drgv", "g": "fthb", "h": "gyjn", "j": "hukm", "k": "jil", "l": "ko",
    "z": "ax", "x": "zsc", "c": "xdv", "v": "cfb", "b": "vgn", "n": "bhm", "m": "nj",
}  # fmt: skip
_TONES = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_SHAPES = {"\u0302": {"a": "aa", "e": "ee", "o": "oo"}, "\u0306": {"a": "aw"}, "\u031b": {"o": "ow", "u": "uw"}}


def telex_keys(word: str) -> str:
    """The keys that type ``word`` in Telex: «đăng» → «ddawng», «ký» → «kys»."""
    keys, tone = "", ""
    for letter in unicodedata.normalize("NFD", word.replace("đ", "dd").replace("Đ", "DD")):
        if letter in _TONES:
            tone = _TONES[letter]
        elif letter in _SHAPES:
            last = keys[-1:].lower()
            keys = keys[:-1] + _SHAPES[letter].get(last, keys[-1:])
        else:
            keys += letter
    return keys + tone


def with_typing_error(question: str, seed: str) -> str:
    """``question`` with one typing error in a word of three letters or more; the same seed gives the same error."""
    choose = random.Random(seed)  # noqa: S311 (reproducible, no secret)
    words = question.split(" ")
    places = [place for place, word in enumerate(words) if len(word) >= 3 and word.isalpha()]
    if not places:
        return question
    place = choose.choice(places)
    word = words[place]
    at = choose.randrange(len(word))
    kind = choose.choice(["neighbour", "drop", "double", "swap", "telex"])
    if kind == "telex" and telex_keys(word) == word:
        kind = "double"
    if kind == "neighbour":
        base = unicodedata.normalize("NFD", word[at].lower())[0].replace("đ", "d")
        wrong = choose.choice(_NEIGHBOURS.get(base, "e"))
        words[place] = word[:at] + wrong + word[at + 1 :]
    elif kind == "drop":
        words[place] = word[:at] + word[at + 1 :]
    elif kind == "double":
        words[place] = word[:at] + word[at] + word[at:]
    elif kind == "swap":
        at = min(at, len(word) - 2)
        words[place] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    else:
        words[place] = telex_keys(word)
    return " ".join(words)
