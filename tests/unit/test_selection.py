from __future__ import annotations

import pytest
from pydantic import ValidationError

from schemas import Following, Selection, Story, from_structured

TOPIC = {"code": "medtop:11000000", "name": "politics and government"}
RULE = {"rule": "test/1", "confidence": 1}


@pytest.fixture(scope="module")
def election(coverages):
    """The golden events of an election night: every type of event is among them."""
    file = coverages / "election-night.events.jsonl"
    return [from_structured(line) for line in file.read_bytes().splitlines()]


def ids(selection: Selection, events) -> list[str]:
    following = Following(selection)
    return [event.id for event in events if following.wants(event)]


def test_all_events_are_wanted_where_nothing_is_asked_for(election):
    assert ids(Selection(), election) == [event.id for event in election]


@pytest.mark.parametrize(
    ("given", "changes", "fits"),
    [
        ({"urgency": 3}, {"urgency": 3}, True),
        ({"urgency": 3}, {"urgency": 4}, False),
        ({"kinds": ("report", "quote")}, {"kind": "quote"}, True),
        ({"kinds": ("report",)}, {"kind": "quote"}, False),
        ({"topics": ("medtop:11000000",)}, {"topics": (TOPIC,)}, True),
        ({"topics": ("11000000",)}, {"topics": (TOPIC,)}, True),
        ({"topics": ("Politics and Government",)}, {"topics": (TOPIC,)}, True),
        ({"topics": ("sport",)}, {"topics": (TOPIC,)}, False),
        ({"places": ("be",)}, {"places": ({"name": "Mons", "country": "BE"},)}, True),
        ({"places": ("BE-WHT",)}, {"places": ({"name": "Mons", "region": "BE-WHT"},)}, True),
        ({"places": ("2790869",)}, {"places": ({"name": "Mons", "geonames_id": 2790869},)}, True),
        ({"places": ("FR", "DE")}, {"places": ({"name": "Mons", "country": "BE"},)}, False),
        ({"desks": ("politics",)}, {}, True),
        ({"desks": ("sport",)}, {}, False),
        ({"sources": ("nobody",)}, {}, False),
        ({"coverages": ("nothing",)}, {}, False),
        ({"types": ("revised",)}, {}, False),
        ({"stories": ("s-1",)}, {"story": "s-1"}, True),
        ({"stories": ("s-1",)}, {"story": "s-2"}, False),
        ({"desks": ("politics",), "urgency": 1}, {"urgency": 5}, False),
    ],
)
def test_what_fits(election, given, changes, fits):
    data = election[0].model_dump() | changes
    for name in ("topics", "places"):
        data[name] = [RULE | one for one in changes.get(name, ())]
    event = type(election[0]).model_validate(data)
    assert bool(ids(Selection(**given), [event])) is fits


def test_who_got_an_entry_gets_all_that_happens_to_it(election):
    withdrawn = next(event for event in election if event.type.split(".")[2] == "withdrawn")
    first = next(event for event in election if event.id in withdrawn.withdraws)
    other = next(event for event in election if event.entry != first.entry)
    # the revision no longer fits, and still replaces what the subscriber has
    revised = first.model_copy(update={"id": "r", "revision": 2, "kind": "housekeeping"})
    happened = [first, other.model_copy(update={"kind": "housekeeping"}), revised, withdrawn]
    wanted = ids(Selection(kinds=(first.kind,)), happened)
    assert wanted == [first.id, "r", withdrawn.id]


def test_what_was_not_wanted_stays_away_until_it_fits(election):
    first = election[0].model_copy(update={"urgency": 6})
    still = first.model_copy(update={"id": "r2", "revision": 2, "urgency": 5})
    urgent = first.model_copy(update={"id": "r3", "revision": 3, "urgency": 2})
    assert ids(Selection(urgency=3), [first, still, urgent]) == ["r3"]


def test_what_began_before_we_looked_may_change_what_the_subscriber_has(election):
    revision = election[0].model_copy(update={"id": "r", "revision": 7, "urgency": 8})
    assert ids(Selection(urgency=1), [revision]) == ["r"]


def test_memory_is_bounded_and_forgetting_lets_through(election):
    following = Following(Selection(urgency=1), remembered=1)
    first = election[0].model_copy(update={"urgency": 5})
    other = first.model_copy(update={"entry": "other"})
    assert not following.wants(first)
    assert not following.wants(other)
    assert following.wants(first.model_copy(update={"revision": 2}))
    assert not following.wants(other.model_copy(update={"entry": "third"}))


def test_cosmetic_revisions_can_be_left_out(election):
    revised = next(event for event in election if event.type.split(".")[2] == "revised")
    cosmetic = revised.model_copy(
        update={
            "deltas": tuple(one.model_copy(update={"type": "cosmetic"}) for one in revised.deltas)
        }
    )
    assert ids(Selection(cosmetic=False), [revised]) == [revised.id]
    assert ids(Selection(cosmetic=False), [cosmetic]) == []


def test_a_query_string_says_the_same():
    asked = [("desk", "world, uk"), ("desk", "sport"), ("urgency", "3"), ("cosmetic", "false")]
    assert Selection.from_query([*asked, ("limit", "5"), ("topic", "")]) == Selection(
        desks=("world", "uk", "sport"), urgency=3, cosmetic=False
    )
    with pytest.raises(ValidationError):
        Selection.from_query([("type", "erased")])


def story(name: str, **fields) -> Story:
    counts = {"entries": 1, "revisions": 0, "duplicates": 0, "latest": "e"}
    return Story.model_validate({"id": name, "desk": "main", **counts, **fields})


@pytest.mark.parametrize(
    ("given", "fits"),
    [
        ({}, True),
        ({"desks": ("main",)}, True),
        ({"desks": ("sport",)}, False),
        ({"sources": ("courier", "herald")}, True),
        ({"sources": ("herald",)}, False),
        ({"coverages": ("blog",)}, True),
        ({"coverages": ("other",)}, False),
        ({"stories": ("s",)}, True),
        ({"stories": ("t",)}, False),
        ({"places": ("be",)}, True),
        ({"places": ("2790869",)}, True),
        ({"places": ("FR",)}, False),
    ],
)
def test_stories_are_selected_by_what_they_tell(given, fits):
    place = {"name": "Mons", "country": "BE", "geonames_id": 2790869, "entries": 1}
    told = story("s", sources=("courier", "wire"), coverages=("blog",), places=(place,))
    assert Following(Selection(**given)).wants(told) is fits


def test_who_got_a_story_gets_what_becomes_of_it():
    following = Following(Selection(sources=("courier",)))
    assert following.wants(story("s", sources=("courier",)))
    assert following.wants(story("s", sources=("wire",)))
    assert following.wants(story("s", merged_into="t"))
    assert not following.wants(story("t", sources=("wire",)))
    assert not following.wants(story("t", merged_into="u"))
    assert following.wants(story("never-seen", merged_into="u"))
    assert not Following(Selection(desks=("sport",))).wants(story("x", merged_into="u"))
