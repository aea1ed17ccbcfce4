"""RSS, Atom and JSON Feed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlsplit

import fastfeedparser
from lxml import etree
from pydantic import ValidationError

from schemas import Coverage, RawEntry
from streams.core.reason import reason
from streams.errors import SourceError

from . import bodies, markup
from .bodies import Body
from .json_items import Item, at, dicts, known, text
from .properties import language, names, time
from .record import checked, ordered, shared
from .source import Context, Malformed

_LOOK: Final = 65_536
_ROOT: Final = re.compile(rb"<(?:rss|feed|(?:\w{1,20}:)?RDF)[\s>]")
# what may stand before the root, by its beginning and end
_PROLOG: Final = ((b"<!--", b"-->"), (b"<?", b"?>"), (b"<!DOCTYPE", b">"))
_LANGUAGE: Final = re.compile(rb"<language>\s*([A-Za-z0-9-]{2,20})\s*</language>")
_KINDS: Final = {"image": "image", "video": "video", "audio": "audio"}
# what the parser's own code raises on feeds that no feed should be
_BROKEN: Final = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    etree.LxmlError,
)


class Feed:
    """What newsrooms publish for readers of feeds; also live blogs as feeds."""

    name = "feed (RSS, Atom, JSON Feed)"

    def recognise(self, data: bytes) -> bool:
        """Whether its root is one of a feed."""
        head = data[:_LOOK].removeprefix(b"\xef\xbb\xbf").lstrip()
        if head.startswith(b"<"):
            return _ROOT.match(_behind_prolog(head)) is not None
        return known(data, (b"version", b"items"), _is_json_feed)

    def parse(self, data: bytes, context: Context) -> Iterator[RawEntry | Malformed]:
        """The feed's items, oldest first; then what is malformed."""
        if b"<!ENTITY" in data:
            raise SourceError("it declares XML entities, which are not read")
        try:
            found: Any = fastfeedparser.parse(data)
        except _BROKEN as error:
            said = " ".join(str(error).split())[:150]
            raise SourceError(f"it cannot be read as a feed ({said}): fetch it again") from None
        feed = found.get("feed") or {}
        try:
            coverage = _coverage(feed, context)
        except ValidationError as error:
            raise SourceError(f"its head is none of a feed ({reason(error)})") from None
        named = _LANGUAGE.search(data[:_LOOK])
        fields = {
            **shared(context, context.source or _host(coverage.url)),
            "coverage": coverage,
            "language": language(feed.get("language")) or language(named and named[1].decode()),
        }
        yield from ordered(
            _entry(item, fields, f"item {place}", coverage.url)
            for place, item in enumerate(found.get("entries") or [], 1)
        )


def _behind_prolog(head: bytes) -> bytes:
    for _ in range(100):
        end = next((end for begin, end in _PROLOG if head.startswith(begin)), None)
        if end is None:
            break
        declared, _, head = head.partition(end)
        if b"[" in declared and end == b">":
            # a document type with declarations of its own
            head = head.partition(b"]>")[2] if not declared.endswith(b"]") else head
        head = head.lstrip()
    return head


def _is_json_feed(value: Item) -> bool:
    return "jsonfeed.org/version" in text(value, "version") and isinstance(value["items"], list)


def _coverage(feed: Item, context: Context) -> Coverage:
    url = bodies.address_of(feed.get("link"), context.url) or context.url
    return Coverage(
        id=url or text(feed, "id") or context.name,
        url=url,
        headline=markup.heading(text(feed, "title")),
        standfirst=markup.heading(text(feed, "subtitle")),
    )


def _host(url: str | None) -> str | None:
    host = urlsplit(url).hostname if url else None
    return host.removeprefix("www.") if host else None


def _entry(item: Item, fields: Item, where: str, base: str | None) -> RawEntry | Malformed:
    published, updated = time(item, "published"), time(item, "updated")
    prose = next((text(one, "value") for one in dicts(item.get("content") or [])), "")
    body = bodies.read(prose or text(item, "description", "summary"), base)
    _enclosures(item, body, base)
    record = {
        **fields,
        **body.fields(),
        "entry_id": (text(item, "id") or text(item, "link"))[:512] or None,
        "headline": markup.heading(text(item, "title")),
        "bylines": names([one.get("name") for one in dicts(item.get("authors") or [])], {}),
        "published_at": published or updated,
        "updated_at": updated if published and updated != published else None,
        "tags": _tags(item),
    }
    return checked(record, _plain(item), where)


def _enclosures(item: Item, body: Body, base: str | None) -> None:
    for name in ("enclosures", "media_content"):
        for one in dicts(item.get(name) or []):
            kind = text(one, "medium") or text(one, "type").partition("/")[0]
            address = bodies.address_of(one.get("url") or one.get("href"), base)
            if address and kind in _KINDS:
                caption = markup.heading(text(one, "description", "title"))
                credit = one.get("credit")
                named = credit if isinstance(credit, str) else text(at(one, "credit"), "content")
                body.show(_KINDS[kind], address, caption, markup.heading(named) if named else None)


def _tags(item: Item) -> list[str]:
    found = (markup.heading(text(tag, "label", "term")) for tag in dicts(item.get("tags") or []))
    return list(dict.fromkeys(name for name in found if name))


def _plain(item: Item) -> Item:
    return {name: value for name, value in item.items() if isinstance(value, (str, list))}


SOURCE = Feed()
