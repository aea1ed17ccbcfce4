"""Counters of the gateway, for Prometheus."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """What the gateway counts.

    Attributes:
        registry: holds all of it.
        requests: answers, by route and status.
        entries: entries that Kafka has.
        in_flight: requests that are being answered.
        send_seconds: how long Kafka takes for a request.
    """

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "copydesk_gateway_requests",
            "Answers, by route and status",
            ["route", "status"],
            registry=self.registry,
        )
        self.entries = Counter(
            "copydesk_gateway_entries", "Entries that Kafka has", registry=self.registry
        )
        self.in_flight = Gauge(
            "copydesk_gateway_in_flight", "Requests that are being answered", registry=self.registry
        )
        self.send_seconds = Histogram(
            "copydesk_gateway_send_seconds",
            "How long Kafka takes for a request",
            buckets=_SECONDS,
            registry=self.registry,
        )
