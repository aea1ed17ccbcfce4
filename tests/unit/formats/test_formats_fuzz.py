"""Whatever an API, an agency or a feed sends: entries, malformed parts, or one line of error."""

from __future__ import annotations

import json
import random
import time
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas import RawEntry
from streams.errors import SourceError
from streams.sources import FORMATS, Context, Malformed, parse

from . import test_digitalwires as dpa
from . import test_feeds as feeds
from . import test_guardian as guardian
from . import test_microdata as microdata
from . import test_newsml_g2 as newsml
from . import test_ninjs as ninjs
from . import test_superdesk as superdesk

quick = settings(deadline=2000, max_examples=60, suppress_health_check=list(HealthCheck))
CONTEXT = Context(url="https://paper.example/live")
DOCUMENTS = {
    "guardian page": guardian.page(
        guardian.block(1), guardian.block(2, guardian.element("Tweet", url="x", html="<b>y"))
    ),
    "guardian api": guardian.api(guardian.api_block()),
    "superdesk": {
        "_items": [superdesk.post(1, superdesk.item(), superdesk.item("image", meta={}))]
    },
    "ninjs 1": ninjs.FLAT,
    "ninjs 2": ninjs.LISTED,
    "ninjs 3": ninjs.CAMEL,
    "digitalwires": dpa.ARTICLE,
    "json feed": feeds.JSON_FEED,
}
TEXTS = {
    "microdata": microdata.page(microdata.UPDATE),
    "newsml": newsml.message(newsml.item(), newsml.item(newsml.NITF)).encode(),
    "rss": feeds.RSS,
    "atom": feeds.ATOM,
}
values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(
        [
            [],
            {},
            [None],
            [{}],
            [[[]]],
            {"html": 1},
            "\ud800<p>",
            "<a href='//[x'>y</a>",
            "https://[x",
            "9999-12-31T23:59:59-14:00",
            10**30,
            "x" * 3_000,
        ]
    ),
)


def attempt(data):
    try:
        found = list(parse(data, CONTEXT))
    except SourceError as error:
        found, said = [], str(error)
    else:
        said = ""
    assert "\n" not in said
    assert all(isinstance(item, (RawEntry, Malformed)) for item in found)
    assert all("\n" not in item.reason for item in found if isinstance(item, Malformed))


def places(value, path=()):
    yield path
    if isinstance(value, dict):
        inner = list(value.items())
    else:
        inner = list(enumerate(value)) if isinstance(value, list) else []
    for key, child in inner:
        yield from places(child, (*path, key))


def changed(document, path, value):
    document = json.loads(json.dumps(document))
    where = document
    for key in path[:-1]:
        where = where[key]
    if not path:
        return value
    where[path[-1]] = value
    return document


@pytest.mark.parametrize("name", DOCUMENTS)
@quick
@given(st.data())
def test_a_document_with_anything_anywhere(name, data):
    document = DOCUMENTS[name]
    for _ in range(data.draw(st.integers(1, 3))):
        paths = list(places(document)) if isinstance(document, (dict, list)) else [()]
        document = changed(document, data.draw(st.sampled_from(paths)), data.draw(values))
    text = json.dumps(document)
    attempt(text.encode())
    attempt(text[: len(text) * 2 // 3].encode())


@pytest.mark.parametrize("name", TEXTS)
@quick
@given(st.randoms(use_true_random=False), st.integers(1, 12))
def test_markup_with_pieces_lost_doubled_and_moved(name, chance: random.Random, times):
    text = TEXTS[name]
    for _ in range(times):
        start, end = sorted((chance.randrange(len(text)), chance.randrange(len(text))))
        piece = text[start : min(end, start + 200)]
        other = chance.randrange(len(text))
        text = chance.choice(
            (
                text[:start] + text[start + len(piece) :],
                text[:other] + piece + text[other:],
                text[:other] + bytes([chance.randrange(256)]) + text[other + 1 :],
            )
        )
        text = text or b"x"
    attempt(text)


@quick
@given(st.sampled_from([*DOCUMENTS, *TEXTS]), st.sampled_from(FORMATS))
def test_each_format_withstands_the_others(name, source):
    data = TEXTS.get(name) or json.dumps(DOCUMENTS[name]).encode()
    source.recognise(data)
    with suppress(SourceError):
        list(source.parse(data, CONTEXT))


@pytest.mark.parametrize(
    "data",
    [
        b'{"uri":"x","associations":' + b'{"a":' * 5_000 + b"{}" + b"}" * 5_001,
        b'{"uri":"x","body_text":"' + b"&amp;" * 100_000 + b'"}',
        b'{"blocks":[],"groups":[],"refs":1,"webURL":"' + b"x" * 1_000_000 + b'"}',
        b'{"groups":[' + b'{"refs":[{"item":{"text":"<p>"}}]},' * 5_000 + b'{}],"_id":"x"}',
        b"<?x?>" * 20_000 + b"<rss>",
        b"<!-- -->" * 20_000 + b"<rss>",
        b"<!DOCTYPE rss [" * 10_000 + b"<rss>",
        b"<rss><channel>" + b"<item>" * 50_000,
        b"<rss><channel>" + b"<item><title>x</title></item>" * 20_000 + b"</channel></rss>",
        b'<div itemscope itemtype="LiveBlogPosting">' * 10_000,
        b"<p itemprop=articleBody itemscope>LiveBlogPosting" * 20_000,
        b'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/">' * 200,
    ],
    ids=lambda data: data[:16].decode(),
)
def test_hostile_input_takes_bounded_time(data):
    start = time.process_time()
    attempt(data)
    assert time.process_time() - start < 5
