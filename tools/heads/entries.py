"""The labelled entries as the heads see them, and how weights of entries become weights of words."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp

from bench.score.gold import TOPICS as TOPIC_CODES
from bench.score.gold import GoldEntry
from streams.core.classify.heads import KINDS, LAYOUT
from streams.core.classify.seen import MARKS, PAIRS, Numbers, Seen, pairs, zones

from .cues import CUES
from .mix import MIX
from .sections import Sections, counts

REPORT = KINDS.index("report")
ZONES = ("own", "first", "last", "all")


def target(name: str, labelled: list[GoldEntry]) -> Any:
    """What a head should say: numbers of classes, or for topics a column for each."""
    if name == "kind":
        return np.array([KINDS.index(entry.kind) for entry in labelled])
    if name == "urgency":
        return np.array([entry.urgency for entry in labelled])
    if name == "breaking":
        return np.array([entry.breaking for entry in labelled])
    return np.array([[code in entry.topics for code in TOPIC_CODES.values()] for entry in labelled])


class Entries:
    """Views of the entries; each is linear in counts of words, of neighbours, or of signs.

    The last ``plain`` of them have no labels: news of one sentence, which the kind head takes for reports.
    """

    def __init__(
        self, seen: list[Seen], words: list[str], vectors: Any, sections: Sections, plain: int
    ) -> None:
        self.count, self.plain = len(seen), plain
        self.words, self.vectors, self.sections = words, vectors, sections
        self.signs = sorted({sign for entry in seen for sign in entry.signs})
        size = len(words)
        zoned = [zones(entry.own, entry.all) for entry in seen]
        rows = {name: index for index, name in enumerate(self.signs)}
        self.counts = {
            "own": counts([entry.own for entry in seen], size),
            "first": counts([entry.first for entry in seen], size),
            "last": counts([entry.last for entry in seen], size),
            "all": counts([entry.all for entry in seen], size),
            "own2": counts([zone[0] for zone in zoned], PAIRS),
            "first2": counts([zone[1] for zone in zoned], PAIRS),
            "last2": counts([zone[2] for zone in zoned], PAIRS),
            "all2": counts([zone[3] for zone in zoned], PAIRS),
        }
        self.counts["signs"] = _ones([[rows[s] for s in entry.signs] for entry in seen], len(rows))
        cued = np.array([_cues(word) for word in words], dtype=float)
        cued[: len(MARKS)] = 0
        self._cued = sp.csr_matrix(cued)
        self._cued_pairs = {
            zone: _cued_pairs([entry.own for entry in seen], words, cued, number)
            for number, zone in enumerate(("own", "first", "last"))
        }
        found = self.counts["all"] @ sections.words + self.counts["all2"] @ sections.pairs
        self.middle, self.spread = found.mean(0), found.std(0)
        self._section = (found - self.middle) / self.spread
        self._scale = {name: self._size(name) for name in self._names()}

    def of(self, head: str) -> Any:
        """Which entries a head learns from."""
        return np.arange(self.count if head == "kind" else self.count - self.plain)

    def section_scores(self) -> Any:
        """What the section model says of each."""
        return self._section * self.spread + self.middle

    def _names(self) -> list[str]:
        worded = [f"{zone}{sign}" for zone in ZONES for sign in "*!"]
        return [*self.counts, *worded, "section"]

    def _view(self, name: str) -> Any:
        if name == "section":
            return self._section
        if name.endswith("*"):
            return self.counts[name[:-1]] @ self.vectors
        if name.endswith("!"):
            zone = name[:-1]
            single = self.counts[zone] @ self._cued
            both = self._cued_pairs.get(zone)
            return (single if both is None else single + self.counts[f"{zone}2"] @ both).toarray()
        return self.counts[name]

    def _size(self, name: str) -> float:
        view = self._view(name)
        squares = view.multiply(view) if sp.issparse(view) else view**2
        return float(squares.sum() / view.shape[0])

    def kernel(self, mix: Mapping[str, float]) -> Any:
        """Inner products of all entries; each view is brought to one size, then weighed."""
        total: Any = 0.0
        for name, weight in mix.items():
            view = self._view(name)
            product = view @ view.T
            dense = product.toarray() if sp.issparse(product) else product
            total = total + dense * (weight / self._scale[name])
        return total

    def write(self, path: Path, duals: Mapping[str, tuple[Any, Any]], levels: Any) -> None:
        """Write what ships, weights as whole numbers of eight bits, ``levels`` as it is."""
        tables: dict[str, list[Any]] = {}
        mixes = []
        for head, width in LAYOUT.items():
            dual, mix = duals[head][0], MIX[head]
            share = {name: mix.get(name, 0.0) / self._scale[name] for name in self._names()}
            for zone in ZONES:
                plain = self.counts[zone].T @ dual
                meant = self.vectors @ (self.vectors.T @ plain)
                cued = self._cued @ (self._view(f"{zone}!").T @ dual)
                total = share[zone] * plain + share[f"{zone}*"] * meant + share[f"{zone}!"] * cued
                tables.setdefault(zone, []).append(np.asarray(total))
            twos = np.zeros((PAIRS, width))
            for zone in ZONES:
                twos += share[f"{zone}2"] * (self.counts[f"{zone}2"].T @ dual)
                if (both := self._cued_pairs.get(zone)) is not None:
                    view = self._view(f"{zone}!")
                    twos += share[f"{zone}!"] * (both @ (view.T @ dual))
            tables.setdefault("pairs", []).append(twos)
            tables.setdefault("signs", []).append(share["signs"] * (self.counts["signs"].T @ dual))
            mixes.append(share["section"] * (self._section.T @ dual) / self.spread[:, None])
        arrays: dict[str, Any] = {
            "words": "\n".join(self.words),
            "signs": "\n".join(self.signs),
            "bias": np.concatenate([duals[head][1] for head in LAYOUT]),
            "middle": self.middle,
            "mix": np.concatenate(mixes, axis=1),
            "levels": levels.coef_.T.copy(),
            "levels.bias": levels.intercept_,
        }
        joined = {name: np.concatenate(parts, axis=1) for name, parts in tables.items()}
        joined |= {"source": self.sections.words, "source_pairs": self.sections.pairs}
        for name, weights in joined.items():
            unit = np.maximum(np.abs(weights).max(0), 1e-9) / 127
            arrays[f"{name}.rows"] = np.round(weights / unit).astype(np.int8)
            arrays[f"{name}.unit"] = unit
        np.savez_compressed(path, **arrays)


def _cues(text: str) -> list[bool]:
    return [bool(cue.fullmatch(text)) for cue in CUES.values()]


def _cued_pairs(texts: list[Numbers], words: list[str], cued: Any, zone: int) -> Any:
    """Which cue each row of neighbours is, where neither word is one by itself."""
    found = sp.dok_matrix((PAIRS, len(CUES)))
    for left, right in {
        two for ids in texts for two in pairwise(ids.tolist()) if min(two) >= len(MARKS)
    }:
        row = int(pairs(np.array([left, right], dtype=np.int64), zone)[0])
        for cue, holds in enumerate(_cues(f"{words[left]} {words[right]}")):
            if holds and not cued[[left, right], cue].any():
                found[row, cue] = 1
    return found.tocsr()


def _ones(rows: list[list[int]], width: int) -> Any:
    lengths = [len(row) for row in rows]
    flat = np.array([number for row in rows for number in row], dtype=np.int64)
    starts = np.cumsum([0, *lengths])
    return sp.csr_matrix((np.ones(len(flat)), flat, starts), shape=(len(rows), width))
