"""A consumer that is connected, or an error that says what to do."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Mapping
from typing import Any, Final

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import (
    AuthenticationFailedError,
    AuthenticationMethodNotSupported,
    ClusterAuthorizationFailedError,
    CommitFailedError,
    GroupAuthorizationFailedError,
    IllegalStateError,
    KafkaError,
    SaslAuthenticationFailed,
    TopicAuthorizationFailedError,
    UnsupportedSaslMechanismError,
)

from .errors import AccessRefused, BrokerUnreachable, TopicMissing, WrongUse

_DEFAULT_BROKERS: Final = "127.0.0.1:9092"
_OURS: Final = frozenset({"bootstrap_servers", "group_id", "enable_auto_commit"}) | {
    "auto_offset_reset",
    "key_deserializer",
    "value_deserializer",
}
_REFUSED: Final = (
    AuthenticationFailedError,
    AuthenticationMethodNotSupported,
    ClusterAuthorizationFailedError,
    GroupAuthorizationFailedError,
    SaslAuthenticationFailed,
    TopicAuthorizationFailedError,
    UnsupportedSaslMechanismError,
)


def brokers_or_default(brokers: str | None) -> str:
    """The addresses given, else those of ``COPYDESK_BROKERS``, else this machine's."""
    return brokers or os.environ.get("COPYDESK_BROKERS") or _DEFAULT_BROKERS


def checked_options(kafka: Mapping[str, Any]) -> dict[str, Any]:
    """What goes on to aiokafka's consumer.

    Raises:
        WrongUse: something in it is the subscription's own.
    """
    if own := sorted(_OURS & set(kafka)):
        raise WrongUse(f"kafka={{…}} cannot set {', '.join(own)}: the subscription does")
    return dict(kafka)


@contextlib.asynccontextmanager
async def speaking(brokers: str) -> AsyncIterator[None]:
    """Turns Kafka's errors into ours.

    Raises:
        BrokerUnreachable: no Kafka answers.
        AccessRefused: it does not let this client in.
    """
    try:
        yield
    except (CommitFailedError, IllegalStateError):
        raise  # partitions move between subscribers: no failure
    except _REFUSED as error:
        raise AccessRefused(
            f"Kafka at {brokers} does not let this client in ({_said(error)}); check login and "
            "certificates in kafka={…}, and the rights to the topic and the group"
        ) from error
    except TimeoutError as error:
        raise BrokerUnreachable(
            f"Kafka at {brokers} does not answer in time; check brokers=…, and "
            "security_protocol in kafka={…}"
        ) from error
    except (KafkaError, OSError) as error:
        raise BrokerUnreachable(
            f"Kafka at {brokers} cannot be reached ({_said(error)}); check brokers=…, and "
            "security_protocol in kafka={…}"
        ) from error


def _said(error: BaseException) -> str:
    return str(error).strip() or type(error).__name__


async def connect(
    topic: str, brokers: str, group: str | None, kafka: Mapping[str, Any], patience_s: float
) -> tuple[Any, list[TopicPartition]]:
    """A started consumer without an assignment, and the partitions of a topic that is there.

    Raises:
        BrokerUnreachable: no Kafka answers.
        AccessRefused: it does not let this client in.
        TopicMissing: it has no such topic.
    """
    try:
        consumer = AIOKafkaConsumer(
            bootstrap_servers=brokers.split(","),
            group_id=group,
            enable_auto_commit=False,
            auto_offset_reset="none",
            **kafka,
        )
    except (TypeError, ValueError) as error:
        raise WrongUse(f"kafka={{…}}: {error}") from error
    try:
        async with speaking(brokers), asyncio.timeout(patience_s):
            await consumer.start()
            # not by what the consumer knows itself: a new topic is unknown to it for minutes
            metadata = await consumer._client.fetch_all_metadata()  # noqa: SLF001
        numbers = metadata.partitions_for_topic(topic)
    except BaseException:
        await stop(consumer)
        raise
    if not numbers:
        await stop(consumer)
        raise TopicMissing(
            f"Kafka at {brokers} has no topic {topic}, or does not show it to this client; "
            "create it with: copydesk topics apply"
        )
    return consumer, [TopicPartition(topic, number) for number in sorted(numbers)]


async def stop(consumer: Any) -> None:
    """Leave Kafka, whatever state the connection is in."""
    await asyncio.sleep(0)  # aiokafka cannot stop tasks of its own that have not begun yet
    try:
        with contextlib.suppress(KafkaError, OSError):
            await consumer.stop()
    except asyncio.CancelledError:
        task = asyncio.current_task()
        if task is not None and task.cancelling():
            raise
        # a fetch of aiokafka's own that waited to be tried again was cancelled, not we
        await consumer._client.close()  # noqa: SLF001 - what stop() had still to do
