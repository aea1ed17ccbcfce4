"""Every error as one form of answer: RFC 9457, problem details."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus

import orjson
from aiohttp import web

from streams.errors import RequestRefused

from .services import CLIENT, RIGHTS, SERVICES

_log = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let in who may; turn what is raised into answers; count them all."""
    services = request.app[SERVICES]
    try:
        _check_host(request)
        client = services.guard.client(request)
        request[CLIENT], request[RIGHTS] = client.name, client.rights
        response = await handler(request)
    except RequestRefused as error:
        response = _refused(error)
    except web.HTTPException as error:
        response = _refused(RequestRefused(error.status, error.reason))
        if allow := error.headers.get("Allow"):
            response.headers["Allow"] = allow
    except Exception:  # noqa: BLE001 - logged with its trace; the client gets no details
        _log.exception("%s %s: unexpected", request.method, request.path)
        response = _refused(RequestRefused(500, "an error of ours; it is in the log"))
    resource = request.match_info.route.resource
    route = resource.canonical if resource is not None else "-"
    services.metrics.requests.labels(route, response.status).inc()
    return response


def _check_host(request: web.Request) -> None:
    try:
        host = request.url.host  # made of the Host header, when it is first asked for
    except ValueError:
        host = None
    if not host:
        raise RequestRefused(400, "the Host header names no host and port")


async def unsniffed(_: web.Request, response: web.StreamResponse) -> None:
    """Every answer is what it says, and nothing that a browser guesses."""
    response.headers.setdefault("X-Content-Type-Options", "nosniff")


def is_https(request: web.Request) -> bool:
    """Whether the client came by https, if to a proxy in front."""
    # whoever forges the header deceives only themselves
    return request.secure or request.headers.get("X-Forwarded-Proto", "").lower() == "https"


def own_url(request: web.Request) -> str:
    """The address that was asked, as the client sees it."""
    scheme = "https" if is_https(request) else "http"
    return str(request.url.with_scheme(scheme))


def json_answer(
    body: object, status: int = 200, headers: Mapping[str, str] | None = None
) -> web.Response:
    """A JSON answer."""
    return web.Response(
        body=orjson.dumps(body), status=status, headers=headers, content_type="application/json"
    )


def _refused(error: RequestRefused) -> web.Response:
    body = {
        "type": "about:blank",
        "title": HTTPStatus(error.status).phrase,
        "status": error.status,
        "detail": str(error),
    }
    if error.items:
        body["items"] = [{"index": index, "reason": said} for index, said in error.items]
    response = web.Response(
        body=orjson.dumps(body), status=error.status, content_type="application/problem+json"
    )
    if error.retry_after_s is not None:
        response.headers["Retry-After"] = str(error.retry_after_s)
    if error.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="copydesk"'
    return response
