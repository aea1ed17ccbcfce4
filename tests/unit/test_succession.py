"""What one source takes back another may stand by: its copy takes the place of the original."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import Entry, RawEntry
from streams.core.deduplicate import Decision, EntryState, Index, decide, identify
from tests.helpers.making import TEXT, at, raw

MEMORY = timedelta(days=14)
LONG = (
    f"{TEXT} Engineers found cracks in two of its piers during a routine inspection on Monday, and "
    "ferries are to carry commuters from the northern bank until repairs are finished."
)
SOURCES = ("albion", "borough", "courier", "dispatch")


class Desk:
    """Decides about entries one after the other; knows what subscribers hold."""

    def __init__(self) -> None:
        self.states: dict[str, EntryState] = {}
        self.index = Index()
        self.stands: dict[str, Entry] = {}
        self.last: dict[str, str] = {}

    def take(self, entry: RawEntry, minutes: float = 0) -> Decision:
        self.index.forget(entry.desk, at(minutes))
        arrival = identify(entry, self.index)
        before = self.states.get(arrival.key)
        decision = decide(arrival, before, self.index, at(minutes), MEMORY)
        if decision.state is not None:
            if before is not None:
                self.index.remove(before)
            self.index.add(decision.state)
            self.states[decision.state.key] = decision.state
        for told in filter(None, (decision.entry, decision.successor)):
            assert told.supersedes == self.last.get(told.entry)
            self.last[told.entry] = told.event
            self.stands.pop(told.entry, None)
            if told.change not in {"duplicated", "withdrawn"}:
                self.stands[told.entry] = told
        return decision

    def rebuilt(self, seed: int) -> Desk:
        """The desk of a worker that takes over and reads the table in any order."""
        other = Desk()
        states = list(self.states.values())
        random.Random(seed).shuffle(states)
        for state in states:
            other.index.add(EntryState.model_validate(state.model_dump(mode="json")))
        other.states, other.last = dict(self.states), dict(self.last)
        other.stands = dict(self.stands)
        return other

    @property
    def sources(self) -> list[str]:
        return sorted(entry.source for entry in self.stands.values())


def of(name: str, **fields: object) -> RawEntry:
    return raw(**{"source": name, "coverage": {"id": name}, "entry_id": name, **fields})


def kill(source: str) -> RawEntry:
    return of(source, operation="withdraw", headline=None, body="")


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_copy_becomes_news_when_its_original_is_taken_back(desk):
    links = [{"url": "https://borough.example/full"}]
    first = desk.take(of("albion")).entry
    copy = desk.take(of("borough", links=links, tags=["harbour"], urgency=3), 1).entry
    decision = desk.take(kill("albion"), 2)
    assert (first.change, copy.change) == ("published", "duplicated")
    assert decision.entry.change == "withdrawn"
    heir = decision.successor
    assert (heir.change, heir.source, heir.revision) == ("published", "borough", 2)
    assert heir.supersedes == copy.event
    assert heir.story == first.story
    assert heir.body == TEXT
    assert (heir.links[0].url, heir.tags, heir.urgency) == (links[0]["url"], ("harbour",), 3)


def test_the_same_record_again_gives_the_same_heir(desk):
    for minute, source in enumerate(SOURCES[:3]):
        desk.take(of(source), minute)
    arrival = identify(kill("albion"), desk.index)
    state = desk.states[arrival.key]
    once, again = (decide(arrival, state, desk.index, at(3), MEMORY) for _ in range(2))
    assert once == again
    assert once.successor.source == "borough"


def test_an_heir_is_an_entry_like_any_other(desk):
    desk.take(of("albion"))
    desk.take(of("borough"), 1)
    risen = desk.take(kill("albion"), 2).successor
    assert desk.take(of("borough"), 3).reason == "unchanged"
    revised = desk.take(of("borough", body=f"{TEXT}\nTraffic was light."), 4).entry
    assert (revised.change, revised.revision, revised.supersedes) == ("revised", 3, risen.event)
    gone = desk.take(kill("borough"), 5).entry
    assert gone.withdraws[-2:] == (risen.event, revised.event)
    assert len(gone.withdraws) == 3
    assert desk.sources == []


def test_later_copies_repeat_the_heir_and_inherit_from_it(desk):
    for minute, source in enumerate(SOURCES[:3]):
        desk.take(of(source), minute)
    risen = desk.take(kill("albion"), 3).successor
    late = desk.take(of("dispatch"), 4).entry
    assert (late.change, late.original.entry) == ("duplicated", risen.entry)
    assert late.original.reported_by == ("borough", "courier", "dispatch")
    assert [desk.take(kill(s), 5).successor.source for s in ("borough", "courier")] == [
        "courier",
        "dispatch",
    ]
    assert desk.take(kill("dispatch"), 6).successor is None


@pytest.mark.parametrize(
    "copy",
    [
        {"source": "albion"},
        {"bylines": ["Ada Lund", "Albion"]},
        {"body": f"(ALBION) {LONG}"},
    ],
    ids=["the same source", "credited in a byline", "credited in brackets"],
)
def test_what_has_no_authority_of_its_own_stays_down(desk, copy):
    desk.take(of("albion", body=LONG))
    assert desk.take(of("borough", **{"body": LONG, **copy}), 1).entry.change == "duplicated"
    assert desk.take(kill("albion"), 2).successor is None
    assert desk.sources == []


def test_what_is_over_is_no_heir(desk):
    desk.take(of("albion"))
    desk.take(of("borough", expires_at=at(5).isoformat()), 1)
    assert desk.take(kill("albion"), 6).successor is None


def test_an_heir_expires_when_its_time_is_over(desk):
    desk.take(of("albion"))
    desk.take(of("borough", expires_at=at(5).isoformat()), 1)
    desk.take(kill("albion"), 2)
    (waiting,) = desk.index.expiring.values()
    gone = desk.take(waiting.tick("expire"), 5).entry
    assert (gone.change, gone.reason, gone.revision) == ("withdrawn", "expired", 3)


def test_nobody_inherits_what_somebody_else_says_already(desk):
    # two originals, since the second came before its text was that of the first
    desk.take(of("albion"))
    desk.take(of("borough"), 1)
    desk.take(of("courier", headline="Weather", body="Rain is expected in the hills by night."), 2)
    assert desk.take(of("courier"), 3).entry.change == "revised"
    assert desk.take(kill("albion"), 4).successor is None
    assert desk.sources == ["courier"]
    assert desk.take(kill("courier"), 5).successor.source == "borough"


def test_an_original_that_comes_back_repeats_its_heir(desk):
    desk.take(of("albion", updated_at=at(0).isoformat()))
    desk.take(of("borough"), 1)
    risen = desk.take(of("albion", operation="withdraw", updated_at=at(2).isoformat()), 2).successor
    back = desk.take(of("albion", updated_at=at(3).isoformat()), 3).entry
    assert (back.change, back.original.entry) == ("duplicated", risen.entry)
    assert desk.take(kill("borough"), 4).successor.source == "albion"
    assert desk.sources == ["albion"]


acts = st.tuples(st.sampled_from([of, kill]), st.sampled_from(SOURCES))


@settings(max_examples=300, deadline=None)
@given(st.lists(acts, max_size=12))
def test_whatever_the_order_the_text_stands_once_while_a_source_stands_by_it(log):
    desk = Desk()
    for minute, (act, source) in enumerate(log):
        desk.take(act(source), minute)
    killed = {source for act, source in log if act is kill}
    said = {source for _, source in log} - killed
    assert len(desk.sources) == bool(said)
    assert set(desk.sources) <= said


@settings(max_examples=200, deadline=None)
@given(st.lists(acts, min_size=1, max_size=12), st.integers(0, 11), st.integers(0, 99))
def test_a_worker_that_takes_over_decides_the_same(log, at_record, seed):
    one = Desk()
    other = one
    for minute, (act, source) in enumerate(log):
        if minute == at_record:
            other = one.rebuilt(seed)
        decision = one.take(act(source), minute)
        if other is not one:
            assert other.take(act(source), minute) == decision
