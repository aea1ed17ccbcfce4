"""What desks do to a wire text before it is printed again, and what only looks like it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import Final

from streams.core.text import sentences

_LOWER = re.compile(r"(?<=[a-z,] )[a-z]{4,}\b(?!['’])")
_NAME = re.compile(r"(?<=[a-z] )[A-Z][a-z]{3,}\b")
_SMALL = (
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
_NUMBER = re.compile(rf"(?<![\w.,:£$€-])(?:[1-9]\d{{0,2}}|{'|'.join(_SMALL)})(?![\w,:-]|\.\d)")
_KEPT = frozenset(
    [
        *_SMALL,
        "hundred",
        "thousand",
        "million",
        "billion",
        "dozen",
        "third",
        "none",
        "never",
        "without",
    ]
)
_NO_NAMES = frozenset({"President", "Minister", "Prime", *(word.title() for word in _SMALL)})
_ATTRIBUTIONS: Final = (
    (r"\b([A-Z]\w+) said:", r"\1 went on to say:"),
    (r"\bsaid that\b", "stated that"),
    (r"\bsaid\b", "told reporters"),
    (r"\bsays\b", "claims"),
    (r"\badded\b", "continued"),
    (r"\baccording to\b", "as reported by"),
    (r"\bAccording to\b", "As reported by"),
    (r"\btold\b", "informed"),
    (r"\breported\b", "reports"),
)
_TYPOGRAPHY: Final = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "–": "-", "\n": " "})


@dataclass(frozen=True, slots=True)
class Item:
    """A text: its headline and its body."""

    headline: str
    body: str


Edit = Callable[[Item, Item, Random], Item | None]


def _sentences(item: Item) -> list[str]:
    lines = item.body.split("\n")
    return [line[start:end] for line in lines for start, end in sentences(line)]


def _with(item: Item, parts: list[str]) -> Item:
    return replace(item, body=" ".join(parts))


def truncate(item: Item, _: Item, __: Random) -> Item:
    """The first 60 % of the words."""
    words = item.body.split()
    return _with(item, words[: len(words) * 6 // 10])


def drop_sentence(item: Item, _: Item, random: Random) -> Item | None:
    """All but one sentence."""
    parts = _sentences(item)
    if len(parts) < 3:
        return None
    parts.pop(random.randrange(len(parts)))
    return _with(item, parts)


def replace_words(item: Item, other: Item, random: Random) -> Item | None:
    """One word in twenty is another; not the numbers and names."""
    pool = sorted(set(_LOWER.findall(other.body)) - _KEPT)
    places = [found for found in _LOWER.finditer(item.body) if found[0] not in _KEPT]
    count = max(1, len(item.body.split()) // 20)
    if not pool or len(places) < count:
        return None
    body = item.body
    for found in sorted(random.sample(places, count), key=lambda f: -f.start()):
        body = body[: found.start()] + random.choice(pool) + body[found.end() :]
    return replace(item, body=body)


def append_paragraph(item: Item, other: Item, _: Random) -> Item:
    """A paragraph of another text follows, of half this one's length at most."""
    room = len(item.body.split()) // 2
    added: list[str] = []
    for part in _sentences(other):
        if sum(len(p.split()) for p in (*added, part)) > room:
            break
        added.append(part)
    return replace(item, body="\n".join([item.body, " ".join(added)]))


def reheadline(item: Item, other: Item, _: Random) -> Item:
    """Another headline."""
    return replace(item, headline=other.headline or "What we know so far")


def reorder(item: Item, _: Item, random: Random) -> Item | None:
    """The sentences in another order."""
    parts = _sentences(item)
    if len(parts) < 3:
        return None
    random.shuffle(parts)
    return _with(item, parts)


def reattribute(item: Item, _: Item, __: Random) -> Item | None:
    """Who said it is put in other words."""
    body = item.body
    for pattern, instead in _ATTRIBUTIONS:
        body = re.sub(pattern, instead, body)
    return replace(item, body=body) if body != item.body else None


def retype(item: Item, _: Item, __: Random) -> Item:
    """Straight quotes, entities, hard spaces, one line, a headline in capitals."""
    body = item.body.translate(_TYPOGRAPHY).replace("&", "&amp;").replace(", ", ",\u00a0")
    return Item(item.headline.upper(), body.replace('"', "&quot;"))


def trim(item: Item, other: Item, _: Random) -> Item | None:
    """Whole sentences up to 60 % of the text, under another headline."""
    parts = _sentences(item)
    if len(parts) < 3:
        return None
    return reheadline(_with(item, parts[: max(2, len(parts) * 6 // 10)]), other, _)


def drop_and_replace(item: Item, other: Item, random: Random) -> Item | None:
    """Two edits in one."""
    less = drop_sentence(item, other, random)
    return replace_words(less, other, random) if less else None


EDITS: Final[dict[str, Edit]] = {
    edit.__name__: edit
    for edit in (
        truncate, drop_sentence, replace_words, append_paragraph, reheadline, reorder,
        reattribute, retype, trim, drop_and_replace,
    )
}  # fmt: skip


def change_number(item: Item, _: Item, random: Random) -> Item | None:
    """An update: one number is another."""
    places = list(_NUMBER.finditer(item.body))
    if not places:
        return None
    found = random.choice(places)
    old = found[0]
    new = str(int(old) + random.randint(1, 9)) if old.isdigit() else _next(old)
    return replace(item, body=item.body[: found.start()] + new + item.body[found.end() :])


def _next(word: str) -> str:
    return _SMALL[(_SMALL.index(word) + 2) % len(_SMALL)]


def change_number_and_drop(item: Item, other: Item, random: Random) -> Item | None:
    """An update of a text that lost its last sentence too, where the number is still there."""
    changed = change_number(item, other, random)
    if changed is None or len(parts := _sentences(changed)) < 3:
        return None
    return _with(changed, parts[:-1]) if parts[-1] in _sentences(item) else None


def change_name(item: Item, other: Item, random: Random) -> Item | None:
    """Another text from the same template: one name is another throughout."""
    names = sorted(set(_NAME.findall(item.body)) - _NO_NAMES)
    here = set(re.findall(r"\w+", item.body))
    others = sorted(set(_NAME.findall(other.body)) - _NO_NAMES - here)
    if not names or not others:
        return None
    old, new = random.choice(names), random.choice(others)
    return Item(*(re.sub(rf"\b{old}\b", new, text) for text in (item.headline, item.body)))


NUMBER_UPDATES: Final[dict[str, Edit]] = {
    "change_number": change_number,
    "change_number_and_drop": change_number_and_drop,
}
NAME_CHANGES: Final[dict[str, Edit]] = {"change_name": change_name}
