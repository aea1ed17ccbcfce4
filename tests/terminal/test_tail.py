"""``copydesk tail`` with filters, times and pipes: rendering apart, and against real Kafka."""

from __future__ import annotations

import asyncio
import io
import json
import os
import subprocess
from datetime import UTC, datetime, timedelta

import pytest
from rich.console import Console

from schemas import Story, to_structured
from streams.cli.tailing import Tail, asked, moment, the_topic
from streams.errors import UserError
from streams.topics import EVENTS, RAW, STORIES
from tests.broker.workers import COPYDESK, copydesk, environment
from tests.client.making import event, send

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("90s", NOW - timedelta(seconds=90)),
        ("10m", NOW - timedelta(minutes=10)),
        ("2h", NOW - timedelta(hours=2)),
        ("3d", NOW - timedelta(days=3)),
        ("2025-05-31T12:00Z", NOW - timedelta(days=1)),
        ("2025-05-31T14:00+02:00", NOW - timedelta(days=1)),
        ("2025-06-01T12:00", NOW),
    ],
)
def test_since_takes_ages_and_times(text, time):
    assert moment(text, NOW) == time


@pytest.mark.parametrize("text", ["yesterday", "10", "h", "2025-13-01", "-3h"])
def test_since_refuses_what_is_neither(text):
    with pytest.raises(UserError, match="give 10m, 2h, 3d, or a time"):
        moment(text, NOW)


@pytest.mark.parametrize(
    ("topic", "given", "said"),
    [
        (EVENTS, {"type": ["erased"]}, "--type erased"),
        (EVENTS, {"urgency": ["9"]}, "--urgency 9"),
        (EVENTS, {"desk": ["No Desk"]}, "--desk No Desk"),
        (STORIES, {"topic": ["sport"]}, "stories cannot be selected by --topic"),
        (RAW, {"desk": ["main"]}, "news.raw has none"),
    ],
)
def test_filters_that_cannot_be_are_told(topic, given, said):
    with pytest.raises(UserError, match=said):
        asked(topic, given)


def shown(topic, values, given=None, **options) -> str:
    console = Console(file=io.StringIO(), width=100, highlight=False)
    tail = Tail(topic, asked(topic, given or {}), console=console, **options)
    for value in values:
        tail.show(value)
    return console.file.getvalue()


def test_a_repeat_names_what_it_repeats_and_a_withdrawal_shows_what_stood():
    original = {"entry": "entry-1", "event": "id-1", "source": "courier", "measure": 1}
    events = [
        event(1, headline="Bridge closes"),
        event(2, "duplicated", original={**original, "method": "m"}),
        event(3, "withdrawn", entry="entry-1", revision=2, withdraws=["id-1"]),
    ]
    values = [one.to_json() for one in events]
    assert "“Bridge closes” of courier" in shown(EVENTS, values)
    assert shown(EVENTS, values, full=True).count("What happened as number 1.") == 2


def test_memory_of_what_was_shown_is_bounded(monkeypatch):
    monkeypatch.setattr("streams.cli.tailing._REMEMBERED", 3)
    tail = Tail(EVENTS, None, console=Console(file=io.StringIO()))
    for number in range(9):
        tail.show(event(number).to_json())
    assert len(tail._known) == 3


def test_filters_leave_out_and_keep_what_was_shown():
    events = [
        event(1, urgency=2, desk="world"),
        event(2, urgency=7, desk="world"),
        event(3, "revised", entry="entry-1", revision=2, urgency=8, desk="world"),
        event(4, urgency=1, desk="sport"),
    ]
    text = shown(
        EVENTS, [one.to_json() for one in events], {"urgency": ["3"], "desk": ["world,uk"]}
    )
    assert [number for number in "1234" if f"Headline {number}" in text] == ["1", "3"]


def test_stories_are_filtered_too():
    counts = {"entries": 1, "revisions": 0, "duplicates": 0, "latest": "e"}
    stories = [Story(id=desk, desk=desk, headline=f"{desk}!", **counts) for desk in ("a", "b")]
    text = shown(STORIES, [one.to_json() for one in stories], {"desk": ["b"]})
    assert "b!" in text
    assert "a!" not in text


def test_what_cannot_be_read_goes_to_standard_error_and_the_rest_goes_on(capsys):
    text = shown(EVENTS, [b"{", event(1).to_json(), None])
    assert "Headline 1" in text
    assert capsys.readouterr().err.count("news.events: cannot be read") == 2


def test_no_other_topic_than_ours():
    assert the_topic("news.events") is EVENTS
    with pytest.raises(UserError, match=r"choose one of news\.raw"):
        the_topic("news.weather")


@pytest.mark.broker
def test_filters_times_and_forms_on_kafka(settings):
    events = [event(number, desk="ab"[number % 2], id=f"id-{number}") for number in range(6)]
    asyncio.run(send(settings.brokers, "news.events", *events))
    done = copydesk(settings, "tail", "-b", "-e", "--desk", "a", "--json")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [to_structured(one) for one in events if one.desk == "a"]
    assert copydesk(settings, "tail", "--since", "1h", "-e", "--json").stdout.count(b"\n") == 6
    past_all = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    assert copydesk(settings, "tail", "--since", past_all, "-e", "--json").stdout == b""
    plain = copydesk(settings, "tail", "-b", "-e", NO_COLOR="1").stdout.decode()
    assert "\x1b" not in plain
    assert all(one.headline in plain for one in events)
    full = copydesk(settings, "tail", "-b", "-e", "--full").stdout.decode()
    assert all(one.body in full for one in events)
    wrong = copydesk(settings, "tail", "--since", "soon")
    assert (wrong.returncode, wrong.stderr.count(b"\n")) == (2, 1)


@pytest.mark.broker
@pytest.mark.parametrize("form", [[], ["--json"], ["--full"]], ids=["lines", "json", "full"])
def test_a_closed_pipe_ends_it_quietly(settings, form):
    asyncio.run(send(settings.brokers, "news.events", *(event(number) for number in range(300))))
    command = [*COPYDESK, "tail", "--from-beginning", *form]
    process = subprocess.Popen(
        command, env=environment(settings), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        assert process.stdout.readline()
        process.stdout.close()
        # nothing more comes: it must see by itself that nobody reads
        assert process.wait(20) == 0
        assert process.stderr.read() == b""
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


@pytest.mark.broker
def test_colours_are_for_terminals(settings):
    import pty

    asyncio.run(send(settings.brokers, "news.events", event(1)))
    master, slave = pty.openpty()
    try:
        given = environment(settings, TERM="xterm-256color", COLUMNS="90")
        given.pop("NO_COLOR", None)
        done = subprocess.run(
            [*COPYDESK, "tail", "-b", "-e"], env=given, stdout=slave, timeout=60, check=False
        )
        text = os.read(master, 65_536).decode()
    finally:
        os.close(master)
        os.close(slave)
    assert done.returncode == 0
    assert "\x1b[32mpublished" in text


def test_json_of_process_can_be_rendered_whole(coverages):
    for path in coverages.glob("*.events.jsonl"):
        values = [
            json.dumps(json.loads(one)["data"]).encode() for one in path.read_bytes().splitlines()
        ]
        assert shown(EVENTS, values).count("\n") >= len(values)
