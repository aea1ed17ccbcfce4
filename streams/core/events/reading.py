"""What one clause says was done: its root class, and how it is meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from schemas.facts import Root
from streams.core.enrich.tokens import Part

from . import words as w
from .clauses import Clause
from .lexicon import Frame, Lexicon, Verb, lexicon
from .roots import COOPERATIVE, HOSTILE

_REACH = 12
"""Words after a verb among which its cues are looked for."""
_SHOWN = 5
"""Words between a verb and its cue with which they still make the text of the action."""
_ADJECTIVES = frozenset({"joint", "hunger", "general", "full", "military", "peace", "tear"})
"""Cues after which one more word makes the text."""
_ADJACENT = frozenset({"in", "on", "for", "upon", "with", "to", "up", "himself"})
"""Particles that stand right after their verb."""
_STANCES = frozenset({"AGREE", "THREATEN", "REJECT", "REQUEST"})
"""Root classes that say how somebody stands to another action."""

Form = Literal["cue", "verb", "stance", "noun"]


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
        form: what told the root class: a verb with a cue, a bare verb, a stance to another action,
            or a noun.
        lemma: the word that told it.
        future: it is to come.
        negated: it is said not to be.
        possible: it may be.
        would: it is to come under a condition or in somebody's words ("would").
        said: somebody says so in the same clause.
        over: a stance to another action, which the clause names as well.
        beside: it stands beside the main clause.
        opener: the word that opens its clause.
    """

    root: Root
    first: int
    stance: int
    verb: int
    end: int
    passive: bool
    form: Form
    lemma: str
    future: bool = False
    negated: bool = False
    possible: bool = False
    would: bool = False
    said: bool = False
    over: bool = False
    beside: bool = False
    opener: str = ""


class _Clause:
    """The state of reading one clause."""

    def __init__(self, part: Part, clause: Clause, lower: list[str]) -> None:
        self.part, self.clause, self.lower = part, clause, lower
        self.lexicon: Lexicon = lexicon()
        self.future = self.negated = self.possible = self.needed = self.denied = False
        self.stance: tuple[str, int, str] | None = None
        self.said = self.would = self.should = False
        self.group: int | None = None
        self.end = 0
        # "had they known …", "any decision to …"
        self.possible = lower[clause.first] in w.CONDITIONS

    def word(self, at: int) -> str:
        return self.lower[at] if self.clause.first <= at < self.clause.last else ""

    def read(self) -> Reading | None:
        at = self.clause.first
        while at < self.clause.last:
            if self.stance and self.lower[at] == "that":
                if self.stance[0] == "REJECT" and self.lower[at - 1] in w.REPORTS:
                    self.stance, self.denied, self.negated = None, True, True
                elif self._relative(at):
                    break
            found = self._word(at)
            if found:
                return found
            at += 1
        if self.stance and self._stands():
            root, index, lemma = self.stance
            self.end = self._told(index)
            return self._made(root, index, "stance", lemma)
        if self.needed and self.said and self.group is not None and not self.stance:
            return self._made("REQUEST", self.group, "stance", "must")
        return None

    def _relative(self, at: int) -> bool:
        """Whether "that" goes with a noun, and what follows with it: "vetoed a bill that …"."""
        assert self.stance is not None
        if self.lower[at - 1] in w.SAYING | w.READY:
            return False
        between = self.lower[self.stance[1] + 1 : at]
        return bool(between) and not any(word in w.DATES | w.ADVERBS for word in between)

    def _word(self, at: int) -> Reading | None:
        word = self.lower[at]
        if self._modal(word, at):
            return None
        for verb in self.lexicon.verbs.get(word, ()):
            if not self._is_verb(at, verb):
                continue
            meaning = self._frame(at, verb)
            if meaning is None:
                continue
            frame, self.end = meaning
            if frame.root == "-":
                return None
            if frame.root in _STANCES and not (frame.cues or frame.subjects):
                if self.stance is None and not self.denied:
                    self.stance = frame.root, at, verb.lemma
                    return None
                if self.stance is None:
                    return self._made(frame.root, at, "verb", verb.lemma)
                return self._over(at, frame, verb)
            if self.stance is not None:
                return self._over(at, frame, verb)
            return self._act(at, frame, verb)
        return None

    def _modal(self, word: str, at: int) -> bool:
        """Take note of what says how the next action is meant; whether the word does no more."""
        after = self.word(at + 1)
        if word in w.NEGATIVE or (word == "no" and after in {"longer", "one"}):
            self.negated = True
        if word in {"no"} and self.group is None and self.stance is None:
            self.negated = True  # "no talks were held"
        if (word == "yet" and after == "to") or (word in {"failed", "fails"} and after == "to"):
            self.negated = True
        if word in w.FUTURE:
            self.future = True
            self.would = self.would or word in {"would", "wouldn't"}
        elif word in w.POSSIBLE or word in w.WEIGHING:
            self.possible = True
        elif word == "should" and at > self.clause.first:
            self.should = True
        elif (word in w.NEED and at > self.clause.first) or (
            word in {"has", "have", "needs", "need"} and after == "to"
        ):
            self.needed = True
            self.group = self.group or at
        elif word in w.READY and self._after_be(at):
            self.stance = self.stance or ("REQUEST" if self.needed else "AGREE", at, word)
            return True
        elif word == "question" and self.lower[max(at - 3, 0) : at] == ["out", "of", "the"]:
            self.stance = self.stance or ("REJECT", at, "out of the question")
        elif (after == "to" and (word in w.SOON or word in w.INTENDING)) or (
            word in {"is", "are"} and after == "to"
        ):
            self.future = True
            return word not in {"vote"}
        elif word in {"denied", "denies", "denying", "deny"}:
            # "denied entry" is a refusal, "denied shelling" is not
            if after.endswith("ing") or after in {"that", "any", "it", "he", "they", "she"}:
                self.denied = self.negated = True
                return True
        elif word in w.SAYING:
            self.said = True
        return False

    def _after_be(self, at: int) -> bool:
        return any(self.word(i) in w.BE for i in range(at - 3, at))

    def _is_verb(self, at: int, verb: Verb) -> bool:
        before, after = self.word(at - 1), self.word(at + 1)
        nominal = self.lower[at] in self.lexicon.mixed
        if verb.forms & {"past", "part"} and "base" not in verb.forms:
            # "the wounded", "a planned visit", "in besieged Gorazde"
            return before not in w.DETERMINERS and not (
                before in w.PREPOSITIONS and "past" in verb.forms and before not in {"by"}
            )
        if "base" in verb.forms and self._capital(at) and at > self.clause.first:
            return self.part.title_case
        if "base" in verb.forms:
            back = at - 1
            while self.word(back) in w.ADVERBS:
                back -= 1
            before = self.word(back)
            helped = before in {"to", "not", "n't"} | w.FUTURE | w.POSSIBLE | w.NEED | w.DO
            if before == "to" and not self._governed(back):
                return False
            helped = helped or before in {"they", "we", "i", "you", "who"}
            if helped:
                return True
            if "past" in verb.forms and before not in w.DETERMINERS | w.PREPOSITIONS:
                return not nominal or after in w.DETERMINERS or self._capital(at - 1)
            if before and not nominal and after in w.DETERMINERS and not (
                before in w.DETERMINERS | w.PREPOSITIONS | {"and", "or"}
            ):
                return True
            plural = (before.endswith("s") or before in w.BODIES) and before not in w.DETERMINERS | w.PREPOSITIONS | w.BE
            if at == self.clause.first or not plural or before in w.HAVE:
                return False
            return (after in w.DETERMINERS or self._capital(at + 1)) if nominal else True
        if "s" in verb.forms:
            if at == self.clause.first:
                return at > 0 and not nominal and self.part.gap(at) == ", "
            if before in w.DETERMINERS | w.PREPOSITIONS | {"and", "or"} or before.isdigit():
                return False
            follows = after in w.DETERMINERS | {"to", "that", "for"} or self._capital(at + 1)
            follows = follows or after.isdigit()
            plural = before.endswith("s") and not self.part.words[at - 1].capital
            return follows if nominal or plural else before not in w.BE
        if "ing" in verb.forms:
            if self._after_be(at) or self.denied or self.clause.opener == "ing":
                return True
            return before in {"by", "having", "against", "start", "begin", "began", "begun",
                              "stop", "stopped", "to"} and not nominal  # fmt: skip
        return True

    def _governed(self, at: int) -> bool:
        """Whether "to" goes with a word that says how the action is meant, not with any."""
        return bool(
            self.stance or self.future or self.negated or self.possible or self.needed
        ) or self.word(at - 1) in w.BEGINNING

    def _capital(self, at: int) -> bool:
        return at < self.clause.last and self.part.words[at].capital

    def _frame(self, at: int, verb: Verb) -> tuple[Frame, int] | None:
        """What the verb means there, and one past the last word that tells it."""
        last = min(self.clause.last, at + 1 + _REACH)
        follows = self.lower[at + 1 : last]
        near = follows[:4]
        passive = self._passive(at, verb)
        best: tuple[Frame, int] | None = None
        nearest = _REACH + 1
        for frame in verb.frames:
            if frame.particle and frame.particle not in (
                near[:1] if frame.particle in _ADJACENT else near
            ):
                continue
            if not (frame.cues or frame.subjects):
                # the frames are in order: what asks for nothing is what is left
                return best or (frame, self._past(at, frame, near))
            if best and best[0].particle and not frame.particle:
                return best
            away = self._distance(at, frame, follows, passive=passive)
            if away < nearest:
                told = at + 2 + away if follows[away : away + 1] and follows[away] in frame.cues else 0
                if told and follows[away] in _ADJECTIVES:
                    told = min(told + 1, self.clause.last)
                end = max(told if away <= _SHOWN else 0, self._past(at, frame, near))
                best, nearest = (frame, end), away
        return best

    @staticmethod
    def _past(at: int, frame: Frame, near: list[str]) -> int:
        return at + 2 + near.index(frame.particle) if frame.particle else at + 1

    def _distance(self, at: int, frame: Frame, follows: list[str], *, passive: bool) -> int:
        """How many words away the nearest cue of a frame is."""
        for away, word in enumerate(follows):
            if word in frame.cues:
                return away
        for away, word in enumerate(reversed(self.lower[self.clause.first : at])):
            if (word in frame.subjects and away < _REACH) or (passive and word in frame.cues):
                # what the subject is tells more than what stands elsewhere
                return min(away // 2, _REACH)
        return _REACH + 1

    def _passive(self, at: int, verb: Verb) -> bool:
        if "part" not in verb.forms:
            return False
        for back in range(at - 1, max(at - 4, self.clause.first - 1), -1):
            word = self.lower[back]
            if word in w.BE:
                return True
            if word in w.HAVE:
                return False
        return self.word(at + 1) == "by"

    def _act(self, at: int, frame: Frame, verb: Verb) -> Reading | None:
        root = frame.root
        if self.denied:
            return self._made(root, at, "cue" if frame.cues else "verb", verb.lemma)
        if self.should:
            self.needed = self.said
            self.possible = self.possible or not self.said
        if self.needed and (self.said or root in COOPERATIVE | _STANCES):
            return self._made("REQUEST", at, "stance", "must")
        if self.future and not self.possible:
            if self.negated:
                return self._made("REJECT", at, "stance", "not") if root in COOPERATIVE else None
            if "unless" in self.lower[at : at + 30]:
                root = "THREATEN"
            elif root in COOPERATIVE:
                root = "AGREE"
            elif root in HOSTILE:
                root = "THREATEN"
            return self._made(root, at, "stance", verb.lemma)
        return self._made(root, at, "cue" if frame.cues else "verb", verb.lemma)

    def _over(self, at: int, frame: Frame, verb: Verb) -> Reading | None:
        """A stance to an action: "threatened to attack"."""
        assert self.stance is not None
        root, _, lemma = self.stance
        if root == "AGREE" and self.negated:
            root = "REJECT"
        elif root == "AGREE" and frame.root in HOSTILE and lemma != "agree":
            root = "THREATEN"
        elif root == "THREATEN" and lemma in {"vow", "swear"} and frame.root in COOPERATIVE:
            root = "AGREE"
        elif root == "THREATEN" and lemma == "warn" and not (
            self.future or self.possible or "if" in self.lower or "unless" in self.lower
        ):
            return None
        return self._made(root, at, "stance", lemma)

    def _told(self, at: int) -> int:
        """One past the words that tell of a stance to an action which no frame knows."""
        if self.word(at + 1) == "to":
            return min(at + 3, self.clause.last)
        ends = (i + 1 for i in range(at + 1, min(at + 4, self.clause.last)) if self.lower[i] in self.lexicon.nouns)
        return next(ends, self.end)

    def _stands(self) -> bool:
        """Whether a stance says something without an action that the lexicon knows."""
        assert self.stance is not None
        _, at, lemma = self.stance
        if lemma in {"warn", "ask", "press", "insist", "order", "require", "seek", "push", "accept",
                     "offer", "instruct", "swear", "ignore", "dismiss", "undertake", "commit", "decline",
                     "command"}:  # fmt: skip
            after = self.word(at + 1)
            if lemma in {"undertake", "swear", "decline"}:
                return after == "to"
            return lemma not in {"warn", "require", "seek"} and (
                after in {"to", "that", "for", "a", "the", "any", "his", "its", "itself", "himself", "hard"}
            )
        return True

    def _made(self, root: str, at: int, form: Form, lemma: str) -> Reading:
        first = self.stance[1] if self.stance else at
        verb = self.lexicon.verbs.get(self.lower[first], ())
        passive = lemma not in w.READY | {"oppose"} and any(
            self._passive(first, one) for one in verb
        )
        return Reading(
            root,  # type: ignore[arg-type]
            self._group(first),
            first,
            at,
            max(self.end, at + 1),
            passive,
            form,
            lemma,
            future=self.future,
            negated=self.negated,
            possible=self.possible or self.clause.opener in {"if", "unless", "whether"},
            would=self.would,
            said=self.said,
            over=self.stance is not None
            and (self.stance[1] != at or self.word(at + 1) == "to"),
            beside=self.clause.beside,
            opener=self.clause.opener,
        )

    def _group(self, at: int) -> int:
        """Where the verb group begins: "has again been".."""
        helping = w.BE | w.HAVE | w.DO | w.FUTURE | w.POSSIBLE | w.NEED | w.ADVERBS | w.NEGATIVE
        helping |= w.SOON | w.INTENDING | {"to"}
        first = at
        while first > self.clause.first and self.lower[first - 1] in helping:
            first -= 1
        return first


def read(part: Part, clause: Clause, lower: list[str]) -> Reading | None:
    """The first action that a clause names by a verb."""
    return _Clause(part, clause, lower).read()


def noun(part: Part, clause: Clause, lower: list[str]) -> Reading | None:
    """The first action that a clause names by a noun."""
    nouns = lexicon().nouns
    for at in range(clause.first, clause.last):
        root = nouns.get(lower[at])
        if root is None:
            continue
        after = lower[at + 1] if at + 1 < clause.last else ""
        if lower[at - 1] in w.PLOTTING or not w.PLOTTING.isdisjoint(lower[clause.first : at]):
            return None
        if after in w.HAPPENING or after in {"on", "against", "between", "by", "with", "of"}:
            return Reading(
                root,  # type: ignore[arg-type]
                at, at, at, at + 1, passive=False, form="noun", lemma=lower[at],
                beside=clause.beside, opener=clause.opener,
            )  # fmt: skip
    return None
