"""Which entry a raw entry is about."""

from __future__ import annotations

from dataclasses import dataclass

from schemas import RawEntry
from streams.core.ids import digest, entry_key
from streams.core.text import fold, from_html, one_line


@dataclass(frozen=True, slots=True)
class Identity:
    """An entry's ids.

    Attributes:
        entry_id: the source's, or one derived from the entry's heading.
        key: id of the entry over all revisions; also its key in the state.
    """

    entry_id: str
    key: str


def identify(raw: RawEntry, index: object = None) -> Identity:
    """The ids of a raw entry: the same entry, the same ids, whatever else changed.

    Without an id of the source the heading stands for the entry, and without a heading the
    beginning of its text: what editors change last.
    """
    entry_id = raw.entry_id or _derived(raw)
    return Identity(entry_id, entry_key(raw.desk, raw.coverage.id, entry_id))


def _derived(raw: RawEntry) -> str:
    heading = fold(one_line(from_html(raw.headline))) if raw.headline else ""
    if heading:
        return f"heading:{digest(heading)}"
    body = from_html(raw.body) if raw.body_format == "html" else raw.body
    if body:
        return f"text:{digest(fold(body)[:200])}"
    return f"media:{digest(*(item.url or item.caption or '' for item in raw.media))}"
