"""Submission methods put together: which channels there are and which share the same content."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from bot import wording
from knowledge.procedure import Channel, Method

Content = TypeVar("Content", bound=Hashable)


def channels_of(methods: Iterable[Method]) -> tuple[Channel, ...]:
    """The channels, each once, in the record's order."""
    return tuple(dict.fromkeys(method.channel for method in methods))


def by_content(channels: Mapping[Channel, Content]) -> list[tuple[tuple[Channel, ...], Content]]:
    """Channels that say the same are put together, where the first of them stood."""
    groups: dict[Content, list[Channel]] = {}
    for channel, content in channels.items():
        groups.setdefault(content, []).append(channel)
    return [(tuple(members), content) for content, members in groups.items()]


def channel_label(channels: Sequence[Channel]) -> str:
    """«Nộp trực tiếp, trực tuyến»: the channels as the start of a line."""
    ordered = [channel for channel in Channel if channel in channels]
    if len(ordered) == 1:
        return wording.CHANNELS[ordered[0]]
    return wording.WAYS.format(ways=channel_words(ordered))


def channel_words(channels: Sequence[Channel]) -> str:
    """«trực tiếp, trực tuyến»: the channels inside a sentence."""
    return ", ".join(wording.CHANNELS_INSIDE[channel] for channel in Channel if channel in channels)
