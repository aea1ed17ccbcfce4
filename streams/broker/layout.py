"""The broker's data folder: what lies where, and who may use it.

::

    cluster.json        cluster id, number of nodes, last ports
    lock                held while a broker runs on the folder
    node-1/             Kafka's log.dirs
    node-1.properties   written at every start
    node-1.log          what java said since the last start; node-1.log.1 the time before
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from streams.errors import BrokerError

from .config import new_cluster_id

_HANDOVER_S = 10.0


@dataclass(frozen=True, slots=True)
class Cluster:
    """What must stay the same from start to start.

    Attributes:
        cluster_id: Kafka's.
        nodes: how many there are.
        ports: where clients connected last time; taken again when no port is asked for.
    """

    cluster_id: str
    nodes: int
    ports: tuple[int, ...] = ()


def open_cluster(data: Path, nodes: int) -> Cluster:
    """What the folder holds, or a new cluster for an empty one.

    Raises:
        BrokerError: it holds something else.
    """
    path = data / "cluster.json"
    try:
        raw = json.loads(path.read_bytes())
        found = Cluster(str(raw["cluster_id"]), int(raw["nodes"]), tuple(map(int, raw["ports"])))
    except FileNotFoundError:
        if any(data.glob("node-*/meta.properties")):
            raise _broken(data, "there are nodes, but no cluster.json") from None
        return Cluster(new_cluster_id(), nodes)
    except (ValueError, KeyError, TypeError) as error:
        raise _broken(data, "cluster.json cannot be read") from error
    if found.nodes != nodes:
        raise BrokerError(
            f"{data} holds a cluster of {found.nodes}: start it with --nodes {found.nodes}, "
            "or choose another folder with --data"
        )
    return found


def save_cluster(data: Path, cluster: Cluster) -> None:
    """Write it, whole or not at all."""
    new = data / "cluster.json.new"
    new.write_text(json.dumps(asdict(cluster)) + "\n", encoding="utf-8")
    new.replace(data / "cluster.json")


def is_formatted(data: Path, name: str, number: int, cluster: Cluster) -> bool:
    """Whether the node's folder was formatted, for this cluster.

    Raises:
        BrokerError: it was formatted for something else, or is damaged.
    """
    path = data / name / "meta.properties"
    try:
        lines = path.read_text(encoding="latin-1").splitlines()
    except FileNotFoundError:
        if (data / name).exists():
            raise _broken(data, f"{name}/meta.properties is missing") from None
        return False
    except OSError as error:
        raise _broken(data, f"{name}/meta.properties: {error.strerror}") from error
    found = dict(line.split("=", 1) for line in lines if "=" in line and line[0] != "#")
    if found.get("cluster.id") != cluster.cluster_id or found.get("node.id") != str(number):
        raise _broken(data, f"{name}/meta.properties does not fit cluster.json")
    return True


def _broken(data: Path, what: str) -> BrokerError:
    return BrokerError(
        f"the broker's data folder {data} is damaged ({what}): "
        "move it away to begin anew, or choose another with --data"
    )


def lock(data: Path) -> int:
    """Make the folder and take it for this process; the open file that holds the lock.

    The supervisors inherit the file, so the folder is free only when the last java has gone.

    Raises:
        BrokerError: it cannot be written, or a broker runs on it.
    """
    try:
        data.mkdir(parents=True, exist_ok=True)
        held = os.open(data / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise BrokerError(
            f"cannot write to {data} ({error.strerror}): choose another folder with --data"
        ) from error
    deadline = time.monotonic() + _HANDOVER_S
    while not _try_lock(held):
        owner = os.pread(held, 32, 0).decode("ascii", "replace").strip()
        # After a kill -9 the supervisors need a moment to end java.
        if _is_alive(owner) or time.monotonic() > deadline:
            os.close(held)
            raise BrokerError(
                f"a broker runs on {data} already (process {owner or 'unknown'}): "
                "use that one, stop it, or choose another folder with --data"
            )
        time.sleep(0.1)
    os.ftruncate(held, 0)
    os.pwrite(held, f"{os.getpid()}\n".encode(), 0)
    return held


def _try_lock(held: int) -> bool:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_alive(pid: str) -> bool:
    if not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
