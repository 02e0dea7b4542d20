"""Who is staff, who says so, and that internal figures are read with the rights of whoever asks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import statistics_wording, wording
from bot.assistant import Assistant
from bot.plain import plain_text
from bot.reply import Reply
from bot.staff import Change, Role, Staff
from bot.state import State
from knowledge.release import Release, open_release
from tests.bot.conftest import Clock
from tests.bot.figures_release import build

ADMIN, OTHER, NEW, CITIZEN = "9001", "9002", "9003", "9004"
INTERNAL = "xã Đồng Diều có bao nhiêu hồ sơ đang giải quyết"
SECRET = "7.777"


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release with public and internal figures, open."""
    folder = tmp_path_factory.mktemp("figures")
    build(folder)
    return open_release(folder)


@pytest.fixture
def staff(state: State, clock: Clock) -> Staff:
    """The list, with one administrator from ADMIN_IDS."""
    staff = Staff(state.database, clock)
    staff.appoint([int(ADMIN)])
    return staff


@pytest.fixture
def assistant(figures: Release, state: State, clock: Clock, staff: Staff) -> Assistant:
    """The assistant over the release with figures; the administrator is appointed."""
    return Assistant(lambda: figures, state, clock=clock)


def commanded(assistant: Assistant, name: str, words: str = "", person: str = ADMIN, **options: object) -> Reply:
    """What a command says."""
    reply = assistant.command(name, words, "1", person=person, **options)  # type: ignore[arg-type]
    assert reply is not None
    return reply


# ── the list ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_first_administrators_come_from_the_settings(staff: Staff) -> None:
    """ADMIN_IDS are administrators; everybody else is nobody, however odd the number."""
    assert staff.role(ADMIN) is Role.ADMIN
    assert [staff.role(person) for person in (OTHER, "", "x", "-5", "٣", "9" * 40)] == [None] * 6


def test_who_was_taken_off_stays_off_over_a_restart(staff: Staff) -> None:
    """ADMIN_IDS are not granted anew to somebody whom an administrator removed; a new number is let in."""
    staff.change(ADMIN, int(OTHER), Role.ADMIN)
    staff.change(OTHER, int(ADMIN), None)
    staff.appoint([int(ADMIN), int(NEW)])

    assert staff.role(ADMIN) is None
    assert staff.role(NEW) is Role.ADMIN


def test_only_administrators_change_the_list(staff: Staff) -> None:
    """Staff and strangers change nothing, not even themselves."""
    staff.change(ADMIN, int(OTHER), Role.STAFF)

    assert staff.change(OTHER, int(OTHER), Role.ADMIN) is Change.REFUSED
    assert staff.change(CITIZEN, int(ADMIN), None) is Change.REFUSED
    assert staff.change("", int(CITIZEN), Role.STAFF) is Change.REFUSED
    assert (staff.role(OTHER), staff.role(ADMIN), staff.role(CITIZEN)) == (Role.STAFF, Role.ADMIN, None)


@pytest.mark.parametrize("role", [None, Role.STAFF])
def test_the_last_administrator_stays(staff: Staff, role: Role | None) -> None:
    """He can neither remove nor demote himself; with a second one he can."""
    alone = staff.change(ADMIN, int(ADMIN), role)
    staff.change(ADMIN, int(OTHER), Role.ADMIN)
    together = staff.change(ADMIN, int(ADMIN), role)

    assert (alone, together) == (Change.LAST_ADMIN, Change.DONE)
    assert staff.role(OTHER) is Role.ADMIN


def test_every_change_leaves_a_line(staff: Staff, clock: Clock) -> None:
    """When, who, what and whom; attempts that changed nothing leave none."""
    started = clock()
    clock.pass_by(hours=1)
    staff.change(ADMIN, int(NEW), Role.STAFF)
    staff.change(ADMIN, int(NEW), Role.STAFF)
    staff.change(CITIZEN, int(NEW), Role.ADMIN)
    clock.pass_by(hours=1)
    staff.change(ADMIN, int(NEW), None)

    assert [(who, what, whom) for _, who, what, whom in staff.audit()] == [
        (0, "admin", int(ADMIN)),
        (int(ADMIN), "staff", int(NEW)),
        (int(ADMIN), "revoked", int(NEW)),
    ]
    assert [round((when - started).total_seconds() / 3600) for when, *_ in staff.audit()] == [0, 1, 2]


def test_another_process_sees_a_change_at_once(staff: Staff, tmp_path: Path, clock: Clock) -> None:
    """Rights are read anew each time; two administrators cannot remove each other from two processes."""
    second = State(tmp_path / "state", clock)
    other = Staff(second.database, clock)
    staff.change(ADMIN, int(OTHER), Role.ADMIN)
    removed = other.change(OTHER, int(ADMIN), None)
    revenge = staff.change(ADMIN, int(OTHER), None)
    role = other.role(OTHER)
    second.close()

    assert (removed, revenge, role) == (Change.DONE, Change.REFUSED, Role.ADMIN)


def test_the_list_survives_a_restart(tmp_path: Path, clock: Clock) -> None:
    """It lies in the state's own file, in WAL mode."""
    first = State(tmp_path, clock)
    Staff(first.database, clock).appoint([int(ADMIN)])
    mode = first.database.execute("PRAGMA journal_mode").fetchone()[0]
    first.close()
    second = State(tmp_path, clock)
    role = Staff(second.database, clock).role(ADMIN)
    second.close()

    assert (role, mode) == (Role.ADMIN, "wal")


# ── /capquyen ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "role"),
    [
        (f"{NEW} can_bo", Role.STAFF),
        (f"{NEW} quan_tri", Role.ADMIN),
        (f"  {NEW}   Cán bộ ", Role.STAFF),
        (f"{NEW} QUẢN TRỊ", Role.ADMIN),
    ],
)
def test_an_administrator_grants(assistant: Assistant, words: str, role: Role) -> None:
    """In the words of the command, with marks or without; the reply names what was granted to whom."""
    reply = plain_text(commanded(assistant, "capquyen", words))

    assert assistant.staff.role(NEW) is role
    assert reply == wording.GRANT_DONE.format(role=wording.ROLES[role], person=NEW)


def test_an_administrator_takes_away_and_follows_go_with_it(assistant: Assistant) -> None:
    """Afterwards nothing of the person is kept but the audit."""
    commanded(assistant, "capquyen", f"{NEW} can_bo")
    commanded(assistant, "theodoi", "xã Đồng Diều tuần", NEW)
    reply = plain_text(commanded(assistant, "capquyen", f"{NEW} thu_hoi"))
    follows = assistant.state.database.execute("SELECT count(*) FROM follows").fetchone()[0]

    assert reply == wording.GRANT_REVOKED.format(person=NEW)
    assert (assistant.staff.role(NEW), follows) == (None, 0)


def test_the_list_is_shown_with_who_granted_what_and_when(assistant: Assistant) -> None:
    """/capquyen alone lists, explains the command and says what is stored."""
    commanded(assistant, "capquyen", f"{NEW} can_bo")
    shown = plain_text(commanded(assistant, "capquyen"))

    assert f"{ADMIN}: quản trị, theo ADMIN_IDS ngày 03/8/2026" in shown
    assert f"{NEW}: cán bộ, do {ADMIN} cấp ngày 03/8/2026" in shown
    assert wording.STAFF_PRIVACY in shown
    assert wording.GRANT_HOW[1] in shown


def test_a_forwarded_message_names_the_person(assistant: Assistant) -> None:
    """In reply to one the number may be left out; without one it is asked for."""
    unnamed = plain_text(commanded(assistant, "capquyen", "can_bo"))
    commanded(assistant, "capquyen", "can_bo", pointed=NEW)

    assert unnamed.startswith(wording.GRANT_UNREADABLE)
    assert assistant.staff.role(NEW) is Role.STAFF


@pytest.mark.parametrize("words", ["x", "12", "12 boss", "12.5 can_bo", "-3 can_bo", "can_bo 12", "9" * 30 + " can_bo"])
def test_what_cannot_be_read_is_told_with_the_way_to_write_it(assistant: Assistant, words: str) -> None:
    """Nothing is changed."""
    before = assistant.staff.audit()
    reply = plain_text(commanded(assistant, "capquyen", words))

    assert reply.startswith(wording.GRANT_UNREADABLE)
    assert wording.GRANT_HOW[1] in reply
    assert assistant.staff.audit() == before


def test_what_is_so_already_is_told(assistant: Assistant) -> None:
    """Granting twice, revoking nobody, removing the last administrator."""
    commanded(assistant, "capquyen", f"{NEW} can_bo")

    assert "từ trước" in plain_text(commanded(assistant, "capquyen", f"{NEW} can_bo"))
    assert "không có trong danh sách" in plain_text(commanded(assistant, "capquyen", f"{CITIZEN} thu_hoi"))
    assert plain_text(commanded(assistant, "capquyen", f"{ADMIN} thu_hoi")) == wording.GRANT_LAST_ADMIN


@pytest.mark.parametrize("name", ["capquyen", "theodoi", "botheodoi"])
@pytest.mark.parametrize("words", ["", f"{ADMIN} thu_hoi", f"{CITIZEN} quan_tri", "xã Đồng Diều tuần"])
@pytest.mark.parametrize("person", [CITIZEN, "", "nobody"])
def test_others_hear_one_sentence_that_reveals_nothing(
    assistant: Assistant, name: str, words: str, person: str
) -> None:
    """The same refusal whatever was tried; nothing changed."""
    reply = commanded(assistant, name, words, person)

    assert plain_text(reply) == wording.STAFF_REFUSAL
    assert not reply.buttons
    assert [member.person for member in assistant.staff.members()] == [int(ADMIN)]


def test_staff_are_no_administrators(assistant: Assistant) -> None:
    """A staff member may follow, but not grant, nor see the list."""
    commanded(assistant, "capquyen", f"{NEW} can_bo")

    assert plain_text(commanded(assistant, "capquyen", "", NEW)) == wording.STAFF_REFUSAL
    assert plain_text(commanded(assistant, "theodoi", "", NEW)) != wording.STAFF_REFUSAL


@pytest.mark.parametrize("person", [ADMIN, CITIZEN])
@pytest.mark.parametrize("name", ["capquyen", "theodoi", "botheodoi"])
def test_in_a_group_commands_of_staff_are_not_taken(assistant: Assistant, name: str, person: str) -> None:
    """Everybody hears the same, so that a group learns nothing of who is what."""
    assert plain_text(commanded(assistant, name, "", person, private=False)) == wording.STAFF_PRIVATELY


def test_help_lists_the_commands_that_one_may_give(assistant: Assistant) -> None:
    """Staff commands are shown to staff only, /capquyen to administrators only, none of them in a group."""
    commanded(assistant, "capquyen", f"{NEW} can_bo")
    admin, staff, citizen = (plain_text(commanded(assistant, "help", "", who)) for who in (ADMIN, NEW, CITIZEN))
    group = plain_text(commanded(assistant, "help", "", ADMIN, private=False))

    assert all("/thongke" in text for text in (admin, staff, citizen, group))
    assert ["/theodoi" in text for text in (admin, staff, citizen, group)] == [True, True, False, False]
    assert ["/capquyen" in text for text in (admin, staff, citizen, group)] == [True, False, False, False]


# ── rights where data is read ───────────────────────────────────────────────────────────────────────────────────────


def test_internal_figures_answer_only_to_staff(assistant: Assistant) -> None:
    """The same question: a citizen is told that it is not stated, staff hear the figure."""
    mine = assistant.answer(INTERNAL, "1", person=ADMIN)
    theirs = assistant.answer(INTERNAL, "2", person=CITIZEN)

    assert SECRET in plain_text(mine)
    assert SECRET not in plain_text(theirs)
    assert not any(found.value == 7777 for found in theirs.figures)


def test_a_right_that_is_taken_away_is_gone_at_once(assistant: Assistant) -> None:
    """The next question is answered as a citizen's."""
    commanded(assistant, "capquyen", f"{NEW} can_bo")
    before = plain_text(assistant.answer(INTERNAL, "1", person=NEW))
    commanded(assistant, "capquyen", f"{NEW} thu_hoi")
    after = plain_text(assistant.answer(INTERNAL, "1", person=NEW))

    assert SECRET in before
    assert SECRET not in after


def test_a_button_is_answered_with_the_rights_of_whoever_taps(assistant: Assistant) -> None:
    """A button that staff were shown gives a citizen public figures only, forged or passed on."""
    data = "s|commune-90001|dossiers_pending"

    assert SECRET in plain_text(assistant.tap(data, "1", person=ADMIN))
    assert SECRET not in plain_text(assistant.tap(data, "1", person=CITIZEN))
    assert SECRET not in plain_text(assistant.tap(data, "1"))


def test_where_others_read_along_staff_see_public_figures_and_are_told_so(assistant: Assistant) -> None:
    """One sentence says where internal figures are answered; a citizen does not hear it."""
    staff = plain_text(assistant.answer(INTERNAL, "-5:9001", person=ADMIN, private=False))
    tapped = plain_text(assistant.tap("s|commune-90001", "-5:9001", person=ADMIN, private=False))
    citizen = plain_text(assistant.answer(INTERNAL, "-5:9004", person=CITIZEN, private=False))

    assert SECRET not in staff + tapped + citizen
    assert statistics_wording.INTERNAL_PRIVATELY in staff
    assert statistics_wording.INTERNAL_PRIVATELY in tapped
    assert statistics_wording.INTERNAL_PRIVATELY not in citizen


def test_a_list_that_cannot_be_read_makes_nobody_staff(
    figures: Release, state: State, staff: Staff, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """With the file gone, questions are answered with public figures."""
    assistant = Assistant(lambda: figures, state, clock=clock)
    state.close()
    reply = plain_text(assistant.answer(INTERNAL, "1", person=ADMIN))

    assert SECRET not in reply
    assert reply != wording.APOLOGY
    assert sqlite3.ProgrammingError.__name__ in caplog.text


# ── the table as a file ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def asked(assistant: Assistant) -> Iterator[Assistant]:
    """After a comparison, whose reply has a table."""
    reply = assistant.answer("so sánh số hồ sơ tiếp nhận của xã Đồng Diều và phường Bến Sáo", "1", person=ADMIN)
    assert reply.table is not None
    yield assistant


@pytest.mark.parametrize(("data", "start"), [("t|x", b"PK"), ("t|c", "\ufeff".encode())])
def test_the_table_last_shown_comes_as_a_file(asked: Assistant, data: str, start: bytes) -> None:
    """XLSX and CSV, from the topic alone, so that it works after a restart."""
    reply = asked.tap(data, "1", person=ADMIN)

    assert reply.attachment is not None
    assert reply.attachment.data.startswith(start)


def test_without_a_table_the_file_button_says_so(asked: Assistant, clock: Clock) -> None:
    """In another chat, after the topic was forgotten, or when it is about something else."""
    elsewhere = asked.tap("t|x", "2", person=ADMIN)
    clock.pass_by(minutes=31)
    later = asked.tap("t|x", "1", person=ADMIN)

    assert elsewhere.attachment is later.attachment is None
    assert "30 phút" in plain_text(elsewhere)
    assert plain_text(later) == plain_text(elsewhere)


def test_the_file_holds_what_its_reader_may_see(assistant: Assistant) -> None:
    """The table is read anew with the rights of whoever taps."""
    assistant.answer("số liệu xã Đồng Diều", "1", person=ADMIN)
    mine = assistant.tap("t|c", "1", person=ADMIN)
    theirs = assistant.tap("t|c", "1", person=CITIZEN)

    assert mine.attachment is not None
    assert theirs.attachment is not None
    assert "7777" in mine.attachment.data.decode().replace(".", "")
    assert "7777" not in theirs.attachment.data.decode().replace(".", "")
