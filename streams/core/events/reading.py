"""What one clause says was done: its root class, and how it is meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from schemas.facts import Root

from . import words as w
from .clauses import Clause
from .lexicon import Verb, lexicon
from .mood import Mood, Stance
from .mood_words import NOTED
from .roots import COOPERATIVE, HOSTILE
from .text import Text
from .verbs import Meaning, Words, is_verb, meaning, passive

_NEAR = 3
"""Words between a verb and its cue with which they surely go together."""
_STANCES = frozenset({"AGREE", "THREATEN", "REJECT", "REQUEST"})
"""Root classes that say how somebody stands to another action."""
_GROUP = (
    w.BE | w.HAVE | w.DO | w.FUTURE | w.POSSIBLE | w.NEED | w.ADVERBS | w.NEGATIVE | w.SOON
    | w.INTENDING | {"to"}
)  # fmt: skip
_SAID_OR_READY = w.SAYING | w.READY
_WHEN = w.DATES | w.ADVERBS
_OPEN = frozenset("if unless whether".split())
_NEVER_ALONE = frozenset({"warn", "require", "seek"})
_WITH_TO = frozenset({"undertake", "swear", "decline"})
_SELDOM_ALONE = frozenset(
    "ask press order push accept offer instruct ignore dismiss commit command".split()
)
_OBJECT = frozenset("to that for a an the any his its itself himself hard".split())

Form = Literal["cue", "far", "verb", "stance", "noun"]


@dataclass(frozen=True, slots=True)
class Reading:
    """An action that a clause names.

    Attributes:
        root: root class.
        first: index of the first word of the verb group that has the subject.
        stance: index of the word that tells the stance, where one governs the verb; else the verb.
        verb: index of the verb whose object is acted upon.
        end: one past the last word of the action.
        passive: whether the subject is acted upon.
        form: what told the root class: a verb with a cue near or far, a bare verb, a stance to
            another action, or a noun.
        lemma: the word that told it.
        mood: how it is meant.
        over: whether a stance governs another action.
    """

    root: Root
    first: int
    stance: int
    verb: int
    end: int
    passive: bool
    form: Form
    lemma: str
    mood: Mood
    over: bool = False


def read(text: Text, clause: Clause, sentence: frozenset[str]) -> Reading | None:
    """The first action that a clause names by a verb; the sentence is given as its words."""
    if not text.has(text.acting, clause.first, clause.last):
        return None
    notable = text.between(text.notable, clause.first, clause.last)
    words, lower = Words(text, clause), text.lower
    # "had they known …", "any decision to …", "if …"
    opens = text.part.words[clause.first].start in text.part.sentence_starts
    possible = clause.opener in _OPEN or (opens and lower[clause.first] in w.CONDITIONS)
    return _Reader(words, Mood(possible=possible), sentence).read(notable)


def noun(text: Text, clause: Clause, sentence: frozenset[str]) -> Reading | None:
    """The first action that a clause names by a noun; read as ``read`` is."""
    del sentence
    nouns, lower = lexicon().nouns, text.lower
    for at in text.between(text.nouns, clause.first, clause.last):
        root = nouns[lower[at]]
        if not w.PLOTTING.isdisjoint(lower[clause.first : at]):
            return None
        after = lower[at + 1] if at + 1 < clause.last else ""
        # "on a warning strike", "on a goodwill visit"
        going = lower[at] in {"strike", "visit"} and "on" in lower[max(at - 3, clause.first) : at]
        if going or after in w.HAPPENING or after in w.OF_ACTION:
            return Reading(
                cast("Root", root), at, at, at, at + 1,
                passive=False, form="noun", lemma=lower[at], mood=Mood(),
            )  # fmt: skip
    return None


class _Reader:
    """Reads one clause, word by word."""

    def __init__(self, words: Words, mood: Mood, sentence: frozenset[str]) -> None:
        self.words, self.mood, self.sentence = words, mood, sentence
        self.end = 0

    def read(self, notable: list[int]) -> Reading | None:
        words, mood = self.words, self.mood
        verbs = lexicon().verbs
        for at in notable:
            word = words.lower[at]
            if word == "that" and mood.stance:
                if mood.stance[0] == "REJECT" and words.lower[at - 1] in w.REPORTS:
                    # "rejected claims that …"
                    mood.stance, mood.denied, mood.negated = None, True, True
                elif self._relative(mood.stance[1], at):
                    break
            elif (word in NOTED and mood.note(words, at)) or word not in verbs:
                continue
            else:
                found = self._verb(at, verbs[word])
                if found:
                    return found
        return self._rest()

    def _relative(self, stance: int, at: int) -> bool:
        """Whether "that" goes with a noun, and what follows with it: "vetoed a bill that …"."""
        if self.words.lower[at - 1] in _SAID_OR_READY:
            return False
        between = self.words.lower[stance + 1 : at]
        return bool(between) and _WHEN.isdisjoint(between)

    def _verb(self, at: int, candidates: tuple[Verb, ...]) -> Reading | None:
        words, mood = self.words, self.mood
        for verb in candidates:
            if not is_verb(words, at, verb, governed=mood.governs, denied=mood.denied):
                continue
            found = meaning(words, at, verb)
            if found is None:
                continue
            if found.root == "-":
                return None
            self.end = found.end
            if mood.stance is not None:
                return self._over(mood.stance, at, found.root)
            if found.root in _STANCES and not found.cued and not mood.denied:
                mood.take(found.root, at, verb.lemma)
                return None
            return self._act(at, found, verb.lemma)
        return None

    def _act(self, at: int, found: Meaning, lemma: str) -> Reading | None:
        """An action that no stance governs."""
        mood, root = self.mood, found.root
        form: Form = "verb"
        if found.cued:
            form = "cue" if found.away <= _NEAR else "far"
        if mood.denied:
            return self._made(root, at, form, lemma)
        must = mood.needed is not None and (mood.said or root in COOPERATIVE or root in _STANCES)
        if must or (mood.should and mood.said):
            return self._made("REQUEST", at, "stance", "must")
        mood.possible = mood.possible or mood.should
        if not mood.future or mood.possible:
            return self._made(root, at, form, lemma)
        if mood.negated:
            return self._made("REJECT", at, "stance", "not") if root in COOPERATIVE else None
        if root in HOSTILE or "unless" in self.sentence:
            root = "THREATEN"
        elif root in COOPERATIVE:
            root = "AGREE"
        return self._made(root, at, "stance", lemma)

    def _over(self, stance: Stance, at: int, action: str) -> Reading | None:
        """A stance to an action: "threatened to attack"."""
        root, _, lemma = stance
        if root == "AGREE" and self.mood.unwilling:
            root = "REJECT"
        elif root == "AGREE" and action in HOSTILE and lemma != "agree":
            root = "THREATEN"
        elif root == "THREATEN" and lemma in {"vow", "swear"} and action in COOPERATIVE:
            root = "AGREE"
        elif lemma == "warn":
            coming = self.mood.future or self.mood.possible
            if not coming and self.sentence.isdisjoint({"if", "unless"}):
                return None
        return self._made(root, at, "stance", lemma)

    def _rest(self) -> Reading | None:
        """A stance to something that is no action of the lexicon, or to nothing."""
        mood, words = self.mood, self.words
        if mood.stance is None:
            if mood.needed is not None and mood.said:
                self.end = 0
                return self._made("REQUEST", mood.needed, "stance", "must")
            return None
        root, at, lemma = mood.stance
        after = words.at(at + 1)
        if (
            lemma in _NEVER_ALONE
            or (lemma in _WITH_TO and after != "to")
            or (lemma in _SELDOM_ALONE and after not in _OBJECT)
        ):
            return None
        deed = words.at(at + 2)
        if lemma in {"vow", "swear"} and after == "to":
            if deed not in w.KIND_DEEDS and deed not in w.HARSH_DEEDS:
                return None
            root = "AGREE" if deed in w.KIND_DEEDS else "THREATEN"
        self.end = at + 3 if after == "to" else at + 1
        for near in range(at + 1, min(at + 4, words.last)):
            if after != "to" and words.lower[near] in lexicon().nouns:
                self.end = near + 1
                break
        self.end = min(self.end, words.last)
        return self._made(root, at, "stance", lemma)

    def _made(self, root: str, at: int, form: Form, lemma: str) -> Reading:
        words, stance = self.words, self.mood.stance
        if stance:
            # what is not to be is part of what was demanded or promised
            self.mood.negated = self.mood.unwilling
        first = stance[1] if stance else at
        acted_upon = (
            lemma not in w.READY
            and lemma != "oppose"
            and any(
                passive(words, first, one) for one in lexicon().verbs.get(words.lower[first], ())
            )
        )
        group = first
        while group > words.first and words.lower[group - 1] in _GROUP:
            group -= 1
        return Reading(
            cast("Root", root), group, first, at, max(self.end, at + 1),
            passive=acted_upon, form=form, lemma=lemma, mood=self.mood,
            over=stance is not None and (first != at or words.at(at + 1) == "to"),
        )  # fmt: skip
