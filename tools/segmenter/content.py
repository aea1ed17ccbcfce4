"""What labelled pages hold, taken apart, so that it can be arranged in other manners."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

PAGES = Path(__file__).parents[2] / "tests" / "fixtures" / "pages"
_WORDS = {
    "de": {"der", "die", "und", "nicht", "ist", "mit", "den"},
    "fr": {"le", "les", "des", "est", "dans", "pour", "une"},
    "es": {"el", "los", "las", "una", "que", "por", "del"},
    "it": {"il", "di", "che", "è", "della", "sono", "gli"},
    "en": {"the", "of", "and", "to", "in", "was", "is"},
}
_MARK = re.compile(r"^(?:[•‣▪●*]\s*|[-–]\s+|(?:Ore )?\d\d[:.]\d\d ?)")
_ANNOUNCED = re.compile(r"^[\w ]{2,24}(?::| \|) ")
_FEWEST_WORDS = 4
KEPT = {"body", "embed", "caption", "related", "related-standfirst"}


@dataclass
class Entry:
    """Heading and what stands under it, in order, with labels."""

    heading: str | None = None
    items: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Bank:
    """All parts of some pages in one language."""

    headlines: list[str] = field(default_factory=list)
    standfirsts: list[str] = field(default_factory=list)
    points: list[list[str]] = field(default_factory=list)
    leads: list[list[tuple[str, str]]] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    galleries: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    about: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    embeds: list[tuple[str, str]] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    repeats: list[tuple[str, str]] = field(default_factory=list)


def names(folder: Path = PAGES) -> list[str]:
    """All labelled pages."""
    return sorted(path.name.removesuffix(".gold.json") for path in folder.glob("*.gold.json"))


def rows(name: str, folder: Path = PAGES) -> list[dict]:
    """The gold of one page."""
    return json.loads((folder / f"{name}.gold.json").read_text())


def language(texts: Iterable[str]) -> str:
    """Of a page, by its little words."""
    words = re.findall(r"\w+", " ".join(texts).lower())
    return max(_WORDS, key=lambda one: sum(word in _WORDS[one] for word in words))


def banks(pages: Iterable[str]) -> dict[str, Bank]:
    """The parts of these pages by language."""
    found: dict[str, Bank] = defaultdict(Bank)
    for name in pages:
        gold = rows(name)
        bank = found[language(row["text"] for row in gold if row["label"] == "body")]
        _take(gold, bank)
    return dict(found)


def _take(gold: list[dict], bank: Bank) -> None:
    entry: Entry | None = None
    lead = True
    points: list[str] = []
    for row, after in zip(gold, [*gold[1:], {"label": "", "text": ""}], strict=True):
        label, text = row["label"], row["text"]
        if row.get("opens"):
            entry = Entry()
            if label == "body" and lead and not any(e.heading for e in bank.entries[-1:]):
                bank.leads.append(entry.items)
            else:
                bank.entries.append(entry)
            lead = False
        match label:
            case "page-headline":
                bank.headlines.append(text)
            case "standfirst":
                bank.standfirsts.append(text)
            case "key-points":
                points.append(_MARK.sub("", text))
            case "heading" if entry is not None and not entry.heading and not entry.items:
                entry.heading = text.removesuffix(" +++")
                bank.headings.append(entry.heading)
            case "repeat" if entry is not None and entry.heading:
                bank.repeats.append((entry.heading, text))
            case "gallery":
                bank.galleries.append(text)
            case "boilerplate":
                bank.own.append(text)
            case _ if label in KEPT and entry is not None:
                entry.items.append((label, text))
                title = _ANNOUNCED.sub("", text)
                if label == "related" and len(title.split()) >= _FEWEST_WORDS:
                    bank.related.append(title)
                elif label == "related-standfirst":
                    bank.about.append(text)
                elif label == "caption":
                    bank.captions.append(text)
                elif label == "embed" and after["label"] == "embed":
                    bank.embeds.append((text, after["text"]))
        if points and after["label"] != "key-points":
            bank.points.append(points[1:] if len(points) > 2 else points)
            points = []
    bank.entries = [one for one in bank.entries if one.items]
    bank.leads = [one for one in bank.leads if one]


def outside(folder: Path, r: Random, count: int = 6_000) -> Bank:
    """Short news under open licences, as entries: words that the labelled pages lack.

    Args:
        folder: holds ``wp_current_events/items_2011_2018.jsonl`` (Wikipedia's Current Events
            portal, CC BY-SA 4.0) and ``huffpost_union/union.jsonl`` (News Category Dataset, CC BY
            4.0).
        r: draws.
        count: of entries.
    """
    lines = (folder / "wp_current_events" / "items_2011_2018.jsonl").read_text().splitlines()
    texts = [json.loads(line)["text"] for line in r.sample(lines, min(len(lines), 4 * count))]
    texts = [text for text in texts if 60 < len(text) < 500 and text.endswith(".")]
    lines = (folder / "huffpost_union" / "union.jsonl").read_text().splitlines()
    titles = [json.loads(line)["headline"] for line in r.sample(lines, min(len(lines), count))]
    titles = [title for title in titles if 3 <= len(title.split()) <= 16]
    bank = Bank()
    for place in range(0, len(texts) - 6, 5):
        clause = re.split(r"[,;:]| (?:after|while|which|who|that) ", texts[place])[0].rstrip(".")
        few = 3 <= len(clause.split()) <= 13
        heading = clause if few and r.random() < 0.65 else r.choice(titles)
        heading = heading[0].upper() + heading[1:]
        if r.random() < 0.1:
            heading = " ".join(heading.split()[: r.randint(1, 4)])
        some = texts[place + 1 : place + 1 + r.choice([1, 1, 2, 2, 3, 4])]
        some = [f"“{text[:-1]},” he said." if r.random() < 0.06 else text for text in some]
        bank.entries.append(Entry(heading, [("body", text) for text in some]))
        bank.headings.append(heading)
    bank.related = titles
    bank.headlines = [title for title in titles if len(title.split()) > 7]
    return bank
