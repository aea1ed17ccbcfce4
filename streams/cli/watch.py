"""``copydesk watch``: poll pages and feeds, and push what changes."""

from __future__ import annotations

from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("watch")(watch)


def watch(  # noqa: PLR0917 - typer calls it by name
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="URL...|FILE.toml",
            help="Addresses of pages or feeds; or a file that lists them as [[source]] with url, "
            "desk, source, every, withdraw.",
            show_default=False,
        ),
    ],
    desk: str | None = typer.Option(None, "--desk", help="Where the entries of URLs go."),
    source: str | None = typer.Option(
        None, "--source", metavar="NAME", help="Who publishes the URLs, where they do not say."
    ),
    every: str | None = typer.Option(
        None, "--every", metavar="TIME", help="Pause between polls of URLs.  [default: 30s]"
    ),
    withdraw: str | None = typer.Option(
        None,
        "--withdraw",
        metavar="proven|never",
        help="Whether entries of URLs are withdrawn when their page proves that they are gone.  "
        "[default: proven]",
    ),
    allow_private: bool = typer.Option(
        False, "--allow-private", help="Also connect to addresses of private networks."
    ),
    once: bool = typer.Option(False, "--once", help="Poll everything once, then end."),
) -> None:
    """Poll live pages and feeds, and push what is new, changed or gone onto news.raw.

    What was pushed is remembered in the folder watch of COPYDESK_DATA_DIR, so that a restart
    pushes nothing twice. It asks for changes only, keeps to robots.txt and Retry-After, and asks
    one host one thing at a time. Exit code 0: stopped when told; with --once: every poll was
    good, otherwise 1.

    Example: `copydesk watch sources.toml`
    """
    import asyncio

    from streams.log_format import set_up_logging
    from streams.settings import Settings
    from streams.watch.config import from_arguments
    from streams.watch.watcher import watch as run

    watched = from_arguments(sources, desk=desk, source=source, every=every, withdraw=withdraw)
    settings = Settings()
    set_up_logging(settings)
    raise typer.Exit(asyncio.run(run(watched, settings, allow_private=allow_private, once=once)))
