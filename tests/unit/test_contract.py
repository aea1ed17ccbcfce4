"""The published contract: what the models give, and what the pipeline really writes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from pydantic import ValidationError

import schemas
import streams
from schemas import RawEntry, Story, from_structured, to_structured
from streams import contract
from streams.settings import Settings
from streams.topics import TOPICS
from tests.conftest import ROOT
from tests.helpers.npm import package_file

COVERAGES = ROOT / "tests" / "fixtures" / "coverages"
GOLDEN = sorted(COVERAGES.glob("*.events.jsonl"))
RAW_LINES = [path for path in sorted(COVERAGES.glob("*.jsonl")) if path not in GOLDEN]
SCHEMAS = sorted(contract.FOLDER.glob("*.schema.json"))


def validator(name: str) -> jsonschema.Draft202012Validator:
    document = json.loads((contract.FOLDER / f"{name}.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(document)
    return jsonschema.Draft202012Validator(document)


def lines(path: Path) -> list[bytes]:
    return path.read_bytes().removesuffix(b"\n").split(b"\n")


def test_the_packages_are_ours():
    for package in (streams, schemas):
        assert Path(package.__file__).parent.parent == ROOT


def test_the_written_files_are_those_that_the_models_give():
    assert contract.stale() == []


def test_a_changed_a_missing_and_a_foreign_file_are_stale(tmp_path):
    contract.export(tmp_path)
    assert contract.stale(tmp_path) == []
    assert contract.export(tmp_path) == []
    (tmp_path / "event.schema.json").write_text("{}")
    (tmp_path / "story.schema.json").unlink()
    (tmp_path / "other.json").write_text("{}")
    assert contract.stale(tmp_path) == ["event.schema.json", "other.json", "story.schema.json"]


def test_the_asyncapi_document_is_asyncapi_3():
    schema = package_file(
        "@asyncapi/specs",
        "6.11.1",
        "A3WBLqAKGoJ2+6FWFtpjBlCQ1oFCcs4GxF7zsIGvNqp/klGUHjlA3aAcZ9XMMpLGE8zPeYDz2x9FmO6DSuKraQ==",
        "schemas/3.0.0-without-$id.json",
        Settings().cache_dir,
    )
    official = jsonschema.Draft7Validator(json.loads(schema))
    document = yaml.safe_load((contract.FOLDER / "asyncapi.yaml").read_text("utf-8"))
    official.validate(document)
    document["operations"]["push_news_raw"]["action"] = "explode"
    with pytest.raises(jsonschema.ValidationError):
        official.validate(document)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name)
def test_golden_events_are_what_the_schema_says(path):
    event = validator("event")
    for line in lines(path):
        event.validate(json.loads(line)["data"])


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name)
def test_golden_events_are_cloudevents_and_survive_being_read(path):
    for line in lines(path):
        document = json.loads(line)
        assert document["specversion"] == "1.0"
        assert document["type"] == document["data"]["type"]
        assert document["id"] == document["data"]["id"]
        assert to_structured(from_structured(line)) == line


@pytest.mark.parametrize("path", RAW_LINES, ids=lambda path: path.name)
def test_what_is_taken_as_an_entry_is_what_the_schema_says(path):
    schema = validator("raw-entry")
    taken = 0
    for line in lines(path):
        try:
            entry = RawEntry.model_validate_json(line)
        except ValidationError:
            continue
        taken += 1
        schema.validate(json.loads(line))
        schema.validate(json.loads(entry.to_json()))
    assert taken


@pytest.mark.parametrize(
    "bad",
    [
        {"headline": "no coverage"},
        {"coverage": {"id": "b"}, "operation": "explode"},
        {"coverage": {"id": "b"}, "urgency": 9},
        {"coverage": {"id": "b"}, "desk": "No Desk"},
        {"coverage": {"id": ""}},
    ],
)
def test_the_schema_refuses_what_the_model_refuses(bad):
    assert not validator("raw-entry").is_valid(bad)
    with pytest.raises(ValidationError):
        RawEntry.model_validate(bad)


@pytest.mark.parametrize("name", ["event", "story", "dead-letter"])
def test_the_tag_that_names_the_version_is_required(name):
    document = json.loads((contract.FOLDER / f"{name}.schema.json").read_text("utf-8"))
    found = [document, *document.get("$defs", {}).values()]
    tagged = [node for node in found if "const" in node.get("properties", {}).get("type", {})]
    assert len(tagged) == (5 if name == "event" else 1)
    for node in tagged:
        assert "type" in node["required"]
        assert re.search(r"\.v1$", node["properties"]["type"]["const"])


def test_an_empty_story_is_what_the_schema_says():
    story = Story(id="s", desk="main", entries=0, revisions=0, duplicates=0, latest="e")
    validator("story").validate(json.loads(story.to_json()))


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_every_model_of_a_schema_is_named_in_its_own_file(path):
    document = json.loads(path.read_text("utf-8"))
    for reference in references(document):
        assert resolve(reference, document, path.parent) is not None


def references(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        return own + [found for value in node.values() for found in references(value)]
    if isinstance(node, list):
        return [found for value in node for found in references(value)]
    return []


def resolve(reference: str, document: Any, folder: Path) -> Any:
    """What a reference names, in the document or in a file beside it."""
    file, _, path = reference.partition("#")
    if file:
        document = json.loads((folder / file).read_text("utf-8"))
    for part in filter(None, path.split("/")):
        document = document[part.replace("~1", "/").replace("~0", "~")]
    return document


@pytest.fixture(scope="module")
def asyncapi() -> dict[str, Any]:
    return yaml.safe_load((contract.FOLDER / "asyncapi.yaml").read_text("utf-8"))


def test_asyncapi_has_what_version_3_requires(asyncapi):
    assert re.fullmatch(r"3\.\d+\.\d+", asyncapi["asyncapi"])
    assert {"title", "version"} <= asyncapi["info"].keys()
    assert set(asyncapi) <= {
        "asyncapi", "id", "info", "servers", "defaultContentType", "channels", "operations",
        "components",
    }  # fmt: skip
    for channel in asyncapi["channels"].values():
        assert channel["address"]
        assert channel["messages"]
        assert channel["bindings"]["kafka"]["bindingVersion"]
    for operation in asyncapi["operations"].values():
        assert operation["action"] in {"send", "receive"}
        assert set(operation["channel"]) == {"$ref"}
    for message in asyncapi["components"]["messages"].values():
        assert {"schemaFormat", "schema"} == message["payload"].keys()


def test_every_reference_of_asyncapi_resolves(asyncapi):
    found = references(asyncapi)
    assert found
    for reference in found:
        assert resolve(reference, asyncapi, contract.FOLDER) is not None


def test_asyncapi_names_every_topic_that_others_see(asyncapi):
    shown = {topic.name for topic in TOPICS if topic.audience != "internal"}
    assert {channel["address"] for channel in asyncapi["channels"].values()} == shown
    received = [
        o["channel"]["$ref"] for o in asyncapi["operations"].values() if o["action"] == "receive"
    ]
    assert received == ["#/channels/news_raw"]
