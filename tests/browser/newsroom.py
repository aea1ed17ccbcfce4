"""A whole newsroom: Kafka, a worker, and the gateway as a process that can be ended."""

from __future__ import annotations

import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterable
from pathlib import Path
from typing import Self

from schemas import RawEntry
from streams.broker.ports import free_ports
from streams.cli.playing import play
from streams.settings import Settings
from streams.timeline import Timed
from tests.broker.workers import COPYDESK, environment, push


class Gateway:
    """``copydesk gateway`` on a port that stays the same when it is started again."""

    def __init__(self, settings: Settings, log: Path, token: str = "") -> None:
        self._settings = settings
        self._token = token
        self._log = log
        self._port = free_ports(1)[0]
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"http://127.0.0.1:{self._port}/"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self, patience_s: float = 45) -> None:
        """Start it, and wait until it is ready."""
        with self._log.open("ab") as file:
            more = {"COPYDESK_GATEWAY_PORT": str(self._port)}
            if self._token:
                more["COPYDESK_GATEWAY_READ_TOKENS"] = self._token
            self._process = subprocess.Popen(
                [*COPYDESK, "gateway", *(() if self._token else ("--no-auth",))],
                env=environment(self._settings, **more),
                stdout=file,
                stderr=file,
                stdin=subprocess.DEVNULL,
            )
        deadline = time.monotonic() + patience_s
        while not self._is_ready():
            assert self._process.poll() is None, self._log.read_text("utf-8")
            assert time.monotonic() < deadline, self._log.read_text("utf-8")
            time.sleep(0.1)

    def stop(self) -> None:
        """SIGTERM; it ends within seconds."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise
        self._process = None

    def _is_ready(self) -> bool:
        # /readyz is good before the read model is built, and until then searches are put off
        path = "readyz" if self._token else "v1/events?limit=1"
        try:
            with urllib.request.urlopen(f"{self.url}{path}", timeout=5) as answer:
                return answer.status == 200
        except (OSError, urllib.error.HTTPError):
            return False


class Newsroom:
    """What a test does to it: push entries, replay a coverage, end the gateway."""

    def __init__(self, settings: Settings, gateway: Gateway) -> None:
        self._settings = settings
        self.gateway = gateway
        self.url = gateway.url

    async def push(self, entries: Iterable[RawEntry]) -> None:
        """Send entries as a producer does."""
        for entry in entries:
            await push(self._settings, entry.to_json(), key=entry.desk.encode())

    async def replay(self, records: Iterable[Timed]) -> None:
        """Play records at full speed, with the times they had."""
        await play(self._settings, [("coverage", list(records))], float("inf"))
