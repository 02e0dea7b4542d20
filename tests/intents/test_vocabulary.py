"""The words of our own data."""

from __future__ import annotations

from intents.vocabulary import vocabulary


def test_how_people_talk_is_known() -> None:
    """Cues, fillers and examples: words, which stand side by side, and their marks."""
    known = vocabulary()

    assert known.pairs["bao", "nhieu"] > 0
    assert ("nhieu", "bao") not in known.pairs
    assert {"giấy", "giạy"} & known.spellings["giay"] == {"giấy"}
    assert known.words["khong"] > known.words["khau"] > 0


def test_what_nobody_says_is_left_out() -> None:
    """Ids of the data's entries and lists of what is no name."""
    assert "reissue" not in vocabulary().words
    assert "hồ khẩu" not in {f"{a} {b}" for a, b in vocabulary().pairs}
    assert "lí" not in vocabulary().spellings.get("ho", ())
