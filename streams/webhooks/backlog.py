"""What one subscription has in hand: what to try now, and what follows from each answer. Pure.

The time and the randomness are passed in; nothing here waits, reads or sends.
"""

from __future__ import annotations

import heapq
import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final, Literal, NamedTuple

from .breaker import Breaker, BreakerRules
from .order import Order
from .schedule import Schedule

_POISON_ATTEMPTS: Final = 3
_THROTTLED: Final = frozenset({429, 502, 503, 504})
_GONE: Final = 410


class Ref(NamedTuple):
    """Where the event of a delivery stands on the subscription's topic."""

    partition: int
    offset: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event for one endpoint.

    Attributes:
        ref: where the event stands.
        id: the ``webhook-id``, the same in every attempt.
        body: what is sent.
        keys: deliveries that share one keep their order.
        attempts: how many failed.
        first_failed_at: when the first one did.
        due_at: not before this.
        status: of the last answer.
        error: what went wrong the last time.
        again: a dead letter that is sent again.
    """

    ref: Ref
    id: str
    body: bytes
    keys: frozenset[str] = frozenset()
    attempts: int = 0
    first_failed_at: datetime | None = None
    due_at: datetime | None = None
    status: int | None = None
    error: str | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an attempt failed.

    Attributes:
        error: in words.
        status: of the answer, where there was one.
        retry_after_s: how long the endpoint asks to be left alone.
    """

    error: str
    status: int | None = None
    retry_after_s: float | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What follows from a failure, besides another attempt.

    Attributes:
        dead: to be written to the dead letters, and then removed.
        disable: why the subscription is to be stopped.
    """

    dead: Delivery | None = None
    disable: Literal["gone", "failing"] | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """How a backlog behaves.

    Attributes:
        schedule: of the attempts.
        breaker: when an endpoint counts as down.
        concurrency: attempts at once.
        most: deliveries in hand; when there are more, no more should be read.
        most_bytes: of their bodies.
        disable_after: an endpoint that only fails for so long is disabled.
    """

    schedule: Schedule
    breaker: BreakerRules
    concurrency: int = 8
    most: int = 500
    most_bytes: int = 8 * 1024 * 1024
    disable_after: timedelta = timedelta(hours=120)


class Backlog:
    """Deliveries of one subscription that are not settled, and the state of its endpoint.

    Args:
        rules: how it behaves.
        rng: draws the jitter.
        breaker: as it was left.
        held_until: the endpoint is not tried before.
        failing_since: first failure after the last success, as it was left.
        last_success: when the last attempt succeeded.
    """

    def __init__(
        self,
        rules: Rules,
        rng: random.Random,
        *,
        breaker: Breaker | None = None,
        held_until: datetime | None = None,
        failing_since: datetime | None = None,
        last_success: datetime | None = None,
    ) -> None:
        self.rules = rules
        self._rng = rng
        self.breaker = breaker or Breaker()
        self.held_until = held_until
        self.failing_since = failing_since
        self.last_success = last_success
        self._order: Order[Ref] = Order()
        self._deliveries: dict[Ref, Delivery] = {}
        self._in_flight: set[Ref] = set()
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._deliveries)

    def __contains__(self, ref: Ref) -> bool:
        return ref in self._deliveries

    @property
    def is_full(self) -> bool:
        """Whether no more should be read."""
        return len(self) >= self.rules.most or self._bytes >= self.rules.most_bytes

    @property
    def deliveries(self) -> list[Delivery]:
        """Everything that is not settled, in the order of arrival."""
        return list(self._deliveries.values())

    def add(self, delivery: Delivery) -> None:
        """Take a delivery; those that share a key with it and came before go first."""
        self._deliveries[delivery.ref] = delivery
        self._bytes += len(delivery.body)
        self._order.add(delivery.ref, delivery.keys)

    def begin(self, now: datetime) -> list[Delivery]:
        """What is to be tried now; it is in flight until an answer is told."""
        room = self.rules.concurrency - len(self._in_flight)
        allowed = self.breaker.lets_through(now, len(self._in_flight))
        if allowed is not None:
            room = min(room, allowed)
        if room <= 0 or (self.held_until is not None and now < self.held_until):
            return []
        # the fewest attempts first: a probe must not be spent on what fails by itself
        found = heapq.nsmallest(
            room,
            (one for one in self._ready() if one.due_at is None or one.due_at <= now),
            key=lambda one: one.attempts,
        )
        self._in_flight.update(one.ref for one in found)
        return found

    def wake_at(self) -> datetime | None:
        """When ``begin`` has something to give at the earliest; ``None``: not by time alone."""
        if len(self._in_flight) >= self.rules.concurrency:
            return None
        if self._in_flight and not self.breaker.is_closed:
            return None
        due = [one.due_at or datetime.min.replace(tzinfo=UTC) for one in self._ready()]
        if not due:
            return None
        return max(min(due), *(it for it in (self.held_until, self.breaker.until) if it), min(due))

    def succeeded(self, ref: Ref, now: datetime) -> None:
        """The endpoint took it: it is settled."""
        was_down = not self.breaker.is_closed
        self.breaker = self.breaker.after_success()
        self.last_success, self.failing_since = now, None
        self.remove(ref)
        if was_down:
            # what failed did so because the endpoint was down: its pauses are over as well
            for waiting in self.deliveries:
                if waiting.due_at is not None and waiting.due_at > now:
                    self._deliveries[waiting.ref] = replace(waiting, due_at=now)

    def failed(self, ref: Ref, now: datetime, failure: Failure) -> Verdict:
        """An attempt failed; says what follows."""
        self._in_flight.discard(ref)
        delivery = self._deliveries[ref]
        if failure.status == _GONE:
            self._deliveries[ref] = replace(delivery, status=_GONE, error=failure.error)
            return Verdict(disable="gone")
        self.failing_since = self.failing_since or now
        self.breaker = self.breaker.after_failure(now, self.rules.breaker, self._rng)
        attempts = delivery.attempts + 1
        pause = self.rules.schedule.pause(attempts, failure.retry_after_s, self._rng)
        self._hold(now, failure, pause)
        self._deliveries[ref] = delivery = replace(
            delivery,
            attempts=attempts,
            first_failed_at=delivery.first_failed_at or now,
            due_at=now + pause if pause is not None else None,
            status=failure.status,
            error=failure.error,
        )
        is_lasting = now - self.failing_since >= self.rules.disable_after
        if is_lasting:
            return Verdict(disable="failing")
        if pause is None:
            self._in_flight.add(ref)  # nobody else may try it while it is written down
            return Verdict(dead=delivery)
        return Verdict()

    def remove(self, ref: Ref) -> None:
        """It is settled, one way or the other."""
        self._in_flight.discard(ref)
        self._bytes -= len(self._deliveries.pop(ref).body)
        self._order.remove(ref)

    def give_up(self, now: datetime) -> Delivery | None:
        """What to write to the dead letters so that the rest can go on; in flight until removed.

        Only when everything in hand waits behind failures and nothing more can be read. And only
        what failed some times while the endpoint took others: of an endpoint that is down
        nothing is given up before its schedule is over.
        """
        if not self.is_full or self._in_flight or not self._deliveries:
            return None
        ready = list(self._ready())
        if any(one.due_at is None or one.due_at <= now for one in ready):
            return None
        poison = [one for one in ready if self._fails_by_itself(one)]
        if not poison:
            return None
        worst = max(poison, key=lambda one: self._order.behind(one.ref))
        self._in_flight.add(worst.ref)
        return worst

    def _fails_by_itself(self, one: Delivery) -> bool:
        return (
            one.attempts >= _POISON_ATTEMPTS
            and one.first_failed_at is not None
            and self.last_success is not None
            and one.first_failed_at < self.last_success
        )

    def _ready(self) -> list[Delivery]:
        return [self._deliveries[ref] for ref in self._order.free() if ref not in self._in_flight]

    def _hold(self, now: datetime, failure: Failure, pause: timedelta | None) -> None:
        if failure.retry_after_s is not None:
            until = now + timedelta(seconds=failure.retry_after_s)
        elif failure.status in _THROTTLED and pause is not None:
            until = now + min(pause, timedelta(seconds=self.rules.breaker.pause_s))
        else:
            return
        self.held_until = max(until, self.held_until or until)
