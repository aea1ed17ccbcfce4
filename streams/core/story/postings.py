"""Which stories a term stands in, and with what weight: an inverted index of centroids."""

from __future__ import annotations

from collections.abc import Iterable

from .sketch import Sketch

FINDERS = 8  # of the strongest terms of an entry find stories, the others only count


class Postings:
    """The sum of the sketches of each story, laid out by term.

    The sums are whole numbers and are kept in full: taking up and forgetting are exact inverses,
    and their order leaves no trace.
    """

    def __init__(self) -> None:
        self._by_term: dict[int, dict[str, int]] = {}

    def add(self, story: str, sketch: Sketch) -> int:
        """Add a sketch to its story; returns by how much the square of the sum grew."""
        by_term = self._by_term
        grown = 0
        for number, weight in sketch.terms:
            posting = by_term.get(number)
            if posting is None:
                by_term[number] = {story: weight}
                grown += weight * weight
            else:
                old = posting.get(story, 0)
                posting[story] = old + weight
                grown += weight * (2 * old + weight)
        return grown

    def remove(self, story: str, sketch: Sketch) -> int:
        """Take a sketch out of its story; returns by how much the square of the sum shrank."""
        shrunk = 0
        for number, weight in sketch.terms:
            posting = self._by_term[number]
            old = posting[story]
            shrunk += weight * (2 * old - weight)
            if old > weight:
                posting[story] = old - weight
                continue
            del posting[story]
            if not posting:
                del self._by_term[number]
        return shrunk

    def sharing(self, sketch: Sketch, crowded: int) -> dict[str, int]:
        """Stories that share a term with the sketch → the product of the two.

        Terms that stand in more than ``crowded`` stories find none by themselves, but count for
        the stories that others find, as ``dot`` gives it.
        """
        found: dict[str, int] = {}
        get = found.get
        by_term = self._by_term
        for number, weight in sketch.terms[:FINDERS]:
            posting = by_term.get(number)
            if posting is not None and len(posting) <= crowded:
                for story, summed in posting.items():
                    found[story] = get(story, 0) + weight * summed
        return found

    def dot(self, story: str, terms: Iterable[tuple[int, int]]) -> int:
        """The product of weighted terms and the sum of a story."""
        by_term = self._by_term
        product = 0
        for number, weight in terms:
            posting = by_term.get(number)
            if posting is not None and story in posting:
                product += weight * posting[story]
        return product
