"""``copydesk process``: the whole pipeline over files, without a broker."""

from __future__ import annotations

import sys

import typer

from streams.cli.inputs import Desk, FetchedAt, Files, Format, PageUrl, SourceName


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("process")(process)


def process(  # noqa: PLR0917 - typer calls it by name
    files: Files,
    desk: Desk = None,
    source: SourceName = None,
    url: PageUrl = None,
    fetched_at: FetchedAt = None,
    format_name: Format = None,
    topic: str = typer.Option(
        "news.events",
        "--topic",
        "-t",
        help="What to print: news.events, news.alerts, news.stories or news.dead-letters.",
    ),
) -> None:
    """Run the whole pipeline over files and print the events, a CloudEvent a line.

    The events are the same, byte for byte, as a worker publishes for the same input. A summary
    goes to standard error. Exit code 0: done. 1: some records became dead letters. 2: a file
    holds no entries, or cannot be read.

    Example: `copydesk process live-page.txt | jq .data.headline`
    """
    from datetime import UTC, datetime

    from streams.cli.inputs import by_file
    from streams.cli.summary import Summary
    from streams.errors import UserError
    from streams.local import LocalPipeline
    from streams.settings import Settings
    from streams.structured import structured_line
    from streams.timeline import timeline
    from streams.topics import ALERTS, DEAD_LETTERS, EVENTS, STORIES

    printable = {one.name: one for one in (EVENTS, ALERTS, STORIES, DEAD_LETTERS)}
    if topic not in printable:
        raise UserError(f"{topic} cannot be printed; choose one of {', '.join(printable)}")
    local = LocalPipeline(Settings())
    start = datetime.now(UTC)
    for _, entries in by_file(files, desk, source, url, fetched_at, format_name):
        for timed in timeline(entries, start):
            for output in local.push(timed.key, timed.value, timed.at):
                if output.topic.name == topic:
                    sys.stdout.buffer.write(structured_line(output.topic, output.value) + b"\n")
    sys.stdout.buffer.flush()
    summary = Summary.of(local.counts)
    summary.print_to_stderr()
    if summary.dead_letters:
        raise typer.Exit(1)
