"""What happened: root class, actors, place, time and status of invented sentences."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from schemas.facts import Root
from streams.core.enrich.facts import extract
from streams.core.enrich.retract import retract
from streams.core.events.inflect import forms
from streams.core.events.lexicon import lexicon
from streams.core.events.roots import QUADS

AT = datetime(2025, 3, 12, 12, tzinfo=UTC)


def actions(body, headline=""):
    return extract(headline, body, at=AT, bylines=()).actions


def one(body):
    found = actions(body)
    assert len(found) == 1, found
    return found[0]


def named(actor):
    return actor.name if actor else None


@pytest.mark.parametrize(
    ("sentence", "root", "source", "target"),
    [
        ("Sweden agreed to host the talks.", "AGREE", "Sweden", None),
        ("Kenya held talks with Uganda on Monday.", "CONSULT", "Kenya", "Uganda"),
        ("India welcomed the ruling.", "SUPPORT", "India", None),
        ("The authorities have lifted the curfew.", "CONCEDE", "authorities", None),
        ("Zambia extradited the suspect to Britain.", "COOPERATE", "Zambia", "suspect"),
        ("Japan gave the rebels 40 generators.", "AID", "Japan", "rebels"),
        ("The rebels released 22 hostages.", "RETREAT", "rebels", "hostages"),
        ("Germany demanded that Russia pull back.", "REQUEST", "Germany", "Russia"),
        ("The ministry accused the rebels of lying.", "ACCUSE", "ministry", "rebels"),
        ("Hungary vetoed the joint statement.", "REJECT", "Hungary", None),
        ("The militia threatened to shell Odesa.", "THREATEN", "militia", "Odesa"),
        ("Students marched through Lisbon.", "PROTEST", "Students", "Lisbon"),
        ("Peru expelled two Chilean diplomats.", "SANCTION", "Peru", "Chilean diplomats"),
        ("Poland deployed troops to the border.", "MOBILIZE", "Poland", "troops"),
        ("Police arrested 14 protesters.", "COERCE", "Police", "protesters"),
        ("Gunmen ambushed an army patrol.", "ASSAULT", "Gunmen", "army patrol"),
    ],
)
def test_each_root_class_is_read_with_its_actors(sentence, root, source, target):
    found = one(sentence)
    assert (found.root, found.quad) == (root, QUADS[root])
    assert (named(found.source), named(found.target)) == (source, target)
    assert 0 < found.confidence < 1


@pytest.mark.parametrize(
    ("sentence", "root"),
    [
        ("The rebels launched an attack on the base.", "ASSAULT"),
        ("The union launched a hunger strike at the prison.", "PROTEST"),
        ("The ministry launched an investigation into the mayor.", "ACCUSE"),
        ("The union called off the strike.", "CONCEDE"),
        ("The envoy called off the talks.", "SANCTION"),
        ("The governor lifted the siege of the town.", "RETREAT"),
        ("The army signed a treaty with the rebels.", "SUPPORT"),
        ("The minister is ready to meet the rebels.", "AGREE"),
        ("The government will not meet the rebels.", "REJECT"),
        ("The general vowed to help the villagers.", "AGREE"),
        ("The general vowed to crush the rebels.", "THREATEN"),
        ("The minister said that Iran must release the sailors.", "REQUEST"),
    ],
)
def test_what_stands_beside_the_verb_decides(sentence, root):
    assert one(sentence).root == root


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Police arrested the mayor.", "happened"),
        ("The prime minister will meet union leaders on Thursday.", "planned"),
        ("Norway is going to send tents to Turkey.", "planned"),
        ("The militia threatened to kill the hostages.", "threatened"),
        ("The army denied shelling the hospital in Kharkiv.", "denied"),
        ("The government has not lifted the curfew.", "denied"),
        ("Britain rejected claims that its forces had attacked the convoy.", "denied"),
        ("The rebels may release the hostages.", "hypothetical"),
        ("If the police arrest the mayor, nobody will mind.", "hypothetical"),
    ],
)
def test_status_follows_tense_mood_and_negation(sentence, status):
    assert one(sentence).status == status


def test_what_was_demanded_not_to_be_is_no_denial():
    found = one("Russia demands that NATO never admit Ukraine.")
    assert (found.root, found.status) == ("REQUEST", "happened")


def test_a_passive_turns_source_and_target():
    found = one("Two soldiers were ambushed by gunmen near the town.")
    assert (named(found.source), named(found.target)) == ("gunmen", "Two soldiers")


def test_an_actor_has_the_fullest_name_of_the_entry():
    body = "Mayor Vitali Klitschko spoke first.\nKlitschko accused Moscow of lying."
    found = actions(body)[-1]
    assert named(found.source) == "Vitali Klitschko"
    assert body[found.source.evidence.start : found.source.evidence.end] == "Klitschko"


def test_the_words_of_an_action_cut_no_name_in_two():
    found = one("Two soldiers were flown to Sheba Medical Center by the army.")
    assert found.text.endswith(" Sheba Medical Center")


def test_place_and_time_come_from_the_sentence():
    found = one("Police arrested 14 protesters in Lisbon on Monday.")
    assert (found.place, found.start) == ("Lisbon", datetime(2025, 3, 10, tzinfo=UTC))
    assert found.geonames_id is not None


@pytest.mark.parametrize(
    "sentence",
    [
        "The storm killed at least five people in Lisbon.",
        "A collision on the motorway killed three people.",
        "The midfielder struck late as the hosts beat their rivals in the final match.",
        "The heart attack came as he was leaving the theatre.",
        "Demand for electric cars rose sharply last month.",
        "Governors declared a state of emergency ahead of the hurricane.",
        "The plan threatens the river.",
        "He was the first man to sign the register.",
        "The U.S.-backed Kurdish authorities were silent.",
        "Officials foiled a plot, planning an attack on the bridge.",
        "",
    ],
)
def test_what_is_no_political_act_is_left_out(sentence):
    assert actions(sentence) == ()


def test_a_sentence_gives_one_action_and_an_entry_five_at_most():
    body = " ".join(
        f"Police arrested {name}." for name in ("Iran", "Peru", "Chad", "Mali", "Oman", "Iraq")
    )
    assert len(actions(body)) == 5
    assert len(actions("Police arrested Ann Roe and accused Bob Poe.")) == 1


def test_a_main_clause_goes_before_what_stands_beside_it():
    assert one("After gunmen killed two guards, police arrested the mayor.").root == "COERCE"


def test_the_headline_does_not_repeat_the_body():
    found = actions("Police arrested the mayor.", headline="Police arrested the mayor")
    assert [action.evidence.field for action in found] == ["body"]


def test_a_withdrawn_entry_retracts_its_actions_without_their_words():
    gone = retract(None, "Gunmen ambushed an army patrol.", language="en", event="e")
    action = next(one for one in gone if one.fact == "action")
    assert (action.name, len(action.digest)) == ("ASSAULT", 32)
    assert "ambush" not in action.model_dump_json()


def test_every_root_class_has_words_and_every_word_a_root_class():
    words = lexicon()
    roots = set(words.nouns.values())
    for verbs in words.verbs.values():
        for verb in verbs:
            for _, meanings in verb.meanings:
                roots |= {*meanings.cues.values(), *meanings.subjects.values(), meanings.bare}
    assert roots - {"", "-"} == set(QUADS) == set(Root.__args__)


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("deny", "deny denies denying denied"),
        ("ban", "ban bans banning banned"),
        ("free", "free frees freeing freed"),
        ("veto", "veto vetoes vetoing vetoed"),
        ("strike", "strike strikes striking struck"),
        ("shoot", "shoot shoots shooting shot"),
    ],
)
def test_forms_of_verbs(verb, words):
    assert set(words.split()) <= forms(verb).keys()


def test_invented_sentences_of_all_classes_are_read():
    """A guard for the lexicon: the sentences stand with the tools, and most must be right."""
    path = Path(__file__).parents[2] / "tools" / "events" / "sentences.tsv"
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    right = 0
    for root, sentence in rows:
        found = actions(sentence)
        right += (found[0].root if found else "NONE") == root
    assert right / len(rows) > 0.85
