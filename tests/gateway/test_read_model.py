"""The read model against a plain oracle, in whatever pieces and order the log is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import Coverage, Provenance, Regroup, Selection, Topic, parse_event
from schemas.event import EVENT_ADAPTER, Content
from streams.core.read_model import EventSearch, event_row, first_row_at
from streams.errors import ReadModelStale
from streams.gateway.following import Place
from streams.gateway.read_model import asking, writing
from streams.gateway.read_model.pruning import prune
from streams.topics import EVENTS
from tests.helpers.making import NOON

from .read_models import built, everything, found_by_words
from .reading import golden, records_of, story_records

CHANGES = ["published", "revised", "corrected", "withdrawn", "duplicated"]
STORIES = ["s-1", "s-2", "s-3"]
TOPICS = [("medtop:04000000", "economy"), ("medtop:15000000", "sport")]
PLACES = [{"country": "UA", "region": "UA-30"}, {"country": "BE", "geonames_id": 2800866}, {}]


@dataclass(frozen=True)
class Log:
    """Two partitions of events."""

    partitions: tuple[tuple, tuple]

    def records(self):
        return [records_of(events, partition=n) for n, events in enumerate(self.partitions)]

    @property
    def ordered(self):
        return [event for events in self.partitions for event in events]


@st.composite
def regroups(draw, desk):
    source, target = draw(st.permutations(STORIES))[:2]
    some = draw(st.lists(st.integers(1, 4), unique=True, max_size=2))
    entries = tuple(f"{desk}-{number}" for number in some)
    return Regroup(source=f"{desk}-{source}", target=f"{desk}-{target}", entries=entries)


@st.composite
def events(draw, partition, number):
    change = draw(st.sampled_from(CHANGES))
    entry = draw(st.integers(1, 4))
    desk = f"desk-{partition}"
    code, name = draw(st.sampled_from(TOPICS))
    place = draw(st.sampled_from(PLACES))
    common = {"rule": "r/1", "confidence": 1}
    found = {
        "type": f"copydesk.entry.{change}.v1",
        "id": f"{partition}.{number}",
        "desk": desk,
        "source": draw(st.sampled_from(["courier", "gazette"])),
        "coverage": Coverage(id="blog"),
        "entry": f"{desk}-{entry}",
        "revision": draw(st.integers(1, 3)),
        "story": f"{desk}-{draw(st.sampled_from(STORIES))}",
        "regroups": draw(st.lists(regroups(desk), max_size=1)),
        "occurred_at": NOON + timedelta(seconds=draw(st.integers(0, 3)) / 2),
        "headline": draw(st.sampled_from(["Bridge closes", "River rises"])),
        "provenance": Provenance(pipeline="test"),
    }
    if change == "duplicated":
        original = {"entry": "e", "event": "v", "source": "s", "measure": 1, "method": "m"}
        found |= {"original": original}
    elif change != "withdrawn":
        found |= {
            "body": draw(st.sampled_from(["The old bridge", "the NEW bridge", "no crossing"])),
            "kind": draw(st.sampled_from(["report", "quote"])),
            "urgency": draw(st.sampled_from([1, 4, 8])),
            "topics": [Topic(code=code, name=name, **common)],
            "places": [{"name": "P", **place, **common}],
        }
    return EVENT_ADAPTER.validate_python(found)


@st.composite
def logs(draw):
    sizes = draw(st.tuples(st.integers(0, 12), st.integers(0, 5)))
    return Log(
        tuple(tuple(draw(events(n, i)) for i in range(size)) for n, size in enumerate(sizes))
    )


@st.composite
def selections(draw):
    some = {
        "desk": ["desk-0", "desk-1"],
        "source": ["courier", "gazette"],
        "type": CHANGES,
        "kind": ["report", "quote"],
        "topic": ["04000000", "medtop:15000000", "Sport", "nothing"],
        "place": ["ua", "UA-30", "2800866"],
        "urgency": ["1", "4", "8"],
    }
    names = draw(st.lists(st.sampled_from(sorted(some)), unique=True, max_size=3))
    return Selection.from_query([(name, draw(st.sampled_from(some[name]))) for name in names])


def states(log):
    """How each event stands, reckoned from the whole log at once."""
    found = {}
    for event in log.ordered:
        later = [one for one in log.ordered if one.entry == event.entry]
        later = later[later.index(event) + 1 :]
        gone = any(one.type == "copydesk.entry.withdrawn.v1" for one in later)
        state = "withdrawn" if gone and isinstance(event, Content) else "superseded"
        found[event.id] = state if later else "current"
    return found


def homes(log):
    """The story of each entry, reckoned from the whole log at once."""
    joined, moved, merged = {}, {}, {}
    for event in log.ordered:
        joined[event.entry] = event.story
        for one in event.regroups:
            if one.entries:
                moved |= dict.fromkeys(one.entries, one.target)
            else:
                merged[one.source] = one.target
    found = {}
    for entry, first in joined.items():
        story = moved.get(entry, first)
        seen = {story}
        while merged.get(story, story) not in seen:
            story = merged[story]
            seen.add(story)
        found[entry] = story
    return found


@settings(max_examples=60, deadline=None)
@given(logs())
def test_events_stand_and_entries_are_where_the_whole_log_says(log):
    with built(*log.records()) as model:
        assert dict(model.execute("SELECT id, state FROM events")) == states(log)
        assert dict(model.execute("SELECT entry, story FROM entries")) == homes(log)
        current = {
            event.id
            for event in log.ordered
            if states(log)[event.id] == "current" and isinstance(event, Content)
        }
        searchable = found_by_words(model)
        ids = dict(model.execute("SELECT row, id FROM events"))
        assert {ids[row] for row in searchable} == current


@settings(max_examples=60, deadline=None)
@given(logs(), st.randoms(use_true_random=False))
def test_the_same_whatever_the_batches_the_interleaving_and_the_repeats(log, random):
    first, second = log.records()
    with built(first, second) as model:
        wanted = everything(model)
    pieces = [[record] for record in first], [[record] for record in second]
    queue = []
    while any(pieces):
        side = random.choice([one for one in pieces if one])
        queue.append(side.pop(0))
        if random.random() < 0.3:
            queue.append(queue[-1])  # read again after a crash
    with built(*queue) as model:
        assert everything(model) == wanted


@settings(max_examples=60, deadline=None)
@given(logs(), st.integers(0, 12), st.integers(0, 5))
def test_what_is_left_is_what_the_log_still_holds(log, first, second):
    begins = (first, second)
    with built(*log.records()) as model:
        prune(model, {Place(EVENTS.name, n): offset for n, offset in enumerate(begins)})
        left = everything(model, without=["logs"])
        found_by_words(model)
    rest = [records[begin:] for records, begin in zip(log.records(), begins, strict=True)]
    with built(*rest) as model:
        assert left == everything(model, without=["logs"])


@settings(max_examples=60, deadline=None)
@given(logs(), selections(), st.sampled_from([None, 0, 500, 1000]), st.sampled_from([None, 1500]))
def test_a_search_gives_what_the_selection_lets_through_newest_first(log, selection, since, until):
    origin = round(NOON.timestamp() * 1000)
    bounds = {
        "since_ms": None if since is None else origin + since,
        "until_ms": None if until is None else origin + until,
    }
    stands = states(log)
    latest = {}
    wanted = []
    for event in log.ordered:
        if isinstance(event, Content):
            latest[event.entry] = event
        about = latest.get(event.entry)
        asks = Selection.model_validate(selection.model_dump(exclude={"desks", "sources", "types"}))
        describes = asks == Selection() or asks == Selection(urgency=8)
        if not describes:
            describes = about is not None and selection.describes(about)
        at = round(event.occurred_at.timestamp() * 1000) - origin
        in_time = (since is None or at >= since) and (until is None or at < until)
        if selection.covers(event) and describes and in_time:
            wanted.append(event)
    with built(*log.records()) as model:
        for every_state in (True, False):
            search = EventSearch(selection=selection, every_state=every_state, limit=100, **bounds)
            found = asking.search_events(model, search)
            ids = [one[0] for one in rows_to_ids(model, found)]
            expected = {e.id for e in wanted if every_state or stands[e.id] == "current"}
            assert set(ids) == expected
            assert len(ids) == len(expected)
            assert [one.row for one in found] == sorted((o.row for o in found), reverse=True)
            # a page after another gives the same
            paged, before = [], None
            while page := asking.search_events(
                model,
                EventSearch(
                    selection=selection, every_state=every_state, before=before, limit=2, **bounds
                ),
            ):
                paged += page
                before = page[-1].row
            assert paged == found


def rows_to_ids(model, found):
    return [
        model.execute("SELECT id FROM events WHERE row = ?", (one.row,)).fetchone() for one in found
    ]


def test_golden_events_keep_their_bytes_and_newer_fields(coverages):
    events = golden(coverages)
    values = [event.to_json()[:-1] + b',"added_later":{"x":[1,2]}}' for event in events]
    with built(records_of(values)) as model:
        for event in events:
            document = asking.event(model, event.id).document
            assert b'"data":{' in document
            assert document.endswith(b',"added_later":{"x":[1,2]}}}')
            assert event.to_json()[:-1] in document


def test_records_that_are_no_events_are_left_out_and_passed(coverages):
    good = golden(coverages, "quake")
    values = [b"", b"{", b'{"type":"copydesk.entry.published.v9"}', *good]
    with built() as model:
        applied = writing.apply(model, [*records_of(values), *records_of(good, partition=1)])
        assert applied == writing.Applied(rows=len(good), repeats=len(good), skipped=3)
        assert writing.marks(model)[Place(EVENTS.name, 0)].next == len(values)
        nothing = story_records([b"nonsense"])
        assert writing.apply(model, nothing).skipped == 1


def test_another_log_at_the_same_offsets_is_told(coverages):
    events = golden(coverages, "quake")
    with built(records_of(events)) as model:
        last = len(events) - 1
        before = everything(model)
        assert writing.apply(model, records_of(events[-1:], first=last)) == writing.Applied()
        with pytest.raises(ReadModelStale):
            writing.apply(model, records_of(events[:1], first=last))
        assert everything(model) == before


def test_all_of_a_batch_or_nothing(coverages, monkeypatch):
    events = golden(coverages, "quake")
    with built() as model:
        before = everything(model)
        monkeypatch.setattr(writing, "_put_story", lambda *_: 1 / 0)
        story = story_records(
            [b'{"id":"s","desk":"d","entries":1,"revisions":0,"duplicates":0,"latest":"e"}']
        )
        with pytest.raises(ZeroDivisionError):
            writing.apply(model, [*records_of(events), *story])
        assert everything(model) == before


def test_rows_sort_by_time_and_never_meet():
    value = golden_value(NOON)
    rows = [
        event_row(value, partition, offset, 0).row
        for partition in (0, 1, 1023)
        for offset in (0, 1, 2**21 - 1)
    ]
    assert rows == sorted(set(rows))
    later = event_row(golden_value(NOON + timedelta(seconds=1)), 0, 0, 0).row
    assert max(rows) < later < 2**63
    assert first_row_at(round(NOON.timestamp() * 1000)) <= min(rows)


def test_two_events_of_one_number_both_have_their_place():
    values = [golden_value(NOON, f"v-{number}") for number in range(3)]
    far = [
        record
        for number, value in enumerate(values)
        for record in records_of([value], first=number * 2**21)
    ]
    with built(far) as model:
        assert len(model.execute("SELECT DISTINCT row FROM events").fetchall()) == 3
        assert asking.event(model, "v-2").document.startswith(b'{"specversion":"1.0","id":"v-2"')


def golden_value(when, identity="v"):
    return parse_event(
        b'{"type":"copydesk.entry.withdrawn.v1","id":"%s","desk":"main","source":"courier",'
        b'"coverage":{"id":"blog"},"entry":"%s","revision":2,"occurred_at":"%s",'
        b'"provenance":{"pipeline":"test"}}'
        % (identity.encode(), identity.encode(), when.isoformat().encode())
    ).to_json()
