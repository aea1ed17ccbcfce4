"""A thousand entries of each format are read in a moment."""

from __future__ import annotations

import json
import time

import pytest

from streams.sources import Context, Malformed, parse

from . import test_digitalwires as dpa
from . import test_feeds as feeds
from . import test_guardian as guardian
from . import test_microdata as microdata
from . import test_newsml_g2 as newsml
from . import test_ninjs as ninjs
from . import test_superdesk as superdesk

COUNT = 1_000
PROSE = "<p>The ferry runs again, said the harbour master, after two days of storm.</p>" * 3


def numbered(item, name):
    return [{**item, name: f"{item[name]}{number}"} for number in range(COUNT)]


def documents():
    elements = [guardian.element("Text", html=PROSE)]
    blocks = [guardian.block(number, *elements) for number in range(COUNT)]
    yield "guardian", json.dumps(guardian.page(*blocks))
    posts = [superdesk.post(10, superdesk.item(text=PROSE), _id=f"u{n}") for n in range(COUNT)]
    yield "superdesk", json.dumps({"_items": posts})
    yield "ninjs 1", json.dumps(numbered(ninjs.FLAT | {"body_xhtml": PROSE}, "uri"))
    bodies = [{"contentType": "text/html", "value": PROSE}]
    yield "ninjs 3", json.dumps(numbered(ninjs.CAMEL | {"bodies": bodies}, "uri"))
    yield "digitalwires", json.dumps(numbered(dpa.ARTICLE | {"article_html": PROSE}, "urn"))
    items = (newsml.item(guid=f"urn:{number}") for number in range(COUNT))
    yield "newsml", newsml.message(*items)
    yield "microdata", microdata.page(*(
        microdata.UPDATE.replace("u17", f"u{number}") for number in range(COUNT)
    )).decode()  # fmt: skip
    head, item, tail = feeds.RSS.decode().partition("<item>")[0], "<item>", "</channel></rss>"
    yield (
        "rss",
        head
        + "".join(
            f"{item}<guid>{number}</guid><title>Ferry</title><description><![CDATA[{PROSE}]]>"
            "</description><pubDate>Mon, 03 Mar 2025 12:00:00 +0100</pubDate></item>"
            for number in range(COUNT)
        )
        + tail,
    )
    yield (
        "json feed",
        json.dumps(feeds.JSON_FEED | {"items": numbered(feeds.JSON_FEED["items"][0], "id")}),
    )


@pytest.mark.parametrize(
    ("name", "text"), [pytest.param(*pair, id=pair[0]) for pair in documents()]
)
def test_a_thousand_entries_take_a_moment(name, text):
    data = text.encode()
    took = []
    for _ in range(3):
        start = time.process_time()
        found = list(parse(data, Context()))
        took.append(time.process_time() - start)
    assert len(found) == COUNT
    assert not any(isinstance(item, Malformed) for item in found)
    # a quarter of a second at most on a quiet machine; shared ones are slower
    assert min(took) < 1.5, name
