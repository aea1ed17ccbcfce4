"""What docs/SUBSCRIBERS.md shows for Python and the terminal, run against real Kafka."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from schemas import from_structured
from tests.broker.workers import environment
from tests.client.making import send

from .pages import ROOT, blocks

PAGE = "docs/SUBSCRIBERS.md"
PYTHON = [block.text for block in blocks(PAGE, "python")]
COMMANDS = [
    command
    for block in blocks(PAGE, "sh")
    for command in block.commands
    if command.startswith(("copydesk tail", "copydesk conformance"))
]


@pytest.fixture
def told(settings, coverages) -> dict[str, str]:
    """The environment of a broker with an evening's events."""
    lines = (coverages / "election-night.events.jsonl").read_bytes().splitlines()
    asyncio.run(send(settings.brokers, "news.events", *map(from_structured, lines)))
    paths = os.pathsep.join((str(ROOT), str(ROOT / "client")))
    scripts = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return environment(settings, PYTHONPATH=paths, PATH=scripts)


def test_there_are_examples():
    assert len(PYTHON) >= 3
    assert len(COMMANDS) >= 5


@pytest.mark.broker
def test_the_examples_run(told):
    printed = []
    for text in PYTHON:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", text],
            env=told, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        printed += done.stdout.splitlines()
    assert sum("Polls close across Calder Vale" in line for line in printed) == 1
    assert not any("Commonweal treasurer" in line for line in printed), "it was withdrawn"


@pytest.mark.broker
@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_run(told, command):
    done = subprocess.run(
        ["bash", "-c", command], env=told, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    if "withdrawn" in command and "tail" in command:
        assert "Commonweal treasurer said to have resigned" in done.stdout
