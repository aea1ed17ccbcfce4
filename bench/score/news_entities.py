"""People, organisations and places by exact span and type, on public sets of news."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from streams.core.enrich.facts import extract

from . import corpora
from .corpora import Document
from .entities import named
from .linking import is_dev
from .score import Compared, Score, micro_f1, precision_recall

_NAME: Final = "entities, {}: typed F1"
_GUM: Final = "GUM, news and interviews, sentence by sentence"
_RE3D: Final = "re3d, proper names; it has descriptions as parts of them"


def scores(eval_data: Path | None) -> list[Score]:
    """GUM in its own halves, re3d in halves by document."""
    folder = eval_data / "entities" if eval_data else None
    if folder is None or not folder.is_dir():
        sets = {"GUM dev": _GUM, "GUM test": _GUM, "re3d dev": _RE3D, "re3d test": _RE3D}
        return [Score(_NAME.format(name), None, None, 0, data) for name, data in sets.items()]
    halves = {
        half: list(corpora.gum(folder / "gum" / f"named_news_interview_{half}.iob2"))
        for half in ("dev", "test")
    }
    re3d = list(corpora.re3d(folder / "re3d"))
    return [
        *(_score(f"GUM {half}", halves[half], _GUM) for half in halves),
        _score("re3d dev", [one for one in re3d if is_dev(one.key)], _RE3D),
        _score("re3d test", [one for one in re3d if not is_dev(one.key)], _RE3D),
    ]


def compared(document: Document) -> Compared:
    """Mentions as span and type."""
    found = extract("", document.text, at=None, bylines=())
    return Compared(
        frozenset(document.mentions),
        {(one.span, one.type): one.confidence for one in named(found)},
    )


def _score(name: str, documents: Sequence[Document], data: str) -> Score:
    rows = [compared(document) for document in documents]
    count = sum(len(row.expected) for row in rows)
    return Score(_NAME.format(name), micro_f1(rows), None, count, data, precision_recall(rows))
