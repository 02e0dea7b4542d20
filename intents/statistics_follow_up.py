"""Short questions after a figure: they keep what they do not name («còn quá hạn thì sao», «thế tháng trước»)."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from intents.cues import data
from intents.intent import Asking, Block, Order, StatisticsAsked, Topic
from intents.metrics import concept_of, measured_anew
from intents.place_names import names_of
from intents.referring import referred
from intents.statistics_asked import chosen, filled, lower_is_better, own_block, period_of, settled, way_of
from intents.statistics_reading import Reading
from intents.words import WordSet
from knowledge.place import PlaceKind
from knowledge.store import Knowledge

MOST_WORDS = 12
MOST_OTHER_WORDS = 1
"""How many words may say nothing of figures."""
_ASKS_ALONE = frozenset({"source", "gap", "change", "last_year", "own_rank", "rank", "other_place"})
"""Ways of asking that need no other word after a figure."""
_ASKED_ONCE = frozenset({Asking.DEFINITION, Asking.SOURCE})
"""A short question after one of these asks for the figure again."""
_QUANTITY = {"nhieu", "may"}
_DEPTH = {PlaceKind.PROVINCE: 0, PlaceKind.DISTRICT: 1, PlaceKind.DEPARTMENT: 1, PlaceKind.COMMUNE: 2}
_DEPTH_OF = {Block.PROVINCES: 0, Block.DISTRICTS: 1, Block.DEPARTMENTS: 1}
"""Of the other blocks 2: communes."""


def question_before(topic: Topic, knowledge: Knowledge) -> StatisticsAsked | None:
    """The question about figures that a short one can go on from, of places that the release still knows; or None."""
    if topic.code or topic.choices or topic.general:
        return None
    asked = topic.statistics or StatisticsAsked(topic.places, topic.metrics)
    places = tuple(place for place in asked.places if knowledge.place(place) is not None)
    return replace(asked, places=places) if places or asked.metrics else None


def context_of(before: StatisticsAsked | None) -> frozenset[str]:
    """The concepts spoken of, which need not be named again («về kết quả thì sao», after «hài lòng»)."""
    found = (concept_of(metric) for metric in before.metrics) if before is not None else ()
    names = {name for concept in found if concept is not None for name in (concept.id, concept.beside)}
    return frozenset(names - {""})


def follow_up(reading: Reading, knowledge: Knowledge, before: StatisticsAsked) -> StatisticsAsked | None:
    """The intent of a short question that goes on from ``before``; None: it is about something else."""
    if "other.own_dossier" in reading.cues or "other.things" in reading.cues or reading.unknown:
        return None
    if len(reading.words) > MOST_WORDS or reading.others > MOST_OTHER_WORDS:
        return None
    if not _goes_on(reading):
        return None
    if before.ambiguous:
        meant = _chosen(reading, knowledge, before)
        if meant:
            return chosen(before, meant)
    asking, times = reading.asking, reading.times
    ways = reading.lists or reading.ordered or reading.weighed or "definition" in reading.metrics.measures
    ways = ways or bool(asking.cues & _ASKS_ALONE) or times.compared
    places, ambiguous, _ = settled(reading, knowledge, before)
    if not places:
        places = referred(reading.words, before.places, knowledge)
        ambiguous = len(places) > 1
    metrics = _metrics_after(reading, before)
    other = _other_block(reading, before)
    if not (places or metrics or times.period or ways or other or reading.scope):
        return None
    if "other.procedure" in reading.cues and not ("source" in asking.cues or reading.metrics.clear or ways):
        return None
    if not (metrics or before.metrics) and not before.places:
        return None
    beside = bool(reading.mentions and before.places and not before.ambiguous) and (
        asking.compares or bool(asking.cues & {"compare", "adds"})
    )
    together = places if ambiguous else tuple(dict.fromkeys((*before.places, *places)))
    asked = StatisticsAsked(
        together if beside else places or _places_kept(reading, knowledge, before),
        metrics or before.metrics,
        period_of(reading) or before.period,
        scope=reading.scope or before.scope,
        asks_when="when" in reading.metrics.measures,
        ambiguous=ambiguous or (before.ambiguous and not places),
    )
    if beside:
        return filled(replace(asked, asking=Asking.COMPARE), reading, knowledge)
    way = way_of(reading, 1)
    if reading.only_rank and not reading.lists:
        if metrics:
            return asked  # a rank of the index is a figure of its own
        way = Asking.RANK
    if reading.weighed and before.block and not places:
        way = Asking.OVER_UNDER
    if way is Asking.RANK and before.asking is Asking.COMPARE and asking.block is Block.ANY and not reading.mentions:
        way = Asking.VALUE  # «bên nào cao hơn», of those side by side
    if way is Asking.VALUE and reading.ordered:
        return _reordered(asked, before, reading, knowledge)
    if way is Asking.VALUE:
        return _kept(asked, before, reading, knowledge)
    asked = filled(replace(asked, asking=way), reading, knowledge)
    if way in (Asking.RANK, Asking.OVER_UNDER) and not reading.lists and before.block and not places:
        asked = replace(asked, block=before.block)
    return asked


def _goes_on(reading: Reading) -> bool:
    """Whether what a short question names can be figures: what is told generally, or how to file, is not."""
    said = reading.metrics
    told = any(concept.explained for concept in said.concepts)
    if told and said.measures & {"definition", "explain"}:
        return False
    if not said.concepts and "definition" in said.measures and any(w.folded.isdecimal() for w in reading.words):
        return False  # «số 113 là gì»
    if not said.concepts or said.measured or (said.clear and not told):
        return True
    opens = any(word in _openings() for word in reading.words[:2]) or reading.words[-1].folded == "sao"
    return opens or "when" in said.measures or bool(_QUANTITY & reading.said)


@cache
def _openings() -> WordSet:
    return WordSet(data("asking")["follow"]["openings"])


def _metrics_after(reading: Reading, before: StatisticsAsked) -> tuple[str, ...]:
    """The metrics that a short question names, or what was spoken of by another measure; () none."""
    said = reading.metrics
    if reading.only_rank and before.metrics:
        of_index = any(metric.startswith("par_") for metric in before.metrics)
        return said.metrics if of_index and not reading.lists else ()
    if said.metrics or not before.metrics:
        return said.metrics
    return measured_anew(before.metrics[0], said)


def _places_kept(reading: Reading, knowledge: Knowledge, before: StatisticsAsked) -> tuple[str, ...]:
    """The places spoken of, where they can hold the units that are listed now."""
    if "other_place" in reading.asking.cues and len(before.places) < 2:
        return ()
    if not reading.lists:
        return before.places
    unit_of = names_of(knowledge).unit
    depth = _DEPTH_OF.get(reading.asking.block, 2)
    return tuple(place for place in before.places if _DEPTH[unit_of(place).kind] < depth)


def _kept(asked: StatisticsAsked, before: StatisticsAsked, reading: Reading, knowledge: Knowledge) -> StatisticsAsked:
    """``asked`` in the way that was asked before, where the new places allow it."""
    if before.asking in _ASKED_ONCE or (reading.mentions and before.asking is Asking.COMPARE):
        return asked
    if reading.mentions and before.block:
        depth = min(_DEPTH[names_of(knowledge).unit(place).kind] for place in asked.places)
        if depth >= _DEPTH_OF.get(before.block, 2):
            return asked
    if before.threshold is not None and _unit(asked, knowledge) != _unit(before, knowledge):
        return asked  # the 80 % that one was held against are no 80 transactions
    return replace(
        before,
        places=asked.places,
        metrics=asked.metrics,
        period=asked.period,
        scope=asked.scope,
        asks_when=asked.asks_when,
        said_place="",
        block=_other_block(reading, before) or before.block,
        ambiguous=asked.ambiguous,
    )


def _unit(asked: StatisticsAsked, knowledge: Knowledge) -> str:
    """The unit of the first metric asked."""
    return next((metric.unit for metric in knowledge.metrics() if metric.id in asked.metrics[:1]), "")


def _other_block(reading: Reading, before: StatisticsAsked) -> Block:
    """Other units to list, after a list («còn phường thì sao»)."""
    return reading.asking.block if before.block and not reading.mentions else Block.ANY


def _reordered(
    asked: StatisticsAsked, before: StatisticsAsked, reading: Reading, knowledge: Knowledge
) -> StatisticsAsked:
    """After a ranking, another end of it («thế thấp nhất»); after places side by side, which of them."""
    asking = reading.asking
    order = Order.MOST if asking.leads and lower_is_better(asked.metrics, knowledge) else asking.order
    if before.asking is Asking.COMPARE and not reading.mentions:
        return replace(before, metrics=asked.metrics, period=asked.period, order=order)
    return replace(
        asked,
        asking=Asking.RANK,
        block=_other_block(reading, before) or before.block,
        order=order,
        nth=asking.nth,
        top=asking.top,
        scope="",
    )


def _chosen(reading: Reading, knowledge: Knowledge, before: StatisticsAsked) -> tuple[str, ...]:
    """Of several units of one name those that the answer to «which one?» fits: by place or by kind."""
    named = set(reading.places)
    units = [names_of(knowledge).unit(place) for place in before.places]
    if named:
        return tuple(unit.id for unit in units if unit.id in named or unit.above & named)
    block = reading.asking.block
    return tuple(unit.id for unit in units if block and own_block((unit.id,), knowledge) is block)
