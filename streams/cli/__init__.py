"""The command ``copydesk``: one module per command, imported when it runs."""

from __future__ import annotations

import logging
import sys

import typer
from pydantic import ValidationError
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
    version: bool = typer.Option(  # noqa: ARG001 - typer hands it to its callback
        False, "--version", callback=_version, is_eager=True, help="Print the version."
    ),
) -> None:
    # what goes wrong is said once, by us; a worker turns its logs on again
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)


def register_all() -> typer.Typer:
    """The app with all its commands."""
    from . import (
        broker,
        conformance,
        demo,
        gateway,
        parse,
        process,
        produce,
        replay,
        schemas,
        settings,
        tail,
        topics,
        watch,
        webhooks,
        worker,
    )

    producers = (produce, watch, gateway, replay)
    commands = (demo, parse, process, broker, topics, worker, *producers, tail, webhooks)
    for module in (*commands, conformance, schemas, settings):
        module.register(app)
    return app


def main() -> None:
    """Run the command line. Exit codes: 0 done, 1 something failed, 2 wrong use or bad input."""
    register_all()
    try:
        app()
    except UserError as error:
        _say(str(error))
        sys.exit(2)
    except ValidationError as error:
        if error.title != "Settings":
            raise
        _say(_bad_settings(error))
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


def _say(text: str) -> None:
    Console(stderr=True, highlight=False).print(f"copydesk: {text}", markup=False, soft_wrap=True)


def _bad_settings(error: ValidationError) -> str:
    wrong = [
        f"COPYDESK_{'_'.join(map(str, one['loc'])).upper()}: {one['msg'].lower()}"
        for one in error.errors(include_url=False, include_input=False)
    ]
    return f"{'; '.join(wrong)}; see: copydesk settings --markdown"
