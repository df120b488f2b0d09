"""Weighs what a text says of who pays and who performs."""

from __future__ import annotations

from typing import NamedTuple

from loaders.words import load

_MOST, _MOST_WEAK = 5, 2
"""Hits of one cue that count: a sentence said twenty times is no stronger than said five times."""


class Balance(NamedTuple):
    """Sentences in which 甲方 pays and 乙方 performs, and sentences in which it is the reverse."""

    straight: int
    reverse: int


def balance(plain: str) -> Balance:
    """Counts the evidence in a text whose two sides read 甲方 and 乙方, whichever of them pays."""
    straight = reverse = 0
    for cue in load("role_evidence"):
        hits = [0, 0]
        for match in cue.pattern.finditer(plain):
            sides = match.groupdict()
            buyer, vendor = sides.get("buyer"), sides.get("vendor")
            if buyer != vendor:
                hits[buyer == "乙方" or vendor == "甲方"] += 1
        most = _MOST_WEAK if cue.means == "weak" else _MOST
        straight += min(hits[0], most)
        reverse += min(hits[1], most)
    return Balance(straight, reverse)
