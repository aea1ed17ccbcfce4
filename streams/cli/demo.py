"""``copydesk demo``: everything at once, on this machine."""

from __future__ import annotations

from pathlib import Path

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(demo)


def demo(
    path: Path = typer.Argument(
        Path("tests/fixtures/coverages"), help="Coverages to replay: a file or a folder."
    ),
    seconds: float = typer.Option(
        4.0, "--seconds", min=0, help="How long to spend on each coverage."
    ),
    as_json: bool = typer.Option(False, "--json", help="Print the summary as JSON."),
) -> None:
    """Start a Kafka and a worker, replay live blogs, and show the events as they come.

    Nothing is left behind: the broker and its data are gone at the end.

    Example: `copydesk demo my-live-page.txt`
    """
    import asyncio
    import json

    from rich.console import Console

    from streams.cli.demonstrating import demonstrate
    from streams.errors import SourceError

    if not path.exists():
        raise SourceError(
            f"{path}: there is nothing to replay; name a file or a folder of coverages"
        )
    summary = asyncio.run(demonstrate(str(path), seconds))
    if as_json:
        typer.echo(json.dumps(summary.rows()))
    else:
        Console().print(summary.table())
