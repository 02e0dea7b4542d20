"""Targets scored by what they share with a question."""

from __future__ import annotations

import numpy as np
import pytest

from intents.cues import data
from intents.facets import find_facets
from intents.ranking import FEATURES, Query, Scorer
from intents.understand import make_query
from intents.utterance import utter


def query_of(text: str, scorer: Scorer) -> Query:
    """What is searched for a question."""
    utterance = utter(text, scorer.index.known())
    cues = find_facets(utterance.words, utterance.marked, scorer.index.pair_count)
    return make_query(utterance, cues, scorer)


def _first(text: str, scorer: Scorer) -> tuple[str, ...]:
    return scorer.index.targets[scorer.rank(query_of(text, scorer)).ranked[0].target].codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("đăng ký nuôi ong", ("9.100001",)),
        ("dang ky nuoi ong", ("9.100001",)),
        ("làm giấy nuôi ong ở đâu", ("9.100001",)),
        ("mất thẻ ong", ("9.100002",)),
        ("nuôi ong có yếu tố nước ngoài", ("9.100003",)),
        ("giấy phép làm nấm", ("9.100004", "9.100005")),
        ("nguồn gốc mật hoa nhãn", ("9.100007",)),
        ("ong bay mất cả đàn", ("9.100008",)),
        ("chợ mật họp ngày nào", ("cho-mat",)),
    ],
)
def test_the_target_that_is_meant_comes_first(scorer: Scorer, text: str, codes: tuple[str, ...]) -> None:
    """By title, everyday name, situation or question."""
    assert _first(text, scorer) == codes


def test_a_ranking_is_sorted_and_has_a_row_of_features_each(scorer: Scorer) -> None:
    """Best first; each target once."""
    ranking = scorer.rank(query_of("nuôi ong mật", scorer))

    scores = [ranked.score for ranked in ranking.ranked]
    assert scores == sorted(scores, reverse=True)
    assert ranking.matrix.shape == (len(ranking.ranked), len(FEATURES))
    assert len({ranked.target for ranked in ranking.ranked}) == len(ranking.ranked)
    assert np.isfinite(ranking.matrix).all()


def test_the_same_question_is_ranked_the_same(scorer: Scorer) -> None:
    """No state is left behind by another question."""
    before = scorer.rank(query_of("nuôi ong", scorer))
    scorer.rank(query_of("trồng nấm", scorer))
    after = scorer.rank(query_of("nuôi ong", scorer))

    assert before.ranked == after.ranked


def test_weights_name_features(scorer: Scorer) -> None:
    """A weight of a feature that does not exist would be lost in silence."""
    assert set(data("weights")["ranker"]) <= set(FEATURES)


def test_an_exact_title_matches_in_full(scorer: Scorer) -> None:
    """Its features say so."""
    ranking = scorer.rank(query_of("xác nhận nguồn gốc mật hoa nhãn", scorer))
    row = dict(zip(FEATURES, ranking.matrix[0].tolist(), strict=True))

    assert row["best_cosine"] == pytest.approx(1, abs=0.01)
    assert row["title_covers"] == pytest.approx(1, abs=0.01)


def test_a_word_that_no_name_holds_weighs_as_a_rare_one(scorer: Scorer) -> None:
    """A pair that none holds weighs nothing."""
    assert scorer.idf("xyz") > scorer.idf("ong")
    assert scorer.idf("xyz ong") == 0
