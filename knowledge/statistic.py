"""A locality's figure, with everything that makes it citable."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Qualifier(StrEnum):
    """How exact the source's own words are; it must survive into the answer (domain.md, part 1)."""

    EXACT = "exact"
    OVER = "over"
    NEARLY = "nearly"
    AT_LEAST = "at_least"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Publication:
    """Where a figure was published."""

    title: str
    publisher: str = ""
    date: str = ""
    link: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Statistic:
    """One figure of one locality in one period.

    ``place`` is the id of a ``Place``. ``unit``: percent (0-100), VND (đồng), rank, points, places_up, days, or what is
    counted: dossiers, procedures, decisions, transactions, units, count (anything else).
    ``period_from``/``period_to``/``as_of`` are ISO dates, empty where the source does not say.
    ``formula`` and ``inputs`` (ids of other figures) are filled for a derived figure only.
    ``value`` is None where the source speaks of the matter without a figure; ``words`` then holds what it says.
    """

    id: str
    place: str
    metric: str
    value: float | None
    unit: str
    scope: str = ""
    qualifier: Qualifier = Qualifier.EXACT
    words: str = ""
    period_from: str = ""
    period_to: str = ""
    as_of: str = ""
    definition: str = ""
    denominator: str = ""
    formula: str = ""
    inputs: tuple[str, ...] = ()
    publication: Publication = Publication("")
    note: str = ""
    internal: bool = False

    def of(self, id: str, place: str, value: float | None) -> Statistic:
        """The same heading with another place and value.

        Half a country's figures are made so for one answer: the fields are set past what keeps a frozen value from
        being changed, which takes half as long as the constructor and a tenth of ``dataclasses.replace``.
        """
        made = object.__new__(Statistic)
        _put_id(made, id)
        _put_place(made, place)
        _put_metric(made, self.metric)
        _put_value(made, value)
        _put_unit(made, self.unit)
        _put_scope(made, self.scope)
        _put_qualifier(made, self.qualifier)
        _put_words(made, self.words)
        _put_period_from(made, self.period_from)
        _put_period_to(made, self.period_to)
        _put_as_of(made, self.as_of)
        _put_definition(made, self.definition)
        _put_denominator(made, self.denominator)
        _put_formula(made, self.formula)
        _put_inputs(made, self.inputs)
        _put_publication(made, self.publication)
        _put_note(made, self.note)
        _put_internal(made, self.internal)
        return made

    def id_at(self, place: str) -> str:
        """The id of a place's figure under this heading when its source gives it none.

        The same matter of the same place in the same period has the same id, so that a later source replaces the
        figure. The day it was counted tells figures apart only where the source gives no period.
        """
        dated = self.period_from or self.period_to
        when = f"{self.period_from}..{self.period_to}" if dated else self.as_of
        scope = f"/{self.scope}" if self.scope else ""
        return f"{place}/{self.metric}/{when}{scope}{'/internal' if self.internal else ''}"


(
    _put_id, _put_place, _put_metric, _put_value, _put_unit, _put_scope,
    _put_qualifier, _put_words, _put_period_from, _put_period_to, _put_as_of, _put_definition,
    _put_denominator, _put_formula, _put_inputs, _put_publication, _put_note, _put_internal,
) = (getattr(Statistic, name).__set__ for name in Statistic.__slots__)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Metric:
    """What is measured: its id, Vietnamese name, unit and what it means."""

    id: str
    name: str
    unit: str
    definition: str = ""
    higher_is_better: bool | None = None
    full_score_at: float | None = None
    """an indicator of QĐ 766/QĐ-TTg: the value that earns all of its points"""
