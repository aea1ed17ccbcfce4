"""The arguments and options that all commands with input files share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Annotated

import typer

from schemas import RawEntry
from streams.errors import SourceError
from streams.sources import NAMES, Context, Malformed, named, parse, read_inputs

Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE...",
        help="A live page's HTML or text, a feed, an agency's items, or JSON Lines; plain or .gz; "
        "a folder; or - for standard input.",
        show_default=False,
    ),
]
Desk = Annotated[
    str | None,
    typer.Option(
        "--desk", help="Where the entries go; otherwise where the file says, or else to main."
    ),
]
SourceName = Annotated[
    str | None,
    typer.Option("--source", metavar="NAME", help="Who published it, where the file does not say."),
]
PageUrl = Annotated[
    str | None,
    typer.Option("--url", help="Where the page came from, where the file does not say."),
]
FetchedAt = Annotated[
    str | None,
    typer.Option(
        "--fetched-at",
        metavar="TIME",
        help="When the page was fetched, such as 2025-03-03T18:00:00+00:00: "
        "gives times of day their day.",
    ),
]

Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="NAME",
        help=f"What the files promise to be, such as {NAMES[0]} or {NAMES[-1]}: others are refused. "
        "Otherwise the content tells.",
    ),
]


def entries(  # noqa: PLR0917 - one for each option
    files: Iterable[str],
    desk: str | None = None,
    source: str | None = None,
    url: str | None = None,
    fetched_at: str | None = None,
    format_name: str | None = None,
) -> Iterator[RawEntry | Malformed]:
    """The entries of all files, in order; places of malformed ones name their file.

    Raises:
        SourceError: a file cannot be used, or an option does not hold; the text says which.
    """
    for _, found in by_file(files, desk, source, url, fetched_at, format_name):
        yield from found


def by_file(  # noqa: PLR0917 - one for each option
    files: Iterable[str],
    desk: str | None = None,
    source: str | None = None,
    url: str | None = None,
    fetched_at: str | None = None,
    format_name: str | None = None,
) -> Iterator[tuple[str, Iterator[RawEntry | Malformed]]]:
    """The entries of each file, with its name; otherwise like ``entries``."""
    context = replace(_context(desk, source, url, fetched_at), format=format_name)
    if format_name:
        named(format_name)
    for name, data in read_inputs(files):
        yield name, _named(name, data, context)


def _named(name: str, data: bytes, context: Context) -> Iterator[RawEntry | Malformed]:
    try:
        for item in parse(data, replace(context, name=name)):
            if isinstance(item, Malformed):
                yield replace(item, where=f"{name}, {item.where}")
            else:
                yield item
    except SourceError as error:
        raise SourceError(f"{name}: {error}") from None


def _context(
    desk: str | None, source: str | None, url: str | None, fetched_at: str | None
) -> Context:
    from pydantic import ValidationError

    from schemas import Coverage
    from streams.core.reason import reason

    try:
        # the contract's own rules, so that a bad option is not blamed on every entry
        RawEntry.model_validate(
            {
                "coverage": Coverage(id=url or "-", url=url),
                "headline": "-",
                "desk": desk or "main",
                "source": source or "unknown",
                "fetched_at": fetched_at,
            }
        )
        moment = datetime.fromisoformat(fetched_at) if fetched_at else None
    except ValidationError as error:
        raise SourceError(f"an option does not hold: {reason(error)}") from None
    except ValueError:
        raise SourceError("--fetched-at must be like 2025-03-03T18:00:00+00:00") from None
    return Context(desk=desk, source=source, url=url, fetched_at=moment)
