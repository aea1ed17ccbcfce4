"""What one raw entry means, given the past of its entry: an event, or nothing and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from schemas import Entry
from streams.core.enrich import retract
from streams.core.ids import event_id

from .case import Case, stamp_of, utc
from .content import read
from .identity import Arrival
from .index import Index
from .publish import publish, withdrawal_of
from .state import EntryState
from .succeed import succeed

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


@dataclass(frozen=True, slots=True)
class Decision:
    """What follows from one raw entry.

    Attributes:
        entry: what goes on to the next stage, or nothing.
        successor: the copy that takes the place of an entry which is taken back; goes on after it.
        reason: why nothing goes on.
        state: what to remember of the entry from now on; absent where nothing changes.
    """

    entry: Entry | None = None
    successor: Entry | None = None
    reason: NoOp | None = None
    state: EntryState | None = None


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
    if state is not None:
        state = index.standing(state)
    if state is not None and state.touched_at + memory < now:
        state = None
    case = Case(arrival, stamp_of(arrival.raw), state, index, now, memory)
    return _DECIDE[arrival.raw.operation](case)


def _upsert(case: Case) -> Decision:
    raw, state = case.raw, case.state
    if case.is_stale:
        return Decision(reason="stale")
    if state is not None and state.is_gone and not state.stamp.is_said_before(case.stamp):
        return Decision(reason="withdrawn" if state.status == "withdrawn" else "expired")
    if raw.expires_at is not None and raw.expires_at <= case.now:
        return _end(case, "expired")
    waits = raw.embargoed_until is not None and raw.embargoed_until > case.now
    if state is not None and not state.is_gone and case.content.fingerprint == state.fingerprint:
        same_wait = state.due == utc(raw.embargoed_until) if waits else state.held is None
        if same_wait:
            return _unchanged(case, state)
    if waits:
        return _hold(case)
    return _publish(case)


def _publish(case: Case) -> Decision:
    entry, state = publish(case)
    return Decision(entry=entry, state=state)


def _unchanged(case: Case, state: EntryState) -> Decision:
    if not state.stamp.is_before(case.stamp):
        return Decision(reason="unchanged")
    # a version between the two may still come: it must be seen to be the older one
    moved = {"stamp": case.stamp, "touched_at": case.now}
    return Decision(reason="unchanged", state=state.model_copy(update=moved))


def _hold(case: Case) -> Decision:
    due = utc(case.raw.embargoed_until)
    state = case.remember(
        fingerprint=case.content.fingerprint,
        held=case.raw,
        due=due,
        touched_at=max(filter(None, (due, case.now))),
    )
    return Decision(reason="held", state=state)


def _release(case: Case) -> Decision:
    state = case.state
    if state is None or state.held is None or state.due is None:
        return Decision(reason="nothing-to-release")
    if state.due > case.now:
        return Decision(reason="embargo-not-over")
    arrival = replace(case.arrival, raw=state.held, content=read(state.held))
    return _publish(replace(case, arrival=arrival, stamp=state.stamp))


def _expire(case: Case) -> Decision:
    state = case.state
    if state is None or state.expires_at is None or state.is_gone:
        return Decision(reason="nothing-to-expire")
    if state.expires_at > case.now:
        return Decision(reason="not-expired-yet")
    return _end(replace(case, stamp=state.stamp), "expired")


def _withdraw(case: Case) -> Decision:
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


def _end(case: Case, reason: Literal["withdrawn", "expired"]) -> Decision:
    """Take back what is there; remember that nothing older may come."""
    state = case.state
    gone: dict[str, Any] = {
        "status": reason,
        "held": None,
        "due": None,
        "expires_at": None,
        "spare": None,
        "fingerprint": "",
    }
    if state is None or not state.events or state.is_gone:
        waited = state is not None and state.held is not None
        quiet: NoOp = "withdrawn-while-held" if waited else "withdrawn-before-creation"
        return Decision(
            reason="expired" if reason == "expired" else quiet,
            state=case.remember(**gone),
        )
    revision = state.revision + 1
    event = event_id(case.arrival.key, revision, "withdrawn")
    entry = withdrawal_of(
        case,
        state,
        event=event,
        revision=revision,
        reason=reason,
        retracts=_retractions(state),
    )
    successor, heir = succeed(case, state) if state.stands else (None, None)
    heirs = (*state.heirs, heir) if heir else state.heirs
    told = {"revision": revision, "events": (*state.events, event), "heirs": heirs}
    return Decision(entry=entry, successor=successor, state=case.remember(**gone, **told))


def _retractions(state: EntryState) -> tuple[Any, ...]:
    if not state.stands or state.last_event is None:
        return ()
    return retract(state.headline, state.body, language=state.language, event=state.last_event)


_DECIDE = {"upsert": _upsert, "withdraw": _withdraw, "release": _release, "expire": _expire}
