"""Digests: who gets which, when, once; what stands in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import statistics_wording, wording
from bot.assistant import Assistant
from bot.digests import Digest, Digests, last_due
from bot.follows import MOST_FOLLOWS, Follows, Rhythm
from bot.plain import plain_text
from bot.reply import Reply
from bot.staff import Staff
from bot.state import State
from knowledge.release import Release, open_release
from tests.bot.conftest import Clock
from tests.bot.figures_release import EMPTY, ENDED, FIGURES, KITE, OCTOBER, QUAY, build, figure

ADMIN, STAFF = "9001", "9002"
MONDAY = datetime(2026, 8, 10, 1, 0, tzinfo=UTC)
"""8:00 in Viet Nam."""


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release with public and internal figures, open."""
    folder = tmp_path_factory.mktemp("figures")
    build(folder)
    return open_release(folder)


@pytest.fixture
def assistant(figures: Release, state: State, clock: Clock) -> Assistant:
    """The assistant over the release with figures, with an administrator and a member of staff."""
    staff = Staff(state.database, clock)
    staff.appoint([int(ADMIN)])
    assistant = Assistant(lambda: figures, state, clock=clock)
    assistant.command("capquyen", f"{STAFF} can_bo", "1", person=ADMIN)
    return assistant


def said(assistant: Assistant, name: str, words: str = "", person: str = STAFF) -> Reply:
    """What a command says."""
    reply = assistant.command(name, words, "1", person=person)
    assert reply is not None
    return reply


def due(assistant: Assistant) -> list[Digest]:
    """Every digest that is claimed now."""
    return list(assistant.digests.claimed())


# ── following ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "rhythm"),
    [
        ("xã Đồng Diều tuần", Rhythm.WEEKLY),
        ("xã Đồng Diều tháng", Rhythm.MONTHLY),
        ("xa dong dieu hang thang", Rhythm.MONTHLY),
        ("xã Đồng Diều, tỉnh Diều Sáo hằng tuần", Rhythm.WEEKLY),
        ("xã Đồng Diều", Rhythm.WEEKLY),
    ],
)
def test_a_place_is_followed_in_a_rhythm(assistant: Assistant, state: State, words: str, rhythm: Rhythm) -> None:
    """With marks or without, the larger unit or not; weekly when no rhythm is said."""
    reply = plain_text(said(assistant, "theodoi", words))
    held = Follows(state.database, datetime.now).of(int(STAFF))

    assert [(follow.place, follow.rhythm) for follow in held] == [(KITE.id, rhythm)]
    assert wording.RHYTHMS[rhythm] in reply
    assert "xã Đồng Diều, tỉnh Diều Sáo" in reply


def test_what_is_followed_is_listed_and_ended(assistant: Assistant) -> None:
    """/theodoi lists with a button to end each; /botheodoi ends by name; both rhythms of a place go together."""
    said(assistant, "theodoi", "xã Đồng Diều tuần")
    said(assistant, "theodoi", "xã Đồng Diều tháng")
    said(assistant, "theodoi", "phường Bến Sáo tháng")
    listed = said(assistant, "theodoi")
    stopped = plain_text(said(assistant, "botheodoi", "đồng diều"))
    assistant.tap(listed.buttons[1].data, "1", person=STAFF)
    left = said(assistant, "botheodoi")

    assert plain_text(listed).count("Đồng Diều, tỉnh Diều Sáo: hằng") == 2
    assert [button.data for button in listed.buttons] == [f"d|x|{KITE.id}", f"d|x|{QUAY.id}"]
    assert stopped == wording.FOLLOW_STOPPED.format(place="xã Đồng Diều, tỉnh Diều Sáo")
    assert plain_text(left).startswith(wording.FOLLOW_NONE)
    assert plain_text(said(assistant, "botheodoi", "phường Bến Sáo")) == wording.FOLLOW_NOT


def test_a_unit_that_ended_leads_to_todays(assistant: Assistant) -> None:
    """There will be no new figures of it; its successors are offered, and a tap follows one."""
    reply = said(assistant, "theodoi", "huyện Diều Cổ tháng")
    followed = assistant.tap(reply.buttons[1].data, "1", person=STAFF)

    assert "không còn từ 01/7/2025" in plain_text(reply)
    assert [button.data for button in reply.buttons] == [f"d|m|{KITE.id}", f"d|m|{QUAY.id}"]
    assert "phường Bến Sáo" in plain_text(followed)
    assert plain_text(assistant.tap(f"d|w|{ENDED.id}", "1", person=STAFF)) == plain_text(reply)


@pytest.mark.parametrize("words", ["tuần", "xã Không Có Thật tuần", "???"])
def test_an_unknown_place_is_told(assistant: Assistant, words: str) -> None:
    """With an example of how to write it."""
    assert plain_text(said(assistant, "theodoi", words)) == wording.FOLLOW_UNKNOWN


def test_there_is_a_limit(assistant: Assistant, state: State, clock: Clock) -> None:
    """Beyond it nothing is added; what is followed already stays so."""
    follows = Follows(state.database, clock)
    for number in range(MOST_FOLLOWS):
        follows.add(int(STAFF), f"commune-{number}", Rhythm.WEEKLY)
    reply = plain_text(said(assistant, "theodoi", "xã Đồng Diều"))

    assert reply == wording.FOLLOW_MOST.format(count=MOST_FOLLOWS)
    assert follows.add(int(STAFF), "commune-3", Rhythm.WEEKLY)
    assert len(follows.of(int(STAFF))) == MOST_FOLLOWS


@pytest.mark.parametrize("data", [f"d|w|{KITE.id}", f"d|x|{KITE.id}"])
def test_a_follow_button_asks_for_the_tappers_right(assistant: Assistant, state: State, data: str) -> None:
    """A citizen is refused; in a group nobody is served."""
    citizen = plain_text(assistant.tap(data, "1", person="9004"))
    group = plain_text(assistant.tap(data, "1", person=STAFF, private=False))

    assert (citizen, group) == (wording.STAFF_REFUSAL, wording.STAFF_PRIVATELY)
    assert not Follows(state.database, datetime.now).all()


# ── when ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("now", "weekly", "monthly"),
    [
        ("2026-08-10T01:00:00+00:00", "2026-08-10", "2026-08-01"),
        ("2026-08-10T00:59:59+00:00", "2026-08-03", "2026-08-01"),
        ("2026-08-31T18:00:00+00:00", "2026-08-31", "2026-08-01"),
        ("2026-09-01T00:59:00+00:00", "2026-08-31", "2026-08-01"),
        ("2026-09-01T01:00:00+00:00", "2026-08-31", "2026-09-01"),
        ("2027-01-01T05:00:00+00:00", "2026-12-28", "2027-01-01"),
        ("2026-12-31T23:30:00+00:00", "2026-12-28", "2026-12-01"),
    ],
)
def test_digests_are_due_at_eight_in_viet_nam(now: str, weekly: str, monthly: str) -> None:
    """Mondays and the 1st, whatever zone the server counts in."""
    moment = datetime.fromisoformat(now)

    assert last_due(Rhythm.WEEKLY, moment).isoformat() == f"{weekly}T08:00:00+07:00"
    assert last_due(Rhythm.MONTHLY, moment).isoformat() == f"{monthly}T08:00:00+07:00"


def test_a_digest_comes_once_a_week(assistant: Assistant, clock: Clock) -> None:
    """Not before it is due, once when it is, and again the week after."""
    clock.now = MONDAY.replace(day=5)
    said(assistant, "theodoi", "xã Đồng Diều tuần")
    clock.now = MONDAY.replace(hour=0, minute=59)
    early = due(assistant)
    clock.now = MONDAY
    first = due(assistant)
    clock.pass_by(hours=1)
    again = due(assistant)
    clock.pass_by(days=7)
    next_week = due(assistant)

    assert (early, again) == ([], [])
    assert [digest.person for digest in (*first, *next_week)] == [int(STAFF)] * 2


def test_a_monthly_digest_comes_on_the_first(assistant: Assistant, clock: Clock) -> None:
    """A Monday in between brings none."""
    clock.now = MONDAY.replace(day=5)
    said(assistant, "theodoi", "xã Đồng Diều tháng")
    clock.now = MONDAY
    monday = due(assistant)
    clock.now = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)

    assert monday == []
    assert "Bản tin tháng" in plain_text(due(assistant)[0].reply)


def test_whoever_follows_after_the_hour_waits_for_the_next(assistant: Assistant, clock: Clock) -> None:
    """Following on Monday at nine brings nothing on that day."""
    clock.now = MONDAY.replace(hour=2)
    said(assistant, "theodoi", "xã Đồng Diều tuần")
    clock.pass_by(hours=3)

    assert due(assistant) == []


def test_two_processes_send_one(assistant: Assistant, figures: Release, tmp_path: Path, clock: Clock) -> None:
    """Of two processes with the same database each digest goes to one."""
    clock.now = MONDAY.replace(day=5)
    said(assistant, "theodoi", "xã Đồng Diều tuần")
    said(assistant, "theodoi", "phường Bến Sáo tuần")
    second = State(tmp_path / "state", clock)
    other = Assistant(lambda: figures, second, clock=clock)
    clock.now = MONDAY
    ours = assistant.digests.claimed()
    taken = [next(ours), *other.digests.claimed(), *ours]
    second.close()

    assert sorted(digest.follow.place for digest in taken) == sorted([KITE.id, QUAY.id])


def test_a_restart_makes_up_for_what_was_missed_once(
    assistant: Assistant, figures: Release, state: State, tmp_path: Path, clock: Clock
) -> None:
    """Follows and what was sent survive; a bot that was down on Monday sends on Wednesday, and not twice."""
    clock.now = MONDAY.replace(day=5)
    said(assistant, "theodoi", "xã Đồng Diều tuần")
    state.close()
    clock.now = MONDAY.replace(day=12, hour=3)
    reopened = State(tmp_path / "state", clock)
    late = due(Assistant(lambda: figures, reopened, clock=clock))
    reopened.close()
    clock.pass_by(hours=1)
    again = State(tmp_path / "state", clock)
    later = due(Assistant(lambda: figures, again, clock=clock))
    again.close()

    assert len(late) == 1
    assert later == []


@pytest.mark.parametrize("hour", [14, 18, 23, 0])
def test_nobody_is_woken(assistant: Assistant, clock: Clock, hour: int) -> None:
    """Between 21:00 and 8:00 nothing is sent; in the morning it is."""
    clock.now = MONDAY.replace(day=5)
    said(assistant, "theodoi", "xã Đồng Diều tuần")
    clock.now = MONDAY.replace(day=11, hour=hour)
    asleep = due(assistant)
    clock.now = MONDAY.replace(day=13, hour=2)

    assert asleep == []
    assert len(due(assistant)) == 1


def test_a_digest_that_was_given_back_comes_again(assistant: Assistant, clock: Clock) -> None:
    """What Telegram certainly did not take is tried again at the next look."""
    clock.now = MONDAY.replace(day=5)
    said(assistant, "theodoi", "xã Đồng Diều tuần")
    clock.now = MONDAY
    first = due(assistant)[0]
    nothing = due(assistant)
    assistant.digests.release(first)

    assert nothing == []
    assert due(assistant) == [first]


def test_whoever_lost_the_right_gets_none(assistant: Assistant, state: State, clock: Clock) -> None:
    """Even where the follow is still in the table."""
    clock.now = MONDAY.replace(day=5)
    said(assistant, "theodoi", "xã Đồng Diều tuần")
    state.database.execute("DELETE FROM staff WHERE person = ?", (int(STAFF),))
    clock.now = MONDAY

    assert due(assistant) == []


def test_a_place_that_the_release_lost_is_left_out(assistant: Assistant, state: State, clock: Clock) -> None:
    """Its digest is not claimed, the others come."""
    clock.now = MONDAY.replace(day=5)
    Follows(state.database, clock).add(int(STAFF), "commune-00000", Rhythm.WEEKLY)
    said(assistant, "theodoi", "xã Đồng Diều tuần")
    clock.now = MONDAY

    assert [digest.follow.place for digest in due(assistant)] == [KITE.id]


def test_a_digest_that_cannot_be_made_does_not_stop_the_others(
    assistant: Assistant, figures: Release, state: State, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """It is logged by its kind and not tried every minute."""

    class Halting:
        """A release that breaks at one place."""

        def __getattr__(self, name: str) -> object:
            return getattr(figures, name)

        def statistics(self, place: str = "", metric: str = "", **options: object) -> object:
            """The figures, but for one place."""
            if place == KITE.id:
                raise ValueError("secret")
            return figures.statistics(place, metric, **options)  # type: ignore[arg-type]

    clock.now = MONDAY.replace(day=5)
    said(assistant, "theodoi", "xã Đồng Diều tuần")
    said(assistant, "theodoi", "phường Bến Sáo tuần")
    clock.now = MONDAY
    follows = Follows(state.database, clock)
    broken = Digests(Halting, assistant.staff, follows, clock, 90)  # type: ignore[arg-type]

    assert [digest.follow.place for digest in broken.claimed()] == [QUAY.id]
    assert "ValueError" in caplog.text
    assert "secret" not in caplog.text
    assert list(broken.claimed()) == []


def test_claims_are_forgotten_when_nobody_needs_them(state: State, clock: Clock) -> None:
    """The table does not grow for ever."""
    follows = Follows(state.database, clock)
    follows.add(int(STAFF), KITE.id, Rhythm.WEEKLY)
    for _ in range(60):
        clock.pass_by(days=7)
        follows.claim(follows.all()[0], last_due(Rhythm.WEEKLY, clock()))

    assert state.database.execute("SELECT count(*) FROM digests").fetchone()[0] < 20


# ── what ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def digest(assistant: Assistant, clock: Clock) -> Iterator[Digest]:
    """The weekly digest of the commune with two months of figures."""
    clock.now = MONDAY.replace(day=5)
    said(assistant, "theodoi", "xã Đồng Diều tuần")
    clock.now = MONDAY
    yield due(assistant)[0]


def test_a_digest_has_the_newest_figures_with_their_change(digest: Digest) -> None:
    """Value, period and the change against the month before: points for rates, counts, places of a rank."""
    text = plain_text(digest.reply)

    assert text.startswith("Bản tin tuần: xã Đồng Diều, tỉnh Diều Sáo")
    assert "96,25 % — tháng 9/2026; giảm 1,25 điểm phần trăm so với tháng 8/2026 (97,5 %)" in text
    assert "4.321 hồ sơ — tháng 9/2026; tăng 221 hồ sơ so với tháng 8/2026 (4.100 hồ sơ)" in text
    assert "hạng 5 — tháng 9/2026; tăng 2 bậc so với tháng 8/2026 (hạng 7)" in text
    assert "90 % — tháng 9/2026; không đổi so với tháng 8/2026" in text
    assert text.count("97,5 %") == 1


def test_a_digest_keeps_qualifiers_and_sources(digest: Digest) -> None:
    """«Trên 310» and «trên 300» are not subtracted; the source stands below, internal figures are marked as such."""
    text = plain_text(digest.reply)

    assert "trên 310 thủ tục — tháng 9/2026; tháng 8/2026: trên 300 thủ tục" in text
    assert "tăng 10 thủ tục" not in text
    assert "7.777 hồ sơ — tháng 9/2026" in text
    assert "Báo cáo tháng — UBND tỉnh Diều Sáo, 05/10/2026" in text
    assert statistics_wording.INTERNAL in text


def test_a_digest_can_be_ended_by_its_button(assistant: Assistant, digest: Digest, clock: Clock) -> None:
    """The last button stops it; the others show everything."""
    stop = digest.reply.buttons[-1]
    stopped = plain_text(assistant.tap(stop.data, STAFF, person=STAFF))
    clock.pass_by(days=7)

    assert stop.data == f"d|x|{KITE.id}"
    assert stopped == wording.FOLLOW_STOPPED.format(place="xã Đồng Diều, tỉnh Diều Sáo")
    assert due(assistant) == []


def test_a_digest_follows_the_release(tmp_path: Path, state: State, clock: Clock) -> None:
    """The next one is made from the release that is current then; no earlier figure, no change is claimed."""
    build(tmp_path)
    staff = Staff(state.database, clock)
    staff.appoint([int(ADMIN)])
    assistant = Assistant(lambda: open_release(tmp_path), state, clock=clock)
    clock.now = MONDAY.replace(day=5)
    said(assistant, "theodoi", "phường Bến Sáo tuần", ADMIN)
    clock.now = MONDAY
    before = plain_text(due(assistant)[0].reply)
    build(tmp_path, (*FIGURES, figure(QUAY, "dossiers_received", 600, OCTOBER)))
    clock.pass_by(days=7)
    after = plain_text(due(assistant)[0].reply)

    assert "555 hồ sơ — tháng 9/2026\n" in before
    assert "600 hồ sơ — tháng 10/2026; tăng 45 hồ sơ so với tháng 9/2026 (555 hồ sơ)" in after


def test_a_place_without_figures_says_so(assistant: Assistant, clock: Clock) -> None:
    """Nothing is invented, no empty list is sent; nothing is offered but to end the digests."""
    clock.now = MONDAY.replace(day=5)
    said(assistant, "theodoi", "xã Trống Trải tuần")
    clock.now = MONDAY
    reply = due(assistant)[0].reply

    assert statistics_wording.DIGEST_NOTHING.format(place="xã Trống Trải, tỉnh Diều Sáo") in plain_text(reply)
    assert [button.data for button in reply.buttons] == [f"d|x|{EMPTY.id}"]
