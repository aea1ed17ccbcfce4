"""Watching pages and feeds: poll, compare with what is remembered, push what changed.

::

    config ─▶ watcher ─▶ poll ─┬▶ fetch (addresses, hosts, robots, body, pace)
                               ├▶ changes (pure: what to push, what to remember)
                               ├▶ sink (Kafka)
                               └▶ store (files)
"""
