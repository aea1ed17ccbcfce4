"""What the watcher counts, for each page."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime


@dataclass(slots=True)
class Counters:
    """The numbers of one page.

    Attributes:
        polls: requests made.
        not_modified: answers that said so.
        failures: polls that brought nothing usable.
        in_a_row: failures to fetch the page since the last good poll.
        new: entries pushed that were not known.
        changed: entries pushed that were known otherwise.
        withdrawn: withdrawals pushed.
        malformed: parts of the last page that are no entries.
        last_good: when a poll last was good.
        problem: what was wrong with the last poll, where something was.
    """

    polls: int = 0
    not_modified: int = 0
    failures: int = 0
    in_a_row: int = 0
    new: int = 0
    changed: int = 0
    withdrawn: int = 0
    malformed: int = 0
    last_good: datetime | None = None
    problem: str | None = None

    @property
    def pushed(self) -> int:
        """Records that are safe."""
        return self.new + self.changed + self.withdrawn

    def as_dict(self) -> dict[str, int | str | None]:
        """All of them, as JSON can hold them."""
        found = asdict(self)
        found["last_good"] = self.last_good and self.last_good.isoformat(timespec="seconds")
        return found
