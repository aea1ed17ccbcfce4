"""Quotes and claims of invented entries in the manner of papers of several countries.

`attribution/*.txt` holds them: an entry a line (`⏎` parts paragraphs), then its quotes as
`directness | parts | speaker` and its claims as `claim status | claimant | outlet`, and nothing else.
"""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from streams.core.enrich.facts import extract

FOLDER = Path(__file__).parent / "attribution"
ARTICLE = re.compile(r"^(?:the|an?|his|her|its|their) ", re.IGNORECASE)
INNER = re.compile(r"\w(?:.*\w)?", re.DOTALL)


class Expected(NamedTuple):
    quotes: list[tuple[str, tuple[str, ...], str]]
    claims: list[tuple[str, str, str]]


def inner(text):
    found = INNER.search(text)
    return found[0] if found else text


def name(text):
    return ARTICLE.sub("", text or "-").casefold()


def read(text):
    for block in text.strip().split("\n\n"):
        body, *lines = block.split("\n")
        expected = Expected([], [])
        for line in lines:
            kind, what, who = line.strip().split(" | ")
            if kind.startswith("claim "):
                expected.claims.append((kind.removeprefix("claim "), name(what), name(who)))
            else:
                parts = tuple(inner(part) for part in what.split(" + "))
                expected.quotes.append((kind, parts, name(who)))
        yield body.replace(" ⏎ ", "\n"), expected


ENTRIES = [
    pytest.param(body, expected, id=f"{path.stem}-{number}")
    for path in sorted(FOLDER.glob("*.txt"))
    for number, (body, expected) in enumerate(read(path.read_text("utf-8")), 1)
]


@pytest.mark.parametrize(("body", "expected"), ENTRIES)
def test_entries(body, expected):
    facts = extract("", body, at=None, bylines=())
    assert [
        (
            quote.directness,
            tuple(inner(body[span.start : span.end]) for span in quote.spans),
            name(quote.speaker),
        )
        for quote in facts.quotes
    ] == expected.quotes
    assert sorted(
        (claim.status, name(claim.claimant), name(claim.outlet)) for claim in facts.claims
    ) == sorted(expected.claims)


def test_every_fact_has_evidence_rule_and_a_confidence_that_was_measured():
    for body, _ in (entry.values for entry in ENTRIES):
        facts = extract("", body, at=None, bylines=())
        for fact in (*facts.quotes, *facts.claims):
            assert fact.evidence is not None
            assert body[fact.evidence.start : fact.evidence.end].strip()
            assert re.fullmatch(r"(?:quote|claim)\.[a-z-]+/\d", fact.rule)
            assert 0 < fact.confidence <= 1


def test_the_text_of_a_quote_is_what_its_spans_show():
    for body, _ in (entry.values for entry in ENTRIES):
        for quote in extract("", body, at=None, bylines=()).quotes:
            assert quote.text == "\n".join(body[span.start : span.end] for span in quote.spans)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("piece", ["“a ", "X said ", "said, ", "“A,” he said, “b”; ", "“A” B: "])
def test_a_hostile_text_is_read_in_time_that_grows_with_it(piece):
    extract("", piece * 2000, at=None, bylines=())
