"""Whatever is typed: one of the intents, always the same, never too much of it."""

from __future__ import annotations

from typing import get_args

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from intents import next_topic, understand
from intents.intent import Answer, Choice, Clarify, Facet, Intent, NoMatch, OutOfScope, Several, SingleIntent, Topic
from knowledge.release import Release

WORDS = st.sampled_from(
    [
        *("làm", "giấy", "nuôi", "ong", "mất", "thẻ", "nấm", "ở", "đâu", "và", "bao", "nhiêu", "tiền", "dk", "ks", "k"),
        *("thời", "tiết", "huyện", "Hoằng", "Hóa", "2024", "%", "9.100001", "0912345678", "xin", "chào", "?", ",", "1"),
        *("tên", "tôi", "là", "số", "12/5", "đường", "Nguyễn", "Văn", "còn", "khôgn", "ddangw", "dangkynuoiong"),
    ]
)
TEXT = (
    st.text(max_size=200)
    | st.text(st.characters(), max_size=60)
    | st.lists(WORDS, max_size=25).map(" ".join)
    | st.text("aăâđeêioôơuưy\u0301\u0300 nghtk.,?<>&'\"\n\0\u202e0123456789²①", max_size=150)
)
TOPICS = st.none() | st.builds(
    Topic,
    code=st.sampled_from(["", "9.100001", "9.100005", "0.000000"]),
    choices=st.lists(st.builds(Choice, code=st.sampled_from(["9.100001", "9.100002", "x"])), max_size=5).map(tuple),
    facets=st.lists(st.sampled_from(Facet), max_size=2).map(tuple),
    general=st.sampled_from(["", "cho-mat"]),
    situation=st.sampled_from(["", "nuôi ong"]),
)
FEW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _parts(intent: Intent) -> list[SingleIntent]:
    return [part for _, part in intent.parts] if isinstance(intent, Several) else [intent]


@FEW
@given(question=TEXT, topic=TOPICS)
@example(question="²", topic=None)
@example(question="፩", topic=Topic(choices=(Choice("9.100001"),)))
@example(question="\ud800", topic=None)
@example(question="9" * 400, topic=Topic(choices=(Choice("9.100001"),)))
def test_any_text_has_an_intent(bees: Release, question: str, topic: Topic | None) -> None:
    """A member of the union, whatever the topic; the topic after it is one, too."""
    found = understand(question, bees, topic)

    assert all(isinstance(part, get_args(SingleIntent)) for part in _parts(found))
    assert isinstance(next_topic(topic, found, question), Topic)


@FEW
@given(question=TEXT, topic=TOPICS)
def test_the_same_input_gives_the_same_value(bees: Release, question: str, topic: Topic | None) -> None:
    """Understanding is a function."""
    assert understand(question, bees, topic) == understand(question, bees, topic)


@FEW
@given(question=TEXT)
def test_choices_and_candidates_are_few(bees: Release, question: str) -> None:
    """At most five choices and ten candidates, each once; what is answered is a procedure of the release."""
    for part in _parts(understand(question, bees)):
        if isinstance(part, Clarify):
            codes = [choice.code for choice in part.choices]
            assert len(set(codes)) == len(codes) <= 5
        if isinstance(part, Answer):
            assert bees.procedure(part.code) is not None
            assert part.facets
        if isinstance(part, Answer | Clarify | NoMatch | OutOfScope):
            assert len(set(part.candidates)) == len(part.candidates) <= 10


@FEW
@given(before=TEXT, question=TEXT)
def test_other_questions_leave_no_trace(bees: Release, before: str, question: str) -> None:
    """What was asked in between, by anyone, changes nothing."""
    first = understand(question, bees)
    understand(before, bees)

    assert understand(question, bees) == first
