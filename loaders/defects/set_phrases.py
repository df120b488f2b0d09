"""Finds fixed phrases in which one character is wrong, lost, doubled or out of place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from loaders.layout.folding import HAN
from loaders.words import load
from loaders.words.opening import compiled

_HAN = re.compile(f"[{HAN}]+")


@cache
def _phrases() -> tuple[str, ...]:
    """The phrases, long ones first: a part of one is no phrase of its own."""
    cues = (cue for cue in load("defects/set_phrases") if cue.means == "phrase")
    found = [phrase for cue in cues for phrase in cue.source.split("|")]
    return tuple(sorted(found, key=lambda phrase: (-len(phrase), phrase)))


@cache
def _right() -> re.Pattern[str]:
    cues = (cue for cue in load("defects/set_phrases") if cue.means == "right")
    return compiled("|".join(cue.source for cue in cues))


def find(plain: str) -> Iterator[tuple[int, int, str]]:
    """Where a phrase is misspelt, as (start, end, phrase).

    One half of a phrase with one fault is whole: that half is looked for, and the other beside it.
    """
    for phrase in _phrases():
        half = (len(phrase) + 1) // 2
        front, back = phrase[:half], phrase[half:]
        for at in _places(front, plain):
            yield from _checked(plain, at, phrase)
        for at in _places(back, plain):
            for start in range(max(0, at - half - 1), at - half + 2):
                if plain[start:at] != front:
                    yield from _checked(plain, start, phrase)


def _places(words: str, plain: str) -> Iterator[int]:
    at = plain.find(words)
    while at >= 0:
        yield at
        at = plain.find(words, at + 1)


def _checked(plain: str, start: int, phrase: str) -> Iterator[tuple[int, int, str]]:
    if plain.startswith(phrase, start) or plain[start] != phrase[0]:
        return
    for size in (len(phrase), len(phrase) + 1, len(phrase) - 1):
        words = plain[start : start + size]
        if _is_misspelt(words, phrase) and not _is_right(plain, start, start + size):
            yield start, start + size, phrase
            return


def _is_misspelt(words: str, phrase: str) -> bool:
    """Whether words of the same first and last character are one fault away from a phrase."""
    if len(words) < 2 or words[-1] != phrase[-1] or not _HAN.fullmatch(words):
        return False
    first = next((i for i, (a, b) in enumerate(zip(words, phrase, strict=False)) if a != b), 0)
    rest, whole = words[first:], phrase[first:]
    if len(words) == len(phrase):
        swapped = rest[:2] == whole[1::-1] and rest[2:] == whole[2:]
        return swapped or rest[1:] == whole[1:]
    if len(words) < len(phrase):
        return len(phrase) >= _SHORT and rest == whole[1:]
    return rest[1:] == whole and rest[0] == words[first - 1]


_SHORT = 4
"""A phrase of so few characters without one of them may be another word."""


def _is_right(plain: str, start: int, end: int) -> bool:
    near = range(max(0, start - 4), start + 1)
    return (
        any(
            (match := _right().match(plain, at)) is not None and match.end() > start + 1
            for at in near
        )
        or _right().search(plain, start, end + 2) is not None
    )
