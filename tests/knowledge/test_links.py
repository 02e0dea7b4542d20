"""Links to the portal."""

from __future__ import annotations

import pytest

from knowledge.links import page_id_in, procedure_link, search_link
from knowledge.procedure import Procedure
from tests.knowledge.samples import PAGE


def test_page_where_known() -> None:
    """A procedure with a page id links to its page."""
    assert (
        procedure_link(Procedure("1.900010", "x", page_id=PAGE))
        == f"https://dichvucong.gov.vn/thu-tuc-hanh-chinh/{PAGE}"
    )


@pytest.mark.parametrize("page_id", ["", "12345", "019d2bf7-…", "../../evil"])
def test_search_by_code_otherwise(page_id: str) -> None:
    """No page is ever built from something that is not an id."""
    link = procedure_link(Procedure("1.900010", "x", page_id=page_id))

    assert link == "https://dichvucong.gov.vn/tim-kiem-thu-tuc-hanh-chinh?keyword=1.900010"


def test_search_link_quotes() -> None:
    """Words go into the address quoted."""
    assert search_link("mèo & chó").endswith("keyword=m%C3%A8o%20%26%20ch%C3%B3")


def test_old_links_give_no_page() -> None:
    """An address of the old portal is never carried over."""
    assert page_id_in("https://dichvucong.gov.vn/p/home/dvc-tthc-thu-tuc-hanh-chinh-chi-tiet.html?ma_thu_tuc=12") == ""
    assert page_id_in(f"https://dichvucong.gov.vn/thu-tuc-hanh-chinh/{PAGE.upper()}") == PAGE
