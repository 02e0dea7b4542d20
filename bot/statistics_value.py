"""The value of a metric in one place: the figure first, then what makes it citable; or that no source states it."""

from __future__ import annotations

from collections.abc import Sequence

from bot import statistics_wording as wording
from bot.figures import amount_words, formula_words, period_words, value_words
from bot.numbers import day
from bot.statistics_answer import Answer, strong
from bot.statistics_concept import concept_among, is_target
from bot.statistics_ledger import RATES, of_value
from bot.statistics_period import fitting
from bot.statistics_rows import heading, put_metrics, put_rows
from bot.statistics_unstated import say_unstated, say_words
from intents.intent import StatisticsAsked
from knowledge.place import Place
from knowledge.statistic import Qualifier, Statistic
from knowledge.text import fold


def say_value(
    answer: Answer, place: Place, metrics: Sequence[str], intent: StatisticsAsked, *, brief: bool = False
) -> None:
    """Show what is known of one concept in one place, or say that it is not stated.

    ``brief``: where it is not, leave out what other figures there are.
    """
    concept = concept_among(metrics[0], metrics)
    found: list[list[Statistic]] = []
    for metric in metrics:
        figures = figures_for(answer, place, metric, intent.scope)
        if figures:
            found.append(figures)
            if concept is None or not concept.all:
                break
    if not found:
        say_unstated(answer, place, metrics, intent.scope, brief=brief)
        return
    if intent.asks_when and all(_of_unknown_period(figures[0]) for figures in found):
        _say_unknown_period(answer, place, found[0][0])
        return
    if found[0][0].value is None:
        _say_no_denominator(answer, place, found[0][0])
        return
    for position, figures in enumerate(found):
        show(answer, place, figures, brief=position > 0)
    _put_side_by_side(answer, place, found)
    if concept is not None and not (answer.period and answer.table):
        say_words(answer, place, concept)


def figures_for(answer: Answer, place: Place, metric: str, scope: str = "") -> list[Statistic]:
    """The figures of one metric that answer for the period and the part asked.

    Where sources state only shorter periods, what these come to; where that cannot be said, none.
    """
    found = fitting(answer.ledger.series(place.id, metric), answer.period, scope)
    asked = answer.period
    if found or scope or asked is None or not (asked.start and asked.end):
        return found
    added = answer.ledger.added_up(place.id, metric, (asked.start, asked.end))
    return [added] if added is not None else []


def has_value(answer: Answer, place: Place, metrics: Sequence[str], scope: str) -> bool:
    """Whether a place has a value that answers for the period and the part asked."""
    return any(of_value(figures_for(answer, place, metric, scope)) for metric in metrics)


def _put_side_by_side(answer: Answer, place: Place, found: Sequence[Sequence[Statistic]]) -> None:
    """The table of what the reply shows: a metric's parts or a concept's metrics."""
    if len(found) > 1:
        put_metrics(answer, place)
    elif len(found[0]) > 1:
        first = found[0][0]
        title = f"{answer.ledger.known(first.metric).name}, {answer.ledger.where(place)}"
        rows = [(figure.scope or wording.WHOLE_UNIT, figure) for figure in found[0]]
        put_rows(answer, title, heading(answer, first), rows)


def show(answer: Answer, place: Place, figures: Sequence[Statistic], *, brief: bool = False) -> None:
    """Show a metric's figures with all that makes them citable, and the parts of the whole."""
    whole = not figures[0].scope
    mains = [figure for figure in figures if not (whole and figure.scope)]
    parts = [figure for figure in figures if whole and figure.scope]
    for position, figure in enumerate(mains):
        short = brief or position > 0
        say_head(answer, place, figure, brief=short)
        explain(answer, place, figure, brief=short and figure.definition == mains[0].definition)
    if parts:
        words = ", ".join(wording.PART.format(scope=part.scope, value=value_words(part)) for part in parts)
        answer.say(wording.PARTS.format(parts=words))
        for part in parts:
            answer.show(part, place)


def say_head(answer: Answer, place: Place, figure: Statistic, *, brief: bool = False) -> None:
    """The figure with its metric, place and period: what an answer begins with."""
    answer.say(strong(value_words(figure, answer.ledger.ranked_of(figure))), _rest(answer, place, figure, brief))
    answer.head(figure, place)


def _rest(answer: Answer, place: Place, figure: Statistic, brief: bool) -> str:
    """What stands behind a value: metric, place and period; less where the line above said it."""
    metric = answer.ledger.name(figure.metric)
    scope = wording.SCOPE.format(scope=figure.scope) if figure.scope else ""
    period = period_words(figure)
    if brief and answer.heads:
        same = period == period_words(answer.heads[-1][0])
        shown = "" if same else wording.PERIOD_BRIEF.format(period=period)
        return wording.HEAD_BRIEF.format(metric=metric, scope=scope, period=shown)
    head = wording.HEAD_TARGET if is_target(figure) else wording.HEAD
    return head.format(metric=metric, place=answer.ledger.where(place), scope=scope, period=period)


def explain(answer: Answer, place: Place, figure: Statistic, *, brief: bool) -> None:
    """Formula with inputs, definition, denominator, date and note of a figure."""
    ledger = answer.ledger
    of = ledger.ranked_of(figure)
    if of is not None:
        answer.show(of, place)
    if figure.formula:
        say_formula(answer, place, figure)
    if brief:
        return
    say_definition(answer, figure)
    if figure.words:
        answer.say(wording.SAYS.format(words=f"«{figure.words}»"))
    if figure.as_of and figure.period_from:
        answer.say(wording.AS_OF.format(day=day(figure.as_of)))
    if figure.note:
        answer.say(figure.note)


def say_formula(answer: Answer, place: Place, figure: Statistic) -> None:
    """«361.869 / 363.424 = 99,57 %», and what the inputs are unless the definition says it."""
    inputs = answer.ledger.inputs(figure)
    template = wording.FORMULA_ABOUT if figure.qualifier is Qualifier.ABOUT else wording.FORMULA
    answer.say(template.format(formula=formula_words(figure, inputs), value=amount_words(figure)))
    if inputs and (not figure.definition or figure.metric in RATES):
        names = [
            wording.INPUT.format(metric=answer.ledger.name(source.metric), value=value_words(source))
            for source in inputs
        ]
        answer.say(wording.INPUTS.format(inputs="; ".join(names)))
    for source in inputs:
        answer.show(source, place)


def say_definition(answer: Answer, figure: Statistic) -> None:
    """How the source counts, and out of what; where it does not say, how the metric is usually understood."""
    if not figure.definition:
        usual = answer.ledger.known(figure.metric).definition
        if usual:
            answer.say(wording.DEFINITION_USUAL.format(definition=usual))
        return
    more = figure.denominator if fold(figure.denominator) not in fold(figure.definition) else ""
    denominator = wording.DENOMINATOR.format(denominator=more) if more else ""
    answer.say(wording.DEFINITION.format(definition=figure.definition.rstrip(".")), denominator)


def _say_no_denominator(answer: Answer, place: Place, figure: Statistic) -> None:
    inputs = answer.ledger.inputs(figure)
    words = wording.NO_DENOMINATOR.format(
        metric=answer.ledger.name(figure.metric),
        place=answer.ledger.where(place),
        period=period_words(figure),
        formula=formula_words(figure, inputs),
    )
    answer.say(words)
    for source in inputs:
        answer.cite(source.publication)


def _say_unknown_period(answer: Answer, place: Place, figure: Statistic) -> None:
    words = wording.UNSTATED_WHEN.format(
        metric=answer.ledger.name(figure.metric), place=answer.ledger.where(place), day=day(figure.as_of)
    )
    answer.say(words)
    answer.cite(figure.publication)
    answer.offer_metric(place, figure.metric)


def _of_unknown_period(figure: Statistic) -> bool:
    """Whether the source leaves it open which period a figure is of (and says so in its note)."""
    return not figure.period_from and not figure.period_to and "không nêu" in figure.note
