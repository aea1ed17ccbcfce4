"""Atom (RFC 4287) and JSON Feed 1.1 of entries as they stand. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import Any, Final

import orjson
from lxml import etree

from schemas import Withdrawn
from schemas.cloudevents import AnyEvent
from schemas.event import Content

_ATOM: Final = "http://www.w3.org/2005/Atom"
_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_MEDIA_TOPICS: Final = "http://cv.iptc.org/newscodes/mediatopic/"
_CHANGES: Final = "urn:copydesk:change"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_GONE: Final = {
    "withdrawn": "This entry was withdrawn by its source.",
    "expired": "The time of this entry is over.",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One entry as it stands.

    Attributes:
        event: its last event: its text, or that it was withdrawn.
        told_at: when that event came.
    """

    event: AnyEvent
    told_at: datetime

    @property
    def id(self) -> str:
        """The same for every revision, so that a reader shows the last one."""
        return f"urn:copydesk:entry:{self.event.entry}"

    @property
    def change(self) -> str:
        """What happened last: ``published``, ``revised``, ``corrected``, ``withdrawn``."""
        return self.event.type.split(".")[2]

    @property
    def title(self) -> str:
        """The headline, or the first line; nothing of what was withdrawn."""
        if not isinstance(self.event, Content):
            return "Withdrawn"
        return self.event.headline or self.event.body.partition("\n")[0][:120] or "(no headline)"

    @property
    def text(self) -> str:
        """The text, a line per paragraph."""
        if isinstance(self.event, Content):
            return self.event.body
        return _GONE[self.event.reason] if isinstance(self.event, Withdrawn) else ""

    @property
    def published_at(self) -> datetime:
        """When the entry was first published, as far as is known."""
        event = self.event
        first = event.published_at if isinstance(event, Content) else None
        return first or event.occurred_at or self.told_at

    @property
    def authors(self) -> tuple[str, ...]:
        """Who signed it, else who published it."""
        bylines = self.event.bylines if isinstance(self.event, Content) else ()
        return bylines or (self.event.source,)

    @property
    def language(self) -> str | None:
        """Of the text, as a BCP 47 tag."""
        return self.event.provenance.language


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of entries.

    Attributes:
        title: what is in it.
        url: its own address.
        items: the newest first.
    """

    title: str
    url: str
    items: tuple[Item, ...]

    @property
    def updated_at(self) -> datetime:
        """When the last of its events came; the epoch where there is none."""
        return max((item.told_at for item in self.items), default=_EPOCH)


def atom(feed: Feed) -> bytes:
    """The feed as Atom."""
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    _add(root, "id", feed.url)
    _add(root, "title", feed.title)
    _add(root, "updated", _time(feed.updated_at))
    _add(root, "link", rel="self", type="application/atom+xml", href=feed.url)
    _add(root, "generator", "Copydesk")
    for item in feed.items:
        _atom_entry(_add(root, "entry"), item)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8"))


def json_feed(feed: Feed) -> bytes:
    """The feed as JSON Feed."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "feed_url": feed.url,
        "items": [dict(_json_item(item)) for item in feed.items],
    }
    return orjson.dumps(document)


def _atom_entry(entry: Any, item: Item) -> None:
    _add(entry, "id", item.id)
    _add(entry, "title", item.title)
    _add(entry, "updated", _time(item.told_at))
    _add(entry, "published", _time(item.published_at))
    for name in item.authors:
        _add(_add(entry, "author"), "name", name)
    if item.event.coverage.url:
        _add(entry, "link", rel="alternate", href=item.event.coverage.url)
    _add(entry, "category", term=item.change, scheme=_CHANGES)
    for code, name in _topics(item.event):
        _add(entry, "category", term=code, scheme=_MEDIA_TOPICS, label=name)
    content = _add(entry, "content", _paragraphs(item.text), type="html")
    if item.language:
        content.set(_XML_LANG, item.language)


def _json_item(item: Item) -> Iterator[tuple[str, Any]]:
    yield "id", item.id
    if item.event.coverage.url:
        yield "url", item.event.coverage.url
    yield "title", item.title
    yield "content_text", item.text
    yield "date_published", _time(item.published_at)
    yield "date_modified", _time(item.told_at)
    yield "authors", [{"name": name} for name in item.authors]
    if tags := [name for _, name in _topics(item.event)]:
        yield "tags", tags
    if item.language:
        yield "language", item.language
    yield (
        "_copydesk",
        {
            "about": "docs/SUBSCRIBERS.md",
            "entry": item.event.entry,
            "event": item.event.id,
            "change": item.change,
            "desk": item.event.desk,
            "story": item.event.story,
        },
    )


def _topics(event: AnyEvent) -> Iterable[tuple[str, str]]:
    if isinstance(event, Content):
        return [(topic.code, topic.name) for topic in event.topics]
    return []


def _add(parent: Any, name: str, text: str | None = None, **attributes: str) -> Any:
    found = etree.SubElement(parent, f"{{{_ATOM}}}{name}")
    for key, value in attributes.items():
        found.set(key, _xml(value))
    if text is not None:
        found.text = _xml(text)
    return found


def _paragraphs(text: str) -> str:
    # escaped once for HTML here, and once more for XML when it is written
    return "".join(f"<p>{escape(line)}</p>" for line in text.split("\n") if line.strip())


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
