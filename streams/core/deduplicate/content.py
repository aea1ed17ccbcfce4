"""What an entry says, clean, and a hash of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from schemas import Link, Media, RawEntry
from streams.core.deltas import Said
from streams.core.ids import digest
from streams.core.text import from_html, one_line, plain, resolve

Linked = TypeVar("Linked", Link, Media)

_TRACKING = frozenset(
    {"fbclid", "gclid", "dclid", "msclkid", "igshid", "mc_cid", "mc_eid", "cmpid", "ito", "ref_src"}
)


@dataclass(frozen=True)
class Content:
    """An entry's clean text and flags.

    Attributes:
        headline: one line of plain text, or nothing.
        body: plain text, a line per paragraph.
        bylines: names.
        media: with tracking parameters taken off their addresses.
        links: likewise.
        key_event: as the source marks it.
        pinned: as the source marks it.
    """

    headline: str | None
    body: str
    bylines: tuple[str, ...]
    media: tuple[Media, ...]
    links: tuple[Link, ...]
    key_event: bool
    pinned: bool

    @property
    def said(self) -> Said:
        """What readers see, but for the addresses of links."""
        return Said(self.headline, self.body, self.bylines, self.media, self.key_event, self.pinned)

    @property
    def fingerprint(self) -> str:
        """Hash of everything that readers see: equal means nothing changed."""
        return digest(
            self.headline or "",
            self.body,
            "\n".join(self.bylines),
            "\n".join(f"{m.kind} {m.url} {m.caption}" for m in self.media),
            "\n".join(link.url for link in self.links),
            f"{self.key_event} {self.pinned}",
        )


def read(raw: RawEntry) -> Content:
    """The clean content of a raw entry."""
    body = from_html(raw.body) if raw.body_format == "html" else plain(resolve(raw.body))
    return Content(
        headline=one_line(from_html(raw.headline)) or None if raw.headline else None,
        body=body,
        bylines=tuple(one_line(name) for name in raw.bylines if name),
        media=tuple(_untracked(item) for item in raw.media),
        links=tuple(_untracked(link) for link in raw.links),
        key_event=raw.key_event,
        pinned=raw.pinned,
    )


def _untracked(item: Linked) -> Linked:
    url = item.url and untracked(item.url)
    return item if url == item.url else item.model_copy(update={"url": url})


def untracked(url: str) -> str:
    """An address without the parameters that only count visitors."""
    if "?" not in url:
        return url
    try:
        parts = urlsplit(url)
    except ValueError:  # "http://[": kept as it is, it is only compared and passed on
        return url
    if not parts.query:
        return url
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if name.lower() not in _TRACKING and not name.lower().startswith("utm_")
    ]
    return urlunsplit(parts._replace(query=urlencode(kept)))
