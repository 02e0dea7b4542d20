"""What no source states: that it is not stated, what the sources do say, and what there is instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot import statistics_wording as wording
from bot.figures import period_words, value_words
from bot.numbers import day
from bot.place_replies import same_name
from bot.spans import capitalised
from bot.statistics_answer import MOST_BUTTONS, MOST_NAMES, Answer, cut
from bot.statistics_concept import concept_among
from bot.statistics_ledger import MOST_READ_ALONE, RANKED_OF, of_value
from bot.statistics_period import covers, not_in
from bot.statistics_rows import put_series
from bot.statistics_units import former_of
from intents.metrics import Concept
from knowledge.place import Place, PlaceKind
from knowledge.statistic import Statistic

_TIERS = (PlaceKind.PROVINCE, PlaceKind.DISTRICT, PlaceKind.DEPARTMENT, PlaceKind.COMMUNE)
_SIBLINGS = {"on_time": "dossiers_overdue", "overdue": "dossiers_on_time"}
"""What a source says of the one often tells of the other."""


def say_unstated(answer: Answer, place: Place, metrics: Sequence[str], scope: str = "", *, brief: bool = False) -> None:
    """Say that no source states it, what the sources do say, and what there is instead.

    Args:
        answer: Takes the lines.
        place: Which place.
        metrics: Alternatives, the likeliest first.
        scope: The part of the unit that was asked.
        brief: Leave out what other figures there are.
    """
    ledger = answer.ledger
    if not ledger.has_figures(place.id):
        if brief:
            answer.say(wording.UNKNOWN_PLACE.format(place=ledger.where(place)))
        else:
            say_nothing_of(answer, place)
        return
    concept = concept_among(metrics[0], metrics)
    of_metric = [figure for metric in metrics for figure in of_value(ledger.series(place.id, metric))]
    in_period = [figure for figure in of_metric if answer.period is None or covers(answer.period, figure)]
    told = len(answer.lines)
    say_words(answer, place, concept)
    if len(answer.lines) == told:
        words = wording.UNSTATED.format(
            metric=ledger.name(metrics[0]),
            place=ledger.where(place),
            scope=wording.UNSTATED_SCOPE.format(scope=scope) if scope and in_period else "",
            period=not_in(answer.period) if not in_period or not scope else "",
        )
        answer.say(words)
    if concept and concept.id in _SIBLINGS:
        for figure in of_value(ledger.figures(place.id, _SIBLINGS[concept.id])):
            if figure.words:
                answer.say(wording.SAYS_BESIDE.format(words=figure.words))
                answer.cite(figure.publication)
    parts = [figure for figure in in_period if not scope and figure.metric == in_period[0].metric]
    if answer.period is not None and parts:
        _say_parts(answer, place, sorted(parts, key=lambda figure: figure.period_to))
    if of_metric:
        if not in_period:
            answer.say(wording.OTHER_PERIOD.format(periods=periods_words(of_metric)))
        elif scope:
            scopes = dict.fromkeys(figure.scope or wording.WHOLE_UNIT for figure in in_period)
            answer.say(wording.OTHER_SCOPE.format(scopes="; ".join(scopes)))
        answer.offer_metric(place, of_metric[0].metric)
        return
    if brief:
        return
    if set(metrics) & set(RANKED_OF) and ledger.has_figures(place.id, "par_rank_national"):
        answer.say(wording.NOT_PAR_INDEX)
    say_namesake(answer, place)
    others = _others(answer, place, metrics)
    if others:
        names = ", ".join(ledger.name(metric) for metric in others[:MOST_NAMES])
        more = "…" if len(others) > MOST_NAMES else "."
        answer.say(wording.OTHERS.format(place=ledger.where(place), metrics=names + more))
        for metric in others[: MOST_BUTTONS - 2]:
            answer.offer_metric(place, metric)
        answer.offer_all(place)


def _say_parts(answer: Answer, place: Place, figures: Sequence[Statistic]) -> None:
    """What sources state of shorter periods within the one asked, where it cannot be added up; oldest first."""
    told = [f"{period_words(figure)} {value_words(figure)}" for figure in reversed(figures)]
    answer.say(wording.PERIODS_WITHIN.format(periods=cut(told, 11)))
    for figure in reversed(figures):
        answer.show(figure, place)
    put_series(answer, place, figures)


def periods_words(figures: Iterable[Statistic]) -> str:
    """The periods of figures, newest first, cut after a few."""
    periods = list(dict.fromkeys(period_words(figure) for figure in figures))
    return cut(periods).replace(wording.PLACES_MORE, wording.PERIODS_MORE)


def say_nothing_of(answer: Answer, place: Place) -> None:
    """Say that there is no figure of a place at all, and of which places there are."""
    answer.say(wording.UNKNOWN_PLACE.format(place=answer.ledger.where(place)))
    told = len(answer.lines)
    say_namesake(answer, place)
    if len(answer.lines) == told:
        have = places_with_figures(answer)
        if have:
            answer.say_once(wording.HAVE_PLACES.format(places=cut([answer.ledger.where(other) for other in have])))


def places_with_figures(answer: Answer, metric: str = "") -> list[Place]:
    """The places that there are figures of (numbers of one metric), the larger units first."""
    ledger, knowledge = answer.ledger, answer.ledger.knowledge
    ids = knowledge.statistics_places(metric, internal=ledger.staff)
    if metric and len(ids) <= MOST_READ_ALONE:  # of some a source says no more than «còn nhiều»
        ids = [place for place in ids if of_value(ledger.figures(place, metric))]
    places = [place for place in map(knowledge.place, ids) if place is not None]
    return sorted(places, key=lambda place: _TIERS.index(place.kind))


def say_words(answer: Answer, place: Place, concept: Concept | None) -> None:
    """What the source says of the same matter without a figure."""
    for metric in concept.metrics if concept is not None else ():
        for figure in answer.ledger.figures(place.id, metric):
            if figure.value is None and (answer.period is None or covers(answer.period, figure)):
                published = day(figure.publication.date or figure.as_of)
                answer.say(wording.ONLY_SAYS.format(day=published, words=figure.words))
                answer.cite(figure.publication)


def say_namesake(answer: Answer, place: Place) -> None:
    """For a commune of today that bears a former district's name: that the district's figures are not its own."""
    for former in former_of(answer.ledger.knowledge, place.id):
        if same_name(former, place) and answer.ledger.has_figures(former.id):
            words = wording.COMMUNE_OF_DISTRICT.format(
                place=capitalised(place.name), day=day(place.valid_from), former=former.name
            )
            answer.say(words)
            answer.offer_all(former)


def _others(answer: Answer, place: Place, metrics: Sequence[str]) -> list[str]:
    """Other metrics that a place has figures of."""
    figures = of_value(answer.ledger.figures(place.id))
    hidden = {*metrics, *RANKED_OF.values()}
    return list(dict.fromkeys(figure.metric for figure in figures if figure.metric not in hidden))
