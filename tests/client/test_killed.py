"""A subscriber that is killed again and again, and keeps its position with its work."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
import time

import pytest

from .making import event, send

pytestmark = [pytest.mark.broker, pytest.mark.timeout(180)]

SCRIPT = """
import json, sqlite3, sys
from copydesk_client import subscribe_sync

topic, brokers, file = sys.argv[1:]
db = sqlite3.connect(file)
db.execute("create table if not exists seen (number integer primary key, id text)")
db.execute("create table if not exists position (one integer primary key, offsets text)")
kept = db.execute("select offsets from position").fetchone()
with subscribe_sync(topic, brokers=brokers, from_=json.loads(kept[0]) if kept else "beginning") as events:
    for event in events:
        with db:
            db.execute("insert into seen (id) values (?)", (event.id,))
            db.execute("replace into position values (1, ?)", (json.dumps(events.position),))
"""


def count(file) -> int:
    try:
        with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as db:
            return db.execute("select count(*) from seen").fetchone()[0]
    except sqlite3.OperationalError:
        return 0


def test_with_its_position_kept_in_one_transaction_nothing_is_lost_or_done_twice(
    brokers, topic, tmp_path
):
    total, file, kills = 3_000, tmp_path / "work.sqlite", 0

    async def fill() -> str:
        name = await topic(3)
        await send(brokers, name, *(event(n, desk=f"desk-{n % 7}") for n in range(total)))
        return name

    name = asyncio.run(fill())
    while count(file) < total:
        process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, name, brokers, str(file)],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        before, deadline = count(file), time.monotonic() + 60
        enough = total if kills > 3 else before + 100
        while time.monotonic() < deadline and count(file) < min(enough, total):
            time.sleep(0.01)
        process.kill()
        process.wait()
        kills += 1
        assert kills < 12
    with sqlite3.connect(file) as db:
        seen = [int(id_[3:]) for (id_,) in db.execute("select id from seen order by number")]
    assert kills > 1
    assert sorted(seen) == list(range(total))
    for desk in range(7):
        mine = [number for number in seen if number % 7 == desk]
        assert mine == sorted(mine)
