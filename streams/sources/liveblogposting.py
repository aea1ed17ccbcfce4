"""Pages with schema.org LiveBlogPosting, as JSON-LD in HTML or alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from schemas import Coverage, RawEntry
from streams.core.ids import digest
from streams.core.reason import reason
from streams.errors import SourceError

from . import bodies, html_page, jsonld, markup, microdata
from .jsonld import Node
from .properties import (
    addresses,
    candidates,
    first_text,
    language,
    media,
    names,
    slug,
    tags,
    time,
)
from .record import as_json, checked, ordered, shared
from .source import Context, Malformed

_TYPE: Final = "LiveBlogPosting"
_UPDATES: Final = "liveBlogUpdate"
_PROSE: Final = ("articleBody", "text", "description")


@dataclass(frozen=True, slots=True)
class _Page:
    # what all updates of a page share
    shared: dict[str, Any]
    known: dict[str, Node]
    url: str | None
    covers: frozenset[str]


class LiveBlogPosting:
    """The format that search engines ask publishers of live blogs for."""

    name = "schema.org LiveBlogPosting"

    def recognise(self, data: bytes) -> bool:
        """Whether HTML or a JSON-LD document mentions the type."""
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            data = jsonld.decode(data).encode("utf-8", "replace")
        if _TYPE.encode() not in data:
            return False
        head = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
        if head.startswith(b"<"):
            return True
        if not head.startswith((b"{", b"[")):
            return False
        found = jsonld.document(jsonld.decode(data))
        return any(isinstance(item, dict) and _is_jsonld(item) for item in jsonld.many(found))

    def parse(self, data: bytes, context: Context) -> Iterator[RawEntry | Malformed]:
        """The updates of every live blog on the page, oldest first; then what is malformed."""
        page = jsonld.decode(data)
        html = page.lstrip("\ufeff \t\r\n").startswith("<")
        found = jsonld.blocks(page) if html else jsonld.Blocks([jsonld.document(page)])
        items, blogs = _all(found.documents, found.language, context)
        others = 0
        if html and not any(isinstance(item, RawEntry) for item in items):
            # both stand on many pages; JSON-LD says more, so microdata only fills in
            more, others = _all(microdata.nodes(page), found.language, context)
            items += more
        items += [
            Malformed(text.encode("utf-8", "replace"), where, "not JSON")
            for where, text in found.broken
            if _TYPE in text
        ]
        if not items and not blogs and html_page.SOURCE.recognise(data):
            # named in passing, or around updates that are not marked: readers see them all the same
            yield from html_page.SOURCE.parse(data, context)
            return
        if not items and not blogs + others:
            raise SourceError(
                "it names LiveBlogPosting, but neither as JSON-LD nor as microdata: "
                "copy the page's text into a file and give that"
            )
        if not items:
            raise SourceError("its LiveBlogPosting has no updates: fetch the page while it is live")
        yield from ordered(items)


def _all(
    documents: list[Any], language: str | None, context: Context
) -> tuple[list[RawEntry | Malformed], int]:
    # entries of every blog, and how many blogs there are
    known = jsonld.index(documents)
    items: dict[RawEntry | Malformed, None] = {}
    blogs = 0
    for node in jsonld.nodes(documents, stop=frozenset({_UPDATES})):
        if jsonld.has_type(node, _TYPE):
            blogs += 1
            # a page may carry the same block twice, for two search engines
            items.update(dict.fromkeys(_entries(node, known, language, context)))
    return list(items), blogs


def _is_jsonld(item: Node) -> bool:
    return any(key in item for key in ("@type", "@graph", "@context"))


def _entries(
    blog: Node, known: dict[str, Node], page_language: str | None, context: Context
) -> list[RawEntry | Malformed]:
    updates = [_resolved(item, known) for item in jsonld.many(blog.get(_UPDATES))]
    if not updates:
        return []
    url = next(iter(addresses(blog, context.url)), context.url)
    try:
        coverage = _coverage(blog, url, context)
    except ValidationError as error:
        value = as_json({key: blog[key] for key in blog if key != _UPDATES})
        return [Malformed(value, "the page", reason(error))]
    page = _Page(
        shared={
            **shared(context, _source(blog, known)),
            "coverage": coverage,
            "language": language(blog.get("inLanguage")) or language(page_language),
        },
        known=known,
        url=url,
        # the picture of the page stands in every update of many papers; it is not the update's
        covers=frozenset(str(item["url"]) for item in media(blog, known, url)),
    )
    ids = [candidates(update, url) if isinstance(update, dict) else [] for update in updates]
    uses = Counter(name for own in ids for name in set(own))
    entries: list[RawEntry | Malformed] = []
    for number, (update, own) in enumerate(zip(updates, ids, strict=True), 1):
        # "#live" on every update names none of them
        own_id = next((name for name in own if uses[name] == 1), own[0] if own else None)
        entries.append(_entry(update, f"update {number}", own_id, page))
    return entries


def _entry(update: Any, where: str, entry_id: str | None, page: _Page) -> RawEntry | Malformed:
    if not isinstance(update, dict):
        return Malformed(as_json(update), where, "not an object")
    published = time(update, "datePublished", "dateCreated", "uploadDate")
    modified = time(update, "dateModified")
    body = bodies.read(first_text(update, *_PROSE), page.url)
    for item in media(update, page.known, page.url):
        body.show(item["kind"] or "image", item["url"], item["caption"], item["credit"])
    for address in page.covers:
        body.media.pop(address, None)
    record: dict[str, Any] = {
        "entry_id": entry_id,
        "headline": markup.heading(first_text(update, "headline", "name", "alternativeHeadline")),
        "bylines": names(update.get("author"), page.known),
        "published_at": published,
        # papers write one instant in two zones: that is no change
        "updated_at": modified if modified != published else None,
        "tags": tags(update.get("keywords")),
    }
    return checked({**page.shared, **record, **body.fields()}, update, where)


def _coverage(blog: Node, url: str | None, context: Context) -> Coverage:
    headline = markup.heading(first_text(blog, "headline", "name"))
    name = blog.get("@id")
    return Coverage(
        id=url
        or (name if isinstance(name, str) and name else None)
        or digest("coverage", headline or context.name),
        url=url,
        headline=headline,
        standfirst=markup.heading(first_text(blog, "description", "alternativeHeadline")),
        started=time(blog, "coverageStartTime"),
        ended=time(blog, "coverageEndTime"),
    )


def _source(blog: Node, known: dict[str, Node]) -> str | None:
    return next((slug(name) for name in names(blog.get("publisher"), known) if slug(name)), None)


def _resolved(item: Any, known: dict[str, Node]) -> Any:
    # in a graph, an update may be a bare reference to an object elsewhere
    if isinstance(item, str):
        return known.get(item, item)
    if isinstance(item, dict) and set(item) <= {"@id", "@type"}:
        return known.get(str(item.get("@id")), item)
    return item


SOURCE = LiveBlogPosting()
