"""``/`` and ``/wall/…``: the files of the page, with headers that let it run nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

from aiohttp import web

routes: Final = web.RouteTableDef()

_FOLDER: Final = Path(__file__).parent / "static"
_PAGE: Final = "index.html"
_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
}
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
"""Text of the news can never become markup: there is no policy that could make it so."""
_HEADERS: Final = {
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    # asked for again each time, and answered with 304: a new version shows at the next reload
    "Cache-Control": "no-cache",
}


@dataclass(frozen=True, slots=True)
class _File:
    body: bytes
    etag: str
    content_type: str


@cache
def _files() -> dict[str, _File]:
    """Every file by its name: few and small, so that they are read once."""
    return {
        path.name: _File(
            body=(body := path.read_bytes()),
            etag=blake2b(body, digest_size=12).hexdigest(),
            content_type=_TYPES[path.suffix],
        )
        for path in sorted(_FOLDER.iterdir())
    }


@routes.get("/")
async def page(request: web.Request) -> web.Response:
    """The page."""
    return _answer(request, _PAGE)


@routes.get("/wall/{name}")
async def file(request: web.Request) -> web.Response:
    """A script, a style sheet, a font or the outlines of the map."""
    return _answer(request, request.match_info["name"])


def _answer(request: web.Request, name: str) -> web.Response:
    found = _files().get(name)
    if found is None:
        raise web.HTTPNotFound
    known = request.if_none_match or ()
    if any(tag.value in {found.etag, "*"} for tag in known):
        response = web.Response(status=304, headers=_HEADERS)
    else:
        response = web.Response(
            body=found.body, headers={**_HEADERS, "Content-Type": found.content_type}
        )
    response.etag = found.etag
    return response
