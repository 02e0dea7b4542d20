"""Which places are best, worst or the n-th within one block, one metric and one period; ties share a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot import statistics_wording as wording
from bot.figures import value_words
from bot.numbers import day
from bot.spans import bold, capitalised, line
from bot.statistics_answer import MOST_BUTTONS, Answer, cut, strong
from bot.statistics_concept import by_concept
from bot.statistics_fairness import Pair, warn_if_unfair
from bot.statistics_field import (
    Field,
    container,
    find_field,
    period_of,
    periods_of_field,
    put_field,
    say_coverage,
)
from bot.statistics_period import not_in
from bot.statistics_units import block_of
from bot.statistics_unstated import places_with_figures
from bot.statistics_value import has_value, say_definition, say_formula, say_value
from intents.intent import Block, Order, StatisticsAsked
from knowledge.place import Place, PlaceKind
from knowledge.statistic import Qualifier, Statistic

MOST_LISTED = 10
MOST_ASKED = 20
MOST_NEXT = 4
"""Places told after the first where only the first was asked."""
_RANKS = ("rank", "places_up", "units")
Ranked = tuple[int, Statistic, Place]
_TOGETHER = "dossiers"


def say_ranking(answer: Answer, places: Sequence[Place], intent: StatisticsAsked) -> None:
    """Rank the places of a block, or tell the rank of the place that was named."""
    for metrics in by_concept(intent.metrics):
        results = [metric for metric in metrics if not metric.endswith("_target")]
        _rank(answer, places, results or list(metrics), intent)


def _rank(answer: Answer, places: Sequence[Place], metrics: Sequence[str], intent: StatisticsAsked) -> None:
    asked = ranked_place(places, intent)
    within = answer.ledger.knowledge.place(asked.parent) if asked is not None else container(places)
    block = block_of(asked) if asked is not None else intent.block
    field = find_field(answer, metrics, within, block)
    if asked is not None and (field is None or len(field.pairs) < 2 or answer.ledger.known(metrics[0]).unit in _RANKS):
        _say_alone(answer, asked, metrics, intent)
        return
    if field is None or len(field.pairs) < 2:
        part = replace(intent, scope=intent.scope or wording.TIERS.get(block, ""))
        if field is None and len(places) == 1 and _means_part(answer, places[0], metrics, part):
            say_value(answer, places[0], metrics, part)
            return
        say_no_field(answer, metrics, within, block, field)
        return
    ranked = _ranked(answer, field, intent.order)
    if asked is not None:
        _say_rank_of(answer, field, ranked, asked)
    elif intent.nth:
        _say_nth(answer, field, ranked, intent.nth)
    elif intent.top or intent.order is Order.ALL:
        _say_list(answer, field, ranked, min(intent.top or MOST_LISTED, MOST_ASKED))
    else:
        _say_first(answer, field, ranked, intent.order)
    _say_ground(answer, field, ranked, intent)
    put_field(
        answer,
        field,
        [(figure, place) for _, figure, place in ranked],
        threshold=answer.ledger.known(field.metric).full_score_at,
        threshold_words=wording.FULL_SCORE if answer.ledger.known(field.metric).full_score_at else "",
        asked=[asked] if asked is not None else (),
    )


def _means_part(answer: Answer, place: Place, metrics: Sequence[str], intent: StatisticsAsked) -> bool:
    """Whether the units spoken of are the tiers of a place whose figures are stated tier by tier."""
    if intent.order is Order.ALL:
        return has_value(answer, place, metrics, intent.scope)
    return intent.block is Block.ANY and any(has_value(answer, place, metrics, tier) for tier in wording.TIERS.values())


def _say_alone(answer: Answer, place: Place, metrics: Sequence[str], intent: StatisticsAsked) -> None:
    """A place that has no others beside it: its value, which may itself be a rank, and that no rank follows."""
    tier = wording.TIERS.get(intent.block, "")
    part = replace(intent, scope=intent.scope or tier)
    say_value(answer, place, metrics, part if has_value(answer, place, metrics, part.scope) else intent)
    if answer.heads and not answer.heads[-1][0].scope and answer.heads[-1][0].unit not in _RANKS:
        answer.say(wording.NO_OTHERS.format(units=wording.BLOCKS[block_of(place)]))


def ranked_place(places: Sequence[Place], intent: StatisticsAsked) -> Place | None:
    """The place whose rank is asked: one that contains none of the block asked."""
    if len(places) != 1:
        return None
    place = places[0]
    own = intent.block is block_of(place) or place.kind in (PlaceKind.COMMUNE, PlaceKind.DEPARTMENT)
    return place if own else None


def descending(answer: Answer, metric: str, order: Order) -> bool:
    """Whether the largest value comes first."""
    higher = answer.ledger.known(metric).higher_is_better is not False
    if answer.ledger.known(metric).unit == "rank":  # a «high» rank is a small number
        return order in (Order.WORST, Order.LEAST)
    return {Order.MOST: True, Order.LEAST: False, Order.WORST: not higher}.get(order, higher)


def _ranked(answer: Answer, field: Field, order: Order) -> list[Ranked]:
    """The field in order, equal values sharing a place (1, 1, 3), by name within."""
    down = descending(answer, field.metric, order)
    values = [figure.value or 0 for figure, _ in field.pairs]
    names = [place.name for _, place in field.pairs]
    order_of = sorted(range(len(values)), key=names.__getitem__)
    order_of.sort(key=values.__getitem__, reverse=down)
    pairs = [field.pairs[place] for place in order_of]
    ranked: list[Ranked] = []
    for position, (figure, place) in enumerate(pairs, start=1):
        tied = ranked and ranked[-1][1].value == figure.value
        ranked.append((ranked[-1][0] if tied else position, figure, place))
    return ranked


def _superlative(answer: Answer, field: Field, order: Order) -> str:
    counted = answer.ledger.known(field.metric).unit not in ("percent", "points", "rank", "days")
    return wording.SUPERLATIVES[descending(answer, field.metric, order), counted]


def _say_first(answer: Answer, field: Field, ranked: Sequence[Ranked], order: Order) -> None:
    """The one at the head, or those that share it, then a few that follow."""
    head = [entry for entry in ranked if entry[0] == 1]
    figure = head[0][1]
    template = wording.FIRST if len(head) == 1 else wording.FIRST_TIED
    answer.say(
        strong(value_words(figure)),
        template.format(
            count=len(head),
            units=field.units_words,
            places=cut([field.name(place, answer) for _, _, place in head]),
            superlative=_superlative(answer, field, order),
            metric=answer.ledger.name(field.metric),
            where=field.where,
            period=period_of(field),
        ),
    )
    for _, each, place in head[:MOST_LISTED]:
        answer.head(each, place)
    following = ranked[len(head) : len(head) + MOST_NEXT]
    if following:
        answer.say(wording.NEXT.format(places="; ".join(_entry(answer, field, entry) for entry in following)))
        for _, each, place in following:
            answer.show(each, place)


def _entry(answer: Answer, field: Field, entry: Ranked) -> str:
    rank, figure, place = entry
    return wording.ENTRY.format(rank=rank, place=field.name(place, answer), value=value_words(figure))


def _say_nth(answer: Answer, field: Field, ranked: Sequence[Ranked], nth: int) -> None:
    """The place, or places, that hold the n-th position."""
    if nth > len(ranked):
        answer.say(wording.NO_NTH.format(nth=nth, count=len(ranked), units=field.units_words))
        return
    rank = ranked[nth - 1][0]
    held = [entry for entry in ranked if entry[0] == rank]
    for _, figure, place in held[:MOST_LISTED]:
        answer.say(
            strong(value_words(figure)),
            wording.NTH.format(
                rank=rank,
                count=len(ranked),
                units=field.units_words,
                place=field.name(place, answer),
                metric=answer.ledger.name(field.metric),
                where=field.where,
                period=period_of(field),
            ),
        )
        answer.head(figure, place)
    if len(held) > 1:
        answer.say(wording.SHARED.format(count=len(held), rank=rank))


def _say_list(answer: Answer, field: Field, ranked: Sequence[Ranked], top: int) -> None:
    """The first of the order, each on a line of its own."""
    for rank, figure, place in ranked[:top]:
        answer.lines.append(line(f"{rank}. ", bold(value_words(figure)), f" — {field.name(place, answer)}"))
        answer.head(figure, place)
    rest = len(ranked) - top
    if rest > 0:
        answer.say(wording.REST.format(count=rest, units=field.units_words))
    tied = sum(rank == ranked[min(top, len(ranked)) - 1][0] for rank, _, _ in ranked[top:])
    if tied:
        answer.say(wording.TIED_AT_END.format(count=tied))


def _say_rank_of(answer: Answer, field: Field, ranked: Sequence[Ranked], asked: Place) -> None:
    """The rank of one place, with the head of the order; or that it has no figure."""
    own = next((entry for entry in ranked if entry[2].id == asked.id), None)
    if own is None:
        answer.say(
            wording.UNSTATED.format(
                metric=answer.ledger.name(field.metric),
                place=answer.ledger.where(asked),
                scope="",
                period=wording.UNSTATED_IN.format(period=period_of(field)),
            )
        )
    else:
        rank, figure, place = own
        shared = sum(entry[0] == rank for entry in ranked) - 1
        answer.say(
            strong(wording.RANK_OF.format(rank=rank, of=len(ranked))),
            wording.RANK_IS.format(
                place=answer.ledger.where(place),
                value=value_words(figure),
                metric=answer.ledger.name(field.metric),
                units=field.units_words,
                where=field.where,
                period=period_of(field),
                shared=wording.SHARED_WITH.format(count=shared) if shared else "",
            ),
        )
        answer.head(figure, place)
    first = [entry for entry in ranked[:3] if entry[2].id != asked.id]
    answer.say(wording.LEADERS.format(places="; ".join(_entry(answer, field, entry) for entry in first)))
    for _, figure, place in first:
        answer.show(figure, place)


def _say_ground(answer: Answer, field: Field, ranked: Sequence[Ranked], intent: StatisticsAsked) -> None:
    """What the order rests on: metric, period, direction, who has figures, definition, formula, fairness."""
    first = answer.heads[0] if answer.heads else (ranked[0][1], ranked[0][2])
    down = descending(answer, field.metric, intent.order)
    answer.say(
        wording.GROUND.format(
            metric=capitalised(answer.ledger.name(field.metric)),
            where=field.where,
            period=period_of(field),
            newest="" if answer.period else wording.NEWEST,
            direction=wording.DIRECTIONS[down],
            count=len(ranked),
            units=field.units_words,
        )
    )
    say_coverage(answer, field)
    if first[0].formula:
        say_formula(answer, first[1], first[0])
    say_definition(answer, first[0])
    if first[0].as_of:
        answer.say(wording.AS_OF.format(day=day(first[0].as_of)))
    if field.block is Block.COMMUNES:
        _say_apart(answer, field, ranked)
    if field.other_blocks:
        answer.say(wording.OTHER_BLOCKS.format(units=field.units_words, others="; ".join(field.other_blocks)))
    if first[0].unit == _TOGETHER and answer.ledger.known(field.metric).higher_is_better is not None:
        answer.warn(wording.COUNTS_DEPEND)
    rough = [place for figure, place in field.pairs if figure.qualifier is not Qualifier.EXACT]
    if rough:
        answer.warn(wording.ROUGH.format(places=cut([field.name(place, answer) for place in rough])))
    unlike = _unlike(field.pairs)
    if len(unlike) > 1:
        warn_if_unfair(answer, unlike)


def _unlike(pairs: Sequence[Pair]) -> list[Pair]:
    """One pair of each definition and day in a field."""
    found: dict[tuple[str, str], Pair] = {}
    for figure, place in pairs:
        found.setdefault((figure.definition, figure.as_of), (figure, place))
    return list(found.values())[:MOST_BUTTONS]


def _say_apart(answer: Answer, field: Field, ranked: Sequence[Ranked]) -> None:
    """Communes and wards that were asked together: who leads each kind, because official rankings keep them apart."""
    leaders = []
    for block in (Block.XA, Block.PHUONG):
        first = next((entry for entry in ranked if block_of(entry[2]) is block), None)
        if first is None:
            return
        _, figure, place = first
        leaders.append(
            wording.LEADER.format(
                units=wording.BLOCKS[block], place=field.name(place, answer), value=value_words(figure)
            )
        )
        answer.show(figure, place)
    answer.say(wording.APART.format(leaders="; ".join(leaders)))


def say_no_field(
    answer: Answer, metrics: Sequence[str], within: Place | None, block: Block, field: Field | None
) -> None:
    """Say that nothing can be ranked or listed, why, and what there is instead."""
    ledger = answer.ledger
    units = wording.BLOCKS[block]
    where = wording.IN_PLACE.format(place=ledger.where(within)) if within else wording.IN_COUNTRY
    if field is not None:
        figure, place = field.pairs[0]
        answer.say(
            wording.ONLY_ONE.format(
                metric=ledger.name(field.metric), units=units, where=where, place=ledger.where(place),
                period=period_of(field),
            )
        )  # fmt: skip
        answer.cite(figure.publication)
        answer.offer_metric(place, field.metric)
        return
    answer.say(
        wording.NO_FIELD.format(metric=ledger.name(metrics[0]), units=units, where=where, period=not_in(answer.period))
    )
    periods = periods_of_field(answer, metrics, within)
    if answer.period is not None and periods:
        told = cut(periods).replace(wording.PLACES_MORE, wording.PERIODS_MORE)
        answer.say(wording.OTHER_PERIOD.format(periods=told))
    have = [place for metric in metrics for place in places_with_figures(answer, metric)]
    have = list({place.id: place for place in have}.values())
    if have:
        answer.say(wording.HAVE_METRIC.format(places=cut([ledger.where(place) for place in have])))
        for place in have[:MOST_BUTTONS]:
            answer.offer(capitalised(place.name), f"s|{place.id}|{metrics[0]}")
    else:
        _say_places(answer)


def _say_places(answer: Answer) -> None:
    have = places_with_figures(answer)
    if have:
        answer.say(wording.HAVE_PLACES.format(places=cut([answer.ledger.where(place) for place in have])))
