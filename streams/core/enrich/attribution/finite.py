"""Whether a finite clause follows a verb of saying, and where it starts."""

from __future__ import annotations

from .cue import Cue
from .reading import Reading
from .verbs import (
    ADDRESSED,
    ADJUNCTS,
    CLAUSE_PRONOUNS,
    CUES,
    DETERMINERS,
    FINITE,
    PAST,
    PLAIN,
    PREPOSITIONS,
    SPEAKING,
    SUBORDINATORS,
)

_REACH = 24


class Finite:
    """Finds finite clauses of one part."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.part = reading.part

    def verbal(self, index: int) -> bool:
        """Whether a word looks like a finite verb."""
        word = self.part.words[index]
        lower = word.lower
        return (
            lower in FINITE
            or lower in PAST
            or (lower.endswith(("ed", "n’t", "n't")) and not word.capital)
            or (lower in {"’s", "'s"} and self.part.words[index - 1].lower in CLAUSE_PRONOUNS)
        )

    def clause_at(self, cue: Cue, at: int) -> int | None:  # noqa: C901, PLR0911, PLR0912
        """The first word of a finite clause after the verb, if there is one."""
        part, words, clause = self.part, self.part.words, cue.clause
        lower = words[cue.verb].lower
        if at >= clause.last:
            return None
        last = min(clause.last, at + _REACH)
        if part.gap(at)[:1] in {",", ".", ")", "–", "—"}:
            # "said, however, that"; "told DW, that": rare, and else the clause has ended
            return None
        here = words[at].lower
        if part.gap(at)[:1] == ":":
            return at if lower in PLAIN and at < clause.last else None
        if here == "that" and lower == "put":
            return None
        if here == "that" and at + 1 < clause.last and (
            words[at + 1].lower in {"is", "was", "isn’t", "isn't", "wasn’t", "’s", "'s", "means"}
        ):  # fmt: skip
            return at  # "leaders say that is nonsense"
        if here == "that" and (lower not in {"told", "tells"}):
            return at + 1 if at + 1 < clause.last else None
        if here in {"whether", "who", "why", "how", "what", "when", "where", "if"}:
            wh = lower in {"asked", "asks", "ask", "wondered", "wonders", "explained", "explains"}
            return at if wh else None
        if here in ADJUNCTS and lower not in SPEAKING:
            return None
        if lower in ADDRESSED or here in ADJUNCTS:
            limit = last if here in ADJUNCTS or lower in ADDRESSED else at
            for i in range(at, limit):
                word = words[i].lower
                if not self.reading.outside(i):
                    break
                if word == "that" and i > at and words[i - 1].lower not in {"so", "than"}:
                    return i + 1 if i + 1 < clause.last else None
                if (
                    word in {"why", "whether", "how", "who"}
                    and lower in {"asked", "asks", "told"}
                    and i > at
                ):
                    return i
                if i > at and word == "to" and lower in ADDRESSED and lower != "put" and i - at < 4:
                    return None
            if lower in ADDRESSED - {"warned", "warns"} and lower != "put":
                for i in range(at + 1, limit):
                    word = words[i].lower
                    if part.gap(i)[:1] in {",", ":"} or not self.reading.outside(i):
                        break
                    follows = i + 1 < clause.last and part.gap(i + 1) in {" ", ""}
                    if here in {"him", "her", "us", "them", "me", "you"} and i > at + 1:
                        break
                    if (
                        word in CLAUSE_PRONOUNS
                        and follows
                        and words[i - 1].lower not in SUBORDINATORS
                    ):
                        return i
                    if (
                        word in DETERMINERS
                        and words[i - 1].lower not in PREPOSITIONS | DETERMINERS
                        and self._has_verb(cue, i)
                    ):
                        return i  # "told Axios the plan had been shelved"
                return None
            if here in ADJUNCTS:
                if at + 1 < clause.last and words[at + 1].lower in {"least", "most", "all"}:
                    return at
                if here in {"after", "as", "while", "when", "before", "of", "to", "by", "from"}:
                    return None
                # "said in Kyiv the bridge would"
                return self._after_place(cue, at, last)
        if lower in {"put", "asked", "asks", "ask"}:
            return None
        if lower in {"says", "said", "say", "thinks", "believes", "believe", "reckons", "thought"}:
            return (
                at if words[at].lower not in {"so", "no", "yes"} or at + 2 < clause.last else None
            )
        return at if self._has_verb(cue, at) else None

    def _after_place(self, cue: Cue, at: int, last: int) -> int | None:
        words = self.part.words
        for i in range(at + 1, last):
            if "," in self.part.gap(i) or not self.reading.outside(i):
                break
            word = words[i].lower
            if i > at + 1 and (word in CLAUSE_PRONOUNS or word in {"the", "its", "no"}) and (
                words[i - 1].lower not in ADJUNCTS and words[i - 1].lower not in SUBORDINATORS
            ):  # fmt: skip
                return i if self._has_verb(cue, i) else None
        plain = words[cue.verb].lower in {"said", "says", "say"}
        return at if plain and self._has_verb(cue, at) else None

    def _has_verb(self, cue: Cue, at: int) -> bool:  # noqa: PLR0911 - one return a reason
        """Whether a finite verb comes before the clause is cut by another."""
        part, words = self.part, self.part.words
        plain = words[cue.verb].lower in PLAIN
        if words[at].lower.endswith("ing") and words[at].lower not in {"nothing", "anything"}:
            return False
        for i in range(at, min(cue.clause.last, at + _REACH)):
            lower = words[i].lower
            if i > at and not self.reading.outside(i) and self.reading.outside(i - 1) and not plain:
                return False
            cut = lower in SUBORDINATORS or (lower in CUES and not words[i].capital)
            if i > at and (cut or part.gap(i)[:1] in {",", ":"}) and lower != "than":
                return False
            if i > at and (lower in FINITE or lower.endswith(("n’t", "n't", "’ll", "’d", "’re"))):
                return True
            if i > at and words[at].lower in CLAUSE_PRONOUNS and i == at + 1:
                return True
            if i > at and plain and lower in PAST and words[i - 1].lower not in DETERMINERS:
                return True
            if i > at and plain and lower.endswith("ed") and not words[i].capital and (
                words[i - 1].lower not in DETERMINERS
            ):  # fmt: skip
                return True
        return False
