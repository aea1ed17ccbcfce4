from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from schemas import RawEntry
from streams.sources import Context, parse

PAGES = Path(__file__).parent / "pages"
FIELDS = ("kind", "headline", "body", "bylines", "published_at", "updated_at", "media")


def outline(entry: RawEntry) -> dict:
    dumped = entry.model_dump(mode="json", exclude_none=True)
    return {field: dumped[field] for field in FIELDS if dumped.get(field)}


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.txt")), ids=lambda page: page.stem)
def test_a_page_becomes_the_entries_that_a_reader_sees(page):
    gold = json.loads(page.with_suffix(".json").read_text())
    fetched = gold.get("fetched_at")
    context = Context(fetched_at=datetime.fromisoformat(fetched) if fetched else None)
    entries = list(parse(page.read_bytes(), context))
    coverage = entries[0].coverage
    assert coverage.headline == gold.get("headline")
    assert coverage.standfirst == gold.get("standfirst")
    assert [outline(entry) for entry in entries] == gold["entries"]
