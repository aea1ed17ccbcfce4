"""The table of topics, made true on a broker."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, Literal

from streams.connection import client_options
from streams.errors import BrokerError
from streams.settings import Settings
from streams.topics import Topic, all_topics

from .ready import quiet

_TIMEOUT_S = 20.0
_SET_ON_TOPIC = 1  # Kafka's number for: this value was set on the topic itself


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to one topic.

    Attributes:
        topic: its name.
        action: it was made, or had other settings.
        config: the settings that were given to it.
    """

    topic: str
    action: Literal["created", "altered"]
    config: dict[str, str]


async def apply_topics(settings: Settings) -> list[Change]:
    """Create the topics that are missing, and correct the settings of the others.

    Partitions are never added: keys would move to others, and the order per desk would be lost.

    Raises:
        BrokerError: no broker answers, it refuses, or a topic has another number of partitions.
    """
    if settings.min_insync > settings.replication:
        raise BrokerError(
            f"COPYDESK_MIN_INSYNC={settings.min_insync} is more than "
            f"COPYDESK_REPLICATION={settings.replication}: nothing could be written"
        )
    wanted = {topic.name: config_of(topic, settings) for topic in all_topics(settings.group)}
    async with _admin(settings) as admin:
        there = await _partitions(admin)
        _refuse_other_partitions(settings, there)
        changes = await _create(
            admin, settings, {n: c for n, c in wanted.items() if n not in there}
        )
        changes += await _alter(admin, {n: c for n, c in wanted.items() if n in there})
        await _until_all_led(admin, set(wanted))
    return changes


async def partitions_on_broker(settings: Settings) -> dict[str, int]:
    """The topics that stand on the broker, and how many partitions each has.

    Raises:
        BrokerError: no broker answers.
    """
    async with _admin(settings) as admin:
        return await _partitions(admin)


def config_of(topic: Topic, settings: Settings) -> dict[str, str]:
    """The topic's settings, as Kafka names them, with what the deployment decides."""
    return {**topic.config(), "min.insync.replicas": str(settings.min_insync)}


@contextlib.asynccontextmanager
async def _admin(settings: Settings) -> AsyncIterator[Any]:
    from aiokafka.admin import AIOKafkaAdminClient  # noqa: PLC0415 - heavy
    from aiokafka.errors import KafkaConnectionError, KafkaError  # noqa: PLC0415

    options = client_options(settings)
    with quiet():
        admin = AIOKafkaAdminClient(**options, request_timeout_ms=int(_TIMEOUT_S * 1000))
        try:
            async with asyncio.timeout(_TIMEOUT_S * 2):
                await admin.start()
                yield admin
        except (KafkaConnectionError, OSError) as error:  # a TimeoutError is an OSError
            raise BrokerError(
                f"no Kafka answers at {settings.brokers}: start one with `copydesk broker`, or set "
                "COPYDESK_BROKERS, and COPYDESK_SECURITY_PROTOCOL where it wants a login"
            ) from error
        except KafkaError as error:
            raise BrokerError(
                f"Kafka at {settings.brokers} refuses ({error}): look at the login "
                "(COPYDESK_SASL_…) and at what it may do"
            ) from error
        finally:
            await admin.close()


async def _partitions(admin: Any) -> dict[str, int]:
    # All topics are asked for: asking for one by name can make a broker create it.
    return {t["topic"]: len(t["partitions"]) for t in await admin.describe_topics()}


def _refuse_other_partitions(settings: Settings, there: dict[str, int]) -> None:
    other = {
        topic.name: there[topic.name]
        for topic in all_topics(settings.group)
        if there.get(topic.name, settings.partitions) != settings.partitions
    }
    if other:
        names = ", ".join(f"{name} has {count}" for name, count in other.items())
        raise BrokerError(
            f"COPYDESK_PARTITIONS={settings.partitions}, but on the broker {names}: "
            "set it to that number, or delete the topics; partitions are not added, "
            "because the order per desk would be lost"
        )


async def _create(
    admin: Any, settings: Settings, wanted: dict[str, dict[str, str]]
) -> list[Change]:
    if not wanted:
        return []
    from aiokafka.admin import NewTopic  # noqa: PLC0415 - heavy
    from aiokafka.errors import TopicAlreadyExistsError, for_code  # noqa: PLC0415

    answer = await admin.create_topics(
        [
            NewTopic(name, settings.partitions, settings.replication, topic_configs=config)
            for name, config in wanted.items()
        ]
    )
    changes = []
    for name, code, message in answer.topic_errors:
        error = for_code(code)
        if code == 0:
            changes.append(Change(name, "created", wanted[name]))
        elif error is not TopicAlreadyExistsError:  # another one may apply the table now, too
            raise BrokerError(f"Kafka refuses to create {name}: {message or error.__name__}")
    return changes


async def _alter(admin: Any, wanted: dict[str, dict[str, str]]) -> list[Change]:
    if not wanted:
        return []
    from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType  # noqa: PLC0415

    def resource(name: str, config: dict[str, str] | None = None) -> Any:
        return ConfigResource(ConfigResourceType.TOPIC, name, config)

    changes, resources = [], []
    for answer in await admin.describe_configs([resource(name) for name in wanted]):
        for code, message, _, name, entries in answer.resources:
            _refuse(code, message, f"show the settings of {name}")
            now = {entry[0]: entry[1] for entry in entries}
            config = {k: v for k, v in wanted[name].items() if now.get(k) != v}
            if not config:
                continue
            # This request replaces all that was set on the topic: what others set is given again.
            kept = {entry[0]: entry[1] for entry in entries if entry[3] == _SET_ON_TOPIC}
            resources.append(resource(name, {**kept, **config}))
            changes.append(Change(name, "altered", config))
    for answer in await admin.alter_configs(resources) if resources else ():
        for code, message, _, name in answer.resources:
            _refuse(code, message, f"alter {name}")
    return changes


def _refuse(code: int, message: str | None, what: str) -> None:
    from aiokafka.errors import for_code  # noqa: PLC0415 - heavy

    if code:
        raise BrokerError(f"Kafka refuses to {what}: {message or for_code(code).__name__}")


async def _until_all_led(admin: Any, names: set[str]) -> None:
    """Wait until every partition has a leader: before that, clients of new topics stumble."""
    while True:
        topics = [t for t in await admin.describe_topics() if t["topic"] in names]
        leaders = [p["leader"] for t in topics for p in t["partitions"]]
        if len(topics) == len(names) and all(leader >= 0 for leader in leaders):
            return
        await asyncio.sleep(0.05)
