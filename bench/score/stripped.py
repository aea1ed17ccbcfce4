"""Entries of real live blogs without their ids, with revisions made of some of them."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Literal
from zlib import crc32

from schemas import RawEntry
from streams.core.deduplicate.content import read
from streams.core.text import sentences
from streams.sources.liveblogposting import LiveBlogPosting
from streams.sources.source import Context

from .linking import Counts, State, link
from .score import Score

_PAGES = {
    "live/mirror": Path("live", "mirror", "page.html.gz"),
    "live/repubblica": Path("live", "repubblica", "page.html"),
}
Times = Literal["stay", "none", "move"]
_TIMES: dict[Times, str] = {
    "stay": "with times",
    "none": "without times",
    "move": "with the time of the last change",
}
_GOAL_PAGE = "live/mirror"
_LONGEST_WAIT = 40
_HEADINGS = ("Fresh details of {}", "{}: what has changed", "Officials respond over {}")
_SAID = "“We will look at every one of these reports in the coming days,” a spokeswoman said."
_NEWS = "Two more people have since been taken to hospital and a road has been closed."


def scores(eval_data: Path | None) -> list[Score]:
    """The figures of entries without ids."""
    found = []
    for page, path in _PAGES.items():
        states = _page(eval_data / path) if eval_data and (eval_data / path).is_file() else []
        for times, shown in _TIMES.items():
            counts = link(arrivals(states, times))
            for dev, half in ((False, "test"), (True, "dev")):
                has_goal = page == _GOAL_PAGE and times == "stay" and not dev
                found.append(_score(page, f"{shown}, {half}", counts[dev], has_goal=has_goal))
    return found


def _score(page: str, half: str, count: Counts, *, has_goal: bool) -> Score:
    return Score(
        f"revisions: entries of {page} linked without ids, F1 ({half})",
        count.f1 if count.there else None,
        0.97 if has_goal else None,
        count.there,
        f"{page} with revisions made by one edit",
        f"{count.found} links, {count.right} right",
    )


def _page(path: Path) -> list[State]:
    """The entries of a page, oldest first; times to the minute, as pages print them."""
    data = path.read_bytes()
    data = gzip.decompress(data) if path.suffix == ".gz" else data
    states = []
    parsed = LiveBlogPosting().parse(data, Context())
    entries = [raw for raw in parsed if isinstance(raw, RawEntry)]
    for number, raw in enumerate(entries):
        content = read(raw)
        minute = raw.published_at and raw.published_at.replace(second=0, microsecond=0)
        states.append(State(f"{path.parent.name} {number}", content.headline, content.body, minute))
    return states


def arrivals(states: Sequence[State], times: Times) -> list[State]:
    """The entries in order, with revisions of one in three put in between those that follow."""
    due: list[tuple[int, int, State]] = []
    for number, given in enumerate(states):
        state = replace(given, published_at=None) if times == "none" else given
        due.append((number, 0, state))
        chance = crc32(f"revise {state.entry}".encode())
        at = number
        # one in three is revised, of those every other one twice
        for again in range((chance % 3 == 0) + (chance % 6 == 0)):
            at += 1 + crc32(f"{again} {state.entry}".encode()) % _LONGEST_WAIT
            state = _edited(state, chance // 7 + again, times)
            due.append((at, 1 + again, state))
    return [state for _, _, state in sorted(due, key=lambda item: item[:2])]


def _edited(state: State, chance: int, times: Times) -> State:
    """The state after one edit, the first that can be made of it from one chosen by chance."""
    edits = [*_EDITS.items()]
    if times != "stay":  # nothing is left to know it by
        edits = [item for item in edits if item[0] != "body replaced"]
    first = chance % len(edits)
    for name, edit in edits[first:] + edits[:first]:
        after = replace(edit(state, chance), edit=name)
        if (after.headline, after.body) != (state.headline, state.body):
            break
    if times == "move" and after.published_at:
        after = replace(after, published_at=after.published_at + timedelta(minutes=1 + chance % 90))
    return after


def _append(state: State, _: int) -> State:
    return replace(state, body=f"{state.body}\n{_NEWS}")


def _add_quote(state: State, _: int) -> State:
    first, _mark, rest = state.body.partition("\n")
    return replace(state, body="\n".join(part for part in (first, _SAID, rest) if part))


def _change_number(state: State, _: int) -> State:
    return replace(
        state, body=re.sub(r"\d+", lambda found: str(int(found[0]) + 2), state.body, count=1)
    )


def _drop_sentence(state: State, chance: int) -> State:
    spans = [(line, span) for line in state.body.split("\n") for span in sentences(line)]
    if len(spans) < 2:
        return state
    line, (start, end) = spans[chance % len(spans)]
    return replace(state, body=state.body.replace(line[start:end], "", 1).strip())


def _fix_typo(state: State, chance: int) -> State:
    words = [found.span() for found in re.finditer(r"\b[a-z]{5,}\b", state.body)]
    if not words:
        return state
    start, _end = words[chance % len(words)]
    at = start + 2
    body = state.body
    return replace(state, body=body[:at] + body[at + 1] + body[at] + body[at + 2 :])


def _reheadline(state: State, chance: int) -> State:
    if not state.headline:
        return state
    return replace(state, headline=_HEADINGS[chance % 3].format(state.headline[:25]))


def _new_heading(state: State, _: int) -> State:
    words = state.body.split()
    if not state.headline or len(words) < 12:
        return state
    middle = len(words) // 2  # what the text says further down, as editors do
    heading = " ".join(words[middle : middle + 7]).strip(" .,“”")
    return replace(state, headline=heading[:1].upper() + heading[1:])


def _edit_heading(state: State, _: int) -> State:
    words = (state.headline or "").split()
    if len(words) < 4:
        return state
    return replace(state, headline=" ".join([*words[:-1], "again"]))


def _replace_body(state: State, _: int) -> State:
    if not state.headline:
        return state
    return replace(
        state, body=f"We are getting new information on this and will bring it soon. {_NEWS}"
    )


_EDITS: dict[str, Callable[[State, int], State]] = {
    "sentence appended": _append,
    "number changed": _change_number,
    "heading reworded": _reheadline,
    "typo fixed": _fix_typo,
    "sentence dropped": _drop_sentence,
    "quote added": _add_quote,
    "heading replaced": _new_heading,
    "heading edited": _edit_heading,
    "body replaced": _replace_body,
}
