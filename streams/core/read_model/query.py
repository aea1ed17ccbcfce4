"""What people type into a search box, as an FTS5 expression that cannot be wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Self

BEGIN: Final = "\x01"
END: Final = "\x02"
"""Round a match in a snippet; the contract lets no such character into a text."""

_MOST_CHARACTERS: Final = 500
_MOST_TERMS: Final = 32
_TERM: Final = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')


@dataclass(frozen=True, slots=True)
class Words:
    """A search: words and phrases that must all be there, and others that must not.

    Attributes:
        wanted: words or phrases, without quotation marks; one that ends with ``*`` is the
            beginning of a word.
        unwanted: what must not be there.
    """

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str) -> Self:
        """Words, ``"phrases"``, ``-exclusions`` and ``prefixes*``; all else is punctuation.

        Raises:
            ValueError: there is nothing to look for, or too much; the text says so.
        """
        if len(text) > _MOST_CHARACTERS:
            raise ValueError(f"q has more than {_MOST_CHARACTERS} characters")
        wanted: list[str] = []
        unwanted: list[str] = []
        for minus, phrase, word in _TERM.findall(_readable(text)):
            term = phrase or word
            if any(map(str.isalnum, term)):  # FTS5 finds nothing with a phrase without a word
                (unwanted if minus else wanted).append(term)
        if not wanted:
            raise ValueError("q needs a word to look for")
        if len(wanted) + len(unwanted) > _MOST_TERMS:
            raise ValueError(f"q has more than {_MOST_TERMS} words")
        return cls(tuple(wanted), tuple(unwanted))

    def expression(self) -> str:
        """For ``MATCH``: every term is a quoted string, so that none is taken for syntax."""
        found = " AND ".join(map(_quoted, self.wanted))
        for term in self.unwanted:
            found = f"({found}) NOT {_quoted(term)}"
        return found


def marked(snippet: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A snippet with marks in it, as plain text and spans of code points."""
    text, spans, start = [], [], 0
    length = 0
    for piece in re.split(f"([{BEGIN}{END}])", snippet):
        if piece == BEGIN:
            start = length
        elif piece == END:
            spans.append((start, length))
        else:
            text.append(piece)
            length += len(piece)
    return "".join(text), tuple(spans)


def _readable(text: str) -> str:
    # FTS5 ends at a NUL, and SQLite takes no lone surrogates
    return "".join(" " if char < " " or "\ud800" <= char <= "\udfff" else char for char in text)


def _quoted(term: str) -> str:
    stem = term.rstrip("*")
    prefix = "*" if stem != term and stem[-1:].isalnum() else ""
    return '"' + stem.replace('"', '""') + '"' + prefix
