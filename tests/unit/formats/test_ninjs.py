"""ninjs 1 to 3."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from streams.errors import SourceError
from streams.sources import Context, Malformed, parse, recognise

FLAT = {
    "uri": "urn:agency:1",
    "type": "text",
    "version": "2",
    "firstcreated": "2025-03-03T11:00:00Z",
    "versioncreated": "2025-03-03T12:00:00+01:00",
    "pubstatus": "usable",
    "urgency": 4,
    "language": "en",
    "headline": "Ferry runs",
    "byline": "By Ida Brandt",
    "body_xhtml": "<p>It runs.</p><p>Again.</p>",
    "subject": [{"name": "transport", "code": "medtop:1"}],
    "place": [{"name": "Vessport", "geometry_point": {"type": "Point"}}],
    "associations": {
        "main": {
            "uri": "urn:agency:2",
            "type": "picture",
            "headline": "The ferry",
            "byline": "Jo",
            "renditions": {
                "small": {"href": "https://i.example/s.jpg", "width": 100},
                "large": {"href": "https://i.example/l.jpg", "width": 900},
            },
        }
    },
}
LISTED = {
    "uri": "urn:agency:1",
    "type": "text",
    "firstcreated": "2025-03-03T11:00:00Z",
    "versioncreated": "2025-03-03T11:30:00Z",
    "headlines": [{"role": "short", "value": "Ferry"}, {"role": "main", "value": "Ferry runs"}],
    "bodies": [
        {"role": "main", "contenttype": "text/plain", "value": "It runs. Again."},
        {"role": "main", "contenttype": "text/html", "value": "<p>It runs.</p><p>Again.</p>"},
    ],
    "by": "By Ida Brandt",
    "subjects": [{"name": "transport"}],
    "places": [{"name": "Vessport", "geojson": {"type": "Point", "coordinates": [1, 2]}}],
    "associations": [
        {
            "name": "main",
            "uri": "urn:agency:2",
            "type": "picture",
            "renditions": [{"name": "large", "href": "https://i.example/l.jpg", "width": 900}],
        }
    ],
}
CAMEL = {
    "uri": "urn:agency:1",
    "firstCreated": "2025-03-03T11:00:00Z",
    "versionCreated": "2025-03-03T11:30:00Z",
    "pubStatus": "usable",
    "headlines": [{"value": "Ferry runs"}],
    "bodies": [{"contentType": "text/html", "value": "<p>It runs.</p><p>Again.</p>"}],
    "by": "By Ida Brandt",
}


def entries(*items, **context):
    data = b"\n".join(json.dumps(item).encode() for item in items)
    assert recognise(data).name == "ninjs"
    return list(parse(data, Context(**context)))


@pytest.mark.parametrize("item", [FLAT, LISTED, CAMEL], ids=["1", "2", "3"])
def test_an_item_of_each_version_is_the_same_entry(item):
    (entry,) = entries(item)
    assert entry.entry_id == "urn:agency:1"
    assert entry.headline == "Ferry runs"
    assert entry.body == "It runs.\nAgain."
    assert entry.bylines == ("Ida Brandt",)
    assert entry.published_at == datetime(2025, 3, 3, 11, tzinfo=UTC)


def test_concepts_become_tags_and_associations_media():
    for item in (FLAT, LISTED):
        (entry,) = entries(item)
        assert entry.tags == ("transport", "Vessport")
        assert [(media.kind, media.url) for media in entry.media] == [
            ("image", "https://i.example/l.jpg")
        ]


@pytest.mark.parametrize(
    ("more", "field", "value"),
    [
        ({"pubstatus": "canceled"}, "operation", "withdraw"),
        ({"pubstatus": "withheld"}, "operation", "withdraw"),
        ({"urgency": 1}, "urgency", 1),
        ({"urgency": 9}, "urgency", None),
        ({"embargoed": "2025-03-04T06:00:00Z"}, "embargoed_until",
         datetime(2025, 3, 4, 6, tzinfo=UTC)),
        ({"embargoed": "2025-03-04"}, "embargoed_until",
         datetime(2025, 3, 5, 11, 59, 59, tzinfo=UTC)),
        ({"embargoed": "after the speech"}, "embargoed_until", datetime(2099, 12, 31, tzinfo=UTC)),
        ({"embargoed": ""}, "embargoed_until", datetime(2099, 12, 31, tzinfo=UTC)),
        ({"expires": "2025-03-04T06:00:00Z"}, "expires_at", datetime(2025, 3, 4, 6, tzinfo=UTC)),
        ({"language": "de-AT"}, "language", "de-AT"),
        ({"firstcreated": "once"}, "published_at", datetime(2025, 3, 3, 11, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_marks_of_items(more, field, value):
    (entry,) = entries(FLAT | more)
    assert getattr(entry, field) == value


@pytest.mark.parametrize(
    ("item", "kind"),
    [("event", "live-event"), ("planning", "housekeeping"), ("text", None)],
)
def test_events_and_plans_are_no_reports(item, kind):
    (entry,) = entries(CAMEL | {"type": item})
    assert entry.kind == kind


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (FLAT | {"type": "song"}, "type"),
        (FLAT | {"random": "x"}, "random"),
        (FLAT | {"urgency": 0.5}, "urgency"),
        (FLAT | {"urgency": 12}, "urgency"),
        (FLAT | {"version": 2}, "version"),
        (FLAT | {"headline_é": "x"}, "headline_"),
        (FLAT | {"body_x": {"a": 1}}, "body_x"),
        (FLAT | {"pubstatus": "cancelled"}, "pubstatus"),
        (FLAT | {"associations": {"a": {"uri": "urn:2", "wrong": 1}}}, "wrong"),
        (FLAT | {"renditions": {"é": {}}}, "no name"),
        (FLAT | {"rightsinfo": {"linkedrights": "a", "encodedrights": "b"}}, "rightsinfo"),
        (LISTED | {"associations": [{"uri": "urn:2"}]}, "name"),
        (LISTED | {"places": [{"geojson": {"coordinates": [1, 2]}}]}, "geojson"),
        (LISTED | {"places": [{"geojson": {"type": "Feature", "geometry": 1}}]}, "geojson"),
        (LISTED | {"places": [{"geojson": {"type": []}}]}, "geojson"),
        (LISTED | {"places": [{"geojson": {"type": "FeatureCollection"}}]}, "geojson"),
        (CAMEL | {"digitalSourceType": "camera"}, "digitalsourcetype"),
        (CAMEL | {"eventDetails": {"dates": {"startDate": "a", "expectedStartDate": "2024"}}},
         "one start"),
        (CAMEL | {"eventDetails": {"dates": {"expectedStartDate": "May"}}}, "date"),
        (CAMEL | {"headlines": [{"role": "main"}]}, "headlines"),
    ],
)  # fmt: skip
def test_what_breaks_the_rules_is_malformed_with_the_rule(item, said):
    (malformed,) = entries(item)
    assert isinstance(malformed, Malformed)
    assert said in malformed.reason
    assert json.loads(malformed.value)["uri"] == "urn:agency:1"


def test_one_bad_line_does_not_hide_the_others():
    data = json.dumps(FLAT).encode() + b'\n{"uri": \n' + json.dumps(CAMEL).encode()
    *good, bad = parse(data, Context())
    assert len(good) == 2
    assert (bad.where, bad.reason) == ("line 2", "not JSON")


def test_a_title_without_end_is_cut_and_no_reason_to_refuse_the_item():
    (entry,) = entries(FLAT | {"headline": "x" * 5_000})
    assert len(entry.headline) == 2_000
    assert entry.headline.endswith("…")


def test_a_list_of_items_is_read():
    data = json.dumps([FLAT, LISTED], indent=1).encode()
    assert len(list(parse(data, Context()))) == 2


def test_broken_json_says_where():
    with pytest.raises(SourceError, match="line 3"):
        list(parse(b'{\n"uri": "urn:1",\n}', Context()))


def test_versions_of_an_item_fall_into_one_coverage():
    first, second = entries(FLAT, FLAT | {"copyrightholder": "Other", "version": "3"}, source="ag")
    assert first.coverage == second.coverage
    assert first.source == "ag"


@pytest.mark.parametrize(
    ("item", "version", "rule"),
    [
        ({"type": "component"}, "1.1", "type: component came with ninjs 1.2"),
        ({"infosource": [{"name": "Susan"}]}, "1.0", "infosource: came with ninjs 1.2"),
        ({"pubstatus": "commissioned"}, "1.0", "pubstatus"),
        ({"urgency": 4}, "1.0", "urgency: came with ninjs 1.1"),
        ({"person": [{"name": "S", "contactinfo": []}]}, "1.4", "person.contactinfo: came"),
        ({"byline": "By Ida Brandt"}, "2.0", "byline"),
    ],
)
def test_a_promised_version_is_held_against_an_item(item, version, rule):
    data = json.dumps({"uri": "urn:1", **item}).encode()
    (found,) = parse(data, Context(format=f"ninjs-{version}"))
    assert isinstance(found, Malformed)
    assert rule in found.reason


@pytest.mark.parametrize("version", ["1.2", "1.6"])
def test_what_the_promised_version_has_is_accepted(version):
    data = json.dumps({"uri": "urn:1", "type": "component", "title": "Ferry"}).encode()
    (found,) = parse(data, Context(format=f"ninjs-{version}"))
    assert found.headline == "Ferry"


def test_another_format_than_the_promised_one_is_refused():
    with pytest.raises(SourceError, match="it is ninjs, but guardian is expected"):
        list(parse(json.dumps(FLAT).encode(), Context(format="guardian")))
    with pytest.raises(SourceError, match="no format; choose one of newsml-g2, "):
        list(parse(json.dumps(FLAT).encode(), Context(format="ninjs-9")))
