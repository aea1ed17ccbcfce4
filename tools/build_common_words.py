"""Counts which words English news writes in lower case, for streams/core/near/data.

    python tools/build_common_words.py SOURCES

SOURCES is a folder with topics/wp_current_events (items_*.jsonl with a field ``text``). A word is
kept where it stands at least 8 times, a third of them in lower case; words at the start of a
sentence are not counted, since they tell nothing. No text is kept.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path

TARGET = Path(__file__).parents[1] / "streams" / "core" / "near" / "data" / "common_words.txt"
_INNER = re.compile(r"(?<=[a-z,;] )[A-Za-z]{2,}\b")
_TIMES = 8
_SHARE = 3
# Titles and such: capitals before a name, and still no name.
_TITLES = "mr mrs ms dr sir lord lady dame prof president minister prime secretary"


def main(sources: Path) -> None:
    """Write the list."""
    low: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for path in sorted((sources / "topics" / "wp_current_events").glob("items_*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            for word in _INNER.findall(json.loads(line)["text"]):
                total[word.lower()] += 1
                low[word.lower()] += word.islower()
    kept = {
        word for word, count in total.items() if count >= _TIMES and low[word] * _SHARE >= count
    }
    kept |= set(_TITLES.split())
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text("\n".join(sorted(kept)) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
