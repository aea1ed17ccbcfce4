"""``python -m bench.score``: measure, and write or compare."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from bench.data import folder

from . import floors, table
from .scorers import SCORERS, measure

PAGE = Path(__file__).parents[2] / "docs" / "SCORES.md"


def main() -> int:
    """Run what the command line asks for; one where a figure fell."""
    options = _options()
    data = options.data if options.data and options.data.is_dir() else None
    found = measure(SCORERS, data, lambda name: print(f"scoring {name} …", file=sys.stderr))
    today = datetime.now(UTC).date()
    if options.floors:
        floors.write(found)
    if options.check:
        fallen = floors.drops(found, floors.read())
        print(*fallen or ["no figure fell"], sep="\n")
        return int(bool(fallen))
    if options.json:
        print(table.as_json(found, today))
        return 0
    PAGE.write_text(table.markdown(found, today))
    for score in found:
        value = "not measured" if score.value is None else f"{score.value:.3f}"
        print(f"{value:>12}  {score.name}")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.score", description="Measure accuracy and write docs/SCORES.md."
    )
    parser.add_argument(
        "--data",
        type=Path,
        default=folder(),
        help="the folder of evaluation data; otherwise COPYDESK_EVAL_DATA",
    )
    parser.add_argument("--json", action="store_true", help="print JSON, write no page")
    parser.add_argument(
        "--check", action="store_true", help="compare with floor.json; 1 where a figure fell"
    )
    parser.add_argument(
        "--floors", action="store_true", help="make these figures the floors as well"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
