"""``/v1/events`` and ``/v1/entries/{entry}``: events by id, by words, by what they are about."""

from __future__ import annotations

from typing import Any, Final

import orjson
from aiohttp import web

from streams.core.read_model import EventSearch
from streams.errors import RequestRefused

from .answers import json_answer
from .parameters import SELECTION, Parameters, cursor
from .read_model import asking
from .read_model.asking import FoundEvent
from .read_model.model import READ_MODEL

routes: Final = web.RouteTableDef()

CLOUDEVENT: Final = "application/cloudevents+json"
SEARCH: Final = ("q", "since", "until", "state", "limit", "cursor", *SELECTION)


@routes.get("/v1/events/{id}")
async def get(request: web.Request) -> web.Response:
    """One event; 410 for one that was withdrawn, unless ``withdrawn=yes`` asks for it."""
    wanted = Parameters(request, ["withdrawn"]).choice("withdrawn", "no", "yes")
    found = await request.app[READ_MODEL].ask(asking.event, request.match_info["id"])
    if found is None:
        raise RequestRefused(404, "there is no such event, or the log no longer holds it")
    if found.state == "withdrawn" and wanted == "no":
        raise RequestRefused(
            410, "the entry was withdrawn: forget this event; ?withdrawn=yes shows it"
        )
    answer = web.Response(body=found.document, content_type=CLOUDEVENT)
    answer.headers["Copydesk-State"] = found.state
    return answer


@routes.get("/v1/events")
async def search(request: web.Request) -> web.Response:
    """Events, newest first."""
    asked = Parameters(request, SEARCH)
    limit = asked.limit()
    found = await request.app[READ_MODEL].ask(
        asking.search_events,
        EventSearch(
            selection=asked.selection(),
            words=asked.words(),
            since_ms=asked.time_ms("since"),
            until_ms=asked.time_ms("until"),
            every_state=asked.choice("state", "current", "all") == "all",
            before=asked.cursor(),
            limit=limit + 1,
        ),
    )
    return json_answer(page(found, limit))


@routes.get("/v1/entries/{entry}")
async def entry(request: web.Request) -> web.Response:
    """How an entry stands, and its events in order."""
    asked = Parameters(request, ["limit", "cursor"])
    identity, limit = request.match_info["entry"], asked.limit()
    found = await request.app[READ_MODEL].ask(asking.entry, identity, asked.cursor(), limit + 1)
    if found is None:
        raise RequestRefused(404, "there is no such entry, or the log no longer holds it")
    head = {"entry": identity, "desk": found.desk, "state": found.state, "story": found.story}
    return json_answer({**head, **page(found.events, limit)})


def page(found: list[FoundEvent], limit: int) -> dict[str, Any]:
    """A page of events; one more than the limit was asked for, to see whether there are more."""
    items = [_item(one) for one in found[:limit]]
    if len(found) > limit:
        return {"items": items, "next": cursor(found[limit - 1].row)}
    return {"items": items}


def _item(found: FoundEvent) -> dict[str, Any]:
    item: dict[str, Any] = {"event": orjson.Fragment(found.document), "state": found.state}
    if found.snippet is not None:
        text, matches = found.snippet
        item["snippet"] = {"text": text, "matches": [{"start": a, "end": b} for a, b in matches]}
    return item
