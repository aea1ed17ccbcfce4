"""``/v1/feeds/events.atom`` and ``.json``: entries as they stand, for feed readers."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Final

from aiohttp import web
from aiohttp.helpers import ETag

from schemas import Selection, from_structured
from streams.core.read_model import EventSearch
from streams.errors import RequestRefused

from .answers import own_url
from .feed_documents import Feed, Item, atom, json_feed
from .parameters import SELECTION, Parameters
from .read_model import asking
from .read_model.model import READ_MODEL

routes: Final = web.RouteTableDef()

USUAL_ITEMS: Final = 50
_SHOWN: Final = ("published", "revised", "corrected", "withdrawn")


@dataclass(frozen=True, slots=True)
class _Written:
    """A feed as it is sent."""

    body: bytes
    updated_at: datetime

    @property
    def tag(self) -> str:
        return blake2b(self.body, digest_size=16).hexdigest()


@routes.get("/v1/feeds/events.atom")
async def get_atom(request: web.Request) -> web.StreamResponse:
    """Atom."""
    return await _answer(request, atom, "application/atom+xml")


@routes.get("/v1/feeds/events.json")
async def get_json(request: web.Request) -> web.StreamResponse:
    """JSON Feed."""
    return await _answer(request, json_feed, "application/feed+json")


async def _answer(
    request: web.Request, write: Callable[[Feed], bytes], media_type: str
) -> web.StreamResponse:
    asked = Parameters(request, ["limit", *SELECTION])
    selection = asked.selection()
    shown = tuple(one for one in selection.types or _SHOWN if one in _SHOWN)
    if not shown:
        raise RequestRefused(400, "feeds hold entries and withdrawals, no repeats: ask for others")
    search = EventSearch(
        selection=selection.model_copy(update={"types": shown}), limit=asked.limit(USUAL_ITEMS)
    )
    written = await request.app[READ_MODEL].ask(
        _written, search, _title(selection), own_url(request), write
    )
    same = _is_known(request, written)
    answer = web.Response(status=304) if same else web.Response(body=written.body)
    if not same:
        answer.content_type = media_type
        answer.charset = "utf-8"
    answer.etag = written.tag
    answer.last_modified = written.updated_at
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _written(
    connection: sqlite3.Connection,
    search: EventSearch,
    title: str,
    url: str,
    write: Callable[[Feed], bytes],
) -> _Written:
    items = [
        Item(
            from_structured(found.document),  # type: ignore[arg-type]
            datetime.fromtimestamp(found.told_ms / 1000, UTC),
        )
        for found in asking.search_events(connection, search)
    ]
    feed = Feed(title, url, tuple(items))
    return _Written(write(feed), feed.updated_at)


def _is_known(request: web.Request, written: _Written) -> bool:
    """Whether the client has it already; a tag counts more than a time."""
    tags = request.if_none_match
    if tags is not None:
        return any(tag in {ETag("*"), ETag(written.tag)} for tag in map(_strong, tags))
    since = request.if_modified_since
    return since is not None and written.updated_at.replace(microsecond=0) <= since


def _strong(tag: ETag) -> ETag:
    # a proxy that compresses makes a tag weak; for a 304 both kinds are as good
    return ETag(tag.value)


def _title(selection: Selection) -> str:
    given = selection.model_dump(exclude_defaults=True)
    parts = [
        f"{name} {', '.join(map(str, value)) if isinstance(value, tuple) else value}"
        for name, value in given.items()
    ]
    return "Copydesk" + (f": {'; '.join(parts)}" if parts else "")
