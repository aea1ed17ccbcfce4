"""The table of topics: the data flow. Provisioning, AsyncAPI and docs all come from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from pydantic import BaseModel

from schemas import DeadLetter, Entry, Event, RawEntry, Story
from streams.core.classify import Classified
from streams.webhooks.model import State, Subscription, Undelivered

_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Topic:
    """One Kafka topic. Every topic has the same number of partitions.

    Attributes:
        name: on the broker.
        title: one line for people.
        schema: model of the value; ``None`` for a table's changelog.
        audience: who reads it: ``public``, ``producers`` or ``internal``.
        key: what the record key is.
        cleanup: Kafka's cleanup policy.
        retention: how long records are kept; ``None`` keeps them for ever.
        segment_bytes: where it is compacted again and again, how much may wait for that.
        max_bytes: largest record.
        stamped_by_broker: records get their time from the broker, not from whoever sends them: it
            is the time of the log, by which memory ages, and must not run backwards.
    """

    name: str
    title: str
    schema: type[BaseModel] | object | None
    audience: Literal["public", "producers", "internal"]
    key: str = "desk"
    cleanup: Literal["delete", "compact", "compact,delete"] = "delete"
    retention: timedelta | None = timedelta(days=7)
    max_bytes: int = 2 * _MEBIBYTE
    stamped_by_broker: bool = False
    segment_bytes: int | None = None

    def config(self) -> dict[str, str]:
        """The topic's settings as Kafka names them."""
        keep_ms = -1 if self.retention is None else int(self.retention.total_seconds() * 1000)
        found = {"cleanup.policy": self.cleanup, "max.message.bytes": str(self.max_bytes)}
        if self.stamped_by_broker:
            found["message.timestamp.type"] = "LogAppendTime"
        if "delete" in self.cleanup:
            found["retention.ms"] = str(keep_ms)
        if self.segment_bytes is not None:
            found["segment.bytes"] = str(self.segment_bytes)
        return found


RAW = Topic(
    "news.raw", "Entries as producers push them", RawEntry, "producers", stamped_by_broker=True
)
ENTRIES = Topic("news.entries", "Clean, deduplicated entries", Entry, "public")
CLASSIFIED = Topic("news.classified", "Entries with kind, topics, urgency", Classified, "internal")
EVENTS = Topic(
    "news.events", "One event per editorial change", Event, "public", retention=timedelta(days=30)
)
ALERTS = Topic(
    "news.alerts", "The urgent ones among the events", Event, "public", retention=timedelta(days=30)
)
STORIES = Topic(
    "news.stories", "Latest state of each story", Story, "public", key="story", cleanup="compact"
)
DEAD_LETTERS = Topic(
    "news.dead-letters",
    "Inputs that could not be handled",
    DeadLetter,
    "public",
    retention=timedelta(days=30),
    max_bytes=4 * _MEBIBYTE,
)

WEBHOOKS = Topic(
    "news.webhooks",
    "Who wants which events where",
    Subscription,
    "internal",
    key="subscription",
    cleanup="compact",
)
WEBHOOK_STATES = Topic(
    "news.webhook-states",
    "How far each of them is",
    State,
    "internal",
    key="subscription",
    cleanup="compact",
    segment_bytes=16 * _MEBIBYTE,
)
WEBHOOK_DEAD_LETTERS = Topic(
    "news.webhook-dead-letters",
    "Deliveries that were given up",
    Undelivered,
    "internal",
    key="subscription/event",
    cleanup="compact,delete",
    retention=timedelta(days=30),
)
WEBHOOK_TOPICS = (WEBHOOKS, WEBHOOK_STATES, WEBHOOK_DEAD_LETTERS)
"""A subscription stands in one partition of the three, and whoever has it delivers."""

TOPICS = (RAW, ENTRIES, CLASSIFIED, EVENTS, ALERTS, STORIES, DEAD_LETTERS, *WEBHOOK_TOPICS)

TABLES = ("entries", "threads")
"""Faust tables; each has a compacted changelog topic of its own."""


def changelog(group: str, table: str) -> Topic:
    """The topic that a table is restored from; Faust decides its name."""
    return Topic(
        f"{group}-{table}-changelog",
        f"State of the table {table}",
        None,
        "internal",
        key="state",
        cleanup="compact",
    )


def all_topics(group: str) -> tuple[Topic, ...]:
    """Every topic that a worker of the consumer group needs."""
    return (*TOPICS, *(changelog(group, table) for table in TABLES))
