"""``/v1/webhooks``: making, changing, testing and ending subscriptions."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Final, Literal

from aiohttp import web

from streams.errors import BrokerError, RequestRefused
from streams.gateway.answers import json_answer
from streams.gateway.following import following
from streams.settings import Settings
from streams.topics import WEBHOOK_DEAD_LETTERS, WEBHOOKS
from streams.webhooks import endpoint
from streams.webhooks.means import TOPIC_OF
from streams.webhooks.model import Of, Secret, Subscription, Undelivered
from streams.webhooks.vault import new_secret

from . import bodies
from .here import Here, body_of, here_for

routes: Final = web.RouteTableDef()

_MOST: Final = 1_000
_MOST_SECRETS: Final = 5
# a process that delivers needs a moment more than the endpoint may take
_TESTED_WITHIN_S: Final = 2.0


@routes.get("/v1/webhooks")
async def list_(request: web.Request) -> web.Response:
    """All subscriptions, oldest first."""
    here = await here_for(request)
    found = sorted(here.table.subscriptions.values(), key=lambda one: (one.created_at, one.id))
    return json_answer({"items": [here.shown(one) for one in found]})


@routes.post("/v1/webhooks")
async def create(request: web.Request) -> web.Response:
    """Make a subscription. The answer holds its secret, which is never told again."""
    here = await here_for(request)
    wanted = bodies.parsed(bodies.NewSubscription, await body_of(request))
    if len(here.table.subscriptions) >= _MOST:
        raise RequestRefused(409, f"there are {_MOST} subscriptions; delete one first")
    url = await _checked(here, wanted.url)
    secret, now = wanted.secret or new_secret(), here.clock.now()
    subscription = Subscription(
        id=f"wh_{secrets.token_hex(8)}",
        url=url,
        of=wanted.of,
        selection=wanted.selection,
        description=wanted.description,
        created_at=now,
        changed_at=now,
        start=await _offsets(here.settings, wanted.of, wanted.start),
        secrets=(Secret(sealed=here.vault.seal(secret), created_at=now),),
    )
    answer = json_answer({**await here.put(subscription), "secret": secret}, status=201)
    answer.headers["Location"] = f"/v1/webhooks/{subscription.id}"
    return answer


@routes.get("/v1/webhooks/{id}")
async def get(request: web.Request) -> web.Response:
    """A subscription, and how its deliveries are."""
    here = await here_for(request)
    subscription = here.subscription(request)
    found = here.shown(subscription)
    if (state := here.table.states.get(subscription.id)) is not None:
        ends = await _offsets(here.settings, subscription.of, "now")
        unread = sum(max(0, end - state.next.get(n, 0)) for n, end in ends.items())
        found["delivery"] = {**bodies.delivery(state), "unread": unread}
    return json_answer(found)


@routes.patch("/v1/webhooks/{id}")
async def change(request: web.Request) -> web.Response:
    """Change a subscription; ``enabled: true`` starts it again after it was stopped."""
    here = await here_for(request)
    wanted = bodies.parsed(bodies.Change, await body_of(request))
    async with here.changing:
        old = here.subscription(request)
        changes = wanted.model_dump(exclude_unset=True, exclude={"selection"})
        if wanted.selection is not None:
            try:
                bodies.check_selection(old.of, wanted.selection)
            except ValueError as error:
                raise RequestRefused(422, str(error)) from None
            changes["selection"] = wanted.selection
        if wanted.url is not None:
            changes["url"] = await _checked(here, wanted.url)
        changes = {k: v for k, v in changes.items() if v is not None or k == "description"}
        if changes.keys() & {"url", "enabled"}:
            changes["epoch"] = old.epoch + 1
        new = old.model_copy(update={**changes, "changed_at": here.clock.now()})
        return json_answer(await here.put(new))


@routes.delete("/v1/webhooks/{id}")
async def delete(request: web.Request) -> web.Response:
    """End a subscription, with its dead letters."""
    here = await here_for(request)
    async with here.changing:
        id_ = here.subscription(request).id
        await here.table.put(WEBHOOKS, id_, [(id_.encode(), None)])
    return web.Response(status=204)


@routes.post("/v1/webhooks/{id}/secret")
async def rotate(request: web.Request) -> web.Response:
    """Sign with a new secret, and for a while with the old one as well."""
    here = await here_for(request)
    wanted = bodies.parsed(bodies.Rotation, await body_of(request))
    hours = wanted.overlap_hours
    if hours is None:
        hours = here.settings.webhooks_overlap_hours
    async with here.changing:
        old, now = here.subscription(request), here.clock.now()
        until = now + timedelta(hours=hours)
        kept = tuple(
            one.model_copy(update={"expires_at": min(until, one.expires_at or until)})
            for one in old.secrets
            if one.expires_at is None or now < one.expires_at
        )
        if len(kept) >= _MOST_SECRETS:
            raise RequestRefused(409, "too many secrets are valid at once; wait until one expires")
        secret = wanted.secret or new_secret()
        fresh = Secret(sealed=here.vault.seal(secret), created_at=now)
        new = old.model_copy(update={"secrets": (fresh, *kept), "changed_at": now})
        return json_answer({**await here.put(new), "secret": secret})


@routes.post("/v1/webhooks/{id}/test")
async def test(request: web.Request) -> web.Response:
    """Send a test event, and say what the endpoint answered; 202 where that is not known yet."""
    here = await here_for(request)
    id_ = here.subscription(request).id
    wish = Undelivered(
        subscription=id_,
        id=f"test_{secrets.token_hex(8)}",
        kind="test",
        at=here.clock.now(),
        wanted=True,
    )
    await here.table.put(WEBHOOK_DEAD_LETTERS, id_, [(wish.key, wish)])

    def is_known() -> bool:
        state = here.table.states.get(id_)
        return state is not None and state.tested is not None and state.tested.id == wish.id

    if not await here.table.until(is_known, here.settings.webhooks_timeout_s + _TESTED_WITHIN_S):
        return json_answer({"id": wish.id}, status=202)
    tested = here.table.states[id_].tested
    return json_answer(tested.model_dump(mode="json", exclude_none=True) if tested else {})


async def _checked(here: Here, url: str) -> str:
    private = here.settings.webhooks_allow_private
    try:
        return await endpoint.checked(url, allow_private=private, resolver=here.resolver)
    except ValueError as error:
        raise RequestRefused(422, f"url: {error}") from None


async def _offsets(settings: Settings, of: Of, which: Literal["now", "earliest"]) -> dict[int, int]:
    try:
        async with following(settings, TOPIC_OF[of]) as log:
            found = await (log.ends() if which == "now" else log.beginnings())
    except BrokerError as error:
        raise RequestRefused(503, str(error), retry_after_s=5) from error
    return {place.partition: offset for place, offset in found.items()}
