from __future__ import annotations

import re
from pathlib import Path

import pytest

from streams.gateway import wall

from .serving import serving

STATIC = Path(wall.__file__).parent / "static"
FILES = sorted(path.name for path in STATIC.iterdir())


async def test_the_page_is_open_and_may_run_nothing_but_its_own_scripts():
    async with serving() as client:
        answer = await client.get("/")
        assert answer.status == 200
        assert answer.content_type == "text/html"
        policy = answer.headers["Content-Security-Policy"]
        rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
        assert rules["default-src"] == "'none'"
        assert rules["script-src"] == rules["style-src"] == rules["connect-src"] == "'self'"
        assert rules["require-trusted-types-for"] == "'script'"
        assert rules["frame-ancestors"] == "'none'"
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        page = await answer.text()
        assert re.findall(r"<script(?![^>]* src=)|\son\w+=|\sstyle=|<style", page) == []
        for address in re.findall(r'(?:href|src)="(/[^"]*)"', page):
            assert (await client.get(address)).status == 200, address


@pytest.mark.parametrize("name", FILES)
async def test_every_file_is_served_with_its_type_and_once(name):
    async with serving() as client:
        answer = await client.get(f"/wall/{name}")
        assert answer.status == 200
        assert await answer.read() == (STATIC / name).read_bytes()
        assert answer.headers["Content-Security-Policy"]
        again = await client.get(f"/wall/{name}", headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status == 304
        assert again.headers["ETag"] == answer.headers["ETag"]


@pytest.mark.parametrize(
    "path",
    ["/wall/", "/wall/none.js", "/wall/..%2froutes.py", "/wall/../routes.py"],
)
async def test_nothing_else_is_served(path):
    async with serving() as client:
        answer = await client.get(path)
        assert answer.status in {401, 404}


@pytest.mark.parametrize("path", sorted(STATIC.glob("*.js")), ids=lambda path: path.name)
def test_no_script_makes_markup_of_text(path):
    text = path.read_text("utf-8")
    sinks = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc"
    assert re.findall(sinks, text) == []
    assert len(text.splitlines()) <= 320
