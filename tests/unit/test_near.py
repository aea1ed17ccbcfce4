"""Near-duplicates: edits of a text are found, other texts that look like it are not."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.core.near import NearIndex, Text, compare, text_of
from streams.core.near.postings import Postings

HEADLINE = "Six killed as ferry hits pier in Port Alder"
LEAD = (
    "Six people were killed and fourteen injured when a ferry hit the stone pier of Port Alder on "
    "Tuesday morning, the harbour authority said."
)
MIDDLE = (
    "The vessel, which carries commuters across the bay, lost steering shortly after leaving the "
    "island terminal, according to its operator, Bayline."
)
QUOTE = (
    '"We heard the engine roar, and then everybody fell forward," said Marta Lindqvist, a nurse who '
    "was on the upper deck."
)
CLOSE = (
    "Divers are searching the water for two crew members, and the promenade remains closed until "
    "further notice."
)
BODY = f"{LEAD}\n{MIDDLE}\n{QUOTE}\n{CLOSE}"
OTHER = (
    "Farmers in the valley began clearing snow from greenhouse roofs as forecasters warned of a "
    "second storm before the weekend."
)

LONGER = (
    "Inspectors found corroded hydraulic hoses below the bridge, three former engineers claimed in "
    "documents that a regional newspaper obtained. Maintenance budgets shrank twice while passenger "
    "traffic doubled, budget papers show. Union delegates demanded independent oversight, longer rest "
    "periods and spare parts kept ashore. Insurance lawyers expect lengthy proceedings because "
    "liability rules differ between coastal and inland waterways. Neighbouring operators cancelled "
    "evening departures and checked rudders, gearboxes and emergency brakes. Passengers queued beside "
    "replacement buses while volunteers handed out blankets, coffee and telephone chargers. Historians "
    "recalled an earlier disaster whose memorial stands beside the old customs house."
)


def edited(*changes: tuple[str, str]) -> str:
    body = BODY
    for old, new in changes:
        assert old in body, old
        body = body.replace(old, new)
    return body


def words(share: float) -> str:
    every = BODY.split()
    return " ".join(every[: int(len(every) * share)])


NEAR = {
    "truncated": (HEADLINE, words(0.6)),
    "a sentence dropped": (HEADLINE, f"{LEAD}\n{QUOTE}\n{CLOSE}"),
    "the opening dropped": (HEADLINE, f"{MIDDLE}\n{QUOTE}\n{CLOSE}"),
    "words replaced": (
        HEADLINE,
        edited(("morning", "at dawn"), ("shortly", "soon"), ("searching", "combing")),
    ),
    "a paragraph appended": (HEADLINE, f"{BODY}\n{OTHER}"),
    "sentences reordered": (HEADLINE, f"{QUOTE}\n{CLOSE}\n{LEAD}\n{MIDDLE}"),
    "attributed in other words": (
        HEADLINE,
        edited(("the harbour authority said", "officials of the harbour told reporters")),
    ),
    "trimmed and re-headlined": ("Deaths in Port Alder ferry crash", f"{LEAD}\n{MIDDLE}"),
    "numbers in digits": (HEADLINE, edited(("Six people", "6 people"), ("fourteen", "14"))),
    "a dateline added": (HEADLINE, f"PORT ALDER (Newswire) — {BODY} More follows."),
}

REPEATS = {
    "re-headlined": ("What we know about the ferry crash", BODY),
    "no headline": (None, BODY),
    "typography": (
        HEADLINE.upper(),
        BODY.replace('"', "&quot;").replace(", ", ",\u00a0").replace("\n", "  "),
    ),
    "capitals": (HEADLINE, BODY.upper()),
}

UPDATES = {
    "a number in words": (HEADLINE, edited(("Six people", "Eight people"))),
    "a number in digits": (HEADLINE, edited(("Six people", "8 people"))),
    "a number that is there already": (HEADLINE, edited(("Six people", "Fourteen people"))),
    "a number, and the text trimmed": (
        "Toll rises",
        "\n".join([LEAD.replace("Six", "Seven"), MIDDLE]),
    ),
    "a number, and words replaced": (
        HEADLINE,
        edited(("Six", "Nine"), ("morning", "at dawn"), ("shortly", "soon")),
    ),
    "a vague number": (HEADLINE, edited(("fourteen", "dozens"))),
    "a place": (HEADLINE, edited(("Port Alder", "Port Brackley"))),
    "a person": (HEADLINE, edited(("Marta Lindqvist", "Ines Okafor"))),
    "a name that opens a sentence": (
        HEADLINE,
        edited(("Divers", "Bayline"), ("Bayline.", "Corvo.")),
    ),
    "not so": (HEADLINE, edited(("remains closed", "does not remain closed"))),
    "the headline's number": ("Seven killed as ferry hits pier in Port Alder", BODY),
    "the headline's place": ("Six killed as ferry hits pier in Port Brackley", BODY),
    "a new opening": (
        HEADLINE,
        f"Police arrested Captain Joris Veld at his home in Ostmark overnight.\n{BODY}",
    ),
    "mostly new": (HEADLINE, f"{BODY}\n{LONGER}"),
}


@pytest.mark.parametrize("case", NEAR)
def test_an_edited_text_is_near(case: str) -> None:
    verdict = compare(text_of(*NEAR[case]), text_of(HEADLINE, BODY))
    assert (verdict.relation, verdict.method) == ("near", "containment/1")
    assert verdict.measure >= 0.6


@pytest.mark.parametrize("case", REPEATS)
def test_the_same_words_are_a_repeat(case: str) -> None:
    verdict = compare(text_of(*REPEATS[case]), text_of(HEADLINE, BODY))
    assert (verdict.relation, verdict.measure, verdict.method) == ("repeat", 1.0, "same-words/1")


@pytest.mark.parametrize("case", UPDATES)
def test_a_changed_number_or_name_is_an_update(case: str) -> None:
    new, old = text_of(*UPDATES[case]), text_of(HEADLINE, BODY)
    assert compare(new, old).relation == "update"


TEMPLATE = (
    "Heavy rain and gusts of {speed} miles an hour are expected across {place} until {day} evening. "
    "Drivers should allow extra time and stay away from the coast. {place} council opened {count} "
    "shelters, and trains between {place} and the capital are cancelled. Further warnings may follow."
)
FILLED = {"speed": "60", "place": "Kent", "day": "Friday", "count": "three"}


@pytest.mark.parametrize(
    "change",
    [{"place": "Essex"}, {"speed": "75"}, {"day": "Sunday"}, {"count": "four"}, {"place": "東京"}],
)
def test_a_template_filled_in_differently_is_no_duplicate(change: dict[str, str]) -> None:
    old = text_of("Storm warning for Kent", TEMPLATE.format(**FILLED))
    other = FILLED | change
    new = text_of(f"Storm warning for {other['place']}", TEMPLATE.format(**other))
    assert compare(new, old).relation in {"update", "different"}


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("Reds beat Blues 2-0 at home.", "Reds beat Blues 2-0 away."),
        ("Half-time: still goalless here", "Half-time: still goalless there"),
        ("Goal!", "Goal!"),
        ("", ""),
    ],
)
def test_short_texts_are_near_nothing(new: str, old: str) -> None:
    assert compare(text_of(None, new), text_of(None, old)).relation == "different"


def test_a_short_text_repeats_by_its_words() -> None:
    old = text_of(None, "Half-time: still goalless in Alder.")
    assert compare(text_of("Score", "HALF-TIME: still goalless in Alder"), old).relation == "repeat"


def test_a_turn_of_phrase_is_no_copy() -> None:
    phrase = "Prime Minister Ines Okafor told reporters on Tuesday that"
    old = text_of(None, f"{phrase} schools would open later. {BODY}")
    assert compare(text_of(None, f"{phrase} bread is cheap."), old).relation == "different"


def test_the_direction_says_which_stands_in_which() -> None:
    short, long = text_of(HEADLINE, f"{LEAD}\n{MIDDLE}"), text_of(HEADLINE, BODY)
    assert compare(short, long).direction == "within"
    assert compare(long, short).direction == "around"
    assert compare(long, text_of(None, edited(("morning", "at dawn")))).direction == "both"


def index_of(**texts: str) -> NearIndex:
    index = NearIndex()
    for key, body in texts.items():
        index.add(key, text_of(None, body))
    return index


def test_the_closest_entry_is_best_and_the_entry_itself_is_not() -> None:
    index = index_of(a=f"{LEAD}\n{MIDDLE}\n{OTHER}", b=BODY, c=OTHER)
    text = text_of(None, f"{LEAD}\n{MIDDLE}\n{QUOTE}")
    found = index.best(text, but="")
    assert found is not None
    assert (found[0], found[1].relation) == ("b", "near")
    assert index.candidates(text)[0] == "b"
    assert index_of(a=BODY, c=OTHER).best(text_of(None, OTHER), but="c") is None


def test_of_equals_the_least_key_is_best() -> None:
    found = index_of(b=BODY, a=BODY).best(text_of(None, BODY), but="")
    assert found is not None
    assert found[0] == "a"


def test_what_updates_the_closest_entry_is_an_update_whatever_else_it_resembles() -> None:
    index = index_of(a=f"{LEAD}\n{MIDDLE}\n{CLOSE}", b=f"{MIDDLE}\n{QUOTE}\n{CLOSE}\n{OTHER}")
    found = index.best(text_of(None, f"{LEAD.replace('Six', 'Ten')}\n{MIDDLE}\n{CLOSE}"), but="")
    assert found is not None
    assert (found[0], found[1].relation) == ("a", "update")


def test_an_added_key_replaces_and_a_missing_one_is_removed_in_peace() -> None:
    index = index_of(a=BODY)
    index.add("a", text_of(None, OTHER))
    index.remove("b")
    assert len(index) == 1
    assert "a" in index
    assert index.candidates(text_of(None, BODY)) == []


def test_a_set_phrase_leads_to_nothing() -> None:
    index = NearIndex()
    for number in range(300):
        name = "".join(chr(97 + int(digit)) for digit in str(number)).title() * 2
        index.add(str(number), text_of(None, f"{name}. {CLOSE} {OTHER}"))
    assert len(index.candidates(text_of(None, f"{CLOSE} {OTHER} And so on."))) <= 64


RECAP = f"Here is what happened today:\n{LEAD}\n{MIDDLE}\n{OTHER}\n{CLOSE}"


def test_a_recap_names_the_entries_that_it_puts_together() -> None:
    index = index_of(a=f"{LEAD} {MIDDLE}", b=f"{OTHER} The end.", c=CLOSE, d=CLOSE, late=RECAP)
    text = text_of("Summary", RECAP)
    assert index.recap_of(text, among=lambda key: key != "late") == ("a", "b", "c")
    assert index.recap_of(text, among=lambda key: key in {"a", "b"}) == ()


def test_a_recap_may_list_headlines() -> None:
    index = NearIndex()
    lines = [
        HEADLINE,
        "Snow closes roads across the valley",
        "Court frees the former mayor of Tarn",
    ]
    for line in lines:
        index.add(line, text_of(line, "See our live page for all of it."))
    assert index.recap_of(text_of("In brief", "\n".join(lines)), among=lambda _: True) == tuple(
        sorted(lines)
    )


def test_one_source_makes_no_recap() -> None:
    assert index_of(a=BODY).recap_of(text_of(None, BODY), among=lambda _: True) == ()


SENTENCES = st.sampled_from(
    [LEAD, MIDDLE, QUOTE, CLOSE, OTHER, LEAD.replace("Six", "Nine"), "Watch live.", "12.5.2024 1,0"]
)
TEXTS = st.builds(
    text_of,
    st.sampled_from([None, HEADLINE, "Live"]),
    st.lists(SENTENCES, max_size=5).map("\n".join),
)
ENTRIES = st.dictionaries(st.text("abcdef", min_size=1, max_size=3), TEXTS, max_size=8)


def answers(index: NearIndex, texts: list[Text]) -> list[object]:
    return [
        (index.candidates(t), index.best(t, but="a"), index.recap_of(t, among=lambda _: True))
        for t in texts
    ]


@given(ENTRIES, ENTRIES, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_answers_depend_on_what_is_held_and_on_nothing_else(
    held: dict[str, Text], gone: dict[str, Text], chance: random.Random
) -> None:
    plain, winding = NearIndex(), NearIndex()
    for key, text in held.items():
        plain.add(key, text)
    steps = [*held.items(), *((f"{key}-gone", text) for key, text in gone.items())]
    chance.shuffle(steps)
    for key, text in steps:
        winding.add(key, text)
    for key in gone:
        winding.remove(f"{key}-gone")
    asked = [*held.values(), *gone.values()]
    assert answers(plain, asked) == answers(winding, asked)


@given(ENTRIES)
@settings(max_examples=40, deadline=None)
def test_removing_is_the_inverse_of_adding(entries: dict[str, Text]) -> None:
    index = NearIndex()
    for key, text in entries.items():
        index.add(key, text)
    for key in entries:
        index.remove(key)
    assert len(index) == 0
    postings = (index._least, index._sentences)
    assert [len(part) for part in postings] == [0, 0]
    assert not any(head for part in postings for head in part._heads)


@given(TEXTS, TEXTS)
@settings(max_examples=100, deadline=None)
def test_containment_is_the_same_either_way_round(a: Text, b: Text) -> None:
    there, back = compare(a, b), compare(b, a)
    assert there.measure == back.measure
    assert (there.relation == "repeat") == (back.relation == "repeat")
    assert (there.relation == "different") == (back.relation == "different")
    assert 0 <= there.measure <= 1


@given(st.text(), st.text(), st.text())
@settings(max_examples=150, deadline=None)
def test_any_text_can_be_compared(headline: str, body: str, other: str) -> None:
    new, old = text_of(headline, f"{body} {BODY}"), text_of(other, f"{BODY} {other}")
    assert compare(new, old).relation in {"repeat", "near", "update", "different"}
    index = NearIndex()
    index.add("a", text_of(headline, body))
    index.add("b", old)
    index.best(new, but="")
    index.remove("a")


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), unique=True, max_size=200))
@settings(max_examples=50, deadline=None)
def test_postings_are_a_multimap(pairs: list[tuple[int, int]]) -> None:
    postings = Postings()
    spread = [(key * 0x9E3779B1 % 2**32, value) for key, value in pairs]
    for key, value in spread:
        postings.add([key], value)
    for key, value in spread[::2]:
        postings.remove([key], value)
    for key, _ in spread:
        kept = sorted(v for k, v in spread[1::2] if k == key)
        assert sorted(postings.find(key, 99)) == sorted(postings.find_all([key], 99)) == kept


def test_postings_grow_bucket_by_bucket() -> None:
    postings = Postings()
    for value in range(1, 200):
        postings.add([(value * 64 + place) * 0x9E3779B1 % 2**32 for place in range(64)], value)
    assert len(postings) == 199 * 64
    assert postings.size < 17 * len(postings)
    assert postings.find(67 * 64 * 0x9E3779B1 % 2**32, 9) == [67]
    with pytest.raises(KeyError):
        postings.remove([5], 1)
