from __future__ import annotations

import json

import pytest

from schemas import RawEntry
from streams.core.deduplicate import Index, identify
from streams.sources import Malformed
from streams.timeline import Timed, timeline
from tests.helpers.making import NOON, at, raw


def played(*entries) -> list[Timed]:
    return list(timeline(entries, NOON))


def names(found: list[Timed]) -> list[str]:
    return [
        f"{'release ' if one.is_tick else ''}{json.loads(one.value)['entry_id']}" for one in found
    ]


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ([{}], [0]),
        ([{}, {}], [0, 0]),
        ([{"published_at": at(-5)}, {}], [-5, -5]),
        ([{"published_at": at(3)}, {"published_at": at(9)}], [3, 9]),
        ([{"published_at": at(9)}, {"published_at": at(3)}], [9, 9]),
        ([{"published_at": at(1), "updated_at": at(2)}], [2]),
        ([{"published_at": at(1), "updated_at": at(2), "fetched_at": at(7)}], [7]),
        ([{"fetched_at": at(1), "updated_at": at(8)}], [1]),
    ],
)
def test_an_entry_arrives_when_it_was_fetched_changed_or_published_and_never_back_in_time(
    times, expected
):
    assert [one.at for one in played(*(raw(**time) for time in times))] == list(map(at, expected))


def test_the_end_of_an_embargo_is_put_in_at_its_time():
    found = played(
        raw(entry_id="a", fetched_at=at(0), embargoed_until=at(7), desk="world"),
        raw(entry_id="b", fetched_at=at(1), embargoed_until=at(5)),
        raw(entry_id="c", fetched_at=at(6)),
        raw(entry_id="d", fetched_at=at(9)),
    )
    assert names(found) == ["a", "b", "release b", "c", "release a", "d"]
    assert [one.at for one in found] == [at(n) for n in (0, 1, 5, 6, 7, 9)]
    assert [one.key for one in found if one.is_tick] == [b"main", b"world"]


def test_a_release_is_of_the_entry_that_it_releases():
    held = raw(entry_id=None, fetched_at=at(0), embargoed_until=at(1))
    release = RawEntry.model_validate_json(played(held, raw(fetched_at=at(2)))[1].value)
    assert release.operation == "release"
    assert identify(release, Index()).key == identify(held, Index()).key


@pytest.mark.parametrize(
    "entry",
    [
        raw(fetched_at=at(5), embargoed_until=at(4)),
        raw(fetched_at=at(5), embargoed_until=at(5)),
        raw(fetched_at=at(5), embargoed_until=at(99)),
        raw(fetched_at=at(5), embargoed_until=at(6), operation="withdraw"),
    ],
)
def test_there_is_no_release_without_an_embargo_that_ends_meanwhile(entry):
    found = played(entry, raw(entry_id="b", fetched_at=at(9)))
    assert names(found) == ["e-1", "b"]


def test_a_malformed_record_keeps_its_bytes_and_its_place():
    bad = Malformed(b"\xff{", "line 2", "not JSON")
    found = played(bad, raw(fetched_at=at(3)), bad)
    assert [(one.value, one.at) for one in (found[0], found[2])] == [
        (b"\xff{", NOON),
        (b"\xff{", at(3)),
    ]
