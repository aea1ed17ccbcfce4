"""What one raw entry means, given the past of its entry: an event, or nothing and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, TypeVar

from schemas import Change, Coverage, Delta, Entry, Model, RawEntry
from streams.core.deltas import compare, is_correction
from streams.core.enrich import retract
from streams.core.ids import event_id

from .content import Content, read
from .identity import Arrival
from .index import Index
from .state import EntryState, Stamp

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
    "nothing-to-expire",
    "not-expired-yet",
]


# Copies of these are ten times as fast as checking again what was checked when it was read.
_ENTRY = Entry(
    event="",
    change="published",
    desk="main",
    source="-",
    coverage=Coverage(id="-"),
    entry="",
    revision=1,
)
_TIMELESS = Stamp()
_UNSEEN = EntryState(
    key="",
    entry_id="",
    desk="main",
    coverage="",
    source="",
    stamp=_TIMELESS,
    touched_at=datetime.fromtimestamp(0, UTC),
)
M = TypeVar("M", bound=Model)


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


@dataclass(frozen=True, slots=True)
class _Case:
    """A raw entry with everything that bears on it."""

    arrival: Arrival
    stamp: Stamp
    state: EntryState | None
    index: Index
    now: datetime

    @property
    def raw(self) -> RawEntry:
        """The entry as its source gives it."""
        return self.arrival.raw

    @property
    def content(self) -> Content:
        """What it says."""
        return self.arrival.content

    @property
    def is_stale(self) -> bool:
        """Whether a newer version was seen before."""
        return self.state is not None and self.stamp.is_before(self.state.stamp)


def decide(
    arrival: Arrival, state: EntryState | None, index: Index, now: datetime, memory: timedelta
) -> Decision:
    """Decide about one raw entry.

    Whatever the order in which the versions of an entry arrive, the newest one stands in the
    end, and a withdrawal holds against everything that is not surely newer.

    Args:
        arrival: the entry with its ids, as ``identify`` tells them.
        state: what is remembered of it.
        index: what is remembered of the others.
        now: when it arrived, in the time of the log.
        memory: how long entries are remembered.
    """
    if state is not None and state.touched_at + memory < now:
        state = None
    case = _Case(arrival, _stamp(arrival.raw), state, index, now)
    return _DECIDE[arrival.raw.operation](case)


def _upsert(case: _Case) -> Decision:
    raw, state = case.raw, case.state
    if case.is_stale:
        return Decision(reason="stale")
    if state is not None and state.is_gone and not state.stamp.is_said_before(case.stamp):
        return Decision(reason="withdrawn" if state.status == "withdrawn" else "expired")
    if raw.expires_at is not None and raw.expires_at <= case.now:
        return _end(case, "expired")
    waits = raw.embargoed_until is not None and raw.embargoed_until > case.now
    if state is not None and not state.is_gone and case.content.fingerprint == state.fingerprint:
        same_wait = state.due == _utc(raw.embargoed_until) if waits else state.held is None
        if same_wait:
            return _unchanged(case, state)
    if waits:
        return _hold(case)
    return _publish(case)


def _unchanged(case: _Case, state: EntryState) -> Decision:
    if not state.stamp.is_before(case.stamp):
        return Decision(reason="unchanged")
    # a version between the two may still come: it must be seen to be the older one
    moved = {"stamp": case.stamp, "touched_at": case.now}
    return Decision(reason="unchanged", state=state.model_copy(update=moved))


def _hold(case: _Case) -> Decision:
    due = _utc(case.raw.embargoed_until)
    state = _remember(
        case,
        fingerprint=case.content.fingerprint,
        held=case.raw,
        due=due,
        touched_at=max(filter(None, (due, case.now))),
    )
    return Decision(reason="held", state=state)


def _release(case: _Case) -> Decision:
    state = case.state
    if state is None or state.held is None or state.due is None:
        return Decision(reason="nothing-to-release")
    if state.due > case.now:
        return Decision(reason="embargo-not-over")
    arrival = replace(case.arrival, raw=state.held, content=read(state.held))
    return _publish(replace(case, arrival=arrival, stamp=state.stamp))


def _expire(case: _Case) -> Decision:
    state = case.state
    if state is None or state.expires_at is None or state.is_gone:
        return Decision(reason="nothing-to-expire")
    if state.expires_at > case.now:
        return Decision(reason="not-expired-yet")
    return _end(replace(case, stamp=state.stamp), "expired")


def _withdraw(case: _Case) -> Decision:
    state = case.state
    if state is not None and case.stamp.is_said_before(state.stamp):
        return Decision(reason="stale")
    if state is not None and state.status == "withdrawn" and state.held is None:
        # the newest withdrawal counts, and one without a time holds against every time
        for_good = case.stamp.is_timeless and not state.stamp.is_timeless
        if for_good or state.stamp.is_said_before(case.stamp):
            moved = {"stamp": case.stamp, "touched_at": case.now}
            return Decision(reason="withdrawn", state=state.model_copy(update=moved))
        return Decision(reason="withdrawn")
    return _end(case, "withdrawn")


def _end(case: _Case, reason: Literal["withdrawn", "expired"]) -> Decision:
    """Take back what is there; remember that nothing older may come."""
    raw, state = case.raw, case.state
    gone: dict[str, Any] = {
        "status": reason,
        "held": None,
        "due": None,
        "expires_at": None,
        "fingerprint": "",
    }
    if state is None or not state.events or state.is_gone:
        waited = state is not None and state.held is not None
        quiet: NoOp = "withdrawn-while-held" if waited else "withdrawn-before-creation"
        return Decision(
            reason="expired" if reason == "expired" else quiet,
            state=_remember(case, **gone),
        )
    revision = state.revision + 1
    event = event_id(case.arrival.key, revision, "withdrawn")
    entry = _copy(
        _ENTRY,
        event=event,
        change="withdrawn",
        desk=state.desk,
        source=state.source,
        coverage=raw.coverage,
        entry=case.arrival.key,
        entry_id=raw.entry_id,
        revision=revision,
        supersedes=state.last_event,
        withdraws=state.events,
        reason=reason,
        retracts=_retractions(state),
        story=state.story,
        headline=state.headline,
        published_at=raw.published_at or state.published_at,
        updated_at=raw.updated_at,
    )
    told = {"revision": revision, "events": (*state.events, event)}
    return Decision(entry=entry, state=_remember(case, **gone, **told))


def _retractions(state: EntryState) -> tuple[Any, ...]:
    if not state.stands or state.last_event is None:
        return ()
    return retract(state.headline, state.body, language=state.language, event=state.last_event)


def _publish(case: _Case) -> Decision:
    raw, content, key = case.raw, case.content, case.arrival.key
    before = case.state if case.state is not None and case.state.events else None
    revision = before.revision + 1 if before else 1
    original = (
        None if before and before.stands else case.index.original_of(key, content, raw, case.now)
    )
    change = _change(before, content, raw, is_repeat=original is not None)
    event = event_id(key, revision, change)
    place = case.index.story_of(key, content, raw, before=before, original=original)
    deltas = _deltas(before, content) if before and change in {"revised", "corrected"} else ()
    entry = _copy(
        _ENTRY,
        event=event,
        change=change,
        desk=raw.desk,
        source=raw.source,
        coverage=raw.coverage,
        entry=key,
        entry_id=raw.entry_id,
        revision=revision,
        supersedes=before.last_event if before else None,
        deltas=deltas,
        original=original,
        story=place.story,
        regroups=place.regroups,
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
        embargoed_until=_utc(raw.embargoed_until),
        expires_at=_utc(raw.expires_at),
    )
    state = _remember(
        case,
        status="duplicated" if change == "duplicated" else "published",
        revision=revision,
        events=(*(before.events if before else ()), event),
        original=original.entry if original else None,
        story=place.story,
        regroups=(*(before.regroups if before else ()), *place.regroups),
        headline=content.headline,
        body=content.body,
        bylines=content.bylines,
        media=content.media,
        key_event=content.key_event,
        pinned=content.pinned,
        published_at=_utc(raw.published_at) or (before.published_at if before else None),
        fingerprint=content.fingerprint,
        held=None,
        due=None,
        expires_at=_utc(raw.expires_at),
    )
    return Decision(entry=entry, state=state)


def _deltas(before: EntryState, content: Content) -> tuple[Delta, ...]:
    """What changed; where it is nothing that readers notice, such as a link's address, that."""
    return compare(before.said, content.said) or (Delta(type="cosmetic"),)


def _change(
    before: EntryState | None, content: Content, raw: RawEntry, *, is_repeat: bool
) -> Change:
    if is_repeat:
        return "duplicated"
    if before is None:
        return "published"
    old, new = (f"{one.headline or ''}\n{one.body}" for one in (before, content))
    marked = raw.kind == "correction" or is_correction(old, new)
    return "corrected" if marked else "revised"


def _remember(case: _Case, **fields: Any) -> EntryState:
    """The state after this case: as it was, but for the fields given."""
    now: dict[str, Any] = {"stamp": case.stamp, "touched_at": case.now, **fields}
    if case.state is not None:
        return _copy(case.state, **now)
    raw = case.raw
    return _copy(
        _UNSEEN,
        key=case.arrival.key,
        entry_id=case.arrival.entry_id,
        desk=raw.desk,
        coverage=raw.coverage.id,
        source=raw.source,
        language=raw.language,
        has_own_id=raw.entry_id is not None,
        **now,
    )


def _stamp(raw: RawEntry) -> Stamp:
    return _copy(
        _TIMELESS,
        version=raw.version,
        changed_at=_utc(raw.updated_at or raw.published_at),
        fetched_at=_utc(raw.fetched_at),
    )


def _copy(model: M, **values: Any) -> M:
    """The model with other values, which are known to be right."""
    return model.model_copy(update=values)


def _utc(value: datetime | None) -> datetime | None:
    return value.astimezone(UTC) if value else None


_DECIDE = {"upsert": _upsert, "withdraw": _withdraw, "release": _release, "expire": _expire}
