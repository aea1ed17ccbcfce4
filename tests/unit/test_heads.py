"""What the trained heads see, and that they say the same whatever the order of additions."""

import numpy as np
import pytest

from streams.core.classify.heads import KINDS, LAYOUT, Scores, Table, heads, scored
from streams.core.classify.levels import features
from streams.core.classify.made import Made
from streams.core.classify.seen import UNKNOWN, lower, normal, pairs, see
from streams.core.classify.topics import chosen, names
from streams.core.classify.urgency import is_breaking, level_of


def scores(**more):
    fixed = {"kind": np.zeros(13), "urgency": np.zeros(8), "breaking": 0.0}
    fixed |= {"topics": np.full(17, -5.0), "section": np.zeros(17)}
    return Scores(**(fixed | more))


@pytest.mark.parametrize(
    ("text", "toll"),
    [
        ("At least 12 people were killed in the blast.", 12),
        ("Seven died and 30 were hurt.", 7),
        ("The death toll rises to 1,204.", 1204),
        ("He was killed in 1999.", 0),
        ("Nobody was hurt.", 0),
    ],
)
def test_deaths_are_counted(text, toll):
    assert Made("", text).toll == toll


def test_what_is_quoted_is_not_the_newsrooms():
    made = Made("He said: “We are done”", "“You and I”, she said. It rained.")
    assert made.spoken == "“”, she said. It rained."
    assert 0.2 < made.quoted < 0.3
    seen = see(made, {"it": 5})
    assert {"ours 0", "yours 0", "headline has quotes"} <= set(seen.signs)
    assert len(seen.all) == len(seen.words) == 20
    assert seen.own.tolist().count(5) == 1


def test_words_are_seen_with_marks_for_lines():
    numbers = {"<headline>": 1, "<body>": 2, "<line>": 3, "<end>": 4, "rain": 5, "00": 6}
    seen = see(Made("Rain", "Rain 12\nWind"), numbers)
    assert seen.own.tolist() == [1, 5, 2, 5, 6, 3, UNKNOWN, 4]
    assert seen.all.tolist() == [5, 5, 6, UNKNOWN]


def test_places_stay_when_a_letter_grows_in_lower_case():
    assert len(lower("İstanbul")) == len("İstanbul")
    assert normal("1,204") == "00000"


def test_neighbours_depend_on_order_and_part():
    ids = np.array([7, 9], dtype=np.int64)
    assert pairs(ids, 0) != pairs(ids[::-1], 0)
    assert pairs(ids, 0) != pairs(ids, 1)
    assert len(pairs(ids[:1], 0)) == 0


@pytest.mark.parametrize("times", [1, 100, 1000])
def test_sums_are_exact(times):
    rows = np.array([[127, 1], [127, 2], [127, 3], [0, 0]], np.int16)
    table = Table(rows, np.array([[0.5, 2.0], [0.0, 1.0]]), (0, 1))
    ids = np.array([0, 1, 2, 0] * times, dtype=np.int64)
    nothing = ids[:0]
    assert table.sum([ids, nothing]).tolist() == pytest.approx(
        [127 * 4 * times * 0.5 / len(ids) ** 0.5, 7 * times * 2.0 / len(ids) ** 0.5], rel=1e-15
    )
    assert table.sum([nothing, ids[:1]]).tolist() == [0.0, 2.0]


def test_an_empty_text_has_scores():
    model = heads()
    found = scored(model, see(Made("", ""), model.numbers))
    assert len(found.kind) == len(KINDS) == LAYOUT["kind"]
    assert np.isfinite(found.topics).all()


def test_a_word_speaks_for_its_topic():
    model = heads()
    seen = see(Made("", "The striker scored in the stadium"), model.numbers)
    sport = model.evidence[14][seen.all]
    assert len(sport) == len(seen.all)
    assert sport.argmax() in {1, 2, 5}


def test_furniture_is_about_nothing_and_the_main_topic_stands_first():
    topics = np.full(17, -5.0)
    topics[[2, 16]] = 1.0
    section = np.zeros(17)
    section[16] = 4.0
    likely = scores(topics=topics, section=section)
    assert chosen(likely, "boilerplate") == []
    assert [one.topic for one in chosen(likely, "report")] == [16, 2]
    assert chosen(scores(), "report") == []
    topics[[2, 16]] = -1.5
    alone = chosen(scores(topics=topics, section=section), "report")
    assert [one.topic for one in alone] == [16]


def test_a_kind_leaves_its_levels():
    grave = scores(urgency=np.array([9.0, 8, 7, 6, 5, 4, 3, 2]))
    assert level_of(grave, "report") == 1
    assert level_of(grave, "gallery") == 7
    assert level_of(grave, "correction") == 5
    assert is_breaking("report", 1)
    assert not is_breaking("gallery", 2)
    assert not is_breaking("report", 5)


def test_there_are_seventeen_topics():
    assert len(names()) == 17
    assert names()[15] == ("medtop:16000000", "conflict, war and peace")


def test_the_second_head_sees_entries_as_rows_or_alone():
    random = np.random.default_rng(0)
    given = [random.normal(size=(3, width)) for width in LAYOUT.values()]
    rows = features(*given)
    alone = features(*(one[1] for one in given))
    assert np.allclose(rows[1], alone)
    assert rows.shape[1] == len(heads().levels.weights)
