"""Tables of figures of localities, and the metrics that they speak of."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from knowledge.sources.fields import Fields
from knowledge.sources.problems import FieldError, Problem
from knowledge.sources.reading import Reading
from knowledge.sources.statistics_checks import checked
from knowledge.sources.statistics_grid import GridReader, has_metric, header_rows, is_header, read_above
from knowledge.sources.statistics_headers import Headers
from knowledge.sources.statistics_list import ListReader, columns_of
from knowledge.sources.statistics_row import Directory, Found
from knowledge.sources.statistics_sheets import Row, Sheet, csv_sheet, workbook_sheets
from knowledge.statistic import Metric, Statistic

Tick = Callable[[str], None]
"""Told of the row that is being read, for whoever shows progress."""

_METRIC_KEYS = frozenset(["id", "name", "unit", "definition", "higher_is_better", "full_score_at"])
_SOUGHT = 60
"""rows of a sheet in which a header is looked for"""
_TICK_EVERY = 500


def looks_like(text: str) -> bool:
    """Whether a text is a table of figures, in either shape."""
    headers = Headers()
    start = text[:100_000]
    rows = [row for row in itertools.islice(csv_sheet(start, "").rows, _SOUGHT) if not isinstance(row, Problem)]
    return _first_header(rows, headers) is not None


def read_text(text: str, file: str, directory: Directory | None = None, tick: Tick = lambda _: None) -> Reading:
    """The figures of a CSV. Never raises for what is in it: each thing that is wrong is a problem.

    Args:
        text: The file's text.
        file: Its name, for problems.
        directory: The places and metrics that figures may be of.
        tick: Told of every few hundred rows.
    """
    return _read([csv_sheet(text, file)], file, directory or Directory(), tick)


def read_workbook(data: bytes, file: str, directory: Directory | None = None, tick: Tick = lambda _: None) -> Reading:
    """The figures of an Excel workbook, as ``read_text``."""
    return _read(workbook_sheets(data, file), file, directory or Directory(), tick)


def _read(sheets: Iterable[Sheet | Problem], file: str, directory: Directory, tick: Tick) -> Reading:
    found = Found(file)
    known = set(directory.places.found)
    for sheet in sheets:
        if isinstance(sheet, Problem):
            found.problems.append(sheet)
        elif not directory.headers.ignores_sheet(sheet.name):
            _read_sheet(sheet, found, directory, tick)
    checked(found, directory.headers)
    departments = tuple(unit for id, unit in directory.places.found.items() if id not in known)
    return Reading((), tuple(held.figure for held in found.figures), tuple(found.problems), departments)


def _read_sheet(sheet: Sheet, found: Found, directory: Directory, tick: Tick) -> None:
    rows = _sound(sheet.rows, found)
    start = list(itertools.islice(rows, _SOUGHT))
    where = _first_header(start, directory.headers)
    if where is None:
        if any(cell.strip() for _, cells in start for cell in cells):
            found.problems.append(
                Problem(
                    found.file,
                    f"trang «{sheet.name}»" if sheet.name else "",
                    "",
                    "không nhận ra bảng số liệu: không thấy dòng tiêu đề",
                    "Dùng tệp mẫu (python -m scripts.statistics template --out mau.xlsx), hoặc bảng có cột Tên đơn vị "
                    "và mỗi chỉ số một cột.",
                )
            )
        return
    number, cells = start[where]
    rest = _ticking(itertools.chain(start[where + 1 :], rows), found.file, tick)
    if columns_of(cells, directory.headers):
        reader = ListReader(sheet.name, number, cells, found, directory)
        for row in rest:
            reader.read(row)
    else:
        _read_grids(sheet.name, [*start[: where + 1], *rest], found, directory)


def _read_grids(sheet: str, rows: Sequence[Row], found: Found, directory: Directory) -> None:
    """The tables of a sheet, one below another, each with a header of its own."""
    headers = directory.headers
    parts = [header_rows(rows, place, headers) for place in range(len(rows)) if _heads_grid(rows, place, headers)]
    above = read_above(sheet, rows[: parts[0][0]], found.file, directory)
    for number, (first, end) in enumerate(parts):
        until = parts[number + 1][0] if number + 1 < len(parts) else len(rows)
        reader = GridReader(above, rows[first:end], found, directory)
        for row in rows[end:until]:
            reader.read(row)
        reader.finish()
        above = above.renewed(row for row in rows[end:until] if sum(1 for cell in row[1] if cell.strip()) == 1)


def _first_header(rows: Sequence[Row], headers: Headers) -> int | None:
    """The row that heads a table of either shape."""
    return next(
        (
            place
            for place, (_, cells) in enumerate(rows)
            if columns_of(cells, headers) or _heads_grid(rows, place, headers)
        ),
        None,
    )


def _heads_grid(rows: Sequence[Row], place: int, headers: Headers) -> bool:
    if not is_header(rows[place][1], headers):
        return False
    first, end = header_rows(rows, place, headers)
    return has_metric(rows[first:end], headers)


def _sound(rows: Iterable[Row | Problem], found: Found) -> Iterator[Row]:
    for row in rows:
        if isinstance(row, Problem):
            found.problems.append(row)
        else:
            yield row


def _ticking(rows: Iterable[Row], file: str, tick: Tick) -> Iterator[Row]:
    for count, row in enumerate(rows):
        if count % _TICK_EVERY == 0:
            tick(f"{file} dòng {row[0]}")
        yield row


def metric(fields: Fields) -> Metric:
    """One ``[[metric]]`` table."""
    fields.only(_METRIC_KEYS)
    better = fields.flag("higher_is_better") if fields.has("higher_is_better") else None
    return Metric(
        fields.required("id"),
        fields.required("name"),
        fields.required("unit"),
        fields.line("definition"),
        better,
        fields.number("full_score_at"),
    )


def resolved(
    figures: Sequence[Statistic], places: Collection[str], metrics: Mapping[str, Metric], file_of: Mapping[str, str]
) -> tuple[list[Statistic], list[Problem]]:
    """Keep the figures whose place, metric and inputs are known.

    Args:
        figures: Those of all sources, each id once.
        places: The ids that a release holds.
        metrics: By id.
        file_of: Figure id → its source, for problems.

    Returns:
        The figures, and what is wrong with the others or odd about them.
    """
    problems = _told_twice(figures, file_of)
    kept: dict[str, Statistic] = {}
    for figure in figures:
        found = _unresolved(figure, places, metrics)
        if found is None:
            kept[figure.id] = figure
        else:
            problems.append(found.at(file_of.get(figure.id, ""), figure.id))
    while lost := [figure for figure in kept.values() if any(source not in kept for source in figure.inputs)]:
        for figure in lost:
            del kept[figure.id]
            missing = [source for source in figure.inputs if source not in kept]
            problems.append(
                Problem(
                    file_of.get(figure.id, ""),
                    figure.id,
                    "inputs",
                    f"tính từ số liệu không có: {', '.join(missing) or 'chính nó'}",
                    "Nạp cả những số liệu mà nó được tính từ đó.",
                )
            )
    return list(kept.values()), problems


def _told_twice(figures: Sequence[Statistic], file_of: Mapping[str, str]) -> list[Problem]:
    """Different values of the same matter in different publications: both are kept."""
    first: dict[str, Statistic] = {}
    problems = []
    for figure in figures:
        other = first.setdefault(figure.id_at(figure.place), figure)
        if other.value != figure.value and other.value is not None and figure.value is not None:
            problems.append(
                Problem(
                    file_of.get(figure.id, ""),
                    figure.id,
                    "value",
                    f"nguồn khác ({other.publication.title[:60]}) ghi {other.value:g}, nguồn này ghi {figure.value:g}",
                    "Kiểm tra lại; cả hai được giữ kèm nguồn của mình.",
                    left_out=False,
                )
            )
    return problems


def _unresolved(figure: Statistic, places: Collection[str], metrics: Mapping[str, Metric]) -> FieldError | None:
    if figure.place not in places:
        return FieldError(
            "place",
            f"địa phương lạ: {figure.place!r}",
            "Dùng id trong knowledge/data/places, hoặc thêm địa phương vào đó.",
        )
    known = metrics.get(figure.metric)
    if known is None:
        return FieldError(
            "metric",
            f"chỉ số lạ: {figure.metric!r}",
            "Dùng id trong knowledge/data/statistics/metrics.toml, hoặc thêm chỉ số vào đó.",
        )
    if known.unit != figure.unit:
        return FieldError(
            "unit",
            f"đơn vị {figure.unit!r} không phải đơn vị của chỉ số ({known.unit!r})",
            f"Đổi số liệu sang đơn vị {known.unit!r}, hoặc chọn chỉ số khác.",
        )
    return None


def merged(readings: Iterable[Sequence[Statistic]]) -> list[Statistic]:
    """Figures of several sources: of the same id, the source named later wins."""
    return list({figure.id: figure for figures in readings for figure in figures}.values())
