"""Subscribers, right and wrong, that show their state as the kit wants it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from schemas import Duplicated, Latest, Withdrawn, from_structured
from streams.conformance import State
from streams.conformance.scenario import Arrival


def shown(latest: Latest, *, stories: bool = True) -> State:
    """What a view holds, gone entries and repeats left out."""
    return State.model_validate(
        {
            "entries": [
                {
                    "entry": one.entry,
                    "event": one.id,
                    "revision": one.revision,
                    "headline": one.headline,
                    **({"story": latest.story_of(one.entry)} if stories else {}),
                }
                for one in latest.values()
            ]
        }
    )


def events_of(arrivals: Iterable[Arrival]) -> list[Any]:
    """The events among what arrives; what is newer than this contract is passed over."""
    found = []
    for one in arrivals:
        try:
            found.append(from_structured(one.structured()))
        except ValidationError:
            continue
    return found


def right(arrivals: Iterable[Arrival]) -> State:
    latest = Latest()
    for event in events_of(arrivals):
        latest.apply(event)
    return shown(latest)


def says_all(arrivals: Iterable[Arrival]) -> State:
    """Right, and says of every entry what became of it."""
    latest = Latest()
    for event in events_of(arrivals):
        latest.apply(event)
    gone = [{"entry": key, "withdrawn": True} for key in latest.withdrawn()]
    again = [{"entry": k, "repeats": one.original.entry} for k, one in latest.repeats().items()]
    held = json.loads(shown(latest).to_json())["entries"]
    return State.model_validate({"entries": [*held, *gone, *again]})


def last_one_wins(arrivals: Iterable[Arrival]) -> State:
    """Takes whatever comes last for the newest."""
    held: dict[str, Any] = {}
    for event in events_of(arrivals):
        if isinstance(event, (Withdrawn, Duplicated)):
            held.pop(event.entry, None)
        else:
            held[event.entry] = event
    return _held(held.values())


def no_dedup(arrivals: Iterable[Arrival]) -> State:
    """Keeps a list, replaces what is superseded, and appends what comes again."""
    held: list[Any] = []
    latest = Latest()
    for event in events_of(arrivals):
        newest = latest.newest(event.entry)
        is_again = newest is not None and newest.id == event.id
        latest.apply(event)
        if latest.newest(event.entry) != event:
            continue
        if not is_again:
            held = [one for one in held if one.entry != event.entry]
        if not isinstance(event, (Withdrawn, Duplicated)):
            held.append(event)
    return _held(held, latest)


def ignores_withdrawals(arrivals: Iterable[Arrival]) -> State:
    latest = Latest()
    for event in events_of(arrivals):
        if not isinstance(event, Withdrawn):
            latest.apply(event)
    return shown(latest)


def shows_repeats(arrivals: Iterable[Arrival]) -> State:
    """Takes a repeat for an entry of its own."""
    latest = Latest()
    for event in events_of(arrivals):
        latest.apply(event)
    again = [{"entry": key, "event": one.id} for key, one in latest.repeats().items()]
    held = json.loads(shown(latest).to_json())["entries"]
    return State.model_validate({"entries": [*held, *again]})


def ignores_regroups(arrivals: Iterable[Arrival]) -> State:
    latest = Latest()
    for event in events_of(arrivals):
        latest.apply(event.model_copy(update={"regroups": ()}))
    return shown(latest)


def stops_at_the_unknown(arrivals: Iterable[Arrival]) -> State:
    latest = Latest()
    for one in arrivals:
        try:
            latest.apply(from_structured(one.structured()))
        except ValidationError:
            break
    return shown(latest)


def _held(events: Iterable[Any], latest: Latest | None = None) -> State:
    return State.model_validate(
        {
            "entries": [
                {
                    "entry": one.entry,
                    "event": one.id,
                    "revision": one.revision,
                    "headline": one.headline,
                    "story": latest.story_of(one.entry) if latest else one.story,
                }
                for one in events
            ]
        }
    )
