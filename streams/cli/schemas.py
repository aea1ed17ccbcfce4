"""``copydesk schemas``: the generated contract."""

from __future__ import annotations

from pathlib import Path

import typer

_app = typer.Typer(help="The contract: JSON Schemas, AsyncAPI, OpenAPI.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(_app, name="schemas")


@_app.command("export")
def export(
    folder: Path | None = typer.Argument(None, help="Where to; by default into the package."),
) -> None:
    """Write the JSON Schemas, the AsyncAPI and the OpenAPI document.

    Example: `copydesk schemas export contract/`
    """
    from streams import contract

    for path in contract.export(folder or contract.FOLDER):
        typer.echo(f"written: {path}")


@_app.command("check")
def check(
    folder: Path | None = typer.Argument(None, help="Where; by default in the package."),
) -> None:
    """Say whether the written files are those that the models give. Exit code 1 if not.

    Example: `copydesk schemas check`
    """
    from streams import contract

    stale = contract.stale(folder or contract.FOLDER)
    for name in stale:
        typer.echo(f"stale: {name}", err=True)
    if stale:
        typer.echo("run: copydesk schemas export", err=True)
        raise typer.Exit(1)
