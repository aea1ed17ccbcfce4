"""Superdesk Live Blog."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from streams.sources import Context, Malformed, parse, recognise


def item(kind="text", text="<p>Die Fähre fährt.</p>", **more):
    return {"item": {"item_type": kind, "text": text, **more}, "residRef": "urn:i"}


def post(number=1, *items, **more):
    return {
        "_id": f"urn:p{number}",
        "blog": "blog1",
        "order": number,
        "published_date": f"2025-03-03T11:{number:02}:00+00:00",
        "versioncreated": f"2025-03-03T11:{number:02}:00+00:00",
        "post_status": "open",
        "sticky": False,
        "deleted": False,
        "groups": [
            {"id": "root", "refs": [{"idRef": "main"}]},
            {"id": "main", "refs": list(items) or [item()]},
        ],
    } | more


def entries(*posts):
    data = json.dumps({"_items": list(posts), "_meta": {}}).encode()
    assert recognise(data).name == "Superdesk Live Blog"
    return list(parse(data, Context(source="dpa")))


def test_a_post_is_an_entry():
    (entry,) = entries(post())
    assert entry.entry_id == "urn:p1"
    assert entry.coverage.id == "superdesk-blog:blog1"
    assert entry.source == "dpa"
    assert entry.body == "Die Fähre fährt."
    assert entry.published_at == datetime(2025, 3, 3, 11, 1, tzinfo=UTC)
    assert entry.updated_at is None


@pytest.mark.parametrize(
    ("more", "field", "value"),
    [
        ({"sticky": True}, "pinned", True),
        ({"lb_highlight": True}, "key_event", True),
        ({"highlight": True}, "key_event", True),
        ({"deleted": True}, "operation", "withdraw"),
        ({"post_status": "draft"}, "operation", "withdraw"),
        ({"post_status": "submitted"}, "operation", "withdraw"),
        ({"language": "de"}, "language", "de"),
        ({"language": "en"}, "language", None),
        ({"urgency": 1}, "urgency", 1),
        ({"urgency": 3}, "urgency", None),
        ({"versioncreated": "2025-03-03T12:00:00+00:00"}, "updated_at",
         datetime(2025, 3, 3, 12, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_marks_of_posts(more, field, value):
    (entry,) = entries(post(**more))
    assert getattr(entry, field) == value


def test_what_is_withdrawn_is_not_repeated():
    (entry,) = entries(post(deleted=True))
    assert entry.body == ""


def test_posts_of_one_time_keep_the_editors_order():
    same = {"published_date": "2025-03-03T11:00:00+00:00"}
    assert [e.entry_id for e in entries(post(3, **same), post(1, **same), post(2, **same))] == [
        "urn:p1",
        "urn:p2",
        "urn:p3",
    ]


def test_items_of_one_post():
    image = item("image", "<figure><img src='https://i.example/s.jpg'></figure>", meta={
        "caption": "Der Hafen", "credit": "Jo",
        "media": {"renditions": {"original": {"href": "https://i.example/o.jpg"}}}})  # fmt: skip
    quote = item(
        "quote", "<blockquote>x</blockquote>", meta={"quote": "Wir warten", "credit": "Jo"}
    )
    embed = item("embed", "", meta={"html": "<iframe src='https://e.example/1'></iframe>"})
    (entry,) = entries(post(1, item(), image, quote, embed))
    assert entry.body == "Die Fähre fährt.\n“Wir warten” — Jo"
    assert [(media.kind, media.url) for media in entry.media] == [
        ("image", "https://i.example/o.jpg"),
        ("embed", "https://e.example/1"),
    ]
    assert entry.media[0].credit == "Jo"


def test_an_embed_alone_is_an_entry_of_that_kind():
    embed = item("embed", "", meta={"original_url": "https://t.example/1", "html": "<b>Oh</b>"})
    (entry,) = entries(post(1, embed))
    assert entry.kind == "embed"
    assert entry.media[0].url == "https://t.example/1"


def test_a_quotation_alone_is_one():
    (entry,) = entries(post(1, item("quote", "", meta={"quote": "Wir warten"})))
    assert entry.kind == "quote"
    assert entry.body == "“Wir warten”"


def test_a_post_without_items_is_malformed():
    empty = post(2)
    empty["groups"] = []
    entry, malformed = entries(post(), empty)
    assert entry.entry_id == "urn:p1"
    assert isinstance(malformed, Malformed)


def test_a_post_alone_is_read_too():
    data = json.dumps(post()).encode()
    assert [entry.entry_id for entry in parse(data, Context())] == ["urn:p1"]
