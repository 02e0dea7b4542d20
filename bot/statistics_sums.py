"""A longer period out of shorter ones: what was counted in July, August and September is the third quarter's.

Only what comes in anew each day is added up; rates, ranks and what is still pending are not.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bot.statistics_period import HALF, days, length
from knowledge.statistic import Qualifier, Statistic

Span = tuple[str, str]
_ADDED = frozenset({"dossiers", "transactions", "VND"})
_NEVER = frozenset({"dossiers_pending", "dossiers_per_year_avg", "dossiers_per_month_avg", "online_payment_avg_amount"})


def tiles(spans: Iterable[Span], period: Span) -> tuple[Span, ...]:
    """Periods of one length that follow each other without a gap from the beginning of a longer one.

    Args:
        spans: The periods that there are figures of.
        period: (from, to), ISO dates: the longer one.

    Returns:
        Two periods or more that cover more than half of it, the longest first that do; empty: there are none.
    """
    start, end = period
    inside = sorted({span for span in spans if span[0] and start <= span[0] and span[1] <= end})
    for months in sorted({length(span) for span in inside}, reverse=True):
        row = [span for span in inside if length(span) == months]
        joined = all(_day_after(before[1]) == after[0] for before, after in itertools.pairwise(row))
        if len(row) > 1 and row[0][0] == start and joined and days(start, row[-1][1]) > HALF * days(start, end):
            return tuple(row)
    return ()


def summed(figures: Sequence[Statistic], spans: Sequence[Span]) -> list[Statistic]:
    """One figure for each place that has one of every period, exactly one and of one definition.

    Args:
        figures: Of one metric, of the whole unit or of parts, which are left out.
        spans: The periods that are added up, in order.
    """
    if not spans or not figures or figures[0].unit not in _ADDED or figures[0].metric in _NEVER:
        return []
    wanted = set(spans)
    by_place: dict[str, dict[Span, Statistic]] = {}
    for figure in figures:
        span = (figure.period_from, figure.period_to)
        if span in wanted and figure.value is not None and not figure.scope:
            by_place.setdefault(figure.place, {}).setdefault(span, figure)
    whole = ([own[span] for span in spans] for own in by_place.values() if len(own) == len(spans))
    return [_sum(parts) for parts in whole if len({part.definition for part in parts}) == 1]


def _sum(parts: Sequence[Statistic]) -> Statistic:
    first, last = parts[0], parts[-1]
    return Statistic(
        id=f"{first.id}~{last.period_to}",
        place=first.place,
        metric=first.metric,
        value=sum(part.value or 0 for part in parts),
        unit=first.unit,
        qualifier=Qualifier.EXACT if all(part.qualifier is Qualifier.EXACT for part in parts) else Qualifier.ABOUT,
        period_from=first.period_from,
        period_to=last.period_to,
        as_of=last.as_of,
        definition=first.definition,
        denominator=first.denominator,
        formula=" + ".join(part.id for part in parts),
        inputs=tuple(part.id for part in parts),
        publication=last.publication,
        internal=any(part.internal for part in parts),
    )


def _day_after(iso: str) -> str:
    try:
        return (date.fromisoformat(iso) + timedelta(days=1)).isoformat()
    except ValueError:
        return ""
