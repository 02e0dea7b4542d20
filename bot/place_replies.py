"""What became of a place, what it was made of, and the sentence about it that goes with an old figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bot import place_wording as wording
from bot.numbers import day
from bot.reply import Button, Line, Reply, Section, Span
from bot.spans import bold, capitalised, line, linked, plain
from bot.statistics_wording import ALL_BUTTON
from bot.taps import fits
from intents.intent import Outcome, PlaceAsked
from intents.place_names import bare_name
from knowledge.place import Place, PlaceKind, Successor
from knowledge.store import Knowledge
from knowledge.text import distinct, fold

MOST_PLACES = 4
MOST_CHOICES = 8
"""Units of one name that are offered as buttons; of more, the province is asked."""
DISTRICTS_ANSWER = "districts"


def place_reply(intent: PlaceAsked, knowledge: Knowledge) -> Reply:
    """What became of the places asked; every unit that took part of one, its province and the date.

    Several units of one name are asked about.
    """
    places = [place for place in map(knowledge.place, intent.places) if place is not None]
    if not places:
        return _unknown()
    if len(places) > 1 and len({fold(bare_name(place)) for place in places}) == 1:
        return which_place(places, knowledge)
    places = places[:MOST_PLACES]
    lines = tuple(row for place in places for row in place_lines(place, knowledge))
    buttons = [
        Button(ALL_BUTTON.format(place=place.name), f"s|{place.id}")
        for place in places
        if knowledge.statistics(place.id)
    ]
    if any(place.kind is PlaceKind.DISTRICT for place in places):
        buttons.append(Button(wording.DISTRICTS_BUTTON, f"g|{DISTRICTS_ANSWER}"))
    source = _source(places, knowledge)
    return Reply(
        Outcome.PLACE,
        (Section("answer", lines), Section("source", (source,))),
        buttons=tuple(button for button in buttons if fits(button)),
        links=tuple(span.link for span in source if span.link),
    )


def which_place(places: Sequence[Place], knowledge: Knowledge, tap: str = "l|{place}") -> Reply:
    """Asks which of several units of one name is meant.

    Args:
        places: The units.
        knowledge: The open release.
        tap: What a button brings back, with ``{place}`` for the unit's id («s|{place}»: its figures).
    """
    names = distinct(place.name for place in places)
    name = names[0] if len(names) == 1 else bare_name(places[0])
    if len(places) > MOST_CHOICES:
        provinces = distinct(
            province.name for place in places if (province := province_of(place, knowledge)) is not None
        )
        many = (
            line(wording.WHICH_MANY.format(count=len(places), name=name, provinces=", ".join(provinces))),
            line(wording.WHICH_HOW.format(name=name, province=provinces[0] if provinces else "")),
        )
        return Reply(Outcome.PLACE, (Section("answer", many),))
    units = [
        wording.WHICH_ROW.format(unit=full_name(place.id, knowledge), former=wording.FORMER if place.valid_to else "")
        for place in places
    ]
    rows = (line(wording.WHICH.format(count=len(places), name=name)), *(line(unit) for unit in units))
    buttons = (
        Button(label, tap.format(place=place.id))
        for place, label in zip(places, _labels(places, knowledge), strict=True)
    )
    return Reply(Outcome.PLACE, (Section("answer", rows),), buttons=tuple(filter(fits, buttons)))


def _labels(places: Sequence[Place], knowledge: Knowledge) -> list[str]:
    """The units with what tells them apart: the province, or the district too where the province does not."""
    labels = []
    for place in places:
        province = province_of(place, knowledge)
        former = wording.FORMER if place.valid_to else ""
        parent = bare_name(province) if province is not None else ""
        labels.append(wording.WHICH_BUTTON.format(unit=place.name, parent=parent, former=former))
    return [
        label if labels.count(label) == 1 else full_name(place.id, knowledge)
        for place, label in zip(places, labels, strict=True)
    ]


def _unknown() -> Reply:
    return Reply(
        Outcome.PLACE,
        (Section("answer", (line(wording.UNKNOWN), line(wording.UNKNOWN_HOW))),),
        buttons=(Button(wording.DISTRICTS_BUTTON, f"g|{DISTRICTS_ANSWER}"),),
    )


def _source(places: Sequence[Place], knowledge: Knowledge) -> Line:
    """The resolutions that decided, with the links of those that arranged communes."""
    spans: list[Span] = [plain(wording.SOURCE)]
    said = set()
    for place in places:
        units = _units(place.became, knowledge) if place.valid_to else [place]
        for unit in units:
            province = _today(province_of(unit, knowledge), knowledge) if unit.kind is PlaceKind.COMMUNE else None
            if province is not None and province.communes_by and province.id not in said:
                said.add(province.id)
                text = wording.SOURCE_COMMUNES.format(decision=province.communes_by, province=province.name)
                spans += [linked(text, province.communes_link) if province.communes_link else plain(text), plain("; ")]
    notes = " ".join(place.note for place in places)
    provinces = all(place.kind is PlaceKind.PROVINCE for place in places)
    earlier = all(place.note and "" < place.valid_to < "2025" for place in places)
    rest = wording.SOURCE_2026 if provinces and "/2026/" in notes else wording.SOURCE_REST
    spans.append(plain(wording.SOURCE_EARLIER if provinces and earlier else rest))
    return tuple(spans)


# ------------------------------------------------------------------------------------------------- what became of one


def place_lines(place: Place, knowledge: Knowledge) -> tuple[Line, ...]:
    """What became of one place, or what it was made of."""
    if not place.valid_to:
        return _today_lines(place, knowledge)
    subject = bold(capitalised(place.name))
    where = parent_words(place, knowledge)
    named = line(subject, f" ({where})" if where else "")
    since = ended_on(place)
    note = (line(place.note),) if place.note else ()
    if place.kind is PlaceKind.PROVINCE:
        return (_province_line(place, knowledge, since), *note, *_merged_from(place, knowledge))
    units = _units(place.became, knowledge)
    if len(place.became) == 1 and place.kind is PlaceKind.COMMUNE:
        only = place.became[0]
        whole = wording.WHOLE if only.whole else ""
        unit, later = full_name(only.place, knowledge), _then(units[0], knowledge) if units else ""
        goes_on = bool(units) and len(units[0].formed_from) == 1 and only.whole
        link = wording.RENAMED if goes_on else wording.BECAME
        became = line(*named, link, bold(unit), "" if goes_on else whole, wording.SINCE.format(day=since), later)
        return (became, *note)
    heading = wording.ENDED if place.kind is PlaceKind.DISTRICT else wording.SPLIT
    part = wording.AREA_PART if place.kind is PlaceKind.DISTRICT else wording.PART
    parents = {parent_words(unit, knowledge) for unit in units}
    shared = parents.pop() if len(parents) == 1 and len(units) == len(place.became) > 1 else ""
    rows = [line(*named, heading.format(day=since, parent=wording.ENDED_IN.format(parent=shared) if shared else ""))]
    for successor in place.became:
        alone = knowledge.place(successor.place)
        name = alone.name if shared and alone is not None else full_name(successor.place, knowledge)
        rows.append(
            line(
                wording.UNIT.format(
                    unit=name,
                    part="" if successor.whole else part,
                    later=_then(alone, knowledge, wording.LATER) if alone is not None else "",
                )
            )
        )
    return (*rows, *note)


def _province_line(place: Place, knowledge: Knowledge, since: str) -> Line:
    successor = knowledge.place(place.became[0].place) if place.became else None
    if successor is None:
        return line(bold(capitalised(place.name)), wording.SINCE.format(day=since))
    then = _then(successor, knowledge)
    parts = _units(successor.formed_from, knowledge)
    if successor.name == place.name:
        others = ", ".join(other.name for other in parts if other.id != place.id)
        return line(bold(capitalised(place.name)), wording.KEEPS.format(day=since, others=f"{others} (cũ)"), then)
    link = wording.RENAMED if len(parts) == 1 and successor.valid_from else wording.BECAME
    return line(bold(capitalised(place.name)), link, bold(successor.name), wording.SINCE.format(day=since), then)


def _merged_from(place: Place, knowledge: Knowledge) -> tuple[Line, ...]:
    """The former provinces that one was made of."""
    parts = _units(place.formed_from, knowledge)
    if not parts:
        return ()
    units = ", ".join(part.name for part in parts)
    return (line(wording.MERGED_FROM.format(place=capitalised(place.name), day=day(place.valid_from), units=units)),)


def _then(place: Place, knowledge: Knowledge, words: str = wording.THEN) -> str:
    """What a successor became itself, when it ended too."""
    if not place.valid_to or not place.became:
        return ""
    later = knowledge.place(place.became[0].place)
    return words.format(day=ended_on(place), unit=later.name) if later is not None else ""


def _today_lines(place: Place, knowledge: Knowledge) -> tuple[Line, ...]:
    subject = bold(capitalised(place.name))
    if place.kind is PlaceKind.PROVINCE and not place.valid_from:
        return (line(subject, wording.UNCHANGED.format(place=place.name)),)
    where = parent_words(place, knowledge)
    inside = wording.TODAY_IN.format(parent=where) if where else ""
    if place.kind is PlaceKind.COMMUNE and not place.valid_from:
        rows = [line(subject, wording.GOES_ON.format(parent=inside))]
    else:
        since = wording.TODAY_SINCE.format(day=day(place.valid_from)) if place.valid_from else ""
        rows = [line(subject, wording.TODAY.format(since=since, parent=inside))]
    if place.note:
        rows.append(line(place.note))
    before = _before_2026(place, knowledge)
    if before.district:
        rows.append(line(wording.LAY_IN.format(district=full_name(before.district, knowledge))))
    parts = _units(before.formed_from, knowledge)
    if place.kind is PlaceKind.PROVINCE:
        rows += _merged_from(place, knowledge)
    elif parts:
        rows += _made_of(before, parts, knowledge)
    return (*rows, *_namesakes(place, parts, knowledge))


def _before_2026(place: Place, knowledge: Knowledge) -> Place:
    """The unit itself, or what it was until it only changed its type in 2026."""
    if place.kind is PlaceKind.COMMUNE and len(place.formed_from) == 1:
        before = knowledge.place(place.formed_from[0].place)
        if before is not None and before.id == f"{place.id}-2025":
            return before
    return place


def _made_of(place: Place, parts: Sequence[Place], knowledge: Knowledge) -> list[Line]:
    """The former communes that went into one, by the district that they lay in."""
    whole = {part.place: part.whole for part in place.formed_from}
    by_district: dict[str, list[str]] = {}
    for part in parts:
        name = part.name if whole[part.id] else wording.PART_OF.format(unit=part.name)
        by_district.setdefault(part.parent, []).append(name)
    rows = [
        wording.MADE_OF_ROW.format(units=", ".join(names), district=full_name(district, knowledge))
        for district, names in by_district.items()
    ]
    return [line(wording.MADE_OF), *(line(row) for row in rows)]


def _namesakes(place: Place, parts: Sequence[Place], knowledge: Knowledge) -> list[Line]:
    """A word about the former district of the name, which was larger."""
    districts = _units((Successor(each, whole=False) for each in distinct(part.parent for part in parts)), knowledge)
    return [
        line(wording.NAMESAKE.format(former=capitalised(district.name), day=ended_on(district)))
        for district in districts
        if district.kind is PlaceKind.DISTRICT and same_name(district, place)
    ]


# ------------------------------------------------------------------------------------------------------ names of units


def full_name(place_id: str, knowledge: Knowledge) -> str:
    """«xã Hoằng Hóa, tỉnh Thanh Hóa»."""
    place = knowledge.place(place_id)
    if place is None:
        return place_id
    where = parent_words(place, knowledge)
    return place.name + (wording.OF.format(parent=where) if where else "")


def parent_words(place: Place, knowledge: Knowledge) -> str:
    """The units above a place, from the smaller to the larger."""
    names: list[str] = []
    parent = knowledge.place(place.parent) if place.parent else None
    while parent is not None and len(names) < 3:
        names.append(parent.name)
        parent = knowledge.place(parent.parent) if parent.parent else None
    return ", ".join(names)


def province_of(place: Place, knowledge: Knowledge) -> Place | None:
    """The province that a place lies or lay in, as it was called then; None of a province."""
    parent = knowledge.place(place.parent) if place.parent else None
    while parent is not None and parent.kind is not PlaceKind.PROVINCE:
        parent = knowledge.place(parent.parent) if parent.parent else None
    return parent


def _today(place: Place | None, knowledge: Knowledge) -> Place | None:
    """What a province is today."""
    while place is not None and place.valid_to and place.became:
        place = knowledge.place(place.became[0].place)
    return place


def ended_on(place: Place) -> str:
    """The first day on which a former unit was no more, in words."""
    try:
        return day((date.fromisoformat(place.valid_to) + timedelta(days=1)).isoformat())
    except ValueError:
        return day(place.valid_to)


def same_name(one: Place, other: Place) -> bool:
    """Whether two units have one name but for the type word."""
    return one.id != other.id and bare_name(one) == bare_name(other)


def became_sentence(place: Place, knowledge: Knowledge) -> str:
    """One sentence on what became of a former unit; empty for one that exists."""
    if not place.valid_to:
        return ""
    where = parent_words(place, knowledge)
    named = capitalised(wording.IN.format(place=place.name, parent=where) if where else place.name)
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
        units=whole or ", ".join(partly),
        partly=wording.ENDED_PARTLY.format(units=", ".join(partly)) if partly and whole else "",
        province=wording.ENDED_PROVINCE.format(province=province) if province else "",
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
