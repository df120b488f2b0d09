"""Which term of one draft is which of the other: the pairs that together differ least."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from kg.compare.stakes import sides, stakes
from ontology.facts import Term

SIDE, ABOUT, VALUE, WORDS = 40, 40, 6, 20
"""What it costs to pair two terms: another side, another matter, another value, other words."""

ALONE = 38
"""What a term costs that is paired with none: two less than a pair of other sides and matter."""

Pair = tuple[Term | None, Term | None]


def pair(old: Sequence[Term], new: Sequence[Term]) -> tuple[Pair, ...]:
    """Every term once, beside the one it became or beside none; in the order of the new draft.

    Terms of one type are paired so that the whole costs least; the same terms, the same pairs.
    """
    pairs: list[Pair] = []
    for type_ in sorted({term.type for term in (*old, *new)}):
        pairs += _pair_type(
            [term for term in old if term.type == type_], [t for t in new if t.type == type_]
        )
    return tuple(sorted(pairs, key=_position))


def _position(pair: Pair) -> tuple[int, int, str]:
    first, second = pair
    kept = second or first
    assert kept is not None
    return (kept.start, 0 if second else 1, kept.type)


def _pair_type(old: list[Term], new: list[Term]) -> list[Pair]:
    """Terms that say the same in the same words first: no other pair costs less."""
    pairs: list[Pair] = []
    for term in list(old):
        same = next((t for t in new if t.keys == term.keys and t.quote == term.quote), None)
        if same is not None:
            pairs.append((term, same))
            old.remove(term)
            new.remove(same)
    size = max(len(old), len(new))
    costs = [[_cost(old, new, row, column) for column in range(size)] for row in range(size)]
    for row, column in enumerate(assign(costs)):
        first = old[row] if row < len(old) else None
        second = new[column] if column < len(new) else None
        if first and second and costs[row][column] >= 2 * ALONE:
            pairs += [(first, None), (None, second)]
        else:
            pairs.append((first, second))
    return pairs


def _cost(old: list[Term], new: list[Term], row: int, column: int) -> int:
    """What a pair costs; no more than its two terms alone, for then it is none."""
    if row < len(old) and column < len(new):
        return min(distance(old[row], new[column]), 2 * ALONE)
    return ALONE


def distance(old: Term, new: Term) -> int:
    """How far two terms of one type are from being the same."""
    about = stakes()[old.type].about
    cost: int = SIDE * (sides(old) != sides(new))
    cost += ABOUT * any(old.keys.get(key) != new.keys.get(key) for key in about)
    names = set(old.keys) | set(new.keys)
    cost += VALUE * sum(old.keys.get(key) != new.keys.get(key) for key in names)
    alike: float = SequenceMatcher(None, old.quote, new.quote, autojunk=False).ratio()
    return cost + int(WORDS * (1 - alike) + 0.5)


def assign(costs: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """The column for each row of a square matrix so that the sum of the costs is least.

    The Hungarian method with potentials; of equal sums always the same one.
    """
    size = len(costs)
    rows, columns = [0] * (size + 1), [0] * (size + 1)
    taken = [0] * (size + 1)
    for row in range(1, size + 1):
        taken[0] = row
        _augment(costs, rows, columns, taken)
    chosen = [0] * size
    for column in range(1, size + 1):
        chosen[taken[column] - 1] = column - 1
    return tuple(chosen)


def _augment(
    costs: Sequence[Sequence[int]], rows: list[int], columns: list[int], taken: list[int]
) -> None:
    """Finds a column for the row in `taken[0]`, moving others along the shortest path."""
    size = len(costs)
    least: list[float] = [float("inf")] * (size + 1)
    before, done, at = [0] * (size + 1), [False] * (size + 1), 0
    while taken[at]:
        done[at] = True
        row, step, following = taken[at], float("inf"), 0
        for column in range(1, size + 1):
            if done[column]:
                continue
            slack = costs[row - 1][column - 1] - rows[row] - columns[column]
            if slack < least[column]:
                least[column], before[column] = slack, at
            if least[column] < step:
                step, following = least[column], column
        for column in range(size + 1):
            if done[column]:
                rows[taken[column]] += int(step)
                columns[column] -= int(step)
            else:
                least[column] -= step
        at = following
    while at:
        taken[at], at = taken[before[at]], before[at]
