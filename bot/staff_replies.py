"""What is said to staff: who is on the list, and which places somebody follows."""

from __future__ import annotations

import re

from bot import wording
from bot.follows import MOST_FOLLOWS, Follow, Follows, Rhythm
from bot.numbers import day
from bot.place_replies import ended_on, full_name
from bot.reply import Reply, Section
from bot.spans import bold, capitalised, line, shortened
from bot.staff import OPERATOR, Change, Role, Staff, telegram_number
from bot.taps import fits, follow_button, stop_button
from intents.intent import Outcome
from intents.places import Purpose, bare_name, find_places
from knowledge.place import Place
from knowledge.store import Knowledge
from knowledge.text import fold

MOST_CHOICES = 12
MOST_LABEL = 60
RIGHTS = {"can bo": Role.STAFF, "quan tri": Role.ADMIN, "thu hoi": None}
"""The words of /capquyen, folded."""
RHYTHMS = {"tuan": Rhythm.WEEKLY, "thang": Rhythm.MONTHLY}
_EVERY = ("hang", "moi")


def refusal() -> Reply:
    """For whoever may not: the same sentence whatever the command, who asks, or what there is."""
    return _said(wording.STAFF_REFUSAL)


def privately() -> Reply:
    """For a command of staff that was given where others read along."""
    return _said(wording.STAFF_PRIVATELY)


# ── who is on the list ──────────────────────────────────────────────────────────────────────────────────────────────


def grant_reply(words: str, who: str, pointed: str, staff: Staff, follows: Follows) -> Reply:
    """Answer /capquyen: list, grant or take away.

    Args:
        words: What stands behind the command: «123456 can_bo», «can_bo» or nothing.
        who: The Telegram number of whoever gave it.
        pointed: The number of the person whose forwarded message the command answers, or empty.
        staff: The list.
        follows: What is followed; somebody off the list follows nothing.

    Returns:
        What came of it; to anybody but an administrator the refusal.
    """
    if staff.role(who) is not Role.ADMIN:
        return refusal()
    if not words.strip():
        return _members(staff)
    first, *rest = words.split()
    number = telegram_number(first)
    if number is None:
        number, rest = telegram_number(pointed), [first, *rest]
    right = fold(" ".join(rest).replace("_", " "))
    if number is None or right not in RIGHTS:
        return _said(wording.GRANT_UNREADABLE, *wording.GRANT_HOW)
    before = staff.role(str(number))
    role = RIGHTS[right]
    change = staff.change(who, number, role)
    if change is Change.DONE and role is None:
        follows.forget(number)
    return _said(_change_words(change, number, role, before))


def _change_words(change: Change, number: int, role: Role | None, before: Role | None) -> str:
    match change:
        case Change.REFUSED:
            return wording.STAFF_REFUSAL
        case Change.LAST_ADMIN:
            return wording.GRANT_LAST_ADMIN
        case Change.UNCHANGED:
            if before is None:
                return wording.GRANT_NOT_LISTED.format(person=number)
            return wording.GRANT_UNCHANGED.format(person=number, role=wording.ROLES[before])
        case Change.DONE:
            if role is None:
                return wording.GRANT_REVOKED.format(person=number)
            return wording.GRANT_DONE.format(person=number, role=wording.ROLES[role])


def _members(staff: Staff) -> Reply:
    """Everybody on the list, and how to change it."""
    rows = []
    for member in staff.members():
        by = wording.GRANT_BY_OPERATOR
        if member.granted_by != OPERATOR:
            by = wording.GRANT_BY.format(who=member.granted_by)
        since = day(member.granted.date().isoformat())
        rows.append(wording.GRANT_LINE.format(person=member.person, role=wording.ROLES[member.role], by=by, day=since))
    sections = (
        Section("answer", (line(bold(wording.GRANT_LIST)), *map(line, rows))),
        Section("answer", tuple(map(line, wording.GRANT_HOW))),
        Section("notice", (line(wording.STAFF_PRIVACY),)),
    )
    return Reply(Outcome.SMALLTALK, sections)


# ── which places somebody follows ───────────────────────────────────────────────────────────────────────────────────


def follow_reply(words: str, person: int, follows: Follows, knowledge: Knowledge) -> Reply:
    """Answer /theodoi: list, or follow the place that is named; staff only, which the caller has checked.

    Args:
        words: What stands behind the command: «xã Đông Hưng tuần», or nothing. Without a rhythm: every week.
        person: The Telegram number of whoever gave it.
        follows: What is followed.
        knowledge: The release whose places are meant.

    Returns:
        What is followed now, or the units of that name to choose from; for one that ended, what it became.
    """
    if not words.strip():
        return _followed(follows.of(person), knowledge)
    said, rhythm = _rhythm(words)
    places = _meant(said, knowledge)
    if not places:
        return _said(wording.FOLLOW_UNKNOWN)
    if len(places) > 1:
        return _choices(wording.FOLLOW_WHICH, places, rhythm, knowledge)
    return start_following(places[0], rhythm, person, follows, knowledge)


def start_following(place: Place, rhythm: Rhythm, person: int, follows: Follows, knowledge: Knowledge) -> Reply:
    """Follow a place; for one that ended the units of today are offered instead."""
    if place.valid_to:
        units = [unit for unit in (knowledge.place(part.place) for part in place.became) if unit is not None]
        ended = wording.FOLLOW_ENDED.format(place=capitalised(full_name(place.id, knowledge)), day=ended_on(place))
        return _choices(ended, units, rhythm, knowledge)
    if not follows.add(person, place.id, rhythm):
        return _said(wording.FOLLOW_MOST.format(count=MOST_FOLLOWS))
    done = wording.FOLLOW_DONE.format(rhythm=wording.RHYTHMS[rhythm], place=full_name(place.id, knowledge))
    stop = stop_button(shortened(wording.FOLLOW_STOP.format(place=place.name), MOST_LABEL), place.id)
    return Reply(Outcome.SMALLTALK, (Section("answer", (line(done),)),), tuple(filter(fits, (stop,))))


def unfollow_reply(words: str, person: int, follows: Follows, knowledge: Knowledge) -> Reply:
    """Answer /botheodoi: end the digests about the place that is named; without a name, list what can be ended."""
    followed = follows.of(person)
    if not words.strip():
        return _followed(followed, knowledge)
    said = _rhythm(words)[0]
    meant = [follow.place for follow in followed if _key(said) in _names(follow.place, knowledge)]
    if not meant:
        ids = {place.id for place in _meant(said, knowledge)}
        meant = [follow.place for follow in followed if follow.place in ids]
    if not meant:
        return _said(wording.FOLLOW_NOT)
    return stop_following(meant[0], person, follows, knowledge)


def stop_following(place: str, person: int, follows: Follows, knowledge: Knowledge) -> Reply:
    """End the digests about a place, in whatever rhythm."""
    if not follows.remove(person, place):
        return _said(wording.FOLLOW_NOT)
    return _said(wording.FOLLOW_STOPPED.format(place=full_name(place, knowledge)))


def _followed(followed: list[Follow], knowledge: Knowledge) -> Reply:
    """What somebody follows, with a button to end each."""
    rows = [
        wording.FOLLOW_LINE.format(place=full_name(follow.place, knowledge), rhythm=wording.RHYTHMS[follow.rhythm])
        for follow in followed
    ]
    places = dict.fromkeys(follow.place for follow in followed)
    buttons = [
        stop_button(shortened(wording.FOLLOW_STOP.format(place=full_name(place, knowledge)), MOST_LABEL), place)
        for place in places
    ]
    head = wording.FOLLOW_LIST if rows else wording.FOLLOW_NONE
    sections = (
        Section("answer", (line(head), *map(line, rows))),
        Section("answer", tuple(map(line, wording.FOLLOW_HOW))),
    )
    return Reply(Outcome.SMALLTALK, sections, tuple(filter(fits, buttons[:MOST_CHOICES])))


def _choices(ask: str, places: list[Place], rhythm: Rhythm, knowledge: Knowledge) -> Reply:
    """Ask which of several units is meant."""
    buttons = [
        follow_button(shortened(capitalised(full_name(place.id, knowledge)), MOST_LABEL), rhythm, place.id)
        for place in places[:MOST_CHOICES]
    ]
    return Reply(Outcome.CLARIFY, (Section("answer", (line(ask),)),), tuple(filter(fits, buttons)))


def _rhythm(words: str) -> tuple[str, Rhythm]:
    """The words without the rhythm that they end with, and the rhythm; weekly when none is said."""
    parts = words.split()
    rhythm = RHYTHMS.get(fold(parts[-1]))
    if rhythm is None:
        return words, Rhythm.WEEKLY
    parts.pop()
    if parts and fold(parts[-1]) in _EVERY:
        parts.pop()
    return " ".join(parts), rhythm


def _meant(said: str, knowledge: Knowledge) -> list[Place]:
    """The units that a name can mean."""
    mentions = find_places(said, knowledge, Purpose.STATISTICS)
    found = (knowledge.place(place) for place in (mentions[0].places if mentions else ()))
    return [place for place in found if place is not None]


def _names(place_id: str, knowledge: Knowledge) -> set[str]:
    """What a followed place is called, in full and in short."""
    place = knowledge.place(place_id)
    names = [place.name, bare_name(place), full_name(place_id, knowledge)] if place else [place_id]
    return set(map(_key, names))


def _key(name: str) -> str:
    """A name without marks and signs."""
    return " ".join(re.findall(r"\w+", fold(name)))


def _said(*texts: str) -> Reply:
    """A few plain lines."""
    return Reply(Outcome.SMALLTALK, (Section("answer", tuple(map(line, texts))),))
