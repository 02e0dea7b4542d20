"""Values to JSON and back."""

from __future__ import annotations

import json

from knowledge.coding import from_json, to_json
from knowledge.place import Place, PlaceKind, Successor
from knowledge.procedure import Case, Channel, Document, Fee, FeeState, Level, Method, Procedure, Source
from knowledge.statistic import Metric, Publication, Statistic
from knowledge.store import Ambiguity

_PROCEDURE = Procedure(
    "1.004270",
    "Mèo",
    levels=(Level.COMMUNE,),
    methods=(Method(Channel.ONLINE, fees=(Fee(FeeState.ZERO, 0),)), Method(Channel.DIRECT)),
    cases=(Case("", (Document("Đơn", 1),), ("nhớ",)),),
    source=Source("f", "k"),
)


def test_round_trips() -> None:
    """Every kind of value comes back equal, with its types."""
    for value in (
        _PROCEDURE,
        Place("a", PlaceKind.COMMUNE, "1", "xã A", became=(Successor("b", whole=True),)),
        Statistic("a", "b", "c", None, "rank", inputs=("x",), publication=Publication("t")),
        Metric("a", "b", "c", higher_is_better=False),
        Ambiguity(("a",), "", (("1.004270", "x"), ("2.000000", ""))),
    ):
        again = from_json(type(value), to_json(value))

        assert again == value
        assert to_json(again) == to_json(value)
    assert from_json(Procedure, to_json(_PROCEDURE)).methods[0].channel is Channel.ONLINE


def test_defaults_are_not_written_and_unknown_fields_not_read() -> None:
    """A release of a program with one field more can be read."""
    assert json.loads(to_json(Procedure("1.004270", "Mèo"))) == {"code": "1.004270", "name": "Mèo"}
    assert from_json(Procedure, '{"code":"1.004270","name":"Mèo","colour":"red"}') == Procedure("1.004270", "Mèo")
