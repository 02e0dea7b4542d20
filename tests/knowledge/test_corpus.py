"""The real data, read in place: every record loads, and a few values that are known."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from knowledge.building import Contents, build_release
from knowledge.merging import merged
from knowledge.procedure import Channel, FeeState, Procedure, TimeUnit
from knowledge.release import open_release
from knowledge.sources.importing import read_source
from knowledge.sources.reading import Reading

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"the corpus is not beside the checkout ({CORPUS})")


@pytest.fixture(scope="module")
def portal() -> Reading:
    """The portal's raw detail answers."""
    return read_source(CORPUS / "portal-api")


@pytest.fixture(scope="module")
def normalised() -> Reading:
    """The normalised records."""
    return read_source(CORPUS / "procedures.jsonl.gz")


@pytest.fixture(scope="module")
def listed() -> Reading:
    """The portal's list."""
    return read_source(CORPUS / "catalog.jsonl")


def _by_code(reading: Reading) -> dict[str, Procedure]:
    return {record.procedure.code: record.procedure for record in reading.records}


def _fees(procedure: Procedure) -> list[tuple[Channel, FeeState, float | None]]:
    return [(method.channel, fee.state, fee.amount) for method in procedure.methods for fee in method.fees]


def test_all_raw_answers_load(portal: Reading) -> None:
    """All 502, none left out; only fees that contradict their own note are remarked."""
    assert len(portal.records) == 502
    assert portal.left_out == 0
    assert {found.field for found in portal.problems} == {"fees"}
    assert all(record.procedure.as_of >= "2026" for record in portal.records)


def test_all_normalised_records_load(normalised: Reading) -> None:
    """All 4,215; the seven clones of trap 18 are known without details, and reported."""
    assert len(normalised.records) == 4215
    assert normalised.left_out == 0
    assert {record.procedure.code for record in normalised.records if not record.procedure.has_details} == {
        "2.001428", "3.000226", "3.000243", "3.000244", "3.000246", "3.000283", "3.000579",
    }  # fmt: skip
    assert all(isinstance(code, str) and len(code) == 8 for code in _by_code(normalised))


def test_the_list_loads(listed: Reading) -> None:
    """5,670 but three that are no codes and one that stands twice."""
    assert len(listed.records) == 5666
    assert listed.left_out == 4


@pytest.mark.parametrize("source", ["portal", "normalised"])
def test_known_values(source: str, request: pytest.FixtureRequest) -> None:
    """The fees that the traps name, in both formats."""
    found = _by_code(request.getfixturevalue(source))

    assert _fees(found["1.004194"]) == [
        (Channel.ONLINE, FeeState.AMOUNT, 7000),
        (Channel.ONLINE, FeeState.AMOUNT, 5000),
        (Channel.ONLINE, FeeState.FREE_STATED, 0),
        (Channel.DIRECT, FeeState.AMOUNT, 10000),
        (Channel.DIRECT, FeeState.AMOUNT, 15000),
        (Channel.DIRECT, FeeState.FREE_STATED, 0),
    ]
    assert [(state, amount) for _, state, amount in _fees(found["1.001193"])] == [(FeeState.ZERO, 0)] * 3
    assert {(method.time.amount, method.time.unit) for method in found["1.001193"].methods} == {
        (1, TimeUnit.WORKING_DAY)
    }


def test_no_bare_zero_is_free(normalised: Reading) -> None:
    """Of 9,000 fee lines only a few dozen are free, and each says so itself."""
    states = Counter(
        (fee.state, bool(fee.note))
        for record in normalised.records
        for method in record.procedure.methods
        for fee in method.fees
    )

    assert states[FeeState.FREE_STATED, False] == 0
    assert 0 < states[FeeState.FREE_STATED, True] < 100
    assert states[FeeState.COUNCIL, True] > 700
    assert states[FeeState.ZERO, False] > 3900


def test_every_fee_line_finds_its_method(normalised: Reading) -> None:
    """None is lost on the way from items to methods."""
    import gzip
    import json

    with gzip.open(CORPUS / "procedures.jsonl.gz", "rt", encoding="utf-8") as file:
        counts = {(table := json.loads(text))["code"]: len(table["fee"]["items"]) for text in file}

    for code, procedure in _by_code(normalised).items():
        assert len(_fees(procedure)) == counts[code], code


def test_both_formats_agree_on_shared_codes(portal: Reading, normalised: Reading) -> None:
    """The normalised records that were made from the raw answers say the same."""
    raw, lines = _by_code(portal), _by_code(normalised)
    fees = [
        code
        for code in raw
        if code in lines and sorted(map(str, _fees(raw[code]))) != sorted(map(str, _fees(lines[code])))
    ]
    levels = [code for code in raw if code in lines and raw[code].levels != lines[code].levels]
    times = [
        code
        for code in raw
        if code in lines
        and [method.time for method in raw[code].methods] != [method.time for method in lines[code].methods]
    ]

    assert len(raw.keys() & lines.keys()) == 502
    assert len(fees) < 25
    assert len(times) < 25
    assert levels == []


def test_text_is_clean(normalised: Reading) -> None:
    """No private-use bullet, direction mark or soft hyphen is left."""
    odd = [
        record.procedure.code
        for record in normalised.records
        if any(mark in repr(record) for mark in ("\\uf0", "\\u200", "\\xad"))
    ]

    assert odd == []


def test_a_release_of_everything(tmp_path: Path, normalised: Reading, listed: Reading) -> None:
    """Records and list make one release, and read back."""
    records = merged([normalised.records, listed.records])
    build_release(tmp_path, Contents(records), {})
    found = open_release(tmp_path)

    titles = found.titles()
    assert sum(title.has_details for title in titles) == 4208
    assert len(titles) == len(_by_code(normalised).keys() | _by_code(listed).keys())
    clone = found.procedure("3.000243")
    assert clone is not None
    assert not clone.has_details
    assert "Công bố" not in clone.name
