"""Topics of HuffPost's headlines and first sentences (News Category Dataset), by its own sections.

Sections that are about places or people of every topic (world news, U.S. news) are left out. A tenth
of the items, by a hash of the headline's letters, is for measuring; none of it is trained on, in
whatever file it stands again.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Final, NamedTuple

from .answers import published
from .score import Score, f1_by_label, mean

ACCURACY, MACRO = 0.82, 0.65
_FOLDER: Final = Path("topics", "huffpost_union")
_FULL: Final = "union.jsonl"
_HEADLINES: Final = "headlines_36900_tokenised_lowercase.jsonl"
_AT: Final = datetime(2020, 1, 1, tzinfo=UTC)
TOPICS: Final = {
    section: code
    for code, sections in {
        "01": "ENTERTAINMENT|COMEDY|MEDIA|CULTURE & ARTS|ARTS & CULTURE|ARTS",
        "02": "CRIME",
        "04": "BUSINESS|MONEY",
        "05": "EDUCATION|COLLEGE",
        "06": "ENVIRONMENT|GREEN",
        "07": "WELLNESS|HEALTHY LIVING",
        "08": "WEIRD NEWS|GOOD NEWS",
        "10": "STYLE & BEAUTY|STYLE|FOOD & DRINK|TASTE|HOME & LIVING|TRAVEL|WEDDINGS",
        "11": "POLITICS",
        "12": "RELIGION",
        "13": "TECH|SCIENCE",
        "14": "BLACK VOICES|QUEER VOICES|LATINO VOICES|WOMEN|PARENTS|PARENTING|DIVORCE",
        "15": "SPORTS",
    }.items()
    for section in sections.split("|")
}
"""The first two digits of the IPTC code of each section that has one."""


class Item(NamedTuple):
    """A headline with its first sentence where there is one.

    Attributes:
        headline: as it stands.
        description: may be empty.
        category: HuffPost's section.
        held_out: whether it is for measuring.
        full: from the file with descriptions and sections in their natural shares.
    """

    headline: str
    description: str
    category: str
    held_out: bool
    full: bool

    @property
    def text(self) -> str:
        """Both in one."""
        return f"{self.headline}. {self.description}" if self.description else self.headline


def items(eval_data: Path) -> Iterator[Item]:
    """All items of a section with a topic."""
    for name in (_FULL, _HEADLINES):
        path = eval_data / _FOLDER / name
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            if row["category"] in TOPICS:
                headline = row["headline"]
                letters = re.sub(r"[^a-z0-9]", "", headline.lower())[:60]
                tenth = blake2b(letters.encode(), digest_size=4).digest()
                yield Item(
                    headline,
                    row.get("short_description") or "",
                    row["category"],
                    int.from_bytes(tenth, "big") % 10 == 0,
                    name == _FULL,
                )


def scores(eval_data: Path | None) -> list[Score]:
    """Accuracy and macro-F1 over the topics that occur."""
    there = eval_data is not None and (eval_data / _FOLDER / _FULL).is_file()
    held = (
        [item for item in items(eval_data) if item.held_out and item.full]
        if there and eval_data
        else []
    )
    pairs = [(TOPICS[item.category], first_topic(item)) for item in held]
    each = f1_by_label(pairs)
    count = len(Counter(gold for gold, _ in pairs))
    data = "HuffPost, a tenth by hash, headline and first sentence"
    return [
        Score(
            "topics, HuffPost: accuracy",
            mean(gold == found for gold, found in pairs) if pairs else None,
            ACCURACY,
            len(pairs),
            data,
            "first topic",
        ),
        Score(
            "topics, HuffPost: macro-F1",
            mean(each.values()) if pairs else None,
            MACRO,
            len(pairs),
            data,
            f"{count} topics",
        ),
        Score(
            "topics, HuffPost: answered",
            mean(bool(found) for _, found in pairs) if pairs else None,
            None,
            len(pairs),
            data,
            "items that got any topic",
        ),
    ]


def first_topic(item: Item) -> str:
    """The first two digits of the likeliest topic; empty where none is given."""
    topics = published(item.headline, item.description, _AT).topics
    return topics[0].code.removeprefix("medtop:")[:2] if topics else ""
