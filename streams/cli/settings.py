"""``copydesk settings``: every setting, and what it is now."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("settings")(settings)


def settings(
    markdown: bool = typer.Option(
        False, "--markdown", help="The reference page, without present values."
    ),
    as_json: bool = typer.Option(False, "--json", help="Print JSON."),
) -> None:
    """Show every setting: its variable, its value now, its default, what it is for.

    Secrets are never printed, only whether they are set. Exit code 2: a value is not allowed.

    Example: `COPYDESK_PARTITIONS=12 copydesk settings`
    """
    import json
    import os
    import sys
    from dataclasses import asdict

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from streams.reference import all_settings, settings_page
    from streams.settings import Settings

    if markdown:
        sys.stdout.write(settings_page())
        return
    now = Settings()
    given = {name.upper() for name in os.environ}
    if as_json:
        rows = [
            {**asdict(one), "value": one.value(now), "is_set": one.variable in given}
            for one in all_settings()
        ]
        typer.echo(json.dumps(rows))
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("variable", "value", "default", "what it is for"):
        table.add_column(column, no_wrap=column == "variable")
    for one in all_settings():
        style = "green" if one.variable in given else ""
        table.add_row(
            Text(one.variable, style),
            Text(one.value(now), style),
            Text(one.default, "dim"),
            Text(one.description),
        )
    # Into a pipe or a file the lines go whole, whatever the width of the terminal.
    Console(highlight=False, width=None if sys.stdout.isatty() else 200).print(table)
