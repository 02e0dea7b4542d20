"""One record from several sources."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge.merging import merge, merged
from knowledge.procedure import Case, Channel, Document, Duration, Fee, FeeState, Method, Procedure, State, TimeUnit
from knowledge.sources.reading import Record
from tests.knowledge.samples import PAGE

_THREE_DAYS = Duration(3, TimeUnit.WORKING_DAY)


def _fee(amount: float) -> Fee:
    return Fee(FeeState.AMOUNT, amount)


def _record(**changes: object) -> Record:
    return Record(replace(Procedure("1.900010", "Đăng ký nuôi mèo", as_of="2026-07"), **changes))  # type: ignore[arg-type]


def _cases(name: str) -> tuple[Case, ...]:
    return (Case("", (Document(name, 1),)),)


def test_the_later_date_wins_whatever_the_order() -> None:
    """A fresh record is not replaced by an old one named after it."""
    fresh, old = (
        _record(cases=_cases("mới"), as_of="2026-07"),
        _record(cases=_cases("cũ"), as_of="2025", decision="9/QĐ"),
    )

    for one, other in ((fresh, old), (old, fresh)):
        found = merge(one, other).procedure

        assert (found.cases, found.as_of, found.decision) == (_cases("mới"), "2026-07", "9/QĐ")


def test_at_a_tie_the_source_named_later_wins() -> None:
    """«2026-07» and «2026-07-08» are a tie."""
    one, other = _record(cases=_cases("một")), _record(cases=_cases("hai"), as_of="2026-07-08")

    assert merge(one, other).procedure.cases == _cases("hai")
    assert merge(other, one).procedure.cases == _cases("một")


def test_groups_are_not_mixed() -> None:
    """Papers of two sources are never listed together; an empty group is filled whole."""
    one = _record(cases=_cases("một"), steps=("a",))
    other = _record(cases=_cases("hai"))

    found = merge(one, other).procedure

    assert (found.cases, found.steps) == (_cases("hai"), ("a",))


def test_summary_page_and_shipped_mark_stay() -> None:
    """An import keeps what only our own record has."""
    ours = replace(_record(summary="Lời thường", page_id=PAGE), shipped=True)
    import_ = _record(name="Thủ tục đăng ký nuôi mèo")

    found = merge(ours, import_)

    assert (found.procedure.summary, found.procedure.page_id, found.shipped) == ("Lời thường", PAGE, True)
    assert found.procedure.name == "Thủ tục đăng ký nuôi mèo"
    assert found.alt_names == ("Đăng ký nuôi mèo",)


@pytest.mark.parametrize("ours_first", [True, False])
def test_a_complete_fee_list_beats_an_incomplete_one_of_the_same_date(ours_first: bool) -> None:
    """Fees that are known to be lower bounds do not replace the whole list."""
    whole = _record(methods=(Method(Channel.DIRECT, _THREE_DAYS, (_fee(7000), _fee(5000))),))
    part = _record(methods=(Method(Channel.DIRECT, _THREE_DAYS, (_fee(7000),)),), fees_complete=False)

    found = (merge(whole, part) if ours_first else merge(part, whole)).procedure

    assert [fee.amount for fee in found.methods[0].fees] == [7000, 5000]
    assert found.fees_complete


def test_a_later_incomplete_list_beats_an_older_complete_one() -> None:
    """A fee may have changed: the newer date counts, and stays marked incomplete."""
    old = _record(methods=(Method(Channel.DIRECT, _THREE_DAYS, (_fee(7000), _fee(5000))),), as_of="2025")
    new = _record(methods=(Method(Channel.DIRECT, _THREE_DAYS, (_fee(8000),)),), fees_complete=False)

    found = merge(new, old).procedure

    assert [fee.amount for fee in found.methods[0].fees] == [8000]
    assert not found.fees_complete


def test_lost_fees_and_times_are_filled_by_channel() -> None:
    """A record that lost its fees or times takes those of the other for the same channel."""
    known = _record(
        methods=(Method(Channel.ONLINE, Duration(), (_fee(1),)), Method(Channel.DIRECT, _THREE_DAYS, (_fee(2),)))
    )
    lost = _record(methods=(Method(Channel.DIRECT, note="tại xã"), Method(Channel.ONLINE)), fees_complete=False)

    found = merge(known, lost).procedure

    assert [
        (method.channel, method.time.known, [fee.amount for fee in method.fees], method.note)
        for method in found.methods
    ] == [
        (Channel.DIRECT, True, [2], "tại xã"),
        (Channel.ONLINE, False, [1], ""),
    ]
    assert found.fees_complete


def test_no_fee_is_lost_where_channels_differ() -> None:
    """When the other lists a channel that the winner lacks, its methods are taken whole."""
    known = _record(methods=(Method(Channel.ONLINE, fees=(_fee(1),)), Method(Channel.POSTAL, fees=(_fee(3),))))
    lost = _record(methods=(Method(Channel.ONLINE),), fees_complete=False)

    assert merge(known, lost).procedure.methods == known.procedure.methods


@pytest.mark.parametrize("list_first", [True, False])
def test_the_portals_list_only_fills(list_first: bool) -> None:
    """An item of the list gives a page id and another name, and changes nothing else."""
    record = _record(cases=_cases("một"), field="Thú cưng", agency="UBND xã")
    item = _record(
        name="Nuôi mèo", has_details=False, page_id=PAGE, field="Khác", agency="Sở", as_of="2027", promulgator="Bộ"
    )

    found = merge(item, record) if list_first else merge(record, item)

    assert found.procedure == replace(record.procedure, page_id=PAGE)
    assert found.alt_names == ("Nuôi mèo",)


def test_a_page_id_is_not_replaced_by_the_list() -> None:
    """The record's own page stays."""
    own = PAGE.replace("019d", "019e")

    assert merge(_record(page_id=own), _record(has_details=False, page_id=PAGE)).procedure.page_id == own


def test_an_abolished_procedure_does_not_come_alive() -> None:
    """At a tie a state that someone wrote stands against one that is only the default."""
    assert merge(_record(state=State.ABOLISHED), _record()).procedure.state == State.ABOLISHED


def test_merged_is_in_code_order() -> None:
    """Sources in their order, the result by code."""
    other = Record(Procedure("1.000001", "Chó"))

    assert list(merged([[_record()], [other], [_record()]])) == ["1.000001", "1.900010"]
