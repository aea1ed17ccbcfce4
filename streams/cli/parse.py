"""``copydesk parse``: files to entries."""

from __future__ import annotations

import sys
from collections import Counter
from typing import Annotated

import typer

from .inputs import Desk, FetchedAt, Files, Format, PageUrl, SourceName


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("parse")(parse_files)


def parse_files(  # noqa: PLR0917 - typer calls it by name
    files: Files,
    desk: Desk = None,
    source: SourceName = None,
    url: PageUrl = None,
    fetched_at: FetchedAt = None,
    format_name: Format = None,
    pretty: Annotated[
        bool, typer.Option("--pretty/--json", help="Indented for people, or JSON Lines.")
    ] = False,
) -> None:
    """Print the entries of live pages as JSON Lines, oldest first.

    Records that hold no entry are named on standard error. The exit code is 0 if there are
    entries, 1 if some records were malformed, 2 if a file cannot be used.

    Example: `copydesk parse page.html.gz --desk world > entries.jsonl`
    """
    from streams.sources import Malformed

    from .inputs import entries

    seen: Counter[tuple[str, str, str]] = Counter()
    malformed = 0
    for item in entries(files, desk, source, url, fetched_at, format_name):
        if isinstance(item, Malformed):
            malformed += 1
            sys.stderr.write(f"malformed: {item.where}: {item.reason}\n")
            continue
        place = item.coverage.headline or item.coverage.id
        seen[item.source, place, item.kind or "entry"] += 1
        if pretty:
            sys.stdout.write(item.model_dump_json(indent=2, exclude_defaults=True) + "\n")
        else:
            sys.stdout.buffer.write(item.to_json() + b"\n")
    sys.stdout.flush()
    if sys.stderr.isatty():
        _summary(seen, malformed)
    if malformed:
        raise typer.Exit(1)


def _summary(seen: Counter[tuple[str, str, str]], malformed: int) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table("source", "coverage", "kind", title_justify="left")
    table.add_column("entries", justify="right")
    for (source, place, kind), count in seen.items():
        table.add_row(Text(source), Text(place[:60]), Text(kind), str(count))
    if malformed:
        table.add_row("", "", "malformed", str(malformed), style="red")
    Console(stderr=True, highlight=False).print(table)
