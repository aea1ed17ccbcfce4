from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from streams.errors import SourceError
from streams.sources import Context, parse, recognise

PAGES = Path(__file__).parent / "html"


def entries(name, **known):
    return list(parse((PAGES / name).read_bytes(), Context(**known)))


def test_elements_that_hold_one_entry_each_are_its_borders():
    first, second, third = entries("articles.html")
    assert (first.entry_id, first.headline) == ("post-8801", None)
    assert first.body.splitlines()[1:] == ["One pier is damaged", "Nobody is hurt"]
    assert (second.entry_id, second.headline) == ("post-8807", "Span closed")
    assert second.body.splitlines() == ["The span is closed.", "It was shut on Tuesday morning."]
    assert third.headline == "Ship towed away"
    assert third.body == "The ship has been towed away"


def test_times_bylines_captions_and_posts_are_taken_from_the_markup():
    first, second, third = entries("articles.html")
    assert first.published_at == datetime(2025, 3, 4, 9, 15, tzinfo=UTC)
    assert third.bylines == ("Ida Brandt",)
    assert [item.caption for item in third.media] == [
        "The ship under tow. Photograph: Jo Pell/Marrow Post"
    ]
    assert [(item.kind, item.caption) for item in second.media] == [
        ("embed", "Stay off the bridge. — Marrow Port (@marrowport) March 4, 2025")
    ]


def test_headline_and_standfirst_stand_above_the_entries_and_furniture_is_gone():
    found = entries("articles.html")
    assert found[0].coverage.headline == "Bridge live: Span closed after ship strikes pier"
    assert found[0].coverage.standfirst == "Drivers told to expect delays of two hours"
    text = "\n".join(f"{entry.headline} {entry.body}" for entry in found)
    for word in ("Home", "newsletter", "soups", "Most read", "Share", "©", "<p>", "color"):
        assert word not in text


def test_without_borders_the_text_tells():
    fetched = datetime(2025, 3, 4, 15, tzinfo=UTC)
    found = entries("flat.html", fetched_at=fetched)
    assert [entry.headline for entry in found] == [
        "Ferries stay in port",
        None,
        "Roof blown off school",
        "Harbour shut",
    ]
    assert found[3].body == "The harbour of Marrow is shut."
    assert found[3].published_at == datetime(2025, 3, 4, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "page",
    [
        "<html><body></body></html>",
        "<html><body><h1>Bridge closed</h1><h2>Why</h2><p>It is old.</p><p>Very old.</p></body>",
        "<!doctype html><p>Only a moment, please.</p>",
    ],
)
def test_what_is_no_live_page_is_refused_in_one_line(page):
    assert recognise(page.encode()).name == "HTML page"
    with pytest.raises(SourceError, match="copy the page's text") as caught:
        list(parse(page.encode(), Context()))
    assert "\n" not in str(caught.value)


def test_other_markup_is_not_taken_for_html():
    with pytest.raises(SourceError, match="no known format"):
        recognise(b"<?xml version='1.0'?><newsItem/>")


def test_scores_in_entries_without_times_are_no_times():
    rows = "".join(
        f'<div class="row" id="heat-{n}"><p>21:1{n}</p><p>Heat {n} goes to the home side.</p></div>'
        if n < 2
        else f'<div class="row" id="heat-{n}"><p>Heat {n} goes to the visitors.</p></div>'
        for n in range(6)
    )
    found = list(parse(f"<html><h1>Race live</h1>{rows}</html>".encode(), Context()))
    assert [entry.entry_id for entry in found] == [f"heat-{n}" for n in range(6)]
    assert found[0].body.startswith("21:10\n")


@pytest.mark.data
def test_a_polish_page_with_microdata_only_gives_its_entries(eval_data):
    page = (eval_data / "live/sportowefakty/page.html").read_bytes()
    found = list(parse(page, Context()))
    assert len(found) == 49  # and four polls, which are forms
    assert len({entry.entry_id for entry in found}) == len(found)
    assert found[-1].body.startswith("Koniec.")
    assert sum(entry.body.startswith("Bieg ") for entry in found) == 15
