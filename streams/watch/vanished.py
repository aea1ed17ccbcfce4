"""Which entries vanished from a page in a way that only a withdrawal explains."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Vanished:
    """What the comparison of two states of a list shows.

    Attributes:
        order: the list now; entries that are missing from its middle keep their place.
        missing: those of them whose absence counts in this poll.
    """

    order: tuple[str, ...]
    missing: tuple[str, ...] = ()


def vanished(
    order: Sequence[str], present: Sequence[str], derived: Collection[str], pending: Collection[str]
) -> Vanished:
    """Compare a list with what it was.

    A page that shows the newest twenty drops the oldest; one that is cut drops an end; one that
    shows another selection drops many; one that sorts anew proves nothing. So an entry counts
    as missing only where it went from the middle, the entries around it kept their order, both
    ends are still there, and few went at once.

    An entry without an id of its own also seems to go when its heading is edited. Its absence
    counts only where the poll that first missed it brought nothing new in its stead.

    Args:
        order: keys as they were, with those that were missing already.
        present: keys as they are.
        derived: keys of entries without an id of their own.
        pending: keys that were missing already.
    """
    was, here = frozenset(order), frozenset(present)
    kept = [key for key in order if key in here]
    if not kept or kept != [key for key in present if key in was]:
        return Vanished(tuple(present))
    first, last = order.index(kept[0]), order.index(kept[-1])
    brings_new = len(kept) < len(present)
    middle = [
        key
        for key in order[first:last]
        if key not in here and not (brings_new and key in derived and key not in pending)
    ]
    if len(middle) > max(1, len(kept) // 4):
        return Vanished(tuple(present))
    is_cut = first > 0 or last < len(order) - 1
    return Vanished(
        _with_places(order, present, frozenset(middle)), () if is_cut else tuple(middle)
    )


def _with_places(
    order: Sequence[str], present: Sequence[str], missing: Collection[str]
) -> tuple[str, ...]:
    behind: dict[str, list[str]] = {}
    here = frozenset(present)
    last = ""
    for key in order:
        if key in here:
            last = key
        elif key in missing:
            behind.setdefault(last, []).append(key)
    found: list[str] = []
    for key in present:
        found += [key, *behind.get(key, ())]
    return tuple(found)
