"""What an entry is about: IPTC Media Topics, by weighted words."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from schemas import Entry, Kind, Span, Topic

_DATA = Path(__file__).parent / "data" / "topics.tsv"
_WORD = re.compile(r"[a-z][a-z0-9]*(?:['’-][a-z0-9]+)*")
# What is only furniture of the page is about nothing.
_ABOUT_NOTHING = frozenset({"housekeeping", "boilerplate", "embed"})
_HEADLINE = 1.5
# Three points are one word that says the topic by itself; a topic close behind is also named.
_LEAST, _CLOSE, _MOST = 4.0, 0.75, 2
_REPEATS = 2


class _Lists(NamedTuple):
    names: dict[str, str]
    weights: dict[str, tuple[tuple[str, int], ...]]
    openers: frozenset[str]


@cache
def _lists() -> _Lists:
    names: dict[str, str] = {}
    found: dict[str, dict[str, int]] = {}
    code = ""
    for line in _DATA.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        first, rest = line.split("\t")
        if len(first) == 8:
            code = f"medtop:{first}"
            names[code] = rest
            continue
        for word in rest.split():
            found.setdefault(word.replace("_", " "), {}).setdefault(code, int(first))
    weights = {word: tuple(codes.items()) for word, codes in found.items()}
    openers = frozenset(word.split()[0] for word in weights if " " in word)
    return _Lists(names, weights, openers)


class _Score:
    """What speaks for one topic."""

    __slots__ = ("points", "seen", "strongest", "where")

    def __init__(self) -> None:
        self.points = 0.0
        self.seen: dict[str, int] = {}
        self.strongest = 0.0
        self.where: tuple[Literal["headline", "body"], int, int] | None = None

    def add(
        self, word: str, weight: float, span: tuple[Literal["headline", "body"], int, int]
    ) -> None:
        """Count a word; each time it is repeated it says less, and nothing after the second."""
        times = self.seen[word] = self.seen.get(word, 0) + 1
        if times > _REPEATS:
            return
        self.points += weight / times
        if weight > self.strongest:
            self.strongest = weight
            self.where = span


def topics_of(entry: Entry, kind: Kind) -> tuple[Topic, ...]:
    """The topics of an English entry, the likeliest first; none where the words do not say."""
    if kind in _ABOUT_NOTHING:
        return ()
    scores: dict[str, _Score] = {}
    _count("headline", entry.headline or "", _HEADLINE, scores)
    _count("body", entry.body, 1.0, scores)
    ranked = sorted(scores.items(), key=lambda item: (-item[1].points, item[0]))
    if not ranked or ranked[0][1].points < _LEAST:
        return ()
    best = ranked[0][1].points
    total = sum(score.points for score in scores.values())
    return tuple(
        Topic.model_construct(
            code=code,
            name=_lists().names[code],
            evidence=_span(score.where),
            rule="topic.keywords/1",
            confidence=round(min(0.9, score.points / total * min(1.0, score.points / 8 + 0.4)), 2),
        )
        for code, score in ranked[:_MOST]
        if score.points >= max(_LEAST, best * _CLOSE)
    )


def _span(where: tuple[Literal["headline", "body"], int, int] | None) -> Span | None:
    return where and Span.model_construct(field=where[0], start=where[1], end=where[2])


def _count(
    field: Literal["headline", "body"], text: str, factor: float, scores: dict[str, _Score]
) -> None:
    lists = _lists()
    # lower() may change the length of a few letters; spans must stay true
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    matches = list(_WORD.finditer(lowered))
    for index, match in enumerate(matches):
        word = match[0]
        end = match.end()
        if word in lists.openers:
            for more in (2, 1):
                if index + more < len(matches):
                    last = matches[index + more]
                    phrase = lowered[match.start() : last.end()]
                    if phrase in lists.weights:
                        word, end = phrase, last.end()
                        break
        for code, weight in lists.weights.get(word, ()):
            score = scores.get(code) or scores.setdefault(code, _Score())
            score.add(word, weight * factor, (field, match.start(), end))
