"""The command ``copydesk``: one module per command, imported when it runs."""

from __future__ import annotations

import sys

import typer
from rich.console import Console

from streams import __version__
from streams.errors import UserError

app = typer.Typer(
    name="copydesk",
    help="A stream processor for live news: raw live-blog entries in, structured events out.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"copydesk {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version."
    ),
) -> None:
    pass


def main() -> None:
    """Run the command line. Exit codes: 0 done, 1 something failed, 2 wrong use or bad input."""
    from . import (
        broker,
        demo,
        gateway,
        parse,
        process,
        produce,
        replay,
        schemas,
        tail,
        topics,
        watch,
        worker,
    )

    commands = (
        demo,
        parse,
        process,
        broker,
        topics,
        worker,
        produce,
        watch,
        gateway,
        replay,
        tail,
        schemas,
    )
    for module in commands:
        module.register(app)
    try:
        app()
    except UserError as error:
        Console(stderr=True, highlight=False).print(
            f"copydesk: {error}", markup=False, soft_wrap=True
        )
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
