"""Which places of a block changed most from one period to another: «xã nào tăng nhiều nhất so với quý trước»."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot import statistics_wording as wording
from bot.figures import amount_words, between_words, value_words
from bot.spans import bold, capitalised
from bot.statistics_answer import Answer, strong
from bot.statistics_change import base_span
from bot.statistics_concept import by_concept
from bot.statistics_fairness import difference_words, warn_if_unfair
from bot.statistics_field import Field, at_period, container, find_field, period_of, put_changes
from bot.statistics_ranking import MOST_ASKED, MOST_LISTED, MOST_NEXT, say_no_field
from bot.statistics_threshold import results_of
from bot.statistics_value import say_definition, say_formula
from intents.intent import Order, StatisticsAsked
from knowledge.place import Place
from knowledge.statistic import Statistic


class Move(NamedTuple):
    """How far a place's figure moved: ``by`` in the metric's unit, of a rank in places up."""

    by: float
    figure: Statistic
    base: Statistic
    place: Place


def say_movers(answer: Answer, places: Sequence[Place], intent: StatisticsAsked) -> None:
    """Rank the places of a block by how far their figures moved."""
    for metrics in by_concept(intent.metrics):
        results = results_of(metrics)
        if results:
            _say_movers(answer, places, results, intent)


def _say_movers(answer: Answer, places: Sequence[Place], metrics: Sequence[str], intent: StatisticsAsked) -> None:
    within = container(places)
    field = find_field(answer, metrics, within, intent.block)
    if field is None or len(field.pairs) < 2:
        say_no_field(answer, metrics, within, intent.block, field)
        return
    span = base_span(answer, field.period, intent)
    before = at_period(answer, field, span) if all(span) else None
    moves = _moves(field, before) if before is not None else []
    if len(moves) < 2:
        asked = wording.UNSTATED_IN.format(period=between_words(*span)) if all(span) else wording.BEFORE_THAT
        answer.say(
            wording.NO_BASE_FIELD.format(
                metric=answer.ledger.name(field.metric),
                units=field.units_words,
                where=field.where,
                period=asked,
                now=period_of(field),
            )
        )
        answer.cite(field.pairs[0][0].publication)
        return
    down = _descending(answer, field.metric, intent.order)
    moves.sort(key=lambda move: move.place.name)
    moves.sort(key=lambda move: move.by, reverse=down)
    base = between_words(*span)
    if intent.top or intent.order is Order.ALL:
        _say_list(answer, field, moves, min(intent.top or MOST_LISTED, MOST_ASKED))
    else:
        _say_first(answer, field, moves, base, down=down)
    answer.say(
        wording.MOVES_GROUND.format(
            metric=capitalised(answer.ledger.name(field.metric)),
            period=period_of(field),
            base=base,
            count=len(moves),
            units=field.units_words,
            direction=wording.MOVES_DIRECTIONS[down],
        )
    )
    if len(moves) < len(field.units):
        answer.say(
            wording.BOTH_HAVE.format(
                count=len(moves), total=len(field.units), units=field.units_words, place=field.where
            )
        )
    for figure in (moves[0].figure, moves[0].base):
        if figure.formula:
            say_formula(answer, moves[0].place, figure)
    say_definition(answer, moves[0].figure)
    _warn(answer, moves)
    put_changes(answer, field, base, [(move.place, move.by, _words(move), move.figure, move.base) for move in moves])


def _moves(field: Field, before: Field) -> list[Move]:
    earlier = {place.id: figure for figure, place in before.pairs}
    moves = []
    for figure, place in field.pairs:
        base = earlier.get(place.id)
        if base is not None:
            by = round((figure.value or 0) - (base.value or 0), 4)
            moves.append(Move(-by if figure.unit == "rank" else by, figure, base, place))
    return moves


def _descending(answer: Answer, metric: str, order: Order) -> bool:
    """Whether what rose most comes first; of «cải thiện nhất» what is better."""
    known = answer.ledger.known(metric)
    better = known.higher_is_better is not False or known.unit == "rank"
    return {Order.LEAST: False, Order.BEST: better, Order.WORST: not better}.get(order, True)


def _words(move: Move) -> str:
    """«Tăng 12,5 điểm phần trăm»."""
    if move.by == 0:
        return wording.UNCHANGED
    return (wording.ROSE if move.by > 0 else wording.FELL).format(amount=difference_words(move.figure, abs(move.by)))


def _both(move: Move) -> str:
    return wording.FROM_TO_VALUES.format(before=amount_words(move.base), value=amount_words(move.figure))


def _say_first(answer: Answer, field: Field, moves: Sequence[Move], base: str, *, down: bool) -> None:
    """The one that moved most, with both values, then a few that follow."""
    first = moves[0]
    tied = sum(move.by == first.by for move in moves) - 1
    answer.say(
        strong(_words(first)),
        wording.MOVED_MOST.format(
            place=field.name(first.place, answer),
            superlative=wording.MOVES_MOST[down, first.by > 0 if down else first.by < 0],
            metric=answer.ledger.name(field.metric),
            units=field.units_words,
            where=field.where,
            period=period_of(field),
            base=base,
            shared=wording.SHARED_WITH.format(count=tied) if tied else "",
        ),
    )
    answer.say(
        wording.BOTH_PERIODS.format(
            period=capitalised(period_of(field)),
            value=value_words(first.figure),
            base=base,
            before=value_words(first.base),
        )
    )
    answer.head(first.figure, first.place)
    answer.show(first.base, first.place)
    following = moves[1 : 1 + MOST_NEXT]
    if following:
        told = [
            wording.ENTRY.format(
                rank=rank,
                place=field.name(move.place, answer),
                value=wording.BRACKETS.format(said=_words(move), both=_both(move)),
            )
            for rank, move in enumerate(following, start=2)
        ]
        answer.say(wording.NEXT.format(places="; ".join(told)))
    for move in following:
        answer.show(move.figure, move.place)
        answer.show(move.base, move.place)


def _say_list(answer: Answer, field: Field, moves: Sequence[Move], top: int) -> None:
    """The first of the order, each on a line of its own."""
    for rank, move in enumerate(moves[:top], start=1):
        told = wording.MOVE_ENTRY.format(place=field.name(move.place, answer), both=_both(move))
        answer.say(f"{rank}. ", bold(_words(move)), told)
        answer.head(move.figure, move.place)
        answer.show(move.base, move.place)
    if len(moves) > top:
        answer.say(wording.REST.format(count=len(moves) - top, units=field.units_words))


def _warn(answer: Answer, moves: Sequence[Move]) -> None:
    """Warn where the two periods are counted apart, and that large places move by more dossiers."""
    first = moves[0]
    if first.figure.definition != first.base.definition:
        warn_if_unfair(answer, [(first.figure, first.place), (first.base, first.place)])
    if answer.ledger.known(moves[0].figure.metric).unit == "dossiers":
        answer.warn(wording.COUNTS_DEPEND)
