"""Guardian pages and content API."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from streams.errors import SourceError
from streams.sources import Context, Malformed, parse, recognise

ELEMENT = "model.dotcomrendering.pageElements.{}BlockElement"


def element(kind, **more):
    return {"_type": ELEMENT.format(kind), **more}


def block(number=1, *elements, **more):
    return {
        "id": f"b{number}",
        "title": "Ferry <em>runs</em>",
        "elements": list(elements) or [element("Text", html="<p>It runs.</p>")],
        "attributes": {"keyEvent": False, "summary": False, "pinned": False},
        "blockCreatedOn": 1_741_000_000_000 + number * 60_000,
        "blockFirstPublished": 1_741_000_010_000 + number * 60_000,
        "blockLastUpdated": 1_741_000_005_000 + number * 60_000,
        "contributors": [{"name": "Ida Brandt"}],
    } | more


def page(*blocks, **more):
    return {
        "webURL": "https://www.theguardian.com/uk/live/storm",
        "headline": "Storm live",
        "standfirst": "<p>Winds rise</p><ul><li>More</li></ul>",
        "lang": "en",
        "tags": [
            {"id": "uk/weather", "type": "Keyword", "title": "Weather"},
            {"id": "profile/ida", "type": "Contributor", "title": "Ida Brandt"},
        ],
        "blocks": list(blocks),
    } | more


def api_block(number=1, **more):
    return {
        "id": f"c{number}",
        "bodyHtml": "<p>It runs.</p><p>Again.</p>",
        "attributes": {"title": "Ferry runs", "keyEvent": "true", "summary": False},
        "published": True,
        "createdDate": "2025-03-03T11:00:00Z",
        "firstPublishedDate": f"2025-03-03T11:{number:02}:00Z",
        "publishedDate": "2025-03-03T12:30:00Z",
        "lastModifiedDate": "2025-03-03T12:30:00Z",
        "contributors": ["profile/ida-brandt"],
        "elements": [],
    } | more


def api(*blocks):
    content = {
        "id": "uk/live/storm",
        "webTitle": "Storm live",
        "webUrl": "https://www.theguardian.com/uk/live/storm",
        "blocks": {"body": list(blocks), "main": {"id": "m", "bodyHtml": "<p>no</p>"}},
    }
    return {"response": {"status": "ok", "content": content}}


def entries(value):
    data = json.dumps(value).encode()
    assert recognise(data).name == "Guardian live blog"
    return list(parse(data, Context()))


def test_a_block_of_a_page_is_an_entry():
    (entry,) = entries(page(block()))
    assert entry.coverage.id == "https://www.theguardian.com/uk/live/storm"
    assert entry.coverage.headline == "Storm live"
    assert entry.coverage.standfirst == "Winds rise"
    assert entry.source == "guardian"
    assert entry.language == "en"
    assert entry.tags == ("Weather",)
    assert entry.entry_id == "b1"
    assert entry.headline == "Ferry runs"
    assert entry.body == "It runs."
    assert entry.bylines == ("Ida Brandt",)
    assert entry.published_at == datetime.fromtimestamp(1_741_000_070, UTC)
    assert entry.updated_at is None
    assert not entry.key_event
    assert entry.kind is None


def test_marks_of_blocks():
    summary = block(1, attributes={"summary": True})
    key = block(2, attributes={"keyEvent": True})
    pinned = block(3, attributes={"pinned": True}, blockLastUpdated=1_741_000_999_000)
    listed = block(4)
    found = {e.entry_id: e for e in entries(page(summary, key, pinned, listed, keyEvents=[listed]))}
    assert {name for name, e in found.items() if e.key_event} == {"b2", "b4"}
    assert {name for name, e in found.items() if e.kind == "summary"} == {"b1"}
    assert {name for name, e in found.items() if e.pinned} == {"b3"}
    assert {name for name, e in found.items() if e.updated_at} == {"b3"}


def test_a_pinned_post_from_another_page_is_an_entry_too_and_one_from_this_page_once():
    assert [e.entry_id for e in entries(page(block(2), pinnedPost=block(1)))] == ["b1", "b2"]
    (entry,) = entries(page(block(1), pinnedPost=block(1)))
    assert entry.pinned


@pytest.mark.parametrize(
    ("shown", "kind", "url", "caption"),
    [
        (element("Image", media={"allImages": [
            {"url": "https://i.example/s.jpg", "fields": {"width": "100"}},
            {"url": "https://i.example/l.jpg", "fields": {"width": "900"}}]},
            data={"caption": "The ferry", "credit": "Jo"}),
         "image", "https://i.example/l.jpg", "The ferry"),
        (element("Tweet", url="https://t.example/1", html="<blockquote class=twitter-tweet>Oh"
                 "</blockquote>"), "embed", "https://t.example/1", "Oh"),
        (element("Youtube", assetId="abc", mediaTitle="Waves"), "embed",
         "https://www.youtube.com/watch?v=abc", "Waves"),
        (element("Embed", html='<iframe src="https://e.example/1"></iframe>'), "embed",
         "https://e.example/1", None),
    ],
)  # fmt: skip
def test_elements_that_show_something(shown, kind, url, caption):
    (entry,) = entries(page(block(1, element("Text", html="<p>Look:</p>"), shown)))
    assert entry.body == "Look:"
    (media,) = entry.media
    assert (media.kind, media.url, media.caption) == (kind, url, caption)


def test_a_block_that_is_only_an_embed_is_of_that_kind():
    tweet = element("Tweet", url="https://t.example/1", html="Oh")
    (entry,) = entries(page(block(1, tweet, title=None)))
    assert entry.kind == "embed"
    assert entry.body == ""


def test_pull_quotes_repeat_and_rich_links_link():
    text = element("Text", html="<p>“We wait,” she said.</p>")
    pull = element("Pullquote", html="<p>We wait</p>")
    rich = element("RichLink", url="https://p.example/1", text="All about ferries")
    (entry,) = entries(page(block(1, text, pull, rich)))
    assert entry.body == "“We wait,” she said."
    assert entry.links[0].url == "https://p.example/1"


def test_a_block_of_the_api_is_an_entry():
    (entry,) = entries(api(api_block()))
    assert entry.entry_id == "c1"
    assert entry.headline == "Ferry runs"
    assert entry.body == "It runs.\nAgain."
    assert entry.key_event
    assert entry.bylines == ()
    assert entry.published_at == datetime(2025, 3, 3, 11, 1, tzinfo=UTC)
    assert entry.updated_at == datetime(2025, 3, 3, 12, 30, tzinfo=UTC)


def test_the_api_s_elements_add_media_to_its_html():
    tweet = {"type": "tweet", "tweetTypeData": {"url": "https://t.example/1", "html": "Oh"}}
    (entry,) = entries(api(api_block(elements=[tweet])))
    assert entry.body == "It runs.\nAgain."
    assert entry.media[0].url == "https://t.example/1"


def test_a_block_that_is_not_published_is_withdrawn_without_its_text():
    (entry,) = entries(api(api_block(published=False)))
    assert entry.operation == "withdraw"
    assert not entry.body
    assert not entry.headline


def test_a_block_that_is_none_is_malformed():
    entry, malformed = entries(page(block(), "x"))
    assert entry.entry_id == "b1"
    assert isinstance(malformed, Malformed)


def test_a_page_without_blocks_says_so():
    with pytest.raises(SourceError, match="no blocks"):
        entries(page())
