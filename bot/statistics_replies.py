"""Answers with figures: the figure first, then period, definition, formula, what became of the unit, and the source.

What no source states is said to be not stated, and then no figure is claimed. Each way of asking has a module of its
own (``bot.statistics_value``, ``…_comparison``, ``…_ranking``, ``…_change``, ``…_threshold``, ``…_definition``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot import statistics_wording as wording
from bot.place_replies import place_reply
from bot.reply import Reply
from bot.spans import capitalised
from bot.statistics_answer import MOST_BUTTONS, Answer, cut, finished, what_became
from bot.statistics_change import say_change
from bot.statistics_comparison import say_comparison
from bot.statistics_concept import by_concept, is_target
from bot.statistics_definition import INDEX_ANSWER, say_definitions, say_sources
from bot.statistics_fairness import warn_if_unfair
from bot.statistics_ledger import Ledger
from bot.statistics_movers import say_movers
from bot.statistics_overview import say_everything
from bot.statistics_period import resolved
from bot.statistics_ranking import ranked_place, say_ranking
from bot.statistics_rows import put_metrics
from bot.statistics_threshold import say_gap, say_over_under
from bot.statistics_unstated import places_with_figures, say_namesake
from bot.statistics_value import has_value, say_value
from intents.intent import Asking, Order, StatisticsAsked
from intents.statistics_asked import one_by_one
from knowledge.place import Place, PlaceKind
from knowledge.store import Knowledge

__all__ = ["place_reply", "statistics_reply"]

MOST_PLACES = 8
_OF_FIELDS = (Asking.RANK, Asking.OVER_UNDER)


def statistics_reply(
    intent: StatisticsAsked,
    knowledge: Knowledge,
    today: date,
    stale_days: int,
    *,
    staff: bool = False,
) -> Reply:
    """Answer a question about how localities do.

    Args:
        intent: Places, metrics, period and what is asked of them.
        knowledge: The release to answer from.
        today: The day of asking.
        stale_days: Figures older than this are said to be.
        staff: Whether internal figures are read as well; others learn nothing of them, not even that they exist.

    Returns:
        The reply; ``figures`` holds what it shows, the asked one first, then its inputs or the other places in order.
        Two numbers or more that can be drawn come with a table: whichever channel shows pictures draws it, or tells
        it in words (``bot.charts``), so that nobody else waits.
    """
    answer = Answer(Ledger(knowledge, staff=staff), today, stale_days, resolved(intent.period, today))
    places = [place for place in map(knowledge.place, intent.places) if place is not None]
    _say(answer, places, intent)
    return finished(answer)


def _say(answer: Answer, places: list[Place], intent: StatisticsAsked) -> None:
    """Put the answer together by what is asked."""
    if intent.ambiguous and len(places) > 1:
        _ask_which(answer, places, intent)
        return
    asking = _asking(places, intent)
    if asking is Asking.DEFINITION:
        say_definitions(answer, places, intent)
        return
    of_field = asking in _OF_FIELDS or (asking is Asking.CHANGE and _of_block(places, intent))
    if not places and (not of_field or intent.said_place or intent.places):
        _say_no_place(answer, intent)
        return
    places = places[:MOST_PLACES]
    match asking:
        case Asking.RANK:
            say_ranking(answer, places, intent)
        case Asking.OVER_UNDER:
            say_over_under(answer, places, intent)
        case Asking.COMPARE:
            say_comparison(answer, places, intent)
        case Asking.SOURCE:
            say_sources(answer, places, intent)
        case Asking.CHANGE if _of_block(places, intent):
            say_movers(answer, places, intent)
        case Asking.CHANGE:
            for place in places:
                say_change(answer, place, intent)
        case Asking.GAP:
            for place in places:
                say_gap(answer, place, intent)
        case Asking.VALUE:
            _say_values(answer, places[0], intent)
    what_became(answer, places)
    if intent.metrics and answer.shown:
        for place in places:
            answer.offer_all(place)


def _of_block(places: Sequence[Place], intent: StatisticsAsked) -> bool:
    """Whether a change is asked of units within a place, not of the place named."""
    return bool(intent.block or intent.order is not Order.ALL) and ranked_place(places, intent) is None


def _asking(places: Sequence[Place], intent: StatisticsAsked) -> Asking:
    """What is asked, with what the question left out made up for."""
    asking = intent.asking
    if asking in (Asking.VALUE, Asking.COMPARE, Asking.RANK) and len(places) > 1:
        return Asking.COMPARE
    if asking is Asking.COMPARE:
        return Asking.RANK if intent.block and intent.metrics else Asking.VALUE
    if not intent.metrics and asking not in (Asking.DEFINITION, Asking.SOURCE):
        return Asking.VALUE
    return asking


def _say_values(answer: Answer, place: Place, intent: StatisticsAsked) -> None:
    """One place: the metrics asked, or all there is."""
    if not intent.metrics:
        say_everything(answer, place)
        return
    groups = by_concept(intent.metrics)
    stated = [metrics for metrics in groups if has_value(answer, place, metrics, intent.scope)]
    for metrics in (*stated, *(metrics for metrics in groups if metrics not in stated)):
        say_value(answer, place, metrics, intent, brief=bool(stated))
    if len({is_target(figure) for figure, _ in answer.heads}) > 1:
        warn_if_unfair(answer, answer.heads)
    elif answer.table is None or intent.asking is Asking.COMPARE:  # metrics that are weighed, before parts of one
        parts, answer.table = answer.table, None
        put_metrics(answer, place)
        answer.table = answer.table or parts


def _say_beside(answer: Answer, intent: StatisticsAsked) -> None:
    """What there is of the places named beside a name that no figure is of."""
    beside = one_by_one(intent.beside)
    places = [place for place in map(answer.ledger.knowledge.place, beside.places) if place is not None]
    if places:
        _say(answer, places, replace(intent, places=beside.places, ambiguous=beside.ambiguous, beside=beside.beside))


def _say_no_place(answer: Answer, intent: StatisticsAsked) -> None:
    """Ask which place, or say that none is known."""
    have = places_with_figures(answer)
    if intent.said_place:
        answer.say(wording.UNKNOWN_PLACE.format(place=intent.said_place))
    if have:
        answer.say(wording.HAVE_PLACES.format(places=cut([answer.ledger.where(place) for place in have])))
        if not any(place.kind is PlaceKind.COMMUNE for place in have):
            answer.say(wording.NO_RANKING)
        if not intent.said_place:
            answer.say(wording.WHICH_PLACE)
    else:
        answer.say(wording.NO_PLACES)
    metric = f"|{intent.metrics[0]}" if intent.metrics else ""
    for place in have[: MOST_BUTTONS - 1]:
        answer.offer(capitalised(place.name), f"s|{place.id}{metric}")
    answer.offer(wording.INDEX_BUTTON, f"g|{INDEX_ANSWER}")


def _ask_which(answer: Answer, places: Sequence[Place], intent: StatisticsAsked) -> None:
    """Several units bear the name: ask which one is meant, those with figures first."""
    ledger = answer.ledger
    having = set(ledger.knowledge.statistics_places(internal=ledger.staff))
    if not having & {place.id for place in places}:
        names = cut([ledger.where(place) for place in places])
        answer.say(wording.NONE_OF_NAME.format(count=len(places), places=names))
        for place in places:
            say_namesake(answer, place)
        _say_beside(answer, intent)
        return
    ordered = sorted(places, key=lambda place: place.id not in having)
    answer.say(wording.WHICH_OF_NAME.format(count=len(places)))
    for place in ordered[:MOST_PLACES]:
        answer.say(wording.CHOICE.format(place=ledger.where(place)))
    if len(ordered) > MOST_PLACES:
        answer.say(wording.MORE_OF_NAME.format(count=len(ordered) - MOST_PLACES))
    metric = f"|{intent.metrics[0]}" if intent.metrics else ""
    for place in ordered:
        answer.offer(capitalised(ledger.where(place)), f"s|{place.id}{metric}")
