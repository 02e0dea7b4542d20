"""The search index of a release: built once when the release is made, read as it lies.

A *target* is what can be meant: a family of procedures (twins: the same procedure at several levels or of several
provinces), a general answer, a declared ambiguity, or a subject out of scope. A *phrase* is one way to speak of a
target: an official title, an everyday name, a situation. Phrases hold *terms*: folded words, pairs of neighbouring
folded words («a b»), and words with their marks («=á»). Everything is kept in flat arrays, so that all phrases are
scored at once.
"""

from __future__ import annotations

import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz

from intents.cues import data
from intents.fillers import content_places
from intents.frames import Frame, frame_of_title
from intents.utterance import spell_out
from knowledge.procedure import Level, State
from knowledge.store import Knowledge, Title
from knowledge.text import clean, fold, normalise_tone_marks

VERSION = 1
TITLE, OTHER_TITLE, NAME, SITUATION = 0, 1, 2, 3
_WORD = re.compile(r"[^\W_]+", re.UNICODE)

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
Masks = npt.NDArray[np.uint64]


class Target(NamedTuple):
    """What can be meant. ``kind``.

    Procedure, general, ambiguous, scope or smalltalk; ``codes``: the family's, best first.
    """

    kind: str
    codes: tuple[str, ...]
    """for other kinds than procedure: one id"""
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
        body_starts, body_posts, body_weights: the same from term to targets, over names and the record's own words
        together. acts, circumstances: (T,) bit masks of the title's frame. flags: (T, F) numbers that describe a
        target, see ``FLAGS``. counts: how often a folded word stands in names; for spelling.
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
    body_starts: Ints
    body_posts: Ints
    body_weights: Floats
    acts: Masks
    circumstances: Masks
    flags: Floats
    target_of: Mapping[str, int]
    counts: Mapping[str, int]

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


def build(knowledge: Knowledge) -> bytes:
    """Builds the index of a release as bytes (an uncompressed ``npz`` without pickles)."""
    gathered, families = _gather(knowledge)
    targets, phrases = gathered.targets, gathered.phrases
    numbers: dict[str, int] = {}
    holders: dict[int, set[int]] = defaultdict(set)  # term → targets, for idf
    posts: dict[int, list[int]] = defaultdict(list)
    mass_terms: list[tuple[list[int], list[int]]] = []
    counts: Counter[str] = Counter()
    for phrase, (target, kind, text) in enumerate(phrases):
        marked, words = tokens(text)
        if kind in (NAME, SITUATION):
            keep = content_places(words, marked, lambda _left, _right: 0) or list(range(len(words)))
            marked, words = [marked[place] for place in keep], [words[place] for place in keep]
        counts.update(set(words))
        singles, pairs, with_marks = phrase_terms(marked, words)
        rows: tuple[list[int], list[int]] = ([], [])
        for part, group in enumerate((singles, pairs, with_marks)):
            for term in group:
                number = numbers.setdefault(term, len(numbers))
                posts[number].append(phrase)
                if targets[target].kind == "procedure":
                    holders[number].add(target)
                if part < 2:
                    rows[part].append(number)
        mass_terms.append(rows)
    body_counts: dict[int, Counter[str]] = {}
    for number in range(len(families)):
        words_of: Counter[str] = Counter()
        for text in (*(key_text(title.name) for title in families[number][:1]), gathered.bodies.get(number, "")):
            _, words = tokens(text)
            words_of.update(words)
            words_of.update(f"{a} {b}" for a, b in pairwise(words))
        body_counts[number] = words_of
        counts.update({word: 0 for word in words_of if " " not in word})
    body: dict[int, list[tuple[int, float]]] = defaultdict(list)
    average = sum(sum(words.values()) for words in body_counts.values()) / max(1, len(body_counts))
    for target, words_of in body_counts.items():
        length = sum(words_of.values())
        for term, count in words_of.items():
            known = numbers.get(term)
            if known is None:
                if " " in term:
                    continue
                known = numbers.setdefault(term, len(numbers))
            if targets[target].kind == "procedure":
                holders[known].add(target)
            body[known].append((target, count * 2.2 / (count + 1.2 * (0.25 + 0.75 * length / average))))
    size = sum(1 for target in targets if target.kind == "procedure")
    idf = np.zeros(len(numbers), np.float32)
    for term, number in numbers.items():
        df = len(holders[number])
        idf[number] = float(np.log((size + 1.0) / (df + 0.7))) if df else float(np.log(size + 1.0))
        if " " in term:
            idf[number] *= 0.6
    mass = np.zeros((len(phrases), 2), np.float32)
    norm = np.zeros(len(phrases), np.float32)
    for phrase, (singles_, pairs_) in enumerate(mass_terms):
        mass[phrase, 0] = idf[singles_].sum() if singles_ else 0.0
        mass[phrase, 1] = idf[pairs_].sum() if pairs_ else 0.0
        norm[phrase] = float(np.sqrt((idf[singles_] ** 2).sum() + (idf[pairs_] ** 2).sum()))
    starts, flat = _flatten([posts.get(number, []) for number in range(len(numbers))])
    body_rows = [body.get(number, []) for number in range(len(numbers))]
    body_starts, body_posts = _flatten([[target for target, _ in row] for row in body_rows])
    body_weights = np.array([weight for row in body_rows for _, weight in row], np.float32)
    named = {target for target, kind, _ in phrases if kind in (NAME, SITUATION)}
    frames = [frame_of_title(family[0].name) for family in families]
    frames += [Frame()] * (len(targets) - len(families))
    flags = np.zeros((len(targets), len(FLAGS)), np.float32)
    for number, meant in enumerate(targets):
        flags[number] = _flags(meant, families[number] if number < len(families) else [], number in named)
    file = io.BytesIO()
    words_in_order = sorted(counts)
    np.savez(
        file,
        version=np.array([VERSION]),
        targets=_pack("\t".join((target.kind, str(int(target.listed_only)), *target.codes)) for target in targets),
        terms=_pack(numbers),
        words=_pack(words_in_order),
        word_counts=np.array([counts[word] for word in words_in_order], np.int32),
        idf=idf,
        phrase_target=np.array([target for target, _, _ in phrases], np.int32),
        phrase_kind=np.array([kind for _, kind, _ in phrases], np.int32),
        phrase_mass=mass,
        phrase_norm=norm,
        starts=starts,
        posts=flat,
        body_starts=body_starts,
        body_posts=body_posts,
        body_weights=body_weights,
        acts=np.array([frame.acts for frame in frames], np.uint64),
        circumstances=np.array([frame.circumstances for frame in frames], np.uint64),
        flags=flags,
    )
    return file.getvalue()


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
        ValueError: the bytes are of another version.
    """
    with np.load(io.BytesIO(blob), allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    if int(arrays["version"][0]) != VERSION:
        raise ValueError("the index is of another version; reload the knowledge")
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
        body_starts=arrays["body_starts"],
        body_posts=arrays["body_posts"],
        body_weights=arrays["body_weights"],
        acts=arrays["acts"],
        circumstances=arrays["circumstances"],
        flags=arrays["flags"],
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


def index_of(knowledge: Knowledge) -> Index:
    """The index of an open release; built in memory when the release has none or one of another version."""

    def make() -> Index:
        blob = knowledge.artifact("index")
        if blob is not None:
            try:
                return load(blob)
            except (ValueError, KeyError):
                pass
        return load(build(knowledge))

    return knowledge.memo("intents.index", make)


ARTIFACTS = MappingProxyType({"index": build})
