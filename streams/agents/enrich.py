"""``news.classified`` → ``news.events`` and ``news.alerts``: the facts, written as an event."""

from __future__ import annotations

from schemas.cloudevents import to_binary
from streams.core.classify import Classified
from streams.core.enrich import enrich, is_alert
from streams.delivery.codec import decode
from streams.delivery.records import Agent, Output, Record, Step
from streams.topics import ALERTS, CLASSIFIED, EVENTS


def agent(alert_urgency: int) -> Agent:
    """The agent; events of this urgency and above are alerts, too."""

    def step(record: Record, _: object) -> Step:
        event = enrich(decode(Classified, record.value))
        headers, value = to_binary(event)
        topics = (EVENTS, ALERTS) if is_alert(event, alert_urgency) else (EVENTS,)
        outputs = tuple(Output(topic, record.key, value, headers) for topic in topics)
        return Step(event.type.split(".")[2], outputs=outputs)

    return Agent("enrich", CLASSIFIED, (EVENTS, ALERTS), step)
