"""Turns the label lines of an entry of bench/gold into spans of its text, in code points."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from .gold_model import (
    Bound,
    Claim,
    Directness,
    Field,
    Labels,
    Mention,
    Quantity,
    Quote,
    Role,
    Span,
    Status,
    Time,
    Type,
)
from .gold_time import interval

_BOUNDS: dict[str, Bound] = {">=": "at-least", "<=": "at-most", "~": "about", "": "exactly"}
_VALUE = re.compile(
    r"(?P<bound>>=|<=|~|)(?P<value>\d+(?:\.\d+)?)(?:\.\.(?P<upper>\d+(?:\.\d+)?))?"
    r"(?: (?P<unit>\S+))?"
)
_CASUALTIES = ("killed", "injured", "missing")
_NAMED = re.compile(r"(?P<form>.+?)(?:#(?P<which>\d+(?:,\d+)*))?")
_GAP = " ~ "


class LabelError(ValueError):
    """A label that cannot be right.

    Attributes:
        line: where, counted from 1 in its file.
    """

    def __init__(self, text: str, line: int = 0) -> None:
        super().__init__(text)
        self.line = line


def read_labels(lines: list[tuple[int, str]], headline: str, body: str, at: datetime) -> Labels:
    """Read numbered label lines.

    Raises:
        LabelError: a line is of no known form, or its text does not occur as it says.
    """
    reader = _Reader(headline, body, at)
    for number, line in lines:
        word, _, rest = line.partition(" ")
        try:
            reader.add(word, rest.strip())
        except (LabelError, ValueError) as error:
            raise LabelError(str(error), number) from error
    try:
        return reader.labels()
    except LabelError as error:
        raise LabelError(str(error), lines[0][0] if lines else 0) from error


@dataclass(frozen=True, slots=True)
class _Name:
    type: Type
    entity: str
    form: str
    which: tuple[int, ...]
    metonym: bool


class _Reader:
    def __init__(self, headline: str, body: str, at: datetime) -> None:
        self.fields: dict[Field, str] = {"headline": headline, "body": body}
        self.body = body
        self.at = at
        self.names: list[_Name] = []
        self.roles: list[Role] = []
        self.quotes: list[Quote] = []
        self.claims: list[Claim] = []
        self.quantities: list[Quantity] = []
        self.times: list[Time] = []

    def add(self, word: str, rest: str) -> None:
        if word in {"per", "org", "org*", "loc"}:
            self._names(word, rest)
        elif word in get_args(Directness):
            self._quote(word, rest)
        elif word == "claim":
            self._claim(rest)
        elif word == "qty":
            self._quantity(rest)
        elif word == "time":
            text, meaning = _pair(rest)
            self.times.append(Time(self._once(text), interval(meaning, self.at)))
        else:
            raise LabelError(
                f"{word!r} is no label: use per, org, org*, loc, direct, indirect, mixed, claim,"
                " qty, time"
            )

    def labels(self) -> Labels:
        return Labels(
            tuple(self._mentions()),
            tuple(self.roles),
            tuple(self.quotes),
            tuple(self.claims),
            tuple(self.quantities),
            tuple(self.times),
        )

    def _names(self, word: str, rest: str) -> None:
        kind: Type = "per" if word == "per" else "loc" if word == "loc" else "org"
        for part in rest.split(";"):
            named, _, role = part.partition(" = ")
            forms = [form.strip() for form in named.split("|")]
            entity = forms[0].partition("#")[0]
            for form in forms:
                match = _NAMED.fullmatch(form)
                if match is None:
                    raise LabelError(f"{part!r} has an empty form")
                which = tuple(int(number) for number in (match["which"] or "").split(",") if number)
                self.names.append(_Name(kind, entity, match["form"], which, word == "org*"))
            if role:
                self._role(entity, role.strip())

    def _role(self, person: str, text: str) -> None:
        role, _, affiliation = text.partition(" @ ")
        for said in filter(None, (role, affiliation)):
            self._known(said)
        self.roles.append(Role(person, role, affiliation or None))

    def _mentions(self) -> list[Mention]:
        """The longest names first: what stands within a longer one is no mention of its own."""
        taken: dict[Span, Mention] = {}
        for name in sorted(self.names, key=lambda name: (-len(name.form), not name.which)):
            inside = [
                span
                for span in self._occurrences(name.form)
                if not any(_within(span, other) and span != other for other in taken)
            ]
            if not inside:
                raise LabelError(f"{name.form!r} does not occur by itself")
            if name.which and max(name.which) > len(inside):
                raise LabelError(f"{name.form!r} occurs {len(inside)} times, not {name.which}")
            wanted = [inside[number - 1] for number in name.which] or [
                span for span in inside if span not in taken
            ]
            if not wanted or any(span in taken for span in wanted):
                raise LabelError(f"{name.form!r} is labelled twice")
            for span in wanted:
                taken[span] = Mention(span, name.form, name.type, name.entity, name.metonym)
        return sorted(
            taken.values(), key=lambda mention: (mention.span.field == "body", mention.span)
        )

    def _occurrences(self, text: str) -> list[Span]:
        return [
            Span(name, start, start + len(text))
            for name, value in self.fields.items()
            for start in _starts(text, value)
        ]

    def _once(self, text: str) -> Span:
        """The one place in the body, or the one that ``#n`` says."""
        match = _NAMED.fullmatch(text)
        form, which = (match["form"], match["which"]) if match else (text, None)
        starts = list(_starts(form, self.body))
        if not starts:
            raise LabelError(f"{form!r} does not occur in the body")
        if which is None and len(starts) > 1:
            raise LabelError(f"{form!r} occurs {len(starts)} times: say which with #1, #2 …")
        if which is not None and int(which) > len(starts):
            raise LabelError(f"{form!r} occurs {len(starts)} times only")
        start = starts[int(which or 1) - 1]
        return Span("body", start, start + len(form))

    def _stretch(self, anchor: str) -> Span:
        """From the first words to the last ones, full stop and comma at the end left out."""
        first, _, last = anchor.partition(_GAP)
        span = self._once(first)
        end = span.end
        if last:
            found = self.body.find(last, span.end)
            if found < 0:
                raise LabelError(f"{last!r} does not occur after {first!r}")
            end = found + len(last)
        if "\n" in self.body[span.start : end]:
            raise LabelError(f"{anchor!r} runs over paragraphs: give a part for each, with +")
        while self.body[end - 1] in ".,":
            end -= 1
        return Span("body", span.start, end)

    def _anchored(self, rest: str) -> tuple[list[str], list[str]]:
        """The texts between the outer quotation marks, and what follows after bars."""
        close = rest.rfind('"')
        if not rest.startswith('"') or close < 1:
            raise LabelError('write the words between "…"')
        after = [part.strip() for part in rest[close + 1 :].split("|")[1:]]
        for said in after:
            if said and said != "-":
                self._known(said)
        return rest[1:close].split('" + "'), after

    def _quote(self, directness: str, rest: str) -> None:
        anchors, after = self._anchored(rest)
        if len(after) != 2:
            raise LabelError("write `| speaker | cue` after the words, - where there is none")
        spans = tuple(self._stretch(anchor) for anchor in anchors)
        speaker, cue = map(_stated, after)
        (kind,) = (known for known in get_args(Directness) if known == directness)
        self.quotes.append(Quote(spans, kind, speaker, cue))

    def _claim(self, rest: str) -> None:
        status, _, words = rest.partition(" ")
        kind = next((known for known in get_args(Status) if known == status), None)
        if kind is None:
            raise LabelError(f"{status!r} is no status: use {', '.join(get_args(Status))}")
        anchors, after = self._anchored(words)
        claimant, outlet = ([_stated(said) for said in after] + [None] * 2)[:2]
        self.claims.append(Claim(self._stretch(anchors[0]), kind, claimant, outlet))

    def _quantity(self, rest: str) -> None:
        text, meaning = _pair(rest)
        value, *more = [part.strip() for part in meaning.split("|")]
        match = _VALUE.fullmatch(value)
        if match is None:
            raise LabelError(f"{value!r} is no value: write for example `>=12`, `~3.5 percent`")
        counts, casualty = ([_stated(said) for said in more] + [None] * 2)[:2]
        if counts is not None:
            self._known(counts)
        if casualty not in {None, *_CASUALTIES}:
            raise LabelError(f"{casualty!r} is no casualty: use {', '.join(_CASUALTIES)}")
        upper = float(match["upper"]) if match["upper"] else None
        self.quantities.append(
            Quantity(
                span=self._once(text),
                value=float(match["value"]),
                bound="range" if upper is not None else _BOUNDS[match["bound"]],
                upper=upper,
                unit=match["unit"],
                counts=counts,
                casualty=casualty,
            )
        )

    def _known(self, text: str) -> None:
        if not any(text in value for value in self.fields.values()):
            raise LabelError(f"{text!r} does not occur in the entry")


def _stated(text: str) -> str | None:
    """What stands between bars; a dash stands for nothing."""
    return None if text in {"", "-"} else text


def _pair(rest: str) -> tuple[str, str]:
    text, equals, meaning = rest.rpartition(" = ")
    if not equals:
        raise LabelError("write `words = meaning`")
    return text.strip(), meaning.strip()


def _within(span: Span, other: Span) -> bool:
    return span.field == other.field and span.start < other.end and other.start < span.end


def _starts(text: str, value: str) -> Iterator[int]:
    """Where the text stands as whole words."""
    before = r"(?<!\w)(?<!\d[.,])" if text[:1].isalnum() else ""
    after = r"(?!\w)" if text[-1:].isalnum() else ""
    return (match.start() for match in re.finditer(before + re.escape(text) + after, value))
