"""Holding the figures of one file against one another: sums, rates, repetitions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from knowledge.sources.problems import FieldError
from knowledge.sources.statistics_headers import Headers, rates, sums
from knowledge.sources.statistics_row import SHARES, Found, Located
from knowledge.statistic import Qualifier, Statistic

_Matter = tuple[str, str, str, str, str, bool]
"""place, scope, period from and to, as of, internal: what figures must share to be held against one another"""

_MANY = 3
"""so many rates of one metric, all up to 1, are fractions"""
_KEPT = "Các số vẫn được giữ như nguồn ghi."


def checked(found: Found, headers: Headers) -> None:
    """Take out the figures that cannot be true, and remark on those that contradict one another."""
    found.figures = _once(found)
    metrics = {rule.rate for rule in rates()} | {part for rule in sums() for part in (*rule.whole, *rule.parts)}
    matters: dict[_Matter, dict[str, Located]] = defaultdict(dict)
    for held in found.figures:
        figure = held.figure
        if figure.metric in metrics and figure.value is not None and figure.qualifier is Qualifier.EXACT:
            matters[_matter(figure)][figure.metric] = held
    lost: set[str] = set()
    for together in matters.values():
        if len(together) > 1:
            lost |= _wrong_rates(together, found)
            _compare_sums(together, found, headers)
    lost |= _fractions(found, headers, lost)
    _compare_scopes(found, headers)
    if lost:
        found.figures = [held for held in found.figures if held.figure.id not in lost]


def _matter(figure: Statistic) -> _Matter:
    return (figure.place, figure.scope, figure.period_from, figure.period_to, figure.as_of, figure.internal)


def _once(found: Found) -> list[Located]:
    """Each figure once: repeated with the same value it is kept, with two values neither can be trusted."""
    first: dict[object, Located] = {}
    twice: set[object] = set()
    kept: list[Located] = []
    for held in found.figures:
        figure = held.figure
        own = first.setdefault(figure.id, held)
        key: object = figure.id
        if own is held:
            derived = figure.id_at(figure.place)
            key = (derived, figure.as_of, figure.publication.title, figure.publication.date)
            own = first.setdefault(key, held)
        if own is held:
            kept.append(held)
        elif own.figure.value == figure.value:
            found.doubt(held.where, held.column, f"lặp lại {own.where}", "Xóa dòng lặp; số liệu được giữ một lần.")
        else:
            twice.add(own.figure.id)
            found.wrong(
                held.where,
                FieldError(
                    held.column,
                    f"cùng một số liệu mà {own.where} ghi {_said(own.figure)}, ở đây ghi {_said(figure)}: bỏ cả hai",
                    "Để lại số đúng; nếu là hai số khác nhau thì ghi rõ Phạm vi hoặc kỳ của từng số.",
                ),
            )
    return [held for held in kept if held.figure.id not in twice]


def _wrong_rates(together: Mapping[str, Located], found: Found) -> set[str]:
    """Ids of rates that cannot be: of nothing, or written as a fraction. Other contradictions are remarked."""
    lost = set()
    for rule in rates():
        rate = together.get(rule.rate)
        whole = next((together[metric] for metric in rule.of if metric in together), None)
        if rate is None or whole is None or rate.figure.value is None or whole.figure.value is None:
            continue
        if whole.figure.value == 0:
            lost.add(rate.figure.id)
            found.wrong(
                rate.where,
                FieldError(
                    rate.column, "tỷ lệ trên mẫu số bằng 0", "Để trống ô này: không có hồ sơ thì không có tỷ lệ."
                ),
            )
        elif (count := together.get(rule.count)) is not None and count.figure.value is not None:
            lost |= _contradicted(rate, count, whole, found)
    return lost


def _contradicted(rate: Located, count: Located, whole: Located, found: Found) -> set[str]:
    said, part, of = rate.figure.value or 0.0, count.figure.value or 0.0, whole.figure.value or 1.0
    worked_out = 100 * part / of
    if abs(said - worked_out) <= _step(said):
        return set()
    formula = f"{_number(part)} / {_number(of)} = {_number(round(worked_out, 2))} %"
    if said <= 1 and abs(100 * said - worked_out) <= max(100 * _step(said), 1):
        found.wrong(
            rate.where,
            FieldError(
                rate.column,
                f"ghi {_number(said)} nhưng {formula}: có vẻ là phân số, không phải phần trăm",
                "Ghi theo phần trăm (99,57), hoặc định dạng ô là phần trăm (%).",
            ),
        )
        return {rate.figure.id}
    found.doubt(
        rate.where,
        rate.column,
        f"tỷ lệ ghi {_number(said)} % nhưng {formula}",
        "Kiểm tra lại; nếu tỷ lệ tính theo cách khác thì ghi rõ ở cột Định nghĩa. Số liệu vẫn được giữ.",
    )
    return set()


def _step(value: float) -> float:
    """One unit of the last decimal that a rate is written with: sources round, or cut off."""
    decimals = len(f"{value:.4f}".rstrip("0").partition(".")[2])
    return 10.0**-decimals + 1e-9


def _compare_sums(together: Mapping[str, Located], found: Found, headers: Headers) -> None:
    """Whole sums first; a part above its whole is remarked once, whatever the number of sums it stands in."""
    lone: list[tuple[Located, Located]] = []
    doubted: set[tuple[str, str]] = set()
    for rule in sums():
        whole = next((together[metric] for metric in rule.whole if metric in together), None)
        if whole is None or any(metric in together for metric in rule.without):
            continue
        parts = [together[metric] for metric in rule.parts if metric in together]
        if len(parts) < len(rule.parts):
            lone += [(whole, part) for part in parts]
        elif _compare(whole, parts, found, headers):
            doubted |= {(whole.figure.metric, part.figure.metric) for part in parts}
    for whole, part in lone:
        pair = (whole.figure.metric, part.figure.metric)
        if pair not in doubted and (part.figure.value or 0) > (whole.figure.value or 0):
            doubted.add(pair)
            whole_name, part_name = _name(whole, headers), _name(part, headers)
            found.doubt(
                _rows([whole, part]),
                part.column,
                f"{part_name}: {_said(part.figure)}, lớn hơn {whole_name}: {_said(whole.figure)}",
                f"Kiểm tra lại: {part_name} là một phần của {whole_name} nên không thể lớn hơn. {_KEPT}",
            )


def _compare(whole: Located, parts: Sequence[Located], found: Found, headers: Headers) -> bool:
    """Remark a sum that does not come to its whole; whether it was remarked."""
    total = sum(part.figure.value or 0 for part in parts)
    if total == whole.figure.value:
        return False
    whole_name, names = _name(whole, headers), [_name(part, headers) for part in parts]
    added = " + ".join(f"{_said(part.figure)} ({name})" for part, name in zip(parts, names, strict=True))
    found.doubt(
        _rows([whole, *parts]),
        whole.column,
        f"{added} = {_number(total)}, khác {_said(whole.figure)} ({whole_name})",
        f"Kiểm tra lại: {whole_name} phải bằng {' + '.join(names)}. {_KEPT}",
    )
    return True


def _name(held: Located, headers: Headers) -> str:
    """What a figure counts: the metric where it stands in a column of values, else the column of its own."""
    metric = headers.metrics.get(held.figure.metric)
    scope = f", {held.figure.scope}" if held.figure.scope else ""
    name = metric.name if metric and headers.field(held.column) == "value" else held.column
    return f"«{name}{scope}»"


def _rows(held: Iterable[Located]) -> str:
    return ", ".join(dict.fromkeys(each.where for each in held))


def _compare_scopes(found: Found, headers: Headers) -> None:
    """«cấp huyện» and «cấp xã» against the whole of the same unit."""
    scoped: dict[tuple[object, ...], dict[str, Located]] = defaultdict(dict)
    for held in found.figures:
        if held.figure.scope and held.figure.unit not in SHARES:
            scoped[_apart_from_scope(held.figure)][held.figure.scope] = held
    if not scoped:
        return
    wholes = {
        key: held
        for held in found.figures
        if not held.figure.scope and (key := _apart_from_scope(held.figure)) in scoped
    }
    for key, whole in wholes.items():
        parts = list(scoped[key].values())
        exact = all(
            each.figure.qualifier is Qualifier.EXACT and each.figure.value is not None for each in (whole, *parts)
        )
        if len(parts) > 1 and exact:
            _compare(whole, parts, found, headers)


def _apart_from_scope(figure: Statistic) -> tuple[object, ...]:
    return (figure.place, figure.metric, figure.period_from, figure.period_to, figure.as_of, figure.internal)


def _fractions(found: Found, headers: Headers, lost: set[str]) -> set[str]:
    """Ids of rates that are fractions to all appearance: of one metric, that is good when high, none is above 1."""
    by_metric: dict[str, list[Located]] = defaultdict(list)
    for held in found.figures:
        metric = headers.metrics.get(held.figure.metric)
        if metric and metric.unit == "percent" and metric.higher_is_better and held.figure.id not in lost:
            by_metric[metric.id].append(held)
    gone = set()
    for group in by_metric.values():
        values = [held.figure.value for held in group if held.figure.value is not None]
        if not values or max(values) > 1 or all(value == int(value) for value in values):
            continue
        problem = f"cả {len(values)} tỷ lệ của chỉ số này đều từ 0 đến 1: có vẻ là phân số, không phải phần trăm"
        cure = "Ghi theo phần trăm (99,57), hoặc định dạng ô là phần trăm (%)."
        for held in group:
            if len(values) >= _MANY:
                gone.add(held.figure.id)
                found.wrong(held.where, FieldError(held.column, problem, cure))
            else:
                found.doubt(held.where, held.column, "tỷ lệ dưới 1 %: có phải là phân số không?", cure)
    return gone


def _said(figure: Statistic) -> str:
    return "không có số" if figure.value is None else _number(figure.value)


def _number(value: float) -> str:
    """A number in Vietnamese form."""
    text = f"{value:,.4f}".rstrip("0").rstrip(".") if value != int(value) else f"{value:,.0f}"
    return text.translate(str.maketrans(",.", ".,"))
