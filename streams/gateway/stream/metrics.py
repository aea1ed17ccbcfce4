"""Counters of the streams, for Prometheus."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

_SECONDS = (0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.25, 0.4, 0.6, 1, 2.5, 5, 10, 60, 600)


class StreamMetrics:
    """What the streams count.

    Args:
        registry: holds all of it.

    Attributes:
        clients: that are connected, by transport and stream.
        sent: events that were handed to clients, by transport.
        ended: streams that we ended, by reason: ``stalled``, ``behind``, ``closing``, ``failed``.
        resets: cursors that could not be gone on from, by reason.
        catching_up: clients that read what is older than the memory.
        blocks: blocks that were read from the log for them, by stream.
        left_out: records that no client gets, by stream and reason.
        latency: from the raw record's time to the gateway's memory, by stream.
        lag: records that wait to be read, by stream.
    """

    def __init__(self, registry: CollectorRegistry) -> None:
        def counter(name: str, text: str, *labels: str) -> Counter:
            return Counter(f"copydesk_gateway_stream_{name}", text, labels, registry=registry)

        def gauge(name: str, text: str, *labels: str) -> Gauge:
            return Gauge(f"copydesk_gateway_stream_{name}", text, labels, registry=registry)

        self.clients = gauge("clients", "Clients that are connected", "transport", "of")
        self.sent = counter("sent", "Events that were handed to clients", "transport")
        self.ended = counter("ended", "Streams that the gateway ended", "reason")
        self.resets = counter("resets", "Cursors that could not be gone on from", "reason")
        self.catching_up = gauge("catching_up", "Clients that read what is no longer in memory")
        self.blocks = counter("blocks", "Blocks that were read from the log for them", "of")
        self.left_out = counter("left_out", "Records that no client gets", "of", "reason")
        self.latency = Histogram(
            "copydesk_gateway_stream_latency_seconds",
            "From the raw record's time to the gateway's memory",
            ["of"],
            buckets=_SECONDS,
            registry=registry,
        )
        self.lag = gauge("lag_records", "Records that wait to be read", "of")
