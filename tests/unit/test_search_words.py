from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.core.read_model import Words, marked


@pytest.fixture(scope="module")
def texts():
    connection = sqlite3.connect(":memory:")
    connection.execute(
        'CREATE VIRTUAL TABLE t USING fts5 (a, b, tokenize = "unicode61 remove_diacritics 2")'
    )
    rows = [
        ("Storm over Zürich", "Nine people, one a child, were rescued."),
        ("Storm warning lifted", "The harbour opens again at 18:00. AT&T lines work."),
        ("Not a storm", "NEAR the border OR beyond it"),
    ]
    connection.executemany("INSERT INTO t VALUES (?, ?)", rows)
    yield connection
    connection.close()


def found(texts, words):
    rows = texts.execute("SELECT rowid FROM t WHERE t MATCH ?", (Words.of(words).expression(),))
    return [row for (row,) in rows]


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ("storm", [1, 2, 3]),
        ("STORM zurich", [1]),
        ("storm -zürich", [2, 3]),
        ('"harbour opens"', [2]),
        ('"opens harbour"', []),
        ('-"harbour opens" storm', [1, 3]),
        ("harb*", [2]),
        ("harb", []),
        ("AT&T", [2]),
        ("18:00", [2]),
        ("NEAR OR NOT", [3]),
        ("near", [3]),
        ('"unclosed harbour', []),
        ('"harbour', [2]),
        ("a:b", []),
        ("storm) OR (people", []),
        ("b : people ^one", []),
        ("{people} : ^one", [1]),
        ("*storm", [1, 2, 3]),
        ("storm ! … ()", [1, 2, 3]),
        ("people\x00child", [1]),
        ("peo\ud800ple", []),
    ],
)
def test_people_find_what_they_mean(texts, words, rows):
    assert found(texts, words) == rows


@pytest.mark.parametrize(
    ("words", "said"),
    [("!!! …", "needs a word"), ("-storm", "needs a word"), ("x" * 501, "500"), ("a " * 33, "32")],
)
def test_what_cannot_be_looked_for_is_told(words, said):
    with pytest.raises(ValueError, match=said):
        Words.of(words)


@given(
    st.text(st.characters(codec=None), max_size=80) | st.text('ab"*-^:(){}+ANDORNT ', max_size=40)
)
def test_nothing_that_can_be_typed_is_a_syntax_error(words):
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5 (a)")
        try:
            expression = Words.of(words).expression()
        except ValueError:
            return
        connection.execute("SELECT rowid FROM t WHERE t MATCH ?", (expression,)).fetchall()
    finally:
        connection.close()


def test_a_snippet_is_text_and_spans():
    assert marked("…a \x01storm\x02 and a \x01st🌧rm\x02") == (
        "…a storm and a st🌧rm",
        ((3, 8), (15, 20)),
    )
    assert marked("") == ("", ())
