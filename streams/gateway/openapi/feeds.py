"""Rows of ``feeds.py``."""

from __future__ import annotations

from typing import Final

from streams.gateway.feeds import USUAL_ITEMS

from .common import SELECTION, limit
from .table import TEXT, Answer, Operation, Part, Schema

_CONDITIONS: Final = {"ETag": "of the feed", "Last-Modified": "when its last event came"}
_UNCHANGED: Final = Answer(304, "it is as it was", headers=_CONDITIONS)


def _feed(name: str, ending: str, media_type: str, title: str, schema: Schema) -> Operation:
    return Operation(
        method="get",
        path=f"/v1/feeds/events.{ending}",
        name=name,
        summary=f"Entries as they stand, the newest first, as {title}",
        about="Every entry is there once, under one id. One that was withdrawn says so and nothing "
        "of what it said; repeats are left out.",
        parameters=(*SELECTION, limit(USUAL_ITEMS)),
        answers=(Answer(200, "the feed", {media_type: schema}, _CONDITIONS), _UNCHANGED),
        refusals=(400, 429, 503),
    )


PART: Final = Part(
    tag="feeds",
    about="For feed readers: per desk, topic, story, or any other selection.",
    operations=(
        _feed("getAtom", "atom", "application/atom+xml", "Atom (RFC 4287)", TEXT),
        _feed(
            "getJsonFeed",
            "json",
            "application/feed+json",
            "JSON Feed 1.1",
            {
                "type": "object",
                "required": ["version", "title", "feed_url", "items"],
                "properties": {
                    "version": {"const": "https://jsonfeed.org/version/1.1"},
                    "title": TEXT,
                    "feed_url": TEXT,
                    "items": {"type": "array", "items": {"type": "object", "required": ["id"]}},
                },
            },
        ),
    ),
)
