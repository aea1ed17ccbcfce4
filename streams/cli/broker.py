"""``copydesk broker``: genuine Apache Kafka, started locally."""

from __future__ import annotations

import json
import signal
import sys
import time
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from streams.broker import LocalKafka

_LOOK_S = 0.5


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("broker")(broker)


def broker(
    data: Path | None = typer.Option(
        None, "--data", help="Folder of its data.  [default: kafka in COPYDESK_DATA_DIR]"
    ),
    port: int = typer.Option(9092, "--port", min=0, max=65535, help="0 takes a free one."),
    nodes: int = typer.Option(1, "--nodes", help="1 or 3; three take the ports from --port on."),
    fetch: bool = typer.Option(False, "--fetch", help="Only fetch the jars, then end."),
    as_json: bool = typer.Option(False, "--json", help="Print one line of JSON when it is ready."),
) -> None:
    """Start a local Kafka, and run it until Ctrl-C.

    It is Apache Kafka itself, listens on 127.0.0.1 only, and keeps its data from start to start.
    The first start fetches its jars (43 MB); after that no network is needed. Exit code 0: stopped
    when told. 2: it cannot start, or has ended by itself, and why.

    Example: `copydesk broker --port 9092 --data kafka-data`
    """
    from streams.settings import Settings

    if fetch:
        _fetch(as_json)
        return
    from streams.broker import LocalKafka

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    kafka = LocalKafka(data or Settings().data_dir / "kafka", nodes=nodes, port=port)
    try:
        try:
            kafka.start(_progress)
            _announce(kafka, as_json)
            while True:
                time.sleep(_LOOK_S)
                kafka.check()
        finally:
            kafka.stop()
    except KeyboardInterrupt:
        if not as_json:
            _say("stopped")


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _announce(kafka: LocalKafka, as_json: bool) -> None:
    if as_json:
        ready = {"brokers": kafka.brokers, "pids": kafka.pids, "data": str(kafka.data)}
        print(json.dumps(ready), flush=True)
        return
    _say(
        f"Kafka answers at [bold]{kafka.brokers}[/bold] · data in {_plain(kafka.data)} · Ctrl-C stops it"
    )


def _fetch(as_json: bool) -> None:
    from streams.broker import jars
    from streams.settings import Settings

    cache = Settings().cache_dir
    count = jars.fetch(cache, _progress)
    jars.verified(cache)
    if as_json:
        print(json.dumps({"fetched": count, "folder": str(jars.folder(cache))}), flush=True)
    else:
        _say(f"{count} fetched, all verified · {_plain(jars.folder(cache))}")


def _progress(name: str, number: int, total: int) -> None:
    end = "\n" if number == total or not sys.stderr.isatty() else "\r\033[K"
    if end == "\n" and number not in {1, total}:
        return  # a log file gets the first and the last
    print(f"fetching Kafka {number}/{total} {name}", end=end, file=sys.stderr, flush=True)


def _plain(path: Path) -> str:
    from rich.markup import escape

    return escape(str(path))


def _say(line: str) -> None:
    from rich.console import Console

    Console(highlight=False).print(line, soft_wrap=True)
    sys.stdout.flush()
