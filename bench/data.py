"""The evaluation data, which are not part of the repository."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from schemas import Coverage, RawEntry

ROOT = Path(__file__).parent.parent


def folder() -> Path:
    """What ``COPYDESK_EVAL_DATA`` names, else the folder beside the repository."""
    return Path(os.environ.get("COPYDESK_EVAL_DATA") or ROOT / ".." / "shared" / "data")


def news_items(eval_data: Path, count: int) -> list[RawEntry]:
    """Short news of many stories and days, as they came: unlike a live blog, few are about one."""
    path = eval_data / "topics" / "wp_current_events" / "items_2019_2023.jsonl"
    with path.open(encoding="utf-8") as file:
        lines = [json.loads(line) for line in islice(file, count)]
    return [
        RawEntry(
            coverage=Coverage(id="portal"),
            entry_id=str(number),
            body=item["text"],
            published_at=datetime.fromisoformat(item["date"]).replace(tzinfo=UTC),
        )
        for number, item in enumerate(lines)
    ]
