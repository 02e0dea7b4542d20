"""A question as it is read for statistics: its words without the places, and what phrases they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property, lru_cache

from intents.asking import AskingSaid, Listing, find_asking
from intents.changes import Times, find_times
from intents.cues import data
from intents.intent import Block, Order
from intents.metrics import find_metrics, spoken
from intents.places import PlaceMention, Purpose, find_places
from intents.syllables import is_syllable
from intents.telex import decode
from intents.words import MarkedPhrases, Word, WordSet, words_of
from knowledge.store import Knowledge

PLACE_WORD = "ⵥ"
"""Stands for a place in the words that are read on: a letter, so that it is a word, and none that anyone types."""
_LOCALITY_WORDS = {"xa", "phuong", "huyen", "tinh", "quan", "que", "cho", "noi", "vi", "pho", "tran"}
_TOGETHER = {"va", "cung", "lan"}
_NO_PART = {"ke", "tru", "vi"}
_WORD = re.compile(r"[^\W\d_]{4,10}")
_NUMBER = re.compile(r"[tq]?\d+|i{1,3}|iv")


class Reading:
    """A question as read for statistics: its words without the places, and what phrases they hold."""

    def __init__(self, text: str, knowledge: Knowledge, context: frozenset[str]) -> None:
        self.mentions: list[PlaceMention] = find_places(text, knowledge, Purpose.STATISTICS)
        without = text
        for mention in reversed(self.mentions):
            without = f"{without[: mention.start]} {PLACE_WORD} {without[mention.end :]}"
        self.text = without
        self.words = spoken(words_of(without))
        self.said = frozenset(word.folded for word in self.words)
        self.metrics = find_metrics(self.words, context)
        found = [(cue.start, cue.end, cue.value) for cue in _cues().find_all(self.words)]
        self.of_scope = {p for start, end, name in found if name.startswith("scope.") for p in range(start, end)}
        self.cues = frozenset(name for start, end, name in found if self._counts(name, start, end))
        self.scopes = {name.removeprefix("scope.") for start, _, name in found if self._is_part(name, start)}
        self.scope = next(iter(self.scopes)) if len(self.scopes) == 1 else ""
        said = [(start, end) for start, end, name in found if name == "department.name"]
        self.department = self._typed(*said[0]) if said else ""

    def _is_part(self, name: str, start: int) -> bool:
        """Whether a part of the unit is named; not in «huyện và các xã», «chưa kể cấp xã», «mấy đơn vị cấp huyện»."""
        before = self.words[start - 1].folded if start else ""
        together = before in _TOGETHER and self.words[start].folded != "cap"
        return name.startswith("scope.") and not together and before not in _NO_PART

    def _counts(self, name: str, start: int, end: int) -> bool:
        """Whether a phrase means what its list says: «xã mình» is nobody's dossier, «bản sao» may be of a metric."""
        if name == "other.own_dossier":
            return not _of_locality(self.words, start)
        return name != "other.things" or not self.metrics.covered.issuperset(range(start, end))

    def _typed(self, start: int, end: int) -> str:
        """The words as they were typed, with the place that they end in."""
        first, last = self.words[start].start, self.words[end - 1].end
        before = self.text[:first].count(PLACE_WORD)
        name = self.mentions[before].text if before < len(self.mentions) else ""
        return " ".join(self.text[first:last].replace(PLACE_WORD, name).split())

    @cached_property
    def asking(self) -> AskingSaid:
        """How figures are asked of."""
        return find_asking(self.text, self.words)

    @cached_property
    def times(self) -> Times:
        """The periods."""
        return find_times(self.text, compares=len(self.mentions) < 2)

    @cached_property
    def unknown(self) -> str:
        """A place that was named and that the release does not know, as it was written."""
        if self.department:
            return self.department
        named = next((mention.text for mention in self.mentions if not mention.places), "")
        return named or ("" if self.mentions else _unknown(self.text, self.words))

    @property
    def places(self) -> tuple[str, ...]:
        """Ids of every place named; a department that the release does not know is not its province."""
        if self.department:
            return ()
        return tuple(dict.fromkeys(place for mention in self.mentions for place in mention.places))

    @property
    def question(self) -> bool:
        """Whether something is asked."""
        return bool(self.cues & {"asked.where", "asked.whether"}) or "?" in self.text

    @property
    def where(self) -> bool:
        """Whether «which», «what» or «where» is asked."""
        return "asked.where" in self.cues

    @property
    def about_dossiers(self) -> bool:
        """Whether dossiers are named."""
        return {"ho", "so"} <= self.said

    @property
    def ordered(self) -> bool:
        """Whether an order of places is asked."""
        asking = self.asking
        said = asking.order is not Order.ALL or bool(asking.nth or asking.top)
        return said or self.metrics.ranks or "rank" in asking.cues

    @property
    def weighed(self) -> bool:
        """Whether a threshold is named."""
        return self.asking.threshold is not None or bool(self.asking.cues & {"over", "under", "some", "none"})

    @property
    def sides(self) -> bool:
        """Whether two metrics or two parts of one place are weighed against each other."""
        asking = self.asking
        weighs = asking.compares or ("compare" in asking.cues and not self.times.compared)
        return weighs and asking.block is Block.ANY and (len(self.metrics.concepts) > 1 or len(self.scopes) > 1)

    @property
    def lists(self) -> bool:
        """Whether units are ranked or listed; «các xã của Hoằng Hóa» may as well be a part of one."""
        listing = self.asking.listing
        if "ranked_units" in self.metrics.ids or self.sides:
            return False
        if listing is Listing.SOME:
            return self.ordered or self.weighed or "compare" in self.asking.cues
        return listing is not Listing.NONE

    @cached_property
    def others(self) -> int:
        """How many words say nothing of figures, places or periods."""
        covered = self.asking.covered | self.metrics.covered | self.of_scope
        return sum(
            place not in covered and word not in _follow() and not _NUMBER.fullmatch(word.folded)
            for place, word in enumerate(self.words)
        )

    @property
    def only_rank(self) -> bool:
        """Whether a rank is asked without a word of what is ranked."""
        return bool(self.metrics.ids) and self.metrics.ids <= {"rank"}


def repaired(text: str) -> str:
    """The text with what a keyboard left of Telex turned into letters («mieenj»)."""
    return _WORD.sub(lambda found: _decoded(found.group(0)), text)


@lru_cache(maxsize=4096)
def _decoded(word: str) -> str:
    lowered = word.lower()
    if is_syllable(lowered) or lowered in _foreign():
        return word
    decoded = decode(lowered)
    if decoded == lowered or not is_syllable(decoded):
        return word
    return decoded.capitalize() if word[0].isupper() else decoded


@cache
def _foreign() -> frozenset[str]:
    """Words of the data that are no syllables and still what was meant («visa»)."""
    phrases = (phrase for listed in data("metrics")["other"].values() for phrase in listed)
    return frozenset(word for phrase in phrases for word in phrase.split() if word.isascii())


@cache
def _cues() -> MarkedPhrases[str]:
    book = data("metrics")
    named = {
        **{f"other.{kind}": phrases for kind, phrases in book["other"].items()},
        **{f"locality.{kind}": phrases for kind, phrases in book["locality"].items() if kind != "types"},
        **{f"scope.{kind}": phrases for kind, phrases in book["scope"].items()},
        **{f"history.{kind}": phrases for kind, phrases in book["history"].items()},
        **{f"asked.{kind}": phrases for kind, phrases in book["asked"].items()},
        "department.name": [*book["departments"]["names"], *_with_place(book["departments"]["names"])],
    }
    return MarkedPhrases((phrase, name) for name, phrases in named.items() for phrase in phrases)


def _with_place(names: Sequence[str]) -> Iterator[str]:
    """«Thanh tra tỉnh» as it stands where the province is named: «thanh tra tỉnh Hưng Yên»."""
    for name in names:
        for type_word in (" tỉnh", " thành phố"):
            if name.endswith(type_word):
                yield f"{name.removesuffix(type_word)} {PLACE_WORD}"


@cache
def _types() -> MarkedPhrases[str]:
    return MarkedPhrases((phrase, phrase) for phrase in data("metrics")["locality"]["types"])


@cache
def _follow() -> WordSet:
    """Words that a short question after a figure may have beside what it changes."""
    return WordSet((*data("asking")["follow"]["words"], PLACE_WORD))


def _of_locality(words: Sequence[Word], place: int) -> bool:
    """Whether «mình», «tôi» there belong to «xã mình», «tỉnh tôi»."""
    return place > 0 and words[place - 1].folded in _LOCALITY_WORDS


def _unknown(text: str, words: Sequence[Word]) -> str:
    """A unit named by a type word and a name that no release knows («xã Bà Điểm»): as it was written."""
    for found in _types().find_all(words):
        if found.end < len(words) and words[found.end].capital and _touch(text, words[found.end - 1], words[found.end]):
            last = found.end
            while last + 1 < len(words) and words[last + 1].capital and _touch(text, words[last], words[last + 1]):
                last += 1
            return text[words[found.start].start : words[last].end]
    return ""


def _touch(text: str, left: Word, right: Word) -> bool:
    """Whether nothing but a space, or the dot of an abbreviation, stands between two words."""
    return text[left.end : right.start].strip(" ") in ("", ".")
