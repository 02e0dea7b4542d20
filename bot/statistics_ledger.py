"""Reading figures with the asker's rights, and working out rates that no source states but its counts give.

A rate is worked out only from counts of the same place, part and period: on time / solved, overdue / solved, online /
received. What is still pending is never counted as on time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from bot import statistics_wording as wording
from bot.figures import each
from bot.statistics_sums import summed, tiles
from bot.statistics_units import existed
from knowledge.place import Place
from knowledge.statistic import Metric, Qualifier, Statistic
from knowledge.store import Knowledge

RANKED_OF = {"par_index_rank": "par_index_rank_of"}
"""A rank's metric, and that of how many were ranked."""
MOST_READ_ALONE = 20
"""Places whose counts are read one by one where all the others' rates are stated."""
Key = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Rate:
    """How a rate follows from counts: ``numerator`` / the sum of ``denominators``.

    ``said``: words that the denominator's own definition must hold, ``unsaid``: must not (``dossiers_total`` is of
    solved dossiers in one source and of received ones in another; domain.md, part 1).
    """

    numerator: str
    denominators: tuple[str, ...]
    definition: str
    said: str = ""
    unsaid: str = ""


def _of_solved(numerator: str, definition: str) -> tuple[Rate, ...]:
    return (
        Rate(numerator, ("dossiers_solved",), definition),
        Rate(numerator, ("dossiers_total",), definition, "đã giải quyết", "tiếp nhận"),
        Rate(numerator, ("dossiers_on_time", "dossiers_overdue"), definition),
    )


def _of_received(numerator: str, definition: str) -> tuple[Rate, ...]:
    return (
        Rate(numerator, ("dossiers_received",), definition),
        Rate(numerator, ("dossiers_total",), definition, "tiếp nhận"),
    )


RATES = {
    "dossiers_on_time_rate": _of_solved("dossiers_on_time", wording.ON_TIME_OF_SOLVED),
    "dossiers_overdue_rate": _of_solved("dossiers_overdue", wording.OVERDUE_OF_SOLVED),
    "dossiers_online_rate": _of_received("dossiers_online", wording.ONLINE_OF_RECEIVED),
    "dossiers_in_person_or_post_rate": _of_received("dossiers_in_person_or_post", wording.IN_PERSON_OF_RECEIVED),
}


class Ledger:
    """The figures of a release that an asker may see.

    Args:
        knowledge: The release.
        staff: Whether internal figures are read as well; where one stands beside a public figure it comes first.
    """

    def __init__(self, knowledge: Knowledge, *, staff: bool = False) -> None:
        self.knowledge = knowledge
        self.staff = staff
        self._names = knowledge.memo("bot.place_names", dict[str, str])

    def figures(
        self, place: str = "", metric: str = "", *, within: str = "", period: tuple[str, str] | None = None
    ) -> list[Statistic]:
        """What sources state, newest period first, internal before public; figures without a value too."""
        found = self.knowledge.statistics(place, metric, within=within, period=period, internal=self.staff)
        return sorted(found, key=lambda figure: not figure.internal) if self.staff else list(found)

    def series(self, place: str, metric: str) -> list[Statistic]:
        """A metric's values in one place, newest first: those stated, and those that follow for other periods."""
        stated = [figure for figure in self.figures(place, metric) if figure.value is not None]
        have = {_key(figure) for figure in stated}
        derived = self._derived(metric, lambda other: self.figures(place, other))
        found = [*stated, *(figure for figure in derived if _key(figure) not in have)]
        return sorted(found, key=lambda figure: figure.period_to or figure.as_of, reverse=True)

    def across(self, metric: str, period: tuple[str, str], within: str = "") -> Sequence[Statistic]:
        """A metric's values of one period in every place, of the whole unit only, one for each place."""

        def stated(of: str) -> Sequence[Statistic]:
            return self.figures(metric=of, within=within, period=period)

        def added(of: str) -> Sequence[Statistic]:
            spans = tiles(self.knowledge.statistics_periods(of, within=within, internal=self.staff), period)
            return summed([f for span in spans for f in self.figures(metric=of, within=within, period=span)], spans)

        for read in (stated, added):
            found = _one_each(read(metric))
            lacking = [
                place
                for place in map(self.knowledge.place, self._countable(metric, within) - found.keys())
                if place is not None and existed(place, period)
            ]
            if len(lacking) > MOST_READ_ALONE:
                found = _one_each((*found.values(), *self._derived(metric, read)))
            elif read is stated:
                found = _one_each((*found.values(), *self._derived_at(lacking, metric, period)))
            if found:
                return tuple(found.values())
        return ()

    def _derived_at(self, places: Iterable[Place], metric: str, period: tuple[str, str]) -> Iterator[Statistic]:
        """A rate of a few places that its source does not state beside the others'."""
        for place in places:
            yield from self._derived(metric, partial(self.figures, place.id, period=period))

    def _countable(self, metric: str, within: str) -> frozenset[str]:
        """The places whose counts, of whatever period, may give the rate."""
        place_of = self.knowledge.place

        def found() -> frozenset[str]:
            ids = {
                id
                for rate in RATES.get(metric, ())
                for id in self.knowledge.statistics_places(rate.numerator, internal=self.staff)
            }
            return frozenset(id for id in ids if not within or ((p := place_of(id)) is not None and p.parent == within))

        return self.knowledge.memo(f"bot.countable {metric} {within} {self.staff}", found)

    def added_up(self, place: str, metric: str, period: tuple[str, str]) -> Statistic | None:
        """What a place's shorter periods come to over a longer one, or the rate that such sums give; None: nothing."""

        def added(of: str) -> Sequence[Statistic]:
            figures = self.figures(place, of)
            return summed(figures, tiles(((f.period_from, f.period_to) for f in figures), period))

        return next(iter((*added(metric), *self._derived(metric, added))), None)

    def tiled(self, metric: str, period: tuple[str, str], within: str = "") -> tuple[str, str] | None:
        """The part of a longer period that shorter ones make up, of the metric or of what it is worked out from."""
        for of in (metric, *(rate.numerator for rate in RATES.get(metric, ()))):
            spans = tiles(self.knowledge.statistics_periods(of, within=within, internal=self.staff), period)
            if spans:
                return (spans[0][0], spans[-1][1])
        return None

    def periods(self, metric: str, within: str = "") -> list[tuple[str, str]]:
        """Periods that a metric has values of, newest first, the shorter of one end first."""

        def read(of: str) -> set[tuple[str, str]]:
            return set(self.knowledge.statistics_periods(of, within=within, internal=self.staff))

        found = read(metric)
        for rate in RATES.get(metric, ()):
            found |= set.intersection(*map(read, (rate.numerator, *rate.denominators)))
        return sorted(found, key=lambda period: (period[1], period[0]), reverse=True)

    def inputs(self, figure: Statistic) -> tuple[Statistic, ...]:
        """The figures that one was worked out from."""
        if not figure.inputs:
            return ()
        known = {other.id: other for other in self.figures(figure.place)}
        return each(figure.inputs, known.get)

    def ranked_of(self, figure: Statistic) -> Statistic | None:
        """The number of units that a rank is out of, of the same period and source."""
        metric = RANKED_OF.get(figure.metric)
        for of in self.figures(figure.place, metric) if metric and not figure.formula else ():
            if (of.period_from, of.as_of, of.publication) == (figure.period_from, figure.as_of, figure.publication):
                return of
        return None

    def known(self, metric: str) -> Metric:
        """The metric's record; of one that the release does not know, its id."""
        metrics = self.knowledge.memo("bot.metrics", lambda: {known.id: known for known in self.knowledge.metrics()})
        return metrics.get(metric) or Metric(metric, metric, "count")

    def name(self, metric: str) -> str:
        """The metric's name as it stands inside a sentence."""
        name = self.known(metric).name
        return name if name[:2].isupper() else name[:1].lower() + name[1:]

    def where(self, place: Place) -> str:
        """A place with the unit above it: «huyện Hoằng Hóa (tỉnh Thanh Hóa)»."""
        name = self._names.get(place.id)
        if name is None:
            parent = self.knowledge.place(place.parent) if place.parent else None
            name = wording.PLACE_IN.format(place=place.name, parent=parent.name) if parent is not None else place.name
            self._names[place.id] = name
        return name

    def has_figures(self, place: str, metric: str = "") -> bool:
        """Whether a place has any figure (of the metric) that the asker may see."""
        return bool(self.figures(place, metric))

    def _derived(self, metric: str, read: Callable[[str], Sequence[Statistic]]) -> Iterator[Statistic]:
        """A rate wherever its counts are known, by the first way that fits."""
        seen: set[Key] = set()
        read_once: dict[str, dict[Key, Statistic]] = {}

        def counts(of: str) -> dict[Key, Statistic]:
            if of not in read_once:
                read_once[of] = {_key(figure): figure for figure in reversed(read(of)) if figure.value is not None}
            return read_once[of]

        for rate in RATES.get(metric, ()):
            for key, numerator in counts(rate.numerator).items():
                parts = [counts(part).get(key) for part in rate.denominators]
                stated = [part for part in parts if part is not None and _fits(part, rate)]
                if key in seen or len(stated) < len(parts):
                    continue
                figure = _worked_out(metric, rate, numerator, stated)
                if figure is not None:
                    seen.add(key)
                    yield figure


def _key(figure: Statistic) -> Key:
    """What counts must share to be divided: place, part and period, or the day where there is no period."""
    day = "" if figure.period_from or figure.period_to else figure.as_of
    return (figure.place, figure.scope, figure.period_from, figure.period_to, day)


def _fits(figure: Statistic, rate: Rate) -> bool:
    if not rate.said:
        return True
    definition = figure.definition.lower()
    return rate.said in definition and not (rate.unsaid and rate.unsaid in definition)


def _worked_out(metric: str, rate: Rate, numerator: Statistic, parts: Sequence[Statistic]) -> Statistic | None:
    """The rate; without a value where the denominator is 0, None where the counts contradict each other."""
    above, below = numerator.value or 0, sum(part.value or 0 for part in parts)
    if above > below:
        return None
    used = (numerator, *parts)
    total = " + ".join(map(_term, parts))
    return Statistic(
        id=f"{numerator.id}~{metric}",
        place=numerator.place,
        metric=metric,
        value=round(above / below * 100, 4) if below else None,
        unit="percent",
        scope=numerator.scope,
        qualifier=Qualifier.EXACT if all(part.qualifier is Qualifier.EXACT for part in used) else Qualifier.ABOUT,
        period_from=numerator.period_from,
        period_to=numerator.period_to,
        as_of=min((part.as_of for part in used if part.as_of), default=""),
        definition=rate.definition,
        formula=f"{_term(numerator)} / ({total})" if len(parts) > 1 else f"{_term(numerator)} / {total}",
        inputs=tuple(dict.fromkeys(id for part in used for id in part.inputs or (part.id,))),
        publication=numerator.publication,
        internal=any(part.internal for part in used),
    )


def _term(figure: Statistic) -> str:
    """A figure as it stands in a formula: its id, or in brackets what it was added up from."""
    return f"({figure.formula})" if figure.formula else figure.id


def _one_each(figures: Iterable[Statistic]) -> dict[str, Statistic]:
    """The first value of each place, of the whole unit."""
    found: dict[str, Statistic] = {}
    for figure in figures:
        if figure.value is not None and not figure.scope:
            found.setdefault(figure.place, figure)
    return found


def of_value(figures: Iterable[Statistic]) -> list[Statistic]:
    """Those that hold a number."""
    return [figure for figure in figures if figure.value is not None]
