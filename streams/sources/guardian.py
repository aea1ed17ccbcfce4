"""The Guardian's live blogs: the JSON of its pages and the blocks of its content API."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from pydantic import ValidationError

from schemas import Coverage, RawEntry
from schemas.facts import Kind
from streams.core.reason import reason
from streams.errors import SourceError

from . import bodies, guardian_elements, markup
from .json_items import Item, at, dicts, flag, known, parts, since_1970, text
from .properties import language, time
from .record import as_json, checked, ordered, shared
from .source import Context, Malformed

_SITE: Final = "https://www.theguardian.com/"
_PUBLISHED: Final = ("firstPublishedDate", "publishedDate", "createdDate")
_CREATED: Final = ("blockFirstPublished", "firstPublished", "blockCreatedOn", "createdOn")
_CHANGED: Final = ("blockLastUpdated", "lastUpdated")


class Guardian:
    """Blocks with attributes: key event, summary, pinned."""

    name = "Guardian live blog"

    def recognise(self, data: bytes) -> bool:
        """Whether it is a page or an API response with blocks."""
        return known(data, (b"blocks",), lambda item: any(map(_is_page, _pages(item))))

    def parse(self, data: bytes, context: Context) -> Iterator[RawEntry | Malformed]:
        """The blocks of every page, oldest first; blocks that are not published are withdrawn."""
        items: list[RawEntry | Malformed] = []
        pages = 0
        for part in parts(data):
            for page in _pages(part.value):
                if _is_page(page):
                    pages += 1
                    items += _page(page, context)
        if not pages:
            raise SourceError("it names blocks, but holds no page: ask the API for show-blocks=all")
        if not items:
            raise SourceError("its page has no blocks: ask the API for show-blocks=all")
        yield from ordered(items)


def _pages(item: Any) -> list[Item]:
    # the content API wraps: {"response": {"content": …}} for one, "results" for a search
    inner = at(item, "response") or item
    found = at(inner, "content") or at(inner, "results") or inner
    return list(dicts(found))


def _is_page(page: Item) -> bool:
    blocks = page.get("blocks")
    if isinstance(blocks, dict):
        return isinstance(blocks.get("body"), list) or "requestedBodyBlocks" in blocks
    named = any(name in page for name in ("webURL", "webUrl", "pageId", "webTitle"))
    return isinstance(blocks, list) and named


def _blocks(page: Item) -> list[Any]:
    blocks = page["blocks"]
    if isinstance(blocks, list):
        return [*blocks, *dicts(page.get("pinnedPost"))]
    found: list[Any] = []
    for several in (blocks.get("body"), *(blocks.get("requestedBodyBlocks") or {}).values()):
        found += several if isinstance(several, list) else []
    return found


def _page(page: Item, context: Context) -> list[RawEntry | Malformed]:
    try:
        coverage = _coverage(page, context)
    except ValidationError as error:
        rest = {key: page[key] for key in page if key != "blocks"}
        return [Malformed(as_json(rest), "the page", reason(error))]
    fields = {
        **shared(context, "guardian"),
        "coverage": coverage,
        "language": language(page.get("lang") or at(page, "fields", "lang")),
        "tags": _tags(page),
    }
    pinned = at(page, "pinnedPost", "id")
    # a page lists its key events, summaries among them, beside its blocks
    key_events = {text(event, "id") for event in dicts(page.get("keyEvents") or [])} - {""}
    found: dict[str, RawEntry | Malformed] = {}
    for number, block in enumerate(_blocks(page), 1):
        where = f"block {number}"
        if not isinstance(block, dict):
            found[where] = Malformed(as_json(block), where, "not an object")
            continue
        own = text(block, "id")
        marks = {"pinned": bool(own) and own == pinned, "key_event": own in key_events}
        entry = _entry(block, {**fields, **marks}, where)
        # a block may stand in several lists of one response
        found.setdefault(own or where, entry)
    return list(found.values())


def _coverage(page: Item, context: Context) -> Coverage:
    path = text(page, "webURL", "webUrl", "canonicalUrl", "pageId", "id")
    url = bodies.address_of(path, _SITE) or context.url
    ended = page.get("liveBloggingNow") is False or at(page, "fields", "liveBloggingNow") == "false"
    changed = time(page, "webPublicationDate")
    return Coverage(
        id=url or context.name,
        url=url,
        headline=markup.heading(text(page, "headline", "webTitle")),
        standfirst=_standfirst(text(page, "standfirst", "trailText")),
        ended=changed if ended else None,
    )


def _standfirst(prose: str) -> str | None:
    # the lines after the first are links to other stories
    return bodies.read(prose).text.partition("\n")[0] or None


def _tags(page: Item) -> list[str]:
    return [
        name
        for tag in dicts(page.get("tags"))
        if str(tag.get("type")).casefold() == "keyword" and (name := text(tag, "title", "webTitle"))
    ]


def _entry(block: Item, fields: dict[str, Any], where: str) -> RawEntry | Malformed:
    attributes = block.get("attributes")
    marks = attributes if isinstance(attributes, dict) else {}
    published = _time(block, _CREATED, _PUBLISHED)
    changed = _time(block, _CHANGED, ("lastModifiedDate",))
    body = guardian_elements.read(block, _SITE)
    record = {
        **fields,
        **body.fields(),
        "entry_id": text(block, "id") or None,
        "operation": "withdraw" if block.get("published") is False else "upsert",
        "headline": markup.heading(text(block, "title") or text(marks, "title")),
        "bylines": _bylines(block),
        "published_at": published,
        # a block is first published some seconds after it was last changed
        "updated_at": changed if changed and published and changed > published else None,
        "key_event": fields["key_event"] or flag(marks.get("keyEvent")),
        "pinned": fields["pinned"] or flag(marks.get("pinned")),
        "kind": _kind(marks),
    }
    return checked(record, block, where)


def _kind(marks: Item) -> Kind | None:
    return "summary" if flag(marks.get("summary")) else None


def _bylines(block: Item) -> list[str]:
    found: dict[str, None] = {}
    people = block.get("contributors")
    for person in people if isinstance(people, list) else []:
        name = text(person, "name", "webTitle") if isinstance(person, dict) else person
        # the API gives ids of profiles, such as "profile/jo-bloggs", where tags are not asked for
        if isinstance(name, str) and name and "/" not in name:
            found[name] = None
    return list(found)


def _time(block: Item, numbers: tuple[str, ...], names: tuple[str, ...]) -> datetime | None:
    for name in numbers:
        if moment := since_1970(block.get(name)):
            return moment
    for name in names:
        value = block.get(name)
        # thrift's JSON wraps a time: {"dateTime": …, "iso8601": …}
        moment = time({"t": at(value, "iso8601") or value}, "t") or since_1970(
            at(value, "dateTime")
        )
        if moment:
            return moment
    return None


SOURCE = Guardian()
