"""``copydesk parse``: files to entries."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("parse")(parse_files)


def parse_files(files: list[str]) -> None:
    """Print the entries of files as RawEntry lines."""
