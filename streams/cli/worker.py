"""``copydesk worker``: take part in the work until told to stop."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("worker")(worker)


def worker(
    concurrency: int = typer.Option(
        1, "--concurrency", "-c", min=1, max=64, help="Processes on this machine."
    ),
    parent: int | None = typer.Option(
        None, "--parent", hidden=True, help="Stop when this process is gone."
    ),
) -> None:
    """Run a worker against the Kafka that COPYDESK_BROKERS names.

    SIGTERM drains and stops it. Exit code 0: stopped when told. 1: stopped because going on
    would have lost or repeated something; start it again. 2: it could not start, and why.

    Example: `COPYDESK_BROKERS=kafka-1:9092 copydesk worker --concurrency 2`
    """
    from streams.cli.running import run_worker, supervise

    if concurrency == 1:
        raise typer.Exit(run_worker(parent))
    raise typer.Exit(supervise(concurrency))
