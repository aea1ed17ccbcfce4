from __future__ import annotations

import json
import re
from urllib.parse import unquote

import jsonschema
import pytest
import yaml
from lxml import html
from openapi_spec_validator import OpenAPIV31SpecValidator

from streams.contract import FOLDER
from streams.gateway.app import build
from streams.gateway.auth import Guard
from streams.gateway.contract import pages
from streams.gateway.openapi import PARTS, openapi_document
from streams.settings import Settings

from .reading import golden, reading, records_of, story_records
from .serving import FakeSender, entry, serving
from .test_stories import story

PAGES = {"/", "/wall/{name}"}
"""Served for people; no part of the interface for programs."""


@pytest.fixture(scope="module")
def document():
    return json.loads(json.dumps(openapi_document()))


def test_the_document_is_openapi_3_1(document):
    OpenAPIV31SpecValidator(document).validate()
    published = yaml.safe_load((FOLDER / "openapi.yaml").read_text(encoding="utf-8"))
    assert published == document


def test_the_routes_of_the_gateway_and_the_document_agree(document):
    app = build(Settings(), FakeSender(), Guard(()))
    routed = {
        (route.method.lower(), route.resource.canonical)
        for route in app.router.routes()
        if route.method != "HEAD" and route.resource.canonical not in PAGES
    }
    described = {(method, path) for path, one in document["paths"].items() for method in one}
    assert described == routed
    for path, methods in document["paths"].items():
        for one in methods.values():
            named = {p["name"] for p in one.get("parameters", []) if p["in"] == "path"}
            assert named == set(re.findall(r"{(\w+)}", path))
    names = [one.name for part in PARTS for one in part.operations]
    assert len(names) == len(set(names))


def parameters_of(document, path):
    return {
        p["name"]: p for p in document["paths"][path]["get"]["parameters"] if p["in"] == "query"
    }


async def test_every_parameter_that_is_described_is_understood_and_no_other(document, tmp_path):
    values = {
        "cursor": "1f",
        "since": "2025-05-01T00:00:00Z",
        "until": "2025-05-02T00:00:00Z",
        "q": "x",
    }
    async with reading(tmp_path, story_records([story("s")])) as client:
        for path in (
            "/v1/events",
            "/v1/stories",
            "/v1/stories/{id}/events",
            "/v1/feeds/events.json",
        ):
            known = parameters_of(document, path)
            for name, one in known.items():
                schema = one["schema"].get("items", one["schema"])
                choices = schema.get("enum", [schema.get("default", schema.get("minimum", "x"))])
                for value in [values.get(name, choice) for choice in choices]:
                    text = str(value).lower() if isinstance(value, bool) else str(value)
                    answer = await client.get(path.replace("{id}", "s"), params={name: text})
                    refused = path.startswith("/v1/feeds") and value == "duplicated"
                    assert answer.status == (400 if refused else 200), (path, name, value)
            answer = await client.get(path.replace("{id}", "s"), params={"other": "x"})
            assert answer.status == 400
            told = (await answer.json(content_type=None))["detail"].partition("there are: ")[2]
            assert set(told.split(", ")) == set(known)


def holds(document, path, answer, body, method="get"):
    """The body is what the document says of this answer."""
    described = document["paths"][path][method]["responses"][str(answer.status)]
    if "$ref" in described:
        described = document["components"]["responses"][described["$ref"].rsplit("/", 1)[1]]
    schema = described["content"][answer.content_type]["schema"]
    if answer.content_type.endswith("json"):
        jsonschema.Draft202012Validator({**schema, "components": document["components"]}).validate(
            json.loads(body)
        )


async def test_answers_are_what_the_document_says(document, coverages, tmp_path):
    events = golden(coverages)
    gone = next(one for event in events for one in getattr(event, "withdraws", ()))
    batches = (
        records_of(events),
        story_records([story("s"), story("m", merged_into="s", entries=0)]),
    )
    async with reading(tmp_path, *batches) as client:
        asked = [
            ("/v1/events", "/v1/events?limit=100&state=all", 200),
            ("/v1/events", "/v1/events?q=harbour&limit=1", 200),
            ("/v1/events", "/v1/events?q=!", 400),
            ("/v1/events/{id}", f"/v1/events/{events[0].id}", 200),
            ("/v1/events/{id}", f"/v1/events/{gone}", 410),
            ("/v1/events/{id}", "/v1/events/none", 404),
            ("/v1/entries/{entry}", f"/v1/entries/{events[0].entry}", 200),
            ("/v1/stories", "/v1/stories", 200),
            ("/v1/stories/{id}", "/v1/stories/s", 200),
            ("/v1/stories/{id}", "/v1/stories/m", 308),
            ("/v1/stories/{id}/events", f"/v1/stories/{events[0].story}/events", 200),
            ("/v1/feeds/events.json", "/v1/feeds/events.json", 200),
            ("/v1/feeds/events.atom", "/v1/feeds/events.atom", 200),
            ("/v1/session", "/v1/session", 200),
            ("/v1/contract", "/v1/contract", 200),
            ("/v1/contract/{name}", "/v1/contract/event.schema.json", 200),
            ("/v1/contract/{name}", "/v1/contract/asyncapi.yaml", 200),
            ("/v1/contract/{name}", "/v1/contract/..%2Fpyproject.toml", 404),
            ("/openapi.json", "/openapi.json", 200),
            ("/contract", "/contract", 200),
            ("/contract/{name}", "/contract/event", 200),
            ("/contract/{name}", "/contract/style.css", 200),
            ("/contract/{name}", "/contract/nothing", 404),
            ("/livez", "/livez", 200),
            ("/readyz", "/readyz", 200),
            ("/metrics", "/metrics", 200),
        ]
        for path, url, status in asked:
            answer = await client.get(url, allow_redirects=False)
            body = await answer.read()
            assert answer.status == status, (url, body)
            holds(document, path, answer, body)
        answer = await client.post("/v1/entries", json=[entry()])
        assert answer.status == 202
        holds(document, "/v1/entries", answer, await answer.read(), "post")
        answer = await client.post("/v1/entries", json=[{"desk": "main"}])
        assert answer.status == 422
        holds(document, "/v1/entries", answer, await answer.read(), "post")


async def test_the_contract_is_served_as_it_is_published():
    async with serving() as client:  # without a token
        files = (await (await client.get("/v1/contract")).json())["files"]
        assert set(files) == {path.name for path in FOLDER.iterdir()}
        for name in files:
            answer = await client.get(f"/v1/contract/{name}")
            assert await answer.read() == (FOLDER / name).read_bytes()


async def test_pages_link_to_what_is_there_and_load_nothing_from_elsewhere():
    async with serving() as client:
        seen, queue = set(), ["/contract"]
        while queue:
            path = queue.pop()
            if path in seen:
                continue
            seen.add(path)
            answer = await client.get(path)
            assert answer.status == 200, path
            if answer.content_type != "text/html":
                continue
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            root = html.fromstring(await answer.read())
            assert not root.xpath("//script | //style | //img | //iframe | //*[@style]")
            assert not root.xpath("//@*[starts-with(name(), 'on')]")
            ids = set(root.xpath("//@id"))
            assert len(ids) == len(root.xpath("//@id"))
            for link in root.xpath("//@href"):
                if link.startswith("#"):
                    assert unquote(link[1:]) in ids, (path, link)
                else:
                    assert re.fullmatch(r"/[\w./-]+", link), link
                    queue.append(link)
        assert {"/contract/event", "/contract/story", "/openapi.json"} <= seen


def test_texts_on_pages_stay_texts():
    evil = "<script>alert(1)</script>"
    schema = {
        "title": evil,
        "description": evil,
        "properties": {evil: {"enum": [evil]}},
        "$defs": {evil: {"type": evil}},
    }
    page = pages.schema(evil, schema)
    assert b"<script" not in page
    assert html.fromstring(page).findtext(".//h1") == evil
