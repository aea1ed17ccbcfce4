"""Where in a partition to begin."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from .errors import WrongUse

_log = logging.getLogger(__name__)

From = Literal["beginning", "now"] | datetime | Mapping[int, int] | Mapping[str, int]
"""``beginning``, ``now``, a time with a zone, or a ``position``: offsets by partition."""


@dataclass(frozen=True, slots=True)
class Start:
    """Where one partition is taken up.

    Attributes:
        at: offset of the first record to hand out.
        beginning: offset of the first record that is there.
        end: offset behind the last record that is there.
        missed: records that were to be read and are gone.
    """

    at: int
    beginning: int
    end: int
    missed: int = 0


def checked(from_: From, group: str | None) -> From:
    """The same, with whole numbers as partitions.

    Raises:
        WrongUse: it is none of these, or offsets are given to a group, which has its own.
    """
    if isinstance(from_, datetime):
        if from_.tzinfo is None:
            raise WrongUse("from_ is a time without a zone: give it one, for example UTC")
        return from_
    if isinstance(from_, Mapping):
        if group is not None:
            raise WrongUse("a group goes on where it committed: leave out from_, or the group")
        try:
            return {int(number): int(offset) for number, offset in from_.items()}
        except (TypeError, ValueError):
            raise WrongUse("from_ is no position: it takes offsets by partition") from None
    if from_ not in {"beginning", "now"}:
        raise WrongUse(
            f"from_ is {from_!r}: it takes 'beginning', 'now', a datetime, or a position"
        )
    return from_


async def starts(
    consumer: Any, places: list[Any], from_: From, *, known: Mapping[Any, int]
) -> dict[Any, Start]:
    """Where to take up each partition: where it is known how far it was, else where ``from_`` says."""
    beginnings = await consumer.beginning_offsets(places)
    ends = await consumer.end_offsets(places)
    times: dict[Any, Any] = {}
    if isinstance(from_, datetime):
        at_ms = int(from_.timestamp() * 1000)
        times = await consumer.offsets_for_times(dict.fromkeys(places, at_ms))
    found = {}
    for place in places:
        beginning, end = int(beginnings[place]), int(ends[place])
        if place in known:
            wanted = known[place]
        elif isinstance(from_, datetime):
            wanted = end if times.get(place) is None else int(times[place].offset)
        elif isinstance(from_, Mapping):
            wanted = dict(from_).get(place.partition, beginning)
        else:
            wanted = end if from_ == "now" else beginning
        found[place] = _there(place, wanted, beginning, end)
    return found


def _there(place: Any, wanted: int, beginning: int, end: int) -> Start:
    """The wanted offset, if it is there; else the beginning, and a word about it."""
    if beginning <= wanted <= end:
        return Start(wanted, beginning, end)
    if wanted < beginning:
        missed = beginning - wanted
        _log.warning(
            "%s/%d: up to %d records before offset %d are gone, retention was shorter than the "
            "pause: what is known of them is out of date",
            *(place.topic, place.partition, missed, beginning),
        )
        return Start(beginning, beginning, end, missed)
    _log.warning(
        "%s/%d ends at offset %d, and was read up to %d before: the topic was made anew, so it is "
        "read from its beginning",
        *(place.topic, place.partition, end, wanted),
    )
    return Start(beginning, beginning, end)
