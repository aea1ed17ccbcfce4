"""Quotes that only one of two texts has."""

from __future__ import annotations

from typing import NamedTuple

from streams.core.enrich.quote_marks import quoted
from streams.core.enrich.tokens import Part

from .align import likeness
from .sentence import Sentence

# Titles and scare quotes are shorter; nobody is said to have said them.
_FEWEST_WORDS = 3
# Above this likeness a quote is the same one, edited: its words say what changed.
_SAME = 0.7
_MOST = 60


class Quotation(NamedTuple):
    """The words of a quote and where they stand, a span a paragraph."""

    text: str
    spans: tuple[tuple[int, int], ...]


def only_in(old: str, new: str) -> tuple[list[Quotation], list[Quotation]]:
    """The quotes that were taken out, and those that were put in."""
    lost, fresh = _read(old), _read(new)
    known_old = {said.key for _, said in lost}
    known_new = {said.key for _, said in fresh}
    gone = [(quote, said) for quote, said in lost if said.key not in known_new]
    come = [(quote, said) for quote, said in fresh if said.key not in known_old]
    if len(gone) > _MOST or len(come) > _MOST:
        return [quote for quote, _ in gone], [quote for quote, _ in come]
    return (
        [quote for quote, said in gone if not _is_among(said, come)],
        [quote for quote, said in come if not _is_among(said, gone)],
    )


def _is_among(said: Sentence, others: list[tuple[Quotation, Sentence]]) -> bool:
    return any(likeness(said, other) >= _SAME for _, other in others)


def _read(text: str) -> list[tuple[Quotation, Sentence]]:
    found = []
    for item in quoted(Part("body", text)):
        words = "\n".join(text[start:end] for start, end in item.spans).strip()
        said = Sentence(words)
        if len(said.tokens) >= _FEWEST_WORDS:
            found.append((Quotation(words, tuple(item.spans)), said))
    return found
