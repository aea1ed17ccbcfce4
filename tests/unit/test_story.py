from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bench.score.stories import b_cubed
from schemas import Redirects, Regroup
from streams.core.story import Choice, Sketch, StoryIndex, Tuning, sketch
from streams.core.story.words import root, term

NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)

FERRY = [
    "Ferry Marisol runs aground off Port Tarry",
    "Passengers leave stranded ferry Marisol at Port Tarry",
    "Captain of ferry Marisol questioned in Port Tarry",
]
BUDGET = [
    "Minister Odalys Brenn presents the budget",
    "Odalys Brenn defends budget cuts in parliament",
    "Opposition attacks Odalys Brenn over budget",
]


def feed(index, headlines, *, start=NOON, prefix="", every=timedelta(minutes=5), coverage=""):
    """Put headlines through the index; returns the choices and all regroups."""
    choices, regroups = [], []
    for number, headline in enumerate(headlines):
        key = f"{prefix}{number:03}"
        about = sketch(headline, "", start + number * every)
        choice = index.choose(about, key=key, coverage=coverage)
        index.apply(choice.regroups)
        index.add(key, choice.story or f"story-{key}", about, coverage)
        choices.append(choice)
        regroups += choice.regroups
    return choices, regroups


def test_two_happenings_are_two_stories_however_they_are_interleaved():
    index = StoryIndex()
    feed(index, [line for pair in zip(FERRY, BUDGET, strict=True) for line in pair])
    assert [index.story_of(f"{n:03}") for n in range(6)] == ["story-000", "story-001"] * 3


def test_one_live_blog_may_hold_two_stories_and_a_story_several_live_blogs():
    index = StoryIndex()
    feed(index, [FERRY[0], BUDGET[0]], coverage="a")
    feed(index, [FERRY[1]], coverage="b", prefix="b", start=NOON + timedelta(hours=1))
    assert index.story_of("000") == index.story_of("b000") != index.story_of("001")


def test_choosing_changes_nothing():
    index = StoryIndex()
    feed(index, FERRY)
    about = sketch(FERRY[0], "", NOON)
    assert index.choose(about, key="x") == index.choose(about, key="x")
    assert index.story_of("x") is None


def test_an_entry_that_says_little_goes_with_its_live_blog():
    index = StoryIndex()
    feed(index, FERRY, coverage="a")
    thin = sketch("More soon", "", NOON + timedelta(minutes=20))
    assert index.choose(thin, key="x", coverage="a").story == "story-000"
    assert index.choose(thin, key="x", coverage="b") == Choice(None, 0.0)
    late = sketch("More soon", "", NOON + timedelta(days=3))
    assert index.choose(late, key="x", coverage="a").story is None


def test_a_story_fades_and_then_takes_up_no_more():
    index = StoryIndex()
    feed(index, FERRY)

    def after(days):
        return index.choose(sketch(FERRY[1], "", NOON + timedelta(days=days)), key="x")

    assert after(0).likeness > after(3).likeness > after(6).likeness
    assert after(6).story == "story-000"
    assert after(8) == Choice(None, 0.0)


def test_an_unknown_time_is_neither_early_nor_late():
    index = StoryIndex()
    feed(index, FERRY)
    assert index.choose(sketch(FERRY[1], "", None), key="x").story == "story-000"


def test_an_entry_that_links_two_stories_merges_the_younger_into_the_older():
    index = StoryIndex(Tuning(link=0.2, merge=0.2))
    index.add("1", "old", sketch("Ferry Marisol aground", "", NOON))
    index.add("2", "young", sketch("Marisol captain Ilvo Rask", "", NOON + timedelta(hours=1)))
    link = sketch("Ferry Marisol captain Ilvo Rask aground", "", NOON + timedelta(hours=2))
    choice = index.choose(link, key="3")
    assert choice.regroups == (Regroup(source="young", target="old"),)
    assert choice.story == "old"
    index.apply(choice.regroups)
    assert index.story_of("2") == index.current("young") == "old"
    index.add("4", "young", link)  # still under its old name
    assert index.story_of("4") == "old"


def test_a_story_of_two_halves_is_split_when_it_doubles():
    index = StoryIndex()
    # one story by what a producer said, though nothing links its halves
    for number in range(7):
        index.add(f"a{number}", "s", sketch(f"{FERRY[number % 3]} deck{number}", "", NOON))
    for number in range(8):
        later = NOON + timedelta(minutes=number + 1)
        index.add(f"b{number}", "s", sketch(f"{BUDGET[number % 3]} page{number}", "", later))
    choice = index.choose(sketch(BUDGET[1], "", NOON + timedelta(hours=1)), key="b9")
    (split,) = choice.regroups
    assert split.source == "s"
    assert split.entries == tuple(f"b{number}" for number in range(8))
    assert choice.story == split.target != "s"
    index.apply(choice.regroups)
    assert index.story_of("a0") == index.current("s") == "s"
    assert index.story_of("b0") == index.current("s", "b0") == split.target


def test_what_was_split_is_not_merged_back():
    index = StoryIndex(Tuning(merge=0.0))
    index.add("1", "s", sketch(FERRY[0], "", NOON))
    index.add("2", "s", sketch(FERRY[1], "", NOON))
    index.apply([Regroup(source="s", target="t", entries=("2",))])
    assert {index.story_of("1"), index.story_of("2")} == {"s", "t"}
    assert index.choose(sketch(FERRY[0], "", NOON), key="3").regroups == ()


def test_redirects_follow_merges_and_splits_and_end_in_a_circle():
    redirects = Redirects()
    redirects.add(Regroup(source="a", target="b"))
    redirects.add(Regroup(source="b", target="c", entries=("k",)))
    assert redirects.place("k", "a") == "c"
    assert redirects.place("", "a") == redirects.place("other", "a") == "b"
    redirects.add(Regroup(source="b", target="a"))
    assert redirects.place("", "a") in {"a", "b"}


WORDS = [f"Zor{a}{b}" for a in "abcdef" for b in "klm"]
headlines = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join), min_size=1, max_size=30
)
names = st.sampled_from("pqrst")
graphs = st.lists(
    st.builds(
        Regroup,
        source=names,
        target=names,
        entries=st.lists(st.sampled_from(["000", "001", "002"]), max_size=2).map(tuple),
    ),
    max_size=6,
)


def answers(index, probes):
    return [index.choose(probe, key="probe") for probe in probes]


@settings(max_examples=60, deadline=None)
@given(headlines, st.randoms(use_true_random=False))
def test_an_index_built_again_in_any_order_chooses_the_same(lines, rng):
    index = StoryIndex(Tuning(merge=0.2))
    choices, regroups = feed(index, lines)
    origin = {f"{n:03}": c.story or f"story-{n:03}" for n, c in enumerate(choices)}
    sketches = {
        f"{n:03}": sketch(line, "", NOON + n * timedelta(minutes=5)) for n, line in enumerate(lines)
    }
    steps = [("add", key) for key in origin] + [("apply", regroup) for regroup in regroups]
    steps += [("extra", f"x{n}") for n in range(3)]
    rng.shuffle(steps)
    again = StoryIndex(Tuning(merge=0.2))
    for what, value in steps:
        if what == "apply":
            again.apply([value])
        else:
            key = value if what == "add" else "000"
            again.add(value, origin[key], sketches[key])
    for n in range(3):
        again.remove(f"x{n}")
    probes = list(sketches.values())
    assert answers(again, probes) == answers(index, probes)
    assert [again.story_of(key) for key in origin] == [index.story_of(key) for key in origin]


@settings(max_examples=60, deadline=None)
@given(graphs, st.randoms(use_true_random=False))
def test_regroups_move_the_same_whatever_their_order(regroups, rng):
    def places(order, *, late):
        index = StoryIndex()
        for each in order[late:]:
            index.apply([each])
        for number, story in enumerate("pqr"):
            index.add(f"00{number}", story, Sketch((number,), (256,), 0))
        index.apply(order[:late])
        return [index.story_of(f"00{number}") for number in range(3)]

    shuffled = list(regroups)
    rng.shuffle(shuffled)
    assert places(regroups, late=0) == places(shuffled, late=len(shuffled) // 2)


@given(headlines)
@settings(max_examples=40, deadline=None)
def test_forgetting_everything_leaves_nothing(lines):
    index = StoryIndex()
    feed(index, lines, coverage="a")
    keys = [f"{n:03}" for n in range(len(lines))]
    random.Random(0).shuffle(keys)
    for key in keys:
        index.remove(key)
        index.remove(key)
    members = index._members
    assert members.by_key == members.threads == members.coverages == {}
    assert members.postings.by_term == members.postings.sums == {}


def test_a_sketch_is_the_same_each_time_and_says_names_first():
    one = sketch("Police question Marisol captain", "Police said so. " * 50, NOON)
    assert one == sketch("Police question Marisol captain", "Police said so. " * 50, NOON)
    assert one.at == int(NOON.timestamp())
    assert one.numbers[0] == term("Marisol")[0]
    assert list(one.weights) == sorted(one.weights, reverse=True)
    assert sketch("", "", None) == sketch(None, "the 12 of 30", None) == Sketch((), (), 0)


def test_forms_of_a_word_have_one_root():
    for forms in (
        ("recalls", "recalled", "recalling"),
        ("marries", "married", "marry"),
        ("files", "filing", "filed"),
        ("stopped", "stops"),
        ("Brenn's".casefold(), "brenn"),
    ):
        assert len({root(form) for form in forms}) == 1, forms


def test_b_cubed_of_known_cases():
    assert b_cubed([("a", "x"), ("a", "x"), ("b", "y")]).f1 == 1
    halved = b_cubed([("a", "x"), ("b", "x")])
    assert (halved.precision, halved.recall) == (1, 0.5)
    lumped = b_cubed([("a", "x"), ("a", "y")])
    assert (lumped.precision, lumped.recall) == (0.5, 1)
