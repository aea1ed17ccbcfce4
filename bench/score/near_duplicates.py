"""Near-duplicates: edits of real texts are found, different texts of one story are left alone."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from random import Random
from typing import Final

from streams.core.near import NearIndex, text_of
from streams.core.text import fold, from_html, one_line, plain

from .edits import EDITS, NAME_CHANGES, NUMBER_UPDATES, Edit, Item
from .score import Score

RECALL: Final = 0.99
PRECISION: Final = 0.995
DATA: Final = "edits of a live blog (mirror), local and world news (geoparsing, GUM news)"

_WORDS = 30
_LONGEST = 2500
# Two updates of one blog that share half their words in such runs repeat each other for any reader.
_RUN = 8


@dataclass(slots=True)
class Tally:
    """What came of one half of the texts."""

    asked: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    misses: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Share of the edited texts that were led back to where they came from."""
        return sum(self.found[name] for name in EDITS) / max(1, sum(self.asked[n] for n in EDITS))

    @property
    def precision(self) -> float:
        """Share of what was called a duplicate that is one."""
        right = sum(self.found.values())
        return right / max(1, right + sum(self.wrong.values()))


def scores(eval_data: Path | None) -> list[Score]:
    """The figures, on the half of the texts that nothing was tuned on."""
    if eval_data is None:
        return [
            Score("near-duplicate recall", None, RECALL, 0, DATA),
            Score("near-duplicate precision", None, PRECISION, 0, DATA),
            Score("number updates told from copies", None, 1.0, 0, DATA),
        ]
    test = tallies(eval_data)["test"]
    edits = sum(test.asked[name] for name in EDITS)
    updates = sum(test.asked[name] for name in NUMBER_UPDATES)
    called = sum(test.wrong[name] for name in NUMBER_UPDATES)
    worst = min(EDITS, key=lambda name: test.found[name] / max(1, test.asked[name]))
    negatives = test.asked.total() - edits
    return [
        Score(
            "near-duplicate recall", test.recall, RECALL, edits, DATA,
            f"{len(EDITS)} edits; lowest {worst} {test.found[worst] / test.asked[worst]:.3f}",
        ),
        Score(
            "near-duplicate precision", test.precision, PRECISION, edits + negatives, DATA,
            f"{negatives} of them negatives: other updates of the blog, numbers and names changed",
        ),
        Score(
            "number updates told from copies", 1 - called / max(1, updates), 1.0, updates, DATA,
            f"{called} called copies",
        ),
    ]  # fmt: skip


def tallies(eval_data: Path) -> dict[str, Tally]:
    """What came of each half."""
    blog = dict(_named("blog", _mirror(eval_data)))
    items = (
        blog | dict(_named("news", _geoparsing(eval_data))) | dict(_named("gum", _gum(eval_data)))
    )
    index = NearIndex()
    for key, item in items.items():
        index.add(key, text_of(item.headline, item.body))
    run = _Run(items, index)
    halves = {"dev": Tally(), "test": Tally()}
    keys = list(items)
    for place, (key, item) in enumerate(items.items()):
        tally = halves[_half(item)]
        other = items[keys[(place + len(keys) // 3) % len(keys)]]
        if len(item.body.split()) >= _WORDS:
            run.positives(key, other, tally)
            run.negatives(key, other, tally)
        if key in blog:
            run.unchanged(key, tally)
    return halves


@dataclass(frozen=True, slots=True)
class _Run:
    """All texts, and the index that holds them."""

    items: Mapping[str, Item]
    index: NearIndex

    def positives(self, key: str, other: Item, tally: Tally) -> None:
        """Edited texts lead back to where they came from, or to another copy of that."""
        for name, edited in self._edited(EDITS, key, other):
            tally.asked[name] += 1
            original = _original(self.index, edited, but="")
            if original == key or (original and _copies(self.items[original], self.items[key])):
                tally.found[name] += 1
                continue
            tally.misses.append((name, key, edited.body))
            tally.wrong[name] += original is not None

    def negatives(self, key: str, other: Item, tally: Tally) -> None:
        """Changed texts lead nowhere."""
        for name, edited in self._edited(NUMBER_UPDATES | NAME_CHANGES, key, other):
            if fold(edited.body) == fold(self.items[key].body):
                continue
            tally.asked[name] += 1
            if _original(self.index, edited, but="") is not None:
                tally.wrong[name] += 1
                tally.misses.append((name, key, edited.body))

    def unchanged(self, key: str, tally: Tally) -> None:
        """An update of the blog against the others: what it repeats, readers have read before."""
        tally.asked["other-updates"] += 1
        original = _original(self.index, self.items[key], but=key)
        if original is None:
            return
        if _copies(self.items[original], self.items[key]):
            tally.found["other-updates"] += 1
        else:
            tally.wrong["other-updates"] += 1
            tally.misses.append(("other-updates", key, original))

    def _edited(
        self, edits: Mapping[str, Edit], key: str, other: Item
    ) -> Iterator[tuple[str, Item]]:
        for name, edit in edits.items():
            edited = edit(self.items[key], other, Random(f"{name} {key}"))
            if edited is not None:
                yield name, edited


def _original(index: NearIndex, item: Item, *, but: str) -> str | None:
    found = index.best(text_of(item.headline, item.body), but=but)
    return found[0] if found and found[1].relation in {"repeat", "near"} else None


def _copies(a: Item, b: Item) -> bool:
    """Whether half the words of the shorter text stand in the other in runs of eight or more."""
    short, long = sorted((fold(a.body).split(), fold(b.body).split()), key=len)
    runs = {tuple(long[place : place + _RUN]) for place in range(len(long) - _RUN + 1)}
    starts = (p for p in range(len(short) - _RUN + 1) if tuple(short[p : p + _RUN]) in runs)
    covered = {place for start in starts for place in range(start, start + _RUN)}
    return short == long or 2 * len(covered) >= len(short) > 0


def _half(item: Item) -> str:
    return ("dev", "test")[blake2b(item.body.encode(), digest_size=1).digest()[0] & 1]


def _named(name: str, items: Iterator[Item]) -> Iterator[tuple[str, Item]]:
    return ((f"{name}-{place:04}", item) for place, item in enumerate(items))


def _mirror(eval_data: Path) -> Iterator[Item]:
    page = json.loads((eval_data / "live/mirror/gold.liveblogposting.json").read_text("utf-8"))
    for update in page["liveBlogUpdate"]:
        body = from_html(update.get("articleBody") or "")
        yield Item(one_line(from_html(update.get("headline") or "")), body)


def _geoparsing(eval_data: Path) -> Iterator[Item]:
    folder = eval_data / "places/geoparsing/data"
    for path in (folder / "GWN.xml", *sorted((folder / "Corpora").glob("*.xml"))):
        for article in re.findall(r"<article.*?</article>", path.read_text("utf-8"), re.DOTALL):
            title = re.search(r"<title>(.*?)</title>", article, re.DOTALL)
            text = re.search(r"<text>(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?</text>", article, re.DOTALL)
            if text:
                body = plain(text[1])[:_LONGEST]
                yield Item(one_line(title[1]) if title else "", body)


def _gum(eval_data: Path) -> Iterator[Item]:
    for path in sorted((eval_data / "entities/gum/conllu").glob("GUM_news_*.conllu")):
        lines = re.findall(r"^# text = (.+)$", path.read_text("utf-8"), re.MULTILINE)
        yield Item(lines[0], " ".join(lines[1:])[:_LONGEST])
