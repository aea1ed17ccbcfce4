"""Bodies in HTML: their text by paragraph, where they link to, what they show or embed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from selectolax.lexbor import LexborHTMLParser, LexborNode

from streams.core.text import one_line, plain

from . import markup

_BLOCKS: Final = frozenset(
    (
        *("p", "div", "section", "article", "main", "address", "pre", "hr", "block"),
        *("li", "ul", "ol", "dl", "dt", "dd", "tr", "table", "caption", "figure", "figcaption"),
        *("blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2"),
        *("header", "footer", "aside", "media"),
    )
)
_SILENT: Final = frozenset(
    (
        *("script", "style", "template", "noscript", "head", "title", "-comment"),
        *("svg", "button", "form", "select", "textarea"),
    )
)
_POST: Final = re.compile(
    r"\b(?:twitter-(?:tweet|video)|instagram-media|tiktok-embed|bluesky-embed|mastodon-embed|"
    r"reddit-(?:card|embed-bq)|text-post-media|imgur-embed-pub|fb-(?:post|video|comment-embed)|"
    r"telegram-post|pinterest-pin)\b"
)
_POSTS: Final = frozenset(("blockquote", "div", "article"))
_ADDRESSES: Final = ("data-instgrm-permalink", "data-href", "cite", "data-canonical-url")
_SHOWN: Final = {"img": "image", "video": "video", "audio": "audio", "iframe": "embed"}
_BREAKS: Final = re.compile(r"<(?:p|div|br|li|h[1-6]|blockquote|tr|section)\b", re.IGNORECASE)
_SPACE: Final = re.compile(r"\s+")
_LONGEST: Final = 2_000
_MOST_NODES: Final = 50_000

Media = dict[str, str | None]


@dataclass(slots=True)
class Body:
    """What a body says, links to and shows.

    Attributes:
        text: a line per paragraph, list item, quotation or row of a table.
        links: address and words of each link, each address once.
        media: pictures, videos, sounds and embedded posts, each address once.
    """

    text: str = ""
    links: dict[str, str | None] = field(default_factory=dict)
    media: dict[str, Media] = field(default_factory=dict)

    def add(self, other: Body) -> None:
        """Go on with another body, in a paragraph of its own."""
        self.text = "\n".join(text for text in (self.text, other.text) if text)
        for address, words in other.links.items():
            self.links.setdefault(address, words)
        for address, item in other.media.items():
            self.media.setdefault(address, item)

    def show(
        self, kind: str, address: str | None, caption: str | None = None, credit: str | None = None
    ) -> None:
        """Add a picture, video, sound or embedded post; what has no address counts by caption."""
        if not (address or caption):
            return
        self.media.setdefault(
            address or f"#{caption}",
            {"kind": kind, "url": address, "caption": _cut(caption), "credit": _cut(credit)},
        )

    def fields(self) -> dict[str, Any]:
        """The fields of a RawEntry that a body fills."""
        return {
            "body": self.text,
            "links": [{"url": url, "text": _cut(text)} for url, text in self.links.items()],
            "media": list(self.media.values()),
        }


def read(text: str, base: str | None = None) -> Body:
    """A body from HTML, escaped or not, or from plain text.

    Posts of social media and other embeds become media: they are not the paper's own words.
    """
    text = markup.opened(text)
    if not markup.has_tags(text):
        return Body(plain(markup.unescape(text)))
    tree = LexborHTMLParser(markup.shallow(text))
    if tree.body is None:
        return Body()
    body = Body()
    # where nothing else breaks lines, the source's own line breaks do
    pieces = _walk(tree.body, body, base, wrapped=bool(_BREAKS.search(text)))
    body.text = plain(markup.unescape("".join(pieces)))
    return body


def address_of(value: Any, base: str | None) -> str | None:
    """An address in full, where it is one of the web and no longer than the contract allows."""
    if not isinstance(value, str) or not value.strip():
        return None
    address = markup.absolute(value, base)
    return address if address and len(address) <= 4_096 else None


def _walk(root: LexborNode, body: Body, base: str | None, *, wrapped: bool) -> list[str]:
    # a stack of its own: the tree of a hostile page is deeper than Python's
    pieces: list[str] = []
    stack: list[LexborNode | str] = [root]
    for _ in range(_MOST_NODES):
        if not stack:
            break
        node = stack.pop()
        if isinstance(node, str):
            pieces.append(node)
            continue
        tag = node.tag
        if tag == "-text":
            words = node.text(deep=False)
            pieces.append(_SPACE.sub(" ", words) if wrapped else words)
        elif tag == "br":
            pieces.append("\n")
        elif tag not in _SILENT and not _shown(node, body, base):
            if tag == "a":
                _link(node, body, base)
            if tag in _BLOCKS:
                pieces.append("\n")
                stack.append("\n")
            elif tag in {"td", "th"} and _row(node, pieces, body, base):
                continue
            stack.extend(reversed(list(node.iter(include_text=True))))
    return pieces


def _row(node: LexborNode, pieces: list[str], body: Body, base: str | None) -> bool:
    # whether it is a cell beside others, which stays on their line; a cell alone is only layout
    before, after = _cell(node, "prev"), _cell(node, "next")
    if not (before or after) or node.css_first("table,img,iframe,video,audio"):
        return False
    for anchor in node.css("a[href]"):
        _link(anchor, body, base)
    pieces.append((" | " if before else "") + " ".join(node.text(separator=" ").split()))
    return True


def _cell(node: LexborNode, way: Literal["prev", "next"]) -> bool:
    beside: LexborNode | None = getattr(node, way)
    while beside is not None and beside.tag not in {"td", "th"}:
        beside = getattr(beside, way)
    return beside is not None


def _link(node: LexborNode, body: Body, base: str | None) -> None:
    address = address_of(node.attributes.get("href"), base)
    if address:
        body.links.setdefault(address, one_line(markup.unescape(node.text())) or None)


def _shown(node: LexborNode, body: Body, base: str | None) -> bool:
    # whether the node was something to show, so that its insides are not text
    tag = node.tag or ""
    if tag in _SHOWN:
        body.show(_SHOWN[tag], _source(node, base), _text(node.attributes.get("alt")))
    elif "-" in tag and (node.attributes.get("src") or node.attributes.get("caption")):
        # an agency's own element: <x-youtubeembed src="…">, <x-image caption="…">
        kind = "image" if tag.endswith("image") else "embed"
        caption = _text(node.attributes.get("caption"))
        body.show(kind, _source(node, base), caption, _text(node.attributes.get("creditline")))
    elif tag in _POSTS and _POST.search(node.attributes.get("class") or ""):
        body.show("embed", _post(node, base), one_line(markup.unescape(node.text(separator=" "))))
    else:
        return tag == "figure" and _figure(node, body, base)
    return True


def _figure(node: LexborNode, body: Body, base: str | None) -> bool:
    inside = node.css_first("img,video,audio,iframe,blockquote.twitter-tweet,.instagram-media")
    if inside is None:
        address = address_of(node.attributes.get("data-canonical-url"), base)
        body.show("embed", address)
        return bool(address)
    if inside.tag not in _SHOWN:
        return _shown(inside, body, base)
    caption = node.css_first("figcaption")
    words = one_line(markup.unescape(caption.text(separator=" "))) if caption else None
    words = words or _text(inside.attributes.get("alt"))
    body.show(_SHOWN[inside.tag], _source(inside, base), words)
    return True


def _source(node: LexborNode, base: str | None) -> str | None:
    for name in ("src", "data-src", "data-original"):
        if address := address_of(node.attributes.get(name), base):
            return address
    inside = node.css_first("source[src]")
    return address_of(inside.attributes.get("src"), base) if inside else None


def _post(node: LexborNode, base: str | None) -> str | None:
    for name in _ADDRESSES:
        if address := address_of(node.attributes.get(name), base):
            return address
    # the last link of an embedded post is its own, with the date for words
    anchors = node.css("a[href]")
    return address_of(anchors[-1].attributes.get("href"), base) if anchors else None


def _text(value: str | None) -> str | None:
    return one_line(markup.unescape(value)) or None if value else None


def _cut(value: str | None) -> str | None:
    return value[:_LONGEST] if value else None
