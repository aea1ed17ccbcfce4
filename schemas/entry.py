"""The clean, deduplicated entry on ``news.entries``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .base import DeskName, Identifier, Model, UtcTime, ZonedTime
from .facts import Kind
from .raw import Coverage, Link, Media
from .regroup import Regroup

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
        relation: ``repeat`` (the same source again, such as a pinned copy), ``syndicated``
            (another source), ``recap`` (a summary of entries that are there already).
        measure: likeness, 0 to 1.
        method: how it was found, for example ``same-words/1``.
        also: for a recap, ids of the other entries that it repeats.
        reported_by: every source that has it by now.
    """

    entry: str
    event: str
    source: str
    relation: Literal["repeat", "syndicated", "recap"] = "repeat"
    measure: float = Field(ge=0, le=1)
    method: str
    also: tuple[str, ...] = ()
    reported_by: tuple[str, ...] = ()


class Retraction(Model):
    """A fact that was published and is no longer vouched for. It repeats no text.

    Attributes:
        fact: what sort it was.
        event: id of the event that carried it.
        name: of a person or place, what a figure counted, or the root class of an action.
        geonames_id: of a place.
        value: of a figure.
        digest: of a quotation or an action: BLAKE2b-128 of its words, hexadecimal.
    """

    fact: Literal["person", "place", "figure", "quote", "action"]
    event: str
    name: str | None = None
    geonames_id: int | None = None
    value: float | None = None
    digest: str | None = None


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
        reason: for a withdrawal, whether it was taken back or its time was over.
        retracts: for a withdrawal, the facts that no longer hold.
        deltas: for a revision or correction, what changed.
        original: for a duplicate, what it repeats.
        story: id of the story that it belongs to.
        regroups: stories that came together or apart over it.
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
    reason: Literal["withdrawn", "expired"] | None = None
    retracts: tuple[Retraction, ...] = ()
    deltas: tuple[Delta, ...] = ()
    original: Original | None = None
    story: str | None = None
    regroups: tuple[Regroup, ...] = ()
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
