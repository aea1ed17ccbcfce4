import pytest

from schemas import Coverage, Entry, Link, Media
from streams.core.classify import classify
from streams.core.enrich import enrich
from streams.core.language import language_of


def entry(body="", headline=None, **more):
    fixed = {"event": "e", "change": "published", "desk": "main", "source": "s"}
    fixed |= {"coverage": Coverage(id="c"), "entry": "x", "revision": 1}
    return Entry.model_validate(fixed | {"headline": headline, "body": body} | more)


@pytest.mark.parametrize(
    ("headline", "body", "kind"),
    [
        (None, "The mayor said the bridge was closed after the storm.", "report"),
        (None, "Voters go to the polling stations in the presidential election.", "report"),
        (None, "“We are not leaving this town, whatever they tell us to do,” she said.", "quote"),
        ("What we know so far", "The bridge is closed.", "summary"),
        (None, "Here’s a recap of the latest developments:", "summary"),
        (
            "Key points",
            "• The bridge is closed\n• Trains are late\n• Schools are shut",
            "key-points",
        ),
        ("In pics: the flooded valley", "", "gallery"),
        ("What is a no-confidence vote?", "It is a vote in parliament.", "explainer"),
        (None, "Coming up: the leaders speak at 5pm. Watch it live here.", "live-event"),
        (None, "The chancellor is due to speak at noon.", "live-event"),
        (None, "This post was amended to correct the name of the bridge.", "correction"),
        (None, "An earlier version of this post gave the wrong name.", "correction"),
        (None, "We’re pausing our coverage for the night.", "housekeeping"),
        (None, "That’s all from me for today.", "housekeeping"),
        (None, "I’m Ann Lee, taking over from Bo Ray.", "housekeeping"),
        ("Good morning", "Good morning and welcome to our live coverage.", "housekeeping"),
        ("Your support helps us", "Donate today.", "boilerplate"),
        (
            "Statement in full",
            "The mayor’s office said: “We condemn this act, and we thank the crews.”",
            "statement",
        ),
        (
            None,
            "Video: the moment the roof of the market falls in. Viewers may find it distressing.",
            "embed",
        ),
        (None, "Also read: Why the river floods every June", "related"),
        (None, "Sign up to our newsletter and download our free app.", "boilerplate"),
    ],
)
def test_kind(headline, body, kind):
    assert classify(entry(body, headline)).kind == kind


def test_the_source_knows_its_kind_and_language_best():
    known = classify(entry("Here’s a recap", kind="report", language="en-GB"))
    assert (known.kind, known.language) == ("report", "en-GB")


def test_only_media_is_an_embed():
    assert classify(entry(media=(Media(kind="embed", url="https://x.test/1"),))).kind == "embed"


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("The mayor said that the bridge was closed after the storm.", "en"),
        ("Der Bürgermeister sagte, die Brücke sei nach dem Sturm gesperrt.", "de"),
        ("Le maire a dit que le pont est fermé pour la nuit.", "fr"),
        ("Il sindaco ha detto che il ponte è chiuso per la notte.", "it"),
        ("Мэр сказал, что мост закрыт.", None),
        ("", None),
        ("12:30", None),
    ],
)
def test_language(text, tag):
    assert language_of(text) == tag


def test_other_languages_get_no_english_rules():
    event = enrich(
        classify(entry("Der Kanzler sagte in Berlin, es gebe 20 Tote und das sei nicht alles."))
    )
    assert event.provenance.partial
    assert event.places == event.quantities == event.topics == ()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("Troops fired missiles at the front line after the ceasefire.", "medtop:16000000"),
        ("A strong earthquake left rescuers digging in the rubble.", "medtop:03000000"),
        ("The striker scored twice in the Champions League semi-final.", "medtop:15000000"),
        ("Inflation rose and shares fell after the central bank met.", "medtop:04000000"),
        ("The court found the suspect guilty of murder.", "medtop:02000000"),
        ("Voters go to the polling stations in the presidential election.", "medtop:11000000"),
    ],
)
def test_topics(body, code):
    topic, *_ = classify(entry(body)).topics
    assert topic.code == code
    assert topic.rule == "topic.heads/1"
    assert body[topic.evidence.start : topic.evidence.end]


def test_no_topic_where_words_do_not_say():
    assert classify(entry("It was quiet on the way there and we saw nobody.")).topics == ()


def test_a_teaser_is_told_by_its_link():
    line = "Their talks come as pressure grows to end the row"
    linked = entry(line, "Leaders meet on the coast", links=(Link(url="https://x.test/1"),))
    assert classify(linked).kind == "related"


def test_urgency_comes_from_wording_not_from_capitals():
    dress = classify(entry("It is a new dress.", "A NEW DRESS FOR THE DUCHESS"))
    assert (dress.urgency >= 6, dress.breaking) == (True, False)
    quake = "At least 40 people were killed when an earthquake struck the city this morning."
    flash = classify(entry(quake, "Breaking: dozens killed in earthquake"))
    assert (flash.urgency <= 2, flash.breaking) == (True, True)
    assert classify(entry("That’s all from me for the night.")).urgency == 8


def test_the_source_knows_its_urgency_best():
    assert classify(entry("The mayor spoke in the town.", urgency=2)).urgency == 2
    assert classify(entry("The mayor spoke in the town.", urgency=2)).breaking
    assert not classify(entry("The mayor spoke in the town.", urgency=5)).breaking


def test_a_key_event_is_a_level_up():
    text = "The council of the city has approved its budget for roads and parks, officials said on Tuesday."
    plain, key = classify(entry(text)), classify(entry(text, key_event=True))
    assert key.urgency == plain.urgency - 1


def test_confidence_is_a_probability_and_evidence_a_word():
    body = "The striker scored twice in the Champions League semi-final."
    for topic in classify(entry(body, "İstanbul wins")).topics:
        assert 0 < topic.confidence < 1
        text = {"headline": "İstanbul wins", "body": body}[topic.evidence.field]
        assert text[topic.evidence.start : topic.evidence.end].strip()


@pytest.mark.parametrize("change", ["withdrawn", "duplicated"])
def test_what_carries_no_content_is_not_looked_at(change):
    passed = classify(entry("Troops fired missiles at the front line.", change=change))
    assert passed.topics == ()
    assert passed.language is None
