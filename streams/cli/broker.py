"""``copydesk broker``: genuine Apache Kafka, started locally."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("broker")(broker)


def broker(fetch: bool = typer.Option(False, "--fetch", help="Only fetch the jars.")) -> None:
    """Start a local Kafka."""
