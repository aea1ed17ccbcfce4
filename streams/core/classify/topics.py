"""What an entry is about: IPTC Media Topics."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import Final, Literal, NamedTuple

import numpy as np

from schemas import Entry, Kind, Span, Topic

from .heads import TOPICS, Floats, Heads, Scores, for_topics
from .seen import TOKEN, Seen, lower

RULE: Final = "topic.heads/1"
_DATA: Final = Path(__file__).parent / "data" / "topics.tsv"
# What is only furniture of the page is about nothing.
_ABOUT_NOTHING: Final = frozenset({"housekeeping", "boilerplate"})
LEAST: Final = 0.3
"""A topic this likely is named; chosen by cross-validation."""
SURE_SECTION, LEAST_OF_SECTION = 0.6, 0.1
"""The section, if it is this sure, needs to be no more likely than this."""
MOST: Final = 4
_SECTION_WEIGHT: Final = 2.0


class Likely(NamedTuple):
    """A topic by its place in the order of codes, and how likely it holds."""

    topic: int
    probability: float


@cache
def names() -> tuple[tuple[str, str], ...]:
    """Code and name of the top-level topics."""
    lines = _DATA.read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if not line.startswith("#"))
    return tuple((f"medtop:{code}", name) for code, name in pairs)


def chosen(scores: Scores, kind: Kind) -> list[Likely]:
    """The topics that hold, what the entry is about first."""
    if kind in _ABOUT_NOTHING:
        return []
    sections = softmax(scores.section)
    best = int(np.argmax(scores.section))
    found = []
    for topic in range(TOPICS):
        probability = sigmoid(float(scores.topics[topic]))
        sure = topic == best and sections[best] >= SURE_SECTION
        if probability >= (LEAST_OF_SECTION if sure else LEAST):
            found.append(Likely(topic, probability))

    def order(one: Likely) -> tuple[float, int]:
        section = math.log(sections[one.topic] + 1e-4)
        return (-round(math.log(one.probability) + _SECTION_WEIGHT * section, 6), one.topic)

    return sorted(found, key=order)[:MOST]


def topics_of(
    entry: Entry, kind: Kind, model: Heads, seen: Seen, scores: Scores
) -> tuple[Topic, ...]:
    """The topics of an English entry, each with the word that says most for it."""
    found = chosen(scores, kind)
    if not found:
        return ()
    fields: tuple[tuple[Literal["headline", "body"], str], ...] = (
        ("headline", entry.headline or ""),
        ("body", entry.body),
    )
    places = [(field, match) for field, text in fields for match in TOKEN.finditer(lower(text))]

    said = for_topics(model, seen)

    def evidence(topic: int) -> Span | None:
        weights = said[:, topic]
        best = int(np.argmax(weights)) if len(weights) else 0
        if not len(weights) or weights[best] <= 0:
            return None
        field, match = places[best]
        return Span.model_construct(field=field, start=match.start(), end=match.end())

    return tuple(
        Topic.model_construct(
            code=names()[one.topic][0],
            name=names()[one.topic][1],
            evidence=evidence(one.topic),
            rule=RULE,
            confidence=min(0.99, round(one.probability, 2)),
        )
        for one in found
    )


def sigmoid(score: float) -> float:
    """A logit as a probability."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def softmax(scores: Floats) -> list[float]:
    """Logits as probabilities that sum to one."""
    top = float(scores.max())
    each = [math.exp(float(score) - top) for score in scores]
    total = sum(each)
    return [one / total for one in each]
