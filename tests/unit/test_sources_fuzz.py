"""Whatever the bytes: results or a SourceError, in bounded time."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas import RawEntry
from streams.errors import SourceError
from streams.sources import FORMATS, Context, Malformed, parse

PAGES = [page.read_text() for page in sorted((Path(__file__).parent / "pages").glob("*.txt"))]
LINES = [line for page in PAGES for line in page.splitlines()]
CONTEXT = Context(fetched_at=datetime(2025, 3, 3, 18, tzinfo=UTC))
quick = settings(deadline=2000, max_examples=150, suppress_health_check=list(HealthCheck))

PROPERTIES = [
    "@type",
    "@id",
    "@graph",
    "url",
    "headline",
    "name",
    "description",
    "articleBody",
    "text",
    "author",
    "publisher",
    "image",
    "video",
    "keywords",
    "identifier",
    "datePublished",
    "dateModified",
    "coverageStartTime",
    "liveBlogUpdate",
    "inLanguage",
    "mainEntityOfPage",
    "@value",
    "@list",
    "caption",
]
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.sampled_from(
        [
            "LiveBlogPosting",
            "BlogPosting",
            "2024-08-05T20:00:18.921Z",
            "https://a.example/#1",
            "&lt;p&gt;x",
            "<a href='//[x'>y</a>",
            "\ud800<p>",
            "9999-12-31T23:59:59-14:00",
            "#1",
        ]
    ),
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.sampled_from(PROPERTIES), inner, max_size=6),
    ),
    max_leaves=25,
)


def attempt(data, source=None):
    try:
        found = list(source.parse(data, CONTEXT) if source else parse(data, CONTEXT))
    except SourceError as error:
        said = str(error)
        found = []
    else:
        said = ""
    assert "\n" not in said
    assert all(isinstance(item, (RawEntry, Malformed)) for item in found)


@quick
@given(
    st.one_of(
        st.binary(max_size=400), st.text(max_size=400).map(lambda s: s.encode("utf-8", "replace"))
    )
)
def test_random_bytes(data):
    attempt(data)
    for source in FORMATS:
        source.recognise(data)
        attempt(data, source)


@quick
@given(st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=60)), max_size=40))
def test_shuffled_pages(lines):
    attempt("\n".join(lines).encode("utf-8", "replace"))


@quick
@given(st.dictionaries(st.sampled_from(PROPERTIES), values), st.lists(values, max_size=3))
def test_mutated_json_ld(page, updates):
    blog = json.dumps({**page, "@type": "LiveBlogPosting", "liveBlogUpdate": updates})
    html = f'<html><script type="application/ld+json">{blog}</script></html>'
    attempt(html.encode())
    attempt(blog.encode())
    attempt(html[: len(html) * 2 // 3].encode())


TAGS = ["div", "p", "li", "h1", "h2", "time", "article", "aside", "figcaption", "b", "br", "ul"]


@quick
@given(
    st.lists(
        st.tuples(st.sampled_from(TAGS), st.booleans(), st.sampled_from([*LINES, "12:10", "x"])),
        max_size=60,
    )
)
def test_shuffled_markup(parts):
    page = "".join(f"<{'/' if closes else ''}{tag}>{text}" for tag, closes, text in parts)
    attempt(f"<html>{page}".encode("utf-8", "replace"))


@quick
@given(st.dictionaries(st.sampled_from([*RawEntry.model_fields, "x"]), values))
def test_mutated_lines(record):
    attempt(json.dumps(record).encode())


@pytest.mark.parametrize(
    "data",
    [
        b"<" * 200_000 + b"LiveBlogPosting",
        b"<p>" * 100_000 + b"LiveBlogPosting",
        b'{"@type":"LiveBlogPosting","liveBlogUpdate":' + b"[" * 100_000,
        b'<script type="application/ld+json">{"@type":"LiveBlogPosting","liveBlogUpdate":'
        + b'{"a":' * 900
        + b"1"
        + b"}" * 900
        + b"}</script>",
        b"A " * 300_000,
        b"A. " * 300_000 + b"\n12:00\n" * 100,
        b"By A B and " * 50_000,
        b"12:00 GMT\n" * 30_000,
        b"Heading Without End\n" * 30_000,
        b"Comments\n" * 30_000,
        b"Anna Bell\n" * 30_000,
        b"End.Start" * 50_000,
        b"Advertisement" * 2_000 + b"Ends",
        (b"x(" * 400 + b"\n") * 100,
        (b"we " * 300 + b"\n") * 100,
        (b"1 " + b"(" * 900 + b"\n") * 100,
        b"<html><h1>x</h1>" + b"<div>" * 20_000 + b"y",
        b"<html><h1>x</h1>"
        + b"<div id=abcd1><time>12:00</time>text of the entry here</div>" * 8_000,
        b"<html><ul>" + b"<li>" * 50_000,
        b"<html><aside>" * 5_000,
    ],
    ids=lambda data: data[:12].decode(),
)
def test_hostile_input_takes_bounded_time(data):
    # a tenth of a millisecond a line is what labelling takes; what grows faster takes minutes
    start = time.process_time()
    attempt(data)
    assert time.process_time() - start < 10
