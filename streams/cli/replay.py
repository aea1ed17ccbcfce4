"""``copydesk replay``: play recorded coverages onto ``news.raw`` in their own rhythm."""

from __future__ import annotations

import typer

from streams.cli.inputs import Desk, FetchedAt, Format, PageUrl, SourceName


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("replay")(replay)


def _speed(value: str) -> float:
    if value == "max":
        return float("inf")
    try:
        found = float(value)
    except ValueError:
        found = 0.0
    if not found > 0:  # a NaN, too
        raise typer.BadParameter("a number above 0, or max")
    return found


def replay(  # noqa: PLR0917 - typer calls it by name
    path: str = typer.Argument(help="A file or a folder of files."),
    speed: str = typer.Option("60", "--speed", help="How many times faster than it was, or max."),
    check: bool = typer.Option(
        False, "--check", help="Compare what comes out with the golden events beside each file."
    ),
    desk: Desk = None,
    source: SourceName = None,
    url: PageUrl = None,
    fetched_at: FetchedAt = None,
    format_name: Format = None,
    as_json: bool = typer.Option(False, "--json", help="Print the result as JSON."),
) -> None:
    """Play recorded coverages onto news.raw, with the spacing they had, divided by the speed.

    With --check a worker must be running on topics that have not seen these coverages; the golden
    events of `storm.jsonl` are in `storm.events.jsonl`. Exit code 0: played, and as expected.
    1: the events differ. 2: nothing to play.

    Example: `copydesk replay tests/fixtures/coverages --speed max --check`
    """
    import asyncio
    import json
    from datetime import UTC, datetime

    from rich.console import Console

    from streams.cli.checking import Golden
    from streams.cli.inputs import by_file
    from streams.cli.playing import play
    from streams.cli.reading import reading
    from streams.settings import Settings
    from streams.timeline import timeline
    from streams.topics import EVENTS

    factor = _speed(speed)
    start = datetime.now(UTC)
    files = [
        (name, list(timeline(entries, start)))
        for name, entries in by_file([path], desk, source, url, fetched_at, format_name)
    ]
    golden = Golden.beside([name for name, _ in files]) if check else None
    console = Console(stderr=True, highlight=False)

    async def run() -> tuple[int, list[str]]:
        settings = Settings()
        async with reading(settings, EVENTS, from_beginning=False) as reader:
            pushed = await play(settings, files, factor)
            return pushed, await golden.differences(reader) if golden else []

    pushed, differences = asyncio.run(run())
    if as_json:
        typer.echo(json.dumps({"pushed": pushed, "differences": differences}))
    else:
        console.print(f"{pushed:,} records replayed from {len(files)} files")
        for line in differences:
            console.print(line, markup=False, soft_wrap=True)
        if golden is not None and not differences:
            console.print(f"all {golden.expected:,} golden events came as expected", style="green")
    if differences:
        raise typer.Exit(1)
