"""``/v1/stories``: the latest state of stories, and their timelines."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import quote

import orjson
from aiohttp import web

from streams.core.read_model import StorySearch
from streams.errors import RequestRefused

from .answers import json_answer
from .events import page
from .parameters import Parameters, cursor
from .read_model import asking
from .read_model.asking import FoundStory
from .read_model.model import READ_MODEL

routes: Final = web.RouteTableDef()

SEARCH: Final = ("q", "desk", "place", "since", "until", "limit", "cursor")


@routes.get("/v1/stories")
async def search(request: web.Request) -> web.Response:
    """Stories, the one with the latest entry first."""
    asked = Parameters(request, SEARCH)
    limit = asked.limit()
    found = await request.app[READ_MODEL].ask(
        asking.search_stories,
        StorySearch(
            desks=asked.listed("desk"),
            places=asked.listed("place"),
            words=asked.words(),
            since_ms=asked.time_ms("since"),
            until_ms=asked.time_ms("until"),
            before=asked.cursor(),
            limit=limit + 1,
        ),
    )
    answer: dict[str, Any] = {"items": [orjson.Fragment(one.document) for one in found[:limit]]}
    if len(found) > limit:
        answer["next"] = cursor(found[limit - 1].row)
    return json_answer(answer)


@routes.get("/v1/stories/{id}")
async def get(request: web.Request) -> web.Response:
    """One story; one that was merged leads to the story that goes on in its place."""
    asked = Parameters(request, ["redirect"])
    found = await request.app[READ_MODEL].ask(asking.story, request.match_info["id"])
    if found is None:
        raise RequestRefused(404, "there is no such story")
    return _onward(asked, found, "") or web.Response(
        body=found.document, content_type="application/json"
    )


@routes.get("/v1/stories/{id}/events")
async def timeline(request: web.Request) -> web.Response:
    """The events of the entries that are in the story now, oldest first."""
    asked = Parameters(request, ["redirect", "limit", "cursor"])
    limit, after = asked.limit(), asked.cursor()
    identity = request.match_info["id"]
    story = await request.app[READ_MODEL].ask(asking.story, identity)
    if story is not None and (answer := _onward(asked, story, "/events")):
        return answer
    found = await request.app[READ_MODEL].ask(asking.timeline, identity, after, limit + 1)
    if story is None and not found:
        raise RequestRefused(404, "there is no such story")
    return json_answer(page(found, limit))


def _onward(asked: Parameters, story: FoundStory, path: str) -> web.Response | None:
    """The way to the story that goes on in its place; nothing where it goes on itself."""
    shown = asked.choice("redirect", "yes", "no") == "no"
    if story.merged_into is None or shown:
        return None
    place = f"/v1/stories/{quote(story.merged_into, safe='')}{path}"
    return json_answer({"merged_into": story.merged_into}, 308, {"Location": place + asked.text})
