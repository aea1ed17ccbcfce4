"""What a ``robots.txt`` says to us (RFC 9309), and its ``Crawl-delay``."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

AGENT: Final = "copydesk"
_MOST_RULES: Final = 10_000
_LONGEST_DELAY_S: Final = 3_600.0


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules for us.

    Attributes:
        paths: patterns, with whether they allow.
        delay_s: pause that the host wants between two requests.
    """

    paths: tuple[tuple[str, bool], ...] = ()
    delay_s: float = 0.0

    def allow(self, path: str) -> bool:
        """Whether a path with its query may be fetched: the longest pattern decides."""
        found = [(len(rule), allows) for rule, allows in self.paths if _matches(rule, path)]
        return max(found, default=(0, True))[1]


EVERYTHING: Final = Rules()


def parse(text: str, agent: str = AGENT) -> Rules:
    """The rules of all groups that name us, or else of those for everybody."""
    named: list[tuple[str, str]] = []
    anybody: list[tuple[str, str]] = []
    is_named = is_anybody = False
    agents: set[str] = set()
    is_open = False
    for key, value in _lines(text):
        if key == "user-agent":
            if not is_open:
                agents.clear()
            is_open = True
            agents.add(value.split("/")[0].strip().lower())
            is_named |= agent in agents
            is_anybody |= "*" in agents
            continue
        is_open = False
        if agent in agents:
            named.append((key, value))
        if "*" in agents:
            anybody.append((key, value))
    return _rules(named if is_named else anybody)


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.removeprefix("\ufeff").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        key = key.strip().lower()
        if colon and key in {"user-agent", "allow", "disallow", "crawl-delay"}:
            yield key, value.strip()


def _rules(lines: list[tuple[str, str]]) -> Rules:
    delay = 0.0
    paths = []
    for key, value in lines[:_MOST_RULES]:
        if key == "crawl-delay":
            delay = max(delay, _seconds(value))
        elif value.startswith(("/", "*")):  # an empty Disallow forbids nothing
            paths.append((quote(value, safe="/%*$?&=+:;,@!'()~._-"), key == "allow"))
    return Rules(tuple(paths), min(delay, _LONGEST_DELAY_S))


def _seconds(value: str) -> float:
    try:
        found = float(value)
    except ValueError:
        return 0.0
    return found if math.isfinite(found) and found > 0 else 0.0


def _matches(pattern: str, path: str) -> bool:
    # no regular expression: a pattern of many stars must not cost more than its length
    is_anchored = pattern.endswith("$")
    first, *pieces = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    if not pieces:
        return not is_anchored or path == first
    at = len(first)
    last = pieces.pop()
    for piece in pieces:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return path.endswith(last, at) if is_anchored else path.find(last, at) >= 0
