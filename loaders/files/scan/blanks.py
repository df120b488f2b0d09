"""Blanks to be filled in: recognition passes over the lines that mark them, so they are drawn in.

A blank is a thin level line in the gap between two characters, or behind the last one, that does
not run on under the words as the rule of a table or underlining does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy import uint8
from numpy.typing import NDArray

from loaders.files.page_lines import Char
from loaders.files.scan.rows import Seen

DARK = 150
"""The brightness below which a pixel may be part of the line."""

WIDEST = 40
"""Heights of the words beyond which a line is no blank."""

SHORTEST = 0.9
"""Heights of the words from which a gap may hold a blank."""

FULL = 0.85
"""The share of the gap that the line crosses."""

OVER = 0.7
"""Heights by which the line may reach under the words beside it."""

THICK = 0.2
"""Heights that the line may be thick."""

BLANK = "____"


def with_blanks(page: NDArray[uint8], seen: Sequence[Seen]) -> list[Seen]:
    """What is seen on a page, with underscores where lines wait to be filled in."""
    ink = page < DARK
    # A line that is a little askew is found in one row if its neighbours count with it.
    ink[1:] |= ink[:-1].copy()
    return [_filled(ink, piece, _room(page, piece, seen)) for piece in seen]


def _room(page: NDArray[uint8], piece: Seen, seen: Sequence[Seen]) -> float:
    """Where what stands to the right of a piece begins."""
    middle = (piece.top + piece.bottom) / 2
    beside = (s.left for s in seen if s.left >= piece.right - 2 and s.top < middle < s.bottom)
    return min(beside, default=float(page.shape[1]))


def _filled(ink: NDArray[np.bool_], piece: Seen, room: float) -> Seen:
    """A piece with the blanks in it and the one behind it."""
    if not piece.chars:
        return piece
    height = piece.bottom - piece.top
    chars: list[Char] = []
    for char, after in zip(piece.chars, [*piece.chars[1:], None], strict=True):
        chars.append(char)
        right = after.left if after is not None else min(room, char.right + WIDEST * height)
        blank = _line(ink, (char.right, right), (piece.top, piece.bottom), last=after is None)
        if blank is not None and char.word != "_":
            step = (blank[1] - blank[0]) / len(BLANK)
            chars += [
                Char("_", blank[0] + i * step, piece.top, blank[0] + (i + 1) * step, piece.bottom)
                for i in range(len(BLANK))
            ]
    if len(chars) == len(piece.chars):
        return piece
    words = "".join(char.word for char in chars)
    return replace(piece, words=words, chars=tuple(chars), right=max(c.right for c in chars))


def _line(
    ink: NDArray[np.bool_],
    gap: tuple[float, float],
    rows: tuple[float, float],
    *,
    last: bool,
) -> tuple[float, float] | None:
    """Where in a gap a line runs from and to, `None` where there is none."""
    (left, right), (top, bottom) = gap, rows
    height = bottom - top
    if right - left < SHORTEST * height:
        return None
    first, end = int(left), int(left + SHORTEST * height if last else right)
    low, high = int(bottom - 0.4 * height), int(bottom + 0.2 * height) + 1
    # The edges of the gap belong to the words, whose boxes are not exact.
    margin = int(0.25 * height)
    band = ink[max(0, low) : high, first + margin : max(first + margin + 1, end - margin)]
    if not band.size:
        return None
    crossed = band.mean(axis=1)
    best = int(crossed.argmax())
    if crossed[best] < FULL or (crossed >= FULL).sum() > max(4.0, THICK * height):
        return None
    row = ink[max(0, low) + best]
    begin, stop = _run(row, first + margin + band.shape[1] // 2)
    inside = begin >= left - OVER * height and stop <= right + OVER * height
    long = stop - begin >= SHORTEST * height
    return (max(left, begin), min(right, stop)) if inside and long else None


def _run(row: NDArray[np.bool_], at: int) -> tuple[int, int]:
    """The stretch of ink around a place in a row; single pixels may be missing."""
    light = np.flatnonzero(~(row[:-2] | row[1:-1] | row[2:])) + 1
    after = int(np.searchsorted(light, at))
    begin = int(light[after - 1]) if after else 0
    stop = int(light[after]) if after < len(light) else len(row)
    return begin, stop
