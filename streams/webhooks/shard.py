"""The subscriptions of one partition: whoever is given the partition delivers for all of them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Final

from pydantic import ValidationError

from streams.delivery.records import Record
from streams.gateway.following import Log, Place, following
from streams.topics import WEBHOOK_DEAD_LETTERS, WEBHOOK_STATES, WEBHOOK_TOPICS, WEBHOOKS

from .courier import Courier
from .epoch import is_same_work, state_for
from .means import Means
from .message import message_of_test
from .model import State, Subscription, Tested, Undelivered

_log = logging.getLogger(__name__)

_SILENCE_S: Final = 0.5
_FETCH_BYTES: Final = 4 * 1024 * 1024


class Shard:
    """Starts and stops the couriers of one partition, as its subscriptions change.

    Args:
        partition: which one.
        means: what deliveries need from outside.
        fail: is told what makes going on impossible.

    Attributes:
        couriers: by subscription.
        is_loaded: all that was kept has been read.
    """

    def __init__(self, partition: int, means: Means, fail: Callable[[Exception], None]) -> None:
        self.couriers: dict[str, Courier] = {}
        self.is_loaded = False
        self._partition = partition
        self._means = means
        self._fail = fail
        self._subscriptions: dict[str, Subscription] = {}
        self._states: dict[str, State] = {}
        self._letters: dict[bytes, Undelivered] = {}
        self._unknown: set[str] = set()
        self._changed: set[str] = set()
        self._tests: set[asyncio.Task[None]] = set()
        self._work: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin, in tasks of its own."""
        self._work = [asyncio.create_task(self._following()), asyncio.create_task(self._saving())]
        for task in self._work:
            task.add_done_callback(self._ended)

    async def stop(self) -> None:
        """End all deliveries, and write down how far they are."""
        for task in (*self._work, *self._tests):
            task.cancel()
        await asyncio.gather(*self._work, *self._tests, return_exceptions=True)
        await asyncio.gather(*(self._stop_courier(id_) for id_ in list(self.couriers)))
        await self._save()

    @property
    def disabled(self) -> int:
        """Subscriptions that get nothing: switched off, or stopped by the service."""
        return sum(not self._is_on(id_) for id_ in self._subscriptions)

    # --- what is kept -------------------------------------------------------------------------

    async def _following(self) -> None:
        settings = self._means.settings
        async with following(settings, *WEBHOOK_TOPICS, fetch_bytes=_FETCH_BYTES) as log:
            await self._load(log)
            while True:
                for record in await log.take(_SILENCE_S):
                    await self._note(record, is_news=True)

    async def _load(self, log: Log) -> None:
        places = [Place(topic.name, self._partition) for topic in WEBHOOK_TOPICS]
        beginnings, ends = await log.beginnings(), await log.ends()
        log.start({place: beginnings[place] for place in places})
        positions: Mapping[Place, int] = {place: beginnings[place] for place in places}
        while any(positions[place] < ends[place] for place in places):
            for record in await log.take(_SILENCE_S):
                await self._note(record, is_news=False)
            positions = await log.positions()
        # our own states are not news to us
        log.start(
            {place: at for place, at in positions.items() if place.topic != WEBHOOK_STATES.name}
        )
        await self._drop(lambda owner: owner not in self._subscriptions)
        for id_ in self._subscriptions:
            self._start_courier(id_)
        for letter in list(self._letters.values()):
            self._send_again(letter)
        self.is_loaded = True
        _log.info("partition %d: %d subscriptions", self._partition, len(self._subscriptions))

    async def _note(self, record: Record, *, is_news: bool) -> None:
        key = record.key or b""
        try:
            if record.position.topic == WEBHOOKS.name:
                await self._note_subscription(key.decode(), record.value, is_news=is_news)
            elif record.position.topic == WEBHOOK_STATES.name:
                self._note_state(key.decode(), record.value)
            else:
                self._note_letter(key, record.value, is_news=is_news)
        except ValidationError as error:
            # written by a newer version, or by hand: what others wrote stays as it is
            _log.error("%s: %s cannot be read: %s", record.position, key, error.errors()[:1])
            if record.position.topic == WEBHOOK_STATES.name:
                # it would begin anew, and send everything again
                self._unknown.add(key.decode())

    async def _note_subscription(self, id_: str, value: bytes | None, *, is_news: bool) -> None:
        if value is None:
            self._subscriptions.pop(id_, None)
            if is_news:
                await self._stop_courier(id_)
                await self._drop(lambda owner: owner == id_)
            return
        old, new = self._subscriptions.get(id_), Subscription.model_validate_json(value)
        self._subscriptions[id_] = new
        if not is_news:
            return
        courier = self.couriers.get(id_)
        if courier is not None and old is not None and is_same_work(old, new):
            courier.subscription = new  # nothing is interrupted
            return
        await self._stop_courier(id_)
        self._start_courier(id_)
        for letter in list(self._letters.values()):
            self._send_again(letter, only=id_)

    def _note_state(self, id_: str, value: bytes | None) -> None:
        if value is None:
            self._states.pop(id_, None)
        else:
            self._states[id_] = State.model_validate_json(value)
            self._unknown.discard(id_)

    def _note_letter(self, key: bytes, value: bytes | None, *, is_news: bool) -> None:
        if value is None:
            gone = self._letters.pop(key, None)
            if gone is not None and (courier := self.couriers.get(gone.subscription)):
                courier.forget(gone)
            return
        letter = self._letters[key] = Undelivered.model_validate_json(value)
        if is_news:
            self._send_again(letter)

    async def _drop(self, is_gone: Callable[[str], bool]) -> None:
        """Take away what belongs to subscriptions that are no more."""
        put = self._means.writer.put
        for id_ in filter(is_gone, list(self._states)):
            await put(WEBHOOK_STATES, self._partition, id_.encode(), None)
            del self._states[id_]
        for key, letter in list(self._letters.items()):
            # a test may be read before the subscription that it is for
            if is_gone(letter.subscription) and letter.kind != "test":
                await put(WEBHOOK_DEAD_LETTERS, self._partition, key, None)
                del self._letters[key]

    # --- couriers -----------------------------------------------------------------------------

    def _start_courier(self, id_: str) -> None:
        if id_ in self._unknown:
            _log.error("%s: nobody knows how far it is, so that it gets nothing", id_)
            return
        subscription = self._subscriptions[id_]
        old, now = self._states.get(id_), self._means.clock.now()
        self._states[id_] = state = state_for(subscription, old, now)
        if state is not old:
            self._changed.add(id_)
        if not self._is_on(id_):
            return
        courier = Courier(subscription, state, self._partition, self._means, self._fail)
        self.couriers[id_] = courier
        courier.start()

    async def _stop_courier(self, id_: str) -> None:
        courier = self.couriers.get(id_)
        if courier is None:
            return
        await courier.stop()
        if self.couriers.get(id_) is courier:  # nobody else was faster
            del self.couriers[id_]
            self._states[id_] = courier.state()
            self._changed.add(id_)

    def _is_on(self, id_: str) -> bool:
        courier, state = self.couriers.get(id_), self._states.get(id_)
        stopped = courier.is_disabled if courier else state is not None and state.disabled
        return self._subscriptions[id_].enabled and not stopped and id_ not in self._unknown

    def _send_again(self, letter: Undelivered, only: str | None = None) -> None:
        if not letter.wanted or only not in {None, letter.subscription}:
            return
        if letter.kind == "test":
            if letter.subscription not in self._subscriptions:
                return  # it comes with its subscription
            self._letters.pop(letter.key, None)
            task = asyncio.create_task(self._test(letter))
            self._tests.add(task)
            task.add_done_callback(self._tests.discard)
            task.add_done_callback(self._ended)
        elif courier := self.couriers.get(letter.subscription):
            courier.send_again(letter)

    async def _test(self, letter: Undelivered) -> None:
        """Try an endpoint once, past its order and its breaker, and say what became of it."""
        subscription = self._subscriptions.get(letter.subscription)
        if subscription is not None:
            now = self._means.clock.now()
            message = message_of_test(letter.id, subscription.id, now)
            answer = await self._means.poster.post(subscription, message.id, message.body)
            self._means.metrics.attempted(answer)
            tested = Tested(
                id=letter.id,
                at=now,
                delivered=answer.failure is None,
                status=answer.status,
                error=answer.failure.error if answer.failure else None,
                seconds=round(answer.seconds, 3),
            )
            if courier := self.couriers.get(subscription.id):
                courier.note_test(tested)
            elif state := self._states.get(subscription.id):
                self._states[subscription.id] = state.model_copy(update={"tested": tested})
                self._changed.add(subscription.id)
            await self._save()
        await self._means.writer.put(WEBHOOK_DEAD_LETTERS, self._partition, letter.key, None)

    # --- saving -------------------------------------------------------------------------------

    async def _saving(self) -> None:
        while True:
            await asyncio.sleep(self._means.settings.commit_interval_s)
            await self._save()
            for id_, courier in list(self.couriers.items()):
                if courier.is_disabled and not courier.is_dirty:
                    await self._stop_courier(id_)

    async def _save(self) -> None:
        for id_, courier in self.couriers.items():
            if courier.is_dirty:
                courier.is_dirty = False
                self._states[id_] = courier.state()
                self._changed.add(id_)
        changed, self._changed = self._changed, set()
        try:
            await asyncio.gather(*map(self._put_state, changed))
        except BaseException:
            self._changed |= changed  # when we are stopped in between, they are still to be written
            raise

    async def _put_state(self, id_: str) -> None:
        state = self._states.get(id_)
        if state is not None and id_ in self._subscriptions:
            await self._means.writer.put(WEBHOOK_STATES, self._partition, id_.encode(), state)

    def _ended(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and isinstance(error := task.exception(), Exception):
            self._fail(error)
