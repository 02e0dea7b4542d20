"""The figures, places and general answers that the project ships, against a table written by hand and the seeds."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from knowledge.place import PlaceKind
from knowledge.sources.shipped import surroundings
from knowledge.statistic import Qualifier
from knowledge.text import normalise_tone_marks
from tests.statistics_release import shipped_statistics

KNOWLEDGE = shipped_statistics()
FIGURES = {figure.id: figure for figure in KNOWLEDGE.statistics()}
REFERENCE = Path(__file__).resolve().parents[2].parent / "shared" / "reference"
SEEDS = REFERENCE / "seed-stats.json"
UNITS = REFERENCE / "admin-units-seeds.json"
seeds_present = pytest.mark.skipif(not SEEDS.exists(), reason=f"{SEEDS} is absent: nothing to compare with")
units_present = pytest.mark.skipif(not UNITS.exists(), reason=f"{UNITS} is absent: nothing to compare with")

EXPECTED = """
000-01|district-300|par_index_rank|6|rank||exact|2022-01-01|2022-12-31|2022-12-31
000-02|district-300|par_index_rank_of|12|units||exact|2022-01-01|2022-12-31|2022-12-31
000-03|district-300|par_index_rank_change|1|places_up||exact|2021-01-01|2022-12-31|2022-12-31
001-01|district-869|par_index_score|69.45|points||exact|||2020-03-26
001-02|district-869|par_index_rank|11|rank||exact|||2020-03-26
001-03|district-869|par_index_rank_of|12|units||exact|||2020-03-26
001-04|district-869|satisfaction_access|90|percent|cấp huyện|over|||2020-03-26
001-05|district-869|satisfaction_staff|96|percent|cấp huyện|nearly|||2020-03-26
001-06|district-869|satisfaction_result|95|percent|cấp huyện|over|||2020-03-26
001-07|district-869|satisfaction_feedback|88|percent|cấp huyện|nearly|||2020-03-26
001-08|district-869|satisfaction_overall|91|percent|cấp xã|nearly|||2020-03-26
001-09|district-869|dossiers_on_time_rate_target|98|percent||at_least|2020-01-01|2020-12-31|2020-03-26
002-01|district-399|procedures_level3|48|procedures||exact||2021-12-31|2021-12-31
002-02|district-399|procedures_level3|40|procedures|cấp huyện|exact||2021-12-31|2021-12-31
002-03|district-399|procedures_level3|8|procedures|cấp xã|exact||2021-12-31|2021-12-31
002-04|district-399|procedures_level4|90|procedures||exact||2021-12-31|2021-12-31
002-05|district-399|procedures_level4|59|procedures|cấp huyện|exact||2021-12-31|2021-12-31
002-06|district-399|procedures_level4|31|procedures|cấp xã|exact||2021-12-31|2021-12-31
002-07|district-399|dossiers_processed_online_rate_level3|100|percent|cấp huyện|exact||2021-12-31|2021-12-31
002-08|district-399|dossiers_processed_online_rate_level3|97|percent|cấp xã|exact||2021-12-31|2021-12-31
002-09|district-399|dossiers_processed_online_rate_level4|100|percent|cấp huyện|exact||2021-12-31|2021-12-31
002-10|district-399|dossiers_processed_online_rate_level4|98|percent|cấp xã|exact||2021-12-31|2021-12-31
002-11|district-399|procedures_one_stop|569|procedures||exact|||2021-12-31
002-12|district-399|procedures_one_stop|314|procedures|cấp huyện|exact|||2021-12-31
002-13|district-399|procedures_one_stop|227|procedures|cấp xã|exact|||2021-12-31
002-14|district-399|procedures_one_stop|28|procedures|cơ quan ngành dọc|exact|||2021-12-31
002-15|district-399|procedures_one_stop_rate|100|percent||exact|||2021-12-31
002-16|district-399|dossiers_total|363424|dossiers||exact|2018-01-01|2021-12-31|2021-12-31
002-17|district-399|dossiers_on_time|361869|dossiers||exact|2018-01-01|2021-12-31|2021-12-31
002-18|district-399|dossiers_overdue|1555|dossiers||exact|2018-01-01|2021-12-31|2021-12-31
003-01|district-340|dossiers_total|67906|dossiers|cấp huyện + cấp xã|exact|2022-12-15|2023-09-15|2023-09-15
003-02|district-340|dossiers_online|7568|dossiers|cấp huyện + cấp xã|exact|2022-12-15|2023-09-15|2023-09-15
003-03|district-340|dossiers_in_person_or_post|60338|dossiers|cấp huyện + cấp xã|exact|2022-12-15|2023-09-15|2023-09-15
003-04|district-340|dossiers_overdue|0|dossiers|cấp huyện + cấp xã|exact|2022-12-15|2023-09-15|2023-09-15
003-05|district-340|procedures_published_rate|100|percent|cấp huyện + cấp xã|exact|||2023-10-26
004-01|province-30-old|par_rank_national|12|rank||exact|2023-01-01|2023-10-31|2023-10-31
004-02|province-30-old|decisions_publishing_procedures|55|decisions||exact|2023-01-01|2023-10-31|2023-10-31
004-03|province-30-old|procedures_published|403|procedures||exact|2023-01-01|2023-10-31|2023-10-31
004-04|province-30-old|procedures_published_rate|100|percent||exact|2023-01-01|2023-10-31|2023-10-31
004-05|province-30-old|dossiers_on_time_rate|98.8|percent||exact|2023-01-01|2023-10-31|2023-10-31
004-06|province-30-old|digitised_rate|99|percent||over|2023-01-01|2023-10-31|2023-10-31
004-07|province-30-old|commune_e_certification_rate|100|percent|cấp xã|exact|2023-01-01|2023-10-31|2023-10-31
004-08|province-30-old|procedures_integrated|434|procedures||exact|2023-01-01|2023-10-31|2023-10-31
004-09|province-30-old|procedures_integrated_rate|95.81|percent||exact|2023-01-01|2023-10-31|2023-10-31
004-10|province-30-old|online_payment_transactions|270196|transactions||over||2023-10-31|2023-10-31
004-11|province-30-old|online_payment_amount|96400000000|VND||over||2023-10-31|2023-10-31
004-12|province-30-old|satisfaction_overall|100|percent|Cổng DVCQG|exact|2023-01-01|2023-10-31|2023-10-31
000-d1|district-300|par_index_rank|7|rank||exact|2021-01-01|2021-12-31|2021-12-31
002-d1|district-399|dossiers_on_time_rate|99.5721|percent||exact|2018-01-01|2021-12-31|2021-12-31
002-d2|district-399|dossiers_overdue_rate|0.4279|percent||exact|2018-01-01|2021-12-31|2021-12-31
002-d3|district-399|dossiers_per_year_avg|90856|dossiers||exact|2018-01-01|2021-12-31|2021-12-31
002-d4|district-399|procedures_level3_plus_4|138|procedures||exact||2021-12-31|2021-12-31
003-d1|district-340|dossiers_online_rate|11.1448|percent|cấp huyện + cấp xã|exact|2022-12-15|2023-09-15|2023-09-15
003-d2|district-340|dossiers_in_person_or_post_rate|88.8552|percent|cấp huyện + cấp xã|exact|2022-12-15|2023-09-15|2023-09-15
003-d3|district-340|dossiers_per_month_avg|7545.1|dossiers|cấp huyện + cấp xã|about|2022-12-15|2023-09-15|2023-09-15
004-d1|province-30-old|dossiers_not_on_time_rate|1.2|percent||exact|2023-01-01|2023-10-31|2023-10-31
004-d2|province-30-old|procedures_with_fees_total|453|procedures||about|2023-01-01|2023-10-31|2023-10-31
004-d3|province-30-old|online_payment_avg_amount|356778|VND||about||2023-10-31|2023-10-31
000-q1|district-300|dossiers_overdue||dossiers||exact|||2023-11-16
000-q2|district-300|digitised_rate||percent||exact|||2023-11-16
000-q3|district-300|online_payment_rate||percent||exact|||2023-11-16
004-q1|province-30-old|dossiers_overdue_rate||percent||exact|2023-01-01|2023-10-31|2023-10-31
"""  # noqa: E501
"""id, place, metric, value, unit, scope, qualifier, period from, period to, as of"""

DISTRICTS = {"district-300": (17, 7), "district-869": (9, 4), "district-399": (36, 8), "district-340": (32, 10)}
"""Former district: its communes then, the communes of today that took part of it."""


@pytest.mark.parametrize("row", EXPECTED.split("\n")[1:-1])
def test_every_figure_is_there(row: str) -> None:
    """Value, unit, scope, qualifier, period and date of each."""
    name, place, metric, value, unit, scope, qualifier, start, end, as_of = row.split("|")
    figure = FIGURES[name]

    assert (figure.place, figure.metric, figure.unit, figure.scope) == (place, metric, unit, scope)
    assert figure.value == (float(value) if value else None)
    assert figure.qualifier.value == qualifier
    assert (figure.period_from, figure.period_to, figure.as_of) == (start, end, as_of)


def test_nothing_else_is_there() -> None:
    """47 reported, 11 derived and 4 without a number; counters of page views are no statistics."""
    assert len(FIGURES) == len(EXPECTED.split("\n")[1:-1]) == 62
    assert sum(figure.value is None for figure in FIGURES.values()) == 4
    assert sum(bool(figure.formula) for figure in FIGURES.values()) == 11
    counters = {3383219, 994141, 90100, 17630, 1366, 73, 374, 4697, 4.697}
    assert not counters & {figure.value for figure in FIGURES.values()}


@seeds_present
def test_figures_equal_the_seeds() -> None:
    """Every reported figure, compared in place with the checked list."""
    seeds: dict[str, Any] = json.loads(SEEDS.read_text(encoding="utf-8"))
    assert len(seeds["stats"]) == 47
    for seed in seeds["stats"]:
        figure = FIGURES[seed["id"]]
        place = KNOWLEDGE.place(figure.place)
        assert place is not None
        assert place.name == seed["locality"]
        assert (figure.metric, figure.value, figure.unit) == (seed["metric"], seed["value"], seed["unit"])
        assert figure.scope == ("" if seed["scope"] == "all" else seed["scope"])
        assert figure.qualifier.value == {"stated_none": "exact"}.get(seed["qualifier"], seed["qualifier"])
        assert figure.period_from == (seed["period_from"] or "")
        assert figure.period_to == (seed["period_to"] or "")
        assert figure.as_of == seed["as_of"]


@seeds_present
def test_derived_figures_equal_the_seeds() -> None:
    """Every derived value, by place and metric."""
    seeds: dict[str, Any] = json.loads(SEEDS.read_text(encoding="utf-8"))
    derived = [figure for figure in FIGURES.values() if figure.formula]
    for seed in seeds["derived"]:
        found = [
            figure.value
            for figure in derived
            if figure.metric == seed["metric"]
            and (place := KNOWLEDGE.place(figure.place)) is not None
            and place.name == seed["locality"]
        ]
        assert found == [pytest.approx(seed["value"], abs=0.05)], seed


def _value(name: str) -> float:
    value = FIGURES[name].value
    assert value is not None
    return value / 100 if FIGURES[name].unit == "percent" else value


@pytest.mark.parametrize("name", [figure.id for figure in FIGURES.values() if figure.formula])
def test_a_derived_figure_follows_from_its_inputs(name: str) -> None:
    """The formula, worked out over the inputs, gives the value."""
    figure = FIGURES[name]
    left, operator, right, *_ = figure.formula.replace("100 %", "1").split()
    one, other = (_value(part) if part in FIGURES else float(part) for part in (left, right))
    worked = {"+": one + other, "-": one - other, "/": one / other if other else 0.0}[operator]

    assert _value(name) == pytest.approx(worked, rel=1e-3)
    assert set(figure.inputs) == {part for part in (left, right) if part in FIGURES}


def test_sums_agree() -> None:
    """The parts that the sources give add up."""
    assert _value("002-17") + _value("002-18") == _value("002-16")
    assert _value("003-02") + _value("003-03") == _value("003-01")
    assert _value("002-02") + _value("002-03") == _value("002-01")
    assert _value("002-05") + _value("002-06") == _value("002-04")
    assert _value("002-12") + _value("002-13") + _value("002-14") == _value("002-11")


def test_every_figure_is_citable() -> None:
    """Title, date, definition; an inferred publisher is said to be inferred; a metric and a place that are known."""
    metrics = {metric.id for metric in KNOWLEDGE.metrics()}
    for figure in FIGURES.values():
        source = figure.publication
        assert source.title and source.date and source.note and figure.definition, figure.id
        assert "(suy ra)" in source.publisher or figure.id.startswith("002"), figure.id
        assert figure.metric in metrics and KNOWLEDGE.place(figure.place) is not None
        for text in (figure.definition, figure.denominator, figure.note, figure.words, source.title, source.note):
            assert text == normalise_tone_marks(text), figure.id


def test_the_traps_of_the_seeds_are_respected() -> None:
    """Target, unnamed index, unknown year, two bases."""
    target = FIGURES["001-09"]
    assert (
        target.metric.endswith("_target")
        and target.qualifier is Qualifier.AT_LEAST
        and "không phải kết quả" in target.note
    )
    assert FIGURES["004-01"].metric == "par_rank_national" and "không phải là PAR INDEX" in FIGURES["004-01"].note
    assert FIGURES["001-01"].period_from == "" and "không nêu" in FIGURES["001-01"].note
    assert "403" in FIGURES["004-08"].note and "434" in FIGURES["004-03"].note
    assert not any({"004-03", "004-08"} <= set(figure.inputs) for figure in FIGURES.values())
    assert "2022 suy ra" in FIGURES["002-16"].publication.note
    assert not [figure for figure in FIGURES.values() if figure.place == "district-340" and "on_time" in figure.metric]


@pytest.mark.parametrize("district", DISTRICTS)
def test_a_former_district_has_its_communes_and_what_became_of_it(district: str) -> None:
    """All old communes, each with a successor; every successor is among the district's."""
    then, now = DISTRICTS[district]
    place = KNOWLEDGE.place(district)
    assert place is not None
    communes = [unit for unit in KNOWLEDGE.places() if unit.parent == district]
    successors = {part.place for part in place.became}

    assert place.valid_to == "2025-06-30"
    assert len(communes) == then
    assert len(successors) == now
    assert {part.place for unit in communes for part in unit.became} == successors
    assert all(unit.valid_to == "2025-06-30" for unit in communes)


def test_provinces_of_today_and_before() -> None:
    """34 today, 63 until 30/6/2025, three that became cities in 2026."""
    provinces = [place for place in KNOWLEDGE.places() if place.kind is PlaceKind.PROVINCE]
    today = [place for place in provinces if not place.valid_to]
    on = "2025-06-30"
    before = [p for p in provinces if p.valid_from <= on and (not p.valid_to or p.valid_to >= on)]
    late = {p.id: p.valid_from for p in today if p.valid_from > "2026"}

    assert len(today) == 34
    assert sum(place.name.startswith("thành phố ") for place in today) == 9
    assert len(before) == 63
    assert late == {"province-75": "2026-04-30", "province-22": "2026-09-01", "province-24": "2026-09-20"}


def test_places_hold_together() -> None:
    """Ids are unique, parents and successors exist, former units end before their successors begin."""
    places = {place.id: place for place in KNOWLEDGE.places()}
    assert len(places) == len(KNOWLEDGE.places())
    for place in places.values():
        assert bool(place.became) == bool(place.valid_to), place.id
        assert not place.parent or place.parent in places
        for part in place.became:
            later = places[part.place]
            if later.valid_from:
                assert (date.fromisoformat(later.valid_from) - date.fromisoformat(place.valid_to)).days == 1, place.id


@units_present
def test_communes_equal_the_official_table() -> None:
    """Codes, names and how much went where, compared in place."""
    table: dict[str, Any] = json.loads(UNITS.read_text(encoding="utf-8"))
    for district in table["districts"]:
        for commune in district["new_communes"]:
            place = KNOWLEDGE.place(f"commune-{commune['code']}")
            assert place is not None
            assert place.name.lower() == normalise_tone_marks(commune["name"]).lower()
            parent = KNOWLEDGE.place(place.parent)
            assert parent is not None
            assert parent.name.lower() == commune["province"].lower()
            for part in commune["from_old"]:
                old = KNOWLEDGE.place(f"commune-{part['code']}-old")
                assert old is not None
                whole = {unit.place: unit.whole for unit in old.became}
                assert whole[place.id] is (part["part"] == "Nhập toàn bộ")


def test_the_same_code_is_two_units_of_two_times() -> None:
    """82 was Tiền Giang and is Đồng Tháp; 87 was Đồng Tháp."""
    names = {place_id: place.name for place in KNOWLEDGE.places() if (place_id := place.id).startswith("province-8")}

    assert names["province-82"] == "tỉnh Đồng Tháp"
    assert names["province-82-old"] == "tỉnh Tiền Giang"
    assert names["province-87-old"] == "tỉnh Đồng Tháp"


def test_general_answers_are_complete() -> None:
    """Some thirty, each with short paragraphs, at least six ways of asking, its rule and its source."""
    answers = surroundings().general_answers
    assert len(answers) >= 25
    assert len({answer.id for answer in answers}) == len(answers)
    for answer in answers:
        assert answer.text and all(0 < len(text) <= 420 for text in answer.text), answer.id
        assert len(set(answer.questions)) == len(answer.questions) >= 6, answer.id
        assert answer.rule and answer.source and answer.as_of, answer.id
        assert "miễn phí" not in " ".join(answer.text).lower(), answer.id
        assert answer.link.startswith("https://dichvucong.gov.vn") or not answer.link, answer.id
        assert all(text == normalise_tone_marks(text) for text in (*answer.text, *answer.questions, answer.rule))


def test_dangers_have_their_numbers() -> None:
    """The number stands in the answer."""
    texts = {answer.id: " ".join(answer.text) for answer in KNOWLEDGE.general_answers()}
    dangers = {"police": "113", "fire": "114", "medical": "115", "rescue": "112", "child": "111"}

    for kind, number in dangers.items():
        assert number in texts[f"danger_{kind}"]


def test_no_question_is_put_to_two_answers() -> None:
    """The same words cannot mean two answers."""
    asked = [question for answer in KNOWLEDGE.general_answers() for question in answer.questions]

    assert len(asked) == len(set(asked))
