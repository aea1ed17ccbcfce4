"""An input that could not be handled, kept whole on ``news.dead-letters``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .base import Model


class Position(Model):
    """Where an input record stands."""

    topic: str
    partition: int = Field(ge=0)
    offset: int = Field(ge=0)


class DeadLetter(Model):
    """An input that a stage could not handle. It can be replayed from here.

    Attributes:
        stage: the agent that refused it.
        position: where it stood.
        error: class of the error, for example ``NotJson``.
        message: what is wrong and what to do.
        transient: true where trying again may help.
        key: the record's key, base64.
        value: the record's bytes, base64; absent where the record had no value.
    """

    type: Literal["copydesk.dead-letter.v1"] = "copydesk.dead-letter.v1"
    stage: str
    position: Position
    error: str
    message: str
    transient: bool = False
    key: bytes | None = None
    value: bytes | None = None
