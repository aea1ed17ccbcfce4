"""``/v1/webhooks``: subscriptions of HTTP endpoints, their secrets, tests and dead letters.

The deliveries are made by ``copydesk webhooks``, so that a slow receiver never touches the gateway.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from aiohttp import web
from aiohttp.abc import AbstractResolver

from streams.errors import BrokerError, RequestRefused
from streams.outbound.clock import Clock
from streams.settings import Settings
from streams.topics import WEBHOOK_DEAD_LETTERS, WEBHOOKS
from streams.webhooks import endpoint
from streams.webhooks.means import TOPIC_OF
from streams.webhooks.model import Of, Secret, Subscription, Undelivered
from streams.webhooks.vault import Vault, new_secret, vault

from . import webhooks_bodies as bodies
from .answers import json_answer
from .following import following
from .services import RIGHTS
from .webhooks_table import Table

routes: Final = web.RouteTableDef()

_LARGEST_BODY: Final = 65_536
_MOST: Final = 1_000
_MOST_SECRETS: Final = 5
_MOST_LETTERS: Final = 500
_LETTERS: Final = "/v1/webhooks/{id}/dead-letters"


@dataclass(frozen=True, slots=True)
class Webhooks:
    """What the routes need.

    Attributes:
        settings: limits, and how to connect.
        vault: seals secrets.
        table: what is kept.
        clock: tells the time.
        resolver: looks names up; absent: the system's.
        changing: one change at a time.
    """

    settings: Settings
    vault: Vault
    table: Table
    clock: Clock
    resolver: AbstractResolver | None
    changing: asyncio.Lock


WEBHOOKS_KEY: Final = web.AppKey("webhooks", Webhooks)


def set_up(
    app: web.Application, settings: Settings, resolver: AbstractResolver | None = None
) -> None:
    """Add the routes; without a key in the settings they say that there are no webhooks.

    Raises:
        UserError: the key is none.
    """
    app.add_routes(routes)
    found = vault(settings)
    if found is None:
        return

    async def running(_: web.Application) -> AsyncIterator[None]:
        async with app[WEBHOOKS_KEY].table.following():
            yield

    app[WEBHOOKS_KEY] = Webhooks(
        settings, found, Table(settings), Clock(), resolver, asyncio.Lock()
    )
    app.cleanup_ctx.append(running)


@routes.get("/v1/webhooks")
async def list_(request: web.Request) -> web.Response:
    """All subscriptions, oldest first."""
    here = await _here(request)
    table, now = here.table, here.clock.now()
    found = sorted(table.subscriptions.values(), key=lambda one: (one.created_at, one.id))
    return json_answer(
        {"items": [bodies.shown(one, table.states.get(one.id), now) for one in found]}
    )


@routes.post("/v1/webhooks")
async def create(request: web.Request) -> web.Response:
    """Make a subscription. The answer holds its secret, which is never told again."""
    here = await _here(request)
    wanted = bodies.parsed(bodies.NewSubscription, await _body(request))
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
    await _put(here, subscription)
    answer = json_answer({**_shown(here, subscription.id), "secret": secret}, status=201)
    answer.headers["Location"] = f"/v1/webhooks/{subscription.id}"
    return answer


@routes.get("/v1/webhooks/{id}")
async def get(request: web.Request) -> web.Response:
    """A subscription, and how its deliveries are."""
    here = await _here(request)
    subscription = _subscription(here, request)
    found = _shown(here, subscription.id)
    if (state := here.table.states.get(subscription.id)) is not None:
        ends = await _offsets(here.settings, subscription.of, "now")
        unread = sum(max(0, end - state.next.get(n, 0)) for n, end in ends.items())
        found["delivery"] = {**bodies.delivery(state), "unread": unread}
    return json_answer(found)


@routes.patch("/v1/webhooks/{id}")
async def change(request: web.Request) -> web.Response:
    """Change a subscription; ``enabled: true`` starts it again after it was stopped."""
    here = await _here(request)
    wanted = bodies.parsed(bodies.Change, await _body(request))
    async with here.changing:
        old = _subscription(here, request)
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
        await _put(here, new)
    return json_answer(_shown(here, new.id))


@routes.delete("/v1/webhooks/{id}")
async def delete(request: web.Request) -> web.Response:
    """End a subscription, with its dead letters."""
    here = await _here(request)
    async with here.changing:
        id_ = _subscription(here, request).id
        await here.table.put(WEBHOOKS, id_, [(id_.encode(), None)])
    return web.Response(status=204)


@routes.post("/v1/webhooks/{id}/secret")
async def rotate(request: web.Request) -> web.Response:
    """Sign with a new secret, and for a while with the old one as well."""
    here = await _here(request)
    wanted = bodies.parsed(bodies.Rotation, await _body(request))
    hours = wanted.overlap_hours
    if hours is None:
        hours = here.settings.webhooks_overlap_hours
    async with here.changing:
        old, now = _subscription(here, request), here.clock.now()
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
        await _put(here, new)
    return json_answer({**_shown(here, new.id), "secret": secret})


@routes.post("/v1/webhooks/{id}/test")
async def test(request: web.Request) -> web.Response:
    """Send a test event, and say what the endpoint answered; 202 where that is not known yet."""
    here = await _here(request)
    id_ = _subscription(here, request).id
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

    if not await here.table.until(is_known, here.settings.webhooks_timeout_s + 2):
        return json_answer({"id": wish.id}, status=202)
    tested = here.table.states[id_].tested
    return json_answer(tested.model_dump(mode="json", exclude_none=True) if tested else {})


@routes.get(_LETTERS)
async def letters(request: web.Request) -> web.Response:
    """The dead letters of a subscription, newest first."""
    here = await _here(request)
    found = sorted(_letters(here, request), key=_age, reverse=True)
    before = request.query.get("cursor")
    if before is not None:
        found = [one for one in found if _age(one) < before]
    limit = _limit(request)
    answer: dict[str, Any] = {"items": [bodies.letter_shown(one) for one in found[:limit]]}
    if len(found) > limit:
        answer["next"] = _age(found[limit - 1])
    return json_answer(answer)


@routes.post(f"{_LETTERS}/replay")
async def replay_all(request: web.Request) -> web.Response:
    """Send all dead letters again, in the order of their events."""
    here = await _here(request)
    return await _replay(here, request, _letters(here, request))


@routes.post(f"{_LETTERS}/{{event}}/replay")
async def replay(request: web.Request) -> web.Response:
    """Send one dead letter again."""
    here = await _here(request)
    return await _replay(here, request, [_letter(here, request)])


@routes.delete(f"{_LETTERS}/{{event}}")
async def forget(request: web.Request) -> web.Response:
    """Give up a dead letter for good."""
    here = await _here(request)
    letter = _letter(here, request)
    await here.table.put(WEBHOOK_DEAD_LETTERS, letter.subscription, [(letter.key, None)])
    return web.Response(status=204)


async def _replay(here: Webhooks, request: web.Request, some: list[Undelivered]) -> web.Response:
    ordered = sorted(some, key=lambda one: (one.partition or 0, one.offset or 0))
    wanted = [one.model_copy(update={"wanted": True}) for one in ordered if not one.wanted]
    await here.table.put(
        WEBHOOK_DEAD_LETTERS, _subscription(here, request).id, [(one.key, one) for one in wanted]
    )
    return json_answer({"wanted": len(some)}, status=202)


async def _here(request: web.Request) -> Webhooks:
    # an address may be a secret of its own, so that also looking takes the right to push
    if "push" not in request[RIGHTS]:
        raise RequestRefused(403, "this client may only read; webhooks take the right to push")
    here = request.app.get(WEBHOOKS_KEY)
    if here is None:
        raise RequestRefused(
            404, "there are no webhooks here: the gateway runs without COPYDESK_WEBHOOKS_KEY"
        )
    await here.table.loaded()
    return here


async def _body(request: web.Request) -> bytes:
    body = await request.content.read(_LARGEST_BODY + 1)
    while not request.content.at_eof() and len(body) <= _LARGEST_BODY:
        body += await request.content.read(_LARGEST_BODY + 1)
    if len(body) > _LARGEST_BODY:
        raise RequestRefused(413, f"the body has more than {_LARGEST_BODY} bytes")
    if body and request.content_type != "application/json":
        raise RequestRefused(415, "send application/json")
    return body


async def _checked(here: Webhooks, url: str) -> str:
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


async def _put(here: Webhooks, subscription: Subscription) -> None:
    id_ = subscription.id
    await here.table.put(WEBHOOKS, id_, [(id_.encode(), subscription)])


def _subscription(here: Webhooks, request: web.Request) -> Subscription:
    found = here.table.subscriptions.get(request.match_info["id"])
    if found is None:
        raise RequestRefused(404, "there is no such subscription")
    return found


def _shown(here: Webhooks, id_: str) -> dict[str, Any]:
    return bodies.shown(here.table.subscriptions[id_], here.table.states.get(id_), here.clock.now())


def _letters(here: Webhooks, request: web.Request) -> list[Undelivered]:
    found = here.table.letters.get(_subscription(here, request).id, {})
    return [one for one in found.values() if one.kind == "event"]


def _letter(here: Webhooks, request: web.Request) -> Undelivered:
    for one in _letters(here, request):
        if one.id == request.match_info["event"]:
            return one
    raise RequestRefused(404, "there is no such dead letter")


def _age(letter: Undelivered) -> str:
    return f"{_ms(letter.at):015d}-{letter.id}"


def _ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def _limit(request: web.Request) -> int:
    given = request.query.get("limit", "100")
    if not (given.isascii() and given.isdigit() and 1 <= int(given[:6]) <= _MOST_LETTERS):
        raise RequestRefused(400, f"limit is a number from 1 to {_MOST_LETTERS}")
    return int(given)
