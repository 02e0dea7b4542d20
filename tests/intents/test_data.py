"""The data that understanding matches on: well-formed, and without contradiction."""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest

from intents.cues import FOLDER, data
from intents.decision import CONFIDENCE
from intents.intent import Facet
from intents.ranking import FEATURES
from knowledge.text import clean, fold, normalise_tone_marks

FILES = sorted(path.stem for path in FOLDER.glob("*.toml"))
FORMS = {"ct01", "ct07"}
"""Names of forms, which are part of what they stand for."""
WRITTEN = [name for name in FILES if name != "weights"]


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            yield from chain.from_iterable(map(_texts, value.values()))
        case list():
            yield from chain.from_iterable(map(_texts, value))
        case _:
            return


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_well_formed(name: str) -> None:
    """TOML in UTF-8 that holds something."""
    assert tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", WRITTEN)
def test_every_text_is_clean(name: str) -> None:
    """Nothing empty, no stray spaces, no decomposed or odd letters."""
    assert [text for text in _texts(data(name)) if not text or clean(text) != text or "  " in text] == []


def test_there_are_cues_for_every_facet() -> None:
    """And none for anything else; the overview is also what is asked by none."""
    assert set(data("facets")) | {Facet.OVERVIEW.value} == {facet.value for facet in Facet}


def test_no_cue_belongs_to_two_facets() -> None:
    """It would be for chance to decide."""
    holders: dict[str, set[str]] = defaultdict(set)
    for facet, entry in data("facets").items():
        for cue in _texts(entry):
            holders[normalise_tone_marks(cue.lower())].add(facet)

    assert {cue: found for cue, found in holders.items() if len(found) > 1} == {}


def test_no_spelling_stands_for_itself() -> None:
    """And its value is words."""
    book = data("spelling")

    assert {word: to for word, to in book["always"].items() if word == to or not to.strip()} == {}
    assert [entry for entry in book["near"] if entry["word"] == entry["to"] or not entry["beside"]] == []
    assert [word for word in book["always"] if word != word.lower()] == []


def test_no_spelling_leads_to_another() -> None:
    """What is written out is final, so that no order of rules matters."""
    always = data("spelling")["always"]

    again = {to for to in always.values() if set(to.split()) & (set(always) - FORMS)}

    assert again == set()


def test_neighbours_are_written_folded() -> None:
    """They are compared with folded words; «<» and «>» stand before a neighbour right beside."""
    for entry in data("spelling")["near"]:
        for beside in entry["beside"]:
            assert beside == fold(beside), entry


def test_no_smalltalk_and_no_scope_cue_means_two_things() -> None:
    """Each phrase once."""
    whole = Counter(phrase for entry in data("smalltalk").values() for phrase in set(entry["whole"]))
    cues = Counter(phrase for entry in data("scope").values() for phrase in set(entry["cues"]))

    assert [phrase for phrase, count in (whole + cues).items() if count > 1] == []


def test_every_meaning_of_the_lexicon_has_words_and_terms() -> None:
    """And none says what it is: the expansion would add nothing."""
    empty = [entry for entry in data("lexicon")["word"] if not entry["say"] or not entry["terms"]]
    same = [say for entry in data("lexicon")["word"] for say in entry["say"] if say in entry["terms"]]

    assert empty == []
    assert same == []


def test_acts_and_circumstances_have_ids_of_their_own() -> None:
    """A bit each; the masks of the index hold 64."""
    for kind in ("act", "circumstance"):
        ids = [entry["id"] for entry in data("frames")[kind]]
        assert len(set(ids)) == len(ids) <= 64
        assert [entry["id"] for entry in data("frames")[kind] if not entry["title"] and not entry["question"]] == []


def test_a_filler_is_no_word_that_must_stay() -> None:
    """What is kept as part of a name is longer than a word."""
    book = data("fillers")
    single = {word for word in book["keep"] if " " not in word}

    assert single & set(book["words"]) == set()


def test_weights_are_of_features_that_exist() -> None:
    """A misspelt one would weigh nothing, in silence."""
    weights = data("weights")

    assert set(weights["ranker"]) <= set(FEATURES)
    assert set(weights["confidence"]) <= set(CONFIDENCE)
    assert all(isinstance(weight, float | int) for weight in weights["ranker"].values())


def test_names_of_persons_are_told_from_words() -> None:
    """Surnames are single words in lower case; what is never a name begins with one of them, or looks so unmarked."""
    names = data("personal")["names"]
    surnames = {*names["surnames"], *names["rarer_surnames"]}

    assert [name for name in surnames if " " in name or name != name.lower()] == []
    assert set(names["plain_surnames"]) <= set(names["surnames"])
    assert [words for words in names["never"] if len(words.split()) < 2] == []
