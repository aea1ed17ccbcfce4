"""Texts with annotated people, organisations and places, read into one form.

What a corpus calls otherwise is mapped here, so that a mention is what it is in the gold set: a proper
name, without article. Nationalities, works, events and products are none, nor are pronouns and
descriptions ("we", "the camp"), which re3d marks as well.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .gold_model import Span

_GUM: Final = {"person": "per", "organization": "org", "place": "loc"}
_RE3D: Final = {"Person": "per", "Organisation": "org", "Location": "loc"}
_NO_SPACE_BEFORE: Final = frozenset(
    ". , ; : ! ? ) ] % ’ ” 's ’s n't n’t 're ’re 've ’ve 'll ’ll".split()
)
_NO_SPACE_AFTER: Final = frozenset("( [ “ ‘ $ £ €".split())

_ARTICLE: Final = re.compile(r"(?:the|an?) ", re.IGNORECASE)
_PRONOUN: Final = frozenset("I He She It We They You His Her Its Our Their Us Him Them".split())

Typed = tuple[Span, str]


@dataclass(frozen=True, slots=True)
class Document:
    """A text, and its mentions as span and type."""

    key: str
    text: str
    mentions: frozenset[Typed]


def gum(path: Path) -> Iterator[Document]:
    """Sentences of GUM's columns: a word, a tab, ``O`` or ``B-`` or ``I-`` with the type."""
    rows: list[tuple[str, str]] = []
    for number, line in enumerate([*path.read_text("utf-8").splitlines(), ""]):
        if line.strip():
            word, _, tag = line.partition("\t")
            rows.append((word, tag))
        elif rows:
            yield sentence(str(number), rows)
            rows = []


def sentence(key: str, rows: list[tuple[str, str]]) -> Document:
    """Words and tags as a text, spaced as people write."""
    text = previous = ""
    open_mark = False
    found: list[tuple[int, int, str]] = []
    for word, tag in rows:
        closes = word == '"' and open_mark
        glued = word in _NO_SPACE_BEFORE or closes or previous in _NO_SPACE_AFTER
        if text and not glued and not (previous == '"' and open_mark):
            text += " "
        if word == '"':
            open_mark = not open_mark
        start, text = len(text), text + word
        previous = word
        if tag.startswith("I-") and found:
            found[-1] = (found[-1][0], len(text), found[-1][2])
        elif tag != "O":
            found.append((start, len(text), tag[2:]))
    named = [(Span("body", start, end), _GUM[kind]) for start, end, kind in found if kind in _GUM]
    return Document(key, text, frozenset(proper(text, named)))


def proper(text: str, names: Iterable[Typed]) -> Iterator[Typed]:
    """The proper names among mentions, without articles."""
    for span, kind in names:
        words = text[span.start : span.end]
        article = _ARTICLE.match(words)
        start = span.start + (article.end() if article else 0)
        name = text[start : span.end]
        if name != name.lower() and name not in _PRONOUN:
            yield Span(span.field, start, span.end), kind


def re3d(folder: Path) -> Iterator[Document]:
    """Documents of re3d; of names within names the longest counts."""
    for file in sorted(folder.glob("*__documents.json")):
        entities = file.with_name(file.name.replace("documents", "entities"))
        found: dict[str, list[Typed]] = {}
        for line in entities.read_text("utf-8-sig").splitlines():
            one = json.loads(line)
            if kind := _RE3D.get(one["type"]):
                span = Span("body", one["begin"], one["end"])
                found.setdefault(one["documentId"], []).append((span, kind))
        for line in file.read_text("utf-8-sig").splitlines():
            document = json.loads(line)
            key, text = document["_id"], document["text"]
            yield Document(key, text, frozenset(proper(text, _longest(found.get(key, [])))))


def _longest(names: list[Typed]) -> Iterator[Typed]:
    kept: list[Span] = []
    for span, kind in sorted(names, key=lambda name: (name[0].start - name[0].end, name)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
            yield span, kind
