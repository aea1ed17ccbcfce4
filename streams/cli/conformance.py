"""``copydesk conformance``: try a subscriber."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from streams.conformance import Scenario
    from streams.conformance.asking import Ask
    from streams.conformance.trying import Trial


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("conformance")(conformance)


def conformance(  # noqa: PLR0917 - typer makes options of them
    target: str = typer.Argument(
        "", help="A topic that the subscriber reads, or an http(s) address that it listens on."
    ),
    state_url: str | None = typer.Option(
        None, help="The subscriber shows its state there, by GET."
    ),
    state_file: Path | None = typer.Option(None, help="The subscriber keeps its state there."),
    state_command: str | None = typer.Option(None, help="This command prints its state."),
    secret: str | None = typer.Option(
        None, help="Sign requests with this (whsec_…), by Standard Webhooks."
    ),
    create: bool = typer.Option(False, help="Create the topic if it is missing."),
    scenario: list[str] = typer.Option(
        [], help="Only these scenarios; may be given several times."
    ),
    seed: int | None = typer.Option(
        None, help="Send what a run with this seed sent; else a new one."
    ),
    patience: float = typer.Option(15.0, help="Seconds to wait until everything has arrived."),
    settle: float = typer.Option(0.5, help="Seconds to wait after that, before judging."),
    as_json: bool = typer.Option(False, "--json", help="Print JSON."),
    list_: bool = typer.Option(False, "--list", help="List the scenarios, and send nothing."),
    state_schema: bool = typer.Option(
        False, help="Print the JSON Schema of the state, and send nothing."
    ),
) -> None:
    """Try a subscriber: send events in every awkward order, and say whether it ends up right.

    Exit codes: 0 all is right, 1 something is wrong, 2 wrong use, or the subscriber does not
    answer.

    Example: `copydesk conformance http://127.0.0.1:8000/hook --state-url http://127.0.0.1:8000/state`
    """
    import asyncio
    import secrets
    from datetime import UTC, datetime

    from streams.conformance import end_of, scenarios
    from streams.conformance.state import state_schema as schema

    if state_schema:
        print(json.dumps(schema(), indent=2))
        return
    number = secrets.randbelow(2**31) if seed is None else seed
    now = datetime.now(UTC)
    chosen = _chosen(scenarios(number, now), scenario)
    if list_:
        _list(chosen, as_json=as_json)
        return
    ask = _ask(state_url, state_file, state_command)
    end = end_of(number, now)
    trial = asyncio.run(
        _try(target, ask, (*chosen, end), secret, create=create, times=(patience, settle))
    )
    if as_json:
        _print_json(trial, number)
    else:
        _print_table(trial, number, patience)
    sys.exit(0 if trial.passed else 1)


def _chosen(found: tuple[Scenario, ...], names: list[str]) -> tuple[Scenario, ...]:
    from streams.errors import UserError

    known = [one.name for one in found]
    for name in names:
        if name not in known:
            raise UserError(f"there is no scenario {name}; choose of {', '.join(known)}")
    return tuple(one for one in found if not names or one.name in names)


def _ask(url: str | None, file: Path | None, command: str | None) -> Ask:
    from streams.conformance.asking import at_address, by_command, in_file
    from streams.errors import UserError

    given = [one for one in (url, file, command) if one is not None]
    if len(given) != 1:
        raise UserError("say where the state is: one of --state-url, --state-file, --state-command")
    if url is not None:
        return at_address(url)
    return in_file(file) if file is not None else by_command(command or "")


async def _try(
    target: str,
    ask: Ask,
    sent: tuple[Scenario, ...],
    secret: str | None,
    *,
    create: bool,
    times: tuple[float, float],
) -> Trial:
    from datetime import UTC, datetime

    from streams.conformance.sending import onto_topic, to_endpoint
    from streams.conformance.trying import attempt
    from streams.errors import UserError
    from streams.settings import Settings

    if not target:
        raise UserError("say where the subscriber is: a topic, or an http(s) address")
    if target.startswith(("http://", "https://")):
        sending = to_endpoint(target, secret, lambda: datetime.now(UTC))
    elif secret is not None:
        raise UserError("--secret signs requests, and records of a topic are not signed")
    else:
        sending = onto_topic(Settings(), target, create=create)
    patience_s, settle_s = times
    async with sending as send:
        return await attempt(
            send, ask, sent[:-1], sent[-1], patience_s=patience_s, settle_s=settle_s
        )


def _list(chosen: tuple[Scenario, ...], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps([{"scenario": one.name, "says": one.says} for one in chosen]))
        return
    for one in chosen:
        print(f"{one.name:26} {one.says}")


def _print_json(trial: Trial, seed: int) -> None:
    from dataclasses import asdict

    findings = [asdict(one) for one in trial.findings]
    said = {"passed": trial.passed, "seed": seed, "sent": trial.sent}
    print(json.dumps({**said, "saw_the_end": trial.saw_the_end, "findings": findings}))


def _print_table(trial: Trial, seed: int, patience: float) -> None:
    from rich.console import Console

    from streams.terminal.marks import line

    console = Console(highlight=False)
    colours = {"right": "green", "wrong": "red", "not-shown": "yellow"}
    for one in trial.findings:
        console.print(
            f"[{colours[one.verdict]}]{one.verdict:9}[/] {one.scenario:26} {one.says}",
            soft_wrap=True,
        )
        for problem in one.problems:
            console.print(f"{'':10}{line(problem)}", soft_wrap=True, markup=False, style="dim")
    if not trial.saw_the_end:
        console.print(
            f"[red]the last entry is not held after {patience:g} s:[/] the subscriber does not get "
            "the events, is slow (--patience), or stopped at one of them",
            soft_wrap=True,
        )
    if any(one.verdict == "not-shown" for one in trial.findings):
        console.print("not-shown: the state names no stories, so that was not tried")
    wrong = sum(one.verdict == "wrong" for one in trial.findings)
    console.print(f"{trial.sent} events sent, {wrong} of {len(trial.findings)} scenarios wrong")
    console.print(f"the same events again: --seed {seed}", style="dim")
