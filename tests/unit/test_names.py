import numpy as np
import pytest

from streams.core.enrich.named import LISTS, names
from streams.core.enrich.tokens import Part
from streams.core.names import tagger
from streams.core.names.agree import agreed
from streams.core.names.features import SORTS, Known, states
from streams.core.names.net import MARGIN, REACHES, scores, word_vectors
from streams.core.names.pieces import UNKNOWN, pieces
from streams.core.names.tagger import Name, find
from streams.core.names.words import CAPITALS, TITLE, USUAL, manner, plain

STORY = (
    "Henrik Vastergaard, the mayor of Aarhus, told the Danish Broadcasting Corporation that Maersk "
    "would move its ships to Rotterdam.\nVastergaard will meet Ursula von der Leyen in Brussels."
)


def spelt(text, found):
    return {(text[one.start : one.end], one.type) for one in found}


def test_names_are_found_and_typed():
    assert {
        ("Henrik Vastergaard", "per"),
        ("Aarhus", "loc"),
        ("Rotterdam", "loc"),
        ("Ursula von der Leyen", "per"),
    } <= spelt(STORY, find([(STORY, [])], LISTS)[0])


def test_parts_do_not_see_each_other():
    one, two = "Fire in Leeds", STORY
    assert find([(one, []), (two, [])], LISTS) == [
        find([(one, [])], LISTS)[0],
        find([(two, [])], LISTS)[0],
    ]


def test_no_words_no_names():
    assert find([("", []), ("\n  \n", [])], LISTS) == [[], []]
    assert find([], LISTS) == []


def test_what_was_kept_of_words_changes_nothing(monkeypatch):
    first = find([(STORY, [])], LISTS)
    weights, kept = tagger._network()
    monkeypatch.setattr(tagger, "_KEPT", 8)
    few = tagger.Words(weights, kept._known)
    monkeypatch.setattr(tagger, "_network", lambda: (weights, few))
    assert find([(STORY, [])], LISTS) == first
    assert find([("Aarhus", [])], LISTS) == find([("Aarhus", [])], LISTS)


def test_sums_are_whole_and_as_exact_as_those_of_integers():
    weights, kept = tagger._network()
    rng = np.random.default_rng(3)
    wide = weights["in"].shape[0]
    features = rng.integers(-127, 128, (40, wide)).astype(np.float32)
    known = weights["known"][rng.integers(0, len(weights["known"]), 40)]
    told = scores(weights, word_vectors(weights, features), known)
    whole = {name: value.astype(np.int64) for name, value in weights.items()}
    exact = _by_integers(whole, features.astype(np.int64), known.astype(np.int64))
    assert np.array_equal(told, exact[MARGIN:-MARGIN])
    assert kept.of([(["Aarhus"], USUAL)], LISTS).dtype == np.float32


def _by_integers(weights, features, known):
    def stepped(sums):
        # halves go to the even neighbour, as IEEE 754 rounds
        low, rest = np.divmod(sums, 128)
        return np.clip(low + ((rest > 64) | ((rest == 64) & (low % 2 == 1))), 0, 127)

    hidden = stepped(features @ weights["in"] + weights["in_bias"])
    left, middle, right = np.split(hidden @ weights["near0"], 3, axis=1)
    near = middle + known
    near[1:] += left[:-1]
    near[:-1] += right[1:]
    hidden = np.minimum(hidden + stepped(near), 127)
    for layer, reach in enumerate(REACHES, 1):
        empty = np.zeros_like(hidden[:reach])
        seen = np.concatenate(
            [
                np.concatenate([empty, hidden[:-reach]]),
                hidden,
                np.concatenate([hidden[reach:], empty]),
            ],
            1,
        )
        near = seen @ weights[f"near{layer}"] + weights[f"near{layer}_bias"]
        hidden = np.minimum(hidden + stepped(near), 127)
    return hidden @ weights["out"] + weights["out_bias"]


@pytest.mark.parametrize(
    ("word", "ids"),
    [
        ("Marchenko", [2, 3]),
        ("MÁRCHENKO", [2, 3]),
        ("march", [2]),
        ("enko", [UNKNOWN]),
        ("", [UNKNOWN]),
    ],
)
def test_pieces_are_the_longest_first(word, ids):
    assert pieces(word, {"march": 2, "mar": 4, "##enko": 3, "##chenko": 5}) == ids


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Police search for boy missing in Leeds", USUAL),
        ("POLICE SEARCH FOR BOY", CAPITALS),
        ("Police Search for Missing Boy", TITLE),
        ("US", USUAL),
    ],
)
def test_manner_of_a_line(line, expected):
    assert manner(line.split()) == expected


def test_plain_keeps_every_place():
    assert plain("“It’s”") == '"It\'s"'


def test_lists_mark_the_first_word_and_the_further_ones():
    sort = SORTS.index("country")
    told = states([-1, 0, 4, 11, 20], [Known(4, 19, "country")]).tolist()
    assert told == [0, 0, 1 + 2 * sort, 2 + 2 * sort, 0]


def test_what_is_spelt_alike_is_of_one_type_and_named_again():
    text = "Karoo Melk sold. Karoo Melk said Karoo Melks and Karoo Melk."
    found = [Name(0, 10, "org", 900), Name(17, 27, "per", 300)]
    (told,) = agreed([text], [found], acts=lambda _: False)
    assert [(one.start, one.type) for one in told] == [(0, "org"), (17, "org"), (49, "org")]


def test_a_country_may_be_a_place_here_and_act_there():
    text = "Iran fired. A blast in Iran."
    found = [Name(0, 4, "org", 900), Name(23, 27, "loc", 300)]
    (told,) = agreed([text], [found], acts=lambda name: name == "Iran")
    assert told == found


def test_spans_are_of_the_text_with_curly_marks():
    text = "“Odette’s plan,” said Paul O’Brien."
    (found,) = names([(Part("body", text), [])])
    assert all(text[one.start : one.end].strip("“”’") for one in found)
    assert any("Brien" in text[one.start : one.end] and one.type == "per" for one in found)
