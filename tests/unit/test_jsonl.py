from __future__ import annotations

from datetime import UTC, datetime

import pytest

from schemas import MAX_RECORD_BYTES, Coverage, RawEntry
from streams.errors import SourceError
from streams.sources import Context, Malformed, parse, recognise

LINE = b'{"coverage":{"id":"c"},"headline":"Bridge closes"}'


def lines(data, **context):
    return list(parse(data, Context(**context)))


def test_what_is_written_is_read_again():
    entry = RawEntry(
        coverage=Coverage(id="c"),
        headline="A\u2028B",
        published_at=datetime(2025, 3, 3, tzinfo=UTC),
        desk="sport",
    )
    assert lines(entry.to_json() + b"\n") == [entry]


def test_a_bad_line_keeps_its_bytes_and_number_and_hides_no_other():
    found = lines(b"\xef\xbb\xbf" + LINE + b"\r\n\n{bad\xff}\n[]\n{}\n" + LINE)
    assert [type(item) for item in found] == [RawEntry, Malformed, Malformed, Malformed, RawEntry]
    assert [(item.where, item.value) for item in found[1:4]] == [
        ("line 3", b"{bad\xff}"),
        ("line 4", b"[]"),
        ("line 5", b"{}"),
    ]
    assert found[3].reason == "coverage: Field required"


def test_a_line_that_is_too_long_is_malformed():
    (found,) = lines(b'{"headline": "' + b"x" * MAX_RECORD_BYTES + b'"}')
    assert found.reason == f"longer than {MAX_RECORD_BYTES} bytes"


def test_the_context_fills_in_what_a_line_leaves_out():
    at = datetime(2025, 3, 3, tzinfo=UTC)
    (entry,) = lines(LINE, source="dpa", fetched_at=at)
    assert (entry.desk, entry.source, entry.fetched_at) == ("main", "dpa", at)
    (entry,) = lines(LINE[:-1] + b',"source":"afp","desk":"sport"}', source="dpa", desk="world")
    assert (entry.desk, entry.source) == ("world", "afp")


def test_the_first_line_may_be_bad():
    assert recognise(b'{"cut":\n' + LINE).name == "JSON Lines"


@pytest.mark.parametrize("data", [b'{\n  "headline": "x"\n}', b"[1, 2]", b"{", b"\x00\x01\x02"])
def test_other_content_is_of_no_known_format(data):
    with pytest.raises(SourceError):
        recognise(data)
