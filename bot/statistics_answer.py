"""An answer with figures as it is put together, and the reply that it becomes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from bot import statistics_wording as wording
from bot.figures import figure_of, formula_words, source_words
from bot.numbers import day
from bot.place_replies import became_sentence, same_name
from bot.reply import Button, Figure, Line, Reply, Section, Span
from bot.spans import bold, capitalised, line, shortened
from bot.statistics_ledger import Ledger
from bot.statistics_table import Table
from bot.statistics_units import successors
from bot.taps import export_button, fits
from intents.intent import Outcome, Period
from knowledge.place import Place
from knowledge.statistic import Publication, Statistic
from knowledge.validity import first_day

MOST_BUTTONS = 5
MOST_LABEL = 40
MOST_NAMES = 6


@dataclass(slots=True)
class Answer:
    """What is to be said: lines with the figures that they show, what must be added, sources, buttons and the table."""

    ledger: Ledger
    today: date
    stale_days: int
    period: Period | None = None
    """the period asked, counted from ``today``; None: the newest"""
    lines: list[Line] = field(default_factory=list)
    shown: list[tuple[Statistic, Place]] = field(default_factory=list)
    heads: list[tuple[Statistic, Place]] = field(default_factory=list)
    """the figures that the question is about, without their parts and inputs"""
    notices: list[str] = field(default_factory=list)
    cited: list[Publication] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)
    table: Table | None = None

    def say(self, *parts: Span | str) -> None:
        """Add a line."""
        self.lines.append(line(*parts))

    def say_once(self, words: str) -> None:
        """Add a line that is not there yet."""
        if line(words) not in self.lines:
            self.say(words)

    def show(self, figure: Statistic, place: Place) -> None:
        """Note that the reply shows a figure."""
        if all(figure.id != other.id for other, _ in self.shown):
            self.shown.append((figure, place))
        self.cite(figure.publication)

    def head(self, figure: Statistic, place: Place) -> None:
        """Note that the question is about a figure, which the reply shows."""
        self.heads.append((figure, place))
        self.show(figure, place)

    def cite(self, publication: Publication) -> None:
        """Note that the reply rests on a source."""
        if publication.title and publication not in self.cited:
            self.cited.append(publication)

    def warn(self, *notices: str) -> None:
        """Add notices that are not there yet."""
        self.notices += [notice for notice in notices if notice and notice not in self.notices]

    def offer(self, label: str, data: str) -> None:
        """Add a button that is not there yet."""
        button = Button(shortened(label, MOST_LABEL), data)
        if fits(button) and len(self.buttons) < MOST_BUTTONS and all(button.data != old.data for old in self.buttons):
            self.buttons.append(button)

    def offer_metric(self, place: Place, metric: str) -> None:
        """A button that asks one metric of a place."""
        self.offer(capitalised(self.ledger.name(metric)), f"s|{place.id}|{metric}")

    def offer_all(self, place: Place) -> None:
        """A button that asks all there is about a place."""
        self.offer(wording.ALL_BUTTON.format(place=place.name), f"s|{place.id}")

    def put(self, table: Table) -> None:
        """Keep the table of figures that stand side by side; the first stays, and one of a single row is none."""
        numbers = (row.value for row in table.rows)
        if self.table is None and len([*islice((value for value in numbers if value is not None), 2)]) > 1:
            self.table = replace(table, made=self.today.isoformat())


def what_became(answer: Answer, places: Iterable[Place]) -> None:
    """For former units: that they ended, what they became, and whether today's units have such figures."""
    knowledge = answer.ledger.knowledge
    for place in places:
        sentence = became_sentence(place, knowledge)
        if not sentence:
            continue
        answer.warn(sentence)
        answer.offer(wording.NOW_BUTTON.format(place=capitalised(place.name)), f"l|{place.id}")
        metrics = [figure.metric for figure, of in answer.shown if of is place]
        if not metrics:
            continue
        units = successors(knowledge, place)
        for unit in units:
            if same_name(place, unit):
                answer.warn(wording.NOT_SAME_NAME.format(place=place.name, same=unit.name))
            elif len(units) == 1:
                answer.warn(wording.NOT_TODAY.format(place=place.name, units=unit.name))
        having = [unit for unit in units if answer.ledger.has_figures(unit.id, metrics[0])]
        answer.notices = [notice for notice in answer.notices if notice != wording.NO_FIGURE_TODAY]
        if having:
            answer.warn(wording.FIGURES_TODAY.format(units=cut([unit.name for unit in having])))
            for unit in having[:2]:
                answer.offer(capitalised(unit.name), f"s|{unit.id}|{metrics[0]}")
        else:
            answer.warn(wording.NO_FIGURE_TODAY)


def finished(answer: Answer) -> Reply:
    """The reply, with the age of the figures, what must be noted and the sources."""
    sections = [Section("answer", tuple(answer.lines))]
    newest = max((figure.as_of for figure, _ in answer.heads or answer.shown), default="")
    since = first_day(newest)
    if (
        (answer.period is None or answer.period.newest)
        and since is not None
        and (answer.today - since).days > answer.stale_days
    ):
        answer.warn(wording.STALE.format(day=day(newest)))
    if any(figure.internal for figure, _ in answer.shown):
        answer.warn(wording.INTERNAL)
        if answer.table is not None:  # picture and file may be passed on without the words
            answer.table = replace(answer.table, notes=(*answer.table.notes, wording.INTERNAL))
    if answer.notices:
        sections.append(Section("notice", tuple(line(notice) for notice in answer.notices)))
    if answer.cited:
        sections.append(Section("source", tuple(source_line(publication) for publication in answer.cited)))
    buttons = tuple(answer.buttons)
    if answer.table is not None:
        files = (export_button(wording.EXPORT_BUTTON, "x"), export_button(wording.EXPORT_CSV_BUTTON, "c"))
        buttons = (*buttons[: MOST_BUTTONS - 1], *files)
    return Reply(
        Outcome.STATISTICS,
        tuple(sections),
        buttons=buttons,
        links=tuple(dict.fromkeys(publication.link for publication in answer.cited if publication.link)),
        figures=tuple(_as_figure(answer.ledger, figure, place) for figure, place in answer.shown),
        table=answer.table,
    )


def _as_figure(ledger: Ledger, figure: Statistic, place: Place) -> Figure:
    formula = formula_words(figure, ledger.inputs(figure)) if figure.formula else ""
    return figure_of(figure, place, formula)


def source_line(publication: Publication) -> Line:
    """Title, publisher, date, link and note of a source."""
    link = wording.SOURCE_LINK.format(link=publication.link) if publication.link else ""
    note = wording.SOURCE_NOTE.format(note=publication.note.rstrip(".")) if publication.note else ""
    return line(wording.SOURCE, source_words(publication), link, note)


def sources_of(figures: Iterable[Statistic]) -> str:
    """Titles, publishers and dates for a table, one a line."""
    return "\n".join(dict.fromkeys(source_words(figure.publication) for figure in figures))


def cut(names: Sequence[str], most: int = MOST_NAMES) -> str:
    """«A, B, C … và 12 nơi nữa»."""
    if len(names) <= most + 1:
        return ", ".join(names)
    return wording.AND_MORE.format(names=", ".join(names[:most]), count=len(names) - most)


def strong(words: str) -> Span:
    """The words that an answer begins with."""
    return bold(capitalised(words))
