"""The worker's own small web server: ``/livez``, ``/readyz`` and ``/metrics``."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from streams.app import Pipeline
from streams.settings import Settings

_HEARTBEAT_S = 10.0


class Health:
    """Tells a supervisor how the worker is.

    Args:
        pipeline: whose health it is.
        settings: where to listen.
    """

    def __init__(self, pipeline: Pipeline, settings: Settings) -> None:
        self._pipeline = pipeline
        self._settings = settings
        self._beat = time.monotonic()
        self._last_lag = 0
        self._progress = time.monotonic()
        self._seen: tuple[float, ...] = ()
        self._runner: web.AppRunner | None = None
        self.address = ""

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/livez", self._livez)
        app.router.add_get("/readyz", self._readyz)
        app.router.add_get("/metrics", self._metrics)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._settings.health_host, self._settings.health_port)
        await site.start()
        host, port, *_ = self._runner.addresses[0]
        self.address = f"http://{host}:{port}"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    def beat(self) -> None:
        """The event loop is alive; take the lag on the way."""
        self._beat = time.monotonic()
        self._last_lag = self._measure_lag()

    def has_stalled(self) -> bool:
        """Whether records have waited for long with none of them handled."""
        metrics = self._pipeline.metrics
        seen = (metrics.last_handled, metrics.last_commit)
        if seen != self._seen or self._last_lag == 0 or self._pipeline.app.rebalancing:
            self._seen, self._progress = seen, time.monotonic()
        return time.monotonic() - self._progress > self._settings.stall_s

    def _measure_lag(self) -> int:
        app, total = self._pipeline.app, 0
        for stage in self._pipeline.stages:
            for lane in stage.lanes.values():
                place = _place(app, stage.agent.reads.name, lane.partition)
                highwater = app.consumer.highwater(place) if place is not None else None
                waiting = max(0, (highwater or 0) - lane.expected)
                self._pipeline.metrics.lag.labels(stage.agent.reads.name, lane.partition).set(
                    waiting
                )
                total += waiting
        return total

    async def _livez(self, _: web.Request) -> web.Response:
        silent = time.monotonic() - self._beat
        if silent > _HEARTBEAT_S:
            return web.json_response({"alive": False, "silent_s": round(silent, 1)}, status=503)
        return web.json_response({"alive": True})

    async def _readyz(self, _: web.Request) -> web.Response:
        """Ready: partitions assigned, tables restored, and commits going on where there is work."""
        app = self._pipeline.app
        assigned = sum(len(stage.assigned) for stage in self._pipeline.stages)
        stuck = time.monotonic() - self._progress > max(10.0, 3 * self._settings.commit_interval_s)
        reasons = {
            "rebalancing": app.rebalancing,
            "no partitions assigned": assigned == 0,
            "no progress although records wait": stuck,
        }
        why = [reason for reason, holds in reasons.items() if holds]
        return web.json_response(
            {"ready": not why, "reasons": why, "partitions": assigned, "lag": self._last_lag},
            status=503 if why else 200,
        )

    async def _metrics(self, _: web.Request) -> web.Response:
        body = generate_latest(self._pipeline.metrics.registry)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})


def _place(app: object, topic: str, partition: int) -> object:
    assigned = app.consumer.assignment()  # type: ignore[attr-defined]  # Faust ships no types
    return next((tp for tp in assigned if tp.topic == topic and tp.partition == partition), None)
