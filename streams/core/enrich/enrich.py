"""The enrich stage as a pure function: a classified entry becomes an event."""

from __future__ import annotations

from typing import Any

from schemas import (
    Corrected,
    Duplicated,
    Entry,
    Kind,
    Provenance,
    Published,
    Revised,
    Withdrawn,
)
from streams import __version__
from streams.core.classify import Classified

from .facts import extract

Event = Published | Revised | Corrected | Withdrawn | Duplicated

_WITH_CONTENT: dict[str, type[Published | Revised | Corrected]] = {
    "published": Published,
    "revised": Revised,
    "corrected": Corrected,
}

_TELLS_NOTHING: frozenset[Kind] = frozenset(
    {"boilerplate", "housekeeping", "gallery", "live-event", "embed", "correction", "related"}
)
"""Kinds of entry in which no verb tells what has happened now."""


def enrich(classified: Classified) -> Event:
    """Find the facts of an entry and write its event."""
    entry = classified.entry
    english = (classified.language or "").split("-")[0].lower() == "en"
    common = _common(
        entry,
        Provenance(
            pipeline=f"copydesk/{__version__}", language=classified.language, partial=not english
        ),
    )
    if entry.change == "withdrawn":
        return Withdrawn(
            **common,
            withdraws=entry.withdraws,
            reason=entry.reason or "withdrawn",
            retracts=entry.retracts,
        )
    if entry.change == "duplicated":
        if entry.original is None:
            raise ValueError("a duplicated entry must name its original")
        return Duplicated(**common, original=entry.original)
    content: dict[str, Any] = {
        "body": entry.body,
        "bylines": entry.bylines,
        "published_at": entry.published_at,
        "updated_at": entry.updated_at,
        "key_event": entry.key_event,
        "pinned": entry.pinned,
        "media": entry.media,
        "links": entry.links,
        "tags": entry.tags,
        "kind": classified.kind,
        "topics": classified.topics,
        "urgency": classified.urgency,
        "breaking": classified.breaking,
        "expires_at": entry.expires_at,
    }
    if english:
        found = extract(
            entry.headline or "",
            entry.body,
            at=entry.updated_at or entry.published_at,
            bylines=entry.bylines,
        )
        content |= {name: getattr(found, name) for name in type(found).model_fields}
        if classified.kind in _TELLS_NOTHING:
            content["actions"] = ()
    if entry.change != "published":
        content["deltas"] = entry.deltas
    return _WITH_CONTENT[entry.change](**common, **content)


def _common(entry: Entry, provenance: Provenance) -> dict[str, Any]:
    return {
        "id": entry.event,
        "desk": entry.desk,
        "source": entry.source,
        "coverage": entry.coverage,
        "entry": entry.entry,
        "entry_id": entry.entry_id,
        "revision": entry.revision,
        "supersedes": entry.supersedes,
        "story": entry.story,
        "regroups": entry.regroups,
        "occurred_at": entry.updated_at or entry.published_at,
        "headline": entry.headline,
        "provenance": provenance,
    }
