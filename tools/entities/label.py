"""Let the teacher tag texts for the student to learn from.

    python -m tools.entities.label DATA OUT --texts 30000

Writes OUT/labelled.npz: texts by line, and how well each tag fits each word. Needs torch.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from random import Random

import numpy as np
import torch

from streams.core.names.words import WORD

from .corpora import HELD, SOURCES, Example, gold_examples, portal_texts, public_examples
from .teacher import Pieces, Teacher, chunks, scores


def untagged(texts: list[str]) -> Example:
    """A text of which no tag is known."""
    return Example(
        "portal", "", texts, [[(word, -1) for word in WORD.findall(text)] for text in texts]
    )


def main() -> None:
    told = argparse.ArgumentParser()
    told.add_argument("data", type=Path)
    told.add_argument("out", type=Path)
    told.add_argument("--texts", type=int, default=30_000)
    told.add_argument("--minutes", type=float, default=12)
    told.add_argument("--threads", type=int, default=2)
    asked = told.parse_args()
    torch.set_num_threads(asked.threads)
    r = Random(5)
    pieces = Pieces()
    model = Teacher(pieces.folder)
    model.load_state_dict(torch.load(asked.out / "teacher.pt", weights_only=True))
    fast = torch.ao.quantization.quantize_dynamic(model, {torch.nn.Linear}, dtype=torch.qint8)
    own = gold_examples("dev", "train")
    public = [one for one in public_examples(asked.data) if len(one.lines[0]) > 3]
    public = [one for one in public if any(tag for _, tag in one.lines[0]) or r.random() < 0.3]
    groups = [
        [one for one in own if not HELD.match(one.key)],
        r.sample(public, len(public)),
        [untagged(texts) for texts in portal_texts(asked.data, asked.texts, r)],
    ]
    # the public corpora are said again in the gold set's manner
    began, kept, logits = time.time(), [], []
    queue = [
        *groups[0],
        *(one for pair in zip(groups[1], groups[2], strict=False) for one in pair),
        *groups[2][len(groups[1]) :],
    ]
    for at in range(0, len(queue), 1000):
        if (time.time() - began) / 60 > asked.minutes:
            break
        some = queue[at : at + 1000]
        items = [
            (SOURCES.index("gold"), part) for one in some for part in chunks(one.lines, pieces)
        ]
        with torch.no_grad():
            logits += scores(fast, items, pieces)
        kept += some
        print(len(kept), f"{time.time() - began:.0f} s", flush=True)
    flat = np.concatenate(logits).astype(np.float16)
    tags = np.array([tag for one in kept for line in one.lines for _, tag in line], np.int8)
    rows = [json.dumps([one.source, one.texts]) for one in kept]
    np.savez_compressed(asked.out / "labelled.npz", rows=np.array(rows), logits=flat, tags=tags)


if __name__ == "__main__":
    main()
