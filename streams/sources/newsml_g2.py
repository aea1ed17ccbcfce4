"""NewsML-G2: news items, packages and messages of agencies as XML."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from lxml import etree

from schemas import RawEntry
from streams.errors import SourceError

from . import newsml_content, wire, xml_tree
from .json_items import number
from .properties import language, names, time
from .record import checked, ordered, shared
from .source import Context, Malformed

_NAMESPACE: Final = b"iptc.org/std/nar/2006-10-01"
_LOOK: Final = 65_536
_NEWS: Final = ("newsItem", "packageItem")
_OTHER: Final = ("conceptItem", "knowledgeItem", "planningItem", "catalogItem")


class NewsMlG2:
    """Items with a version, a publishing state, signals and an embargo."""

    name = "NewsML-G2"

    def recognise(self, data: bytes) -> bool:
        """Whether it is XML that names the standard's namespace."""
        head = data[:_LOOK].removeprefix(b"\xef\xbb\xbf").lstrip()
        return head.startswith(b"<") and _NAMESPACE in head and b"<html" not in head[:200]

    def parse(self, data: bytes, context: Context) -> Iterator[RawEntry | Malformed]:
        """News items and packages, oldest first; then what is malformed."""
        root = xml_tree.parse(data.removeprefix(b"\xef\xbb\xbf"))
        found = xml_tree.inside(root, *_NEWS)
        if not found:
            if xml_tree.inside(root, *_OTHER):
                raise SourceError("it holds concepts or plans, not news: give a newsItem")
            raise SourceError("it holds no newsItem: give a newsItem or a newsMessage")
        yield from ordered(
            _entry(item, f"item {place}", context) for place, item in enumerate(found, 1)
        )


def _entry(item: etree._Element, where: str, context: Context) -> RawEntry | Malformed:
    # before the body is turned into HTML, which takes its namespaces away
    value = etree.tostring(item, with_tail=False)
    about, content = xml_tree.first(item, "itemMeta"), xml_tree.first(item, "contentMeta")
    if not item.get("guid"):
        return Malformed(value, where, "guid: an item needs one")
    if about is None:
        return Malformed(value, where, "itemMeta: an item needs it")
    headline = _headline(item, content)
    body = newsml_content.read(item, content, headline, context.url)
    embargoed = xml_tree.first(about, "embargoed")
    record = {
        **shared(context, _source(about, context)),
        **body.fields(),
        **wire.times(_time(about, "firstCreated"), _time(about, "versionCreated")),
        "coverage": wire.coverage(context, "newsml-g2"),
        "entry_id": item.get("guid"),
        "operation": wire.operation(_code(xml_tree.first(about, "pubStatus"))),
        "version": wire.version(item.get("version")),
        "headline": wire.headline(headline),
        "bylines": _bylines(item, content),
        "kind": wire.kind(_code(signal) for signal in xml_tree.children(about, "signal")),
        "language": _language(item, content),
        "tags": _tags(content),
        "urgency": wire.urgency(number(xml_tree.text(content, "urgency"))),
        # an empty element means an embargo of which only the editors know the end
        "embargoed_until": None if embargoed is None else wire.embargo(xml_tree.text(embargoed)),
    }
    if xml_tree.name(item) == "packageItem" and record["kind"] is None:
        record["kind"] = "related"
    return checked(record, value, where)


def _code(element: etree._Element | None) -> str:
    return "" if element is None else element.get("qcode") or element.get("uri") or ""


def _time(about: etree._Element, name: str) -> datetime | None:
    return time({"t": xml_tree.text(about, name)}, "t")


def _source(about: etree._Element, context: Context) -> str | None:
    provider = xml_tree.first(about, "provider")
    named = xml_tree.text(provider, "name")
    return context.source or (named or _code(provider).rpartition(":")[2].strip("/"))[:512] or None


def _headline(item: etree._Element, content: etree._Element | None) -> str:
    # the lowest rank is the main one: others are kickers and short forms
    ranked = sorted(
        xml_tree.children(content, "headline"), key=lambda one: number(one.get("rank")) or 0
    )
    for one in ranked:
        if said := xml_tree.text(one):
            return said
    nitf = newsml_content.nitf(item)
    found = xml_tree.text(nitf, "body", "body.head", "hedline", "hl1")
    return found or xml_tree.text(xml_tree.first(item, "itemMeta"), "title")


def _bylines(item: etree._Element, content: etree._Element | None) -> list[str]:
    printed = [xml_tree.text(by) for by in xml_tree.children(content, "by")]
    nitf = newsml_content.nitf(item)
    heads = xml_tree.children(nitf, "body", "body.head", "byline")
    printed = [line for line in printed or map(xml_tree.text, heads) if line]
    if not printed and _code(xml_tree.first(item, "itemMeta", "itemClass")).endswith("text"):
        # names of people, not of accounts such as "bloggs.jo"; photographers stand in the credit
        printed = [name for name in newsml_content.creators(content) if " " in name]
    return names(printed, {})


def _language(item: etree._Element, content: etree._Element | None) -> str | None:
    tag = xml_tree.first(content, "language")
    return language(tag.get("tag") if tag is not None else None) or language(
        xml_tree.language(item)
    )


def _tags(content: etree._Element | None) -> list[str]:
    found: dict[str, None] = {}
    for name in ("subject", "keyword"):
        for element in xml_tree.children(content, name):
            # the first name is that of the item's own language
            line = xml_tree.text(element, "name") or (
                xml_tree.text(element) if name == "keyword" else ""
            )
            if line:
                found[line[:2_000]] = None
    return list(found)


SOURCE = NewsMlG2()
