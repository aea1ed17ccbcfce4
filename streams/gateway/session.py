"""``/v1/session``: browsers log in with a token and get a cookie that lets them read."""

from __future__ import annotations

from typing import Any, Final

import orjson
from aiohttp import web

from streams.errors import RequestRefused

from .answers import is_https, json_answer
from .auth import COOKIE, SESSION, SESSION_S
from .services import CLIENT, RIGHTS, SERVICES

routes: Final = web.RouteTableDef()


@routes.get(SESSION)
async def get(request: web.Request) -> web.Response:
    """Who asks, and what they may do; 401 says that a page has to log in."""
    client, rights = request[CLIENT], request[RIGHTS]
    return json_answer({"client": client, "rights": sorted(rights)})


@routes.post(SESSION)
async def post(request: web.Request) -> web.Response:
    """Log in: ``{"token": "…"}`` gives a cookie."""
    guard = request.app[SERVICES].guard
    token = await _token(request)
    if guard.local:
        return json_answer({"rights": ["read"]})  # there is nothing to log in to
    cookie = guard.session(token)
    if cookie is None:
        raise RequestRefused(401, "the token is not known")
    answer = json_answer({"rights": ["read"]})
    answer.set_cookie(
        COOKIE,
        cookie,
        max_age=SESSION_S,
        path="/",
        httponly=True,
        samesite="Strict",
        secure=is_https(request),
    )
    return answer


@routes.delete(SESSION)
async def delete(request: web.Request) -> web.Response:
    """Log out: the cookie is taken back."""
    answer = web.Response(status=204)
    answer.del_cookie(COOKIE, path="/", httponly=True, samesite="Strict", secure=is_https(request))
    return answer


async def _token(request: web.Request) -> str:
    if request.content_type != "application/json":
        raise RequestRefused(415, "send application/json")
    try:
        found: Any = orjson.loads(await request.read())
    except orjson.JSONDecodeError:
        found = None
    token = found.get("token") if isinstance(found, dict) else None
    if not isinstance(token, str) or not token:
        raise RequestRefused(400, 'send the token as: {"token": "…"}')
    return token.strip()
