"""What papers say of themselves and how they arrange it, in other words than on the pages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from streams.core.segment import clock, labelled, segment
from streams.core.segment.bylines import byline
from streams.core.segment.cut import cut

FOLDER = Path(__file__).parents[1] / "fixtures" / "pages"
PAGES = [path.read_text() for path in sorted(FOLDER.glob("*.txt"))]
LINES = sorted({line for page in PAGES for line in page.splitlines()})
STORM = (Path(__file__).parent / "pages" / "times_first.txt").read_text()
BORDER = "09:05 GMT\n"
FIRST = "12.10\nRoad closed\nThe road is closed until further notice."
SECOND = "11.40\nRiver rises\nThe river rose by a metre in the night."
TOP = "Flood live: river rises in Ardfell\nFamilies leave their homes as water nears the bridge\n"


def labels(text):
    return [line.label for line in labelled(text)]


OFFERS = [
    "Enjoying our coverage? Subscribe from 99p a week",
    "Stay ahead with The Harbour Brief",
    "Never miss a story: turn on notifications in our app",
    "Get unlimited access for £3 a month",
    "Sign up to our evening letter, free in your inbox",
    "Help keep our newsroom independent. Please donate today",
    "Like what you read? Try Ledger Plus for one month free",
    "Support The Ardfell Gazette",
]


@pytest.mark.parametrize("text", OFFERS)
def test_an_offer_between_two_entries_changes_neither(text):
    page = segment(STORM.replace(BORDER, f"{text}\n{BORDER}"))
    assert page.blocks == segment(STORM).blocks


@pytest.mark.parametrize(
    "text",
    [
        "Get out of the water, coastguard tells swimmers",
        "Stay away from your windows, says the mayor",
        "Try for Ardfell! Moss goes over in the corner",
        "Help is on its way to villages cut off by snow",
        "The union told its members to join the strike at £3 a week",
        "Ministers support the plan to give every child an account",
        "Take cover: what the siren means",
        "Follow the yellow signs, drivers are told",
    ],
)
def test_what_bids_others_is_news(text):
    entry = f"08:55 GMT\n{text}\nThe road to the harbour was closed at noon, the mayor said.\n"
    page = segment(STORM.replace(BORDER, entry + BORDER))
    assert any(text in (block.headline, *block.lines) for block in page.blocks)
    assert len(page.blocks) == len(segment(STORM).blocks) + 1


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Now with Ida Brandt; earlier Jo Pell", ("Ida Brandt", "Jo Pell")),
        ("Ida Brandt (now) and Jo Pell (earlier)", ("Ida Brandt", "Jo Pell")),
        ("Written by Ida Brandt | Edited by Jo Pell", ("Ida Brandt", "Jo Pell")),
        ("di Ida Brandt", ("Ida Brandt",)),
        ("Now for the weather", ()),
        ("Earlier talks failed", ()),
    ],
)
def test_who_writes_and_in_which_shift(text, names):
    assert byline(text) == names


def test_who_writes_from_where_stands_over_the_date():
    text = f"{TOP}Ida Brandt at Ardfell Bridge\nSun 9 Feb 2025 19.05 GMT\n{FIRST}\n{SECOND}\n"
    assert labels(text)[2:4] == ["byline", "date"]


@pytest.mark.parametrize("word", ["DIRECT.", "LIVE:", "EN DIRECT –", "Live |"])
def test_a_word_before_a_headline_makes_it_no_sentence(word):
    assert labels(f"{word} {TOP}{FIRST}\n{SECOND}")[:2] == ["page-headline", "standfirst"]


def test_words_of_the_menu_stand_over_the_headline():
    found = labels(f"Cities\nArdfell\n{TOP}{FIRST}\n{SECOND}")
    assert found[:4] == ["boilerplate", "boilerplate", "page-headline", "standfirst"]


def test_a_question_between_entries_is_a_teaser():
    found = labels(f"{TOP}{FIRST}\nWho was the general in the red coat?\n{SECOND}")
    assert found[5:8] == ["related", "timestamp", "heading"]


def test_short_lines_under_a_colon_are_its_list():
    listed = "12.10\nThe warnings in place:\nRed in Ardfell and Moss\nOrange in the rest of it\n"
    assert labels(f"{TOP}{listed}{SECOND}")[3:6] == ["body", "body", "body"]


def test_a_video_with_a_text_is_an_entry_and_without_one_a_gallery():
    video = "12.10\nWatch: Bus crosses flooded bridge\n"
    told = video + "The bus crossed the bridge just before it was closed to traffic.\n"
    assert labels(f"{TOP}{told}{SECOND}")[3] == "heading"
    assert labels(f"{TOP}{video}{SECOND}")[3] == "gallery"


def test_a_poll_is_no_news():
    poll = "Poll: Is your power out?\nYes (20%)\nNo (31%)\nVote\n"
    assert labels(f"{TOP}{FIRST}\n{poll}{SECOND}")[5:9] == ["boilerplate"] * 4


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("Hace 14 minutos", 14),
        ("Il y a 2 heures", 120),
        ("vor einer Stunde", 60),
        ("vor 5 Minuten", 5),
        ("3 ore fa", 180),
    ],
)
def test_how_long_ago_in_other_languages(text, minutes):
    assert clock.read(text) == (clock.Clock(ago=minutes), "")


@settings(deadline=3000, max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(LINES), max_size=60))
def test_whatever_the_order_of_lines_no_letter_is_lost(lines):
    text = "\n".join(lines)
    found = "".join(line.source for line in labelled(text))
    assert "".join(found.split()) == "".join(text.split())


@settings(deadline=3000, max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(PAGES), st.sampled_from(["Share\n", "Advertisement\n", "Copy link\n"]))
def test_a_button_at_the_end_of_a_page_changes_no_entry(page, button):
    assert segment(page + "\n" + button).blocks == segment(page).blocks


@pytest.mark.parametrize(
    ("line", "time", "rest"),
    [
        ("13:12Ida Brandt", "13:12Ida Brandt", []),
        ("+++ 19:41 Bridge is open again +++", "+++ 19:41", ["Bridge is open again"]),
        ("Ore 18:12 - Ponte riaperto", "Ore 18:12 -", ["Ponte riaperto"]),
        ("UPDATE (9:45 p.m.): The bridge is open.", "UPDATE (9:45 p.m.):", ["The bridge is open."]),
        ("13:12Bridge is open again", "13:12", ["Bridge is open again"]),
    ],
)
def test_times_are_cut_from_what_they_are_glued_to(line, time, rest):
    first, *others = cut(line)
    assert (first.text, first.stamp, first.clock.timed) == (time, "time", True)
    assert [other.text for other in others] == rest


def test_a_date_in_figures_is_only_read_where_one_reading_is_possible():
    assert cut("09/18/2025")[0].clock.date == cut("18/09/2025")[0].clock.date == date(2025, 9, 18)
    assert cut("09/08/2025")[0].stamp == "date"
    assert cut("09/08/2025")[0].clock.date is None
    assert cut("09/08/2025September 8, 2025")[0].clock.date == date(2025, 9, 8)
