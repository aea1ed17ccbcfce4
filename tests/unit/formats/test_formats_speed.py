"""A thousand entries of each format are read in a moment."""

from __future__ import annotations

import time

import pytest

from bench.thousand import COUNT, documents
from streams.sources import Context, Malformed, parse


@pytest.mark.parametrize(
    ("name", "data"), [pytest.param(*pair, id=pair[0]) for pair in documents()]
)
def test_a_thousand_entries_take_a_moment(name, data):
    took = []
    for _ in range(3):
        start = time.process_time()
        found = list(parse(data, Context()))
        took.append(time.process_time() - start)
    assert len(found) == COUNT
    assert not any(isinstance(item, Malformed) for item in found)
    # a tenth of a second on a quiet machine (docs/BENCHMARKS.md); shared ones are slower
    assert min(took) < 1.0, name
