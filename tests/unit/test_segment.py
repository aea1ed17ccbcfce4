from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from streams.core.segment import Block, Clock, clock, labelled, newest_first, resolve, segment
from streams.core.segment.bylines import byline

LEAD = "Storm live\nWinds reach 110 km/h\n"


def labels(text):
    return [line.label for line in labelled(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("17:48", Clock(minutes=1068)),
        ("5.50am GMT", Clock(minutes=350, offset=0)),
        ("12 am", Clock(minutes=0)),
        ("9:15 p.m. ET", Clock(minutes=1275, region="America/New_York")),
        ("23:35:10 +02:00", Clock(minutes=1415, seconds=10, offset=120)),
        ("17.48 Uhr", Clock(minutes=1068)),
        ("Tue 5 Nov 2024 10.15 GMT", Clock(minutes=615, offset=0, date=date(2024, 11, 5))),
        ("Nov 4, 2024, 9:15 PM", Clock(minutes=1275, date=date(2024, 11, 4))),
        ("08:15, 4 November", Clock(minutes=495, day_month=(11, 4))),
        ("2024-11-04", Clock(date=date(2024, 11, 4))),
        ("04.11.2024, 17:48 CET", Clock(minutes=1068, offset=60, date=date(2024, 11, 4))),
        ("2 hours ago", Clock(ago=120)),
        ("a minute ago", Clock(ago=1)),
    ],
)
def test_times_as_papers_print_them(text, expected):
    assert clock.read(text) == (expected, "")


@pytest.mark.parametrize("text", ["17", "31 February 2024", "13 pm", "Monday", "10-4", "25:61", ""])
def test_what_is_no_time(text):
    found = clock.read(text)
    assert found is None or found[1]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ida Brandt reports.", ("Ida Brandt",)),
        ("My colleague Jean-Luc de la Tour reports from Vessport:", ("Jean-Luc de la Tour",)),
        ("By Ida Brandt and Jo Pell", ("Ida Brandt", "Jo Pell")),
        ("By Ida Brandt in Vessport", ("Ida Brandt",)),
        ("Reporting by Ida Brandt and Jo Pell; editing by Al Moss", ("Ida Brandt", "Jo Pell")),
        ("Reuters reports.", ("Reuters",)),
        ("By the time rescuers arrived", ()),
        ("Police reports.", ()),
        ("Ida Brandt reports that the bridge is closed.", ()),
    ],
)
def test_bylines(text, names):
    assert byline(text) == names


def test_an_appeal_glued_to_the_lead_is_cut_off():
    page = segment(LEAD + "Your support makes all the difference.The bridge is closed.")
    assert page.blocks[0].lines == ["The bridge is closed."]


@pytest.mark.parametrize("text", ["The U.S.Army said so.", "It runs on node.Js as ever."])
def test_other_sentences_without_a_space_stay_whole(text):
    assert segment(LEAD + text).blocks[0].lines == [text]


def test_a_quotation_that_speaks_of_support_is_news():
    text = "“Your support helps us to rebuild,” the mayor told donors."
    assert segment(LEAD + text).blocks[0].lines == [text]


def test_the_paragraphs_amid_an_appeal_belong_to_it():
    appeal = (
        "Your donation helps us to tell the story\n"
        "Week after week we send our reporters to where things happen.\n"
        "Support independent journalism today.\n"
    )
    page = segment(LEAD + appeal + "The bridge is closed.\nWe saw our reporters off.")
    assert page.blocks[0].lines == ["The bridge is closed.", "We saw our reporters off."]


def test_a_single_time_makes_no_layout():
    page = segment(LEAD + "One.\n17:48\nBridge closes today\nTwo is closed.")
    assert [block.headline for block in page.blocks if block.lines][-1] == "Bridge closes today"


def times(text, fetched=None):
    blocks = segment(text).blocks
    return [at.isoformat() if at else None for at in resolve(blocks, fetched)]


ENTRIES = "{}\nBridge closes today\nIt is closed.\n{}\nSchools stay shut\nThey are shut.\n"


def test_without_a_day_or_a_zone_there_is_no_time():
    assert times(LEAD + ENTRIES.format("08:00 GMT", "09:00 GMT")) == [None, None]
    assert times(LEAD + "3 March 2025\n" + ENTRIES.format("08:00", "09:00")) == [None, None]


def test_midnight_changes_the_day_in_both_directions():
    fetched = datetime(2025, 3, 4, 1, tzinfo=timezone(timedelta(hours=1)))
    rising = ["2025-03-03T23:50:00+01:00", "2025-03-04T00:10:00+01:00"]
    assert times(LEAD + ENTRIES.format("23:50", "00:10"), fetched) == rising
    assert times(LEAD + "3 March 2025\n" + ENTRIES.format("23:50 CET", "00:10 CET")) == rising


def test_ages_count_from_fetching_and_days_ago_are_too_vague():
    fetched = datetime(2025, 3, 4, 12, tzinfo=UTC)
    page = LEAD + ENTRIES.format("5 minutes ago", "2 days ago")
    assert times(page, fetched) == ["2025-03-04T11:55:00+00:00", None]
    assert newest_first(segment(page).blocks)


def test_a_day_without_a_year_is_the_last_one_before_fetching():
    fetched = datetime(2025, 1, 2, 12, tzinfo=UTC)
    texts = ("31 December 23:00 GMT", "1 January 01:00 GMT")
    blocks = [Block(clock=clock.read(text)[0]) for text in texts]
    found = [at.isoformat() for at in resolve(blocks, fetched)]
    assert found == ["2024-12-31T23:00:00+00:00", "2025-01-01T01:00:00+00:00"]


def test_a_page_of_a_thousand_entries_takes_a_moment():
    import time

    entry = "{:02}:{:02}\nBridge number {} closes\nThe bridge is closed until noon.\nMore soon.\n"
    text = LEAD + "".join(entry.format(n // 60 % 24, n % 60, n) for n in range(1000))
    best = 9.0
    for _ in range(3):
        start = time.process_time()
        assert len(segment(text).blocks) == 1000
        best = min(best, time.process_time() - start)
    assert best < 0.5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12m ago (16:45 GMT)", Clock(minutes=1005, offset=0)),
        ("2 hr 32 min ago", Clock(ago=152)),
        ("90+4 min", Clock(played=(90, 4))),
        ("34’", Clock(played=(34, 0))),
        ("12 février 2025 à 18h40", Clock(minutes=1120, date=date(2025, 2, 12))),
        ("2. März 2025, 19:30 Uhr", Clock(minutes=1170, date=date(2025, 3, 2))),
    ],
)
def test_times_of_matches_and_of_other_languages(text, expected):
    assert clock.read(text) == (expected, "")


def test_the_coverage_of_a_storm_has_nine_entries(coverages):
    page = segment((coverages / "harbour-storm.page.txt").read_text())
    news = [block for block in page.blocks if block.kind != "related"]
    assert len(news) == 9
    assert news[0].headline == page.headline
    assert news[0].lines[0].startswith("A forty-metre stretch")
    teasers = [block for block in page.blocks if block.kind == "related"]
    assert [len(block.lines) for block in teasers] == [1, 1]
    everything = " ".join(f"{b.headline} {' '.join(b.lines)}" for b in page.blocks)
    assert "contribution" not in everything
    assert "Take part" not in everything


def test_a_short_line_under_every_entry_is_a_button_in_any_language():
    entry = "{:02}:00\nBridge {} closed\nIt is closed until noon.\nOssza meg\n"
    found = labels(LEAD + "".join(entry.format(hour, hour) for hour in (8, 9, 10)))
    assert found[2:] == ["timestamp", "heading", "body", "boilerplate"] * 3


def test_a_table_of_contents_with_times_is_no_row_of_entries():
    contents = (
        "Key events\n5m ago\nBridge closes today\n1h ago\nShip strikes pier\nShow key events only\n"
    )
    page = segment(LEAD + contents + ENTRIES.format("14.05 GMT", "13.05 GMT"))
    assert [block.kind for block in page.blocks] == ["key-points", "entry", "entry"]
    assert page.blocks[0].lines == ["Bridge closes today", "Ship strikes pier"]


def test_every_letter_of_a_page_stands_on_one_line():
    text = LEAD + "• One\n17:48 , Jane Dell\nAdvertisementThe bridge is closed.\nRead more: Why\n"
    found = "".join("".join(line.source.split()) for line in labelled(text))
    assert found == "".join(text.split())
