"""``copydesk topics``: the table of topics, and how it stands on the broker."""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from streams.settings import Settings

_app = typer.Typer(help="The topics: list them, create them.", no_args_is_help=True)

_JSON = typer.Option(False, "--json", help="Print JSON.")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(_app, name="topics")


@_app.command("apply")
def apply(as_json: bool = _JSON) -> None:
    """Create the topics that are missing on the broker, and correct their settings.

    Doing it again changes nothing. Partitions are never added.

    Example: `COPYDESK_PARTITIONS=12 copydesk topics apply`
    """
    import asyncio
    from dataclasses import asdict

    from rich.console import Console

    from streams.broker.topics import apply_topics
    from streams.settings import Settings

    changes = asyncio.run(apply_topics(Settings()))
    if as_json:
        print(json.dumps([asdict(change) for change in changes]))
        return
    console = Console(highlight=False)
    for change in changes:
        config = " ".join(f"{name}={value}" for name, value in change.config.items())
        console.print(f"{change.action} [bold]{change.topic}[/bold] {config}", soft_wrap=True)
    if not changes:
        console.print("nothing to do: all topics stand as they should")


@_app.command("list")
def list_topics(
    as_json: bool = _JSON,
    markdown: bool = typer.Option(
        False, "--markdown", help="The reference page, without a look at the broker."
    ),
) -> None:
    """Show the topics, and whether each stands on the broker. Without a broker, that stays open.

    Example: `copydesk topics list --json`
    """
    from streams.settings import Settings
    from streams.topics import all_topics

    if markdown:
        from streams.reference import topics_page

        sys.stdout.write(topics_page())
        return
    settings = Settings()
    there = _there(settings)
    rows = [
        {
            "name": topic.name,
            "title": topic.title,
            "partitions": settings.partitions,
            "cleanup": topic.cleanup,
            "retention_ms": _keep_ms(topic.cleanup, topic.retention),
            "audience": topic.audience,
            "partitions_on_broker": None if there is None else there.get(topic.name, 0),
        }
        for topic in all_topics(settings.group)
    ]
    if as_json:
        print(json.dumps(rows))
    else:
        _table(rows)


def _there(settings: Settings) -> dict[str, int] | None:
    import asyncio

    from streams.broker.topics import partitions_on_broker
    from streams.errors import BrokerError

    try:
        return asyncio.run(partitions_on_broker(settings))
    except BrokerError as error:
        print(f"copydesk: {error}", file=sys.stderr)
        return None


def _keep_ms(cleanup: str, retention: timedelta | None) -> int | None:
    """How long records are kept; ``None`` where the latest of each key stays for ever."""
    if "delete" not in cleanup or retention is None:
        return None
    return int(retention / timedelta(milliseconds=1))


def _table(rows: list[dict[str, str | int | None]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("name", "title", "partitions", "cleanup", "retention", "audience", "on broker"):
        table.add_column(column, no_wrap=column == "name")
    for row in rows:
        keep_ms, stands = row["retention_ms"], row["partitions_on_broker"]
        days = "for ever" if keep_ms is None else f"{int(keep_ms) / 86_400_000:g} days"
        state = {None: "?", 0: "no", row["partitions"]: "yes"}.get(stands, f"{stands} partitions")
        cells = (row["name"], row["title"], row["partitions"], row["cleanup"], days)
        table.add_row(*map(str, cells), str(row["audience"]), state)
    # Into a pipe or a file the lines go whole, whatever the width of the terminal.
    Console(highlight=False, width=None if sys.stdout.isatty() else 160).print(table)
