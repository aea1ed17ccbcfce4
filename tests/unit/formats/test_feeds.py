"""RSS, Atom and JSON Feed."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from streams.errors import SourceError
from streams.sources import Context, Malformed, parse, recognise

RSS = b"""<?xml version="1.0" encoding="utf-8"?>
<!-- made by hand --><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>Storm live</title><link>https://www.paper.example/storm</link>
<description>Winds rise</description><language>en-gb</language>
<item><guid isPermaLink="false">f2</guid><title>Ferry &amp;amp; bridge</title>
<link>https://paper.example/f2</link><description>Short</description>
<content:encoded><![CDATA[<p>It runs.</p><p>See <a href="/map">map</a>.</p>]]></content:encoded>
<dc:creator>Ida Brandt</dc:creator><category>Weather</category><category>Sea</category>
<pubDate>Mon, 03 Mar 2025 12:00:00 +0100</pubDate>
<atom:updated>2025-03-03T12:30:00Z</atom:updated>
<enclosure url="https://i.example/a.jpg" type="image/jpeg" length="1"/></item>
<item><guid>f1</guid><description>&lt;p&gt;First.&lt;/p&gt;</description>
<pubDate>Mon, 03 Mar 2025 09:00:00 GMT</pubDate></item>
<item/></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><id>urn:f</id>
<title>Sturm live</title><link href="https://paper.example/sturm"/>
<updated>2025-03-03T12:00:00Z</updated><entry><id>urn:1</id><title>Die Bruecke</title>
<author><name>Ida Brandt</name></author><published>2025-03-03T11:00:00Z</published>
<updated>2025-03-03T11:00:00Z</updated><category term="sea"/>
<link rel="alternate" href="https://paper.example/1"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Eins.</p><p>Zwei.</p></div>
</content></entry></feed>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Storm live",
    "home_page_url": "https://paper.example/storm",
    "language": "en",
    "items": [
        {
            "id": "j1",
            "url": "https://paper.example/j1",
            "title": "Ferry runs",
            "content_html": "<p>It runs.</p>",
            "date_published": "2025-03-03T11:00:00Z",
            "date_modified": "2025-03-03T11:30:00Z",
            "authors": [{"name": "Ida Brandt"}],
            "tags": ["sea"],
            "attachments": [{"url": "https://i.example/a.mp3", "mime_type": "audio/mpeg"}],
        }
    ],
}


def entries(data, **context):
    assert recognise(data).name == "feed (RSS, Atom, JSON Feed)"
    return list(parse(data, Context(**context)))


def test_rss():
    first, second, malformed = entries(RSS)
    assert (first.entry_id, first.headline, first.body) == ("f1", None, "First.")
    assert second.entry_id == "f2"
    assert second.coverage.id == "https://www.paper.example/storm"
    assert second.coverage.headline == "Storm live"
    assert second.coverage.standfirst == "Winds rise"
    assert second.source == "paper.example"
    assert second.language == "en-gb"
    assert second.headline == "Ferry & bridge"
    assert second.body == "It runs.\nSee map."
    assert second.links[0].url == "https://www.paper.example/map"
    assert second.bylines == ("Ida Brandt",)
    assert second.tags == ("Weather", "Sea")
    assert second.published_at == datetime(2025, 3, 3, 11, tzinfo=UTC)
    assert second.updated_at == datetime(2025, 3, 3, 12, 30, tzinfo=UTC)
    assert [(media.kind, media.url) for media in second.media] == [
        ("image", "https://i.example/a.jpg")
    ]
    assert isinstance(malformed, Malformed)


def test_atom():
    (entry,) = entries(ATOM)
    assert entry.entry_id == "urn:1"
    assert entry.headline == "Die Bruecke"
    assert entry.body == "Eins.\nZwei."
    assert entry.bylines == ("Ida Brandt",)
    assert entry.language == "de"
    assert entry.tags == ("sea",)
    assert entry.updated_at is None


def test_json_feed():
    (entry,) = entries(json.dumps(JSON_FEED).encode())
    assert entry.entry_id == "j1"
    assert entry.coverage.id == "https://paper.example/storm"
    assert entry.headline == "Ferry runs"
    assert entry.body == "It runs."
    assert entry.bylines == ("Ida Brandt",)
    assert entry.tags == ("sea",)
    assert entry.media[0].kind == "audio"
    assert entry.updated_at == datetime(2025, 3, 3, 11, 30, tzinfo=UTC)


def test_the_caller_names_the_source():
    assert entries(RSS, source="courier")[0].source == "courier"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'<!DOCTYPE rss [<!ENTITY a "aaaa">]><rss><channel/></rss>', "known format|entities"),
        (b"<rss><channel></channel></rss>", "no entries"),
        (b"<rss>", "cannot be read as a feed"),
    ],
)
def test_what_is_no_feed_says_why(data, said):
    with pytest.raises(SourceError, match=said):
        list(parse(data, Context()))


def test_a_page_that_mentions_rss_is_no_feed():
    with pytest.raises(SourceError, match="copy the page's text"):
        list(parse(b"<html><body>&lt;rss&gt;</body></html>", Context()))
