"""``copydesk produce``: push the entries of files onto ``news.raw``."""

from __future__ import annotations

import typer

from streams.cli.inputs import Desk, FetchedAt, Files, Format, PageUrl, SourceName


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("produce")(produce)


def produce(  # noqa: PLR0917 - typer calls it by name
    files: Files,
    desk: Desk = None,
    source: SourceName = None,
    url: PageUrl = None,
    fetched_at: FetchedAt = None,
    format_name: Format = None,
    as_json: bool = typer.Option(False, "--json", help="Print the result as JSON."),
) -> None:
    """Push the entries of files onto news.raw, as fast as Kafka takes them.

    Lines that are no entries are pushed as they are: the pipeline keeps them as dead letters,
    so that nobody loses them on the way. Exit code 0: Kafka has all of them.

    Example: `copydesk parse page.html | copydesk produce -`
    """
    import asyncio
    import json

    from rich.console import Console

    from streams.cli.inputs import by_file
    from streams.cli.pushing import Pusher
    from streams.settings import Settings
    from streams.sources import Malformed

    async def run() -> int:
        async with Pusher(Settings()) as pusher:
            for name, entries in by_file(files, desk, source, url, fetched_at, format_name):
                for entry in pusher.track(name, entries):
                    if isinstance(entry, Malformed):
                        await pusher.push((desk or "main").encode(), entry.value)
                    else:
                        await pusher.push(entry.desk.encode(), entry.to_json())
            await pusher.flush()
            return pusher.pushed

    pushed = asyncio.run(run())
    if as_json:
        typer.echo(json.dumps({"pushed": pushed}))
    else:
        Console(stderr=True).print(f"{pushed:,} records pushed onto news.raw")
