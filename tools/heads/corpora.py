"""What the heads learn from: text, topic and where it is from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from bench.score.huffpost_topics import TOPICS as HUFFPOST
from bench.score.huffpost_topics import items as huffpost_items

PORTAL, HUFFPOST_FULL, HUFFPOST_HEADLINES, DEFINITIONS = range(4)
UNTIL: Final = "2020-07"
"""Later items of the portal are for measuring."""


class Labelled(NamedTuple):
    """A text and its one topic: 0 to 16, in the order of the codes."""

    text: str
    topic: int
    source: int


def all_of(data: Path) -> list[Labelled]:
    """Everything that may be learned from, in a fixed order."""
    return [*_portal(data), *_huffpost(data), *_definitions(data)]


def _portal(data: Path) -> Iterator[Labelled]:
    for path in sorted((data / "topics" / "wp_current_events").glob("items_*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            if row.get("iptc") and row["date"] < UNTIL:
                number = int(row["iptc"][:2])
                # the section "Health and environment" is nearly all health
                yield Labelled(row["text"], (7 if number == 6 else number) - 1, PORTAL)


def _huffpost(data: Path) -> Iterator[Labelled]:
    for item in huffpost_items(data):
        if not item.held_out:
            source = HUFFPOST_FULL if item.full else HUFFPOST_HEADLINES
            yield Labelled(item.text, int(HUFFPOST[item.category]) - 1, source)


def _definitions(data: Path) -> Iterator[Labelled]:
    path = data / "topics" / "iptc_mediatopics" / "data" / "iptc_mapping.json"
    for concept in json.loads(path.read_text("utf-8")).values():
        top, text = concept["Level1/NewsCode"], concept["Definition (en-GB)"]
        if isinstance(top, str):
            name = concept["Name (en-GB)"]
            whole = f"{name}. {text}" if isinstance(text, str) else name
            yield Labelled(whole, int(top.removeprefix("medtop:")[:2]) - 1, DEFINITIONS)
