"""The search index of a release: built once when the release is made, read as it lies.

A *target* is what can be meant: a family of procedures (twins: the same procedure at several levels or of several
provinces), a general answer, a declared ambiguity, or a subject out of scope. A *phrase* is one way to speak of a
target: an official title, an everyday name, a situation. Phrases hold *terms*: folded words, pairs of neighbouring
folded words («a b»), and words with their marks («=á»). Everything is kept in flat arrays, so that all phrases are
scored at once.
"""

from __future__ import annotations

import hashlib
import io
import logging
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz

from intents import place_names
from intents.correction import Known
from intents.cues import FOLDER, data
from intents.fillers import content_places
from intents.frames import Frame, frame_of_title
from intents.utterance import spell_out
from knowledge.procedure import Level, State
from knowledge.store import Knowledge, Title
from knowledge.text import clean, fold, normalise_tone_marks

VERSION = 4
"""Of the arrays; raise it when their meaning changes."""
LEAST_TOGETHER, TOGETHER = 2, 0.01
"""How many phrases, and which share of the rarer word's, must hold a pair; measured on questions without marks."""
DATA = ("frames", "fillers", "spelling", "scope", "smalltalk")
"""Files of ``intents/data`` that an index is made from."""
TITLE, OTHER_TITLE, NAME, SITUATION = 0, 1, 2, 3
log = logging.getLogger(__name__)
_WORD = re.compile(r"[^\W_]+", re.UNICODE)

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
Masks = npt.NDArray[np.uint64]


class Target(NamedTuple):
    """What can be meant."""

    kind: str
    """procedure, general, ambiguous, known (by name only), scope or smalltalk"""
    codes: tuple[str, ...]
    """the family's, best first; for other kinds than procedure one id"""
    listed_only: bool


@dataclass(frozen=True, slots=True)
class Index:
    """The arrays of one release. P phrases, T targets, V terms.

    Attributes:
        targets: T targets, in the order of the arrays.
        terms: term → its number.
        idf: (V,) weight of a term.
        phrase_target, phrase_kind: (P,) of each phrase; phrases of one target lie together.
        phrase_mass: (P, 2) summed idf of a phrase's words and pairs; ``phrase_norm``: (P,) length of its vector.
        starts, posts: postings: phrases of term t are ``posts[starts[t]:starts[t + 1]]``.
        holder_starts, holders: the same for the targets that those phrases belong to, each once.
        body_starts, body_posts, body_weights: the same from term to targets, over the record's own words and title.
        acts, circumstances: (T,) bit masks of the title's frame.
        flags: (T, F) numbers that describe a target, see ``FLAGS``.
        fields: (T,) a number for the field (lĩnh vực) of a procedure, -1 for other targets.
        target_of: code → its target.
        counts: how often a folded word stands in names; for spelling.
    """

    targets: tuple[Target, ...]
    terms: Mapping[str, int]
    idf: Floats
    phrase_target: Ints
    phrase_kind: Ints
    phrase_mass: Floats
    phrase_norm: Floats
    starts: Ints
    posts: Ints
    holder_starts: Ints
    holders: Ints
    body_starts: Ints
    body_posts: Ints
    body_weights: Floats
    acts: Masks
    circumstances: Masks
    flags: Floats
    fields: Ints
    target_of: Mapping[str, int]
    counts: Mapping[str, int]

    def phrases_with(self, term: int) -> Ints:
        """The phrases that hold a term."""
        return self.posts[self.starts[term] : self.starts[term + 1]]

    def together(self, left: str, right: str) -> bool:
        """Whether two words stand side by side by more than chance: «căn cước», not «có ở»."""
        rarer = min(self.counts.get(left, 0), self.counts.get(right, 0))
        return self.pair_count(left, right) >= max(LEAST_TOGETHER, TOGETHER * rarer)

    def targets_with(self, term: int) -> Ints:
        """The targets whose phrases hold a term, each once, in order."""
        return self.holders[self.holder_starts[term] : self.holder_starts[term + 1]]

    def known(self) -> Known:
        """What the index knows of words, for spelling."""
        return Known(self.counts, self.pair_count, lambda word: "=" + word in self.terms)

    def pair_count(self, left: str, right: str) -> int:
        """How many phrases hold the two words side by side."""
        term = self.terms.get(f"{left} {right}")
        return 0 if term is None else int(self.starts[term + 1] - self.starts[term])


FLAGS = (
    "commune",
    "province_level",
    "ministry_only",
    "own_of_province",
    "internal",
    "has_names",
    "shipped",
    "citizen",
    "organisation_only",
    "not_in_force",
    "is_procedure",
    "is_general",
    "is_ambiguous",
    "is_scope",
    "is_known",
    "listed_only",
    "title_words",
)

_TIER = "(trung uong|tinh|huyen|xa|bo)"
_LEVEL_TAIL = re.compile(
    rf"\(?\s*(thuc hien )?(tai |o )?cap {_TIER}( thuc hien)?\s*\)?$"
    rf"|\(\s*cap {_TIER}\s*\)"
    r"|thuoc (tham quyen|pham vi|trach nhiem)( quan ly| giai quyet| cap)?( cua)? (uy ban nhan dan|ubnd)? ?"
    rf"(cap )?{_TIER}$"
)


def family_key(name: str) -> str:
    """What twins share: the title folded, without «thủ tục», the level that carries it out and punctuation."""
    first = clean(name).split("\n")[0]
    key = fold(first).strip()
    key = re.sub(r"^thu tuc( hanh chinh)?\s*:?\s*", "", key)
    for _ in range(2):
        key = _LEVEL_TAIL.sub("", key.strip(" .;,:")).strip(" .;,:")
    return " ".join(_WORD.findall(key))


def tokens(text: str) -> tuple[list[str], list[str]]:
    """(words with marks, folded words) of a name."""
    marked = _WORD.findall(normalise_tone_marks(clean(text)).lower())
    return spell_out(marked, [fold(word) for word in marked])


def phrase_terms(marked: Sequence[str], words: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """(words, pairs, marked words) of a phrase, each once."""
    singles = list(dict.fromkeys(words))
    pairs = list(dict.fromkeys(f"{a} {b}" for a, b in pairwise(words)))
    with_marks = list(dict.fromkeys("=" + word for word, plain in zip(marked, words, strict=True) if word != plain))
    return singles, pairs, with_marks


def _families(titles: Sequence[Title]) -> list[list[Title]]:
    """Groups titles into families, the most usual member first."""
    groups: dict[str, list[Title]] = defaultdict(list)
    for title in titles:
        groups[family_key(title.name)].append(title)
    # a province's own procedure joins the national one whose title is nearly the same
    national: dict[str, list[str]] = defaultdict(list)
    for key, group in groups.items():
        if any(not title.province for title in group):
            for name in {title.field for title in group}:
                national[fold(name)].append(key)
    for key in list(groups):
        group = groups[key]
        if any(not title.province for title in group):
            continue
        best, best_score = "", 0.0
        for other in national.get(fold(group[0].field), ()):
            score = fuzz.ratio(key, other, score_cutoff=86)
            if score > best_score and set(key.split()[:2]) & set(other.split()[:3]):
                best, best_score = other, score
        if best and frame_of_title(group[0].name).acts == frame_of_title(groups[best][0].name).acts:
            groups[best].extend(group)
            del groups[key]
    for group in groups.values():
        group.sort(key=_usual)
    return sorted(groups.values(), key=lambda group: group[0].code)


def _usual(title: Title) -> tuple[object, ...]:
    """Sorts the member that most people mean first."""
    return (
        not title.has_details,
        title.state in (State.ABOLISHED, State.REPLACED),
        bool(title.province),
        title.internal,
        not title.shipped,
        Level.COMMUNE not in title.levels,
        Level.PROVINCE not in title.levels,
        "cap huyen" in fold(title.name),
        title.code,
    )


class _Gathering(NamedTuple):
    """What the builder gathers before it makes arrays."""

    targets: list[Target]
    phrases: list[tuple[int, int, str]]
    bodies: dict[int, str]


def _gather(knowledge: Knowledge) -> tuple[_Gathering, list[list[Title]]]:
    families = _families(knowledge.titles())
    targets: list[Target] = []
    phrases: list[tuple[int, int, str]] = []
    bodies: dict[int, str] = {}
    target_of: dict[str, int] = {}
    for number, family in enumerate(families):
        listed_only = not any(title.has_details for title in family)
        targets.append(Target("procedure", tuple(title.code for title in family), listed_only))
        seen: set[str] = set()
        for title in family:
            target_of[title.code] = number
            for kind, name in ((TITLE, title.name), *((OTHER_TITLE, other) for other in title.alt_names)):
                key = family_key(name)
                if key and key not in seen and len(seen) < 6:
                    seen.add(key)
                    phrases.append((number, kind, key_text(name)))
        bodies[number] = _body(knowledge, family[0])
    for everyday in knowledge.everyday_names():
        if everyday.code in target_of:
            kind = SITUATION if everyday.kind == "situation" else NAME
            phrases.append((target_of[everyday.code], kind, everyday.text))
    for place, ambiguity in enumerate(knowledge.ambiguities()):
        targets.append(Target("ambiguous", (str(place),), False))
        phrases.extend((len(targets) - 1, NAME, text) for text in ambiguity.names)
    for known in knowledge.known_procedures():
        targets.append(Target("known", (known.id,), False))
        for kind, texts in ((TITLE, (key_text(known.name),)), (NAME, known.names), (SITUATION, known.situations)):
            phrases.extend((len(targets) - 1, kind, text) for text in texts)
    for answer in knowledge.general_answers():
        targets.append(Target("general", (answer.id,), False))
        phrases.extend((len(targets) - 1, NAME, text) for text in (answer.title, *answer.questions))
    for book in ("scope", "smalltalk"):
        for subject, entry in data(book).items():
            targets.append(Target(book, (subject,), False))
            phrases.extend((len(targets) - 1, NAME, text) for text in entry["examples"])
    phrases.sort(key=lambda phrase: (phrase[0], phrase[1]))
    return _Gathering(targets, phrases, bodies), families


def gathered_phrases(knowledge: Knowledge) -> list[tuple[int, int, str]]:
    """(target, kind, text) of every phrase, in the order of the index's arrays; for training."""
    return _gather(knowledge)[0].phrases


def key_text(name: str) -> str:
    """A title as indexed: its first line without «Thủ tục» and without the level that carries it out."""
    first = clean(name).split("\n")[0]
    first = re.sub(r"^\s*th[ủu] t[ụu]c( hành chính)?\s*:?\s*", "", first, flags=re.IGNORECASE)
    first = re.sub(
        r"\(?\s*thực hiện (tại|ở) cấp (trung ương|tỉnh|huyện|xã|bộ)\s*\)?\s*$", "", first, flags=re.IGNORECASE
    )
    return " ".join(first.split()[:70])


def _body(knowledge: Knowledge, title: Title) -> str:
    """Words of the record that people may use: papers, results, who, field."""
    procedure = knowledge.procedure(title.code)
    if procedure is None:
        return title.field
    parts = [procedure.summary, procedure.field, *procedure.results, *procedure.subjects, *procedure.life_events]
    for case in procedure.cases:
        parts.append(case.name)
        parts.extend(f"{document.name[:160]} {document.form}" for document in case.documents)
    parts.append(procedure.conditions[:600])
    return " ; ".join(parts)[:6000]


class _Terms:
    """Terms as they are met: their numbers, and where they stand."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.phrases: dict[int, list[int]] = defaultdict(list)
        self.bodies: dict[int, list[tuple[int, float]]] = defaultdict(list)
        self.holders: dict[int, set[int]] = defaultdict(set)
        self.counts: Counter[str] = Counter()

    def add_phrase(self, phrase: int, target: int, text: str, *, is_title: bool, is_procedure: bool) -> list[list[int]]:
        """Takes in one phrase; gives the numbers of its words and pairs."""
        marked, words = tokens(text)
        if not is_title:
            keep = content_places(words, marked, lambda _left, _right: False) or list(range(len(words)))
            marked, words = [marked[place] for place in keep], [words[place] for place in keep]
        self.counts.update(set(words))
        rows: list[list[int]] = []
        for group in phrase_terms(marked, words):
            rows.append([self.numbers.setdefault(term, len(self.numbers)) for term in group])
            for number in rows[-1]:
                self.phrases[number].append(phrase)
                if is_procedure:
                    self.holders[number].add(target)
        return rows[:2]

    def add_bodies(self, bodies: Mapping[int, Counter[str]]) -> None:
        """Takes in the words of the records, weighed as BM25 does (k1 = 1.2, b = 0.75)."""
        average = sum(sum(words.values()) for words in bodies.values()) / max(1, len(bodies))
        for target, words in bodies.items():
            length = 1.2 * (0.25 + 0.75 * sum(words.values()) / average)
            for term, count in words.items():
                known = self.numbers.get(term)
                if known is None and " " in term:
                    continue
                number = self.numbers.setdefault(term, len(self.numbers))
                self.holders[number].add(target)
                self.bodies[number].append((target, count * 2.2 / (count + length)))

    def idf(self, size: int) -> Floats:
        """(V,) the weight of each term among ``size`` procedures; pairs weigh less, as their words count already."""
        weights = [
            math.log((size + 1.0) / (len(self.holders[number]) + 0.7))
            if self.holders.get(number)
            else math.log(size + 1.0)
            for number in range(len(self.numbers))
        ]
        pair = np.array([0.6 if " " in term else 1.0 for term in self.numbers], np.float32)
        return np.array(weights, np.float32) * pair


def build(knowledge: Knowledge) -> bytes:
    """Builds the index of a release as bytes (an uncompressed ``npz`` without pickles)."""
    gathered, families = _gather(knowledge)
    targets, phrases = gathered.targets, gathered.phrases
    terms = _Terms()
    rows = [
        terms.add_phrase(
            place,
            target,
            text,
            is_title=kind in (TITLE, OTHER_TITLE),
            is_procedure=targets[target].kind == "procedure",
        )
        for place, (target, kind, text) in enumerate(phrases)
    ]
    bodies = {
        number: _body_counts(f"{key_text(family[0].name)} ; {gathered.bodies[number]}")
        for number, family in enumerate(families)
    }
    terms.add_bodies(bodies)
    for words in bodies.values():
        terms.counts.update({word: 0 for word in words if " " not in word})
    idf = terms.idf(len(families))
    singles = [idf[single] for single, _ in rows]
    pairs = [idf[pair] for _, pair in rows]
    named = {target for target, kind, _ in phrases if kind in (NAME, SITUATION)}
    frames = [frame_of_title(family[0].name) for family in families]
    frames += [Frame()] * (len(targets) - len(families))
    size = len(terms.numbers)
    starts, posts = _flatten([terms.phrases.get(number, []) for number in range(size)])
    phrase_target = [target for target, _, _ in phrases]
    holder_starts, holders = _flatten(
        [
            list(dict.fromkeys(phrase_target[phrase] for phrase in terms.phrases.get(number, [])))
            for number in range(size)
        ]
    )
    body_rows = [terms.bodies.get(number, []) for number in range(size)]
    body_starts, body_posts = _flatten([[target for target, _ in row] for row in body_rows])
    words_in_order = sorted(terms.counts)
    file = io.BytesIO()
    np.savez(
        file,
        version=_pack([fingerprint()]),
        targets=_pack("\t".join((target.kind, str(int(target.listed_only)), *target.codes)) for target in targets),
        terms=_pack(terms.numbers),
        words=_pack(words_in_order),
        word_counts=np.array([terms.counts[word] for word in words_in_order], np.int32),
        idf=idf,
        phrase_target=np.array(phrase_target, np.int32),
        phrase_kind=np.array([kind for _, kind, _ in phrases], np.int32),
        phrase_mass=np.array([(one.sum(), two.sum()) for one, two in zip(singles, pairs, strict=True)], np.float32),
        phrase_norm=np.array(
            [math.sqrt((one**2).sum() + (two**2).sum()) for one, two in zip(singles, pairs, strict=True)], np.float32
        ),
        starts=starts,
        posts=posts,
        holder_starts=holder_starts,
        holders=holders,
        body_starts=body_starts,
        body_posts=body_posts,
        body_weights=np.array([weight for row in body_rows for _, weight in row], np.float32),
        acts=np.array([frame.acts for frame in frames], np.uint64),
        circumstances=np.array([frame.circumstances for frame in frames], np.uint64),
        fields=_field_numbers(families, len(targets)),
        flags=np.array(
            [
                _flags(target, families[number] if number < len(families) else [], number in named)
                for number, target in enumerate(targets)
            ],
            np.float32,
        ),
    )
    return file.getvalue()


def _field_numbers(families: Sequence[Sequence[Title]], size: int) -> Ints:
    """A number for each target's field; families come first among targets."""
    numbers: dict[str, int] = {}
    fields = [numbers.setdefault(fold(family[0].field), len(numbers)) for family in families]
    return np.array(fields + [-1] * (size - len(fields)), np.int32)


def _body_counts(text: str) -> Counter[str]:
    """Words and pairs of a record's text, with how often each stands there."""
    _, words = tokens(text)
    counts = Counter(words)
    counts.update(f"{a} {b}" for a, b in pairwise(words))
    return counts


def _flags(target: Target, family: Sequence[Title], named: bool) -> list[float]:
    levels = {level for title in family for level in title.levels}
    subjects = fold(" ".join(subject for title in family for subject in title.subjects))
    citizen = any(
        word in subjects for word in ("cong dan", "ca nhan", "nguoi nuoc ngoai", "ho gia dinh", "ho kinh doanh")
    )
    first = family[0] if family else None
    return [
        float(Level.COMMUNE in levels),
        float(Level.PROVINCE in levels),
        float(levels == {Level.MINISTRY}),
        float(bool(first and first.province)),
        float(bool(first and first.internal)),
        float(named),
        float(any(title.shipped for title in family)),
        float(citizen),
        float(bool(subjects) and not citizen),
        float(bool(first and first.state not in (State.IN_FORCE, State.NOT_YET_IN_FORCE))),
        float(target.kind == "procedure"),
        float(target.kind == "general"),
        float(target.kind == "ambiguous"),
        float(target.kind in ("scope", "smalltalk")),
        float(target.kind == "known"),
        float(target.listed_only),
        float(len(family_key(first.name).split())) if first else 0.0,
    ]


def _flatten(rows: Sequence[Sequence[int]]) -> tuple[Ints, Ints]:
    starts = np.zeros(len(rows) + 1, np.int32)
    np.cumsum([len(row) for row in rows], out=starts[1:])
    return starts, np.array([value for row in rows for value in row], np.int32)


def _pack(texts: Iterable[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer("\n".join(texts).encode(), np.uint8)


def _unpack(array: npt.NDArray[np.uint8]) -> list[str]:
    text = array.tobytes().decode()
    return text.split("\n") if text else []


def load(blob: bytes) -> Index:
    """Reads what ``build`` made.

    Raises:
        ValueError: the bytes were made by another version.
    """
    with np.load(io.BytesIO(blob), allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    if _unpack(arrays["version"]) != [fingerprint()]:
        raise ValueError("the index was made by another version; reload the knowledge")
    targets = []
    for line in _unpack(arrays["targets"]):
        kind, listed_only, *codes = line.split("\t")
        targets.append(Target(kind, tuple(codes), listed_only == "1"))
    terms = {term: number for number, term in enumerate(_unpack(arrays["terms"]))}
    counts = dict(zip(_unpack(arrays["words"]), arrays["word_counts"].tolist(), strict=True))
    return Index(
        targets=tuple(targets),
        terms=MappingProxyType(terms),
        idf=arrays["idf"],
        phrase_target=arrays["phrase_target"],
        phrase_kind=arrays["phrase_kind"],
        phrase_mass=arrays["phrase_mass"],
        phrase_norm=arrays["phrase_norm"],
        starts=arrays["starts"],
        posts=arrays["posts"],
        holder_starts=arrays["holder_starts"],
        holders=arrays["holders"],
        body_starts=arrays["body_starts"],
        body_posts=arrays["body_posts"],
        body_weights=arrays["body_weights"],
        acts=arrays["acts"],
        circumstances=arrays["circumstances"],
        flags=arrays["flags"],
        fields=arrays["fields"],
        target_of=MappingProxyType(
            {
                code: number
                for number, target in enumerate(targets)
                if target.kind == "procedure"
                for code in target.codes
            }
        ),
        counts=MappingProxyType(counts),
    )


@cache
def fingerprint() -> str:
    """Of what an index is made with: the code's version and the data of ``intents``."""
    found = hashlib.sha256(str(VERSION).encode())
    for name in DATA:
        found.update((FOLDER / f"{name}.toml").read_bytes())
    return found.hexdigest()


def fits(knowledge: Knowledge) -> bool:
    """Whether the release's index was made by this version of ``intents``."""
    blob = knowledge.artifact("index")
    if blob is None:
        return False
    with np.load(io.BytesIO(blob), allow_pickle=False) as file:
        return _unpack(file["version"]) == [fingerprint()]


def index_of(knowledge: Knowledge) -> Index:
    """The index of an open release; built in memory when the release has none or one of another version."""

    def make() -> Index:
        blob = knowledge.artifact("index")
        if blob is not None:
            try:
                return load(blob)
            except (ValueError, KeyError):
                log.warning("the release's search index was made by another version: built anew; reload the knowledge")
        return load(build(knowledge))

    return knowledge.memo("intents.index", make)


ARTIFACTS = MappingProxyType({"index": build, "places": place_names.build})
