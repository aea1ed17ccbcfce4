"""Text with what was found in it marked: people, organisations, places, quotes, numbers, times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rich.text import Text

from schemas import Facts, Span

STYLES: Final = {
    "people": "cyan",
    "organisations": "blue",
    "places": "green",
    "quotes": "italic yellow",
    "quantities": "bold magenta",
    "times": "underline",
    "actions": "red",
}

# What a terminal would obey, or what reads differently from what it says.
_UNSAFE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def safe(text: str) -> str:
    """The same text without characters that a terminal obeys; spans still fit."""
    return _UNSAFE.sub("\ufffd", text)


def line(text: str) -> str:
    """The same in one line; spans still fit."""
    return safe(text).replace("\n", " ").replace("\t", " ")


def marked(text: str, field: str, facts: Facts, style: str = "") -> Text:
    """A headline or a body with marks; spans count code points, as Python does.

    Args:
        text: what stands in the event.
        field: ``headline`` or ``body``.
        facts: what was found in it.
        style: of the text that is not marked.
    """
    clean = line(text) if field == "headline" else safe(text)
    found = Text(clean, style=style)
    for name, span in _spans(facts):
        if span.field == field and span.end <= len(clean):
            found.stylize(STYLES[name], span.start, span.end)
    return found


def _spans(facts: Facts) -> Iterator[tuple[str, Span]]:
    """Every stretch to mark; quotes first, for names in a quote are to be seen in it."""
    for quote in facts.quotes:
        for span in quote.spans or _one(quote.evidence):
            yield "quotes", span
    for name in ("people", "organisations", "places"):
        for fact in getattr(facts, name):
            for span in fact.mentions or _one(fact.evidence):
                yield name, span
    for name in ("quantities", "times"):
        for fact in getattr(facts, name):
            for span in _one(fact.evidence):
                yield name, span


def _one(span: Span | None) -> tuple[Span, ...]:
    return () if span is None else (span,)
