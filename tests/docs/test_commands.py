"""Every command explains itself, and is in the documentation."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from streams.cli import register_all

from .pages import ROOT, pages

_EXAMPLE = re.compile(r"Example: `([^`]+)`")


def all_commands() -> dict[str, Any]:
    """Each command that does something, by its words after ``copydesk``."""
    return dict(_walk(typer.main.get_command(register_all()), ()))


def _walk(command: Any, words: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    if hasattr(command, "commands"):
        for name, one in command.commands.items():
            yield from _walk(one, (*words, name))
    else:
        yield " ".join(words), command


COMMANDS = all_commands()


def test_there_are_commands() -> None:
    assert {"demo", "worker", "settings", "topics apply"} <= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_a_description_and_an_example(name: str) -> None:
    text = COMMANDS[name].help
    assert re.match(r"[A-Z][^\n]+[.:]", text), "the first line says what it does"
    (example,) = _EXAMPLE.findall(text)
    assert f"copydesk {name}" in example


@pytest.mark.parametrize("name", COMMANDS)
def test_the_example_uses_options_that_exist(name: str) -> None:
    (example,) = _EXAMPLE.findall(COMMANDS[name].help)
    for part in re.split(r"[|>]", example):
        words = [word for word in shlex.split(part) if not word.startswith("COPYDESK_")]
        if words[0] != "copydesk":
            continue
        called = next(one for one in (" ".join(words[1:3]), words[1]) if one in COMMANDS)
        there = {option for one in COMMANDS[called].params for option in one.opts}
        assert {word for word in words if word.startswith("-") and word != "-"} <= there


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_help(name: str) -> None:
    assert [one.name for one in COMMANDS[name].params if not getattr(one, "help", None)] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_the_documentation_names_every_command(name: str) -> None:
    written = [page for page in pages() if page.name != "CHANGELOG.md"]
    text = "\n".join(page.read_text(encoding="utf-8") for page in written)
    assert re.search(rf"\bcopydesk {name}\b", text)


def test_the_documentation_names_no_other_command() -> None:
    groups = {name.split()[0] for name in COMMANDS}
    for page in pages():
        text = page.read_text(encoding="utf-8")
        shown = re.findall(r"(?:^|`|\| |bin/)copydesk ([a-z]+)", text, re.MULTILINE)
        assert set(shown) <= groups, page.relative_to(ROOT)


def test_help_is_shown_without_loading_kafka() -> None:
    code = (
        "import sys; sys.argv = ['copydesk', 'worker', '--help']\n"
        "from streams.cli import main\n"
        "try: main()\n"
        "finally: assert not {'faust', 'aiokafka'} & set(sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Example" in done.stdout


def test_a_setting_that_is_not_allowed_is_one_line() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "streams.cli", "settings"],
        cwd=ROOT,
        env={"COPYDESK_PARTITIONS": "many", "COPYDESK_SASL_PASSWORD": "s3cret"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("copydesk: COPYDESK_PARTITIONS: ")
    assert done.stderr.count("\n") == 1
    assert "s3cret" not in done.stderr
