"""How a scenario's events get to a subscriber: onto a topic, or to its endpoint as webhooks do."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import datetime

import aiohttp
from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError
from standardwebhooks import Webhook

from streams.connection import client_options
from streams.errors import BrokerError, UserError
from streams.settings import Settings
from streams.topics import TOPICS

from .invention import DESK
from .scenario import Arrival

Send = Callable[[Iterable[Arrival]], Awaitable[None]]

_PAUSES_S = (0.2, 0.5, 1.0)
_TIMEOUT_S = 10.0
_TRY_AGAIN = frozenset({408, 425, 429})


@asynccontextmanager
async def onto_topic(settings: Settings, topic: str, *, create: bool) -> AsyncIterator[Send]:
    """Sends onto a topic, one record after the other, all of one key.

    Raises:
        UserError: the topic is one of Copydesk's own, whose subscribers want real news.
        BrokerError: Kafka cannot be reached, or has no such topic.
    """
    if topic in {one.name for one in TOPICS}:
        raise UserError(
            f"{topic} has subscribers that want real news: let yours read a topic of its own, and "
            "name that, such as conformance.events"
        )
    producer = None
    try:
        await _check_topic(settings, topic, create=create)
        producer = AIOKafkaProducer(**client_options(settings), acks="all")
        await producer.start()
    except (KafkaError, OSError) as error:
        if producer is not None:
            await producer.stop()
        raise BrokerError(
            f"Kafka at {settings.brokers} cannot be reached ({error}); set COPYDESK_BROKERS"
        ) from error

    async def send(arrivals: Iterable[Arrival]) -> None:
        for one in arrivals:
            headers, value = one.binary()
            await producer.send_and_wait(topic, value, key=DESK.encode(), headers=headers)

    try:
        yield send
    finally:
        await producer.stop()


async def _check_topic(settings: Settings, topic: str, *, create: bool) -> None:
    admin = AIOKafkaAdminClient(**client_options(settings))
    try:
        await admin.start()
        if topic in await admin.list_topics():
            return
        if not create:
            raise BrokerError(f"there is no topic {topic}; make it with: --create")
        await admin.create_topics([NewTopic(topic, 1, settings.replication)])
    finally:
        await admin.close()


@asynccontextmanager
async def to_endpoint(
    url: str, secret: str | None, clock: Callable[[], datetime]
) -> AsyncIterator[Send]:
    """Posts to an endpoint, one request after the other, signed by Standard Webhooks.

    Raises:
        UserError: the secret is none, or the endpoint does not take an event.
    """
    try:
        signer = None if secret is None else Webhook(secret)
    except (
        Exception
    ) as error:  # whatever is wrong with it, standardwebhooks has no error of its own
        raise UserError("--secret is whsec_… with base64 behind it") from error
    timeout = aiohttp.ClientTimeout(total=_TIMEOUT_S)
    async with aiohttp.ClientSession(timeout=timeout) as session:

        async def send(arrivals: Iterable[Arrival]) -> None:
            for one in arrivals:
                await _post(session, url, signer, one, clock)

        yield send


async def _post(
    session: aiohttp.ClientSession,
    url: str,
    signer: Webhook | None,
    arrival: Arrival,
    clock: Callable[[], datetime],
) -> None:
    body = arrival.structured()
    answer = ""
    for pause_s in (*_PAUSES_S, None):
        now = clock()
        headers = {
            "Content-Type": "application/cloudevents+json",
            "webhook-id": arrival.id,
            "webhook-timestamp": str(int(now.timestamp())),
        }
        if signer is not None:
            headers["webhook-signature"] = signer.sign(arrival.id, now, body.decode())
        try:
            async with session.post(
                url, data=body, headers=headers, allow_redirects=False
            ) as response:
                if response.ok and response.status < 300:
                    return
                answer = f"answered {response.status}"
                if response.status < 500 and response.status not in _TRY_AGAIN:
                    break
        except (aiohttp.ClientError, OSError) as error:
            answer = f"cannot be reached ({str(error) or type(error).__name__})"
        if pause_s is not None:
            await asyncio.sleep(pause_s)
    raise UserError(f"{url} {answer}, to an event of type {arrival.attributes['type']}")
