"""Events in whatever order, however often: the same state in the end."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import Latest, Regroup, Story, Withdrawn, from_structured, parse_event
from tests.conftest import ROOT

COVERAGES = ROOT / "tests" / "fixtures" / "coverages"
GOLDEN = [
    from_structured(line)
    for path in sorted(COVERAGES.glob("*.events.jsonl"))
    for line in path.read_bytes().splitlines()
]
NOON = datetime(2025, 6, 1, 12, tzinfo=UTC)
CONTENT = {"kind": "report", "urgency": 4}


def event(name: str, entry: str, revision: int, story: str = "s", **more):
    """An event of an entry; ``published`` and its kin carry content."""
    given = {
        "type": f"copydesk.entry.{name}.v1",
        "id": f"{entry}-{revision}-{name}",
        "desk": "main",
        "source": "courier",
        "coverage": {"id": "blog"},
        "entry": entry,
        "revision": revision,
        "story": story,
        "headline": f"{entry} as of {revision}",
        "occurred_at": (NOON + timedelta(minutes=revision)).isoformat(),
        "provenance": {"pipeline": "test/1"},
        **(CONTENT if name in {"published", "revised", "corrected"} else {}),
        **more,
    }
    return parse_event(json.dumps(given))


ORIGINAL = {
    "entry": "a",
    "event": "a-1-published",
    "source": "courier",
    "measure": 1,
    "method": "m",
}
HAPPENED = [
    event("published", "a", 1),
    event("revised", "a", 2),
    event("corrected", "a", 3),
    event("published", "b", 1),
    event("withdrawn", "b", 2, withdraws=["b-1-published"]),
    event("published", "c", 1),
    event("withdrawn", "c", 2, withdraws=["c-1-published"]),
    event("revised", "c", 3),
    event("duplicated", "d", 1, original=ORIGINAL),
    event("published", "e", 1, "t"),
    event("published", "f", 1, "u", regroups=[{"source": "t", "target": "u"}]),
    event("published", "g", 1, "u"),
    event(
        "published", "h", 1, "w", regroups=[{"source": "u", "target": "w", "entries": ["g", "e"]}]
    ),
]


def state(latest: Latest):
    return (
        {key: one.id for key, one in latest.items()},
        sorted(latest.withdrawn()),
        {key: one.original.entry for key, one in latest.repeats().items()},
        {key: latest.story_of(key) for key in "abcdefgh"},
    )


def view(events) -> Latest:
    latest = Latest()
    for one in events:
        latest.apply(one)
    return latest


@settings(deadline=None)
@given(st.permutations(HAPPENED), st.lists(st.sampled_from(HAPPENED), max_size=6))
def test_every_order_and_every_repetition_ends_in_the_same_state(events, again):
    ids = {"a": "a-3-corrected", "c": "c-3-revised"}
    ids |= {key: f"{key}-1-published" for key in "efgh"}
    stories = dict.fromkeys("abcd", "s") | {"e": "w", "f": "u", "g": "w", "h": "w"}
    assert state(view([*events, *again])) == (ids, ["b"], {"d": "a"}, stories)


@settings(deadline=None)
@given(st.permutations(GOLDEN))
def test_golden_events_in_any_order_give_what_they_give_in_their_order(events):
    assert dict(view(events)) == dict(view(GOLDEN))
    assert view(events).withdrawn() == view(GOLDEN).withdrawn()


def test_what_changes_nothing_says_so():
    latest = Latest()
    assert latest.apply(HAPPENED[1])
    assert not latest.apply(HAPPENED[0])
    assert not latest.apply(HAPPENED[1])
    assert latest.apply(HAPPENED[2])


def test_what_is_withdrawn_stands_no_more_and_is_still_known():
    latest = view(HAPPENED[3:5])
    assert list(latest) == []
    with pytest.raises(KeyError):
        latest["b"]
    assert isinstance(latest.newest("b"), Withdrawn)
    assert latest.newest("x") is None
    assert latest.story_of("x") is None


def test_a_story_has_its_entries_wherever_they_came_from():
    latest = view(HAPPENED)
    assert [one.entry for one in latest.in_story("w")] == ["e", "g", "h"]
    assert [one.entry for one in latest.in_story("t")] == ["f"], "t goes on as u"


def story(headline: str, **more) -> Story:
    counts = {"entries": 1, "revisions": 0, "duplicates": 0}
    return Story(id="s", desk="main", headline=headline, latest=headline, **counts, **more)


def test_of_stories_the_last_state_counts_and_a_merger_is_never_undone():
    latest = view([story("one"), story("two")])
    assert latest.stories["s"].headline == "two"
    assert not latest.apply(story("two"))
    assert latest.apply(story("gone", merged_into="t"))
    assert not latest.apply(story("late"))
    assert latest.stories["s"].merged_into == "t"


def test_what_is_old_can_be_forgotten():
    latest = view([*HAPPENED, story("old", last_at=NOON), story("dateless")])
    latest.forget(NOON + timedelta(minutes=3))
    assert set(latest) == {"a", "c"}
    assert latest.withdrawn() == {}
    assert "s" in latest.stories
    latest.forget(NOON + timedelta(days=1))
    assert len(latest) == 0


def test_a_regroup_alone_changes_the_view():
    latest = view([event("published", "a", 2, "s")])
    late = event("published", "a", 1, "s", regroups=[Regroup(source="s", target="t").model_dump()])
    assert latest.apply(late)
    assert latest.story_of("a") == "t"
    assert latest["a"].revision == 2
