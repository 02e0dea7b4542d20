"""The menu of figures: place, metric, period, for those who would rather tap than write.

Everything that a button needs travels in it, so that the menu works after a restart; a metric is known by a short mark
made of its id, because ids are too long for Telegram's 64 bytes and numbers would change from release to release.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import NamedTuple

from bot import statistics_wording as wording
from bot.figures import period_words
from bot.place_replies import full_name
from bot.reply import Button, Reply, Section
from bot.spans import bold, capitalised, line, shortened
from bot.taps import Menu, MenuFigure, MenuGroups, MenuMetrics, MenuPeriods, MenuUnits, fits, menu_button
from intents.intent import Outcome, Period, StatisticsAsked
from intents.places import bare_name
from knowledge.place import Place, PlaceKind
from knowledge.statistic import Metric, Statistic
from knowledge.store import Knowledge
from knowledge.text import fold

PLACES_A_PAGE = 12
METRICS_A_PAGE = 6
MOST_LABEL = 60
MARK_LETTERS = 6
ROOT = ""
"""Above the provinces."""
_FIRST = {PlaceKind.PROVINCE: 0, PlaceKind.DEPARTMENT: 1, PlaceKind.DISTRICT: 2, PlaceKind.COMMUNE: 3}


class _Tree(NamedTuple):
    """Places with figures, and the places above them."""

    having: frozenset[str]
    below: dict[str, tuple[Place, ...]]
    """by id: the units of a place that have figures or have units with figures, in alphabetical order"""


def menu_reply(tap: Menu, knowledge: Knowledge, *, internal: bool) -> Reply:
    """A screen of the menu.

    Args:
        tap: Which.
        knowledge: The release; places, metrics and periods without figures in it are not offered.
        internal: Whether whoever tapped may see internal figures.

    Returns:
        The screen with its buttons; where nothing is left of what a button meant, a sentence and the way to the start.
    """
    menu = _Menu(knowledge, internal)
    match tap:
        case MenuUnits():
            return menu.units(tap)
        case MenuGroups():
            return menu.groups(tap)
        case MenuMetrics():
            return menu.metrics(tap)
        case MenuPeriods():
            return menu.periods(tap)


def figure_asked(tap: MenuFigure, knowledge: Knowledge) -> StatisticsAsked | None:
    """What the last tap of the menu asks, or None when the release knows the place or the metric no longer."""
    metric = next((metric.id for metric in knowledge.metrics() if mark(metric.id) == tap.metric), None)
    if metric is None or knowledge.place(tap.place) is None:
        return None
    since, until = _iso(tap.since), _iso(tap.until)
    return StatisticsAsked((tap.place,), (metric,), Period(since, until) if since or until else None)


def back_button(tap: MenuFigure, knowledge: Knowledge, *, internal: bool) -> Button:
    """The button that leads from a figure back to where it was chosen."""
    menu = _Menu(knowledge, internal)
    figures = menu.figures(tap.place)
    metric = next((figure.metric for figure in figures if mark(figure.metric) == tap.metric), "")
    if len(_periods(figures, metric)) > 1:
        return menu_button(wording.MENU_BACK, MenuPeriods(tap.place, tap.metric))
    return menu_button(wording.MENU_BACK, MenuMetrics(tap.place, group_of(metric)))


def gone() -> Reply:
    """A button whose place, metric or figures the release does not hold (any more)."""
    return Reply(
        Outcome.STATISTICS,
        (Section("answer", (line(wording.MENU_GONE),)),),
        (menu_button(wording.MENU_START, MenuUnits()),),
    )


def mark(metric: str) -> str:
    """The short name of a metric in a button, the same in every release."""
    return hashlib.blake2s(metric.encode()).hexdigest()[:MARK_LETTERS]


def group_of(metric: str) -> str:
    """The group of the menu that a metric stands in."""
    groups = ((group, prefixes) for group, (_, prefixes) in wording.MENU_GROUPS.items())
    return next((group for group, prefixes in groups if metric.startswith(prefixes)), wording.MENU_OTHER)


class _Menu:
    """The screens, for one release and one right."""

    def __init__(self, knowledge: Knowledge, internal: bool) -> None:
        self._knowledge = knowledge
        self._internal = internal
        self._tree: _Tree = knowledge.memo(f"bot.statistics_menu {internal}", self._grown)

    def figures(self, place: str) -> Sequence[Statistic]:
        """The figures of a place that may be seen, newest first."""
        found = self._knowledge.statistics(place, internal=self._internal)
        return [figure for figure in found if figure.value is not None]

    def units(self, tap: MenuUnits) -> Reply:
        """The provinces, or the units of a place."""
        place = self._knowledge.place(tap.place)
        below = self._tree.below.get(tap.place, ())
        if not below:
            if tap.place in self._tree.having:
                return self.groups(MenuGroups(tap.place))
            return gone() if tap.place != ROOT else _only(wording.NO_PLACES)
        buttons = [self._unit_button(unit) for unit in below]
        if place is None:
            return self._screen(
                wording.MENU_PROVINCES, buttons, PLACES_A_PAGE, tap.page, lambda page: MenuUnits(ROOT, page), None
            )
        if place.id in self._tree.having:
            whole = menu_button(wording.MENU_WHOLE.format(place=place.name), MenuGroups(place.id))
            buttons.insert(0, whole)
        title = wording.MENU_UNITS.format(place=capitalised(place.name))
        return self._screen(
            title, buttons, PLACES_A_PAGE, tap.page, lambda page: MenuUnits(tap.place, page), self._above(place)
        )

    def groups(self, tap: MenuGroups) -> Reply:
        """The groups of metrics that a place has figures of; one alone is opened at once."""
        place = self._knowledge.place(tap.place)
        if place is None or place.id not in self._tree.having:
            return gone()
        groups = self._groups(place.id)
        if not groups:
            return gone()
        if len(groups) == 1:
            return self.metrics(MenuMetrics(place.id, groups[0]))
        buttons = [menu_button(_group_name(group), MenuMetrics(place.id, group)) for group in groups]
        title = wording.MENU_METRICS.format(place=self._named(place))
        return self._screen(title, buttons, len(buttons), 0, lambda _: tap, self._beside(place))

    def metrics(self, tap: MenuMetrics) -> Reply:
        """The metrics of a group; one of a single period leads straight to its figure."""
        place = self._knowledge.place(tap.place)
        figures = self.figures(tap.place) if place else ()
        metrics = [metric for metric in self._measured(figures) if group_of(metric.id) == tap.group]
        if place is None or not metrics:
            return gone()
        buttons = []
        for metric in metrics:
            periods = _periods(figures, metric.id)
            only = _figure_tap(place.id, periods[0]) if len(periods) == 1 else None
            label = shortened(capitalised(metric.name), MOST_LABEL)
            buttons.append(menu_button(label, only or MenuPeriods(place.id, mark(metric.id))))
        back = MenuGroups(place.id) if len(self._groups(place.id)) > 1 else self._beside(place)
        title = f"{self._named(place)}: {_group_name(tap.group)}"
        return self._screen(
            title, buttons, METRICS_A_PAGE, tap.page, lambda page: MenuMetrics(tap.place, tap.group, page), back
        )

    def periods(self, tap: MenuPeriods) -> Reply:
        """The periods that a metric has figures of, newest first."""
        place = self._knowledge.place(tap.place)
        figures = self.figures(tap.place) if place else ()
        metric = next((metric for metric in self._measured(figures) if mark(metric.id) == tap.metric), None)
        if place is None or metric is None:
            return gone()
        buttons = [
            menu_button(shortened(capitalised(period_words(figure)), MOST_LABEL), _figure_tap(place.id, figure))
            for figure in _periods(figures, metric.id)
        ]
        title = f"{self._named(place)}: {metric.name}"
        return self._screen(
            title,
            buttons,
            PLACES_A_PAGE,
            tap.page,
            lambda page: MenuPeriods(tap.place, tap.metric, page),
            MenuMetrics(place.id, group_of(metric.id)),
        )

    def _screen(
        self,
        title: str,
        buttons: Sequence[Button],
        size: int,
        page: int,
        turned: Callable[[int], Menu],
        back: Menu | None,
    ) -> Reply:
        """One page of the buttons, with those that turn the page and lead back."""
        last = (len(buttons) - 1) // size
        page = min(page, last)
        shown = list(buttons[page * size : (page + 1) * size])
        if page > 0:
            shown.append(menu_button(wording.MENU_BEFORE, turned(page - 1)))
        if page < last:
            shown.append(menu_button(wording.MENU_AFTER, turned(page + 1)))
        if back is not None:
            shown.append(menu_button(wording.MENU_BACK, back))
        rows = [line(bold(title)), line(wording.MENU_CHOOSE)]
        if last:
            rows.append(line(wording.MENU_PAGE.format(page=page + 1, pages=last + 1)))
        return Reply(Outcome.STATISTICS, (Section("answer", tuple(rows)),), tuple(filter(fits, shown)))

    def _unit_button(self, unit: Place) -> Button:
        """The button of a unit: its own units, or its figures."""
        label = capitalised(unit.name) + (wording.MENU_FORMER if unit.valid_to else "")
        return menu_button(label, MenuUnits(unit.id) if unit.id in self._tree.below else MenuGroups(unit.id))

    def _above(self, place: Place) -> MenuUnits:
        """The screen that lists a place, at its page."""
        parent = place.parent if any(unit is place for unit in self._tree.below.get(place.parent, ())) else ROOT
        position = next((i for i, unit in enumerate(self._tree.below[parent]) if unit is place), 0)
        first = int(parent in self._tree.having)
        return MenuUnits(parent, (position + first) // PLACES_A_PAGE)

    def _beside(self, place: Place) -> MenuUnits:
        """The screen from which the figures of a place are opened."""
        return MenuUnits(place.id) if place.id in self._tree.below else self._above(place)

    def _groups(self, place: str) -> list[str]:
        """The groups of the metrics that a place has figures of, in the order of the menu."""
        found = {group_of(figure.metric) for figure in self.figures(place)}
        return [group for group in (*wording.MENU_GROUPS, wording.MENU_OTHER) if group in found]

    def _measured(self, figures: Sequence[Statistic]) -> list[Metric]:
        """The metrics of figures, in the order of the release."""
        found = {figure.metric for figure in figures}
        return [metric for metric in self._knowledge.metrics() if metric.id in found]

    def _named(self, place: Place) -> str:
        return capitalised(full_name(place.id, self._knowledge))

    def _grown(self) -> _Tree:
        """The tree of this release."""
        having = frozenset(self._knowledge.statistics_places(internal=self._internal))
        below: dict[str, dict[str, Place]] = {}
        for start in having:
            place = self._knowledge.place(start)
            while place is not None:
                parent = self._knowledge.place(place.parent) if place.parent else None
                below.setdefault(parent.id if parent else ROOT, {})[place.id] = place
                place = parent
        return _Tree(having, {parent: tuple(sorted(units.values(), key=_order)) for parent, units in below.items()})


def _order(place: Place) -> tuple[bool, int, str, str]:
    """Units of today first, tier by tier, in alphabetical order."""
    return (bool(place.valid_to), _FIRST[place.kind], fold(bare_name(place)), place.id)


def _periods(figures: Sequence[Statistic], metric: str) -> list[Statistic]:
    """For each period of a metric a figure, newest first."""
    found: dict[MenuFigure, Statistic] = {}
    for figure in figures:
        if figure.metric == metric:
            found.setdefault(_figure_tap("", figure), figure)
    return list(found.values())


def _figure_tap(place: str, figure: Statistic) -> MenuFigure:
    """The tap that asks for a figure; one without a period is known by its day."""
    since, until = figure.period_from, figure.period_to
    if not since and not until:
        since = until = figure.as_of
    return MenuFigure(place, mark(figure.metric), since.replace("-", ""), until.replace("-", ""))


def _iso(day: str) -> str:
    return f"{day[:4]}-{day[4:6]}-{day[6:]}" if day else ""


def _group_name(group: str) -> str:
    return wording.MENU_GROUPS[group][0] if group in wording.MENU_GROUPS else wording.MENU_OTHER_NAME


def _only(text: str) -> Reply:
    return Reply(Outcome.STATISTICS, (Section("answer", (line(text),)),))
