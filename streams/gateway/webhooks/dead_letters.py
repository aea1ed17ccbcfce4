"""``/v1/webhooks/{id}/dead-letters``: what was given up, and sending it again."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from aiohttp import web

from streams.errors import RequestRefused
from streams.gateway.answers import json_answer
from streams.topics import WEBHOOK_DEAD_LETTERS
from streams.webhooks.model import Undelivered

from .bodies import letter_shown
from .here import Here, here_for

routes: Final = web.RouteTableDef()

MOST_LETTERS: Final = 500
_LETTERS: Final = "/v1/webhooks/{id}/dead-letters"


@routes.get(_LETTERS)
async def letters(request: web.Request) -> web.Response:
    """The dead letters of a subscription, newest first."""
    here = await here_for(request)
    found = sorted(_letters(here, request), key=_age, reverse=True)
    before = request.query.get("cursor")
    if before is not None:
        found = [one for one in found if _age(one) < before]
    limit = _limit(request)
    answer: dict[str, Any] = {"items": [letter_shown(one) for one in found[:limit]]}
    if len(found) > limit:
        answer["next"] = _age(found[limit - 1])
    return json_answer(answer)


@routes.post(f"{_LETTERS}/replay")
async def replay_all(request: web.Request) -> web.Response:
    """Send all dead letters again, in the order of their events."""
    here = await here_for(request)
    return await _replay(here, _letters(here, request))


@routes.post(f"{_LETTERS}/{{event}}/replay")
async def replay(request: web.Request) -> web.Response:
    """Send one dead letter again."""
    here = await here_for(request)
    return await _replay(here, [_letter(here, request)])


@routes.delete(f"{_LETTERS}/{{event}}")
async def forget(request: web.Request) -> web.Response:
    """Give up a dead letter for good."""
    here = await here_for(request)
    letter = _letter(here, request)
    await here.table.put(WEBHOOK_DEAD_LETTERS, letter.subscription, [(letter.key, None)])
    return web.Response(status=204)


async def _replay(here: Here, some: list[Undelivered]) -> web.Response:
    ordered = sorted(some, key=lambda one: (one.partition or 0, one.offset or 0))
    wanted = [one.model_copy(update={"wanted": True}) for one in ordered if not one.wanted]
    if wanted:
        rows = [(one.key, one) for one in wanted]
        await here.table.put(WEBHOOK_DEAD_LETTERS, wanted[0].subscription, rows)
    return json_answer({"wanted": len(some)}, status=202)


def _letters(here: Here, request: web.Request) -> list[Undelivered]:
    found = here.table.letters.get(here.subscription(request).id, {})
    return [one for one in found.values() if one.kind == "event"]


def _letter(here: Here, request: web.Request) -> Undelivered:
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
    if not (given.isascii() and given.isdigit() and 1 <= int(given[:6]) <= MOST_LETTERS):
        raise RequestRefused(400, f"limit is a number from 1 to {MOST_LETTERS}")
    return int(given)
