"""How worker processes run on one machine: alone, or several under one parent."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time

from streams.event_loop import run
from streams.log_format import set_up_logging
from streams.settings import Settings

_log = logging.getLogger(__name__)

_STOP_WITHIN_S = 14.0
_LONGEST_PAUSE_S = 30.0
_WRONG_USE = 2
_SWITCH_S = 0.001


def run_worker(parent: int | None = None) -> int:
    """Run one worker in this process, not longer than ``parent``; returns its exit code."""
    settings = Settings()
    set_up_logging(settings)
    from streams.worker import Worker

    async def main() -> int:
        return await Worker(settings, parent).run()

    # Faust reads Kafka in a thread of its own: by default each waits 5 ms for the other at every
    # hand-over while both have work, several times a hop
    sys.setswitchinterval(_SWITCH_S)
    return run(main())


def supervise(concurrency: int) -> int:
    """Run several workers as child processes; a crashed one is started again, later and later.

    Each child has a data folder and a health port of its own: ``…/worker-0`` and the port of the
    settings, ``…/worker-1`` and the port after it.
    """
    settings = Settings()
    set_up_logging(settings)
    stopping: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _: stopping.append(received))
    children = [_spawn(settings, index) for index in range(concurrency)]
    pauses = [1.0] * concurrency
    restart_at = [0.0] * concurrency
    refused = False
    while not stopping and not refused:
        time.sleep(0.2)
        for index, child in enumerate(children):
            code = child.poll()
            if code is None:
                continue
            if code == _WRONG_USE:
                refused = True  # it will never start: the person must see why
            elif not restart_at[index]:
                _log.error(
                    "worker %d ended with %d, starting again in %.0f s", index, code, pauses[index]
                )
                restart_at[index] = time.monotonic() + pauses[index]
                pauses[index] = min(_LONGEST_PAUSE_S, pauses[index] * 2)
            elif time.monotonic() >= restart_at[index]:
                restart_at[index] = 0.0
                children[index] = _spawn(settings, index)
    codes = _end(children)
    return _WRONG_USE if refused else max(abs(code) for code in codes)


def _spawn(settings: Settings, index: int) -> subprocess.Popen[bytes]:
    port = settings.health_port + index if settings.health_port else 0
    environment = {
        **os.environ,
        "COPYDESK_DATA_DIR": str(settings.data_dir / f"worker-{index}"),
        "COPYDESK_HEALTH_PORT": str(port),
    }
    # a session of its own, so that Ctrl-C reaches the parent alone, which then stops all
    command = [sys.executable, "-m", "streams.cli", "worker", "--parent", str(os.getpid())]
    return subprocess.Popen(command, env=environment, start_new_session=True)  # noqa: S603 - our own program


def _end(children: list[subprocess.Popen[bytes]]) -> list[int]:
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + _STOP_WITHIN_S
    codes = []
    for child in children:
        try:
            codes.append(child.wait(max(0.1, deadline - time.monotonic())))
        except subprocess.TimeoutExpired:
            child.kill()
            codes.append(child.wait())
    return codes
