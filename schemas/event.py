"""What subscribers get from ``news.events``: one editorial change of one entry, structured."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from .base import DeskName, Identifier, Model, UtcTime
from .entry import Delta, Original, Retraction
from .facts import Facts, Kind, Topic
from .raw import Coverage, Link, Media
from .regroup import Regroup


class Provenance(Model):
    """What made the event.

    Attributes:
        pipeline: name and version of the software.
        language: of the text, as a BCP 47 tag; absent where it could not be told.
        partial: true where the language has no rules of its own and only what does not depend
            on language was derived.
    """

    pipeline: str
    language: str | None = None
    partial: bool = False


class EventBase(Model):
    """What every event says.

    Attributes:
        type: what happened; it carries the major version of its schema.
        id: deterministic; the same change of the same entry always has the same id.
        desk: the unit of order.
        source: who published the entry.
        coverage: the live blog that it stands on.
        entry: id of the entry, stable over revisions.
        entry_id: the source's own id, where it has one.
        revision: 1, 2, 3 …
        supersedes: id of the event that this one replaces.
        story: id of the story that it belongs to.
        regroups: stories that came together or apart over it.
        occurred_at: the entry's own time: last changed, else published.
        headline: plain text.
        provenance: what made the event.
    """

    type: str
    id: str
    desk: DeskName
    source: Identifier
    coverage: Coverage
    entry: str
    entry_id: Identifier | None = None
    revision: int = Field(ge=1)
    supersedes: str | None = None
    story: str | None = None
    regroups: tuple[Regroup, ...] = ()
    occurred_at: UtcTime | None = None
    headline: str | None = None
    provenance: Provenance


class Content(Facts, EventBase):
    """An event that carries the entry's text and everything found in it.

    Attributes:
        body: plain text, a line per paragraph; spans point into it.
        kind: what sort of entry it is.
        topics: IPTC Media Topics, the likeliest first; empty where unsure.
        urgency: 1 (most urgent) to 8, on the IPTC scale.
        breaking: news that people want to be woken for.
    """

    body: str = ""
    bylines: tuple[str, ...] = ()
    published_at: UtcTime | None = None
    updated_at: UtcTime | None = None
    key_event: bool = False
    pinned: bool = False
    media: tuple[Media, ...] = ()
    links: tuple[Link, ...] = ()
    tags: tuple[str, ...] = ()
    kind: Kind
    topics: tuple[Topic, ...] = ()
    urgency: int = Field(ge=1, le=8)
    breaking: bool = False
    expires_at: UtcTime | None = None


class Published(Content):
    """An entry appeared, or takes the place of an original that its source has taken back."""

    type: Literal["copydesk.entry.published.v1"] = "copydesk.entry.published.v1"


class Revised(Content):
    """An entry changed; ``deltas`` says how."""

    type: Literal["copydesk.entry.revised.v1"] = "copydesk.entry.revised.v1"
    deltas: tuple[Delta, ...] = ()


class Corrected(Content):
    """An entry was wrong and was put right; ``deltas`` says what."""

    type: Literal["copydesk.entry.corrected.v1"] = "copydesk.entry.corrected.v1"
    deltas: tuple[Delta, ...] = ()


class Withdrawn(EventBase):
    """An entry was taken back, or its time is over: forget every event in ``withdraws``.

    Attributes:
        withdraws: ids of everything that was ever published from the entry.
        reason: ``withdrawn`` by its source, or ``expired``.
        retracts: the facts of its last version, which nobody vouches for any more.
    """

    type: Literal["copydesk.entry.withdrawn.v1"] = "copydesk.entry.withdrawn.v1"
    withdraws: tuple[str, ...] = ()
    reason: Literal["withdrawn", "expired"] = "withdrawn"
    retracts: tuple[Retraction, ...] = ()


class Duplicated(EventBase):
    """An entry repeats one that subscribers already have."""

    type: Literal["copydesk.entry.duplicated.v1"] = "copydesk.entry.duplicated.v1"
    original: Original


Event = Annotated[
    Published | Revised | Corrected | Withdrawn | Duplicated, Field(discriminator="type")
]
EVENT_ADAPTER: TypeAdapter[Published | Revised | Corrected | Withdrawn | Duplicated] = TypeAdapter(
    Event
)


def parse_event(data: bytes | str) -> Published | Revised | Corrected | Withdrawn | Duplicated:
    """Read one event from JSON.

    Raises:
        pydantic.ValidationError: it is not an event of this major version.
    """
    return EVENT_ADAPTER.validate_json(data)
