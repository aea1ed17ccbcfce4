"""``copydesk tail``: watch a topic."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("tail")(tail)


def tail(
    topic: str = typer.Argument("news.events", help="Which topic."),
    from_beginning: bool = typer.Option(
        False, "--from-beginning", "-b", help="Also what is there already."
    ),
    as_json: bool = typer.Option(False, "--json", help="A CloudEvent in structured mode a line."),
    until_end: bool = typer.Option(False, "--until-end", "-e", help="Stop at what is the end now."),
) -> None:
    """Show the records of a topic as they come, until Ctrl-C.

    Example: `copydesk tail news.alerts --json | jq .data.headline`
    """
    import asyncio
    import contextlib
    import sys

    from rich.console import Console

    from streams.cli.reading import reading
    from streams.cli.showing import line_for
    from streams.errors import UserError
    from streams.settings import Settings
    from streams.structured import structured_line
    from streams.topics import TOPICS

    found = next((one for one in TOPICS if one.name == topic), None)
    if found is None:
        raise UserError(
            f"there is no topic {topic}; choose one of {', '.join(t.name for t in TOPICS)}"
        )
    console = Console(highlight=False)

    async def run() -> None:
        async with reading(Settings(), found, from_beginning=from_beginning) as reader:
            async for record in reader.rest() if until_end else reader.records():
                if as_json:
                    sys.stdout.buffer.write(structured_line(found, record.value or b"null") + b"\n")
                    sys.stdout.buffer.flush()
                else:
                    console.print(line_for(found, record.value), soft_wrap=True)

    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(run())
