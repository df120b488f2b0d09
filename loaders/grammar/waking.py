"""Which sentences a cue has to be searched in: those that hold what its pattern needs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from loaders.grammar.sentences import Sentence
from loaders.words import Cue, load_all
from loaders.words.needs import needs


class Waking:
    """Where in a text the pairs of characters stand that the cues of the frames need."""

    def __init__(self, plain: str, sentences: Sequence[Sentence]) -> None:
        self._all = range(len(sentences))
        self._places: dict[str, list[int]] = {}
        for index in self._all:
            # A cue may end with the mark of the sentence.
            words = plain[sentences[index].start : sentences[index].end + 1]
            for pair in _wanted().intersection(
                map(str.__add__, words, words[1:]),
            ):
                self._places.setdefault(pair, []).append(index)
            for character in _characters().intersection(words):
                self._places.setdefault(character, []).append(index)

    def __call__(self, cue: Cue) -> Sequence[int]:
        """The indices of the sentences in which the cue may stand, in order."""
        if not _is_indexed(cue):
            return self._all
        woken: set[int] = set()
        for needed in needs(cue.source):
            found: set[int] | None = None
            for pairs in needed:
                held = self._holding(pairs)
                found = held if found is None else found & held
                if not found:
                    break
            if found is None:
                return self._all
            woken |= found
        return sorted(woken)

    def _holding(self, pairs: frozenset[str]) -> set[int]:
        return set().union(*(self._places[pair] for pair in pairs & self._places.keys()))


@cache
def _wanted() -> frozenset[str]:
    """Every pair that a cue of a frame needs."""
    sets = [pairs for cue in load_all("terms") for needed in needs(cue.source) for pairs in needed]
    return frozenset().union(*sets)


@cache
def _characters() -> frozenset[str]:
    """Those that a cue needs alone."""
    return frozenset(pair for pair in _wanted() if len(pair) == 1)


@cache
def _is_indexed(cue: Cue) -> bool:
    return all(pairs <= _wanted() for needed in needs(cue.source) for pairs in needed)
