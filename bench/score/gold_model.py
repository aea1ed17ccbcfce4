"""What the gold set says about one entry, as frozen values with spans in code points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .gold_time import Interval

Field = Literal["headline", "body"]
Type = Literal["per", "org", "loc"]
Directness = Literal["direct", "indirect", "mixed"]
Status = Literal["claimed", "confirmed", "denied", "unverified"]
Bound = Literal["exactly", "at-least", "at-most", "about", "range"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Where text stands: code points from ``start`` up to ``end`` of the field."""

    field: Field
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """One naming of an entity.

    Attributes:
        span: where.
        text: as it stands there.
        type: ``per``, ``org`` or ``loc``.
        entity: the fullest form that the labels list; the same for all mentions of one entity.
        metonym: a place's or building's name that means those who act there.
    """

    span: Span
    text: str
    type: Type
    entity: str
    metonym: bool = False


@dataclass(frozen=True, slots=True)
class Role:
    """What someone is, in the text's words, and of what body where the words name one."""

    person: str
    role: str
    affiliation: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words; ``spans`` has one a paragraph or a part, marks left out."""

    spans: tuple[Span, ...]
    directness: Directness
    speaker: str | None
    cue: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that another vouches for, or nobody; ``span`` shows which sentence."""

    span: Span
    status: Status
    claimant: str | None
    outlet: str | None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that counts or measures; ``upper`` is set where ``bound`` is ``range``."""

    span: Span
    value: float
    bound: Bound
    upper: float | None = None
    unit: str | None = None
    counts: str | None = None
    casualty: str | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """A time that the text names, and what it means."""

    span: Span
    meaning: Interval


@dataclass(frozen=True, slots=True)
class Labels:
    """All that the lines of one entry say."""

    mentions: tuple[Mention, ...]
    roles: tuple[Role, ...]
    quotes: tuple[Quote, ...]
    claims: tuple[Claim, ...]
    quantities: tuple[Quantity, ...]
    times: tuple[Time, ...]
