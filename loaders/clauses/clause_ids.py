"""Names clauses by the labels above them: 第七条.2.(2), 附件2.五.一."""

from __future__ import annotations

import re
from collections import Counter

from loaders.clauses.ranks import Rank, rank
from loaders.clauses.sequence import Node
from loaders.layout.folding import HAN
from loaders.numbering import DECIMAL, Label

PREAMBLE = "前言"
SIGNATURE = "签署"
TAIL = "末段"

WORDS = 20
"""Characters of a heading that name a clause without a label."""

_NARROW = str.maketrans("（）：", "():")
_NO_WORD = re.compile(f"[^{HAN}A-Za-z0-9]")


def name(
    node: Node,
    label: Label | None,
    heading: str | None,
    *,
    above: tuple[Node, str] | None,
    used: Counter[str],
) -> str:
    """The id of a clause below `above`; `used` counts the ids so far and keeps them apart."""
    step = _of_heading(node, heading) if label is None else _of_label(node, label, above)
    return _unique(f"{above[1]}.{step}" if above else step, used)


def _of_heading(node: Node, heading: str | None) -> str:
    if node.kind in (PREAMBLE, SIGNATURE, TAIL):
        return node.kind
    return _NO_WORD.sub("", heading or "")[:WORDS] or node.kind


def _of_label(node: Node, label: Label, above: tuple[Node, str] | None) -> str:
    """The label without its punctuation; 3.1 below 3 adds its last part alone."""
    if node.kind != DECIMAL:
        return re.sub(r"\s", "", label.text).translate(_NARROW).rstrip("、.:")
    parts = node.number
    if above and above[0].kind == DECIMAL and parts[:-1] == above[0].number:
        parts = parts[-1:]
    elif above and rank(above[0].kind) == Rank.ARABIC and parts[:1] == above[0].number:
        parts = parts[1:]
    return ".".join(map(str, parts))


def _unique(wanted: str, used: Counter[str]) -> str:
    used[wanted] += 1
    if used[wanted] == 1:
        return wanted
    while (found := f"{wanted}~{used[wanted]}") in used:
        used[wanted] += 1
    used[found] = 1
    return found
