"""Reads Copydesk's own gold set: invented entries, labelled by hand (bench/gold/README.md).

Nothing of ``streams`` is used here: the gold must not share the mistakes of what it measures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal, get_args

from schemas.facts import Kind

from .gold_labels import LabelError, read_labels
from .gold_model import Claim, Labels, Mention, Quantity, Quote, Role, Time

FOLDER = Path(__file__).parent.parent / "gold"
Half = Literal["train", "dev", "test"]
KINDS: tuple[str, ...] = get_args(Kind)
TOPICS = {
    name: f"{number:02}000000"
    for number, name in enumerate(
        "arts crime disaster economy education environment health human labour lifestyle politics"
        " religion science society sport conflict weather".split(),
        start=1,
    )
}
"""The 17 top-level IPTC Media Topics, by the words that the files use for them."""

_HEADER = re.compile(r"== (?P<number>\d+) (?P<at>\S+) (?P<paper>[\w-]+)")
_IS = re.compile(r"is (?P<kind>\S+) (?P<urgency>[1-8])(?P<topics>(?: [a-z]+)*)")


class GoldError(ValueError):
    """A file of the gold set is not as bench/gold/README.md says; the text says where."""


@dataclass(frozen=True, slots=True)
class GoldEntry:
    """An entry with everything that a reader finds in it.

    Attributes:
        id: file and number, for example ``dev-03-12``.
        at: the entry's own time, in its own zone.
        paper: the manner that it is written in, for example ``uk-broadsheet``.
        headline: one line; empty where the entry has none.
        body: plain text, a line per paragraph.
        kind: one of ``KINDS``.
        urgency: 1 to 8.
        breaking: news that people want to be woken for.
        topics: IPTC codes, the main one first; none where the entry is furniture.
        mentions: of entities, in headline and body, in order.
        roles: of people, as the text gives them.
        quotes: in the body, in order of the labels, as are claims, quantities and times.
        claims: what the text does not vouch for.
        quantities: numbers that count or measure.
        times: times that can be resolved.
    """

    id: str
    at: datetime
    paper: str
    headline: str
    body: str
    kind: str
    urgency: int
    breaking: bool
    topics: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    roles: tuple[Role, ...] = ()
    quotes: tuple[Quote, ...] = ()
    claims: tuple[Claim, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    times: tuple[Time, ...] = ()


def read(folder: Path = FOLDER, half: Half = "dev") -> list[GoldEntry]:
    """Read one part of the set, in order of files and entries.

    Raises:
        GoldError: a line is not as it should be, or names text that does not occur.
    """
    found = [entry for path in sorted(folder.glob(f"{half}-*.txt")) for entry in read_file(path)]
    if not found:
        raise GoldError(f"{folder}: no file {half}-*.txt")
    return found


def read_file(path: Path) -> list[GoldEntry]:
    """Read one file.

    Raises:
        GoldError: see ``read``.
    """
    blocks: list[_Block] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("== "):
            blocks.append(_Block(path, number, line))
        elif blocks:
            blocks[-1].add(number, line)
        elif line.strip():
            raise GoldError(f"{path}:{number}: an entry must begin with `== number time paper`")
    entries = [block.entry() for block in blocks]
    if len({entry.id for entry in entries}) < len(entries):
        raise GoldError(f"{path}: two entries have one number")
    return entries


@dataclass(slots=True)
class _Block:
    path: Path
    first: int
    header: str
    text: list[str] = field(default_factory=list)
    labels: list[tuple[int, str]] = field(default_factory=list)
    in_labels: bool = False

    def add(self, number: int, line: str) -> None:
        if not line.strip():
            return
        if line == "--":
            self.in_labels = True
        elif self.in_labels:
            self.labels.append((number, line.strip()))
        else:
            self.text.append(line.strip())

    def entry(self) -> GoldEntry:
        header = _HEADER.fullmatch(self.header.strip())
        if header is None:
            raise self._wrong(self.first, "write `== number time-with-zone paper`")
        try:
            at = datetime.fromisoformat(header["at"])
        except ValueError as error:
            raise self._wrong(self.first, str(error)) from error
        if at.tzinfo is None:
            raise self._wrong(self.first, "the time needs a zone, for example +00:00")
        has_headline = bool(self.text) and self.text[0].startswith("# ")
        headline = self.text[0][2:] if has_headline else ""
        body = "\n".join(self.text[has_headline:])
        if not self.labels:
            raise self._wrong(self.first, "there is no `--` with labels below")
        kind, urgency, breaking, topics = self._whole()
        labels = self._facts(headline, body, at)
        return GoldEntry(
            id=f"{self.path.stem}-{int(header['number']):02}",
            at=at,
            paper=header["paper"],
            headline=headline,
            body=body,
            kind=kind,
            urgency=urgency,
            breaking=breaking,
            topics=topics,
            mentions=labels.mentions,
            roles=labels.roles,
            quotes=labels.quotes,
            claims=labels.claims,
            quantities=labels.quantities,
            times=labels.times,
        )

    def _whole(self) -> tuple[str, int, bool, tuple[str, ...]]:
        number, line = self.labels[0]
        match = _IS.fullmatch(line)
        if match is None or match["kind"] not in KINDS:
            raise self._wrong(number, f"write `is kind urgency topics`, kind one of {KINDS}")
        words = match["topics"].split()
        breaking = "breaking" in words
        topics = [word for word in words if word != "breaking"]
        if strange := [word for word in topics if word not in TOPICS]:
            raise self._wrong(number, f"{strange} are no topics: use {', '.join(TOPICS)}")
        codes = tuple(TOPICS[word] for word in topics)
        return match["kind"], int(match["urgency"]), breaking, codes

    def _facts(self, headline: str, body: str, at: datetime) -> Labels:
        try:
            return read_labels(self.labels[1:], headline, body, at)
        except LabelError as error:
            raise self._wrong(error.line, str(error)) from error

    def _wrong(self, line: int, text: str) -> GoldError:
        return GoldError(f"{self.path}:{line}: {text}")
