"""From a record of a topic to what a subscriber gets: whether, under which id, in which order. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import orjson

from schemas import Duplicated, Event, Following, Selection, Story, parse_event, to_structured
from schemas.cloudevents import attributes

from .model import Of

_REMEMBERED = 10_000
"""Entries of which each subscription's decision is kept: a day of a busy newsroom, some 2 MB."""

TEST_TYPE = "copydesk.webhook.test.v1"
CONTENT_TYPE = "application/cloudevents+json"
STORY_SELECTION = frozenset({"desks", "sources", "coverages", "stories", "places"})
"""What of a selection can be asked of a story; the rest is of events."""


@dataclass(frozen=True, slots=True)
class Message:
    """What a subscriber gets.

    Attributes:
        id: the ``webhook-id``: the event's id. A full stop in it is a dash here, for the
            specification wants none: it parts what is signed.
        body: a CloudEvent in structured mode.
        keys: messages that share one must keep their order.
    """

    id: str
    body: bytes
    keys: frozenset[str]


def reader(of: Of, selection: Selection) -> Callable[[bytes], Message | None]:
    """What turns values of a topic, in their order, into messages; ``None``: not wanted.

    The function that is returned raises ``pydantic.ValidationError`` where a value is not what the
    topic holds.
    """
    if selection == Selection():
        return lambda value: unselected(of, value)
    following = Following(selection, _REMEMBERED)

    def read_story(value: bytes) -> Message | None:
        story = Story.model_validate_json(value)
        return of_story(story) if following.wants(story) else None

    def read(value: bytes) -> Message | None:
        event = parse_event(value)
        return of_event(event) if following.wants(event) else None

    return read_story if of == "stories" else read


def unselected(of: Of, value: bytes) -> Message:
    """The message of a value, wanted or not.

    Raises:
        pydantic.ValidationError: the value is not what the topic holds.
    """
    if of == "stories":
        return of_story(Story.model_validate_json(value))
    return of_event(parse_event(value))


def of_event(event: Event) -> Message:
    """The message of an event: in order with whatever is about its entry or its stories."""
    keys = {f"entry {event.entry}", f"story {event.story}"}
    for regroup in event.regroups:
        keys |= {f"story {regroup.source}", f"story {regroup.target}"}
        keys |= {f"entry {entry}" for entry in regroup.entries}
    if isinstance(event, Duplicated):
        keys.add(f"entry {event.original.entry}")
    return Message(event.id, to_structured(event), frozenset(keys - {"story None"}))


def of_story(story: Story) -> Message:
    """The message of a story's state."""
    id_ = attributes(story)["id"].replace(".", "-")
    keys = {f"story {story.id}", f"story {story.merged_into or story.id}"}
    return Message(id_, to_structured(story), frozenset(keys))


def message_of_test(id_: str, subscription: str, now: datetime) -> Message:
    """A message that stands for no event, to try an endpoint with."""
    body = orjson.dumps(
        {
            "specversion": "1.0",
            "id": id_,
            "source": "/webhooks",
            "type": TEST_TYPE,
            "subject": subscription,
            "time": now.isoformat().replace("+00:00", "Z"),
            "datacontenttype": "application/json",
            "data": {"subscription": subscription},
        }
    )
    return Message(id_, body, frozenset())
