"""The wheel as subscribers get it: alone in an environment of its own, against real Kafka."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

from streams import __version__
from tests.conftest import ROOT

from .making import event, make_topic, send

CLIENT = ROOT / "client"


def run(*command: str | Path, **options) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command],
        check=False,
        capture_output=True,
        text=True,
        timeout=100,
        **options,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built offline from what is committed; without the link, for not every checkout has links."""
    folder = tmp_path_factory.mktemp("source")
    for name in ("client", "schemas"):
        shutil.copytree(
            ROOT / name,
            folder / name,
            symlinks=True,
            ignore=shutil.ignore_patterns("__pycache__", "dist"),
        )
    (folder / "streams").mkdir()
    shutil.copy(ROOT / "streams" / "__init__.py", folder / "streams")
    shutil.copy(ROOT / "LICENSE", folder)
    (folder / "client" / "copydesk_client" / "schemas").unlink()
    done = run(
        *(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder / "out"),
        cwd=folder / "client",
    )
    assert done.returncode == 0, done.stderr
    (built,) = (folder / "out").glob("*.whl")
    return built


def test_the_wheel_holds_the_client_with_the_contract_and_nothing_else(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    info = f"copydesk_client-{__version__}.dist-info/"
    held = {name for name in names if not name.startswith(info) and not name.endswith("/")}
    own = {path.name for path in (CLIENT / "copydesk_client").glob("*.*") if path.is_file()}
    contract = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "schemas").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    expected = {f"copydesk_client/{name}" for name in own | contract | {"LICENSE"}}
    assert held == expected
    assert {"copydesk_client/py.typed", "copydesk_client/schemas/event.py"} <= held


def test_the_working_copy_has_the_contract_once():
    link = CLIENT / "copydesk_client" / "schemas"
    assert link.is_symlink()
    assert link.resolve() == ROOT / "schemas"


def test_it_asks_for_the_versions_that_the_service_asks_for():
    def needs(path: Path) -> set[str]:
        return set(tomllib.loads(path.read_text("utf-8"))["project"]["dependencies"])

    assert needs(CLIENT / "pyproject.toml") <= needs(ROOT / "pyproject.toml")


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that has the wheel and what it depends on, and no service."""
    home = tmp_path_factory.mktemp("home")
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    scheme = {"base": str(home), "platbase": str(home)}
    packages = Path(sysconfig.get_path("purelib", "venv", scheme))
    # a .pth file does not bring in that environment's own .pth files: copydesk itself stays out
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    found = Path(sysconfig.get_path("scripts", "venv", scheme)) / "python"
    done = run(
        *(sys.executable, "-m", "uv", "pip", "install", "--quiet", "--python", found),
        *("--offline", "--no-deps", "--no-index", wheel),
        env=outside(),
    )
    assert done.returncode == 0, done.stderr
    return found


def outside() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "PIP", "COPYDESK"))}


EXAMPLE = """
import asyncio, sys
from copydesk_client import Latest, subscribe, subscribe_sync

async def main():
    latest = Latest()
    options = dict(brokers=sys.argv[2], from_="beginning", until_end=True, desks=["main"])
    async with subscribe(sys.argv[1], group="wheel", **options) as events:
        async for event in events:
            latest.apply(event)
            await events.commit()
    print(*sorted(latest))

asyncio.run(main())
with subscribe_sync(sys.argv[1], group="wheel", brokers=sys.argv[2], until_end=True) as events:
    print(len(list(events)))
foreign = {name.partition(".")[0] for name in sys.modules} & {"schemas", "streams", "faust", "aiohttp"}
print(sorted(foreign))
"""


@pytest.mark.broker
def test_it_subscribes_on_its_own(python, brokers, tmp_path):
    async def fill() -> None:
        await make_topic(brokers, "wheel.events", 2)
        gone = event(3, "withdrawn", entry="entry-1", revision=2, withdraws=["id-1"])
        await send(brokers, "wheel.events", event(1), event(2), event(2), gone)

    asyncio.run(fill())
    done = run(
        *(python, "-W", "error", "-c", EXAMPLE, "wheel.events", brokers),
        cwd=tmp_path,
        env=outside(),
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["entry-2", "0", "[]"]


def test_neither_schemas_nor_streams_can_be_imported_beside_it(python, tmp_path):
    for name in ("schemas", "streams"):
        done = run(python, "-c", f"import {name}", cwd=tmp_path, env=outside())
        assert "ModuleNotFoundError" in done.stderr


def test_its_description_for_types_is_complete(python, tmp_path):
    (tmp_path / "typed.py").write_text(
        "from typing import assert_type\n"
        "from copydesk_client import Story, subscribe, subscribe_sync, Withdrawn\n"
        "async def main() -> None:\n"
        "    async with subscribe('news.events', desks='world') as events:\n"
        "        async for event in events:\n"
        "            if isinstance(event, Withdrawn):\n"
        "                assert_type(event.withdraws, tuple[str, ...])\n"
        "            await events.commit()\n"
        "    for story in subscribe_sync('news.stories'):\n"
        "        assert_type(story, Story)\n",
        encoding="utf-8",
    )
    done = run(
        *(sys.executable, "-m", "mypy", "--strict", "--python-executable", python, "typed.py"),
        cwd=tmp_path,
        env=outside(),
    )
    assert "no issues found" in done.stdout, done.stdout
