"""What the stories are about, by story and by term: an inverted index of centroids."""

from __future__ import annotations

from .likeness import Sum
from .sketch import Sketch

FINDERS = 8  # of the strongest terms of an entry find stories, the others only count


class Postings:
    """The sum of the sketches of each story, laid out both ways.

    The sums are whole numbers and are kept in full: taking up and forgetting are exact inverses,
    and their order leaves no trace. Most terms stand in one story, whose id is all that is kept
    of it by term: a dict for each would take four times the room.

    Attributes:
        sums: story → term → weight.
        by_term: term → its only story, or the weight in each of its stories.
    """

    def __init__(self) -> None:
        self.sums: dict[str, Sum] = {}
        self.by_term: dict[int, str | dict[str, int]] = {}

    def add(self, story: str, sketch: Sketch) -> int:
        """Add a sketch to its story; returns by how much the square of the sum grew."""
        sums, by_term = self.sums, self.by_term
        summed = sums.setdefault(story, {})
        grown = 0
        for number, weight in zip(sketch.numbers, sketch.weights, strict=True):
            old = summed.get(number, 0)
            summed[number] = old + weight
            grown += weight * (2 * old + weight)
            stories = by_term.get(number)
            if stories is None:
                by_term[number] = story
            elif not isinstance(stories, str):
                stories[story] = old + weight
            elif stories != story:
                by_term[number] = {stories: sums[stories][number], story: weight}
        return grown

    def remove(self, story: str, sketch: Sketch) -> int:
        """Take a sketch out of its story; returns by how much the square of the sum shrank."""
        summed = self.sums[story]
        shrunk = 0
        for number, weight in zip(sketch.numbers, sketch.weights, strict=True):
            old = summed[number]
            shrunk += weight * (2 * old - weight)
            stories = self.by_term[number]
            if old > weight:
                summed[number] = old - weight
                if not isinstance(stories, str):
                    stories[story] = old - weight
                continue
            del summed[number]
            if isinstance(stories, str):
                del self.by_term[number]
                continue
            del stories[story]
            if len(stories) == 1:
                (self.by_term[number],) = stories
        if not summed:
            del self.sums[story]
        return shrunk

    def sharing(self, sketch: Sketch, crowded: int) -> dict[str, int]:
        """Stories that share a term with the sketch → the product of the two.

        Terms that stand in more than ``crowded`` stories find none by themselves, but count for
        the stories that others find, as their sums give it.
        """
        found: dict[str, int] = {}
        get, by_term = found.get, self.by_term
        for number, weight in zip(sketch.numbers[:FINDERS], sketch.weights, strict=False):
            stories = by_term.get(number)
            if stories is None:
                continue
            if isinstance(stories, str):
                found[stories] = get(stories, 0) + weight * self.sums[stories][number]
            elif len(stories) <= crowded:
                for story, summed in stories.items():
                    found[story] = get(story, 0) + weight * summed
        return found
