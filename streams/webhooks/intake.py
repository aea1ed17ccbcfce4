"""What one subscription reads: its topic from its own place, into its backlog."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from pydantic import ValidationError

from streams.delivery.records import Record
from streams.errors import OffsetsGone
from streams.gateway.following import Log, Place, following

from .backlog import Backlog, Delivery, Ref
from .letters import Letters
from .lookup import look_up
from .means import TOPIC_OF, Means
from .message import reader, unselected
from .model import State, Subscription, Undelivered, Waiting

_log = logging.getLogger(__name__)

_FETCH_BYTES: Final = 1024 * 1024
_AT_ONCE: Final = 50
_SILENCE_S: Final = 0.5


class Intake:
    """Reads as long as the backlog has room.

    Args:
        subscription: whose topic and selection.
        state: how far it was.
        backlog: where deliveries go.
        letters: where records go that are no events, and what the log has lost.
        means: what it needs from outside.
        changed: is told when there is something new in the backlog or in the state.

    Attributes:
        next: the offset of each partition to read on from.
        unrestored: what waited when the state was written, until it is in the backlog again.
        missed: how many records the log had lost.
    """

    def __init__(
        self,
        subscription: Subscription,
        state: State,
        backlog: Backlog,
        letters: Letters,
        means: Means,
        *,
        changed: Callable[[], None],
    ) -> None:
        self.next = dict(state.next)
        self.unrestored: tuple[Waiting, ...] = state.waiting
        self.missed = state.missed
        self._of = subscription.of
        self._name = subscription.id
        self._topic = TOPIC_OF[subscription.of]
        self._read = reader(subscription.of, subscription.selection)
        self._backlog = backlog
        self._letters = letters
        self._means = means
        self._changed = changed
        self._again: dict[Ref, Undelivered] = {}
        self._room = asyncio.Event()

    def make_room(self) -> None:
        """The backlog may have room."""
        self._room.set()

    def send_again(self, letter: Undelivered) -> None:
        """Take a dead letter into the backlog once more."""
        if letter.partition is not None and letter.offset is not None:
            self._again[Ref(letter.partition, letter.offset)] = letter
            self._room.set()

    def forget(self, letter: Undelivered) -> None:
        """A dead letter is not wanted any more, if it is not in the backlog already."""
        if letter.partition is not None and letter.offset is not None:
            self._again.pop(Ref(letter.partition, letter.offset), None)

    async def run(self) -> None:
        """Read for ever.

        Raises:
            BrokerError: Kafka cannot be reached.
            DeliveryError: a dead letter could not be written.
        """
        async with following(self._means.settings, self._topic, fetch_bytes=_FETCH_BYTES) as log:
            await self._restore(log)
            await self._go_on(log)
            while True:
                self._room.clear()
                if self._backlog.is_full:
                    await self._room.wait()
                elif self._again:
                    await self._take_again(log)
                    await self._go_on(log)
                else:
                    await self._take(log)

    async def _take(self, log: Log) -> None:
        room = self._means.rules.most - len(self._backlog)
        try:
            records = await log.take(_SILENCE_S, most=min(_AT_ONCE, room))
        except OffsetsGone:
            await self._go_on(log)
            return
        for record in records:
            await self._note(record)
        if records:
            self._changed()

    async def _note(self, record: Record) -> None:
        ref = Ref(record.position.partition, record.position.offset)
        if record.value is not None:  # a story that was taken away says nothing
            try:
                message = self._read(record.value)
            except ValidationError:
                stand_in = f"{self._of}-{ref.partition}-{ref.offset}"
                await self._letters.bury(ref, stand_in, "unreadable")
            else:
                if message is not None:
                    self._backlog.add(Delivery(ref, message.id, message.body, message.keys))
        self.next[ref.partition] = ref.offset + 1

    async def _go_on(self, log: Log) -> None:
        """Read on from where we are, or from where the log begins now."""
        beginnings, ends = await log.beginnings(), await log.ends()
        offsets: dict[Place, int] = {}
        for place in log.places:
            first, end = beginnings[place], ends[place]
            wanted = self.next.get(place.partition, first)
            if not first <= wanted <= end:
                missed = max(0, first - wanted)
                _log.warning("%s: the log has lost %d records of %s", self._name, missed, place)
                self._means.metrics.missed.inc(missed)
                self.missed += missed
                wanted = first
                self._changed()
            self.next[place.partition] = offsets[place] = wanted
        log.start(offsets)

    async def _restore(self, log: Log) -> None:
        """Look up what was in hand when the state was written."""
        refs = {Ref(one.partition, one.offset): one for one in self.unrestored}
        found = await look_up(log, self._topic.name, refs)
        values = {ref: record.value for ref, record in found.items() if record.value is not None}
        # of a story a later state has taken its place, and comes by itself
        if self._of != "stories":
            for ref in refs.keys() - values.keys():
                await self._letters.bury(ref, refs[ref].id, "expired", refs[ref])
        for ref, one in refs.items():
            if ref in values:
                self._backlog.add(
                    replace(
                        self._delivery(ref, values[ref]),
                        attempts=one.attempts,
                        first_failed_at=one.first_failed_at,
                        due_at=one.due_at,
                        status=one.status,
                        error=one.error,
                    )
                )
        self.unrestored = ()
        self._changed()

    async def _take_again(self, log: Log) -> None:
        room = self._means.rules.most - len(self._backlog)
        some = dict(list(self._again.items())[: min(_AT_ONCE, room)])
        found = await look_up(log, self._topic.name, some)
        for ref, letter in some.items():
            self._again.pop(ref, None)
            record = found.get(ref)
            if ref in self._backlog:
                continue
            if record is None or record.value is None:
                await self._letters.bury(ref, letter.id, "expired", letter)
            else:
                self._backlog.add(replace(self._delivery(ref, record.value), again=True))
        self._changed()

    def _delivery(self, ref: Ref, value: bytes) -> Delivery:
        message = unselected(self._of, value)
        return Delivery(ref, message.id, message.body, message.keys)
