"""Figures as CSV."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.sources.importing import read_source
from knowledge.sources.statistics import COLUMNS, merged, resolved
from knowledge.statistic import Metric, Publication, Qualifier, Statistic

_HEADER = ",".join(COLUMNS)
_ROW = (
    'a1,district-1,rate,98.5,percent,"cấp xã, cấp huyện",over,,2022-01-01,2022-12,2023,định nghĩa,,,,Báo cáo,UBND,'
    "2023-01-05,https://x.vn,,ghi chú,"
)


def _read(tmp_path: Path, *rows: str, header: str = _HEADER) -> tuple[list[Statistic], list[tuple[str, str]]]:
    file = tmp_path / "figures"
    file.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8-sig")
    reading = read_source(file)
    return list(reading.statistics), [(found.record, found.field) for found in reading.problems]


def test_a_whole_row(tmp_path: Path) -> None:
    """Every column lands in its place."""
    figures, problems = _read(tmp_path, _ROW)

    assert problems == []
    assert figures == [
        Statistic(
            "a1", "district-1", "rate", 98.5, "percent", "cấp xã, cấp huyện", Qualifier.OVER, "",
            "2022-01-01", "2022-12", "2023",
            "định nghĩa", publication=Publication("Báo cáo", "UBND", "2023-01-05", "https://x.vn"), note="ghi chú",
        )
    ]  # fmt: skip


def test_words_without_a_figure(tmp_path: Path) -> None:
    """A matter of which the source gives no figure is kept with its words."""
    figures, _ = _read(tmp_path, _ROW.replace("98.5", "").replace(",over,,", ",exact,còn nhiều,"))

    assert (figures[0].value, figures[0].words) == (None, "còn nhiều")


def test_semicolons_are_read_too(tmp_path: Path) -> None:
    """A spreadsheet set to Vietnamese separates by semicolons."""
    header = "id;place;metric;value;unit;source_title;note"

    figures, problems = _read(tmp_path, 'a1;district-1;rate;98.5;percent;Báo cáo;"một; hai"', header=header)

    assert (problems, figures[0].note) == ([], "một; hai")


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (_ROW.replace("98.5", "98,5"), ("dòng 2", "")),
        (_ROW.replace("98.5", '"98,5"'), ("a1", "value")),
        (_ROW.replace("98.5", "nan"), ("a1", "value")),
        (_ROW.replace("98.5", "985"), ("a1", "value")),
        (_ROW.replace("98.5,percent", "363.424,dossiers"), ("a1", "value")),
        (_ROW.replace("98.5", ""), ("a1", "value")),
        (_ROW.replace("a1,", ","), ("dòng 2", "id")),
        (_ROW.replace("over", "more"), ("a1", "qualifier")),
        (_ROW.replace("2022-12,", "12/2022,"), ("a1", "period_to")),
        (_ROW.replace("Báo cáo", ""), ("a1", "source_title")),
        (_ROW + ",thừa", ("dòng 2", "")),
        ('a1,"district', ("dòng 2", "")),
    ],
)
def test_a_broken_row_is_named(tmp_path: Path, row: str, problem: tuple[str, str]) -> None:
    """Row, column, and nothing of the row comes in."""
    figures, problems = _read(tmp_path, row)

    assert figures == []
    assert problems == [problem]


def test_the_same_id_twice(tmp_path: Path) -> None:
    """The first stays."""
    figures, problems = _read(tmp_path, _ROW, _ROW.replace("98.5", "97"))

    assert [figure.value for figure in figures] == [98.5]
    assert problems == [("dòng 3", "id")]


def test_missing_columns(tmp_path: Path) -> None:
    """A table without a needed column is named with it."""
    figures, problems = _read(tmp_path, "a1,b,c,1", header="id,place,metric,value")

    assert figures == []
    assert problems == [("dòng 1", "unit, source_title")]


def _figure(id: str, **changes: object) -> Statistic:
    return replace(Statistic(id, "p", "m", 1.0, "percent"), **changes)  # type: ignore[arg-type]


def test_figures_must_resolve() -> None:
    """An unknown place, metric, unit or input leaves the figure out, and what was worked out from it too."""
    figures = [
        _figure("good"),
        _figure("place", place="nowhere"),
        _figure("metric", metric="x"),
        _figure("unit", unit="rank"),
        _figure("derived", inputs=("good", "place")),
        _figure("twice", inputs=("derived",)),
        _figure("fine", inputs=("good",)),
        _figure("backwards", period_from="2023", period_to="2022"),
    ]

    kept, problems = resolved(figures, {"p"}, {"m": Metric("m", "M", "percent")}, {})

    assert [figure.id for figure in kept] == ["good", "fine"]
    assert [(found.record, found.field) for found in problems] == [
        ("place", "place"), ("metric", "metric"), ("unit", "unit"), ("backwards", "period_from"), ("derived", "inputs"),
        ("twice", "inputs"),
    ]  # fmt: skip


def test_the_later_source_wins() -> None:
    """Of the same figure, the one named later is taken."""
    assert merged([[_figure("a", value=1.0)], [_figure("a", value=2.0), _figure("b")]]) == [
        _figure("a", value=2.0),
        _figure("b"),
    ]
