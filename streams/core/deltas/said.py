"""What an entry says at one moment: everything that readers see."""

from __future__ import annotations

from dataclasses import dataclass

from schemas import Media


@dataclass(frozen=True, slots=True)
class Said:
    """One state of an entry.

    Attributes:
        headline: one line of plain text, or nothing.
        body: plain text, a line per paragraph.
        bylines: names.
        media: pictures, videos, embeds.
        key_event: as the source marks it.
        pinned: as the source marks it.
    """

    headline: str | None = None
    body: str = ""
    bylines: tuple[str, ...] = ()
    media: tuple[Media, ...] = ()
    key_event: bool = False
    pinned: bool = False
