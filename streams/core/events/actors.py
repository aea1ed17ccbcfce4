"""Who acts and who is acted upon: the noun phrases round the verb."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from streams.core.enrich.tokens import Part

from . import words as w
from .clauses import Clause
from .lexicon import lexicon
from .reading import Reading

_STOPS = w.PREPOSITIONS - {"of"} | w.ADVERBS | w.DATES | w.SAYING | {"who", "which", "that", "to"}
_CLAUSE = w.SAYING | {"that"} | w.OPENERS
_NO_WORD = w.ADVERBS | {"and", "but"}
_NOT_FIRST = w.PREPOSITIONS | w.PRONOUNS
_TRAILING = w.ADVERBS | {"and", "'s", "both", "all", "themselves"}
_SECOND = w.BODIES | w.DETERMINERS
_LEADING = w.ADVERBS | w.DATES | {"and", "but", "the", "a", "an", "at", "least", "then", "yet"}
_MODAL = w.HAVE | w.BE | w.DO | w.FUTURE | w.NEED | w.POSSIBLE | {"and", "or", "of"}
_VERBAL = w.HAVE | w.BE
_BEFORE = _STOPS | w.DETERMINERS | {"of", "and", "or"}
_AFTER = _STOPS | w.DETERMINERS | _MODAL
_LOCATIVE = frozenset({"in", "at", "near", "outside", "around", "across"})


class Phrase(NamedTuple):
    """A noun phrase: index of its first word, and one past its last."""

    first: int
    last: int


class Sentence(NamedTuple):
    """A sentence as its words and clauses."""

    part: Part
    lower: list[str]
    clauses: Sequence[Clause]
    last: int


def actors(
    sentence: Sentence, clause: Clause, reading: Reading
) -> tuple[Phrase | None, Phrase | None]:
    """The source and the target of an action, where the sentence names them."""
    if reading.form == "noun":
        return _of_noun(sentence, clause, reading)
    subject = _subject(sentence, clause, reading.first)
    if reading.lemma in {"must", w.OUT_OF_QUESTION}:
        # "the minister said that Libya must …", "… is out of the question"
        said = next(
            (at for at in range(clause.first, reading.first) if sentence.lower[at] in w.SAYING), 0
        )
        return (_subject(sentence, clause, said) if said else None), subject
    if reading.passive and reading.root == "CONSULT":
        # "talks were held with the rebels"
        return _after(sentence, clause, reading.verb, "by"), (
            _after(sentence, clause, reading.verb, "with") or subject
        )
    if reading.passive:
        return _after(sentence, clause, reading.verb, "by"), subject
    return subject, _object(sentence, clause, reading, subject)


def _subject(sentence: Sentence, clause: Clause, first: int) -> Phrase | None:
    lower = sentence.lower
    start = clause.first
    for at in range(clause.first, first):
        if lower[at] in _CLAUSE:
            start = at + 1
    words = [word for word in lower[start:first] if word not in _NO_WORD]
    if words and words[-1] not in w.PRONOUNS:
        return phrase(sentence, start, first)
    if start > clause.first + 1:
        # "the ministry said it would …"
        return _subject(sentence, clause, start - 1)
    if clause.opener in {"who", "which"} and clause.first:
        return _before(sentence, clause.first)
    return _leading(sentence, clause)


def _leading(sentence: Sentence, clause: Clause) -> Phrase | None:
    """The phrase with which the sentence begins: "Pakistan, a key ally, has refused"."""
    for one in sentence.clauses:
        if one.first >= clause.first:
            return None
        if not one.beside and sentence.lower[one.first] not in _NOT_FIRST:
            return phrase(sentence, one.first, one.last)
    return None


def _before(sentence: Sentence, at: int) -> Phrase | None:
    """The phrase that ends before a word."""
    first = at
    while (
        first > 0
        and sentence.part.gap(first) in {" ", ""}
        and sentence.lower[first - 1] not in _STOPS
    ):
        first -= 1
        if at - first >= 4:
            break
    return phrase(sentence, first, at)


def phrase(sentence: Sentence, first: int, last: int) -> Phrase | None:
    """The noun phrase that a stretch begins with, without article."""
    lower = sentence.lower
    while first < last and (lower[first] in _LEADING or lower[first].endswith("ly")):
        first += 1
    if first < last and lower[first] in w.PREPOSITIONS:
        # "In Rome thousands …": no telling where the first phrase ends but by a name
        first += 1
        while first < last and sentence.part.words[first].capital:
            first += 1
    end = first
    while end < last and lower[end] not in _STOPS and lower[end] not in _VERBAL:
        end += 1
        if end < last and lower[end] == "and" and not _person_or_body(sentence, end + 1):
            break
    while end > first and lower[end - 1] in _TRAILING:
        end -= 1
    return Phrase(first, end) if first < end <= first + 12 else None


def _person_or_body(sentence: Sentence, at: int) -> bool:
    words = sentence.part.words
    return at < len(words) and (words[at].capital or sentence.lower[at] in _SECOND)


def _after(sentence: Sentence, clause: Clause, verb: int, word: str) -> Phrase | None:
    for at in range(verb + 1, min(clause.last, verb + 14)):
        if sentence.lower[at] == word:
            return phrase(sentence, at + 1, clause.last)
    return None


def _object(
    sentence: Sentence, clause: Clause, reading: Reading, subject: Phrase | None
) -> Phrase | None:
    """The first phrase after the verb that names people, a body or a place."""
    spare = None
    at = (reading.verb if not reading.over else reading.first) + 1
    while at < clause.last:
        if not _acts(sentence, at):
            at += 1
            continue
        found = _whole(sentence, clause, at)
        if subject and _same(sentence, found, subject):
            at = found.last
            continue
        if (
            found.first
            and sentence.lower[found.first - 1] in _LOCATIVE | {"the"}
            and (
                sentence.lower[found.first - 1] in _LOCATIVE
                or sentence.lower[found.first - 2] in _LOCATIVE
            )
        ):
            spare = spare or found
            at = found.last
            continue
        return found
    return spare


def _same(sentence: Sentence, one: Phrase, other: Phrase) -> bool:
    words = sentence.lower
    return words[one.first : one.last] == words[other.first : other.last]


def _acts(sentence: Sentence, at: int) -> bool:
    lower = sentence.lower[at]
    return lower not in w.DATES and (sentence.part.words[at].capital or lower in w.BODIES)


def _whole(sentence: Sentence, clause: Clause, at: int) -> Phrase:
    """The phrase round a word that names someone."""
    lower, part = sentence.lower, sentence.part
    verbs, mixed = lexicon().verbs, lexicon().mixed
    first, last = at, at + 1
    while first - 1 > clause.first and part.gap(first) == " ":
        before = lower[first - 1]
        if before in _BEFORE or before.endswith(("ed", "ing")):
            break
        if not (
            part.words[first - 1].capital
            or before.endswith(("al", "ic", "an", "ese", "ish", "ive"))
        ):
            break
        first -= 1
    while last < clause.last and part.gap(last) in {" ", ""}:
        after = lower[last]
        if after == "'s" and last + 1 < clause.last:
            last += 1
            continue
        if after in _AFTER or after[0].isdigit():
            break
        if not part.words[last].capital and (
            after.endswith(("ing", "ed")) or (after in verbs and after not in mixed)
        ):
            break
        last += 1
        if last - first >= 6:
            break
    return Phrase(first, last)


def _of_noun(
    sentence: Sentence, clause: Clause, reading: Reading
) -> tuple[Phrase | None, Phrase | None]:
    """Source and target of a noun: "talks between A and B", "A's attack on B"."""
    target = next(
        (
            found
            for word in ("on", "against", "with", "between", "to")
            if (found := _after(sentence, clause, reading.verb, word))
        ),
        None,
    )
    source = _after(sentence, clause, reading.verb, "by")
    at = reading.verb
    if source is None and at - 1 > clause.first:
        before = at - 1
        possessive = sentence.lower[before] == "'s"
        if possessive or sentence.part.words[before].capital:
            source = _before(sentence, before if possessive else at)
    return source, target
