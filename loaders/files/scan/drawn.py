"""The straight rules on a picture of a page, from which tables are made."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy import uint8
from numpy.typing import NDArray

from loaders.files.page_tables import Rule

DARK = 150
"""The brightness below which a pixel may be a rule."""

SHORTEST_FLAT, SHORTEST_UPRIGHT = 0.05, 0.02
"""The shares of the page's longer side from which a run of ink is a rule."""

BRIDGED = 5
"""Pixels of a rule that noise may have eaten."""


def rules(page: NDArray[uint8], scale: float) -> list[Rule]:
    """The level and upright rules of a page, in pixels times `scale`."""
    ink = (page < DARK).astype(np.uint8)
    side = max(page.shape)
    return [
        Rule(*(scale * v for v in ends))
        for flat, share in ((True, SHORTEST_FLAT), (False, SHORTEST_UPRIGHT))
        for ends in _runs(ink, int(share * side), flat=flat)
    ]


def _runs(
    ink: NDArray[uint8], shortest: int, *, flat: bool
) -> Iterator[tuple[float, float, float, float]]:
    """Long thin stretches of ink, each as the line through its middle."""
    along = (shortest, 1) if flat else (1, shortest)
    gap = (BRIDGED, 3) if flat else (3, BRIDGED)
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones(gap[::-1], np.uint8))
    left = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones(along[::-1], np.uint8))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(left)
    for x, y, width, height, _ in boxes[1:].tolist():
        if flat and height < width / 8:
            yield x, y + height / 2, x + width, y + height / 2
        elif not flat and width < height / 8:
            yield x + width / 2, y, x + width / 2, y + height
