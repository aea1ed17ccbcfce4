"""What one raw entry means, given the past of its entry: an event, or nothing and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from schemas import Change, Entry, Original, RawEntry
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
class _Case:
    """A raw entry with everything that bears on it."""

    raw: RawEntry
    who: Identity
    state: EntryState | None
    index: Index
    now: datetime
    memory: timedelta

    @property
    def changed_at(self) -> datetime | None:
        """The entry's own time of this change, in UTC."""
        return _utc(self.raw.updated_at or self.raw.published_at)


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
    if state is not None and state.touched_at + memory < now:
        state = None
    case = _Case(raw, identify(raw), state, index, now, memory)
    if raw.operation == "withdraw":
        return _withdraw(case)
    if raw.operation == "release":
        return _release(case)
    return _upsert(case)


def _upsert(case: _Case) -> Decision:
    raw, state, now = case.raw, case.state, case.now
    if state is not None and state.status == "withdrawn":
        return Decision(reason="withdrawn")
    if state and state.updated_at and case.changed_at and case.changed_at < state.updated_at:
        return Decision(reason="stale")
    if raw.expires_at is not None and raw.expires_at <= now:
        return Decision(reason="expired")
    content = read(raw)
    is_held = raw.embargoed_until is not None and raw.embargoed_until > now
    if state is not None and content.fingerprint == state.fingerprint:
        waits_as_before = is_held and state.due == raw.embargoed_until
        if state.status != "held" or waits_as_before:
            return Decision(reason="unchanged")
    if is_held and (state is None or state.status == "held"):
        return Decision(reason="held", state=_held(case, content))
    return _publish(case, content)


def _held(case: _Case, content: Content) -> EntryState:
    due = _utc(case.raw.embargoed_until)
    return _state(
        case,
        status="held",
        fingerprint=content.fingerprint,
        held=case.raw,
        due=due,
        touched_at=max(filter(None, (due, case.now))),
    )


def _release(case: _Case) -> Decision:
    state = case.state
    if state is None or state.held is None or state.due is None:
        return Decision(reason="nothing-to-release")
    if state.due > case.now:
        return Decision(reason="embargo-not-over")
    who = Identity(state.entry_id, state.key)
    return _publish(replace(case, raw=state.held, who=who, state=None), read(state.held))


def _publish(case: _Case, content: Content) -> Decision:
    raw, who = case.raw, case.who
    before = case.state if case.state is not None and case.state.events else None
    revision = before.revision + 1 if before else 1
    original = None
    if before is None and content.words is not None:
        since = case.now - case.memory
        original = case.index.original(raw.desk, content.words, but=who.key, since=since)
    change = _change(before, content, is_repeat=original is not None)
    event = event_id(who.key, revision, change)
    story = _story(case, before, original)
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
        deltas=compare(before, content) if before else (),
        original=_original(original) if original else None,
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
    state = _state(
        case,
        status="duplicated" if change == "duplicated" else "published",
        revision=revision,
        events=(*(before.events if before else ()), event),
        story=story,
        headline=content.headline,
        body=content.body,
        bylines=content.bylines,
        fingerprint=content.fingerprint,
        words=content.words,
    )
    return Decision(entry=entry, state=state)


def _change(before: EntryState | None, content: Content, *, is_repeat: bool) -> Change:
    if before is None:
        return "duplicated" if is_repeat else "published"
    marked_now = is_marked_as_correction(f"{content.headline or ''}\n{content.body}")
    marked_before = is_marked_as_correction(f"{before.headline or ''}\n{before.body}")
    return "corrected" if marked_now and not marked_before else "revised"


def _story(case: _Case, before: EntryState | None, original: EntryState | None) -> str:
    """An entry stays in its story, a repeat joins its original's; a live blog is one story."""
    for other in (before, original):
        if other is not None and other.story:
            return other.story
    return story_id(case.raw.desk, case.raw.coverage.id)


def _original(state: EntryState) -> Original:
    return Original(
        entry=state.key,
        event=state.last_event or "",
        source=state.source,
        measure=1.0,
        method="same-words/1",
    )


def _withdraw(case: _Case) -> Decision:
    raw, state = case.raw, case.state
    if state is not None and state.status == "withdrawn":
        return Decision(reason="withdrawn")
    if state is None:
        gone = _state(case, status="withdrawn")
        return Decision(reason="withdrawn-before-creation", state=gone)
    if not state.events:
        return Decision(reason="withdrawn-while-held", state=_state(case, status="withdrawn"))
    revision = state.revision + 1
    event = event_id(case.who.key, revision, "withdrawn")
    entry = Entry(
        event=event,
        change="withdrawn",
        desk=raw.desk,
        source=state.source,
        coverage=raw.coverage,
        entry=case.who.key,
        entry_id=raw.entry_id,
        revision=revision,
        supersedes=state.last_event,
        withdraws=state.events,
        story=state.story,
        headline=state.headline,
        published_at=raw.published_at,
        updated_at=raw.updated_at,
    )
    gone = _state(
        case,
        status="withdrawn",
        revision=revision,
        events=(*state.events, event),
        story=state.story,
    )
    return Decision(entry=entry, state=gone)


def _state(case: _Case, **fields: Any) -> EntryState:
    """What to remember after this case."""
    common = {
        "key": case.who.key,
        "entry_id": case.who.entry_id,
        "desk": case.raw.desk,
        "coverage": case.raw.coverage.id,
        "source": case.state.source if case.state else case.raw.source,
        "updated_at": case.changed_at,
        "touched_at": case.now,
    }
    return EntryState(**{**common, **fields})


def _utc(value: datetime | None) -> datetime | None:
    return value.astimezone(UTC) if value else None
