"""Counters of a worker, for Prometheus."""

from __future__ import annotations

import time

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from .records import RECEIVED_HEADER, Record, Step

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800)


class Metrics:
    """What a worker counts.

    Attributes:
        registry: holds all of it.
        last_commit: wall-clock seconds since 1970 of the last commit; 0 before the first.
        last_handled: the same of the last record handled.
    """

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.last_commit = 0.0
        self.last_handled = 0.0
        self._handled = Counter(
            "copydesk_records",
            "Records handled, by stage, outcome and reason",
            ["stage", "outcome", "reason"],
            registry=self.registry,
        )
        self._repeated = Counter(
            "copydesk_outputs_already_there",
            "Outputs not sent because a predecessor had sent them",
            ["stage"],
            registry=self.registry,
        )
        self._dead = Counter(
            "copydesk_dead_letters",
            "Dead letters, by stage and reason",
            ["stage", "reason"],
            registry=self.registry,
        )
        self._latency = Histogram(
            "copydesk_latency_seconds",
            "From the raw record's time to the end of a stage",
            ["stage"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.lag = Gauge(
            "copydesk_lag_records",
            "Records that wait, by topic and partition",
            ["topic", "partition"],
            registry=self.registry,
        )
        since = Gauge(
            "copydesk_seconds_since_commit", "Seconds since the last commit", registry=self.registry
        )
        since.set_function(lambda: time.time() - self.last_commit if self.last_commit else 0.0)
        self.held = Gauge(
            "copydesk_embargoed", "Entries that wait for their time", registry=self.registry
        )

    def handled(self, stage: str, step: Step, record: Record) -> None:
        """Count one record and how long it was on its way."""
        now = self.last_handled = time.time()
        self._handled.labels(stage, step.outcome, step.reason).inc()
        if step.outcome == "dead-letter":
            self._dead.labels(stage, step.reason).inc()
        received = record.header(RECEIVED_HEADER)
        began = int(received) if received and received.isdigit() else record.timestamp_ms
        self._latency.labels(stage).observe(max(0.0, now - began / 1000))

    def already_there(self, stage: str) -> None:
        """Count one output that a predecessor had sent."""
        self._repeated.labels(stage).inc()
