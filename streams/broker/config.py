"""How the nodes are configured: pure text, nothing is started or written here."""

from __future__ import annotations

import base64
import uuid
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"

JVM_FLAGS = (
    "-Xmx384m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-XX:-UsePerfData",
    "-XX:+ExitOnOutOfMemoryError",
    "-Djava.awt.headless=true",
    "-Djava.net.preferIPv4Stack=true",
    # The log is read when something goes wrong, and at level info Kafka writes 1,000 lines a start.
    "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
    "-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info",
    "-Dorg.slf4j.simpleLogger.showDateTime=true",
    "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
)


@dataclass(frozen=True, slots=True)
class Node:
    """One node: broker and controller in one process.

    Attributes:
        number: from 1; Kafka's node id.
        port: where clients connect.
        controller_port: where the controllers talk to each other.
    """

    number: int
    port: int
    controller_port: int

    @property
    def name(self) -> str:
        """Name of its folder, and stem of its files."""
        return f"node-{self.number}"

    @property
    def address(self) -> str:
        """Where clients connect."""
        return f"{HOST}:{self.port}"


def new_cluster_id() -> str:
    """A random id in the form that Kafka wants: a UUID in 22 letters, the first one no dash."""
    while True:
        found = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
        if not found.startswith("-"):
            return found


def properties(node: Node, nodes: tuple[Node, ...], log_dir: str | None = None) -> str:
    """The node's configuration file.

    The folder is given relative to java's working directory: so neither commas, which would
    separate folders, nor letters outside Latin-1 can come in from the path.
    """
    copies = len(nodes)
    insync = max(1, copies - 1)
    voters = ",".join(f"{n.number}@{HOST}:{n.controller_port}" for n in nodes)
    settings: dict[str, str | int] = {
        "process.roles": "broker,controller",
        "node.id": node.number,
        "controller.quorum.voters": voters,
        "controller.listener.names": "CONTROLLER",
        "inter.broker.listener.name": "PLAINTEXT",
        "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "listeners": f"PLAINTEXT://{node.address},CONTROLLER://{HOST}:{node.controller_port}",
        "advertised.listeners": f"PLAINTEXT://{node.address}",
        "log.dirs": log_dir or node.name,
        "auto.create.topics.enable": "false",
        "default.replication.factor": copies,
        "min.insync.replicas": insync,
        "offsets.topic.num.partitions": 4,
        "offsets.topic.replication.factor": copies,
        "transaction.state.log.num.partitions": 4,
        "transaction.state.log.replication.factor": copies,
        "transaction.state.log.min.isr": insync,
        "share.coordinator.state.topic.num.partitions": 1,
        "share.coordinator.state.topic.replication.factor": copies,
        "share.coordinator.state.topic.min.isr": insync,
        "group.initial.rebalance.delay.ms": 0,
        "group.min.session.timeout.ms": 1000,
        "log.cleaner.dedupe.buffer.size": 16 * 1024 * 1024,
        "num.network.threads": 2,
        "num.io.threads": 4,
        "background.threads": 2,
        # A dead node is noticed after six seconds, not nine: the failover tests wait for it.
        "broker.session.timeout.ms": 6000,
        "broker.heartbeat.interval.ms": 1000,
    }
    return "".join(f"{name}={value}\n" for name, value in settings.items())


def java_command(java: Path, jars: list[Path], tmp: str, *arguments: str) -> list[str]:
    """The command line that runs a class of Kafka.

    The native parts of some jars are unpacked to ``tmp``, so that a killed java leaves nothing in
    the machine's own folder for that.
    """
    classpath = ":".join(map(str, jars))
    return [str(java), *JVM_FLAGS, f"-Djava.io.tmpdir={tmp}", "-cp", classpath, *arguments]


def last_words(log: str) -> str:
    """The line of a log that says best why java ended: the last exception, error, or line."""
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    said = [line for line in lines if not line.startswith(("at ", "WARNING:", "...", "\tat "))]
    for marks in (("Caused by:",), ("Exception", "Error:", "ERROR", "FATAL", "Unrecognized")):
        found = [line for line in said if any(mark in line for mark in marks)]
        if found:
            return found[-1][:300]
    return said[-1][:300] if said else "it said nothing"
