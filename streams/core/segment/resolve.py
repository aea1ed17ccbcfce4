"""The clocks of a page to instants, as far as the page and its fetching allow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .clock import Clock
from .model import Block

_DAY = timedelta(days=1)
# Editors move entries by some minutes; only a longer way back is another day.
_SLACK = 60
_HALF_DAY = 12 * 60
_AGO_LIMIT = 24 * 60


def newest_first(blocks: Sequence[Block]) -> bool:
    """Whether times mostly fall as one reads on."""
    clocks = [block.clock for block in blocks if block.clock]
    falls = rises = 0
    for one, other in pairwise(clocks):
        if one.ago is not None and other.ago is not None:
            falls += one.ago < other.ago
            rises += one.ago > other.ago
        elif one.played and other.played:
            falls += one.played > other.played
            rises += one.played < other.played
        elif one.date and other.date and one.date != other.date:
            falls += one.date > other.date
            rises += one.date < other.date
        elif one.minutes is not None and other.minutes is not None:
            # more than half a day at once is midnight
            step = (other.minutes - one.minutes + _HALF_DAY) % (2 * _HALF_DAY) - _HALF_DAY
            falls += step < 0
            rises += step > 0
    return falls > rises


def resolve(blocks: Sequence[Block], fetched_at: datetime | None) -> list[datetime | None]:
    """The instant of each block; nothing where the day or the zone is unknown.

    The day comes from the time itself, the date line above it, its neighbours, or the day of
    fetching, in this order; the zone from the time, from all other times of the page if they
    agree, or from the time of fetching.
    """
    zone = _common_zone(blocks) or (fetched_at.tzinfo if fetched_at else None)
    days = _days(blocks, fetched_at, zone)
    return [
        _instant(block.clock, day, zone, fetched_at) if block.clock else None
        for block, day in zip(blocks, days, strict=True)
    ]


def change(block: Block, published: datetime | None) -> datetime | None:
    """When a block was changed, on the day or the day after its publication."""
    clock = block.updated
    if clock is None or published is None or clock.minutes is None:
        return None
    zone = _zone(clock) or published.tzinfo
    day = clock.date or published.astimezone(zone).date()
    changed = _instant(clock, day, zone, None)
    if changed and not clock.date and changed < published:
        changed += _DAY
    return changed


def _instant(
    clock: Clock, day: date | None, zone: tzinfo | None, fetched_at: datetime | None
) -> datetime | None:
    if clock.ago is not None:
        # "2 days ago" says too little to be an instant
        known = fetched_at is not None and clock.ago < _AGO_LIMIT
        return fetched_at - timedelta(minutes=clock.ago) if fetched_at and known else None
    zone = _zone(clock) or zone
    if clock.minutes is None or day is None or zone is None:
        return None
    hours, minutes = divmod(clock.minutes, 60)
    return datetime(day.year, day.month, day.day, hours, minutes, clock.seconds, tzinfo=zone)


def _zone(clock: Clock) -> tzinfo | None:
    if clock.offset is not None:
        return UTC if clock.offset == 0 else timezone(timedelta(minutes=clock.offset))
    try:
        return ZoneInfo(clock.region) if clock.region else None
    except ZoneInfoNotFoundError:  # a machine without a time zone database
        return None


def _common_zone(blocks: Sequence[Block]) -> tzinfo | None:
    zones = {
        (clock.offset, clock.region): clock
        for block in blocks
        for clock in (block.clock, block.updated, block.day)
        if clock and clock.zoned
    }
    return _zone(next(iter(zones.values()))) if len(zones) == 1 else None


def _days(
    blocks: Sequence[Block], fetched_at: datetime | None, zone: tzinfo | None
) -> list[date | None]:
    days = [_own_day(block, fetched_at) for block in blocks]
    timed = [n for n, block in enumerate(blocks) if block.clock and block.clock.minutes is not None]
    falling = newest_first(blocks)
    if timed and fetched_at and not any(days[number] for number in timed):
        newest = timed[0] if falling or len(timed) == 1 else timed[-1]
        days[newest] = _day_of_fetching(blocks[newest].clock, fetched_at, zone)
    for one, other in pairwise(timed):
        if days[other] is None:
            days[other] = _next_day(days[one], blocks[one].clock, blocks[other].clock, falling)
    backwards = timed[::-1]
    for one, other in pairwise(backwards):
        if days[other] is None:
            days[other] = _next_day(days[one], blocks[one].clock, blocks[other].clock, not falling)
    return days


def _own_day(block: Block, fetched_at: datetime | None) -> date | None:
    for clock in (block.clock, block.day):
        if clock and clock.date:
            return clock.date
        if clock and clock.day_month and fetched_at:
            return _in_year(clock.day_month, fetched_at)
    return None


def _in_year(day_month: tuple[int, int], fetched_at: datetime) -> date | None:
    # the last such day before the page was fetched; a day of slack for zones
    for year in (fetched_at.year, fetched_at.year - 1):
        try:
            day = date(year, *day_month)
        except ValueError:  # 29 February
            continue
        if day <= fetched_at.date() + _DAY:
            return day
    return None


def _day_of_fetching(clock: Clock | None, fetched_at: datetime, zone: tzinfo | None) -> date:
    local = fetched_at.astimezone((_zone(clock) if clock else None) or zone)
    day = local.date()
    late = (
        clock and clock.minutes is not None and clock.minutes > local.hour * 60 + local.minute + 1
    )
    return day - _DAY if late else day


def _next_day(
    day: date | None, here: Clock | None, there: Clock | None, falling: bool
) -> date | None:
    if day is None or not here or not there or here.minutes is None or there.minutes is None:
        return None
    step = there.minutes - here.minutes
    if falling:
        return day - _DAY if step > _SLACK else day
    return day + _DAY if step < -_SLACK else day
