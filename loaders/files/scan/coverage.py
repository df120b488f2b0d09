"""Finds ink on a page that no recognised line covers: a line lost without a word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

import numpy as np
from numpy import uint8
from numpy.typing import NDArray

from loaders.files.scan.rows import Seen

DARK = 110
"""The brightness below which a pixel is ink."""

FAINT = 180
"""The brightness below which a pixel may be ink, however faint."""

SPECKS = 2
"""Pixels of a column up to which they are specks."""

ROOM = 0.025
"""The share of the width that is left free beside the ink: lines are found by the paper around."""

FEWEST = 0.004
"""The share of a row's pixels from which it holds writing, not specks."""

BLANK = 0.00005
"""The share of a page's pixels up to which its ink is specks: a digit in a corner has more."""

MARGIN = 0.03
"""The share of the page at its edges that is not looked at: shadows of the scanner."""

TALL = 0.5
"""Heights of a usual line from which a run of uncovered rows counts."""


def is_blank(page: NDArray[uint8]) -> bool:
    """Whether nothing is written on a page: specks at most."""
    return bool((page < DARK).mean() < BLANK)


def written_columns(page: NDArray[uint8]) -> tuple[int, int]:
    """The columns of a page between which all of its ink lies, with room on either side."""
    written = np.flatnonzero((page < FAINT).sum(axis=0) > SPECKS)
    if not written.size:
        return 0, page.shape[1]
    room = int(ROOM * page.shape[1])
    return max(0, int(written[0]) - room), min(page.shape[1], int(written[-1]) + room + 1)


def missed(page: NDArray[uint8], seen: Sequence[Seen]) -> Iterator[tuple[int, int]]:
    """Runs of rows, as (first, last) in pixels, with ink that nothing recognised covers."""
    if not seen:
        return
    height, width = page.shape
    edge = int(MARGIN * height), int(MARGIN * width)
    ink = page < DARK
    usual = median(s.bottom - s.top for s in seen)
    for s in seen:
        top, bottom = int(s.top - usual / 3), int(s.bottom + usual / 3) + 1
        ink[max(0, top) : bottom, max(0, int(s.left) - 8) : int(s.right) + 9] = False
    inside = ink[edge[0] : height - edge[0], edge[1] : width - edge[1]]
    dark = inside.sum(axis=1)
    # A rule of a table is one dark run; writing has many changes along a row.
    changes = np.abs(np.diff(inside.astype(np.int8), axis=1)).sum(axis=1)
    writing = (dark > FEWEST * width) & (changes > 12)
    start: int | None = None
    for y, written in enumerate([*writing.tolist(), False]):
        if written and start is None:
            start = y
        elif not written and start is not None:
            if y - start >= TALL * usual:
                yield start + edge[0], y + edge[0]
            start = None
