"""A read model that holds what a test gives it, without Kafka."""

from __future__ import annotations

from contextlib import asynccontextmanager

from schemas import Position, from_structured
from streams.delivery.records import Record
from streams.gateway.read_model import writing
from streams.gateway.read_model.building import Progress
from streams.gateway.read_model.model import READ_MODEL
from streams.topics import EVENTS, STORIES

from .serving import serving

TOLD_MS = 1_900_000_000_000
MOST_MINUTES = 60 * 24


def records_of(values, *, topic=EVENTS, partition=0, first=0, told_ms=TOLD_MS):
    """Records of one partition, a second apart."""
    return [
        Record(
            key=b"",
            value=value if isinstance(value, bytes) else value.to_json(),
            position=Position(topic=topic.name, partition=partition, offset=first + number),
            timestamp_ms=told_ms + 1_000 * number,
            headers=(),
        )
        for number, value in enumerate(values)
    ]


def golden(coverages, name="*"):
    """The golden events of coverages, in order."""
    return [
        from_structured(line)
        for path in sorted(coverages.glob(f"{name}.events.jsonl"))
        for line in path.read_bytes().splitlines()
    ]


def story_records(stories, **where):
    return records_of(stories, topic=STORIES, **where)


@asynccontextmanager
async def reading(tmp_path, *batches, **options):
    """A gateway on this machine whose read model holds these batches of records."""
    options = {"tokens": (), **options}
    async with serving(data_dir=tmp_path, **options) as client:
        model = client.app[READ_MODEL]
        await model.store.open()
        for batch in batches:
            await model.store.write(writing.apply, batch)
        model.builder.progress = Progress(complete=True, lag=0)
        client.model = model
        try:
            yield client
        finally:
            await model.store.close()


async def ask(client, path, status=200, **parameters):
    """The JSON of an answer."""
    answer = await client.get(path, params=parameters, allow_redirects=False)
    assert answer.status == status, await answer.text()
    return await answer.json(content_type=None)
