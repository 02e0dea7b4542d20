"""From a ranking to probabilities and choices."""

from __future__ import annotations

import pytest

from intents.cues import data
from intents.decision import CONFIDENCE, choices, judge, thresholds
from intents.ranking import Scorer
from tests.intents.test_ranking import query_of


@pytest.mark.parametrize("text", ["đăng ký nuôi ong", "ong", "xyz", "thời tiết", "đăng ký nuôi ong " * 20])
def test_shares_and_confidence_are_probabilities(scorer: Scorer, text: str) -> None:
    """Shares add up to one, best first."""
    query = query_of(text, scorer)
    judged = judge(scorer, query, scorer.rank(query))

    assert sum(judged.shares) == pytest.approx(1)
    assert list(judged.shares) == sorted(judged.shares, reverse=True)
    assert 0 <= judged.confidence <= 1
    assert len(judged.features) == len(CONFIDENCE)


def test_a_plain_question_is_surer_than_nonsense(scorer: Scorer) -> None:
    """An official title beside words that no name holds."""
    plain, nonsense = (query_of(text, scorer) for text in ("cấp lại thẻ nuôi ong", "xyz abc nuôi"))

    assert (
        judge(scorer, plain, scorer.rank(plain)).confidence > judge(scorer, nonsense, scorer.rank(nonsense)).confidence
    )


def test_choices_are_procedures_and_few(scorer: Scorer) -> None:
    """At most five, each once, none negligible beside the first."""
    query = query_of("ong", scorer)
    judged = judge(scorer, query, scorer.rank(query))
    offered = choices(scorer.index, judged)

    assert len(set(offered)) == len(offered) <= 5
    assert {scorer.index.targets[target].kind for target in offered} <= {"procedure"}
    assert len(choices(scorer.index, judged, most=1)) <= 1


def test_thresholds_are_probabilities_in_order() -> None:
    """To answer takes no less than to ask back; a sure answer no less than an answer."""
    limits = thresholds()

    assert all(0 <= limit <= 1 for name, limit in limits.items())
    assert limits["sure"] >= limits["answer"]
    assert set(data("weights")["confidence"]) <= set(CONFIDENCE)
