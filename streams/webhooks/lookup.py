"""Single records of a topic, by where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Final

from streams.delivery.records import Record
from streams.errors import BrokerError, OffsetsGone
from streams.gateway.following import Log, Place

from .backlog import Ref

_ANSWER_WITHIN_S: Final = 20.0
_NEAR: Final = 200
"""A record so near is read through to, a farther one is jumped to."""


async def look_up(log: Log, topic: str, refs: Iterable[Ref]) -> dict[Ref, Record]:
    """The records that the log still has. Afterwards ``Log.start`` must say where to go on.

    Raises:
        BrokerError: Kafka does not answer.
    """
    found: dict[Ref, Record] = {}
    for partition, some in groupby(sorted(set(refs)), key=lambda ref: ref.partition):
        wanted = [ref.offset for ref in some]
        position = -1
        for offset in wanted:
            if position > offset:
                continue  # passed over: it is gone, or found already
            if position < 0 or offset - position > _NEAR:
                log.start({Place(topic, partition): offset})
                position = offset
            while position <= offset:
                try:
                    records = await log.take(_ANSWER_WITHIN_S, most=_NEAR)
                except OffsetsGone:
                    position = -1
                    break
                if not records:
                    raise BrokerError(f"{topic}/{partition} cannot be read at {position}")
                for record in records:
                    ref = Ref(partition, record.position.offset)
                    if ref.offset in wanted:
                        found[ref] = record
                position = records[-1].position.offset + 1
    return found
