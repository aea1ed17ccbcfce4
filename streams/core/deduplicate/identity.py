"""Which entry a raw entry is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemas import RawEntry
from streams.core.ids import digest, entry_key
from streams.core.text import fold

from .content import Content, read

if TYPE_CHECKING:
    from .index import Index


@dataclass(frozen=True, slots=True)
class Arrival:
    """A raw entry with its clean content and its ids.

    Attributes:
        raw: as its source gives it.
        content: what it says, clean.
        entry_id: the source's id, or one derived from the entry's heading.
        key: id of the entry over all revisions; also its key in the state.
    """

    raw: RawEntry
    content: Content
    entry_id: str
    key: str


def identify(raw: RawEntry, index: Index | None = None) -> Arrival:
    """The ids of a raw entry: the same entry, the same ids, whatever else changed.

    Without an id of the source, the index is asked which standing entry of the coverage this is
    a version of. Where there is none the heading stands for the entry, and without a heading the
    beginning of its text: what editors change last.
    """
    content = read(raw)
    if raw.entry_id is not None:
        return _arrival(raw, content, raw.entry_id)
    if index is None:
        return _arrival(raw, content, _derived(content))
    if kin := index.kin(raw, content):
        key, known = kin
        return Arrival(raw, content, known.entry_id, key)
    arrival = _arrival(raw, content, _derived(content))
    if index.stands(raw.desk, arrival.key):
        # another entry under the same heading ("Analysis"): told apart by all that it says
        entry_id = f"text:{digest(fold(content.headline or ''), fold(content.body))}"
        arrival = _arrival(raw, content, entry_id)
    return arrival


def _arrival(raw: RawEntry, content: Content, entry_id: str) -> Arrival:
    return Arrival(raw, content, entry_id, entry_key(raw.desk, raw.coverage.id, entry_id))


def _derived(content: Content) -> str:
    if heading := fold(content.headline or ""):
        return f"heading:{digest(heading)}"
    if content.body:
        return f"text:{digest(fold(content.body)[:200])}"
    return f"media:{digest(*(item.url or item.caption or '' for item in content.media))}"
