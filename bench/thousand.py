"""Pages of a thousand entries in every format, drawn up here, to measure how fast they are read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

COUNT: Final = 1_000
_START: Final = datetime(2025, 3, 3, 6, tzinfo=UTC)
_PROSE: Final = (
    "The ferry runs again, said the harbour master, after two days of storm.",
    "“We have waited for this since Saturday,” a passenger told us on the quay.",
    "Two piers are closed until noon, and the ring road is open in one direction.",
)
_HTML: Final = "".join(f"<p>{paragraph}</p>" for paragraph in _PROSE)
_PAGE: Final = "https://paper.example/live/storm"


def documents() -> Iterator[tuple[str, bytes]]:
    """The name of each format and a page of it."""
    yield "LiveBlogPosting, JSON-LD", _json_ld()
    yield "LiveBlogPosting, microdata", _microdata()
    yield "HTML", _html()
    yield "page text", _text()
    yield "Guardian", _dump(_guardian())
    yield "Superdesk", _dump({"_items": [_superdesk(number) for number in range(COUNT)]})
    yield "ninjs 1", _dump([_ninjs(number) for number in range(COUNT)])
    yield "ninjs 3", _dump([_ninjs_3(number) for number in range(COUNT)])
    yield "dpa digitalwires", _dump([_wire(number) for number in range(COUNT)])
    yield "NewsML-G2", _newsml()
    yield "RSS", _rss()
    yield "Atom", _atom()
    yield "JSON Feed", _dump(_feed())
    yield "JSON Lines", b"\n".join(_dump(_raw(number)) for number in range(COUNT))


def _dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _at(number: int) -> datetime:
    return _START + timedelta(seconds=50 * number)


def _iso(number: int) -> str:
    return _at(number).isoformat()


def _title(number: int) -> str:
    return f"Bridge {number} closes"


def _json_ld() -> bytes:
    updates = [
        {
            "@type": "BlogPosting",
            "headline": _title(number),
            "url": f"{_PAGE}#{number}",
            "datePublished": _iso(number),
            "author": {"@type": "Person", "name": "Ida Brandt"},
            "articleBody": _HTML,
        }
        for number in range(COUNT)
    ]
    blog = {"@context": "https://schema.org", "@type": "LiveBlogPosting", "url": _PAGE}
    script = json.dumps(blog | {"headline": "Storm live", "liveBlogUpdate": updates})
    script = script.replace("</", "<\\/")
    return f'<!doctype html><script type="application/ld+json">{script}</script>'.encode()


def _microdata() -> bytes:
    updates = (
        '<article itemprop="liveBlogUpdate" itemscope itemtype="https://schema.org/BlogPosting" '
        f'id="u{number}"><h2 itemprop="headline">{_title(number)}</h2><time itemprop="datePublished" '
        f'datetime="{_iso(number)}">now</time><div itemprop="articleBody">{_HTML}</div></article>'
        for number in range(COUNT)
    )
    return (
        '<!doctype html><main itemscope itemtype="http://schema.org/LiveBlogPosting">'
        f'<h1 itemprop="headline">Storm live</h1>{"".join(updates)}</main>'
    ).encode()


def _html() -> bytes:
    entries = (
        f'<article id="post-{number}"><time datetime="{_iso(number)}">{_at(number):%H:%M}</time>'
        f"<h2>{_title(number)}</h2>{_HTML}<button>Share</button></article>"
        for number in range(COUNT)
    )
    return f"<!doctype html><main><h1>Storm live</h1>{''.join(entries)}</main>".encode()


def _text() -> bytes:
    entries = (
        "\n".join([f"{_at(number):%H:%M}", _title(number), _PROSE[0], _PROSE[1 + number % 2]])
        for number in range(COUNT)
    )
    return ("Storm live\nWinds reach 110 km/h\n" + "\n".join(entries)).encode()


def _guardian() -> dict[str, Any]:
    element = {"_type": "model.dotcomrendering.pageElements.TextBlockElement", "html": _HTML}
    blocks = [
        {
            "id": f"b{number}",
            "title": _title(number),
            "elements": [element],
            "attributes": {"keyEvent": False, "summary": False, "pinned": False},
            "blockFirstPublished": int(_at(number).timestamp() * 1000),
            "contributors": [{"name": "Ida Brandt"}],
        }
        for number in range(COUNT)
    ]
    return {"webURL": _PAGE, "headline": "Storm live", "lang": "en", "tags": [], "blocks": blocks}


def _superdesk(number: int) -> dict[str, Any]:
    part = {"item": {"item_type": "text", "text": _HTML}, "residRef": "urn:i"}
    return {
        "_id": f"urn:p{number}",
        "blog": "blog1",
        "order": number,
        "published_date": _iso(number),
        "versioncreated": _iso(number),
        "post_status": "open",
        "sticky": False,
        "deleted": False,
        "groups": [
            {"id": "root", "refs": [{"idRef": "main"}]},
            {"id": "main", "refs": [part]},
        ],
    }


def _ninjs(number: int) -> dict[str, Any]:
    return {
        "uri": f"urn:agency:{number}",
        "type": "text",
        "version": "2",
        "firstcreated": _iso(number),
        "versioncreated": _iso(number + 1),
        "pubstatus": "usable",
        "urgency": 4,
        "language": "en",
        "headline": _title(number),
        "byline": "By Ida Brandt",
        "body_xhtml": _HTML,
        "subject": [{"name": "transport", "code": "medtop:1"}],
    }


def _ninjs_3(number: int) -> dict[str, Any]:
    return {
        "uri": f"urn:agency:{number}",
        "type": "text",
        "firstCreated": _iso(number),
        "versionCreated": _iso(number + 1),
        "headlines": [{"role": "main", "value": _title(number)}],
        "bodies": [{"role": "main", "contentType": "text/html", "value": _HTML}],
        "by": "By Ida Brandt",
    }


def _wire(number: int) -> dict[str, Any]:
    return {
        "format": "digitalwires@0.9.1",
        "entry_id": f"e{number}",
        "urn": f"urn:newsml:agency.example:{number}",
        "version": 2,
        "version_created": _iso(number),
        "pubstatus": "usable",
        "language": "de",
        "urgency": 3,
        "headline": _title(number),
        "byline": "Von Ida Brandt",
        "dateline": "Seehafen (ag) - ",
        "article_html": f'<section class="main">{_HTML}</section>',
    }


def _newsml() -> bytes:
    name = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
    items = (
        f'<newsItem {name} guid="urn:g:{number}" version="2" xml:lang="en-GB"><itemMeta>'
        '<itemClass qcode="ninat:text"/><provider qcode="nprov:AG"><name>Agency</name></provider>'
        f"<versionCreated>{_iso(number + 1)}</versionCreated><firstCreated>{_iso(number)}"
        '</firstCreated><pubStatus qcode="stat:usable"/></itemMeta><contentMeta><urgency>4</urgency>'
        '<by>By Ida Brandt</by><subject qcode="medtop:1"><name>transport</name></subject>'
        f"<headline>{_title(number)}</headline></contentMeta><contentSet>"
        '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">'
        f"<head><title>{_title(number)}</title></head><body>{_HTML}</body></html></inlineXML>"
        "</contentSet></newsItem>"
        for number in range(COUNT)
    )
    return (
        f'<?xml version="1.0"?><newsMessage {name}><itemSet>{"".join(items)}</itemSet></newsMessage>'
    ).encode()


def _rss() -> bytes:
    items = (
        f"<item><guid>f{number}</guid><title>{_title(number)}</title><description><![CDATA[{_HTML}]]>"
        f"</description><pubDate>{_at(number):%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>"
        for number in range(COUNT)
    )
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Storm live</title>'
        f"<link>{_PAGE}</link>{''.join(items)}</channel></rss>"
    ).encode()


def _atom() -> bytes:
    entries = (
        f"<entry><id>urn:{number}</id><title>{_title(number)}</title><author><name>Ida Brandt</name>"
        f"</author><published>{_iso(number)}</published><updated>{_iso(number)}</updated>"
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
        f"{_HTML}</div></content></entry>"
        for number in range(COUNT)
    )
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:f</id><title>Storm live</title>'
        f"<updated>{_iso(0)}</updated>{''.join(entries)}</feed>"
    ).encode()


def _feed() -> dict[str, Any]:
    items = [
        {
            "id": f"j{number}",
            "title": _title(number),
            "content_html": _HTML,
            "date_published": _iso(number),
            "authors": [{"name": "Ida Brandt"}],
        }
        for number in range(COUNT)
    ]
    return {"version": "https://jsonfeed.org/version/1.1", "title": "Storm live", "items": items}


def _raw(number: int) -> dict[str, Any]:
    return {
        "coverage": {"id": "storm", "headline": "Storm live"},
        "entry_id": f"e{number}",
        "headline": _title(number),
        "body": "\n".join(_PROSE),
        "published_at": _iso(number),
    }
