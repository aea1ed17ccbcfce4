"""A verb of saying with its subject and what it gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .names import Subject
from .reading import Clause

Form = Literal["before", "after", "inverted", "according", "naming"]


@dataclass(slots=True)
class Cue:
    """One verb of saying.

    Attributes:
        clause: where it stands.
        verb: index of its word.
        text: as it stands.
        subject: who says it, if the text tells beside it.
        start: first character of subject and verb together.
        end: one past the last, adjuncts excluded.
        form: whether what is said stands before or after; ``naming`` if it is no clause.
        content: first and one past the last character of what is said, where it is a clause.
        rest: index of the first word after verb and adjuncts.
    """

    clause: Clause
    verb: int
    text: str
    subject: Subject | None
    start: int
    end: int
    form: Form
    content: tuple[int, int] | None = None
    rest: int = 0
