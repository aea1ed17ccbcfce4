"""A body as sentences, each with what makes two of them the same."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from streams.core.text import sentences

from .words import Token, tokens

_SAYS_ANYTHING = re.compile(r"[^\W_]")


@dataclass(frozen=True, eq=False)
class Sentence:
    """One sentence.

    Attributes:
        text: as printed.
        start: in the body.
        paragraph: number of its line.
    """

    text: str
    start: int = 0
    paragraph: int = 0

    @property
    def end(self) -> int:
        """One past its last character, in the body."""
        return self.start + len(self.text)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its words and numbers; most sentences stay as they are and are never cut up."""
        return tuple(tokens(self.text))

    @cached_property
    def key(self) -> str:
        """Equal for sentences that say the same."""
        return " ".join(token.key for token in self.tokens)

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
            text = line[start:end]
            if _SAYS_ANYTHING.search(text):
                found.append(Sentence(text, at + start, paragraph))
        at += len(line) + 1
    return found
