from __future__ import annotations

import gzip
from itertools import pairwise

import pytest

from streams.sources import Context, Malformed, parse

pytestmark = pytest.mark.data


def test_a_page_of_json_ld_gives_every_update_in_time_order(eval_data):
    page = gzip.decompress((eval_data / "live/mirror/page.html.gz").read_bytes())
    entries = list(parse(page, Context()))
    assert len(entries) == 428
    assert not any(isinstance(entry, Malformed) for entry in entries)
    assert all(one.published_at <= other.published_at for one, other in pairwise(entries))
    assert sum(entry.updated_at is not None for entry in entries) == 88
    assert sum(not entry.body for entry in entries) == 18
    assert len({entry.entry_id for entry in entries}) == 428
    assert {entry.source for entry in entries} == {"mirror"}
    assert not any("&quot;" in entry.body or "<" in entry.body for entry in entries)


def test_updates_without_ids_or_authors_are_entries_too(eval_data):
    page = (eval_data / "live/repubblica/page.html").read_bytes()
    entries = list(parse(page, Context()))
    assert len(entries) == 79
    assert {entry.source for entry in entries} == {"la-repubblica"}
    assert {entry.language for entry in entries} == {"it"}


def test_scraped_page_text_gives_its_entries_and_nothing_of_its_furniture(eval_data):
    page = (eval_data / "seed/live-page.txt").read_bytes()
    entries = list(parse(page, Context()))
    outline = [
        (entry.kind, (entry.headline or "").split()[0], len(entry.body.splitlines()))
        for entry in entries
    ]
    assert outline == [
        (None, "Ukraine-Russia", 6),
        (None, "Russia", 2),
        (None, "Moldova’s", 3),
        ("related", "Moldova’s", 1),
        ("gallery", "In", 0),
        (None, "UK", 5),
        (None, "UN", 3),
        ("related", "UN", 0),
        ("related", "UN", 0),
    ]
    assert entries[2].bylines == ("Namita Singh",)
    assert entries[6].bylines == ("Arpan Rai",)
    council = entries[5].body.splitlines()
    assert council[3].startswith("“")
    assert not council[3].endswith("”")
    assert council[4].startswith("“")
    assert council[4].endswith("”")
    everything = "\n".join(f"{entry.headline}\n{entry.body}" for entry in entries).casefold()
    for word in (
        "donation",
        "support makes",
        "bookmark",
        "subscri",
        "paywall",
        "comments",
        "forum",
    ):
        assert word not in everything
    assert all(entry.published_at is None and entry.entry_id is None for entry in entries)
    assert entries[0].coverage.headline == entries[0].headline
    assert entries[0].coverage.standfirst.startswith("Significant number")
