"""NewsML-G2."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from streams.errors import SourceError
from streams.sources import Context, Malformed, parse, recognise

NAR = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
XHTML = """<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">
<head><title>Ferry runs</title></head><body><header><h1>Ferry runs</h1></header>
<section><p class="teaser">Short.</p><p>It runs
again.</p><p>See <a href="https://p.example/t">times</a>.</p></section></body></html></inlineXML>"""
NITF = """<inlineXML contenttype="application/nitf+xml">
<n:nitf xmlns:n="http://iptc.org/std/NITF/2006-10-18/"><n:body><n:body.head>
<n:hedline><n:hl1>Ferry runs</n:hl1></n:hedline><n:byline>By Ida Brandt</n:byline></n:body.head>
<n:body.content><n:p>It runs.</n:p><n:media media-type="image">
<n:media-reference source="https://i.example/a.jpg"/><n:media-caption>The ferry</n:media-caption>
</n:media><n:p>Again.</n:p></n:body.content></n:body></n:nitf></inlineXML>"""
META = """<versionCreated>2025-03-03T12:00:00+01:00</versionCreated>
<firstCreated>2025-03-03T10:00:00Z</firstCreated><pubStatus qcode="stat:usable"/>"""


def item(content=XHTML, meta="", head='<headline rank="1">Ferry runs</headline>', guid="urn:g:1"):
    return f"""<newsItem {NAR} guid="{guid}" version="2" xml:lang="en-GB">
    <itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:AG"><name>Agency</name></provider>
    {META}{meta}</itemMeta>
    <contentMeta><urgency>4</urgency><by>By Ida Brandt</by>
    <subject qcode="medtop:1"><name>transport</name></subject><keyword>ferry</keyword>
    <headline rank="3">Sea</headline>{head}</contentMeta>
    <contentSet>{content}</contentSet></newsItem>"""


def message(*items):
    return (
        f'<?xml version="1.0"?><newsMessage {NAR}><itemSet>{"".join(items)}</itemSet></newsMessage>'
    )


def entries(text, **context):
    data = text.encode()
    assert recognise(data).name == "NewsML-G2"
    return list(parse(data, Context(**context)))


def test_an_item_is_an_entry():
    (entry,) = entries(item())
    assert entry.entry_id == "urn:g:1"
    assert entry.source == "Agency"
    assert entry.headline == "Ferry runs"
    assert entry.body == "It runs again.\nSee times."
    assert entry.bylines == ("Ida Brandt",)
    assert entry.published_at == datetime(2025, 3, 3, 10, tzinfo=UTC)
    assert entry.updated_at == datetime(2025, 3, 3, 11, tzinfo=UTC)
    assert entry.urgency == 4
    assert entry.language == "en-GB"
    assert entry.tags == ("transport", "ferry")
    assert entry.links[0].text == "times"


def test_nitf_and_its_pictures():
    (entry,) = entries(item(NITF, head=""))
    assert entry.body == "It runs.\nAgain."
    (media,) = entry.media
    assert (media.url, media.caption) == ("https://i.example/a.jpg", "The ferry")


def test_a_headline_may_stand_in_nitf_alone():
    text = item(NITF, head="").replace('<headline rank="3">Sea</headline>', "")
    (entry,) = entries(text)
    assert entry.headline == "Ferry runs"


@pytest.mark.parametrize(
    ("meta", "field", "value"),
    [
        ('<signal qcode="sig:correction"/>', "kind", "correction"),
        ('<signal qcode="sig:update"/>', "kind", None),
        ("<embargoed>2025-03-04T06:00:00Z</embargoed>", "embargoed_until",
         datetime(2025, 3, 4, 6, tzinfo=UTC)),
        ("<embargoed/>", "embargoed_until", datetime(2099, 12, 31, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_marks_of_items(meta, field, value):
    (entry,) = entries(item(meta=meta))
    assert getattr(entry, field) == value


@pytest.mark.parametrize("status", ['qcode="stat:canceled"', 'qcode="stat:withheld"',
    'uri="http://cv.iptc.org/newscodes/pubstatusg2/canceled"'])  # fmt: skip
def test_what_is_taken_back_is_withdrawn_by_its_id(status):
    (entry,) = entries(item().replace('qcode="stat:usable"', status))
    assert entry.operation == "withdraw"
    assert entry.entry_id == "urn:g:1"
    assert not entry.body


def test_a_picture_shows_its_widest_rendition_and_says_its_caption():
    remote = (
        '<remoteContent href="https://i.example/s.jpg" contenttype="image/jpeg" width="90"/>'
        '<remoteContent href="https://i.example/l.jpg" contenttype="image/jpeg" width="900"/>'
    )
    head = '<headline>Ferry</headline><description role="drol:caption">The ferry.</description>'
    (entry,) = entries(item(remote, head=head))
    assert entry.body == "The ferry."
    assert [media.url for media in entry.media] == ["https://i.example/l.jpg"]


def test_who_made_a_text_signs_it_and_who_made_a_picture_is_credited():
    remote = '<remoteContent href="https://i.example/l.jpg" contenttype="image/jpeg"/>'
    text = item(remote).replace(
        "<by>By Ida Brandt</by>",
        "<creator><name>Jo Pell</name></creator><creator><name>pell.jo</name></creator>",
    )
    (entry,) = entries(text)
    assert entry.bylines == ("Jo Pell",)
    (entry,) = entries(text.replace("ninat:text", "ninat:picture"))
    assert entry.bylines == ()
    assert entry.media[0].credit == "Jo Pell, pell.jo"


def test_a_message_holds_several_items_and_a_package_lists_some():
    package = f"""<packageItem {NAR} guid="urn:g:9"><itemMeta>{META}</itemMeta><contentMeta>
    <headline>Today</headline></contentMeta><groupSet root="r"><group id="r">
    <itemRef href="https://p.example/1"><title>Ferry runs</title></itemRef></group></groupSet>
    </packageItem>"""
    first, second, third = entries(message(item(), item(guid="urn:g:2"), package))
    assert {first.entry_id, second.entry_id, third.entry_id} == {"urn:g:1", "urn:g:2", "urn:g:9"}
    (found,) = (e for e in (first, second, third) if e.kind == "related")
    assert found.body == "Ferry runs"
    assert found.links[0].url == "https://p.example/1"


def test_an_item_that_says_nothing_is_malformed():
    entry, malformed = entries(message(item(), f'<newsItem {NAR} guid="urn:g:3"/>'))
    assert entry.entry_id == "urn:g:1"
    assert isinstance(malformed, Malformed)
    assert "itemMeta" in malformed.reason


@pytest.mark.parametrize("kind", ["conceptItem", "planningItem", "knowledgeItem", "catalogItem"])
def test_concepts_and_plans_are_no_news(kind):
    with pytest.raises(SourceError, match="concepts or plans"):
        entries(f"<{kind} {NAR}/>")


def test_entities_are_refused_and_nothing_is_read_from_elsewhere(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    dtd = f'<!DOCTYPE newsItem [<!ENTITY a SYSTEM "{secret.as_uri()}">]>'
    with pytest.raises(SourceError, match="entities"):
        entries(dtd + item("<inlineData>&a;</inlineData>"))
    external = f'<!DOCTYPE newsItem SYSTEM "{secret.as_uri()}">'
    (entry,) = entries(external + item())
    assert "secret" not in entry.body


def test_deep_xml_takes_bounded_time():
    start = time.process_time()
    with pytest.raises(SourceError, match="well-formed"):
        entries(f"<newsItem {NAR}>" + "<a>" * 200_000)
    assert time.process_time() - start < 3
