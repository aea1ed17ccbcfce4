"""Whether a broker really answers: an open port says little."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from collections.abc import Iterator

_GROUP = "copydesk-ready"


def answers(addresses: list[str], timeout_s: float = 5.0) -> bool:
    """Whether all nodes stand in the metadata and the group coordinator works.

    May be called where an event loop runs already, or none: it starts one in a thread of its own.
    """
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

    if not all(map(_is_open, addresses)):
        return False
    with quiet(), ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, _answers(addresses, timeout_s)).result()


def _is_open(address: str) -> bool:
    host, port = address.rsplit(":", 1)
    try:
        with socket.create_connection((host, int(port)), timeout=1):
            return True
    except OSError:
        return False


async def _answers(addresses: list[str], timeout_s: float) -> bool:
    from aiokafka.admin import AIOKafkaAdminClient  # noqa: PLC0415 - heavy
    from aiokafka.errors import KafkaError  # noqa: PLC0415

    admin = AIOKafkaAdminClient(
        bootstrap_servers=addresses, request_timeout_ms=int(timeout_s * 1000)
    )
    try:
        async with asyncio.timeout(timeout_s):
            await admin.start()
            cluster = await admin.describe_cluster()
            if len(cluster["brokers"]) < len(addresses):
                return False
            # The first question makes Kafka create the topic of the offsets. Listing the groups
            # fails as long as a coordinator is still loading its part of it.
            await admin.find_coordinator(_GROUP)
            await admin.list_consumer_groups()
    except (KafkaError, OSError, TimeoutError, AssertionError):
        return False
    finally:
        await admin.close()
    return True


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Without what aiokafka logs about brokers that do not answer: the caller says it better."""
    logger = logging.getLogger("aiokafka")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)
