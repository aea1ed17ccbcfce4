"""Posts of Superdesk Live Blog, as its API gives them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from pydantic import ValidationError

from schemas import Coverage, RawEntry
from streams.core.reason import reason
from streams.errors import SourceError

from . import bodies, markup, wire
from .bodies import Body
from .json_items import Item, at, dicts, flag, known, number, parts, text
from .properties import language, time
from .record import as_json, checked, ordered, shared
from .source import Context, Malformed

_PUBLIC: Final = "open"
_RENDITIONS: Final = ("original", "baseImage", "viewImage", "thumbnail")
# what editors of Live Blog leave as it comes; a German desk's posts all say "en"
_UNSET: Final = frozenset({"en", ""})


class Superdesk:
    """Posts made of items: text, picture, quotation, embed."""

    name = "Superdesk Live Blog"

    def recognise(self, data: bytes) -> bool:
        """Whether it is a post, a list of them, or a page of them."""
        return known(data, (b"groups", b"refs"), lambda item: any(map(_is_post, _posts(item))))

    def parse(self, data: bytes, context: Context) -> Iterator[RawEntry | Malformed]:
        """The posts, oldest first; those deleted or not public are withdrawn."""
        items: list[RawEntry | Malformed] = []
        for part in parts(data):
            posts = _posts(part.value)
            for place, post in enumerate(posts, 1):
                where = f"post {place}" if len(posts) > 1 else part.where
                items.append(_entry(post, where, context))
        if not items:
            raise SourceError("it holds no posts: ask the API for the posts of a blog")
        # of equal times, the editors' order decides
        yield from ordered(items)


def _posts(value: Any) -> list[Any]:
    found = at(value, "_items")
    if isinstance(found, list):
        return sorted(found, key=_order)
    return [value]


def _order(post: Any) -> float:
    order = at(post, "order")
    return order if isinstance(order, (int, float)) else 0


def _is_post(value: Any) -> bool:
    return isinstance(at(value, "groups"), list) and bool(text(value, "_id", "guid"))


def _entry(post: Any, where: str, context: Context) -> RawEntry | Malformed:
    if not _is_post(post):
        return Malformed(as_json(post), where, "not a post: it has no id or no groups")
    items = _items(post)
    body = Body()
    for item in items:
        _item(item, body, context.url)
    published = time(post, "published_date", "firstcreated", "_created")
    changed = time(post, "content_updated_date", "versioncreated", "_updated")
    try:
        coverage = _coverage(post, context)
    except ValidationError as error:
        return Malformed(as_json(post), where, reason(error))
    highlight = post.get("lb_highlight", post.get("highlight"))
    record = {
        **shared(context, None),
        **body.fields(),
        "coverage": coverage,
        "entry_id": text(post, "_id", "guid"),
        "operation": "upsert" if _public(post) else "withdraw",
        "version": wire.version(post.get("_current_version", post.get("version"))),
        "headline": markup.heading(text(post, "headline")),
        "bylines": _bylines(post, items),
        "published_at": published,
        "updated_at": changed if changed != published else None,
        "key_event": flag(highlight),
        "pinned": flag(post.get("sticky")),
        "kind": _kind(items),
        "language": _language(post, items),
        "tags": [tag for tag in post.get("tags") or [] if isinstance(tag, str)],
        "urgency": _urgency(post),
    }
    return checked(record, post, where)


def _public(post: Item) -> bool:
    # drafts, posts that wait for an editor, comments: not to be seen, or no longer
    status = text(post, "post_status") or _PUBLIC
    hidden = flag(post.get("deleted")) or flag(post.get("marked_for_not_publication"))
    return status == _PUBLIC and not hidden and text(post, "pubstatus") != "canceled"


def _coverage(post: Item, context: Context) -> Coverage:
    blog = post.get("blog")
    name = text(blog, "_id") if isinstance(blog, dict) else blog
    url = context.url or bodies.address_of(at(blog, "public_url"), None)
    return Coverage(
        id=url or (f"superdesk-blog:{name}" if isinstance(name, str) and name else context.name),
        url=url,
        headline=markup.heading(text(blog, "title")),
        standfirst=markup.heading(text(blog, "description")),
    )


def _items(post: Item) -> list[Item]:
    found = []
    for group in dicts(post["groups"]):
        for ref in dicts(group.get("refs") or []):
            item = ref.get("item")
            if isinstance(item, dict) and not flag(item.get("deleted")):
                found.append(item)
    return found


def _item(item: Item, body: Body, base: str | None) -> None:
    kind = text(item, "item_type", "type").casefold()
    meta = item.get("meta")
    prose = text(item, "text")
    if kind in {"image", "picture"}:
        renditions = at(meta, "media", "renditions")
        addresses = [at(renditions, name, "href") for name in _RENDITIONS]
        address = next((a for a in (bodies.address_of(a, base) for a in addresses) if a), None)
        shown = next(iter(bodies.read(prose, base).media.values()), None)
        address = address or (shown["url"] if shown else None)
        body.show("image", address, _line(meta, "caption"), _line(meta, "credit"))
    elif kind in {"embed", "video", "audio"}:
        _embed(kind, meta, prose, body, base)
    elif kind == "quote" and text(meta, "quote"):
        credit = _line(meta, "credit")
        said = f"“{bodies.read(text(meta, 'quote'), base).text}”"
        body.add(Body(f"{said} — {credit}" if credit else said))
    else:
        body.add(bodies.read(prose, base))


def _embed(kind: str, meta: Any, prose: str, body: Body, base: str | None) -> None:
    inside = bodies.read(text(meta, "html") or prose, base)
    shown = next(iter(inside.media.values()), None)
    address = bodies.address_of(text(meta, "original_url", "url", "original_id"), base)
    address = address or (shown["url"] if shown else None) or next(iter(inside.links), None)
    caption = _line(meta, "title", "description") or (shown["caption"] if shown else None)
    words = caption or " ".join(inside.text.split())
    body.show(kind, address, words or None, _line(meta, "credit", "author_name"))


def _line(meta: Any, *names: str) -> str | None:
    return markup.heading(text(meta, *names))


def _kind(items: list[Item]) -> str | None:
    kinds = {text(item, "item_type", "type").casefold() for item in items}
    return "quote" if kinds == {"quote"} else None


def _bylines(post: Item, items: list[Item]) -> list[str]:
    # comments of readers stand under the reader's name; the desk's account is nobody's name
    found: dict[str, None] = {}
    for name in (text(post, "byline"), *(text(item, "byline", "commenter") for item in items)):
        if line := markup.heading(name):
            found[line] = None
    creator = post.get("original_creator")
    if not found and (line := _line(creator, "byline")):
        found[line] = None
    return list(found)


def _language(post: Item, items: list[Item]) -> str | None:
    for item in (post, *items):
        tag = language(item.get("language"))
        if tag and tag not in _UNSET:
            return tag
    return None


def _urgency(post: Item) -> int | None:
    # 3 is what the editor sets by itself: it says nothing
    urgency = number(post.get("urgency"))
    return urgency if urgency is not None and urgency in {1, 2, 4, 5, 6, 7, 8} else None


SOURCE = Superdesk()
