"""What has to be taken back with an entry: its facts, named without repeating its text."""

from __future__ import annotations

from collections.abc import Iterator

from schemas import Retraction
from streams.core.ids import digest
from streams.core.language import language_of

from .facts import extract


def retract(
    headline: str | None, body: str, *, language: str | None, event: str
) -> tuple[Retraction, ...]:
    """The people, places, figures, actions and quotations of a text that was published as ``event``."""
    found = language or language_of(f"{headline or ''}\n{body}") or ""
    if found.split("-")[0].lower() != "en":
        return ()
    return tuple(dict.fromkeys(_all(headline or "", body, event)))


def _all(headline: str, body: str, event: str) -> Iterator[Retraction]:
    found = extract(headline, body, at=None, bylines=())
    for person in found.people:
        yield Retraction(fact="person", event=event, name=person.name)
    for place in found.places:
        yield Retraction(fact="place", event=event, name=place.name, geonames_id=place.geonames_id)
    for one in found.quantities:
        yield Retraction(
            fact="figure", event=event, name=one.casualty or one.counts, value=one.value
        )
    for action in found.actions:
        yield Retraction(fact="action", event=event, name=action.root, digest=digest(action.text))
    for quote in found.quotes:
        yield Retraction(fact="quote", event=event, digest=digest(quote.text))
