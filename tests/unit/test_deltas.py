from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import Media
from streams.core.deltas import Said, compare, is_correction


def changes(old: str, new: str):
    found = compare(Said(body=old), Said(body=new))
    return [(d.type, d.before, d.after, d.counts) for d in found]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "Six people were killed in the blast.",
            "Eight people were killed in the blast.",
            [("number", "Six", "Eight", "people killed")],
        ),
        (
            "7 were killed and 12 were hurt.",
            "12 were killed and 30 were hurt.",
            [("number", "7", "12", "killed"), ("number", "12", "30", "injured")],
        ),
        # the clauses changed places; each number keeps what it counts
        (
            "The storm kills 59 people and injures 170 others in Vell, Arland.",
            "The storm in Vell, Arland, kills 61 people and injures 180 others.",
            [("number", "59", "61", "people killed"), ("number", "170", "180", "others injured")],
        ),
        ("The deaths of 135 people.", "The deaths of at least 135 people.",
         [("number", "135", "at least 135", "people")]),
        ("It cost £1.2bn in all.", "It cost £1.4bn in all.", [("number", "£1.2bn", "£1.4bn", None)]),
        ("Votes rose 4% in May.", "Votes rose 4.5% in May.", [("number", "4%", "4.5%", None)]),
        ("Harbour City won 2-1 today.", "Harbour City won 3-1 today.",
         [("number", "2-1", "3-1", None)]),
        ("6 people were killed.", "six people were killed.", [("cosmetic", None, None, None)]),
        ("1,300 seats", "1300 seats", [("cosmetic", None, None, None)]),
        ("A share of 20%.", "A share of 20 per cent.", [("cosmetic", None, None, None)]),
        ("“Go home,” he said.", '"Go home", he said', [("cosmetic", None, None, None)]),
        ("The Mayor met the U.S. envoy.", "The mayor met the US envoy",
         [("cosmetic", None, None, None)]),
        ("The goverment met at noon.", "The government met at noon.",
         [("cosmetic", "goverment", "government", None)]),
        ("It was signed by Ann Smith at noon.", "It was signed by Ann Smyth at noon.",
         [("name", "Ann Smith", "Ann Smyth", None)]),
        ("They met the mayor of Dover at noon.", "They met the mayor of Calais at noon.",
         [("name", "Dover", "Calais", None)]),
        ("Russia opened the port again.", "Ukraine opened the port again.",
         [("name", "Russia", "Ukraine", None)]),
        ("The deal by Orr was signed.", "The deal by Bo Orr was signed.",
         [("name", "Orr", "Bo Orr", None)]),
        ("In Vell, Arland, six men met.", "In Vell Regency, Arland, six men met.",
         [("name", "Vell", "Vell Regency", None)]),
        ("In the north, six men met at noon.", "Six men met at noon in north.",
         [("cosmetic", None, None, None)]),
        # what a slip of the hand looks like, but is none
        ("The strike is legal now.", "The strike is illegal now.",
         [("text-removed", "The strike is legal now.", None, None),
          ("text-added", None, "The strike is illegal now.", None)]),
        ("He will resign today.", "He will not resign today.", [("text-added", None, "not", None)]),
        ("The bridge is shut.", "The bridge (in the north) is shut.",
         [("text-added", None, "(in the north)", None)]),
        ("Rain fell.", "Rain fell. Roads are shut. Trains stand still.",
         [("text-added", None, "Roads are shut. Trains stand still.", None)]),
        ("Rain fell.\nRoads are shut.\nTrains stand still.", "Rain fell.",
         [("text-removed", "Roads are shut.", None, None),
          ("text-removed", "Trains stand still.", None, None)]),
        ("Rain fell.", "Rain fell.\nThe mayor said: “We will rebuild this town.”",
         [("quote-added", None, "We will rebuild this town.", None)]),
        ("Rain fell. “We will rebuild this town,” she said.", "Rain fell.",
         [("quote-removed", "We will rebuild this town,", None, None)]),
        ("One thing. Another thing.", "Another thing. One thing.", [("cosmetic", None, None, None)]),
    ],
)  # fmt: skip
def test_each_change_has_its_type(old, new, expected):
    assert changes(old, new) == expected


def test_the_headline_comes_first_then_the_text_in_order_then_what_stands_beside_it():
    old = Said("Four hurt in fire", "Rain fell. Four people were hurt.\nIt is over.", ("Ann Lee",))
    new = Said(
        "Five hurt in fire",
        "Wind rose. Rain fell. Five people were hurt.",
        ("Ann Lee", "Bo Ray"),
        (Media(kind="image", url="https://example.org/a.jpg", caption="The fire"),),
        key_event=True,
    )
    assert [(d.type, d.before, d.after) for d in compare(old, new)] == [
        ("headline", "Four hurt in fire", "Five hurt in fire"),
        ("number", "Four", "Five"),
        ("text-added", None, "Wind rose."),
        ("number", "Four", "Five"),
        ("text-removed", "It is over.", None),
        ("byline", "Ann Lee", "Ann Lee, Bo Ray"),
        ("media", None, "image https://example.org/a.jpg The fire"),
        ("flags", None, "key event"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "types"),
    [
        ("Goverment falls", "Government falls", ["cosmetic"]),
        ("Storm nears", "Storm Nears", ["cosmetic"]),
        (None, "Storm nears", ["headline"]),
        ("Storm nears", None, ["headline"]),
        ("Storm nears coast", "Coast braces for storm", ["headline"]),
    ],
)
def test_headlines(old, new, types):
    found = compare(Said(old, "It is so."), Said(new, "It is so."))
    assert [d.type for d in found] == types
    assert (found[0].before, found[0].after) == (old, new)


TEXTS = st.lists(
    st.sampled_from(
        ["Six", "people", "died", "in", "Vell", ".", "“", "”", '"', "'", "’s", "\n", ",", "1,300", "20%", "£5m", "at", "least", "the", "Ann", "Lee", "said", "not", "twenty-one", "hurt", "2-1", "é", "½", "İ", "日本", "!", "(", ")"]
    ),
    max_size=40,
).map(" ".join) | st.text(max_size=60)  # fmt: skip
SAID = st.builds(
    Said,
    st.none() | TEXTS,
    TEXTS,
    st.lists(st.sampled_from(["Ann Lee", "Bo Ray"]), max_size=2).map(tuple),
    key_event=st.booleans(),
)


@given(SAID)
def test_the_same_is_no_change(said):
    assert compare(said, replace(said)) == ()


@given(SAID, SAID)
def test_what_is_added_one_way_is_removed_the_other_way(old, new):
    there, back = compare(old, new), compare(new, old)
    assert bool(there) == (old != new)
    for one, two in (("text-added", "text-removed"), ("quote-added", "quote-removed")):
        assert sorted(d.after for d in there if d.type == one) == sorted(
            d.before for d in back if d.type == two
        )
    numbers = {(d.before, d.after) for d in there if d.type == "number"}
    assert numbers == {(d.after, d.before) for d in back if d.type == "number"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a " * 50_000, "b a " * 25_000),
        ("1 2 3 " * 10_000, "2 3 4 " * 10_000),
        ("A b. " * 20_000, "A c. " * 20_000),
        ("a\n" * 40_000, "b\n" * 40_000),
        ("“a b c d” " * 10_000, "“a b c e” " * 10_000),
        ("'a " * 30_000, "'b " * 30_000),
        ('"a b ' * 20_000, '"b a ' * 20_000),
        ("Ab " * 30_000, "Ac " * 30_000),
        ("a million " * 10_000, "two hundred and " * 6_000),
        ("".join(f"A b {n} c.\n" for n in range(9_000)), "".join(f"A d {n} c.\n" for n in range(9_000))),
    ],
)  # fmt: skip
def test_hostile_texts_take_seconds_at_most_and_a_bounded_event(old, new):
    began = time.monotonic()
    found = compare(Said(body=old), Said(body=new))
    assert time.monotonic() - began < 15
    assert 0 < len(found) <= 200
    assert all(len(d.before or "") <= 1_000 and len(d.after or "") <= 1_000 for d in found)


@pytest.mark.parametrize(
    "notice",
    [
        "This post was corrected at 10.40am.",
        "This article was amended on 3 May 2031 to give the right date.",
        "An earlier version of this post said the bridge was open.",
        "An earlier version misstated the mayor’s age.",
        "Correction: the mayor is 61, not 16.",
        "Clarification: the road is shut in one direction.",
        "CORRECTS spelling of Vell in second paragraph",
        "The headline was corrected to say Vell, not Bell.",
        "The post was updated to correct the date.",
        "We have corrected the figure.",
        "• Correction – the mayor is 61.",
        "This has been updated to correct an error in the name.",
    ],
)
def test_correction_notices(notice):
    assert is_correction("Rain fell.", f"Rain fell.\n{notice}")
    assert not is_correction(f"Rain fell.\n{notice}", f"More rain fell.\n{notice}")


@pytest.mark.parametrize(
    "text",
    [
        "This post was updated at 10.40am.",
        "Updated: the bridge is shut.",
        "The court corrected the sentence on appeal.",
        "The bill was amended by the house on Tuesday.",
        "She corrected him: “It was Tuesday.”",
        "A market correction is under way, analysts said.",
        "The Department of Corrections declined to comment.",
        "He was moved to a corrections facility.",
        "The law was updated to include boats.",
    ],
)
def test_updates_and_news_about_corrections_are_none(text):
    assert not is_correction("", text)
