"""Rows of ``stream/``."""

from __future__ import annotations

from typing import Final

import schemas

from .common import SELECTION, choice
from .reading import cloud_event
from .table import TEXT, Answer, Operation, Parameter, Part, ref

_FROM: Final = Parameter(
    "from", "`now`, `earliest`, or a cursor", {"type": "string", "default": "now"}
)
_OF: Final = choice("of", "which topic", "events", "stories", "alerts")
_LAST: Final = Parameter(
    "Last-Event-ID", "the cursor to go on after; it comes before `from`", where="header"
)
_REFUSALS: Final = (400, 429, 503)

PART: Final = Part(
    tag="streams",
    about="What happens, as it happens. A cursor is where each partition of the topic stands; the "
    "client keeps it, and any gateway can go on from it.",
    operations=(
        Operation(
            method="get",
            path="/v1/stream",
            name="followEvents",
            summary="Follow a topic as server-sent events",
            about="`id` is a cursor, `event` the CloudEvent's type, `data` the CloudEvent on one "
            "line (`EventAsCloudEvent`, `StoryAsCloudEvent`). Events of other names are about the "
            "stream, with `data` as `StreamNotice`: `reset` (the cursor is older than what the "
            "log holds: what was between is gone), `dropped` (the client was too slow) and "
            "`closing` (the gateway stops). The last two end the stream; come back with the cursor.",
            parameters=(_OF, _FROM, _LAST, *SELECTION),
            answers=(Answer(200, "a stream that does not end", {"text/event-stream": TEXT}),),
            refusals=_REFUSALS,
        ),
        Operation(
            method="get",
            path="/v1/ws",
            name="followEventsOverWebSocket",
            summary="Follow a topic over a WebSocket",
            about="Each text message is a `StreamMessage`: an event with the cursor after it, or a "
            "`control` message named and meant as the events of `/v1/stream`.",
            parameters=(_OF, _FROM, _LAST, *SELECTION),
            answers=(Answer(101, "the connection is a WebSocket now"),),
            refusals=_REFUSALS,
        ),
    ),
    written={"Story": schemas.Story, "Event": schemas.Event},
    schemas={
        "StoryAsCloudEvent": cloud_event(ref("Story"), "id of the story"),
        "StreamNotice": {"type": "object", "properties": {"reason": TEXT}},
        "StreamMessage": {
            "oneOf": [
                {
                    "type": "object",
                    "required": ["id", "event"],
                    "properties": {
                        "id": {"type": "string", "description": "cursor after the event"},
                        "event": {"oneOf": [ref("EventAsCloudEvent"), ref("StoryAsCloudEvent")]},
                    },
                },
                {
                    "type": "object",
                    "required": ["control"],
                    "properties": {
                        "control": {
                            "type": "string",
                            "enum": ["heartbeat", "reset", "dropped", "closing"],
                        },
                        "id": TEXT,
                        "reason": TEXT,
                    },
                },
            ]
        },
    },
)
