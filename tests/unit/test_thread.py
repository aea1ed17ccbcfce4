from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import (
    Corrected,
    Coverage,
    Duplicated,
    Original,
    Person,
    Place,
    Provenance,
    Published,
    Revised,
    Withdrawn,
)
from streams.core.thread import Contribution, Stories, contribute
from tests.helpers.making import NOON, at

STORY = "story-1"


def event(kind: type = Published, entry: str = "a", revision: int = 1, **fields: Any) -> Any:
    given: dict[str, Any] = {
        "id": f"{entry}-{revision}",
        "desk": "main",
        "source": "courier",
        "coverage": Coverage(id="blog"),
        "entry": entry,
        "revision": revision,
        "story": STORY,
        "occurred_at": NOON,
        "headline": f"Headline {entry} {revision}",
        "provenance": Provenance(pipeline="copydesk/1"),
    }
    if kind in {Published, Revised, Corrected}:
        given |= {"kind": "report", "urgency": 5}
    return kind(**{**given, **fields})


def named(*names: str) -> tuple[Place, ...]:
    return tuple(Place(name=name, rule="r/1", confidence=1) for name in names)


def people(*names: str) -> tuple[Person, ...]:
    return tuple(Person(name=name, rule="r/1", confidence=1) for name in names)


class Teller:
    """Rolls events up as the agent does."""

    def __init__(self) -> None:
        self.stories = Stories()
        self.kept: dict[str, Contribution] = {}

    def tell(self, one: Any) -> Any:
        before = self.kept.get(one.entry)
        now = contribute(one, NOON, before)
        told = self.stories.after(before, now, latest=one.id)[-1]
        if before is not None:
            self.stories.remove(before)
        self.stories.add(now)
        self.kept[one.entry] = now
        assert told == self.stories.tell(STORY, "main", one.id)
        return told


@pytest.fixture
def teller() -> Teller:
    return Teller()


def test_a_story_is_the_sum_of_its_entries(teller):
    teller.tell(event(entry="a", occurred_at=at(5), places=named("Lyon", "Paris")))
    told = teller.tell(
        event(
            entry="b",
            occurred_at=at(1),
            source="agency",
            coverage=Coverage(id="wire"),
            places=named("Paris"),
            people=people("Ada Lund"),
        )
    )
    assert (told.id, told.desk, told.latest) == (STORY, "main", "b-1")
    assert (told.first_at, told.last_at, told.headline) == (at(1), at(5), "Headline a 1")
    assert (told.sources, told.coverages) == (("agency", "courier"), ("blog", "wire"))
    assert [(place.name, place.entries) for place in told.places] == [("Paris", 2), ("Lyon", 1)]
    assert told.people == ("Ada Lund",)
    assert (told.entries, told.revisions, told.duplicates, told.withdrawn) == (2, 0, 0, ())


@pytest.mark.parametrize("kind", [Revised, Corrected])
def test_a_revision_takes_the_place_of_what_it_revises(teller, kind):
    teller.tell(event(places=named("Lyon")))
    told = teller.tell(event(kind, revision=2, places=named("Paris"), headline="Now"))
    assert (told.entries, told.revisions, told.headline) == (1, 1, "Now")
    assert [place.name for place in told.places] == ["Paris"]


def test_a_withdrawal_leaves_the_ids_and_nothing_else(teller):
    teller.tell(event(places=named("Lyon")))
    gone = event(Withdrawn, revision=2, withdraws=("a-1",))
    told = teller.tell(gone)
    assert (told.entries, told.places, told.sources, told.headline) == (0, (), (), None)
    assert told.withdrawn == ("a-1",)
    assert (told.first_at, told.last_at) == (None, None)


def test_a_repeat_adds_its_source_and_counts_as_one(teller):
    teller.tell(event())
    original = Original(entry="a", event="a-1", source="courier", measure=1, method="m/1")
    told = teller.tell(event(Duplicated, entry="b", source="agency", original=original))
    assert (told.entries, told.duplicates, told.sources) == (1, 1, ("agency", "courier"))
    assert told.headline == "Headline a 1"


def test_an_event_without_a_story_tells_that_of_its_coverage():
    assert contribute(event(story=None), NOON, None).story == "blog"


def test_entries_without_a_time_or_heading_count_but_stand_for_nothing(teller):
    teller.tell(event(entry="a", occurred_at=None))
    told = teller.tell(event(entry="b", headline=None, occurred_at=at(3)))
    assert (told.entries, told.first_at, told.last_at) == (2, at(3), at(3))
    assert told.headline == "Headline a 1"


def test_only_the_most_named_are_told(teller):
    teller.tell(event(entry="a", places=named(*(f"P{n:02}" for n in range(30)))))
    told = teller.tell(event(entry="b", places=named("P29")))
    assert len(told.places) == 20
    assert [place.name for place in told.places[:3]] == ["P29", "P00", "P01"]


names = st.lists(st.sampled_from(["Lyon", "Paris", "Rome"]), unique=True, max_size=3)
contributions = st.builds(
    lambda entry, status, source, minutes, revision, headline, places, gone: Contribution(
        entry=entry,
        story=STORY if source != "wire" else "story-2",
        desk="main",
        status=status,
        source=source,
        coverage=source,
        headline=headline,
        at=None if minutes is None else at(minutes),
        revision=revision,
        places=tuple({"name": name} for name in places),
        people=tuple(places),
        withdrawn=tuple(gone) if status == "withdrawn" else (),
        touched_at=NOON,
    ),
    entry=st.sampled_from("abcd"),
    status=st.sampled_from(["told", "told", "repeated", "withdrawn"]),
    source=st.sampled_from(["courier", "agency", "wire"]),
    minutes=st.sampled_from([None, 0, 1, 2]),
    revision=st.integers(1, 3),
    headline=st.sampled_from([None, "One", "Two"]),
    places=names,
    gone=st.lists(st.sampled_from(["x", "y"]), unique=True),
)


@given(st.lists(contributions, max_size=25), st.randoms())
def test_the_sums_do_not_depend_on_the_way_to_them(changes, chance):
    kept: dict[str, Contribution] = {}
    grown = Stories()
    for one in changes:
        before = kept.get(one.entry)
        told = grown.after(before, one, latest="x")[-1]
        if before is not None:
            grown.remove(before)
        grown.add(one)
        kept[one.entry] = one
        assert told == grown.tell(one.story, "main", "x")
    fresh = Stories()
    shuffled = list(kept.values())
    chance.shuffle(shuffled)
    for one in shuffled:
        fresh.add(Contribution.model_validate_json(one.to_json()))
    for story in (STORY, "story-2"):
        assert grown.tell(story, "main", "x") == fresh.tell(story, "main", "x")
    for one in shuffled:
        grown.remove(one)
    assert not grown._totals
