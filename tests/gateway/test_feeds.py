from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import fastfeedparser
import pytest
from lxml import etree

from schemas import parse_event
from streams.gateway.feed_documents import Feed, Item, atom, json_feed
from streams.gateway.read_model import writing

from .reading import golden, reading, records_of
from .test_events import CONTENT, change, entries_by_state

ATOM = "{http://www.w3.org/2005/Atom}"
EVIL = "<script>alert(1)</script> & ]]> \x00\ufffe \"'"


def last_of(events):
    return {entry: history[-1] for entry, history in entries_by_state(events).items()}


def check_atom(body):
    """What RFC 4287 requires of a feed and of its entries."""
    root = etree.fromstring(body)
    assert root.tag == f"{ATOM}feed"
    for node in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (found,) = node.findall(f"{ATOM}{name}")
            assert found.text
            if name == "updated":
                assert datetime.fromisoformat(found.text).tzinfo
    (link,) = root.findall(f"{ATOM}link[@rel='self']")
    assert link.get("href").startswith("http://127.0.0.1")
    entries = root.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(ids) == len(set(ids))
    for entry in entries:
        # no author of the feed: every entry needs one; and content, or else a link
        assert entry.findall(f"{ATOM}author/{ATOM}name")
        (content,) = entry.findall(f"{ATOM}content")
        assert content.get("type") == "html"
        for category in entry.findall(f"{ATOM}category"):
            assert category.get("term")
        assert datetime.fromisoformat(entry.findtext(f"{ATOM}published")).tzinfo
    return entries


def check_json(body):
    """What JSON Feed 1.1 requires of a feed and of its items."""
    document = json.loads(body)
    assert document["version"] == "https://jsonfeed.org/version/1.1"
    assert isinstance(document["title"], str)
    assert document["feed_url"].startswith("http://127.0.0.1")
    ids = [item["id"] for item in document["items"]]
    assert len(ids) == len(set(ids))
    for item in document["items"]:
        assert isinstance(item["id"], str)
        assert isinstance(item["content_text"], str)
        assert all(author["name"] for author in item["authors"])
        for name in ("date_published", "date_modified"):
            assert datetime.fromisoformat(item[name]).tzinfo
        known = {"id", "url", "title", "content_text", "date_published", "date_modified"}
        assert set(item) <= {*known, "authors", "tags", "language", "_copydesk"}
    return document["items"]


async def get(client, path, status=200, headers=None, **parameters):
    answer = await client.get(path, params=parameters, headers=headers)
    assert answer.status == status, await answer.text()
    return answer


async def test_feeds_hold_every_entry_once_as_it_stands(coverages, tmp_path):
    events = golden(coverages)
    shown = {entry: one for entry, one in last_of(events).items() if change(one) != "duplicated"}
    async with reading(tmp_path, records_of(events)) as client:
        answer = await get(client, "/v1/feeds/events.json", limit="100")
        assert answer.content_type == "application/feed+json"
        items = check_json(await answer.read())
        assert {item["_copydesk"]["event"] for item in items} == {one.id for one in shown.values()}
        answer = await get(client, "/v1/feeds/events.atom", limit="100")
        assert answer.content_type == "application/atom+xml"
        body = await answer.read()
        entries = check_atom(body)
        assert len(entries) == len(items)
        read = fastfeedparser.parse(body)
        assert [one.id for one in read.entries] == [item["id"] for item in items]
        assert [one.title for one in read.entries] == [item["title"] for item in items]
        as_json = fastfeedparser.parse(
            json.dumps(
                {"items": items, "version": "https://jsonfeed.org/version/1.1", "title": "t"}
            )
        )
        assert [one.id for one in as_json.entries] == [item["id"] for item in items]
        texts = {one.entry: one.body for one in shown.values() if change(one) in CONTENT}
        for item in items:
            entry = item["_copydesk"]["entry"]
            assert item["content_text"] == texts.get(entry, item["content_text"])


async def test_a_withdrawn_entry_is_marked_and_says_nothing_of_what_it_said(coverages, tmp_path):
    events = golden(coverages)
    gone = [one for one in last_of(events).values() if change(one) == "withdrawn"]
    assert gone
    async with reading(tmp_path, records_of(events)) as client:
        items = check_json(await (await get(client, "/v1/feeds/events.json", limit="100")).read())
        for event in gone:
            (item,) = [one for one in items if one["_copydesk"]["event"] == event.id]
            assert item["title"] == "Withdrawn"
            assert "withdrawn" in item["content_text"] or "over" in item["content_text"]
            assert event.headline not in json.dumps(item)
            # it stays where its topic or place would have it
            first = next(one for one in events if one.entry == event.entry and one.topics)
            topic = first.topics[0].code
            found = await get(client, "/v1/feeds/events.json", topic=topic, limit="100")
            assert event.id in await found.text()


async def test_a_feed_of_a_desk_a_topic_or_a_story_is_what_a_search_finds(coverages, tmp_path):
    events = golden(coverages)
    async with reading(tmp_path, records_of(events)) as client:
        for parameters in (
            {"desk": "politics"},
            {"topic": "16000000"},
            {"story": next(one.story for one in events if one.story)},
            {"place": "BE", "urgency": "6"},
        ):
            found = await get(
                client,
                "/v1/events",
                type=f"{','.join(CONTENT)},withdrawn",
                limit="100",
                **parameters,
            )
            expected = [item["event"]["id"] for item in (await found.json())["items"]]
            items = check_json(
                await (await get(client, "/v1/feeds/events.json", limit="100", **parameters)).read()
            )
            assert [item["_copydesk"]["event"] for item in items] == expected
        empty = await get(client, "/v1/feeds/events.atom", desk="nobody")
        assert check_atom(await empty.read()) == []
        for wrong in ({"type": "duplicated"}, {"q": "storm"}, {"topcs": "x"}, {"limit": "1000"}):
            await get(client, "/v1/feeds/events.atom", 400, **wrong)


@pytest.mark.parametrize("form", ["atom", "json"])
async def test_a_feed_that_has_not_changed_is_not_sent_again(coverages, tmp_path, form):
    events = golden(coverages, "quake")
    path = f"/v1/feeds/events.{form}"
    async with reading(tmp_path, records_of(events[:-1])) as client:
        first = await get(client, path)
        tag, modified = first.headers["ETag"], first.headers["Last-Modified"]
        assert parsedate_to_datetime(modified) <= datetime.now(UTC) + timedelta(days=10_000)
        for headers in (
            {"If-None-Match": tag},
            {"If-None-Match": f'"other", W/{tag}'},
            {"If-None-Match": "*"},
            {"If-Modified-Since": modified},
        ):
            again = await get(client, path, 304, headers)
            assert await again.read() == b""
            assert again.headers["ETag"] == tag
        # a tag that is another one counts, whatever the time
        both = {"If-None-Match": '"other"', "If-Modified-Since": modified}
        assert await (await get(client, path, 200, both)).read() == await first.read()
        await client.model.store.write(
            writing.apply, records_of(events[-1:], first=len(events) - 1, told_ms=1_950_000_000_000)
        )
        for headers in ({"If-None-Match": tag}, {"If-Modified-Since": modified}):
            changed = await get(client, path, 200, headers)
            assert changed.headers["ETag"] != tag


def test_whatever_a_text_holds_both_feeds_are_sound(coverages):
    event = next(one for one in golden(coverages) if change(one) == "published")
    evil = event.model_copy(
        update={"headline": EVIL, "body": f"{EVIL}\nsecond", "bylines": (EVIL,)}
    )
    feed = Feed(EVIL, "http://127.0.0.1/?q=<&>", (Item(evil, datetime(2025, 1, 1, tzinfo=UTC)),))
    (entry,) = check_atom(atom(feed))
    assert entry.findtext(f"{ATOM}title").startswith("<script>alert(1)</script> & ]]> ")
    content = entry.findtext(f"{ATOM}content")
    assert content.startswith("<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; ]]&gt;")
    assert content.endswith("<p>second</p>")
    (item,) = check_json(json_feed(feed))
    assert item["title"] == EVIL


async def test_behind_tls_the_feed_knows_its_address(tmp_path):
    async with reading(tmp_path) as client:
        answer = await get(
            client, "/v1/feeds/events.json", headers={"X-Forwarded-Proto": "https"}, desk="main"
        )
        url = json.loads(await answer.read())["feed_url"]
        assert url == f"https://127.0.0.1:{client.port}/v1/feeds/events.json?desk=main"


def test_an_entry_without_headline_or_times_has_a_title_and_times(coverages):
    event = golden(coverages)[0].model_copy(
        update={
            "headline": None,
            "body": "One line\nand another",
            "published_at": None,
            "occurred_at": None,
        }
    )
    told = datetime(2025, 1, 1, tzinfo=UTC)
    item = Item(parse_event(event.to_json()), told)
    assert (item.title, item.published_at) == ("One line", told)
