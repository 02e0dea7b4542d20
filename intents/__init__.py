"""What a person wants: pure functions from (question, knowledge, topic) to one of a handful of values."""

from intents.understand import next_topic, understand

__all__ = ["next_topic", "understand"]
