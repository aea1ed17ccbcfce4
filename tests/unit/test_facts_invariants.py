from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import Coverage, Entry, Facts, parse_event
from streams.core.classify import classify
from streams.core.enrich import enrich
from streams.core.enrich.facts import extract
from streams.core.enrich.lexicon import word_set

AT = datetime(2024, 2, 29, 12, tzinfo=UTC)
# Text that comes near the rules reaches further into them than any characters would.
PIECES = st.sampled_from(
    sorted(
        word_set(
            "Kyiv Kursk the mayor Maria Lopez , “ ” ‘ ’ \" ' said says \n . 12 four dozen killed people 31 "
            "November until end of Monday will in US $ 2.5bn per cent ministry Russia’s United Nations al "
            "van 's A ( ) – Mr Dr. J. K. de Ünal İstanbul ﬁ 👩‍🚀 Reading, Texas Oblast border region 99999999 "
            "2024-13-45 9:30am 3-1 according to not verify"
        )
        | {"\n"}
    )
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join))


def entry_of(headline, body):
    return Entry(
        event="e",
        change="published",
        desk="main",
        source="s",
        coverage=Coverage(id="c"),
        entry="x",
        revision=1,
        headline=headline,
        body=body,
        language="en",
        published_at=AT,
    )


@settings(deadline=None)  # the first reads models
@given(headline=TEXTS, body=TEXTS)
def test_spans_are_exact_and_nothing_raises(headline, body):
    found = extract(headline, body, at=AT, bylines=())
    text = {"headline": headline, "body": body}

    def said(span):
        assert 0 <= span.start < span.end <= len(text[span.field])
        return text[span.field][span.start : span.end]

    for fact in (*found.people, *found.organisations, *found.places):
        assert said(fact.evidence) == said(fact.mentions[0])
        assert all(said(span).strip() for span in fact.mentions)
    for fact in (*found.organisations, *found.places):
        assert fact.name == said(fact.evidence)
    for quote in found.quotes:
        assert quote.text == "\n".join(said(span) for span in quote.spans)
    for fact in (*found.claims, *found.times, *found.actions):
        assert fact.text == said(fact.evidence)
    for action in found.actions:
        assert all(said(one.evidence).strip() for one in (action.source, action.target) if one)
    for quantity in found.quantities:
        assert quantity.counts is None or quantity.counts in said(quantity.evidence)
    for time in found.times:
        assert time.start < time.end
    # built without validation for speed: what comes out must be valid all the same
    assert Facts.model_validate_json(found.model_dump_json()) == found
    assert extract(headline, body, at=AT, bylines=()) == found


@settings(deadline=None)  # the first reads models
@given(headline=TEXTS, body=TEXTS)
def test_every_entry_becomes_a_valid_event(headline, body):
    event = enrich(classify(entry_of(headline, body)))
    assert parse_event(event.to_json()) == event
    text = {"headline": headline, "body": body}
    for topic in event.topics:
        span = topic.evidence
        assert text[span.field][span.start : span.end]
