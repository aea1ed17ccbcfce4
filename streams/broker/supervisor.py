"""The small process between ours and java: it ends java when we are gone, however we went.

Run as a script, with nothing but the standard library. Its standard input is a pipe that only
the parent holds open, so that the pipe's end is the parent's end, kill -9 included, on Linux and
macOS alike. It prints java's process id, and then obeys: ``stop`` ends java gently, ``kill`` at
once. The end of the pipe means stop, with less patience.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time

STOP_S = 15.0
ORPHAN_S = 3.0

_PR_SET_PDEATHSIG = 1


def main(command: list[str]) -> int:
    """Run the command until it ends or has to; its exit code."""
    # A signal has to wake up select(): its handler does nothing, its number goes into the pipe.
    signals, wakeup = os.pipe()
    os.set_blocking(wakeup, False)
    signal.set_wakeup_fd(wakeup, warn_on_full_buffer=False)
    for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: None)
    java = _start(command)
    print(java.pid, flush=True)  # noqa: T201 - the parent reads it
    orders = sys.stdin.fileno()
    watched = [signals, orders]
    deadline: float | None = None
    while java.poll() is None:
        patience = None if deadline is None else max(0.0, deadline - time.monotonic())
        ready, _, _ = select.select(watched, [], [], patience)
        order = None
        if orders in ready:
            order = os.read(orders, 64)
        elif signals in ready:
            order = b"" if set(os.read(signals, 64)) - {signal.SIGCHLD} else None
        elif not ready:
            order = b"kill"
        if order == b"":
            watched = [signals]
        if order is not None:
            deadline = _obey(order, java)
    return java.returncode


def _obey(order: bytes, java: subprocess.Popen[bytes]) -> float:
    """Do what the parent says, or what its end means; when to lose patience."""
    if order.startswith(b"kill"):
        java.kill()
    else:
        java.terminate()
    return time.monotonic() + (STOP_S if order else ORPHAN_S)


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    """Start java. On Linux the kernel ends it too, should this process be the one that is killed.

    preexec_fn is safe here: this process has one thread, and what it calls is loaded before.
    """
    before = None
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 - Linux only

        prctl, parent = ctypes.CDLL(None).prctl, os.getpid()

        def before() -> None:
            prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
            if os.getppid() != parent:
                os._exit(1)

    return subprocess.Popen(  # noqa: S603 - the parent's own command
        command,
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,  # stdout is for the process id; stderr is the log file
        stderr=sys.stderr,
        preexec_fn=before,  # noqa: PLW1509 - one thread, see above
    )


if __name__ == "__main__":
    code = main(sys.argv[1:])
    sys.exit(code if code >= 0 else 128 - code)
