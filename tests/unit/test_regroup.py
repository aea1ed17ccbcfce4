"""Stories that come together and apart: what subscribers of news.stories are told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from schemas import Regroup
from streams.core.thread import Contribution, Stories
from streams.core.thread.contribution import FigureSaid, PlaceName

NOON = datetime(2025, 6, 1, 12, tzinfo=UTC)


def contribution(entry: str, story: str, *, regroups=(), value=None, status="told", minute=0):
    figures = () if value is None else (FigureSaid(counts="killed", value=value, bound="exactly"),)
    return Contribution(
        entry=entry,
        story=story,
        regroups=tuple(regroups),
        desk="main",
        status=status,
        source=f"source-{entry}",
        coverage="c",
        headline=f"Heading {entry}",
        at=NOON + timedelta(minutes=minute),
        revision=1,
        places=(PlaceName(name="Lisbon", geonames_id=2267057, country="PT"),),
        figures=figures,
        withdrawn=("gone",) if status == "withdrawn" else (),
        touched_at=NOON,
    )


def write(stories: Stories, now: Contribution, before: Contribution | None = None):
    told = stories.after(before, now, "event")
    if before is not None:
        stories.remove(before)
    stories.add(now)
    return told


def test_a_merger_tells_both_stories_and_the_one_that_goes_on_last():
    stories = Stories()
    write(stories, contribution("1", "a"))
    write(stories, contribution("2", "b"))

    merge = Regroup(source="b", target="a")
    gone, kept = write(stories, contribution("3", "a", regroups=[merge]))

    assert (gone.id, gone.merged_into, gone.entries) == ("b", "a", 0)
    assert (kept.id, kept.merged_into, kept.entries) == ("a", None, 3)
    assert kept.sources == ("source-1", "source-2", "source-3")


def test_an_entry_of_a_merged_story_counts_where_that_story_went():
    stories = Stories()
    write(stories, contribution("1", "a"))
    write(stories, contribution("2", "b", regroups=[Regroup(source="a", target="b")]))

    (told,) = write(stories, contribution("3", "a"))

    assert (told.id, told.entries) == ("b", 3)


def test_a_split_moves_the_named_entries():
    stories = Stories()
    for name in "123":
        write(stories, contribution(name, "a"))

    split = Regroup(source="a", target="z", entries=("2", "3"))
    told = write(stories, contribution("4", "z", regroups=[split]))

    assert {story.id: story.entries for story in told} == {"a": 1, "z": 3}


def test_a_revision_does_not_undo_what_happened_after_its_entry_moved_others():
    stories = Stories()
    moved = Regroup(source="a", target="b", entries=("x",))
    onward = Regroup(source="b", target="c", entries=("x",))
    write(stories, contribution("x", "a"))
    first = contribution("e", "b", regroups=[moved])
    write(stories, first)
    write(stories, contribution("f", "c", regroups=[onward]))

    write(stories, first.model_copy(update={"revision": 2}), first)

    assert [stories.tell(name, "main", "event").entries for name in "abc"] == [0, 1, 2]


def test_figures_that_conflict_stand_side_by_side_the_latest_first():
    stories = Stories()
    write(stories, contribution("1", "a", value=6, minute=1))
    (told,) = write(stories, contribution("2", "a", value=8, minute=2))

    (figure,) = told.figures
    assert figure.counts == "killed"
    assert [(said.value, said.source) for said in figure.values] == [
        (8, "source-2"),
        (6, "source-1"),
    ]


def test_a_withdrawal_takes_its_facts_out_of_the_story():
    stories = Stories()
    first = contribution("1", "a", value=6)
    write(stories, first)
    write(stories, contribution("2", "a"))

    (told,) = write(stories, contribution("1", "a", status="withdrawn"), first)

    assert told.figures == ()
    assert told.entries == 1
    assert told.places[0].entries == 1
    assert told.withdrawn == ("gone",)


@given(
    st.permutations(
        [
            contribution("1", "a"),
            contribution("2", "b"),
            contribution("3", "b"),
            contribution("4", "a", regroups=[Regroup(source="b", target="a")]),
            contribution("5", "d", regroups=[Regroup(source="a", target="d", entries=("2",))]),
            contribution("6", "c"),
        ]
    )
)
def test_rebuilding_in_any_order_gives_the_same_stories(contributions):
    stories = Stories()
    for one in contributions:
        stories.add(one)

    told = {name: stories.tell(name, "main", "e") for name in "abcd"}

    assert {name: story.entries for name, story in told.items()} == {"a": 3, "b": 0, "c": 1, "d": 2}
    assert told["b"].merged_into == "a"


def test_what_is_too_old_counts_no_more():
    stories = Stories(timedelta(days=1))
    first, second = contribution("1", "a"), contribution("2", "a")
    for one in (first, second, second):
        write(stories, one, one if one is second and "2" in stories._home else None)
    stories.forget(NOON + timedelta(days=1))
    assert stories.tell("a", "main", "e").entries == 2
    stories.forget(NOON + timedelta(days=1, seconds=1))
    assert stories.tell("a", "main", "e").entries == 0
    stories.forget(NOON + timedelta(days=9))
