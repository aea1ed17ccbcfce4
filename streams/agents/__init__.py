"""The four agents: thin shells round pure cores. In the order of the data flow."""

from __future__ import annotations

from datetime import timedelta

from streams.delivery.records import Agent
from streams.settings import Settings

from . import classify, deduplicate, enrich, thread


def all_agents(settings: Settings) -> tuple[Agent, ...]:
    """The agents in the order of the data flow."""
    memory = timedelta(days=settings.state_days)
    return (
        deduplicate.agent(
            memory, timedelta(hours=settings.duplicate_hours), settings.duplicate_share
        ),
        classify.AGENT,
        enrich.agent(settings.alert_urgency),
        thread.agent(memory),
    )
