"""What the routes of webhooks take and give: bodies of requests, and of answers. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, Literal, Self, TypeVar

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from schemas import Selection
from schemas.base import Line, Url
from streams.core.reason import reason
from streams.errors import RequestRefused
from streams.webhooks.message import STORY_SELECTION
from streams.webhooks.model import Of, State, Subscription, Undelivered
from streams.webhooks.vault import checked

STATUSES: Final = ("starting", "delivering", "paused", "disabled", "off")
_MOST_SHOWN: Final = 20


class _Body(BaseModel):
    # a name that is misspelt must not be taken for nothing
    model_config = ConfigDict(frozen=True, extra="forbid")


class _WithSecret(_Body):
    secret: str | None = None

    @field_validator("secret")
    @classmethod
    def _is_a_secret(cls, value: str | None) -> str | None:
        return None if value is None else checked(value)


def _no_other_names(value: Any) -> Any:
    if isinstance(value, dict) and (other := value.keys() - Selection.model_fields.keys()):
        raise ValueError(f"there is no {', '.join(sorted(map(str, other)))}")
    return value


class NewSubscription(_WithSecret):
    """A subscription that is to be made.

    Attributes:
        url: where deliveries go.
        of: which topic.
        selection: which of its events.
        description: for people.
        secret: to sign with; absent: a new one.
        start: from ``now`` on, or from the ``earliest`` event that is kept; ``from`` in JSON.
    """

    url: Url
    of: Of = "events"
    selection: Selection = Selection()
    description: Line | None = None
    start: Literal["now", "earliest"] = Field("now", alias="from")

    _names = field_validator("selection", mode="before")(_no_other_names)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        check_selection(self.of, self.selection)
        return self


class Change(_Body):
    """What is to be changed of a subscription; what is absent stays.

    Attributes:
        url: where deliveries go.
        selection: which events.
        description: for people.
        enabled: whether deliveries are wanted; ``true`` also starts again what the service stopped.
    """

    url: Url | None = None
    selection: Selection | None = None
    description: Line | None = None
    enabled: bool | None = None

    _names = field_validator("selection", mode="before")(_no_other_names)


class Rotation(_WithSecret):
    """A new secret.

    Attributes:
        secret: to sign with; absent: a new one.
        overlap_hours: for how long the old one signs beside it; absent: as the settings say.
    """

    overlap_hours: float | None = Field(None, ge=0, le=24 * 30)


def check_selection(of: Of, selection: Selection) -> None:
    """See whether a selection can be asked of a topic.

    Raises:
        ValueError: it is of events, and the topic holds stories.
    """
    other = selection.model_fields_set - STORY_SELECTION
    if of == "stories" and other:
        raise ValueError(
            f"stories can be selected by {', '.join(sorted(STORY_SELECTION))}, "
            f"not by {', '.join(sorted(other))}"
        )


B = TypeVar("B", bound=_Body)


def parsed(model: type[B], body: bytes) -> B:
    """The body of a request; nothing stands for an empty object.

    Raises:
        RequestRefused: 400 it is not JSON; 422 it does not hold.
    """
    try:
        found = orjson.loads(body or b"{}")
    except orjson.JSONDecodeError as error:
        raise RequestRefused(400, f"not JSON: {error.msg} at character {error.pos + 1}") from None
    try:
        return model.model_validate(found)
    except ValidationError as error:
        raise RequestRefused(422, reason(error)) from None


def shown(subscription: Subscription, state: State | None, now: datetime) -> dict[str, Any]:
    """A subscription as its owner sees it: everything but the secrets."""
    found: dict[str, Any] = subscription.model_dump(
        mode="json", exclude={"secrets", "start", "epoch", "selection"}, exclude_none=True
    )
    found["selection"] = subscription.selection.model_dump(mode="json", exclude_defaults=True)
    found["secrets"] = [
        one.model_dump(mode="json", exclude={"sealed"}, exclude_none=True)
        for one in subscription.secrets
        if one.expires_at is None or now < one.expires_at
    ]
    found["status"] = status(subscription, state)
    if state is not None and state.disabled and state.epoch == subscription.epoch:
        found["disabled"] = state.disabled.model_dump(mode="json")
    return found


def status(subscription: Subscription, state: State | None) -> str:
    """How a subscription is, in a word."""
    if not subscription.enabled:
        return "off"
    if state is None or state.epoch != subscription.epoch:
        return "starting"  # no process has taken it up yet
    if state.disabled:
        return "disabled"
    return "delivering" if state.breaker.is_closed else "paused"


def delivery(state: State) -> dict[str, Any]:
    """How far a subscription is, as its owner sees it."""
    aside = {"subscription", "epoch", "waiting", "disabled", "breaker"}
    found: dict[str, Any] = state.model_dump(mode="json", exclude=aside, exclude_none=True)
    failing = [one for one in state.waiting if one.attempts]
    found["waiting"] = len(state.waiting)
    found["failing"] = [
        one.model_dump(mode="json", exclude_none=True) for one in failing[:_MOST_SHOWN]
    ]
    if state.breaker.until is not None:
        found["paused_until"] = state.breaker.until.isoformat().replace("+00:00", "Z")
    return found


def letter_shown(letter: Undelivered) -> dict[str, Any]:
    """A dead letter as its owner sees it."""
    return letter.model_dump(mode="json", exclude={"kind", "subscription"}, exclude_none=True)
