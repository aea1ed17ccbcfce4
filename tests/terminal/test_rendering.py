"""Events as a terminal shows them, held against committed pictures of text.

``UPDATE_SNAPSHOTS=1 pytest tests/terminal`` writes them again; look at the difference.
"""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from rich.console import Console
from rich.text import Text

from schemas import Delta, from_structured
from streams.terminal import compact, full
from streams.terminal.changes import change_lines
from streams.terminal.marks import STYLES, marked, safe
from tests.client.making import event
from tests.conftest import ROOT

SNAPSHOTS = Path(__file__).parent / "snapshots"
COVERAGES = ROOT / "tests" / "fixtures" / "coverages"

MARKED = event(
    1,
    headline="🌊 Mayor Ada Roe warns Brussels",
    body="“Six 👍 hurt,” Ada Roe said.\nSix people were hurt on 1 June.",
    bylines=["Jo Quill"],
    people=[
        {
            "name": "Ada Roe",
            "role": "mayor",
            "rule": "r/1",
            "confidence": 1,
            "mentions": [
                {"field": "headline", "start": 8, "end": 15},
                {"field": "body", "start": 14, "end": 21},
            ],
        }
    ],
    places=[
        {
            "name": "Brussels",
            "country": "BE",
            "rule": "r/1",
            "confidence": 1,
            "evidence": {"field": "headline", "start": 22, "end": 30},
        }
    ],
    quotes=[
        {
            "text": "Six 👍 hurt,",
            "speaker": "Ada Roe",
            "rule": "r/1",
            "confidence": 1,
            "evidence": {"field": "body", "start": 1, "end": 12},
        }
    ],
    quantities=[
        {
            "value": 6,
            "casualty": "injured",
            "bound": "at-least",
            "rule": "r/1",
            "confidence": 1,
            "evidence": {"field": "body", "start": 28, "end": 31},
        }
    ],
    times=[
        {
            "text": "1 June",
            "start": "2025-06-01T00:00:00Z",
            "end": "2025-06-02T00:00:00Z",
            "rule": "r/1",
            "confidence": 1,
            "evidence": {"field": "body", "start": 52, "end": 58},
        }
    ],
    claims=[
        {
            "text": "It is over.",
            "status": "unverified",
            "outlet": "Wire",
            "rule": "r/1",
            "confidence": 1,
        }
    ],
)


def golden(name: str) -> list:
    return [from_structured(line) for line in (COVERAGES / name).read_bytes().splitlines()]


def render(things, *, colour: bool = False, width: int = 100, **environment: str) -> str:
    console = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        highlight=False,
        _environ=environment,
    )
    for one in things:
        console.print(one, soft_wrap=isinstance(one, Text))
    return console.file.getvalue()


def check(name: str, text: str) -> None:
    path = SNAPSHOTS / name
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_an_evening_in_lines():
    check(
        "election-night.txt", render(compact(one) for one in golden("election-night.events.jsonl"))
    )


def test_an_evening_in_colour():
    events = golden("election-night.events.jsonl")
    kinds = {one.type: one for one in events}
    check(
        "kinds.ansi", render((compact(one, "Its original") for one in kinds.values()), colour=True)
    )


def test_an_evening_in_full():
    events = golden("election-night.events.jsonl")
    latest = {one.entry: one for one in events if hasattr(one, "body")}
    found = (full(one, latest.get(one.entry), "Its original") for one in events)
    check("election-night.full.txt", render(found, width=100))


def test_what_is_found_is_marked_where_it_stands():
    check("marks.ansi", render([compact(MARKED), full(MARKED)], colour=True, width=80))


def styles(text) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for span in text.spans:
        found.setdefault(str(span.style), set()).add(text.plain[span.start : span.end])
    return found


def test_spans_count_code_points():
    headline = marked(MARKED.headline, "headline", MARKED)
    assert styles(headline) == {STYLES["people"]: {"Ada Roe"}, STYLES["places"]: {"Brussels"}}
    assert styles(marked(MARKED.body, "body", MARKED)) == {
        STYLES["quotes"]: {"Six 👍 hurt,"},
        STYLES["people"]: {"Ada Roe"},
        STYLES["quantities"]: {"Six"},
        STYLES["times"]: {"1 June"},
    }


@pytest.mark.parametrize("path", sorted(COVERAGES.glob("*.events.jsonl")), ids=lambda p: p.stem)
def test_marks_of_golden_events_stand_on_what_was_found(path):
    for one in golden(path.name):
        for place in getattr(one, "places", ()):
            names = styles(marked(one.body, "body", one)).get(STYLES["places"], set())
            heads = styles(marked(one.headline or "", "headline", one)).get(STYLES["places"], set())
            assert place.name in names | heads


def test_spans_that_do_not_fit_mark_nothing():
    broken = MARKED.model_copy(update={"body": "short"})
    assert styles(marked(broken.body, "body", broken)) == {}


def test_no_colour_keeps_the_words():
    one = golden("election-night.events.jsonl")[0]
    plain = render([compact(one)])
    assert "\x1b" not in plain
    assert "\x1b[3" not in render([compact(one)], colour=True, NO_COLOR="1")
    assert one.headline in plain


def test_what_a_terminal_would_obey_is_shown_as_a_sign():
    evil = event(1, headline="\x1b]0;owned\x07 \x1b[2J\u202e hi", body="a\rb\x9b31m")
    text = render([compact(evil), full(evil)])
    assert not {"\x1b", "\x07", "\r", "\x9b", "\u202e"} & set(text)
    assert len(safe(evil.headline)) == len(evil.headline)


@pytest.mark.parametrize(
    ("delta", "lines"),
    [
        (Delta(type="number", before="6", after="8", counts="killed"), ["~ 6 → 8 killed"]),
        (Delta(type="headline", before="Old one", after="New one"), ["- Old one", "+ New one"]),
        (Delta(type="text-added", after="More."), ["+ More."]),
        (Delta(type="text-removed", before="Less."), ["- Less."]),
        (Delta(type="media"), ["~ media"]),
        (Delta(type="cosmetic"), ["~ nothing that a reader would notice"]),
        (Delta(type="text-added", after="x" * 50), ["+ " + "x" * 17 + "…"]),
    ],
)
def test_differences_can_be_read_without_colour(delta, lines):
    assert [one.plain for one in change_lines([delta], width=20)] == lines


def test_words_that_differ_stand_out():
    delta = Delta(type="headline", before="Six are hurt", after="Eight are hurt")
    old, new = change_lines([delta])
    assert {"bold strike": {"Six "}}.items() <= styles(old).items()
    assert {"bold": {"Eight "}}.items() <= styles(new).items()


def test_many_changes_are_cut_short_in_a_line():
    deltas = [{"type": "text-added", "after": f"Sentence {n}."} for n in range(9)]
    text = render([compact(event(1, "revised", deltas=deltas))])
    assert text.count("\n") == 5
    assert "… 6 more" in text


def test_a_repeat_is_one_line():
    original = {"entry": "e", "event": "x", "source": "wire", "measure": 1, "method": "m"}
    one = event(2, "duplicated", original=original | {"relation": "syndicated"})
    assert "= Headline 2  [syndicated: “First” of wire]" in render([compact(one, "First")])
    assert "= Headline 2  [syndicated: an entry of wire]" in render([compact(one)])


def test_a_withdrawal_strikes_out_and_says_what_no_longer_holds():
    retracts = [{"fact": "figure", "event": "x", "name": "killed", "value": 6}] * 2
    one = event(3, "withdrawn", entry="entry-1", withdraws=["id-1"], retracts=retracts)
    text = compact(one)
    assert "Headline 3" in styles(text)["strike red"]
    assert "no longer holds: 2 figures" in text.plain
    whole = render([full(one, MARKED)])
    assert "6 killed" in whole
    assert "hurt on 1 June" in whole


def test_narrow_terminals_wrap_and_lose_nothing():
    wide, narrow = (render([full(MARKED)], colour=False, width=w) for w in (200, 30))
    assert "".join(wide.split()).replace("─", "") == "".join(narrow.split()).replace("─", "")
