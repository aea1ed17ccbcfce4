from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def eval_data() -> Path:
    """The evaluation data, which is not part of the repository."""
    folder = Path(os.environ.get("COPYDESK_EVAL_DATA", ROOT / ".." / "shared" / "data"))
    if not folder.is_dir():
        missing = f"no evaluation data in {folder}: set COPYDESK_EVAL_DATA"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return folder
