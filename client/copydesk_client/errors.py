"""Every error that the client raises on purpose.

::

    ClientError
    ├── WrongUse           the call cannot be meant so; also a ValueError
    ├── BrokerUnreachable  no Kafka answers at the address
    ├── AccessRefused      Kafka answers, and does not let this client in
    ├── TopicMissing       Kafka has no such topic
    └── Unreadable         a record is no event of this contract
"""

from __future__ import annotations


class ClientError(Exception):
    """Base of all."""


class WrongUse(ClientError, ValueError):
    """The arguments do not fit together, or a value cannot be."""


class BrokerUnreachable(ClientError):
    """No Kafka answers at the address; trying again later may help."""


class AccessRefused(ClientError):
    """Kafka does not let this client in: login, certificate or rights."""


class TopicMissing(ClientError):
    """Kafka has no such topic."""


class Unreadable(ClientError):
    """A record that is no event of this contract: garbage, or newer than this client.

    Attributes:
        topic: where it stands.
        partition: where it stands.
        offset: where it stands.
        type: what it says it is, where it says so.
        key: its key.
        value: its bytes.
        reason: what is wrong with it.
    """

    def __init__(
        self,
        topic: str,
        partition: int,
        offset: int,
        *,
        type: str | None,  # noqa: A002 - the name that CloudEvents gives it
        key: bytes | None,
        value: bytes | None,
        reason: str,
    ) -> None:
        super().__init__(f"{topic}/{partition}/{offset} cannot be read: {reason}")
        self.topic = topic
        self.partition = partition
        self.offset = offset
        self.type = type
        self.key = key
        self.value = value
        self.reason = reason
