from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.core.deduplicate.kinship import KinIndex, kin_of

NOON = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)
BODY = (
    "The river rose two metres overnight and the old bridge at Vell is shut. Families on the "
    "north bank were taken to a school, where the council has set up beds for 40 people."
)
OPEN = (
    "Engineers opened the old bridge at Vell this evening. The council says families on the north "
    "bank may go home."
)
OTHER = (
    "Trains between Harbour City and the coast stand still after a signal failed. The operator "
    "says buses will run every hour from the central station until the evening."
)
THIRD = (
    "Members of the assembly vote tonight on who may fish off the islands. A narrow result is "
    "expected, and ministers from all three parties have cancelled their journeys. Boats stayed "
    "in port on Monday in protest; owners want an answer before the season begins."
)


def found(standing, new, *others):
    index = KinIndex()
    for number, entry in enumerate([standing, *others]):
        index.add("c", str(number), kin_of(*entry))
    return index.find("c", kin_of(*new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # text appended, a number changed, a sentence dropped, a slip put right
        (("Bridge shut", BODY, None), ("Bridge shut", BODY + " Rain goes on.", None)),
        (("Bridge shut", BODY, None), ("Bridge shut", BODY.replace("40", "sixty"), None)),
        (("Bridge shut", BODY, None), ("Bridge shut", BODY.partition(". ")[0], None)),
        ((None, BODY, None), (None, BODY.replace("school", "shcool"), None)),
        ((None, "Six people died in Vell.", None), (None, "Eight people died in Vell.", None)),
        # another heading over nearly the same body
        (("Bridge shut", BODY, None), ("Families leave north bank", BODY, None)),
        (("Bridge shut", BODY, None), (None, BODY, None)),
        (("Latest score", BODY, None), ("Latest score", BODY + " Rain goes on.", None)),
        # a word of the heading
        (
            ("Old bridge shut as river rises", "", None),
            ("Old bridge shut as river falls", "", None),
        ),
        # nothing but headings, and most of the old one stands in the new one
        (
            ("Large crowds gather in Vell", "", None),
            ("Officials respond as large crowds gather in Vell", "", None),
        ),
        # another body under the same heading at the same time
        (("Bridge shut", BODY, NOON), ("Bridge shut", OTHER, NOON)),
        # the same instant in another zone
        (
            ("Bridge shut", BODY, NOON),
            ("Bridge shut", OTHER, datetime.fromisoformat("2031-05-04T14:00:00+02:00")),
        ),
        # the source prints the time of the last change
        (("Bridge shut", BODY, NOON), ("Bridge shut", BODY, NOON + timedelta(minutes=20))),
    ],
)
def test_a_later_state_is_known_again(old, new):
    distractors = [("Trains stand still", OTHER, NOON), ("Analysis", "It is late.", NOON)]
    assert found(old, new, *distractors) == "0"
    assert found(new, old, *distractors) == "0"


@pytest.mark.parametrize("heading", ["Analysis", "Watch live", "Latest score", "BREAKING:"])
@pytest.mark.parametrize("later", [0, 30])
def test_a_heading_that_any_entry_may_have_makes_no_kin(heading, later):
    new = (heading, OTHER, NOON + timedelta(minutes=later))
    assert found((heading, BODY, NOON), new) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # two entries about one thing
        (
            ("Bridge at Vell shut after river rises", BODY, NOON),
            (
                "Bridge at Vell opens again",
                OPEN,
                NOON + timedelta(hours=5),
            ),
        ),
        # one minute, two entries
        (("Bridge shut", BODY, NOON), ("Trains stand still", OTHER, NOON)),
        # the same text again, the next day
        (("Bridge shut", BODY, NOON), ("Bridge shut", BODY, NOON + timedelta(days=1))),
        # a stock sentence under two headings
        (("Bridge shut", "More on this soon.", None), ("Trains halt", "More on this soon.", None)),
        (("Bridge shut", "", None), ("Trains stand still", "", None)),
        (("Bridge shut", BODY, None), ("Bridge shut", OTHER, None)),
        ((None, "", None), (None, "", None)),
        # a summary that holds the entry among others
        ((None, BODY, None), ("What we know so far", f"{OTHER}\n{BODY}\n{THIRD}", None)),
    ],
)
def test_another_entry_is_none(old, new):
    assert found(old, new) is None


def test_other_coverages_do_not_count():
    index = KinIndex()
    index.add("c", "a", kin_of("Bridge shut", BODY, None))
    assert index.find("d", kin_of("Bridge shut", BODY, None)) is None


def test_the_least_key_of_equals_is_found():
    said = kin_of("Bridge shut", BODY, None)
    index = KinIndex()
    for key in ("b", "ab", "a"):
        index.add("c", key, said)
    assert index.find("c", said) == "a"


ENTRIES = st.tuples(
    st.sampled_from([None, "Bridge shut", "Bridge shut again", "Trains stand still", "Analysis"]),
    st.lists(st.sampled_from(f"{BODY} {OTHER}".split(". ")), max_size=4).map(". ".join),
    st.sampled_from([None, NOON, NOON + timedelta(minutes=1), NOON + timedelta(days=1)]),
)
STEPS = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from("123456"), st.none() | ENTRIES), max_size=30
)


@given(STEPS, ENTRIES)
def test_the_way_to_an_index_does_not_matter(steps, asked):
    index = KinIndex()
    standing = {}
    for coverage, key, entry in steps:
        if entry is None:
            index.remove(coverage, key)
            standing.pop((coverage, key), None)
        else:
            index.add(coverage, key, kin_of(*entry))
            standing[coverage, key] = entry
    fresh = KinIndex()
    for (coverage, key), entry in sorted(standing.items(), key=lambda item: item[0], reverse=True):
        fresh.add(coverage, key, kin_of(*entry))
    for coverage in "ab":
        assert index.find(coverage, kin_of(*asked)) == fresh.find(coverage, kin_of(*asked))
    for coverage, key in standing:
        index.remove(coverage, key)
    assert not index._coverages


@given(st.text(max_size=80) | st.none(), st.text(max_size=300))
def test_any_text_will_do(headline, body):
    assert kin_of(headline, body, None) == kin_of(headline, body, None)


def test_hash_seeds_of_processes_do_not_matter():
    code = (
        "from streams.core.deduplicate.kinship import KinIndex, kin_of\n"
        f"body = {BODY!r}\n"
        "index = KinIndex()\n"
        "words = body.split()\n"
        "for n in range(40):\n"
        "    index.add('c', str(n), kin_of(None, ' '.join(words[n % 9 : 20 + n % 7]), None))\n"
        "print([index.find('c', kin_of(None, ' '.join(words[n:]), None)) for n in range(20)])\n"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1


def test_the_cost_does_not_grow_with_the_coverage():
    index = KinIndex()
    for number in range(3_000):
        body = f"{BODY} Gauge {number} stands at {number} and street w{number} is shut."
        index.add("c", str(number), kin_of(f"Street w{number} is shut", body, None))
    asked = kin_of(
        "Street w77 is shut", f"{BODY} Gauge 77 stands at 78 and street w77 is shut.", None
    )
    began = time.process_time()
    for _ in range(200):
        assert index.find("c", asked) == "77"
    assert (time.process_time() - began) / 200 < 0.005
