"""An entry goes out: as news, as a revision, or as the repeat that it is."""

from __future__ import annotations

from typing import Any

from schemas import Change, Coverage, Delta, Entry, RawEntry
from streams.core.deltas import compare, is_correction
from streams.core.ids import event_id

from .case import Case, copied, utc
from .content import Content
from .state import EntryState

_ENTRY = Entry(
    event="",
    change="published",
    desk="main",
    source="-",
    coverage=Coverage(id="-"),
    entry="",
    revision=1,
)


def publish(case: Case) -> tuple[Entry, EntryState]:
    """What subscribers get of an entry, and what to remember of it."""
    raw, content, key = case.raw, case.content, case.arrival.key
    before = case.state if case.state is not None and case.state.events else None
    revision = before.revision + 1 if before else 1
    original = (
        None if before and before.stands else case.index.original_of(key, content, raw, case.now)
    )
    change = change_of(before, content, raw, is_repeat=original is not None)
    event = event_id(key, revision, change)
    place = case.index.story_of(key, content, raw, before=before, original=original)
    deltas = _deltas(before, content) if before and change in {"revised", "corrected"} else ()
    entry = entry_of(
        key,
        raw,
        content,
        event=event,
        change=change,
        revision=revision,
        supersedes=before.last_event if before else None,
        deltas=deltas,
        original=original,
        story=place.story,
        regroups=place.regroups,
    )
    state = case.remember(
        status="duplicated" if change == "duplicated" else "published",
        revision=revision,
        events=(*(before.events if before else ()), event),
        original=original.entry if original else None,
        spare=raw if original and original.relation == "syndicated" else None,
        story=place.story,
        regroups=(*(before.regroups if before else ()), *place.regroups),
        headline=content.headline,
        body=content.body,
        bylines=content.bylines,
        media=content.media,
        key_event=content.key_event,
        pinned=content.pinned,
        published_at=utc(raw.published_at) or (before.published_at if before else None),
        fingerprint=content.fingerprint,
        held=None,
        due=None,
        expires_at=utc(raw.expires_at),
    )
    return entry, state


def entry_of(key: str, raw: RawEntry, content: Content, **told: Any) -> Entry:
    """An entry with what its source says, and what is told of it."""
    return copied(
        _ENTRY,
        desk=raw.desk,
        source=raw.source,
        coverage=raw.coverage,
        entry=key,
        entry_id=raw.entry_id,
        headline=content.headline,
        body=content.body,
        bylines=content.bylines,
        published_at=raw.published_at,
        updated_at=raw.updated_at,
        key_event=content.key_event,
        pinned=content.pinned,
        kind=raw.kind,
        media=content.media,
        links=content.links,
        language=raw.language,
        tags=raw.tags,
        urgency=raw.urgency,
        embargoed_until=utc(raw.embargoed_until),
        expires_at=utc(raw.expires_at),
        **told,
    )


def withdrawal_of(case: Case, state: EntryState, **told: Any) -> Entry:
    """Word that an entry is gone."""
    raw = case.raw
    return copied(
        _ENTRY,
        change="withdrawn",
        desk=state.desk,
        source=state.source,
        coverage=raw.coverage,
        entry=case.arrival.key,
        entry_id=raw.entry_id,
        supersedes=state.last_event,
        withdraws=state.events,
        story=case.index.story_now(state),
        headline=state.headline,
        published_at=raw.published_at or state.published_at,
        updated_at=raw.updated_at,
        **told,
    )


def _deltas(before: EntryState, content: Content) -> tuple[Delta, ...]:
    """What changed; where it is nothing that readers notice, such as a link's address, that."""
    return compare(before.said, content.said) or (Delta(type="cosmetic"),)


def change_of(
    before: EntryState | None, content: Content, raw: RawEntry, *, is_repeat: bool
) -> Change:
    """What the publication of an entry is to those who have an earlier revision, or none."""
    if is_repeat:
        return "duplicated"
    if before is None:
        return "published"
    old, new = (f"{one.headline or ''}\n{one.body}" for one in (before, content))
    marked = raw.kind == "correction" or is_correction(old, new)
    return "corrected" if marked else "revised"
