"""What is out stays readable: frozen events and frozen schemas of the first version.

``golden-v1/`` and ``schemas-v1/`` are never written again. A line or a field may be added to them by
a later version of the contract, so that it is held to that as well; nothing in them is changed.
"""

from __future__ import annotations

import copy
import json
from pathlib import Path

import jsonschema
import pytest

from schemas import from_structured
from streams import contract

from .growing import Pair

HERE = Path(__file__).parent
EVENTS = sorted((HERE / "golden-v1").glob("*.events.jsonl"))
SCHEMAS = sorted((HERE / "schemas-v1").glob("*.schema.json"))


def frozen(name: str) -> dict:
    return json.loads((HERE / "schemas-v1" / f"{name}.schema.json").read_text("utf-8"))


def lines() -> list[bytes]:
    return [line for path in EVENTS for line in path.read_bytes().splitlines()]


def test_there_is_something_to_hold_on_to():
    assert len(EVENTS) == 6
    assert {json.loads(line)["type"].split(".")[2] for line in lines()} == {
        "published", "revised", "corrected", "withdrawn", "duplicated",
    }  # fmt: skip
    assert len(SCHEMAS) == 5


@pytest.mark.parametrize("path", EVENTS, ids=lambda path: path.stem)
def test_todays_models_read_the_events_of_the_first_version(path):
    for line in path.read_bytes().splitlines():
        before = json.loads(line)
        after = json.loads(from_structured(line).to_json())
        kept = {name: after[name] for name in before["data"]}
        assert kept == before["data"], "and lose nothing of them"
        assert not any(after[name] for name in after.keys() - kept.keys()), "and make nothing up"


@pytest.mark.parametrize("path", EVENTS, ids=lambda path: path.stem)
def test_todays_schema_and_the_first_one_take_them(path):
    documents = [
        frozen("event"),
        json.loads((contract.FOLDER / "event.schema.json").read_text("utf-8")),
    ]
    for document in documents:
        validator = jsonschema.Draft202012Validator(document)
        for line in path.read_bytes().splitlines():
            validator.validate(json.loads(line)["data"])


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.stem)
def test_schemas_only_grew(path):
    now = json.loads((contract.FOLDER / path.name).read_text("utf-8"))
    is_output = path.name != "raw-entry.schema.json"
    assert Pair(json.loads(path.read_text("utf-8")), now, is_output=is_output).broken() == []


def changed(change) -> list[str]:
    old = frozen("event")
    new = copy.deepcopy(old)
    change(new["$defs"])
    return Pair(old, new, is_output=True).broken()


def set_in(*path: str, to: object):
    def change(node: dict) -> None:
        for part in path[:-1]:
            node = node[part]
        node[path[-1]] = to

    return change


PUBLISHED = ("Published", "properties")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda d: d["Published"]["properties"].pop("headline"), "headline: was removed"),
        (lambda d: d["Span"]["properties"].pop("end"), "evidence.end: was removed"),
        (lambda d: d["Published"]["required"].append("body"), "body: is required now"),
        (lambda d: d["Published"]["required"].remove("urgency"), "urgency: is no longer always"),
        (lambda d: d["Published"]["properties"]["kind"]["enum"].pop(), "kind: fewer values"),
        (set_in(*PUBLISHED, "urgency", "maximum", to=5), "urgency: maximum went down"),
        (set_in(*PUBLISHED, "urgency", "minimum", to=2), "urgency: minimum went up"),
        (set_in(*PUBLISHED, "revision", "type", to="string"), "revision: no longer takes integer"),
        (set_in(*PUBLISHED, "id", to={"anyOf": [{"type": "string"}, {"type": "integer"}]}), "id: may now be integer"),
        (set_in(*PUBLISHED, "id", "pattern", to="^x"), "id: pattern changed"),
        (set_in(*PUBLISHED, "id", "enum", to=["x"]), "id: fewer values"),
        (set_in("Published", "additionalProperties", to=False), "unknown fields are refused"),
        (set_in(*PUBLISHED, "type", "const", to="copydesk.entry.published.v2"), "no longer takes object=copydesk.entry.published.v1"),
        (set_in("Place", "properties", "latitude", to={"type": "number"}), "latitude: no longer takes null"),
        (set_in("Quote", "properties", "spans", "items", to={"type": "string"}), "spans[]: no longer takes object"),
    ],
)  # fmt: skip
def test_what_takes_away_is_found(change, said):
    found = changed(change)
    assert any(said in line for line in found), found


@pytest.mark.parametrize(
    "change",
    [
        set_in(*PUBLISHED, "mood", to={"type": "string"}),
        lambda d: d["Published"]["properties"]["kind"]["enum"].append("poll"),
        set_in(*PUBLISHED, "id", to={"anyOf": [{"type": "string"}, {"type": "null"}]}),
        set_in(*PUBLISHED, "urgency", "maximum", to=9),
        lambda d: d.update(Poll={"type": "object"}),
    ],
)
def test_what_adds_is_fine(change):
    assert changed(change) == []


def test_a_new_type_of_event_is_an_addition():
    old = frozen("event")
    new = copy.deepcopy(old)
    new["$defs"]["Pondered"] = {
        "type": "object",
        "properties": {"type": {"const": "copydesk.entry.pondered.v1"}},
    }
    new["oneOf"].append({"$ref": "#/$defs/Pondered"})
    assert Pair(old, new, is_output=True).broken() == []
    assert Pair(new, old, is_output=True).broken() == [
        "$: no longer takes object=copydesk.entry.pondered.v1"
    ]


def test_what_producers_send_may_be_taken_more_widely():
    old = frozen("raw-entry")
    new = copy.deepcopy(old)
    new["properties"]["version"] = {
        "anyOf": [*old["properties"]["version"]["anyOf"], {"type": "string"}]
    }
    new["required"] = []
    assert Pair(old, new, is_output=False).broken() == []
    assert Pair(new, old, is_output=False).broken() != []
