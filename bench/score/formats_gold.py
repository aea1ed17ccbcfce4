"""What the pages and items of the evaluation data say, read as plainly as can be.

Nothing of ``streams`` is used here: the gold must not share the mistakes of what it measures.
"""

from __future__ import annotations

import gzip
import html
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

_SCRIPT = re.compile(
    r'<script[^>]*type="application/ld\+json"[^>]*>(.*?)</script>', re.DOTALL | re.IGNORECASE
)
_TAG = re.compile(r"<[^>]*>")
_NO_TEXT = re.compile(
    r"<(figure class=\"element|script|style)\b.*?</(figure|script|style)>", re.DOTALL
)
_NOT_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Gold:
    """An entry as its source has it.

    Attributes:
        key: its id; where the source has none, its headline.
        headline: as letters.
        body: as letters.
        byline: as letters.
        time: of first publication, in UTC.
        flags: what else counts for its format, by the name of the field.
    """

    key: str
    headline: str
    body: str
    byline: str
    time: datetime | None
    flags: dict[str, Any] = field(default_factory=dict)


def letters(text: str) -> str:
    """Letters and digits alone: paragraphs and quotation marks are not what is compared."""
    for _ in range(3):
        text = html.unescape(text)
    return _NOT_LETTER.sub("", text).casefold()


def words(markup: str) -> str:
    """The letters of HTML, figures left out."""
    return letters(_TAG.sub(" ", _NO_TEXT.sub(" ", html.unescape(markup))))


def utc(text: str | None) -> datetime | None:
    """A time of ISO 8601 in UTC."""
    return datetime.fromisoformat(text).astimezone(UTC) if text else None


def json_ld(path: Path) -> Iterator[Gold]:
    """The updates of a page's JSON-LD."""
    raw = path.read_bytes()
    page = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode()
    for text in _SCRIPT.findall(page):
        for block in _objects(json.loads(text, strict=False)):
            for update in block.get("liveBlogUpdate", []):
                author = update.get("author") or []
                people = author if isinstance(author, list) else [author]
                headline = letters(update.get("headline", ""))
                published = utc(update.get("datePublished"))
                modified = utc(update.get("dateModified"))
                url = update.get("url", "")
                yield Gold(
                    key=url.partition("#")[2] or f"{headline} {published}",
                    headline=headline,
                    body=words(update.get("articleBody", "")),
                    byline=letters("".join(person["name"] for person in people)),
                    time=published,
                    flags={"updated": bool(modified and modified != published)},
                )


def _objects(value: Any) -> list[dict[str, Any]]:
    items = value if isinstance(value, list) else value.get("@graph", [value])
    return [item for item in items if isinstance(item, dict)]


def guardian_page(path: Path) -> Iterator[Gold]:
    """The blocks of a Guardian page."""
    page = json.loads(path.read_bytes())
    key_events = {event["id"] for event in page["keyEvents"]}
    for block in page["blocks"]:
        prose = [e["html"] for e in block["elements"] if "TextBlock" in e["_type"]]
        marks = block["attributes"]
        yield Gold(
            key=block["id"],
            headline=letters(block.get("title", "")),
            body=words(" ".join(prose)),
            byline=letters("".join(person["name"] for person in block["contributors"])),
            time=datetime.fromtimestamp(block["blockFirstPublished"] / 1000, UTC),
            flags={
                "kind": "summary" if marks["summary"] else None,
                "key_event": marks["keyEvent"] or block["id"] in key_events,
                "pinned": marks["pinned"],
            },
        )


def guardian_api(path: Path) -> Iterator[Gold]:
    """The blocks of an answer of the Guardian's content API."""
    answer = json.loads(path.read_bytes())
    content = answer.get("response", {}).get("content", answer)
    for block in content["blocks"]["body"]:
        marks = block["attributes"]
        yield Gold(
            key=block["id"],
            headline=letters(marks.get("title", "")),
            body=words(block["bodyHtml"]),
            byline="",
            time=utc(block["firstPublishedDate"]),
            flags={
                "kind": "summary" if marks.get("summary") in {True, "true"} else None,
                "key_event": marks.get("keyEvent") in {True, "true"},
                "pinned": marks.get("pinned") in {True, "true"},
            },
        )


def superdesk(path: Path) -> Iterator[Gold]:
    """The posts of a Superdesk live blog; of those that are not public, only that."""
    for post in json.loads(path.read_bytes())["_items"]:
        items = [ref["item"] for group in post["groups"] for ref in group["refs"] if "item" in ref]
        prose = [item["text"] for item in items if item["item_type"] in {"text", "quote"}]
        public = post["post_status"] == "open" and not post["deleted"]
        yield Gold(
            key=post["_id"],
            headline="",
            body=words(" ".join(prose)) if public else "",
            byline="",
            time=utc(post["published_date"]),
            flags={
                "operation": "upsert" if public else "withdraw",
                "pinned": bool(post.get("sticky")),
                "key_event": bool(post.get("highlight")),
            },
        )


def digitalwires(path: Path) -> Iterator[Gold]:
    """An article of dpa."""
    item = json.loads(path.read_bytes())
    body = words((item["article_html"] or "") + " " + (item["infobox_html"] or ""))
    dateline = letters(item["dateline"] or "")
    if body and not body.startswith(dateline):
        body = dateline + body
    captions = [one["description"] for one in item["descriptions"] or []]
    yield Gold(
        key=item["urn"],
        headline=letters(item["headline"]),
        # the caption says everything where there is nothing else; the in-line box is an element
        body=body or letters(captions[0]),
        byline=letters(re.sub(r"^By ", "", item["byline"] or "")),
        time=utc(item["version_created"]),
        flags={
            "operation": "withdraw" if item["pubstatus"] == "canceled" else "upsert",
            "embargoed_until": utc(item["embargoed"]),
            "urgency": item["urgency"],
            "kind": "correction" if item["signal"] == "sig:correction" else None,
        },
    )


def newsml(path: Path) -> Iterator[Gold]:
    """The same articles as NewsML-G2: what the agency made them from is the gold."""
    yield from digitalwires(path.parents[1] / "input" / f"{path.stem}.json")


Reading = Callable[[Path], Iterator[Gold]]
WIRE = "wire/dpa_digitalwires/tests/data"
API = "live/guardian_capi_models/json/src/test/resources/templates"
FORMATS: tuple[tuple[str, str, Reading], ...] = (
    ("JSON-LD, English", "live/mirror/page.html.gz", json_ld),
    ("JSON-LD, Italian", "live/repubblica/page.html", json_ld),
    ("Guardian page", "live/guardian/page.json", guardian_page),
    ("Guardian API", f"{API}/content-with-blocks.json", guardian_api),
    ("Superdesk Live Blog", "live/superdesk_dpa/posts.json", superdesk),
    ("dpa digitalwires", f"{WIRE}/input/*.json", digitalwires),
    ("NewsML-G2", f"{WIRE}/output/*.xml", newsml),
)
