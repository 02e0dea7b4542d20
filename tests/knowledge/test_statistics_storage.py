"""Figures in a release: what is asked for comes back by index, newest first, and internal ones only to who asks."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.building import Contents, build_release
from knowledge.place import Place, PlaceKind
from knowledge.release import Release, open_release
from knowledge.reloading import reload
from knowledge.statistic import Metric, Publication, Qualifier, Statistic

AUGUST, SEPTEMBER, YEAR = ("2026-08-01", "2026-08-31"), ("2026-09-01", "2026-09-30"), ("2025-01-01", "2025-12-31")
BOOK = Publication("Báo cáo", "UBND", "2026-10-05", "https://x.vn", "trang 3")


def _made(place: str, metric: str, period: tuple[str, str], value: float | None, **more: object) -> Statistic:
    heading = Statistic("", "", metric, None, "dossiers", period_from=period[0], period_to=period[1], publication=BOOK)
    heading = replace(heading, **more)  # type: ignore[arg-type]
    return heading.of(heading.id_at(place), place, value)


FIGURES = (
    _made("c1", "solved", AUGUST, 10),
    _made("c1", "solved", SEPTEMBER, 11),
    _made("c1", "solved", YEAR, 100, scope="cấp xã"),
    _made("c1", "overdue", SEPTEMBER, None, words="còn nhiều", qualifier=Qualifier.ABOUT),
    _made("c2", "solved", SEPTEMBER, 21),
    _made("c3", "solved", SEPTEMBER, 31),
    _made("c3", "overdue", ("2026-10-01", "2026-10-31"), 3, internal=True),
    Statistic(
        "own-id", "p1", "solved", 52, "dossiers", as_of="2026-09-30", formula="21 + 31", inputs=("a", "b"), note="x"
    ),
)


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """Two communes of one province and one of another."""
    folder = tmp_path_factory.mktemp("figures")
    places = (
        Place("p1", PlaceKind.PROVINCE, "1", "tỉnh Một"),
        Place("p2", PlaceKind.PROVINCE, "2", "tỉnh Hai"),
        Place("c1", PlaceKind.COMMUNE, "3", "xã A", "p1"),
        Place("c2", PlaceKind.COMMUNE, "4", "xã B", "p1"),
        Place("c3", PlaceKind.COMMUNE, "5", "xã C", "p2"),
    )
    metrics = (Metric("solved", "Đã giải quyết", "dossiers"), Metric("overdue", "Quá hạn", "dossiers"))
    build_release(folder, Contents(statistics=FIGURES, places=places, metrics=metrics), {})
    return open_release(folder)


def test_figures_come_back_whole(release: Release) -> None:
    """Every field, the id made from them or given."""
    assert sorted(release.statistics(internal=True), key=lambda figure: figure.id) == sorted(
        FIGURES, key=lambda figure: figure.id
    )


def test_newest_first(release: Release) -> None:
    """By the end of the period; the day counted or published stands in where there is none."""
    assert [figure.value for figure in release.statistics(metric="solved")] == [11, 21, 31, 52, 10, 100]


def test_by_place_metric_parent_and_period(release: Release) -> None:
    """Each narrows the others."""
    assert [figure.value for figure in release.statistics("c1", "solved")] == [11, 10, 100]
    assert [figure.value for figure in release.statistics("c1", "solved", period=AUGUST)] == [10]
    assert [figure.place for figure in release.statistics(metric="solved", within="p1", period=SEPTEMBER)] == [
        "c1",
        "c2",
    ]
    assert release.statistics("c1", within="p2") == ()
    assert [figure.id for figure in release.statistics(period=("", ""))] == ["own-id"]


def test_internal_figures_only_to_who_asks(release: Release) -> None:
    """Not the figure, nor its period, nor its place."""
    assert [figure.value for figure in release.statistics("c3", "overdue")] == []
    assert [figure.value for figure in release.statistics("c3", "overdue", internal=True)] == [3]
    assert release.statistics_periods("overdue") == (SEPTEMBER,)
    assert release.statistics_periods("overdue", internal=True) == (("2026-10-01", "2026-10-31"), SEPTEMBER)
    assert release.statistics_places("overdue") == ("c1",)
    assert release.statistics_places("overdue", internal=True) == ("c1", "c3")


def test_periods_of_a_place_and_of_a_province(release: Release) -> None:
    """Newest first; those without a period last."""
    assert release.statistics_periods("solved") == (SEPTEMBER, AUGUST, YEAR, ("", ""))
    assert release.statistics_periods("solved", place_id="c2") == (SEPTEMBER,)
    assert release.statistics_periods("solved", within="p2") == (SEPTEMBER,)
    assert release.statistics_periods("overdue", within="p2") == ()
    assert release.statistics_places() == ("c1", "c2", "c3", "p1")


def test_they_are_read_by_index(tmp_path: Path) -> None:
    """No question makes SQLite look through all figures."""
    places = [Place(f"c{number}", PlaceKind.COMMUNE, "", "xã", f"p{number % 10}") for number in range(200)]
    figures = [
        _made(place.id, metric, period, 1)
        for place in places
        for metric in ("solved", "overdue")
        for period in (AUGUST, SEPTEMBER, YEAR)
    ]
    build_release(tmp_path, Contents(statistics=figures, places=places), {})
    release = open_release(tmp_path)
    asked: list[str] = []
    release._db.set_trace_callback(asked.append)
    release.statistics("c1")
    release.statistics("c1", "solved")
    release.statistics(metric="solved", within="p1", period=SEPTEMBER)
    release.statistics(metric="solved", period=SEPTEMBER)
    release._db.set_trace_callback(None)
    db = sqlite3.connect(release.path)
    plans = [row[3] for query in asked for row in db.execute(f"EXPLAIN QUERY PLAN {query}")]
    db.close()

    assert sum(plan.startswith("SEARCH statistic") for plan in plans) >= 4
    assert [plan for plan in plans if plan.startswith("SCAN")] == []


def test_departments_stay_when_other_figures_are_added(tmp_path: Path) -> None:
    """They are places of the release that named them, and of those made from it."""
    first, second, folder = tmp_path / "a.csv", tmp_path / "b.csv", tmp_path / "kb"
    first.write_text("Đơn vị,Tỉnh,Chỉ số,Giá trị,Kỳ,Nguồn\nSở Tư pháp,Hưng Yên,dossiers_solved,9,Tháng 9/2026,B\n")
    second.write_text("Đơn vị,Tỉnh,Chỉ số,Giá trị,Kỳ,Nguồn\nxã Đông Hưng,Hưng Yên,dossiers_solved,8,Tháng 9/2026,B\n")

    reload([str(first)], folder, {})
    outcome = reload([str(second)], folder, {}, add=True)

    found = open_release(folder)
    place = found.place("department-33-so-tu-phap")
    assert (outcome.published, outcome.statistics, outcome.problems) == (True, 2, ())
    assert place is not None
    assert (place.kind, place.parent) == (PlaceKind.DEPARTMENT, "province-33")
    assert [figure.place for figure in found.statistics(within="province-33")] == [place.id, "commune-12688"]


def test_a_later_table_replaces_the_figures_of_an_earlier_one(tmp_path: Path) -> None:
    """The same place, metric and period without an id of its own."""
    first, second, folder = tmp_path / "a.csv", tmp_path / "b.csv", tmp_path / "kb"
    for file, value in ((first, 9), (second, 8)):
        file.write_text(f"Mã đơn vị,Chỉ số,Giá trị,Kỳ,Nguồn\n12688,dossiers_solved,{value},Tháng 9/2026,B\n")

    reload([str(first)], folder, {})
    outcome = reload([str(second)], folder, {}, add=True)

    assert [figure.value for figure in open_release(folder).statistics("commune-12688")] == [8]
    assert dict(outcome.changes.changed) == {"commune-12688/dossiers_solved/2026-09-01..2026-09-30": ("value",)}
