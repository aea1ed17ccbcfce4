"""A subscriber process on Kafka, made with the client; it keeps its state in a file.

Arguments: topic, brokers, file, and whether it is a wrong one.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from copydesk_client import Latest, Withdrawn, subscribe_sync


def main(topic: str, brokers: str, file: str, manner: str) -> None:
    path, latest = Path(file), Latest()
    with subscribe_sync(topic, brokers=brokers, group="follower", from_="beginning") as events:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        for event in events:
            if manner != "wrong" or not isinstance(event, Withdrawn):
                latest.apply(event)
            held = [
                {
                    "entry": one.entry,
                    "event": one.id,
                    "revision": one.revision,
                    "headline": one.headline,
                    "story": latest.story_of(one.entry),
                }
                for one in latest.values()
            ]
            partial = path.with_suffix(".partial")
            partial.write_text(json.dumps({"entries": held}), encoding="utf-8")
            partial.replace(path)
            events.commit()


main(*sys.argv[1:])
