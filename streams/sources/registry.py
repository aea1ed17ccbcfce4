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
    page_text,
    superdesk,
)
from .source import Context, Malformed, Source

# Page text comes last: it takes any text that nobody else knows.
FORMATS: Final[tuple[Source, ...]] = (
    newsml_g2.SOURCE,
    feeds.SOURCE,
    liveblogposting.SOURCE,
    html_page.SOURCE,
    guardian.SOURCE,
    superdesk.SOURCE,
    digitalwires.SOURCE,
    ninjs.SOURCE,
    jsonl.SOURCE,
    page_text.SOURCE,
)


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


def parse(data: bytes, context: Context) -> Iterator[RawEntry | Malformed]:
    """The entries of a file, whatever its format.

    Raises:
        SourceError: there are none; the text says what to do.
    """
    source = recognise(data)
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
