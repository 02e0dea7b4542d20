"""How far a figure is from a threshold or target, and which places are over or under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot import statistics_wording as wording
from bot.figures import amount_words, left_open, period_words, value_words
from bot.spans import bold, line
from bot.statistics_answer import Answer, sources_of, strong
from bot.statistics_concept import by_concept
from bot.statistics_fairness import Pair, difference_words, warn_if_unfair
from bot.statistics_field import Field, container, find_field, period_of, put_field, say_coverage
from bot.statistics_ledger import of_value
from bot.statistics_period import covers
from bot.statistics_ranking import say_no_field
from bot.statistics_rows import heading
from bot.statistics_table import Row, Table, TableKind
from bot.statistics_unstated import say_unstated
from bot.statistics_value import explain, figures_for, say_definition, say_formula, say_head, say_value
from intents.intent import StatisticsAsked
from knowledge.place import Place
from knowledge.statistic import Publication, Qualifier, Statistic

MOST_LISTED = 10
DECISION_766 = Publication("Quyết định 766/QĐ-TTg", "Thủ tướng Chính phủ", "", "")


@dataclass(frozen=True, slots=True)
class Threshold:
    """A value to be reached, and what sets it."""

    value: float
    words: str
    figure: Statistic | None = None
    """the target that a source states"""


def results_of(metrics: Sequence[str]) -> list[str]:
    """Without targets."""
    return [metric for metric in metrics if not metric.endswith("_target")]


def say_gap(answer: Answer, place: Place, intent: StatisticsAsked) -> None:
    """How far each metric asked is from its threshold or target in one place."""
    for metrics in by_concept(intent.metrics):
        results = results_of(metrics)
        if results:
            _say_gap(answer, place, results, intent)
        elif len(metrics) == len(intent.metrics):  # only a target is asked: that itself
            say_value(answer, place, metrics, intent)


def _say_gap(answer: Answer, place: Place, metrics: Sequence[str], intent: StatisticsAsked) -> None:
    figure = _result(answer, place, metrics, intent.scope)
    thresholds = _thresholds(answer, place, figure.metric if figure else metrics[0], intent)
    if figure is None:
        say_unstated(answer, place, metrics, intent.scope)
        for threshold in thresholds:
            answer.say(wording.THRESHOLD_IS.format(threshold=threshold.words))
            if threshold.figure is not None:
                answer.cite(threshold.figure.publication)
        return
    say_head(answer, place, figure)
    for threshold in thresholds:
        _say_distance(answer, figure, threshold)
        if threshold.figure is not None:
            answer.show(threshold.figure, place)
            warn_if_unfair(answer, [(figure, place), (threshold.figure, place)])
        elif intent.threshold is None:
            answer.cite(DECISION_766)
            answer.warn(wording.COUNTED_APART_766)
    if intent.threshold is None and not any(threshold.figure for threshold in thresholds):
        answer.say(wording.NO_TARGET.format(metric=answer.ledger.name(figure.metric), place=answer.ledger.where(place)))
    explain(answer, place, figure, brief=False)
    if thresholds:
        _put(answer, place, figure, thresholds[0])


def _result(answer: Answer, place: Place, metrics: Sequence[str], scope: str) -> Statistic | None:
    for metric in metrics:
        found = of_value(figures_for(answer, place, metric, scope))
        if found:
            return found[0]
    return None


def _thresholds(answer: Answer, place: Place, metric: str, intent: StatisticsAsked) -> list[Threshold]:
    """What was named; else the target of the same place, and the value that earns all points of QĐ 766."""
    known = answer.ledger.known(metric)
    unit = wording.UNITS.get(known.unit, wording.UNITS["count"])
    if intent.threshold is not None:
        return [Threshold(intent.threshold, wording.THRESHOLD_ASKED.format(value=_value(unit, intent.threshold)))]
    found = []
    for figure in of_value(answer.ledger.figures(place.id, f"{metric}_target")):
        if answer.period is None or covers(answer.period, figure):
            words = wording.THRESHOLD_TARGET.format(value=value_words(figure), period=period_words(figure))
            found.append(Threshold(figure.value or 0, words, figure))
    if known.full_score_at is not None:
        words = wording.THRESHOLD_766.format(value=_value(unit, known.full_score_at))
        found.append(Threshold(known.full_score_at, words))
    return found


def _value(unit: str, value: float) -> str:
    return unit.format(number=f"{value:g}".replace(".", ","))


def _say_distance(answer: Answer, figure: Statistic, threshold: Threshold) -> None:
    """«Cao hơn 19 điểm phần trăm so với …: đạt», or that the source's words leave it open."""
    value = figure.value or 0
    amount = abs(value - threshold.value)
    if left_open(figure.qualifier, value, threshold.value):
        answer.say(wording.OPEN.format(value=value_words(figure), threshold=threshold.words))
        return
    reached = _reached(answer, figure, threshold.value)
    verdict = "" if reached is None else wording.REACHED if reached else wording.NOT_REACHED
    if amount == 0:
        answer.say(wording.AT_THRESHOLD.format(threshold=threshold.words, verdict=verdict))
        return
    told = wording.QUALIFIERS[figure.qualifier if value > threshold.value else Qualifier.EXACT].format(
        value=difference_words(figure, amount)
    )
    high, low = (value, threshold.value) if value > threshold.value else (threshold.value, value)
    unit = wording.UNITS.get(figure.unit, wording.UNITS["count"])
    formula = wording.DIFFERENCE.format(
        high=_amount(figure, high, unit), low=_amount(figure, low, unit), amount=difference_words(figure, amount)
    )
    template = wording.ABOVE if value > threshold.value else wording.BELOW
    answer.say(template.format(amount=told, threshold=threshold.words, verdict=verdict, formula=formula))


def _amount(figure: Statistic, value: float, unit: str) -> str:
    return amount_words(figure) if value == figure.value else _value(unit, value)


def _reached(answer: Answer, figure: Statistic, threshold: float) -> bool | None:
    """Whether the threshold is reached; None where neither side is better."""
    higher = answer.ledger.known(figure.metric).higher_is_better
    value = figure.value or 0
    if higher is None:
        return None
    if value == threshold:
        return figure.qualifier is not Qualifier.NEARLY
    return (value > threshold) is higher


def _put(answer: Answer, place: Place, figure: Statistic, threshold: Threshold) -> None:
    """The figure beside what it is measured by."""
    rows = [Row(wording.RESULT, (figure.value,), value_words(figure), asked=True, qualifier=figure.qualifier)]
    target = threshold.figure
    words = value_words(target) if target is not None else _value(wording.UNITS[figure.unit], threshold.value)
    rows.append(Row(wording.TARGET if target is not None else wording.THRESHOLD, (threshold.value,), words))
    answer.put(
        Table(
            title=f"{answer.ledger.known(figure.metric).name}, {answer.ledger.where(place)}",
            period=period_words(figure),
            columns=(wording.COLUMN_PART, heading(answer, figure)),
            rows=tuple(rows),
            threshold=None,
            kind=TableKind.PLACES,
            unit=figure.unit,
            source=sources_of([figure, *([target] if target is not None else [])]),
            definition=figure.definition,
        )
    )


# ── over and under ──────────────────────────────────────────────────────────────────────────────────────────────────


def say_over_under(answer: Answer, places: Sequence[Place], intent: StatisticsAsked) -> None:
    """Which places of a block reach a threshold and which do not; of places that contain none, how far each is."""
    within = container(places)
    if places and within is None:
        for place in places:
            say_gap(answer, place, intent)
        return
    for metrics in by_concept(intent.metrics):
        results = results_of(metrics)
        field = find_field(answer, results, within, intent.block) if results else None
        if field is None:
            say_no_field(answer, results or metrics, within, intent.block, None)
            continue
        threshold = _threshold_of(answer, field, intent)
        if threshold is None:
            name = answer.ledger.name(field.metric)
            answer.say(wording.NO_THRESHOLD.format(metric=name))
            continue
        _say_sides(answer, field, threshold, intent)


def _threshold_of(answer: Answer, field: Field, intent: StatisticsAsked) -> Threshold | None:
    """What was named; else the target of the unit that the places lie in, else that of QĐ 766."""
    place = field.within or field.pairs[0][1]
    found = _thresholds(answer, place, field.metric, intent)
    if field.within is None:
        found = [threshold for threshold in found if threshold.figure is None]
    return found[0] if found else None


def _say_sides(answer: Answer, field: Field, threshold: Threshold, intent: StatisticsAsked) -> None:
    higher = answer.ledger.known(field.metric).higher_is_better is not False
    ordered = sorted(field.pairs, key=lambda pair: pair[1].name)
    ordered.sort(key=lambda pair: pair[0].value or 0, reverse=True)
    unclear = [pair for pair in ordered if left_open(pair[0].qualifier, pair[0].value or 0, threshold.value)]
    ordered = [pair for pair in ordered if pair not in unclear]
    over = [pair for pair in ordered if _over(pair[0], threshold.value, inclusive=higher)]
    under = sorted(ordered[len(over) :], key=lambda pair: pair[0].value or 0)
    sides = {True: [True], False: [False], None: [True, False]}[intent.over]
    unit = wording.UNITS.get(field.pairs[0][0].unit, wording.UNITS["count"])
    value = _value(unit, threshold.value)
    for position, side in enumerate(sides):
        pairs = over if side else under
        _say_side(answer, field, pairs, wording.SIDES[side, higher].format(value=value), first=position == 0)
    answer.say(
        wording.SIDES_GROUND.format(
            threshold=threshold.words,
            over=len(over),
            under=len(under),
            over_words=wording.SIDES[True, higher].format(value=value),
            under_words=wording.SIDES[False, higher].format(value=value),
            newest="" if answer.period else wording.NEWEST,
            period=period_of(field),
        )
    )
    for figure, place in unclear[:MOST_LISTED]:
        told = wording.OPEN.format(value=value_words(figure), threshold=threshold.words)
        answer.say(wording.OF_PLACE.format(place=field.name(place, answer), words=told))
    say_coverage(answer, field)
    first = (over or under or unclear)[0]
    if first[0].formula:
        say_formula(answer, first[1], first[0])
    say_definition(answer, first[0])
    if threshold.figure is not None:
        answer.cite(threshold.figure.publication)
    elif intent.threshold is None:
        answer.cite(DECISION_766)
        answer.warn(wording.COUNTED_APART_766)
    if field.other_blocks:
        answer.say(wording.OTHER_BLOCKS.format(units=field.units_words, others="; ".join(field.other_blocks)))
    for figure, _ in field.pairs[:1]:
        answer.cite(figure.publication)
    put_field(answer, field, [*ordered, *unclear], threshold=threshold.value, threshold_words=threshold.words)


def _over(figure: Statistic, threshold: float, *, inclusive: bool) -> bool:
    value = figure.value or 0
    return value >= threshold if inclusive else value > threshold


def _say_side(answer: Answer, field: Field, pairs: Sequence[Pair], words: str, *, first: bool) -> None:
    """How many lie on one side, and which."""
    count = wording.COUNT_OF.format(count=len(pairs), total=len(field.pairs), units=field.units_words)
    end = wording.SIDE_ENDS[bool(pairs)]
    if first:
        rest = wording.SIDE.format(
            side=words, metric=answer.ledger.name(field.metric), where=field.where, period=period_of(field), end=end
        )
        answer.say(strong(count), rest)
    else:
        answer.say(bold(count), wording.SIDE_BRIEF.format(side=words, end=end))
    for figure, place in pairs[:MOST_LISTED]:
        answer.lines.append(line(wording.SIDE_ENTRY.format(place=field.name(place, answer), value=value_words(figure))))
        answer.head(figure, place)
    if len(pairs) > MOST_LISTED:
        answer.say(wording.REST.format(count=len(pairs) - MOST_LISTED, units=field.units_words))
