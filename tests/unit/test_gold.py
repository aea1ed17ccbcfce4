"""The gold set can be read, is as large and as varied as it says, and refuses wrong labels."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from bench.score import gold, gold_time

HALVES = {half: gold.read(half=half) for half in ("dev", "test")}
ALL = [entry for entries in HALVES.values() for entry in entries]
AT = datetime(2025, 3, 1, 12, 5, tzinfo=UTC)

ENTRY = """\
== 1 2025-03-01T12:05+00:00 uk-broadsheet
# Kyiv waits
Kyiv said that Olena Marchenko, the mayor of Reading, was in Kyiv this morning.
“We will rebuild,” she said. “At least 12 people saw it.”
--
is report 4 conflict politics
per Olena Marchenko = mayor of Reading
org* Kyiv#2
loc Kyiv; Reading
indirect "Olena Marchenko, the mayor ~ this morning" | Kyiv | said
direct "We will rebuild" + "At least 12 people saw it" | Olena Marchenko | said
qty At least 12 = >=12 | people
time this morning = 03-01 morning
"""


def read_text(tmp_path, text):
    (tmp_path / "dev-01.txt").write_text(text, encoding="utf-8")
    return gold.read(tmp_path, "dev")


def test_there_are_as_many_entries_as_are_promised():
    assert len(ALL) >= 600
    assert len({entry.id for entry in ALL}) == len(ALL)
    assert abs(len(HALVES["dev"]) - len(HALVES["test"])) <= 30


@pytest.mark.parametrize("half", HALVES)
def test_every_kind_and_topic_is_in_both_halves(half):
    kinds = Counter(entry.kind for entry in HALVES[half])
    topics = Counter(code for entry in HALVES[half] for code in entry.topics)
    assert min(kinds[kind] for kind in gold.KINDS) >= 12
    assert min(topics[code] for code in gold.TOPICS.values()) >= 12


def test_every_kind_and_topic_occurs_often_enough():
    kinds = Counter(entry.kind for entry in ALL)
    topics = Counter(code for entry in ALL for code in entry.topics)
    assert {kind: kinds[kind] for kind in gold.KINDS if kinds[kind] < 25} == {}
    assert {name: topics[code] for name, code in gold.TOPICS.items() if topics[code] < 25} == {}
    assert {entry.urgency for entry in ALL} == set(range(1, 9))


def test_there_are_enough_facts():
    assert sum(len(entry.mentions) for entry in ALL) >= 600
    assert sum(quote.speaker is not None for entry in ALL for quote in entry.quotes) >= 200
    assert all(sum(len(getattr(entry, name)) for entry in ALL) >= 100 for name in FACTS)


FACTS = ("roles", "quotes", "claims", "quantities", "times")


def test_furniture_has_no_topic_and_no_entry_is_written_twice():
    furniture = [entry for entry in ALL if entry.kind in {"housekeeping", "boilerplate"}]
    assert all(entry.topics == () and entry.urgency == 8 for entry in furniture)
    assert not any(entry.breaking and entry.urgency > 3 for entry in ALL)
    assert len({entry.headline + entry.body for entry in ALL}) == len(ALL)


def test_spans_show_the_words_that_are_labelled():
    for entry in ALL:
        text = {"headline": entry.headline, "body": entry.body}
        for mention in entry.mentions:
            span = mention.span
            assert text[span.field][span.start : span.end] == mention.text
        spans = sorted(mention.span for mention in entry.mentions)
        for one, other in pairwise(spans):
            assert one.field != other.field or one.end <= other.start, entry.id


def test_an_entry_is_read_with_its_spans(tmp_path):
    (entry,) = read_text(tmp_path, ENTRY)
    assert (entry.id, entry.at, entry.kind, entry.urgency) == ("dev-01-01", AT, "report", 4)
    assert entry.topics == ("16000000", "11000000")
    assert [(m.span.field, m.text, m.type, m.metonym) for m in entry.mentions] == [
        ("headline", "Kyiv", "loc", False),
        ("body", "Kyiv", "org", True),
        ("body", "Olena Marchenko", "per", False),
        ("body", "Reading", "loc", False),
        ("body", "Kyiv", "loc", False),
    ]
    assert entry.roles == (gold.Role("Olena Marchenko", "mayor of Reading"),)
    direct = entry.quotes[1]
    assert [entry.body[span.start : span.end] for span in direct.spans] == [
        "We will rebuild",
        "At least 12 people saw it",
    ]
    (quantity,) = entry.quantities
    assert (quantity.value, quantity.bound, quantity.counts) == (12, "at-least", "people")
    assert entry.times[0].meaning.end == AT.replace(hour=12, minute=0)


@pytest.mark.parametrize(
    ("line", "instead", "says"),
    [
        ("org* Kyiv#2", "org* Kyiv#4", "'Kyiv' occurs 3 times"),
        ("loc Kyiv; Reading", "loc Odesa", "'Odesa' does not occur"),
        ("is report 4", "is news 4", ":6: write `is kind urgency topics`"),
        ("conflict politics", "wars", r":6: \['wars'\] are no topics"),
        ("qty At least 12", "qty at least 12", ":12: 'at least 12' does not occur in the body"),
        (">=12 |", "many |", ":12: 'many' is no value"),
        ("= 03-01 morning", "= 03-01 brunch", ":13: 'brunch' is no part of a day"),
        ("~ this morning", "~ tonight", ":10: 'tonight' does not occur after"),
        ("| Olena Marchenko | said", "| Marchenka | said", ":11: 'Marchenka' does not occur"),
        ("\ndirect", "\nstraight", ":11: 'straight' is no label"),
        ("+00:00", "", ":1: the time needs a zone"),
        ("== 1 ", "== one ", ":1: write `== number time-with-zone paper`"),
    ],
)
def test_what_cannot_be_right_is_refused_with_its_place(tmp_path, line, instead, says):
    with pytest.raises(gold.GoldError, match=says):
        read_text(tmp_path, ENTRY.replace(line, instead, 1))


def test_an_empty_folder_and_two_entries_of_one_number_are_refused(tmp_path):
    with pytest.raises(gold.GoldError, match="no file dev"):
        gold.read(tmp_path, "dev")
    with pytest.raises(gold.GoldError, match="two entries have one number"):
        read_text(tmp_path, ENTRY + "\n" + ENTRY)


@pytest.mark.parametrize(
    ("shorthand", "start", "end"),
    [
        ("2024", "2024-01-01T00:00", "2025-01-01T00:00"),
        ("2024-12", "2024-12-01T00:00", "2025-01-01T00:00"),
        ("02-24 week", "2025-02-24T00:00", "2025-03-03T00:00"),
        ("02-28 night", "2025-02-28T20:00", "2025-03-01T06:00"),
        ("T15:00", "2025-03-01T15:00", "2025-03-01T15:01"),
        ("T15:00+05:30", "2025-03-01T09:30", "2025-03-01T09:31"),
        ("at/2025-11", "2025-03-01T12:05", "2025-12-01T00:00"),
        ("at-24h/at", "2025-02-28T12:05", "2025-03-01T12:05"),
        ("at/T18:00", "2025-03-01T12:05", "2025-03-01T18:00"),
    ],
)
def test_the_shorthand_of_times(shorthand, start, end):
    meaning = gold_time.interval(shorthand, AT)
    assert meaning.start.astimezone(UTC) == datetime.fromisoformat(start + "+00:00")
    assert meaning.end - meaning.start == datetime.fromisoformat(end) - datetime.fromisoformat(
        start
    )
    assert meaning.end - meaning.start >= timedelta(0)


@pytest.mark.parametrize("wrong", ["", "soon", "13-40", "T18:00/T15:00"])
def test_what_is_no_time_is_refused(wrong):
    with pytest.raises(ValueError, match=r"point in time|before it starts|must be in|range"):
        gold_time.interval(wrong, AT)
