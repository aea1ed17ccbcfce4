"""What became of a number of entries, as a table for people and as JSON for programs."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table


@dataclass(slots=True)
class Summary:
    """Counts over a run.

    Attributes:
        came_in: raw records handled.
        events: events published, by change.
        no_ops: records that led to nothing, by reason.
        dead_letters: by reason.
        seconds: how long it took, where it was measured.
        latency_ms: milliseconds from raw record to event, p50 and p99, where measured.
    """

    came_in: int = 0
    events: dict[str, int] = field(default_factory=dict)
    no_ops: dict[str, int] = field(default_factory=dict)
    dead_letters: dict[str, int] = field(default_factory=dict)
    seconds: float | None = None
    latency_ms: tuple[float, float] | None = None

    @classmethod
    def of(cls, counts: Mapping[tuple[str, str, str], int]) -> Summary:
        """From counts by stage, outcome and reason."""
        found = cls()
        for (stage, outcome, reason), raw in sorted(counts.items()):
            count = int(raw)
            if outcome == "dead-letter":
                found.dead_letters[reason] = found.dead_letters.get(reason, 0) + count
            elif stage == "deduplicate" and outcome == "no-op":
                found.no_ops[reason] = count
            elif stage == "enrich":
                found.events[outcome] = count
            if stage == "deduplicate":
                found.came_in += count
        return found

    def rows(self) -> dict[str, object]:
        """The summary as a flat mapping, in the order people read it."""
        found: dict[str, object] = {"in": self.came_in, "out": sum(self.events.values())}
        found |= {"no-ops": sum(self.no_ops.values())}
        found |= {"revisions": self.events.get("revised", 0) + self.events.get("corrected", 0)}
        found |= {"withdrawals": self.events.get("withdrawn", 0)}
        found |= {"duplicates": self.events.get("duplicated", 0)}
        found |= {"dead letters": sum(self.dead_letters.values())}
        if self.seconds:
            found["entries per second"] = round(self.came_in / self.seconds, 1)
        if self.latency_ms:
            found["latency p50 ms"] = round(self.latency_ms[0])
            found["latency p99 ms"] = round(self.latency_ms[1])
        return found

    def table(self) -> Table:
        """For a terminal, with the reasons beside the counts."""
        table = Table(title="Summary", show_header=False, title_justify="left")
        table.add_column(style="bold")
        table.add_column(justify="right")
        table.add_column(style="dim")
        why = {"no-ops": self.no_ops, "dead letters": self.dead_letters}
        for name, value in self.rows().items():
            reasons = ", ".join(f"{r} {n}" for r, n in sorted(why.get(name, {}).items()))
            table.add_row(name, f"{value:,}" if isinstance(value, int) else str(value), reasons)
        return table

    def print_to_stderr(self) -> None:
        """A table on a terminal, one plain line elsewhere."""
        if sys.stderr.isatty():
            Console(stderr=True).print(self.table())
        else:
            line = ", ".join(f"{name} {value}" for name, value in self.rows().items())
            sys.stderr.write(f"copydesk: {line}\n")
