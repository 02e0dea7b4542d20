"""A made-up release with as many names as asked for: for benchmarks of size, not of sense."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

from knowledge.general import GeneralAnswer
from knowledge.place import Place
from knowledge.procedure import Level, Procedure, State
from knowledge.statistic import Metric, Statistic
from knowledge.store import Ambiguity, EverydayName, Knowledge, KnownProcedure, Title

T = TypeVar("T")


class SyntheticKnowledge:
    """``size`` procedures whose names mix words of a real release's names; everything else is empty."""

    def __init__(self, model: Knowledge, size: int, seed: int = 0) -> None:
        choose = random.Random(seed)  # noqa: S311 (reproducible, no secret)
        names = [title.name.split("\n")[0].split() for title in model.titles()]
        self._model = model
        self._memo: dict[str, object] = {}
        self.index: bytes | None = None
        """the search index, when it was built elsewhere"""
        self._titles = []
        for number in range(size):
            first, second = choose.choice(names), choose.choice(names)
            words = first[: choose.randint(2, 9)] + second[-choose.randint(2, 9) :]
            self._titles.append(
                Title(
                    code=f"9.{number:06d}",
                    name=f"{' '.join(words)} số {number}",
                    field=f"Lĩnh vực {number % 237}",
                    levels=(Level.COMMUNE,),
                    province="",
                    internal=False,
                    state=State.IN_FORCE,
                    has_details=True,
                    shipped=number % 20 == 0,
                    subjects=("Công dân Việt Nam",),
                )
            )

    @property
    def release(self) -> str:
        """The release's name."""
        return f"synthetic-{len(self._titles)}"

    def titles(self) -> Sequence[Title]:
        """The made-up procedures."""
        return self._titles

    def procedure(self, code: str) -> Procedure | None:
        """A record with a name and nothing else."""
        place = int(code[2:]) if code.startswith("9.") and code[2:].isdigit() else len(self._titles)
        if place >= len(self._titles):
            return None
        title = self._titles[place]
        return Procedure(title.code, title.name, title.field, levels=title.levels, subjects=title.subjects)

    def everyday_names(self) -> Sequence[EverydayName]:
        """None."""
        return ()

    def ambiguities(self) -> Sequence[Ambiguity]:
        """None."""
        return ()

    def places(self) -> Sequence[Place]:
        """The model's."""
        return self._model.places()

    def place(self, place_id: str) -> Place | None:
        """The model's."""
        return self._model.place(place_id)

    def metrics(self) -> Sequence[Metric]:
        """The model's."""
        return self._model.metrics()

    def statistics(
        self,
        place_id: str = "",
        metric: str = "",
        *,
        within: str = "",
        period: tuple[str, str] | None = None,
        internal: bool = False,
    ) -> Sequence[Statistic]:
        """The model's."""
        return self._model.statistics(place_id, metric, within=within, period=period, internal=internal)

    def statistics_periods(
        self, metric: str, *, place_id: str = "", within: str = "", internal: bool = False
    ) -> Sequence[tuple[str, str]]:
        """The model's."""
        return self._model.statistics_periods(metric, place_id=place_id, within=within, internal=internal)

    def statistics_places(self, metric: str = "", *, internal: bool = False) -> Sequence[str]:
        """The model's."""
        return self._model.statistics_places(metric, internal=internal)

    def known_procedures(self) -> Sequence[KnownProcedure]:
        """None."""
        return ()

    def general_answers(self) -> Sequence[GeneralAnswer]:
        """The model's."""
        return self._model.general_answers()

    def artifact(self, name: str) -> bytes | None:
        """The search index, when it was built elsewhere; else it is built in memory."""
        return self.index if name == "index" else None

    def memo(self, name: str, make: Callable[[], T]) -> T:
        """A value derived from this release, made once."""
        if name not in self._memo:
            self._memo[name] = make()
        return self._memo[name]  # type: ignore[return-value]
