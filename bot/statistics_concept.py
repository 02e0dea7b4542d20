"""Metrics that are alternatives because they are of one concept, and targets among them."""

from __future__ import annotations

from collections.abc import Sequence

from intents.metrics import Concept, concept_of
from knowledge.statistic import Statistic


def by_concept(metrics: Sequence[str]) -> list[tuple[str, ...]]:
    """Metrics asked, those of one concept together: they are alternatives."""
    groups: dict[str, list[str]] = {}
    for metric in metrics:
        concept = concept_among(metric, metrics)
        key = f"{concept.id}.target" if concept and metric in concept.target else concept.id if concept else metric
        groups.setdefault(key, []).append(metric)
    return [tuple(group) for group in groups.values()]


def concept_among(metric: str, metrics: Sequence[str]) -> Concept | None:
    """The concept of a metric: that of the first metric asked, where it holds this one as well."""
    first = concept_of(metrics[0])
    return first if first is not None and metric in first.metrics else concept_of(metric)


def is_target(figure: Statistic) -> bool:
    """Whether a figure was set, not reached."""
    return figure.metric.endswith("_target")
