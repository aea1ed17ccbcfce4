"""``copydesk webhooks``: deliver events to the endpoints of subscribers."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("webhooks")(webhooks)


def webhooks(
    new_key: bool = typer.Option(
        False, "--new-key", help="Print a new key for COPYDESK_WEBHOOKS_KEY, and end."
    ),
) -> None:
    """Deliver events to subscribers' own addresses, by the Standard Webhooks specification.

    Subscriptions are made with POST /v1/webhooks of the gateway, which must have the same
    COPYDESK_WEBHOOKS_KEY. Several processes share the subscriptions among them. SIGTERM stops it;
    exit code 1 says that it stopped by itself, and is to be started again.

    Example: `COPYDESK_WEBHOOKS_KEY=… COPYDESK_HEALTH_PORT=6068 copydesk webhooks`
    """
    from streams.webhooks.vault import new_key as make

    if new_key:
        typer.echo(make())
        return
    from streams.event_loop import run
    from streams.log_format import set_up_logging
    from streams.settings import Settings
    from streams.webhooks.service import serve

    settings = Settings()
    set_up_logging(settings)
    raise typer.Exit(run(serve(settings)))
