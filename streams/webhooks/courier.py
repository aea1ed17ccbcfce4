"""One subscription at work: what its intake reads is delivered, retried, or given up."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from .backlog import Backlog, Delivery, Failure
from .intake import Intake
from .letters import Letters
from .means import Means
from .model import Disabled, Reason, State, Subscription, Tested, Undelivered, Waiting

_log = logging.getLogger(__name__)


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
        self._means = means
        self._fail = fail
        self._backlog = Backlog(
            means.rules,
            means.rng,
            breaker=state.breaker,
            held_until=state.held_until,
            failing_since=state.failing_since,
            last_success=state.last_delivered_at,
        )
        self._letters = Letters(subscription.id, partition, means, state.dead)
        self._intake = Intake(
            subscription, state, self._backlog, self._letters, means, changed=self._changed
        )
        self._work: list[asyncio.Task[None]] = []
        self._attempts: set[asyncio.Task[None]] = set()
        self._news = asyncio.Event()

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
        self._work = [self._task(self._intake.run()), self._task(self._dispatch())]

    async def stop(self) -> None:
        """End; what is in flight may come to its end for a moment."""
        await _end(self._work)
        if self._attempts:
            await asyncio.wait(self._attempts, timeout=self._means.grace_s)
        await _end(list(self._attempts))

    def send_again(self, letter: Undelivered) -> None:
        """Deliver a dead letter once more."""
        self._intake.send_again(letter)

    def forget(self, letter: Undelivered) -> None:
        """A dead letter is not to be delivered any more, if that is not under way."""
        self._intake.forget(letter)

    def note_test(self, tested: Tested) -> None:
        """What became of a test is part of the state."""
        self._note(tested=tested)

    def state(self) -> State:
        """How far it is now."""
        waiting = [_waiting(one) for one in self._backlog.deliveries if not one.again]
        return self._state.model_copy(
            update={
                "next": dict(self._intake.next),
                "waiting": (*self._intake.unrestored, *waiting),
                "breaker": self._backlog.breaker,
                "held_until": self._backlog.held_until,
                "failing_since": self._backlog.failing_since,
                "dead": self._letters.dead,
                "missed": self._intake.missed,
                "at": self._means.clock.now(),
            }
        )

    async def _dispatch(self) -> None:
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
                await self._letters.forget(delivery.id)
            self._backlog.succeeded(delivery.ref, now)
            self._note(delivered=self._state.delivered + 1, last_delivered_at=now)
        else:
            await self._failed(delivery, answer.failure, now)
        self._intake.make_room()

    async def _failed(self, delivery: Delivery, failure: Failure, now: datetime) -> None:
        was_closed = self.is_closed
        verdict = self._backlog.failed(delivery.ref, now, failure)
        self._note(last_failed_at=now, last_failure=failure.error)
        if was_closed and not self.is_closed:
            _log.warning("%s: the endpoint is down: %s", self.subscription.id, failure.error)
        if verdict.dead is not None:
            await self._give_up(verdict.dead, "exhausted")
        if verdict.disable is not None and not self.is_disabled:
            _log.warning(
                "%s: disabled, %s: %s", self.subscription.id, verdict.disable, failure.error
            )
            self._note(disabled=Disabled(reason=verdict.disable, at=now))
            for task in self._work:
                task.cancel()

    async def _give_up(self, delivery: Delivery, reason: Reason) -> None:
        await self._letters.bury(delivery.ref, delivery.id, reason, delivery)
        self._backlog.remove(delivery.ref)
        self._intake.make_room()
        self._changed()

    def _note(self, **changes: Any) -> None:
        self._state = self._state.model_copy(update=changes)
        self._changed()

    def _changed(self) -> None:
        self.is_dirty = True
        self._news.set()

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
