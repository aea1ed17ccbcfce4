"""A stand-in for the gateway that can be brought into any state; it serves the real page.

Events and stories are what the real pipeline makes. What it answers has the form that the gateway
gives, which the tests against the real one hold up.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from itertools import count

from aiohttp import web

from schemas import Following, Selection, Story, to_structured
from schemas.cloudevents import AnyEvent
from schemas.event import Content
from streams.gateway import wall

_PAGE = 100


class StandIn:
    """Holds events in memory, answers questions, and sends what is told to it.

    Attributes:
        url: of the page.
        told: every event.
        stories: by id, the one that changed last at the end.
        token: that readers must know; none lets in everybody.
        answers: questions are answered while it is set.
        following: how many streams are open, by what they are of.
        clock: tells when an event that is sent was recorded.
    """

    def __init__(self) -> None:
        self.url = ""
        self.told: list[AnyEvent] = []
        self.stories: dict[str, Story] = {}
        self.token: str | None = None
        self.answers = asyncio.Event()
        self.answers.set()
        self.following: Counter[str] = Counter()
        self.clock: Callable[[], datetime] = lambda: datetime.now(UTC)
        self._log: list[tuple[int, AnyEvent | Story]] = []
        self._numbers = count(1)
        self._news = asyncio.Condition()
        self._resets = 0
        self.app = web.Application(middlewares=[self._guarded])
        self.app.add_routes(wall.routes)
        self.app.add_routes(
            [
                web.get("/v1/session", self._session),
                web.post("/v1/session", self._log_in),
                web.get("/v1/events", self._events),
                web.get("/v1/entries/{id}", self._entry),
                web.get("/v1/stories", self._stories),
                web.get("/v1/stories/{id}", self._story),
                web.get("/v1/stories/{id}/events", self._timeline),
                web.get("/v1/stream", self._stream),
            ]
        )

    async def tell(self, outputs: Iterable[AnyEvent | Story]) -> None:
        """Publish."""
        async with self._news:
            for output in outputs:
                self._log.append((next(self._numbers), output))
                if isinstance(output, Story):
                    self.stories.pop(output.id, None)
                    self.stories[output.id] = output
                else:
                    self.told.append(output)
            self._news.notify_all()

    async def reset(self) -> None:
        """Tell all clients that their place is too old."""
        async with self._news:
            self._resets += 1
            self._news.notify_all()

    def current(self) -> list[AnyEvent]:
        """The events that hold, the latest last."""
        last = {event.entry: event for event in self.told}
        return [event for event in self.told if last[event.entry] is event]

    @web.middleware
    async def _guarded(self, request: web.Request, handler):
        is_open = request.path == "/" or request.path.startswith("/wall/")
        logs_in = request.method == "POST"
        if self.token and not is_open and not logs_in and "session" not in request.cookies:
            return web.json_response({"detail": "log in"}, status=401)
        return await handler(request)

    async def _session(self, _: web.Request) -> web.Response:
        return web.json_response({"client": "-", "rights": ["read"]})

    async def _log_in(self, request: web.Request) -> web.Response:
        if (await request.json())["token"] != self.token:
            return web.json_response({"detail": "the token is not known"}, status=401)
        answer = web.json_response({"rights": ["read"]})
        answer.set_cookie("session", "1", httponly=True, samesite="Strict")
        return answer

    async def _events(self, request: web.Request) -> web.Response:
        await self.answers.wait()
        selection = Selection.from_query(request.query.items())
        words = request.query.get("q", "").lower().split()
        last = {event.entry: event for event in self.told if isinstance(event, Content)}
        describes_all = selection == Selection(desks=selection.desks, types=selection.types)
        wanted = [
            event
            for event in self.current()
            if selection.covers(event)
            # a notice goes by the last text of its entry
            and (selection.describes(last[event.entry]) if event.entry in last else describes_all)
            and all(word in _text(event) for word in words)
        ]
        newest = wanted[::-1]
        start = int(request.query.get("cursor", "0"))
        limit = int(request.query.get("limit", "20"))
        return _page(newest, start, limit)

    async def _entry(self, request: web.Request) -> web.Response:
        found = [event for event in self.told if event.entry == request.match_info["id"]]
        return _page(found, 0, _PAGE)

    async def _stories(self, request: web.Request) -> web.Response:
        limit = int(request.query.get("limit", "20"))
        latest = [one for one in reversed(self.stories.values()) if not one.merged_into]
        return web.json_response({"items": [json.loads(one.to_json()) for one in latest[:limit]]})

    async def _story(self, request: web.Request) -> web.Response:
        story = self.stories.get(request.match_info["id"])
        if story is None:
            return web.json_response({"detail": "there is no such story"}, status=404)
        if story.merged_into:
            raise web.HTTPPermanentRedirect(f"/v1/stories/{story.merged_into}")
        return web.json_response(json.loads(story.to_json()))

    async def _timeline(self, request: web.Request) -> web.Response:
        story = request.match_info["id"]
        inside = {event.entry for event in self.current() if event.story == story}
        start = int(request.query.get("cursor", "0"))
        return _page([event for event in self.told if event.entry in inside], start, _PAGE)

    async def _stream(self, request: web.Request) -> web.StreamResponse:
        of = request.query["of"]
        last = request.headers.get("Last-Event-ID") or request.query.get("from", "now")
        at = len(self._log) if last == "now" else int(last)
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        await response.write(b"retry: 300\n\n:\nid: %d\n\n" % at)
        self.following[of] += 1
        try:
            await self._send(request, response, of, at)
        finally:
            self.following[of] -= 1
        return response

    async def _send(
        self, request: web.Request, response: web.StreamResponse, of: str, at: int
    ) -> None:
        resets = self._resets
        following = Following(Selection.from_query(request.query.items()))
        while not _is_gone(request):
            for number, output in self._log[at:]:
                at = number
                if (of == "stories") != isinstance(output, Story):
                    continue
                if isinstance(output, Story) or following.wants(output):
                    told = {
                        **json.loads(to_structured(output)),
                        "recordedtime": self.clock().isoformat(),
                    }
                    data = json.dumps(told).encode()
                    head = f"id: {number}\nevent: {output.type}\ndata: ".encode()
                    await response.write(head + data + b"\n\n")
            if resets != self._resets:
                resets = self._resets
                at = len(self._log)
                await response.write(b'id: %d\nevent: reset\ndata: {"reason":"old"}\n\n' % at)
            async with self._news:
                try:
                    async with asyncio.timeout(0.5):
                        await self._news.wait()
                except TimeoutError:
                    continue


def _is_gone(request: web.Request) -> bool:
    return request.transport is None or request.transport.is_closing()


def _text(event: AnyEvent) -> str:
    return f"{event.headline or ''} {getattr(event, 'body', '')}".lower()


def _page(events: list[AnyEvent], start: int, limit: int) -> web.Response:
    items = [{"event": json.loads(to_structured(one))} for one in events[start : start + limit]]
    answer = {"items": items}
    if len(events) > start + limit:
        answer["next"] = str(start + limit)
    return web.json_response(answer)
