"""What happened: actions on the PLOVER scheme, who acts upon whom, and whether it is so.

Records of PLOVER and the coding tests of PETRARCH-2 give a sentence one root class. They are cut in
halves by a hash of their words, so that a sentence with two records is in one: the half ``dev`` was
read while the rules were written, ``test`` is only counted. A sentence in which nothing is found
counts as wrong.

The records of PLOVER are of its version of 2016; ``DEMAND``, ``DISAPPROVE``, ``INVESTIGATE`` and
``FIGHT`` are read as the classes that took them up in 2021.

The tests of PETRARCH-2 test a program with dictionaries of their own: most of their codes come from
them and from an older scheme (WEIS), whatever their number means in CAMEO. "Warned" is 160 (there
"reduce relations"), "condemned" 122 ("reject"), "welcomed" 041 ("discuss by telephone"), "fired
shells" 194, and one sentence about ties stands there forty times. Read by CAMEO's roots they say how
far the two agree, not how often a root class is right.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple, cast

from schemas import Action
from schemas.facts import Root
from streams.core.enrich.facts import extract
from streams.core.events.roots import QUADS

from . import calibration
from .cameo_dictionary import dictionary, first_root
from .score import Score, f1, f1_by_label, mean

HALVES: Final = ("dev", "test")
GOALS: Final = {"root": 0.70, "quad": 0.80}
_PLOVER: Final = Path("events", "plover_gsr", "gold_standard_records", "PLOVER_GSR_CAMEO.txt")
_PETRARCH: Final = Path(
    "events", "petrarch2_tests", "petrarch2", "data", "text", "PETR.UnitTest.records.xml"
)
_DEV: Final = 3
"""Fifths of the records that are ``dev``."""
_RENAMED: Final[dict[str, Root]] = {
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT",
}
_CAMEO: Final[dict[str, Root]] = {
    "02": "REQUEST", "03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE",
    "07": "AID", "08": "CONCEDE", "09": "ACCUSE", "10": "REQUEST", "11": "ACCUSE",
    "12": "REJECT", "13": "THREATEN", "14": "PROTEST", "15": "MOBILIZE", "16": "SANCTION",
    "17": "COERCE", "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT",
}  # fmt: skip


class Record(NamedTuple):
    """A sentence, its root class, and the words for who acts upon whom."""

    text: str
    root: Root
    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


def scores(eval_data: Path | None) -> list[Score]:
    """The figures of both halves of both sets."""
    found = []
    known = dictionary(eval_data, _CAMEO)
    for half in HALVES:
        records = [one for one in plover(eval_data) if half_of(one.text) == half]
        found += _roots(f"actions, PLOVER {half}", "records of PLOVER", half, records, known)
        found += _actors(half, records)
        tests = [one for one in petrarch(eval_data) if half_of(one.text) == half]
        found += _roots(
            f"actions, PETRARCH {half}", "coding tests of PETRARCH-2", half, tests, known
        )
    return found


def half_of(text: str) -> str:
    """The half that a sentence is in."""
    words = " ".join(re.findall(r"\w+", text.lower()))
    fifth = int(hashlib.sha256(words.encode()).hexdigest(), 16) % 5
    return "dev" if fifth < _DEV else "test"


def first_action(text: str) -> Action | None:
    """What is found in a sentence."""
    actions = extract("", text, at=None, bylines=()).actions
    return actions[0] if actions else None


def plover(eval_data: Path | None) -> Iterator[Record]:
    """The records of PLOVER."""
    path = eval_data / _PLOVER if eval_data else None
    if path is None or not path.is_file():
        return
    for row in json.loads(path.read_text(encoding="utf-8")):
        if "text" in row:
            root = _RENAMED.get(row["event"], row["event"])
            yield Record(row["text"], root, _named(row, "source"), _named(row, "target"))


def _named(row: dict[str, object], role: str) -> tuple[str, ...]:
    actors = row.get(role)
    return tuple(
        actor["actorText"]
        for actor in (actors if isinstance(actors, list) else [])
        if isinstance(actor, dict) and actor.get("actorText")
    )


def petrarch(eval_data: Path | None) -> Iterator[Record]:
    """The tests with a code of CAMEO's numbers, each sentence once."""
    path = eval_data / _PETRARCH if eval_data else None
    if path is None or not path.is_file():
        return
    text = re.sub(r"<!--.*?-->", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    seen = set()
    for block in re.findall(r"<Sentence\b.*?</Sentence>", text, flags=re.DOTALL):
        words = re.search(r"<Text>(.*?)</Text>", block, flags=re.DOTALL)
        code = re.search(r'eventcode\s*=\s*"(\d{2,4})', block)
        sentence = " ".join(words[1].split()) if words else ""
        if code and code[1][:2] in _CAMEO and sentence not in seen:
            seen.add(sentence)
            yield Record(sentence, _CAMEO[code[1][:2]])


def _roots(
    name: str, data: str, half: str, records: Sequence[Record], known: Mapping[str, Root]
) -> list[Score]:
    found = [first_action(record.text) for record in records]
    roots = [(one.root, act.root if act else "") for one, act in zip(records, found, strict=True)]
    quads = [(QUADS[gold], QUADS[root] if root else "") for gold, root in roots]
    goal = half == "test"
    answered = [pair for pair in roots if pair[1]]
    each = f1_by_label(roots)
    detail = ", ".join(f"{root} {value:.2f}" for root, value in each.items())
    right = mean(gold == root for gold, root in answered)
    looked = [(record.root, first_root(record.text, known)) for record in records]
    quadded = [(QUADS[gold], QUADS.get(cast("Root", root), "")) for gold, root in looked]
    plain = [mean(f1_by_label(pairs).values()) for pairs in (looked, quadded)]
    note = f"majority {_majority(roots):.2f}, CAMEO dictionary {plain[0]:.2f}; of those found {right:.3f} right"
    figures = (
        ("root: macro-F1", each, f"{note}; {detail}" if half == "dev" else note),
        (
            "quad: macro-F1",
            f1_by_label(quads),
            f"majority {_majority(quads):.2f}, CAMEO dictionary {plain[1]:.2f}",
        ),
    )
    made = [
        Score(
            f"{name}: {what}",
            mean(values.values()) if records else None,
            GOALS[what[:4]] if goal else None,
            len(records),
            f"{data}, {half}",
            said,
        )
        for what, values, said in figures
    ]
    share = len(answered) / len(records) if records else None
    judged = [
        (act.confidence, act.root == one.root)
        for one, act in zip(records, found, strict=True)
        if act
    ]
    sure = 1 - calibration.error(judged) if records else None
    made.append(
        Score(
            f"{name}: reliability",
            sure,
            None,
            len(judged),
            f"{data}, {half}",
            calibration.table(judged),
        )
    )
    made.append(Score(f"{name}: found", share, None, len(records), f"{data}, {half}"))
    return made


def _majority(pairs: Sequence[tuple[str, str]]) -> float:
    """Macro-F1 of always giving the commonest label."""
    labels = Counter(gold for gold, _ in pairs)
    most, count = labels.most_common(1)[0] if labels else ("", 0)
    return f1(count, len(pairs), count) / len(labels) if most else 0.0


def _actors(half: str, records: Sequence[Record]) -> list[Score]:
    """How often source and target share their words with one that the record names."""
    made = []
    acts = [(record, first_action(record.text)) for record in records]
    for role in ("source", "target"):
        pairs = [
            (record.sources + (record.targets if not record.targets else ()), act.source)
            if role == "source"
            else (record.targets, act.target)
            for record, act in acts
            if act
        ]
        named = [(gold, actor) for gold, actor in pairs if gold]
        right = [actor is not None and same(actor.name, gold) for gold, actor in named]
        made.append(
            Score(
                f"actions, PLOVER {half}: {role}",
                mean(right) if records else None,
                None,
                len(named),
                f"records of PLOVER, {half}",
                f"of those found; given in {mean(actor is not None for _, actor in named):.2f}",
            )
        )
    return made


def same(name: str, gold: Sequence[str]) -> bool:
    """Whether a name has the head of one of the gold, or half of its words."""
    words = set(re.findall(r"\w+", name.lower()))
    for one in gold:
        theirs = re.findall(r"\w+", one.lower())
        if theirs and (words >= {theirs[-1]} or 2 * len(words & set(theirs)) >= len(theirs)):
            return True
    return False
