"""What we say of places and figures (minimal stand-in until the real module arrives)."""

from __future__ import annotations

from datetime import date

from bot.reply import Reply, Section, Span
from intents.intent import Outcome, PlaceAsked, StatisticsAsked
from knowledge.store import Knowledge


def place_reply(intent: PlaceAsked, knowledge: Knowledge) -> Reply:
    """What became of a place."""
    names = [place.name for place in map(knowledge.place, intent.places) if place]
    return Reply(Outcome.PLACE, (Section("answer", ((Span(", ".join(names)),),)),))


def statistics_reply(intent: StatisticsAsked, knowledge: Knowledge, today: date, stale_days: int) -> Reply:
    """Figures of a place."""
    names = [place.name for place in map(knowledge.place, intent.places) if place]
    return Reply(Outcome.STATISTICS, (Section("answer", ((Span(", ".join(names)),),)),))
