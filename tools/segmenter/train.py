"""Train the network that labels the lines of a page.

    python -m tools.segmenter.train                    # streams/core/segment/data/tagger.npz
    python -m tools.segmenter.train --folds 5          # cross-validated by page, nothing written

Learns from the labelled pages of tests/fixtures/pages and from pages drawn at random
(``manners``), whose text comes from those labelled pages that are learned from. Needs JAX.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from random import Random

import jax
import jax.numpy as jnp
import numpy as np

from streams.core.segment.cut import cut
from streams.core.segment.features import WORDS, describe, word_ids, words
from streams.core.segment.net import REACHES, emissions
from streams.core.segment.tagger import Net
from streams.core.segment.tagger import nets as shipped_nets
from streams.core.segment.tags import TAGS

from . import furniture
from .content import banks as banks_of
from .content import names, outside, rows
from .judge import judged, mistakes, report, save
from .manners import Row, draw, text_of

OUT = Path(__file__).parents[2] / "streams" / "core" / "segment" / "data" / "tagger.npz"
SIZES = (96, 192)
VOCABULARY = 2_048  # one size, so that nothing is compiled twice
WIDTH, WORD_WIDTH, PAGE_WIDTH = 56, 20, 32
INDEX = {tag: number for number, tag in enumerate(TAGS)}


@dataclass
class Example:
    """A page as arrays."""

    dense: np.ndarray
    ids: np.ndarray
    tags: np.ndarray


def gold_rows(name: str) -> list[Row]:
    return [
        Row(row["text"], row["label"], row.get("opens", False), row.get("glued", False))
        for row in rows(name)
    ]


def tagged(text: str, gold: list[Row]) -> tuple[list, list[int]]:
    """The cut lines of a page with the tag that the gold gives each."""
    spans, place = [], 0
    for row in gold:
        end = place + len("".join(row.text.split()))
        spans.append((place, end, row))
        place = end
    lines, tags, place, at = cut(text), [], 0, 0
    for line in lines:
        end = place + len("".join(line.source.split()))
        while at < len(spans) - 1 and spans[at][1] <= place:
            at += 1
        best, label, opens = 0, "body", False
        for start, stop, row in spans[at : at + 6]:
            common = min(end, stop) - max(place, start)
            if common > best:
                best, label = common, row.label
                opens = row.opens and start == place
        if (label, opens) not in INDEX:
            opens = not opens if (label, not opens) in INDEX else opens
        tags.append(INDEX[(label, opens)])
        place = end
    return lines, tags


def vocabulary(pages: dict[str, list[Row]], extra: list[str], least: int) -> dict[str, int]:
    """Words of several pages, or of several lines of furniture; 0 is unknown, 1 is none."""
    seen: dict[str, set[str]] = defaultdict(set)
    for name, page in pages.items():
        for row in page:
            for word in words(row.text):
                seen[word].add(name)
    often = Counter(word for line in extra for word in set(words(line)))
    known = {word for word, some in seen.items() if len(some) >= least}
    known |= {word for word, count in often.items() if count >= 2}
    kept = sorted(known, key=lambda word: (-len(seen[word]), -often[word], word))
    return {word: number for number, word in enumerate(kept[: VOCABULARY - 2], 2)}


def own_lines() -> list[str]:
    lines = []
    for name, value in vars(furniture).items():
        if name.isupper() and isinstance(value, dict):
            lines += [line for some in value.values() for line in some]
    return lines


def example(lines: list, tags: list[int], known: dict[str, int]) -> Example:
    return Example(
        np.array(describe(lines), np.float32),
        np.array(word_ids(lines, known), np.int32),
        np.array(tags, np.int32),
    )


def start(key: int, dense: int, vocab: int) -> dict[str, np.ndarray]:
    r = np.random.default_rng(key)

    def matrix(rows: int, columns: int) -> np.ndarray:
        return r.normal(0, (2 / rows) ** 0.5, (rows, columns)).astype(np.float32)

    zeros = lambda n: np.zeros(n, np.float32)
    seen = dense + 3 * WORD_WIDTH
    weights = {
        "words": r.normal(0, 0.1, (vocab, WORD_WIDTH)).astype(np.float32),
        "first": r.normal(0, 0.1, (vocab, WORD_WIDTH)).astype(np.float32),
        "in": matrix(seen, WIDTH), "in_bias": zeros(WIDTH),
        "page": matrix(2 * WIDTH, PAGE_WIDTH), "page_bias": zeros(PAGE_WIDTH),
        "mix": matrix(WIDTH, WIDTH), "mix_page": matrix(PAGE_WIDTH, WIDTH), "mix_bias": zeros(WIDTH),
        "out": matrix(WIDTH, len(TAGS)), "out_bias": zeros(len(TAGS)),
        "step": np.zeros((len(TAGS), len(TAGS)), np.float32), "begin": zeros(len(TAGS)),
    }  # fmt: skip
    for reach in REACHES:
        weights[f"near{reach}"] = matrix(3 * WIDTH, WIDTH) * 0.5
        weights[f"near{reach}_bias"] = zeros(WIDTH)
    return weights


def page_loss(weights, dense, ids, tags, mask, key):
    k1, k2, k3 = jax.random.split(key, 3)
    # words drop out, so that the shape of the page must do
    share = jax.random.choice(k3, jnp.array([0.0, 0.1, 0.35]))
    ids = jnp.where((jax.random.uniform(k1, ids.shape) < share) & (ids != 1), 0, ids)
    keep = jax.random.bernoulli(k2, 0.92, (1, dense.shape[1])) | jax.random.bernoulli(
        k2, 0.9, dense.shape
    )
    scores = emissions(weights, dense * keep, ids, mask[:, None], jnp)
    soft = jax.nn.log_softmax(scores)
    alone = -(soft[jnp.arange(len(tags)), tags] * mask).sum()

    def step(carry, here):
        total, path, last = carry
        score, tag, real = here
        grown = jax.nn.logsumexp(total[:, None] + weights["step"], 0) + score
        path = path + real * (weights["step"][last, tag] + score[tag])
        return (jnp.where(real > 0, grown, total), path, jnp.where(real > 0, tag, last)), None

    begin = weights["begin"] + scores[0]
    carry = (begin, begin[tags[0]], tags[0])
    (total, path, _), _ = jax.lax.scan(step, carry, (scores[1:], tags[1:], mask[1:]))
    return jax.nn.logsumexp(total) - path + 0.3 * alone


def batch_loss(weights, dense, ids, tags, mask, keys):
    losses = jax.vmap(page_loss, (None, 0, 0, 0, 0, 0))(weights, dense, ids, tags, mask, keys)
    decay = sum((weights[name] ** 2).sum() for name in weights if "bias" not in name)
    return losses.sum() / mask.sum() + 2e-5 * decay


@jax.jit
def update(weights, moments, data, rate, number, key):
    dense, ids, tags, mask = data
    keys = jax.random.split(key, dense.shape[0])
    loss, slope = jax.value_and_grad(batch_loss)(weights, dense, ids, tags, mask, keys)
    norm = jnp.sqrt(sum((one**2).sum() for one in jax.tree.leaves(slope)))
    slope = jax.tree.map(lambda one: one * jnp.minimum(1.0, 1.0 / (norm + 1e-9)), slope)
    first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, moments[0], slope)
    second = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, moments[1], slope)

    def moved(w, m, v):
        return w - rate * (m / (1 - 0.9**number)) / (jnp.sqrt(v / (1 - 0.999**number)) + 1e-8)

    return jax.tree.map(moved, weights, first, second), (first, second), loss


def batches(examples: list[Example], r: Random, size: int):
    groups: dict[int, list[Example]] = defaultdict(list)
    for one in r.sample(examples, len(examples)):
        length = next((size for size in SIZES if len(one.tags) <= size), SIZES[-1])
        groups[length].append(one)
        count = max(2, size * 128 // length)
        if len(groups[length]) == count:
            yield padded(groups.pop(length), length)


def padded(group: list[Example], length: int):
    count, wide = len(group), group[0].dense.shape[1]
    dense = np.zeros((count, length, wide), np.float32)
    ids = np.ones((count, length, WORDS), np.int32)
    tags = np.zeros((count, length), np.int32)
    mask = np.zeros((count, length), np.float32)
    for number, one in enumerate(group):
        size = min(len(one.tags), length)
        dense[number, :size] = one.dense[:size]
        ids[number, :size] = one.ids[:size]
        tags[number, :size] = one.tags[:size]
        mask[number, :size] = 1
    return dense, ids, tags, mask


def train(
    pages: list[str],
    *,
    drawn: int,
    steps: int,
    seed: int,
    sources: Path | None,
    before: Net | None = None,
) -> dict:
    """Weights and vocabulary from these pages and from pages drawn from their text.

    Where ``before`` is given, learning goes on from there, with pages drawn anew.
    """
    r = Random(seed)
    banks = banks_of(pages)
    gold = {name: gold_rows(name) for name in pages}
    known = dict(before.vocabulary) if before else vocabulary(gold, own_lines(), least=3)
    real = [example(*tagged(text_of(page), page), known) for page in gold.values()]
    more = outside(sources, r) if sources else None
    random = []
    for number in range(drawn):
        page = draw(seed * 1_000_003 + number, banks, more)
        random.append(example(*tagged(text_of(page), page), known))
    share = max(1, round(0.3 * drawn / len(real)))
    examples = random + real * share
    weights = start(seed, real[0].dense.shape[1], VOCABULARY)
    if before:
        for name, value in before.weights.items():
            weights[name] = np.array(weights[name])
            weights[name][: len(value)] = value
    moments = (jax.tree.map(np.zeros_like, weights), jax.tree.map(np.zeros_like, weights))
    number, began, key = 0, time.time(), jax.random.PRNGKey(seed)
    losses = []
    while number < steps:
        for data in batches(examples, r, 16):
            number += 1
            if number > steps:
                break
            warm = min(1.0, number / 50)
            rate = (1.5e-3 if before else 3e-3) * warm * 0.5 * (
                1 + np.cos(np.pi * number / steps)
            ) + 1e-5
            key, once = jax.random.split(key)
            weights, moments, loss = update(weights, moments, data, rate, number, once)
            losses.append(loss)
            if number % 200 == 0:
                mean = float(np.mean(np.array(losses[-200:])))
                print(f"  step {number}: {mean:.4f}, {time.time() - began:.0f} s", file=sys.stderr)
    weights = {
        name: value[: len(known) + 2] if name in {"words", "first"} else value
        for name, value in weights.items()
    }
    found = {name: np.asarray(value) for name, value in weights.items()}
    return {"weights": found, "vocabulary": known}


def main() -> None:
    told = argparse.ArgumentParser()
    told.add_argument("sources", type=Path, nargs="?", help="folder of news under open licences")
    told.add_argument("--folds", type=int, default=0)
    told.add_argument("--only", type=int)
    told.add_argument("--hold", help="names of pages to hold out, with commas")
    told.add_argument("--drawn", type=int, default=1600)
    told.add_argument("--steps", type=int, default=1200)
    told.add_argument("--seed", type=int, default=1)
    told.add_argument("--mistakes", action="store_true", help="print each")
    told.add_argument("--keep", type=Path, help="write the networks of each fold into this folder")
    told.add_argument("--on", action="store_true", help="go on from the networks that ship")
    told.add_argument("--nets", type=int, default=1)
    asked = told.parse_args()
    if cache := os.environ.get("JAX_CACHE"):
        jax.config.update("jax_compilation_cache_dir", cache)
    every = names()
    if asked.hold:
        held = [asked.hold.split(",")]
    elif asked.folds:
        mixed = Random(7).sample(every, len(every))
        held = [mixed[number :: asked.folds] for number in range(asked.folds)]
        if asked.only is not None:
            held = [held[asked.only]]
    else:
        before = shipped_nets() if asked.on else [None] * asked.nets
        nets = [
            train(
                every,
                drawn=asked.drawn,
                steps=asked.steps,
                seed=asked.seed + number,
                sources=asked.sources,
                before=one,
            )
            for number, one in enumerate(before)
        ]
        OUT.parent.mkdir(exist_ok=True)
        save(OUT, nets)
        return
    readings = []
    for fold in held:
        pages = [name for name in every if name not in fold]
        nets = [
            train(
                pages,
                drawn=asked.drawn,
                steps=asked.steps,
                seed=asked.seed + number,
                sources=asked.sources,
            )
            for number in range(asked.nets)
        ]
        if asked.keep:
            save(asked.keep / f"{fold[0]}.npz", nets)
            (asked.keep / f"{fold[0]}.txt").write_text("\n".join(fold))
        some = judged(fold, nets)
        report(some, each=True)
        if asked.mistakes:
            mistakes(some)
        readings += some
    report(readings)


if __name__ == "__main__":
    main()
