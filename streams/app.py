"""The wiring: agents, topics, tables and delivery become one Faust app. Read this first.

::

    news.raw ─▶ deduplicate ─▶ news.entries ─▶ classify ─▶ news.classified ─▶ enrich ─▶ news.events
                                                                                 └─▶ news.alerts
    news.events ─▶ thread ─▶ news.stories          any stage ─▶ news.dead-letters

Each agent's step (``streams/agents``) is a pure function of a record and of what its table
remembers. ``streams/delivery`` runs the steps so that nothing is lost and nothing comes twice.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import faust

from streams.agents import all_agents
from streams.connection import client_options, faust_credentials
from streams.delivery import recovery, stopping
from streams.delivery.log import LogReader
from streams.delivery.metrics import Metrics
from streams.delivery.monitor import CommitMonitor
from streams.delivery.sender import Sender
from streams.delivery.stage import Stage
from streams.delivery.table import DeliveredTable
from streams.settings import Settings


class Pipeline:
    """A worker's Faust app with its stages, before it runs.

    Args:
        settings: how to run.
        stop: called with the error when going on would lose or repeat something.

    Attributes:
        app: the Faust app.
        stages: one per agent, in the order of the data flow.
        metrics: what is counted.
        sender: the producer of all stages; to be entered before the app starts.
        log: looks at the log; likewise.
    """

    def __init__(self, settings: Settings, stop: Callable[[Exception], None]) -> None:
        recovery.apply()
        stopping.apply()
        options = client_options(settings)
        self.settings = settings
        self.metrics = Metrics()
        self.sender = Sender(options, settings.send_timeout_s)
        self.log = LogReader(options, settings.group)
        self.app = _faust_app(settings)
        self.stages = [
            Stage(
                agent,
                sender=self.sender,
                log=self.log,
                metrics=self.metrics,
                max_in_flight=settings.max_in_flight,
                age=timedelta(days=settings.state_days),
                stop=stop,
                commit=self._commit,
            )
            for agent in all_agents(settings)
        ]
        for stage in self.stages:
            self._attach(stage)
        self.app.monitor = CommitMonitor(self.metrics, self.stages)
        self.app.on_partitions_revoked.connect(self._on_revoked)
        self.app.on_rebalance_complete.connect(self._on_ready)

    def _attach(self, stage: Stage) -> None:
        """Give a stage its topic, its table and its place in Faust."""
        agent, partitions = stage.agent, self.settings.partitions
        topic = self.app.topic(
            agent.reads.name,
            key_type=bytes,
            value_type=bytes,
            key_serializer="raw",
            value_serializer="raw",
            partitions=partitions,
            allow_empty=True,
        )
        if agent.remembers is not None:
            table = DeliveredTable(
                self.app,
                name=agent.remembers.table,
                key_type=str,
                value_type=bytes,
                partitions=partitions,
            )
            stage.table = self.app.tables.add(table)
        self.app.agent(topic, name=agent.name, concurrency=1)(_consume(stage))

    async def _commit(self) -> bool:
        return bool(await self.app.consumer.commit())

    async def _on_revoked(self, _app: Any, _revoked: Any, **_: Any) -> None:
        for stage in self.stages:
            await stage.end()

    async def _on_ready(self, _app: Any, **_: Any) -> None:
        assigned = self.app.consumer.assignment()
        for stage in self.stages:
            topic = stage.agent.reads.name
            stage.begin(frozenset(tp.partition for tp in assigned if tp.topic == topic))


def _consume(stage: Stage) -> Callable[[Any], Awaitable[None]]:
    async def consume(stream: Any) -> None:
        async for event in stream.noack().events():
            await stage.handle(event)

    return consume


def _faust_app(settings: Settings) -> faust.App:
    # Faust builds its debug records even where nobody reads them: a tenth of the time
    for name in ("aiokafka", "faust", "mode"):
        logging.getLogger(name).setLevel(logging.WARNING)
    store = "rocksdb://" if settings.store == "rocksdb" else "memory://"
    return faust.App(
        settings.group,
        broker=[f"kafka://{address}" for address in settings.brokers.split(",")],
        broker_credentials=faust_credentials(settings),
        datadir=str(settings.data_dir / "tables"),
        store=store,
        topic_partitions=settings.partitions,
        topic_replication_factor=settings.replication,
        topic_allow_declare=False,  # topics are made from the table of topics, never by themselves
        topic_disable_leader=True,
        reply_create_topic=False,
        web_enabled=False,
        key_serializer="raw",
        value_serializer="raw",
        processing_guarantee="at_least_once",  # what Faust calls exactly once loses and repeats
        consumer_auto_offset_reset="earliest",
        broker_commit_interval=settings.commit_interval_s,
        broker_commit_every=20_000,
        broker_session_timeout=settings.session_timeout_s,
        broker_heartbeat_interval=settings.session_timeout_s / 6,
        broker_request_timeout=max(30.0, settings.session_timeout_s + 5),
        broker_max_poll_records=2_000,
        stream_buffer_maxsize=16_384,
        stream_wait_empty=False,
        table_standby_replicas=settings.standbys,
        producer_acks=-1,
        worker_redirect_stdouts=False,
    )
