"""Button data: what we write we read; nothing else is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import taps
from intents.intent import Facet

CODES = st.from_regex(r"[1-3]\.[0-9]{6}(\.[0-9]{2}){0,3}", fullmatch=True)


@given(CODES, st.lists(st.sampled_from(Facet), max_size=12))
def test_a_procedure_button_comes_back(code: str, facets: list[Facet]) -> None:
    """The code comes back whole and the facets as far as they fit."""
    button = taps.procedure_button("x", code, facets)
    tap = taps.parse(button.data)

    assert taps.fits(button)
    assert isinstance(tap, taps.OpenProcedure)
    assert tap.code == code
    assert tap.facets == tuple(dict.fromkeys(facets))[: len(tap.facets)] or tap.facets == (Facet.OVERVIEW,)


@given(CODES, st.lists(CODES, max_size=12))
def test_a_not_this_button_comes_back(code: str, others: list[str]) -> None:
    """The others come back in order, as many as fit."""
    button = taps.not_this_button("x", code, others)
    tap = taps.parse(button.data)

    assert taps.fits(button)
    assert isinstance(tap, taps.NotThis)
    assert (tap.code, list(tap.others)) == (code, others[: len(tap.others)])


def test_the_other_buttons_come_back() -> None:
    """Cases, pages, examples."""
    assert taps.parse(taps.case_button("x", "1.001193", 7).data) == taps.OpenCase("1.001193", 7)
    assert taps.parse(taps.page_button("x", "1.001193", Facet.STEPS, 2).data) == taps.OpenPage(
        "1.001193", Facet.STEPS, 2
    )
    assert taps.parse(taps.example_button("x", 3).data) == taps.AskExample(3)
    assert taps.parse("g|mot-cua") == taps.OpenGeneral("mot-cua")
    assert taps.parse("l|district-399") == taps.OpenPlace("district-399")
    assert taps.parse("s|district-399|dossiers_total") == taps.OpenStatistics("district-399", "dossiers_total")


@pytest.mark.parametrize(
    "data",
    ["", "p", "p|", "p||fee", "p|1.0|", "p|1.0|fee,gold", "p|../etc|fee", "c|1.0|fee|1", "c|1.0|documents|-1",
     "c|1.0|documents|99999", "m|1.0|fee,time|1", "n", "n|1.0|", "e|x", "e|١", "g|", "s|a|b|c",
     "x" * 65, "🪁" * 17, "\ud800"],
)  # fmt: skip
def test_forged_data_is_nothing(data: str) -> None:
    """Whatever no button of ours says is None."""
    assert taps.parse(data) is None


@given(st.text(st.characters()))
def test_any_text_is_read_without_an_error(data: str) -> None:
    """Reading never fails."""
    taps.parse(data)
