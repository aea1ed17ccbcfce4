"""No exception reaches Faust: it would acknowledge the record, and so lose it."""

from __future__ import annotations

import logging
from typing import Any

from schemas import DeadLetter
from streams.errors import DeliveryError, PermanentError, TooLarge
from streams.topics import DEAD_LETTERS

from .records import Agent, Output, Record, Step

_log = logging.getLogger(__name__)

_ROOM_FOR_HEADERS = 4096


def guarded(agent: Agent, record: Record, memory: Any) -> Step:
    """The agent's step; where it cannot be done, one dead letter instead.

    Raises:
        DeliveryError: the fault is not the record's; the worker must stop.
    """
    try:
        step = agent.step(record, memory)
        _check_sizes(step)
    except DeliveryError:
        raise
    except PermanentError as error:
        return dead_letter(agent, record, error)
    except Exception as error:  # noqa: BLE001 - whatever a core does wrong must not lose the record
        _log.exception("%s could not handle %s", agent.name, record.position)
        return dead_letter(agent, record, error)
    return step


def _check_sizes(step: Step) -> None:
    for output in step.outputs:
        if len(output.value) > output.topic.max_bytes - _ROOM_FOR_HEADERS:
            raise TooLarge(
                f"the result for {output.topic.name} has {len(output.value)} bytes; "
                "shorten the entry's body"
            )


def dead_letter(agent: Agent, record: Record, error: Exception) -> Step:
    """The step that keeps a record which cannot be handled, whole and with the reason."""
    letter = DeadLetter(
        stage=agent.name,
        position=record.position,
        error=type(error).__name__,
        message=str(error)[:2_000],
        key=record.key,
        value=record.value,
    )
    output = Output(DEAD_LETTERS, record.key, letter.to_json())
    return Step(outcome="dead-letter", reason=letter.error, outputs=(output,))
