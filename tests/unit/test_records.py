from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.delivery.records import TIME_HEADER, Cause
from tests.helpers.making import NOON, at, record

numbers = st.integers(0, 2**62)


@given(st.from_regex(r"[a-zA-Z0-9._-]{1,40}", fullmatch=True), numbers, numbers, numbers)
def test_a_cause_survives_its_header(topic, partition, offset, index):
    cause = Cause(topic, partition, offset, index)
    assert Cause.decode(cause.encode()) == cause


@pytest.mark.parametrize(
    "value", [b"", b"news.raw", b"news.raw/0/1", b"a/0/1/2/3", b"a/x/1/0", b"a/0/-1/0", b"\xff/0/1"]
)
def test_what_is_no_cause_is_not_taken_for_one(value):
    assert Cause.decode(value) is None


def test_causes_are_ordered_as_the_inputs_are():
    ordered = [Cause("t", 0, 9, 0), Cause("t", 0, 9, 1), Cause("t", 0, 10, 0), Cause("t", 1, 0)]
    assert all(one < after for one, after in pairwise(ordered))


@pytest.mark.parametrize(
    ("headers", "now", "replayed"),
    [
        ((), NOON, False),
        (((TIME_HEADER, str(round(at(-60).timestamp() * 1000)).encode()),), at(-60), True),
        (((TIME_HEADER, b"yesterday"),), NOON, True),
    ],
)
def test_now_is_what_a_replay_says_or_when_the_record_was_sent(headers, now, replayed):
    found = replace(record(b"{}"), headers=headers)
    assert (found.now, found.is_replayed) == (now, replayed)
