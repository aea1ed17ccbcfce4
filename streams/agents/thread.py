"""``news.events`` → ``news.stories``: events rolled up into the latest state of each story."""

from __future__ import annotations

from datetime import timedelta

from schemas import Story, parse_event
from schemas.cloudevents import to_binary
from streams.core.thread import Contribution, Stories, contribute
from streams.delivery.codec import reading
from streams.delivery.records import Agent, Lookup, Output, Record, Remembered, Step
from streams.topics import EVENTS, STORIES


def agent(memory: timedelta) -> Agent:
    """The agent; an entry counts in its story for so long, by the time of the log."""

    def step(record: Record, past: Lookup) -> Step:
        with reading(record.value) as value:
            event = parse_event(value)
        past.index.forget(record.now)
        before = past.get(event.entry)
        if before is not None and before.touched_at + memory < record.now:
            before = None
        contribution = contribute(event, record.now, before)
        changed = past.index.after(before, contribution, latest=event.id)
        outputs = tuple(_output(story) for story in changed)
        return Step("told", outputs=outputs, write=(event.entry, contribution))

    def new_index() -> Stories:
        return Stories(memory)

    remembers = Remembered("threads", Contribution.model_validate, _dump, new_index)
    return Agent("thread", EVENTS, (STORIES,), step, remembers)


def _output(story: Story) -> Output:
    headers, body = to_binary(story)
    return Output(STORIES, story.id.encode(), body, headers)


def _dump(contribution: Contribution) -> object:
    return contribution.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
