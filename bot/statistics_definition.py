"""How a metric is defined, in which ways, and where a figure is from."""

from __future__ import annotations

from collections.abc import Sequence

from bot import statistics_wording as wording
from bot.figures import period_words, source_words, value_words
from bot.spans import bold, capitalised
from bot.statistics_answer import MOST_BUTTONS, Answer, strong
from bot.statistics_concept import by_concept, concept_among
from bot.statistics_overview import say_everything
from bot.statistics_threshold import DECISION_766
from bot.statistics_unstated import say_unstated
from bot.statistics_value import figures_for, say_definition
from intents.intent import StatisticsAsked
from knowledge.place import Place
from knowledge.statistic import Statistic

INDEX_ANSWER = "index_766"
MOST_METRICS = 4


def say_definitions(answer: Answer, places: Sequence[Place], intent: StatisticsAsked) -> None:
    """Each metric's definition with those that go by the same words, and how the figures of the places are counted."""
    if not intent.metrics:
        answer.say(wording.WHICH_METRIC)
    for metrics in by_concept(intent.metrics):
        concept = concept_among(metrics[0], metrics)
        unit = answer.ledger.known(metrics[0]).unit
        alike = [
            metric
            for metric in (*metrics, *(concept.metrics if concept is not None else ()))
            if answer.ledger.known(metric).unit == unit and (metric == metrics[0] or not metric.endswith("_target"))
        ]
        told: set[str] = set()
        for metric in list(dict.fromkeys(alike))[:MOST_METRICS]:
            known = answer.ledger.known(metric)
            if not known.definition or known.definition in told:
                continue
            told.add(known.definition)
            answer.say(bold(known.name), wording.DEFINED.format(definition=known.definition))
            if known.full_score_at is not None and wording.FULL_SCORE_FROM not in known.definition:
                answer.say(wording.FULL_SCORE_AT.format(value=f"{known.full_score_at:g}"))
        if not told:
            answer.say(wording.NO_DEFINITION.format(metric=answer.ledger.name(metrics[0])))
        if any("QĐ 766" in definition for definition in told):
            answer.cite(DECISION_766)
        for place in places:
            figure = _figure(answer, place, metrics, intent.scope)
            if figure is not None and figure.definition:
                answer.say(wording.DEFINED_HERE.format(place=answer.ledger.where(place), period=period_words(figure)))
                say_definition(answer, figure)
                answer.cite(figure.publication)
                answer.offer_metric(place, figure.metric)
    if len(answer.buttons) < MOST_BUTTONS:
        answer.offer(wording.INDEX_BUTTON, f"g|{INDEX_ANSWER}")


def say_sources(answer: Answer, places: Sequence[Place], intent: StatisticsAsked) -> None:
    """Where the figures that the chat is about were published, when, and with what note."""
    for place in places:
        if not intent.metrics:
            say_everything(answer, place)
            continue
        for metrics in by_concept(intent.metrics):
            figure = _figure(answer, place, metrics, intent.scope)
            if figure is None:
                say_unstated(answer, place, metrics, intent.scope)
                continue
            _say_source(answer, place, figure)


def _say_source(answer: Answer, place: Place, figure: Statistic) -> None:
    """The figure, and the publication it stands in; of a derived one those of its inputs."""
    answer.say(
        strong(value_words(figure, answer.ledger.ranked_of(figure))),
        wording.HEAD.format(
            metric=answer.ledger.name(figure.metric),
            place=answer.ledger.where(place),
            scope=wording.SCOPE.format(scope=figure.scope) if figure.scope else "",
            period=period_words(figure),
        ),
    )
    answer.head(figure, place)
    stated = answer.ledger.inputs(figure) or (figure,)
    titles = dict.fromkeys(source_words(each.publication) for each in stated)
    template = wording.WORKED_OUT_FROM if figure.formula else wording.TAKEN_FROM
    answer.say(capitalised(template.format(sources="; ".join(titles))))
    say_definition(answer, figure)
    for each in stated:
        answer.cite(each.publication)
    if not any(each.publication.link for each in stated):
        answer.say(wording.NO_LINK)


def _figure(answer: Answer, place: Place, metrics: Sequence[str], scope: str) -> Statistic | None:
    for metric in metrics:
        for figure in figures_for(answer, place, metric, scope):
            if figure.value is not None:
                return figure
    return None
