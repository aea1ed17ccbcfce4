"""Every command: its help, its exit codes, and one line where something is wrong."""

from __future__ import annotations

import gzip
import io
import json
import sys
from types import SimpleNamespace

import pytest
import typer

from streams.cli import app, demo, parse, process, produce, replay, tail, topics, worker
from streams.cli import broker as broker_command
from streams.cli import schemas as schemas_command
from streams.cli.checking import Golden
from tests.conftest import ROOT

COVERAGES = ROOT / "tests" / "fixtures" / "coverages"
ENTRY = b'{"coverage":{"id":"c"},"entry_id":"e","headline":"Bridge closes"}\n'


def commands() -> list[tuple[str, ...]]:
    for module in (
        demo, parse, process, broker_command, topics, worker, produce, replay, tail,
        schemas_command,
    ):  # fmt: skip
        module.register(app)
    root = typer.main.get_command(app)
    found: list[tuple[str, ...]] = []
    for name, command in root.commands.items():
        subcommands = getattr(command, "commands", None)
        found += [(name, sub) for sub in subcommands] if subcommands else [(name,)]
    return found


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_every_command_has_help_with_an_example(run, command):
    code, out, err = run(*command, "--help")
    assert (code, err) == (0, "")
    assert "Example: copydesk " in " ".join(out.split()) or f"copydesk {' '.join(command)}" in out
    assert "Example:" in out


def test_without_a_command_there_is_help(run):
    _, out, err = run()
    assert "Usage" in out + err


def test_the_version_is_printed(run):
    code, out, _ = run("--version")
    assert code == 0
    assert out.startswith("copydesk ")


@pytest.mark.parametrize("arguments", [("dance",), ("parse",), ("process", "--dance", "x")])
def test_wrong_use_is_code_2(run, arguments):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert "Usage" in err


@pytest.fixture
def stdin(monkeypatch):
    def set_to(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))

    return set_to


@pytest.mark.parametrize("command", ["parse", "process", "replay"])
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "there is no such file"),
        (b"", "the file is empty"),
        (b"  \n", "it is empty"),
        (b"<html><p>Hello</p></html>", "copy the page's text into a file"),
        (b"\x1f\x8bbroken", "gzip"),
        (gzip.compress(ENTRY)[:-9], "cut short"),
        (b'[{"a": 1}]', "no known format"),
        (b"\x89PNG\r\n\x1a\n\xff\xd8", "UTF-8"),
    ],
    ids=["missing", "empty", "space", "no blog", "no gzip", "half a gzip", "other JSON", "binary"],
)
def test_a_file_that_cannot_be_used_is_one_line_and_code_2(run, tmp_path, command, content, says):
    file = tmp_path / "file"
    if content is not None:
        file.write_bytes(content)
    code, out, err = run(command, file)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"copydesk: {file}: ")
    assert says in err


@pytest.mark.parametrize("command", ["parse", "process", "replay"])
def test_an_empty_folder_is_one_line_and_code_2(run, tmp_path, command):
    code, out, err = run(command, tmp_path)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "no files in this folder" in err


@pytest.mark.parametrize("command", ["parse", "process"])
def test_a_folder_a_gzip_and_standard_input_are_read_alike(run, tmp_path, stdin, command):
    file = tmp_path / "entries.jsonl"
    file.write_bytes(ENTRY)
    plain = run(command, file)
    assert plain[0] == 0
    assert "Bridge closes" in plain[1]
    assert run(command, tmp_path) == plain
    stdin(ENTRY)
    assert run(command, "-") == plain
    file.write_bytes(gzip.compress(ENTRY))
    assert run(command, file) == plain


@pytest.mark.parametrize("path", sorted(COVERAGES.glob("*[!s].[jht]*")), ids=lambda path: path.name)
def test_process_gives_the_golden_events(run, path):
    code, out, err = run("process", path)
    golden = path.with_name(path.name.split(".")[0] + ".events.jsonl")
    assert out.encode() == golden.read_bytes()
    assert code == (1 if path.name == "bad-records.jsonl" else 0)
    assert err.startswith("copydesk: in ")
    assert err.count("\n") == 1


def test_process_can_print_dead_letters_alerts_and_stories(run):
    bad = COVERAGES / "bad-records.jsonl"
    code, out, _ = run("process", bad, "--topic", "news.dead-letters")
    assert (code, out.count("\n")) == (1, 18)
    assert all(json.loads(line)["stage"] == "deduplicate" for line in out.splitlines())
    for topic in ("news.alerts", "news.stories"):
        code, out, _ = run("process", COVERAGES / "quake.jsonl", "-t", topic)
        assert code == 0
        assert all(json.loads(line)["specversion"] == "1.0" for line in out.splitlines())


def test_process_refuses_a_topic_that_it_does_not_make(run):
    code, out, err = run("process", COVERAGES / "quake.jsonl", "--topic", "news.raw")
    assert (code, out, err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("speed", ["0", "-1", "fast", "nan"])
def test_replay_refuses_a_speed_that_is_none(run, speed):
    code, out, err = run("replay", COVERAGES, "--speed", speed)
    assert (code, out) == (2, "")
    assert "a number above 0, or max" in err


def test_replay_checks_only_what_has_golden_events(run, tmp_path):
    file = tmp_path / "entries.jsonl"
    file.write_bytes(ENTRY)
    code, out, err = run("replay", file, "--check")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "copydesk process" in err


def test_tail_refuses_an_unknown_topic(run):
    code, out, err = run("tail", "news.weather")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "news.events" in err


@pytest.mark.parametrize(
    "command",
    [
        ("produce", COVERAGES / "quake.jsonl"),
        ("replay", COVERAGES / "quake.jsonl"),
        ("tail",),
        ("topics", "apply"),
    ],
    ids=lambda command: command[0],
)
def test_an_unreachable_broker_is_one_line_and_code_2(run, monkeypatch, command):
    monkeypatch.setenv("COPYDESK_BROKERS", "127.0.0.1:1")
    code, out, err = run(*command)
    assert (code, out) == (2, "")
    assert "Traceback" not in err
    assert err.startswith("copydesk: ")
    assert "127.0.0.1:1" in err
    assert "copydesk broker" in err
    assert err.count("\n") == 1


def test_schemas_are_checked_and_exported(run, tmp_path):
    assert run("schemas", "check") == (0, "", "")
    code, _, err = run("schemas", "check", tmp_path)
    assert code == 1
    assert "stale: event.schema.json" in err
    code, out, _ = run("schemas", "export", tmp_path)
    assert (code, out.count("\n")) == (0, 7)
    assert run("schemas", "check", tmp_path) == (0, "", "")


# What `replay --check` finds.


def golden(name: str = "quake") -> list[bytes]:
    return (COVERAGES / f"{name}.events.jsonl").read_bytes().splitlines()


def compared(lines: list[bytes]) -> list[str]:
    ids = [json.loads(line)["id"] for line in lines]
    return Golden(golden()).compare(dict(zip(ids, lines, strict=True)), ids)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda lines: lines, []),
        (lambda lines: lines[1:], ["missing: copydesk.entry.published.v1"]),
        (lambda lines: [*lines, golden("quiet-day")[0]], ["unexpected: "]),
        (lambda lines: [*lines, lines[0]], ["came 2 times: "]),
        (lambda lines: [lines[1], lines[0], *lines[2:]], ["out of order on desk world: "]),
        (
            lambda lines: [lines[0].replace(b'"urgency":', b'"urgency":1'), *lines[1:]],
            ["different: ", "    data.urgency: expected "],
        ),
    ],
    ids=["nothing", "missing", "unexpected", "twice", "order", "content"],
)
def test_check_finds_every_difference(change, says):
    found = compared(change(golden()))
    assert len(found) == len(says)
    for line, start in zip(found, says, strict=True):
        assert line.startswith(start)
