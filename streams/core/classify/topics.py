"""What an entry is about: IPTC Media Topics."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from schemas import Entry, Kind, Span, Topic

from .heads import Floats, Heads, Scores
from .seen import Seen, lower

RULE: Final = "topic.heads/1"
_DATA: Final = Path(__file__).parent / "data" / "topics.tsv"
# What is only furniture of the page is about nothing.
_ABOUT_NOTHING: Final = frozenset({"housekeeping", "boilerplate"})
LEAST: Final = 0.3
"""A topic this likely is named; chosen by cross-validation."""
LEAST_OF_FIRST: Final = 0.1
"""The topic that fits best, as a section too, needs to be no more likely than this."""
MOST: Final = 4
_WORTH_A_LOOK: Final = -3.0  # one in twenty
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
    likely = [
        Likely(topic, sigmoid(logit))
        for topic, logit in enumerate(scores.topics.tolist())
        if logit >= _WORTH_A_LOOK
    ]

    def order(one: Likely) -> tuple[float, int]:
        section = math.log(sections[one.topic] + 1e-4)
        return (-round(math.log(one.probability) + _SECTION_WEIGHT * section, 6), one.topic)

    likely.sort(key=order)
    leasts = [LEAST_OF_FIRST] + [LEAST] * (len(likely) - 1)
    found = zip(likely, leasts, strict=False)
    return [one for one, least in found if one.probability >= least][:MOST]


def topics_of(
    entry: Entry, kind: Kind, model: Heads, seen: Seen, scores: Scores
) -> tuple[Topic, ...]:
    """The topics of an English entry, each with the word that says most for it."""
    found = chosen(scores, kind)
    if not found:
        return ()
    headline = entry.headline or ""
    text = lower(f"{headline}\n{entry.body}")

    def evidence(topic: int) -> Span | None:
        said = model.evidence[topic].take(seen.all)
        best = int(said.argmax()) if len(said) else 0
        if not len(said) or said[best] <= 0:
            return None
        # nothing stands between words but space, so each begins where it is found next
        end = 0
        for word in seen.words[: best + 1]:
            end = text.index(word, end) + len(word)
        in_body = end > len(headline)
        offset = len(headline) + 1 if in_body else 0
        return Span.model_construct(
            field="body" if in_body else "headline",
            start=end - len(seen.words[best]) - offset,
            end=end - offset,
        )

    return tuple(
        Topic.model_construct(
            code=names()[one.topic][0],
            name=names()[one.topic][1],
            evidence=span,
            rule=RULE,
            confidence=min(0.99, round(one.probability, 2)),
        )
        for one in found
        if (span := evidence(one.topic))  # what only is frequent is no topic of this entry
    )


def sigmoid(score: float) -> float:
    """A logit as a probability."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def softmax(scores: Floats) -> list[float]:
    """Logits as probabilities that sum to one."""
    logits = scores.tolist()
    top = max(logits)
    each = [math.exp(logit - top) for logit in logits]
    total = sum(each)
    return [one / total for one in each]
