"""The words of action: which verb means which root class, with what beside it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import NamedTuple

from .inflect import Form, forms

Root = str


class Frame(NamedTuple):
    """A meaning of a verb.

    Attributes:
        root: root class.
        particle: a word that belongs to the verb ("off"), or nothing.
        cues: words of which one must follow; none needed where empty.
        subjects: words of which one may stand before it instead.
    """

    root: Root
    particle: str
    cues: frozenset[str]
    subjects: frozenset[str]


class Verb(NamedTuple):
    """A form in the text may be this verb.

    Attributes:
        lemma: its base form.
        forms: which forms of it the word may be.
        frames: what it may mean, the most particular first.
    """

    lemma: str
    forms: frozenset[Form]
    frames: tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All words of action.

    Attributes:
        verbs: by form.
        nouns: root class by noun.
        mixed: forms of verbs that are mostly nouns ("fire", "charges").
    """

    verbs: dict[str, tuple[Verb, ...]]
    nouns: dict[str, Root]
    mixed: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The lexicon, from ``data/actions.txt``; its first lines say how it is written."""
    text = (resources.files(__package__) / "data" / "actions.txt").read_text(encoding="utf-8")
    named: dict[str, list[str]] = {}
    frames: dict[str, list[Frame]] = {}
    nouns: dict[str, Root] = {}
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
            cues, subjects = _cues(rest[at + 1 :], named)
            for verb in rest[:at]:
                lemma, _, particle = verb.partition("_")
                frames.setdefault(lemma, []).append(Frame(head, particle, cues, subjects))
    verbs: dict[str, list[Verb]] = {}
    for lemma, meanings in frames.items():
        # what asks for most comes first; the order of the file decides between equals
        ranked = tuple(sorted(meanings, key=lambda one: (not one.particle, not (one.cues or one.subjects))))
        for word, kinds in forms(lemma).items():
            verbs.setdefault(word, []).append(Verb(lemma, frozenset(kinds), ranked))
    return Lexicon({word: tuple(each) for word, each in verbs.items()}, nouns, frozenset(mixed | nouns.keys()))


def _cues(cues: list[str], named: dict[str, list[str]]) -> tuple[frozenset[str], frozenset[str]]:
    follow, precede = set[str](), set[str]()
    for cue in cues:
        words = named[cue] if cue[0] == "@" else [cue.lstrip("<")]
        (precede if cue[0] == "<" else follow).update(words)
    return frozenset(follow), frozenset(precede)
