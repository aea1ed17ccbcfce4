"""Threading of stories: headlines in order of time, one pass, against the stories of editors."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from streams.core.story import StoryIndex, sketch

from .score import Score

GOAL: Final = 0.70
NAME: Final = "stories, {}: B-cubed F1"
_HEADLINES: Final = Path("stories/uci_news_aggregator/headlines.csv")
_PORTAL: Final = Path("topics/wp_current_events")
_HEADS: Final = "headlines of the UCI News Aggregator"
_ITEMS: Final = "items of Wikipedia's Current Events portal"
_ORDER_TELLS: Final = "the set's times give its stories away, so that the order of time is easy"


@dataclass(frozen=True, slots=True)
class Item:
    """Something to thread.

    Attributes:
        key: unique within its set.
        headline: where it is one.
        body: where it is a text.
        at: its time.
        story: the editors' story, never shown to what is measured.
    """

    key: str
    headline: str | None
    body: str
    at: datetime
    story: str


@dataclass(frozen=True, slots=True)
class BCubed:
    """Precision and recall as an average over the items (Bagga & Baldwin 1998)."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def b_cubed(pairs: Sequence[tuple[str, str]]) -> BCubed:
    """How well found stories agree with given ones; a pair is an item's found and given story."""
    both = Counter(pairs)
    found = Counter(story for story, _ in pairs)
    given = Counter(story for _, story in pairs)
    count = len(pairs) or 1
    return BCubed(
        sum(n * n / found[story] for (story, _), n in both.items()) / count,
        sum(n * n / given[story] for (_, story), n in both.items()) / count,
    )


def thread(items: Iterable[Item]) -> list[tuple[str, str]]:
    """Each item's story after one pass, merges and splits included, and its given one."""
    index = StoryIndex()
    seen = []
    for item in items:
        about = sketch(item.headline, item.body, item.at)
        choice = index.choose(about, key=item.key)
        index.apply(choice.regroups)
        index.add(item.key, choice.story or item.key, about)
        seen.append(item)
    return [(index.story_of(item.key) or "", item.story) for item in seen]


def scores(eval_data: Path | None) -> list[Score]:
    """All figures: tuned on, held out, both, both in an order that tells nothing, the portal."""
    if eval_data is None or not (eval_data / _HEADLINES).exists():
        names = ("dev", "held-out", "whole", "whole, any order", "portal 2019", "portal 2022-23")
        goals = {"whole": GOAL}
        return [Score(NAME.format(name), None, goals.get(name), 0, _HEADS) for name in names]
    headlines = sorted(_headlines(eval_data), key=lambda item: (item.at, item.key))
    dev, held_out = ([h for h in headlines if _half(h.story) == half] for half in (0, 1))
    mixed = sorted(headlines, key=lambda item: sha256(item.key.encode()).digest())
    return [
        _score("dev", dev, _HEADS, "tuned on: half of the stories by hash"),
        _score("held-out", held_out, _HEADS, "the other half"),
        _score("whole", headlines, _HEADS, _ORDER_TELLS, goal=GOAL),
        _score("whole, any order", mixed, _HEADS, "the same in an order by hash"),
        _score("portal 2019", _portal(eval_data, "2019", "2020"), _ITEMS, "tuned on"),
        _score("portal 2022-23", _portal(eval_data, "2022", "2024"), _ITEMS, "held out"),
    ]


def _score(
    name: str, items: Sequence[Item], data: str, note: str, goal: float | None = None
) -> Score:
    pairs = thread(items)
    value = b_cubed(pairs)
    stories = len({story for _, story in pairs})
    figures = f"P {value.precision:.3f}, R {value.recall:.3f}; {stories} stories; {note}"
    return Score(NAME.format(name), value.f1, goal, len(pairs), data, figures)


def _headlines(eval_data: Path) -> Iterator[Item]:
    with (eval_data / _HEADLINES).open(newline="", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            at = datetime.fromtimestamp(int(row["TIMESTAMP"]) / 1000, UTC)
            yield Item(row["ID"], row["TITLE"], "", at, row["STORY"])


def _half(story: str) -> int:
    return sha256(story.encode()).digest()[0] % 2


def _portal(eval_data: Path, since: str, until: str) -> list[Item]:
    """First items under a heading, whose story is sure; the innermost heading is the story."""
    found = []
    for path in sorted((eval_data / _PORTAL).glob("items_*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                item = json.loads(line)
                if item.get("story_pos") == 0 and since <= item["date"] < until:
                    at = datetime.fromisoformat(item["date"]).replace(tzinfo=UTC)
                    key = f"{path.stem}:{number}"
                    found.append(Item(key, None, item["text"], at, item["story"][-1]))
    return sorted(found, key=lambda item: (item.at, item.key))
