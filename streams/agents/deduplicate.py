"""``news.raw`` → ``news.entries``: what is new, changed, taken back, repeated or to be held."""

from __future__ import annotations

from datetime import timedelta

from streams.core.deduplicate import EntryState, Index, decide, identify
from streams.delivery.codec import decode_raw, encode
from streams.delivery.records import Agent, Lookup, Record, Remembered, Step
from streams.topics import ENTRIES, RAW


def agent(memory: timedelta, window: timedelta, share: float = 0.6) -> Agent:
    """The agent; times are those of the log.

    Args:
        memory: how long an entry is remembered.
        window: how long a repeat of it is looked for.
        share: of the shorter text that a copy has in common.
    """

    def step(record: Record, past: Lookup) -> Step:
        raw = decode_raw(record.value)
        past.index.forget(raw.desk, record.now)
        arrival = identify(raw, past.index)
        state = past.get(arrival.key)
        decision = decide(arrival, state, past.index, record.now, memory)
        write = (decision.state.key, decision.state) if decision.state else None
        if decision.entry is None:
            return Step("no-op", decision.reason or "", write=write)
        told = filter(None, (decision.entry, decision.successor))
        outputs = tuple(encode(ENTRIES, record.key, entry) for entry in told)
        return Step(decision.entry.change, outputs=outputs, write=write)

    def dump(state: EntryState) -> object:
        # what is as it is by default takes no room, and is filled in when it is read
        return state.model_dump(mode="json", exclude_none=True, exclude_defaults=True)

    remembers = Remembered(
        "entries", EntryState.model_validate, dump, lambda: Index(memory, window, share)
    )
    return Agent("deduplicate", RAW, (ENTRIES,), step, remembers)
