"""A local Kafka of one or three nodes: start, stop, kill, start again."""

from __future__ import annotations

import asyncio
import os
import time
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from streams.errors import BrokerError
from streams.settings import Settings

from . import jars, ready
from .config import Node, java_command, properties
from .java import find_java
from .layout import is_formatted, lock, open_cluster, save_cluster
from .ports import client_ports, free_ports
from .process import JavaProcess
from .storage import format_node

_START_S = 90.0
_PORT_TRIES = 3


class _PortTaken(BrokerError):
    """Java found a port taken that was free a moment before."""


class LocalKafka:
    """Genuine Apache Kafka on 127.0.0.1; its data stays in a folder from start to start.

    ::

        with LocalKafka(Path("data")) as kafka:
            print(kafka.brokers)

    ``async with`` works as well. Java never outlives this process, even when that is killed.
    """

    def __init__(
        self, data: Path, *, nodes: int = 1, port: int = 0, cache: Path | None = None
    ) -> None:
        if nodes not in {1, 3}:
            raise BrokerError(f"a local broker has 1 or 3 nodes, not {nodes}")
        settings = Settings()
        self.data = data.expanduser().absolute()
        self._cache = cache or settings.cache_dir
        self._chosen_java = settings.java
        self._count = nodes
        self._port = port
        self._nodes: tuple[Node, ...] = ()
        self._running: dict[int, JavaProcess] = {}
        self._jars: list[Path] = []
        self._java = Path("java")
        self._lock: int | None = None

    @property
    def brokers(self) -> str:
        """Where clients connect, with commas."""
        return ",".join(node.address for node in self._nodes)

    @property
    def pids(self) -> list[int]:
        """The process ids of the javas, in the order of the nodes; killed ones are not in it."""
        return [self._running[number].pid for number in sorted(self._running)]

    def start(self, progress: jars.Progress | None = None) -> None:
        """Start it, and wait until it answers. The first start fetches the jars.

        Raises:
            BrokerError: it cannot be started; the text says why, and what to do.
        """
        if self._lock is not None:
            raise BrokerError(f"the broker on {self.data} was started already")
        if jars.missing(self._cache):
            jars.fetch(self._cache, progress)
        self._jars = jars.verified(self._cache)
        self._java = find_java(self._chosen_java)
        self._lock = lock(self.data)
        try:
            self._start_all()
        except OSError as error:
            self.stop()
            raise BrokerError(
                f"cannot work in {self.data} ({error.strerror or error}): "
                "choose another folder with --data"
            ) from error
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End all nodes, gently; doing it twice is fine."""
        self._end("stop", list(self._running))
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def kill_node(self, number: int) -> None:
        """End a node without warning, as a crash would; nodes count from 1."""
        self._end("kill", [number])

    def start_node(self, number: int) -> None:
        """Start a node again that was killed, and wait until all that run answer."""
        if number in self._running:
            raise BrokerError(f"node {number} runs already")
        self._launch(self._nodes[number - 1])
        self._wait()

    def check(self) -> None:
        """See that every node runs that was not killed on purpose.

        Raises:
            BrokerError: one has ended by itself; its last words are in the text.
        """
        for number, process in self._running.items():
            if process.is_alive():
                continue
            words = process.last_words()
            if "Address already in use" in words or "BindException" in words:
                raise _PortTaken(f"a port is taken ({words}): choose another with --port")
            raise BrokerError(f"node {number} has ended: {words}; the log is {process.log}")

    def _start_all(self) -> None:
        cluster = open_cluster(self.data, self._count)
        for attempt in range(1, _PORT_TRIES + 1):
            last = cluster.ports if attempt == 1 else ()
            ports = client_ports(self._port, self._count, last)
            pairs = zip(ports, free_ports(self._count, but=ports), strict=True)
            self._nodes = tuple(Node(number, *pair) for number, pair in enumerate(pairs, 1))
            cluster = replace(cluster, ports=tuple(ports))
            save_cluster(self.data, cluster)
            for node in self._nodes:
                if not is_formatted(self.data, node.name, node.number, cluster):
                    identity = cluster.cluster_id
                    java, paths = self._java, self._jars
                    format_node(
                        self.data, node, self._nodes, cluster_id=identity, java=java, paths=paths
                    )
            for node in self._nodes:
                self._launch(node)
            try:
                return self._wait()
            except _PortTaken:
                # Somebody took a port between our look and java's: choose others and try again.
                self._end("stop", list(self._running))
                if attempt == _PORT_TRIES:
                    raise
        return None

    def _launch(self, node: Node) -> None:
        assert self._lock is not None  # noqa: S101 - taken before anything is launched
        text = properties(node, self._nodes)
        config = self.data / f"{node.name}.properties"
        config.write_text(text, encoding="latin-1")
        command = java_command(
            self._java, self._jars, f"{node.name}.tmp", "kafka.Kafka", config.name
        )
        self._running[node.number] = JavaProcess(command, self.data, node.name, self._lock)

    def _wait(self) -> None:
        """Wait until the nodes that run answer as one cluster."""
        addresses = [self._nodes[number - 1].address for number in sorted(self._running)]
        deadline = time.monotonic() + _START_S
        while not ready.answers(addresses):
            self.check()
            if time.monotonic() > deadline:
                logs = ", ".join(str(process.log) for process in self._running.values())
                raise BrokerError(f"Kafka does not answer after {_START_S:.0f} s: see {logs}")
            time.sleep(0.1)

    def _end(self, order: str, numbers: list[int]) -> None:
        ended = [self._running.pop(number) for number in numbers if number in self._running]
        for process in ended:
            process.tell(order)
        for process in ended:
            process.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    async def __aenter__(self) -> Self:
        await asyncio.to_thread(self.start)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await asyncio.to_thread(self.stop)
