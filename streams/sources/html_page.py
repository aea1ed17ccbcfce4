"""HTML pages without structured data: what a reader sees, cut into entries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemas import RawEntry
from streams.core.segment import Page, segment_marked
from streams.errors import SourceError

from . import blocks, jsonld
from .page_text import entries
from .source import Context, Malformed

_LOOK: Final = 65_536
_HTML: Final = re.compile(
    rb"<(?:!doctype html|html|head|body|main|article|section|div|h1|p)\b", re.IGNORECASE
)
_FEWEST: Final = 2


class HtmlPage:
    """Markup that says nothing of live blogs; headings, times and borders are hints."""

    name = "HTML page"

    def recognise(self, data: bytes) -> bool:
        """Whether it is HTML, and not some other markup."""
        head = data[:_LOOK].removeprefix(b"\xef\xbb\xbf").lstrip()
        if head.startswith((b"\xff\xfe", b"\xfe\xff")):
            head = jsonld.decode(data[:_LOOK]).encode("utf-8", "replace").lstrip()
        return head.startswith(b"<") and bool(_HTML.search(head))

    def parse(self, data: bytes, context: Context) -> Iterator[RawEntry | Malformed]:
        """Entries, teasers and galleries of the page."""
        # JSON may hold half characters, and so may pages; the parser refuses them
        markup = jsonld.decode(data).encode("utf-8", "replace").decode()
        page = segment_marked(blocks.visible(markup))
        if not _live(page):
            raise SourceError(
                "this HTML has neither structured data nor entries with times or headings: "
                "copy the page's text into a file and give that"
            )
        yield from entries(page, context)


def _live(page: Page) -> bool:
    # an article with subheadings is no live blog: entries have times, or elements of their own
    return sum(block.clock is not None or block.anchor is not None for block in page.blocks) >= (
        _FEWEST
    )


SOURCE = HtmlPage()
