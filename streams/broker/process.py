"""One node's java, with the supervisor that ends it when this process is gone."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from streams.errors import BrokerError

from . import supervisor
from .config import last_words

_LOG_TAIL_BYTES = 64 * 1024


class JavaProcess:
    """A running java; see ``supervisor`` for how it is kept from outliving this process."""

    def __init__(self, command: list[str], data: Path, name: str, lock: int) -> None:
        self.log = data / f"{name}.log"
        tmp = data / f"{name}.tmp"
        shutil.rmtree(tmp, ignore_errors=True)
        tmp.mkdir()
        if self.log.exists():
            self.log.replace(data / f"{name}.log.1")
        with self.log.open("wb") as log:
            self._supervisor = subprocess.Popen(  # noqa: S603 - our own script
                [sys.executable, "-I", "-S", supervisor.__file__, *command],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=data,
                env=java_environment(),
                pass_fds=(lock,),
                # Ctrl-C goes to the whole group of a terminal: java must not get it before we stop.
                start_new_session=True,
            )
        assert self._supervisor.stdout is not None  # noqa: S101 - a pipe was asked for
        line = self._supervisor.stdout.readline().strip()
        if not line.isdigit():
            words = self.last_words()
            self.close()
            raise BrokerError(f"java cannot be started: {words}; see {self.log}")
        self.pid = int(line)

    def tell(self, order: str) -> None:
        """Say ``stop`` or ``kill`` to the supervisor."""
        assert self._supervisor.stdin is not None  # noqa: S101 - a pipe was asked for
        with contextlib.suppress(BrokenPipeError):  # it may have ended already
            self._supervisor.stdin.write(order.encode() + b"\n")
            self._supervisor.stdin.flush()

    def is_alive(self) -> bool:
        """Whether java runs."""
        return self._supervisor.poll() is None

    def close(self) -> None:
        """Wait until java has ended, and release the pipes."""
        # The supervisor itself loses patience and kills; this limit is for a machine that hangs.
        try:
            self._supervisor.wait(supervisor.STOP_S + 15)
        finally:
            for pipe in (self._supervisor.stdin, self._supervisor.stdout):
                if pipe is not None:
                    with contextlib.suppress(BrokenPipeError):
                        pipe.close()

    def last_words(self) -> str:
        """Why it ended, as far as the log tells."""
        return last_words(tail(self.log))


def tail(log: Path) -> str:
    """The end of a log file."""
    try:
        with log.open("rb") as file:
            file.seek(0, os.SEEK_END)
            file.seek(max(0, file.tell() - _LOG_TAIL_BYTES))
            return file.read().decode("utf-8", "replace")
    except OSError:
        return ""


def java_environment() -> dict[str, str]:
    """The environment of java: ours, with a locale in which any path can be opened."""
    return {**os.environ, "LC_ALL": "C.UTF-8"}
