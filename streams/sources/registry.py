"""The formats that Copydesk reads, and the choice among them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from schemas import RawEntry
from streams.errors import SourceError

from . import (
    digitalwires,
    feeds,
    guardian,
    html_page,
    json_items,
    jsonl,
    liveblogposting,
    newsml_g2,
    ninjs,
    ninjs_versions,
    page_text,
    superdesk,
)
from .source import Context, Malformed, Source

# Page text comes last: it takes any text that nobody else knows.
_NAMED: Final[dict[str, Source]] = {
    "newsml-g2": newsml_g2.SOURCE,
    "feed": feeds.SOURCE,
    "liveblogposting": liveblogposting.SOURCE,
    "html": html_page.SOURCE,
    "guardian": guardian.SOURCE,
    "superdesk": superdesk.SOURCE,
    "digitalwires": digitalwires.SOURCE,
    "ninjs": ninjs.SOURCE,
    "jsonl": jsonl.SOURCE,
    "text": page_text.SOURCE,
}
FORMATS: Final[tuple[Source, ...]] = tuple(_NAMED.values())
NAMES: Final[tuple[str, ...]] = (
    *_NAMED,
    *(f"ninjs-{version}" for version in ninjs_versions.VERSIONS),
)
"""What a producer may promise: a format, of ninjs its version too."""


def recognise(data: bytes) -> Source:
    """The first format that knows the content.

    Raises:
        SourceError: none does, or the content is empty.
    """
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise SourceError("it is empty: give a live page's HTML, its text, or JSON Lines")
    for source in FORMATS:
        if source.recognise(data):
            return source
    raise SourceError(_unknown(data))


def named(name: str) -> Source:
    """The format of this name.

    Raises:
        SourceError: there is none.
    """
    if name not in NAMES:
        raise SourceError(f"{name[:40]!r} is no format; choose one of {', '.join(NAMES)}")
    return _NAMED.get(name) or ninjs.SOURCE


def parse(data: bytes, context: Context) -> Iterator[RawEntry | Malformed]:
    """The entries of a file, whatever its format, or of the format that is promised.

    Raises:
        SourceError: there are none; the text says what to do.
    """
    source = recognise(data)
    if context.format and source is not named(context.format):
        raise SourceError(f"it is {source.name}, but {context.format} is expected")
    empty = True
    for item in source.parse(data, context):
        empty = False
        yield item
    if empty:
        raise SourceError(f"read as {source.name}, it holds no entries: is it a live page?")


def _unknown(data: bytes) -> str:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"<?xml"):
        return "this XML is of no known format: give NewsML-G2, RSS or Atom"
    if head.startswith(b"<"):
        return "this markup is of no known format: copy the page's text into a file and give that"
    if head.startswith((b"{", b"[")):
        if broken := json_items.why_not(data):
            return f"this is no JSON ({broken}): fetch it again, or give one RawEntry object a line"
        return "this JSON is of no known format: give one RawEntry object a line"
    return "this is neither HTML nor JSON nor UTF-8 text: save the page's text as UTF-8"
