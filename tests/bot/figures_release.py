"""A real release with figures of made-up places: a province, its communes month by month, a district that ended."""

from __future__ import annotations

from pathlib import Path

from intents.index import ARTIFACTS
from knowledge.building import Contents, build_release
from knowledge.place import Place, PlaceKind, Successor
from knowledge.sources.shipped import surroundings
from knowledge.statistic import Publication, Qualifier, Statistic

PROVINCE = Place("province-90", PlaceKind.PROVINCE, "90", "tỉnh Diều Sáo")
KITE = Place("commune-90001", PlaceKind.COMMUNE, "90001", "xã Đồng Diều", "province-90", "2025-07-01")
QUAY = Place("commune-90002", PlaceKind.COMMUNE, "90002", "phường Bến Sáo", "province-90", "2025-07-01")
SILENT = Place("commune-90003", PlaceKind.COMMUNE, "90003", "xã Lặng Gió", "province-90", "2025-07-01")
EMPTY = Place("commune-90004", PlaceKind.COMMUNE, "90004", "xã Trống Trải", "province-90", "2025-07-01")
ENDED = Place(
    "district-900",
    PlaceKind.DISTRICT,
    "900",
    "huyện Diều Cổ",
    "province-90",
    valid_to="2025-06-30",
    became=(Successor(KITE.id, True), Successor(QUAY.id, True)),
)
MANY = tuple(
    Place(f"commune-91{number:03}", PlaceKind.COMMUNE, f"91{number:03}", f"xã Xanh Diều {number}", "province-90")
    for number in range(1, 31)
)
PLACES = (PROVINCE, KITE, QUAY, SILENT, EMPTY, ENDED, *MANY)
REPORT = Publication("Báo cáo tháng", "UBND tỉnh Diều Sáo", "2026-10-05", "https://example.vn/bao-cao")
AUGUST, SEPTEMBER = ("2026-08-01", "2026-08-31"), ("2026-09-01", "2026-09-30")
OCTOBER = ("2026-10-01", "2026-10-31")


def figure(
    place: Place,
    metric: str,
    value: float,
    period: tuple[str, str] = SEPTEMBER,
    unit: str = "dossiers",
    *,
    internal: bool = False,
    qualifier: Qualifier = Qualifier.EXACT,
) -> Statistic:
    """One figure."""
    return Statistic(
        f"{place.id}-{metric}-{period[1]}-{int(internal)}",
        place.id,
        metric,
        value,
        unit,
        qualifier=qualifier,
        period_from=period[0],
        period_to=period[1],
        as_of=period[1],
        publication=REPORT,
        internal=internal,
    )


FIGURES = (
    figure(PROVINCE, "digitised_rate", 88.5, unit="percent"),
    figure(KITE, "dossiers_received", 4_100, AUGUST),
    figure(KITE, "dossiers_received", 4_321),
    figure(KITE, "digitised_rate", 97.5, AUGUST, "percent"),
    figure(KITE, "digitised_rate", 96.25, SEPTEMBER, "percent"),
    figure(KITE, "satisfaction_overall", 90.001, AUGUST, "percent"),
    figure(KITE, "satisfaction_overall", 90.002, SEPTEMBER, "percent"),
    figure(KITE, "par_index_rank", 7, AUGUST, "rank"),
    figure(KITE, "par_index_rank", 5, SEPTEMBER, "rank"),
    figure(KITE, "procedures_published", 300, AUGUST, "procedures", qualifier=Qualifier.OVER),
    figure(KITE, "procedures_published", 310, SEPTEMBER, "procedures", qualifier=Qualifier.OVER),
    figure(KITE, "dossiers_pending", 7_777, internal=True),
    figure(QUAY, "dossiers_received", 555),
    figure(SILENT, "dossiers_pending", 66, internal=True),
    figure(ENDED, "dossiers_received", 999, ("2024-01-01", "2024-12-31")),
    *(figure(place, "dossiers_received", 100 + number) for number, place in enumerate(MANY)),
)


def build(folder: Path, figures: tuple[Statistic, ...] = FIGURES) -> str:
    """Build and publish a release with these figures.

    Returns:
        Its name.
    """
    found = surroundings()
    return build_release(folder, Contents(statistics=figures, places=PLACES, metrics=found.metrics), ARTIFACTS)
