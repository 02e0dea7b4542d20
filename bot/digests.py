"""Digests: what a staff member who follows a place gets every Monday, or on the 1st of every month, at 8:00.

A digest is claimed in the database before it is sent (``Follows.claim``), so that of several processes one sends it. A
process that dies between claim and sending loses that one digest: at most once, never twice. Where Telegram certainly
did not take it, the claim is given back and the next look, a minute later, tries again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot import statistics_wording as wording
from bot.figures import amount_words, period_words, value_words
from bot.follows import Follow, Follows, Rhythm
from bot.logs import log_failure
from bot.numbers import day
from bot.place_replies import full_name
from bot.reply import Reply, Span
from bot.spans import bold, capitalised, shortened
from bot.staff import Staff
from bot.state import VIET_NAM, Clock
from bot.statistics_answer import Answer, finished
from bot.statistics_fairness import difference_words
from bot.statistics_ledger import RANKED_OF, RATES, Ledger, of_value
from bot.statistics_period import alike
from bot.taps import fits, stop_button
from bot.wording import FOLLOW_STOP
from knowledge.place import Place
from knowledge.statistic import Qualifier, Statistic
from knowledge.store import Knowledge

HOUR = 8
"""Of the day in Viet Nam at which digests are due."""
LAST_HOUR = 21
"""From then on nothing is sent that was missed; it comes in the morning."""
MOST_LINES = 20
MOST_LABEL = 40


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest that is claimed and waits to be sent."""

    follow: Follow
    due: datetime
    reply: Reply

    @property
    def person(self) -> int:
        """Whom it is for: the Telegram number, which is that of the private chat as well."""
        return self.follow.person


class Digests:
    """What is due.

    Args:
        current_knowledge: Gives the release that is current now.
        staff: Who may get digests; asked anew for each.
        follows: Who follows what, and what was sent.
        clock: The time.
        stale_days: Figures older than this are said to be.
    """

    def __init__(
        self,
        current_knowledge: Callable[[], Knowledge],
        staff: Staff,
        follows: Follows,
        clock: Clock,
        stale_days: int,
    ) -> None:
        self._current_knowledge = current_knowledge
        self._stale_days = stale_days
        self._staff = staff
        self._follows = follows
        self._clock = clock

    def claimed(self) -> Iterator[Digest]:
        """Claim each digest that is due, one at a time, and make it.

        What was missed while no process ran is made up for, once, until the next is due; between 21:00 and 8:00
        nothing is.

        Yields:
            A digest that nobody else sends.
        """
        now = self._clock()
        if not HOUR <= now.astimezone(VIET_NAM).hour < LAST_HOUR:
            return
        for follow in self._follows.all():
            due = last_due(follow.rhythm, now)
            if follow.since >= due or self._staff.role(str(follow.person)) is None:
                continue
            knowledge = self._current_knowledge()
            place = knowledge.place(follow.place)
            if place is not None and self._follows.claim(follow, due):
                try:
                    reply = digest_reply(place, follow.rhythm, knowledge, due.date(), self._stale_days)
                except Exception as error:
                    log_failure("digest", error)
                    continue
                yield Digest(follow, due, reply)

    def release(self, digest: Digest) -> None:
        """Give a digest back that was certainly not sent."""
        self._follows.release(digest.follow, digest.due)


def last_due(rhythm: Rhythm, now: datetime) -> datetime:
    """When a digest of this rhythm was last due: the last Monday or 1st at 8:00 in Viet Nam that is not after now."""
    local = now.astimezone(VIET_NAM)
    moment = local.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    if moment > local:
        moment -= timedelta(days=1)
    if rhythm is Rhythm.WEEKLY:
        return moment - timedelta(days=moment.weekday())
    return moment.replace(day=1)


def digest_reply(place: Place, rhythm: Rhythm, knowledge: Knowledge, today: date, stale_days: int) -> Reply:
    """The newest figures of a place, each with its change against the period before, for staff.

    Args:
        place: The place that is followed.
        rhythm: Which digest.
        knowledge: The release; internal figures are read, so the digest may only go to staff.
        today: The day of the digest.
        stale_days: Figures older than this are said to be.

    Returns:
        The digest.
    """
    ledger = Ledger(knowledge, staff=True)
    answer = Answer(ledger, today, stale_days)
    named = full_name(place.id, knowledge)
    answer.say(bold(wording.DIGEST_HEADS[rhythm].format(place=named)))
    rows = list(_newest(ledger, place))
    head = wording.DIGEST_NEWEST if rows else wording.DIGEST_NOTHING
    answer.say(head.format(place=named, day=day(today.isoformat())))
    for figure, before in rows[:MOST_LINES]:
        answer.say(*_line_of(ledger, figure, before))
        answer.head(figure, place)
    if len(rows) > MOST_LINES:
        answer.say(wording.DIGEST_MORE.format(count=len(rows) - MOST_LINES))
    if rows:
        answer.offer_all(place)
    stop = stop_button(shortened(FOLLOW_STOP.format(place=place.name), MOST_LABEL), place.id)
    reply = finished(answer)
    return replace(reply, buttons=tuple(filter(fits, (*reply.buttons, stop))), release=knowledge.release)


def _newest(ledger: Ledger, place: Place) -> Iterator[tuple[Statistic, Statistic | None]]:
    """Of each metric and part the newest figure, and that of the period before, as long and counted alike."""
    stated = {figure.metric for figure in ledger.figures(place.id)}
    for metric in ledger.knowledge.metrics():
        if metric.id in RANKED_OF.values() or not (metric.id in stated or metric.id in RATES):
            continue
        series = of_value(ledger.series(place.id, metric.id))
        newest: dict[str, Statistic] = {}
        for figure in series:
            newest.setdefault(figure.scope, figure)
        for figure in newest.values():
            earlier = [other for other in alike(series, figure) if other.period_to < figure.period_from]
            yield figure, earlier[-1] if earlier else None


def _line_of(ledger: Ledger, figure: Statistic, before: Statistic | None) -> tuple[Span | str, ...]:
    """One figure: metric, value, period, and the change."""
    scope = wording.SCOPE.format(scope=figure.scope) if figure.scope else ""
    return (
        wording.DIGEST_LINE.format(metric=capitalised(ledger.name(figure.metric)), scope=scope),
        bold(value_words(figure, ledger.ranked_of(figure))),
        wording.DIGEST_PERIOD.format(period=period_words(figure)),
        _change_words(figure, before, ledger) if before is not None else "",
    )


def _change_words(figure: Statistic, before: Statistic, ledger: Ledger) -> str:
    """The change against the period before, where both figures are exact; else what it was then."""
    words = {"period": period_words(before), "value": value_words(before, ledger.ranked_of(before))}
    if not figure.qualifier is before.qualifier is Qualifier.EXACT or figure.unit == "places_up":
        return wording.DIGEST_BEFORE.format(**words)
    change = (figure.value or 0) - (before.value or 0)
    if amount_words(figure) == amount_words(before):  # what is too small to be seen is no change
        return wording.DIGEST_SAME.format(**words)
    rose = change < 0 if figure.unit == "rank" else change > 0
    template = wording.DIGEST_UP if rose else wording.DIGEST_DOWN
    return template.format(difference=difference_words(figure, abs(change)), **words)
