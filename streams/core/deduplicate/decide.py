"""What one raw entry means, given the past of its entry: an event, or nothing and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from schemas import Change, Delta, Entry, Original, RawEntry
from streams.core.ids import event_id, story_id

from .content import Content, read
from .deltas import compare, is_marked_as_correction
from .identity import Identity, identify
from .index import Index
from .state import EntryState

NoOp = Literal[
    "unchanged",
    "stale",
    "expired",
    "held",
    "withdrawn",
    "withdrawn-before-creation",
    "withdrawn-while-held",
    "nothing-to-release",
    "embargo-not-over",
]


@dataclass(frozen=True, slots=True)
class Decision:
    """What follows from one raw entry.

    Attributes:
        entry: what goes on to the next stage, or nothing.
        reason: why nothing goes on.
        state: what to remember of the entry from now on; absent where nothing changes.
    """

    entry: Entry | None = None
    reason: NoOp | None = None
    state: EntryState | None = None


def decide(
    raw: RawEntry, state: EntryState | None, index: Index, now: datetime, memory: timedelta
) -> Decision:
    """Decide about one raw entry.

    Args:
        raw: the entry as its source gives it.
        state: what is remembered of it.
        index: what is remembered of the others.
        now: when it arrived, in the time of the log.
        memory: how long entries are remembered.
    """
    who = identify(raw)
    if state is not None and state.touched_at + memory < now:
        state = None
    if raw.operation == "withdraw":
        return _withdraw(raw, who, state, now)
    if raw.operation == "release":
        return _release(state, index, now, memory)
    return _upsert(raw, who, state, index, now, memory)


def _upsert(
    raw: RawEntry,
    who: Identity,
    state: EntryState | None,
    index: Index,
    now: datetime,
    memory: timedelta,
) -> Decision:
    if state is not None and state.status == "withdrawn":
        return Decision(reason="withdrawn")
    changed_at = raw.updated_at or raw.published_at
    if state and state.updated_at and changed_at and changed_at < state.updated_at:
        return Decision(reason="stale")
    if raw.expires_at is not None and raw.expires_at <= now:
        return Decision(reason="expired")
    content = read(raw)
    is_held = raw.embargoed_until is not None and raw.embargoed_until > now
    if state is not None and content.fingerprint == state.fingerprint:
        if state.status != "held" or (is_held and state.due == raw.embargoed_until):
            return Decision(reason="unchanged")
    if is_held and (state is None or state.status == "held"):
        return Decision(reason="held", state=_held(raw, who, content, now))
    return _publish(raw, who, content, state, index, now, memory)


def _held(raw: RawEntry, who: Identity, content: Content, now: datetime) -> EntryState:
    return EntryState(
        key=who.key,
        entry_id=who.entry_id,
        desk=raw.desk,
        coverage=raw.coverage.id,
        source=raw.source,
        status="held",
        fingerprint=content.fingerprint,
        updated_at=_utc(raw.updated_at or raw.published_at),
        held=raw,
        due=_utc(raw.embargoed_until),
        touched_at=now,
    )


def _release(state: EntryState | None, index: Index, now: datetime, memory: timedelta) -> Decision:
    if state is None or state.held is None or state.due is None:
        return Decision(reason="nothing-to-release")
    if state.due > now:
        return Decision(reason="embargo-not-over")
    raw = state.held
    who = Identity(state.entry_id, state.key)
    return _publish(raw, who, read(raw), None, index, now, memory)


def _publish(
    raw: RawEntry,
    who: Identity,
    content: Content,
    state: EntryState | None,
    index: Index,
    now: datetime,
    memory: timedelta,
) -> Decision:
    before = state if state is not None and state.events else None
    revision = before.revision + 1 if before else 1
    deltas: tuple[Delta, ...] = compare(before, content) if before else ()
    original = None
    if before is None and content.words is not None:
        original = index.original(raw.desk, content.words, but=who.key, since=now - memory)
    change = _change(before, content, is_repeat=original is not None)
    event = event_id(who.key, revision, change)
    story = story_id(raw.desk, raw.coverage.id)
    if before is not None and before.story:
        story = before.story
    elif original is not None and original.story:
        story = original.story
    entry = Entry(
        event=event,
        change=change,
        desk=raw.desk,
        source=raw.source,
        coverage=raw.coverage,
        entry=who.key,
        entry_id=raw.entry_id,
        revision=revision,
        supersedes=before.last_event if before else None,
        deltas=deltas,
        original=original and _original(original),
        story=story,
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
        embargoed_until=raw.embargoed_until,
        expires_at=raw.expires_at,
    )
    return Decision(
        entry=entry,
        state=EntryState(
            key=who.key,
            entry_id=who.entry_id,
            desk=raw.desk,
            coverage=raw.coverage.id,
            source=raw.source,
            status="duplicated" if change == "duplicated" else "published",
            revision=revision,
            events=(*(before.events if before else ()), event),
            story=story,
            headline=content.headline,
            body=content.body,
            bylines=content.bylines,
            fingerprint=content.fingerprint,
            words=content.words,
            updated_at=_utc(raw.updated_at or raw.published_at),
            touched_at=now,
        ),
    )


def _change(before: EntryState | None, content: Content, *, is_repeat: bool) -> Change:
    if before is None:
        return "duplicated" if is_repeat else "published"
    marked_now = is_marked_as_correction(f"{content.headline or ''}\n{content.body}")
    marked_before = is_marked_as_correction(f"{before.headline or ''}\n{before.body}")
    return "corrected" if marked_now and not marked_before else "revised"


def _original(state: EntryState) -> Original:
    return Original(
        entry=state.key,
        event=state.last_event or "",
        source=state.source,
        measure=1.0,
        method="same-words/1",
    )


def _withdraw(raw: RawEntry, who: Identity, state: EntryState | None, now: datetime) -> Decision:
    if state is not None and state.status == "withdrawn":
        return Decision(reason="withdrawn")
    gone = EntryState(
        key=who.key,
        entry_id=who.entry_id,
        desk=raw.desk,
        coverage=raw.coverage.id,
        source=state.source if state else raw.source,
        status="withdrawn",
        updated_at=_utc(raw.updated_at or raw.published_at),
        touched_at=now,
    )
    if state is None:
        return Decision(reason="withdrawn-before-creation", state=gone)
    if not state.events:
        return Decision(reason="withdrawn-while-held", state=gone)
    revision = state.revision + 1
    event = event_id(who.key, revision, "withdrawn")
    entry = Entry(
        event=event,
        change="withdrawn",
        desk=raw.desk,
        source=state.source,
        coverage=raw.coverage,
        entry=who.key,
        entry_id=raw.entry_id,
        revision=revision,
        supersedes=state.last_event,
        withdraws=state.events,
        story=state.story,
        headline=state.headline,
        published_at=raw.published_at,
        updated_at=raw.updated_at,
    )
    story = {"revision": revision, "events": (*state.events, event), "story": state.story}
    return Decision(entry=entry, state=gone.model_copy(update=story))


def _utc(value: datetime | None) -> datetime | None:
    return value.astimezone(UTC) if value else None
