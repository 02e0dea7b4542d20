"""How a Vietnamese syllable is built: onset, rime, tone."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from knowledge.text import fold

ONSETS = ("ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr", *"bcdghklmnprstvx", "")
# rimes with their vowels' marks but without tones
_RIME_LIST = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oem oen oeo oet oi om on ong oong
ooc op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uan uang uân uâng uât uây uc uê uêch uên uênh uêt uêu ui um un ung uơ up ut uy uya uych uyên uyêt uynh uyt uyu
uôc uôi uôm uôn uông uôt ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
y yêm yên yêt yêu ym ynh
"""
_MARKED_RIMES = frozenset(_RIME_LIST.split())
_RIMES = frozenset(fold(rime) for rime in _MARKED_RIMES)
_WHOLE = frozenset({"gi", "gin", "gia", "gieng", "giet"})
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_OF_STOPS = frozenset("\u0301\u0323")
"""The tones of a syllable that ends in c, ch, p or t."""


@lru_cache(maxsize=16384)
def is_syllable(word: str) -> bool:
    """Whether a word is built like a Vietnamese syllable; with its marks, if it has any."""
    if word.isascii():
        rimes, plain = _RIMES, word
    else:
        split = unicodedata.normalize("NFD", word)
        tones = _TONES.findall(split)
        stopped = split.endswith(("c", "ch", "p", "t"))
        if len(tones) > 1 or (stopped and tones and tones[0] not in _OF_STOPS):
            return False
        plain = unicodedata.normalize("NFC", _TONES.sub("", split)).replace("đ", "d")
        rimes = _MARKED_RIMES
    return plain in _WHOLE or any(plain.startswith(onset) and plain[len(onset) :] in rimes for onset in ONSETS)
