"""What producers push onto ``news.raw``."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from .base import DeskName, Identifier, Line, Model, Prose, Url, ZonedTime
from .facts import Kind

Operation = Literal["upsert", "withdraw", "release", "expire"]


class Coverage(Model):
    """One live blog: the page that its entries stand on.

    Attributes:
        id: what stays the same while the page changes; often its URL.
        url: where people read it.
        headline: the page's headline.
        standfirst: the line under the headline.
        started: when coverage began.
        ended: when coverage ended; absent while it is live.
    """

    id: Identifier
    url: Url | None = None
    headline: Line | None = None
    standfirst: Line | None = None
    started: ZonedTime | None = None
    ended: ZonedTime | None = None


class Media(Model):
    """A picture, video, sound or embedded post that belongs to an entry."""

    kind: Literal["image", "video", "audio", "embed"]
    url: Url | None = None
    caption: Line | None = None
    credit: Line | None = None


class Link(Model):
    """A link out of an entry, with the words it stands on."""

    url: Url
    text: Line | None = None


class RawEntry(Model):
    """One update of a live blog, or one wire item, as its source gives it.

    Attributes:
        desk: the unit of order and of matching; also the Kafka key.
        source: who published it, for example ``independent`` or ``dpa``.
        coverage: the live blog that the entry stands on.
        entry_id: the source's own id; absent where it has none.
        operation: ``upsert`` (new or changed), ``withdraw`` (take it back). ``release`` and
            ``expire`` are what Copydesk itself sends when an embargo ends or an entry's time is
            over; from anyone else they change nothing early.
        version: the source's own number of this version, where it counts them.
        headline: the entry's own heading.
        body: text with a line per paragraph, or HTML.
        body_format: how to read ``body``.
        bylines: names as printed.
        published_at: when the source first published it.
        updated_at: when the source last changed it.
        fetched_at: when the producer saw it; decides between two versions of the same time.
        key_event: the source marks it as a key event.
        pinned: the source keeps it on top.
        kind: what the source says it is, where it says so.
        media: pictures, videos, embeds.
        links: links out of the body.
        language: BCP 47 tag.
        tags: the source's keywords.
        urgency: the source's urgency, 1 (most) to 8, on the IPTC scale.
        embargoed_until: not to be published before.
        expires_at: not to be published after.
    """

    desk: DeskName = "main"
    source: Identifier = "unknown"
    coverage: Coverage
    entry_id: Identifier | None = None
    operation: Operation = "upsert"
    version: int | None = Field(default=None, ge=0)
    headline: Line | None = None
    body: Prose = ""
    body_format: Literal["text", "html"] = "text"
    bylines: tuple[Line, ...] = Field(default=(), max_length=50)
    published_at: ZonedTime | None = None
    updated_at: ZonedTime | None = None
    fetched_at: ZonedTime | None = None
    key_event: bool = False
    pinned: bool = False
    kind: Kind | None = None
    media: tuple[Media, ...] = Field(default=(), max_length=200)
    links: tuple[Link, ...] = Field(default=(), max_length=500)
    language: str | None = Field(default=None, pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")
    tags: tuple[Line, ...] = Field(default=(), max_length=200)
    urgency: int | None = Field(default=None, ge=1, le=8)
    embargoed_until: ZonedTime | None = None
    expires_at: ZonedTime | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.operation == "upsert" and not (self.headline or self.body or self.media):
            raise ValueError("an upsert needs a headline, a body or media")
        if self.operation != "upsert" and not (self.entry_id or self.headline or self.body):
            raise ValueError(
                f"a {self.operation} must name its entry by entry_id, headline or body"
            )
        return self
