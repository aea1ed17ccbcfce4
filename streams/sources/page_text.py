"""The text of a live page, as scraped or copied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import orjson
from pydantic import ValidationError

from schemas import Coverage, RawEntry
from schemas.facts import Kind
from streams.core.ids import digest
from streams.core.reason import reason
from streams.core.segment import Block, BlockKind, Page, newest_first, resolve, segment
from streams.core.segment.resolve import change
from streams.errors import SourceError

from .order import oldest_first
from .source import Context, Malformed

_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_LOOK = 65_536
_KINDS: dict[BlockKind, Kind] = {
    "related": "related",
    "gallery": "gallery",
    "key-points": "key-points",
    "summary": "summary",
}


class PageText:
    """Text without markup; what belongs together is told from its lines alone."""

    name = "page text"

    def recognise(self, data: bytes) -> bool:
        """Whether it is text, and neither markup nor JSON."""
        head = data[:_LOOK]
        if head.startswith(_UTF16):
            return True
        # the cut may fall into the middle of a character
        text = head.removeprefix(_BOM).decode("utf-8", "ignore").lstrip()
        if len(text.encode()) + 64 < len(head.strip()) or "\x00" in text:
            return False
        return not text.startswith(("<", "{", "["))

    def parse(self, data: bytes, context: Context) -> Iterator[RawEntry | Malformed]:
        """Entries, teasers and galleries of the page."""
        page = segment(_decode(data))
        if not page.blocks:
            raise SourceError("its text holds no entries: give the whole page, body text included")
        yield from entries(page, context)


def entries(page: Page, context: Context) -> Iterator[RawEntry | Malformed]:
    """The blocks of a page as entries, oldest first."""
    try:
        coverage = _coverage(page, context)
    except ValidationError as error:
        raise SourceError(f"its headline is no headline ({reason(error)})") from None
    blocks, times = _oldest_first(page.blocks, resolve(page.blocks, context.fetched_at))
    items = [
        _entry(number, block, time, coverage, context)
        for number, (block, time) in enumerate(zip(blocks, times, strict=True), 1)
    ]
    yield from oldest_first([item for item in items if isinstance(item, RawEntry)])
    yield from (item for item in items if isinstance(item, Malformed))


def _decode(data: bytes) -> str:
    try:
        if data.startswith(_UTF16):
            return data.decode("utf-16")
        return data.removeprefix(_BOM).decode()
    except UnicodeDecodeError:
        raise SourceError("its text is not UTF-8: save it as UTF-8") from None


def _coverage(page: Page, context: Context) -> Coverage:
    return Coverage(
        id=context.url or digest("coverage", page.headline or context.name),
        url=context.url,
        headline=page.headline,
        standfirst=page.standfirst,
    )


def _oldest_first(
    blocks: Sequence[Block], times: Sequence[datetime | None]
) -> tuple[list[Block], list[datetime | None]]:
    # teasers and galleries stay with the entry that they follow
    if not newest_first(blocks):
        return list(blocks), list(times)
    groups: list[list[tuple[Block, datetime | None]]] = [[]]
    for block, time in zip(blocks, times, strict=True):
        # an entry without a time stands for itself too, once the entries have begun
        if block.clock or block.anchor or (block.kind == "entry" and len(groups) > 1):
            groups.append([])
        groups[-1].append((block, time))
    pairs = groups[0] + [pair for group in reversed(groups[1:]) for pair in group]
    return [block for block, _ in pairs], [time for _, time in pairs]


def _entry(
    number: int, block: Block, time: datetime | None, coverage: Coverage, context: Context
) -> RawEntry | Malformed:
    record = {
        "desk": context.desk or "main",
        "source": context.source or "unknown",
        "entry_id": block.anchor,
        "headline": block.headline,
        "body": "\n".join(block.lines),
        "bylines": block.bylines,
        "published_at": time,
        "updated_at": change(block, time),
        "fetched_at": context.fetched_at,
        "kind": _KINDS.get(block.kind),
        "media": [
            *({"kind": "image", "caption": caption} for caption in block.captions),
            *({"kind": "embed", "caption": embed} for embed in block.embeds),
        ],
    }
    try:
        return RawEntry.model_validate({**record, "coverage": coverage})
    except ValidationError as error:
        return Malformed(orjson.dumps(record), f"entry {number}", reason(error))


SOURCE = PageText()
