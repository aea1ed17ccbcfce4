from __future__ import annotations

import json

import pytest

from schemas import MAX_RECORD_BYTES, Entry
from streams.delivery.codec import decode, decode_raw, encode
from streams.errors import InvalidEntry, NotJson, NotUtf8, NoValue, TooLarge
from streams.topics import RAW
from tests.helpers.making import raw

GOOD = {"coverage": {"id": "blog"}, "entry_id": "e-1", "headline": "Bridge closes"}


def entry(**fields) -> bytes:
    return json.dumps({**GOOD, **fields}).encode()


BAD = {
    "no value": (None, NoValue, "no value"),
    "nothing": (b"", NotJson, "not JSON"),
    "text": (b"hello", NotJson, "not JSON"),
    "cut short": (entry()[:-4], NotJson, "not JSON"),
    "two objects": (entry() + entry(), NotJson, "not JSON"),
    "NaN": (b'{"coverage": NaN}', NotJson, "not JSON"),
    "a lone surrogate": (entry(headline="\ud800"), NotJson, "not JSON"),
    "an array": (b"[]", NotJson, "list"),
    "a number": (b"7", NotJson, "int"),
    "null": (b"null", NotJson, "NoneType"),
    "too deep": (b'{"coverage":' + b"[" * 5000 + b"]" * 5000 + b"}", NotJson, "not JSON"),
    "Latin-1": ('{"headline": "é"}'.encode("latin-1"), NotUtf8, "byte 14"),
    "UTF-16": ('{"headline": "é"}'.encode("utf-16"), NotUtf8, "byte 0"),
    "no coverage": (b'{"headline": "x"}', InvalidEntry, "coverage: Field required"),
    "says nothing": (b'{"coverage": {"id": "b"}}', InvalidEntry, "an upsert needs"),
    "only space": (entry(headline=" \n "), InvalidEntry, "an upsert needs"),
    "wrong types": (entry(headline=7, bylines="Ada"), InvalidEntry, "(and 1 more)"),
    "unknown operation": (entry(operation="explode"), InvalidEntry, "operation: "),
    "a withdrawal of nothing": (
        b'{"coverage": {"id": "b"}, "operation": "withdraw"}',
        InvalidEntry,
        "a withdraw must name",
    ),
    "the year 1": (entry(published_at="0001-01-01T00:00:00Z"), InvalidEntry, "1990"),
    "the year 9999": (entry(embargoed_until="9999-12-31T23:59:59Z"), InvalidEntry, "2100"),
    "no zone": (entry(updated_at="2025-03-01T12:00:00"), InvalidEntry, "timezone"),
    "a time as a number": (entry(published_at=1740830400), InvalidEntry, "ISO 8601"),
    "no time at all": (entry(published_at="yesterday"), InvalidEntry, "published_at"),
    "an impossible desk": (entry(desk="No Desk"), InvalidEntry, "desk: "),
    "a script as a link": (entry(links=[{"url": "javascript:1"}]), InvalidEntry, "links.0.url"),
    "an urgency of 9": (entry(urgency=9), InvalidEntry, "urgency: "),
    "a long headline": (entry(headline="x" * 2001), InvalidEntry, "headline: "),
    "a long body": (entry(body="x" * 200_001), InvalidEntry, "body: "),
    "oversize": (entry(body="x" * MAX_RECORD_BYTES), TooLarge, str(MAX_RECORD_BYTES)),
}


@pytest.mark.parametrize(("value", "error", "says"), BAD.values(), ids=BAD)
def test_every_bad_record_is_refused_with_one_line_that_says_why(value, error, says):
    with pytest.raises(error) as caught:
        decode_raw(value)
    message = str(caught.value)
    assert says in message
    assert "\n" not in message
    assert len(message) < 300
    assert type(caught.value) is error


@pytest.mark.parametrize(
    "value",
    [
        entry(),
        entry(from_the_future={"a": [1]}),
        entry(body="x" * 200_000),
        b" \n" + entry() + b"\r\n",
        entry(published_at="2025-03-01T12:00:00.123456+05:30"),
        entry(headline="\u0000Bridge\u202e closes\u0007"),
    ],
)
def test_a_good_record_is_taken(value):
    found = decode_raw(value)
    assert found.entry_id == "e-1"
    assert found.headline == "Bridge closes"


def test_what_is_encoded_is_decoded_to_the_same():
    entry = raw(published_at="2025-03-01T12:00:00+02:00", tags=["a"])
    output = encode(RAW, b"main", entry)
    assert (output.topic, output.key) == (RAW, b"main")
    assert decode_raw(output.value) == entry
    assert encode(RAW, b"main", decode_raw(output.value)).value == output.value


def test_an_internal_record_is_checked_like_any_other():
    with pytest.raises(InvalidEntry, match="event: Field required"):
        decode(Entry, b"{}")
