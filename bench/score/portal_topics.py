"""Topics of the items of Wikipedia's Current Events portal, one each, from the section they stand in.

The portal's sections end in November 2020: items of 2022 and 2023 have no topic, so the split by time
is earlier. January to June 2020 may be looked at, July to December is for measuring.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

from .answers import published
from .score import Score, f1_by_label, mean

GOAL: Final = 0.80
LEAST_ITEMS: Final = 100
_FILE: Final = Path("topics", "wp_current_events", "items_2019_2023.jsonl")
_HALVES: Final = {"dev": ("2020-01", "2020-07"), "test": ("2020-07", "2021-01")}
_MIXED: Final = frozenset({"06000000", "07000000"})
"""The section "Health and environment" is both; in 2020 nearly all of it is health."""


class Item(NamedTuple):
    """A text, its day, and its topic as a code."""

    text: str
    at: datetime
    topic: str


def scores(eval_data: Path | None) -> list[Score]:
    """Macro-F1 over the topics with enough items, and how many items got any topic."""
    path = eval_data / _FILE if eval_data else None
    figures = []
    for half, (since, until) in _HALVES.items():
        items = list(_items(path, since, until)) if path and path.is_file() else []
        pairs = [(item.topic, first_topic(item)) for item in items]
        each = f1_by_label(pairs)
        often = Counter(item.topic for item in items)
        labels = [code for code in each if often[code] >= LEAST_ITEMS]
        data = f"items of the portal, {since} to before {until}"
        right = mean(topic == found for topic, found in pairs)
        figures += [
            Score(
                f"topics, portal {half}: macro-F1",
                mean(each[code] for code in labels) if items else None,
                GOAL if half == "test" else None,
                len(items),
                data,
                f"first topic, {len(labels)} topics with {LEAST_ITEMS} items; right {right:.3f}",
            ),
            Score(
                f"topics, portal {half}: answered",
                mean(bool(found) for _, found in pairs) if items else None,
                None,
                len(items),
                data,
                "items that got any topic",
            ),
        ]
    return figures


def first_topic(item: Item) -> str:
    """The likeliest topic of an item; empty where none is given."""
    topics = published("", item.text, item.at).topics
    code = topics[0].code.removeprefix("medtop:") if topics else ""
    return _section(code)


def _section(code: str) -> str:
    return "07000000" if code in _MIXED else code


def _items(path: Path, since: str, until: str) -> Iterator[Item]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if since <= row["date"] < until and row.get("iptc"):
                at = datetime.fromisoformat(row["date"]).replace(tzinfo=UTC)
                yield Item(row["text"], at, _section(row["iptc"][:8]))
