"""Telex residue: the keys of a word that the keyboard did not turn into marks («ddangw» for «đăng», «giaasy»)."""

from __future__ import annotations

import re
import unicodedata

_ONSET = re.compile(r"(?:ngh|ng|nh|ch|gh|gi(?=[aeou])|kh|ph|qu|th|tr|dd|đ|[bcdghklmnpqrstvx])?", re.IGNORECASE)
_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_DOUBLED = {"a": "â", "e": "ê", "o": "ô"}
_VOWELS = "aăâeêioôơuưy"
_SHAPED = "ăâêôơư"


def decode(word: str) -> str:
    """The word that the keys of ``word`` type in Telex, in NFC; ``word`` itself where they type nothing."""
    onset_match = _ONSET.match(word)
    onset = onset_match.group(0) if onset_match else ""
    rime = word[len(onset) :]
    if onset == "dd":
        onset = "đ"
    elif onset == "d" and rime.endswith("d"):
        onset, rime = "đ", rime[:-1]
    tone = ""
    for place in range(len(rime) - 1, 0, -1):
        if rime[place] in _TONES:
            tone = _TONES[rime[place]]
            rime = rime[:place] + rime[place + 1 :]
            break
    rime = _shaped(rime)
    place = _toned_place(rime)
    if tone and place >= 0:
        rime = rime[: place + 1] + tone + rime[place + 1 :]
    decoded = unicodedata.normalize("NFC", onset + rime)
    return decoded if decoded != unicodedata.normalize("NFC", word) else word


def _shaped(rime: str) -> str:
    """A rime with its doubled vowels and «w» turned into letters."""
    for letter, shaped in _DOUBLED.items():
        if rime.count(letter) == 2:
            first = rime.index(letter)
            second = rime.index(letter, first + 1)
            rime = rime[:first] + shaped + rime[first + 1 : second] + rime[second + 1 :]
    if "w" not in rime:
        return rime
    typed = rime.replace("w", "")
    for plain, shaped in (("uo", "ươ"), ("ua", "ưa"), ("oa", "oă"), ("u", "ư"), ("o", "ơ"), ("a", "ă")):
        if plain in typed:
            return typed.replace(plain, shaped, 1)
    return rime


def _toned_place(rime: str) -> int:
    """Where a rime carries its tone: on a shaped vowel, else before a coda, else on the first of two; -1: nowhere."""
    vowels = [place for place, letter in enumerate(rime) if letter in _VOWELS]
    if not vowels:
        return -1
    shaped = [place for place in vowels if rime[place] in _SHAPED]
    if shaped:
        return shaped[-1]
    if len(vowels) == 1:
        return vowels[0]
    if len(vowels) >= 3 or vowels[-1] < len(rime) - 1:
        return vowels[1]
    return vowels[0]
