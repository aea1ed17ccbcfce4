"""What to push of a page: what is new, changed, or proven to be gone. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from schemas import Coverage, RawEntry
from streams.core.deduplicate.content import read
from streams.core.deduplicate.identity import identify
from streams.core.ids import digest

from .memory import Known, Remembered
from .vanished import vanished

Withdraw = Literal["proven", "never"]

_POLLS_TO_PROVE: Final = 2
_MOST_REMEMBERED: Final = 20_000
# These stand among the entries, and come and go with the page's layout.
_FURNITURE: Final = frozenset({"related", "gallery", "key-points", "summary"})


@dataclass(frozen=True, slots=True)
class Changes:
    """What follows from a poll.

    Attributes:
        push: what to push, in order.
        remembered: what to remember once it is pushed.
        new: how many were not known.
        changed: how many were known otherwise.
        withdrawn: how many are gone.
    """

    push: tuple[RawEntry, ...]
    remembered: Remembered
    new: int = 0
    changed: int = 0
    withdrawn: int = 0


def compare(
    remembered: Remembered,
    entries: Iterable[RawEntry],
    now: datetime,
    *,
    whole: bool = True,
    withdraw: Withdraw = "proven",
    forget_after: timedelta = timedelta(days=14),
) -> Changes:
    """Compare a page with what is remembered of it.

    Args:
        remembered: of the polls before.
        entries: the page's, in its order.
        now: when it was fetched.
        whole: nothing of the page is missing or unreadable; otherwise nothing can be gone.
        withdraw: whether to withdraw what is gone.
        forget_after: an entry that left the page so long ago is forgotten.
    """
    groups = _grouped(entries)
    known = {key: _known(group, now) for key, group in groups.items()}
    push: list[RawEntry] = []
    new = changed = 0
    for key, group in groups.items():
        before = remembered.entries.get(key)
        if before is None:
            new += len(group)
        elif before.fingerprint != known[key].fingerprint:
            changed += len(group)
        else:
            continue
        push += group
    found = Remembered(
        entries={**_remaining(remembered, now - forget_after), **known},
        order=remembered.order,
        missing={} if not whole else remembered.missing,
    )
    if whole:
        found = _look_for_gaps(found, groups)
    gone: tuple[RawEntry, ...] = ()
    if withdraw == "proven":
        found, gone = _withdrawn(found, now)
    return Changes((*push, *gone), found, new, changed, len(gone))


def confirm(remembered: Remembered, now: datetime, *, withdraw: Withdraw = "proven") -> Changes:
    """What follows from the server's word that a page stands as it last did."""
    missing = {key: count + 1 for key, count in remembered.missing.items()}
    found = remembered.model_copy(update={"missing": missing})
    gone: tuple[RawEntry, ...] = ()
    if withdraw == "proven":
        found, gone = _withdrawn(found, now)
    return Changes(gone, found, withdrawn=len(gone))


def _grouped(entries: Iterable[RawEntry]) -> dict[str, list[RawEntry]]:
    # two entries under one heading ("Watch live") have one key: together they are one thing,
    # otherwise each poll would find each of them changed into the other
    groups: dict[str, list[RawEntry]] = {}
    for entry in entries:
        groups.setdefault(identify(entry).key, []).append(entry)
    return groups


def _remaining(remembered: Remembered, since: datetime) -> dict[str, Known]:
    entries = [item for item in remembered.entries.items() if item[1].seen_at > since]
    if len(entries) > _MOST_REMEMBERED:
        entries.sort(key=lambda item: item[1].seen_at)
    return dict(entries[-_MOST_REMEMBERED:])


def _known(group: Sequence[RawEntry], now: datetime) -> Known:
    first = group[0]
    prints = [_fingerprint(entry) for entry in group]
    return Known(
        fingerprint=prints[0] if len(prints) == 1 else digest(*prints),
        desk=first.desk,
        source=first.source,
        coverage=first.coverage.id,
        entry_id=identify(first).entry_id,
        is_derived=first.entry_id is None,
        seen_at=now,
    )


def _fingerprint(entry: RawEntry) -> str:
    # beside what readers see: what the pipeline acts upon
    return digest(
        read(entry).fingerprint,
        entry.operation,
        str(entry.urgency),
        *(
            str(moment and moment.timestamp())
            for moment in (entry.embargoed_until, entry.expires_at)
        ),
    )


def _look_for_gaps(remembered: Remembered, groups: dict[str, list[RawEntry]]) -> Remembered:
    present: dict[str, list[str]] = {}
    for key, group in groups.items():
        if all(map(_means_something, group)):
            present.setdefault(group[0].coverage.id, []).append(key)
    order: dict[str, tuple[str, ...]] = {}
    missing: dict[str, int] = {}
    derived = {key for key, entry in remembered.entries.items() if entry.is_derived}
    for coverage, keys in present.items():
        here = frozenset(keys)
        # one that stands elsewhere now, pinned for example, is not gone
        before = [
            key
            for key in remembered.order.get(coverage, ())
            if key in remembered.entries and (key in here or key not in groups)
        ]
        found = vanished(before, keys, derived, remembered.missing)
        order[coverage] = found.order
        missing.update({key: remembered.missing.get(key, 0) + 1 for key in found.missing})
        missing.update({key: 0 for key in found.order if key not in here and key not in missing})
    return remembered.model_copy(update={"order": order, "missing": missing})


def _means_something(entry: RawEntry) -> bool:
    # what is pinned or a key event may stay on a page long after its neighbours were paged away
    is_kept_on_top = entry.pinned or entry.key_event
    return entry.operation == "upsert" and not is_kept_on_top and entry.kind not in _FURNITURE


def _withdrawn(remembered: Remembered, now: datetime) -> tuple[Remembered, tuple[RawEntry, ...]]:
    gone = {
        key: remembered.entries[key]
        for key, count in remembered.missing.items()
        if count >= _POLLS_TO_PROVE and key in remembered.entries
    }
    if not gone:
        return remembered, ()
    left = Remembered(
        entries={key: entry for key, entry in remembered.entries.items() if key not in gone},
        order={
            coverage: tuple(key for key in keys if key not in gone)
            for coverage, keys in remembered.order.items()
        },
        missing={key: count for key, count in remembered.missing.items() if key not in gone},
    )
    return left, tuple(_withdrawal(entry, now) for entry in gone.values())


def _withdrawal(entry: Known, now: datetime) -> RawEntry:
    return RawEntry(
        desk=entry.desk,
        source=entry.source,
        coverage=Coverage(id=entry.coverage),
        entry_id=entry.entry_id,
        operation="withdraw",
        fetched_at=now,
    )
