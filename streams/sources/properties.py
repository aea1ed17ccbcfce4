"""Properties of schema.org objects, in all the shapes that publishers write them in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final
from urllib.parse import urldefrag

from . import jsonld, markup
from .jsonld import Node

_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_SPACED_ZONE: Final = re.compile(r"\s+(?=[+-]\d\d:?\d\d$|Z$)")
_BY: Final = re.compile(r"^by\s+(?=[A-Z])", re.IGNORECASE)
_MEDIA: Final = {"image": "image", "video": "video", "audio": "audio"}


def first_text(node: Node, *properties: str) -> str:
    """The first of the properties that says something; several strings as paragraphs."""
    for name in properties:
        text = "\n".join(jsonld.texts(node.get(name)))
        if text.strip():
            return text
    return ""


def time(node: Node, *properties: str) -> datetime | None:
    """The first of the properties that is an instant; a time without a zone is none."""
    for name in properties:
        for text in jsonld.texts(node.get(name)):
            try:
                value = datetime.fromisoformat(_SPACED_ZONE.sub("", text.strip()))
            except ValueError:
                continue
            if value.utcoffset() is not None and 1990 <= value.year < 2100:
                return value
    return None


def addresses(node: Node, base: str | None) -> Iterator[str]:
    """Web addresses that a page gives as its own, without fragments, the surest first."""
    for name in ("url", "mainEntityOfPage", "@id"):
        for item in jsonld.many(node.get(name)):
            text = (item.get("@id") or item.get("url")) if isinstance(item, dict) else item
            address = markup.absolute(text, base) if isinstance(text, str) and text else None
            if address:
                yield urldefrag(address)[0]


def candidates(update: Node, page: str | None) -> list[str]:
    """What may serve as an update's own id, the surest first."""
    found = []
    urls = [text.strip() for text in jsonld.texts(update.get("url")) if text.strip()]
    name = update.get("@id")
    own = [name.strip()] if isinstance(name, str) else []
    found += [fragment for url in [*urls, *own] if (fragment := _fragment(url))]
    found += own
    for item in jsonld.many(update.get("identifier")):
        value = item.get("value", item.get("@value")) if isinstance(item, dict) else item
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            found.append(str(value).strip())
    found += [url for url in urls if markup.absolute(url, page) != page]
    return [text for text in found if text]


def names(value: Any, known: dict[str, Node]) -> list[str]:
    """Names of people or organisations: objects, references, strings, or lists of those."""
    found: dict[str, None] = {}
    for item in jsonld.many(value):
        node = item
        if isinstance(item, dict) and "name" not in item and isinstance(item.get("@id"), str):
            node = known.get(item["@id"], item)
        for text in jsonld.texts(node.get("name") if isinstance(node, dict) else node):
            name = _BY.sub("", markup.heading(text) or "")
            if name and not name.startswith(("http://", "https://")):
                found[name] = None
    return list(found)


def tags(value: Any) -> list[str]:
    """Keywords: one string with commas, or a list."""
    parts = (part for text in jsonld.texts(value) for part in text.split(","))
    return list(dict.fromkeys(tag for part in parts if (tag := markup.heading(part))))


def media(node: Node, known: dict[str, Node], base: str | None) -> list[dict[str, str | None]]:
    """Pictures, videos and sounds, each address once."""
    found: dict[str, dict[str, str | None]] = {}
    for name, kind in _MEDIA.items():
        for value in jsonld.many(node.get(name)):
            item = value
            if isinstance(value, dict) and set(value) <= {"@id", "@type"}:
                item = known.get(str(value.get("@id")), value)
            described = item if isinstance(item, dict) else {}
            places = ("contentUrl", "url", "embedUrl", "@id")
            text = item if isinstance(item, str) else first_text(described, *places)
            address = markup.absolute(text.partition("\n")[0], base) if text else None
            if address:
                caption = markup.heading(first_text(described, "caption", "description"))
                credit = markup.heading(first_text(described, "creditText", "copyrightNotice"))
                found.setdefault(
                    address, {"kind": kind, "url": address, "caption": caption, "credit": credit}
                )
    return list(found.values())


def language(value: Any) -> str | None:
    """A language tag, from a string or a schema.org Language."""
    for item in jsonld.many(value):
        text = item.get("alternateName", item.get("name")) if isinstance(item, dict) else item
        if isinstance(text, str) and _LANGUAGE.fullmatch(text.strip().replace("_", "-")):
            return text.strip().replace("_", "-")
    return None


def slug(name: str) -> str:
    """A name as lower-case words with hyphens between them."""
    text = unicodedata.normalize("NFKD", name).casefold()
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    return re.sub(r"\W+", "-", text).strip("-_")[:512]


def _fragment(url: str) -> str:
    return url.partition("#")[2].strip() if "#" in url else ""
