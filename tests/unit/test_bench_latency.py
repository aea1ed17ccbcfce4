from __future__ import annotations

import pytest

from bench.latency import TITLE, hop, placed


def test_the_part_is_put_at_the_end_and_later_in_its_own_place():
    page = "# Speed\n\n| a |\n\n## State\n\ntext\n"
    first = placed(page, f"{TITLE}\n\n1 ms\n")
    assert first == f"{page}\n{TITLE}\n\n1 ms\n"
    assert placed(first, f"{TITLE}\n\n2 ms\n") == first.replace("1 ms", "2 ms")
    between = f"{first}\n## More\n\nkept\n"
    assert placed(between, f"{TITLE}\n\n2 ms\n") == between.replace("1 ms", "2 ms")


def test_percentiles_are_those_of_the_sample():
    seconds = [number / 1000 for number in range(1, 102)]
    assert (hop("a", seconds).p50, hop("a", seconds).p99) == (51.0, pytest.approx(100.0))
