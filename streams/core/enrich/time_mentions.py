"""Times as they are named: moments with what relates them to now, before they are resolved."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from .moments import Moment, moments
from .tokens import Part

Relation = Literal[
    "until", "by", "before", "since", "after", "between", "hours", "past", "next", "within", "in"
]

_RELATION = re.compile(
    r"(?<!\w)(?:(?P<until>(?:up )?until|till)|(?P<by>by|no later than)|(?P<before>before|prior to)"
    r"|(?P<since>(?:ever )?since)|(?P<after>after)|(?P<between>between)|(?P<from>from))"
    r"(?: (?:about|around|at least))?(?: on)?(?: the)? $",
    re.IGNORECASE,
)
_SINCE_CLAUSE = re.compile(r"(?<!\w)(?P<since>since) (?:[\w’'-]+ ){2,6}(?:on )?$")
_ABOUT = re.compile(
    r"(?<!\w)(?:at )?(?P<about>(?:about|around|approximately|roughly|exactly|nearly|almost|just|shortly|soon)(?: (?:after|before|past|gone))?) $",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"(?<!\w)(?:(?P<in>(?:with)?in|over|during|for|throughout)(?: just| about| only)? )?(?:the )?(?P<which>last|past|next|coming|previous|preceding|following)"
    r"(?: (?:about|around|few|couple of|several))? $",
    re.IGNORECASE,
)
_IN = re.compile(r"(?<!\w)in (?:just |about |around |under |less than )?$", re.IGNORECASE)
_WITHIN = re.compile(r"(?<!\w)within (?:the )?$", re.IGNORECASE)
_SPAN_ENDS = (
    "last ", "past ", "next ", "coming ", "previous ", "preceding ", "following ", "about ", "around ",
    "few ", "couple of ", "several ",
)  # fmt: skip
_IN_ENDS = ("in ", "just ", "about ", "around ", "than ")
_EVERY = re.compile(
    r"\b(?:every|each|per|most|any|some)(?: (?:other|second|single))? $", re.IGNORECASE
)
_EVERY_ENDS = ("every ", "each ", "per ", "most ", "any ", "some ", "other ", "second ", "single ")
# the last words of what relates a moment to now
_LEADS = frozenset(
    "until till by than before to since after between from about around least on the past gone and"
    " approximately roughly exactly nearly almost just shortly soon -".split()
)
_DAILY = re.compile(r" ?(?:daily|every|each|a day|on weekdays|weekdays|at weekends|nightly)\b")
_USUALLY = re.compile(r"\b(?:daily|every day|weekdays|nightly|always)\b", re.IGNORECASE)
HOUR = re.compile(
    r"(?<!\w)(?:(?P<between>between)|(?P<from>from)) (?P<hour>\d\d?)(?:[:.](?P<minute>[0-5]\d))?(?: and | to | until |-|–)",
    re.IGNORECASE,
)
"""A bare hour that leans on the full one behind it: "between 2 and 4pm"."""

_TO = frozenset({" to ", "-", "–", " - ", " – ", " until ", " till ", " through ", "—"})


class Mention(NamedTuple):
    """A time as it is named, before it is resolved.

    Attributes:
        start: of its first character.
        end: behind its last one.
        relation: what makes a period of the moment: ``until``, ``since`` and so on.
        first: the moment named, or the first of two.
        second: the other end.
        drop: it is none after all, but its numbers count nothing either ("every Friday").
    """

    start: int
    end: int
    relation: Relation | None
    first: Moment
    second: Moment | None = None
    drop: bool = False


def mentions(part: Part) -> list[Mention]:
    """The times of one part as they are named, in order."""
    found: list[Mention] = []
    named = moments(part)
    index = 0
    while index < len(named):
        first = named[index]
        floor = named[index - 1].end if index else 0
        head = part.text[max(floor, first.start - 44) : first.start].rpartition("\n")[2]
        second = named[index + 1] if index + 1 < len(named) else None
        if first.main.kind == "length":
            one = _length(part.text, first, head)
        else:
            one = _mention(part.text, first, second, head)
        if one:
            found.append(one)
        index += 2 if one and one.second else 1
    return found


def _mention(text: str, first: Moment, second: Moment | None, head: str) -> Mention:
    """A moment with the words before it, or with the moment that ends its period."""
    every = head.endswith(_EVERY_ENDS) and _EVERY.search(head)
    if every or (first.clock and _DAILY.match(text, first.end)):
        return Mention(first.start, first.end, None, first, drop=True)
    left = first.start - len(head)
    leads = head.rstrip().rpartition(" ")[2].lower().strip('(“"‘—–') in _LEADS or "ince " in head
    hour = HOUR.search(head) if leads and first.clock else None
    if hour and hour.end() == len(head) and int(hour["hour"]) <= 12:
        return Mention(left + hour.start(), first.end, "hours", first)
    about = _ABOUT.search(head) if leads and first.clock and first.clock is first.main else None
    if about and about["about"].lower().endswith(("before", "after")) and second is None:
        return Mention(left + about.start("about"), first.end, None, first)
    found = _related(first, head) if leads else None
    named = found.lastgroup if found else None
    begin = left + found.start() if found else first.start
    if second and _joined(text, first, second, named):
        start = begin if named in {"between", "from"} else first.start
        drop = bool(_DAILY.match(text, second.end) or _USUALLY.search(head))
        return Mention(start, second.end, "between", first, second, drop=drop)
    for relation in _RELATIONS:
        if named == relation and (relation != "after" or _is_after_year(first, head)):
            return Mention(begin, first.end, relation, first)
    return Mention(_start(first, head), first.end, None, first)


_RELATIONS: tuple[Relation, ...] = ("until", "by", "before", "since", "after")


def _related(first: Moment, head: str) -> re.Match[str] | None:
    clause = first.main.kind == "day"
    return _RELATION.search(head) or (_SINCE_CLAUSE.search(head) if clause else None)


def _is_after_year(first: Moment, head: str) -> bool:
    return first.main.kind == "year" and not head.lower().endswith("the ")


def _joined(text: str, first: Moment, second: Moment, named: str | None) -> bool:
    """Whether two moments are the ends of one period."""
    if second.main.kind == "length":
        return False
    gap = text[first.end : second.start]
    if gap == " and ":
        return named == "between"
    alike = first.main.kind == second.main.kind or (first.clock and second.clock)
    return gap in _TO and bool(alike)


def _start(first: Moment, head: str) -> int:
    """Where a moment without relation starts: "shortly after 8pm" and "the 1990s" are whole."""
    if first.clock and first.clock is first.main and (about := _ABOUT.search(head)):
        alone = about["about"].lower() in {"just", "soon"}
        return first.start if alone else first.start - len(head) + about.start("about")
    decade = first.main.how == "decade" and not first.shade
    return first.start - 4 if decade and head.lower().endswith("the ") else first.start


def _length(text: str, first: Moment, head: str) -> Mention | None:
    """Lengths that are counted from now: "in the last 24 hours", "in three weeks"."""
    match, left = first.main.match, first.start - len(head)
    counted = match["count"] is not None
    if not counted and match["unit"].lower() in {"night", "weekend"}:
        return None
    ending = head.lower()
    if ending.endswith(_SPAN_ENDS) and (span := _SPAN.search(head)):
        return _from_now(text, first, span, left)
    follows = text[first.end : first.end + 4]
    if "within" in ending and (within := _WITHIN.search(head)):
        if counted or follows.startswith(" of"):
            return None
        return Mention(left + within.start(), first.end, "within", first)
    found = _IN.search(head) if counted and ending.endswith(_IN_ENDS) else None
    if found and not follows.startswith(("’", "'", " of ")):
        return Mention(left + found.start(), first.end, "in", first)
    return None


def _from_now(text: str, first: Moment, span: re.Match[str], left: int) -> Mention | None:
    """The length with "in the last" or "for the next"; "last week" without either is none."""
    lead = (span["in"] or "").lower()
    if not lead:
        if "the" not in span[0].lower().split():
            return None
        if text.startswith((" of ", " in "), first.end):
            return None
    begin = span.end("in") + 1 if lead == "for" else span.start()
    ahead = span["which"].lower() in {"next", "coming", "following"}
    return Mention(left + begin, first.end, "next" if ahead else "past", first)
