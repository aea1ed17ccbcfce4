"""Counters of the webhooks, for Prometheus."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from .post import Answer

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30)


class Metrics:
    """What the webhooks count.

    Attributes:
        registry: holds all of it.
        dead_letters: deliveries that were given up, by reason.
        missed: records that the log had lost before they were read.
        partitions: partitions of subscriptions that this process has.
        subscriptions: by state: ``delivering``, ``paused`` (endpoint down), ``disabled``.
        waiting: deliveries in memory.
    """

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._attempts = Counter(
            "copydesk_webhook_attempts",
            "Attempts, by outcome: class of the status, or error where there was none",
            ["outcome"],
            registry=self.registry,
        )
        self._seconds = Histogram(
            "copydesk_webhook_attempt_seconds",
            "How long attempts took",
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.dead_letters = Counter(
            "copydesk_webhook_dead_letters",
            "Deliveries that were given up, by reason",
            ["reason"],
            registry=self.registry,
        )
        self.missed = Counter(
            "copydesk_webhook_missed",
            "Records that the log had lost before they were read",
            registry=self.registry,
        )
        self.partitions = Gauge(
            "copydesk_webhook_partitions",
            "Partitions of subscriptions that this process has",
            registry=self.registry,
        )
        self.subscriptions = Gauge(
            "copydesk_webhook_subscriptions",
            "Subscriptions, by state",
            ["state"],
            registry=self.registry,
        )
        self.waiting = Gauge(
            "copydesk_webhook_waiting", "Deliveries in memory", registry=self.registry
        )

    def attempted(self, answer: Answer) -> None:
        """Count one attempt."""
        outcome = "error" if answer.status is None else f"{answer.status // 100}xx"
        self._attempts.labels(outcome).inc()
        self._seconds.observe(answer.seconds)
