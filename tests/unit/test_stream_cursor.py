from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.errors import RequestRefused
from streams.gateway.stream.begin import PARTITIONS, RECREATED, RETENTION, begin
from streams.gateway.stream.cursor import BadCursor, Cursor, later
from streams.gateway.stream.live import Bounds
from streams.gateway.stream.repeats import Repeats
from streams.gateway.stream.select import asked

offsets = st.lists(st.integers(0, 2**63 - 1), min_size=1, max_size=64).map(tuple)
kinds = st.sampled_from(["events", "stories", "alerts"])


@given(kinds, offsets)
def test_a_cursor_comes_back_as_it_was_and_is_fit_for_a_header_and_an_address(of, numbers):
    text = str(Cursor(of, numbers))
    assert Cursor.parse(text) == Cursor(of, numbers)
    assert all(letter.isalnum() or letter in "-." for letter in text)


@given(st.text(max_size=60))
def test_any_other_text_is_refused_and_nothing_else_happens(text):
    try:
        cursor = Cursor.parse(text)
    except BadCursor:
        return
    assert Cursor.parse(str(cursor)) == cursor


@given(kinds, offsets, st.data())
def test_a_cursor_with_a_slip_in_it_is_no_other_stream_or_number_of_partitions(of, numbers, data):
    text = str(Cursor(of, numbers))
    place = data.draw(st.integers(0, len(text) - 1))
    slip = text[:place] + data.draw(st.characters(codec="ascii")) + text[place + 1 :]
    try:
        read = Cursor.parse(slip)
    except BadCursor:
        return
    assert str(read).count("-") == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "form"),
        ("yesterday", "form"),
        ("1e-", "form"),
        ("1e-2f.", "form"),
        ("1e-2F", "form"),
        ("1e--1", "form"),
        ("١e-1", "form"),
        ("1e-1\n", "form"),
        ("2e-1.2", "version 2"),
        ("1x-1.2", "no stream"),
        ("1e-ffffffffffffffff", "larger"),
        ("1e-" + ".".join(["0"] * 1025), "form"),
    ],
)
def test_a_bad_cursor_says_what_is_wrong(text, why):
    with pytest.raises(BadCursor, match=why):
        Cursor.parse(text)
    if text:
        with pytest.raises(RequestRefused, match=why) as refused:
            asked([("from", text)], None)
        assert refused.value.status == 400


def test_the_header_comes_before_the_parameter_and_must_be_of_the_same_stream():
    assert asked([("from", "earliest")], "1e-5").begin == Cursor("events", (5,))
    assert asked([("from", "earliest")], "").begin == "earliest"
    assert asked([], None).begin == "now"
    with pytest.raises(RequestRefused, match="cursor of stories"):
        asked([("of", "alerts")], "1s-5")


@pytest.mark.parametrize(
    ("pairs", "why"),
    [
        ([("of", "raw")], "events, stories, alerts"),
        ([("desks", "world")], "no parameter desks"),
        ([("type", "erased")], "types"),
        ([("of", "stories"), ("urgency", "3")], "no urgency"),
        ([("urgency", "high")], "urgency"),
    ],
)
def test_parameters_that_make_no_sense_are_refused(pairs, why):
    with pytest.raises(RequestRefused, match=why):
        asked(pairs, None)


@pytest.mark.parametrize(
    ("where", "cursor", "reset"),
    [
        ("now", (7, 9), None),
        ("earliest", (2, 0), None),
        (Cursor("events", (2, 0)), (2, 0), None),
        (Cursor("events", (10, 9)), (10, 9), None),  # another gateway was ahead of this one
        (Cursor("events", (1, 4)), (2, 4), RETENTION),
        (Cursor("events", (11, 4)), (2, 0), RECREATED),
        (Cursor("events", (2,)), (2, 0), PARTITIONS),
    ],
)
def test_where_a_client_begins(where, cursor, reset):
    found = begin(where, now=(7, 9), bounds=Bounds(beginnings=(2, 0), ends=(10, 9)))
    assert (found.cursor, found.reset) == (cursor, reset)


@given(st.lists(st.tuples(st.integers(1, 3), st.sampled_from("abc")), max_size=60))
def test_a_repeat_is_one_whose_id_stands_within_the_window_before_it(steps):
    seen = Repeats(window=4)
    log: list[tuple[int, str]] = []
    offset = 0
    for step, name in steps:
        offset += step
        expected = any(offset - 4 <= at < offset and it == name for at, it in log)
        log.append((offset, name))
        # whoever begins a window earlier decides alike
        late = Repeats(window=4)
        decisions = [late.saw(*one) for one in log if one[0] >= offset - 4]
        assert seen.saw(offset, name) == decisions[-1] == expected
        seen = seen.copy()
    assert len(seen._last) <= 5


@given(offsets)
def test_later_is_for_each_partition_its_own(numbers):
    assert later(numbers, tuple(0 for _ in numbers)) == numbers
