"""Whether this process was cut off: stopped or starved for longer than its place in the group lasts."""

from __future__ import annotations

from streams.errors import CutOff
from streams.outbound.clock import Clock


class Pulse:
    """Beats while the event loop turns.

    Args:
        clock: tells the time.
        longest_s: after a longer silence somebody else may have taken over.
    """

    def __init__(self, clock: Clock, longest_s: float) -> None:
        self._clock = clock
        self._longest_s = longest_s
        self._last = clock.monotonic()

    @property
    def silent_s(self) -> float:
        """Seconds since the last beat."""
        return self._clock.monotonic() - self._last

    def check(self) -> None:
        """See whether it still beats.

        Raises:
            CutOff: it was silent for too long; what others may have written since must stay.
        """
        if self.silent_s > self._longest_s:
            raise CutOff(f"this process stood still for {self.silent_s:.0f} s")

    def beat(self) -> None:
        """The event loop turns.

        Raises:
            CutOff: as in ``check``.
        """
        self.check()
        self._last = self._clock.monotonic()
