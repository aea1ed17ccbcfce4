"""The words of action: which verb means which root class, with what beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import NamedTuple

from .inflect import Form, forms


@dataclass(slots=True)
class Meanings:
    """What a verb means, with one particle or none.

    Attributes:
        cues: root class by a word that follows.
        subjects: root class by a word that stands before it.
        bare: root class where nothing else tells; empty where something must.
    """

    cues: dict[str, str] = field(default_factory=dict)
    subjects: dict[str, str] = field(default_factory=dict)
    bare: str = ""


class Verb(NamedTuple):
    """A form in the text may be this verb.

    Attributes:
        lemma: its base form.
        forms: which forms of it the word may be.
        meanings: by particle ("off"), the empty one last.
    """

    lemma: str
    forms: frozenset[Form]
    meanings: tuple[tuple[str, Meanings], ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All words of action.

    Attributes:
        verbs: by form.
        nouns: root class by noun.
        mixed: forms of verbs that are mostly nouns ("fire", "charges").
    """

    verbs: dict[str, tuple[Verb, ...]]
    nouns: dict[str, str]
    mixed: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The lexicon, from ``data/actions.txt``; its first lines say how it is written."""
    text = (resources.files(__package__) / "data" / "actions.txt").read_text(encoding="utf-8")
    named: dict[str, list[str]] = {}
    found: dict[str, dict[str, Meanings]] = {}
    nouns: dict[str, str] = {}
    mixed: set[str] = set()
    for line in text.splitlines():
        head, *rest = line.split() or ["#"]
        if head.startswith("#"):
            continue
        if head == "=":
            mixed.update(rest)
        elif head.startswith("@"):
            named[head] = rest
        elif rest[0] == ":":
            for noun in rest[1:]:
                nouns.setdefault(noun, head)
        else:
            at = rest.index(">") if ">" in rest else len(rest)
            for verb in rest[:at]:
                lemma, _, particle = verb.partition("_")
                meanings = found.setdefault(lemma, {}).setdefault(particle, Meanings())
                _add(meanings, head, rest[at + 1 :], named)
    verbs: dict[str, list[Verb]] = {}
    for lemma, each in found.items():
        ranked = tuple(sorted(each.items(), key=lambda item: not item[0]))
        for word, kinds in forms(lemma).items():
            verbs.setdefault(word, []).append(Verb(lemma, frozenset(kinds), ranked))
    return Lexicon(
        {word: tuple(each) for word, each in verbs.items()},
        nouns,
        frozenset({*mixed, *(f"{word}s" for word in mixed), *nouns}),
    )


def _add(meanings: Meanings, root: str, cues: Iterable[str], named: dict[str, list[str]]) -> None:
    """Add a line to what a verb means; what an earlier line says of a cue stands."""
    none = True
    for cue in cues:
        none = False
        known = meanings.subjects if cue[0] == "<" else meanings.cues
        for word in named[cue] if cue[0] == "@" else [cue.lstrip("<")]:
            known.setdefault(word, root)
    if none:
        meanings.bare = meanings.bare or root
