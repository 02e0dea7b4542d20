"""Every target scored at once: features, and their weighted sum.

The weights are a small readable file (``data/weights.toml``), trained by ``scripts.train_ranker``; a score is the
logarithm of the odds that the target is meant, up to a constant that all targets of one question share.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from intents.cues import data
from intents.frames import NO_FRAME, Frame
from intents.index import FLAGS, NAME, SITUATION, Floats, Index, Ints, phrase_terms

LEAST_SHARED = 0.1
"""Phrases that hold less than this share of the question's weight are not looked at."""
SHORTLIST = 64
"""How many targets get features. The shortlist holds an acceptable one for nearly all questions that have one."""

CARRIED = 0.4
"""What a word of the turns before counts beside one of the question itself; measured on judged conversations."""

_GROUPS = ("title", "name", "situation")
_PHRASE_FEATURES = ("covers", "explained")
_FLAG_FEATURES = (
    "commune",
    "ministry_only",
    "own_of_province",
    "internal",
    "has_names",
    "citizen",
    "organisation_only",
    "is_general",
    "is_ambiguous",
    "is_scope",
    "is_known",
)
"""Of ``FLAGS``, as they are."""
FEATURES = (
    *(f"{group}_{feature}" for group in _GROUPS for feature in _PHRASE_FEATURES),
    "best_both",
    "best_cosine",
    "support",
    "exact",
    "union_covers",
    "union_pairs",
    "body",
    "body_covers",
    "marks_disagree",
    "same_field",
    "expanded",
    "act_hit",
    "act_clash",
    "act_unasked",
    "specific_hit",
    "specific_missed",
    "specific_unasked",
    "circumstance_hit",
    "circumstance_unasked",
    "circumstance_absent",
    "strong_hit",
    "strong_missed",
    "strong_unasked",
    "foreign_hit",
    "foreign_unasked",
    "army_unasked",
    "organisation_unasked",
    *_FLAG_FEATURES,
    "title_length",
    "phrases",
    "topic",
)


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched: content words in order, and what else the question gives away.

    ``expansions``: official terms of everyday words, each a tuple of words.
    """

    marked: tuple[str, ...]
    words: tuple[str, ...]
    frame: Frame
    light: tuple[str, ...] = ()
    """facet words: they may be part of a name, but need not be explained"""
    carried_marked: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    """content words of what was said before, in order: they count ``CARRIED`` of the question's own"""
    expansions: tuple[tuple[str, ...], ...] = ()
    has_marks: bool = False
    topics: tuple[int, ...] = ()
    """targets under discussion"""
    own: Frame = NO_FRAME
    """the frame of a follow-up's own words; ``frame`` may be completed from what was said before"""
    fields: tuple[int, ...] = ()
    """numbers of the fields that the topic belongs to"""


class Ranked(NamedTuple):
    """One target of the ranking."""

    target: int
    score: float


class Ranking(NamedTuple):
    """The shortlist, best first, with the features each was scored by. ``matrix`` is (len(ranked), len(FEATURES))."""

    ranked: tuple[Ranked, ...]
    matrix: Floats


@cache
def weights() -> npt.NDArray[np.float32]:
    """The weight of each of ``FEATURES``; a feature that the file does not name weighs nothing."""
    table: Mapping[str, float] = data("weights")["ranker"]
    return np.array([table.get(name, 0.0) for name in FEATURES], np.float32)


class _Sums(NamedTuple):
    """What phrases (P,) and targets (T,) share with a question, in idf; and the question's own totals."""

    single: Floats
    light: Floats
    dot: Floats
    union: Floats
    union_pairs: Floats
    body: Floats
    body_covers: Floats
    total: float
    total_pairs: float
    norm: float


class _Match(NamedTuple):
    """The best phrase of each target. ``by_group``: (3 groups, phrase features, T)."""

    by_group: Floats
    best_both: Floats
    best_cosine: Floats
    support: Floats
    """how many phrases speak for the target, weighed"""


class Scorer:
    """Scores questions against one index. Holds no state between questions."""

    def __init__(self, index: Index) -> None:
        self.index = index
        group = np.where(index.phrase_kind == SITUATION, 2, np.where(index.phrase_kind == NAME, 1, 0))
        self._key = index.phrase_target * 3 + group.astype(np.int32)
        self._unknown = float(np.log(len(index.targets) + 1.0)) * 0.8
        flags = {name: index.flags[:, place] for place, name in enumerate(FLAGS)}
        self._flags = flags
        phrases = np.bincount(index.phrase_target, minlength=len(index.targets))
        self._phrases = np.log1p(phrases).astype(np.float32)

    def idf(self, term: str) -> float:
        """The weight of a term; a word that no name holds weighs as a rare one."""
        number = self.index.terms.get(term)
        if number is None:
            return self._unknown if " " not in term else 0.0
        return float(self.index.idf[number])

    def holds(self, target: int, word: str) -> bool:
        """Whether a target's names or record hold a folded word."""
        index = self.index
        number = index.terms.get(word)
        if number is None:
            return False
        told = index.body_posts[index.body_starts[number] : index.body_starts[number + 1]]
        return _holds(index.targets_with(number), target) or _holds(told, target)

    def named_share(self, target: int, query: Query) -> float:
        """The share of a question's own weight that words of a target's names hold."""
        masses = {word: self.idf(word) for word in query.words}
        held = sum(mass for word, mass in masses.items() if self._names(target, word))
        return held / (sum(masses.values()) or 1.0)

    def _names(self, target: int, word: str) -> bool:
        number = self.index.terms.get(word)
        return number is not None and _holds(self.index.targets_with(number), target)

    def rank(self, query: Query, weight: npt.NDArray[np.float32] | None = None, skip: Sequence[int] = ()) -> Ranking:
        """The shortlist for ``query``, best first. ``skip``: phrases not to be used (training leaves one out)."""
        targets, matrix = self.features(query, skip)
        scores = matrix @ (weights() if weight is None else weight)
        order = np.argsort(-scores, kind="stable")
        ranked = tuple(Ranked(int(targets[place]), float(scores[place])) for place in order)
        return Ranking(ranked, matrix[order])

    def features(self, query: Query, skip: Sequence[int] = ()) -> tuple[Ints, Floats]:
        """(targets of the shortlist, their features)."""
        sums = self._sum(query, skip)
        match = self._match(sums)
        context = self._share(dict.fromkeys(query.carried))
        expanded = self._expanded(query)
        early = (
            match.best_cosine + 0.5 * match.best_both + 0.4 * sums.union / sums.total + 0.02 * sums.body / sums.total
        )
        same_field = np.isin(self.index.fields, query.fields).astype(np.float32)
        early += 0.3 * expanded + 0.3 * context + 0.3 * same_field
        early[list(query.topics)] += 1.0
        count = min(SHORTLIST, len(early))
        shortlist = np.argpartition(-early, count - 1)[:count].astype(np.int32)
        columns: dict[str, Floats] = {
            f"{name}_{feature}": match.by_group[group, place][shortlist]
            for group, name in enumerate(_GROUPS)
            for place, feature in enumerate(_PHRASE_FEATURES)
        }
        columns["best_both"] = match.best_both[shortlist]
        columns["best_cosine"] = match.best_cosine[shortlist]
        columns["support"] = match.support[shortlist]
        columns["exact"] = (match.best_cosine[shortlist] > 0.995).astype(np.float32)
        columns["union_covers"] = sums.union[shortlist] / sums.total
        columns["union_pairs"] = sums.union_pairs[shortlist] / sums.total_pairs
        columns["body"] = sums.body[shortlist] / (sums.total + sums.total_pairs)
        columns["body_covers"] = sums.body_covers[shortlist] / sums.total
        columns["marks_disagree"] = self._marks(query, shortlist, sums.union)
        columns["same_field"] = same_field[shortlist]
        columns["expanded"] = expanded[shortlist]
        self._frame_columns(query.frame, shortlist, columns)
        for name in _FLAG_FEATURES:
            columns[name] = self._flags[name][shortlist]
        if query.frame.circumstances >> _circumstance_bit("organisation") & 1:
            columns["organisation_only"] = np.zeros(len(shortlist), np.float32)
        columns["title_length"] = (np.minimum(self._flags["title_words"][shortlist], 60) / 20).astype(np.float32)
        columns["phrases"] = self._phrases[shortlist]
        columns["topic"] = np.isin(shortlist, query.topics).astype(np.float32)
        matrix = np.stack([columns[name] for name in FEATURES], axis=1).astype(np.float32)
        return shortlist, matrix

    def _sum(self, query: Query, skip: Sequence[int]) -> _Sums:
        """Adds up, term by term, what each phrase and target shares with the question."""
        index = self.index
        phrases, size = len(index.phrase_target), len(index.targets)
        # of each phrase: summed idf (real part) and summed squares of it (imaginary part), added up in one step
        single, pair = np.zeros(phrases, np.complex64), np.zeros(phrases, np.complex64)
        light = np.zeros(phrases, np.float32)
        union, union_pairs, body, body_covers = (np.zeros(size, np.float32) for _ in range(4))
        total = total_pairs = square = 0.0
        for term, part in _weighed(query).items():
            idf = part * self.idf(term)
            square += idf * idf
            is_pair = " " in term
            if is_pair:
                total_pairs += idf
            else:
                total += idf
            number = index.terms.get(term)
            if number is None:
                continue
            posts, holders = index.phrases_with(number), index.targets_with(number)
            if skip:
                posts = posts[~np.isin(posts, skip)]
                holders = _once(index.phrase_target[posts])
            (pair if is_pair else single)[posts] += complex(idf, idf * idf)
            (union_pairs if is_pair else union)[holders] += idf
            low, high = index.body_starts[number], index.body_starts[number + 1]
            body[index.body_posts[low:high]] += idf * index.body_weights[low:high]
            if not is_pair:
                body_covers[index.body_posts[low:high]] += idf
        for term in query.light:
            number = index.terms.get(term)
            if number is not None:
                light[index.phrases_with(number)] += index.idf[number]
        if skip:
            light[list(skip)] = 0
        total, total_pairs = max(total, 1e-6), max(total_pairs, 1e-6)
        norm = max(square**0.5, 1e-6)
        dot = single.imag + pair.imag
        return _Sums(single.real, light, dot, union, union_pairs, body, body_covers, total, total_pairs, norm)

    def _match(self, sums: _Sums) -> _Match:
        """The best phrase of each target, by group; phrases that share next to nothing are passed over."""
        index = self.index
        active = np.flatnonzero(sums.single > LEAST_SHARED * sums.total)
        size = len(index.targets)
        by_group = np.zeros((3, len(_PHRASE_FEATURES), size), np.float32)
        support, best_both, best_cosine = (np.zeros(size, np.float32) for _ in range(3))
        if len(active):
            single = sums.single[active]
            covers = single / sums.total
            explained = np.minimum((single + sums.light[active]) / np.maximum(index.phrase_mass[active, 0], 1e-6), 1.0)
            cosine = sums.dot[active] / (sums.norm * np.maximum(index.phrase_norm[active], 1e-6))
            both = 2 * covers * explained / np.maximum(covers + explained, 1e-6)
            key = self._key[active]
            starts = np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1])))
            target, group = key[starts] // 3, key[starts] % 3
            for place, values in enumerate((covers, explained)):
                by_group[group, place, target] = np.maximum.reduceat(values, starts)
            for values, best in ((both, best_both), (cosine, best_cosine)):
                np.maximum.at(best, target, np.maximum.reduceat(values, starts))
            np.add.at(support, target, np.add.reduceat(both**3, starts))
        return _Match(by_group, best_both, best_cosine, np.log1p(4 * support))

    def _expanded(self, query: Query) -> Floats:
        """The best share of one official term's words that a target holds, summed over everyday words."""
        out = np.zeros(len(self.index.targets), np.float32)
        for expansion in query.expansions:
            pairs = [f"{a} {b}" for a, b in pairwise(expansion)]
            share = self._share(dict.fromkeys((*expansion, *pairs)), titles_only=True)
            out += np.where(share > 0.7, share, np.float32(0))
        return out

    def _share(self, terms: Mapping[str, None], *, titles_only: bool = False) -> Floats:
        index = self.index
        out = np.zeros(len(index.targets), np.float32)
        total = 0.0
        for term in terms:
            number = index.terms.get(term)
            if number is None:
                continue
            idf = float(index.idf[number])
            total += idf
            if titles_only:
                holders = index.targets_with(number)
            else:
                holders = index.body_posts[index.body_starts[number] : index.body_starts[number + 1]]
            out[holders] += idf
        return out / total if total else out

    def _marks(self, query: Query, shortlist: Ints, union: Floats) -> Floats:
        """Share of the matched words that the target writes with other marks; 0 for a question without marks."""
        index = self.index
        agree = np.zeros(len(index.targets), np.float32)
        possible = np.zeros(len(index.targets), np.float32)
        words = dict(zip(query.marked, query.words, strict=True)) if query.has_marks else {}
        for marked, plain in words.items():
            base = index.terms.get(plain)
            if base is None or marked == plain:
                continue
            idf = float(index.idf[base])
            for number, out in ((base, possible), (index.terms.get("=" + marked), agree)):
                if number is not None:
                    out[index.targets_with(number)] += idf
        shares: Floats = ((possible - agree) / np.maximum(union, 1e-6))[shortlist].clip(0, 1)
        return shares

    def _frame_columns(self, frame: Frame, shortlist: Ints, columns: dict[str, Floats]) -> None:
        acts, circumstances = self.index.acts[shortlist], self.index.circumstances[shortlist]
        asked_acts, asked = np.uint64(frame.acts), np.uint64(frame.circumstances)
        columns["act_hit"] = np.minimum(np.bitwise_count(acts & asked_acts), 2).astype(np.float32)
        columns["act_clash"] = ((acts != 0) & (asked_acts != 0) & ((acts & asked_acts) == 0)).astype(np.float32)
        columns["act_unasked"] = np.minimum(np.bitwise_count(acts & ~asked_acts), 3).astype(np.float32)
        specific = np.uint64(_specific_acts())
        columns["specific_hit"] = ((acts & asked_acts & specific) != 0).astype(np.float32)
        columns["specific_missed"] = (((acts & asked_acts & specific) == 0) & bool(asked_acts & specific)).astype(
            np.float32
        )
        columns["specific_unasked"] = ((acts & ~asked_acts & specific) != 0).astype(np.float32)
        columns["circumstance_hit"] = np.minimum(np.bitwise_count(circumstances & asked), 3).astype(np.float32)
        columns["circumstance_unasked"] = np.minimum(np.bitwise_count(circumstances & ~asked), 3).astype(np.float32)
        columns["circumstance_absent"] = np.minimum(np.bitwise_count(~circumstances & asked), 3).astype(np.float32)
        strong = np.uint64(strong_circumstances())
        columns["strong_hit"] = np.minimum(np.bitwise_count(circumstances & asked & strong), 2).astype(np.float32)
        columns["strong_missed"] = np.minimum(np.bitwise_count(~circumstances & asked & strong), 2).astype(np.float32)
        columns["strong_unasked"] = np.minimum(np.bitwise_count(circumstances & ~asked & strong), 2).astype(np.float32)
        foreign = np.uint64(1 << _circumstance_bit("foreign"))
        columns["foreign_hit"] = ((circumstances & asked & foreign) != 0).astype(np.float32)
        for name in ("foreign", "army", "organisation"):
            bit = np.uint64(1 << _circumstance_bit(name))
            columns[f"{name}_unasked"] = ((circumstances & bit & ~asked) != 0).astype(np.float32)


def _weighed(query: Query) -> dict[str, float]:
    """The words and pairs that are searched, with what each counts."""
    singles, pairs, _ = phrase_terms(query.carried_marked, query.carried)
    terms = dict.fromkeys((*singles, *pairs), CARRIED)
    singles, pairs, _ = phrase_terms(query.marked, query.words)
    return terms | dict.fromkeys((*singles, *pairs), 1.0)


def _holds(sorted_targets: Ints, target: int) -> bool:
    place = int(np.searchsorted(sorted_targets, target))
    return place < len(sorted_targets) and int(sorted_targets[place]) == target


def _once(targets: Ints) -> Ints:
    """Sorted targets, each once."""
    return targets[np.concatenate(([True], targets[1:] != targets[:-1]))] if len(targets) else targets


@cache
def _specific_acts() -> int:
    return sum(1 << bit for bit, entry in enumerate(data("frames")["act"]) if entry.get("specific"))


@cache
def strong_circumstances() -> int:
    """The bits of circumstances that make another procedure of it."""
    return sum(1 << bit for bit, entry in enumerate(data("frames")["circumstance"]) if entry.get("strong"))


@cache
def _circumstance_bit(name: str) -> int:
    return [entry["id"] for entry in data("frames")["circumstance"]].index(name)
