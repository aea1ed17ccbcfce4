"""Labels for the lines of a page: what the network finds likely, made consistent along the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np

from .features import LOOK, TIME_INSIDE, describe, word_ids
from .model import Line
from .net import emissions
from .tags import TAGS

DATA: Final = Path(__file__).parent / "data" / "tagger.npz"
_CANDIDATES: Final = 4
_OFTEN: Final = 3
_UNLIKELY: Final = 7.0
_OWN_WORDS: Final = TAGS.index(("boilerplate", False))
_TIMES: Final = [
    n for n, (label, _) in enumerate(TAGS) if label in {"timestamp", "date", "updated"}
]
_REPEAT: Final = TAGS.index(("repeat", False))
_MARGIN: Final = 12.0
_IMPOSSIBLE: Final = -1e9


@dataclass(frozen=True, slots=True)
class Net:
    """A trained network.

    Attributes:
        weights: arrays by name.
        vocabulary: the number of each word.
    """

    weights: Mapping[str, Any]
    vocabulary: Mapping[str, int]


@cache
def nets(path: Path = DATA) -> tuple[Net, ...]:
    """The networks that ship; their votes are added."""
    with np.load(path) as data:
        found = []
        for number in range(int(data["nets"])):
            prefix = f"{number}."
            weights = {
                name.removeprefix(prefix): data[name].astype(np.float32)
                for name in data.files
                if name.startswith(prefix) and not name.endswith("vocabulary")
            }
            known = str(data[f"{prefix}vocabulary"]).split("\n")
            found.append(Net(weights, {word: place for place, word in enumerate(known, 2)}))
    return tuple(found)


def tag(lines: Sequence[Line], voters: Sequence[Net] | None = None) -> None:
    """Give every line its label, and say which lines open an entry."""
    if not lines:
        return
    voters = nets() if voters is None else voters
    dense = describe(lines)
    mask = np.ones((len(lines), 1), np.float32)
    scores = np.zeros((len(lines), len(TAGS)), np.float32)
    step = np.zeros((len(TAGS), len(TAGS)), np.float32)
    ids = word_ids(lines, voters[0].vocabulary)
    for net in voters:
        scores += emissions(net.weights, dense, ids, mask, np) / len(voters)
        scores[0] += net.weights["begin"] / len(voters)
        step += net.weights["step"] / len(voters)
    _after_times(lines, scores)
    _timeless(lines, scores)
    _ended(lines, scores)
    _allow(lines, scores)
    for line, number in zip(lines, best_path(scores, step), strict=True):
        line.label, line.opens = TAGS[number]


def _after_times(lines: Sequence[Line], scores: Any) -> None:
    # what stands under a time in other words each time is the entry's own
    texts = Counter(line.text for line in lines)
    for number, (before, line) in enumerate(pairwise(lines), 1):
        if before.stamp == "time" and texts[line.text] < _OFTEN:
            scores[number, _OWN_WORDS] -= _UNLIKELY


def _timeless(lines: Sequence[Line], scores: Any) -> None:
    # "Bridge 9 closed", "Bridge 10 closed": alike and different as times are, but none
    rows = [
        number
        for number, line in enumerate(lines)
        if not line.stamp and not TIME_INSIDE.search(line.text[:LOOK])
    ]
    scores[np.ix_(rows, _TIMES)] -= _UNLIKELY


def _ended(lines: Sequence[Line], scores: Any) -> None:
    # "Span closed", "The span is closed.": a heading said again ends without a full stop
    rows = [number for number, line in enumerate(lines) if line.text.endswith(".")]
    scores[rows, _REPEAT] -= _UNLIKELY


def _allow(lines: Sequence[Line], scores: Any) -> None:
    for number, line in enumerate(lines):
        if line.kinds:
            wrong = [place for place, (label, _) in enumerate(TAGS) if label not in line.kinds]
            scores[number, wrong] = _IMPOSSIBLE


def best_path(scores: Any, step: Any) -> list[int]:
    """The likeliest row of tags (Viterbi 1967), among the likely ones of each line."""
    top = np.argsort(-scores, axis=1)[:, :_CANDIDATES]
    fits = np.take_along_axis(scores, top, 1)
    sizes = (fits >= fits[:, :1] - _MARGIN).sum(1).tolist()
    tags = [row[:size] for row, size in zip(top.tolist(), sizes, strict=True)]
    own = [row[:size] for row, size in zip(fits.tolist(), sizes, strict=True)]
    steps = step.T.tolist()
    total, before = own[0], tags[0]
    back: list[list[int]] = []
    for here, fit in zip(tags[1:], own[1:], strict=True):
        grown, chosen = [], []
        for tag_number, score in zip(here, fit, strict=True):
            into = steps[tag_number]
            best, place = total[0] + into[before[0]], 0
            for other in range(1, len(before)):
                if (found := total[other] + into[before[other]]) > best:
                    best, place = found, other
            grown.append(best + score)
            chosen.append(place)
        total, before = grown, here
        back.append(chosen)
    place = total.index(max(total))
    path = [tags[-1][place]]
    for chosen, here in zip(reversed(back), reversed(tags[:-1]), strict=True):
        place = chosen[place]
        path.append(here[place])
    return path[::-1]
