from __future__ import annotations

import json

from schemas import Position, from_structured
from streams.delivery.records import RECEIVED_HEADER, Record
from streams.gateway.stream.items import item_of
from streams.local import LocalPipeline
from streams.settings import Settings
from streams.topics import EVENTS
from tests.helpers.making import NOON, raw


def _record(*headers: tuple[str, bytes]) -> Record:
    pushed = LocalPipeline(Settings()).push(b"main", raw().to_json(), NOON)
    (value,) = [output.value for output in pushed if output.topic == EVENTS]
    position = Position(topic=EVENTS.name, partition=0, offset=3)
    return Record(b"main", value, position, timestamp_ms=0, headers=headers)


def test_an_event_says_when_its_input_reached_kafka():
    record = _record((RECEIVED_HEADER, b"1740830400250"))
    item = item_of(record)
    told = json.loads(item.json)
    assert told["recordedtime"] == "2025-03-01T12:00:00.250Z"
    assert from_structured(item.json) == item.event()
    assert item.event().id == told["id"] == item.id
    del told["recordedtime"]
    assert told == json.loads(item_of(_record()).json)


def test_a_header_that_is_no_time_is_left_out():
    assert b"recordedtime" not in item_of(_record((RECEIVED_HEADER, b"yesterday"))).json
