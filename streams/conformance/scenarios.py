"""The scenarios: what goes wrong between a stream and its subscribers, one thing at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from random import Random
from typing import Final, TypeVar

from schemas import Event, Regroup

from .invention import Inventor
from .scenario import Arrival, Expected, Scenario

T = TypeVar("T")
_Made = tuple[Sequence[Event | Arrival], Sequence[Expected]]


def scenarios(seed: int, now: datetime) -> tuple[Scenario, ...]:
    """All scenarios. The same seed and time give the same events in the same order."""
    return tuple(_make(name, says, make, seed, now) for name, (says, make) in _ALL.items())


def end_of(seed: int, now: datetime) -> Scenario:
    """A last entry: who holds it has seen everything that was sent before."""
    return _make("end", "the last entry arrives", _end, seed, now)


def _make(
    name: str, says: str, make: Callable[[Inventor, Random], _Made], seed: int, now: datetime
) -> Scenario:
    # of the name as well, so that leaving a scenario out changes no other one
    random = Random(f"{seed}/{name}")  # noqa: S311 - the same order for the same seed
    events, expected = make(Inventor(name, seed, now), random)
    arrivals = tuple(one if isinstance(one, Arrival) else Arrival.of(one) for one in events)
    return Scenario(name, says, arrivals, tuple(expected))


def _in_order(new: Inventor, _: Random) -> _Made:
    one, two = new.event("published", "a", 1), new.event("revised", "a", 2)
    three = new.event("corrected", "a", 3)
    other, gone = new.event("published", "b", 1), new.event("published", "c", 1)
    away = new.withdrawn("c", 2, gone)
    return (
        [one, other, gone, two, away, three],
        [new.stands("a", three), new.stands("b", other), new.is_gone("c")],
    )


def _out_of_order(new: Inventor, random: Random) -> _Made:
    made = []
    expected = []
    for entry in "abc":
        revisions = [new.event("published", entry, 1)]
        revisions += [new.event("revised", entry, number) for number in range(2, 5)]
        newest = revisions[-1]
        # the newest one is never the last one: who takes the last one is wrong for sure
        order = _shuffled(random, revisions[:-1])
        order.insert(random.randrange(len(order)), newest)
        made.append(order)
        expected.append(new.stands(entry, newest))
    return [one for several in zip(*made, strict=True) for one in several], expected


def _repeated_ids(new: Inventor, random: Random) -> _Made:
    one, two = new.event("published", "a", 1), new.event("revised", "a", 2)
    other = new.event("published", "b", 1)
    again = _shuffled(random, [one, two, other, other])
    return [one, one, other, two, two, *again], [new.stands("a", two), new.stands("b", other)]


def _kill_before_create(new: Inventor, _: Random) -> _Made:
    one, two = new.event("published", "a", 1), new.event("revised", "a", 2)
    only = new.event("published", "b", 1)
    return (
        [new.withdrawn("a", 3, one, two), new.withdrawn("b", 2, only), one, two, only],
        [new.is_gone("a"), new.is_gone("b")],
    )


def _late_correction(new: Inventor, random: Random) -> _Made:
    """A correction that is older than what stands, and one that is newer, both long after."""
    one, three = new.event("published", "a", 1), new.event("revised", "a", 3)
    old = new.event("corrected", "a", 2)
    first, second = new.event("published", "b", 1), new.event("revised", "b", 2)
    right = new.event("corrected", "b", 3)
    between = [new.event("published", entry, 1) for entry in "cdefgh"]
    return (
        [one, three, first, second, *between, *_shuffled(random, [old, right])],
        [
            new.stands("a", three),
            new.stands("b", right),
            *(new.stands(entry, event) for entry, event in zip("cdefgh", between, strict=True)),
        ],
    )


def _late_revision(new: Inventor, random: Random) -> _Made:
    one, two = new.event("published", "a", 1), new.event("revised", "a", 2)
    late = _shuffled(random, [one, two])
    return [one, new.withdrawn("a", 3, one, two), *late], [new.is_gone("a")]


def _revision_after_withdrawal(new: Inventor, _: Random) -> _Made:
    one = new.event("published", "a", 1)
    away = new.withdrawn("a", 2, one)
    back = new.event("revised", "a", 3, supersedes=away.id)
    first = new.event("published", "b", 1)
    gone = new.withdrawn("b", 2, first)
    again = new.event("revised", "b", 3, supersedes=gone.id)
    twice = new.withdrawn("b", 4, first, gone, again)
    return (
        [one, first, away, back, gone, again, twice, away],
        [new.stands("a", back), new.is_gone("b")],
    )


def _repeats(new: Inventor, _: Random) -> _Made:
    """A repeat is no news; it becomes news when it is revised; the original's end is not its own."""
    one = new.event("published", "a", 1)
    plain, early = new.repeat("b", one), new.repeat("c", one)
    own = new.event("revised", "c", 2)
    other = new.event("published", "d", 1)
    orphan = new.repeat("e", other)
    return (
        [plain, one, early, own, early, other, orphan, new.withdrawn("d", 2, other)],
        [
            new.stands("a", one),
            new.is_repeat("b", one),
            new.stands("c", own),
            new.is_gone("d"),
            new.is_repeat("e", other),
        ],
    )


def _merge(new: Inventor, _: Random) -> _Made:
    one = new.event("published", "a", 1, story="old")
    two = new.event("published", "b", 1, story="young")
    merge = Regroup(source=new.story("young"), target=new.story("old"))
    link = new.event("published", "c", 1, story="old", regroups=(merge,))
    late = new.event("published", "d", 1, story="young")
    return (
        [one, two, link, late],
        [new.stands(entry, event, "old") for entry, event in zip("abcd", [one, two, link, late], strict=True)],
    )  # fmt: skip


def _split(new: Inventor, _: Random) -> _Made:
    stay, go, late = (new.event("published", entry, 1, story="whole") for entry in "abc")
    moved = (go.entry, late.entry)
    split = Regroup(source=new.story("whole"), target=new.story("half"), entries=moved)
    cause = new.event("published", "d", 1, story="half", regroups=(split,))
    return (
        [stay, go, cause, late],
        [
            new.stands("a", stay, "whole"),
            new.stands("b", go, "half"),
            new.stands("c", late, "half"),
            new.stands("d", cause, "half"),
        ],
    )


def _regrouped_out_of_order(new: Inventor, random: Random) -> _Made:
    """A merger into a story that is split after it; the split arrives first."""
    one = new.event("published", "a", 1, story="young")
    two = new.event("published", "b", 1, story="old")
    merge = Regroup(source=new.story("young"), target=new.story("old"))
    link = new.event("published", "c", 1, story="old", regroups=(merge,))
    split = Regroup(source=new.story("old"), target=new.story("half"), entries=(one.entry,))
    cause = new.event("published", "d", 1, story="half", regroups=(split,))
    return (
        [cause, *_shuffled(random, [one, two, link])],
        [
            new.stands("a", one, "half"),
            new.stands("b", two, "old"),
            new.stands("c", link, "old"),
            new.stands("d", cause, "half"),
        ],
    )


def _newer_sender(new: Inventor, _: Random) -> _Made:
    one, two = new.event("published", "a", 1), new.event("revised", "a", 2)
    strange = new.event("published", "b", 1)
    return (
        [
            Arrival.of(one, more={"mood": "hopeful", "of_the_future": {"deep": [1, 2]}}),
            Arrival.of(strange, type_="copydesk.entry.pondered.v1"),
            Arrival.of(strange, type_="copydesk.entry.published.v2", more={"revision": "second"}),
            Arrival.of(two, more={"mood": "glad"}),
        ],
        [new.stands("a", two)],
    )


def _end(new: Inventor, _: Random) -> _Made:
    last = new.event("published", "end", 1)
    return [last], [new.stands("end", last)]


def _shuffled(random: Random, things: Sequence[T]) -> list[T]:
    return random.sample(things, len(things))


_ALL: Final[dict[str, tuple[str, Callable[[Inventor, Random], _Made]]]] = {
    "in-order": ("an entry appears, is revised, corrected, withdrawn", _in_order),
    "out-of-order": ("of an entry the highest revision counts, not the last to come", _out_of_order),
    "repeated-ids": ("an event that comes again changes nothing", _repeated_ids),
    "kill-before-create": ("a withdrawal holds though what it withdraws comes later", _kill_before_create),
    "late-correction": ("a late correction counts if it is newer, and only then", _late_correction),
    "late-revision": ("an old revision does not bring a withdrawn entry back", _late_revision),
    "revision-after-withdrawal": ("a newer revision brings a withdrawn entry back", _revision_after_withdrawal),
    "repeats": ("a repeat is no entry of its own until it is revised", _repeats),
    "merge": ("all entries of a merged story stand in the other one", _merge),
    "split": ("the named entries stand in the new story, also those that come later", _split),
    "regrouped-out-of-order": ("mergers and splits add up in whatever order they come", _regrouped_out_of_order),
    "newer-sender": ("unknown fields are left alone, unknown types passed over", _newer_sender),
}  # fmt: skip
