"""The journey of a question: what a person wants, as one value. Pure: the same input gives the same value.

mask personal data → normalise → (statistics or a place?) → split into sub-questions → take out facet cues → retrieve
and rank → decide: answer, ask back, or cannot tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from intents.cues import PhraseBook, data
from intents.decision import Judged, choices, judge, thresholds
from intents.expansion import expand
from intents.facets import FacetCues, find_facets
from intents.fillers import content_places, words_of_all
from intents.frames import Frame, frame_of
from intents.index import Target, index_of, key_text, tokens
from intents.intent import (
    Answer,
    Choice,
    Clarify,
    Facet,
    General,
    Intent,
    NoMatch,
    OutOfScope,
    PlaceAsked,
    Several,
    SingleIntent,
    Smalltalk,
    StatisticsAsked,
    Topic,
)
from intents.language import language_of
from intents.masking import mask
from intents.ranking import FEATURES, Query, Ranking, Scorer, strong_circumstances
from intents.splitting import heading, split
from intents.statistics import statistics_intent
from intents.utterance import MOST_CHARACTERS, Utterance, utter
from knowledge.store import Knowledge
from knowledge.text import clean

NO_TOPIC = Topic()
VARIANTS = 8
"""How far down the ranking a special variant is looked for."""
NAMES_ITSELF, STANDS_ALONE = 0.85, 0.7
"""How nearly a question must be a name, and how sure, to be read without what was said before."""
SAYS_ENOUGH, HARDLY, A_GOOD_DEAL, MAY_BE = 5, 0.2, 0.6, 0.6
"""When a question leaves the topic: from how many words of its own; the share of them that the old subject's names hold
at most, and the other's more; how likely one of the best five must be meant. Set on judged conversations."""
TELLS = 6
"""From how many words on a question without a cue tells what somebody wants or what happened to him: he asks how."""
_CODE = re.compile(r"(?<![\d.])\d\.\d{6}(?:\.[\w.]+)?(?![\d])")


@dataclass(frozen=True, slots=True)
class Reading:
    """One question as read: everything the decision was made from; ``scripts.ask --why`` shows it."""

    utterance: Utterance
    cues: FacetCues
    query: Query
    judged: Judged | None
    intent: SingleIntent


def understand(question: str, knowledge: Knowledge, topic: Topic | None = None) -> Intent:
    """What a person wants.

    Args:
        question: the text as typed; any string at all.
        knowledge: an open release.
        topic: what the chat is about now.
    """
    topic = topic or NO_TOPIC
    scorer = scorer_of(knowledge)
    masked = _masked(question)
    utterance = utter(masked, scorer.index.known())
    code = _code_named(masked, knowledge)
    if code:
        cues = find_facets(utterance.words, utterance.marked, scorer.index.pair_count)
        return Answer(code, cues.facets or (Facet.OVERVIEW,), _twins(scorer, code), (code,))
    if utterance.words and all(word.isdecimal() for word in utterance.words):
        return _numbered(utterance, topic, scorer)
    said = _small_words(utterance, scorer)
    if said is not None:
        return Smalltalk(said)
    asked = statistics_intent(masked, knowledge, topic)
    if asked is not None:
        return asked
    whole = _read(utterance, scorer, knowledge, topic)
    parts = split(utterance, lambda part: _read(part, scorer, knowledge, NO_TOPIC))
    if parts:
        return Several(tuple((heading(part.utterance), part.intent) for part in parts))
    return whole.intent


def _small_words(utterance: Utterance, scorer: Scorer) -> str | None:
    """The kind of smalltalk that an utterance is: as a whole, or because nothing else in it carries matter."""
    said = _smalltalk().whole(utterance.words, utterance.marked)
    if said is not None:
        return said
    found = [each for each in _smalltalk().find(utterance.words, utterance.marked) if each.end - each.start > 1]
    if not found:
        return None
    matter = content_places(utterance.words, utterance.marked, scorer.index.together, has_marks=utterance.has_marks)
    covered = {place for each in found for place in range(each.start, each.end)}
    asks = find_facets(utterance.words, utterance.marked, scorer.index.pair_count).facets
    return found[-1].value if covered.issuperset(matter) and not asks else None


def _numbered(utterance: Utterance, topic: Topic, scorer: Scorer) -> SingleIntent:
    """A bare number: the choice of that number, where a choice is open."""
    number = int(utterance.words[0][:3])
    if len(utterance.words) == 1 and 1 <= number <= len(topic.choices):
        code = topic.choices[number - 1].code
        return Answer(code, topic.facets or (Facet.OVERVIEW,), _twins(scorer, code), (code,))
    return Clarify(topic.choices, facets=topic.facets or (Facet.OVERVIEW,))


def _masked(question: str) -> str:
    """The beginning of a question, cleaned, without personal data."""
    return mask(clean(question[: 4 * MOST_CHARACTERS])[:MOST_CHARACTERS]).text


def explain(question: str, knowledge: Knowledge, topic: Topic | None = None) -> Reading:
    """How a question was read, for a person who wants to know why."""
    scorer = scorer_of(knowledge)
    utterance = utter(_masked(question), scorer.index.known())
    return _read(utterance, scorer, knowledge, topic or NO_TOPIC)


def next_topic(topic: Topic | None, intent: Intent, question: str = "") -> Topic:
    """What the chat is about after ``intent``; smalltalk and refusals change nothing."""
    before = topic or NO_TOPIC
    match intent:
        case Several():
            for _, part in reversed(intent.parts):
                before = next_topic(before, part, question)
            return before
        case Answer():
            said = before.situation if before.code == intent.code else ""
            return Topic(code=intent.code, facets=intent.facets, situation=f"{said} {_masked(question)}".strip()[-300:])
        case Clarify():
            if not intent.choices:
                return replace(before, facets=intent.facets)
            return Topic(choices=intent.choices, facets=intent.facets, situation=_masked(question)[:300])
        case General():
            return Topic(general=intent.answer)
        case StatisticsAsked():
            return Topic(places=intent.places or before.places, metrics=intent.metrics, statistics=intent)
        case PlaceAsked() if intent.places:
            return replace(before, places=intent.places, statistics=None, general="")
        case NoMatch():
            return Topic(situation=_masked(question)[:300])
        case _:
            return before


def scorer_of(knowledge: Knowledge) -> Scorer:
    """The scorer of an open release, made once."""
    return knowledge.memo("intents.scorer", lambda: Scorer(index_of(knowledge)))


@cache
def _smalltalk() -> PhraseBook[str]:
    return PhraseBook((phrase, kind) for kind, entry in data("smalltalk").items() for phrase in entry["whole"])


@cache
def _scope_cues() -> PhraseBook[str]:
    return PhraseBook((phrase, subject) for subject, entry in data("scope").items() for phrase in entry["cues"])


def _code_named(text: str, knowledge: Knowledge) -> str:
    """The code that the text names, when the release holds it."""
    for match in _CODE.finditer(text):
        if knowledge.procedure(match.group(0)) is not None:
            return match.group(0)
    return ""


def _twins(scorer: Scorer, code: str) -> tuple[str, ...]:
    target = scorer.index.target_of.get(code)
    return () if target is None else tuple(other for other in scorer.index.targets[target].codes if other != code)


def make_query(utterance: Utterance, cues: FacetCues, scorer: Scorer) -> Query:
    """What is searched for an utterance."""
    together = scorer.index.together
    content = set(content_places(utterance.words, utterance.marked, together, has_marks=utterance.has_marks))
    places = [place for place in sorted(content) if place not in cues.places]
    return Query(
        marked=tuple(utterance.marked[place] for place in places),
        words=tuple(utterance.words[place] for place in places),
        frame=_frame(utterance, cues),
        light=tuple(utterance.words[place] for place in sorted(cues.places)),
        expansions=expand(utterance.words, utterance.marked),
        has_marks=utterance.has_marks,
    )


def _frame(utterance: Utterance, cues: FacetCues) -> Frame:
    """The frame of what is not a cue of a facet: «mất bao lâu» loses nothing, «giấy tờ gì» is no paper to be had."""
    words = ["" if place in cues.places else word for place, word in enumerate(utterance.words)]
    return frame_of(words, utterance.marked, "question")


def query_of(text: str, scorer: Scorer) -> Query:
    """What is searched for a masked text that stands alone."""
    utterance = utter(text, scorer.index.known())
    return make_query(utterance, find_facets(utterance.words, utterance.marked, scorer.index.pair_count), scorer)


def _read(utterance: Utterance, scorer: Scorer, knowledge: Knowledge, topic: Topic) -> Reading:
    """Reads one question."""
    cues = find_facets(utterance.words, utterance.marked, scorer.index.pair_count)
    query = make_query(utterance, cues, scorer)
    facets = cues.facets or (Facet.OVERVIEW,)
    if words_of_all().issuperset(query.words):
        if topic.situation and not (topic.code or topic.choices or topic.general):
            before = _read(utter(topic.situation, scorer.index.known()), scorer, knowledge, NO_TOPIC)
            return replace(before, cues=cues, intent=_with_facets(before.intent, facets))
        return Reading(utterance, cues, query, None, _about_topic(facets, scorer, topic))
    judged = judge(scorer, query, scorer.rank(query))
    if (topic.code or topic.choices or topic.situation) and not _stands_alone(judged, scorer):
        joint = in_context(query, scorer, knowledge, topic)
        together = judge(scorer, joint, scorer.rank(joint))
        if not _leaves_topic(judged, together, joint, scorer):
            query, judged = joint, together
    judged = _specialised(judged, query, scorer, knowledge)
    intent = _decide(judged, facets, utterance, scorer, knowledge)
    return Reading(utterance, cues, query, judged, intent)


def _with_facets(intent: SingleIntent, facets: tuple[Facet, ...]) -> SingleIntent:
    """What was asked before, asked for another part of it."""
    return replace(intent, facets=facets) if isinstance(intent, Answer | Clarify | NoMatch) else intent


def _about_topic(facets: tuple[Facet, ...], scorer: Scorer, topic: Topic) -> SingleIntent:
    """A question that names nothing: about the topic, or to be asked back."""
    if topic.code:
        return Answer(topic.code, facets, _twins(scorer, topic.code), (topic.code,))
    if topic.choices:
        return Clarify(topic.choices, facets=facets, candidates=tuple(choice.code for choice in topic.choices))
    if topic.general:
        return General(topic.general)
    return Clarify(facets=facets)


def _stands_alone(judged: Judged, scorer: Scorer) -> bool:
    """Whether a question names what it is about, so that nothing said before is needed."""
    first = scorer.index.targets[judged.ranking.ranked[0].target]
    sure = judged.confidence if first.kind == "procedure" else judged.shares[0]
    return judged.named >= NAMES_ITSELF and sure >= STANDS_ALONE


def _leaves_topic(alone: Judged, together: Judged, joint: Query, scorer: Scorer) -> bool:
    """Whether a question turns to another subject although the words before it keep the old one first.

    So it does when it says enough of its own, hardly any of which the names of what was spoken of hold, and a good deal
    of which another target's do; or when it names a strong circumstance («chồng em người Hàn») that only the other has.
    """
    old, new = together.ranking.ranked[0].target, alone.ranking.ranked[0].target
    if old == new or old not in joint.topics:
        return False
    circumstances = scorer.index.circumstances
    if joint.own.circumstances & strong_circumstances() & ~int(circumstances[old]) & int(circumstances[new]):
        return True
    known = scorer.index.targets[new].kind == "known" and alone.shares[0] >= thresholds()["known"]
    held = scorer.named_share(old, joint)
    return (
        len(set(joint.words)) >= SAYS_ENOUGH
        and held <= HARDLY
        and scorer.named_share(new, joint) - held >= A_GOOD_DEAL
        and (known or alone.answerable >= MAY_BE)
    )


def in_context(query: Query, scorer: Scorer, knowledge: Knowledge, topic: Topic) -> Query:
    """The query of a question that follows others: their words count a part of its own."""
    before = _words_before(scorer, knowledge, topic)
    carried = [pair for pair in zip(before.marked, before.words, strict=True) if pair[1] not in query.words]
    codes = [topic.code] if topic.code else [choice.code for choice in topic.choices]
    targets = [scorer.index.target_of[code] for code in codes if code in scorer.index.target_of]
    return replace(
        query,
        own=query.frame,
        carried_marked=tuple(mark for mark, _ in carried),
        carried=tuple(word for _, word in carried),
        frame=Frame(query.frame.acts or before.frame.acts, query.frame.circumstances | before.frame.circumstances),
        expansions=query.expansions or before.expansions,
        topics=tuple(targets),
        fields=tuple({int(scorer.index.fields[target]) for target in targets}),
    )


def _words_before(scorer: Scorer, knowledge: Knowledge, topic: Topic) -> Query:
    """What was searched before; after a restart, when the words are gone, the procedure's title stands for them."""
    said = topic.situation
    if not said and topic.code:
        record = knowledge.procedure(topic.code)
        said = key_text(record.name) if record else ""
    return query_of(said, scorer)


def _decide(
    judged: Judged,
    facets: tuple[Facet, ...],
    utterance: Utterance,
    scorer: Scorer,
    knowledge: Knowledge,
) -> SingleIntent:
    """Answer, ask back, or cannot tell."""
    index = scorer.index
    limits = thresholds()
    candidates = _candidates(judged, scorer, knowledge)
    first = index.targets[judged.ranking.ranked[0].target]
    declared = _declared_ambiguous(judged, scorer, knowledge)
    if declared is not None:
        return replace(declared, facets=facets, candidates=candidates)
    scope = next((found.value for found in _scope_cues().find(utterance.words, utterance.marked)), "")
    if scope and (first.kind != "procedure" or judged.confidence < limits["over_scope"]):
        return OutOfScope(scope, candidates)
    if first.kind == "scope" and judged.shares[0] >= limits["scope"]:
        return OutOfScope(first.codes[0], candidates)
    if first.kind == "smalltalk" and judged.shares[0] >= limits["scope"]:
        return Smalltalk(first.codes[0])
    if first.kind == "known" and judged.shares[0] >= limits["known"]:
        return NoMatch("", facets, candidates, known=first.codes[0])
    if first.kind == "general" and judged.shares[0] >= limits["general"]:
        return General(first.codes[0], candidates)
    if first.kind == "ambiguous" and judged.shares[0] >= limits["ambiguous"]:
        likely = _asked_back(first, knowledge)
        if likely is not None:
            return replace(likely, facets=facets, candidates=candidates)
    offered_targets = choices(index, judged)
    if not offered_targets:
        return NoMatch("", facets, candidates, language_of(utterance, scorer))
    best = index.targets[offered_targets[0]]
    if best.listed_only and judged.answerable >= limits["ask"]:
        return NoMatch(best.codes[0], facets, candidates)
    if first.kind == "procedure" and judged.confidence >= limits["answer"]:
        code = best.codes[0]
        if facets == (Facet.OVERVIEW,) and len(utterance.words) >= TELLS:
            facets = (Facet.OVERVIEW, Facet.STEPS)
        return Answer(code, facets, best.codes[1:], candidates, sure=judged.confidence >= limits["sure"])
    if judged.answerable >= limits["ask"]:
        offered = tuple(Choice(index.targets[target].codes[0]) for target in offered_targets)
        if len(offered) == 1 and judged.confidence >= limits["single"]:
            codes = index.targets[offered_targets[0]].codes
            return Answer(codes[0], facets, codes[1:], candidates, sure=False)
        return Clarify(offered, "", facets, candidates)
    listed = best.codes[0] if best.listed_only and judged.named >= limits["listed"] else ""
    return NoMatch(listed, facets, candidates, language_of(utterance, scorer))


def _declared_ambiguous(judged: Judged, scorer: Scorer, knowledge: Knowledge) -> Clarify | None:
    """What to ask back when the question is, word for word, a name declared ambiguous."""
    exact = FEATURES.index("exact")
    for ranked, row in zip(judged.ranking.ranked, judged.ranking.matrix, strict=True):
        target = scorer.index.targets[ranked.target]
        asked = _asked_back(target, knowledge) if target.kind == "ambiguous" and row[exact] else None
        if asked is not None:
            return asked
    return None


def _asked_back(target: Target, knowledge: Knowledge) -> Clarify | None:
    """The question back of a declared ambiguity, when the release holds two of its choices or more."""
    ambiguity = knowledge.ambiguities()[int(target.codes[0])]
    if len(ambiguity.choices) < 2:
        return None
    return Clarify(tuple(Choice(code, say) for code, say in ambiguity.choices[:5]), ambiguity.ask)


def _specialised(judged: Judged, query: Query, scorer: Scorer, knowledge: Knowledge) -> Judged:
    """Puts a special variant first where the person named what makes it special («chồng em là người Hàn»).

    A variant is a procedure whose title holds all words of the first one's and a strong circumstance that was named.
    """
    index = scorer.index
    ranked = judged.ranking.ranked
    asked = query.frame.circumstances & strong_circumstances()
    first = ranked[0].target
    missing = asked & ~int(index.circumstances[first])
    if not missing or index.targets[first].kind != "procedure":
        return judged
    plain = _title_words(knowledge, index.targets[first].codes[0])
    for place, other in enumerate(ranked[1:VARIANTS], 1):
        target = index.targets[other.target]
        if target.kind != "procedure" or not int(index.circumstances[other.target]) & missing:
            continue
        extra = int(index.circumstances[other.target]) & strong_circumstances() & ~query.frame.circumstances
        if not extra and plain <= _title_words(knowledge, target.codes[0]):
            order = [place, *(rank for rank in range(len(ranked)) if rank != place)]
            ranking = Ranking(tuple(ranked[rank] for rank in order), judged.ranking.matrix[order])
            return replace(judged, ranking=ranking)
    return judged


def _title_words(knowledge: Knowledge, code: str) -> frozenset[str]:
    record = knowledge.procedure(code)
    return frozenset(tokens(key_text(record.name))[1]) if record else frozenset()


def _candidates(judged: Judged, scorer: Scorer, knowledge: Knowledge) -> tuple[str, ...]:
    """The ten best codes: a family's first member, families in order; a declared ambiguity stands for its choices."""
    codes: dict[str, None] = {}
    for ranked in judged.ranking.ranked[:20]:
        target = scorer.index.targets[ranked.target]
        if target.kind == "procedure":
            codes[target.codes[0]] = None
        elif target.kind == "ambiguous":
            codes.update(dict.fromkeys(code for code, _ in knowledge.ambiguities()[int(target.codes[0])].choices))
    return tuple(codes)[:10]
