"""dpa digitalwires."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from streams.sources import Context, Malformed, parse, recognise

ARTICLE = {
    "format": "digitalwires@0.9.1",
    "entry_id": "abc",
    "urn": "urn:newsml:agency.example:1",
    "version": 2,
    "version_created": "2025-03-03T12:00:00+01:00",
    "pubstatus": "usable",
    "signal": None,
    "embargoed": None,
    "language": "de",
    "urgency": 3,
    "headline": "Fähre fährt wieder",
    "byline": "Von Ida Brandt",
    "dateline": "Seehafen (ag) - ",
    "article_html": '<section class="main"><p></p><p>Sie fährt.</p><h2>Warten</h2><table><tr>'
    "<td>A</td><td>1</td></tr></table></section>",
    "infobox_html": "<section><h2>Zahlen</h2><p>Drei Fähren.</p></section>",
    "linkbox_html": '<section><ul><li><a href="https://p.example/f">Fahrplan</a></li></ul></section>',
    "associations": [
        {
            "type": "image",
            "caption": "Die Fähre",
            "creditline": "Jo/ag",
            "renditions": [
                {"url": "https://i.example/s.jpg", "width": 200},
                {"url": "https://i.example/l.jpg", "width": 900},
            ],
        }
    ],
    "dpasubject_names": ["Verkehr"],
    "geosubject_names": ["Seehafen"],
    "keyword_names": ["Fähre"],
}


def entries(*articles):
    data = json.dumps(list(articles)).encode()
    assert recognise(data).name == "dpa digitalwires"
    return list(parse(data, Context()))


def test_an_article_is_an_entry():
    (entry,) = entries(ARTICLE)
    assert entry.entry_id == ARTICLE["urn"]
    assert entry.source == "dpa"
    assert entry.headline == "Fähre fährt wieder"
    assert entry.body == "Seehafen (ag) - Sie fährt.\nWarten\nA | 1\nZahlen\nDrei Fähren."
    assert entry.bylines == ("Von Ida Brandt",)
    assert entry.published_at == datetime(2025, 3, 3, 11, tzinfo=UTC)
    assert entry.urgency == 3
    assert entry.language == "de"
    assert entry.tags == ("Verkehr", "Seehafen", "Fähre")
    assert [(link.url, link.text) for link in entry.links] == [("https://p.example/f", "Fahrplan")]
    (media,) = entry.media
    assert (media.url, media.caption) == ("https://i.example/l.jpg", "Die Fähre")


@pytest.mark.parametrize(
    ("more", "field", "value"),
    [
        ({"pubstatus": "canceled"}, "operation", "withdraw"),
        ({"pubstatus": None}, "operation", "upsert"),
        ({"signal": "sig:correction"}, "kind", "correction"),
        ({"signal": "sig:update"}, "kind", None),
        ({"embargoed": "2025-03-04T06:00:00+01:00"}, "embargoed_until",
         datetime(2025, 3, 4, 5, tzinfo=UTC)),
        ({"embargoed": "bald"}, "embargoed_until", datetime(2099, 12, 31, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_marks_of_articles(more, field, value):
    (entry,) = entries(ARTICLE | more)
    assert getattr(entry, field) == value


def test_a_dateline_in_the_text_is_not_said_twice():
    html = "<p><span>Seehafen <b>(ag)</b> - </span>Sie fährt.</p>"
    (entry,) = entries(ARTICLE | {"article_html": html, "infobox_html": None})
    assert entry.body == "Seehafen (ag) - Sie fährt."


def test_a_picture_alone_says_its_caption():
    described = [
        {"role": "drol:extended", "description": "Mehr"},
        {"role": "drol:caption", "description": "Die Fähre"},
    ]
    bare = {"article_html": None, "infobox_html": None, "descriptions": described}
    (entry,) = entries(ARTICLE | bare)
    assert entry.body == "Die Fähre"
    assert entry.media[0].kind == "image"


def test_what_is_no_article_is_malformed():
    entry, malformed = entries(ARTICLE, {"format": "other"})
    assert entry.entry_id
    assert isinstance(malformed, Malformed)


def test_an_answer_with_entries_is_read():
    data = json.dumps({"entries": [ARTICLE], "format": "digitalwires", "urn": "x"}).encode()
    assert len(list(parse(data, Context()))) == 1
