"""Formats of live blogs and wires: entries found, and each field of them.

The gold is the source's own data, read by ``formats_gold`` without any code of Copydesk's.
A field is right where its letters are; a time where it is the instant; flags where all of them
are. For ninjs, whose standard comes with a suite, the figures are how many files that must be
accepted give an entry, and how many that must not give none.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from schemas import RawEntry
from streams.errors import SourceError
from streams.sources import NAMES, Context, Malformed, parse

from .formats_gold import FORMATS, Gold, Reading, letters
from .score import Score

FIELDS: Final = ("headline", "body", "byline", "time", "flags")
SUITE: Final = "wire/ninjs/validation/test_suite"
# some files break rules of versions 1.0 and 1.1 that 1.2 lifted, and do not say their version
PROMISED: Final = "each read as the version that its folder names; where that is not promised, {}"


def scores(eval_data: Path | None) -> list[Score]:
    """Six figures a format, two for ninjs."""
    found: list[Score] = []
    for name, pattern, reading in FORMATS:
        found += _format(name, eval_data, pattern, reading)
    return [*found, *_suite(eval_data)]


def _format(name: str, eval_data: Path | None, pattern: str, reading: Reading) -> list[Score]:
    paths = sorted(eval_data.glob(pattern)) if eval_data else []
    gold: list[Gold] = []
    entries: list[RawEntry] = []
    for path in paths:
        gold += reading(path)
        entries += read(path)
    kept = {key(entry, gold): entry for entry in entries}
    pairs = [(one, kept.get(one.key)) for one in gold]
    hits = [entry is not None for _, entry in pairs]
    spare = len(entries) - sum(hits)
    note = f"{len(entries)} found of {len(gold)}" + (f", {spare} of them wrong" if spare else "")
    data = pattern.partition("/*")[0]
    found = [_score(f"{name}: entries", hits, data, note)]
    for field in FIELDS:
        right = [entry is not None and same(field, one, entry) for one, entry in pairs]
        found.append(_score(f"{name}: {field}", right, data))
    return found


def _score(name: str, right: Sequence[bool], data: str, note: str = "") -> Score:
    value = sum(right) / len(right) if right else None
    return Score(name, value, 1.0, len(right), data, note)


def read(path: Path, promised: str | None = None) -> list[RawEntry]:
    """The entries of a file, which may be promised to be of a format; none where it is refused."""
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    try:
        return [
            item
            for item in parse(data, Context(format=promised))
            if not isinstance(item, Malformed)
        ]
    except SourceError:
        return []


def key(entry: RawEntry, gold: Iterable[Gold]) -> str:
    """What the gold calls the entry: its id, or its headline and time where it has none there."""
    if entry.entry_id and any(one.key == entry.entry_id for one in gold):
        return entry.entry_id
    return f"{letters(entry.headline or '')} {_utc(entry.published_at)}"


def same(field: str, gold: Gold, entry: RawEntry) -> bool:
    """Whether a field of an entry is that of the gold."""
    if field == "time":
        return _utc(entry.published_at) == gold.time
    if field == "flags":
        return all(_flag(entry, name) == value for name, value in gold.flags.items())
    text = {
        "headline": entry.headline or "",
        "body": entry.body,
        "byline": "".join(entry.bylines),
    }[field]
    expected: str = getattr(gold, field)
    return letters(text) == expected


def _flag(entry: RawEntry, name: str) -> Any:
    if name == "updated":
        return entry.updated_at is not None
    value = getattr(entry, name)
    return _utc(value) if isinstance(value, datetime) else value


def _utc(moment: datetime | None) -> datetime | None:
    return moment.astimezone(UTC) if moment else None


def _version(path: Path) -> str | None:
    # the suite's folders are versions, and drafts of the next one
    name = f"ninjs-{path.parts[-3]}"
    return name if name in NAMES else None


def _suite(eval_data: Path | None) -> list[Score]:
    folder = eval_data / SUITE if eval_data else None
    good = sorted(folder.glob("*/should_pass/*.json")) if folder else []
    bad = sorted(folder.glob("*/should_fail/*.json")) if folder else []
    return [
        _score("ninjs: accepted", [bool(read(path, _version(path))) for path in good], SUITE),
        _score(
            "ninjs: refused",
            [not read(path, _version(path)) for path in bad],
            SUITE,
            PROMISED.format(f"{sum(not read(path) for path in bad)} of {len(bad)}"),
        ),
    ]
