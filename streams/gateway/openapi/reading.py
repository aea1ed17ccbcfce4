"""Rows of ``events.py`` and ``stories.py``."""

from __future__ import annotations

from typing import Any, Final

import schemas
from streams.gateway.events import CLOUDEVENT
from streams.gateway.parameters import USUAL_LIMIT

from .common import CURSOR, SELECTION, SINCE, UNTIL, WORDS, choice, limit, path
from .table import TEXT, Answer, Operation, Parameter, Part, Schema, ref

_JSON: Final = "application/json"
_LIMIT: Final = limit(USUAL_LIMIT)
_BUILT: Final = (429, 503)
_STATES: Final = ["current", "superseded", "withdrawn"]
_SPAN: Final = {
    "type": "object",
    "required": ["start", "end"],
    "properties": {"start": {"type": "integer"}, "end": {"type": "integer"}},
}


def cloud_event(data: Schema, subject: str) -> dict[str, Any]:
    """A CloudEvent in structured mode."""
    return {
        "type": "object",
        "required": ["specversion", "id", "source", "type", "subject", "datacontenttype", "data"],
        "properties": {
            "specversion": {"const": "1.0"},
            "id": TEXT,
            "source": {"type": "string", "description": "`/desks/` and the desk"},
            "type": TEXT,
            "subject": {"type": "string", "description": subject},
            "time": {"type": "string", "format": "date-time"},
            "datacontenttype": {"const": "application/json"},
            "data": data,
        },
    }


def page(items: Schema, **more: Schema) -> dict[str, Any]:
    """A page of items."""
    following = {
        "type": "string",
        "description": "cursor of the next page; absent on the last",
    }
    return {
        "type": "object",
        "required": [*more, "items"],
        "properties": {**more, "items": {"type": "array", "items": items}, "next": following},
    }


EVENTS: Final = Part(
    tag="events",
    about="Events by id, by words and by what they are about. While the gateway still reads the "
    "log, 503 says so.",
    operations=(
        Operation(
            method="get",
            path="/v1/events",
            name="searchEvents",
            summary="Events, newest first",
            about="Entries as they stand: the current revision of each, and the notices that one "
            "was withdrawn or repeats another. `state=all` gives what was superseded or withdrawn "
            "as well. Only current text is searched for words.",
            parameters=(
                WORDS,
                SINCE,
                UNTIL,
                choice("state", "which states of entries", "current", "all"),
                *SELECTION,
                _LIMIT,
                CURSOR,
            ),
            answers=(Answer(200, "a page of events", {_JSON: ref("EventPage")}),),
            refusals=(400, *_BUILT),
        ),
        Operation(
            method="get",
            path="/v1/events/{id}",
            name="getEvent",
            summary="One event",
            parameters=(
                path("id", "of the event"),
                choice("withdrawn", "show an event whose entry was withdrawn", "no", "yes"),
            ),
            answers=(
                Answer(
                    200,
                    "the event",
                    {CLOUDEVENT: ref("EventAsCloudEvent")},
                    {"Copydesk-State": "`current`, `superseded` or `withdrawn`"},
                ),
            ),
            refusals=(400, 404, 410, *_BUILT),
        ),
        Operation(
            method="get",
            path="/v1/entries/{entry}",
            name="getEntry",
            summary="How an entry stands, and all its events in order",
            parameters=(path("entry", "id of the entry"), _LIMIT, CURSOR),
            answers=(Answer(200, "the entry", {_JSON: ref("EntryPage")}),),
            refusals=(400, 404, *_BUILT),
        ),
    ),
    written={"Event": schemas.Event},
    schemas={
        "EventAsCloudEvent": cloud_event(ref("Event"), "id of the entry"),
        "FoundEvent": {
            "type": "object",
            "required": ["event", "state"],
            "properties": {
                "event": ref("EventAsCloudEvent"),
                "state": {"type": "string", "enum": _STATES},
                "snippet": {
                    "type": "object",
                    "description": "text round the words that were looked for; the matches are "
                    "spans in it, in Unicode code points",
                    "required": ["text", "matches"],
                    "properties": {"text": TEXT, "matches": {"type": "array", "items": _SPAN}},
                },
            },
        },
        "EventPage": page(ref("FoundEvent")),
        "EntryPage": page(
            ref("FoundEvent"),
            entry=TEXT,
            desk=TEXT,
            state={"type": "string", "enum": ["standing", "withdrawn", "duplicate"]},
            story={"type": ["string", "null"], "description": "that it is in now"},
        ),
    },
)

_REDIRECT: Final = choice("redirect", "lead on from a story that was merged", "yes", "no")
_MERGED: Final = Answer(
    308,
    "it was merged",
    {_JSON: {"type": "object", "properties": {"merged_into": TEXT}}},
    {"Location": "the story that goes on in its place"},
)
_ID: Final = path("id", "of the story")

STORIES: Final = Part(
    tag="stories",
    about="The latest state of stories, and their timelines.",
    operations=(
        Operation(
            method="get",
            path="/v1/stories",
            name="searchStories",
            summary="Stories, the one with the latest entry first",
            about="Stories that were merged or have no entry left are not in the list.",
            parameters=(
                WORDS,
                Parameter("desk", "desks", TEXT, many=True),
                Parameter(
                    "place", "ISO 3166-1 codes, GeoNames ids or names of places", TEXT, many=True
                ),
                Parameter("since", "with an entry from this time on", SINCE.schema),
                Parameter("until", "with an entry before this time", UNTIL.schema),
                _LIMIT,
                CURSOR,
            ),
            answers=(Answer(200, "a page of stories", {_JSON: ref("StoryPage")}),),
            refusals=(400, *_BUILT),
        ),
        Operation(
            method="get",
            path="/v1/stories/{id}",
            name="getStory",
            summary="One story",
            parameters=(_ID, _REDIRECT),
            answers=(Answer(200, "the story", {_JSON: ref("Story")}), _MERGED),
            refusals=(400, 404, *_BUILT),
        ),
        Operation(
            method="get",
            path="/v1/stories/{id}/events",
            name="getTimeline",
            summary="The events of the entries that are in a story now, oldest first",
            parameters=(_ID, _REDIRECT, _LIMIT, CURSOR),
            answers=(Answer(200, "a page of events", {_JSON: ref("EventPage")}), _MERGED),
            refusals=(400, 404, *_BUILT),
        ),
    ),
    written={"Story": schemas.Story},
    schemas={"StoryPage": page(ref("Story"))},
)
