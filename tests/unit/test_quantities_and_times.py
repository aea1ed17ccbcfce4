from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from schemas import Facts
from streams.core.enrich.facts import extract

MONDAY = datetime(2024, 11, 4, 11, tzinfo=UTC)


def facts(body, at=MONDAY):
    return extract("", body, at=at, bylines=())


@pytest.mark.parametrize(
    ("body", "value", "unit", "bound", "counts", "casualty"),
    [
        ("They downed four HIMARS.", 4, None, "exactly", "HIMARS", None),
        ("They downed 42 Ukrainian drones overnight.", 42, None, "exactly", "Ukrainian drones", None),
        ("They lost two Long Range Guided Systems (LRGS) there.", 2, None, "exactly", "Long Range Guided Systems (LRGS)", None),
        ("At least 10,000 North Korean soldiers arrived.", 10_000, None, "at-least", "North Korean soldiers", None),
        ("More than 1.2 million people fled.", 1_200_000, None, "at-least", "people", None),
        ("About twenty-five ships left.", 25, None, "about", "ships", None),
        ("Up to two hundred and six homes flooded.", 206, None, "at-most", "homes", None),
        ("She won 55 per cent of it.", 55, "percent", "exactly", None, None),
        ("It cost $2.5bn in all.", 2.5e9, "USD", "exactly", None, None),
        ("It cost £300 in all.", 300, "GBP", "exactly", None, None),
        ("The blast killed six people.", 6, None, "exactly", "people", "killed"),
        ("Twelve people were injured.", 12, None, "exactly", "people", "injured"),
        ("Some 30 hikers are missing.", 30, None, "about", "hikers", "missing"),
        ("A 24-hour strike began.", 24, "hour", "exactly", "strike", None),
        ("It struck 20km away.", 20, "km", "exactly", None, None),
    ],
)  # fmt: skip
def test_quantities(body, value, unit, bound, counts, casualty):
    (found,) = facts(body).quantities
    assert (found.value, found.unit, found.bound) == (value, unit, bound)
    assert (found.counts, found.casualty) == (counts, casualty)


def test_each_number_has_its_own_victims():
    found = facts("Missiles hit the port, killing four and injuring 19.").quantities
    assert [(one.value, one.casualty) for one in found] == [(4, "killed"), (19, "injured")]


@pytest.mark.parametrize(
    "body",
    [
        "It opened in 2019.", "On 4 November 2024 it closed.", "It ended 3-1.", "She came 4th.",
        "Call 020 7946 0958 now.", "It starts at 10:30 or 5pm.", "Ann Lee, 34, left.",
        "One of them left.", "F-16 jets and Covid-19 tests",
    ],
)  # fmt: skip
def test_not_quantities(body):
    assert facts(body).quantities == ()


@pytest.mark.parametrize(
    ("body", "text", "start", "end"),
    [
        ("It began today.", "today", "2024-11-04T00", "2024-11-05T00"),
        ("It began yesterday.", "yesterday", "2024-11-03T00", "2024-11-04T00"),
        ("It began this morning.", "this morning", "2024-11-04T06", "2024-11-04T12"),
        ("It goes on tonight.", "tonight", "2024-11-04T18", "2024-11-05T06"),
        ("It began on Tuesday.", "Tuesday", "2024-10-29T00", "2024-10-30T00"),
        ("It will begin on Tuesday.", "Tuesday", "2024-11-05T00", "2024-11-06T00"),
        ("It began on Monday.", "Monday", "2024-11-04T00", "2024-11-05T00"),
        ("It began last week.", "last week", "2024-10-28T00", "2024-11-04T00"),
        ("He held it in October, and will go.", "October", "2024-10-01T00", "2024-11-01T00"),
        ("It ends in March and will return.", "March", "2025-03-01T00", "2025-04-01T00"),
        ("It runs until the end of November.", "until the end of November", "2024-11-04T11", "2024-12-01T00"),
        ("It began in 2023.", "2023", "2023-01-01T00", "2024-01-01T00"),
        ("It began on 3 May 2022.", "3 May 2022", "2022-05-03T00", "2022-05-04T00"),
        ("It began on May 3, 2022.", "May 3, 2022", "2022-05-03T00", "2022-05-04T00"),
    ],
)  # fmt: skip
def test_times(body, text, start, end):
    (found,) = facts(body).times
    assert found.text == text
    assert (found.start.isoformat()[:13], found.end.isoformat()[:13]) == (start, end)


def test_days_begin_at_midnight_of_the_entrys_zone():
    (found,) = facts("It began today.", MONDAY.astimezone(ZoneInfo("Asia/Tokyo"))).times
    assert found.start == datetime(2024, 11, 3, 15, tzinfo=UTC)


@pytest.mark.parametrize("body", ["It may rain.", "Call on 31 November.", "Sunday Brunch Ltd’s"])
def test_what_cannot_be_a_time_raises_nothing(body):
    facts(body)


@pytest.mark.parametrize(
    "body",
    [
        "The mill opened in 1846.", "It has run since 1846.", "It formed 10,000 years ago.",
        "In 5,000 years the sun will shine.", "The rock fell 900,000 hours ago.", "It comes in the next 90 years.",
        "It will stand until 2100.", "She was born on 12 May 1902.", "It began 9" + "9" * 400 + " hours ago.",
    ],
)  # fmt: skip
def test_times_that_the_contract_has_no_room_for_are_left_out(body):
    found = facts(body)
    assert found.times == ()
    assert Facts.model_validate_json(found.model_dump_json()) == found


@pytest.mark.parametrize("number", ["9" * 400, "two" + " hundred" * 200])
def test_numbers_beyond_what_json_holds_are_left_out(number):
    found = facts(f"It counted {number} of them.")
    assert found.quantities == ()
    assert Facts.model_validate_json(found.model_dump_json()) == found


def test_no_time_without_the_entrys_own():
    assert facts("It began today.", None).times == ()
