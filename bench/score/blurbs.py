"""Versions of one blurb: linked without ids, and their changed numbers."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from streams.core.deltas import Said, compare

from .linking import State, is_dev, link
from .score import Score

_FILE = Path("revisions", "wp_itn", "itn_en.jsonl")
_DATA = "revisions/wp_itn, English"
_SMALL = [
    *[
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ]
]
_NUMBER = re.compile(
    r"\b(?:\d[\d,]*(?:\.\d+)?(?: million| billion)?|" + "|".join(_SMALL) + r")\b", re.IGNORECASE
)

Change = tuple[float, float]


def scores(eval_data: Path | None) -> list[Score]:
    """The figures of the blurbs."""
    states = _states(eval_data / _FILE) if eval_data and (eval_data / _FILE).is_file() else []
    linked = link(states)
    numbers = {dev: _numbers(states, dev=dev) for dev in (True, False)}
    found = []
    for dev, half in ((False, "test"), (True, "dev")):
        count, (right, there) = linked[dev], numbers[dev]
        goal = None if dev else 0.95
        found += [
            Score(
                f"revisions: blurbs linked without ids, F1 ({half})",
                count.f1 if states else None,
                goal,
                count.there,
                _DATA,
                "versions of one blurb among all the others",
            ),
            Score(
                f"revisions: changed numbers found in blurbs ({half})",
                right / there if there else None,
                goal,
                there,
                _DATA,
                "before and after both right",
            ),
        ]
    return found


def _states(path: Path) -> list[State]:
    """Every text that differs from the one before it, by time."""
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    rows.sort(key=lambda row: (row["time"], row["qid"]))
    # one blurb may have two subjects: their versions are the same texts
    entry_of: dict[str, str] = {}
    of_subject: dict[str, str] = {}
    for row in rows:
        subject = of_subject.setdefault(row["qid"], row["qid"])
        first = entry_of.setdefault(row["text"], subject)
        of_subject[row["qid"]] = min(subject, first)
    for _ in range(3):
        for row in rows:
            least = min(entry_of[row["text"]], of_subject[row["qid"]])
            entry_of[row["text"]] = of_subject[row["qid"]] = least
    states: list[State] = []
    last: dict[str, str] = {}
    for row in rows:
        entry, text = entry_of[row["text"]], row["text"]
        if last.get(entry) != text:
            states.append(State(entry, None, text))
        last[entry] = text
    return states


def _numbers(states: list[State], *, dev: bool) -> tuple[int, int]:
    """How many of the changed numbers were found, and how many there are."""
    right = there = 0
    for old, new in _versions(states):
        if is_dev(old.entry) != dev:
            continue
        gold = Counter(changed(old.body, new.body))
        deltas = compare(Said(body=old.body), Said(body=new.body))
        told = Counter(
            (before[-1], after[-1])
            for delta in deltas
            if delta.type == "number"
            and (before := values(delta.before or ""))
            and (after := values(delta.after or ""))
        )
        right += (gold & told).total()
        there += gold.total()
    return right, there


def _versions(states: list[State]) -> Iterator[tuple[State, State]]:
    last: dict[str, State] = {}
    for state in states:
        if state.entry in last:
            yield last[state.entry], state
        last[state.entry] = state


def changed(old: str, new: str) -> list[Change]:
    """The numbers that changed, read without the service's own rules."""
    before, after = values(old), values(new)
    if len(before) != len(after):
        common = Counter(before) & Counter(after)
        before, after = _rest(before, common), _rest(after, common)
        if len(before) != len(after):
            return []
    return [(one, two) for one, two in zip(before, after, strict=True) if one != two]


def _rest(numbers: list[float], common: Counter[float]) -> list[float]:
    left = Counter(common)
    rest = []
    for number in numbers:
        if left[number]:
            left[number] -= 1
        else:
            rest.append(number)
    return rest


def values(text: str) -> list[float]:
    """The numbers of a text in order."""
    found = []
    for match in _NUMBER.finditer(text):
        number, _, scale = match[0].lower().replace(",", "").partition(" ")
        value = float(_SMALL.index(number)) if number in _SMALL else float(number)
        found.append(value * {"": 1, "million": 1e6, "billion": 1e9}[scale])
    return found
