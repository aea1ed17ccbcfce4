"""A body as sentences, each with what makes two of them the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from streams.core.text import sentences

from .words import Token, tokens


@dataclass(frozen=True, eq=False)
class Sentence:
    """One sentence.

    Attributes:
        text: as printed.
        start: in the body.
        paragraph: number of its line.
        tokens: its words and numbers.
        key: equal for sentences that say the same.
    """

    text: str
    start: int
    paragraph: int
    tokens: tuple[Token, ...]
    key: str

    @property
    def end(self) -> int:
        """One past its last character, in the body."""
        return self.start + len(self.text)

    @cached_property
    def bag(self) -> Counter[str]:
        """Its words, every number as the same one: a changed figure is no other sentence."""
        return Counter("#" if token.is_number else token.key for token in self.tokens)


def read(body: str) -> list[Sentence]:
    """The sentences of a body that have any words, in reading order."""
    found = []
    at = 0
    for paragraph, line in enumerate(body.split("\n")):
        for start, end in sentences(line):
            said = one(line[start:end], at + start, paragraph)
            if said.tokens:
                found.append(said)
        at += len(line) + 1
    return found


def one(text: str, start: int = 0, paragraph: int = 0) -> Sentence:
    """A text as one sentence."""
    words = tuple(tokens(text))
    return Sentence(text, start, paragraph, words, " ".join(word.key for word in words))
