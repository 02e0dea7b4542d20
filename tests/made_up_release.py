"""A real release of made-up units and figures: a province with xã, phường, sở and a former district."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from knowledge.building import Contents, build_release
from knowledge.place import Place, PlaceKind, Successor
from knowledge.release import Release, open_release
from knowledge.sources.shipped import surroundings
from knowledge.statistic import Metric, Publication, Qualifier, Statistic

PROVINCE = "province-91"
OTHER_PROVINCE = "province-92"
DISTRICT = "district-911"
XA = {name: f"commune-9100{number}" for number, name in enumerate(["An Bình", "Bình Yên", "Cẩm Sơn", "Đại Lộc"], 1)}
PHUONG = {"Gia Hòa": "commune-91011", "Hòa Mỹ": "commune-91012"}
DEPARTMENTS = {"Sở Xây dựng": "department-91-xd", "Sở Tư pháp": "department-91-tp"}
QUARTERS = {
    "III/2025": ("2025-07-01", "2025-09-30"),
    "II/2026": ("2026-04-01", "2026-06-30"),
    "III/2026": ("2026-07-01", "2026-09-30"),
}
REPORT = Publication(
    "Báo cáo quý III/2026", "Trung tâm phục vụ hành chính công tỉnh", "2026-10-05", "https://example.vn/bc-q3"
)
RATE = "dossiers_on_time_rate"
RATES = {
    "III/2026": {"An Bình": 99.5, "Bình Yên": 97.25, "Cẩm Sơn": 97.25, "Gia Hòa": 98.0, "Hòa Mỹ": 91.0},
    "II/2026": {"An Bình": 98.0, "Bình Yên": 98.5, "Gia Hòa": 98.0},
    "III/2025": {"An Bình": 95.0},
}


def places() -> list[Place]:
    """The units, those of today in alphabetic order of their names within each kind."""
    since = "2025-07-01"
    return [
        Place(PROVINCE, PlaceKind.PROVINCE, "91", "tỉnh Thử Nghiệm"),
        Place(OTHER_PROVINCE, PlaceKind.PROVINCE, "92", "tỉnh Khác"),
        Place(
            DISTRICT,
            PlaceKind.DISTRICT,
            "911",
            "huyện An Bình",
            PROVINCE,
            valid_to="2025-06-30",
            became=(Successor(XA["An Bình"], whole=True), Successor(XA["Bình Yên"], whole=False)),
        ),
        *(Place(id, PlaceKind.COMMUNE, id[-5:], f"xã {name}", PROVINCE, valid_from=since) for name, id in XA.items()),
        *(
            Place(id, PlaceKind.COMMUNE, id[-5:], f"phường {name}", PROVINCE, valid_from=since)
            for name, id in PHUONG.items()
        ),
        Place("commune-92001", PlaceKind.COMMUNE, "92001", "xã An Bình", OTHER_PROVINCE, valid_from=since),
        *(Place(id, PlaceKind.DEPARTMENT, id, name, PROVINCE) for name, id in DEPARTMENTS.items()),
    ]


def figure(
    place: str,
    metric: str,
    value: float | None,
    quarter: str = "III/2026",
    *,
    unit: str = "",
    qualifier: Qualifier = Qualifier.EXACT,
    definition: str = "",
    internal: bool = False,
    publication: Publication = REPORT,
    period: tuple[str, str] | None = None,
) -> Statistic:
    """One figure; its unit is told by the metric's name unless given."""
    start, end = period or QUARTERS[quarter]
    heading = Statistic(
        id="",
        place="",
        metric=metric,
        value=None,
        unit=unit or ("percent" if "rate" in metric else "dossiers"),
        qualifier=qualifier,
        period_from=start,
        period_to=end,
        as_of=end,
        definition=definition,
        publication=publication,
        internal=internal,
    )
    return heading.of(heading.id_at(place), place, value)


def rates() -> list[Statistic]:
    """On-time rates of communes over three quarters (one xã has none), and of the two departments."""
    units = {**XA, **PHUONG}
    found = [
        figure(units[name], RATE, value, quarter) for quarter, values in RATES.items() for name, value in values.items()
    ]
    found += [figure(id, RATE, value) for id, value in zip(DEPARTMENTS.values(), (100.0, 90.0), strict=True)]
    return found


def made_up(figures: Sequence[Statistic], units: Sequence[Place] | None = None) -> Release:
    """A release of these figures, open.

    Args:
        figures: All of them.
        units: The places; None: those of ``places()``.
    """
    folder = Path(tempfile.mkdtemp(prefix="made-up-release-"))
    contents = Contents(
        statistics=list(figures), places=list(units if units is not None else places()), metrics=_metrics()
    )
    build_release(folder, contents, {})
    return open_release(folder)


@cache
def made_up_rates() -> Release:
    """A release of ``rates()``, built once."""
    return made_up(rates())


@cache
def _metrics() -> list[Metric]:
    return list(surroundings().metrics)
