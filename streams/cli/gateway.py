"""``copydesk gateway``: the ways in and out over HTTP."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("gateway")(gateway)


def gateway(
    no_auth: bool = typer.Option(
        False, "--no-auth", help="Go without tokens, for this machine alone."
    ),
) -> None:
    """Take entries over HTTP and put them onto news.raw; give out what becomes of them.

    POST /v1/entries takes one RawEntry as JSON, an array of them, or JSON Lines; the answer 202
    means that Kafka has all of them. An Idempotency-Key makes it safe to repeat a request.

    GET /v1/stream (server-sent events) and /v1/ws (WebSocket) give events, stories and alerts as
    they come, from now, from the earliest, or from a cursor. Search, stories and feeds are told by
    /contract and /openapi.json. Requests carry a token of COPYDESK_GATEWAY_TOKENS, or to read one
    of COPYDESK_GATEWAY_READ_TOKENS. SIGTERM stops it.

    Example: `COPYDESK_GATEWAY_TOKENS=… copydesk gateway`
    """
    from streams.event_loop import run
    from streams.gateway.app import serve
    from streams.log_format import set_up_logging
    from streams.settings import Settings

    settings = Settings()
    set_up_logging(settings)
    run(serve(settings, no_auth=no_auth))
