"""The end of Faust's table recovery, in an order that loses nothing.

Faust 0.15 first lets the stream partitions deliver, then seeks to the committed offsets, and
then clears every stream queue: what was fetched in between is thrown away, while the read
position has moved on. Measured at nearly every restart with a backlog. Here the queues are
cleared before any stream partition delivers. The same fault stands in ``_resume_streams``,
which runs where an app has no tables to recover.

To be removed once Faust does it in this order; ``apply`` refuses a Faust that it was not
written for.
"""

from __future__ import annotations

import asyncio
import hashlib
import inspect
from typing import Any

from faust.tables.recovery import Recovery

_WRITTEN_FOR = {
    "on_recovery_completed": "6ef567acf072e46d",
    "_resume_streams": "d986a6710c1aca98",
}


def fingerprint(function: Any) -> str:
    """A hash of a function's source."""
    return hashlib.sha256(inspect.getsource(function).encode()).hexdigest()[:16]


def apply() -> None:
    """Put the order right in the Faust that is installed.

    Raises:
        RuntimeError: this Faust's recovery is not the one that the override was written for.
    """
    if Recovery.on_recovery_completed is on_recovery_completed:
        return
    for name, expected in _WRITTEN_FOR.items():
        found = fingerprint(getattr(Recovery, name))
        if found != expected:
            raise RuntimeError(
                f"faust.tables.recovery.Recovery.{name} has changed ({found}): see whether it now "
                "clears the queues before it resumes the partitions, and mend or remove "
                "streams/delivery/recovery.py"
            )
    Recovery.on_recovery_completed = on_recovery_completed
    Recovery._resume_streams = resume_streams  # noqa: SLF001 - this is the place to mend


async def on_recovery_completed(self: Any, generation_id: int = 0) -> None:
    """Tables are restored: tell them, then let the streams go on."""
    await self.app.on_rebalance_complete.send()
    self._set_recovery_ended()
    callbacks = [
        asyncio.ensure_future(
            table.on_recovery_completed(
                self.actives_for_table[table], self.standbys_for_table[table]
            )
        )
        for table in self.tables.values()
    ]
    if callbacks:
        await asyncio.wait(callbacks)
    if await _let_streams_go_on(self, generation_id):
        self.tables.on_actives_ready()
        if not self.app.assignor.assigned_standbys():
            self.tables.on_standbys_ready()
        self.app.on_rebalance_end()


async def resume_streams(self: Any, generation_id: int = 0) -> None:
    """There was nothing to restore: let the streams go on."""
    await self.app.on_rebalance_complete.send()
    if await _let_streams_go_on(self, generation_id):
        self.tables.on_actives_ready()
        self.tables.on_standbys_ready()
        self.app.on_rebalance_end()


async def _let_streams_go_on(self: Any, generation_id: int) -> bool:
    app, consumer = self.app, self.app.consumer
    assignment = consumer.assignment()
    if app.consumer_generation_id != generation_id:
        self.log.warning("rebalancing again, this recovery is void")
        return False
    streams = {tp for tp in assignment if not self._is_changelog_tp(tp)}
    if assignment:
        await self._wait(consumer.perform_seek(), timeout=app.conf.broker_request_timeout)
        # That leaves partitions without a commit where early fetching has moved them to, and
        # their first records would be cleared away below: back to the beginning of the log.
        fresh = {tp for tp in streams if not consumer._committed_offset.get(tp)}  # noqa: SLF001
        if fresh:
            await consumer.seek_wait(await consumer.earliest_offsets(*fresh))
    self.completed.set()
    app.flow_control.resume()  # clears the stream queues: before any stream partition delivers
    consumer.resume_partitions(streams)
    consumer.resume_flow()
    await app._fetcher.maybe_start()  # noqa: SLF001 - as Faust itself does
    return True
