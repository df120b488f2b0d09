"""What is alike, put together: whoever is like any one of a cluster belongs to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from kg.lineage.shingles import Sketch

LEAST_SHARED = 3
"""Hashes that two sketches must share before they are compared at all."""

Alike = Callable[[Sketch, Sketch], bool]


def clusters(sketches: Mapping[str, Sketch], alike: Alike) -> Mapping[str, str]:
    """For each id the first id of its cluster, whatever the order in which they are given."""
    found = _Clusters(sketches, alike)
    for id_ in sorted(sketches):
        found.take(id_)
    return {id_: found.first(id_) for id_ in sorted(sketches)}


class _Clusters:
    """The clusters so far. `holders` has one entry for each cluster that has a hash, not for each
    member: a form with a thousand contracts is looked up as quickly as one with two.
    """

    def __init__(self, sketches: Mapping[str, Sketch], alike: Alike) -> None:
        self._sketches = sketches
        self._alike = alike
        self._above: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._holders: dict[int, set[str]] = {}

    def first(self, id_: str) -> str:
        """The smallest id of the cluster."""
        while (above := self._above[id_]) != id_:
            self._above[id_] = self._above[above]
            id_ = above
        return id_

    def take(self, id_: str) -> None:
        """Puts one more where it belongs, joining the clusters that it links."""
        mine = self._sketches[id_]
        linked = [first for first in self._near(mine) if self._has_like(first, mine)]
        self._above[id_], self._members[id_] = id_, [id_]
        for first in linked:
            low, high = sorted((self.first(first), self.first(id_)))
            self._above[high] = low
            self._members[low] += self._members.pop(high)
        for hash_ in mine.hashes:
            self._holders.setdefault(hash_, set()).add(id_)
            holders = self._holders[hash_]
            if len(holders) > 1:
                self._holders[hash_] = {self.first(holder) for holder in holders}

    def _near(self, mine: Sketch) -> Iterator[str]:
        shared: Counter[str] = Counter()
        for hash_ in mine.hashes:
            shared.update({self.first(holder) for holder in self._holders.get(hash_, ())})
        return (first for first, count in sorted(shared.items()) if count >= LEAST_SHARED)

    def _has_like(self, first: str, mine: Sketch) -> bool:
        return any(self._alike(self._sketches[id_], mine) for id_ in self._members[first])
