"""What is alike, put together: whoever is like any one of a cluster belongs to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from kg.lineage.shingles import Sketch

Alike = Callable[[Sketch, Sketch], bool]
LeastShared = Callable[[int, int], float]
"""From the sizes of two: the share of their smallest hashes below which they cannot be alike."""


def clusters(
    sketches: Mapping[str, Sketch], alike: Alike, least_shared: LeastShared
) -> Mapping[str, str]:
    """For each id the first id of its cluster, whatever the order in which they are given.

    `least_shared` never rises as two sizes part; it saves the comparisons that cannot succeed.
    """
    found = _Clusters(sketches, alike, least_shared)
    for id_ in sorted(sketches):
        found.take(id_)
    return {id_: found.first(id_) for id_ in sorted(sketches)}


class _Clusters:
    """The clusters so far. `holders` has one entry for each cluster that has a hash, not for each
    member: a form with a thousand contracts is looked up as quickly as one with two.
    """

    def __init__(
        self, sketches: Mapping[str, Sketch], alike: Alike, least_shared: LeastShared
    ) -> None:
        self._sketches = sketches
        self._alike = alike
        self._least_shared = least_shared
        self._above: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._sizes: dict[str, tuple[int, int]] = {}
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
        self._sizes[id_] = (mine.size, mine.size)
        for first in linked:
            self._join(*sorted((self.first(first), self.first(id_))))
        first = self.first(id_)
        for hash_ in mine.hashes:
            holders = self._holders.get(hash_)
            if holders is None:
                self._holders[hash_] = {first}
            elif first not in holders:
                self._holders[hash_] = {self.first(holder) for holder in holders} | {first}

    def _join(self, low: str, high: str) -> None:
        self._above[high] = low
        self._members[low] += self._members.pop(high)
        sizes = (*self._sizes[low], *self._sizes.pop(high))
        self._sizes[low] = (min(sizes), max(sizes))

    def _near(self, mine: Sketch) -> Iterator[str]:
        """The clusters of which a member may be like this one."""
        shared: Counter[str] = Counter()
        for holder, count in Counter(self._holding(mine)).items():
            shared[self.first(holder)] += count
        for first, count in sorted(shared.items()):
            least = min(self._least_shared(mine.size, size) for size in self._sizes[first])
            if count >= least * len(mine.hashes):
                yield first

    def _holding(self, mine: Sketch) -> Iterator[str]:
        """For each hash the clusters that have it, each once; one alone may go by an old name."""
        for hash_ in mine.hashes:
            holders = self._holders.get(hash_, ())
            yield from holders if len(holders) < 2 else {self.first(holder) for holder in holders}

    def _has_like(self, first: str, mine: Sketch) -> bool:
        return any(self._alike(self._sketches[id_], mine) for id_ in self._members[first])
