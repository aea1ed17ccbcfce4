"""How a clause means its action: to come, denied, possible, demanded, said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from . import words as w
from .mood_words import DENYING
from .verbs import Words

_DENIED = frozenset({"that", "any", "it", "he", "they", "she"})


class Stance(NamedTuple):
    """What governs an action.

    Attributes:
        root: its root class.
        at: index of its word.
        lemma: the word.
    """

    root: str
    at: int
    lemma: str


@dataclass(slots=True)
class Mood:
    """What the words so far say about the action that follows.

    Attributes:
        future: it is to come.
        would: it was put as "would".
        negated: it is not so.
        denied: somebody denies it.
        possible: it may be.
        needed: index of "must", where it must be.
        should: it was put as "should".
        said: somebody says so.
        stance: what governs the action ("agreed to").
        unwilling: whether the stance itself is not so ("did not agree to").
    """

    future: bool = False
    would: bool = False
    negated: bool = False
    denied: bool = False
    possible: bool = False
    needed: int | None = None
    should: bool = False
    said: bool = False
    stance: Stance | None = None
    unwilling: bool = False

    def take(self, root: str, at: int, lemma: str) -> None:
        """Take a stance, if there is none yet."""
        if self.stance is None:
            self.stance, self.unwilling = Stance(root, at, lemma), self.negated

    @property
    def governs(self) -> bool:
        """Whether "to" goes with something that says how the action is meant."""
        return bool(
            self.stance or self.future or self.negated or self.possible or self.needed is not None
        )

    def note(self, words: Words, at: int) -> bool:  # noqa: C901 - one line a class of words
        """Take note of a word; whether it says no more, and is not to be read as a verb."""
        word, after = words.lower[at], words.at(at + 1)
        inside = at > words.first
        self.negated = self.negated or self._negates(word, after)
        if word in w.FUTURE:
            self.future = True
            self.would = self.would or word.startswith("would")
        elif word in {"cannot", "can't"} and self.said:
            self.future = True  # "cannot accept" is a refusal
        elif word in w.POSSIBLE or word in w.WEIGHING:
            self.possible = True
        elif word == "should":
            self.should = inside
        elif after == "to":
            return self._infinitive(words, at)
        elif word in w.NEED:
            if inside:
                self.needed = at
        elif word == "question" and words.lower[max(at - 3, 0) : at] == ["out", "of", "the"]:
            self.take("REJECT", at, w.OUT_OF_QUESTION)
        elif word in DENYING and (after.endswith("ing") or after in _DENIED):
            # "denied shelling", but not "denied entry", which is a refusal
            self.denied = self.negated = True
            return True
        elif word in w.SAYING:
            self.said = True
        elif word in w.UNWILLING and words.after_be(at):
            self.take("REJECT", at, word)
        return word in w.READY and self._ready(words, at)

    def _negates(self, word: str, after: str) -> bool:
        # "no talks were held", "no longer"
        return word in w.NEGATIVE or (
            word == "no" and (not self.stance or after in {"longer", "one"})
        )

    def _infinitive(self, words: Words, at: int) -> bool:
        """Take note of a word before "to"."""
        word = words.lower[at]
        if word in {"yet", "failed", "fails", "fail"}:
            self.negated = True
        elif word in w.UNWILLING or (word in {"intention", "plans"} and words.at(at - 1) == "no"):
            self.take("REJECT", at, word)
        elif word in {"has", "have", "need", "needs"} | w.NEED:
            self.needed = at
        elif word in w.READY and words.after_be(at):
            return self._ready(words, at)
        elif word in w.SOON or word in w.INTENDING or word in {"is", "are"}:
            self.future = True
            return True
        elif word in w.SAYING:
            self.said = True
        return False

    def _ready(self, words: Words, at: int) -> bool:
        if not words.after_be(at):
            return False
        self.take("AGREE" if self.needed is None else "REQUEST", at, words.lower[at])
        return True
