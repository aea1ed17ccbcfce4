"""Strings of pages as readable text: markup gone, entities resolved however often escaped."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import Final
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from streams.core.text import from_html, one_line, plain

_TAG: Final = re.compile(
    r"</?(?:p|div|span|a|b|i|u|s|em|strong|br|hr|ul|ol|li|dl|dt|dd|h[1-6]|blockquote|q|cite|small|"
    r"sub|sup|figure|figcaption|picture|img|video|audio|source|table|thead|tbody|tr|td|th|section|"
    r"article|aside|header|footer|pre|code|iframe|script|style|noscript|template|font|center)"
    r"(?:\s[^<>]*)?/?>|<!--",
    re.IGNORECASE,
)
_ANCHOR: Final = re.compile(r"<a\s", re.IGNORECASE)
# Escaped once for JSON-LD, once by the CMS, once by an importer: seen in the wild. More is not.
_ESCAPES: Final = 3
_MANY_TAGS: Final = 20_000


def unescape(text: str) -> str:
    """The text with entities resolved until none is left, three times at most."""
    for _ in range(_ESCAPES):
        if "&" not in text:
            break
        resolved = html.unescape(text)
        if resolved == text:
            break
        text = resolved
    return text


@lru_cache(maxsize=1024)
def heading(markup: str) -> str | None:
    """One line of text, or nothing. Remembered: the same authors stand under every update."""
    return one_line(body(markup)) or None


def body(markup: str) -> str:
    """Text with a line per paragraph.

    Only what looks like a tag of HTML counts as one: "3 < 4" and "<redacted>" stay.
    """
    markup = opened(markup)
    if not _TAG.search(markup):
        return plain(unescape(markup))
    return plain(unescape(from_html(shallow(markup))))


def links(markup: str, base: str | None) -> list[tuple[str, str | None]]:
    """Addresses that the markup links to, with their words; each address once."""
    markup = opened(markup)
    if not _ANCHOR.search(markup):
        return []
    found: dict[str, str | None] = {}
    for node in LexborHTMLParser(shallow(markup)).css("a[href]"):
        address = absolute(node.attributes.get("href") or "", base)
        if address:
            found.setdefault(address, one_line(unescape(node.text())) or None)
    return list(found.items())


@lru_cache(maxsize=1024)
def absolute(address: str, base: str | None) -> str | None:
    """The address in full, where it is one of the web."""
    try:
        full = urljoin(base or "", unescape(address).strip())
    except ValueError:  # urllib refuses half-written IPv6 hosts
        return None
    if not full.startswith(("http://", "https://")) or re.search(r"\s", full):
        return None
    return full


def has_tags(markup: str) -> bool:
    """Whether something in it looks like a tag of HTML: "<redacted>" does not."""
    return _TAG.search(markup) is not None


def opened(markup: str) -> str:
    """The markup, or what it holds where its very tags are escaped: "&lt;p&gt;Text"."""
    if _TAG.search(markup):
        return markup
    opened = unescape(markup)
    return opened if _TAG.search(opened) else markup


def shallow(markup: str) -> str:
    """The markup as a parser can take it.

    Trees of many thousand nested tags cost quadratic time; no entry has them.
    """
    if markup.count("<") > _MANY_TAGS:
        markup = _TAG.sub("\n", markup)
    # JSON may hold half characters, which the parser of HTML refuses
    return markup.encode("utf-8", "replace").decode()
