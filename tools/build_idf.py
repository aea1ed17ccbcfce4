"""Build the table of how rare words are, for threading stories.

    python tools/build_idf.py SOURCES

SOURCES holds ``wp_current_events/items_*.jsonl`` (Wikipedia's Current Events portal, CC BY-SA 4.0)
and ``huffpost_union`` (News Category Dataset by Rishabh Misra, CC BY 4.0). Only counts are kept:
in how many texts a word's root stands, and how often with a capital. Items from 2022 on are left
out, so that they can be measured on.
"""

from __future__ import annotations

import gzip
import json
import math
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from streams.core.story.sketch import WORD
from streams.core.story.words import STOP, root

OUT = Path(__file__).parent.parent / "streams" / "core" / "story" / "data" / "words.tsv.gz"
UNTIL = "2022"
AT_LEAST = 4
_SCALE = 4
_INNER_CAPITAL = re.compile(r"[a-z][A-Z]")


def main() -> None:
    """Read the sources, write the table, say what is in it."""
    sources = Path(sys.argv[1])
    seen: Counter[str] = Counter()
    capitals: Counter[str] = Counter()
    cased: Counter[str] = Counter()
    total = 0
    for text, has_case in _texts(sources):
        total += 1
        words = WORD.findall(text)
        seen.update({root(word.casefold()) for word in words})
        if has_case:
            inner = words[1:]  # the first has its capital from the sentence
            cased.update(root(word.casefold()) for word in inner)
            capitals.update(root(word.casefold()) for word in inner if word[0].isupper())
    lines = []
    for word in sorted(word for word, count in seen.items() if count >= AT_LEAST):
        if word in STOP or word.isdecimal() or len(word) < 2:
            continue
        rarity = round(_SCALE * math.log2(total / seen[word]))
        share = round(100 * capitals[word] / cased[word]) if cased[word] else 0
        lines.append(f"{word}\t{rarity}\t{share}\n")
    packed = gzip.compress("".join(lines).encode(), compresslevel=9, mtime=0)
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_bytes(packed)
    print(f"{total} texts, {len(lines)} roots, {len(packed)} bytes")  # noqa: T201 - a script


def _texts(sources: Path) -> Iterator[tuple[str, bool]]:
    """Every text, and whether its capitals tell names (headlines in title case do not)."""
    for path in sorted((sources / "wp_current_events").glob("items_*.jsonl")):
        for line in path.read_text().splitlines():
            item = json.loads(line)
            if item["date"] < UNTIL:
                yield item["text"], True
    for path in sorted((sources / "huffpost_union").glob("*.jsonl")):
        for line in path.read_text().splitlines():
            item = json.loads(line)
            if item.get("date", "") < UNTIL:
                yield item["headline"], False
                if item.get("short_description"):
                    yield item["short_description"], True


if __name__ == "__main__":
    main()
