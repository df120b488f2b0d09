"""What a contract is made of: character n-grams of its clauses, hashed, and a sketch of them."""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from ontology.facts import Facts

GRAM = 8
"""Characters in a shingle: long enough that two drafters seldom hit on the same one."""

SKETCH = 256
"""How many of a contract's smallest hashes are kept: shares come out within about 0.06."""

# CRC-32 is even over long inputs but linear; the golden ratio scatters neighbours, and is undone
# by nothing that a text holds.
MIXER = 0x9E3779B1
MASK = (1 << 32) - 1


@dataclass(frozen=True, slots=True)
class Sketch:
    """The smallest hashes of a contract's shingles in order, and how many there are in all."""

    hashes: tuple[int, ...]
    size: int


def passages(facts: Facts, text: str) -> Iterator[str]:
    """The clauses of a contract, each without those below it; of no text, the quotes of its facts.

    Clauses are taken one by one, so that moving or leaving one out changes nothing in the others.
    """
    if not text or not facts.clauses:
        quotes = (*(term.quote for term in facts.terms), *(norm.quote for norm in facts.norms))
        yield from dict.fromkeys(quotes)
        return
    cuts = {0, len(text)}
    cuts |= {cut for clause in facts.clauses for cut in (clause.start, clause.end)}
    for start, end in pairwise(sorted(cut for cut in cuts if 0 <= cut <= len(text))):
        yield text[start:end]


def plain(passage: str) -> str:
    """What descends from a form: its letters, without figures, blanks, marks and spaces."""
    return "".join(c for c in unicodedata.normalize("NFKC", passage) if c.isalpha())


def shingles(passage: str, gram: int = GRAM) -> set[int]:
    """Hashes of all runs of `gram` characters; none of a passage that is shorter."""
    coded = plain(passage).encode("utf-32-le", "surrogatepass")
    width = gram * 4
    return {
        (zlib.crc32(coded[at : at + width]) * MIXER) & MASK
        for at in range(0, len(coded) - width + 1, 4)
    }


def sketch(passages_: Iterable[str], keep: int = SKETCH, gram: int = GRAM) -> Sketch:
    """The sketch of all passages together."""
    found: set[int] = set()
    for passage in passages_:
        found |= shingles(passage, gram)
    return Sketch(tuple(sorted(found)[:keep]), len(found))


def resemblance(one: Sketch, other: Sketch) -> float:
    """The share of the shingles of either that both have, as the smallest hashes of both tell."""
    keep = max(len(one.hashes), len(other.hashes))
    mine, theirs = set(one.hashes), set(other.hashes)
    merged = set(sorted(mine | theirs)[:keep])
    return len(mine & theirs & merged) / len(merged) if merged else 0.0


def containment(one: Sketch, other: Sketch) -> float:
    """The share of the smaller contract's shingles that the larger one has too."""
    share = resemblance(one, other)
    smaller = min(one.size, other.size)
    if not smaller:
        return 0.0
    return min(1.0, share / (1 + share) * (one.size + other.size) / smaller)
