"""Options with a box before each: what stands behind an empty one is not agreed."""

from __future__ import annotations

import re

_BOX = re.compile("[□☑]")


def unticked(view: str, position: int) -> bool:
    """Whether the last box on the line before a position is empty: □ 5×8小时　☑ 7×24小时."""
    line = view[view.rfind("\n", 0, position) + 1 : position]
    boxes = _BOX.findall(line)
    return bool(boxes) and boxes[-1] == "□"
