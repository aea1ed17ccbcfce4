"""Scorers of classification and enrichment: they see what is right, and what is nearly so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

import schemas
from bench.score import (
    attributions,
    calibration,
    classification,
    corpora,
    entities,
    floors,
    gold,
    toponyms,
    values,
)
from bench.score.answers import Answer, answers, span_of
from bench.score.gold_model import Quantity, Quote, Span
from bench.score.gold_time import interval
from bench.score.score import Compared, f1_by_label, mean, micro_f1, precision_recall

AT = datetime(2025, 3, 1, 12, 5, tzinfo=UTC)
BODY = "Mayor Ada Lim said: “We are at war.” At least 12 people died this morning."
NOTHING = {
    "people": (), "organisations": (), "places": (), "quotes": (), "claims": (), "quantities": (),
    "times": (), "topics": (),
}  # fmt: skip


def at(words, field="body"):
    start = BODY.index(words)
    return {"field": field, "start": start, "end": start + len(words)}


def answer(labels=None, **found):
    whole = {"kind": "report", "urgency": 5, "breaking": False} | (labels or {})
    entry = gold.GoldEntry("dev-01-01", AT, "paper", "", BODY, **whole)
    return Answer(entry, SimpleNamespace(**NOTHING | found))


def fact(model, **given):
    return model.model_validate({"rule": "r/1", "confidence": 0.8} | given)


def gold_span(words):
    return Span(**at(words))


def test_f1_is_of_labels_and_of_all():
    each = f1_by_label([("a", "a"), ("a", "b"), ("b", "b")])
    assert each == {"a": pytest.approx(2 / 3), "b": pytest.approx(2 / 3)}
    rows = [Compared(frozenset({1, 2}), {1: 0.5}), Compared(frozenset(), {3: 0.5})]
    assert micro_f1(rows) == 0.5
    assert precision_recall(rows) == "P 0.500, R 0.500"
    assert mean([]) == 0


def test_every_topic_counts_alike():
    rows = [Compared(frozenset({"16000000"}), {"16000000": 0.9, "15000000": 0.4})]
    each = classification.topic_f1(rows)
    assert (each["conflict"], each["sport"], each["health"]) == (1, 0, 1)


def test_mentions_need_the_span_and_the_type():
    person = fact(schemas.Person, name="Ada Lim", mentions=[at("Ada Lim")])
    mention = gold.Mention(gold_span("Ada Lim"), "Ada Lim", "per", "Ada Lim")
    right = entities.compared(answer({"mentions": (mention,)}, people=(person,)))
    assert (right.hits, right.judged()) == (1, [(0.8, True)])
    place = fact(schemas.Place, name="Ada Lim", mentions=[at("Ada Lim")])
    assert entities.compared(answer({"mentions": (mention,)}, places=(place,))).hits == 0
    long = fact(schemas.Person, name="Ada", mentions=[at("Mayor Ada Lim")])
    assert entities.compared(answer({"mentions": (mention,)}, people=(long,))).hits == 0


def test_a_country_that_acts_may_count_as_a_place(monkeypatch):
    monkeypatch.setattr(entities, "_countries", lambda: frozenset({"Ada Lim"}))
    mention = gold.Mention(gold_span("Ada Lim"), "Ada Lim", "org", "Ada Lim", metonym=True)
    place = fact(schemas.Place, name="Ada Lim", mentions=[at("Ada Lim")])
    one = answer({"mentions": (mention,)}, places=(place,))
    assert entities.compared(one).hits == 0
    assert entities.compared(one, countries_are_one=True).hits == 1


def test_countries_are_known():
    assert {"Ukraine", "US", "South Korea"} <= entities._countries()


def quoting(words, speaker, meant="Ada Lim"):
    quote = Quote((gold_span("We are at war"),), "direct", meant, "said")
    person = gold.Mention(gold_span("Ada Lim"), "Ada Lim", "per", "Ada Lim")
    found = fact(schemas.Quote, text=words, speaker=speaker, spans=[at(words)])
    return answer({"quotes": (quote,), "mentions": (person,)}, quotes=(found,))


def test_marks_at_the_ends_of_quotes_do_not_matter():
    assert attributions.parts(quoting("“We are at war.”", None)).hits == 1
    assert attributions.quotes(quoting("“We are at war.”", None), "direct").hits == 1
    assert attributions.parts(quoting("We are", None)).hits == 0


@pytest.mark.parametrize(
    ("speaker", "meant", "same"),
    [
        ("Ada Lim", "Ada Lim", True),
        ("Mayor Ada Lim", "Ada Lim", True),
        ("The mayor", "mayor", True),
        (None, None, True),
        (None, "Ada Lim", False),
        ("Lim", "Ada Lim", False),
        ("Ada Lim", "family of Ada Lim", False),
    ],
)
def test_speakers_are_the_same_person_or_the_same_words(speaker, meant, same):
    assert attributions.speakers(quoting("We are at war", speaker, meant)) == [same]


def test_claims_are_of_the_sentence_that_opens_so():
    label = gold.Claim(gold_span("At least"), "claimed", None, None)
    sentence = at("At least 12 people died this morning.")
    claim = fact(schemas.Claim, text="x", status="claimed", evidence=sentence)
    assert attributions.claims(answer({"claims": (label,)}, claims=(claim, claim))).hits == 1
    denied = claim.model_copy(update={"status": "denied"})
    assert attributions.claims(answer({"claims": (label,)}, claims=(denied,))).hits == 0
    other = fact(schemas.Claim, text="x", status="claimed", evidence=at("Mayor Ada Lim"))
    assert attributions.claims(answer({"claims": (label,)}, claims=(other,))).hits == 0


@pytest.mark.parametrize(("value", "bound", "right"), [(12, "at-least", 1), (13, "at-least", 0), (12, "about", 0)])  # fmt: skip
def test_what_is_counted_is_no_part_of_a_quantity(value, bound, right):
    label = Quantity(gold_span("At least 12"), 12, "at-least", counts="people")
    evidence = at("At least 12 people")
    found = fact(schemas.Quantity, value=value, bound=bound, counts="people", evidence=evidence)
    one = answer({"quantities": (label,)}, quantities=(found,))
    assert values.quantities(one).hits == 1
    assert values.right_quantities(one).hits == right


def test_parts_of_a_day_have_no_sharp_ends():
    morning, day = interval("03-01 morning", AT), interval("03-01", AT)
    late, later = timedelta(hours=3), timedelta(hours=4)
    assert values.close(morning, morning.start - late, morning.end + late)
    assert not values.close(morning, morning.start - later, morning.end)
    assert values.close(day, day.start, day.end)
    assert not values.close(day, day.start - late, day.end)


@pytest.mark.parametrize(("hours", "right"), [(2, 1), (5, 0)])
def test_a_time_is_right_by_its_span_and_its_meaning(hours, right):
    morning = interval("03-01 morning", AT)
    label = gold.Time(gold_span("this morning"), morning)
    start = morning.start - timedelta(hours=hours)
    found = fact(schemas.Time, text="x", start=start, end=morning.end, evidence=at("this morning"))
    one = answer({"times": (label,)}, times=(found,))
    assert (values.times(one).hits, values.right_times(one).hits) == (1, right)


def test_facts_of_the_headline_are_left_out():
    evidence = at("At least 12", field="headline")
    number = fact(schemas.Quantity, value=12, evidence=evidence)
    claim = fact(schemas.Claim, text="x", status="claimed", evidence=evidence)
    quote = fact(schemas.Quote, text="x", spans=[evidence])
    one = answer(quantities=(number,), claims=(claim,), quotes=(quote,))
    scorers = (values.quantities, attributions.claims, attributions.parts)
    assert [scorer(one).found for scorer in scorers] == [{}, {}, {}]


def test_the_calibration_error_is_the_distance_from_what_was_said():
    assert calibration.error([]) == 0
    assert calibration.error([(0.75, True)] * 3 + [(0.75, False)]) == pytest.approx(0)
    assert calibration.error([(0.9, False), (0.5, True)]) == pytest.approx(0.7)
    assert calibration.error([(1.0, True)]) == 0
    assert calibration.table([(0.9, True), (0.9, False)]).endswith("0.90→0.50 (2)")


def test_every_entry_is_answered_and_spans_are_of_its_text():
    for one in answers("dev"):
        for mention in entities.named(one.event):
            assert one.text(mention.span).strip()
    assert len(answers("dev")) == len(gold.read(half="dev"))
    assert span_of(schemas.Span(field="body", start=1, end=3)) == Span("body", 1, 3)


def test_nothing_is_told_of_single_labels_of_the_half_that_nobody_reads():
    notes = {score.name: score.note for score in classification.scores(None)}
    assert "report" in notes["kind, dev: macro-F1"]
    assert notes["kind, test: macro-F1"] == "13 labels"


def test_corpora_are_read_as_proper_names(tmp_path):
    path = tmp_path / "x.iob2"
    path.write_text(
        'The\tB-place\nUK\tI-place\n’s\tO\nAda\tB-person\nLim\tI-person\nsaid\tO\n:\tO\n"\tO\n'
        'We\tB-organization\nlike\tO\nTitanic\tB-object\n"\tO\n.\tO\n\n'
    )
    (document,) = corpora.gum(path)
    assert document.text == 'The UK’s Ada Lim said: "We like Titanic".'
    named = {(document.text[span.start : span.end], kind) for span, kind in document.mentions}
    assert named == {("UK", "loc"), ("Ada Lim", "per")}


def test_of_names_within_names_the_longest_counts(tmp_path):
    (tmp_path / "x__documents.json").write_text('{"_id": "1", "text": "the Bank of Chad, we"}\n')
    rows = [(4, 16, "Organisation"), (12, 16, "Location"), (18, 20, "Organisation")]
    (tmp_path / "x__entities.json").write_text(
        "\n".join(
            f'{{"documentId": "1", "begin": {begin}, "end": {end}, "type": "{kind}"}}'
            for begin, end, kind in rows
        )
    )
    (document,) = corpora.re3d(tmp_path)
    assert document.mentions == {(Span("body", 4, 16), "org")}


def test_places_are_right_within_the_limit_or_by_their_id():
    london = toponyms.Toponym(0, 6, 2643743, 51.5085, -0.1257)
    paris = fact(schemas.Place, name="Paris", geonames_id=1, latitude=48.8534, longitude=2.3488)
    near = fact(schemas.Place, name="Oxford", geonames_id=2, latitude=51.752, longitude=-1.2577)
    bare = fact(schemas.Place, name="London", geonames_id=2643743)
    assert toponyms.distance_km(51.5085, -0.1257, 48.8534, 2.3488) == pytest.approx(344, abs=2)
    assert [
        toponyms.right(london, place.geonames_id, place.latitude, place.longitude)
        for place in (paris, near, bare)
    ] == [False, True, True]
    assert not toponyms.right(london, None, None, None)


def test_articles_are_read_and_judged(tmp_path):
    path = tmp_path / "x.xml"
    path.write_text(
        "<articles><article><text>He went to Paris and to Nowhereville.</text>"
        "<toponym><start>11</start><end>16</end><geonamesID>2988507</geonamesID>"
        "<latitude>48.85</latitude><longitude>2.35</longitude></toponym>"
        "<toponym><start>24</start><end>36</end><gaztag geonameid='5'>"
        "<lat>1</lat><lon>2</lon></gaztag></toponym>"
        "<toponym><start>0</start><end>2</end></toponym></article></articles>"
    )
    (article,) = toponyms._articles(path)
    assert toponyms.judge(article) == [True, None]


def test_all_figures_of_the_gold_set_have_floors():
    scorers = (classification, entities, attributions, values, calibration)
    names = {score.name for scorer in scorers for score in scorer.scores(None)}
    assert names <= set(floors.read())
