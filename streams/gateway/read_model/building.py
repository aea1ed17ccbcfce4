"""The read model kept up with the topics: built, followed, pruned, and built anew when it must be."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from aiokafka.errors import KafkaError

from streams.delivery.records import Record
from streams.errors import BrokerError, OffsetsGone, ReadModelStale
from streams.gateway.following import Log, Place, following
from streams.settings import Settings
from streams.topics import EVENTS, STORIES

from . import writing
from .pruning import prune
from .store import Store, is_damage
from .writing import Applied, Mark

_log = logging.getLogger(__name__)

_LOOK_EVERY_S: Final = 1.0
_PRUNE_EVERY_S: Final = 60.0
_TRY_AGAIN_S: Final = 1.0
_BATCH: Final = 1_000


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the read model is.

    Attributes:
        complete: the end of the log was reached since the file was begun.
        lag: records that are on the log and not in it; ``None`` while that is not known.
        trouble: what keeps it from going on, in words.
        rebuilds: how often the file was begun anew.
    """

    complete: bool = False
    lag: int | None = None
    trouble: str | None = None
    rebuilds: int = 0


class Builder:
    """Follows ``news.events`` and ``news.stories`` into a store.

    Args:
        settings: how to connect.
        store: one that is open.
        applied: is told what became of each batch.
        clock: seconds that never go back.

    Attributes:
        progress: how far it is.
    """

    def __init__(
        self,
        settings: Settings,
        store: Store,
        applied: Callable[[Applied], None] = lambda _: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._store = store
        self._applied = applied
        self._clock = clock
        self.progress = Progress()

    async def run(self) -> None:
        """Go on for ever, whatever happens to Kafka and the file."""
        while True:
            try:
                async with following(self._settings, EVENTS, STORIES) as log:
                    await self._follow(log)
            except (OffsetsGone, ReadModelStale) as error:
                await self._renew(str(error))
            except sqlite3.DatabaseError as error:
                if is_damage(error):
                    await self._renew(str(error))
                else:  # the disk is full, say
                    await self._pause(f"the read model cannot be written: {error}")
            except (BrokerError, KafkaError, OSError) as error:
                await self._pause(str(error))
            except Exception:  # noqa: BLE001 - logged with its trace; who asks is told
                _log.exception("the read model: unexpected")
                await self._pause("an error of ours; it is in the log")

    async def _follow(self, log: Log) -> None:
        beginnings, ends = await log.beginnings(), await log.ends()
        marks = await self._store.write(writing.marks)
        self.progress = replace(
            self.progress, complete=await self._store.write(writing.is_complete), trouble=None
        )
        starts = _starts(marks, beginnings, ends)
        await self._store.write(prune, beginnings)
        looked = pruned = self._clock()
        async for records in log.follow(starts, wake_s=_LOOK_EVERY_S / 2, most=_BATCH):
            if records:
                await self._apply(records)
            if self._store.damaged.is_set():
                raise ReadModelStale("the file is broken")
            now = self._clock()
            if now - looked >= _LOOK_EVERY_S or not self.progress.complete:
                looked = now
                if not self._store.is_there():
                    raise ReadModelStale("the file was deleted")
                await self._look(log)
            if now - pruned >= _PRUNE_EVERY_S:
                pruned = now
                await self._store.write(prune, await log.beginnings())

    async def _apply(self, records: list[Record]) -> None:
        applied = await self._store.write(writing.apply, records)
        self._applied(applied)
        if applied.skipped:
            _log.warning("%d records are no events or stories; they are left out", applied.skipped)

    async def _look(self, log: Log) -> None:
        ends, positions = await log.ends(), await log.positions()
        lag = sum(max(0, end - positions[place]) for place, end in ends.items())
        if lag == 0 and not self.progress.complete:
            await self._store.write(writing.complete)
            self.progress = replace(self.progress, complete=True)
            _log.info("the read model is complete")
        self.progress = replace(self.progress, lag=lag)

    async def _renew(self, why: str) -> None:
        _log.warning("the read model is built anew: %s", why)
        await self._store.renew()
        self.progress = replace(
            self.progress, complete=False, lag=None, rebuilds=self.progress.rebuilds + 1
        )

    async def _pause(self, why: str) -> None:
        if why != self.progress.trouble:
            _log.warning("the read model waits: %s", why)
        self.progress = replace(self.progress, trouble=why)
        await asyncio.sleep(_TRY_AGAIN_S)


def _starts(
    marks: Mapping[Place, Mark], beginnings: Mapping[Place, int], ends: Mapping[Place, int]
) -> dict[Place, int]:
    """Where to go on: at the last record that is known, so that it can be recognised.

    Raises:
        ReadModelStale: the log begins after what is known, or ends before it.
    """
    if strangers := marks.keys() - ends.keys():
        raise ReadModelStale(f"the log has no {min(strangers)}")
    for place, mark in marks.items():
        if not beginnings[place] <= mark.next <= ends[place]:
            raise ReadModelStale(
                f"{place.topic}/{place.partition} holds offsets {beginnings[place]} to "
                f"{ends[place]}, and {mark.next} is next"
            )
    return {
        place: max(beginning, marks[place].last) if place in marks else beginning
        for place, beginning in beginnings.items()
    }
