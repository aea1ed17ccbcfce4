from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import Coverage, RawEntry
from streams.core.deduplicate.identity import identify
from streams.watch.changes import compare, confirm
from streams.watch.memory import Remembered

NOW = datetime(2025, 3, 3, 12, 0, tzinfo=UTC)


def entry(name: str, text: str | None = None, **fields) -> RawEntry:
    return RawEntry.model_validate(
        {"coverage": Coverage(id="c"), "entry_id": name, "headline": text or name, **fields}
    )


def entries(names: str) -> list[RawEntry]:
    return [entry(name) for name in names]


def polls(*pages, **options):
    """What each page made the watcher push: headlines, and withdrawn ids after a minus."""
    remembered, pushed = Remembered(), []
    for number, page in enumerate(pages):
        now = NOW + timedelta(seconds=number)
        if page is None:
            found = confirm(remembered, now)
        else:
            listed = entries(page) if isinstance(page, str) else page
            found = compare(remembered, listed, now, **options)
        remembered = found.remembered
        pushed.append(
            [
                ("-" if e.operation == "withdraw" else "") + (e.headline or e.entry_id)
                for e in found.push
            ]
        )
    return pushed


def test_only_what_is_new_or_changed_is_pushed():
    assert polls("ab", "ab", "abc") == [["a", "b"], [], ["c"]]
    changed = [entry("a"), entry("b", "better")]
    assert polls("ab", changed, changed) == [["a", "b"], ["better"], []]


@pytest.mark.parametrize(
    "fields",
    [
        {"urgency": 1},
        {"embargoed_until": NOW},
        {"operation": "withdraw"},
        {"key_event": True},
        {"body": "more"},
    ],
)
def test_what_the_pipeline_acts_upon_is_a_change(fields):
    assert polls("ab", [entry("a"), entry("b", **fields)])[1] == [
        "-b" if "operation" in fields else "b"
    ]


def test_what_vanished_from_the_middle_is_withdrawn_by_the_second_poll():
    assert polls("abcd", "abd", "abd", "abd")[1:] == [[], ["-c"], []]


def test_the_servers_word_that_nothing_changed_is_a_second_poll():
    assert polls("abcd", "abd", None, None)[1:] == [[], ["-c"], []]
    assert polls("abcd", None, None) == [["a", "b", "c", "d"], [], []]


def test_new_entries_do_not_hide_a_gap():
    assert polls("abcd", "abde", "abdef")[1:] == [["e"], ["f", "-c"]]


@pytest.mark.parametrize(
    "pages",
    [
        ("abcd", "bcd", "bcd", "bcd"),  # the oldest paged away
        ("abcd", "cdef", "defg", "defg"),
        ("abcd", "abc", "abc", "abc"),  # the newest: the list was cut, or is an old copy
        ("abcd", "abd", "abcd", "abd"),  # it came back
        ("abcdefgh", "ah", "ah", "ah"),  # another selection
        ("abcd", "badc", "bad", "dab"),  # another order
        ("abcd", "xyz", "xyz", "xyz"),  # another page
        ("a", "", "", ""),
        ("abcd", "", "", ""),
    ],
)
def test_nothing_else_is_withdrawn(pages):
    assert not [said for pushed in polls(*pages) for said in pushed if said.startswith("-")]


def test_a_gap_beside_paging_waits_for_two_quiet_polls():
    assert polls("abcdef", "bcdf", "bcdf", "bcdf")[1:] == [[], [], ["-e"]]


def test_an_old_entry_that_is_pinned_does_not_prove_that_its_neighbours_are_gone():
    for kept in ({"pinned": True}, {"key_event": True}, {"kind": "summary"}):
        first = [entry("a", **kept), *entries("bcd")]
        paged = [entry("a", **kept), *entries("cd")]
        assert polls(first, paged, paged, paged)[1:] == [[], [], []]


def test_an_entry_that_is_pinned_now_is_not_gone():
    moved = [*entries("acd"), entry("b", pinned=True)]
    assert polls("abcd", moved, moved, moved)[1:] == [["b"], [], []]


def test_a_page_that_is_not_whole_proves_nothing_and_restarts_the_proof():
    remembered = compare(Remembered(), entries("abcd"), NOW).remembered
    said = []
    for whole in (True, False, True, True):
        found = compare(remembered, entries("abd"), NOW, whole=whole)
        remembered = found.remembered
        said.append(found.withdrawn)
    assert said == [0, 0, 0, 1]


def test_withdrawing_can_be_switched_off():
    assert polls("abcd", "abd", "abd", "abd", withdraw="never")[1:] == [[], [], []]


def headed(*headings: str) -> list[RawEntry]:
    return [RawEntry(coverage=Coverage(id="c"), headline=heading) for heading in headings]


def test_an_edited_heading_is_no_withdrawal_where_it_stands_for_the_id():
    before, after = headed("One", "Two", "Three"), headed("One", "Two, edited", "Three")
    assert polls(before, after, after, after)[1:] == [["Two, edited"], [], []]
    without = headed("One", "Three")
    assert len(polls(before, without, without)[2]) == 1


def test_a_withdrawal_names_the_entry_that_was_pushed():
    first = [
        entry("a"),
        RawEntry(coverage=Coverage(id="c"), headline="Two", desk="sport", source="s"),
        entry("z"),
    ]
    remembered = compare(Remembered(), first, NOW).remembered
    for _ in range(2):
        found = compare(remembered, [first[0], first[2]], NOW)
        remembered = found.remembered
    (gone,) = found.push
    assert (gone.operation, gone.desk, gone.source) == ("withdraw", "sport", "s")
    assert identify(gone).key == identify(first[1]).key


def test_two_entries_under_one_heading_do_not_change_into_each_other():
    twice = [
        RawEntry(coverage=Coverage(id="c"), headline="Watch live", body="one"),
        RawEntry(coverage=Coverage(id="c"), headline="Watch live", body="two"),
    ]
    assert polls(twice, twice, twice)[1:] == [[], []]


def test_what_left_long_ago_is_forgotten():
    remembered = compare(Remembered(), entries("ab"), NOW).remembered
    later = NOW + timedelta(days=15)
    assert compare(remembered, entries("b"), later).remembered.entries.keys() == {
        identify(entry("b")).key
    }


def test_what_is_remembered_is_bounded(monkeypatch):
    monkeypatch.setattr("streams.watch.changes._MOST_REMEMBERED", 3)
    remembered = Remembered()
    for number, names in enumerate(["abcdef", "efgh", "h"]):
        now = NOW + timedelta(seconds=number)
        remembered = compare(remembered, entries(names), now).remembered
    kept = {known.entry_id for known in remembered.entries.values()}
    assert "h" in kept
    assert len(kept) <= 4


def test_coverages_on_one_page_prove_nothing_for_each_other():
    def other(name):
        return entry(name, coverage=Coverage(id="d"))

    first = [entry("a"), other("x"), entry("b")]
    assert polls(first, entries("ab"), entries("ab"), entries("ab"))[1:] == [[], [], []]


names = st.lists(st.sampled_from("abcdefghijkl"), unique=True).map("".join)
texts = st.tuples(st.sampled_from("abcdef"), st.sampled_from(["one", "two"]))
pages = st.lists(texts, max_size=8).map(lambda found: [entry(n, t) for n, t in found])


@given(pages)
def test_an_unchanged_page_pushes_nothing(page):
    remembered = compare(Remembered(), page, NOW).remembered
    for _ in range(3):
        again = compare(remembered, page, NOW)
        assert again.push == ()
        remembered = again.remembered
    assert confirm(remembered, NOW).push == ()


@given(st.lists(pages, max_size=6))
def test_the_last_thing_pushed_of_an_entry_is_what_the_page_last_said(history):
    remembered, last, shown = Remembered(), {}, {}
    for page in history:
        found = compare(remembered, page, NOW)
        remembered = found.remembered
        last.update({identify(e).key: e for e in found.push})
        shown = {identify(e).key: e for e in page}
        assert shown.items() <= {k: v for k, v in last.items() if v.operation == "upsert"}.items()
        assert not {identify(e).key for e in found.push if e.operation == "withdraw"} & set(shown)


@given(st.integers(2, 8), st.lists(st.integers(0, 3), min_size=1, max_size=12))
def test_a_page_of_the_newest_n_never_withdraws(size, arrivals):
    everything, remembered, count = [f"{n:04}" for n in range(100)], Remembered(), size
    for arrived in [0, *arrivals]:
        count += arrived
        window = [entry(name) for name in everything[:count][-size:]]
        found = compare(remembered, window, NOW)
        assert found.withdrawn == 0
        remembered = found.remembered


@given(st.lists(names, max_size=8))
def test_a_withdrawn_entry_was_missing_twice_and_stood_between_two_that_remain(history):
    remembered = Remembered()
    for number, page in enumerate(history):
        found = compare(remembered, entries(page), NOW)
        remembered = found.remembered
        for gone in found.push:
            if gone.operation == "withdraw":
                assert gone.entry_id not in page + history[number - 1]
                assert len(page) >= 2


@given(st.lists(names, max_size=5), names)
def test_what_is_remembered_survives_the_file(history, page):
    remembered = Remembered()
    for listed in history:
        remembered = compare(remembered, entries(listed), NOW).remembered
    restored = Remembered.model_validate_json(remembered.model_dump_json())
    assert restored == remembered
    assert compare(restored, entries(page), NOW) == compare(remembered, entries(page), NOW)
