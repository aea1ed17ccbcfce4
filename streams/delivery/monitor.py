"""What Faust tells of its work: the commits. The rest of its monitor is left out for speed."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from faust import Monitor

from .metrics import Metrics
from .stage import Stage


class CommitMonitor(Monitor):  # type: ignore[misc]  # Faust ships no types
    """Passes commits on to the stages, and how far the log goes on to the gauges."""

    def __init__(self, metrics: Metrics, stages: list[Stage]) -> None:
        super().__init__()
        self._metrics = metrics
        self._by_topic = {stage.agent.reads.name: stage for stage in stages}

    def on_tp_commit(self, tp_offsets: Mapping[Any, int]) -> None:
        """Offsets below these are committed."""
        self._metrics.last_commit = time.time()
        for place, offset in tp_offsets.items():
            if stage := self._by_topic.get(place.topic):
                stage.committed(place.partition, offset)
