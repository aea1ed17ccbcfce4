"""A subscriber process on HTTP: checks signatures with the reference library, shows its state.

Arguments: the secret, and how it behaves: ``right``, ``flaky`` (every third answer is a 503), or
``last`` (the last one wins).
"""

from __future__ import annotations

import sys

from aiohttp import web
from copydesk_client import Latest
from copydesk_client.schemas import from_structured
from pydantic import ValidationError
from standardwebhooks import Webhook, WebhookVerificationError


class Receiver:
    def __init__(self, secret: str, manner: str) -> None:
        self.webhook = Webhook(secret)
        self.manner = manner
        self.latest = Latest()
        self.last: dict[str, object] = {}
        self.asked = 0

    async def hook(self, request: web.Request) -> web.Response:
        self.asked += 1
        if self.manner == "flaky" and self.asked % 3 == 0:
            return web.Response(status=503)
        body = await request.read()
        try:
            self.webhook.verify(body, dict(request.headers))
        except WebhookVerificationError as error:
            return web.Response(status=401, text=str(error))
        try:
            event = from_structured(body)
        except ValidationError:
            return web.Response(status=204)  # newer than this receiver
        self.latest.apply(event)
        self.last[event.entry] = event
        return web.Response(status=204)

    async def state(self, _: web.Request) -> web.Response:
        held = self.last.values() if self.manner == "last" else self.latest.values()
        return web.json_response(
            {
                "entries": [
                    {
                        "entry": one.entry,
                        "event": one.id,
                        "revision": one.revision,
                        "headline": one.headline,
                        "story": self.latest.story_of(one.entry),
                    }
                    for one in held
                ]
            }
        )


def main(secret: str, manner: str) -> None:
    receiver = Receiver(secret, manner)
    app = web.Application()
    app.add_routes([web.post("/hook", receiver.hook), web.get("/state", receiver.state)])
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[3]), print=lambda *_: None)


main(sys.argv[1], sys.argv[2])
