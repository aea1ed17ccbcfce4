"""One subscription at work: reads its topic from its own place, and delivers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from pydantic import ValidationError

from streams.delivery.records import Record
from streams.errors import OffsetsGone
from streams.gateway.following import Log, Place, following
from streams.topics import WEBHOOK_DEAD_LETTERS

from .backlog import Backlog, Delivery, Failure, Ref
from .lookup import look_up
from .means import TOPIC_OF, Means
from .message import reader, unselected
from .model import Disabled, Reason, State, Subscription, Tested, Undelivered, Waiting

_log = logging.getLogger(__name__)

Tried = Delivery | Waiting | Undelivered

_FETCH_BYTES: Final = 1024 * 1024
_AT_ONCE: Final = 50
_SILENCE_S: Final = 0.5


class Courier:
    """Delivers for one subscription.

    Args:
        subscription: whose; may be replaced by one with other secrets at any time.
        state: how far it is.
        partition: of the subscription's own records.
        means: what it needs from outside.
        fail: is told what makes going on impossible.

    Attributes:
        subscription: the same.
        is_dirty: its state is not written as it is.
    """

    def __init__(
        self,
        subscription: Subscription,
        state: State,
        partition: int,
        means: Means,
        fail: Callable[[Exception], None],
    ) -> None:
        self.subscription = subscription
        self.is_dirty = False
        self._state = state
        self._partition = partition
        self._means = means
        self._fail = fail
        self._topic = TOPIC_OF[subscription.of]
        self._next = dict(state.next)
        self._read = reader(subscription.of, subscription.selection)
        self._backlog = Backlog(
            means.rules,
            means.rng,
            breaker=state.breaker,
            held_until=state.held_until,
            failing_since=state.failing_since,
            last_success=state.last_delivered_at,
        )
        # until they are looked up again, what waited stays in the state as it was
        self._unrestored = state.waiting
        self._again: dict[Ref, Undelivered] = {}
        self._work: list[asyncio.Task[None]] = []
        self._attempts: set[asyncio.Task[None]] = set()
        self._news = asyncio.Event()
        self._room = asyncio.Event()

    @property
    def is_closed(self) -> bool:
        """Whether its endpoint is up, as far as is known."""
        return self._backlog.breaker.is_closed

    @property
    def is_disabled(self) -> bool:
        """Whether the service has stopped it."""
        return self._state.disabled is not None

    @property
    def waiting(self) -> int:
        """Deliveries in memory."""
        return len(self._backlog)

    def start(self) -> None:
        """Begin to read and to deliver."""
        self._work = [self._task(self._reading()), self._task(self._dispatching())]

    async def stop(self) -> None:
        """End; what is in flight may come to its end for a moment."""
        await _end(self._work)
        if self._attempts:
            await asyncio.wait(self._attempts, timeout=self._means.grace_s)
        await _end(list(self._attempts))

    def send_again(self, letter: Undelivered) -> None:
        """Deliver a dead letter once more."""
        if letter.partition is not None and letter.offset is not None:
            self._again[Ref(letter.partition, letter.offset)] = letter
            self._room.set()

    def forget(self, letter: Undelivered) -> None:
        """A dead letter is not to be delivered any more, if it is not under way already."""
        if letter.partition is not None and letter.offset is not None:
            self._again.pop(Ref(letter.partition, letter.offset), None)

    def note_test(self, tested: Tested) -> None:
        """What became of a test is part of the state."""
        self._note_state(tested=tested)

    def state(self) -> State:
        """How far it is now."""
        waiting = [_waiting(one) for one in self._backlog.deliveries if not one.again]
        return self._state.model_copy(
            update={
                "next": dict(self._next),
                "waiting": (*self._unrestored, *waiting),
                "breaker": self._backlog.breaker,
                "held_until": self._backlog.held_until,
                "failing_since": self._backlog.failing_since,
                "at": self._means.clock.now(),
            }
        )

    # --- reading ------------------------------------------------------------------------------

    async def _reading(self) -> None:
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
            self.is_dirty = True
            self._news.set()

    async def _note(self, record: Record) -> None:
        ref = Ref(record.position.partition, record.position.offset)
        if record.value is not None:  # a story that was taken away says nothing
            try:
                message = self._read(record.value)
            except ValidationError:
                await self._bury(ref, self._stand_in(ref), "unreadable")
            else:
                if message is not None:
                    self._backlog.add(Delivery(ref, message.id, message.body, message.keys))
        self._next[ref.partition] = ref.offset + 1

    async def _go_on(self, log: Log) -> None:
        """Read on from where we are, or from where the log begins now."""
        beginnings, ends = await log.beginnings(), await log.ends()
        offsets: dict[Place, int] = {}
        for place in log.places:
            first, end = beginnings[place], ends[place]
            wanted = self._next.get(place.partition, first)
            if not first <= wanted <= end:
                missed = max(0, first - wanted)
                _log.warning(
                    "%s: the log has lost %d records of %s", self.subscription.id, missed, place
                )
                self._state = self._state.model_copy(update={"missed": self._state.missed + missed})
                self._means.metrics.missed.inc(missed)
                self.is_dirty = True
                wanted = first
            self._next[place.partition] = offsets[place] = wanted
        log.start(offsets)

    async def _restore(self, log: Log) -> None:
        """Look up what was in hand when the state was written."""
        refs = {Ref(one.partition, one.offset): one for one in self._unrestored}
        found = await look_up(log, self._topic.name, refs)
        values = {ref: record.value for ref, record in found.items() if record.value is not None}
        # of a story a later state has taken its place, and comes by itself
        if self.subscription.of != "stories":
            for ref in refs.keys() - values.keys():
                one = refs[ref]
                await self._bury(ref, one.id, "expired", one)
        for ref, one in refs.items():
            if ref in values:
                delivery = self._delivery(ref, values[ref])
                self._backlog.add(
                    replace(
                        delivery,
                        attempts=one.attempts,
                        first_failed_at=one.first_failed_at,
                        due_at=one.due_at,
                        status=one.status,
                        error=one.error,
                    )
                )
        self._unrestored = ()
        self._news.set()

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
                await self._bury(ref, letter.id, "expired", letter)
                continue
            self._backlog.add(replace(self._delivery(ref, record.value), again=True))
        self._news.set()

    def _delivery(self, ref: Ref, value: bytes) -> Delivery:
        message = unselected(self.subscription.of, value)
        return Delivery(ref, message.id, message.body, message.keys)

    # --- delivering ---------------------------------------------------------------------------

    async def _dispatching(self) -> None:
        while True:
            self._news.clear()
            now = self._means.clock.now()
            for delivery in self._backlog.begin(now):
                task = self._task(self._attempt(delivery))
                self._attempts.add(task)
                task.add_done_callback(self._attempts.discard)
            poison = self._backlog.give_up(now)
            if poison is not None:
                await self._give_up(poison, "backlog")
                continue
            await self._wait_until(self._backlog.wake_at(), now)

    async def _wait_until(self, moment: datetime | None, now: datetime) -> None:
        wait_s = None if moment is None else max(0.0, (moment - now).total_seconds())
        try:
            async with asyncio.timeout(wait_s):
                await self._news.wait()
        except TimeoutError:
            pass

    async def _attempt(self, delivery: Delivery) -> None:
        answer = await self._means.poster.post(self.subscription, delivery.id, delivery.body)
        self._means.metrics.attempted(answer)
        now = self._means.clock.now()
        if answer.failure is None:
            # after the last attempt its letter may have been written, and then we were stopped
            if delivery.again or delivery.attempts > len(self._means.rules.schedule.pauses_s):
                await self._forget(delivery.id)
            self._backlog.succeeded(delivery.ref, now)
            self._note_state(delivered=self._state.delivered + 1, last_delivered_at=now)
        else:
            await self._failed(delivery, answer.failure, now)
        self._room.set()
        self._news.set()

    async def _failed(self, delivery: Delivery, failure: Failure, now: datetime) -> None:
        was_closed = self.is_closed
        verdict = self._backlog.failed(delivery.ref, now, failure)
        self._note_state(last_failed_at=now, last_failure=failure.error)
        if was_closed and not self.is_closed:
            _log.warning("%s: the endpoint is down: %s", self.subscription.id, failure.error)
        if verdict.dead is not None:
            await self._give_up(verdict.dead, "exhausted")
        if verdict.disable is not None and not self.is_disabled:
            _log.warning(
                "%s: disabled, %s: %s", self.subscription.id, verdict.disable, failure.error
            )
            self._note_state(disabled=Disabled(reason=verdict.disable, at=now))
            for task in self._work:
                task.cancel()

    async def _give_up(self, delivery: Delivery, reason: Reason) -> None:
        await self._bury(delivery.ref, delivery.id, reason, delivery)
        self._backlog.remove(delivery.ref)
        self._room.set()

    # --- keeping ------------------------------------------------------------------------------

    async def _bury(self, ref: Ref, id_: str, reason: Reason, tried: Tried | None = None) -> None:
        letter = Undelivered(
            subscription=self.subscription.id,
            id=id_,
            partition=ref.partition,
            offset=ref.offset,
            reason=reason,
            attempts=tried.attempts if tried else 0,
            status=tried.status if tried else None,
            error=tried.error if tried else None,
            at=self._means.clock.now(),
        )
        await self._means.writer.put(WEBHOOK_DEAD_LETTERS, self._partition, letter.key, letter)
        self._means.metrics.dead_letters.labels(reason).inc()
        self._note_state(dead=self._state.dead + 1)
        _log.warning("%s: %s is a dead letter, %s", letter.subscription, id_, reason)

    async def _forget(self, id_: str) -> None:
        key = f"{self.subscription.id}/{id_}".encode()
        await self._means.writer.put(WEBHOOK_DEAD_LETTERS, self._partition, key, None)

    def _note_state(self, **changes: Any) -> None:
        self._state = self._state.model_copy(update=changes)
        self.is_dirty = True

    def _stand_in(self, ref: Ref) -> str:
        return f"{self.subscription.of}-{ref.partition}-{ref.offset}"

    def _task(self, work: Any) -> asyncio.Task[None]:
        task: asyncio.Task[None] = asyncio.create_task(work)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and isinstance(error := task.exception(), Exception):
            self._fail(error)


def _waiting(one: Delivery) -> Waiting:
    return Waiting(
        id=one.id,
        partition=one.ref.partition,
        offset=one.ref.offset,
        attempts=one.attempts,
        first_failed_at=one.first_failed_at,
        due_at=one.due_at,
        status=one.status,
        error=one.error,
    )


async def _end(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
