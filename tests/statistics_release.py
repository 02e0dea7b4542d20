"""A real release of the figures, places, metrics and general answers that the project ships, without procedures."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from knowledge.building import Contents, build_release
from knowledge.release import Release, open_release
from knowledge.sources import statistics
from knowledge.sources.importing import read_source
from knowledge.sources.shipped import DATA, surroundings
from knowledge.sources.statistics_row import Directory


@cache
def shipped_statistics() -> Release:
    """The release, built once in a folder of its own and open."""
    found = surroundings()
    reading = read_source(DATA / "statistics" / "seeds.csv", directory=Directory(found.places, found.metrics))
    assert not reading.problems, reading.problems
    known = {metric.id: metric for metric in found.metrics}
    kept, lost = statistics.resolved(reading.statistics, {place.id for place in found.places}, known, {})
    assert not lost, lost
    folder = Path(tempfile.mkdtemp(prefix="statistics-release-"))
    contents = Contents(
        statistics=kept, places=found.places, metrics=found.metrics, general_answers=found.general_answers
    )
    build_release(folder, contents, {})
    return open_release(folder)
