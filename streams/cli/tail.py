"""``copydesk tail``: watch a topic."""

from __future__ import annotations

import typer

_AS_JSON = typer.Option(False, "--json", help="A CloudEvent in structured mode a line.")
_SINCE = typer.Option(
    None, "--since", help="Also what came since then: 10m, 2h, 3d, or an ISO 8601 time."
)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("tail")(tail)


def tail(  # noqa: PLR0917 - typer makes options of them
    name: str = typer.Argument("news.events", metavar="[TOPIC]", help="Which topic of Kafka."),
    from_beginning: bool = typer.Option(
        False, "--from-beginning", "-b", help="Also what is there already."
    ),
    since: str | None = _SINCE,
    until_end: bool = typer.Option(False, "--until-end", "-e", help="Stop at what is the end now."),
    full: bool = typer.Option(
        False, "--full", "-f", help="The whole text, and everything found in it."
    ),
    as_json: bool = _AS_JSON,
    desk: list[str] = typer.Option([], help="Only these desks."),
    source: list[str] = typer.Option([], help="Only these sources."),
    coverage: list[str] = typer.Option([], help="Only these live blogs, by id."),
    story: list[str] = typer.Option([], help="Only these stories, by id."),
    change: list[str] = typer.Option(
        [], "--type", help="Only these: published, revised, corrected, withdrawn, duplicated."
    ),
    kind: list[str] = typer.Option([], help="Only entries of these kinds."),
    topic: list[str] = typer.Option([], help="Only these IPTC topics, by code or name."),
    place: list[str] = typer.Option([], help="Only these places: UA, UA-30, or a GeoNames id."),
    urgency: str | None = typer.Option(None, help="At least as urgent as this, 1 (most) to 8."),
    cosmetic: bool = typer.Option(
        True, "--cosmetic/--no-cosmetic", help="Also changes that no reader would notice."
    ),
) -> None:
    """Show the records of a topic as they come, until Ctrl-C.

    Events come in a line each, with what changed below it. An option that says which may be given
    several times, or with commas. Of an entry that was shown, what happens to it later is shown as
    well.

    Example: `copydesk tail --since 2h --desk world --urgency 3 --full`
    """
    import asyncio
    import contextlib

    from streams.cli.tailing import Tail, asked, moment, the_topic
    from streams.settings import Settings

    found = the_topic(name)
    given = {
        "desk": desk,
        "source": source,
        "coverage": coverage,
        "story": story,
        "type": change,
        "kind": kind,
        "topic": topic,
        "place": place,
        "urgency": [] if urgency is None else [urgency],
        "cosmetic": [] if cosmetic else ["false"],
    }
    shown = Tail(found, asked(found, given), full=full, as_json=as_json)
    start = moment(since) if since else None
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(
            shown.run(Settings(), from_beginning=from_beginning, since=start, until_end=until_end)
        )
