"""Dependencies: each is explained, and the locks agree."""

import re
import tomllib
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements.worker.lock", "requirements.build.lock")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def normal(requirement: str) -> str:
    found = _NAME.match(requirement)
    assert found, requirement
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def runtime() -> set[str]:
    return {normal(line) for line in project()["project"]["dependencies"]}


def optional() -> set[str]:
    extras = project()["project"].get("optional-dependencies", {}).values()
    groups = project().get("dependency-groups", {}).values()
    lines = chain(*extras, *groups)
    return {normal(line) for line in lines if isinstance(line, str)}


def pins(lock: str) -> dict[str, str]:
    """Each package of a lock with everything that the lock says of it."""
    blocks = re.split(r"\n(?=\S)", (ROOT / lock).read_text(encoding="utf-8").strip())
    return {normal(block): block for block in blocks}


def test_every_dependency_is_explained_and_nothing_else() -> None:
    text = (ROOT / "docs" / "DEPENDENCIES.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", text, re.MULTILINE)
    explained = {normal(name) for name, _, _ in rows if name != "package" and "-" * 3 not in name}
    assert explained == runtime() | optional()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash_and_no_lock_names_a_host(lock: str) -> None:
    assert all("--hash=sha256:" in block for block in pins(lock).values())
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text


@pytest.mark.parametrize("lock", LOCKS[1:])
def test_the_small_locks_say_the_same_as_the_large_one(lock: str) -> None:
    large = pins("requirements.lock")
    assert {name: large.get(name) for name in pins(lock)} == pins(lock)


def test_the_worker_lock_holds_what_a_worker_needs_and_no_tools() -> None:
    locked = set(pins("requirements.worker.lock"))
    assert runtime() <= locked
    assert not locked & (optional() - runtime())


def test_the_build_lock_holds_what_builds_the_wheel() -> None:
    required = {normal(line) for line in project()["build-system"]["requires"]}
    assert required <= set(pins("requirements.build.lock"))
    assert len(pins("requirements.build.lock")) < 12


def test_make_lock_writes_every_lock() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert all(f"-o {lock}" in makefile for lock in LOCKS)


def test_the_changelog_has_an_unreleased_section_on_top() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE)[0] == "[Unreleased]"
