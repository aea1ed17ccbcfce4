"""What an item of NewsML-G2 says and shows: XHTML, NITF, plain text, pictures."""

from __future__ import annotations

from typing import Final

from lxml import etree

from . import bodies, wire, xml_tree
from .bodies import Body
from .json_items import number

_KINDS: Final = {"image": "image", "video": "video", "audio": "audio"}
# of a body in XHTML: what repeats the item's headline, byline and teaser
_REPEATED: Final = frozenset({"teaser", "byline", "slugline", "publicationDate", "embargoed"})


def nitf(item: etree._Element) -> etree._Element | None:
    """The NITF document inside an item."""
    return xml_tree.first(item, "contentSet", "inlineXML", "nitf")


def creators(content: etree._Element | None) -> list[str]:
    """Names of those who made the content."""
    found = (xml_tree.text(one, "name") for one in xml_tree.children(content, "creator"))
    return [name for name in found if name]


def read(
    item: etree._Element, content: etree._Element | None, headline: str, base: str | None
) -> Body:
    """The body of an item; of a picture alone its caption, of a package what it links to."""
    body = Body()
    dateline = xml_tree.text(content, "dateline")
    document = nitf(item)
    if document is not None:
        dateline = dateline or xml_tree.text(document, "body", "body.head", "dateline")
        inner = xml_tree.first(document, "body", "body.content")
        if inner is not None:
            _nitf_media(inner, body, base)
            body.add(bodies.read(xml_tree.html(inner), base))
    else:
        for inline in xml_tree.children(item, "contentSet", "inlineXML"):
            _inline(inline, headline, body, base)
    for data in xml_tree.children(item, "contentSet", "inlineData"):
        body.add(bodies.read("".join(str(piece) for piece in data.itertext()), base))
    body.text = wire.dated(dateline, body.text)
    caption = _description(content)
    _remote(item, content, caption or headline, body, base)
    for reference in xml_tree.inside(item, "itemRef"):
        _reference(reference, body, base)
    if not body.text:
        body.text = caption
    return body


def _inline(inline: etree._Element, headline: str, body: Body, base: str | None) -> None:
    document = xml_tree.first(inline, "html", "body")
    if document is None:
        # other XML, such as tables of results: its paragraphs, where it has any
        for element in xml_tree.inside(inline, "p"):
            body.add(bodies.read(xml_tree.html(element), base))
        return
    for element in xml_tree.inside(document, "header", "h1"):
        if xml_tree.name(element) == "header" or xml_tree.text(element) == headline:
            xml_tree.remove(element)
    for element in list(document.iterfind(".//*[@class]")):
        if not _REPEATED.isdisjoint(element.get("class").split()):
            xml_tree.remove(element)
    body.add(bodies.read(xml_tree.html(document), base))


def _nitf_media(inner: etree._Element, body: Body, base: str | None) -> None:
    for media in xml_tree.inside(inner, "media"):
        reference = xml_tree.first(media, "media-reference")
        address = (
            bodies.address_of(reference.get("source"), base) if reference is not None else None
        )
        kind = _KINDS.get((media.get("media-type") or "image").casefold(), "image")
        credit = xml_tree.text(media, "media-producer") or None
        body.show(kind, address, xml_tree.text(media, "media-caption") or None, credit)
        xml_tree.remove(media)


def _description(content: etree._Element | None) -> str:
    found = list(xml_tree.children(content, "description"))
    found.sort(key=lambda one: "caption" not in (one.get("role") or "").rpartition(":")[2])
    return bodies.read(xml_tree.text(found[0])).text if found else ""


def _remote(
    item: etree._Element,
    content: etree._Element | None,
    caption: str,
    body: Body,
    base: str | None,
) -> None:
    # renditions of one thing: the widest of each kind
    best: dict[str, tuple[int, str | None]] = {}
    for remote in xml_tree.children(item, "contentSet", "remoteContent"):
        kind = _KINDS.get((remote.get("contenttype") or "").partition("/")[0])
        if kind:
            width = number(remote.get("width")) or number(remote.get("size")) or 0
            address = bodies.address_of(remote.get("href"), base)
            best.setdefault(kind, (-1, None))
            if (address is not None, width) > (best[kind][1] is not None, best[kind][0]):
                best[kind] = (width, address)
    credit = xml_tree.text(content, "creditline") or ", ".join(creators(content)) or None
    for kind, (_, address) in best.items():
        body.show(kind, address, caption or None, credit)


def _reference(reference: etree._Element, body: Body, base: str | None) -> None:
    title = xml_tree.text(reference, "title") or xml_tree.text(reference, "headline")
    address = bodies.address_of(reference.get("href"), base)
    if address:
        body.links.setdefault(address, title or None)
    if title:
        body.add(Body(title))
