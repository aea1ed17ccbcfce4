"""What the classify stage hands to the enrich stage, on the internal topic."""

from __future__ import annotations

from pydantic import Field

from schemas import Entry, Kind, Model, Topic


class Classified(Model):
    """An entry with its classification.

    Attributes:
        entry: as it came.
        language: BCP 47 tag of the text, absent where it could not be told.
        kind: what sort of entry it is.
        topics: IPTC Media Topics, likeliest first.
        urgency: 1 (most) to 8.
        breaking: news that people want to be woken for.
    """

    entry: Entry
    language: str | None = None
    kind: Kind
    topics: tuple[Topic, ...] = ()
    urgency: int = Field(ge=1, le=8)
    breaking: bool = False
