"""Figures do not fall, and the table says what was measured."""

from __future__ import annotations

import json
from datetime import date

import pytest

from bench.score import SCORERS, Score, floors, measure, page_text, table
from bench.score.scorers import Scorer

CHEAP = [scorer for scorer in SCORERS if scorer.cheap]


def score(name="a", value=0.9, goal=0.8):
    return Score(name, value, goal, 1200, "pages", "a note")


@pytest.mark.parametrize("scorer", CHEAP, ids=lambda scorer: scorer.name)
def test_no_figure_falls_below_its_floor(scorer):
    found = measure([scorer], None)
    known = floors.read()
    assert {score.name for score in found} <= set(known), "python -m bench.score --floors"
    assert floors.drops(found, known) == []


def test_a_drop_beyond_noise_is_one_and_what_was_not_measured_is_none():
    assert floors.drops([score(value=0.9), score("b", None)], {"a": 0.9, "b": 0.9}) == []
    assert floors.drops([score(value=0.899)], {"a": 0.9}) == []
    assert floors.drops([score(value=0.89)], {"a": 0.9}) == [
        "a: 0.8900 is below its floor of 0.9000"
    ]


def test_floors_are_written_below_their_figures_and_others_stay(tmp_path):
    path = tmp_path / "floor.json"
    floors.write([score("a", 0.99999), score("b", 0.5)], path)
    floors.write([score("b", 0.7), score("c", None)], path)
    assert floors.read(path) == {"a": 0.9999, "b": 0.7}


def test_the_table_says_whether_goals_are_reached():
    page = table.markdown([score(), score("b", 0.7), score("c", None)], date(2025, 3, 4))
    rows = [line for line in page.splitlines() if line.startswith(("| a", "| b", "| c"))]
    assert rows[0].startswith("| a | 0.900 | ≥ 0.8 | yes | 1,200 | pages | a note | 2025-03-04 |")
    assert "| **no** |" in rows[1]
    assert "| not measured |" in rows[2]
    figures = json.loads(table.as_json([score()], date(2025, 3, 4)))["figures"]
    assert figures[0]["reached"] is True


def test_two_figures_of_one_name_are_refused():
    twice = Scorer("x", lambda _: [score(), score()])
    with pytest.raises(ValueError, match="one name: a"):
        measure([twice], None)


def test_every_page_has_gold():
    for folder in page_text.HALVES.values():
        assert {path.stem for path in folder.glob("*.txt")} == set(page_text.names(folder))


def test_a_line_of_two_things_is_scored_by_what_most_of_it_is(tmp_path):
    page = "Storm live: roofs fly\nWinds reach 110 km/h\nAdvertisementThe bridge is closed, police say."
    gold = [
        {"label": "page-headline", "text": "Storm live: roofs fly"},
        {"label": "standfirst", "text": "Winds reach 110 km/h"},
        {"label": "boilerplate", "text": "Advertisement"},
        {"label": "body", "text": "The bridge is closed, police say.", "opens": True},
    ]
    (tmp_path / "x.txt").write_text(page)
    (tmp_path / "x.gold.json").write_text(json.dumps(gold))
    reading = page_text.read("x", tmp_path)
    assert page_text.boundary_f1([reading]) == 1
    assert [(piece.label, label) for piece, label in reading.pairs()[2:]] == [
        ("boilerplate", "boilerplate"),
        ("body", "body"),
    ]
    (tmp_path / "x.gold.json").write_text(json.dumps(gold[:-1]))
    with pytest.raises(ValueError, match="gold is not of the page's text"):
        page_text.read("x", tmp_path)
