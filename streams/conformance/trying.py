"""A whole trial: send, wait until the subscriber has seen all, ask, judge."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from streams.errors import UserError

from .asking import Ask
from .judging import Finding, judge
from .scenario import Scenario
from .sending import Send
from .state import State

_POLL_S = 0.2


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of a trial.

    Attributes:
        findings: one for each scenario.
        sent: how many events were sent.
        saw_the_end: whether the subscriber held the last entry in time.
    """

    findings: tuple[Finding, ...]
    sent: int
    saw_the_end: bool

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong."""
        return self.saw_the_end and all(one.verdict != "wrong" for one in self.findings)


async def attempt(
    send: Send,
    ask: Ask,
    scenarios: Sequence[Scenario],
    end: Scenario,
    *,
    patience_s: float,
    settle_s: float,
) -> Trial:
    """Send the scenarios and a last entry; judge when that is held, or patience is over.

    Args:
        send: to the subscriber.
        ask: the subscriber.
        scenarios: to be tried.
        end: the last entry.
        patience_s: how long to wait for the last entry.
        settle_s: how long to wait after it, for a subscriber that works on several at once.

    Raises:
        UserError: the subscriber does not take an event, or does not show a state.
    """
    for scenario in (*scenarios, end):
        await send(scenario.arrivals)
    saw_the_end = await _seen(ask, end, patience_s)
    if saw_the_end:
        await asyncio.sleep(settle_s)
    state = await ask()
    return Trial(
        findings=tuple(judge(one, state) for one in scenarios),
        sent=sum(len(one.arrivals) for one in (*scenarios, end)),
        saw_the_end=saw_the_end,
    )


async def _seen(ask: Ask, end: Scenario, patience_s: float) -> bool:
    loop = asyncio.get_running_loop()
    deadline = loop.time() + patience_s
    last = end.expected[0].entry
    while True:
        state = await _state_or_none(ask)
        if state is not None and any(one.entry == last for one in state.entries):
            return True
        if loop.time() >= deadline:
            return False
        await asyncio.sleep(_POLL_S)


async def _state_or_none(ask: Ask) -> State | None:
    try:
        return await ask()
    except UserError:
        return None  # not yet; asked once more in the end, where it is an error
