"""``POST /v1/entries``: entries onto ``news.raw``; 202 means that Kafka has all of them."""

from __future__ import annotations

import asyncio
from hashlib import blake2b
from typing import Final

import orjson
from aiohttp import web

from schemas import RawEntry
from streams.core.deduplicate.identity import identify
from streams.errors import RequestRefused, SendFailed

from . import batch, idempotency
from .services import CLIENT, SERVICES, Services

routes: Final = web.RouteTableDef()

_READ_WITHIN_S: Final = 30.0
_TRY_AGAIN_S: Final = 5
_PIECE: Final = 65_536


@routes.post("/v1/entries")
async def post(request: web.Request) -> web.Response:
    """Take one entry, an array of them, or one a line; all of them or none."""
    services = request.app[SERVICES]
    media_type = _media_type(request)
    key = idempotency.checked(request.headers.get("Idempotency-Key"))
    size = request.content_length
    if size is not None and size > batch.MOST_BYTES:
        raise _too_large()
    with (
        services.in_flight.admitted(batch.MOST_BYTES if size is None else size),
        services.metrics.in_flight.track_inprogress(),
    ):
        body = await _body(request)
        if key is None:
            return _accepted(await _take(services, body, media_type))
        return await _once(services, (request[CLIENT], key), body, media_type)


async def _once(
    services: Services, name: tuple[str, str], body: bytes, media_type: str
) -> web.Response:
    fingerprint = blake2b(body, digest_size=16, key=media_type.encode()).digest()
    known = services.kept.claim(*name, fingerprint)
    if known is not None:
        answer = _accepted(known)
        answer.headers["Idempotent-Replayed"] = "true"
        return answer
    try:
        answer_body = await _take(services, body, media_type)
    except BaseException:
        services.kept.release(*name)  # what failed may be tried again under its key
        raise
    services.kept.keep(*name, answer_body)
    return _accepted(answer_body)


async def _take(services: Services, body: bytes, media_type: str) -> bytes:
    # in a thread: 8 MiB to validate must not hold up the others
    entries = await asyncio.to_thread(batch.read, body, media_type)
    records = [(entry.desk.encode(), entry.to_json()) for entry in entries]
    try:
        with services.in_flight.sending(), services.metrics.send_seconds.time():
            positions = await services.sender.send(records)
    except SendFailed as error:
        raise RequestRefused(503, f"{error}; send it again", retry_after_s=_TRY_AGAIN_S) from error
    services.metrics.entries.inc(len(entries))
    return orjson.dumps(
        {
            "entries": [
                {
                    **_identified(entry),
                    "topic": position.topic,
                    "partition": position.partition,
                    "offset": position.offset,
                }
                for entry, position in zip(entries, positions, strict=True)
            ]
        }
    )


def _identified(entry: RawEntry) -> dict[str, str]:
    identity = identify(entry)
    return {"id": identity.key, "entry_id": identity.entry_id, "desk": entry.desk}


async def _body(request: web.Request) -> bytes:
    body = bytearray()
    try:
        async with asyncio.timeout(_READ_WITHIN_S):
            async for piece in request.content.iter_chunked(_PIECE):
                body += piece
                if len(body) > batch.MOST_BYTES:
                    raise _too_large()
    except TimeoutError:
        raise RequestRefused(408, "the body did not arrive in time") from None
    return bytes(body)


def _media_type(request: web.Request) -> str:
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise RequestRefused(415, "send the body as it is, without Content-Encoding")
    if (request.charset or "utf-8").lower() not in {"utf-8", "utf8", "us-ascii"}:
        raise RequestRefused(415, "send the body as UTF-8")
    if request.content_type not in batch.JSON | batch.LINES:
        raise RequestRefused(415, "send application/json, or application/x-ndjson")
    return request.content_type


def _too_large() -> RequestRefused:
    return RequestRefused(413, f"a body may have {batch.MOST_BYTES} bytes; send less at once")


def _accepted(body: bytes) -> web.Response:
    return web.Response(body=body, status=202, content_type="application/json")
