"""Quotes with their speakers, and claims, in the bodies of the gold set."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from pathlib import Path
from typing import Final

import schemas

from . import gold
from .answers import HALVES, Answer, answers, figure, span_of
from .gold_model import Span
from .score import Compared, Score, mean, micro_f1, precision_recall

_INNER: Final = re.compile(r"\w(?:.*\w)?", re.DOTALL)
_ARTICLE: Final = re.compile(r"^(?:the|an?|his|her|its|their) ", re.IGNORECASE)


def scores(eval_data: Path | None) -> list[Score]:
    """The figures of both halves."""
    del eval_data
    return [score for half in HALVES for score in (*_quotes(half), *_claims(half))]


def parts(answer: Answer) -> Compared:
    """The parts of quotes, one a paragraph or half round a cue, by where they stand."""
    expected = (span for quote in answer.gold.quotes for span in quote.spans)
    return Compared(
        frozenset(_inner(answer, span) for span in expected),
        {
            _inner(answer, span_of(span)): quote.confidence
            for quote in _spoken(answer)
            for span in quote.spans
        },
    )


def quotes(answer: Answer, directness: str | None = None) -> Compared:
    """Whole quotes by where all their parts stand; of one directness by the gold's."""
    kinds = {_key(answer, one.spans): one.directness for one in answer.gold.quotes}
    found = {
        _key(answer, map(span_of, one.spans)): (one.directness, one.confidence)
        for one in _spoken(answer)
    }
    return Compared(
        frozenset(key for key, kind in kinds.items() if directness in {None, kind}),
        {
            key: sure
            for key, (kind, sure) in found.items()
            if directness is None or kinds.get(key, kind) == directness
        },
    )


def speakers(answer: Answer) -> list[bool]:
    """Of each quote of the gold of which a part was found, whether its speaker is right."""
    of_part = {
        _inner(answer, span_of(span)): quote.speaker
        for quote in _spoken(answer)
        for span in quote.spans
    }
    right = []
    for quote in answer.gold.quotes:
        spans = [_inner(answer, span) for span in quote.spans]
        said = [of_part[span] for span in spans if span in of_part]
        if said:
            right.append(_same_person(answer, said[0], quote.speaker))
    return right


def claims(answer: Answer) -> Compared:
    """Sentences with their status; the gold shows a sentence by its opening words."""
    expected = frozenset((claim.span.start, claim.status) for claim in answer.gold.claims)
    found: dict[Hashable, float] = {}
    for claim in answer.event.claims:
        if claim.evidence is None or claim.evidence.field == "headline":
            continue
        sentence = range(claim.evidence.start, claim.evidence.end)
        fitting = [start for start, status in expected if status == claim.status]
        start = next((s for s in fitting if s in sentence), sentence.start)
        found[start, claim.status] = claim.confidence
    return Compared(expected, found)


def _spoken(answer: Answer) -> list[schemas.Quote]:
    return [
        quote for quote in answer.event.quotes if all(span.field == "body" for span in quote.spans)
    ]


def _key(answer: Answer, spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(sorted(_inner(answer, span) for span in spans))


def _inner(answer: Answer, span: Span) -> Span:
    """The span without punctuation at its ends: papers differ whether it belongs to the words."""
    match = _INNER.search(answer.text(span))
    if match is None:
        return span
    return Span(span.field, span.start + match.start(), span.start + match.end())


def _same_person(answer: Answer, found: str | None, meant: str | None) -> bool:
    """Whether two names mean one; "Astronomer Feidhlim Adeyemi" names Feidhlim Adeyemi."""
    if found is None or meant is None:
        return found is meant
    entities = {mention.text: mention.entity for mention in answer.gold.mentions}
    people = [one.text for one in answer.gold.mentions if one.type == "per"]
    person = next((one for one in people if re.search(rf"\b{re.escape(one)}\b", found)), found)
    who = entities.get(meant, meant)
    return any(
        _ARTICLE.sub("", entities.get(name, name)).casefold() == _ARTICLE.sub("", who).casefold()
        for name in (found, person)
    )


def _quotes(half: gold.Half) -> list[Score]:
    seen = answers(half)
    pieces = [parts(answer) for answer in seen]
    whole = [quotes(answer) for answer in seen]
    right = [one for answer in seen for one in speakers(answer)]
    count = sum(len(row.expected) for row in whole)
    found = [
        figure(
            half,
            "quotes: span F1",
            micro_f1(pieces),
            sum(len(row.expected) for row in pieces),
            f"parts of quotes, marks at the ends left out; {precision_recall(pieces)}",
        ),
        figure(
            half,
            "quotes: whole F1",
            micro_f1(whole),
            count,
            f"all parts right; {precision_recall(whole)}",
        ),
    ]
    for directness in ("direct", "indirect", "mixed"):
        rows = [quotes(answer, directness) for answer in seen]
        number = sum(len(row.expected) for row in rows)
        found.append(figure(half, f"quotes: {directness}, whole F1", micro_f1(rows), number))
    return [
        *found,
        figure(
            half,
            "quotes: speaker accuracy",
            mean(right),
            len(right),
            "of quotes with a part that was found; the same person or the same words",
        ),
    ]


def _claims(half: gold.Half) -> list[Score]:
    rows = [claims(answer) for answer in answers(half)]
    count = sum(len(row.expected) for row in rows)
    sentences = [
        Compared(frozenset(_starts(row.expected)), dict.fromkeys(_starts(row.found), 1.0))
        for row in rows
    ]
    return [
        figure(half, "claims: status F1", micro_f1(rows), count, precision_recall(rows)),
        figure(
            half,
            "claims: sentence F1",
            micro_f1(sentences),
            count,
            "whatever the status",
        ),
    ]


def _starts(keys: Iterable[Hashable]) -> set[Hashable]:
    return {key[0] for key in keys if isinstance(key, tuple)}
