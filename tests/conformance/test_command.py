"""``copydesk conformance`` with real subscribers: processes on Kafka and behind HTTP."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest

from streams.broker.ports import free_ports
from streams.settings import Settings
from tests.broker.workers import copydesk
from tests.client.making import make_topic
from tests.conftest import ROOT

HERE = Path(__file__).parent
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
PATHS = os.pathsep.join((str(ROOT), str(ROOT / "client")))
NOWHERE = Settings.model_validate({"brokers": "127.0.0.1:1", "health_port": 0})


@contextlib.contextmanager
def process(script: str, *arguments: str | Path) -> Iterator[subprocess.Popen[str]]:
    found = subprocess.Popen(
        [sys.executable, HERE / script, *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": PATHS},
    )
    try:
        yield found
    finally:
        found.kill()
        found.wait()
        found.stdout.close()


@contextlib.contextmanager
def receiver(manner: str) -> Iterator[str]:
    port = free_ports(1)[0]
    with process("receiver.py", SECRET, manner, str(port)):
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"


def verdicts(done: subprocess.CompletedProcess[bytes]) -> dict[str, str]:
    assert done.stdout, done.stderr
    said = json.loads(done.stdout)
    assert said["saw_the_end"]
    return {one["scenario"]: one["verdict"] for one in said["findings"]}


@pytest.mark.broker
@pytest.mark.parametrize("manner", ["right", "wrong"])
def test_a_subscriber_on_kafka(kafka, tmp_path, manner):
    settings = Settings.model_validate({"brokers": kafka.brokers, "health_port": 0})
    topic, state = f"conformance.{manner}", tmp_path / "state.json"
    asyncio.run(make_topic(kafka.brokers, topic, 2))
    with process("follower.py", topic, kafka.brokers, state, manner) as follower:
        assert follower.stdout.readline() == "ready\n"
        done = copydesk(settings, "conformance", topic, "--state-file", state, "--json")
        found = verdicts(done)
        if manner == "right":
            assert set(found.values()) == {"right"}
            assert done.returncode == 0
        else:
            wrong = {name for name, verdict in found.items() if verdict == "wrong"}
            assert wrong == {
                "in-order", "kill-before-create", "late-revision", "revision-after-withdrawal",
                "repeats",
            }  # fmt: skip
            assert done.returncode == 1


@pytest.mark.broker
def test_topics_are_made_if_asked_and_ours_are_left_alone(kafka, tmp_path):
    settings = Settings.model_validate({"brokers": kafka.brokers, "health_port": 0})
    state = tmp_path / "state.json"
    state.write_text('{"entries": []}')
    asked = ("--state-file", state, "--patience", "0.1", "--scenario", "merge")
    missing = copydesk(settings, "conformance", "conformance.new", *asked)
    assert (missing.returncode, b"--create" in missing.stderr) == (2, True)
    made = copydesk(settings, "conformance", "conformance.new", "--create", *asked)
    assert made.returncode == 1
    assert "the last entry is not held after 0.1 s" in made.stdout.decode()
    ours = copydesk(settings, "conformance", "news.events", *asked)
    assert (ours.returncode, b"real news" in ours.stderr) == (2, True)


@pytest.mark.parametrize("manner", ["right", "flaky"])
def test_a_receiver_of_webhooks(manner):
    with receiver(manner) as base:
        asked = (f"{base}/hook", "--state-url", f"{base}/state", "--secret", SECRET)
        done = copydesk(NOWHERE, "conformance", *asked, "--json")
        assert set(verdicts(done).values()) == {"right"}
        assert done.returncode == 0
        seed = str(json.loads(done.stdout)["seed"])
        again = copydesk(NOWHERE, "conformance", *asked, "--seed", seed)
        assert again.returncode == 0, "the same once more changes nothing"
        assert f"--seed {seed}" in again.stdout.decode()


def test_a_receiver_that_is_wrong_is_told_what_is_wrong():
    with receiver("last") as base:
        asked = (f"{base}/hook", "--state-url", f"{base}/state", "--secret", SECRET)
        done = copydesk(NOWHERE, "conformance", *asked)
        text = done.stdout.decode()
        assert done.returncode == 1
        assert "wrong     kill-before-create" in text
        assert "stands, and should not: it was withdrawn" in text
        assert "right     newer-sender" in text


def test_a_wrong_signature_and_an_absent_receiver_are_told():
    with receiver("right") as base:
        asked = (f"{base}/hook", "--state-url", f"{base}/state")
        unsigned = copydesk(NOWHERE, "conformance", *asked)
        assert unsigned.returncode == 2
        assert b"/hook answered 401" in unsigned.stderr
    gone = copydesk(NOWHERE, "conformance", *asked)
    assert (gone.returncode, b"cannot be reached" in gone.stderr) == (2, True)


def test_a_command_may_print_the_state():
    with receiver("right") as base:
        fetch = (
            f'{sys.executable} -c "import urllib.request as r; '
            f"print(r.urlopen('{base}/state').read().decode())\""
        )
        asked = (f"{base}/hook", "--secret", SECRET, "--scenario", "in-order")
        done = copydesk(NOWHERE, "conformance", *asked, "--state-command", fetch)
        assert done.returncode == 0, done.stderr
        broken = copydesk(
            NOWHERE, "conformance", *asked, "--state-command", "exit 3", "--patience", "0"
        )
        assert (broken.returncode, b"ended with 3" in broken.stderr) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "say where the state is"),
        (("--state-url", "http://a", "--state-file", "b"), "one of --state-url"),
        (("--state-file", "b"), "say where the subscriber is"),
        (("some.topic", "--state-file", "b", "--secret", "whsec_x"), "are not signed"),
        (("http://127.0.0.1:1", "--state-file", "b", "--secret", "???"), "--secret is whsec_"),
        (("x", "--scenario", "sleep"), "there is no scenario sleep"),
    ],
)
def test_wrong_use_is_one_line(arguments, said):
    done = copydesk(NOWHERE, "conformance", *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1


def test_what_is_no_state_is_told(tmp_path):
    state = tmp_path / "state.json"
    state.write_text('{"entries": [{"event": "x"}]}')
    with receiver("right") as base:
        asked = (f"{base}/hook", "--secret", SECRET, "--patience", "0", "--scenario", "merge")
        done = copydesk(NOWHERE, "conformance", *asked, "--state-file", state)
    assert done.returncode == 2
    assert b"entries.0.entry: Field required" in done.stderr


def test_the_scenarios_and_the_form_of_the_state_can_be_looked_at():
    listed = copydesk(NOWHERE, "conformance", "--list")
    assert listed.stdout.count(b"\n") == 12
    schema = json.loads(copydesk(NOWHERE, "conformance", "--state-schema").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate({"entries": [{"entry": "e", "withdrawn": True}], "more": 1}, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"entries": [{}]}, schema)
