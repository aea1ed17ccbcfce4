"""Which entries hold a hash: a multimap from integers to small integers that takes little room."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

_FIRST = 1024
_PAIRS = 2  # to a bucket: with fewer, growing takes longer than looking up saves


class Postings:
    """A hash table with chains, in four arrays of machine integers.

    A dict of hash to entries takes about 90 bytes per pair, most of it Python's objects; this takes
    14 to 18. The table grows by one bucket at a time (linear hashing: Litwin, "Linear hashing: a new
    tool for file and table addressing", 1980), so no single entry waits for a rebuild.
    """

    def __init__(self) -> None:
        self._heads = array("I", bytes(4 * _FIRST))
        self._low = _FIRST  # buckets at the start of this round of splits
        # Node 0 ends every chain.
        self._keys = array("I", [0])
        self._values = array("I", [0])
        self._next = array("I", [0])
        self._free = 0
        self._used = 0

    def __len__(self) -> int:
        return self._used

    @property
    def size(self) -> int:
        """Bytes of the arrays."""
        return sum(len(a) * a.itemsize for a in (self._heads, self._keys, self._values, self._next))

    def add(self, keys: Sequence[int], value: int) -> None:
        """Note that ``value`` holds each of the keys, which are below 2^32."""
        heads, all_keys, values, following = self._heads, self._keys, self._values, self._next
        self._used += len(keys)
        self._grow()
        low, size, mask, free = self._low, len(heads), 2 * self._low - 1, self._free
        for key in keys:
            place = key & mask
            if place >= size:
                place -= low
            if node := free:
                free = following[node]
                all_keys[node], values[node], following[node] = key, value, heads[place]
            else:
                node = len(all_keys)
                all_keys.append(key)
                values.append(value)
                following.append(heads[place])
            heads[place] = node
        self._free = free

    def remove(self, keys: Sequence[int], value: int) -> None:
        """Take back what ``add`` noted with the same arguments."""
        heads, all_keys, values, following = self._heads, self._keys, self._values, self._next
        low, size, mask, free = self._low, len(heads), 2 * self._low - 1, self._free
        for key in keys:
            place = key & mask
            if place >= size:
                place -= low
            node, before = heads[place], 0
            while values[node] != value or all_keys[node] != key:
                if not node:
                    raise KeyError(key)
                node, before = following[node], node
            if before:
                following[before] = following[node]
            else:
                heads[place] = following[node]
            following[node], free = free, node
            values[node] = 0
        self._free = free
        self._used -= len(keys)

    def find(self, key: int, limit: int) -> list[int]:
        """The values that hold a key; nothing where there are more than ``limit``."""
        keys, following = self._keys, self._next
        found: list[int] = []
        node = self._heads[self._place(key)]
        while node:
            if keys[node] == key:
                if len(found) == limit:
                    return []
                found.append(self._values[node])
            node = following[node]
        return found

    def find_all(self, keys: Sequence[int], limit: int) -> list[int]:
        """The values that hold any of the keys, once for each that they hold."""
        heads, all_keys, values, following = self._heads, self._keys, self._values, self._next
        low, size, mask = self._low, len(heads), 2 * self._low - 1
        found: list[int] = []
        firsts = [heads[at if (at := key & mask) < size else at - low] for key in keys]
        for key, first in zip(keys, firsts, strict=True):
            node, seen = first, 0
            while node:
                if all_keys[node] == key:
                    if seen == limit:
                        del found[-seen:]
                        break
                    seen += 1
                    found.append(values[node])
                node = following[node]
        return found

    def _place(self, key: int) -> int:
        place = key & (2 * self._low - 1)
        return place if place < len(self._heads) else place - self._low

    def _grow(self) -> None:
        """Add buckets, one for every two pairs, and move there what belongs there."""
        heads, keys, following, low = self._heads, self._keys, self._next, self._low
        for size in range(len(heads), self._used // _PAIRS):
            stay = move = 0
            node = heads[size - low]
            while node:
                after = following[node]
                if keys[node] & low:  # the bit that tells the two buckets apart
                    following[node], move = move, node
                else:
                    following[node], stay = stay, node
                node = after
            heads[size - low] = stay
            heads.append(move)
            if size + 1 == 2 * low:
                low *= 2
        self._low = low
