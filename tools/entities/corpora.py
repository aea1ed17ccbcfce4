"""Annotated texts in one form: lines of words with a tag each.

What a corpus calls otherwise is mapped to the gold set's manner (bench/gold/README.md): a proper
name without article, title and possessive; names of events, works and peoples are none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bench.score import gold
from streams.core.names.words import TAGS, WORD, plain

INDEX = {tag: number for number, tag in enumerate(TAGS)}
SOURCES = ("gold", "ewt", "wikigold", "politics", "gum")
HELD = re.compile(r"dev-(03|06|09|12|15)-")
"""Entries of the gold set that are never learned from, to measure with."""

_TYPES = {
    "PER": "per", "ORG": "org", "LOC": "loc",
    "person": "per", "organization": "org", "place": "loc",
    "politician": "per", "organisation": "org", "politicalparty": "org",
    "country": "loc", "location": "loc",
}  # fmt: skip
_TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir lady lord dame president vice prime minister senator sen "
    "rep representative congressman congresswoman governor gov mayor general gen lieutenant lt "
    "colonel col major maj captain capt sergeant sgt king queen prince princess pope saint judge "
    "justice chancellor secretary ambassador reverend rev sheikh sheik imam ayatollah".split()
)

Line = list[tuple[str, int]]


@dataclass
class Example:
    """A text, quotation marks straight, with a tag for each word of each of its lines."""

    source: str
    key: str
    texts: list[str]
    lines: list[Line]


def gold_examples(*halves: str) -> list[Example]:
    """Entries of the gold set, headline first."""
    return [_gold_example(entry) for half in halves for entry in gold.read(half=half)]


def _gold_example(entry: gold.GoldEntry) -> Example:
    lines: list[Line] = []
    texts: list[str] = []
    for field, text in (("headline", entry.headline), ("body", entry.body)):
        begins, inside = {}, {}
        for one in entry.mentions:
            if one.span.field == field:
                begins[one.span.start] = one.type
                inside |= dict.fromkeys(range(one.span.start, one.span.end), one.type)
        offset = 0
        for row in text.split("\n"):
            line: Line = []
            for word in WORD.finditer(row):
                at = offset + word.start()
                kind = inside.get(at)
                tag = "O" if kind is None else f"{'B' if at in begins else 'I'}-{kind}"
                line.append((plain(word[0]), INDEX[tag]))
            if line:
                lines.append(line)
                texts.append(plain(row))
            offset += len(row) + 1
    return Example("gold", entry.id, texts, lines)


def public_examples(folder: Path) -> Iterator[Example]:
    """The public corpora that may be learned from; of GUM its own train half alone."""
    files = {
        "ewt": sorted((folder / "entities" / "uner_ewt").glob("*.iob2")),
        "wikigold": [folder / "entities" / "wikigold" / "wikigold.conll.txt"],
        "politics": sorted((folder / "entities" / "crossner_politics").glob("[dt]*.txt")),
        "gum": [folder / "entities" / "gum" / "named_train.iob2"],
    }
    columns = {"ewt": (1, 2)}
    for source, paths in files.items():
        for path in paths:
            word, tag = columns.get(source, (0, 1))
            for number, rows in enumerate(_sentences(path, word, tag)):
                text = plain(" ".join(word for word, _ in rows))
                yield Example(source, f"{path.stem}-{number}", [text], [_line(rows)])


def _sentences(path: Path, word: int, tag: int) -> Iterator[list[tuple[str, str]]]:
    rows: list[tuple[str, str]] = []
    for text in [*path.read_text("utf-8").splitlines(), ""]:
        cells = text.split("\t") if "\t" in text else text.split(" ")
        if text.startswith("# ") or "-DOCSTART-" in text:
            continue
        if len(cells) > max(word, tag) and cells[word]:
            rows.append((cells[word], cells[tag]))
        elif rows:
            yield rows
            rows = []


def _line(rows: list[tuple[str, str]]) -> Line:
    words: list[str] = []
    kinds: list[tuple[str | None, bool]] = []
    previous: str | None = None
    for word, tag in rows:
        kind = _TYPES.get(tag[2:])
        starts = kind is not None and (kind != previous or tag.startswith("B-"))
        previous = kind
        for piece in WORD.findall(word):
            words.append(plain(piece))
            kinds.append((kind, starts))
            starts = False
    return list(zip(words, _tags(words, kinds), strict=True))


def _tags(words: list[str], kinds: list[tuple[str | None, bool]]) -> list[int]:
    tags = [0] * len(words)
    at = 0
    while at < len(words):
        kind = kinds[at][0]
        end = at + 1
        while end < len(words) and kinds[end][0] == kind and not kinds[end][1]:
            end += 1
        if kind is not None:
            first, last = _trimmed(words, at, end, kind)
            for place in range(first, last):
                tags[place] = INDEX[f"{'B' if place == first else 'I'}-{kind}"]
        at = end
    return tags


def _trimmed(words: list[str], first: int, last: int, kind: str) -> tuple[int, int]:
    while last - first > 1 and (
        (words[first].lower() in {"the", "a", "an"}
        and words[first + 1] != "Hague")
        or (kind == "per" and (words[first].lower() in _TITLES or words[first] == "."))
    ):  # fmt: skip
        first += 1
    if last - first > 2 and words[last - 2] == "'" and words[last - 1] == "s":
        last -= 2
    if all(word == word.lower() for word in words[first:last]):
        return first, first
    return first, last


def portal_texts(folder: Path, count: int, r: Random) -> list[list[str]]:
    """Items of Wikipedia's Current Events portal before 2022, none tagged."""
    found = []
    for path in sorted((folder / "topics" / "wp_current_events").glob("items_*.jsonl")):
        for row in path.read_text("utf-8").splitlines():
            item = json.loads(row)
            text = plain(" ".join(item["text"].split()))
            if "2006" < item["date"] < "2022" and 40 < len(text) < 600:
                found.append([text])
    return r.sample(found, min(count, len(found)))
