"""What a change of a subscription means for deliveries that are under way. Pure."""

from __future__ import annotations

from datetime import datetime

from .breaker import Breaker
from .model import State, Subscription


def is_same_work(old: Subscription, new: Subscription) -> bool:
    """Whether deliveries can go on without being interrupted: others are the secrets, if anything."""
    aside = {"secrets", "description", "changed_at"}
    return old.model_dump(exclude=aside) == new.model_dump(exclude=aside)


def state_for(subscription: Subscription, state: State | None, now: datetime) -> State:
    """The state to begin with: the one that was kept, as far as it is about this epoch."""
    if state is None:
        return State(
            subscription=subscription.id,
            epoch=subscription.epoch,
            next=subscription.start,
            at=now,
        )
    if state.epoch == subscription.epoch:
        return state
    # the endpoint gets a new chance, and what failed as well
    fresh = {"attempts": 0, "first_failed_at": None, "due_at": None}
    return state.model_copy(
        update={
            "epoch": subscription.epoch,
            "waiting": tuple(one.model_copy(update=fresh) for one in state.waiting),
            "breaker": Breaker(),
            "held_until": None,
            "failing_since": None,
            "disabled": None,
        }
    )
