"""The elements of a Guardian block: text, pictures, videos, posts of social media."""

from __future__ import annotations

import re
from typing import Any, Final

from . import bodies, markup
from .bodies import Body
from .json_items import Item, at, dicts, text

_SUFFIX: Final = re.compile(r"(?:Block|Page)?Element$")
_PROSE: Final = frozenset({"text", "subheading", "blockquote", "pullquote", "list", "table"})
_MEDIA: Final = {
    "image": "image",
    "video": "video",
    "guvideo": "video",
    "audio": "audio",
    "media": "video",
    "youtube": "embed",
    "contentatom": "embed",
    "tweet": "embed",
    "instagram": "embed",
    "embed": "embed",
    "vine": "embed",
    "document": "embed",
    "map": "embed",
    "comment": "embed",
    "interactive": "embed",
    "spotify": "embed",
    "soundcloud": "embed",
    "videoyoutube": "embed",
    "videovimeo": "embed",
    "videofacebook": "embed",
    "witness": "embed",
    "callout": "embed",
}
_ADDRESSES: Final = (
    "url",
    "originalUrl",
    "canonicalUrl",
    "embedUrl",
    "link",
    "iframeUrl",
    "trackUrl",
    "mediaUrl",
)


def read(block: Item, base: str) -> Body:
    """What a block says and shows: by its elements, or by its HTML where it has no prose in them."""
    found = Body()
    elements = list(dicts(block.get("elements") or []))
    for element in elements:
        _element(element, found, base)
    html = text(block, "bodyHtml")
    if html:
        # the HTML is whole; elements may lack text, and say more of pictures
        whole = bodies.read(html, base)
        if any(item["kind"] == "image" for item in found.media.values()):
            # the same picture in another size
            whole.media = {k: v for k, v in whole.media.items() if v["kind"] != "image"}
        found = Body(
            whole.text or found.text, {**found.links, **whole.links}, {**found.media, **whole.media}
        )
    return found


def _element(element: Item, body: Body, base: str) -> None:
    kind, data = _kind(element)
    prose = text(data, "html")
    if kind in _PROSE:
        said = bodies.read(prose, base)
        if kind == "pullquote":
            # a pull-quote repeats the text that it stands beside
            said.text = ""
        body.add(said)
    elif kind == "richlink":
        if address := bodies.address_of(text(data, "url", "originalUrl"), base):
            body.links.setdefault(address, text(data, "linkText", "headline") or None)
    elif kind in _MEDIA:
        _show(_MEDIA[kind], element, data, body, base)
    elif prose:
        body.add(bodies.read(prose, base))


def _kind(element: Item) -> tuple[str, Item]:
    # pages: {"_type": "….TextBlockElement", …}; API: {"type": "text", "textTypeData": {…}}
    if name := text(element, "_type"):
        return _SUFFIX.sub("", name.rpartition(".")[2]).casefold(), element
    name = text(element, "type")
    wanted = f"{name}typedata".replace("-", "").casefold()
    data = next((value for key, value in element.items() if key.casefold() == wanted), None)
    return name.replace("-", "").casefold(), data if isinstance(data, dict) else element


def _show(kind: str, element: Item, data: Item, body: Body, base: str) -> None:
    prose = text(data, "html")
    address = _largest(element) if kind == "image" else None
    for name in _ADDRESSES:
        address = address or bodies.address_of(data.get(name), base)
    if not address and (asset := text(data, "assetId")) and "outube" in text(element, "_type"):
        address = f"https://www.youtube.com/watch?v={asset}"
    inside = bodies.read(prose, base) if prose else Body()
    shown = next(iter(inside.media.values()), None)
    if not address:
        address = (shown["url"] if shown else None) or next(iter(inside.links), None)
    details: Any = at(element, "data") or data
    caption = markup.heading(text(details, "caption", "title", "mediaTitle", "alt"))
    words = (shown["caption"] if shown else None) or " ".join(inside.text.split())
    credit = markup.heading(text(details, "credit", "source"))
    body.show(kind, address, caption or words or None, credit)


def _largest(element: Item) -> str | None:
    best: tuple[int, str] | None = None
    images = at(element, "media", "allImages") or element.get("assets")
    for image in dicts(images or []):
        address = bodies.address_of(text(image, "url", "file"), None)
        width = str(at(image, "fields", "width") or at(image, "typeData", "width") or "")
        size = int(width) if width.isdecimal() and len(width) < 6 else 0
        if address and (best is None or size > best[0]):
            best = (size, address)
    return best[1] if best else None
