"""What README.md and CONTRIBUTING.md tell people to type, typed."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from streams.broker.ports import free_ports

from .pages import ROOT, blocks

LINKED = ("tests", "streams", "schemas", "docs", "README.md")
NOT_RUN = ("make ", "git ", ". .venv/bin/activate")
# These run until they are stopped: each has a terminal of its own.
STAYS = re.compile(r"copydesk (broker|worker)\b|copydesk tail (?!.*--until-end)")
PATIENCE_S = 40.0


class Terminals:
    """A folder as after `make install`, with terminals in it."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.folder = folder
        self.port = free_ports(1)[0]
        self._running: list[subprocess.Popen[bytes]] = []
        for name in LINKED:
            (folder / name).symlink_to(ROOT / name)
        own = {name: value for name, value in os.environ.items() if not name.startswith("COPYDESK")}
        self.environment = {
            **own,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "client"))),
            "PYTHONUNBUFFERED": "1",
            "COPYDESK_BROKERS": f"127.0.0.1:{self.port}",
            "COPYDESK_CACHE_DIR": str(cache),
            "COPYDESK_HEALTH_PORT": "0",
        }

    def run(self, command: str) -> str:
        """Run a command to its end; its output."""
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
        assert done.returncode == 0, f"{command}: {done.stderr[-2000:]}"
        return done.stdout + done.stderr

    def open(self, command: str) -> Path:
        """Run a command in a terminal of its own; the file that its output goes to."""
        if re.match(r"copydesk broker\b", command):
            command += f" --port {self.port}"  # 9092 may be taken on this machine
        output = self.folder / f"terminal-{len(self._running)}.txt"
        with output.open("wb") as file:
            self._running.append(
                subprocess.Popen(
                    ["bash", "-c", f"exec {command}"],
                    cwd=self.folder,
                    env=self.environment,
                    stdin=subprocess.DEVNULL,
                    stdout=file,
                    stderr=file,
                )
            )
        return output

    def close(self) -> list[int]:
        """Ctrl-C in each, the last one first; their exit codes."""
        codes = []
        for process in reversed(self._running):
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
            try:
                codes.append(process.wait(20))
            except subprocess.TimeoutExpired:
                process.kill()
                codes.append(process.wait())
        self._running.clear()
        return codes


@pytest.fixture
def terminals(broker_cache: Path, tmp_path: Path) -> Iterator[Terminals]:
    found = Terminals(tmp_path, broker_cache)
    yield found
    found.close()


def wait_for(output: Path, pattern: str, times: int = 1) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while True:
        text = output.read_text(encoding="utf-8", errors="replace")
        if len(re.findall(pattern, text, re.MULTILINE)) >= times:
            return
        assert time.monotonic() < deadline, f"no {pattern!r} in: {text[-2000:]}"
        time.sleep(0.1)


def commands(page: str) -> list[str]:
    return [command for block in blocks(page, "sh", "console") for command in block.commands]


@pytest.mark.broker
def test_every_command_of_the_readme_does_what_it_says(terminals: Terminals) -> None:
    outputs: dict[str, str] = {}
    tail = None
    for command in commands("README.md"):
        if command.startswith(NOT_RUN):
            continue
        if STAYS.match(command):
            output = terminals.open(command)
            if "broker" in command:
                wait_for(output, "Kafka answers at")
            if "tail" in command:
                tail = output
            continue
        outputs[command] = terminals.run(command)
        if "produce -" in command:
            assert tail is not None
            wait_for(tail, r"\bpublished\b", times=12)
            assert "12 records pushed" in outputs[command]
            terminals.run(command)  # the second time nothing comes, as is seen below
    lines = outputs[_one(outputs, "news.stories")].splitlines()
    stories = {story["id"]: story for story in (json.loads(line)["data"] for line in lines)}
    assert sum(story["entries"] for story in stories.values()) == 12
    assert "events came as expected" in outputs[_one(outputs, "--check")]
    assert outputs[_one(outputs, "dead-letters")].count("dead letter") == 18
    script = terminals.folder / "subscribe.py"
    script.write_text(blocks("README.md", "python")[0].text, encoding="utf-8")
    golden = ROOT / "tests" / "fixtures" / "coverages" / "quake.events.jsonl"
    printed = terminals.open("python subscribe.py")
    wait_for(printed, r"^copydesk\.entry\.\w+\.v1 transport ", times=12)
    wait_for(printed, r"^copydesk\.entry\.\w+\.v1 world ", times=golden.read_text().count("\n"))
    assert printed.read_text(encoding="utf-8").count(" transport ") == 12
    codes = terminals.close()
    assert codes[-2:] == [0, 0], "Ctrl-C stops the worker and the broker"


def _one(outputs: dict[str, str], needle: str) -> str:
    (found,) = [command for command in outputs if needle in command]
    return found


def test_the_commands_of_contributing_hold(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
    }
    for name in LINKED:
        (tmp_path / name).symlink_to(ROOT / name)
    for command in commands("CONTRIBUTING.md"):
        if command.startswith("pytest"):
            check_pytest(command)
        elif not command.startswith(NOT_RUN):
            subprocess.run(
                ["bash", "-o", "pipefail", "-c", command],
                cwd=tmp_path,
                env=environment,
                capture_output=True,
                timeout=PATIENCE_S,
                check=True,
            )


def check_pytest(command: str) -> None:
    _, *arguments = shlex.split(command)
    marks = {"broker", "browser", "faults", "data", "not", "or", "and"}
    while arguments:
        one = arguments.pop(0)
        if one == "-m":
            assert set(arguments.pop(0).split()) <= marks, command
        elif one == "-k":
            arguments.pop(0)
        elif not one.startswith("-"):
            assert (ROOT / one).exists(), command


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_every_make_target_is_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    there = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))
    named = set(re.findall(r"^make ([a-z-]+)$|`make ([a-z-]+)`", text, re.MULTILINE))
    assert {first or second for first, second in named} <= there
    assert page != "README.md" or {"make demo", "make test"} <= set(commands(page))


def test_the_event_of_the_readme_is_a_golden_one() -> None:
    (block,) = blocks("README.md", "json")
    shown = json.loads(block.text)
    golden = (ROOT / "tests" / "fixtures" / "coverages" / "election-night.events.jsonl").read_text(
        encoding="utf-8"
    )
    (event,) = [e for e in map(json.loads, golden.splitlines()) if e["id"] == shown["id"]]
    assert differences(shown, event) == []


def differences(shown: object, real: object, path: str = "") -> list[str]:
    """What a shortened value says that the real one does not."""
    if isinstance(shown, dict) and isinstance(real, dict):
        return [
            line
            for key, value in shown.items()
            for line in differences(value, real.get(key), f"{path}.{key}")
        ]
    if isinstance(shown, list) and isinstance(real, list):
        return [
            f"{path}: no {value}"
            for value in shown
            if not any(differences(value, one) == [] for one in real)
        ]
    return [] if shown == real else [f"{path}: {shown!r} is {real!r}"]
