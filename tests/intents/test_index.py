"""The search index of a small made-up release."""

from __future__ import annotations

import pytest

from intents.index import (
    NAME,
    SITUATION,
    TITLE,
    Index,
    build,
    family_key,
    fits,
    gathered_phrases,
    index_of,
    key_text,
    load,
    phrase_terms,
    tokens,
)
from knowledge.release import Release
from tests.intents.made_up import PROCEDURES


@pytest.fixture
def index(bees: Release) -> Index:
    """The index of the made-up release."""
    return index_of(bees)


def test_every_procedure_belongs_to_one_target(index: Index) -> None:
    """None is lost, none stands twice."""
    codes = [code for target in index.targets if target.kind == "procedure" for code in target.codes]

    assert sorted(codes) == sorted(procedure.code for procedure in PROCEDURES)
    assert {code: index.targets[number].codes for code, number in index.target_of.items()}.keys() == set(codes)


def test_twins_are_one_family_the_usual_one_first(index: Index) -> None:
    """The same procedure at the commune and at the province."""
    assert index.targets[index.target_of["9.100005"]].codes == ("9.100004", "9.100005")
    assert index.targets[index.target_of["9.100003"]].codes == ("9.100003",)


def test_general_answers_ambiguities_and_refusals_compete(index: Index) -> None:
    """They are targets as procedures are."""
    kinds = {"procedure", "general", "ambiguous", "known", "scope", "smalltalk"}

    assert {target.kind for target in index.targets} == kinds
    assert ("cho-mat",) in {target.codes for target in index.targets if target.kind == "general"}


def test_a_procedure_known_by_its_name_only_is_marked(index: Index) -> None:
    """It is never answered as if its details were here."""
    assert [target.codes for target in index.targets if target.listed_only] == [("9.100006",)]


def test_the_phrases_of_a_target_lie_together(index: Index, bees: Release) -> None:
    """Its title first, then names, then situations."""
    assert list(index.phrase_target) == sorted(index.phrase_target)
    target = index.target_of["9.100001"]
    found = [(kind, text) for holder, kind, text in gathered_phrases(bees) if holder == target]
    assert found == [
        (TITLE, "đăng ký nuôi ong"),
        (NAME, "làm giấy nuôi ong"),
        (SITUATION, "mới mua mấy tổ ong về thả vườn"),
    ]


def test_postings_hold_what_the_phrases_hold(index: Index) -> None:
    """From a word to its phrases and back; a pair is a term of its own."""
    term = index.terms["nuoi ong"]
    targets = set(index.phrase_target[index.posts[index.starts[term] : index.starts[term + 1]]])

    assert {index.target_of[code] for code in ("9.100001", "9.100002", "9.100003")} <= targets
    assert index.target_of["9.100004"] not in targets
    assert index.pair_count("nuoi", "ong") == len(index.posts[index.starts[term] : index.starts[term + 1]])
    assert index.pair_count("ong", "nam") == 0


def test_a_rare_word_weighs_more(index: Index) -> None:
    """«nhãn» stands in one title, «ong» in many."""
    assert index.idf[index.terms["nhan"]] > index.idf[index.terms["ong"]] > 0


def test_an_index_survives_its_bytes(bees: Release, index: Index) -> None:
    """What was built is what is read; the release's own copy fits this version."""
    again = load(build(bees))

    assert (again.targets, dict(again.terms), dict(again.counts)) == (
        index.targets,
        dict(index.terms),
        dict(index.counts),
    )
    assert (again.posts == index.posts).all()
    assert fits(bees)


def test_an_index_of_another_version_is_not_read(bees: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its numbers would mean something else."""
    blob = build(bees)
    monkeypatch.setattr("intents.index.fingerprint", lambda: "another")

    with pytest.raises(ValueError, match="another version"):
        load(blob)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Thủ tục đăng ký nuôi ong", "dang ky nuoi ong"),
        ("Đăng ký nuôi ong (thực hiện tại cấp xã)", "dang ky nuoi ong"),
        ("Đăng ký nuôi ong thuộc thẩm quyền của cấp tỉnh.", "dang ky nuoi ong"),
        ("Đăng ký nuôi ong", "dang ky nuoi ong"),
        ("Đăng ký nuôi ong\nGhi chú", "dang ky nuoi ong"),
    ],
)
def test_twins_share_a_key(name: str, key: str) -> None:
    """Whatever level carries it out."""
    assert family_key(name) == key


def test_terms_of_a_phrase() -> None:
    """Words, pairs and marked words, each once; abbreviations written out."""
    assert phrase_terms(["thẻ", "ong", "thẻ"], ["the", "ong", "the"]) == (
        ["the", "ong"],
        ["the ong", "ong the"],
        ["=thẻ"],
    )
    assert tokens("Thẻ BHYT") == (["thẻ", "bảo", "hiểm", "y", "tế"], ["the", "bao", "hiem", "y", "te"])
    assert key_text("Thủ tục cấp thẻ ong (thực hiện tại cấp xã)") == "cấp thẻ ong"
