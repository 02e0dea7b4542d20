"""What became of a place, and the sentence about it that goes with an old figure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from bot import statistics_wording as wording
from bot.numbers import day
from bot.reply import Button, Line, Reply, Section
from bot.spans import bold, capitalised, line
from bot.taps import fits
from intents.intent import Outcome, PlaceAsked
from knowledge.place import Place, PlaceKind, Successor
from knowledge.store import Knowledge

MOST_PLACES = 4
DISTRICTS_ANSWER = "districts"


def place_reply(intent: PlaceAsked, knowledge: Knowledge) -> Reply:
    """What became of the places asked; every unit that took part of one, its province and the date."""
    places = [place for place in map(knowledge.place, intent.places[:MOST_PLACES]) if place is not None]
    if not places:
        return _unknown(knowledge)
    lines = tuple(row for place in places for row in place_lines(place, knowledge))
    notes = " ".join(place.note for place in places)
    source = wording.PLACE_SOURCE_2026 if "/2026/" in notes else wording.PLACE_SOURCE
    buttons = [
        Button(wording.ALL_BUTTON.format(place=place.name), f"s|{place.id}")
        for place in places
        if any(not figure.internal for figure in knowledge.statistics(place.id))
    ]
    if any(place.kind is PlaceKind.DISTRICT for place in places):
        buttons.append(Button(wording.DISTRICTS_BUTTON, f"g|{DISTRICTS_ANSWER}"))
    return Reply(
        Outcome.PLACE,
        (Section("answer", lines), Section("source", (line(source),))),
        buttons=tuple(button for button in buttons if fits(button)),
    )


def _unknown(knowledge: Knowledge) -> Reply:
    districts = ", ".join(place.name for place in knowledge.places() if place.kind is PlaceKind.DISTRICT)
    rows = (line(wording.PLACE_UNKNOWN.format(districts=districts or "…")), line(wording.PLACE_UNKNOWN_HOW))
    return Reply(
        Outcome.PLACE,
        (Section("answer", rows),),
        buttons=(Button(wording.DISTRICTS_BUTTON, f"g|{DISTRICTS_ANSWER}"),),
    )


def place_lines(place: Place, knowledge: Knowledge) -> tuple[Line, ...]:
    """What became of one place."""
    if not place.valid_to:
        return _today_lines(place, knowledge)
    subject = bold(capitalised(place.name))
    where = parent_words(place, knowledge)
    named = line(subject, f" ({where})" if where else "")
    since = ended_on(place)
    if place.kind is PlaceKind.PROVINCE:
        return (_province_line(place, knowledge, since),)
    if len(place.became) == 1 and place.kind is PlaceKind.COMMUNE:
        only = place.became[0]
        whole = wording.PLACE_WHOLE if only.whole else ""
        unit = full_name(only.place, knowledge)
        return (line(*named, wording.PLACE_BECAME, bold(unit), whole, wording.PLACE_SINCE.format(day=since)),)
    heading = wording.PLACE_ENDED if place.kind is PlaceKind.DISTRICT else wording.PLACE_SPLIT
    part = wording.PLACE_AREA_PART if place.kind is PlaceKind.DISTRICT else wording.PLACE_PART
    units = _units(place.became, knowledge)
    parents = {parent_words(unit, knowledge) for unit in units}
    shared = parents.pop() if len(parents) == 1 and len(units) == len(place.became) > 1 else ""
    inside = wording.PLACE_ENDED_IN.format(parent=shared) if shared else ""
    rows = [line(*named, heading.format(day=since, parent=inside))]
    for successor in place.became:
        alone = knowledge.place(successor.place) if shared else None
        name = alone.name if alone is not None else full_name(successor.place, knowledge)
        rows.append(line(wording.PLACE_UNIT.format(unit=name, part="" if successor.whole else part)))
    if place.note:
        rows.append(line(place.note))
    return tuple(rows)


def _province_line(place: Place, knowledge: Knowledge, since: str) -> Line:
    successor = knowledge.place(place.became[0].place) if place.became else None
    if successor is None:
        return line(bold(capitalised(place.name)), wording.PLACE_SINCE.format(day=since))
    then = _then(successor, knowledge)
    if successor.name == place.name:
        others = ", ".join(other.name for other in _parts_of(successor, knowledge) if other.id != place.id)
        return line(bold(capitalised(place.name)), wording.PLACE_KEEPS.format(day=since, others=f"{others} (cũ)"), then)
    alone = len(_parts_of(successor, knowledge)) == 1
    link = wording.PLACE_RENAMED if alone else wording.PLACE_BECAME
    return line(bold(capitalised(place.name)), link, bold(successor.name), wording.PLACE_SINCE.format(day=since), then)


def _then(place: Place, knowledge: Knowledge) -> str:
    """What a successor became itself, when it ended too."""
    if not place.valid_to or not place.became:
        return ""
    later = knowledge.place(place.became[0].place)
    return wording.PLACE_THEN.format(day=ended_on(place), unit=later.name) if later is not None else ""


def _parts_of(place: Place, knowledge: Knowledge) -> list[Place]:
    """The units that ``place`` was made from."""
    return [other for other in knowledge.places() if any(unit.place == place.id for unit in other.became)]


def _today_lines(place: Place, knowledge: Knowledge) -> tuple[Line, ...]:
    subject = bold(capitalised(place.name))
    if place.kind is PlaceKind.PROVINCE and not place.valid_from:
        return (line(subject, wording.PLACE_UNCHANGED.format(place=place.name)),)
    where = parent_words(place, knowledge)
    since = wording.PLACE_TODAY_SINCE.format(day=day(place.valid_from)) if place.valid_from else ""
    inside = wording.PLACE_TODAY_IN.format(parent=where) if where else ""
    rows = [line(subject, wording.PLACE_TODAY.format(since=since, parent=inside))]
    parts = _parts_of(place, knowledge)
    if place.note:
        rows.append(line(place.note))
    if place.kind is PlaceKind.PROVINCE:
        rows.append(line(wording.PLACE_MERGED_FROM.format(units=", ".join(part.name for part in parts))))
    rows += [
        line(wording.PLACE_NAMESAKE.format(former=capitalised(part.name), day=ended_on(part)))
        for part in parts
        if part.kind is PlaceKind.DISTRICT and same_name(part, place)
    ]
    return tuple(rows)


def full_name(place_id: str, knowledge: Knowledge) -> str:
    """«xã Hoằng Hóa, tỉnh Thanh Hóa»."""
    place = knowledge.place(place_id)
    if place is None:
        return place_id
    where = parent_words(place, knowledge)
    return place.name + (wording.PLACE_OF.format(parent=where) if where else "")


def parent_words(place: Place, knowledge: Knowledge) -> str:
    """The units above a place, from the smaller to the larger."""
    names: list[str] = []
    parent = knowledge.place(place.parent) if place.parent else None
    while parent is not None and len(names) < 3:
        names.append(parent.name)
        parent = knowledge.place(parent.parent) if parent.parent else None
    return ", ".join(names)


def ended_on(place: Place) -> str:
    """The first day on which a former unit was no more, in words."""
    try:
        return day((date.fromisoformat(place.valid_to) + timedelta(days=1)).isoformat())
    except ValueError:
        return day(place.valid_to)


def same_name(one: Place, other: Place) -> bool:
    """Whether two units have one name but for the type word."""
    return one.id != other.id and _bare(one) == _bare(other)


def _bare(place: Place) -> str:
    for type_word in ("thành phố ", "thị trấn ", "thị xã ", "đặc khu ", "phường ", "huyện ", "quận ", "tỉnh ", "xã "):
        if place.name.startswith(type_word):
            return place.name.removeprefix(type_word)
    return place.name


def became_sentence(place: Place, knowledge: Knowledge) -> str:
    """One sentence on what became of a former unit; empty for one that exists."""
    if not place.valid_to:
        return ""
    where = parent_words(place, knowledge)
    named = capitalised(wording.PLACE_IN.format(place=place.name, parent=where) if where else place.name)
    since = ended_on(place)
    if place.kind is not PlaceKind.DISTRICT:
        units = ", ".join(full_name(unit.place, knowledge) for unit in place.became)
        return wording.ENDED_OTHER.format(place=named, day=since, units=units)
    whole = counted(_named(place.became, knowledge, whole=True))
    partly = _named(place.became, knowledge, whole=False)
    province = next((parent_words(unit, knowledge) for unit in _units(place.became, knowledge)), "")
    return wording.ENDED_DISTRICT.format(
        place=named,
        day=since,
        units=whole,
        partly=wording.ENDED_PARTLY.format(units=", ".join(partly)) if partly else "",
        province=wording.ENDED_IN.format(province=province) if province else "",
    )


def _units(successors: Iterable[Successor], knowledge: Knowledge) -> list[Place]:
    return [place for place in (knowledge.place(unit.place) for unit in successors) if place is not None]


def _named(successors: Iterable[Successor], knowledge: Knowledge, *, whole: bool) -> list[str]:
    return [place.name for place in _units([unit for unit in successors if unit.whole is whole], knowledge)]


def counted(names: list[str]) -> str:
    """«8 xã: Hoằng Hóa, …» when all are communes, else the names as they are."""
    if len(names) > 1 and all(name.startswith("xã ") for name in names):
        return f"{len(names)} xã: " + ", ".join(name.removeprefix("xã ") for name in names)
    return ", ".join(names)
