"""Answers with figures: the figure first, then period, definition, formula, what became of the unit, and the source.

What no source states is said to be not stated, and then no figure is claimed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot import statistics_wording as wording
from bot.figures import (
    amount_words,
    between_words,
    each,
    figure_of,
    formula_words,
    period_words,
    source_words,
    value_words,
)
from bot.numbers import day
from bot.place_replies import became_sentence, place_reply, same_name
from bot.reply import Button, Figure, Line, Reply, Section
from bot.spans import bold, capitalised, line, shortened
from bot.taps import fits
from intents.intent import Outcome, Period, StatisticsAsked
from intents.metrics import Concept, concept_of
from intents.periods import find_period
from knowledge.place import Place
from knowledge.statistic import Publication, Qualifier, Statistic
from knowledge.store import Knowledge
from knowledge.text import fold
from knowledge.validity import first_day

__all__ = ["place_reply", "statistics_reply"]

MOST_BUTTONS = 5
MOST_LABEL = 40
MOST_OTHERS = 6
COVERED = 0.75
"""A figure answers for a period that covers at least this share of its own."""
INDEX_ANSWER = "index_766"
_SIBLINGS = {"on_time": "dossiers_overdue", "overdue": "dossiers_on_time"}
"""What a source says of the one often tells of the other."""
_OF = {"par_index_rank": "par_index_rank_of"}


@dataclass(slots=True)
class _Answer:
    """A reply as it is put together."""

    knowledge: Knowledge
    lines: list[Line] = field(default_factory=list)
    shown: list[tuple[Statistic, Place]] = field(default_factory=list)
    heads: list[Statistic] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    cited: list[Publication] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)

    def show(self, figure: Statistic, place: Place) -> None:
        """Note that the reply shows a figure."""
        if all(figure.id != other.id for other, _ in self.shown):
            self.shown.append((figure, place))
        self.cite(figure.publication)

    def cite(self, publication: Publication) -> None:
        """Note that the reply rests on a source."""
        if publication not in self.cited:
            self.cited.append(publication)

    def say(self, *parts: object) -> None:
        """Add a line of plain words."""
        self.lines.append(line(*(str(part) for part in parts)))

    def offer(self, label: str, data: str) -> None:
        """Add a button that is not there yet."""
        button = Button(shortened(label, MOST_LABEL), data)
        if fits(button) and len(self.buttons) < MOST_BUTTONS and all(button.data != old.data for old in self.buttons):
            self.buttons.append(button)


def statistics_reply(intent: StatisticsAsked, knowledge: Knowledge, today: date, stale_days: int) -> Reply:
    """Answer a question about how localities do.

    Args:
        intent: Places, metrics and period asked.
        knowledge: The release to answer from.
        today: The day of asking.
        stale_days: Figures older than this are said to be.

    Returns:
        The reply; ``figures`` holds what it shows, the asked one first, then its inputs.
    """
    places = [place for place in map(knowledge.place, intent.places) if place is not None]
    if not places:
        return _no_place(intent, knowledge)
    answer = _Answer(knowledge)
    period = _resolved(intent.period, today)
    for place in places:
        if intent.metrics:
            for metrics in _by_concept(intent.metrics):
                _metric_of(answer, place, metrics, period, intent)
        else:
            _everything_of(answer, place, period)
    if len(answer.heads) > 1 and (len(places) > 1 or _targets(answer.heads)):
        _fairness(answer)
    for place in places:
        _what_became(answer, place)
    return _finished(answer, places, intent.metrics, today, stale_days)


# ------------------------------------------------------------------------------------------------------ no place


def _no_place(intent: StatisticsAsked, knowledge: Knowledge) -> Reply:
    """Ask which place, or say that none is known."""
    have = [place for place in knowledge.places() if _public(knowledge.statistics(place.id))]
    rows: list[Line] = []
    if intent.said_place:
        rows.append(line(wording.UNKNOWN_PLACE.format(place=intent.said_place)))
    if have:
        names = ", ".join(_where(place, knowledge) for place in have)
        rows.append(line(wording.HAVE_PLACES.format(places=names)))
        rows.append(line(wording.NO_RANKING))
        if not intent.said_place:
            rows.append(line(wording.WHICH_PLACE))
    else:
        rows.append(line(wording.NO_PLACES))
    metric = f"|{intent.metrics[0]}" if intent.metrics else ""
    buttons = [Button(shortened(capitalised(place.name), MOST_LABEL), f"s|{place.id}{metric}") for place in have]
    buttons = [*buttons[:MOST_BUTTONS], Button(wording.INDEX_BUTTON, f"g|{INDEX_ANSWER}")]
    return Reply(
        Outcome.STATISTICS,
        (Section("answer", tuple(rows)),),
        buttons=tuple(button for button in buttons if fits(button)),
    )


# ------------------------------------------------------------------------------------------------------ one metric


def _by_concept(metrics: Sequence[str]) -> list[tuple[str, ...]]:
    """Metrics asked, those of one concept together: they are alternatives."""
    groups: dict[str, list[str]] = {}
    for metric in metrics:
        concept = _concept(metric, metrics)
        key = f"{concept.id}.target" if concept and metric in concept.target else concept.id if concept else metric
        groups.setdefault(key, []).append(metric)
    return [tuple(group) for group in groups.values()]


def _concept(metric: str, metrics: Sequence[str]) -> Concept | None:
    """The concept of a metric: that of the first metric asked, where it holds this one as well."""
    first = concept_of(metrics[0])
    return first if first is not None and metric in first.metrics else concept_of(metric)


def _metric_of(
    answer: _Answer, place: Place, metrics: Sequence[str], period: Period | None, intent: StatisticsAsked
) -> None:
    """Show what is known of one concept in one place, or say that it is not stated."""
    concept = _concept(metrics[0], metrics)
    found: list[list[Statistic]] = []
    for metric in metrics:
        figures = _fitting(answer.knowledge, place, metric, period, intent.scope)
        if figures:
            found.append(figures)
            if concept is None or not concept.all:
                break
    if not found:
        _unstated(answer, place, metrics, period, intent.scope)
        return
    if intent.asks_when and all(_of_unknown_period(figures[0]) for figures in found):
        figure = found[0][0]
        words = wording.UNSTATED_WHEN.format(
            metric=_metric_name(answer.knowledge, figure.metric),
            place=_where(place, answer.knowledge),
            day=day(figure.as_of),
        )
        answer.say(words)
        answer.cite(figure.publication)
        answer.offer(_button(answer.knowledge, figure.metric), f"s|{place.id}|{figure.metric}")
        return
    for position, figures in enumerate(found):
        _show(answer, place, figures, brief=position > 0)
    _say_words(answer, place, concept)


def _fitting(knowledge: Knowledge, place: Place, metric: str, period: Period | None, scope: str) -> list[Statistic]:
    """Figures of a metric that answer for the period and the part asked, the main one first."""
    figures = [figure for figure in _public(knowledge.statistics(place.id, metric)) if figure.value is not None]
    figures = [figure for figure in figures if period is None or _covers(period, figure)]
    if scope:
        figures = [figure for figure in figures if figure.scope == scope]
    if not figures:
        return []
    newest = max(figure.period_to or figure.as_of for figure in figures)
    figures = [figure for figure in figures if (figure.period_to or figure.as_of) == newest]
    return sorted(figures, key=lambda figure: (figure.scope != "", bool(figure.formula)))


def _covers(period: Period, figure: Statistic) -> bool:
    """Whether a figure answers for a period: it lies in it, or the period covers most of it."""
    start, end = period.start or "0000", period.end or "9999"
    last = figure.period_to or figure.as_of
    if not figure.period_from or figure.unit == "places_up":
        return start <= last <= end
    if start <= figure.period_from and last <= end:
        return True
    common = _days(max(start, figure.period_from), min(end, last))
    return common >= COVERED * _days(figure.period_from, last)


def _days(start: str, end: str) -> int:
    try:
        return max(0, (date.fromisoformat(end) - date.fromisoformat(start)).days + 1)
    except ValueError:
        return 0


def _show(answer: _Answer, place: Place, figures: list[Statistic], *, brief: bool) -> None:
    """Show the main figure of a metric with all that makes it citable, and its parts."""
    knowledge = answer.knowledge
    whole = not figures[0].scope
    mains, parts = (figures[:1], figures[1:]) if whole else (figures, [])
    for figure in mains:
        of = _ranked_of(knowledge, figure)
        rest = _rest(answer, place, figure, brief=brief or figure is not mains[0])
        answer.lines.append(line(bold(capitalised(value_words(figure, of))), rest))
        answer.heads.append(figure)
        answer.show(figure, place)
        if of is not None:
            answer.show(of, place)
        _explain(answer, place, figure, brief=brief or figure is not mains[0])
    if parts:
        words = ", ".join(wording.PART.format(scope=part.scope, value=value_words(part)) for part in parts)
        answer.say(wording.PARTS.format(parts=words))
        for part in parts:
            answer.show(part, place)


def _rest(answer: _Answer, place: Place, figure: Statistic, *, brief: bool) -> str:
    """What stands behind a value: metric, place and period; less where the line above said it."""
    metric = _metric_name(answer.knowledge, figure.metric)
    scope = wording.SCOPE.format(scope=figure.scope) if figure.scope else ""
    period = period_words(figure)
    if brief and answer.heads:
        same = period == period_words(answer.heads[-1])
        shown = "" if same else wording.PERIOD_BRIEF.format(period=period)
        return wording.HEAD_BRIEF.format(metric=metric, scope=scope, period=shown)
    head = wording.HEAD_TARGET if _is_target(figure) else wording.HEAD
    return head.format(metric=metric, place=_where(place, answer.knowledge), scope=scope, period=period)


def _explain(answer: _Answer, place: Place, figure: Statistic, *, brief: bool) -> None:
    """Formula with inputs, definition, denominator, date and note of a figure."""
    knowledge = answer.knowledge
    if figure.formula:
        inputs = each(figure.inputs, lambda source: _by_id(knowledge, place, source))
        template = wording.FORMULA_ABOUT if figure.qualifier is Qualifier.ABOUT else wording.FORMULA
        answer.say(template.format(formula=formula_words(figure, inputs), value=amount_words(figure)))
        names = [
            wording.INPUT.format(metric=_metric_name(knowledge, source.metric), value=value_words(source))
            for source in inputs
        ]
        if names and not figure.definition:
            answer.say(wording.INPUTS.format(inputs="; ".join(names)))
        for source in inputs:
            answer.show(source, place)
    if brief:
        return
    if figure.definition:
        more = figure.denominator if fold(figure.denominator) not in fold(figure.definition) else ""
        denominator = wording.DENOMINATOR.format(denominator=more) if more else ""
        answer.say(wording.DEFINITION.format(definition=figure.definition.rstrip(".")), denominator)
    if figure.words:
        answer.say(wording.SAYS.format(words=f"«{figure.words}»"))
    if figure.as_of and figure.period_from and figure.as_of != figure.period_to:
        answer.say(wording.AS_OF.format(day=day(figure.as_of)))
    if figure.note:
        answer.say(figure.note)


def _say_words(answer: _Answer, place: Place, concept: Concept | None) -> None:
    """What the source says of the same matter without a figure."""
    if concept is None:
        return
    for figure in _public(answer.knowledge.statistics(place.id)):
        if figure.value is None and figure.metric in concept.metrics:
            published = day(figure.publication.date or figure.as_of)
            answer.say(wording.ONLY_SAYS.format(day=published, words=figure.words))
            answer.cite(figure.publication)


# ------------------------------------------------------------------------------------------------------ not stated


def _unstated(answer: _Answer, place: Place, metrics: Sequence[str], period: Period | None, scope: str) -> None:
    """Say that no source states it, what the sources do say, and what there is instead."""
    knowledge = answer.knowledge
    concept = _concept(metrics[0], metrics)
    where = _where(place, knowledge)
    if not _public(knowledge.statistics(place.id)):
        _nothing_of(answer, place)
        return
    of_metric = [
        figure
        for metric in metrics
        for figure in _public(knowledge.statistics(place.id, metric))
        if figure.value is not None
    ]
    in_period = [figure for figure in of_metric if period is None or _covers(period, figure)]
    words = wording.UNSTATED.format(
        metric=_metric_name(knowledge, metrics[0]),
        place=where,
        scope=wording.UNSTATED_SCOPE.format(scope=scope) if scope and in_period else "",
        period=wording.UNSTATED_IN.format(period=_said(period)) if period and not in_period else "",
    )
    told = len(answer.lines)
    _say_words(answer, place, concept)
    if len(answer.lines) == told:
        answer.say(words)
    beside = _public(knowledge.statistics(place.id, _SIBLINGS.get(concept.id, ""))) if concept else []
    if concept and concept.id in _SIBLINGS:
        for figure in beside:
            if figure.words and figure.value is not None:
                answer.say(wording.SAYS_BESIDE.format(words=figure.words))
                answer.cite(figure.publication)
    if of_metric:
        if not in_period:
            periods = dict.fromkeys(period_words(figure) for figure in of_metric)
            answer.say(wording.OTHER_PERIOD.format(periods="; ".join(periods)))
        elif scope:
            scopes = dict.fromkeys(figure.scope or wording.WHOLE_UNIT for figure in in_period)
            answer.say(wording.OTHER_SCOPE.format(scopes="; ".join(scopes)))
        metric = of_metric[0].metric
        answer.offer(_button(knowledge, metric), f"s|{place.id}|{metric}")
        return
    if set(metrics) & set(_OF) and knowledge.statistics(place.id, "par_rank_national"):
        answer.say(wording.NOT_PAR_INDEX)
    _former_of_same_name(answer, place)
    others = _others(knowledge, place, metrics)
    if others:
        names = ", ".join(_metric_name(knowledge, metric) for metric in others[:MOST_OTHERS])
        answer.say(wording.OTHERS.format(place=where, metrics=names + ("…" if len(others) > MOST_OTHERS else ".")))
        for metric in others[: MOST_BUTTONS - 2]:
            answer.offer(_button(knowledge, metric), f"s|{place.id}|{metric}")
        answer.offer(wording.ALL_BUTTON.format(place=place.name), f"s|{place.id}")


def _nothing_of(answer: _Answer, place: Place) -> None:
    """Say that there is no figure of a place at all, and of which places there are."""
    answer.say(wording.UNKNOWN_PLACE.format(place=_where(place, answer.knowledge)))
    told = len(answer.lines)
    _former_of_same_name(answer, place)
    have = [other for other in answer.knowledge.places() if _public(answer.knowledge.statistics(other.id))]
    if have and len(answer.lines) == told:
        names = ", ".join(_where(other, answer.knowledge) for other in have)
        answer.say(wording.HAVE_PLACES.format(places=names))


def _former_of_same_name(answer: _Answer, place: Place) -> None:
    """For a commune of today that bears a former district's name: that the district's figures are not its own."""
    for former in answer.knowledge.places():
        if not former.valid_to or not same_name(former, place):
            continue
        if any(unit.place == place.id for unit in former.became) and _public(answer.knowledge.statistics(former.id)):
            words = wording.COMMUNE_OF_DISTRICT.format(
                place=capitalised(place.name), day=day(place.valid_from), former=former.name
            )
            answer.say(words)
            answer.offer(wording.ALL_BUTTON.format(place=former.name), f"s|{former.id}")


# ------------------------------------------------------------------------------------------------------ all there is


def _everything_of(answer: _Answer, place: Place, period: Period | None) -> None:
    """List all there is about a place, each with its period."""
    knowledge = answer.knowledge
    figures = [
        figure for figure in _public(knowledge.statistics(place.id)) if period is None or _covers(period, figure)
    ]
    figures.sort(key=lambda figure: (bool(figure.formula), figure.value is None))
    where = _where(place, knowledge)
    if not figures:
        had = _public(knowledge.statistics(place.id))
        if period and had:
            words = wording.UNSTATED.format(
                metric="số liệu", place=where, scope="", period=wording.UNSTATED_IN.format(period=_said(period))
            )
            answer.say(words)
            periods = dict.fromkeys(period_words(figure) for figure in had if figure.value is not None)
            answer.say(wording.OTHER_PERIOD.format(periods="; ".join(periods)))
            answer.offer(wording.ALL_BUTTON.format(place=place.name), f"s|{place.id}")
        else:
            _nothing_of(answer, place)
        return
    answer.say(wording.ALL_HEAD.format(place=where))
    ranks = {figure.metric for figure in figures if _ranked_of(knowledge, figure)}
    for group in _of_one_metric(figures):
        figure = group[0]
        metric = capitalised(_metric_name(knowledge, figure.metric))
        if figure.value is None:
            answer.say(wording.ALL_WORDS.format(metric=metric, words=figure.words))
            answer.cite(figure.publication)
            continue
        if figure.metric not in {_OF[rank] for rank in ranks}:
            _list_line(answer, metric, group)
        for each_figure in group:
            answer.show(each_figure, place)


def _of_one_metric(figures: Iterable[Statistic]) -> list[list[Statistic]]:
    """Figures of one metric and period together: the whole unit's first, then its parts."""
    groups: dict[tuple[object, ...], list[Statistic]] = {}
    for figure in figures:
        key = (figure.metric, figure.period_from, figure.period_to, figure.as_of, figure.formula, figure.value is None)
        groups.setdefault(key if figure.value is not None else (*key, figure.id), []).append(figure)
    return [sorted(group, key=lambda figure: figure.scope != "") for group in groups.values()]


def _list_line(answer: _Answer, metric: str, group: Sequence[Statistic]) -> None:
    """One line of the list: the whole unit's value with its parts, or the parts alone."""
    figure, *parts = group
    first = bold(value_words(figure, _ranked_of(answer.knowledge, figure)))
    words = "; ".join(wording.PART.format(scope=part.scope, value=value_words(part)) for part in parts)
    if not figure.scope:
        words = wording.ALL_PARTS.format(parts=words) if words else ""
    elif words:
        words = f"; {words}"
    scope = f"{figure.scope} " if figure.scope and words else f"({figure.scope}) " if figure.scope else ""
    rest = wording.ALL_REST.format(period=period_words(figure), derived=wording.DERIVED if figure.formula else "")
    answer.lines.append(line(wording.ALL_LINE.format(metric=metric), scope, first, words, rest))


# ------------------------------------------------------------------------------------------------------ the rest


def _fairness(answer: _Answer) -> None:
    """Say so when the figures shown side by side cannot be compared."""
    differences = []
    if len({(figure.period_from, figure.period_to) for figure in answer.heads}) > 1:
        differences.append(wording.DIFFERENT_PERIOD)
    if len({figure.definition for figure in answer.heads}) > 1 and not _targets(answer.heads):
        differences.append(wording.DIFFERENT_DEFINITION)
    if _targets(answer.heads):
        differences.append(wording.DIFFERENT_TARGET)
    if differences:
        answer.say(wording.UNFAIR.format(differences=" và ".join(differences)))


def _targets(figures: Sequence[Statistic]) -> bool:
    """Whether a target stands beside a result."""
    return len({_is_target(figure) for figure in figures}) > 1


def _is_target(figure: Statistic) -> bool:
    return figure.metric.endswith("_target")


def _what_became(answer: _Answer, place: Place) -> None:
    """For a former unit: that it ended, what it became, and that today's units have no such figure."""
    sentence = became_sentence(place, answer.knowledge)
    if not sentence:
        return
    answer.notices.append(sentence)
    if any(shown is place for _, shown in answer.shown):
        units = [unit for unit in (answer.knowledge.place(part.place) for part in place.became) if unit is not None]
        for unit in units:
            if same_name(place, unit):
                answer.notices.append(wording.NOT_SAME_NAME.format(place=place.name, same=unit.name))
            elif len(units) == 1:
                answer.notices.append(wording.NOT_TODAY.format(place=place.name, units=unit.name))
        if not any(_public(answer.knowledge.statistics(unit.id)) for unit in units):
            answer.notices = [notice for notice in answer.notices if notice != wording.NO_FIGURE_TODAY]
            answer.notices.append(wording.NO_FIGURE_TODAY)
    answer.offer(wording.NOW_BUTTON.format(place=capitalised(place.name)), f"l|{place.id}")


def _finished(
    answer: _Answer, places: Sequence[Place], asked_metrics: Sequence[str], today: date, stale_days: int
) -> Reply:
    """The reply, with what became of the units, the age of the figures and the sources."""
    sections = [Section("answer", tuple(answer.lines))]
    oldest = min((figure.as_of for figure, _ in answer.shown if figure.as_of), default="")
    since = first_day(oldest)
    if since is not None and (today - since).days > stale_days:
        answer.notices.append(wording.STALE.format(day=day(oldest)))
    if answer.notices:
        sections.append(Section("notice", tuple(line(notice) for notice in answer.notices)))
    if answer.cited:
        sections.append(Section("source", tuple(_source(publication) for publication in answer.cited)))
    if asked_metrics and answer.shown:
        for place in places:
            answer.offer(wording.ALL_BUTTON.format(place=place.name), f"s|{place.id}")
    return Reply(
        Outcome.STATISTICS,
        tuple(sections),
        buttons=tuple(answer.buttons),
        links=tuple(dict.fromkeys(publication.link for publication in answer.cited if publication.link)),
        figures=_figures(answer.shown),
    )


def _figures(shown: Iterable[tuple[Statistic, Place]]) -> tuple[Figure, ...]:
    return tuple(figure_of(figure, place) for figure, place in shown)


def _source(publication: Publication) -> Line:
    note = wording.SOURCE_NOTE.format(note=publication.note.rstrip(".")) if publication.note else ""
    return line(wording.SOURCE, source_words(publication), note)


def _resolved(period: Period | None, today: date) -> Period | None:
    """The period asked, counted from today where it was said so («năm ngoái»)."""
    if period is None or period.start or period.end:
        return period
    return find_period(period.words, today) or period


def _said(period: Period) -> str:
    if period.start and period.end:
        return between_words(period.start, period.end)
    return period.words


def _of_unknown_period(figure: Statistic) -> bool:
    """Whether the source leaves it open which period a figure is of (and says so in its note)."""
    return not figure.period_from and not figure.period_to and "không nêu" in figure.note


def _ranked_of(knowledge: Knowledge, figure: Statistic) -> Statistic | None:
    """The number of units that a rank is out of, of the same period and source."""
    metric = _OF.get(figure.metric)
    for of in _public(knowledge.statistics(figure.place, metric)) if metric and not figure.formula else ():
        if (of.period_from, of.as_of, of.publication) == (figure.period_from, figure.as_of, figure.publication):
            return of
    return None


def _by_id(knowledge: Knowledge, place: Place, figure_id: str) -> Statistic | None:
    return next((figure for figure in _public(knowledge.statistics(place.id)) if figure.id == figure_id), None)


def _public(figures: Iterable[Statistic]) -> list[Statistic]:
    """Without figures that are for staff only."""
    return [figure for figure in figures if not figure.internal]


def _others(knowledge: Knowledge, place: Place, metrics: Sequence[str]) -> list[str]:
    """Other metrics that a place has figures of."""
    figures = _public(knowledge.statistics(place.id))
    hidden = {*metrics, *_OF.values()}
    return list(dict.fromkeys(f.metric for f in figures if f.value is not None and f.metric not in hidden))


def _metric_name(knowledge: Knowledge, metric: str) -> str:
    name = next((known.name for known in knowledge.metrics() if known.id == metric), metric)
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def _button(knowledge: Knowledge, metric: str) -> str:
    return capitalised(_metric_name(knowledge, metric))


def _where(place: Place, knowledge: Knowledge) -> str:
    parent = knowledge.place(place.parent) if place.parent else None
    return wording.PLACE_IN.format(place=place.name, parent=parent.name) if parent is not None else place.name
