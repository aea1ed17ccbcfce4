"""Whether a word is the verb that it may be, and what it means there."""

from __future__ import annotations

from typing import NamedTuple

from . import words as w
from .clauses import Clause
from .lexicon import Meanings, Verb, lexicon
from .text import Text

_REACH = 9
"""Words after a verb among which its cues are looked for."""
_SHOWN = 5
"""Words between a verb and its cue with which they still make the text of the action."""
_ADJECTIVES = frozenset({"joint", "hunger", "general", "full", "military", "peace", "tear"})
"""Cues after which one more word makes the text."""
_ADJACENT = frozenset({"in", "on", "for", "upon", "with", "to", "up", "himself"})
"""Particles that stand right after their verb."""

PEOPLE = ("men", "ists", "ers", "ians", "ants", "ents")
"""Ends of words for several people."""
_NO_SUBJECT = w.DETERMINERS | w.PREPOSITIONS
_HELPING = (
    w.FUTURE | w.POSSIBLE | w.NEED | w.DO | {"to", "not", "never", "they", "we", "i", "you", "who"}
)
_STARTING = frozenset(
    "by having against start begin began begun stop stopped to statement declaration letter petition message video".split()
)
_FOLLOWING = w.DETERMINERS | {"to", "that", "for"}


class Meaning(NamedTuple):
    """What a verb means.

    Attributes:
        root: root class, or "-" for no action of the scheme.
        cued: whether a word beside the verb told it.
        end: one past the last word that tells it.
        away: words between the verb and what told it.
    """

    root: str
    cued: bool
    end: int
    away: int = 0


class Words:
    """The words of one clause."""

    __slots__ = ("clause", "first", "last", "lower", "part", "text")

    def __init__(self, text: Text, clause: Clause) -> None:
        self.text, self.clause = text, clause
        self.part, self.lower = text.part, text.lower
        self.first, self.last = clause.first, clause.last

    def at(self, index: int) -> str:
        """A word in lower case; empty beyond the clause."""
        return self.lower[index] if self.first <= index < self.last else ""

    def capital(self, index: int) -> bool:
        """Whether a word of the clause has one."""
        return index < self.last and self.part.words[index].capital

    def after_be(self, index: int) -> bool:
        """Whether a form of "be" stands shortly before."""
        return not w.BE.isdisjoint(self.lower[max(index - 3, self.first) : index])


def passive(words: Words, at: int, verb: Verb) -> bool:
    """Whether the subject is acted upon."""
    if "part" not in verb.forms:
        return False
    for back in range(at - 1, max(at - 4, words.first - 1), -1):
        word = words.lower[back]
        if word in w.BE:
            return True
        if word in w.HAVE:
            return False
    return words.at(at + 1) == "by"


def is_verb(words: Words, at: int, verb: Verb, *, governed: bool, denied: bool) -> bool:
    """Whether a word is the verb here, and not a noun or an adjective.

    Args:
        words: of the clause.
        at: index of the word.
        verb: what it may be.
        governed: whether something before it says how an action is meant, so that "to" goes with that.
        denied: whether "denied" stands before it.
    """
    before = words.at(at - 1)
    nominal = words.lower[at] in lexicon().mixed
    if before and "-" in words.part.gap(at):
        return False  # "U.S.-backed"
    if "base" in verb.forms:
        return _base(words, at, verb, nominal=nominal, governed=governed)
    if "past" in verb.forms or "part" in verb.forms:
        # not in "the wounded", "a planned visit", "in besieged Gorazde"
        return before not in w.DETERMINERS and (
            before == "by" or before not in w.PREPOSITIONS or "past" not in verb.forms
        )
    if "s" in verb.forms:
        return _third_person(words, at, nominal=nominal)
    if denied or words.clause.opener == "ing" or words.after_be(at):
        return True
    return before in _STARTING and not nominal


def _base(words: Words, at: int, verb: Verb, *, nominal: bool, governed: bool) -> bool:  # noqa: C901, PLR0911 - one case each
    first = words.first
    if at > first and words.capital(at):
        return words.part.title_case
    back = at - 1
    while words.at(back) in w.ADVERBS or words.at(back).endswith("ly"):
        back -= 1
    before, after = words.at(back), words.at(at + 1)
    if before == "to" and verb.lemma in w.PURPOSES:
        return True
    if before == "to" and not governed and words.at(back - 1) not in w.BEGINNING:
        return False
    if before in _HELPING:
        return True
    if before in _NO_SUBJECT or (before.endswith(("ed", "ing")) and not words.capital(back)):
        return False
    article = after in w.DETERMINERS or after.isdigit()
    if "past" in verb.forms:
        return not nominal or article or words.capital(at - 1)
    if at == first or before in w.BE or before in w.HAVE or before in {"and", "or"}:
        return before in {"and", "or"} and not nominal and article
    if article and not nominal:
        return True
    people = before in w.BODIES or before.endswith(PEOPLE)
    if nominal:
        # "students protest in", "police fire rubber bullets", but not "a police raid on"
        alone = people and (before[-1] == "s" or before.endswith("men"))
        return (
            article
            or words.capital(at + 1)
            or alone
            or (people and bool(after) and after not in w.PREPOSITIONS)
        )
    return people or before.endswith("s") or words.capital(at - 1)


def _third_person(words: Words, at: int, *, nominal: bool) -> bool:
    if at == words.first:
        return at > 0 and not nominal and words.part.gap(at) == ", "
    before, after = words.at(at - 1), words.at(at + 1)
    if before in _NO_SUBJECT or before in {"and", "or"} or before.isdigit():
        return False
    plural = before.endswith("s") and not words.part.words[at - 1].capital
    if nominal or plural:
        return after in _FOLLOWING or after.isdigit() or words.capital(at + 1)
    return before not in w.BE


def meaning(words: Words, at: int, verb: Verb) -> Meaning | None:
    """What a verb means there; nothing where nothing beside it tells."""
    last = min(words.last, at + 1 + _REACH)
    follows = words.lower[at + 1 : last]
    for particle, meanings in verb.meanings:
        past = at + 1
        if particle:
            near = follows[:1] if particle in _ADJACENT else follows[:4]
            if particle not in near:
                continue
            past += 1 + near.index(particle)
        found = _told(words, at, verb, meanings, follows)
        if found:
            return found._replace(end=max(found.end, past))
        if meanings.bare:
            return Meaning(meanings.bare, cued=False, end=past)
    return None


def _told(
    words: Words, at: int, verb: Verb, meanings: Meanings, follows: list[str]
) -> Meaning | None:
    """What the nearest cue tells."""
    cues, subjects = meanings.cues, meanings.subjects
    root, nearest, end = "", _REACH, at + 1
    if cues:
        for away, word in enumerate(follows):
            if word in cues:
                root, nearest = cues[word], away
                if away <= _SHOWN:
                    end = min(at + 2 + away + (word in _ADJECTIVES), words.last)
                break
    turned = cues if cues and passive(words, at, verb) else {}
    if subjects or turned:
        for away, word in enumerate(reversed(words.lower[words.first : at])):
            told = subjects.get(word) or turned.get(word)
            if told:
                # what the subject is tells more than what stands as far behind the verb
                if away // 2 < nearest or not root:
                    root, end, nearest = told, at + 1, away // 2
                break
    return Meaning(root, cued=True, end=end, away=nearest) if root else None
