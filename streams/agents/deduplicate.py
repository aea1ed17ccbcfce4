"""``news.raw`` → ``news.entries``: what is new, changed, taken back, repeated or to be held."""

from __future__ import annotations

from datetime import timedelta

from streams.core.deduplicate import EntryState, Index, decide, identify
from streams.delivery.codec import decode_raw, encode
from streams.delivery.records import Agent, Lookup, Record, Remembered, Step
from streams.topics import ENTRIES, RAW


def agent(memory: timedelta) -> Agent:
    """The agent; entries are remembered for so long, by the time of the log."""

    def step(record: Record, past: Lookup) -> Step:
        raw = decode_raw(record.value)
        state = past.get(identify(raw, past.index).key)
        decision = decide(raw, state, past.index, record.now, memory)
        write = (decision.state.key, decision.state) if decision.state else None
        if decision.entry is None:
            return Step("no-op", decision.reason or "", write=write)
        outputs = (encode(ENTRIES, record.key, decision.entry),)
        return Step(decision.entry.change, outputs=outputs, write=write)

    def dump(state: EntryState) -> object:
        return state.model_dump(mode="json", exclude_none=True)

    remembers = Remembered("entries", EntryState.model_validate, dump, Index)
    return Agent("deduplicate", RAW, (ENTRIES,), step, remembers)
