"""Typing errors put right by what the neighbours expect."""

from __future__ import annotations

from intents.correction import Known, correct, edits, is_doubtful

PAIRS = {("nuoi", "ong"): 30, ("ong", "mat"): 30, ("dang", "ky"): 90, ("nuoi", "tom"): 5}
KNOWN = Known({"nuoi": 40, "ong": 50, "mat": 30, "dang": 90, "ky": 90, "tom": 5}, lambda a, b: PAIRS.get((a, b), 0))


def test_a_known_word_beside_its_neighbour_is_no_error() -> None:
    """Nor one that names hold often, nor what follows the word for a place."""
    assert not is_doubtful("ong", "ong", "nuoi", "$", KNOWN)
    assert not is_doubtful("mat", "mat", "xa", "$", KNOWN)
    assert not is_doubtful("oăng", "oang", "xa", "mat", KNOWN)
    assert not is_doubtful("ct01", "ct01", "^", "$", KNOWN)


def test_what_is_no_syllable_is_doubtful() -> None:
    """Whatever its neighbours."""
    assert is_doubtful("ogn", "ogn", "nuoi", "mat", KNOWN)


def test_the_neighbours_choose_among_near_words() -> None:
    """«ogn» between «nuôi» and «mật» is «ong»."""
    assert correct("ogn", "ogn", "nuoi", "mat", KNOWN) == ("ong",)


def test_a_syllable_is_replaced_only_when_another_plainly_fits() -> None:
    """«oong mật» is «ong mật»; beside unknown words it stays."""
    assert correct("oang", "oang", "nuoi", "mat", KNOWN) == ("ong",)
    assert correct("oang", "oang", "^", "$", KNOWN) == ("oang",)


def test_what_is_near_to_nothing_stays() -> None:
    """A foreign word, a name."""
    assert correct("wwwqq", "wwwqq", "^", "$", KNOWN) == ("wwwqq",)


def test_run_together_words_are_cut() -> None:
    """Only where two of the parts are known to stand together."""
    assert correct("dangkynuoiong", "dangkynuoiong", "^", "$", KNOWN) == ("dang", "ky", "nuoi", "ong")
    assert correct("x" * 100, "x" * 100, "^", "$", KNOWN) == ("x" * 100,)


def test_edits_are_one_error_away() -> None:
    """Swapped, dropped, replaced, added; never the word itself."""
    found = edits("ong")

    assert {"ogn", "on", "ing", "tong", "ongg"} <= found
    assert "ong" not in found
