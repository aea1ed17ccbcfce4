"""Genuine Apache Kafka, started on this machine: for development, the demo and the tests."""

from .cluster import LocalKafka

__all__ = ["LocalKafka"]
