"""Entries through a running worker on genuine Kafka: the same events as without a broker."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from schemas import MAX_RECORD_BYTES
from streams.settings import Settings
from streams.structured import structured_line
from streams.topics import DEAD_LETTERS, EVENTS, RAW

from .workers import Running, Tap, copydesk, push, worker

pytestmark = [pytest.mark.broker, pytest.mark.timeout(120)]


@pytest.fixture(scope="module")
def running(shared: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One worker for all tests of this module; they keep apart by desk and by offset."""
    with worker(shared, tmp_path_factory.mktemp("log") / "worker.log") as found:
        yield found


def entry(desk: str, number: int, **fields) -> bytes:
    given = {
        "desk": desk,
        "coverage": {"id": "blog"},
        "entry_id": f"e-{number}",
        "headline": f"Entry {number}",
        "body": f"What entry {number} says is said by no other entry of the desk.",
    }
    return json.dumps({**given, **fields}).encode()


async def test_replayed_coverages_give_their_golden_events(running, coverages):
    found = await asyncio.to_thread(
        copydesk, running.settings, "replay", coverages, "--speed", "max", "--check", "--json"
    )
    assert json.loads(found.stdout)["differences"] == []
    assert found.returncode == 0


@pytest.mark.data
async def test_a_real_page_gives_the_same_events_as_process_and_a_second_time_none(
    running, eval_data
):
    page = eval_data / "live" / "mirror" / "page.html.gz"
    processed = await asyncio.to_thread(
        copydesk, running.settings, "process", page, "--desk", "mirror"
    )
    wanted = processed.stdout.splitlines()
    assert len(wanted) > 400
    async with Tap(running.settings, EVENTS) as tap:
        for events in (wanted, []):
            pushed = await asyncio.to_thread(
                copydesk, running.settings, "produce", page, "--desk", "mirror", "--json"
            )
            assert json.loads(pushed.stdout) == {"pushed": 428}
            if not events:
                await _all_done(running)
            came = await tap.take(len(events))
            assert [structured_line(EVENTS, record.value) for record in came] == events


async def test_what_parse_prints_can_be_produced_and_tail_shows_what_process_prints(
    running, coverages
):
    page = coverages / "rail-strike.liveblog.html"
    settings = running.settings
    parsed = copydesk(settings, "parse", page, "--desk", "pipe").stdout
    wanted = copydesk(settings, "process", "-", stdin=parsed).stdout
    async with Tap(settings, EVENTS) as tap:
        pushed = copydesk(settings, "produce", "-", stdin=parsed)
        assert pushed.returncode == 0
        assert len(await tap.take(12)) == 12
    tailed = copydesk(settings, "tail", "--from-beginning", "--until-end", "--json")
    assert tailed.returncode == 0
    lines = tailed.stdout.splitlines(keepends=True)
    assert b"".join(one for one in lines if b'"/desks/pipe"' in one) == wanted


BAD = {
    "not JSON": (b"hello", "NotJson"),
    "an array": (b"[1]", "NotJson"),
    "cut short": (entry("bad", 0)[:-5], "NotJson"),
    "too deep": (b'{"coverage":' + b"[" * 9_000 + b"]" * 9_000 + b"}", "NotJson"),
    "invalid UTF-8": (b'{"headline": "\xff\xfe"}', "NotUtf8"),
    "no value": (None, "NoValue"),
    "nothing": (b"", "NotJson"),
    "missing fields": (b'{"headline": "x"}', "InvalidEntry"),
    "wrong types": (entry("bad", 0, headline=[1], media="none"), "InvalidEntry"),
    "unknown operation": (entry("bad", 0, operation="explode"), "InvalidEntry"),
    "the year 1": (entry("bad", 0, published_at="0001-01-01T00:00:00Z"), "InvalidEntry"),
    "the year 9999": (entry("bad", 0, embargoed_until="9999-12-31T00:00:00Z"), "InvalidEntry"),
    "oversize": (entry("bad", 0, body="x" * (600 * 1024)), "TooLarge"),
}


async def test_each_bad_record_is_one_dead_letter_and_the_good_ones_between_them_arrive(running):
    assert len(BAD["oversize"][0] or b"") > MAX_RECORD_BYTES
    before = running.metrics()
    values: list[bytes | None] = [entry("bad", 1)]
    for number, (value, _) in enumerate(BAD.values(), 2):
        values += [value, entry("bad", number)]
    async with Tap(running.settings, DEAD_LETTERS) as dead, Tap(running.settings, EVENTS) as events:
        sent = await push(running.settings, *values, key=b"bad")
        good = await events.values(len(BAD) + 1)
        letters = await dead.take(len(BAD), quiet_s=0.5)
    assert [event["entry_id"] for event in good] == [f"e-{n}" for n in range(1, len(BAD) + 2)]
    assert len(letters) == len(BAD)
    for (value, error), place, record in zip(BAD.values(), sent[1::2], letters, strict=True):
        letter = json.loads(record.value)
        kept = letter.get("value")
        assert (None if kept is None else base64.urlsafe_b64decode(kept)) == value
        assert base64.urlsafe_b64decode(letter["key"]) == b"bad"
        assert (letter["stage"], letter["error"]) == ("deduplicate", error)
        assert letter["position"] == {
            "topic": RAW.name,
            "partition": place.partition,
            "offset": place.offset,
        }
        assert letter["message"]
        assert record.partition == place.partition
    after = running.metrics()
    for error in ("NotJson", "InvalidEntry", "TooLarge"):
        name = ("copydesk_dead_letters_total", error, "deduplicate")
        wanted = sum(one == error for _, one in BAD.values())
        assert after[name] - before.get(name, 0) == wanted


async def test_the_worker_lives_is_ready_and_counts(running):
    before = running.metrics()
    async with Tap(running.settings, EVENTS) as tap:
        await push(running.settings, *(entry("count", n) for n in (1, 2, 2)), key=b"count")
        assert len(await tap.take(2)) == 2
    await _all_done(running)
    after = running.metrics()

    def more(*name: str) -> float:
        return after.get(name, 0) - before.get(name, 0)

    assert running.get("/livez") == (200, '{"alive": true}')
    status, text = running.get("/readyz")
    assert status == 200
    assert json.loads(text) == {"ready": True, "reasons": [], "partitions": 16, "lag": 0}
    assert running.get("/")[0] == 404
    assert more("copydesk_records_total", "", "deduplicate", "published") == 2
    assert more("copydesk_records_total", "deduplicate", "no-op", "unchanged") == 1
    assert more("copydesk_records_total", "", "enrich", "published") == 2
    assert more("copydesk_records_total", "", "thread", "told") == 2
    assert more("copydesk_latency_seconds_count", "enrich") == 2
    assert after["copydesk_seconds_since_commit",] < 60


async def _all_done(running: Running) -> None:
    """Wait until nothing waits, and the worker has seen that."""
    for _ in range(100):
        await asyncio.sleep(0.2)
        if json.loads(running.get("/readyz")[1])["lag"] == 0:
            break
    await asyncio.sleep(1.2)


async def test_an_embargo_ends_by_the_workers_own_clock(running):
    due = datetime.now(UTC) + timedelta(seconds=3)
    held = entry("held", 1, embargoed_until=due.isoformat())
    async with Tap(running.settings, EVENTS) as tap:
        await push(running.settings, held, entry("held", 2), key=b"held")
        first, second = await tap.take(2, quiet_s=2)
    assert json.loads(first.value)["entry_id"] == "e-2"
    assert json.loads(second.value)["entry_id"] == "e-1"
    assert due.timestamp() <= second.timestamp / 1000 < due.timestamp() + 3


def test_logs_are_json_where_there_is_no_terminal(running):
    lines = Path(running.log).read_text("utf-8").splitlines()
    found = [json.loads(line) for line in lines]
    assert all({"time", "level", "logger", "message"} <= line.keys() for line in found)
    assert not [line for line in found if line["level"] in {"error", "critical"}]
