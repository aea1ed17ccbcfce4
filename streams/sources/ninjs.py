"""IPTC ninjs, versions 1 to 3: news items of agencies as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from pydantic import ValidationError

from schemas import RawEntry
from schemas.facts import Kind
from streams.core.reason import reason

from . import bodies, markup, wire
from .bodies import Body
from .json_items import Item, at, dicts, known, number, parts, text
from .ninjs_flat import Flat
from .ninjs_listed import Listed
from .ninjs_versions import later
from .properties import language, names, time
from .record import as_json, checked, ordered, shared
from .source import Context, Malformed

_LISTS: Final = frozenset({"standard", *Listed.model_fields} - set(Flat.model_fields))
_LISTED: Final = "2.0"
_BODIES: Final = ("body_xhtml", "body_html", "body_html5", "body_text")
_TEXTS: Final = ("description_text", "description_html", "description_usage")
_SHOWN: Final = {"picture": "image", "graphic": "image", "video": "video", "audio": "audio"}
_KINDS: Final[dict[str, Kind]] = {"event": "live-event", "planning": "housekeeping"}
_TAGS: Final = ("subjects", "places", "subject", "place")
_DEEPEST: Final = 40


class Ninjs:
    """Items with a ``uri``, checked against the standard's rules."""

    name = "ninjs"

    def recognise(self, data: bytes) -> bool:
        """Whether its first object has a ``uri`` and is no entry of Copydesk's own."""
        return known(data, (b"uri",), _is_item)

    def parse(self, data: bytes, context: Context) -> Iterator[RawEntry | Malformed]:
        """An entry for every item that keeps the rules, oldest first; then the others."""
        yield from ordered(_entry(part.value, part.where, context) for part in parts(data))


def _promised(context: Context) -> str | None:
    name, _, version = (context.format or "").partition("-")
    return version or None if name == "ninjs" else None


def _is_item(value: Item) -> bool:
    return isinstance(value.get("uri"), str) and "coverage" not in value and "@type" not in value


def problem(item: Item, version: str | None = None) -> str | None:
    """Which rule of the standard an item breaks; nothing where it keeps those of some version.

    An item seldom says its version, and some that do are wrong: what any version of the standard
    allows is allowed, unless one is promised.

    Args:
        item: with property names in lower case.
        version: the one that is promised, of ``ninjs_versions.VERSIONS``.
    """
    said: dict[type, str] = {}
    flat = version is not None and version < _LISTED
    models = (Flat, Listed) if version is None else ((Flat,) if flat else (Listed,))
    for model in models:
        try:
            model.model_validate(item)
        except ValidationError as error:
            said[model] = reason(error)
        else:
            return later(item, version) if version and flat else None
    return said[models[-1] if version or item.keys() & _LISTS else Flat]


def _lower(value: Any, depth: int = 0) -> Any:
    # version 3 is version 2 in camelCase
    if depth > _DEEPEST:
        return None
    if isinstance(value, dict):
        return {
            (name if name.startswith(("body_", "headline_", "description_")) else name.lower()): (
                inner if name in {"altids", "geoJSON"} else _lower(inner, depth + 1)
            )
            for name, inner in value.items()
        }
    return [_lower(inner, depth + 1) for inner in value] if isinstance(value, list) else value


def _entry(value: Any, where: str, context: Context) -> RawEntry | Malformed:
    if isinstance(value, bytes):
        return Malformed(value, where, "not JSON")
    if not isinstance(value, dict):
        return Malformed(as_json(value), where, "not an object")
    item = _lower(value)
    if broken := problem(item, _promised(context)):
        return Malformed(as_json(value), where, broken)
    kind = text(item, "type")
    body = _body(item, context.url)
    record = {
        **shared(context, _source(item, context)),
        **body.fields(),
        **wire.times(time(item, "firstcreated"), time(item, "versioncreated")),
        "coverage": wire.coverage(context, "ninjs"),
        "entry_id": item["uri"],
        "operation": wire.operation(item.get("pubstatus")),
        "version": wire.version(item.get("version")),
        "headline": _headline(item, body),
        "bylines": names(text(item, "byline", "by"), {}),
        "kind": _KINDS.get(kind),
        "language": language(item.get("language")),
        "tags": _tags(item),
        "urgency": wire.urgency(number(item.get("urgency"))),
        "embargoed_until": wire.embargo(item.get("embargoed", item.get("embargoeduntil"))),
        "expires_at": time(item, "expires"),
    }
    return checked(record, value, where)


def _source(item: Item, context: Context) -> str | None:
    # what the caller knows counts for more: an item names photographers and rights holders
    return context.source or text(item, "copyrightholder")[:512] or None


def _headline(item: Item, body: Body) -> str | None:
    found = text(item, "headline") or _value(item, "headlines", "main")
    if not found:
        # translations and short forms: headline_xx
        found = next((v for k, v in item.items() if k.startswith("headline_") and v.strip()), "")
    found = found or text(item, "title")
    if not found and not body.text:
        found = text(item, "slugline") or item["uri"]
    return wire.headline(found)


def _value(item: Item, name: str, role: str) -> str:
    # the one of a list that has the role, otherwise the first
    values = [value for value in dicts(item.get(name) or []) if text(value, "value")]
    values.sort(key=lambda value: (value.get("role") != role, _plain(value)))
    return text(values[0], "value") if values else ""


def _plain(value: Item) -> bool:
    # of the same text twice, the one with markup has the paragraphs and links
    return "html" not in text(value, "contenttype")


def _body(item: Item, base: str | None) -> Body:
    prose = text(item, *_BODIES) or _value(item, "bodies", "main")
    prose = prose or next((v for k, v in item.items() if k.startswith("body_") and v.strip()), "")
    # a picture's description is its caption, and all that it says
    about = text(item, *_TEXTS) or _value(item, "descriptions", "caption")
    body = bodies.read(prose or about, base)
    kind = text(item, "type")
    if kind in _SHOWN:
        _show(item, kind, body, base)
    associated = item.get("associations")
    others = associated.values() if isinstance(associated, dict) else associated or []
    for other in others:
        if isinstance(other, dict) and text(other, "type") in _SHOWN:
            _show(other, text(other, "type"), body, base)
    return body


def _show(item: Item, kind: str, body: Body, base: str | None) -> None:
    caption = text(item, *_TEXTS) or _value(item, "descriptions", "caption")
    caption = caption or text(item, "headline", "title") or _value(item, "headlines", "main")
    credit = markup.heading(text(item, "byline", "by", "copyrightholder"))
    address = _largest(item) or bodies.address_of(item.get("uri"), base)
    body.show(_SHOWN[kind], address, markup.heading(caption), credit)


def _largest(item: Item) -> str | None:
    renditions = item.get("renditions")
    found = renditions.values() if isinstance(renditions, dict) else renditions or []
    sized = [
        (at(rendition, "width") or 0, address)
        for rendition in found
        if (address := bodies.address_of(at(rendition, "href"), None))
    ]
    return max(sized, key=lambda pair: pair[0])[1] if sized else None


def _tags(item: Item) -> list[str]:
    found: dict[str, None] = {}
    for key in _TAGS:
        for concept in dicts(item.get(key) or []):
            # one concept may be "Rome, Italy": a comma does not part it
            if name := markup.heading(text(concept, "name")):
                found[name] = None
    return list(found)


SOURCE = Ninjs()
