"""What a button brings back: short data that says which part of which procedure is asked.

The data holds codes, never names (85 % of the names exceed Telegram's 64 bytes), and everything that is needed to
answer, so that a button works after a restart and on another replica. Data from outside is not trusted: whatever
is not exactly of one of these forms is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.reply import Button
from intents.intent import Facet

MOST_BYTES = 64
CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.\-]{0,39}")
IDENTIFIER = re.compile(r"[0-9A-Za-z_\-]{1,50}")
INDEX = re.compile(r"[0-9]{1,3}")
MARK = re.compile(r"[0-9a-f]{16}")
DAY = re.compile(r"(?:[0-9]{8})?")


@dataclass(frozen=True, slots=True)
class OpenProcedure:
    """Show these facets of a procedure (``p|CODE|facet,facet``)."""

    code: str
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class OpenCase:
    """Show one case's papers (``c|CODE|documents|INDEX``)."""

    code: str
    index: int


@dataclass(frozen=True, slots=True)
class OpenPage:
    """Show a later page of a long facet (``m|CODE|facet|PAGE``)."""

    code: str
    facet: Facet
    page: int


@dataclass(frozen=True, slots=True)
class NotThis:
    """It was another procedure; ``others`` were the next best (``n|CODE|CODE|…``)."""

    code: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AskExample:
    """Ask one of the example questions (``e|INDEX``)."""

    index: int


@dataclass(frozen=True, slots=True)
class OpenGeneral:
    """Show a general answer (``g|ID``)."""

    answer: str


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """Show what became of a place (``l|ID``)."""

    place: str


@dataclass(frozen=True, slots=True)
class OpenStatistics:
    """Show a place's figures (``s|PLACE`` or ``s|PLACE|METRIC``)."""

    place: str
    metric: str


@dataclass(frozen=True, slots=True)
class ExportTable:
    """Send a table of figures as a file: ``xlsx`` (``t|x|MARK``) or ``csv`` (``t|c|MARK``).

    ``mark`` tells whose table (``marked``); without one it is that of the figures last shown in the chat.
    """

    kind: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class MenuUnits:
    """Menu of figures: the units of a place that have any, or with no place the provinces (``v|u|PLACE|PAGE``)."""

    place: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class MenuGroups:
    """Menu of figures: the groups of metrics of a place (``v|g|PLACE``)."""

    place: str


@dataclass(frozen=True, slots=True)
class MenuMetrics:
    """Menu of figures: the metrics of a group (``v|m|PLACE|GROUP|PAGE``)."""

    place: str
    group: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class MenuPeriods:
    """Menu of figures: the periods of a metric, which is known by its mark (``v|k|PLACE|MARK|PAGE``)."""

    place: str
    metric: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class MenuFigure:
    """Menu of figures: the figure of a period (``v|f|PLACE|MARK|FROM|TO``, days as 20260930 or empty)."""

    place: str
    metric: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class FollowPlace:
    """Send digests about a place, ``w`` every week or ``m`` every month (``d|RHYTHM|PLACE``)."""

    rhythm: str
    place: str


@dataclass(frozen=True, slots=True)
class StopFollowing:
    """Send no more digests about a place (``d|x|PLACE``)."""

    place: str


Menu = MenuUnits | MenuGroups | MenuMetrics | MenuPeriods
Tap = (
    OpenProcedure
    | OpenCase
    | OpenPage
    | NotThis
    | AskExample
    | OpenGeneral
    | OpenPlace
    | OpenStatistics
    | ExportTable
    | Menu
    | MenuFigure
    | FollowPlace
    | StopFollowing
)
EXPORTS = {"x": "xlsx", "c": "csv"}


def procedure_button(label: str, code: str, facets: Iterable[Facet]) -> Button:
    """A button that opens a procedure; facets that do not fit are left out, the last first."""
    kept = list(facets)
    while kept and not _fits(f"p|{code}|{','.join(kept)}"):
        kept.pop()
    return Button(label, f"p|{code}|{','.join(kept or [Facet.OVERVIEW])}")


def case_button(label: str, code: str, index: int) -> Button:
    """A button that opens one case's papers."""
    return Button(label, f"c|{code}|{Facet.DOCUMENTS}|{index}")


def page_button(label: str, code: str, facet: Facet, page: int) -> Button:
    """A button that opens a later page of a long facet."""
    return Button(label, f"m|{code}|{facet}|{page}")


def not_this_button(label: str, code: str, others: Sequence[str]) -> Button:
    """A button that says «another one»; as many of the others as fit travel with it."""
    data = f"n|{code}"
    for other in others:
        if not _fits(f"{data}|{other}"):
            break
        data += f"|{other}"
    return Button(label, data)


def export_button(label: str, letter: str) -> Button:
    """A button that sends the table of a reply as a file; ``letter``: of ``EXPORTS``."""
    return Button(label, f"t|{letter}")


def marked(button: Button, mark: str) -> Button:
    """A button for a file that tells by a mark which table is meant; any other button as it is."""
    return Button(button.label, f"{button.data}|{mark}") if isinstance(parse(button.data), ExportTable) else button


def example_button(label: str, index: int) -> Button:
    """A button that asks an example question."""
    return Button(label, f"e|{index}")


def menu_button(label: str, tap: Menu | MenuFigure) -> Button:
    """A button of the menu of figures."""
    match tap:
        case MenuUnits(place, page):
            data = f"u|{place}|{page}"
        case MenuGroups(place):
            data = f"g|{place}"
        case MenuMetrics(place, group, page):
            data = f"m|{place}|{group}|{page}"
        case MenuPeriods(place, metric, page):
            data = f"k|{place}|{metric}|{page}"
        case MenuFigure(place, metric, since, until):
            data = f"f|{place}|{metric}|{since}|{until}"
    return Button(label, f"v|{data}")


def follow_button(label: str, rhythm: str, place: str) -> Button:
    """A button that has digests sent."""
    return Button(label, f"d|{rhythm}|{place}")


def stop_button(label: str, place: str) -> Button:
    """A button that ends digests."""
    return Button(label, f"d|x|{place}")


def parse(data: str) -> Tap | None:
    """Read a button's data.

    Args:
        data: What came back, possibly forged.

    Returns:
        What it asks for, or None if no button of ours ever said this.
    """
    if not _fits(data):
        return None
    match data.split("|"):
        case ["p", code, facets] if CODE.fullmatch(code):
            known = _facets(facets)
            return OpenProcedure(code, known) if known else None
        case ["c", code, Facet.DOCUMENTS.value, index] if CODE.fullmatch(code) and INDEX.fullmatch(index):
            return OpenCase(code, int(index))
        case ["m", code, facet, page] if CODE.fullmatch(code) and INDEX.fullmatch(page):
            known = _facets(facet)
            return OpenPage(code, known[0], int(page)) if len(known) == 1 else None
        case ["n", code, *others] if CODE.fullmatch(code) and all(map(CODE.fullmatch, others)):
            return NotThis(code, tuple(others))
        case ["e", index] if INDEX.fullmatch(index):
            return AskExample(int(index))
        case ["g", answer] if IDENTIFIER.fullmatch(answer):
            return OpenGeneral(answer)
        case ["l", place] if IDENTIFIER.fullmatch(place):
            return OpenPlace(place)
        case ["s", place] if IDENTIFIER.fullmatch(place):
            return OpenStatistics(place, "")
        case ["s", place, metric] if IDENTIFIER.fullmatch(place) and IDENTIFIER.fullmatch(metric):
            return OpenStatistics(place, metric)
        case ["t", export] if export in EXPORTS:
            return ExportTable(EXPORTS[export])
        case ["t", export, mark] if export in EXPORTS and MARK.fullmatch(mark):
            return ExportTable(EXPORTS[export], mark)
        case ["v", *menu]:
            return _menu(menu)
        case ["d", ("w" | "m") as rhythm, place] if IDENTIFIER.fullmatch(place):
            return FollowPlace(rhythm, place)
        case ["d", "x", place] if IDENTIFIER.fullmatch(place):
            return StopFollowing(place)
        case _:
            return None


def _menu(parts: list[str]) -> Menu | MenuFigure | None:
    """Read what a button of the menu of figures brought back."""
    match parts:
        case ["u", place, page] if (not place or IDENTIFIER.fullmatch(place)) and INDEX.fullmatch(page):
            return MenuUnits(place, int(page))
        case ["g", place] if IDENTIFIER.fullmatch(place):
            return MenuGroups(place)
        case ["m" | "k" as level, place, name, page] if (
            IDENTIFIER.fullmatch(place) and IDENTIFIER.fullmatch(name) and INDEX.fullmatch(page)
        ):
            return (MenuMetrics if level == "m" else MenuPeriods)(place, name, int(page))
        case ["f", place, metric, since, until] if (
            IDENTIFIER.fullmatch(place)
            and IDENTIFIER.fullmatch(metric)
            and DAY.fullmatch(since)
            and DAY.fullmatch(until)
        ):
            return MenuFigure(place, metric, since, until)
        case _:
            return None


def fits(button: Button) -> bool:
    """Whether a channel can carry the button's data."""
    return 0 < len(button.data.encode(errors="replace")) <= MOST_BYTES


def _fits(data: str) -> bool:
    return 0 < len(data.encode(errors="replace")) <= MOST_BYTES


def _facets(names: str) -> tuple[Facet, ...]:
    """The facets named, each once; empty if one of them is unknown."""
    try:
        return tuple(dict.fromkeys(Facet(name) for name in names.split(",")))
    except ValueError:
        return ()
