"""LiveBlogPosting as microdata."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from streams.errors import SourceError
from streams.sources import Context, Malformed, parse

PAGE = "https://paper.example/live/storm"
UPDATE = """
<article itemprop="liveBlogUpdate" itemscope itemtype="https://schema.org/BlogPosting" id="u17">
  <h2 itemprop="headline">Bridge <em>closes</em></h2>
  <time itemprop="datePublished" datetime="2025-03-03T18:00:00+01:00">6pm</time>
  <meta itemprop="dateModified" content="2025-03-03T17:30:00Z">
  <span itemprop="author" itemscope itemtype="https://schema.org/Person">
    By <b itemprop="name">Ida Brandt</b></span>
  <div itemprop="articleBody"><p>The bridge is closed.</p><p>See <a href="/map">the map</a>.</p>
    <iframe src="https://video.example/1"></iframe></div>
  <img itemprop="image" src="/bridge.jpg">
</article>"""


def page(*updates, head=""):
    return f"""<!doctype html><html lang="en-GB"><head>{head}</head><body>
    <main itemscope itemtype="http://schema.org/LiveBlogPosting">
      <link itemprop="url" href="{PAGE}">
      <h1 itemprop="headline">Storm live</h1>
      <p itemprop="description">Winds rise</p>
      <div itemprop="publisher" itemscope itemtype="https://schema.org/Organization">
        <meta itemprop="name" content="The Vessport Courier"></div>
      <meta itemprop="coverageStartTime" content="2025-03-03T06:00:00Z">
      {"".join(updates)}
    </main></body></html>""".encode()


def test_an_update_is_an_entry():
    (entry,) = parse(page(UPDATE), Context())
    assert entry.coverage.id == PAGE
    assert entry.coverage.headline == "Storm live"
    assert entry.coverage.standfirst == "Winds rise"
    assert entry.coverage.started == datetime(2025, 3, 3, 6, tzinfo=UTC)
    assert entry.source == "the-vessport-courier"
    assert entry.language == "en-GB"
    assert entry.entry_id == "u17"
    assert entry.headline == "Bridge closes"
    assert entry.bylines == ("Ida Brandt",)
    assert entry.body == "The bridge is closed.\nSee the map."
    assert entry.published_at == datetime(2025, 3, 3, 17, tzinfo=UTC)
    assert entry.updated_at == datetime(2025, 3, 3, 17, 30, tzinfo=UTC)
    assert [link.url for link in entry.links] == ["https://paper.example/map"]
    assert {media.kind for media in entry.media} == {"embed", "image"}


def test_several_updates_come_oldest_first():
    older = UPDATE.replace("u17", "u3").replace("18:00", "09:00")
    assert [entry.entry_id for entry in parse(page(UPDATE, older), Context())] == ["u3", "u17"]


def test_where_both_stand_json_ld_wins():
    block = {
        "@type": "LiveBlogPosting",
        "url": PAGE,
        "liveBlogUpdate": [{"@type": "BlogPosting", "headline": "From JSON-LD", "url": "#9"}],
    }
    script = f'<script type="application/ld+json">{json.dumps(block)}</script>'
    (entry,) = parse(page(UPDATE, head=script), Context())
    assert entry.headline == "From JSON-LD"


def test_microdata_stands_in_for_json_ld_that_is_broken():
    script = '<script type="application/ld+json">{"@type": "LiveBlogPosting",</script>'
    entry, malformed = parse(page(UPDATE, head=script), Context())
    assert entry.entry_id == "u17"
    assert isinstance(malformed, Malformed)


def test_an_update_that_is_only_an_embed_is_of_that_kind():
    update = UPDATE.partition("<h2")[0] + (
        '<div itemprop="articleBody"><blockquote class="twitter-tweet">Oh '
        '<a href="https://t.example/1">1</a></blockquote></div></article>'
    )
    (entry,) = parse(page(update), Context())
    assert entry.kind == "embed"
    assert entry.body == ""
    assert entry.media[0].url == "https://t.example/1"


def test_a_blog_without_updates_says_so():
    with pytest.raises(SourceError, match="neither structured data nor entries"):
        list(parse(page(), Context()))
