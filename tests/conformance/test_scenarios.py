"""The scenarios: right for every order that may be sent, and able to tell right from wrong."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.conformance import State, end_of, judge, scenarios

from . import subscribers

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)
NAMES = [one.name for one in scenarios(0, NOW)]
seeds = st.integers(0, 2**31)
many = settings(deadline=None, max_examples=30)


def verdicts(subscriber, seed: int = 1, *, names=NAMES) -> dict[str, str]:
    """Each scenario by itself."""
    return {
        one.name: judge(one, subscriber(one.arrivals)).verdict
        for one in scenarios(seed, NOW)
        if one.name in names
    }


@many
@given(seeds)
def test_the_reference_is_right_whatever_the_seed(seed):
    assert set(verdicts(subscribers.right, seed).values()) == {"right"}
    assert set(verdicts(subscribers.says_all, seed).values()) == {"right"}


@pytest.mark.parametrize("name", NAMES)
@many
@given(seed=seeds, data=st.data())
def test_the_reference_is_right_in_every_order_and_with_every_repetition(name, seed, data):
    (one,) = (one for one in scenarios(seed, NOW) if one.name == name)
    order = data.draw(st.permutations(one.arrivals))
    again = data.draw(st.lists(st.sampled_from(one.arrivals), max_size=4))
    assert judge(one, subscribers.right([*order, *again])).problems == ()


@many
@given(seeds)
def test_all_of_them_in_one_stream_do_not_touch_each_other(seed):
    found = scenarios(seed, NOW)
    state = subscribers.right([arrival for one in found for arrival in one.arrivals])
    assert {judge(one, state).verdict for one in found} == {"right"}


WRONG = {
    subscribers.last_one_wins: {
        "out-of-order", "repeated-ids", "kill-before-create", "late-correction", "late-revision",
        "revision-after-withdrawal", "repeats", "merge", "split", "regrouped-out-of-order",
    },
    subscribers.no_dedup: {"repeated-ids"},
    subscribers.ignores_withdrawals: {
        "in-order", "kill-before-create", "late-revision", "revision-after-withdrawal", "repeats",
    },
    subscribers.shows_repeats: {"repeats"},
    subscribers.ignores_regroups: {"merge", "split", "regrouped-out-of-order"},
    subscribers.stops_at_the_unknown: {"newer-sender"},
}  # fmt: skip


@pytest.mark.parametrize("subscriber", WRONG, ids=lambda one: one.__name__)
def test_a_wrong_subscriber_fails_where_it_is_wrong_and_nowhere_else(subscriber):
    for seed in range(20):
        found = verdicts(subscriber, seed)
        failed = {name for name, verdict in found.items() if verdict == "wrong"}
        # whether an old copy happens to come last is up to the seed
        by_chance = {"repeated-ids"} if subscriber is subscribers.last_one_wins else set()
        assert failed | by_chance == WRONG[subscriber] | by_chance, seed


def test_who_shows_no_stories_is_not_judged_by_them():
    one = next(one for one in scenarios(1, NOW) if one.name == "merge")
    latest = subscribers.Latest()
    for event in subscribers.events_of(one.arrivals):
        latest.apply(event)
    assert judge(one, subscribers.shown(latest, stories=False)).verdict == "not-shown"


def test_the_same_seed_sends_the_same_and_another_one_other_ids():
    assert scenarios(7, NOW) == scenarios(7, NOW)
    first, second = (
        {arrival.id for one in scenarios(seed, NOW) for arrival in one.arrivals} for seed in (1, 2)
    )
    assert not first & second


def test_ids_are_each_scenarios_own():
    owners = Counter(
        entry for one in scenarios(1, NOW) for entry in {e.entry for e in one.expected}
    )
    assert set(owners.values()) == {1}
    assert end_of(1, NOW).expected[0].entry not in owners


@pytest.mark.parametrize(
    ("held", "problem"),
    [
        ([], "does not stand"),
        ([{"withdrawn": True}], "does not stand: it is held as withdrawn"),
        ([{"repeats": "x"}], "does not stand: it is held as repeating x"),
        ([{"event": "RIGHT"}, {"event": "RIGHT"}], "stands 2 times"),
        (
            [{"event": "x", "revision": 9}],
            "is held as event x (revision 9), not RIGHT (revision 1)",
        ),
        ([{"event": "RIGHT", "revision": 2}], "has revision 2, not 1"),
        ([{"event": "RIGHT", "headline": "Other"}], "has the headline 'Other'"),
        ([{"event": "RIGHT"}], None),
    ],
)
def test_what_is_wrong_is_said(held, problem):
    one = end_of(1, NOW)
    wanted = one.expected[0]
    entries = [{"entry": wanted.entry, **it} for it in held]
    for it in entries:
        if it.get("event") == "RIGHT":
            it["event"] = wanted.event
    found = judge(one, State.model_validate({"entries": entries}))
    if problem is None:
        assert found.verdict == "right"
        return
    assert found.verdict == "wrong"
    assert problem.replace("RIGHT", str(wanted.event)) in found.problems[0]
