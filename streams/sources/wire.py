"""What the formats of news agencies have in common: item by item, with status and embargo."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

from schemas import Coverage
from schemas.facts import Kind

from . import markup
from .properties import time
from .source import Context

# IPTC's publishing states; what is withheld must not be seen until further notice
_TAKEN_BACK: Final = frozenset({"canceled", "cancelled", "withheld"})


_LONGEST: Final = 2_000
FURTHER_NOTICE: Final = datetime(2099, 12, 31, tzinfo=UTC)
"""The end of an embargo that has none, or none that can be read: a later version will say."""

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")

_LONGEST_VERSION: Final = 19


def headline(markup_text: str) -> str | None:
    """A headline as the contract takes it; an item of a wire is worth more than its whole title."""
    line = markup.heading(markup_text)
    return line[: _LONGEST - 1] + "…" if line and len(line) > _LONGEST else line


@lru_cache(maxsize=64)
def coverage(context: Context, name: str) -> Coverage:
    """A wire is one coverage: an item's versions must not fall into different ones."""
    return Coverage(id=context.url or f"wire:{context.source or name}", url=context.url)


def operation(status: Any) -> str:
    """``upsert``, or ``withdraw`` where the status says so; ``stat:canceled`` is ``canceled``."""
    name = str(status or "").rpartition(":")[2].rpartition("/")[2].strip().casefold()
    return "withdraw" if name in _TAKEN_BACK else "upsert"


def embargo(value: Any) -> datetime | None:
    """The end of an embargo; nothing where there is none.

    What cannot be read is held until further notice, not sent out as if it were free; a day
    without a time is over when it is over everywhere.
    """
    if value is None:
        return None
    text = value.strip() if isinstance(value, str) else ""
    if _DAY.fullmatch(text):
        return time({"end": f"{text}T23:59:59-12:00"}, "end") or FURTHER_NOTICE
    return time({"end": text}, "end") or FURTHER_NOTICE


def times(first: datetime | None, version: datetime | None) -> dict[str, datetime | None]:
    """Fields for when an item was first published and, where it was since, changed."""
    published = first or version
    changed = version if version and published and version > published else None
    return {"published_at": published, "updated_at": changed}


def urgency(value: int | None) -> int | None:
    """An urgency on IPTC's scale; 9 means whatever the agency wants it to mean."""
    return value if value is not None and 1 <= value <= 8 else None


def version(value: object) -> int | None:
    """The source's own number of a version: ``"3"``; nothing where it is no whole number."""
    text = str(value).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < _LONGEST_VERSION else None


def kind(signals: Iterable[str]) -> Kind | None:
    """``correction`` where an item is signalled as one, with or without the scheme's name."""
    names = {signal.rpartition(":")[2].rpartition("/")[2].casefold() for signal in signals}
    return "correction" if "correction" in names else None


def dated(dateline: str, body: str) -> str:
    """The body behind its dateline, where it does not begin with it already."""
    line = " ".join(dateline.split())
    if not line or not body or body.startswith(line):
        return body
    return f"{line} {body}"
