"""Links to the national portal, by the rules of the field: the page where its id is known, else a search.

A page id is never built, and none of the old portal's addresses is ever written (they are closed or time out).
The templates were checked against the portal's own pages in November 2026.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from knowledge.procedure import Procedure
from knowledge.text import clean_line

PORTAL = "https://dichvucong.gov.vn"

PAGE_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def procedure_link(procedure: Procedure) -> str:
    """The procedure's page, or the portal's search for its code."""
    if PAGE_ID.fullmatch(procedure.page_id):
        return f"{PORTAL}/thu-tuc-hanh-chinh/{procedure.page_id}"
    return search_link(procedure.code)


def search_link(text: str) -> str:
    """The portal's own search for a code or a name."""
    return f"{PORTAL}/tim-kiem-thu-tuc-hanh-chinh?keyword={quote(clean_line(text), safe='')}"


def page_id_in(text: str) -> str:
    """The page id that stands in a link of the new portal; empty when there is none."""
    found = PAGE_ID.search(text.lower()) if "/thu-tuc-hanh-chinh/" in text else PAGE_ID.fullmatch(text.strip().lower())
    return found[0] if found else ""
