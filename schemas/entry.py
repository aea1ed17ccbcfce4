"""The clean, deduplicated entry on ``news.entries``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .base import DeskName, Identifier, Model, UtcTime, ZonedTime
from .facts import Kind
from .raw import Coverage, Link, Media

Change = Literal["published", "revised", "corrected", "withdrawn", "duplicated"]


class Delta(Model):
    """One typed difference between two revisions of an entry.

    Attributes:
        type: what changed.
        before: what stood there; absent for additions.
        after: what stands there now; absent for removals.
        counts: for numbers, what they count.
    """

    type: Literal[
        "headline",
        "text-added",
        "text-removed",
        "number",
        "quote-added",
        "quote-removed",
        "name",
        "byline",
        "media",
        "flags",
        "cosmetic",
    ]
    before: str | None = None
    after: str | None = None
    counts: str | None = None


class Original(Model):
    """The entry that a repeated one repeats.

    Attributes:
        entry: its id.
        event: the id of the event that published it.
        source: who had it first.
        measure: likeness, 0 to 1.
        method: how it was found, for example ``same-text/1``.
    """

    entry: str
    event: str
    source: str
    measure: float = Field(ge=0, le=1)
    method: str


class Entry(Model):
    """One editorial change of one entry: clean text, and how it relates to what came before.

    Attributes:
        event: id of the event that this becomes; a hash of desk, coverage, entry, revision, type.
        change: what happened to the entry.
        entry: id of the entry, stable over revisions; a hash of desk, coverage and source id.
        entry_id: the source's own id, where it has one.
        revision: 1, 2, 3 …
        supersedes: id of the event that this one replaces.
        withdraws: for a withdrawal, the ids of everything that was published from the entry.
        deltas: for a revision or correction, what changed.
        original: for a duplicate, what it repeats.
        story: id of the story that it belongs to.
        headline: plain text, one line.
        body: plain text, a line per paragraph.
    """

    event: str
    change: Change
    desk: DeskName
    source: Identifier
    coverage: Coverage
    entry: str
    entry_id: Identifier | None = None
    revision: int = Field(ge=1)
    supersedes: str | None = None
    withdraws: tuple[str, ...] = ()
    deltas: tuple[Delta, ...] = ()
    original: Original | None = None
    story: str | None = None
    headline: str | None = None
    body: str = ""
    bylines: tuple[str, ...] = ()
    published_at: ZonedTime | None = None
    updated_at: ZonedTime | None = None
    key_event: bool = False
    pinned: bool = False
    kind: Kind | None = None
    media: tuple[Media, ...] = ()
    links: tuple[Link, ...] = ()
    language: str | None = None
    tags: tuple[str, ...] = ()
    urgency: int | None = None
    embargoed_until: UtcTime | None = None
    expires_at: UtcTime | None = None
