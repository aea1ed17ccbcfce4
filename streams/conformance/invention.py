"""Invented events for scenarios: the same seed, the same events."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any

from schemas import Event, Regroup, parse_event

from .scenario import Expected

DESK = "conformance"


@dataclass(frozen=True, slots=True)
class Inventor:
    """Makes up what happens to the entries of one scenario.

    Attributes:
        scenario: its name.
        seed: part of every id, so that two runs have nothing in common.
        now: when it all happens.
    """

    scenario: str
    seed: int
    now: datetime

    def id(self, *parts: object) -> str:
        """An id as the pipeline makes them: 32 hexadecimal digits."""
        text = "/".join(map(str, (self.seed, self.scenario, *parts)))
        return blake2b(text.encode(), digest_size=16).hexdigest()

    def story(self, name: str) -> str:
        """Id of a story."""
        return self.id("story", name)

    def event(
        self,
        change: str,
        entry: str,
        revision: int,
        *,
        story: str = "s",
        regroups: tuple[Regroup, ...] = (),
        **more: Any,
    ) -> Event:
        """An event of an entry that is called ``a``, ``b`` or so."""
        content = {"kind": "report", "urgency": 5, "body": f"As of revision {revision}."}
        return parse_event(
            json.dumps(
                {
                    "type": f"copydesk.entry.{change}.v1",
                    "id": self.id(entry, revision, change),
                    "desk": DESK,
                    "source": "conformance",
                    "coverage": {"id": f"conformance-{self.seed}"},
                    "entry": self.id(entry),
                    "revision": revision,
                    "story": self.story(story),
                    "regroups": [one.model_dump() for one in regroups],
                    "occurred_at": (self.now + timedelta(seconds=revision))
                    .astimezone(UTC)
                    .isoformat(),
                    "headline": self._headline(entry, revision),
                    "provenance": {"pipeline": "copydesk-conformance"},
                    **(content if change in {"published", "revised", "corrected"} else {}),
                    **more,
                }
            )
        )

    def withdrawn(self, entry: str, revision: int, *before: Event) -> Event:
        """A withdrawal of everything that came before."""
        ids = [one.id for one in before]
        return self.event("withdrawn", entry, revision, withdraws=ids, supersedes=ids[-1])

    def repeat(self, entry: str, original: Event, revision: int = 1) -> Event:
        """A repeat of another entry."""
        said = {"entry": original.entry, "event": original.id, "source": original.source}
        said |= {"method": "same-words/1"}
        return self.event("duplicated", entry, revision, original={**said, "measure": 1.0})

    def stands(self, entry: str, event: Event, story: str | None = None) -> Expected:
        """That an entry stands as of an event."""
        return Expected(
            entry,
            event.entry,
            event=event.id,
            revision=event.revision,
            headline=event.headline,
            story=None if story is None else self.story(story),
        )

    def is_gone(self, entry: str) -> Expected:
        """That an entry does not stand."""
        return Expected(entry, self.id(entry))

    def is_repeat(self, entry: str, original: Event) -> Expected:
        """That an entry does not stand by itself."""
        return Expected(entry, self.id(entry), repeats=original.entry)

    def _headline(self, entry: str, revision: int) -> str:
        return f"{self.scenario}: entry {entry}, revision {revision}"
