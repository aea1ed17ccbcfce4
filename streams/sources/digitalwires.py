"""dpa digitalwires: articles of dpa and its partners as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from schemas import RawEntry

from . import bodies, markup, wire
from .bodies import Body
from .json_items import Item, at, dicts, known, number, parts, text
from .properties import language, names, time
from .record import as_json, checked, ordered, shared
from .source import Context, Malformed

_FORMAT: Final = "digitalwires"
_SHOWN: Final = {"image": "image", "graphic": "image", "video": "video", "audio": "audio"}
_TAGS: Final = ("dpasubject_names", "geosubject_names", "keyword_names")
_BOXES: Final = ("infobox_html", "linkbox_html")


class Digitalwires:
    """Articles with an embargo, an urgency and signals."""

    name = "dpa digitalwires"

    def recognise(self, data: bytes) -> bool:
        """Whether its first object says that it is of this format."""
        return known(data, (b"format", b"urn"), _is_article)

    def parse(self, data: bytes, context: Context) -> Iterator[RawEntry | Malformed]:
        """An entry for every article, oldest first; then what is malformed."""
        yield from ordered(
            _entry(value, part.where, context)
            for part in parts(data)
            for value in _articles(part.value)
        )


def _is_article(value: Item) -> bool:
    if isinstance(value.get("entries"), list):
        return any(_is_article(inner) for inner in dicts(value["entries"]))
    return text(value, "format").startswith(_FORMAT) and "urn" in value


def _articles(value: Any) -> list[Any]:
    entries = at(value, "entries")
    return entries if isinstance(entries, list) else [value]


def _entry(item: Any, where: str, context: Context) -> RawEntry | Malformed:
    if not isinstance(item, dict) or not _is_article(item):
        value = item if isinstance(item, bytes) else as_json(item)
        return Malformed(value, where, "no article of digitalwires: it has no format or no urn")
    body = _body(item, context.url)
    record = {
        **shared(context, context.source or "dpa"),
        **body.fields(),
        **wire.times(None, time(item, "version_created", "updated")),
        "coverage": wire.coverage(context, "dpa"),
        "entry_id": item["urn"],
        "operation": wire.operation(item.get("pubstatus")),
        "version": wire.version(item.get("version")),
        "headline": wire.headline(text(item, "headline")),
        "bylines": names(text(item, "byline"), {}),
        "kind": wire.kind([text(item, "signal")]),
        "language": language(item.get("language")),
        "tags": _tags(item),
        "urgency": wire.urgency(number(item.get("urgency"))),
        "embargoed_until": wire.embargo(item.get("embargoed")),
    }
    return checked(record, item, where)


def _body(item: Item, base: str | None) -> Body:
    body = bodies.read(text(item, "article_html"), base)
    body.text = wire.dated(text(item, "dateline"), body.text)
    for name in _BOXES:
        box = bodies.read(text(item, name), base)
        if name == "linkbox_html":
            # a list of links, which stand in the entry as links
            box.text = ""
        body.add(box)
    for media in dicts(item.get("associations") or []):
        kind = _SHOWN.get(text(media, "type"))
        if kind:
            caption = markup.heading(text(media, "caption", "headline"))
            credit = markup.heading(text(media, "creditline"))
            body.show(kind, _largest(media), caption, credit)
    if not body.text:
        body.text = _caption(item, base)
    return body


def _caption(item: Item, base: str | None) -> str:
    # of a picture or sound alone, the caption is all that is said
    found = sorted(
        dicts(item.get("descriptions") or []),
        key=lambda one: text(one, "role") != "drol:caption",
    )
    return bodies.read(text(found[0], "description"), base).text if found else ""


def _largest(media: Item) -> str | None:
    sized = [
        (number(rendition.get("width")) or number(rendition.get("size")) or 0, address)
        for rendition in dicts(media.get("renditions") or [])
        if (address := bodies.address_of(rendition.get("url"), None))
    ]
    return max(sized, key=lambda pair: pair[0])[1] if sized else None


def _tags(item: Item) -> list[str]:
    found: dict[str, None] = {}
    for name in _TAGS:
        values = item.get(name)
        for value in values if isinstance(values, list) else []:
            if isinstance(value, str) and (line := markup.heading(value)):
                found[line] = None
    return list(found)


SOURCE = Digitalwires()
