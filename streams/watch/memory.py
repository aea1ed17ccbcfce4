"""What the watcher remembers of a page."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict


class Known(BaseModel):
    """An entry that was pushed.

    Attributes:
        fingerprint: of what was pushed.
        desk: where it went.
        source: who published it.
        coverage: the live blog that it stands on.
        entry_id: the source's id, or the one that stands in for it.
        is_derived: the id is made from the heading or the text, which editors change.
        seen_at: when it last stood on the page.
    """

    model_config = ConfigDict(frozen=True)

    fingerprint: str
    desk: str
    source: str
    coverage: str
    entry_id: str
    is_derived: bool
    seen_at: datetime


class Remembered(BaseModel):
    """All that was pushed from a page.

    Attributes:
        entries: by their key.
        order: keys of each coverage, in the page's order, as they last stood there; only of
            entries whose going would mean something. Missing ones keep their place.
        missing: how many polls in a row did not find an entry that should stand there.
    """

    model_config = ConfigDict(frozen=True)

    entries: dict[str, Known] = {}
    order: dict[str, tuple[str, ...]] = {}
    missing: dict[str, int] = {}
