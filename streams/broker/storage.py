"""Formatting: Kafka wants the folder of a new node prepared by its own tool."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from streams.errors import BrokerError

from .config import Node, java_command, last_words, properties
from .process import java_environment

_FORMAT_S = 60.0


def format_node(
    data: Path,
    node: Node,
    nodes: tuple[Node, ...],
    *,
    cluster_id: str,
    java: Path,
    paths: list[Path],
) -> None:
    """Prepare one node's folder.

    It is made beside, and renamed when it is whole: an interrupted start leaves nothing half done.

    Raises:
        BrokerError: Kafka's tool did not do it.
    """
    beside = f"{node.name}.new"
    shutil.rmtree(data / beside, ignore_errors=True)
    config = data / f"{beside}.properties"
    config.write_text(properties(node, nodes, log_dir=beside), encoding="latin-1")
    tool = ("kafka.tools.StorageTool", "format", "-t", cluster_id, "-c", config.name)
    try:
        done = subprocess.run(  # noqa: S603 - our own command
            java_command(java, paths, ".", *tool),
            cwd=data,
            env=java_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=_FORMAT_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise BrokerError(
            f"preparing {data / node.name} took more than {_FORMAT_S:.0f} s: start again when the "
            "machine has less to do"
        ) from None
    if done.returncode != 0:
        raise BrokerError(
            f"Kafka cannot prepare {data / node.name}: {last_words(done.stdout)}; "
            "choose another folder with --data"
        )
    config.unlink()
    (data / beside).rename(data / node.name)
