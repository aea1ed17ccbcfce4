"""Where the evaluation data are, which are not part of the repository."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).parent.parent


def folder() -> Path:
    """What ``COPYDESK_EVAL_DATA`` names, else the folder beside the repository."""
    return Path(os.environ.get("COPYDESK_EVAL_DATA") or ROOT / ".." / "shared" / "data")
