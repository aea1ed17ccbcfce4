"""``/v1/contract`` and ``/openapi.json`` for programs, ``/contract`` for people."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import orjson
from aiohttp import web

from streams.contract import documents
from streams.errors import RequestRefused
from streams.gateway.answers import json_answer
from streams.gateway.openapi import openapi_document

from . import pages

routes: Final = web.RouteTableDef()

_STYLE: Final = Path(__file__).with_name("style.css")
_SCHEMA: Final = ".schema.json"
_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}


@routes.get("/openapi.json")
async def openapi(_: web.Request) -> web.Response:
    """The OpenAPI document."""
    return web.Response(body=_openapi(), content_type="application/json")


@routes.get("/v1/contract")
async def names(_: web.Request) -> web.Response:
    """The names of the files."""
    return json_answer({"files": sorted(_files())})


@routes.get("/v1/contract/{name}")
async def file(request: web.Request) -> web.Response:
    """One file."""
    name = request.match_info["name"]
    text = _files().get(name)
    if text is None:
        raise RequestRefused(404, "there is no such file; /v1/contract lists them")
    is_schema = name.endswith(_SCHEMA)
    media_type = "application/schema+json" if is_schema else "application/yaml"
    return web.Response(text=text, content_type=media_type, charset="utf-8")


@routes.get("/contract")
async def index(_: web.Request) -> web.Response:
    """What there is."""
    return _page(_pages()[""])


@routes.get("/contract/{name}")
async def page(request: web.Request) -> web.Response:
    """One schema, or the style sheet."""
    name = request.match_info["name"]
    if name == _STYLE.name:
        return web.Response(body=_style(), content_type="text/css", charset="utf-8")
    found = _pages().get(name)
    if found is None or not name:
        raise RequestRefused(404, "there is no such page; /contract lists them")
    return _page(found)


def _page(body: bytes) -> web.Response:
    return web.Response(body=body, content_type="text/html", charset="utf-8", headers=_HEADERS)


@cache
def _openapi() -> bytes:
    return orjson.dumps(openapi_document())


@cache
def _files() -> dict[str, str]:
    return documents()


@cache
def _style() -> bytes:
    return _STYLE.read_bytes()


@cache
def _pages() -> dict[str, bytes]:
    schemas = {
        name.removesuffix(_SCHEMA): orjson.loads(text)
        for name, text in _files().items()
        if name.endswith(_SCHEMA)
    }
    return {
        "": pages.index(schemas, sorted(_files()), orjson.loads(_openapi())),
        **{name: pages.schema(name, found) for name, found in schemas.items()},
    }
