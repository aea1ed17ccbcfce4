"""What is kept about webhooks on Kafka: subscriptions, how far each is, and dead letters."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from schemas import Model, Selection
from schemas.base import Line, Url, UtcTime

from .breaker import Breaker

Of = Literal["events", "alerts", "stories"]
Reason = Literal["exhausted", "backlog", "expired", "unreadable"]
Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,200}$")]
"""An id that may stand in a path, and in front of the full stop of a signature."""


class Secret(Model):
    """What deliveries are signed with.

    Attributes:
        sealed: the secret, encrypted with ``COPYDESK_WEBHOOKS_KEY``.
        created_at: when it was made.
        expires_at: from when on it does not sign any more; absent for the present one.
    """

    sealed: str
    created_at: UtcTime
    expires_at: UtcTime | None = None


class Subscription(Model):
    """Somebody's wish to get events at an address of theirs. Only the gateway writes it.

    Attributes:
        id: of the subscription; the record's key.
        epoch: 1, 2, 3 …: one more whenever the endpoint gets a new chance: its address was changed, or
            it was enabled again.
        url: where deliveries go.
        of: the topic: ``news.events``, ``news.alerts`` or ``news.stories``.
        selection: which of its events.
        enabled: whether the subscriber wants deliveries now.
        description: for people.
        created_at: when it was made.
        changed_at: when it was last changed.
        start: the offset of each partition that the first delivery may come from.
        secrets: what deliveries are signed with, the present one first.
    """

    id: Key
    epoch: int = Field(1, ge=1)
    url: Url
    of: Of = "events"
    selection: Selection = Selection()
    enabled: bool = True
    description: Line | None = None
    created_at: UtcTime
    changed_at: UtcTime
    start: dict[int, int]
    secrets: tuple[Secret, ...]


class Waiting(Model):
    """A delivery that has been read from the log, and is not settled.

    Attributes:
        id: the ``webhook-id``.
        partition: where its event stands.
        offset: where its event stands.
        attempts: how many failed.
        first_failed_at: when the first one did.
        due_at: not before this.
        status: of the last answer.
        error: what went wrong the last time.
    """

    id: Key
    partition: int
    offset: int
    attempts: int = 0
    first_failed_at: UtcTime | None = None
    due_at: UtcTime | None = None
    status: int | None = None
    error: str | None = None


class Disabled(Model):
    """Deliveries were stopped by the service, until the subscription is changed.

    Attributes:
        reason: ``gone``: the endpoint answered 410; ``failing``: it failed for too long.
        at: when.
    """

    reason: Literal["gone", "failing"]
    at: UtcTime


class Tested(Model):
    """What became of the last test.

    Attributes:
        id: of the test event.
        at: when it was sent.
        delivered: whether the answer was 2xx.
        status: of the answer, where there was one.
        error: what went wrong.
        seconds: how long it took.
    """

    id: str
    at: UtcTime
    delivered: bool
    status: int | None = None
    error: str | None = None
    seconds: float


class State(Model):
    """How far a subscription is. Only ``copydesk webhooks`` writes it.

    Everything below ``next`` is settled, that is delivered, in the dead letters, or not wanted,
    but for what is ``waiting``.

    Attributes:
        subscription: its id; the record's key.
        next: the offset of each partition to read on from.
        waiting: what was read and is not settled.
        breaker: whether the endpoint is tried.
        held_until: the endpoint asked to be left alone so long.
        failing_since: the first failure after the last delivery.
        delivered: how many were.
        dead: how many became dead letters.
        missed: how many records the log had lost before they could be read.
        last_delivered_at: when the last answer of 2xx came.
        last_failed_at: when the last attempt failed.
        last_failure: what went wrong then.
        epoch: of the subscription that it is about.
        disabled: set where the service has stopped deliveries, until the next epoch.
        tested: the last test.
        at: when this was written.
    """

    subscription: Key
    epoch: int
    next: dict[int, int]
    waiting: tuple[Waiting, ...] = ()
    breaker: Breaker = Breaker()
    held_until: UtcTime | None = None
    failing_since: UtcTime | None = None
    delivered: int = 0
    dead: int = 0
    missed: int = 0
    last_delivered_at: UtcTime | None = None
    last_failed_at: UtcTime | None = None
    last_failure: str | None = None
    disabled: Disabled | None = None
    tested: Tested | None = None
    at: UtcTime


class Undelivered(Model):
    """A dead letter: a delivery that was given up. The record's key is ``subscription/id``.

    The event itself stays where it stands on its topic, as long as that keeps it.

    Attributes:
        subscription: whose it is.
        id: the ``webhook-id``.
        kind: an ``event``, or a ``test`` that somebody asked for.
        partition: where its event stands, as is the next.
        offset: absent for a test.
        reason: ``exhausted``: every attempt of the schedule failed; ``backlog``: it failed while
            others did not, and too many waited behind it; ``expired``: the log had lost the event
            before it was delivered; ``unreadable``: it is no event of this version.
        attempts: how many failed.
        status: of the last answer.
        error: what went wrong the last time.
        at: when it was given up.
        wanted: it is to be sent again.
    """

    subscription: Key
    id: Key
    kind: Literal["event", "test"] = "event"
    partition: int | None = None
    offset: int | None = None
    reason: Reason | None = None
    attempts: int = 0
    status: int | None = None
    error: str | None = None
    at: UtcTime
    wanted: bool = False

    @property
    def key(self) -> bytes:
        """The record's key."""
        return f"{self.subscription}/{self.id}".encode()
