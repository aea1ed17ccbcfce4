"""A text made ready to compare: its words, the shingles and the sentences that they make."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import chain, pairwise
from typing import NamedTuple

from rensa import RMinHash

from streams.core.text import resolve

# Shorter texts ("Watch live", "Goal!") are said twice without one repeating the other.
_WORDS_TO_REPEAT = 5

# Shorter sentences ("He was 84.") stand in texts that have nothing else in common.
_WORDS_OF_A_SENTENCE = 5

LEAST = 24
"""So many hashes find texts that share a third of their shingles."""

WORD = re.compile(r"[\w%$€£]+")
_DOTTED = re.compile(r"\.\w\.")
_ACRONYM = re.compile(r"\b(?:\w\.){2,}")

# Cuts at abbreviations too ("Mr. Smith"). It cuts every copy at the same places, which is all that
# hashes of sentences need; and unlike the cut for readers it works where capitals are lost. Not
# before digits, so that "Dec. 5" stays one.
_END = re.compile(r"[.!?…]+[^\w\s]*\s+(?![\s\d])|\n")


class _Spaces(dict[int, int | str]):
    """What each letter becomes: itself in a word, a point at an end, otherwise a space."""

    def __missing__(self, code: int) -> int | str:
        letter = chr(code)
        kept = letter == "\n" or WORD.match(letter)
        self[code] = code if kept else "." if letter in ".!?…" else " "
        return self[code]


_SPACES = _Spaces()
_ASCII = "".join(map(chr, range(128))).translate(_SPACES).encode().ljust(256)
_MARKS = "‘’“”–—"  # the only letters beyond ASCII in most English texts

# Words that stand in every text. Shingles without them are fewer and far more telling: unrelated
# texts share a seventh of the candidates that they share with them.
_SHORT = 3
_EMPTY = frozenset({
    "about", "after", "also", "amid", "been", "before", "being", "between", "both", "could",
    "does", "down", "during", "each", "even", "ever", "every", "from", "have", "having",
    "here", "hers", "herself", "himself", "into", "itself", "just", "like", "made", "many",
    "more", "most", "much", "near", "only", "other", "over", "said", "same", "says", "should",
    "since", "some", "such", "than", "that", "their", "them", "then", "there", "these",
    "they", "this", "those", "through", "told", "under", "until", "upon", "very", "were",
    "what", "when", "where", "which", "while", "whom", "will", "with", "within", "without",
    "would", "your", "according", "against",
})  # fmt: skip


class Text(NamedTuple):
    """What an entry says, ready to compare; derived from it, never stored.

    Attributes:
        headline: as the entry has it; empty where it has none.
        body: as the entry has it.
        length: how many words the body has, or the headline where there is no body.
        same: hash of these words; ``None`` where they are too few to tell a repeat.
        shingles: hashes of pairs of words that carry meaning and follow each other.
        least: the least of these, in order: a sample that is the same for the same shingles.
        sentences: hashes of the body's sentences, in order, without the shortest.
        title: hash of the headline's words; ``None`` where they are too few.
    """

    headline: str
    body: str
    length: int
    same: int | None
    shingles: frozenset[int]
    least: tuple[int, ...]
    sentences: tuple[int, ...]
    title: int | None


def text_of(headline: str | None, body: str) -> Text:
    """The text of an entry, ready to compare.

    Shingles are those of Broder, "On the resemblance and containment of documents" (1997), of two
    words each, taken from the words that carry meaning.
    """
    headline = headline or ""
    heading = " ".join(_spaced(headline).replace(".", " ").split()) if headline else ""
    parts = _parts(body) or ([heading.split()] if heading else [])
    words = list(chain.from_iterable(parts))
    short, empty = _SHORT, _EMPTY
    telling = [word for word in words if len(word) > short and word not in empty]
    whole = [(part, " ".join(part)) for part in parts]
    sentences = [sentence for part, sentence in whole if len(part) >= _WORDS_OF_A_SENTENCE]
    shingles, hashes = RMinHash.hash_token_sets(
        [
            list(map(" ".join, pairwise(telling))),
            [" ".join([sentence for _, sentence in whole]), heading, *sentences],
        ]
    )
    different = frozenset(shingles)
    return Text(
        headline=headline,
        body=body,
        length=len(words),
        same=hashes[0] if len(words) >= _WORDS_TO_REPEAT else None,
        shingles=different,
        least=least_of(different),
        sentences=tuple(hashes[2:]),
        title=hashes[1] if heading.count(" ") + 1 >= _WORDS_OF_A_SENTENCE else None,
    )


def least_of(shingles: Iterable[int]) -> tuple[int, ...]:
    """The least hashes: the sketch MIN_s of Broder (1997), from one hash function."""
    return tuple(sorted(shingles)[:LEAST])


def sentences_of(text: str) -> list[str]:
    """The sentences of a text in its own letters, cut where ``text_of`` cuts."""
    return [part for part in _END.split(_straight(text)) if WORD.search(part)]


def _parts(text: str) -> list[list[str]]:
    """The folded words of each sentence."""
    parts: list[list[str]] = []
    for line in _spaced(text).split("\n"):
        start = len(parts)
        for part in line.split(". "):
            words = part.replace(".", " ").split()
            if words and len(parts) > start and words[0][0].isdecimal():
                parts[-1] += words
            elif words:
                parts.append(words)
    return parts


def _spaced(text: str) -> str:
    """The text folded, with nothing but words, points that end sentences, lines and spaces."""
    text = _straight(text).casefold()
    if not text.isascii():
        for mark in _MARKS:
            text = text.replace(mark, " ")
    if text.isascii():  # a table of bytes is thirty times as fast as one of code points
        return text.encode().translate(_ASCII).decode()
    return text.translate(_SPACES)


def _straight(text: str) -> str:
    text = resolve(text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    if not _DOTTED.search(text):  # a quick look, since few texts have any
        return text
    return _ACRONYM.sub(lambda found: found[0].replace(".", ""), text)
